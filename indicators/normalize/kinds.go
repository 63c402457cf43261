package normalize

import (
	"bytes"
	"encoding/json"

	"github.com/countyeval/countyeval/indicators/basis"
)

// kindOf writes a scale together with its kind and reads it back.
type kindOf struct{ Scale }

type writtenClass struct {
	By map[string]kindOf `json:"by"`
}

// kind returns the kind of a scale and the members to be written. A scale around
// another one comes without it; around says that there is one.
func (k kindOf) kind() (kind string, members any, of Scale, around bool) {
	switch s := k.Scale.(type) {
	case LinearScale:
		return "min-max", s, nil, false
	case TargetScale:
		return "target", s, nil, false
	case ZScoreScale:
		return "z-score", s, nil, false
	case RankScale:
		return "rank", s, nil, false
	case RatioScale:
		return "ratio", s, nil, false
	case CompletionScale:
		return "completion", s, nil, false
	case PercentileScale:
		return "percentile", s, nil, false
	case BordaScale:
		return "borda", s, nil, false
	case ClassScale:
		by := make(map[string]kindOf, len(s.By))
		for class, of := range s.By {
			by[class] = kindOf{of}
		}
		return "class", writtenClass{by}, nil, false
	case ClipScale:
		return "clip", ClipScale{Lo: s.Lo, Hi: s.Hi}, s.Of, true
	case ExponentialScale:
		return "exponential", ExponentialScale{Lo: s.Lo, Hi: s.Hi}, s.Of, true
	case PeerScale:
		return "peer-score", PeerScale{Mean: s.Mean}, s.Of, true
	case PointsScale:
		return "points", PointsScale{Missing: s.Missing, ZeroToo: s.ZeroToo}, s.Of, true
	case LogScale:
		return "log", LogScale{}, s.Of, true
	case BandScale:
		return "bands", BandScale{Below: s.Below, Bands: s.Bands}, s.Of, true
	}
	return "", nil, nil, false
}

// MarshalJSON writes {"kind":"min-max","from":0.4, ...}.
func (k kindOf) MarshalJSON() ([]byte, error) {
	kind, members, of, around := k.kind()
	if kind == "" {
		return nil, basis.Errorf("a scale of type %T cannot be written", k.Scale)
	}
	rest, err := json.Marshal(members)
	if err != nil {
		return nil, err
	}
	b := append([]byte(nil), `{"kind":"`+kind+`"`...)
	if len(rest) > len("{}") {
		b = append(append(b, ','), rest[1:len(rest)-1]...)
	}
	if around {
		inner, err := json.Marshal(kindOf{of})
		if err != nil {
			return nil, err
		}
		b = append(append(b, `,"of":`...), inner...)
	}
	return append(b, '}'), nil
}

// UnmarshalJSON reads what MarshalJSON writes.
func (k *kindOf) UnmarshalJSON(b []byte) error {
	var fields map[string]json.RawMessage
	if err := json.Unmarshal(b, &fields); err != nil {
		return err
	}
	var kind string
	if err := json.Unmarshal(fields["kind"], &kind); err != nil {
		return basis.Errorf("%w: a scale without a kind", basis.ErrValue)
	}
	delete(fields, "kind")
	var of kindOf
	if inner, ok := fields["of"]; ok && isAround(kind) {
		if err := json.Unmarshal(inner, &of); err != nil {
			return basis.Errorf("scale of kind %q: %w", kind, err)
		}
		delete(fields, "of")
	}
	rest, err := json.Marshal(fields)
	if err != nil {
		return err
	}
	strict := json.NewDecoder(bytes.NewReader(rest))
	strict.DisallowUnknownFields()
	if k.Scale, err = read(kind, strict, of.Scale); err != nil {
		return basis.Errorf("scale of kind %q: %w", kind, err)
	}
	return nil
}

// isAround reports whether scales of a kind have another one inside.
func isAround(kind string) bool {
	switch kind {
	case "clip", "exponential", "peer-score", "points", "log", "bands":
		return true
	}
	return false
}

// read decodes the members of a scale of a kind around of, if it is around any.
func read(kind string, from *json.Decoder, of Scale) (Scale, error) {
	switch kind {
	case "min-max":
		return decode[LinearScale](from)
	case "target":
		return decode[TargetScale](from)
	case "z-score":
		return decode[ZScoreScale](from)
	case "rank":
		return decode[RankScale](from)
	case "ratio":
		return decode[RatioScale](from)
	case "completion":
		return decode[CompletionScale](from)
	case "percentile":
		return decode[PercentileScale](from)
	case "borda":
		return decode[BordaScale](from)
	case "class":
		in, err := decode[writtenClass](from)
		by := make(map[string]Scale, len(in.By))
		for class, of := range in.By {
			by[class] = of.Scale
		}
		return ClassScale{By: by}, err
	case "clip":
		s, err := decode[ClipScale](from)
		s.Of = of
		return s, err
	case "exponential":
		s, err := decode[ExponentialScale](from)
		s.Of = of
		return s, err
	case "peer-score":
		s, err := decode[PeerScale](from)
		s.Of = of
		return s, err
	case "points":
		s, err := decode[PointsScale](from)
		s.Of = of
		return s, err
	case "log":
		s, err := decode[LogScale](from)
		s.Of = of
		return s, err
	case "bands":
		s, err := decode[BandScale](from)
		s.Of = of
		return s, err
	}
	return nil, basis.Errorf("%w: unknown kind", basis.ErrValue)
}

func decode[T any](from *json.Decoder) (T, error) {
	var v T
	err := from.Decode(&v)
	return v, err
}
