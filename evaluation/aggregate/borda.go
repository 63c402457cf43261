package aggregate

import (
	"github.com/countyeval/countyeval/indicators/stats"
	"github.com/countyeval/countyeval/weights"
)

// Borda is the Borda count: on each child a unit gets a point for every unit that
// scores lower, and half a point for every other that scores the same,
//
//	B_i = sum_j w_j (R_ij - 1)
//
// with R_ij the rank of unit i on child j, 1 for the worst, ties (scores within 1e-12
// of the largest) sharing the mean.
// B lies between 0 and n-1. As the weights sum to 1 it is a mean over the
// children; times k it is the classic sum for equal weights. [Consensus] makes it
// the Borda count over methods.
//
// A child on which all units are equal gives each (n-1)/2 points. A single unit has
// 0. Missing scores are refused.
//
// A higher score on a child never lowers the unit's count nor its rank. Units that
// come or go can reverse the order of others.
//
// Source: J.-C. de Borda, Mémoire sur les élections au scrutin (1784).
type Borda struct{}

var _ Relative = Borda{}

// RelativeToGroup implements [Relative]: always.
func (Borda) RelativeToGroup() bool { return true }

// Aggregate implements [Aggregator].
func (Borda) Aggregate(dst []float64, g weights.Group, w []float64) error {
	s, err := siblingsOf(g, w)
	if err == nil {
		err = s.fits(dst)
	}
	if err != nil {
		return err
	}
	s.tie()
	return s.meanRanks(dst, func(dst []float64, s *siblings, j int) error {
		if _, err := stats.MidRanks(dst, s.x[j]); err != nil {
			return err
		}
		for i := range dst {
			dst[i]--
		}
		return nil
	}, 1)
}
