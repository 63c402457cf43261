package aggregate

import (
	"github.com/countyeval/countyeval/indicators/basis"
	"github.com/countyeval/countyeval/weights"
)

// ARAS (additive ratio assessment) measures a unit by a unit 0 that is the best of the
// group on every child and takes part in the sums:
//
//	s_0j = max_i s_ij
//	n_ij = s_ij / sum_{i=0..n} s_ij
//	S_i  = sum_j w_j n_ij
//	K_i  = S_i / S_0
//
// The score is K, from 0 to 1 for a unit that is best on every child. The paper turns
// costs into the reciprocal, of which any multiple does. A child counts for the more, the
// fewer units are near its best.
//
// Scores must be at least 0, and on no child all 0: a negative one is an error that wraps
// [basis.ErrDomain], for each cell, a column of zeros one that wraps [basis.ErrConstant].
// A child on which all units are equal adds the same to all; a single unit has 1. Missing
// scores are refused.
//
// A higher score never lowers the unit's own K nor its rank. Units that come or go can
// reverse the order of others.
//
// Source: E. K. Zavadskas and Z. Turskis, A new additive ratio assessment (ARAS) method in
// multicriteria decision-making, Technological and Economic Development of Economy 16
// (2010) 159-172.
type ARAS struct{}

var _ Relative = ARAS{}

// RelativeToGroup implements [Relative]: always.
func (ARAS) RelativeToGroup() bool { return true }

// Aggregate implements [Aggregator].
func (ARAS) Aggregate(dst []float64, g weights.Group, w []float64) error {
	s, err := siblingsOf(g, w)
	if err == nil {
		err = s.fits(dst)
	}
	if err == nil {
		err = basis.JoinErrors(s.nonnegative(basis.Textf("ARAS")), s.notZero(basis.Textf("ARAS takes shares of the sum")))
	}
	if err != nil {
		return err
	}
	clear(dst)
	var best float64 // S_0
	for j, col := range s.x {
		sum := 1.0 // in proportion to the best, so that no sum leaves the range
		for _, x := range col {
			sum += x / s.hi[j]
		}
		share := s.w[j] / sum
		best += share
		for i, x := range col {
			dst[i] += float64(share * (x / s.hi[j]))
		}
	}
	for i := range dst {
		dst[i] /= best
	}
	return nil
}
