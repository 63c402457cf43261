package aggregate

import (
	"math"

	"github.com/countyeval/countyeval/indicators/basis"
	"github.com/countyeval/countyeval/weights"
)

// Power is the weighted power mean, or generalized mean, of exponent P:
//
//	score_i = ( sum_j w_j * score_ij ^ P ) ^ (1/P)
//
// P says how far a high score makes up for a low one: wholly at 1 (this is
// [Arithmetic]), less the lower P is, not at all at -Inf. The zero value, P = 0, is
// the limit of the formula, the geometric mean ([Geometric]); -1 is [Harmonic],
// -Inf the lowest score of a child ([Min], weights or none), +Inf the highest.
// Above 1 the mean rewards a unit for what it does best.
//
// The score lies between the lowest and the highest score of the children, is
// that of the children where all are equal, rises with each of them, and rises
// with P. A common factor on all scores is one on the mean.
//
// P up to 0 needs scores above 0 ([ErrZero] names every cell that is not), P above
// 0 other than 1 and +Inf needs scores of at least 0 ([basis.ErrDomain]).
// Missing scores are refused, and a P that is NaN is an error that wraps
// [basis.ErrValue]. The mean is taken relative to the largest term and with the
// logarithm near 1, so that it neither overflows for a large P nor loses digits
// for a small one.
//
// Source: P. S. Bullen, Handbook of Means and Their Inequalities (2003), chapter
// III. COINr (a_genmean) computes the same and refuses P = 0.
type Power struct {
	P float64 `json:"p"`
}

var _ Aggregator = Power{}

// Aggregate implements [Aggregator].
func (p Power) Aggregate(dst []float64, g weights.Group, w []float64) error {
	switch {
	case math.IsNaN(p.P):
		return basis.Errorf("%w: a power mean of exponent NaN", basis.ErrValue)
	case math.Abs(p.P) < 1e-200: // no digit of the formula differs from its limit
		return p.limit(dst, g, w, Geometric{})
	case p.P == 1:
		return p.limit(dst, g, w, Arithmetic{})
	case p.P == -1:
		return Harmonic{}.Aggregate(dst, g, w)
	case math.IsInf(p.P, 0):
		c, err := count(dst, g, w, missing)
		if err != nil {
			return err
		}
		if p.P < 0 {
			c.least(dst)
		} else {
			c.greatest(dst)
		}
		return nil
	}
	allowed := nonnegative
	if p.P < 0 {
		allowed = positive
	}
	c, err := count(dst, g, w, allowed)
	if err != nil {
		return err
	}
	if p.P < 0 {
		c.least(dst)
	} else {
		c.greatest(dst)
	}
	basis.Each(len(dst), len(dst)*len(c.w), func(i int) {
		dst[i] = p.of(&c, i, dst[i])
	})
	return nil
}

func (p Power) limit(dst []float64, g weights.Group, w []float64, a Aggregator) error {
	if _, err := count(dst, g, w, func(float64) error { return nil }); err != nil {
		return err
	}
	return a.Aggregate(dst, g, w)
}

// of is the power mean of unit i; top is the score whose power is the largest.
//
//	M = top * exp( ln( sum_j w_j r_j^P ) / P ),  r_j = score_ij / top,  r_j^P <= 1
//
// With r_j^P - 1 summed, ln(1 + y) is exact for a small P too.
func (p Power) of(c *siblings, i int, top float64) float64 {
	if top == 0 { // P above 0 and all scores 0
		return 0
	}
	var y float64
	for j, w := range c.w {
		y += float64(w * math.Expm1(float64(p.P*math.Log(c.x[j][i]/top))))
	}
	log := math.Log1p(y)
	if y < -0.5 { // most of the sum is gone: add up what is left
		var sum float64
		for j, w := range c.w {
			sum += float64(w * math.Exp(float64(p.P*math.Log(c.x[j][i]/top))))
		}
		log = math.Log(sum)
	}
	return float64(top * math.Exp(log/p.P))
}
