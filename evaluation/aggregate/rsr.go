package aggregate

import (
	"github.com/countyeval/countyeval/indicators/basis"
	"github.com/countyeval/countyeval/indicators/stats"
	"github.com/countyeval/countyeval/weights"
)

// RankSumRatio is the rank-sum ratio (秩和比, RSR): the mean rank over the children as
// a share of the number of units,
//
//	RSR_i = 1/n sum_j w_j R_ij
//
// where R_ij is the rank of unit i among the n scores of child j, 1 for the worst
// and n for the best, equal scores (within 1e-12 of the largest) sharing the mean of
// their ranks (整次秩和比). With equal weights this is the classic
// sum_j R_ij / (k n). RSR lies in (0, 1].
//
// With NonInteger ranks keep the distances between the scores (非整次秩和比):
//
//	R_ij = 1 + (n - 1) (s_ij - min_i s_ij) / (max_i s_ij - min_i s_ij)
//
// [RankSumRatio.Solve] gives the ranks, the distribution of RSR, its regression on
// probits and the grades that follow from it (分档).
//
// A child on which all units are equal gives them all the middle rank. NonInteger
// divides by its spread instead: an error that wraps [basis.ErrConstant] and
// names it. A single unit has RSR 1, the best and the worst at once. Missing
// scores are refused.
//
// A higher score on a child never lowers the unit's RSR nor its rank. Units that
// come or go change the ranks of others and can reverse their order.
//
// Source: Tian Fengdiao (田凤调), 秩和比法及其应用 (1993).
type RankSumRatio struct {
	NonInteger bool `json:"non_integer,omitzero"`
}

var _ Relative = RankSumRatio{}

// RelativeToGroup implements [Relative]: always.
func (RankSumRatio) RelativeToGroup() bool { return true }

// Aggregate implements [Aggregator].
func (a RankSumRatio) Aggregate(dst []float64, g weights.Group, w []float64) error {
	s, err := siblingsOf(g, w)
	if err == nil && a.NonInteger {
		err = s.spread()
	}
	if err == nil {
		err = s.fits(dst)
	}
	if err != nil {
		return err
	}
	if !a.NonInteger {
		s.tie()
	}
	return s.meanRanks(dst, a.ranks, float64(s.n))
}

// ranks writes the ranks of a child's scores.
func (a RankSumRatio) ranks(dst []float64, s *siblings, j int) error {
	if !a.NonInteger {
		_, err := stats.MidRanks(dst, s.x[j])
		return err
	}
	lo, spread, steps := s.lo[j], s.hi[j]-s.lo[j], float64(s.n-1)
	for i, x := range s.x[j] {
		dst[i] = 1 + float64(steps*((x-lo)/spread))
	}
	return nil
}

// meanRanks writes the weighted mean of ranks, divided by by. With equal weights
// the ranks are summed first, so that equal sums give equal scores to the last
// bit.
func (s *siblings) meanRanks(dst []float64, rank func(dst []float64, s *siblings, j int) error, by float64) error {
	clear(dst)
	equal := s.equalWeights()
	r := make([]float64, s.n)
	for j, w := range s.w {
		if err := rank(r, s, j); err != nil {
			return basis.Errorf("ranks of %s: %w", s.codes[j], err)
		}
		if equal {
			w = 1
		}
		for i, x := range r {
			dst[i] += float64(w * x)
		}
	}
	if equal {
		by *= float64(len(s.w))
	}
	for i := range dst {
		dst[i] /= by
	}
	return nil
}
