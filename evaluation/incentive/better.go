package incentive

import (
	"math/big"

	"github.com/countyeval/countyeval/indicators/basis"
)

// Formula is one way of several to come to the part of a county: its factors, as those of
// [ByFactors].
type Formula struct {
	Name    string   `json:"name,omitzero"`
	NameZH  string   `json:"name_zh,omitzero"`
	Factors []Factor `json:"factors"`
}

// ByBetter lets each county have the formula that is better for it: of several formulas of
// the factor method, each of which divides the whole among the counties that are in, a
// county weighs as the largest of its parts,
//
//	p_if = sum_k v_k x_ik / sum_j x_jk,  over sum_k v_k     by formula f
//	w_i  = max_f p_if
//
// As soon as two counties differ in what is better for them, these parts are more than the
// whole, and the division scales all of them down by the same rate: a county for which both
// formulas are equal pays for those that gain by one. Limits of other clauses are kept as
// ever. The ledger says by which formula a county weighs; of equal ones, by the first.
//
// It belongs behind the clauses that take counties out. Every county that is in needs a
// value of every factor; at least two formulas, each with a factor that is not zero for
// all and weights of which one is above 0.
//
// Arithmetic of notices that grant "whichever is higher"; no method of the literature.
type ByBetter struct {
	Formulas []Formula `json:"formulas"`
}

var _ Clause = ByBetter{}

// Edit multiplies the weights, and the ledger says by which formula.
func (c ByBetter) Edit(s *Sheet) error {
	if len(c.Formulas) < 2 {
		return basis.Errorf("%w: %d formulas, of which the better one is to count", basis.ErrFew, len(c.Formulas))
	}
	best := make([]*big.Rat, len(s.lines))
	by := make([]int, len(s.lines))
	var errs []error
	for f, formula := range c.Formulas {
		parts, all, err := s.factors(formula.Factors)
		if err == nil && all.Sign() == 0 {
			err = basis.Errorf("%w: all weights are 0", basis.ErrNumber)
		}
		if err != nil {
			for err := range basis.All(err) {
				errs = append(errs, basis.Errorf("formula %d: %w", f+1, err))
			}
			continue
		}
		for i := range parts {
			x := parts[i].Rat()
			if x.Quo(x, all); best[i] == nil || x.Cmp(best[i]) > 0 {
				best[i], by[i] = x, f
			}
		}
	}
	if len(errs) > 0 {
		return basis.JoinErrors(errs...)
	}
	return s.Each(func(i int) error {
		s.Scale(i, best[i])
		s.Note(i, basis.Textf("by the formula %v", c.Formulas[by[i]].name(by[i])))
		return nil
	})
}

// name is what the notice calls the formula, or its number.
func (f Formula) name(k int) basis.Text {
	if f.Name == "" && f.NameZH == "" {
		return basis.Textf("%d", k+1)
	}
	return basis.Named(or(f.Name, f.NameZH), f.NameZH)
}

// String gives "weight by the better of: base (area 1); need (people 1)".
func (c ByBetter) String() string { return c.Text().String() }

// Text gives the same in words, 取较高者计份：…… with the names as they are.
func (c ByBetter) Text() basis.Text { return c.text(unlisted) }

func (c ByBetter) text(zh lister) basis.Text {
	k := -1
	return basis.Textf("weight by the better of: %v", seriesOf(c.Formulas, func(f Formula) basis.Text {
		k++
		return basis.Textf("%v (%v)", f.name(k), seriesOf(f.Factors, func(f Factor) basis.Text {
			return basis.Textf("%v %s", named(f.Name, f.NameZH, f.Figure, zh), plain(f.Weight))
		}))
	}))
}
