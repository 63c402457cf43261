package aggregate_test

import (
	"math"
	"strconv"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/countyeval/countyeval/evaluation/aggregate"
	"github.com/countyeval/countyeval/indicators/basis"
	"github.com/countyeval/countyeval/weights"
)

func TestWASPASPeers(t *testing.T) {
	in, out := peer[struct{ Score []float64 }](t, "pymcdm/waspas")
	for name, c := range in {
		g, w := c.group(toBest)
		near(t, out[name].Score, scored(t, aggregate.WASPAS{}, g, w), 0, name)
	}
	sk, skOut := peer[struct {
		Score []float64
		WSM   []float64 `json:"wsm_scores"`
		WPM   []float64 `json:"log10_wpm_scores"`
	}](t, "scikit-criteria/waspas")
	for name, c := range sk {
		g, w := c.group(toBest)
		near(t, skOut[name].Score, scored(t, aggregate.WASPAS{}, g, w), 0, name)
		near(t, skOut[name].WSM, scored(t, aggregate.WASPAS{Sum: 7}, g, w), 0, name)
		near(t, skOut[name].WPM, mapped(scored(t, aggregate.WASPAS{Product: 1}, g, w), math.Log10), 0, name)
	}
	// pyDecision scores by 1 + min-max, not by the ratio to the best; on its scores
	// the formula is the same.
	py, pyOut := peer[struct{ WSM, WPM, WASPAS []float64 }](t, "pydecision/waspas_shifted")
	for name, c := range py {
		g, w := c.group(func(x []float64, cost bool) []float64 {
			return mapped(minMax(x, cost), func(v float64) float64 { return 1 + v })
		})
		near(t, pyOut[name].WASPAS, scored(t, aggregate.WASPAS{}, g, w), 0, name)
		near(t, pyOut[name].WSM, scored(t, aggregate.WASPAS{Sum: 1}, g, w), 0, name)
		near(t, pyOut[name].WPM, scored(t, aggregate.WASPAS{Product: 1}, g, w), 0, name)
		paper, w := c.group(toBest)
		assert.NotEqual(t, placeOf(pyOut[name].WASPAS), placeOf(scored(t, aggregate.WASPAS{}, paper, w)), "the paper's scores rank differently")
	}
}

// TestWASPASPublished: Chakraborty, Zavadskas and Antucheviciene (2015), example 2,
// lambda 0, 0.3, 0.5 and 1; some printed values are off by one in the fourth
// decimal, so that the tolerance is 1e-4.
func TestWASPASPublished(t *testing.T) {
	g, w := peerCase{
		Matrix: [][]float64{
			{581818, 54.49, 3, 5500},
			{595454, 49.73, 3, 4500},
			{586060, 51.24, 3, 5000},
			{522727, 45.71, 3, 5800},
			{561818, 52.66, 3, 5200},
			{543030, 74.46, 4, 5600},
			{522727, 75.42, 4, 5800},
			{486970, 62.62, 4, 5600},
			{509394, 65.87, 4, 6400},
			{513333, 70.67, 4, 6000},
		},
		Types:   []float64{-1, -1, -1, 1},
		Weights: []float64{0.467, 0.16, 0.095, 0.278},
	}.group(toBest)
	for lambda, want := range map[string][]float64{
		"0":   {0.8578, 0.8144, 0.8408, 0.9413, 0.8632, 0.8241, 0.8454, 0.8915, 0.8987, 0.8697},
		"0.3": {0.8582, 0.8159, 0.8414, 0.9415, 0.8636, 0.8263, 0.8484, 0.8936, 0.9011, 0.8723},
		"0.5": {0.8584, 0.8169, 0.8419, 0.9417, 0.8638, 0.8278, 0.8503, 0.8949, 0.9027, 0.8740},
		"1":   {0.8590, 0.8194, 0.8430, 0.9420, 0.8645, 0.8315, 0.8552, 0.8983, 0.9067, 0.8784},
	} {
		l, err := strconv.ParseFloat(lambda, 64)
		require.NoError(t, err)
		assert.InDeltaSlice(t, want, scored(t, aggregate.WASPAS{Sum: l, Product: 1 - l}, g, w), 1e-4, lambda)
	}
	assert.Equal(t, []int{6, 10, 8, 1, 5, 9, 7, 3, 2, 4}, placeOf(scored(t, aggregate.WASPAS{}, g, w)))
}

func TestWASPASZero(t *testing.T) {
	g := weights.Group{Parent: "p", Codes: []string{"a", "b"}, Scores: weights.Columns{{0, 2}, {1, -1}}}
	w := []float64{0.5, 0.5}
	err := aggregate.WASPAS{}.Aggregate(make([]float64, 2), g, w)
	require.ErrorIs(t, err, aggregate.ErrZero)
	assert.Equal(t, []string{"a/0", "b/1"}, cells(err))
	assert.Equal(t, []float64{0.5, 0.5}, scored(t, aggregate.WASPAS{Sum: 1}, g, w), "a sum can take them")
	require.ErrorIs(t, aggregate.WASPAS{Sum: math.NaN()}.Aggregate(make([]float64, 2), g, w), basis.ErrValue)
	require.ErrorIs(t, aggregate.WASPAS{Sum: 1, Product: -1}.Aggregate(make([]float64, 2), g, w), basis.ErrValue)
}
