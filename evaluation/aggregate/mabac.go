package aggregate

import (
	"math"

	"github.com/countyeval/countyeval/weights"
)

// MABAC (multi-attributive border approximation area comparison) adds up how far a unit
// stands above the border of each child, the geometric mean of all units:
//
//	n_ij = (s_ij - min_i s_ij) / (max_i s_ij - min_i s_ij)
//	v_ij = w_j (n_ij + 1)
//	g_j  = ( prod_i v_ij )^(1/n)
//	S_i  = sum_j (v_ij - g_j)
//
// More S is better; above 0 a unit is, all in all, on the upper side of the border. As
// sum_j g_j is the same for all units, MABAC ranks as the weighted mean of min-max
// scores does: what it adds is where 0 lies. Any increasing line in place of the scores
// of a child changes nothing, and costs have been turned by Normalize.
//
// A child on which all units are equal has no spread to divide by: an error that wraps
// [basis.ErrConstant] and names it. Missing scores are refused.
//
// A higher score never lowers the unit's own S nor its rank. Units that come or go can
// reverse the order of others.
//
// Source: D. Pamučar and G. Ćirović, The selection of transport and handling resources in
// logistics centers using Multi-Attributive Border Approximation area Comparison (MABAC),
// Expert Systems with Applications 42(6) (2015) 3016-3028.
type MABAC struct{}

var _ Relative = MABAC{}

// RelativeToGroup implements [Relative]: always.
func (MABAC) RelativeToGroup() bool { return true }

// Aggregate implements [Aggregator].
func (MABAC) Aggregate(dst []float64, g weights.Group, w []float64) error {
	s, err := spreadOut(dst, g, w)
	if err != nil {
		return err
	}
	clear(dst)
	for j, col := range s.x {
		var logs float64 // of n_ij + 1, which is 1 to 2: w_j is taken out of the root
		width := s.hi[j] - s.lo[j]
		for i, x := range col {
			v := (x-s.lo[j])/width + 1
			dst[i] += float64(s.w[j] * v)
			logs += math.Log(v)
		}
		border := float64(s.w[j] * math.Exp(logs/float64(s.n)))
		for i := range dst {
			dst[i] -= border
		}
	}
	return nil
}

// spreadOut are the children that count, each with units that differ on it, for a dst
// that fits them.
func spreadOut(dst []float64, g weights.Group, w []float64) (siblings, error) {
	s, err := siblingsOf(g, w)
	if err == nil {
		err = s.fits(dst)
	}
	if err == nil {
		err = s.spread()
	}
	return s, err
}

// MAIRCA (multi-attributive ideal-real comparative analysis) shares an equal chance of 1/n
// among the units and looks how much of it each makes real:
//
//	tp_j  = w_j / n                       theoretical rating
//	tr_ij = tp_j (s_ij - min_i s_ij) / (max_i s_ij - min_i s_ij)    real rating
//	Q_i   = sum_j (tp_j - tr_ij)          gap
//
// Less Q is better, so that the score is what is left of the chance, 1/n - Q, which is
// sum_j tr_ij, from 0 to 1/n. It is the weighted mean of min-max scores over n, and
// ranks as that does. Unequal chances of the units before they are looked at, which the
// paper allows, are not offered: a county is not rated for what it is.
//
// A child on which all units are equal has no spread to divide by: an error that wraps
// [basis.ErrConstant] and names it. Missing scores are refused.
//
// A higher score never lowers the unit's own score nor its rank. Units that come or go can
// reverse the order of others.
//
// Source: L. Gigović, D. Pamučar, Z. Bajić and M. Milićević, The combination of expert
// judgment and GIS-MAIRCA analysis for the selection of sites for ammunition depots,
// Sustainability 8(4) (2016) 372.
type MAIRCA struct{}

var _ Relative = MAIRCA{}

// RelativeToGroup implements [Relative]: always.
func (MAIRCA) RelativeToGroup() bool { return true }

// Aggregate implements [Aggregator].
func (MAIRCA) Aggregate(dst []float64, g weights.Group, w []float64) error {
	s, err := spreadOut(dst, g, w)
	if err != nil {
		return err
	}
	clear(dst)
	for j, col := range s.x {
		chance := s.w[j] / float64(s.n)
		width := s.hi[j] - s.lo[j]
		for i, x := range col {
			dst[i] += float64(chance * ((x - s.lo[j]) / width))
		}
	}
	return nil
}
