package aggregate

import (
	"iter"
	"math"

	"github.com/countyeval/countyeval/indicators/basis"
	"github.com/countyeval/countyeval/weights"
)

// COPRAS (complex proportional assessment) keeps benefits and costs apart and lets
// costs count in inverse proportion:
//
//	d_ij = w_j x_ij / sum_i x_ij
//	S+_i = sum of d_ij over benefits,  S-_i = sum of d_ij over costs
//	Q_i  = S+_i + sum_i S-_i / ( S-_i * sum_i 1/S-_i )
//	N_i  = 100 Q_i / max Q          utility degree, the score
//
// N lies above 0, up to 100 for the best. Scores are more-is-better here, so that
// COPRAS has to see costs in their own direction: the children named in Costs, by
// code, must be scored by a multiple of the reciprocal, s = c/x, and their x is
// taken back as 1/s, whose shares are those of the raw cost whatever c is. The
// others must be scored by a multiple of the raw value. Other scores, such as
// min-max, have shares that say something else.
//
// Costs may name children of other groups, so that one list serves a tree; without
// any in the group, Q is S+. A code that is no indicator of the framework is an
// error of the evaluation.
//
// Benefits must be at least 0 and not all 0, costs above 0: other scores are an
// error that wraps [basis.ErrDomain], for each cell (a column of zeros
// [basis.ErrConstant]). A child on which all units are equal, and a single unit
// (N 100), need no rule. Missing scores are refused.
//
// A higher score never lowers the unit's own N nor its rank. Units that come or go
// can reverse the order of others.
//
// Source: E. K. Zavadskas, A. Kaklauskas and V. Sarka, The new method of
// multicriteria complex proportional assessment of projects, Technological and
// Economic Development of Economy 1 (1994) 131-139.
type COPRAS struct {
	Costs []string `json:"costs,omitzero" names:"node"`
}

var (
	_ Relative     = COPRAS{}
	_ basis.Naming = COPRAS{}
)

// RelativeToGroup implements [Relative]: always.
func (COPRAS) RelativeToGroup() bool { return true }

// Names implements [basis.Naming]: the Costs.
func (c COPRAS) Names() iter.Seq[basis.Mention] {
	return basis.Mentions(basis.AnyIndicator, c.Costs...)
}

// COPRASSolution are the parts of each unit's score.
type COPRASSolution struct {
	Benefit []float64 `json:"benefit,omitzero"` // S+
	Cost    []float64 `json:"cost,omitzero"`    // S-: less is better; nil if no child of the group is a cost
	Q       []float64 `json:"q,omitzero"`
	Utility []float64 `json:"utility,omitzero"` // N, in percent
}

// Aggregate implements [Aggregator].
func (c COPRAS) Aggregate(dst []float64, g weights.Group, w []float64) error {
	s, err := c.Solve(g, w)
	if err != nil {
		return err
	}
	return give(dst, s.Utility)
}

// Solve gives the parts behind the scores.
func (c COPRAS) Solve(g weights.Group, w []float64) (COPRASSolution, error) {
	s, err := siblingsOf(g, w)
	if err == nil {
		err = s.proportional(c.Costs, basis.Textf("the reciprocal of a cost in COPRAS"), basis.Textf("COPRAS"), basis.Textf("COPRAS takes shares of the sum"))
	}
	if err != nil {
		return COPRASSolution{}, err
	}
	out := COPRASSolution{Benefit: make([]float64, s.n), Q: make([]float64, s.n), Utility: make([]float64, s.n)}
	out.Cost = s.sharesOfSums(out.Benefit, c.Costs)
	var sum, inverse float64
	for _, x := range out.Cost {
		sum += x
		inverse += 1 / x
	}
	best := math.Inf(-1)
	for i, q := range out.Benefit {
		if out.Cost != nil {
			q += sum / float64(out.Cost[i]*inverse)
		}
		out.Q[i] = q
		best = max(best, q)
	}
	for i, q := range out.Q {
		out.Utility[i] = float64(100*q) / best
	}
	return out, nil
}
