package normalize_test

import (
	"math"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/countyeval/countyeval/evaluation"
	"github.com/countyeval/countyeval/indicators"
	"github.com/countyeval/countyeval/indicators/basis"
	"github.com/countyeval/countyeval/indicators/normalize"
)

func TestPeerScore(t *testing.T) {
	in := indicators.Indicator{Code: "va"}
	s := normalize.Sample{Indicator: in, X: []float64{0, 10, 4, 6, 5}, Class: []string{"a", "b", "a", "b", ""}}
	t.Run("one scale for all", func(t *testing.T) {
		scale := fit(t, normalize.PeerScore{}, s)
		assert.Equal(t, "min-max [0, 10] to [0, 100]; missing: the mean score of the class, (no class) 50, a 20, b 80", scale.String())
		assert.Equal(t, 40.0, scale.At(4, "b"))
		assert.Equal(t, []float64{20, 80, 50}, []float64{scale.At(nan, "a"), scale.At(nan, "b"), scale.At(nan, "")})
		assert.True(t, math.IsNaN(scale.At(nan, "c")), "a class without any value")
		assert.Equal(t, 40.0, scale.At(4, "c"))
		assert.NotImplements(t, (*normalize.Applier)(nil), scale)
	})
	t.Run("mean of scores, not score of the mean", func(t *testing.T) {
		scale := fit(t, normalize.PeerScore{Of: normalize.RatioToBase{Cap: new(150.0)}}, sample(in, 1, 1, 1, 5)) // mean 2
		assert.Equal(t, (50+50+50+150)/4.0, scale.At(nan, ""))
	})
	t.Run("within class, either way round", func(t *testing.T) {
		s := normalize.Sample{Indicator: in, X: []float64{0, 10, 4, 6, 1, 7}, Class: []string{"a", "b", "a", "b", "a", "b"}}
		inside := fit(t, normalize.PeerScore{Of: normalize.WithinClass{Least: 1}}, s)
		outside := fit(t, normalize.WithinClass{Of: normalize.PeerScore{}, Least: 1}, s)
		for _, class := range []string{"a", "b"} {
			assert.InDelta(t, (0+25+100)/3.0, inside.At(nan, class), 1e-12)
			assert.Equal(t, inside.At(nan, class), outside.At(nan, class))
		}
	})
	t.Run("a scale that scores nothing", func(t *testing.T) {
		odd := normalize.Func(func(normalize.Sample) (normalize.Scale, error) { return normalize.ClassScale{}, nil })
		_, err := normalize.PeerScore{Of: odd}.Fit(s)
		require.ErrorIs(t, err, basis.ErrValue)
		assert.ErrorContains(t, err, "indicator va: ")
		ofOne := normalize.Func(func(normalize.Sample) (normalize.Scale, error) {
			return normalize.ClassScale{By: map[string]normalize.Scale{"a": normalize.LinearScale{To: 1, Hi: 1}}}, nil
		})
		_, err = normalize.PeerScore{Of: ofOne}.Fit(s)
		assert.ErrorContains(t, err, `the mean score of class "b" is NaN`)
	})
	t.Run("classes do not fit the values", func(t *testing.T) {
		_, err := normalize.PeerScore{}.Fit(normalize.Sample{Indicator: in, X: []float64{1, 2}, Class: []string{"a"}})
		require.ErrorIs(t, err, indicators.ErrRow)
	})
}

// TestPeerScoreIsNeutral: a unit with the peer score leaves the mean score of its
// class where it was.
func TestPeerScoreIsNeutral(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		in, x := draw(t)
		scale := fit(t, normalize.PeerScore{Of: normalize.ZScore{Mean: 50, SD: 10}}, sample(in, x...))
		sum := 0.0
		for _, v := range x {
			sum += scale.At(v, "")
		}
		n := float64(len(x))
		require.InDelta(t, sum/n, (sum+scale.At(nan, ""))/(n+1), 1e-9)
		if in.Direction != indicators.Target {
			require.InDelta(t, 50, scale.At(nan, ""), 1e-9)
		}
	})
}

func TestPoints(t *testing.T) {
	in := indicators.Indicator{Code: "va"}
	scale := fit(t, normalize.Points{}, sample(in, 0, 10))
	assert.Equal(t, "min-max [0, 10] to [0, 100]; missing: 0", scale.String())
	assert.Equal(t, []float64{0, 0, 30}, []float64{scale.At(nan, ""), scale.At(0, ""), scale.At(3, "")})

	// A false zero lowers no mean.
	zero := normalize.Points{Of: normalize.RatioToBase{Of: normalize.MeanBase, Points: 12}, Missing: -3, ZeroToo: true}
	scale = fit(t, zero, sample(in, 0, 4, 6, 0))
	assert.Equal(t, "ratio 12 x / 5; missing or zero: -3", scale.String())
	assert.Equal(t, []float64{-3, -3, 12}, []float64{scale.At(nan, ""), scale.At(0, ""), scale.At(5, "")})
	zero.ZeroToo = false
	assert.Equal(t, 24.0, fit(t, zero, sample(in, 0, 4, 6, 0)).At(5, ""))

	classes := normalize.Sample{Indicator: in, X: []float64{0, 1, 2, 4}, Class: []string{"b", "a", "b", "b"}}
	scale = fit(t, normalize.Points{Of: normalize.WithinClass{Of: normalize.RatioToBase{}, Least: 1}, Missing: -3, ZeroToo: true}, classes)
	assert.Equal(t, []float64{100, 100, -3}, []float64{scale.At(1, "a"), scale.At(3, "b"), scale.At(nan, "c")})

	classes.Class = nil
	assert.Equal(t, 50.0, fit(t, normalize.Points{ZeroToo: true}, normalize.Sample{X: []float64{0, 1, 3}}).At(2, ""))
}

// TestMissingInAnEvaluation: an evaluation takes the scores that these scales give
// for a missing value, and refuses one that has none.
func TestMissingInAnEvaluation(t *testing.T) {
	f, err := indicators.NewFramework(indicators.Indicator{Code: "all", Children: []indicators.Indicator{{Code: "va"}, {Code: "so2", Direction: indicators.Lower}}})
	require.NoError(t, err)
	units := []indicators.Unit{{Code: "1", Class: "a"}, {Code: "2", Class: "a"}, {Code: "3", Class: "b"}, {Code: "4", Class: "b"}}
	score := func(so2 normalize.Normalizer, values ...float64) ([]float64, error) {
		table, err := indicators.NewTable(f, units, map[string][]float64{"va": {0, 10, 5, 10}, "so2": values}, nil)
		require.NoError(t, err)
		m := evaluation.Model{Normalize: normalize.PerIndicator{By: map[string]normalize.Normalizer{"so2": so2}}}
		r, err := m.Evaluate(table, nil)
		if err != nil {
			return nil, err
		}
		return r.Scores("all").Copy(), nil
	}
	got, err := score(normalize.PeerScore{}, nan, 4, 2, 0)
	require.NoError(t, err)
	assert.Equal(t, []float64{0, 50, 50, 100}, got, "so2: 0 as its only peer, 0, 50, 100")
	got, err = score(normalize.Points{Missing: -3}, nan, 4, 2, 0)
	require.NoError(t, err)
	assert.Equal(t, []float64{-1.5, 50, 50, 100}, got)
	_, err = score(normalize.PeerScore{}, nan, nan, 2, 0)
	assert.EqualError(t, err, "unit 1, indicator so2: score of all: missing value\nunit 2, indicator so2: score of all: missing value")
}
