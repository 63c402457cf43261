package prepare

import (
	"fmt"
	"math"

	"github.com/countyeval/countyeval/indicators/basis"
	"github.com/countyeval/countyeval/indicators/stats"
)

// BoxCox is a curve with a power that is given or found from the values:
//
//	y = (x^lambda - 1) / lambda,  ln(x) if lambda is 0
//
// With Lambda nil, lambda is estimated: it is the one in [-5, 5] that maximizes the
// likelihood of normal values,
//
//	l(lambda) = -n/2 ln var(y) + (lambda - 1) sum ln x      var with n
//
// rounded to 4 decimals, so that the formula in the record gives the very same
// values. The estimate does not depend on the unit of x.
//
// Values must be above 0 ([basis.ErrValue]). With FromOne they are shifted
// first, x - min + 1, so that all are 1 or more: this takes any values, as COINr's
// boxcox does, but the result depends on the unit. Equal values have no estimate
// ([basis.ErrConstant]); a Lambda that is not finite is refused, and results
// that are not ([basis.ErrNumber]).
//
// Source: G. E. P. Box and D. R. Cox (1964), An Analysis of Transformations, Journal
// of the Royal Statistical Society B 26(2), 211-252, equations 1 and 8.
type BoxCox struct {
	Lambda  *float64 `json:"lambda,omitzero"` // nil: estimated
	FromOne bool     `json:"from_one,omitzero"`
}

var _ Curve = BoxCox{}

// String gives "Box-Cox with lambda 0.5".
func (c BoxCox) String() string { return c.Text().String() }

// Text gives the words of String.
func (c BoxCox) Text() basis.Text {
	out := basis.Textf("Box-Cox")
	if c.Lambda != nil {
		out = basis.Textf("%v with lambda %v", out, *c.Lambda)
	}
	if c.FromOne {
		out = basis.Textf("%v from 1", out)
	}
	return out
}

// Bend implements [Curve].
func (c BoxCox) Bend(dst, x []float64) (formula string, err error) {
	if len(x) == 0 {
		return "", basis.ErrMissing
	}
	of := "x"
	copy(dst, x)
	if c.FromOne {
		lo, _ := extremes(x)
		for i, v := range x {
			dst[i] = v - lo + 1
		}
		of = fmt.Sprintf("(x - %v + 1)", lo)
	}
	if err := positive(dst); err != nil {
		return "", err
	}
	var lambda float64
	if c.Lambda != nil {
		lambda = *c.Lambda
		if !finite(lambda) {
			return "", basis.Errorf("%w: lambda %v", basis.ErrNumber, lambda)
		}
	} else if lambda, err = estimate(dst); err != nil {
		return "", err
	}
	for i, v := range dst {
		if lambda == 0 {
			dst[i] = math.Log(v)
			continue
		}
		if dst[i] = (math.Pow(v, lambda) - 1) / lambda; !finite(dst[i]) {
			return "", &ValueError{i, basis.Errorf("%w: %v to the power of %v", basis.ErrNumber, v, lambda)}
		}
	}
	if lambda == 0 {
		return "ln(" + of + ")", nil
	}
	return fmt.Sprintf("(%s^%v - 1) / %v", of, lambda, lambda), nil
}

// estimate is the lambda with the largest likelihood: the best of a grid, then the
// golden section around it.
func estimate(x []float64) (float64, error) {
	if lo, hi := extremes(x); lo == hi {
		return 0, basis.ErrConstant
	}
	// With y = ln x - mean ln x the second term of l is 0.
	y := make([]float64, len(x))
	for i, v := range x {
		y[i] = math.Log(v)
	}
	m := mean(y)
	for i := range y {
		y[i] -= m
	}
	power := make([]float64, len(y))
	likelihood := func(lambda float64) float64 {
		for i, v := range y {
			power[i] = v
			if lambda != 0 {
				power[i] = math.Expm1(lambda*v) / lambda
			}
		}
		m, sum := mean(power), 0.0
		for _, v := range power {
			sum += (v - m) * (v - m)
		}
		if !finite(sum) {
			return math.Inf(-1)
		}
		return -math.Log(sum)
	}
	const from, to, step = -5.0, 5.0, 0.25
	best, at := math.Inf(-1), 0.0
	for l := from; l <= to; l += step {
		if v := likelihood(l); v > best {
			best, at = v, l
		}
	}
	lo, hi := max(at-step, from), min(at+step, to)
	ratio := (math.Sqrt(5) - 1) / 2
	a, b := hi-ratio*(hi-lo), lo+ratio*(hi-lo)
	la, lb := likelihood(a), likelihood(b)
	for hi-lo > 1e-7 {
		if la >= lb {
			hi, b, lb = b, a, la
			a = hi - ratio*(hi-lo)
			la = likelihood(a)
		} else {
			lo, a, la = a, b, lb
			b = lo + ratio*(hi-lo)
			lb = likelihood(b)
		}
	}
	return stats.Round((lo+hi)/2, 4), nil
}
