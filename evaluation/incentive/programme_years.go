package incentive

import (
	"math"
	"math/big"

	"github.com/countyeval/countyeval/evaluation/incentive/fill"
	"github.com/countyeval/countyeval/indicators/basis"
)

// CarryOver is a pool to which the remainder of last year's is added. Both must be
// counted alike. A sum that no float64 says to the smallest unit is an error that wraps
// [fill.ErrOverflow].
func CarryOver(p Pool, last *Allocation) (Pool, error) {
	if last.Pool.Measure != p.Measure {
		return p, basis.Errorf("%w: last year was counted in %v, not %v", ErrPool, last.Pool.Measure, p.Measure)
	}
	now, err := p.Estate()
	if err != nil {
		return p, err
	}
	if now.Amount > fill.NoCap-1-last.Remainder {
		return p, basis.Errorf("%w: pool and remainder", fill.ErrOverflow)
	}
	all := now.Amount + last.Remainder
	p.Amount = smallest(p.Measure, all)
	if again, err := p.Measure.Amount(p.Amount); err != nil || again != all {
		return p, basis.Errorf("%w: pool and remainder, %s", fill.ErrOverflow, p.Measure.Format(all))
	}
	return p, nil
}

// Unused is what counties have not used of their awards, a list to be counted towards
// the share of the next year ([Counting]), or taken back ([Clawback]). Every county
// with an award needs a figure of use, from 0 to its award, in the unit of the measure; a
// code without an award of its own is unknown.
func (a *Allocation) Unused(used Decimals) (Decimals, error) {
	rest := Decimals{Name: "unused " + a.Pool.Name, Of: make(map[string]float64, len(a.Awards))}
	m := a.Pool.Measure
	var errs []error
	known := make(map[string]bool, len(a.Awards))
	for _, w := range a.Awards {
		code := w.Place.Unit.Code
		known[code] = true
		x, ok := used.Of[code]
		u, err := m.Amount(x)
		switch {
		case ok && math.IsNaN(x), !ok && w.Amount > 0:
			err = basis.Errorf("%w: what it has used", basis.ErrMissing)
		case !ok:
			u, err = 0, nil
		case err == nil && (u < 0 || u > w.Amount):
			err = basis.Errorf("%w: used %s of %s", fill.ErrLimits, m.Format(u), m.Format(w.Amount))
		}
		if err != nil {
			errs = append(errs, &fill.Fault{Unit: code, Name: w.Place.Unit.Name, Err: err})
			continue
		}
		rest.Of[code] = smallest(m, w.Amount-u)
	}
	for _, code := range codes(used.Of) {
		if !known[code] {
			errs = append(errs, &fill.Fault{Unit: code, Err: basis.Errorf("%w: the figures %q name it", basis.ErrUnknown, used.Name)})
		}
	}
	if len(errs) > 0 {
		return Decimals{}, basis.JoinErrors(errs...)
	}
	return rest, nil
}

// Clawback takes back a share of what was not used, from 0 to 1, rounded up to the
// smallest unit of the measure. It returns what each county gives back, and the sum,
// which can be added to the next pool.
func Clawback(m Measure, unused Decimals, share float64) (back Decimals, all float64, err error) {
	k, err := factorOf(basis.Textf("share"), share)
	if err == nil && k.Cmp(big.NewRat(1, 1)) > 0 {
		err = basis.Errorf("%w: share %s is more than 1", basis.ErrNumber, plain(share))
	}
	if err != nil {
		return Decimals{}, 0, err
	}
	back = Decimals{Name: unused.Name, NameZH: unused.NameZH, Of: make(map[string]float64, len(unused.Of))}
	var sum fill.Sum
	var errs []error
	for _, code := range codes(unused.Of) {
		a, err := m.Amount(unused.Of[code])
		if err == nil && a < 0 {
			err = basis.Errorf("%w: unused amount %s is negative", fill.ErrLimits, m.Format(a))
		}
		if err == nil {
			a, err = wholeOf(new(big.Rat).Mul(k, a.Rat()), true)
		}
		if err != nil {
			errs = append(errs, &fill.Fault{Unit: code, Err: err})
			continue
		}
		back.Of[code] = smallest(m, a)
		sum.Add(a.Rat())
	}
	if len(errs) > 0 {
		return Decimals{}, 0, basis.JoinErrors(errs...)
	}
	all, _ = m.Value(sum.Rat()).Float64()
	return back, all, nil
}

// Curtail is the plan for a pool that shrinks after its awards were promised (年中追减):
// the promises, a list of that name, are claims on what is left. A nil rule cuts all by
// one percentage, [fill.EqualLosses] by one amount, [fill.Talmud] protects half of every
// promise. The list is [Allocation.List].
func Curtail(promised Pool, list string, amount float64, rule fill.Rule) Plan {
	promised.Amount, promised.Reserve = amount, 0
	return Plan{
		Pool:     promised,
		Clauses:  []Clause{Claim{Figure: list}},
		Tranches: []Tranche{{Parts: 1, Rule: rule}},
	}
}
