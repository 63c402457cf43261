package aggregate

import (
	"math"

	"github.com/countyeval/countyeval/indicators/basis"
	"github.com/countyeval/countyeval/weights"
)

// Wroclaw is the taxonomic measure of the Wroclaw school (Hellwig's measure of
// development): how far a unit is from the best on every child, in terms of how far units
// are,
//
//	d_i = sqrt( sum_j w_j k (s_ij - max_i s_ij)^2 )
//	c_i = d_i / (mean d + 2 sd d),  sd with n-1
//
// with k children that count, so that equal weights leave the distance as the sources have
// it, unweighted. Less c is better, so that the score is 1 - c: 1 for a unit that is best
// everywhere, mostly from 0 to 1, and below 0 for one that is far behind the others.
// Distances are taken of the scores as they are: the sources standardize values first, which
// is the model's Normalize (normalize.ZScore), with costs turned there. A common factor
// on all scores changes nothing.
//
// Units that are all equally far from the best have no spread but a mean, and need no rule;
// units that are all equal, such as a single one, are an error that wraps
// [basis.ErrConstant]. Missing scores are refused.
//
// A higher score on a child never lowers the unit's rank, but it can lower its own score, since
// distances are measured by their mean and spread, which move with it. Units that come or
// go can reverse the order of others.
//
// Source: function ci_wroclaw of the R package Compind, after UNESCO (1974), Social
// indicators: problems of definition and of selection, Paris.
type Wroclaw struct{}

var _ Relative = Wroclaw{}

// RelativeToGroup implements [Relative]: always.
func (Wroclaw) RelativeToGroup() bool { return true }

// Aggregate implements [Aggregator].
func (Wroclaw) Aggregate(dst []float64, g weights.Group, w []float64) error {
	s, err := siblingsOf(g, w)
	if err == nil {
		err = s.fits(dst)
	}
	if err == nil {
		err = s.differ()
	}
	if err != nil {
		return err
	}
	clear(dst)
	k := float64(len(s.x))
	for j, col := range s.x {
		for i, x := range col {
			d := x - s.hi[j]
			dst[i] += float64(float64(s.w[j]*k) * float64(d*d))
		}
	}
	var sum float64
	for i, x := range dst {
		dst[i] = math.Sqrt(x)
		sum += dst[i]
	}
	mean := sum / float64(s.n)
	var squares float64
	for _, d := range dst {
		squares += float64((d - mean) * (d - mean))
	}
	norm := mean + float64(2*math.Sqrt(squares/float64(s.n-1)))
	if !(norm <= math.MaxFloat64) { // also NaN
		return basis.Errorf("%w: the distances of %v overflow", basis.ErrDomain, s.label)
	}
	for i, d := range dst {
		dst[i] = 1 - d/norm
	}
	return nil
}
