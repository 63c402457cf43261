package aggregate_test

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/countyeval/countyeval/evaluation/aggregate"
	"github.com/countyeval/countyeval/indicators"
	"github.com/countyeval/countyeval/indicators/basis"
	"github.com/countyeval/countyeval/weights"
)

// TestGreyPeers: pyDecision 4.9.1 divides the weighted sum by the number of
// alternatives; times that number it is ours.
func TestGreyPeers(t *testing.T) {
	in, out := peer[[]float64](t, "pydecision/gra")
	for name, c := range in {
		g, w := c.group(minMax)
		n := float64(len(c.Matrix))
		near(t, mapped(out[name], func(x float64) float64 { return x * n }), scored(t, aggregate.GreyRelational{}, g, w), 0, name)
		g, w = c.group(func(x []float64, cost bool) []float64 {
			return mapped(minMax(x, cost), func(v float64) float64 { return 60 + 40*v })
		})
		near(t, mapped(out[name], func(x float64) float64 { return x * n }), scored(t, aggregate.GreyRelational{Rho: 0.5}, g, w), 0, name)
	}
}

// TestGreyPublished: five candidates by six criteria, from Yildirim and Önder
// (editors), Cok kriterli karar verme yöntemleri (2015), as in the tests of JMcDM
// (commit 9bd395a4).
func TestGreyPublished(t *testing.T) {
	g, w := peerCase{
		Matrix: [][]float64{
			{105000, 105, 10, 4, 300, 10},
			{120000, 110, 15, 4, 500, 8},
			{150000, 120, 12, 3, 550, 12},
			{115000, 105, 20, 4, 600, 9},
			{135000, 115, 15, 5, 400, 9},
		},
		Types:   []float64{-1, 1, -1, 1, 1, -1},
		Weights: []float64{0.05, 0.20, 0.10, 0.15, 0.10, 0.40},
	}.group(minMax)
	near(t, []float64{0.525, 0.7007142857142857, 0.5464285714285715, 0.5762820512820512, 0.650952380952381}, scored(t, aggregate.GreyRelational{}, g, w), 0)
}

func TestGreyOptions(t *testing.T) {
	g := weights.Group{Parent: "p", Codes: []string{"a", "b"}, Scores: weights.Columns{{0, 40, 80}, {90, 50, 90}}}
	w := []float64{0.25, 0.75}
	// Dmax is 80 - 0: xi_12 = 16/(40+16), xi_22 = 16/(40+16).
	assert.InDelta(t, 16./56, scored(t, aggregate.GreyRelational{Rho: 0.2}, g, w)[1], 1e-15)
	a := aggregate.GreyRelational{Ideal: indicators.Range{Lo: 0, Hi: 100}}
	assert.False(t, a.RelativeToGroup())
	assert.InDelta(t, 0.25*50/110+0.75*50/100, scored(t, a, g, w)[1], 1e-15)
	g.Scores[0][2] = 120
	require.ErrorIs(t, a.Aggregate(make([]float64, 3), g, w), basis.ErrDomain)
	for _, rho := range []float64{-0.1, 1.1} {
		require.ErrorIs(t, aggregate.GreyRelational{Rho: rho}.Aggregate(make([]float64, 3), g, w), basis.ErrValue)
	}
}

// TestGreyNotMonotone: the worst cell of all sets Dmax; with it better, everything
// else of the unit looks further from the best than before.
func TestGreyNotMonotone(t *testing.T) {
	g := weights.Group{Parent: "p", Codes: []string{"a", "b"}, Scores: weights.Columns{{0, 100}, {60, 90}}}
	w := []float64{0.5, 0.5}
	before := scored(t, aggregate.GreyRelational{}, g, w)[0]
	g.Scores[0][0] = 20
	assert.Less(t, scored(t, aggregate.GreyRelational{}, g, w)[0], before)
	fixed := aggregate.GreyRelational{Ideal: indicators.Range{Lo: 0, Hi: 100}}
	after := scored(t, fixed, g, w)[0]
	g.Scores[0][0] = 0
	assert.Greater(t, after, scored(t, fixed, g, w)[0])
}

// TestGreyLosesPlace: the first unit leads the second, betters its worst cell, and
// falls behind; the third only sets the reference.
func TestGreyLosesPlace(t *testing.T) {
	g := weights.Group{Parent: "p", Codes: []string{"a", "b", "c", "d", "e", "f"}, Scores: weights.Columns{
		{0, 100, 50}, {72.1, 100, 100}, {72.1, 20, 100}, {72.1, 20, 100}, {72.1, 20, 100}, {72.1, 20, 100},
	}}
	got := scored(t, aggregate.GreyRelational{}, g, equal(6))
	assert.Greater(t, got[0], got[1])
	g.Scores[0][0] = 15
	got = scored(t, aggregate.GreyRelational{}, g, equal(6))
	assert.Less(t, got[0], got[1])
}
