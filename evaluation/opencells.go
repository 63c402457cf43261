package evaluation

import (
	"strings"

	"github.com/countyeval/countyeval/indicators"
	"github.com/countyeval/countyeval/indicators/basis"
)

// OpenPolicy says what happens to figures under query ([indicators.Open]) that a model
// would score, such as those that an agency doubts and the reporter has not confirmed yet.
// The zero value is WarnOpen.
type OpenPolicy int

// The policies.
const (
	WarnOpen   OpenPolicy = iota // "scored": they are scored, and a warning of each indicator names the units
	RefuseOpen                   // "refused": each is an error; a step that imputes, or the reporter's answer, is the way out
)

var openPolicies = basis.Words{"scored", "refused"}

// String gives the word: scored or refused.
func (p OpenPolicy) String() string { return basis.Name(openPolicies, "OpenPolicy", p) }

// MarshalText gives the word.
func (p OpenPolicy) MarshalText() ([]byte, error) {
	return basis.MarshalWord(openPolicies, "open policy", p)
}

// UnmarshalText accepts exactly the words of String.
func (p *OpenPolicy) UnmarshalText(text []byte) error {
	return basis.UnmarshalWord(openPolicies, "open policy", p, text)
}

// ErrOpen is a figure under query that is scored.
const ErrOpen = basis.Sentinel("under query")

// openCells refuses the figures of an indicator that are under query, or warns of them.
func (r *Result) openCells(code string) (warnings []error, err error) {
	marks := r.Prepared.Marks(code)
	var units []string
	for row := range r.unitOf {
		if marks.At(row) == indicators.Open {
			units = append(units, r.unitOf[row])
		}
	}
	switch {
	case units == nil:
		return nil, nil
	case r.Model.Open == RefuseOpen:
		errs := make([]error, len(units))
		for i, unit := range units {
			x, _ := r.Prepared.Value(unit, code)
			errs[i] = &indicators.InputError{Unit: unit, Indicator: code, Err: basis.Errorf("%w: the figure %v is not to be scored before that is settled", ErrOpen, x)}
		}
		return nil, basis.JoinErrors(errs...)
	case len(units) == 1:
		x, _ := r.Prepared.Value(units[0], code)
		return []error{&indicators.InputError{Unit: units[0], Indicator: code, Err: basis.Errorf("%w: the figure %v is scored all the same", ErrOpen, x)}}, nil
	}
	return []error{&indicators.InputError{Indicator: code, Err: basis.Errorf("%w: %d figures are scored all the same, of %s", ErrOpen, len(units), strings.Join(units, ", "))}}, nil
}

// checkOpen refuses a policy that does not exist.
func (m Model) checkOpen() error {
	if m.Open < WarnOpen || m.Open > RefuseOpen {
		return basis.Errorf("%w: there is no policy %d on figures under query", ErrModel, int(m.Open))
	}
	return nil
}
