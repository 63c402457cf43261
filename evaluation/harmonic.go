package evaluation

import "github.com/countyeval/countyeval/weights"

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
