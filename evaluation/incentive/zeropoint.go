package incentive

import (
	"errors"
	"math/big"
	"slices"

	"github.com/countyeval/countyeval/evaluation"
	"github.com/countyeval/countyeval/indicators/basis"
)

// A ZeroPoint is what a plan would give with another zero point of the score.
type ZeroPoint struct {
	Base        float64
	Best, Worst *big.Rat // largest and smallest exact award of an eligible county, in smallest units
	Ratio       *big.Rat // Best / Worst; nil: Worst is 0, the ratio is infinite
	Spread      Inequality
	Allocation  *Allocation
}

// ZeroPoints divides the pool once for each base, put into every [ByScore] of the
// plan, so that a notice is not published without knowing what its zero point
// does. On a scale from 60 to 100 shares by score from 0 are nearly equal shares:
// the best gets at most 1.7 times the worst. The spread is that of the eligible
// counties.
//
// A plan without ByScore is an error that wraps [basis.ErrMissing], no base too. If a
// base leaves nobody anything, Spread is zero.
func ZeroPoints(p Plan, r evaluation.Ranking, bases ...float64) ([]ZeroPoint, error) {
	if len(bases) == 0 {
		return nil, basis.Errorf("%w: no zero point", basis.ErrMissing)
	}
	out := make([]ZeroPoint, 0, len(bases))
	var errs []error
	for _, base := range bases {
		moved, found := p.withBase(base)
		if !found {
			return nil, basis.Errorf("%w: the plan has no clause ByScore", basis.ErrMissing)
		}
		a, err := moved.Allocate(r)
		if err != nil {
			errs = append(errs, basis.Errorf("zero point %s: %w", plain(base), err))
			continue
		}
		z := ZeroPoint{Base: base, Allocation: a, Best: new(big.Rat), Worst: new(big.Rat)}
		awards, err := a.over(Eligible)
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
		if q, err := InequalityOf(amounts(awards)); err == nil {
			z.Spread = q
		}
		out = append(out, z)
	}
	if len(errs) > 0 {
		return nil, errors.Join(errs...)
	}
	return out, nil
}

// withBase is the plan with another zero point; found is false if it has none.
func (p Plan) withBase(base float64) (moved Plan, found bool) {
	change := func(clauses []Clause) []Clause {
		out := slices.Clone(clauses)
		for k, c := range out {
			switch c := c.(type) {
			case ByScore:
				c.Base = base
				out[k], found = c, true
			case *ByScore:
				out[k], found = ByScore{Base: base, Gamma: c.Gamma}, true
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
