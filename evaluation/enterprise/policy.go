package enterprise

import (
	"math"

	"github.com/countyeval/countyeval/evaluation"
	"github.com/countyeval/countyeval/indicators"
	"github.com/countyeval/countyeval/indicators/basis"
	"github.com/countyeval/countyeval/indicators/exact"
)

// Policy gives terms that differ: by grade, and by whatever conditions ask. Rates and
// words are the caller's, and none has a default.
type Policy struct {
	Name   string `json:"name"`
	NameZH string `json:"name_zh,omitzero"`

	// Of is the column that rates are charged on: electricity used, tonnes emitted, the
	// tax on the land that is used. "": a rate is for itself, such as inspections a year,
	// or the share by which production falls in heavy pollution weather.
	Of string `json:"of,omitzero" names:"column"`

	// Cases in their order. The first whose conditions all hold gives the terms.
	Cases []Case `json:"cases"`
}

// Case is one row of a policy.
type Case struct {
	If     []Condition `json:"if,omitzero"` // none: all that no case before took
	Rate   *float64    `json:"rate,omitzero"`
	Term   string      `json:"term,omitzero"` // in words
	TermZH string      `json:"term_zh,omitzero"`
}

// Term is what a policy gives one unit.
type Term struct {
	Place  evaluation.Place `json:"place"`
	Case   int              `json:"case"`          // number of the case, from 1
	Rate   float64          `json:"rate"`          // NaN: none
	Amount float64          `json:"amount"`        // Rate times the figure; NaN: none
	Term   basis.Text       `json:"term,omitzero"` // words of the case
	Why    []basis.Text     `json:"why,omitzero"`  // what holds of it
	Left   []basis.Text     `json:"left,omitzero"` // why the cases before did not take it, one each
}

// Apply gives every unit its terms, in the order of the ranking. A unit that no case
// takes, one of which it is unknown whether a case takes it that comes before, and a
// figure that a rate needs and that is missing are errors, all reported at once.
func (p Policy) Apply(d Data) (terms []Term, warnings []error, err error) {
	warnings, err = p.check(d)
	if err != nil {
		return nil, nil, basis.Errorf("%s: %w", p.Name, err)
	}
	var errs []error
	for _, s := range d.subjects() {
		t, err := p.term(s)
		if err != nil {
			errs = append(errs, &indicators.InputError{Unit: s.Place.Unit.Code, Err: err})
			continue
		}
		terms = append(terms, t)
	}
	if err := basis.JoinErrors(errs...); err != nil {
		return nil, nil, basis.Errorf("%s: %w", p.Name, err)
	}
	return terms, warnings, nil
}

// term finds the case of a unit.
func (p Policy) term(s Subject) (Term, error) {
	t := Term{Place: s.Place}
	for i, c := range p.Cases {
		f := Finding{Verdict: Holds}
		if len(c.If) > 0 {
			f = All{c.If}.Judge(s)
		}
		switch f.Verdict {
		case Unknown:
			return t, basis.Errorf("%w: whether case %d takes it is not known: %v", basis.ErrMissing, i+1, f.Why)
		case Fails:
			t.Left = append(t.Left, f.Why)
			continue
		}
		t.Case, t.Rate, t.Amount = i+1, number(c.Rate), math.NaN()
		for _, cond := range c.If {
			t.Why = append(t.Why, cond.Judge(s).Why)
		}
		if c.Term != "" || c.TermZH != "" {
			t.Term = basis.Named(c.Term, c.TermZH)
		}
		if p.Of != "" && c.Rate != nil {
			x := s.Value(p.Of)
			if t.Amount = exact.Product(exact.Of(*c.Rate), exact.Of(x)).Float(); math.IsNaN(x) {
				return t, basis.Errorf("%w: %s, on which the rate is charged", basis.ErrMissing, p.Of)
			}
		}
		return t, nil
	}
	return t, basis.Errorf("%w: no case takes it", ErrRule)
}

// check says all that is wrong with a policy, and warns of names that nobody bears.
func (p Policy) check(d Data) (warnings []error, err error) {
	var errs []error
	bad := func(text string, args ...any) {
		errs = append(errs, basis.Errorf("%w: "+text, append([]any{ErrRule}, args...)...))
	}
	if p.Name == "" {
		bad("a policy needs a name")
	}
	if len(p.Cases) == 0 {
		bad("a policy needs cases")
	}
	if p.Of != "" && (d.Table == nil || !d.Table.Has(p.Of)) {
		errs = append(errs, d.unknown(p.Of))
	}
	for i, c := range p.Cases {
		if c.Rate == nil && c.Term == "" && c.TermZH == "" {
			bad("case %d gives neither a rate nor words", i+1)
		}
		if c.Rate != nil && *c.Rate-*c.Rate != 0 {
			bad("the rate of case %d is %v", i+1, *c.Rate)
		}
		if len(c.If) == 0 && i+1 < len(p.Cases) {
			bad("case %d takes all, so that those after it take nobody", i+1)
		}
		errs = append(errs, checkAll(c.If)...)
		w, e := d.names(basis.Textf("case %d", i+1), basis.NamesOf(c.If...))
		warnings, errs = append(warnings, w...), append(errs, e...)
	}
	return warnings, basis.JoinErrors(errs...)
}
