package profile

import (
	"math"
	"slices"

	"github.com/countyeval/countyeval/indicators/basis"
)

// Dominance says which units are behind which whatever the weights: a unit dominates
// another if it is at least as good on every column and better on one (Pareto). Such a
// pair keeps its order under all positive weights and every monotone aggregator, so a
// ranking that turns it round is wrong.
//
// Units are rows of the columns. Two that are equal everywhere dominate neither the
// other.
type Dominance struct {
	Codes      []string `json:"codes,omitzero"`
	Over       [][]int  `json:"over,omitzero"`       // Over[i] are the units that unit i dominates, ascending
	By         [][]int  `json:"by,omitzero"`         // By[i] are those that dominate it
	Incomplete []int    `json:"incomplete,omitzero"` // units without a value on some column: compared with none
}

// Dominance returns who dominates whom on the columns, on which more must be better
// ([Oriented], or scores). A unit that lacks a value is compared with none and listed.
// It takes n^2 k comparisons at most.
func (c Columns) Dominance() (Dominance, error) {
	if err := c.check(); err != nil {
		return Dominance{}, basis.Errorf("dominance: %w", err)
	}
	if len(c.X) == 0 || len(c.X[0]) == 0 {
		return Dominance{}, basis.Errorf("dominance: %w", basis.ErrEmpty)
	}
	n := len(c.X[0])
	d := Dominance{Codes: slices.Clone(c.Codes), Over: make([][]int, n), By: make([][]int, n)}
	complete := make([]bool, n)
	for i := range n {
		complete[i] = !slices.ContainsFunc(c.X, func(x []float64) bool { return math.IsNaN(x[i]) })
		if !complete[i] {
			d.Incomplete = append(d.Incomplete, i)
		}
	}
	for i := range n {
		for k := range i {
			if !complete[i] || !complete[k] {
				continue
			}
			switch over, by := c.beats(i, k); {
			case over && !by:
				d.Over[i], d.By[k] = append(d.Over[i], k), append(d.By[k], i)
			case by && !over:
				d.Over[k], d.By[i] = append(d.Over[k], i), append(d.By[i], k)
			}
		}
	}
	return d, nil
}

// beats says whether unit i is better than unit k on some column, and k than i.
func (c Columns) beats(i, k int) (i2k, k2i bool) {
	for _, x := range c.X {
		i2k = i2k || x[i] > x[k]
		k2i = k2i || x[k] > x[i]
		if i2k && k2i {
			break
		}
	}
	return i2k, k2i
}

// Pairwise counts the columns on which unit i is better than unit k, equal to it, and
// worse; the rest, on which one of them has no value, is missing.
func (c Columns) Pairwise(i, k int) (better, equal, worse, missing int) {
	for _, x := range c.X {
		switch {
		case x[i] > x[k]:
			better++
		case x[i] < x[k]:
			worse++
		case x[i] == x[k]:
			equal++
		default:
			missing++
		}
	}
	return better, equal, worse, missing
}

// Undominated are the units that no unit dominates, ascending: the efficient ones, of
// which each could be the first under some aggregator. Incomplete units are not among them.
func (d Dominance) Undominated() []int {
	var out []int
	for i, by := range d.By {
		if len(by) == 0 && !slices.Contains(d.Incomplete, i) {
			out = append(out, i)
		}
	}
	return out
}

// Pairs counts the pairs of units of which one dominates the other, and all pairs of
// complete units: the share says how much of a ranking is settled before any weight.
func (d Dominance) Pairs() (dominated, all int) {
	for _, over := range d.Over {
		dominated += len(over)
	}
	n := len(d.Over) - len(d.Incomplete)
	return dominated, n * (n - 1) / 2
}
