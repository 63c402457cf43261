package normalize_test

import (
	"math"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/countyeval/countyeval/indicators"
	"github.com/countyeval/countyeval/indicators/basis"
	"github.com/countyeval/countyeval/indicators/normalize"
)

func TestLog(t *testing.T) {
	e := math.E
	for name, c := range map[string]struct {
		n          normalize.Log
		in         indicators.Indicator
		x          []float64
		at, scores []float64
		formula    string
	}{
		"min-max":        {x: []float64{1, 100}, at: []float64{1, 10, 100, 1000}, scores: []float64{0, 50, 100, 150}, formula: "of ln x: min-max [0, 4.60517018598809] to [0, 100]"},
		"lower, bounds":  {in: indicators.Indicator{Direction: indicators.Lower, Bounds: rng(1, 10000)}, at: []float64{10, 1}, scores: []float64{75, 100}, formula: "of ln x: min-max [0, 9.21034037197618] to [100, 0]"},
		"target":         {in: indicators.Indicator{Direction: indicators.Target, Target: rng(1, e)}, x: []float64{1, e * e * e}, at: []float64{2, e * e, 1 / e}, scores: []float64{100, 50, 50}, formula: "of ln x: target [0, 1]: 100 inside, falling to 0 at a distance of 2"},
		"ratio, base":    {n: normalize.Log{Of: normalize.RatioToBase{}}, in: indicators.Indicator{Base: e * e}, at: []float64{e, e * e}, scores: []float64{50, 100}, formula: "of ln x: ratio 100 x / 2"},
		"sum":            {n: normalize.Log{Of: normalize.RatioToBase{Of: normalize.SumBase, Points: 1}}, x: []float64{e, e * e, e}, at: []float64{e, e * e}, scores: []float64{0.25, 0.5}, formula: "of ln x: ratio 1 x / 4"},
		"missing inside": {n: normalize.Log{Of: normalize.Points{Missing: 7}}, x: []float64{1, e}, at: []float64{nan, e}, scores: []float64{7, 100}, formula: "of ln x: min-max [0, 1] to [0, 100]; missing: 7"},
	} {
		t.Run(name, func(t *testing.T) {
			s := sample(c.in, c.x...)
			scale := fit(t, c.n, s)
			for i, v := range c.at {
				assert.InDelta(t, c.scores[i], scale.At(v, "any"), 1e-10, "the score of %v", v)
			}
			assert.Equal(t, c.formula, scale.String())
			assert.True(t, math.IsNaN(scale.At(0, "")))
			assert.True(t, math.IsNaN(scale.At(-1, "")))
			assert.Equal(t, c.in, s.Indicator, "the indicator is not changed")
			assert.Equal(t, c.x, s.X[:len(c.x):len(c.x)])
		})
	}
	s := normalize.Sample{X: []float64{1, 100, 10, 1000}, Class: []string{"a", "a", "b", "b"}}
	within := fit(t, normalize.Log{Of: normalize.WithinClass{Least: 1}}, s)
	assert.InDelta(t, 50, within.At(100, "b"), 1e-12)

	// Logarithms that sum to less than 0 would turn every score round.
	_, err := normalize.Log{Of: normalize.RatioToBase{Of: normalize.SumBase}}.Fit(sample(indicators.Indicator{}, 0.1, 0.5))
	require.ErrorIs(t, err, basis.ErrValue)
}

// TestHumanDevelopmentIndex: fixed goalposts, cut at the top, one of them in
// logarithms; the index is published with three decimals.
func TestHumanDevelopmentIndex(t *testing.T) {
	var countries []struct {
		Name                      string
		Life, Expected, Mean, GNI float64
		HDI                       float64
	}
	readJSON(t, "hdi2022.json", &countries)
	require.Len(t, countries, 6)
	index := func(lo, hi float64, of normalize.Normalizer) normalize.Scale {
		return fit(t, normalize.Clip{Of: of, Hi: 1}, sample(indicators.Indicator{Bounds: rng(lo, hi)}))
	}
	unit := normalize.MinMax{Hi: 1}
	life, expected, mean, income := index(20, 85, unit), index(0, 18, unit), index(0, 15, unit), index(100, 75000, normalize.Log{Of: unit})
	for _, c := range countries {
		education := (expected.At(c.Expected, "") + mean.At(c.Mean, "")) / 2
		hdi := math.Cbrt(life.At(c.Life, "") * education * income.At(c.GNI, ""))
		assert.InDelta(t, c.HDI, hdi, 0.0005, c.Name)
	}
}

func TestBands(t *testing.T) {
	n := normalize.Bands{
		Of: normalize.RatioToBase{Points: 1}, Below: -1,
		Bands: []normalize.Band{{From: 0.8, Points: 0}, {From: 1.2, Points: 1}},
	}
	scale := fit(t, n, sample(indicators.Indicator{}, 5, 15))
	assert.Equal(t, "-1, from 0.8 0, from 1.2 1, by: ratio 1 x / 10", scale.String())
	for x, want := range map[float64]float64{-99: -1, 7.9: -1, 8: 0, 11.9: 0, 12: 1, 1e9: 1} {
		assert.Equal(t, want, scale.At(x, ""), "the score of %v", x)
	}
	assert.True(t, math.IsNaN(scale.At(nan, "")))
	n.Bands[0].Points = 77
	assert.Equal(t, 0.0, scale.At(8, ""), "the bands are not shared")

	missing := fit(t, normalize.Bands{Of: normalize.Points{Missing: -3}, Below: 1, Bands: []normalize.Band{{From: 0, Points: 2}}}, sample(indicators.Indicator{}, 1, 2))
	assert.Equal(t, 1.0, missing.At(nan, ""), "the points of a missing value have a band, too")
}

// TestAroundProperties: scales around others keep the order.
func TestAroundProperties(t *testing.T) {
	for name, n := range map[string]normalize.Normalizer{
		"log":    normalize.Log{},
		"bands":  normalize.Bands{Of: normalize.Percentile{}, Bands: []normalize.Band{{From: 20, Points: 1}, {From: 50, Points: 3}}},
		"peers":  normalize.PeerScore{Of: normalize.Rank{}},
		"points": normalize.Points{Missing: -3},
	} {
		t.Run(name, func(t *testing.T) {
			rapid.Check(t, func(t *rapid.T) {
				in, x := drawPositive(t)
				in.Direction, in.Target = in.Direction%2, nil
				x = append(x, x[0]+100)
				scale := fit(t, n, sample(in, x...))
				a, b := rapid.SampledFrom(x).Draw(t, "a"), rapid.Float64Range(0.001, 2000).Draw(t, "b")
				if better(in, a, b) == 1 {
					require.GreaterOrEqual(t, scale.At(a, ""), scale.At(b, ""))
				}
			})
		})
	}
}
