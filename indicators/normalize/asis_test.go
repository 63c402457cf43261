package normalize_test

import (
	"math"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/countyeval/countyeval/indicators"
	"github.com/countyeval/countyeval/indicators/basis"
	"github.com/countyeval/countyeval/indicators/normalize"
)

func TestAsIs(t *testing.T) {
	for name, c := range map[string]struct {
		in      indicators.Indicator
		scores  []float64
		formula string
	}{
		"points": {scores: []float64{-2, 0, 99.505, math.NaN()}, formula: "as it is"},
		"costs":  {in: indicators.Indicator{Direction: indicators.Lower}, scores: []float64{2, 0, -99.505, math.NaN()}, formula: "as it is, negative"},
	} {
		t.Run(name, func(t *testing.T) {
			for _, sample := range [][]float64{nil, {7}, {3, 3, 3}, {-2, 0, 99.505}} { // nothing is learned
				scale, err := normalize.AsIs{}.Fit(normalize.Sample{Indicator: c.in, X: sample})
				require.NoError(t, err)
				x := []float64{-2, 0, 99.505, math.NaN()}
				got := make([]float64, len(x))
				normalize.Apply(scale, got, x, nil)
				for i, want := range c.scores {
					if math.IsNaN(want) {
						assert.True(t, math.IsNaN(got[i]))
						continue
					}
					assert.InDelta(t, want, got[i], 0)
					assert.False(t, got[i] == 0 && math.Signbit(got[i]), "no negative zero")
				}
				assert.Equal(t, c.formula, scale.String())
			}
		})
	}
}

func TestAsIsRefuses(t *testing.T) {
	target := indicators.Indicator{Code: "ph", Direction: indicators.Target, Target: rng(6, 8)}
	_, err := normalize.AsIs{}.Fit(normalize.Sample{Indicator: target, X: []float64{7}})
	require.ErrorIs(t, err, indicators.ErrDirection)
	_, err = normalize.AsIs{}.Fit(normalize.Sample{X: []float64{math.Inf(1)}})
	require.ErrorIs(t, err, basis.ErrNumber)
	_, err = normalize.AsIs{Scores: rng(10, 10)}.Fit(normalize.Sample{X: []float64{10}})
	require.ErrorIs(t, err, indicators.ErrRange)

	// Points of 0 to 10 are kept from those of 0 to 100, each with its unit.
	given := normalize.AsIs{Scores: rng(0, 10)}
	_, err = given.Fit(normalize.Sample{Indicator: indicators.Indicator{Code: "jury"}, X: []float64{0, 10, 7.5}})
	require.NoError(t, err)
	_, err = given.Fit(normalize.Sample{Indicator: indicators.Indicator{Code: "jury"}, X: []float64{75, 10, -1}, Units: []string{"A", "B", "C"}})
	require.ErrorIs(t, err, basis.ErrValue)
	var units []string
	for _, e := range basis.Find[*indicators.InputError](err) {
		assert.Equal(t, "jury", e.Indicator)
		units = append(units, e.Unit)
	}
	assert.Equal(t, []string{"A", "C"}, units)
	// A cost is within the limits by its score, not by its value.
	_, err = given.Fit(normalize.Sample{Indicator: indicators.Indicator{Code: "jury", Direction: indicators.Lower}, X: []float64{-3, 3}})
	require.ErrorIs(t, err, basis.ErrValue)
}
