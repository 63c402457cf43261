package normalize

import (
	"io"
	"maps"
	"slices"

	"github.com/countyeval/countyeval/indicators"
	"github.com/countyeval/countyeval/indicators/basis"
)

// ErrFrozen says that Frozen scales do not have what they are asked for.
const ErrFrozen = basis.Sentinel("no frozen scale")

// Frozen is a normalizer that learns nothing: it has a scale ready for each
// indicator, by code, such as those of last year. The scores of two years on the
// same scales can be compared.
//
// Written as JSON each scale has its "kind", so that Frozen can be read back; a scale
// without a kind cannot be written, which is an error that names it. For scales of
// one's own there are [basis.Marshal] and [ReadFrozen].
//
// Fit refuses an indicator without a scale and a class of the sample that its scale
// does not cover ([Covering], [ErrFrozen]), and a scale with numbers that make none
// ([Checked]; for those of this package [indicators.ErrRange], [basis.ErrValue]).
type Frozen map[string]Scale

// NamesWhat says for [basis.DecodeNames] that columns are named.
func (Frozen) NamesWhat() string { return "column" }

var (
	_ Normalizer            = Frozen{}
	_ basis.DataMarshaler   = Frozen{}
	_ basis.DataUnmarshaler = (*Frozen)(nil)
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
			errs = append(errs, s.fail(basis.Errorf("%w of class %q", ErrFrozen, class)))
		}
		seen[class] = true
	}
	if len(errs) > 0 {
		return nil, basis.JoinErrors(errs...)
	}
	return scale, nil
}

// ReadFrozen reads scales that were written as JSON; file is its name for messages.
// kinds are those of scales of one's own; those of this package are known.
func ReadFrozen(r io.Reader, file string, kinds ...basis.Kinds) (Frozen, error) {
	var n Frozen
	err := basis.Read(r, file, &n, Kinds().With(kinds...))
	return n, err
}

// MarshalJSON writes every scale with its kind.
func (n Frozen) MarshalJSON() ([]byte, error) { return basis.Marshal(n, Kinds()) }

// UnmarshalJSON reads and checks what MarshalJSON writes. Unknown kinds and keys
// are errors.
func (n *Frozen) UnmarshalJSON(data []byte) error { return basis.Unmarshal(data, n, Kinds()) }

// MarshalData gives the scales by code, for [basis.Marshal].
func (n Frozen) MarshalData() (any, error) { return map[string]Scale(n), nil }

// UnmarshalData reads and checks them, for [basis.Unmarshal].
func (n *Frozen) UnmarshalData(read func(into any) error) error {
	var by map[string]Scale
	if err := read(&by); err != nil {
		return err
	}
	var errs []error
	for _, code := range slices.Sorted(maps.Keys(by)) {
		if err := checkScale(by[code]); err != nil {
			errs = append(errs, &indicators.InputError{Indicator: code, Err: err})
		}
	}
	if err := basis.JoinErrors(errs...); err != nil {
		return err
	}
	*n = by
	return nil
}
