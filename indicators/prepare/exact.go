package prepare

import (
	"math"

	"github.com/countyeval/countyeval/indicators"
	"github.com/countyeval/countyeval/indicators/basis"
	"github.com/countyeval/countyeval/indicators/exact"
	"github.com/countyeval/countyeval/indicators/stats"
)

// compared is a figure without an exact decimal as it is compared.
func compared(x float64) float64 { return stats.RoundSignificant(x, indicators.ComparedDigits) }

// comparedAt is the figure of a unit as it is compared; NaN if it has none.
func comparedAt(t *indicators.Table, unit, code string) float64 {
	row, ok := t.Row(unit)
	if !ok || !t.Has(code) {
		return math.NaN()
	}
	x := t.Exact(code).At(row)
	if x.IsRough() {
		return compared(x.Float())
	}
	return x.Float()
}

// times is x by a factor.
func times(x exact.Number, f float64) exact.Number {
	if f == 1 {
		return x
	}
	return exact.Product(x, exact.Of(f))
}

// growth writes the growth of each unit into dst; span has the figures of then and of
// now. It warns of bases below zero where these are allowed.
func (s Growth) growth(t *indicators.Table, dst []exact.Number, span []source, years int, f, deflator float64) (warnings, errs []error) {
	one := exact.Of(1)
	for i := range dst {
		then, now := span[0].exact.At(i), span[1].exact.At(i)
		if deflator != 1 {
			now = exact.Quotient(now, exact.Of(deflator))
		}
		x0, x := then.Float(), now.Float()
		dst[i] = exact.Of(math.NaN())
		fail := func(sentinel error, format string, args ...any) {
			errs = append(errs, fault(t.Unit(i).Code, s.Code, basis.Errorf("%w: "+format, append([]any{sentinel}, args...)...)))
		}
		switch {
		case math.IsNaN(x0) || math.IsNaN(x):
		case s.Form == Difference:
			dst[i] = times(exact.Difference(now, then), f)
		case x0 == 0:
			fail(ErrDivision, "%s was 0", s.Of)
		case s.Form == SignlessRate:
			size := then
			if x0 < 0 {
				size = exact.Product(then, exact.Of(-1))
				warnings = append(warnings, fault(t.Unit(i).Code, s.Code, basis.Errorf("%w: %s was %v; the growth is over %v, the base without its sign", basis.ErrValue, s.Of, x0, size.Float())))
			}
			dst[i] = times(exact.Quotient(exact.Difference(now, then), size), f)
		case x0 < 0:
			fail(basis.ErrValue, "%s was %v, and a rate from a negative value says nothing; take the difference, or the rate over the base without its sign", s.Of, x0)
		case s.Form == CAGR && x < 0:
			fail(basis.ErrValue, "%s is %v, so no yearly rate leads there", s.Of, x)
		default:
			rate := exact.Difference(exact.Quotient(now, then), one)
			if s.Form == CAGR && years > 1 {
				rate = exact.Rough(math.Expm1(math.Log1p(rate.Float()) / float64(years)))
			}
			dst[i] = times(rate, f)
		}
	}
	return warnings, errs
}

// trend writes the relative slope of each unit into dst.
func (s Growth) trend(t *indicators.Table, dst []exact.Number, years int, f float64) []error {
	var at []int // years since the start of the span
	var cols []exact.Column
	for k := years; k >= 0; k-- {
		if o := t.Earlier(k); o != nil {
			at, cols = append(at, years-k), append(cols, o.Exact(s.Of))
		}
	}
	var errs []error
	for i := range dst {
		var line points
		for k, c := range cols {
			if x := c.At(i); !math.IsNaN(x.Float()) {
				line.add(at[k], x)
			}
		}
		dst[i] = exact.Of(math.NaN())
		if line.n < 2 {
			continue
		}
		slope, begin := line.fit()
		if begin.Float() <= 0 {
			errs = append(errs, fault(t.Unit(i).Code, s.Code, basis.Errorf("%w: the line through %s begins at %s", basis.ErrValue, s.Of, figure(begin.Float()))))
			continue
		}
		dst[i] = times(exact.Quotient(slope, begin), f)
	}
	return errs
}

// points are figures x in years t, of which a line of least squares is rational.
type points struct {
	n, t, tt, first int // number, sum of t, sum of t^2, first t
	x, tx           []exact.Number
}

func (p *points) add(t int, x exact.Number) {
	if p.n == 0 {
		p.first = t
	}
	p.n, p.t, p.tt = p.n+1, p.t+t, p.tt+t*t
	p.x, p.tx = append(p.x, x), append(p.tx, exact.Product(exact.Of(float64(t)), x))
}

// fit returns the slope of the line and its value at the first point:
//
//	slope = (n sum tx - sum t sum x) / (n sum t^2 - (sum t)^2)
//	begin = (sum x + slope (n first - sum t)) / n
func (p *points) fit() (slope, begin exact.Number) {
	of := func(n int) exact.Number { return exact.Of(float64(n)) }
	x := exact.Sum(p.x...)
	slope = exact.Quotient(
		exact.Difference(exact.Product(of(p.n), exact.Sum(p.tx...)), exact.Product(of(p.t), x)),
		of(p.n*p.tt-p.t*p.t))
	begin = exact.Quotient(exact.Sum(x, exact.Product(slope, of(p.n*p.first-p.t))), of(p.n))
	return slope, begin
}

// onLine is the figure of a year on the straight line between two others.
func onLine(before, after *seen) float64 {
	x0, x1, of := exact.Of(before.x), exact.Of(after.x), func(n int) exact.Number { return exact.Of(float64(n)) }
	rise := exact.Product(exact.Difference(x1, x0), of(before.away))
	return exact.Sum(x0, exact.Quotient(rise, of(before.away+after.away))).Float()
}
