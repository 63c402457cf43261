package normalize_test

import (
	"errors"
	"fmt"
	"math"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/countyeval/countyeval/indicators"
	"github.com/countyeval/countyeval/indicators/basis"
	"github.com/countyeval/countyeval/indicators/normalize"
)

func TestZScore(t *testing.T) {
	lower := indicators.Indicator{Direction: indicators.Lower}
	target := indicators.Indicator{Direction: indicators.Target, Target: rng(10, 20)}
	x := []float64{2, 4, 9} // mean 5, sd sqrt(13)
	sd := math.Sqrt(13)
	for name, c := range map[string]struct {
		n          normalize.ZScore
		in         indicators.Indicator
		x          []float64
		at, scores []float64
		formula    string
	}{
		"higher":   {x: x, at: []float64{5, 9, 2}, scores: []float64{0, 4 / sd, -3 / sd}, formula: "z-score (x - 5) / 3.60555127546399"},
		"lower":    {in: lower, x: x, at: []float64{5, 9, 2}, scores: []float64{0, -4 / sd, 3 / sd}, formula: "z-score (5 - x) / 3.60555127546399"},
		"mean, sd": {n: normalize.ZScore{Mean: 50, SD: 10}, in: lower, x: x, at: []float64{2}, scores: []float64{50 + 30/sd}, formula: "z-score 50 + 10 (5 - x) / 3.60555127546399"},
		"mean":     {n: normalize.ZScore{Mean: 3}, x: x, at: []float64{5}, scores: []float64{3}, formula: "z-score 3 + 1 (x - 5) / 3.60555127546399"},
		"target": { // distances 2, 4, 9
			in: target, x: []float64{8, 24, 29}, at: []float64{15, 5, 11}, scores: []float64{5 / sd, 0, 5 / sd},
			formula: "z-score (5 - d) / 3.60555127546399, d the distance from [10, 20]",
		},
	} {
		t.Run(name, func(t *testing.T) {
			scale := fit(t, c.n, sample(c.in, c.x...))
			for i, v := range c.at {
				assert.InDelta(t, c.scores[i], scale.At(v, ""), 1e-12, "the score of %v", v)
			}
			assert.Equal(t, c.formula, scale.String())
		})
	}
}

func TestRank(t *testing.T) {
	for name, c := range map[string]struct {
		in         indicators.Indicator
		x          []float64
		at, scores []float64
		formula    string
	}{
		"higher": {
			x: []float64{20, 10, 30, 20}, at: []float64{10, 20, 30, 5, 15, 25, 99}, scores: []float64{1, 2.5, 4, 0.5, 1.5, 3.5, 4.5},
			formula: "rank among 4 values, the largest has 4",
		},
		"lower": {
			in: indicators.Indicator{Direction: indicators.Lower},
			x:  []float64{20, 10, 30, 20}, at: []float64{10, 20, 30, 5, 15, 25, 99}, scores: []float64{4, 2.5, 1, 4.5, 3.5, 1.5, 0.5},
			formula: "rank among 4 values, the smallest has 4",
		},
		"target": {
			in: indicators.Indicator{Direction: indicators.Target, Target: rng(7, 7)},
			x:  []float64{6.9, 7.1, 9, 1}, at: []float64{6.9, 7.1, 9, 5, 1, 7}, scores: []float64{3.5, 3.5, 2, 2, 1, 4.5},
			formula: "rank among 4 values, the nearest to [7, 7] has 4",
		},
		"target, distances equal on paper alone": {
			in: indicators.Indicator{Direction: indicators.Target, Target: rng(0.1, 0.3)},
			x:  []float64{0.6, -0.2, 0.4}, at: []float64{0.6, -0.2, 0.4}, scores: []float64{1.5, 1.5, 3},
			formula: "rank among 3 values, the nearest to [0.1, 0.3] has 3",
		},
	} {
		t.Run(name, func(t *testing.T) {
			scale := fit(t, normalize.Rank{}, sample(c.in, c.x...))
			for i, v := range c.at {
				assert.Equal(t, c.scores[i], scale.At(v, ""), "the score of %v", v)
			}
			assert.Equal(t, c.formula, scale.String())
		})
	}
}

func TestClip(t *testing.T) {
	in := indicators.Indicator{Code: "va", Bounds: rng(50, 350)}
	scale := fit(t, normalize.Clip{Of: normalize.MinMax{}}, sample(in, 100, 200))
	assert.Equal(t, "min-max [50, 350] to [0, 100], cut to [0, 100]", scale.String())
	for x, want := range map[float64]float64{20: 0, 50: 0, 200: 50, 350: 100, 1e9: 100} {
		assert.Equal(t, want, scale.At(x, ""))
	}
	assert.True(t, math.IsNaN(scale.At(nan, "")))
	low := fit(t, normalize.Clip{Of: normalize.MinMax{}, Lo: 60, Hi: 90}, sample(in, 1))
	assert.Equal(t, 60.0, low.At(50, ""))
	assert.Equal(t, 90.0, low.At(350, ""))
	assert.Equal(t, "min-max [50, 350] to [0, 100], cut to [60, 90]", low.String())

	// A scale that needs the class is told it, also for many values at once.
	s := sample(in, 1, 2)
	s.Class = []string{"a", "b"}
	classes := fit(t, normalize.Clip{Of: normalize.WithinClass{}}, s)
	many := []float64{20, 60, 400}
	normalize.Apply(classes, many, many, []string{"a", "b", "c"})
	assert.Equal(t, []float64{0, classes.At(60, "b")}, many[:2])
	assert.True(t, math.IsNaN(many[2]))
	assert.Equal(t, 0.0, classes.At(20, "a"))
	assert.True(t, math.IsNaN(classes.At(20, "c")))
	assert.Equal(t, "within class: a: min-max [50, 350] to [0, 100]; b: min-max [50, 350] to [0, 100], cut to [0, 100]", classes.String())
}

func TestWithinClass(t *testing.T) {
	in := indicators.Indicator{Code: "va"}
	s := normalize.Sample{Indicator: in, X: []float64{10, 1, 20, 3, 15, 2}, Class: []string{"county", "", "county", "", "county", ""}}
	scale := fit(t, normalize.WithinClass{Least: 1}, s)
	assert.Equal(t, "within class: (no class): min-max [1, 3] to [0, 100]; county: min-max [10, 20] to [0, 100]", scale.String())
	assert.Equal(t, 50.0, scale.At(15, "county"))
	assert.Equal(t, 50.0, scale.At(2, ""))
	assert.True(t, math.IsNaN(scale.At(15, "district")))
	assert.True(t, math.IsNaN(scale.At(nan, "county")))
	assert.NotImplements(t, (*normalize.Applier)(nil), scale)

	// Each class alone gives what the class has within all.
	for class, x := range map[string][]float64{"county": {10, 20, 15}, "": {1, 3, 2}} {
		alone := fit(t, normalize.ZScore{}, sample(in, x...))
		all := fit(t, normalize.WithinClass{Of: normalize.ZScore{}, Least: 3}, s)
		for _, v := range x {
			assert.Equal(t, alone.At(v, ""), all.At(v, class))
		}
	}

	t.Run("every bad class is named", func(t *testing.T) {
		s := normalize.Sample{Indicator: in, X: []float64{5, 7, 5, 1, 2}, Class: []string{"b", "c", "b", "a", "a"}}
		_, err := normalize.WithinClass{Of: normalize.Rank{}, Least: 1}.Fit(s)
		require.ErrorIs(t, err, basis.ErrConstant)
		assert.EqualError(t, err, `indicator va: class "b": all values are equal: each of the 2 values is 5`+"\n"+
			`indicator va: class "c": all values are equal: the only value is 7`)
	})
	t.Run("small classes are refused unless asked for", func(t *testing.T) {
		_, err := normalize.WithinClass{}.Fit(s)
		require.ErrorIs(t, err, normalize.ErrSmallClass)
		assert.EqualError(t, err, `indicator va: class "": class too small to be normalized within itself: 3 values, fewer than 10`+"\n"+
			`indicator va: class "county": class too small to be normalized within itself: 3 values, fewer than 10`)
		_, err = normalize.WithinClass{Least: 4}.Fit(s)
		require.ErrorIs(t, err, normalize.ErrSmallClass)
		ten := normalize.Sample{Indicator: in, X: []float64{1, 2, 3, 4, 5, 6, 7, 8, 9, 10}, Class: make([]string, 10)}
		fit(t, normalize.WithinClass{}, ten)
		bounded := s
		bounded.Indicator.Bounds = rng(0, 50)
		fit(t, normalize.WithinClass{}, bounded)
	})
	t.Run("of any size, wherever it stands", func(t *testing.T) {
		any1 := normalize.WithinClass{Least: 1}
		for _, c := range []struct{ in, want normalize.Normalizer }{
			{nil, nil},
			{normalize.Rank{}, normalize.Rank{}},
			{normalize.WithinClass{Of: normalize.WithinClass{}}, normalize.WithinClass{Of: any1, Least: 1}},
			{normalize.Clip{Of: normalize.WithinClass{}}, normalize.Clip{Of: any1}},
			{normalize.Log{Of: normalize.WithinClass{Least: 5}}, normalize.Log{Of: any1}},
			{normalize.Bands{Of: normalize.WithinClass{}}, normalize.Bands{Of: any1}},
			{normalize.PeerScore{Of: normalize.WithinClass{}}, normalize.PeerScore{Of: any1}},
			{normalize.Points{Of: normalize.WithinClass{}, Missing: -3}, normalize.Points{Of: any1, Missing: -3}},
			{
				normalize.PerIndicator{Default: normalize.WithinClass{}, By: map[string]normalize.Normalizer{"a": normalize.WithinClass{}, "b": nil}},
				normalize.PerIndicator{Default: any1, By: map[string]normalize.Normalizer{"a": any1, "b": nil}},
			},
		} {
			before := fmt.Sprintf("%#v", c.in)
			assert.Equal(t, c.want, normalize.AnyClassSize(c.in))
			assert.Equal(t, before, fmt.Sprintf("%#v", c.in), "the one given is not changed")
		}
	})
	t.Run("an error of one's own is kept", func(t *testing.T) {
		_, err := normalize.WithinClass{Of: normalize.Func(func(normalize.Sample) (normalize.Scale, error) { return nil, assert.AnError }), Least: 1}.Fit(s)
		require.ErrorIs(t, err, assert.AnError)
		assert.ErrorContains(t, err, `indicator va: class "county"`)
	})
	t.Run("several errors of a class are kept", func(t *testing.T) {
		two := errors.Join(&indicators.InputError{Indicator: "va", Err: basis.ErrValue}, &indicators.InputError{Indicator: "va", Err: assert.AnError})
		_, err := normalize.WithinClass{Of: normalize.Func(func(normalize.Sample) (normalize.Scale, error) { return nil, two }), Least: 1}.Fit(s)
		require.ErrorIs(t, err, basis.ErrValue)
		require.ErrorIs(t, err, assert.AnError)
	})
	t.Run("no values", func(t *testing.T) {
		_, err := normalize.WithinClass{Least: 1}.Fit(normalize.Sample{Indicator: in})
		require.ErrorIs(t, err, basis.ErrMissing)
		assert.ErrorContains(t, err, "indicator va")
	})
	t.Run("classes do not fit the values", func(t *testing.T) {
		_, err := normalize.WithinClass{Least: 1}.Fit(normalize.Sample{Indicator: in, X: []float64{1, 2}, Class: []string{"a"}})
		require.ErrorIs(t, err, indicators.ErrRow)
	})
}

func TestPerIndicator(t *testing.T) {
	n := normalize.PerIndicator{
		Default: normalize.MinMax{Hi: 1},
		By:      map[string]normalize.Normalizer{"rd": normalize.Rank{}, "so2": nil},
	}
	for code, want := range map[string]string{
		"rd": "rank among 2 values, the largest has 2", "va": "min-max [1, 2] to [0, 1]", "so2": "min-max [1, 2] to [0, 100]",
	} {
		assert.Equal(t, want, fit(t, n, sample(indicators.Indicator{Code: code}, 1, 2)).String())
	}
	zero := fit(t, normalize.PerIndicator{}, sample(indicators.Indicator{}, 1, 2))
	assert.Equal(t, normalize.LinearScale{From: 1, To: 2, Lo: 0, Hi: 100}, zero)
}
