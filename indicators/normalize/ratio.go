package normalize

import (
	"math"

	"github.com/countyeval/countyeval/indicators"
	"github.com/countyeval/countyeval/indicators/basis"
)

// RatioToBase scores by the ratio of a value to a base (基准值), the formula that
// Chinese notices print most: who is at the base b has Points.
//
//	higher:  score = Points * x / b
//	lower:   score = Points * b / x          Reciprocal
//	               = -Points * x / b         Negative
//	               = Points * (1 - x / b)    Complement
//	               = Points * (2 - x / b)    Mirror
//	target:  score = Points * x / q1 below the target range [q1, q2],
//	         Points inside, Points * q2 / x above (the base is the target itself)
//
// The base is what Of says, Times Times:
//
//   - The zero value takes the indicator's Base: a standard, or the figure of
//     another year; with Times 2 a unit at last year's mean has half the points.
//     An indicator without a Base has the mean of the sample.
//   - MeanBase, BestBase, WorstBase, MaxBase take a statistic of the sample, also
//     if the indicator has a Base. The mean, like all others, is that of the class
//     inside of [WithinClass].
//   - SumBase makes shares of the sum and NormBase parts of the Euclidean length,
//     the sum and vector normalizations of multi-criteria methods. With Reciprocal
//     costs they are the sum and the length of the 1/x, so that here too the scores
//     add up to Points, or have that length.
//
// Points 0 means 100, Times 0 means 1. Points of the parts of a total are better
// put into the weights, but a notice that prints "x / 26.01 * 30" can be written
// down as it stands. Cap is the most points and Floor the least; nil is no limit.
//
// Score is not limited by nature: a unit at three times the base has three times
// the points, and a value of 0 with a small base in a Reciprocal has no limit at
// all. The scores of a sample do not change if all values (and a declared base)
// are multiplied by a positive number, but they do if a number is added.
//
// A base taken from the sample moves with every unit in it, and with it all scores.
//
// Fit refuses a sample without values, unless the base is declared or a target
// ([basis.ErrMissing]); a base that is not positive; with Reciprocal a value
// that is not positive, unless it is 0 and there is a Cap; with SumBase a negative
// value; Points or Times that are negative, a target range that does not begin
// above 0, and unknown options ([basis.ErrValue]); a Floor that is not below
// the Cap ([indicators.ErrRange]). Equal values are no fault: all have the same
// points.
//
// All is + - x / in decimals, see [MinMax], but for NormBase, which takes a root.
//
// Source: Huangyan district (Taizhou, Zhejiang), evaluation of firms 2021 and 2022
// (declared bases); Huai'an (Jiangsu) 2024 (about twice last year's mean); the
// costs of a Zhejiang or Jiangsu city, (2 - x/mean) * 2 and 0 from twice the mean
// (Mirror, Points 2, Floor 0). With BestBase the ratios are the upper, lower and
// moderate effect measures of grey decision-making (Deng Julong), moderate being
// the nominal-the-best. Hwang and Yoon (1981), Multiple Attribute Decision Making
// (linear and vector normalization).
type RatioToBase struct {
	Of     BaseOf   `json:"of,omitzero"`
	Times  float64  `json:"times,omitzero"`
	Points float64  `json:"points,omitzero"`
	Cost   Cost     `json:"cost,omitzero"`
	Cap    *float64 `json:"cap,omitzero"`
	Floor  *float64 `json:"floor,omitzero"`
}

var _ Normalizer = RatioToBase{}

// Fit gives a [RatioScale].
func (n RatioToBase) Fit(s Sample) (Scale, error) {
	scale, err := n.fit(s)
	if err != nil {
		return nil, s.once(err)
	}
	return scale, nil
}

func (n RatioToBase) fit(s Sample) (Scale, error) {
	if err := basis.JoinErrors(s.check(), exists(n.Of), exists(n.Cost)); err != nil {
		return nil, err
	}
	scale := RatioScale{Direction: s.Indicator.Direction, Points: n.Points, Cap: clone(n.Cap), Floor: clone(n.Floor)}
	if n.Points == 0 {
		scale.Points = 100
	}
	if t := s.Indicator.Target; t != nil {
		scale.Target = clone(t)
		return scale, scale.Check()
	}
	if scale.Direction == indicators.Lower {
		scale.Cost = n.Cost
		if n.Cost == Reciprocal {
			if err := n.checkReciprocal(s); err != nil {
				return nil, err
			}
		}
	}
	b, err := n.base(s, scale)
	if err != nil {
		return nil, err
	}
	if n.Times != 0 {
		b *= n.Times
	}
	scale.Base = b
	if !(b > 0) {
		return nil, basis.Errorf("%w: the base %s (%s) is not positive", basis.ErrValue, number(b), n.Of)
	}
	return scale, scale.Check()
}

// checkReciprocal refuses values that have no reciprocal score.
func (n RatioToBase) checkReciprocal(s Sample) error {
	var errs []error
	for i, v := range s.X {
		if v < 0 || v == 0 && (n.Cap == nil || n.Of == SumBase || n.Of == NormBase) {
			errs = append(errs, s.failAt(i, basis.Errorf("%w: %v is %s; b / x needs positive values, or a Cap for a zero", basis.ErrValue, s.value(i), number(v))))
		}
	}
	return basis.JoinErrors(errs...)
}

// base returns the base before Times.
func (n RatioToBase) base(s Sample, scale RatioScale) (float64, error) {
	if n.Of == DeclaredBase && s.Indicator.Base != 0 {
		return s.Indicator.Base, nil
	}
	if len(s.X) == 0 {
		return 0, basis.Errorf("%w: there is no value to take a base from", basis.ErrMissing)
	}
	low, high := ends(s.X)
	lower := scale.Direction == indicators.Lower
	inverse := lower && scale.Cost == Reciprocal
	switch {
	case n.Of == SumBase && low < 0:
		return 0, basis.Errorf("%w: %s is negative, so there are no shares of a sum", basis.ErrValue, number(low))
	case n.Of == SumBase && !inverse:
		return total(s.X), nil
	case n.Of == SumBase || n.Of == NormBase:
		return length(s.X, n.Of == NormBase, inverse), nil
	case n.Of == MaxBase || n.Of == BestBase && !lower || n.Of == WorstBase && lower:
		return high, nil
	case n.Of == BestBase || n.Of == WorstBase:
		return low, nil
	}
	return total(s.X) / float64(len(s.X)), nil
}

// ends returns the smallest and the largest of at least one value.
func ends(x []float64) (low, high float64) {
	low, high = x[0], x[0]
	for _, v := range x { // of numbers alone, so that comparisons do; min and max also look for NaN
		if v < low {
			low = v
		} else if v > high {
			high = v
		}
	}
	return low, high
}

// total returns the sum of at least one value, taken as decimals: that of few
// digits is exact.
func total(x []float64) float64 {
	d := decimalsOf(ends(x))
	var sum float64
	for _, v := range x {
		sum += d.of(v)
	}
	return sum / d.perUnit
}

// length returns the Euclidean length of the values, or of their reciprocals the
// sum or length and again its reciprocal.
func length(x []float64, root, inverse bool) float64 {
	var sum float64
	for _, v := range x {
		if inverse {
			v = 1 / v
		}
		if root {
			v = float64(v * v)
		}
		sum += v
	}
	if root {
		sum = math.Sqrt(sum)
	}
	if inverse {
		return 1 / sum
	}
	return sum
}

// clone copies what a pointer points at.
func clone[T any](p *T) *T {
	if p == nil {
		return nil
	}
	return new(*p)
}
