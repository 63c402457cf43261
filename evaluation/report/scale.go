package report

import (
	"math"
	"strconv"

	"github.com/countyeval/countyeval/indicators/basis"
)

// axis maps numbers from lo to hi onto pixels from a to b.
type axis struct{ lo, hi, a, b float64 }

// at is where a number stands; one outside stands at the end.
func (s axis) at(x float64) float64 {
	if s.hi == s.lo {
		return (s.a + s.b) / 2
	}
	return s.a + (s.b-s.a)*min(max((x-s.lo)/(s.hi-s.lo), 0), 1)
}

// span finds the ends of an axis for numbers; equal ends are moved apart.
func span(lo, hi float64, each func(func(float64))) (float64, float64) {
	if lo == 0 && hi == 0 {
		lo, hi = math.Inf(1), math.Inf(-1)
		each(func(x float64) {
			if !math.IsNaN(x) {
				lo, hi = min(lo, x), max(hi, x)
			}
		})
	}
	if math.IsInf(lo, 0) || math.IsInf(hi, 0) {
		lo, hi = 0, 1
	}
	if lo == hi {
		lo, hi = lo-1, hi+1
	}
	return lo, hi
}

// ticks are round numbers from lo to hi, about n of them, and their decimals.
func ticks(lo, hi float64, n int) ([]float64, int) {
	step := math.Pow(10, math.Floor(math.Log10((hi-lo)/float64(n))))
	for _, k := range []float64{1, 2, 5, 10} {
		if (hi-lo)/(k*step) <= float64(n) {
			step *= k
			break
		}
	}
	digits := max(0, int(-math.Floor(math.Log10(step)+1e-9)))
	var out []float64
	for k := math.Ceil(lo/step - 1e-9); k*step <= hi+1e-9*step; k++ {
		out = append(out, float64(k*step)+0) // no -0
	}
	return out, digits
}

// tick is the label of a tick.
func tick(x float64, digits int) string {
	s := strconv.FormatFloat(x, 'f', digits, 64)
	if s == "-0" {
		return "0"
	}
	return s
}

// across draws the ticks of an axis from left to right, lines from top to bottom and
// labels below.
func (p *pen) across(s axis, top, bottom float64) {
	at, digits := ticks(s.lo, s.hi, 6)
	for _, x := range at {
		p.line(classAxis, s.at(x), top, s.at(x), bottom)
	}
	for _, x := range at {
		p.text(classTick, s.at(x), bottom+14, tick(x, digits))
	}
}

// finite refuses numbers that cannot be drawn; NaN is left out by who draws, infinite ones
// cannot be.
func finite(what string, xs ...float64) error {
	for _, x := range xs {
		if math.IsInf(x, 0) || math.Abs(x) > 1e300 {
			return basis.Errorf("%w: %q has a number that cannot be drawn: %v", basis.ErrNumber, what, x)
		}
	}
	return nil
}
