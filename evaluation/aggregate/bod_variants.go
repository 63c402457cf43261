package aggregate

import (
	"iter"
	"math"

	"github.com/countyeval/countyeval/indicators"
	"github.com/countyeval/countyeval/indicators/basis"
	"github.com/countyeval/countyeval/indicators/stats"
	"github.com/countyeval/countyeval/weights"
)

// DirectionalBOD (directional benefit of the doubt) asks how far a unit would have to rise
// in a given direction until it is among the best:
//
//	beta_i  = max beta  such that  s_i + beta d  is no better on all children than a
//	          mixture of units, sum_l m_l s_l with m_l >= 0 and sum m_l <= 1
//	score_i = 1 / (1 + beta_i)
//
// The direction d says how children are to rise together: with equal parts a unit that
// is good on one child and bad on another one is far from the best, since it does not get
// the weights that suit it. A unit no better than which could be mixed has 1. Scores must
// be in one unit; the zero value of Direction is 1 for each child, and a child that it
// does not name has 0 once one is named. A factor on all scores keeps the order of units.
//
// In the terms of [BenefitOfDoubt], it is the least beta at which s_i + beta d has a
// score of 1 with the weights that are best for it, and is found by going down the lines
// of these weights, each solution certified as there.
//
// Weights of the model that differ, a child on which all units are equal, one unit,
// negative and missing scores are refused as in [BenefitOfDoubt]; a direction that is
// negative or 0 for all children that count is an error that wraps [basis.ErrValue]. A key
// of Direction that is no indicator of the framework is an error of the evaluation.
//
// A higher score on a child never lowers the unit's own score nor raises another's. A
// unit that comes or changes can reverse the order of two others.
//
// Source: E. Fusco (2015), Enhancing non compensatory composite indicators: A directional
// proposal, European Journal of Operational Research 242(2), 620-630, as function
// ci_bod_dir of the R package Compind has it.
type DirectionalBOD struct {
	Direction map[string]float64 `json:"direction,omitzero" names:"node"`
}

var (
	_ Relative     = DirectionalBOD{}
	_ basis.Naming = DirectionalBOD{}
	_ Relative     = MultiplicativeBOD{}
)

// RelativeToGroup implements [Relative]: true.
func (DirectionalBOD) RelativeToGroup() bool { return true }

// Names implements [basis.Naming]: the children of Direction.
func (b DirectionalBOD) Names() iter.Seq[basis.Mention] {
	return basis.Keys(basis.AnyIndicator, b.Direction)
}

// Aggregate implements [Aggregator].
func (b DirectionalBOD) Aggregate(dst []float64, g weights.Group, w []float64) error {
	p, err := BenefitOfDoubt{}.program(dst, g, w)
	if err != nil {
		return err
	}
	d, errs := make([]float64, len(p.codes)), []error(nil)
	largest, start := 0.0, math.Inf(1)
	for r, code := range p.codes {
		if d[r] = 1; b.Direction != nil {
			d[r] = b.Direction[code]
		}
		if !(d[r] >= 0) || math.IsInf(d[r], 0) {
			errs = append(errs, basis.Errorf("%w: the direction of %s is %v", basis.ErrValue, code, d[r]))
		}
		if d[r] > 0 { // rising so far alone, the unit would be the best on this child
			start = min(start, p.hi(r)/d[r])
		}
		largest = max(largest, d[r])
	}
	if largest == 0 {
		errs = append(errs, basis.Errorf("%w: no child rises in the direction", basis.ErrValue))
	}
	if err := basis.JoinErrors(errs...); err != nil {
		return err
	}
	lp := newBoxed(p.rows(nil), 1)
	v, c := make([]float64, len(d)), make([]float64, len(d))
	for i := range dst {
		unit, beta := p.unit(i), start
		for range 1000 {
			for r := range c {
				c[r] = unit[r] + float64(beta*d[r])
			}
			if _, ok := lp.solve(v, c); !ok {
				return p.fail(i)
			}
			var at, rise float64
			for r := range v {
				at += float64(v[r] * unit[r])
				rise += float64(v[r] * d[r])
			}
			next := max((1-at)/rise, 0)
			if !(next < beta-1e-13*(1+beta)) { // also NaN, where nothing rises
				break
			}
			beta = next
		}
		dst[i] = settled(1 / (1 + beta))
	}
	return nil
}

// hi is the greatest score of a child.
func (p *doubt) hi(r int) float64 {
	best := 0.0
	for _, x := range p.x[r] {
		best = max(best, x)
	}
	return best
}

// MultiplicativeBOD (geometric benefit of the doubt) gives each unit the exponents that are
// best for its weighted product, on condition that no unit comes to more than e with them:
//
//	score_i = max_w  prod_j (s_ij / base_j)^(w_j)
//	          where  prod_j (s_lj / base_j)^(w_j) <= e for every unit l,  w_j >= 0
//
// A product makes up less for a low score than a sum does. Its logarithm is the
// [BenefitOfDoubt] of the logarithms, so that scores go from 1 to e, about 2.718; Bounds
// on exponents are those of Weight there. base_j is the lowest score of the group on the
// child, with which every ratio is at least 1; scores must be above 0 ([ErrZero]). A
// factor on all scores of a child changes nothing.
//
// What Compind calls geometric (ci_geom_gen with BOD: shares of the bounded benefit of the
// doubt as exponents of the ratio to a chosen unit) is not offered as a method: units that
// have several best sets of shares have as many scores. [BenefitOfDoubt.Solve] has what it takes.
//
// The refusals are those of [BenefitOfDoubt]. A higher score on a child never lowers the
// unit's own score; as it can move the base, it may raise another's.
//
// Source: P. Zhou, B. W. Ang and D. Q. Zhou, Weighting and aggregation in composite
// indicator construction: a multiplicative optimization approach, Social Indicators
// Research, of which the abstract was read: multiplicative models of data envelopment
// analysis that are transformed into linear programs. The condition and the base are ours.
type MultiplicativeBOD struct {
	Weight indicators.Range `json:"weight,omitzero"` // bounds on the parts of the exponents, as in BenefitOfDoubt
}

// RelativeToGroup implements [Relative]: true.
func (MultiplicativeBOD) RelativeToGroup() bool { return true }

// Aggregate implements [Aggregator].
func (b MultiplicativeBOD) Aggregate(dst []float64, g weights.Group, w []float64) error {
	s, err := count(dst, g, w, positive)
	if err != nil {
		return err
	}
	logs := weights.Group{Parent: g.Parent, Class: g.Class, Codes: s.codes, Scores: make(weights.Columns, len(s.codes))}
	for r, col := range s.x {
		lowest := math.Inf(1)
		for _, x := range col {
			lowest = min(lowest, x)
		}
		logs.Scores[r] = make([]float64, len(col))
		for i, x := range col {
			logs.Scores[r][i] = math.Log(x / lowest)
		}
	}
	if err := (BenefitOfDoubt{Weight: b.Weight}).Aggregate(dst, logs, s.w); err != nil {
		return err
	}
	for i, x := range dst {
		dst[i] = stats.RoundSignificant(math.Exp(x), 12)
	}
	return nil
}
