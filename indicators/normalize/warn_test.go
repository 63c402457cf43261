package normalize_test

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/countyeval/countyeval/indicators"
	"github.com/countyeval/countyeval/indicators/basis"
	"github.com/countyeval/countyeval/indicators/normalize"
)

func TestWarnings(t *testing.T) {
	in := indicators.Indicator{Code: "va"}
	bound := indicators.Indicator{Code: "va", Bounds: rng(0, 40)}
	near := []float64{99.98, 99.99, 100, 99.985}
	const spread = "indicator va: nearly constant: the 4 values from 99.98 to 100 spread over 0.02 at a level of 100, and the scale makes the whole range of scores of that"
	const beyond = "unit b, indicator va: beyond the bounds: the value 46 lies outside of [0, 40], and its score beyond that of a goalpost; Clip cuts it"
	for name, c := range map[string]struct {
		n    normalize.Normalizer
		in   indicators.Indicator
		x    []float64
		want []string
	}{
		"default":                       {nil, in, near, []string{spread}},
		"z-score":                       {normalize.ZScore{}, in, near, []string{spread}},
		"efficacy":                      {normalize.Efficacy{Exponential: true}, in, near, []string{spread}},
		"clip does not help":            {normalize.Clip{}, in, near, []string{spread}},
		"logarithms do not either":      {normalize.Log{}, in, near, []string{spread}},
		"by indicator":                  {normalize.PerIndicator{Default: normalize.Rank{}, By: map[string]normalize.Normalizer{"va": normalize.ZScore{}}}, in, near, []string{spread}},
		"by another":                    {normalize.PerIndicator{Default: normalize.Rank{}}, in, near, nil},
		"peers":                         {normalize.PeerScore{}, in, near, []string{spread}},
		"ranks stretch too, but say so": {normalize.Rank{}, in, near, nil},
		"bounds stretch nothing":        {nil, indicators.Indicator{Bounds: rng(0, 100)}, near, nil},
		"one value":                     {nil, in, []float64{3}, nil},
		"equal":                         {nil, in, []float64{3, 3}, nil},
		"one percent":                   {nil, in, []float64{9.9, 10}, []string{"indicator va: nearly constant: the 2 values from 9.9 to 10 spread over 0.1 at a level of 10, and the scale makes the whole range of scores of that"}},
		"a little more":                 {nil, in, []float64{9.899, 10}, nil},
		"below zero":                    {nil, in, []float64{-10, -9.95}, []string{"indicator va: nearly constant: the 2 values from -10 to -9.95 spread over 0.05 at a level of 10, and the scale makes the whole range of scores of that"}},
		"around zero":                   {nil, in, []float64{-1e-9, 1e-9}, nil},
		"zeros are not seen":            {normalize.Points{ZeroToo: true}, in, []float64{0, 99.98, 100, 99.99, 99.985}, []string{spread}},
		"zeros are seen":                {normalize.Points{}, in, []float64{0, 99.98, 100, 99.99, 99.985}, nil},
		"beyond":                        {nil, bound, []float64{0, 46, 40}, []string{beyond}},
		"beyond, cut":                   {normalize.Clip{}, bound, []float64{0, 46, 40}, nil},
		"beyond, efficacy":              {normalize.Efficacy{}, bound, []float64{3, 46}, []string{beyond}},
		"below":                         {nil, bound, []float64{-1, 3}, []string{"unit a, indicator va: beyond the bounds: the value -1 lies outside of [0, 40], and its score beyond that of a goalpost; Clip cuts it"}},
	} {
		t.Run(name, func(t *testing.T) {
			s := normalize.Sample{Indicator: c.in, X: c.x, Class: make([]string, len(c.x)), Units: []string{"a", "b", "c", "d", "e"}[:len(c.x)]}
			var got []string
			for _, w := range normalize.Warnings(c.n, s) {
				got = append(got, w.Error())
			}
			assert.Equal(t, c.want, got)
		})
	}
	s := normalize.Sample{Indicator: in, X: []float64{1, 2, 99.98, 100}, Class: []string{"A", "A", "B", "B"}}
	got := normalize.Warnings(normalize.WithinClass{Least: 1}, s)
	require.Len(t, got, 1)
	require.ErrorIs(t, got[0], normalize.ErrNearlyConstant)
	assert.EqualError(t, got[0], `indicator va: class "B": nearly constant: the 2 values from 99.98 to 100 spread over 0.02 at a level of 100, and the scale makes the whole range of scores of that`)
	s = normalize.Sample{Indicator: bound, X: []float64{46, -1}, Class: []string{"A", "A"}, Units: []string{"x", "y"}}
	got = normalize.Warnings(normalize.WithinClass{}, s)
	require.Len(t, got, 2)
	assert.ErrorContains(t, got[1], `unit y, indicator va: class "A": beyond the bounds`)
}

// TestWarningsWhateverTheUnit: a warning does not hang on the unit of the figures.
func TestWarningsWhateverTheUnit(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		x := rapid.SliceOfN(rapid.Custom(func(rt *rapid.T) float64 { return float64(rapid.IntRange(9000, 9300).Draw(rt, "x")) }), 1, 6).Draw(rt, "values")
		times := float64(rapid.SampledFrom([]int{-1000, -1, 1, 10, 1000}).Draw(rt, "times"))
		other := make([]float64, len(x))
		for i, v := range x {
			other[i] = v * times
		}
		a, b := normalize.Warnings(nil, normalize.Sample{X: x}), normalize.Warnings(nil, normalize.Sample{X: other})
		require.Len(rt, b, len(a))
	})
}

// TestValuesNameTheirUnit: every value that a method has no score for is named by its
// unit, where units are given.
func TestValuesNameTheirUnit(t *testing.T) {
	s := normalize.Sample{Indicator: indicators.Indicator{Code: "cod", Direction: indicators.Lower}, X: []float64{0, 3, 0}, Units: []string{"a", "b", "c"}, Class: []string{"K", "K", "K"}}
	for name, c := range map[string]struct {
		n    normalize.Normalizer
		want []string
	}{
		"ratio":      {normalize.RatioToBase{}, []string{"unit a, indicator cod: value: the value is 0; b / x needs positive values, or a Cap for a zero", "unit c, indicator cod: value: the value is 0; b / x needs positive values, or a Cap for a zero"}},
		"logarithm":  {normalize.Log{}, []string{"unit a, indicator cod: value: the value is 0, which has no logarithm", "unit c, indicator cod: value: the value is 0, which has no logarithm"}},
		"in a class": {normalize.WithinClass{Of: normalize.Log{}, Least: 1}, []string{`unit a, indicator cod: class "K": value: the value is 0, which has no logarithm`, `unit c, indicator cod: class "K": value: the value is 0, which has no logarithm`}},
	} {
		_, err := c.n.Fit(s)
		var got []string
		for _, e := range basis.Find[*indicators.InputError](err) {
			got = append(got, e.Error())
		}
		assert.Equal(t, c.want, got, name)
	}
	s.Units = nil
	_, err := normalize.Log{}.Fit(s)
	assert.ErrorContains(t, err, "indicator cod: value: value 3 of the sample is 0, which has no logarithm")
}

// TestClipFollowsTheScale: without limits of its own, Clip cuts at the ends of the scale
// within, whatever these are.
func TestClipFollowsTheScale(t *testing.T) {
	bound := indicators.Indicator{Bounds: rng(0, 10)}
	class := []string{"", "", ""}
	for name, c := range map[string]struct {
		of     normalize.Normalizer
		in     indicators.Indicator
		lo, hi float64
	}{
		"default":     {nil, bound, 0, 100},
		"unit":        {normalize.MinMax{Hi: 1}, bound, 0, 1},
		"efficacy":    {normalize.Efficacy{}, bound, 60, 100},
		"exponential": {normalize.Efficacy{Exponential: true, Lo: 20, Hi: 50}, bound, 20, 50},
		"target":      {normalize.MinMax{Lo: 1, Hi: 9}, indicators.Indicator{Direction: indicators.Target, Target: rng(4, 5), Bounds: rng(0, 10)}, 1, 9},
		"ratio":       {normalize.RatioToBase{Points: 10}, indicators.Indicator{Base: 5}, 0, 10},
		"percentile":  {normalize.Percentile{}, indicators.Indicator{}, 0, 100},
		"logarithm":   {normalize.Log{Of: normalize.MinMax{Hi: 1}}, indicators.Indicator{Bounds: rng(1, 10)}, 0, 1},
		"peers":       {normalize.PeerScore{Of: normalize.MinMax{Hi: 5}}, bound, 0, 5},
		"points":      {normalize.Points{Of: normalize.MinMax{Hi: 5}}, bound, 0, 5},
		"class":       {normalize.WithinClass{Of: normalize.MinMax{Hi: 5}}, bound, 0, 5},
		"no ends":     {normalize.ZScore{}, indicators.Indicator{}, 0, 100},
	} {
		scale, err := normalize.Clip{Of: c.of}.Fit(normalize.Sample{Indicator: c.in, X: []float64{1, 3, 12}, Class: class})
		require.NoError(t, err, name)
		clip := scale.(normalize.ClipScale)
		assert.Equal(t, []float64{c.lo, c.hi}, []float64{clip.Lo, clip.Hi}, name)
	}
	scale, err := normalize.Clip{Of: normalize.MinMax{Hi: 1}}.Fit(normalize.Sample{Indicator: bound, X: []float64{1, 3, 12}})
	require.NoError(t, err)
	assert.Equal(t, 1.0, scale.At(12, ""))
	scale, err = normalize.Clip{Of: normalize.MinMax{Hi: 1}, Hi: 100}.Fit(normalize.Sample{Indicator: bound, X: []float64{1, 3, 12}})
	require.NoError(t, err)
	assert.Equal(t, 1.2, scale.At(12, ""), "limits that are given stay")
	_, _, ok := normalize.ClassScale{By: map[string]normalize.Scale{"a": normalize.LinearScale{Hi: 1}, "b": normalize.LinearScale{Hi: 2}}}.Ends()
	assert.False(t, ok, "classes of different ends have none in common")
}
