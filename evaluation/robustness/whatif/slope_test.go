package whatif_test

import (
	"encoding/json"
	"math"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/countyeval/countyeval/evaluation"
	"github.com/countyeval/countyeval/evaluation/incentive"
	"github.com/countyeval/countyeval/evaluation/robustness/internal/robustnesstest"
	"github.com/countyeval/countyeval/evaluation/robustness/whatif"
	"github.com/countyeval/countyeval/indicators"
	"github.com/countyeval/countyeval/indicators/basis"
	"github.com/countyeval/countyeval/indicators/normalize"
)

// TestSlopesByHand: between goalposts of 0 and 100 a figure is its own score, and one more
// of it is worth its weight.
func TestSlopesByHand(t *testing.T) {
	c := whatif.Case{Result: robustnesstest.Four(), Decision: robustnesstest.OneDigit(), Plans: []incentive.Plan{robustnesstest.Land(100)}}
	s, err := c.Slopes("south", map[string]float64{"output": 2})
	require.NoError(t, err)
	require.Len(t, s.Rows, 3)
	for i, want := range []float64{0.5, 0.3, 0.2} {
		r := s.Rows[i]
		assert.Equal(t, whatif.Straight, r.Course, r.Indicator.Code)
		assert.InDelta(t, want, r.Score, 1e-12)
		assert.InDelta(t, want, r.Up.Chord, 1e-12)
	}
	up := s.Rows[0].Up // 2 more of output are 1 point: 77.5, before north's 77
	assert.Equal(t, 2.0, up.Step)
	assert.Equal(t, 77.5, up.To.Score)
	assert.Equal(t, 1, up.Ranks(s.Now))
	assert.Equal(t, 0, s.Rows[0].Down.Ranks(s.Now))
	assert.InDelta(t, float64(up.To.Awards[0].Amount-s.Now.Awards[0].Amount)/2, up.Award(s.Now, 0), 1e-12)
	assert.InDelta(t, 0.3, s.Rows[2].Up.Step, 1e-12, "a hundredth of 60 to 90")

	text, err := json.Marshal(s)
	require.NoError(t, err)
	var back whatif.Slopes
	require.NoError(t, json.Unmarshal(text, &back))
	assert.Equal(t, s, back)

	_, err = c.Slopes("south", map[string]float64{"output": -1, "ouput": 1})
	require.ErrorIs(t, err, basis.ErrValue)
	require.ErrorIs(t, err, basis.ErrUnknown)
}

// TestCourses: each course on one table, the slope against calculus where there is one.
func TestCourses(t *testing.T) {
	posts := func(lo, hi float64) *indicators.Range { return &indicators.Range{Lo: lo, Hi: hi} }
	root := indicators.Indicator{Code: "root", Children: []indicators.Indicator{
		{Code: "line", Bounds: posts(0, 100)},
		{Code: "free"},
		{Code: "cut", Bounds: posts(0, 50)},
		{Code: "near", Bounds: posts(0, 50)},
	}}
	values := map[string][]float64{
		"line": {40, 50, 60, 70},
		"free": {10, 30, 50, 20},
		"cut":  {20, 30, 50, 10},
		"near": {20, 30, 49.8, 10},
	}
	tab := robustnesstest.TableOf(t, root, 4, values)
	d := evaluation.Decision{}
	course := func(m evaluation.Model, unit string) map[string]whatif.Slope {
		s, err := whatif.Case{Result: robustnesstest.Evaluate(t, m, tab), Decision: d}.Slopes(unit, map[string]float64{"line": 1, "free": 1, "cut": 1, "near": 1})
		require.NoError(t, err)
		out := map[string]whatif.Slope{}
		for _, r := range s.Rows {
			out[r.Indicator.Code] = r
		}
		return out
	}
	got := course(evaluation.Model{Normalize: normalize.Clip{Of: normalize.MinMax{}, Hi: 100}}, "u0002")
	assert.Equal(t, whatif.Straight, got["line"].Course)
	assert.InDelta(t, 0.25, got["line"].Score, 1e-9)
	assert.Equal(t, whatif.Straight, got["free"].Course, "the largest is at 100 wherever it is, as the scale follows it")
	assert.Zero(t, got["free"].Score)
	assert.Equal(t, whatif.Kinked, got["cut"].Course, "it is at the goalpost")
	assert.True(t, math.IsNaN(got["cut"].Score))
	assert.InDelta(t, 0.5, got["cut"].Down.Tangent, 1e-9)
	assert.InDelta(t, 0, got["cut"].Up.Tangent, 1e-9)
	assert.Equal(t, whatif.Bent, got["near"].Course, "the goalpost is 0.2 away, and the step 1")
	assert.InDelta(t, 0.5, got["near"].Score, 1e-9)

	between := course(evaluation.Model{}, "u0001")
	assert.Equal(t, whatif.Straight, between["free"].Course)
	assert.InDelta(t, 0.25*100/40, between["free"].Score, 1e-9)

	middle := course(evaluation.Model{Normalize: normalize.ZScore{}}, "u0001")
	assert.Equal(t, whatif.Curved, middle["free"].Course)
	// z = (x - mean) / s with x = 30, mean 27.5, n = 4, sample deviation:
	// dz/dx = (1 - 1/n) / s - (x - mean) (x - mean) / ((n-1) s^3)
	s := math.Sqrt((17.5*17.5 + 2.5*2.5 + 22.5*22.5 + 7.5*7.5) / 3)
	assert.InDelta(t, 0.25*(0.75/s-2.5*2.5/(3*s*s*s)), middle["free"].Score, 1e-8)
	assert.InDelta(t, middle["free"].Up.Tangent, middle["free"].Down.Tangent, 1e-10, "each side by itself")

	ranks := course(evaluation.Model{Normalize: normalize.Rank{}}, "u0003")
	assert.Equal(t, whatif.Straight, ranks["line"].Course, "a step of 1 passes nobody")
	assert.Zero(t, ranks["line"].Score)
	tied := robustnesstest.TableOf(t, root, 4, map[string][]float64{"line": {40, 40, 60, 70}, "free": values["free"], "cut": values["cut"], "near": values["near"]})
	leap, err := whatif.Case{Result: robustnesstest.Evaluate(t, evaluation.Model{Normalize: normalize.Rank{}}, tied), Decision: d}.Slopes("u0000", map[string]float64{"line": 1})
	require.NoError(t, err)
	assert.Equal(t, whatif.Leaping, leap.Rows[0].Course, "the next above is reached at once")
}
