package weights

import (
	"math"

	"github.com/countyeval/countyeval/indicators/basis"
)

// LOPCOW weighs every sibling by the logarithm of its mean square against its
// dispersion, logarithmic percentage change-driven objective weighting:
//
//	y_ij = (x_ij - min_j) / (max_j - min_j)
//	w_j  = |100 ln( sqrt(sum_i y_ij^2 / n) / s_j )|
//
// with s_j the sample standard deviation (n-1) of y_j. Unlike the methods of
// dispersion it gives more weight to a sibling on which most units are near the
// best, and less to one on which a few stand out. Scale and zero of a column do
// not matter.
//
// A sibling with one unit at the best and all others at the worst score gets
// exactly 0, as does every sibling of two units. Fewer than two units
// ([basis.ErrDomain]), siblings whose scores are all equal ([basis.ErrConstant], all of them
// are named) and siblings that all get 0 ([basis.ErrConstant]) are errors.
//
// Source: F. Ecer, D. Pamucar (2022), A novel LOPCOW-DOBI multi-criteria
// sustainability performance assessment methodology: An application in developing
// country banking sector, Omega 112, 102690.
type LOPCOW struct{}

var _ Scheme = LOPCOW{}

// Weigh writes the percentage value of each sibling.
func (LOPCOW) Weigh(dst []float64, g Group) error {
	if done, err := g.begin(dst, basis.Textf("LOPCOW"), finite); done || err != nil {
		return err
	}
	lo, hi, err := g.ranges()
	if err != nil {
		return err
	}
	n, k := g.Scores.Dims()
	basis.Each(k, n*k, func(j int) {
		nf, width := float64(n), hi[j]-lo[j]
		var sum, squares float64
		for _, v := range g.Scores[j] {
			sum += (v - lo[j]) / width
		}
		mean := sum / nf
		for _, v := range g.Scores[j] {
			d := (v-lo[j])/width - mean
			squares += d * d
		}
		// The mean square is mean^2 + squares/n, the variance squares/(n-1).
		ratio := (nf - 1) / nf * (1 + mean*mean*nf/squares)
		if dst[j] = math.Abs(50 * math.Log(ratio)); dst[j] < 1e-12 {
			dst[j] = 0 // rounding
		}
	})
	return someWeight(basis.Textf("LOPCOW"), dst)
}
