package aggregate

import (
	"github.com/countyeval/countyeval/indicators/basis"
	"github.com/countyeval/countyeval/weights"
)

// Min is the lowest score of the children:
//
//	score_i = min_j score_ij
//
// Nothing makes up for the worst child. It takes no weights: weights that differ
// are an error that wraps [basis.ErrWeights], unless they are 0; weights.Equal
// is the way out. Any finite score will do; missing scores are refused. Only
// comparisons are made, so that scores are the same to the last bit on every
// machine.
//
// All points of a unit come from its worst child, from the first of these if
// several are equally bad: raising another child leaves the score as it is.
//
// Source: OECD/JRC, Handbook on Constructing Composite Indicators (2008), step 6:
// the end of no compensation at all; ProMCDA (minimum).
type Min struct{}

var _ Additive = Min{}

// Aggregate implements [Aggregator].
func (Min) Aggregate(dst []float64, g weights.Group, w []float64) error {
	c, err := count(dst, g, w, missing)
	if err != nil {
		return err
	}
	if err := c.equal(basis.Textf("the minimum")); err != nil {
		return err
	}
	c.least(dst)
	return nil
}

// EffectiveWeights implements [Additive]: 1 for the first worst child, 0 for the
// others.
func (Min) EffectiveWeights(dst []float64, g weights.Group, w []float64, i int) error {
	worst := -1
	for j, wj := range w {
		if wj > 0 && (worst < 0 || g.Scores[j][i] < g.Scores[worst][i]) {
			worst = j
		}
	}
	clear(dst)
	if worst >= 0 {
		dst[worst] = 1
	}
	return nil
}
