package aggregate

import (
	"iter"
	"math"

	"github.com/countyeval/countyeval/indicators"
	"github.com/countyeval/countyeval/indicators/basis"
	"github.com/countyeval/countyeval/weights"
)

// SPOTIS (stable preference ordering towards ideal solution) measures the distance
// to the ideal as a share of fixed bounds:
//
//	d_ij = |s_ij - hi_j| / (hi_j - lo_j),  d_i = sum_j w_j d_ij
//
// Less d is better, so that the score is 1 - d, from 0 to 1. The bounds of the
// scores are those that By names for a child by code, otherwise Bounds, and 0 to
// 100 if that is zero, too. In the paper the bounds are of the raw values; with
// min-max to 0..100 by the goalposts of an indicator they are the same, and costs
// are turned there. A target, the paper's expected solution point inside of the bounds,
// is the same with normalize.MinMax{Whole: true}, which measures the distance from it by
// the whole range; without Whole it is measured by the way to the farther goalpost. So
// SPOTIS is the weighted mean of scores by goalposts, and its point is that these are
// fixed before the data are seen.
//
// A score outside its bounds is an error that wraps [basis.ErrDomain], for each
// cell; bounds that are no interval are one that wraps [basis.ErrValue], a code in
// By that is no indicator of the framework an error of the evaluation. A constant
// child and a single unit need no rule. Missing scores are refused.
//
// The score is made of the unit's own scores alone: it compares between groups, a
// higher score never lowers it, and no other unit can reverse an order.
//
// Source: J. Dezert, A. Tchamova, D. Han and J.-M. Tacnet, The SPOTIS rank reversal
// free method for multi-criteria decision-making support, 23rd International
// Conference on Information Fusion (2020).
type SPOTIS struct {
	Bounds indicators.Range            `json:"bounds,omitzero"`
	By     map[string]indicators.Range `json:"by,omitzero" names:"node"`
}

var _ basis.Naming = SPOTIS{}

// Names implements [basis.Naming]: the children of By.
func (a SPOTIS) Names() iter.Seq[basis.Mention] { return basis.Keys(basis.AnyIndicator, a.By) }

// Aggregate implements [Aggregator].
func (a SPOTIS) Aggregate(dst []float64, g weights.Group, w []float64) error {
	s, err := siblingsOf(g, w)
	if err == nil {
		err = s.fits(dst)
	}
	if err != nil {
		return err
	}
	bounds, errs := make([]indicators.Range, len(s.x)), make([]error, len(s.x))
	for j, code := range s.codes {
		b, ok := a.By[code]
		if !ok {
			b = a.Bounds
		}
		if !ok && b == (indicators.Range{}) {
			b = indicators.Range{Lo: 0, Hi: 100}
		}
		bounds[j] = b
		if !(b.Lo < b.Hi) || math.IsInf(b.Hi-b.Lo, 0) {
			errs[j] = basis.Errorf("%w: bounds of %s from %v to %v are no interval", basis.ErrValue, code, b.Lo, b.Hi)
			continue
		}
		errs[j] = s.within(j, b.Lo, b.Hi, basis.Textf("lies outside the bounds from %v to %v", b.Lo, b.Hi))
	}
	if err := basis.JoinErrors(errs...); err != nil {
		return err
	}
	clear(dst)
	for j, col := range s.x {
		hi, width, wj := bounds[j].Hi, bounds[j].Hi-bounds[j].Lo, s.w[j]
		for i, x := range col {
			dst[i] += float64(wj * (max(hi-x, 0) / width))
		}
	}
	for i, d := range dst {
		dst[i] = 1 - d
	}
	return nil
}
