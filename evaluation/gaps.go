package evaluation

import (
	"math"

	"github.com/countyeval/countyeval/indicators/basis"
)

// missing says what is wrong with a score that is none.
func missing(x float64) error {
	if math.IsNaN(x) {
		return basis.ErrMissing
	}
	if math.IsInf(x, 0) {
		return basis.Errorf("%w: %v", basis.ErrDomain, x)
	}
	return nil
}

// meanOfPresent gives the units that lack a child of a node (see
// [aggregate.Present]) the mean of the others, and none to those that have none.
func (r *Result) meanOfPresent(at int) {
	dst, q := r.scores[at], len(r.tree.nodes)
	for i, s := range dst {
		if !math.IsNaN(s) {
			continue
		}
		var sum, share float64
		for _, child := range r.tree.children[at] {
			if x, w := r.scores[child][i], r.local[r.class(i)*q+child]; w > 0 && !math.IsNaN(x) {
				sum, share = sum+float64(w*x), share+w
			}
		}
		dst[i] = sum / share
	}
}
