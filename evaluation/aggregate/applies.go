package aggregate

import (
	"math"
	"slices"

	"github.com/countyeval/countyeval/indicators/basis"
	"github.com/countyeval/countyeval/weights"
)

// Weigh gives the weights of a node's children, [weights.Of] of the units to which any
// child applies, and the group of these. A scheme from the data that has no such unit is
// not asked, and all weights are 0.
func Weigh(dst []float64, s weights.Scheme, g weights.Group) (w []float64, of weights.Group, err error) {
	units, all := g.Applying(nil)
	if all {
		w, err = weights.Of(dst, s, g)
		return w, g, err
	}
	of = g.Units(units)
	if len(units) == 0 && !weights.IsGiven(s, g) {
		return make([]float64, len(g.Codes)), of, nil
	}
	w, err = weights.Of(dst, s, of)
	return w, of, relocate(err, units)
}

// Score makes the score of a node from those of its children. It is [Aggregator.Aggregate]
// for the units to which a child of weight above 0 applies; to the others the node does
// not apply either, and they have NaN. So do those to which the aggregator finds that too
// little applies ([Present.MinShare]).
func Score(dst []float64, a Aggregator, g weights.Group, w []float64) error {
	units, all := g.Applying(w)
	if all {
		return a.Aggregate(dst, g, w)
	}
	for i := range dst {
		dst[i] = math.NaN()
	}
	if len(units) == 0 {
		return nil
	}
	part, scores := g.Units(units), make([]float64, len(units))
	if err := a.Aggregate(scores, part, w); err != nil {
		return relocate(err, units)
	}
	for i, at := range units {
		dst[at] = scores[i]
	}
	return nil
}

// relocate turns rows of some units into those of all.
func relocate(err error, units []int) error {
	cells := basis.Find[*weights.CellError](err)
	if len(cells) == 0 {
		return err
	}
	errs := make([]error, len(cells))
	for i, c := range cells {
		row := c.Row
		if row >= 0 && row < len(units) {
			row = units[row]
		}
		errs[i] = &weights.CellError{Row: row, Code: c.Code, Err: c.Err}
	}
	return basis.JoinErrors(slices.Concat(errs, basis.Counted(err))...)
}
