package profile

import (
	"math"
	"strings"

	"github.com/countyeval/countyeval/indicators"
	"github.com/countyeval/countyeval/indicators/basis"
	"github.com/countyeval/countyeval/indicators/exact"
)

// Relation is what an [Identity] says of its two sides. The zero value is equal.
type Relation int

// The three relations, with their text forms.
const (
	Equal    Relation = iota // "equal": left = right
	AtMost                   // "at most": left <= right
	LessThan                 // "less than": left < right
)

var relationWords = basis.Words{"equal", "at most", "less than"}

// String gives the text form.
func (r Relation) String() string { return basis.Name(relationWords, "Relation", r) }

// MarshalText gives the text form; a value that does not exist is an error.
func (r Relation) MarshalText() ([]byte, error) {
	return basis.MarshalWord(relationWords, "relation", r)
}

// UnmarshalText accepts the text forms and nothing else.
func (r *Relation) UnmarshalText(text []byte) error {
	return basis.UnmarshalWord(relationWords, "relation", r, text)
}

// Sign gives the relation as a formula has it: =, <= or <.
func (r Relation) Sign() string {
	switch r {
	case Equal:
		return "="
	case AtMost:
		return "<="
	case LessThan:
		return "<"
	}
	return r.String()
}

// A Term is one summand of an [Identity]:
//
//	Factor * Column * Times / Over
//
// with Times and Over left out if they are empty, and Factor 1 if it is 0.
type Term struct {
	Column string  `json:"column"`
	Times  string  `json:"times,omitzero"`
	Over   string  `json:"over,omitzero"`
	Factor float64 `json:"factor,omitzero"`
}

// String gives the formula of the term.
func (m Term) String() string {
	s := m.Column
	if m.Factor != 0 && m.Factor != 1 {
		s = number(m.Factor) + " * " + s
	}
	if m.Times != "" {
		s += " * " + m.Times
	}
	if m.Over != "" {
		s += " / " + m.Over
	}
	return s
}

// Identity is a rule of accounting that the figures of every unit must keep, as a
// value:
//
//	sum of Left  Relation  sum of Right
//
// e.g. primary + secondary + tertiary = gdp, or mining < employed, or share = 100
// * part / whole. Two sides are equal if they differ by no more than Tolerance
// times the larger one; the same slack is given to [AtMost], none to [LessThan].
// Printed figures are rounded, so the tolerance should be that of their last
// digit.
//
// A unit that lacks one of the figures is not looked at ([Shape] counts these); a
// denominator of 0 gives a finding with Err.
type Identity struct {
	Left      []Term   `json:"left"`
	Right     []Term   `json:"right"`
	Relation  Relation `json:"relation,omitzero"`
	Tolerance float64  `json:"tolerance,omitzero"` // relative; 0: 1e-9
}

var _ Check = Identity{}

// String gives the formula: "primary + secondary = gdp".
func (c Identity) String() string {
	side := func(terms []Term) string {
		out := make([]string, len(terms))
		for i, m := range terms {
			out[i] = m.String()
		}
		return strings.Join(out, " + ")
	}
	return side(c.Left) + " " + c.Relation.Sign() + " " + side(c.Right)
}

// columns lists all codes, each once, the first of the left side first.
func (c Identity) columns() []string {
	var out []string
	seen := map[string]bool{"": true}
	for _, side := range [][]Term{c.Left, c.Right} {
		for _, m := range side {
			for _, code := range []string{m.Column, m.Times, m.Over} {
				if !seen[code] {
					seen[code] = true
					out = append(out, code)
				}
			}
		}
	}
	return out
}

// check refuses a rule that cannot be applied to any data.
func (c Identity) check(t *indicators.Table) error {
	var errs []error
	if len(c.Left) == 0 || len(c.Right) == 0 {
		errs = append(errs, basis.Errorf("%w: a side has no terms", basis.ErrEmpty))
	}
	if c.Relation < Equal || c.Relation > LessThan {
		errs = append(errs, basis.Errorf("%w: %s", basis.ErrValue, c.Relation))
	}
	for _, side := range [][]Term{c.Left, c.Right} {
		for _, m := range side {
			if m.Column == "" || math.IsNaN(m.Factor) || math.IsInf(m.Factor, 0) {
				errs = append(errs, basis.Errorf("%w: term %q with factor %v", basis.ErrValue, m.Column, m.Factor))
			}
		}
	}
	if err := limits(c.Tolerance); err != nil {
		errs = append(errs, basis.Errorf("tolerance: %w", err))
	}
	errs = append(errs, known(t, c.columns()...))
	return basis.JoinErrors(errs...)
}

// Find implements [Check]. Indicator is the first column of the left side, With
// the others; Figure is the left side, Limit the right one.
func (c Identity) Find(t *indicators.Table) ([]Finding, error) {
	if err := c.check(t); err != nil {
		return nil, basis.Errorf("identity %s: %w", c, err)
	}
	columns := c.columns()
	var out []Finding
	for i, u := range t.Units() {
		left, err := side(t, c.Left, i)
		right, err2 := side(t, c.Right, i)
		if math.IsNaN(left) || math.IsNaN(right) {
			continue
		}
		if err := basis.JoinErrors(err, err2); err != nil {
			out = append(out, open(RuleIdentity, u.Code, columns[0], columns[1:], err))
			continue
		}
		slack := or(c.Tolerance, 1e-9) * max(math.Abs(left), math.Abs(right)) // of printed figures, declared
		var broken bool
		switch c.Relation {
		case Equal:
			broken = math.Abs(left-right) > slack
		case AtMost:
			broken = left > right+slack
		case LessThan:
			broken = left >= right
		}
		if broken {
			out = append(out, Finding{
				Rule: RuleIdentity, Unit: u.Code, Indicator: columns[0], With: columns[1:], Figure: left, Limit: right,
				Text: basis.Textf("%s does not hold: %s and %s", c, figure(left), figure(right)),
			})
		}
	}
	return out, nil
}

// side sums the terms for one unit; NaN if a figure is missing.
func side(t *indicators.Table, terms []Term, i int) (sum float64, err error) {
	parts := make([]exact.Number, len(terms))
	for j, m := range terms {
		v := exact.Product(exact.Of(or(m.Factor, 1)), t.Exact(m.Column).At(i))
		if m.Times != "" {
			v = exact.Product(v, t.Exact(m.Times).At(i))
		}
		if m.Over != "" {
			by := t.Exact(m.Over).At(i)
			if by.Float() == 0 {
				err = basis.Errorf("%w: %s is 0", ErrUnfit, m.Over)
				by = exact.Of(1) // so that a missing figure is still seen
			}
			v = exact.Quotient(v, by)
		}
		parts[j] = v
	}
	return exact.Sum(parts...).Float(), err
}
