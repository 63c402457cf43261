package weights

import (
	"math"

	"github.com/countyeval/countyeval/indicators/basis"
)

// Rescaled puts the scores of every sibling on one range before another scheme
// weighs them:
//
//	y_ij = Lo + (x_ij - min_j) / (max_j - min_j) * (Hi - Lo)
//
// It is for methods that are defined on a certain scale: Rescaled{Of: MEREC{},
// Lo: 20, Hi: 100} has no zeros, Rescaled{Of: Variance{}} compares variances of
// min-max scores whatever the model's own scale is. The zero value of the range
// is 0 to 1. Only the weights see the new scores; what is aggregated stays as it
// is. Nil Of is [Declared].
//
// The weights no longer depend on scale and zero of a column. A range that is
// empty or not finite is [basis.ErrDomain], siblings with equal scores everywhere are
// [basis.ErrConstant], all at once.
type Rescaled struct {
	Of Scheme  `json:"of,omitzero"`
	Lo float64 `json:"lo,omitzero"`
	Hi float64 `json:"hi,omitzero"`
}

var _ Scheme = Rescaled{}

// Weigh asks Of for the weights of the rescaled scores.
func (r Rescaled) Weigh(dst []float64, g Group) error {
	if r.Lo == 0 && r.Hi == 0 {
		r.Hi = 1
	}
	if !(r.Lo < r.Hi) || math.IsInf(r.Lo, 0) || math.IsInf(r.Hi, 0) {
		return basis.Errorf("%w: scores cannot be put on a scale from %v to %v", basis.ErrDomain, r.Lo, r.Hi)
	}
	if done, err := g.begin(dst, basis.Textf("rescaling"), finite); done || err != nil {
		return err
	}
	lo, hi, err := g.ranges()
	if err != nil {
		return err
	}
	n, k := g.Scores.Dims()
	scores := make(Columns, k)
	basis.Each(k, n*k, func(j int) {
		y := make([]float64, n)
		width := hi[j] - lo[j]
		for i, v := range g.Scores[j] {
			y[i] = r.Lo + float64((v-lo[j])/width*(r.Hi-r.Lo))
			if v == hi[j] {
				y[i] = r.Hi
			}
		}
		scores[j] = y
	})
	g.Scores = scores
	if r.Of == nil {
		r.Of = Declared{}
	}
	return r.Of.Weigh(dst, g)
}
