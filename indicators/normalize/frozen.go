package normalize

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"slices"

	"github.com/countyeval/countyeval/indicators"
)

// ErrFrozen says that Frozen scales do not have what they are asked for.
var ErrFrozen = errors.New("no frozen scale")

// Frozen is a normalizer that learns nothing: it has a scale ready for each
// indicator, by code, such as those of last year. The scores of two years on the
// same scales can be compared.
//
// Written as JSON each scale has its "kind", so that Frozen can be read back with
// scales of this package; a scale of another type cannot be written, which is an
// error that names it.
//
// Fit refuses an indicator without a scale and a class of the sample that a
// [ClassScale] does not have ([ErrFrozen]), and a scale of this package with
// numbers that make none ([indicators.ErrRange], [indicators.ErrValue]).
type Frozen map[string]Scale

var (
	_ Normalizer       = Frozen{}
	_ json.Marshaler   = Frozen{}
	_ json.Unmarshaler = (*Frozen)(nil)
)

// Fit returns the scale of the indicator.
func (n Frozen) Fit(s Sample) (Scale, error) {
	scale, ok := n[s.Indicator.Code]
	if !ok {
		return nil, s.fail(ErrFrozen)
	}
	if err := checkScale(scale); err != nil {
		return nil, s.fail(err)
	}
	var errs []error
	seen := make(map[string]bool)
	for _, class := range s.Class {
		if !seen[class] && !covers(scale, class) {
			errs = append(errs, s.fail(fmt.Errorf("%w of class %q", ErrFrozen, class)))
		}
		seen[class] = true
	}
	if len(errs) > 0 {
		return nil, errors.Join(errs...)
	}
	return scale, nil
}

// covers reports whether a scale can score units of a class.
func covers(s Scale, class string) bool {
	switch s := s.(type) {
	case ClassScale:
		of, ok := s.By[class]
		return ok && covers(of, class)
	case ClipScale:
		return covers(s.Of, class)
	}
	return true
}

// checkScale says why a scale of this package is none. Others are taken as they
// are.
func checkScale(s Scale) error {
	if s == nil {
		return fmt.Errorf("%w: there is no scale", indicators.ErrValue)
	}
	if c, ok := s.(interface{ check() error }); ok {
		return c.check()
	}
	return nil
}

// MarshalJSON writes every scale with its kind.
func (n Frozen) MarshalJSON() ([]byte, error) {
	out := make(map[string]kindOf, len(n))
	for code, s := range n {
		out[code] = kindOf{s}
	}
	return json.Marshal(out)
}

// UnmarshalJSON reads and checks what MarshalJSON writes. Unknown kinds and keys
// are errors.
func (n *Frozen) UnmarshalJSON(b []byte) error {
	var in map[string]kindOf
	if err := json.Unmarshal(b, &in); err != nil {
		return err
	}
	out := make(Frozen, len(in))
	var errs []error
	for _, code := range slices.Sorted(maps.Keys(in)) {
		out[code] = in[code].Scale
		if err := checkScale(out[code]); err != nil {
			errs = append(errs, &indicators.InputError{Indicator: code, Err: err})
		}
	}
	if len(errs) > 0 {
		return errors.Join(errs...)
	}
	*n = out
	return nil
}

// kindOf writes a scale together with its kind and reads it back.
type kindOf struct{ Scale }

type writtenClass struct {
	By map[string]kindOf `json:"by"`
}

type writtenClip struct {
	Of kindOf  `json:"of"`
	Lo float64 `json:"lo"`
	Hi float64 `json:"hi"`
}

// MarshalJSON writes {"kind":"min-max","from":0.4, ...}.
func (k kindOf) MarshalJSON() ([]byte, error) {
	kind, data := "", any(k.Scale)
	switch s := k.Scale.(type) {
	case LinearScale:
		kind = "min-max"
	case TargetScale:
		kind = "target"
	case ZScoreScale:
		kind = "z-score"
	case RankScale:
		kind = "rank"
	case ClassScale:
		by := make(map[string]kindOf, len(s.By))
		for class, of := range s.By {
			by[class] = kindOf{of}
		}
		kind, data = "class", writtenClass{by}
	case ClipScale:
		kind, data = "clip", writtenClip{kindOf{s.Of}, s.Lo, s.Hi}
	case ClipBulkScale:
		kind, data = "clip", writtenClip{kindOf{s.Of}, s.Lo, s.Hi}
	default:
		return nil, fmt.Errorf("a scale of type %T cannot be written", s)
	}
	b, err := json.Marshal(data)
	if err != nil {
		return nil, err
	}
	head, err := json.Marshal(map[string]string{"kind": kind})
	if err != nil {
		return nil, err
	}
	return append(append(head[:len(head)-1], ','), b[1:]...), nil
}

// UnmarshalJSON reads what MarshalJSON writes.
func (k *kindOf) UnmarshalJSON(b []byte) error {
	var fields map[string]json.RawMessage
	if err := json.Unmarshal(b, &fields); err != nil {
		return err
	}
	var kind string
	if err := json.Unmarshal(fields["kind"], &kind); err != nil {
		return fmt.Errorf("%w: a scale without a kind", indicators.ErrValue)
	}
	delete(fields, "kind")
	rest, err := json.Marshal(fields)
	if err != nil {
		return err
	}
	strict := json.NewDecoder(bytes.NewReader(rest))
	strict.DisallowUnknownFields()
	switch kind {
	case "min-max":
		k.Scale, err = decode[LinearScale](strict)
	case "target":
		k.Scale, err = decode[TargetScale](strict)
	case "z-score":
		k.Scale, err = decode[ZScoreScale](strict)
	case "rank":
		k.Scale, err = decode[RankScale](strict)
	case "class":
		in, e := decode[writtenClass](strict)
		by := make(map[string]Scale, len(in.By))
		for class, of := range in.By {
			by[class] = of.Scale
		}
		k.Scale, err = ClassScale{By: by}, e
	case "clip":
		in, e := decode[writtenClip](strict)
		k.Scale, err = clipScale(in.Of.Scale, in.Lo, in.Hi), e
	default:
		return fmt.Errorf("%w: unknown kind of scale %q", indicators.ErrValue, kind)
	}
	if err != nil {
		return fmt.Errorf("scale of kind %q: %w", kind, err)
	}
	return nil
}

func decode[T any](from *json.Decoder) (T, error) {
	var v T
	err := from.Decode(&v)
	return v, err
}
