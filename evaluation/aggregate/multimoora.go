package aggregate

import (
	"github.com/countyeval/countyeval/weights"
)

// ReferencePoint is the reference point approach of MOORA (weighted Chebyshev
// distance to the best): a unit is as far off as the child on which it falls
// furthest behind,
//
//	r_j = max_i s_ij,  P_i = max_j w_j (r_j - s_ij)
//
// Less P is better, so that the score is -P, at most 0. The reference is the best
// of the group on each child.
//
// A child on which all units are equal has P 0 and never decides. A single unit has
// score 0. Missing scores are refused. A higher score on a child never lowers the
// unit's own score nor its rank; it can move the reference, and units that come or
// go can reverse the order of others.
//
// Source: W. K. M. Brauers and E. K. Zavadskas, The MOORA method and its
// application to privatization in a transition economy, Control and Cybernetics 35
// (2006) 445-469.
type ReferencePoint struct{}

var _ Relative = ReferencePoint{}

// RelativeToGroup implements [Relative]: always.
func (ReferencePoint) RelativeToGroup() bool { return true }

// Aggregate implements [Aggregator].
func (ReferencePoint) Aggregate(dst []float64, g weights.Group, w []float64) error {
	s, err := siblingsOf(g, w)
	if err == nil {
		err = s.fits(dst)
	}
	if err != nil {
		return err
	}
	clear(dst)
	for j, col := range s.x {
		best, wj := s.hi[j], s.w[j]
		for i, x := range col {
			dst[i] = min(dst[i], float64(wj*(x-best)))
		}
	}
	return nil
}

// MULTIMOORA (multi-objective optimization by ratio analysis plus the full
// multiplicative form) ranks the units in three ways and joins the ranks:
//
//	ratio system         Y_i = sum_j w_j s_ij                [Arithmetic]
//	reference point      P_i = max_j w_j (max_i s_ij - s_ij) [ReferencePoint]
//	multiplicative form  U_i = prod_j s_ij ^ w_j             [Geometric]
//
// The paper joins the three by dominance, a set of rules that a person applies and
// that can leave a circle. Here the units get Borda points of each of the three
// (n minus the rank, ties sharing) and the score is their mean, from 0 to n-1:
// whoever dominates another in all three has more points.
//
// The paper scores by x over the vector norm, subtracts costs in the ratio system
// and divides by them in the product. One more-is-better score cannot be both:
// turn a cost by a reciprocal, and Y has it as benefit too.
//
// Because of the product a score of 0 or less is an error that wraps [ErrZero], for
// each cell. A constant child and a single unit (score 0) need no rule. Missing
// scores are refused.
//
// A higher score on a child never lowers the unit's own points. It can lower its
// rank: it may move the reference point, and so let a third unit pass another.
// Units that come or go can reverse the order of others.
//
// Source: W. K. M. Brauers and E. K. Zavadskas, Project management by MULTIMOORA as
// an instrument for transition economies, Technological and Economic Development
// of Economy 16 (2010) 5-24; exponents as weights: the same, Informatica 23 (2012)
// 1-25.
type MULTIMOORA struct{}

var _ Relative = MULTIMOORA{}

// RelativeToGroup implements [Relative]: always.
func (MULTIMOORA) RelativeToGroup() bool { return true }

func (MULTIMOORA) parts() Consensus {
	return Consensus{Of: []Aggregator{Arithmetic{}, ReferencePoint{}, Geometric{}}}
}

// Aggregate implements [Aggregator].
func (m MULTIMOORA) Aggregate(dst []float64, g weights.Group, w []float64) error {
	s, err := m.Solve(g, w)
	if err != nil {
		return err
	}
	return give(dst, s.Score)
}

// MULTIMOORASolution are the three scores of each unit, more is better, and the
// joint one.
type MULTIMOORASolution struct {
	Ratio     []float64 `json:"ratio,omitzero"` // Y, -P, U
	Reference []float64 `json:"reference,omitzero"`
	Product   []float64 `json:"product,omitzero"`
	Score     []float64 `json:"score,omitzero"`
}

// Solve gives the three scores and the joint one.
func (m MULTIMOORA) Solve(g weights.Group, w []float64) (MULTIMOORASolution, error) {
	if _, err := siblingsOf(g, w); err != nil {
		return MULTIMOORASolution{}, err
	}
	three, shares, err := m.parts().Methods(g, w)
	if err != nil {
		return MULTIMOORASolution{}, err
	}
	n, _ := g.Scores.Dims()
	out := MULTIMOORASolution{Ratio: three.Scores[0], Reference: three.Scores[1], Product: three.Scores[2], Score: make([]float64, n)}
	return out, Borda{}.Aggregate(out.Score, three, shares)
}
