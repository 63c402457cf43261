package evaluation_test

import (
	"errors"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/countyeval/countyeval/evaluation"
	"github.com/countyeval/countyeval/indicators"
	"github.com/countyeval/countyeval/indicators/normalize"
	"github.com/countyeval/countyeval/weights"
)

// TestScaleWarnings: a result says which of its scores are made of next to nothing, and
// not of what does not count.
func TestScaleWarnings(t *testing.T) {
	f := framework(t, indicators.Indicator{Code: "all", Children: []indicators.Indicator{{Code: "va", Weight: 1}, {Code: "rd", Weight: 1}, {Code: "energy", Weight: 1, Direction: indicators.Lower}}})
	tab := tableFile(t, f, "testdata/nearly_constant.csv")
	for _, n := range []normalize.Normalizer{nil, normalize.ZScore{}} {
		r := evaluate(t, evaluation.Model{Normalize: n}, tab)
		require.Len(t, r.Warnings, 1)
		require.ErrorIs(t, r.Warnings[0], normalize.ErrNearlyConstant)
		assert.EqualError(t, r.Warnings[0], "indicator va: nearly constant: the 4 values from 99.98 to 100 spread over 0.02 at a level of 100, and the scale makes the whole range of scores of that")
		r, err := evaluation.Model{}.Score(r, tab, nil)
		require.NoError(t, err)
		assert.Len(t, r.Warnings, 1, "storage that is used again adds none")
		r = evaluate(t, evaluation.Model{Normalize: n, Weigh: weights.Fixed{"va": 0, "rd": 1, "energy": 1}}, tab)
		assert.Empty(t, r.Warnings)
	}
	r := evaluate(t, evaluation.Model{Normalize: normalize.Rank{}}, tab)
	assert.Empty(t, r.Warnings)

	f = framework(t, indicators.Indicator{Code: "all", Children: []indicators.Indicator{{Code: "a", Bounds: &indicators.Range{Hi: 40}}, {Code: "b"}}})
	r = evaluate(t, evaluation.Model{}, table(t, f, "code,a,b\n1,46,1\n2,7,2\n3,-2,4\n4,40,4\n"))
	require.Len(t, r.Warnings, 2)
	assert.ErrorContains(t, r.Warnings[0], "unit 1, indicator a: beyond the bounds: the value 46 lies outside of [0, 40]")
	assert.ErrorContains(t, r.Warnings[1], "unit 3, indicator a: beyond the bounds: the value -2")
	assert.InDelta(t, 115, r.Scores("a").At(0), 1e-12)
}

// TestTargetOutsideOfBounds: a framework warns of it, and with it each table and result.
func TestTargetOutsideOfBounds(t *testing.T) {
	in := indicators.Indicator{Code: "a", Direction: indicators.Target, Target: &indicators.Range{Lo: 38, Hi: 41}, Bounds: &indicators.Range{Hi: 40}}
	f := framework(t, indicators.Indicator{Code: "all", Children: []indicators.Indicator{in, {Code: "b"}}}, indicators.Indicator{Code: "c", Direction: indicators.Target, Target: in.Target, Bounds: in.Bounds})
	r := evaluate(t, evaluation.Model{}, table(t, f, "code,a,b,c\n1,38,1,1\n2,4,2,2\n"))
	require.Len(t, r.Warnings, 2)
	require.ErrorIs(t, r.Warnings[0], indicators.ErrRange)
	assert.EqualError(t, r.Warnings[0], "indicator a: range: the target from 38 to 41 lies outside of the bounds from 0 to 40")
	in.Bounds = &indicators.Range{Hi: 41}
	assert.Empty(t, framework(t, in).Warnings())
}

// TestOffsetWarnsOnce: entropy of scores from 60 to 100 goes by the 60; one warning says
// so for all nodes and classes, and names the way.
func TestOffsetWarnsOnce(t *testing.T) {
	f := framework(t, indicators.Indicator{Code: "overall", Children: []indicators.Indicator{
		{Code: "strength", Children: []indicators.Indicator{{Code: "va"}, {Code: "rd"}}},
		{Code: "green", Children: []indicators.Indicator{{Code: "energy", Direction: indicators.Lower}, {Code: "water"}}},
	}})
	tab := table(t, f, "code,name,class,va,rd,energy,water\n1,甲县,county,80,1,30,50\n2,乙县,county,3,80,50,10\n3,丙区,district,20,100,7,9\n4,丁区,district,10,10,17,29\n")
	weigh := weights.PerGroup{Default: weights.Entropy{}, By: map[string]weights.Scheme{"overall": nil}}
	offset := func(m evaluation.Model) int {
		n := 0
		for _, w := range evaluate(t, m, tab).Warnings {
			if errors.Is(w, weights.ErrOffset) {
				n++
			}
		}
		return n
	}
	within := func(n normalize.Normalizer) normalize.Normalizer { return normalize.WithinClass{Of: n, Least: 1} }
	for _, n := range []normalize.Normalizer{normalize.Efficacy{}, normalize.MinMax{Lo: 20, Hi: 100}} {
		assert.Equal(t, 1, offset(evaluation.Model{Normalize: n, Weigh: weigh}))
		assert.Equal(t, 1, offset(evaluation.Model{Normalize: within(n), Weigh: weigh, ByClass: true}))
	}
	assert.Zero(t, offset(evaluation.Model{Weigh: weigh}))
	assert.Zero(t, offset(evaluation.Model{Normalize: normalize.MinMax{Lo: 1, Hi: 100}, Weigh: weigh}), "hardly an offset")
	weigh.Default = weights.Rescaled{Of: weights.Entropy{}}
	assert.Zero(t, offset(evaluation.Model{Normalize: normalize.Efficacy{}, Weigh: weigh}))
}
