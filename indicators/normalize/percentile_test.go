package normalize_test

import (
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
