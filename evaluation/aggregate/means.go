package aggregate

import (
	"math"

	"github.com/countyeval/countyeval/indicators/basis"
	"github.com/countyeval/countyeval/weights"
)

// Arithmetic is the weighted arithmetic mean:
//
//	score_i = sum_j w_j * score_ij
//
// A low score on one child is fully made up for by a high one on another. It
// refuses missing scores. Sums are taken in the order of the children, so that
// the result is the same to the last bit on every machine.
//
// Source: OECD/JRC, Handbook on Constructing Composite Indicators (2008), step 6,
// linear aggregation.
type Arithmetic struct{}

var _ Additive = Arithmetic{}

// Aggregate implements [Aggregator].
func (Arithmetic) Aggregate(dst []float64, g weights.Group, w []float64) error {
	clear(dst)
	var check float64 // becomes NaN if any score is NaN or infinite
	for j, col := range g.Scores {
		wj := w[j]
		if wj == 0 {
			continue
		}
		col = col[:len(dst)]
		for i, x := range col {
			dst[i] += float64(wj * x)
		}
	}
	for _, s := range dst {
		check += float64(s * 0)
	}
	if check != 0 {
		return refuse(g, w, missing)
	}
	return nil
}

// EffectiveWeights implements [Additive]: they are w for every unit.
func (Arithmetic) EffectiveWeights(dst []float64, _ weights.Group, w []float64, _ int) error {
	copy(dst, w)
	return nil
}

// Geometric is the weighted geometric mean:
//
//	score_i = prod_j score_ij ^ w_j = exp( sum_j w_j * ln score_ij )
//
// Low scores are made up for only in part. It needs scores above 0: a score of 0
// or less is an error that wraps [ErrZero] and names every cell; a normalizer
// whose scale begins above 0 is the way out, e.g. MinMax{Lo: 1, Hi: 100}. It
// refuses missing scores.
//
// Source: OECD/JRC, Handbook on Constructing Composite Indicators (2008), step 6,
// geometric aggregation.
type Geometric struct{}

var _ Aggregator = Geometric{}

// Aggregate implements [Aggregator].
func (Geometric) Aggregate(dst []float64, g weights.Group, w []float64) error {
	err := refuse(g, w, func(x float64) error {
		if x <= 0 {
			return basis.Errorf("%w: score %v", ErrZero, x)
		}
		return missing(x)
	})
	if err != nil {
		return err
	}
	clear(dst)
	for j, col := range g.Scores {
		wj := w[j]
		if wj == 0 {
			continue
		}
		for i, x := range col {
			dst[i] += float64(wj * math.Log(x))
		}
	}
	for i, x := range dst {
		dst[i] = math.Exp(x)
	}
	return nil
}

// Harmonic is the weighted harmonic mean:
//
//	score_i = 1 / sum_j (w_j / score_ij)
//
// Of the three classical means it is the one that low scores weigh on most: it
// is never above the geometric, which is never above the arithmetic mean. It is
// the right mean of ratios whose numerators are common, such as value added per
// mu over plots of equal value added.
//
// The score lies between the lowest and the highest score of the children, is
// that of the children where all are equal, and rises with each of them. It
// needs scores above 0: a score of 0 or less is an error that wraps [ErrZero] and
// names every cell. It refuses missing scores. Only + and / are used, so that
// scores are the same to the last bit on every machine.
//
// Source: P. S. Bullen, Handbook of Means and Their Inequalities (2003), chapter
// II; COINr (function a_hmean) has it for composite indicators.
type Harmonic struct{}

var _ Aggregator = Harmonic{}

// Aggregate implements [Aggregator].
func (Harmonic) Aggregate(dst []float64, g weights.Group, w []float64) error {
	c, err := count(dst, g, w, positive)
	if err != nil {
		return err
	}
	clear(dst)
	for j, col := range c.x {
		for i, x := range col {
			dst[i] += c.w[j] / x
		}
	}
	for i, s := range dst {
		dst[i] = 1 / s
	}
	return nil
}
