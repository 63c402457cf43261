package weights_test

import (
	"math"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/countyeval/countyeval/indicators/basis"
	"github.com/countyeval/countyeval/weights"
	"github.com/countyeval/countyeval/weights/weightstest"
)

// delphi is a panel of three that comes together in three rounds; Z leaves after the
// second, and W comes.
func delphi() (weights.Group, weights.Delphi) {
	g, first := panel("abc", []float64{50, 30, 20}, []float64{10, 10, 0}, []float64{2, 2, 6})
	_, second := panel("abc", []float64{50, 30, 20}, []float64{50, 40, 10}, []float64{4, 4, 2})
	_, third := panel("abc", []float64{50, 30, 20}, []float64{50, 35, 15}, []float64{60, 30, 10})
	third.Experts[2].Name = "W"
	return g, weights.Delphi{Rounds: []weights.BudgetAllocation{first, second, third}}
}

// TestDelphi is worked by hand. Shares: .5 .3 .2, .5 .5 0, .2 .2 .6; then .5 .3 .2, .5 .4 .1,
// .4 .4 .2; then .5 .3 .2, .5 .35 .15, .6 .3 .1.
func TestDelphi(t *testing.T) {
	g, d := delphi()
	inDelta(t, []float64{1.6 / 3, 0.95 / 3, 0.45 / 3}, of(t, d, g), 1e-15)
	rounds, err := d.Report(g.Codes)
	require.NoError(t, err)
	require.Len(t, rounds, 3)

	// ranks of the first round: 1 2 3, 1.5 1.5 3, 2.5 2.5 1 (or turned): sums 5, 6, 7 (mean 6),
	// m 3, k 3, two pairs of ties (2^3 - 2 each): 12 * 2 / (9 * 24 - 3 * 12) = 24 / 180.
	assert.InDelta(t, 24./180, rounds[0].Agreement.W, 1e-12)
	assert.InDelta(t, math.Sqrt(0.03)/0.4, rounds[0].Variation[0], 1e-12) // .5 .5 .2: mean .4, sd sqrt(.06/2)
	assert.Empty(t, rounds[0].Shifts)
	assert.Empty(t, rounds[0].Came)

	require.Len(t, rounds[1].Shifts, 3)
	for name, want := range map[string]float64{"X": 0, "Y": 0.1, "Z": 0.4} {
		assert.InDelta(t, want, rounds[1].Shifts[name], 1e-12)
	}
	assert.Equal(t, []string{"W"}, rounds[2].Came)
	assert.Equal(t, []string{"Z"}, rounds[2].Left)
	assert.Equal(t, 1.0, rounds[2].Agreement.W)
	assert.NoError(t, weightstest.TestScheme(d, weightstest.Options{Codes: g.Codes, K: []int{1, 2, 3}, IgnoresScores: true}))
}

func TestDelphiStops(t *testing.T) {
	g, d := delphi()
	for _, tt := range []struct {
		stop   weights.StopRule
		rounds int
		open   []string
	}{
		{weights.StopRule{Concordance: 1}, 3, nil},
		{weights.StopRule{Concordance: 0.95}, 2, []string{"after round 2 Kendall's W is 0.939, less than 0.95"}},
		{weights.StopRule{Variation: 0.34}, 3, nil},
		{weights.StopRule{Variation: 0.33}, 3, []string{"after round 3 the coefficient of variation of c is 0.333, more than 0.33"}},
		{weights.StopRule{Shift: 0.4}, 2, nil}, // 0.4 as a sum of floats is more
		{weights.StopRule{Shift: 0.05}, 3, nil},
		{weights.StopRule{Shift: 0.1}, 2, []string{"in round 2 expert Z moved 0.400 of the budget, more than 0.1"}},
		{weights.StopRule{Shift: 0.1}, 1, []string{"after round 1 nobody can have moved, and the rule asks for a shift of at most 0.1"}},
	} {
		some := weights.Delphi{Rounds: d.Rounds[:tt.rounds], Stop: tt.stop}
		rounds, err := some.Report(g.Codes)
		require.NoError(t, err)
		var open []string
		for _, e := range rounds[tt.rounds-1].Open {
			open = append(open, e.String())
		}
		assert.Equal(t, tt.open, open, "%+v", tt.stop)
		_, err = weights.Of(nil, some, g)
		if tt.open == nil {
			assert.NoError(t, err)
		} else {
			require.ErrorIs(t, err, basis.ErrWeights)
		}
	}
	// a group of one has nothing to agree on
	one := weights.Group{Parent: "p", Codes: []string{"a"}}
	w := make([]float64, 1)
	require.NoError(t, weights.Delphi{Rounds: d.Rounds, Stop: weights.StopRule{Concordance: 1, Shift: 0.01, Variation: 0.01}}.Weigh(w, one))
	assert.Equal(t, []float64{1}, w)
	g, alike := panel("ab", []float64{1, 1}, []float64{2, 2})
	_, err := weights.Of(nil, weights.Delphi{Rounds: []weights.BudgetAllocation{alike}, Stop: weights.StopRule{Concordance: 0.5}}, g)
	assert.ErrorContains(t, err, "after round 1 Kendall's W is not defined, since each expert gives all the same")
}

func TestDelphiErrors(t *testing.T) {
	g, d := delphi()
	_, err := weights.Of(nil, weights.Delphi{}, g)
	require.ErrorContains(t, err, "the panel has no rounds")
	_, bad := panel("abc", []float64{1, 2, -3}, []float64{1, 2, 3}, []float64{1, 2})
	bad.Experts[1].Name = "X"
	bad.Experts[2].Name = ""
	_, err = weights.Of(nil, weights.Delphi{Rounds: []weights.BudgetAllocation{d.Rounds[0], bad, {}}, Stop: weights.StopRule{Concordance: 1.5, Variation: math.NaN(), Shift: -1}}, g)
	require.ErrorIs(t, err, basis.ErrWeights)
	for _, want := range []string{
		"round 2: expert X: weights: c has -3", "round 2: weights: expert  gives no points for c", "round 2 has the expert X twice",
		"round 2: expert 3 has no name", "round 3: weights: the panel has no experts",
		"asks for concordance 1.5", "asks for variation NaN", "asks for shift -1",
	} {
		assert.ErrorContains(t, err, want)
	}
}

// TestDelphiProperties: a round asked again moves nobody and has the same weights, and a
// shift lies between 0 and 1.
func TestDelphiProperties(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		points := rapid.SliceOfN(rapid.SliceOfN(rapid.Float64Range(0.01, 100), 3, 3), 1, 5)
		g, first := panel("abc", points.Draw(rt, "first")...)
		_, second := panel("abc", points.Draw(rt, "second")...)
		d := weights.Delphi{Rounds: []weights.BudgetAllocation{first, second, second}, Stop: weights.StopRule{Shift: 1e-12}}
		rounds, err := d.Report(g.Codes)
		require.NoError(rt, err)
		for _, s := range rounds[1].Shifts {
			assert.True(rt, s >= 0 && s <= 1+1e-15)
		}
		assert.Empty(rt, rounds[2].Open)
		for _, s := range rounds[2].Shifts {
			assert.Zero(rt, s)
		}
		want, got := make([]float64, 3), make([]float64, 3)
		require.NoError(rt, second.Weigh(want, g))
		require.NoError(rt, d.Weigh(got, g))
		assert.Equal(rt, want, got)
	})
}
