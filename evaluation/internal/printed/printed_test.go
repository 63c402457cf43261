package printed_test

import (
	"math"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/countyeval/countyeval/evaluation/aggregate"
	"github.com/countyeval/countyeval/evaluation/internal/printed"
	"github.com/countyeval/countyeval/indicators"
	"github.com/countyeval/countyeval/weights"
)

// TestAdd: what was rounded adds up in decimals, as float64s do not.
func TestAdd(t *testing.T) {
	assert.Equal(t, 0.3, printed.Add(0.1, 0.2, 1))
	assert.Equal(t, 79.6, printed.Add(50.4, 29.2, 1))
	zero := printed.Add(-0.1, 0.1, 1)
	assert.False(t, math.Signbit(zero), "never -0")
	assert.True(t, printed.Fits(9999999999999.99, 2))
	assert.False(t, printed.Fits(10000000000000, 2))
	assert.True(t, printed.Fits(math.NaN(), 2))
	assert.True(t, printed.OnBorder(0.125, 2))
	assert.False(t, printed.OnBorder(0.12500000001, 2))
}

// TestFill prints one unit by hand: 2/3 and 1/3 of 10.05 and 20.05.
func TestFill(t *testing.T) {
	f, err := indicators.NewFramework(indicators.Indicator{Code: "total", Children: []indicators.Indicator{{Code: "x", Weight: 2}, {Code: "y", Weight: 1}}})
	require.NoError(t, err)
	scores := [][]float64{{(2*10.05 + 20.05) / 3}, {10.05}, {20.05}}
	g := weights.Group{Parent: "total", Codes: []string{"x", "y"}, Declared: []float64{2, 1}, Scores: scores[1:]}
	w, err := weights.Of(nil, nil, g)
	require.NoError(t, err)
	nodes := []printed.Node{{By: aggregate.Arithmetic{}, Group: g, Shares: w}, {}, {}}
	for _, c := range []struct {
		choice printed.Choice
		want   [][]float64
	}{
		{printed.Choice{Points: true, Digits: 1}, [][]float64{{13.4}, {6.7}, {6.7}}},
		{printed.Choice{Points: true, Digits: 2}, [][]float64{{13.38}, {6.7}, {6.68}}},
		{printed.Choice{Digits: 1, Leaf: 1}, [][]float64{{13.4}, {10.1}, {20.1}}}, // 40.3 / 3
		{printed.Choice{Digits: 0, Leaf: 1}, [][]float64{{13}, {10.1}, {20.1}}},
		{printed.Choice{Digits: 2, Leaf: 0}, [][]float64{{13.33}, {10}, {20}}},
	} {
		form := printed.New(f, false, c.choice)
		assert.Empty(t, form.Check(nodes))
		out := [][]float64{{0}, {0}, {0}}
		require.NoError(t, form.Work().Fill(out, scores, nodes))
		assert.Equal(t, c.want, out, "%+v", c.choice)

		bad := []printed.Node{{By: aggregate.Geometric{}, Group: g, Shares: w}, {}, {}}
		require.ErrorIs(t, form.Work().Fill(out, scores, bad), aggregate.ErrNotAdditive)
		assert.Len(t, form.Check(bad), 1)
	}
	form := printed.New(f, false, printed.Choice{Digits: 1, Leaf: 1})
	rounded := [][]float64{{13.3}, {10.1}, {20.1}}
	again, ok := form.Work().Again(rounded, 0, nodes[0])
	assert.True(t, ok)
	assert.Equal(t, []float64{13.4}, again)
	assert.Equal(t, []float64{13.3}, rounded[0], "nothing is changed")
	_, ok = form.Work().Again(rounded, 1, nodes[1])
	assert.False(t, ok)
}
