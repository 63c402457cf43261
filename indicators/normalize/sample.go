package normalize

import (
	"math"
	"strconv"

	"github.com/countyeval/countyeval/indicators"
	"github.com/countyeval/countyeval/indicators/basis"
)

// fail names the indicator of the sample in an error.
func (s Sample) fail(err error) error {
	return &indicators.InputError{Indicator: s.Indicator.Code, Err: err}
}

// once names the indicator in an error that does not name it yet.
func (s Sample) once(err error) error {
	if len(basis.Find[*indicators.InputError](err)) > 0 {
		return err
	}
	return s.fail(err)
}

// failAt names the indicator of the sample, and the unit of a value.
func (s Sample) failAt(i int, err error) error {
	in := &indicators.InputError{Indicator: s.Indicator.Code, Err: err}
	if i < len(s.Units) {
		in.Unit = s.Units[i]
	}
	return in
}

// value says which value of the sample it is; one of a unit that is named is enough said.
func (s Sample) value(i int) basis.Text {
	if i < len(s.Units) {
		return basis.Textf("the value")
	}
	return basis.Textf("value %d of the sample", i+1)
}

// keep returns the values for which is says so, with their classes and units.
func (s Sample) keep(is func(i int) bool) Sample {
	out := s
	out.X, out.Class, out.Units = nil, nil, nil
	for i, x := range s.X {
		if !is(i) {
			continue
		}
		out.X = append(out.X, x)
		if i < len(s.Class) {
			out.Class = append(out.Class, s.Class[i])
		}
		if i < len(s.Units) {
			out.Units = append(out.Units, s.Units[i])
		}
	}
	return out
}

// check says what is wrong with a sample that a scale is to be learned from.
func (s Sample) check() error {
	for i, x := range s.X {
		if x-x != 0 { // NaN or infinite
			return basis.Errorf("%w: value %d of the sample is %v; missing values are to be left out", basis.ErrNumber, i+1, x)
		}
	}
	if b := s.Indicator.Bounds; b != nil {
		if err := checkBounds(*b); err != nil {
			return err
		}
	}
	return checkDirection(s.Indicator.Direction, s.Indicator.Target)
}

func checkBounds(b indicators.Range) error {
	if !finite(b.Lo, b.Hi, b.Hi-b.Lo) || b.Lo >= b.Hi {
		return basis.Errorf("%w: bounds from %v to %v are not lo < hi, both finite", indicators.ErrRange, b.Lo, b.Hi)
	}
	return nil
}

// checkDirection says what is wrong with a direction and its target.
func checkDirection(d indicators.Direction, target *indicators.Range) error {
	switch {
	case d < indicators.Higher || d > indicators.Target:
		return basis.Errorf("%w %d: not one of higher, lower, target", indicators.ErrDirection, int(d))
	case d != indicators.Target && target != nil:
		return basis.Errorf("%w: a target range needs direction target, not %s", indicators.ErrDirection, d)
	case d == indicators.Target && target == nil:
		return basis.Errorf("%w is target, but no target range is given", indicators.ErrDirection)
	case target != nil && !(finite(target.Lo, target.Hi) && target.Lo <= target.Hi):
		return basis.Errorf("%w: target from %v to %v is not lo <= hi, both finite", indicators.ErrRange, target.Lo, target.Hi)
	}
	return nil
}

// extremes returns the smallest and the largest of x, by comparisons alone. It
// is an error if there are no values or if they are all equal, taken as decimals.
func extremes(x []float64) (low, high float64, err error) {
	if len(x) == 0 {
		return 0, 0, basis.Errorf("%w: there is no value to take a scale from", basis.ErrMissing)
	}
	low, high = x[0], x[0]
	for _, v := range x {
		if v < low {
			low = v
		} else if v > high {
			high = v
		}
	}
	if d := decimalsOf(low, high); d.of(low) == d.of(high) {
		if len(x) == 1 {
			return 0, 0, basis.Errorf("%w: the only value is %s", basis.ErrConstant, number(low))
		}
		return 0, 0, basis.Errorf("%w: each of the %d values is %s", basis.ErrConstant, len(x), number(low))
	}
	return low, high, nil
}

// interval returns the range of scores that Lo and Hi of a normalizer mean: 0 to
// 100 if both are zero.
func interval(lo, hi float64) (float64, float64, error) {
	if lo == 0 && hi == 0 {
		return 0, 100, nil
	}
	return lo, hi, checkInterval(lo, hi)
}

func checkInterval(lo, hi float64) error {
	if !finite(lo, hi) || !(lo < hi) {
		return basis.Errorf("%w: scores from %v to %v are not lo < hi, both finite", indicators.ErrRange, lo, hi)
	}
	return nil
}

func finite(x ...float64) bool {
	for _, v := range x {
		if math.IsNaN(v) || math.IsInf(v, 0) {
			return false
		}
	}
	return true
}

// number writes a number as a person would, without binary noise.
func number(x float64) string { return strconv.FormatFloat(x, 'g', 15, 64) }

// span writes a closed interval.
func span(lo, hi float64) string { return "[" + number(lo) + ", " + number(hi) + "]" }
