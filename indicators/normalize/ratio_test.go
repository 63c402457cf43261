package normalize_test

import (
	"encoding/json"
	"math"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/countyeval/countyeval/indicators"
	"github.com/countyeval/countyeval/indicators/basis"
	"github.com/countyeval/countyeval/indicators/normalize"
)

func TestRatioToBase(t *testing.T) {
	lower := indicators.Indicator{Direction: indicators.Lower}
	target := indicators.Indicator{Direction: indicators.Target, Target: rng(6, 8)}
	x := []float64{2, 4, 9} // mean 5, sum 15
	for name, c := range map[string]struct {
		n          normalize.RatioToBase
		in         indicators.Indicator
		x          []float64
		at, scores []float64
		formula    string
	}{
		"mean of the sample": {
			x: x, at: []float64{5, 0, 2, 15, -1}, scores: []float64{100, 0, 40, 300, -20}, formula: "ratio 100 x / 5",
		},
		"declared, no sample": {
			n: normalize.RatioToBase{Points: 30}, in: indicators.Indicator{Base: 26.01},
			at: []float64{26.01, 52.02, 0}, scores: []float64{30, 60, 0}, formula: "ratio 30 x / 26.01",
		},
		"twice last year's mean": {
			n: normalize.RatioToBase{Times: 2}, in: indicators.Indicator{Base: 5}, x: []float64{1000},
			at: []float64{5, 10}, scores: []float64{50, 100}, formula: "ratio 100 x / 10",
		},
		"mean, whatever is declared": {
			n: normalize.RatioToBase{Of: normalize.MeanBase}, in: indicators.Indicator{Base: 1}, x: x,
			at: []float64{5}, scores: []float64{100}, formula: "ratio 100 x / 5",
		},
		"cap and floor": {
			n: normalize.RatioToBase{Cap: new(150.0), Floor: new(20.0)}, x: x,
			at: []float64{0, 1, 5, 7.5, 99}, scores: []float64{20, 20, 100, 150, 150}, formula: "ratio 100 x / 5, at most 150, at least 20",
		},
		"best":        {n: normalize.RatioToBase{Of: normalize.BestBase, Points: 12}, x: x, at: []float64{9, 3}, scores: []float64{12, 4}, formula: "ratio 12 x / 9"},
		"best, cost":  {n: normalize.RatioToBase{Of: normalize.BestBase}, in: lower, x: x, at: []float64{2, 4, 9}, scores: []float64{100, 50, 200.0 / 9}, formula: "ratio 100 2 / x"},
		"worst":       {n: normalize.RatioToBase{Of: normalize.WorstBase, Points: 1}, x: x, at: []float64{2, 9}, scores: []float64{1, 4.5}, formula: "ratio 1 x / 2"},
		"worst, cost": {n: normalize.RatioToBase{Of: normalize.WorstBase, Cost: normalize.Complement}, in: lower, x: x, at: []float64{9, 0, 4.5}, scores: []float64{0, 100, 50}, formula: "ratio 100 (1 - x / 9)"},
		"max, cost":   {n: normalize.RatioToBase{Of: normalize.MaxBase, Cost: normalize.Negative}, in: lower, x: x, at: []float64{9, 0, 4.5}, scores: []float64{-100, 0, -50}, formula: "ratio -100 x / 9"},
		"mirror": {
			n: normalize.RatioToBase{Points: 2, Cost: normalize.Mirror, Floor: new(0.0)}, in: lower, x: x,
			at: []float64{5, 0, 2.5, 10, 11}, scores: []float64{2, 4, 3, 0, 0}, formula: "ratio 2 (2 - x / 5), at least 0",
		},
		"sum":        {n: normalize.RatioToBase{Of: normalize.SumBase}, x: x, at: x, scores: []float64{200.0 / 15, 400.0 / 15, 60}, formula: "ratio 100 x / 15"},
		"sum, cost":  {n: normalize.RatioToBase{Of: normalize.SumBase, Points: 1}, in: lower, x: []float64{1, 2, 2}, at: []float64{1, 2}, scores: []float64{0.5, 0.25}, formula: "ratio 1 0.5 / x"},
		"norm":       {n: normalize.RatioToBase{Of: normalize.NormBase, Points: 1}, x: []float64{3, -4}, at: []float64{3, -4}, scores: []float64{0.6, -0.8}, formula: "ratio 1 x / 5"},
		"norm, cost": {n: normalize.RatioToBase{Of: normalize.NormBase, Points: 1}, in: lower, x: []float64{1.0 / 3, 0.25}, at: []float64{1.0 / 3, 0.25}, scores: []float64{0.6, 0.8}, formula: "ratio 1 0.2 / x"},
		"reciprocal, zero capped": {
			n: normalize.RatioToBase{Cap: new(200.0)}, in: lower, x: []float64{0, 10},
			at: []float64{0, math.Copysign(0, -1), 5, 1, 20}, scores: []float64{200, 200, 100, 200, 25}, formula: "ratio 100 5 / x, at most 200",
		},
		"nominal": {
			in: target, x: []float64{1}, at: []float64{3, 0, 6, 7, 8, 16}, scores: []float64{50, 0, 100, 100, 100, 50},
			formula: "ratio 100 x / 6 below [6, 8], 100 inside, 100 8 / x above",
		},
		"equal values": {x: []float64{4, 4}, at: []float64{4}, scores: []float64{100}, formula: "ratio 100 x / 4"},
		"decimals":     {in: indicators.Indicator{Base: 0.3}, at: []float64{0.1 + 0.2, 0.9}, scores: []float64{100, 300}, formula: "ratio 100 x / 0.3"},
	} {
		t.Run(name, func(t *testing.T) {
			s := sample(c.in, c.x...)
			scale := fit(t, c.n, s)
			for i, v := range c.at {
				assert.InDelta(t, c.scores[i], scale.At(v, "any"), 1e-13, "the score of %v", v)
			}
			assert.Equal(t, c.formula, scale.String())
			assert.True(t, math.IsNaN(scale.At(nan, "")))
		})
	}
	uncapped := fit(t, normalize.RatioToBase{}, sample(lower, 1, 2))
	assert.True(t, math.IsNaN(uncapped.At(0, "")), "no reciprocal")
	assert.True(t, math.IsNaN(uncapped.At(-1, "")))
}

func TestRatioWithinClass(t *testing.T) {
	s := normalize.Sample{X: []float64{1, 3, 10, 30}, Class: []string{"a", "a", "b", "b"}}
	scale := fit(t, normalize.WithinClass{Of: normalize.RatioToBase{}, Least: 1}, s)
	assert.Equal(t, 100.0, scale.At(2, "a"))
	assert.Equal(t, 10.0, scale.At(2, "b"))
}

func TestRatioRefusals(t *testing.T) {
	lower, target := indicators.Indicator{Direction: indicators.Lower}, indicators.Indicator{Direction: indicators.Target, Target: rng(0, 8)}
	one := []float64{1, 2}
	for name, c := range map[string]struct {
		n    normalize.RatioToBase
		in   indicators.Indicator
		x    []float64
		want error
		text string
	}{
		"no values":          {normalize.RatioToBase{}, indicators.Indicator{}, nil, basis.ErrMissing, "no value to take a base from"},
		"max of nothing":     {normalize.RatioToBase{Of: normalize.MaxBase}, indicators.Indicator{Base: 3}, nil, basis.ErrMissing, "no value"},
		"mean zero":          {normalize.RatioToBase{}, indicators.Indicator{}, []float64{-1, 1}, basis.ErrValue, "the base 0 (declared) is not positive"},
		"max negative":       {normalize.RatioToBase{Of: normalize.MaxBase}, indicators.Indicator{}, []float64{-1, -2}, basis.ErrValue, "the base -1 (max)"},
		"declared negative":  {normalize.RatioToBase{}, indicators.Indicator{Base: -3}, one, basis.ErrValue, "the base -3"},
		"times":              {normalize.RatioToBase{Times: -1}, indicators.Indicator{}, one, basis.ErrValue, "the base -1.5"},
		"times NaN":          {normalize.RatioToBase{Times: nan}, indicators.Indicator{}, one, basis.ErrValue, "NaN"},
		"points":             {normalize.RatioToBase{Points: -3}, indicators.Indicator{}, one, basis.ErrValue, "-3 points"},
		"points infinite":    {normalize.RatioToBase{Points: math.Inf(1)}, indicators.Indicator{}, one, basis.ErrValue, "finite"},
		"zero reciprocal":    {normalize.RatioToBase{}, lower, []float64{1, 0}, basis.ErrValue, "value 2 of the sample is 0; b / x needs positive values"},
		"negative, capped":   {normalize.RatioToBase{Cap: new(200.0)}, lower, []float64{9, -1}, basis.ErrValue, "value 2 of the sample is -1"},
		"zero, sum, capped":  {normalize.RatioToBase{Of: normalize.SumBase, Cap: new(200.0)}, lower, []float64{0, 1}, basis.ErrValue, "value 1 of the sample is 0"},
		"zero, best, capped": {normalize.RatioToBase{Of: normalize.BestBase, Cap: new(200.0)}, lower, []float64{0, 1}, basis.ErrValue, "the base 0 (best)"},
		"negative share":     {normalize.RatioToBase{Of: normalize.SumBase}, indicators.Indicator{}, []float64{9, -1}, basis.ErrValue, "-1 is negative"},
		"norm too large":     {normalize.RatioToBase{Of: normalize.NormBase}, indicators.Indicator{}, []float64{1e300}, basis.ErrValue, "finite"},
		"target from 0":      {normalize.RatioToBase{}, target, one, basis.ErrValue, "the target [0, 8], which does not begin above 0"},
		"floor at cap":       {normalize.RatioToBase{Cap: new(3.0), Floor: new(3.0)}, indicators.Indicator{}, one, indicators.ErrRange, "points of at most 3 and at least 3"},
		"cap NaN":            {normalize.RatioToBase{Cap: new(nan)}, indicators.Indicator{}, one, basis.ErrValue, "not finite"},
		"unknown base":       {normalize.RatioToBase{Of: 9}, indicators.Indicator{}, one, basis.ErrValue, "there is no base 9"},
		"unknown cost":       {normalize.RatioToBase{Cost: -1}, indicators.Indicator{}, one, basis.ErrValue, "form of costs -1"},
		"unknown direction":  {normalize.RatioToBase{}, indicators.Indicator{Direction: 9}, one, indicators.ErrDirection, "9"},
	} {
		t.Run(name, func(t *testing.T) {
			c.in.Code = "va"
			scale, err := c.n.Fit(sample(c.in, c.x...))
			require.ErrorIs(t, err, c.want)
			assert.Nil(t, scale)
			assert.ErrorContains(t, err, "indicator va: ")
			assert.ErrorContains(t, err, c.text)
		})
	}
}

// TestRatioKeepsNothing: neither the limits nor the target are shared with the
// scale.
func TestRatioKeepsNothing(t *testing.T) {
	most, goal := 150.0, rng(6, 8)
	scale := fit(t, normalize.RatioToBase{Cap: &most}, sample(indicators.Indicator{Base: 1}))
	nominal := fit(t, normalize.RatioToBase{}, sample(indicators.Indicator{Direction: indicators.Target, Target: goal}))
	most, goal.Lo = 7, 1
	assert.Equal(t, 150.0, scale.At(9, ""))
	assert.Equal(t, 50.0, nominal.At(3, ""))
}

func TestOptions(t *testing.T) {
	for name, n := range map[string]normalize.RatioToBase{
		`{}`: {},
		`{"of":"norm","times":2,"points":1,"cost":"mirror","cap":0}`: {Of: normalize.NormBase, Times: 2, Points: 1, Cost: normalize.Mirror, Cap: new(0.0)},
	} {
		b, err := json.Marshal(n)
		require.NoError(t, err)
		assert.JSONEq(t, name, string(b))
		var back normalize.RatioToBase
		require.NoError(t, json.Unmarshal(b, &back))
		assert.Equal(t, n, back)
	}
	for of, text := range map[normalize.BaseOf]string{0: "declared", normalize.MeanBase: "mean", normalize.SumBase: "sum", 9: "BaseOf(9)", -1: "BaseOf(-1)"} {
		assert.Equal(t, text, of.String())
	}
	for cost, text := range map[normalize.Cost]string{0: "reciprocal", normalize.Complement: "complement", 4: "Cost(4)"} {
		assert.Equal(t, text, cost.String())
	}
	_, err := json.Marshal(normalize.RatioToBase{Of: 7})
	require.ErrorIs(t, err, basis.ErrValue)
	require.ErrorIs(t, new(normalize.BaseOf).UnmarshalText([]byte("Mean")), basis.ErrUnknown)
	require.ErrorIs(t, new(normalize.Cost).UnmarshalText([]byte("1/x")), basis.ErrUnknown)
}

// drawPositive makes an indicator with a direction and a sample of positive
// values.
func drawPositive(t *rapid.T) (indicators.Indicator, []float64) {
	in := indicators.Indicator{Code: "x", Direction: indicators.Direction(rapid.IntRange(0, 2).Draw(t, "direction"))}
	if in.Direction == indicators.Target {
		lo := float64(rapid.IntRange(1, 500).Draw(t, "q1"))
		in.Target = rng(lo, lo+float64(rapid.IntRange(0, 30).Draw(t, "q2-q1")))
	}
	gen := rapid.OneOf(rapid.Map(rapid.IntRange(1, 1000), func(i int) float64 { return float64(i) / 10 }), rapid.Float64Range(0.001, 1000))
	return in, rapid.SliceOfN(gen, 2, 20).Draw(t, "x")
}

// TestRatioProperties: more is better, and the unit of measurement does not count.
func TestRatioProperties(t *testing.T) {
	for _, of := range []normalize.BaseOf{normalize.DeclaredBase, normalize.MeanBase, normalize.BestBase, normalize.WorstBase, normalize.MaxBase, normalize.SumBase, normalize.NormBase} {
		for _, cost := range []normalize.Cost{normalize.Reciprocal, normalize.Negative, normalize.Complement, normalize.Mirror} {
			t.Run(of.String()+" "+cost.String(), func(t *testing.T) {
				rapid.Check(t, func(t *rapid.T) {
					in, x := drawPositive(t)
					n := normalize.RatioToBase{Of: of, Cost: cost}
					if rapid.Bool().Draw(t, "limited") {
						n.Cap, n.Floor = new(120.0), new(-50.0)
					}
					scale := fit(t, n, sample(in, x...))
					a, b := rapid.SampledFrom(x).Draw(t, "a"), rapid.Float64Range(0.001, 2000).Draw(t, "b")
					// Below a target its lower end is the base, above it the upper one: sides cannot be compared.
					if in.Target == nil || a <= in.Target.Hi && b <= in.Target.Hi || a >= in.Target.Lo && b >= in.Target.Lo {
						switch s, u := scale.At(a, ""), scale.At(b, ""); better(in, a, b) {
						case 1:
							require.GreaterOrEqual(t, s, u)
						case -1:
							require.LessOrEqual(t, s, u)
						}
					}
					moved, y := in, make([]float64, len(x))
					for i, v := range x {
						y[i] = 1024 * v
					}
					if in.Target != nil {
						moved.Target = rng(1024*in.Target.Lo, 1024*in.Target.Hi)
					}
					same := fit(t, n, sample(moved, y...))
					for i, v := range x {
						s := scale.At(v, "")
						require.InDelta(t, s, same.At(y[i], ""), 1e-10*max(1, math.Abs(s)))
					}
				})
			})
		}
	}
}

// TestShares: with SumBase the scores add up to Points, costs or not; with
// NormBase they have that length.
func TestShares(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		in, x := drawPositive(t)
		in.Direction, in.Target = in.Direction%2, nil
		sum, norm := fit(t, normalize.RatioToBase{Of: normalize.SumBase}, sample(in, x...)), fit(t, normalize.RatioToBase{Of: normalize.NormBase}, sample(in, x...))
		var total, squares float64
		for _, v := range x {
			total += sum.At(v, "")
			squares += norm.At(v, "") * norm.At(v, "")
		}
		require.InDelta(t, 100, total, 1e-9)
		require.InDelta(t, 100, math.Sqrt(squares), 1e-9)
	})
}
