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

func TestTargetCompletion(t *testing.T) {
	lower := indicators.Indicator{Direction: indicators.Lower}
	for name, c := range map[string]struct {
		n          normalize.TargetCompletion
		in         indicators.Indicator
		at, scores []float64
		formula    string
	}{
		"rate of completion": {
			n: normalize.TargetCompletion{Target: 350}, at: []float64{0, 175, 350, 700, -35}, scores: []float64{0, 50, 100, 100, -10},
			formula: "completion: 0 at 0, 100 at the target 350 and beyond",
		},
		"slope, cap, zero floor": {
			n:  normalize.TargetCompletion{Target: 350, AtTarget: 20, Over: 0.5, Cap: new(30.0), Floor: new(0.0)},
			at: []float64{-1, 315, 350, 364, 419.3, 420, 525}, scores: []float64{0, 18, 20, 22, 29.9, 30, 30},
			formula: "completion: 0 at 0, 20 at the target 350, 0.5 more for each 1 % over it, at most 30, at least 0",
		},
		"base and target": {
			n: normalize.TargetCompletion{Base: 15, Target: 25, AtBase: 60, AtTarget: 90, Over: 1}, at: []float64{15, 20, 25, 26, 10}, scores: []float64{60, 75, 90, 94, 45},
			formula: "completion: 60 at 15, 90 at the target 25, 1 more for each 1 % over it",
		},
		"bounds": {
			in: indicators.Indicator{Bounds: rng(15, 25)}, at: []float64{15, 20, 25, 30}, scores: []float64{0, 50, 100, 100},
			formula: "completion: 0 at 15, 100 at the target 25 and beyond",
		},
		"lower, bounds": {
			n: normalize.TargetCompletion{Over: 2}, in: indicators.Indicator{Bounds: rng(80, 120), Direction: indicators.Lower},
			at: []float64{120, 100, 80, 76, 130}, scores: []float64{0, 50, 100, 110, -25},
			formula: "completion: 0 at 120, 100 at the target 80, 2 more for each 1 % over it",
		},
		"lower to zero": {
			n: normalize.TargetCompletion{Base: 4}, in: lower, at: []float64{4, 1, 0, -1}, scores: []float64{0, 75, 100, 100},
			formula: "completion: 0 at 4, 100 at the target 0 and beyond",
		},
		"negative target": {
			n: normalize.TargetCompletion{Base: -30, Target: -20, Over: 1}, at: []float64{-25, -19}, scores: []float64{50, 105},
			formula: "completion: 0 at -30, 100 at the target -20, 1 more for each 1 % over it",
		},
	} {
		t.Run(name, func(t *testing.T) {
			scale := fit(t, c.n, sample(c.in))
			for i, v := range c.at {
				assert.InDelta(t, c.scores[i], scale.At(v, "any"), 1e-12, "the score of %v", v)
			}
			assert.Equal(t, c.formula, scale.String())
			assert.True(t, math.IsNaN(scale.At(nan, "")))
		})
	}
	ends := fit(t, normalize.TargetCompletion{Base: 3, Target: 9, AtBase: 0.1, AtTarget: 0.7}, sample(indicators.Indicator{}))
	assert.Equal(t, 0.1, ends.At(3, ""))
	assert.Equal(t, 0.7, ends.At(9, ""))
}

func TestTargetCompletionRefusals(t *testing.T) {
	for name, c := range map[string]struct {
		n    normalize.TargetCompletion
		in   indicators.Indicator
		want error
		text string
	}{
		"no target":         {normalize.TargetCompletion{}, indicators.Indicator{Base: 3}, indicators.ErrRange, "there is no target"},
		"target range":      {normalize.TargetCompletion{Target: 1}, indicators.Indicator{Direction: indicators.Target, Target: rng(1, 2)}, indicators.ErrDirection, "is target"},
		"direction":         {normalize.TargetCompletion{Target: 1}, indicators.Indicator{Direction: 9}, indicators.ErrDirection, "9"},
		"worse than base":   {normalize.TargetCompletion{Base: 2, Target: 1}, indicators.Indicator{}, indicators.ErrRange, "the target 1 is not better than the base value 2, direction higher"},
		"lower from 0":      {normalize.TargetCompletion{Target: 1}, indicators.Indicator{Direction: indicators.Lower}, indicators.ErrRange, "the target 1 is not better than the base value 0, direction lower"},
		"the base":          {normalize.TargetCompletion{Base: 1, Target: 1}, indicators.Indicator{Direction: indicators.Lower}, indicators.ErrRange, "goalposts 1 and 1"},
		"points":            {normalize.TargetCompletion{Target: 1, AtBase: 100}, indicators.Indicator{}, indicators.ErrRange, "scores from 100 to 100"},
		"NaN":               {normalize.TargetCompletion{Target: nan}, indicators.Indicator{}, indicators.ErrRange, "NaN"},
		"falling":           {normalize.TargetCompletion{Target: 1, Over: -1}, indicators.Indicator{}, basis.ErrValue, "-1 points for each 1 %"},
		"percents of 0":     {normalize.TargetCompletion{Base: -1, Over: 1}, indicators.Indicator{}, basis.ErrValue, "a target of 0"},
		"limits":            {normalize.TargetCompletion{Target: 1, Cap: new(0.0), Floor: new(0.0)}, indicators.Indicator{}, indicators.ErrRange, "at most 0 and at least 0"},
		"floor is infinite": {normalize.TargetCompletion{Target: 1, Floor: new(math.Inf(-1))}, indicators.Indicator{}, basis.ErrValue, "at least -Inf are not finite"},
	} {
		t.Run(name, func(t *testing.T) {
			c.in.Code = "va"
			scale, err := c.n.Fit(sample(c.in))
			require.ErrorIs(t, err, c.want)
			assert.Nil(t, scale)
			assert.ErrorContains(t, err, "indicator va: ")
			assert.ErrorContains(t, err, c.text)
		})
	}
}

func TestCompletionProperties(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		var in indicators.Indicator
		n := normalize.TargetCompletion{
			Base: rapid.Float64Range(-100, 100).Draw(t, "base"), AtBase: rapid.Float64Range(-50, 50).Draw(t, "at base"), AtTarget: 60,
			Over: rapid.Float64Range(0, 3).Draw(t, "over"),
		}
		n.Target = n.Base + rapid.Float64Range(1, 100).Draw(t, "way")
		if rapid.Bool().Draw(t, "lower") {
			in.Direction, n.Base, n.Target = indicators.Lower, n.Target, n.Base
		}
		if rapid.Bool().Draw(t, "limited") {
			n.Cap, n.Floor = new(70.0), new(0.0)
		}
		if math.Abs(n.Target) < 0.01 {
			n.Over = 0
		}
		scale := fit(t, n, sample(in))
		a, b := rapid.Float64Range(-300, 300).Draw(t, "a"), rapid.Float64Range(-300, 300).Draw(t, "b")
		if better(in, a, b) == 1 {
			require.GreaterOrEqual(t, scale.At(a, ""), scale.At(b, ""))
		}
		require.Equal(t, 60.0, scale.At(n.Target, ""))
	})
}
