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

func TestDistance(t *testing.T) {
	lower := indicators.Indicator{Code: "x", Direction: indicators.Lower}
	higher := indicators.Indicator{Code: "x"}
	x := []float64{2, 4, 12}
	for name, c := range map[string]struct {
		n          normalize.Distance
		in         indicators.Indicator
		x          []float64
		at, scores []float64
		formula    string
	}{
		"maximum":           {in: higher, x: x, at: x, scores: []float64{0, 20, 100}, formula: "min-max [2, 12] to [0, 100]"},
		"minimum":           {in: lower, x: x, at: x, scores: []float64{100, 80, 0}, formula: "min-max [2, 12] to [100, 0]"},
		"target":            {n: normalize.Distance{To: map[string]float64{"x": 7}, Hi: 1}, in: higher, x: x, at: x, scores: []float64{0, 0.4, 2}, formula: "min-max [2, 7] to [0, 1]"},
		"target, capped":    {n: normalize.Distance{To: map[string]float64{"x": 7}, Capped: true}, in: higher, x: x, at: []float64{1, 4, 7, 12}, scores: []float64{-20, 40, 100, 100}, formula: "completion: 0 at 2, 100 at the target 7 and beyond"},
		"down to a target":  {n: normalize.Distance{To: map[string]float64{"x": 4}, Capped: true}, in: lower, x: x, at: x, scores: []float64{100, 100, 0}, formula: "completion: 0 at 12, 100 at the target 4 and beyond"},
		"bounds, no sample": {n: normalize.Distance{To: map[string]float64{"x": 5}}, in: indicators.Indicator{Code: "x", Bounds: rng(0, 99)}, at: []float64{1}, scores: []float64{20}, formula: "min-max [0, 5] to [0, 100]"},
		"one value":         {n: normalize.Distance{To: map[string]float64{"x": 5}}, in: higher, x: []float64{1}, at: []float64{1, 3}, scores: []float64{0, 50}, formula: "min-max [1, 5] to [0, 100]"},
	} {
		t.Run(name, func(t *testing.T) {
			scale := fit(t, c.n, sample(c.in, c.x...))
			for i, v := range c.at {
				assert.InDelta(t, c.scores[i], scale.At(v, "any"), 1e-12, "the score of %v", v)
			}
			assert.Equal(t, c.formula, scale.String())
		})
	}
	for name, c := range map[string]struct {
		n    normalize.Distance
		in   indicators.Indicator
		x    []float64
		want error
		text string
	}{
		"no values":         {normalize.Distance{To: map[string]float64{"x": 1}}, higher, nil, basis.ErrMissing, "take the worst from"},
		"no values, no To":  {normalize.Distance{}, higher, nil, basis.ErrMissing, "no value"},
		"constant":          {normalize.Distance{}, higher, []float64{3, 3}, basis.ErrConstant, "each of the 2"},
		"no reference":      {normalize.Distance{To: map[string]float64{"y": 1}}, higher, x, basis.ErrMissing, "no reference"},
		"reference is min":  {normalize.Distance{To: map[string]float64{"x": 2}}, higher, x, indicators.ErrRange, "the reference 2 is not better than the worst value 2"},
		"reference below":   {normalize.Distance{To: map[string]float64{"x": 1}}, higher, x, indicators.ErrRange, "the reference 1 is not better than the worst value 2"},
		"lower, above":      {normalize.Distance{To: map[string]float64{"x": 13}}, lower, x, indicators.ErrRange, "the reference 13 is not better than the worst value 12"},
		"reference is max":  {normalize.Distance{To: map[string]float64{"x": 12}}, lower, x, indicators.ErrRange, "not better"},
		"reference is NaN":  {normalize.Distance{To: map[string]float64{"x": nan}}, higher, x, indicators.ErrRange, "NaN"},
		"capped, infinite":  {normalize.Distance{To: map[string]float64{"x": math.Inf(1)}, Capped: true}, higher, x, indicators.ErrRange, "Inf"},
		"scores":            {normalize.Distance{Lo: 3, Hi: 2}, higher, x, indicators.ErrRange, "scores from 3 to 2"},
		"target range":      {normalize.Distance{}, indicators.Indicator{Code: "x", Direction: indicators.Target, Target: rng(1, 2)}, x, indicators.ErrDirection, "is target"},
		"unknown direction": {normalize.Distance{}, indicators.Indicator{Code: "x", Direction: 9}, x, indicators.ErrDirection, "9"},
	} {
		t.Run(name, func(t *testing.T) {
			_, err := c.n.Fit(sample(c.in, c.x...))
			require.ErrorIs(t, err, c.want)
			assert.ErrorContains(t, err, "indicator x: ")
			assert.ErrorContains(t, err, c.text)
		})
	}
}

func TestReferenceUnit(t *testing.T) {
	f, err := indicators.NewFramework(indicators.Indicator{Code: "all", Children: []indicators.Indicator{{Code: "va"}, {Code: "rd"}, {Code: "so2", Direction: indicators.Lower}}})
	require.NoError(t, err)
	table, err := indicators.NewTable(f, []indicators.Unit{{Code: "1"}, {Code: "2"}, {Code: "3"}},
		map[string][]float64{"va": {10, 20, 40}, "rd": {2, nan, 3}, "so2": {9, 5, 1}}, nil)
	require.NoError(t, err)
	to, err := normalize.ReferenceUnit(table, "2")
	require.NoError(t, err)
	assert.Equal(t, map[string]float64{"va": 20, "so2": 5}, to)

	n := normalize.Distance{To: to}
	in := f.Measured()
	va := fit(t, n, sample(in[0], 10, 20, 40))
	assert.Equal(t, []float64{0, 100, 300}, []float64{va.At(10, ""), va.At(20, ""), va.At(40, "")})
	_, err = n.Fit(sample(in[1], 2, 3))
	assert.EqualError(t, err, "indicator rd: missing value: there is no reference for the distance")

	_, err = normalize.ReferenceUnit(table, "9")
	require.ErrorIs(t, err, basis.ErrUnknown)
	assert.ErrorContains(t, err, "unit 9")
}
