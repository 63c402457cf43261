package incentive

import (
	"errors"
	"math/big"

	"github.com/countyeval/countyeval/evaluation/incentive/fill"
	"github.com/countyeval/countyeval/indicators/basis"
)

// CarryOver is a pool to which the remainder of last year's is added. Both must be
// counted alike.
func CarryOver(p Pool, last *Allocation) (Pool, error) {
	if last.Pool.Measure != p.Measure {
		return p, basis.Errorf("%w: last year was counted in %v, not %v", ErrPool, last.Pool.Measure, p.Measure)
	}
	if p.Amount > fill.NoCap-1-last.Remainder {
		return p, basis.Errorf("%w: pool and remainder", fill.ErrOverflow)
	}
	p.Amount += last.Remainder
	return p, nil
}

// Unused is what counties have not used of their awards: to be counted towards
// the share of the next year ([Counting]), or taken back ([Clawback]). Every county
// with an award needs a figure of use, from 0 to its award.
func (a *Allocation) Unused(used Per) (Per, error) {
	rest := make(Per, len(a.Awards))
	var errs []error
	for _, w := range a.Awards {
		code := w.Place.Unit.Code
		u, ok := used[code]
		switch {
		case !ok && w.Amount > 0:
			errs = append(errs, &fill.Fault{Unit: code, Name: w.Place.Unit.Name, Err: basis.Errorf("%w: what it has used", basis.ErrMissing)})
		case u < 0 || u > w.Amount:
			errs = append(errs, &fill.Fault{Unit: code, Name: w.Place.Unit.Name, Err: basis.Errorf("%w: used %s of %s", fill.ErrLimits, a.Pool.Measure.Format(u), a.Pool.Measure.Format(w.Amount))})
		default:
			rest[code] = w.Amount - u
		}
	}
	if len(errs) > 0 {
		return nil, errors.Join(errs...)
	}
	return rest, nil
}

// Clawback takes back a share of what was not used, rounded up to the smallest
// unit, from 0 to 1. It returns what each county gives back, and the sum, which
// can be added to the next pool.
func Clawback(unused Per, share float64) (Per, Amount, error) {
	k, err := factorOf("share", share)
	if err == nil && k.Cmp(big.NewRat(1, 1)) > 0 {
		err = basis.Errorf("%w: share %s is more than 1", basis.ErrNumber, plain(share))
	}
	if err != nil {
		return nil, 0, err
	}
	back := make(Per, len(unused))
	for code, a := range unused {
		if a < 0 || a == fill.NoCap {
			return nil, 0, &fill.Fault{Unit: code, Err: basis.Errorf("%w: unused amount is negative or unlimited", fill.ErrLimits)}
		}
		kept := new(big.Rat).Sub(big.NewRat(1, 1), k)
		rest, err := floorOf(kept.Mul(kept, a.Rat()))
		if err != nil {
			return nil, 0, err
		}
		back[code] = a - rest
	}
	all, err := back.Sum()
	return back, all, err
}

// Cut is the plan for a pool that shrinks after its awards were promised (年中追减):
// the promises are claims on what is left. A nil rule cuts all by one percentage,
// [fill.EqualLosses] by one amount, [fill.Talmud] protects half of every promise.
func Cut(promised *Allocation, amount Amount, rule fill.Rule) Plan {
	p := promised.Pool
	p.Amount, p.Reserve = amount, 0
	return Plan{
		Pool:     p,
		Clauses:  []Clause{Claim{Name: "promised", Per: promised.Per()}},
		Tranches: []Tranche{{Parts: 1, Rule: rule}},
	}
}
