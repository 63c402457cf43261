package weights_test

import (
	"math"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/countyeval/countyeval/indicators/basis"
	"github.com/countyeval/countyeval/weights"
	"github.com/countyeval/countyeval/weights/weightstest"
)

func panel(codes string, points ...[]float64) (weights.Group, weights.BudgetAllocation) {
	g := columns(make([][]float64, len(codes))...)
	var b weights.BudgetAllocation
	for e, p := range points {
		expert := weights.Expert{Name: string(rune('X' + e)), Points: map[string]float64{"elsewhere": 50}}
		for j := range p {
			expert.Points[g.Codes[j]] = p[j]
		}
		b.Experts = append(b.Experts, expert)
	}
	return g, b
}

func TestBudgetAllocation(t *testing.T) {
	g, b := panel("abc", []float64{50, 30, 20}, []float64{10, 10, 0}, []float64{6, 2, 2})
	// Shares: .5 .3 .2, .5 .5 0, .6 .2 .2.
	inDelta(t, []float64{1.6 / 3, 1. / 3, 0.4 / 3}, of(t, b, g), 1e-15)
	direct := make([]float64, 3)
	require.NoError(t, b.Weigh(direct, g))
	inDelta(t, []float64{1.6 / 3, 1. / 3, 0.4 / 3}, direct, 1e-15)
	b.Median = true
	inDelta(t, []float64{0.5, 0.3, 0.2}, of(t, b, g), 1e-15)
	_, b = panel("abc", []float64{8, 1, 1}, []float64{1, 8, 1}, []float64{1, 1, 8})
	b.Median = true
	inDelta(t, []float64{1. / 3, 1. / 3, 1. / 3}, of(t, b, g), 1e-15, "medians are scaled to sum 1")
	for _, median := range []bool{false, true} {
		b.Median = median
		assert.NoError(t, weightstest.TestScheme(b, weightstest.Options{Codes: g.Codes, K: []int{1, 2, 3}, IgnoresScores: true}))
	}
}

func TestBudgetAllocationErrors(t *testing.T) {
	g, b := panel("abc", []float64{50, -30, math.NaN()}, []float64{10}, []float64{6, 2, 2})
	_, err := weights.Of(nil, b, g)
	require.ErrorIs(t, err, basis.ErrWeights)
	assert.Equal(t, []string{
		"weights of the children of p: expert X: weights: b has -30, not a finite number of at least 0",
		"expert X: weights: c has NaN, not a finite number of at least 0",
		"weights: expert Y gives no points for b",
		"weights: expert Y gives no points for c",
	}, lines(err))
	_, err = b.Agreement(g.Codes)
	require.ErrorIs(t, err, basis.ErrWeights)
	_, b = panel("abc", []float64{0, 0, 0})
	_, err = weights.Of(nil, b, g)
	assert.ErrorContains(t, err, "expert X gives 0 to all siblings")
	_, err = weights.Of(nil, weights.BudgetAllocation{}, g)
	assert.ErrorContains(t, err, "the panel has no experts")
}

// Three executives rank six applicants: S. Siegel (1956), Nonparametric
// Statistics for the Behavioral Sciences, p. 231, s = 25.5, W = .16. Points that
// fall with the rank have the same W.
func TestAgreementSiegel(t *testing.T) {
	ranks := [][]float64{{1, 6, 3, 2, 5, 4}, {1, 5, 6, 4, 2, 3}, {6, 3, 2, 5, 4, 1}}
	for _, x := range ranks {
		for j := range x {
			x[j] = 7 - x[j]
		}
	}
	g, b := panel("abcdef", ranks...)
	a, err := b.Agreement(g.Codes)
	require.NoError(t, err)
	assert.InDelta(t, 12*25.5/(9*210), a.W, 1e-14)
	assert.InDelta(t, 0.16, a.W, 0.005)
	assert.InDelta(t, 15*a.W, a.ChiSquare, 1e-14)
	assert.InDelta(t, 0.7879, a.P, 1e-3) // chi-square 2.4286 with 5 degrees of freedom
}

func TestAgreement(t *testing.T) {
	g, b := panel("abc", []float64{50, 30, 20}, []float64{10, 10, 0}, []float64{6, 2, 2})
	a, err := b.Agreement(g.Codes)
	require.NoError(t, err)
	assert.Equal(t, g.Codes, a.Codes)
	inDelta(t, []float64{1.6 / 3, 1. / 3, 0.4 / 3}, a.Mean, 1e-14)
	inDelta(t, []float64{0.5, 0.3, 0.2}, a.Median, 1e-14)
	assert.Equal(t, [][]float64{{0.5, 0.2, 0}, {0.6, 0.5, 0.2}}, [][]float64{a.Min, a.Max})
	inDelta(t, []float64{math.Sqrt(0.01 / 3)}, a.SD[:1], 1e-12) // .5 .5 .6: squares sum to 2/300, over 2
	// Ranks 3 2 1, 2.5 2.5 1, 3 1.5 1.5: sums 8.5 6 3.5, S = 12.5; ties 6 and 6.
	assert.InDelta(t, 12*12.5/(9*24-3*12), a.W, 1e-14)

	// Ranks 2.5 1 2.5 and 3 2 1: sums 5.5 3 3.5, S = 3.5; one tie of two.
	_, apart := panel("abc", []float64{5, 3, 5}, []float64{3, 2, 1})
	a, err = apart.Agreement(g.Codes)
	require.NoError(t, err)
	assert.InDelta(t, 12*3.5/(4*24-2*6), a.W, 1e-14)

	_, same := panel("abc", []float64{3, 2, 1}, []float64{90, 80, 70})
	a, err = same.Agreement(g.Codes)
	require.NoError(t, err)
	assert.InDelta(t, 1, a.W, 1e-15)
	assert.InDelta(t, math.Exp(-2), a.P, 1e-12) // chi-square 4 with 2 degrees of freedom

	_, opposite := panel("abc", []float64{3, 2, 1}, []float64{1, 2, 3})
	a, err = opposite.Agreement(g.Codes)
	require.NoError(t, err)
	assert.Zero(t, a.W)
	assert.Equal(t, 1.0, a.P)

	_, alone := panel("abc", []float64{1, 1, 1})
	a, err = alone.Agreement(g.Codes)
	require.NoError(t, err)
	assert.True(t, math.IsNaN(a.W) && math.IsNaN(a.P) && math.IsNaN(a.ChiSquare))
	assert.Equal(t, []float64{0, 0, 0}, a.SD)
}
