package whatif_test

import (
	"math"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/countyeval/countyeval/evaluation"
	"github.com/countyeval/countyeval/evaluation/aggregate"
	"github.com/countyeval/countyeval/evaluation/robustness"
	"github.com/countyeval/countyeval/evaluation/robustness/internal/robustnesstest"
	"github.com/countyeval/countyeval/evaluation/robustness/whatif"
	"github.com/countyeval/countyeval/indicators"
	"github.com/countyeval/countyeval/indicators/basis"
	"github.com/countyeval/countyeval/indicators/normalize"
	"github.com/countyeval/countyeval/indicators/prepare"
	"github.com/countyeval/countyeval/weights"
)

// TestWithoutIndicatorsThatAreNamed: a model that names each indicator is carried out
// without any of them, and a typing error in it is refused all the same.
func TestWithoutIndicatorsThatAreNamed(t *testing.T) {
	tab := robustnesstest.Generated(t, 12, 2, 3)
	nodes := tab.Framework().Nodes()
	fixed, groups, bounds := weights.Fixed{}, map[string]weights.Scheme{}, map[string]weights.Bounds{}
	scales, means := map[string]normalize.Normalizer{}, map[string]aggregate.Aggregator{}
	for i, in := range nodes {
		fixed[in.Code], bounds[in.Code] = float64(i+1), weights.Bounds{Hi: 1}
		if in.Measured() {
			scales[in.Code] = normalize.MinMax{}
		} else {
			groups[in.Code], means[in.Code] = fixed, nil
		}
	}
	m := evaluation.Model{
		Normalize: normalize.PerIndicator{By: scales}, Aggregate: aggregate.PerNode{By: means},
		Weigh: weights.Mix{Parts: []weights.Part{{Scheme: weights.PerGroup{By: groups, Default: fixed}, Share: 1}, {Scheme: weights.Clamp{Of: fixed, Hi: 1, By: bounds}, Share: 1}}},
	}
	named, err := whatif.WithoutIndicators(robustnesstest.Evaluate(t, m, tab), evaluation.Decision{})
	require.NoError(t, err)
	plain, err := whatif.WithoutIndicators(robustnesstest.Evaluate(t, evaluation.Model{Weigh: fixed}, tab), evaluation.Decision{})
	require.NoError(t, err)
	require.Len(t, named, len(nodes)-1)
	for i, o := range named {
		require.NoError(t, o.Err, o.Code)
		assert.Equal(t, robustnesstest.Ranks(tab, plain[i].Ranking), robustnesstest.Ranks(tab, o.Ranking), o.Code)
	}
	fixed["nothing"] = 1
	_, err = m.Evaluate(tab, nil)
	require.ErrorIs(t, err, basis.ErrUnknown)
}

// TestWithoutUnitsWhoseNamesAreNamed: so with classes and regions of which a unit is the
// only one.
func TestWithoutUnitsWhoseNamesAreNamed(t *testing.T) {
	tab := robustnesstest.Generated(t, 12, 2, 3)
	tab, err := tab.Reclass(func(u indicators.Unit) string {
		if u.Code == tab.Unit(3).Code {
			return "alone"
		}
		return "others"
	})
	require.NoError(t, err)
	m := evaluation.Model{ByClass: true, Weigh: weights.PerClass{By: map[string]weights.Scheme{"alone": weights.Equal{}, "others": weights.Equal{}}}}
	all, err := whatif.WithoutUnits(robustnesstest.Evaluate(t, m, tab), evaluation.Decision{Apart: evaluation.Members{By: "class", In: []string{"alone"}}})
	require.NoError(t, err)
	for _, o := range all {
		require.NoError(t, o.Err, o.Code)
	}
}

// TestWithoutIndicators makes the smaller trees by hand.
func TestWithoutIndicators(t *testing.T) {
	leaf := func(code string, w float64) indicators.Indicator { return indicators.Indicator{Code: code, Weight: w} }
	values := map[string][]float64{"a": {1, 2, 3, 4}, "b": {4, 1, 3, 2}, "c": {2, 9, 1, 7}}
	tree := func(children ...indicators.Indicator) indicators.Indicator {
		return indicators.Indicator{Code: "root", Children: children}
	}
	x := indicators.Indicator{Code: "x", Weight: 3, Children: []indicators.Indicator{leaf("a", 2), leaf("b", 1)}}
	xa := indicators.Indicator{Code: "x", Weight: 3, Children: []indicators.Indicator{leaf("a", 2)}}
	xb := indicators.Indicator{Code: "x", Weight: 3, Children: []indicators.Indicator{leaf("b", 1)}}
	y := indicators.Indicator{Code: "y", Weight: 1, Children: []indicators.Indicator{leaf("c", 1)}}
	d := evaluation.Decision{}
	r := robustnesstest.Evaluate(t, evaluation.Model{}, robustnesstest.TableOf(t, tree(x, y), 4, values))
	all, err := whatif.WithoutIndicators(r, d)
	require.NoError(t, err)
	want := []struct {
		code string
		tree indicators.Indicator
	}{{"x", tree(y)}, {"a", tree(xb, y)}, {"b", tree(xa, y)}, {"y", tree(x)}, {"c", tree(x)}}
	require.Len(t, all, len(want))
	for i, w := range want {
		require.Equal(t, w.code, all[i].Code)
		require.NoError(t, all[i].Err)
		columns := map[string][]float64{}
		var under func(in indicators.Indicator)
		under = func(in indicators.Indicator) {
			if in.Measured() {
				columns[in.Code] = values[in.Code]
			}
			for _, child := range in.Children {
				under(child)
			}
		}
		under(w.tree)
		assert.Equal(t, robustnesstest.Ranked(t, d, robustnesstest.Evaluate(t, evaluation.Model{}, robustnesstest.TableOf(t, w.tree, 4, columns))), all[i].Ranking, w.code)
	}
	only := robustnesstest.Evaluate(t, evaluation.Model{}, robustnesstest.TableOf(t, tree(y), 4, map[string][]float64{"c": values["c"]}))
	all, err = whatif.WithoutIndicators(only, d)
	require.NoError(t, err)
	require.ErrorIs(t, all[0].Err, basis.ErrFew, "nothing is left")
	all, err = whatif.WithoutIndicators(r, evaluation.Decision{Code: "y"})
	require.NoError(t, err)
	require.ErrorIs(t, all[3].Err, basis.ErrUnknown, "the decision ranks by it")
}

// TestWithoutUnits: with fixed goalposts and declared weights the others keep their order,
// and a step of the model works on the raw table.
func TestWithoutUnits(t *testing.T) {
	r := robustnesstest.Four()
	all, err := whatif.WithoutUnits(r, robustnesstest.OneDigit())
	require.NoError(t, err)
	require.Len(t, all, 4)
	order := []string{"north", "south", "east", "west"}
	for i, o := range all {
		require.NoError(t, o.Err)
		assert.Equal(t, r.Raw.Unit(i).Code, o.Code)
		var want, got []string
		for _, code := range order {
			if code != o.Code {
				want = append(want, code)
			}
		}
		for _, p := range o.Ranking.Places {
			got = append(got, p.Unit.Code)
		}
		assert.Equal(t, want, got)
	}
	gaps := robustnesstest.Gappy(t)
	m := evaluation.Model{Steps: []indicators.Step{prepare.Median{}}}
	filled := robustnesstest.Evaluate(t, m, gaps, evaluation.Ruling{Unit: gaps.Unit(0).Code, Effect: evaluation.NotEvaluated, Reason: "made up", Document: "made up"})
	all, err = whatif.WithoutUnits(filled, evaluation.Decision{})
	require.NoError(t, err)
	for i, o := range all {
		require.NoError(t, o.Err)
		want := gaps.Len() - 2
		if i == 0 {
			want++ // it has left anyway
		}
		require.Len(t, o.Ranking.Places, want)
	}
}

// reversing is a table in which the third unit, second by rank, holds the first above the
// other: it stretches the scale of x.
func reversing(t *testing.T) *evaluation.Result {
	t.Helper()
	root := indicators.Indicator{Code: "root", Children: []indicators.Indicator{{Code: "x", Weight: 45}, {Code: "y", Weight: 55}}}
	return robustnesstest.Evaluate(t, evaluation.Model{}, robustnesstest.TableOf(t, root, 4, map[string][]float64{"x": {10, 5, 100, 5}, "y": {6, 10, 5, 5}}))
}

// TestRankReversals: with the third unit the scores are 13.4, 55, 45 and 0; without it the
// first two have 56 and 55.
func TestRankReversals(t *testing.T) {
	r := reversing(t)
	all, err := whatif.RankReversals(r, evaluation.Decision{},
		robustness.Method{},
		robustness.Method{Normalize: normalize.ZScore{}, Aggregate: aggregate.Geometric{}},
		robustness.Method{Aggregate: aggregate.TOPSIS{}},
	)
	require.NoError(t, err)
	require.Len(t, all, 3)
	u := r.Raw.Unit
	assert.Equal(t, []whatif.Turn{{Removed: u(2), A: u(1), B: u(0)}}, all[0].Turned)
	assert.Empty(t, all[0].Failed)
	require.Error(t, all[1].Err, "z-scores have no geometric mean")
	require.NoError(t, all[2].Err)

	fixed := robustnesstest.Four()
	none, err := whatif.RankReversals(fixed, robustnesstest.OneDigit())
	require.NoError(t, err)
	assert.Empty(t, none[0].Turned)
	assert.Empty(t, none[0].Failed)
}

// TestSweepWeight: of green's share x, north has 70 x + 78.75 (1-x), south 80 x + 75.625
// (1-x); they are equal at x = 3.125 / 13.125 = 0.238.
func TestSweepWeight(t *testing.T) {
	r := robustnesstest.Four()
	grid := []float64{0, 0.2, 0.23, 0.25, 0.5, 1}
	s, err := whatif.SweepWeight(r, evaluation.Decision{}, "green", grid)
	require.NoError(t, err)
	for i, p := range s.Points {
		require.NoError(t, p.Err)
		x := grid[i]
		assert.InDelta(t, 70*x+78.75*(1-x), p.Scores[0], 1e-12)
		assert.InDelta(t, 80*x+75.625*(1-x), p.Scores[1], 1e-12)
		m := r.Model
		m.Weigh = weights.Fixed{"green": x, "output": 0.625 * (1 - x), "innovation": 0.375 * (1 - x)}
		assert.Equal(t, robustnesstest.Ranks(r.Prepared, robustnesstest.Ranked(t, evaluation.Decision{}, robustnesstest.Evaluate(t, m, r.Raw))), p.Ranks)
	}
	assert.Equal(t, []whatif.RankChange{{Before: 0.23, At: 0.25, From: 1, To: 2}, {Before: 0.5, At: 1, From: 2, To: 3}}, s.Changes("north"))
	assert.Empty(t, s.Changes("nobody"))
	for code, grid := range map[string][]float64{"nothing": {0}, "overall": {0}, "green": {1.5}} {
		_, err := whatif.SweepWeight(r, evaluation.Decision{}, code, grid)
		require.Error(t, err, code)
	}
	only := robustnesstest.Otherwise(t, weights.Fixed{"output": 0, "innovation": 0, "green": 1})
	_, err = whatif.SweepWeight(only, evaluation.Decision{}, "green", []float64{0.5})
	require.ErrorIs(t, err, basis.ErrWeights)
}

// TestSweepModel moves the exponent of a mean, past one that it does not take.
func TestSweepModel(t *testing.T) {
	tab := robustnesstest.Generated(t, 20, 2, 3)
	r := robustnesstest.Evaluate(t, evaluation.Model{Normalize: normalize.MinMax{Lo: 1, Hi: 100}}, tab)
	set := func(m *evaluation.Model, x float64) { m.Aggregate = aggregate.Power{P: x} }
	s, err := whatif.SweepModel(r, evaluation.Decision{}, []float64{1, 2, math.NaN(), 5}, set)
	require.NoError(t, err)
	require.Error(t, s.Points[2].Err)
	require.Nil(t, s.Points[2].Ranks)
	for _, p := range []whatif.SweepPoint{s.Points[0], s.Points[1], s.Points[3]} {
		m := r.Model
		set(&m, p.At)
		got := robustnesstest.Evaluate(t, m, tab)
		require.Equal(t, got.Scores("").Copy(), p.Scores)
		require.Equal(t, robustnesstest.Ranks(tab, robustnesstest.Ranked(t, evaluation.Decision{}, got)), p.Ranks)
	}
}

// TestStepsOf: north has 90, 60 and 70, and with 75 (east's) of output 69.5; with steps of
// 5 green is 75 or 65.
func TestStepsOf(t *testing.T) {
	s, err := whatif.StepsOf(robustnesstest.Four(), robustnesstest.OneDigit(), "north", map[string]float64{"green": 5})
	require.NoError(t, err)
	assert.Equal(t, 1, s.Rank)
	assert.InDelta(t, 77, s.Score, 0)
	require.Len(t, s.Rows, 3)
	output, innovation, green := s.Rows[0], s.Rows[1], s.Rows[2]
	assert.True(t, output.Better.Figure != output.Better.Figure && output.Better.Rank == 0, "nobody is better")
	assert.Equal(t, whatif.Stepped{Figure: 75, Score: 69.5, Rank: 3}, output.Worse)
	assert.Equal(t, whatif.Stepped{Figure: 70, Score: 80, Rank: 1}, innovation.Better)
	assert.Equal(t, whatif.Stepped{Figure: 50, Score: 74, Rank: 2}, innovation.Worse)
	assert.Equal(t, whatif.Stepped{Figure: 75, Score: 78, Rank: 1}, green.Better)
	assert.Equal(t, whatif.Stepped{Figure: 65, Score: 76, Rank: 2}, green.Worse)
	_, err = whatif.StepsOf(robustnesstest.Four(), robustnesstest.OneDigit(), "nobody", nil)
	require.ErrorIs(t, err, basis.ErrUnknown)
	_, err = whatif.StepsOf(robustnesstest.Four(), robustnesstest.OneDigit(), "north", map[string]float64{"green": -5})
	require.ErrorIs(t, err, basis.ErrValue)
}

// TestStepsOfTarget steps toward a target from both sides, and out of it.
func TestStepsOfTarget(t *testing.T) {
	root := indicators.Indicator{Code: "root", Children: []indicators.Indicator{
		{Code: "x", Direction: indicators.Target, Target: &indicators.Range{Lo: 40, Hi: 50}}, {Code: "y", Direction: indicators.Lower},
	}}
	r := robustnesstest.Evaluate(t, evaluation.Model{}, robustnesstest.TableOf(t, root, 4, map[string][]float64{"x": {10, 38, 45, 70}, "y": {5, 4, 3, 2}}))
	for i, want := range [][4]float64{ // better and worse by places, then by steps of 5
		{70, math.NaN(), 15, 5}, {45, 70, 40, 33}, {math.NaN(), 38, math.NaN(), 50}, {38, 10, 65, 75},
	} {
		for k, steps := range []map[string]float64{nil, {"x": 5}} {
			s, err := whatif.StepsOf(r, evaluation.Decision{}, r.Raw.Unit(i).Code, steps)
			require.NoError(t, err)
			x := s.Rows[0]
			assert.InDelta(t, want[2*k], x.Better.Figure, 0, "%d %v", i, steps)
			assert.InDelta(t, want[2*k+1], x.Worse.Figure, 0, "%d %v", i, steps)
			assert.True(t, x.Worse.Rank >= s.Rank || x.Worse.Rank == 0)
		}
	}
}
