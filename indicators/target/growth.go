package target

import (
	"github.com/countyeval/countyeval/indicators/basis"
	"github.com/countyeval/countyeval/indicators/exact"
)

// Chain makes levels of changes a year, which is how statistics mostly publish
// growth: figures of consecutive years, in percent against the year before, the
// first one year after the base.
//
//	level(y) = level(y - 1) (1 + rate(y)/100)
//
// A base of 100 gives an index. Each level is the float64 nearest to the exact product
// from the base on (package exact). The levels have the years and sources of the
// rates. A year that is missing or out of order is [ErrYear]; a base that is not
// positive, or a rate that is not finite or not above -100, is [basis.ErrValue]. All
// faults are reported at once.
func Chain(base Figure, rates ...Figure) ([]Figure, error) {
	var errs []error
	if !isFinite(base.Value) || base.Value <= 0 {
		errs = append(errs, basis.Errorf("%w: base of %d is %v, not a positive number", basis.ErrValue, base.Year, base.Value))
	}
	out := make([]Figure, len(rates))
	last, level := base, exact.Of(base.Value)
	for i, r := range rates {
		if r.Year != last.Year+1 {
			errs = append(errs, basis.Errorf("%w: the rate of %d does not follow %d", ErrYear, r.Year, last.Year))
		}
		if !isFinite(r.Value) || r.Value <= -100 {
			errs = append(errs, basis.Errorf("%w: rate of %d is %v, not a number above -100", basis.ErrValue, r.Year, r.Value))
		}
		level = compound(level, r.Value, 1)
		last = Figure{Year: r.Year, Value: level.Float(), Source: r.Source}
		if len(errs) == 0 && !isFinite(last.Value) {
			errs = append(errs, basis.Errorf("%w: the level of %d is too large", basis.ErrValue, r.Year))
		}
		out[i] = last
	}
	if len(errs) > 0 {
		return nil, basis.JoinErrors(errs...)
	}
	return out, nil
}

// compound is b (1 + rate/100)^years, by whole years.
func compound(b exact.Number, rate float64, years int) exact.Number {
	hundred := exact.Of(100)
	factor := exact.Quotient(exact.Sum(hundred, exact.Of(rate)), hundred)
	for range years {
		b = exact.Product(b, factor)
	}
	return b
}
