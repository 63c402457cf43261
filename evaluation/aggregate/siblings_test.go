package aggregate_test

import (
	"math"
	"slices"
	"testing"

	"github.com/stretchr/testify/assert"

	"github.com/countyeval/countyeval/evaluation/aggregate"
	"github.com/countyeval/countyeval/indicators/basis"
	"github.com/countyeval/countyeval/weights"
)

// TestLastBitsDecideNothing: 0.1+0.2 and 0.3 are one score where a method goes by
// order, as they come from a mean on the level below.
func TestLastBitsDecideNothing(t *testing.T) {
	x, y := 0.1, 0.2
	sum := x + y
	assert.NotEqual(t, 0.3, sum)
	g := weights.Group{Parent: "p", Codes: []string{"a"}, Scores: weights.Columns{{sum, 0.3, 0.5, math.Nextafter(0.3, 0)}}}
	for _, a := range []aggregate.Aggregator{aggregate.RankSumRatio{}, aggregate.Borda{}, aggregate.Copeland{}, aggregate.PROMETHEE{}} {
		got := scored(t, a, g, []float64{1})
		assert.Equal(t, got[0], got[1], "%T", a)
		assert.Equal(t, got[0], got[3], "%T", a)
		assert.Greater(t, got[2], got[0], "%T", a)
	}
	// Sums of shares that are equal but for the order of the terms are no spread.
	for _, order := range [][]int{{0, 1, 2, 3, 4}, {4, 3, 2, 1, 0}, {0, 1, 2, 4, 3}, {1, 2, 0, 4, 3}} {
		g = weights.Group{Parent: "p", Codes: []string{"a", "b", "c", "d", "e"}, Scores: make(weights.Columns, 5)}
		w := make([]float64, 5)
		for to, from := range order {
			w[to] = []float64{1, 5, 2, 1, 3}[from] / 12
			g.Scores[to] = [][]float64{{1, 2}, {1, 2}, {2, 1}, {2, 1}, {2, 1}}[from]
		}
		assert.Equal(t, []float64{1, 1}, scored(t, aggregate.VIKOR{Group: 1}, g, w))
	}
}

// named lists what a method names, in order.
func named(of basis.Naming) []string {
	var out []string
	for m := range of.Names() {
		out = append(out, m.Name)
	}
	slices.Sort(out)
	return out
}
