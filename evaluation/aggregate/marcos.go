package aggregate

import (
	"github.com/countyeval/countyeval/indicators/basis"
	"github.com/countyeval/countyeval/weights"
)

// MARCOS (measurement of alternatives and ranking according to compromise solution)
// compares a unit with the best and the worst there could be in the group:
//
//	n_ij = s_ij / max_i s_ij
//	S_i  = sum_j w_j n_ij,  S_ai = 1 of the ideal,  S_aai = sum_j w_j min_i n_ij of the anti-ideal
//	K+_i = S_i / S_ai,      K-_i = S_i / S_aai
//	f(K+) = K- / (K+ + K-), f(K-) = K+ / (K+ + K-)
//	f_i  = (K+ + K-) / (1 + (1 - f(K+))/f(K+) + (1 - f(K-))/f(K-))
//
// The score is f, from 0 to 1. As K+ and K- are one S over two constants, f is
//
//	f_i = S_i (a + 1) / (a^2 + a + 1),  a = S_aai
//
// and MARCOS ranks as the weighted mean of ratios to the best does: it is that
// mean, times a number that belongs to the group. The paper turns costs into
// min/x; so does any multiple of the reciprocal here.
//
// Scores must be at least 0, and on some child all above 0, since S_aai divides: a
// negative score is an error that wraps [basis.ErrDomain], for each cell, a column
// of zeros one that wraps [basis.ErrConstant]. Min-max from 0 has no MARCOS;
// from 1, or a ratio, has. A child on which all units are equal adds the same to
// all; a single unit has 2/3. Missing scores are refused.
//
// A higher score never lowers the unit's own f nor its rank. Units that come or go
// change what is best and can reverse the order of others.
//
// Source: Ž. Stević, D. Pamučar, A. Puška and P. Chatterjee, Sustainable supplier
// selection in healthcare industries using a new MCDM method: MARCOS, Computers &
// Industrial Engineering 140 (2020) 106231, steps 2 to 7.
type MARCOS struct{}

var _ Relative = MARCOS{}

// RelativeToGroup implements [Relative]: always.
func (MARCOS) RelativeToGroup() bool { return true }

// Aggregate implements [Aggregator].
func (MARCOS) Aggregate(dst []float64, g weights.Group, w []float64) error {
	s, err := siblingsOf(g, w)
	if err == nil {
		err = s.fits(dst)
	}
	if err == nil {
		err = basis.JoinErrors(s.nonnegative(basis.Textf("MARCOS")), s.notZero(basis.Textf("MARCOS divides by the best")))
	}
	if err != nil {
		return err
	}
	clear(dst)
	var a float64
	for j, col := range s.x {
		best, wj := s.hi[j], s.w[j]
		a += float64(wj * (s.lo[j] / best))
		for i, x := range col {
			dst[i] += float64(wj * (x / best))
		}
	}
	if a == 0 {
		return basis.Errorf("%w: some unit of %v has 0 on every child, so that the anti-ideal of MARCOS is 0, and it divides", basis.ErrDomain, s.label)
	}
	f := (a + 1) / (float64(a*a) + a + 1)
	for i := range dst {
		dst[i] = float64(dst[i] * f)
	}
	return nil
}
