package normalize

import (
	"encoding/json"
	"errors"
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
// Written as JSON each scale has its "kind", so that Frozen can be read back with
// scales of this package; a scale of another type cannot be written, which is an
// error that names it.
//
// Fit refuses an indicator without a scale and a class of the sample that its scale
// does not cover ([Covering], [ErrFrozen]), and a scale with numbers that make none
// ([Checked]; for those of this package [indicators.ErrRange], [basis.ErrValue]).
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
			errs = append(errs, s.fail(basis.Errorf("%w of class %q", ErrFrozen, class)))
		}
		seen[class] = true
	}
	if len(errs) > 0 {
		return nil, errors.Join(errs...)
	}
	return scale, nil
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
