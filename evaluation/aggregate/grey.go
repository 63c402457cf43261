package aggregate

import (
	"github.com/countyeval/countyeval/indicators"
	"github.com/countyeval/countyeval/indicators/basis"
	"github.com/countyeval/countyeval/weights"
)

// GreyRelational is grey relational analysis (灰色关联分析): how close a unit's
// scores run to the best ones:
//
//	x0_j   = max_i s_ij                  reference
//	D_ij   = |x0_j - s_ij|
//	xi_ij  = (Dmin + rho Dmax) / (D_ij + rho Dmax)
//	gamma_i = sum_j w_j xi_ij            grey relational grade
//
// Dmin and Dmax are the least and greatest D over all units and children; with
// the best scores as reference Dmin is 0. The grade lies in (0, 1]. The
// distinguishing coefficient rho, above 0 and at most 1, is 0.5 if zero; a smaller
// one tells units near the best further apart. Since D is compared between
// children, their scores must be on one scale, as min-max gives it.
//
// With Ideal given, its Hi is the reference of every child and Hi - Lo takes the
// place of Dmax; scores outside are refused ([basis.ErrDomain]), and grades
// compare between groups and years.
//
// A child on which all units are equal gives each of them 1 there. Units that are
// all equal have Dmax = 0, which leaves 0/0: an error that wraps
// [basis.ErrConstant], as for a single unit, unless Ideal is given. Missing
// scores are refused.
//
// If the scores of every child reach over the same range, as after min-max, or
// Ideal is given, a higher score never lowers the unit's own grade. Otherwise it
// can, and its rank with it: to improve the very cell that sets Dmax makes Dmax
// smaller, and with it the coefficients of all other cells. Units that come or go
// can reverse the order of others, unless Ideal is given.
//
// Source: Deng Julong, Introduction to grey system theory, Journal of Grey System
// 1 (1989) 1-24, grey relational space.
type GreyRelational struct {
	Rho   float64          `json:"rho,omitzero"`
	Ideal indicators.Range `json:"ideal,omitzero"`
}

var _ Relative = GreyRelational{}

// RelativeToGroup implements [Relative]: true unless Ideal is given.
func (a GreyRelational) RelativeToGroup() bool { return a.Ideal == indicators.Range{} }

// Aggregate implements [Aggregator].
func (a GreyRelational) Aggregate(dst []float64, g weights.Group, w []float64) error {
	rho := a.Rho
	if rho == 0 {
		rho = 0.5
	}
	if !(rho > 0 && rho <= 1) {
		return basis.Errorf("%w: grey relational analysis with rho %v, not above 0 and at most 1", basis.ErrValue, rho)
	}
	s, err := siblingsOf(g, w)
	if err == nil {
		err = s.fits(dst)
	}
	if err == nil && a.RelativeToGroup() {
		err = s.differ()
	} else if err == nil {
		err = s.fix(a.Ideal)
	}
	if err != nil {
		return err
	}
	var widest float64 // Dmax; Dmin is 0
	for j := range s.x {
		widest = max(widest, s.hi[j]-s.lo[j])
	}
	rest := float64(rho * widest)
	clear(dst)
	for j, col := range s.x {
		best, wj := s.hi[j], s.w[j]
		for i, x := range col {
			dst[i] += float64(wj * (rest / (max(best-x, 0) + rest)))
		}
	}
	return nil
}
