package aggregate

import (
	"github.com/countyeval/countyeval/indicators"
	"github.com/countyeval/countyeval/indicators/basis"
	"github.com/countyeval/countyeval/weights"
)

// BenefitOfDoubt (BOD, data envelopment analysis without inputs) gives each unit
// the weights that are best for it, on condition that no unit does better than 1
// with them:
//
//	score_i = max_w  sum_j w_j s_ij
//	          where  sum_j w_j s_lj <= 1 for every unit l,  w_j >= 0
//
// Scores go from 0 to 1. Free weights make many units the best: whoever leads on
// one child, or on one mixture of children, has 1, and with many children and few
// units nearly all tie at 1. The zero value is this method; what follows tells
// units apart.
//
// Weight bounds each weight as a part of the sum of all weights, Lo <= w_j / sum w
// <= Hi; scores must then be in one unit. Share bounds what each child contributes
// to the unit's own score, Lo <= w_j s_ij / score_i <= Hi, in whatever units; it
// needs scores above 0 ([ErrZero]). Lo may be at most 1/k, Hi at least 1/k, k being
// the number of children that count; Hi 0 stands for 1. One of the two can be given.
//
// With Common one set of weights serves all: that which is best for the average
// unit (the unit of mean scores), so that the sum of scores is the greatest
// possible; a Share then bounds what the children contribute to the average unit.
//
// The method finds the weights: weights of the model that differ are an error that
// wraps [basis.ErrWeights], unless they are 0; weights.Equal is the way out. A
// child on which all units are equal would make all of them the best and is refused
// ([basis.ErrConstant]), as is a group of one unit; negative scores
// ([basis.ErrDomain]) and missing ones are refused, bounds that cannot be met are
// an error that wraps [basis.ErrValue]. Without bounds or with Share, a factor on all
// scores of a child changes nothing.
//
// Scores compare within the group alone. Without Common a higher score on a child
// never lowers the unit's own score nor raises another's; but a unit that comes or
// changes can reverse the order of two others. Effective weights need not be the
// only ones that give the score.
//
// Each score comes from a simplex method of +, -, x and / alone, is certified to 1e-9
// by the duality of linear programs, and given with 12 digits. Where scores are more
// than ten orders of magnitude apart that may fail, which is an error that wraps
// [basis.ErrDomain] and names the unit. Time grows with the square of the number
// of units: some 10 milliseconds for 158 units and 28 children.
//
// Source: L. Cherchye, W. Moesen, N. Rogge and T. Van Puyenbroeck, An introduction to
// 'benefit of the doubt' composite indicators, Social Indicators Research 82 (2007)
// 111-145; OECD/JRC, Handbook on Constructing Composite Indicators (2008), step 6,
// with bounds on weights. Common weights: D. K. Despotis, A reassessment of the human
// development index via data envelopment analysis, Journal of the Operational
// Research Society 56 (2005) 969-980, the model that minimizes the mean distance to 1.
type BenefitOfDoubt struct {
	Weight indicators.Range `json:"weight,omitzero"`
	Share  indicators.Range `json:"share,omitzero"`
	Common bool             `json:"common,omitzero"`
}

var (
	_ Additive = BenefitOfDoubt{}
	_ Relative = BenefitOfDoubt{}
)

// RelativeToGroup implements [Relative]: true.
func (BenefitOfDoubt) RelativeToGroup() bool { return true }

// BenefitOfDoubtSolution is what [BenefitOfDoubt] finds on the way to its scores.
type BenefitOfDoubtSolution struct {
	Codes   []string        `json:"codes,omitzero"`   // the k children that count
	Weights weights.Columns `json:"weights,omitzero"` // k columns: the weight of each for each unit
	Shares  weights.Columns `json:"shares,omitzero"`  // k columns: its part in the unit's score, sum 1; 0 for a score of 0
	Peers   [][]int         `json:"peers,omitzero"`   // the units, by row, that keep each unit's score from being higher
	Scores  []float64       `json:"scores,omitzero"`
}

// Aggregate implements [Aggregator].
func (b BenefitOfDoubt) Aggregate(dst []float64, g weights.Group, w []float64) error {
	p, err := b.program(dst, g, w)
	if err != nil {
		return err
	}
	return p.run(0, len(dst), func(i int, s solved) { dst[i] = s.score })
}

// Solve gives the weights behind the scores.
func (b BenefitOfDoubt) Solve(g weights.Group, w []float64) (BenefitOfDoubtSolution, error) {
	n, _ := g.Scores.Dims()
	out := BenefitOfDoubtSolution{Scores: make([]float64, n), Peers: make([][]int, n)}
	p, err := b.program(out.Scores, g, w)
	if err != nil {
		return BenefitOfDoubtSolution{}, err
	}
	out.Codes = p.codes
	for range p.codes {
		out.Weights, out.Shares = append(out.Weights, make([]float64, n)), append(out.Shares, make([]float64, n))
	}
	err = p.run(0, n, func(i int, s solved) {
		out.Scores[i], out.Peers[i] = s.score, s.peers
		for r, x := range s.w {
			out.Weights[r][i] = x
			if s.score > 0 {
				out.Shares[r][i] = float64(x*p.x[r][i]) / s.score
			}
		}
	})
	return out, err
}

// EffectiveWeights implements [Additive]: the weights that are best for the unit.
func (b BenefitOfDoubt) EffectiveWeights(dst []float64, g weights.Group, w []float64, i int) error {
	n, _ := g.Scores.Dims()
	p, err := b.program(make([]float64, n), g, w)
	if err != nil {
		return err
	}
	clear(dst)
	return p.run(i, i+1, func(_ int, s solved) {
		r := 0
		for j, wj := range w {
			if wj > 0 {
				dst[j] = s.w[r]
				r++
			}
		}
	})
}

// program checks the options and the group.
func (b BenefitOfDoubt) program(dst []float64, g weights.Group, w []float64) (*doubt, error) {
	allowed := nonnegative
	if b.Share != (indicators.Range{}) {
		allowed = positive
	}
	c, err := count(dst, g, w, allowed)
	if err != nil {
		return nil, err
	}
	if err := c.equal(basis.Textf("benefit of the doubt")); err != nil {
		return nil, err
	}
	if len(dst) == 1 {
		return nil, c.alone()
	}
	var errs []error
	for r, col := range c.x {
		if allEqual(col) {
			errs = append(errs, &weights.CellError{Row: -1, Code: c.codes[r], Err: basis.Errorf("%w: benefit of the doubt would make every unit the best on it", basis.ErrConstant)})
		}
	}
	if err := basis.JoinErrors(errs...); err != nil {
		return nil, err
	}
	p := &doubt{siblings: c, parent: g.Parent, common: b.Common, slack: 1, limit: 1}
	switch none := (indicators.Range{}); {
	case b.Weight != none && b.Share != none:
		return nil, basis.Errorf("%w: benefit of the doubt with bounds on weights and on shares; give one of them", basis.ErrValue)
	case b.Weight != none:
		err = p.bound(b.Weight, basis.Textf("weights"))
	case b.Share != none:
		p.shares = true
		err = p.bound(b.Share, basis.Textf("shares"))
	}
	return p, err
}

func allEqual(x []float64) bool {
	for _, v := range x {
		if v != x[0] {
			return false
		}
	}
	return true
}
