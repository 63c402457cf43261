package weights

import (
	"math"

	"github.com/countyeval/countyeval/indicators/basis"
)

// MEREC weighs every sibling by how much the performance of the units changes
// when it is left out, method based on the removal effects of criteria:
//
//	y_ij  = min_i x_ij / x_ij
//	S_i   = ln(1 + (1/k) sum_j |ln y_ij|)
//	S'_ij = ln(1 + (1/k) sum_{l != j} |ln y_il|)
//	w_j   = sum_i |S'_ij - S_i|
//
// The scores must be positive. Costs of the literature, normalized there by
// x/max, are the reciprocals of scores here: MEREC on costs x equals MEREC on
// scores 1/x. Multiplying a column by a positive number changes nothing; adding
// to it does, so that the scale should stand in the record. Min-max scores from 0
// have no logarithm: [Rescaled] with 20 to 100, for example, has.
//
// A sibling with the same score everywhere has no removal effect and gets 0.
// Scores that are not positive ([basis.ErrDomain], every cell is named), fewer than two
// units ([basis.ErrDomain]), and siblings that are all constant ([basis.ErrConstant]) are
// errors.
//
// Source: M. Keshavarz-Ghorabaee, M. Amiri, E. K. Zavadskas, Z. Turskis, J.
// Antucheviciene (2021), Determination of Objective Weights Using a New Method
// Based on the Removal Effects of Criteria (MEREC), Symmetry 13(4), 525.
type MEREC struct{}

var _ Scheme = MEREC{}

// Weigh writes the removal effect of each sibling.
func (MEREC) Weigh(dst []float64, g Group) error {
	const block = 256
	if done, err := g.begin(dst, basis.Textf("MEREC"), positive); done || err != nil {
		return err
	}
	n, k := g.Scores.Dims()
	least := make([]float64, k)
	basis.Each(k, n*k, func(j int) {
		lo := g.Scores[j][0]
		for _, v := range g.Scores[j] {
			lo = min(lo, v)
		}
		least[j] = math.Log(lo)
	})
	effects := make([][]float64, shards)
	basis.EachWith(shards, n*k, func() func(int) {
		logs, total := make([]float64, k*block), make([]float64, block)
		return func(part int) {
			e := make([]float64, k)
			effects[part] = e
			for from, end := shard(part, n); from < end; from += block {
				size := min(block, end-from)
				clear(total)
				for j := range k {
					for i, v := range g.Scores[j][from : from+size] {
						l := math.Log(v) - least[j]
						logs[j*block+i] = l
						total[i] += l
					}
				}
				for j := range k {
					e[j] += removal(logs[j*block:j*block+size], total, float64(k))
				}
			}
		}
	})
	clear(dst)
	for _, e := range effects {
		for j := range dst {
			dst[j] += e[j]
		}
	}
	return someWeight(basis.Textf("MEREC"), dst)
}

// removal returns the sum over units of
//
//	S_i - S'_ij = ln((k + t_i) / (k + t_i - l_ij))
//
// with l the logarithms of one sibling and t those of all. The quotients, none
// below 1 and none near the limits of float64, are multiplied in eights to save
// logarithms.
func removal(l, t []float64, k float64) float64 {
	sum, product := 0.0, 1.0
	for i, v := range l {
		product *= (k + t[i]) / (k + t[i] - v)
		if i%8 == 7 {
			sum += math.Log(product)
			product = 1
		}
	}
	return sum + math.Log(product)
}
