package scrutiny

import (
	"math/big"
	"slices"

	"github.com/countyeval/countyeval/evaluation"
	"github.com/countyeval/countyeval/evaluation/incentive"
	"github.com/countyeval/countyeval/indicators/basis"
)

// A ZeroPoint is what a plan would give with another zero point of the score.
type ZeroPoint struct {
	Measure    incentive.Measure     `json:"measure" unit:"of"` // of the amounts
	Base       float64               `json:"base"`
	Best       *big.Rat              `json:"best" unit:"in"` // largest and smallest exact award of an eligible county, in smallest units
	Worst      *big.Rat              `json:"worst" unit:"in"`
	Ratio      *big.Rat              `json:"ratio"` // Best / Worst; nil: Worst is 0, the ratio is infinite
	Spread     Inequality            `json:"spread"`
	Allocation *incentive.Allocation `json:"allocation"`
}

// ZeroPoints divides the pool once for each base, put into every clause of the
// plan that has a zero point ([incentive.Based]), so that a notice is not published without knowing what its zero point
// does. On a scale from 60 to 100 shares by score from 0 are nearly equal shares:
// the best gets at most 1.7 times the worst. The spread is that of the eligible
// counties.
//
// A plan without one is an error that wraps [basis.ErrMissing], no base too. If a
// base leaves nobody anything, Spread is zero.
func ZeroPoints(p incentive.Plan, r evaluation.Ranking, f incentive.Figures, bases ...float64) ([]ZeroPoint, error) {
	if len(bases) == 0 {
		return nil, basis.Errorf("%w: no zero point", basis.ErrMissing)
	}
	out := make([]ZeroPoint, 0, len(bases))
	var errs []error
	for _, base := range bases {
		moved, found := withBase(p, base)
		if !found {
			return nil, basis.Errorf("%w: no clause of the plan has a zero point", basis.ErrMissing)
		}
		a, err := moved.Allocate(r, f)
		if err != nil {
			errs = append(errs, basis.Errorf("zero point %v: %w", base, err))
			continue
		}
		z := ZeroPoint{Measure: a.Pool.Measure, Base: base, Allocation: a, Best: new(big.Rat), Worst: new(big.Rat)}
		awards, err := over(a, Eligible)
		if err != nil {
			return nil, err
		}
		for k, w := range awards {
			if w.Exact.Cmp(z.Best) > 0 {
				z.Best = w.Exact
			}
			if k == 0 || w.Exact.Cmp(z.Worst) < 0 {
				z.Worst = w.Exact
			}
		}
		if z.Worst.Sign() > 0 {
			z.Ratio = new(big.Rat).Quo(z.Best, z.Worst)
		}
		if q, err := InequalityAmong(amounts(awards)); err == nil {
			z.Spread = q
		}
		out = append(out, z)
	}
	if len(errs) > 0 {
		return nil, basis.JoinErrors(errs...)
	}
	return out, nil
}

// withBase is the plan with another zero point; found is false if it has none.
func withBase(p incentive.Plan, base float64) (moved incentive.Plan, found bool) {
	change := func(clauses []incentive.Clause) []incentive.Clause {
		out := slices.Clone(clauses)
		for k, c := range out {
			if b, ok := c.(incentive.Based); ok {
				out[k], found = b.WithBase(base), true
			}
		}
		return out
	}
	p.Clauses = change(p.Clauses)
	p.Tranches = slices.Clone(p.Tranches)
	for k := range p.Tranches {
		p.Tranches[k].Clauses = change(p.Tranches[k].Clauses)
	}
	return p, found
}
