package normalize_test

import (
	"math"
	"testing"

	"github.com/stretchr/testify/assert"

	"github.com/countyeval/countyeval/indicators"
	"github.com/countyeval/countyeval/indicators/normalize"
)

func TestByPlace(t *testing.T) {
	x := []float64{20, 10, 30, 20, 40} // places 2.5, 1, 4, 2.5, 5
	at := []float64{10, 20, 30, 40, 5, 15, 99}
	lower := indicators.Indicator{Direction: indicators.Lower}
	target := indicators.Indicator{Direction: indicators.Target, Target: rng(20, 22)} // distances 0, 10, 8, 0, 18
	for name, c := range map[string]struct {
		n       normalize.Normalizer
		in      indicators.Indicator
		scores  []float64
		formula string
	}{
		"lowest":         {normalize.Rank{Ties: normalize.LowestTies}, indicators.Indicator{}, []float64{1, 2, 4, 5, 0.5, 1.5, 5.5}, "rank among 5 values, the largest has 5, ties have their lowest place"},
		"lowest, lower":  {normalize.Rank{Ties: normalize.LowestTies}, lower, []float64{5, 3, 2, 1, 5.5, 4.5, 0.5}, "rank among 5 values, the smallest has 5, ties have their lowest place"},
		"lowest, target": {normalize.Rank{Ties: normalize.LowestTies}, target, []float64{2, 4, 3, 1, 1.5, 3.5, 0.5}, "rank among 5 values, the nearest to [20, 22] has 5, ties have their lowest place"},
		"highest":        {normalize.Rank{Ties: normalize.HighestTies}, indicators.Indicator{}, []float64{1, 3, 4, 5, 0.5, 1.5, 5.5}, "rank among 5 values, the largest has 5, ties have their highest place"},
		"highest, lower": {normalize.Rank{Ties: normalize.HighestTies}, lower, []float64{5, 4, 2, 1, 5.5, 4.5, 0.5}, "rank among 5 values, the smallest has 5, ties have their highest place"},
		"of all, highest": {
			normalize.Percentile{OfAll: true, Ties: normalize.HighestTies},
			lower,
			[]float64{100, 80, 40, 20, 100, 90, 0},
			"percentile 100 r / 5, r: rank among 5 values, the smallest has 5, ties have their highest place",
		},
		"borda, highest": {normalize.Borda{Ties: normalize.HighestTies}, indicators.Indicator{}, []float64{0, 2, 3, 4, 0, 0.5, 4}, "Borda r - 1, r: rank among 5 values, the largest has 5, ties have their highest place"},
		"dense":          {normalize.Rank{Ties: normalize.DenseTies}, indicators.Indicator{}, []float64{1, 2, 3, 4, 0.5, 1.5, 4.5}, "rank among 4 different values, the largest has 4"},
		"dense, lower":   {normalize.Rank{Ties: normalize.DenseTies}, lower, []float64{4, 3, 2, 1, 4.5, 3.5, 0.5}, "rank among 4 different values, the smallest has 4"},
		"percentile":     {normalize.Percentile{}, indicators.Indicator{}, []float64{0, 37.5, 75, 100, 0, 12.5, 100}, "percentile 100 (r - 1) / 4, r: rank among 5 values, the largest has 5"},
		"of all":         {normalize.Percentile{OfAll: true, Points: 10}, indicators.Indicator{}, []float64{2, 5, 8, 10, 0, 3, 10}, "percentile 10 r / 5, r: rank among 5 values, the largest has 5"},
		"dense percentile": {
			normalize.Percentile{Ties: normalize.DenseTies, Points: 1},
			lower,
			[]float64{1, 2.0 / 3, 1.0 / 3, 0, 1, 2.5 / 3, 0},
			"percentile 1 (r - 1) / 3, r: rank among 4 different values, the smallest has 4",
		},
		"borda":         {normalize.Borda{}, indicators.Indicator{}, []float64{0, 1.5, 3, 4, 0, 0.5, 4}, "Borda r - 1, r: rank among 5 values, the largest has 5"},
		"borda, lowest": {normalize.Borda{Ties: normalize.LowestTies}, lower, []float64{4, 2, 1, 0, 4, 3.5, 0}, "Borda r - 1, r: rank among 5 values, the smallest has 5, ties have their lowest place"},
	} {
		t.Run(name, func(t *testing.T) {
			scale := fit(t, c.n, sample(c.in, x...))
			for i, v := range at {
				assert.InDelta(t, c.scores[i], scale.At(v, "any"), 1e-13, "the score of %v", v)
			}
			assert.Equal(t, c.formula, scale.String())
		})
	}
}

// TestBordaTurnsAnOrder: a unit that leaves turns the order of two others, which
// no method that scores each unit for itself would do.
func TestBordaTurnsAnOrder(t *testing.T) {
	a, b := []float64{30, 20, 10}, []float64{1, 3, 2} // weights 3 and 2
	total := func(n, i int) float64 {
		return 3*fit(t, normalize.Borda{}, sample(indicators.Indicator{}, a[:n]...)).At(a[i], "") +
			2*fit(t, normalize.Borda{}, sample(indicators.Indicator{}, b[:n]...)).At(b[i], "")
	}
	assert.Equal(t, []float64{6, 7}, []float64{total(3, 0), total(3, 1)}, "the second is first")
	assert.Equal(t, []float64{3, 2}, []float64{total(2, 0), total(2, 1)}, "and is not once the third has left")
}

// TestExponential: -23 ln(1 - R (1 - exp(-100/23))) of the 1,222 wards of the Scottish
// indices of deprivation 2003, with R from 1/N to 1: scores from above 0 to 100, a tenth of
// the wards above 50 (appendix 5), and one with 100 and 0 on two domains at about that tenth.
func TestExponential(t *testing.T) {
	const n = 1222
	x := make([]float64, n)
	for i := range x {
		x[i] = float64(7 * (i + 1))
	}
	scale := fit(t, normalize.Percentile{OfAll: true, Exponential: true}, sample(indicators.Indicator{}, x...))
	above := 0
	for i, v := range x {
		r := float64(i+1) / n
		got := scale.At(v, "")
		assert.InDelta(t, -23*math.Log(1-r*(1-math.Exp(-100./23))), got, 1e-11)
		if got > 50 {
			above++
		}
	}
	assert.InDelta(t, 0.1, float64(above)/n, 0.005)
	assert.InDelta(t, 100, scale.At(x[n-1], ""), 0)
	assert.InDelta(t, 0, scale.At(-1, ""), 0)
	assert.InDelta(t, 100, scale.At(1e6, ""), 0)
	assert.Equal(t, "percentile -23 ln(1 - p (1 - exp(-100 / 23))), p: r / 1222, r: rank among 1222 values, the largest has 1222", scale.String())

	// Of the others the worst has 0; other points are in proportion.
	others := fit(t, normalize.Percentile{Exponential: true, Points: 10}, sample(indicators.Indicator{}, 1, 2, 3))
	assert.InDelta(t, 0, others.At(1, ""), 0)
	assert.InDelta(t, -2.3*math.Log(1-0.5*(1-math.Exp(-100./23))), others.At(2, ""), 1e-14)
	assert.InDelta(t, 10, others.At(3, ""), 0)
	assert.Equal(t, "percentile -2.3 ln(1 - p (1 - exp(-10 / 2.3))), p: (r - 1) / 2, r: rank among 3 values, the largest has 3", others.String())
}
