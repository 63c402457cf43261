package normalize_test

import (
	"math"
	"math/big"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/countyeval/countyeval/indicators"
	"github.com/countyeval/countyeval/indicators/normalize"
	"github.com/countyeval/countyeval/indicators/stats"
)

var nan = math.NaN()

// sample makes a sample of units of one class.
func sample(in indicators.Indicator, x ...float64) normalize.Sample {
	return normalize.Sample{Indicator: in, X: x, Class: make([]string, len(x))}
}

func fit(t require.TestingT, n normalize.Normalizer, s normalize.Sample) normalize.Scale {
	scale, err := n.Fit(s)
	require.NoError(t, err)
	return scale
}

func rng(lo, hi float64) *indicators.Range { return &indicators.Range{Lo: lo, Hi: hi} }

func TestMinMax(t *testing.T) {
	for name, c := range map[string]struct {
		n          normalize.MinMax
		in         indicators.Indicator
		x          []float64 // the sample
		at, scores []float64
		formula    string
	}{
		"higher": {
			x: []float64{5, 0.4, 2.7}, at: []float64{0.4, 2.7, 5}, scores: []float64{0, 50, 100},
			formula: "min-max [0.4, 5] to [0, 100]",
		},
		"lower": {
			in: indicators.Indicator{Direction: indicators.Lower},
			x:  []float64{0, 25, 10}, at: []float64{0, 10, 25}, scores: []float64{100, 60, 0},
			formula: "min-max [0, 25] to [100, 0]",
		},
		"range": {
			n: normalize.MinMax{Lo: 60, Hi: 100},
			x: []float64{-2, 2}, at: []float64{-2, -1, 0, 2}, scores: []float64{60, 70, 80, 100},
			formula: "min-max [-2, 2] to [60, 100]",
		},
		"range with binary noise": {
			n: normalize.MinMax{Lo: 0.1, Hi: 0.7},
			x: []float64{3, 9}, at: []float64{3, 9}, scores: []float64{0.1, 0.7},
			formula: "min-max [3, 9] to [0.1, 0.7]",
		},
		"goalposts, nothing cut": {
			in: indicators.Indicator{Bounds: rng(50, 350)},
			x:  []float64{20, 500}, at: []float64{20, 50, 200, 350, 500}, scores: []float64{-10, 0, 50, 100, 150},
			formula: "min-max [50, 350] to [0, 100]",
		},
		"goalposts, lower": {
			in: indicators.Indicator{Bounds: rng(0, 25), Direction: indicators.Lower},
			x:  []float64{3}, at: []float64{0, 5, 25, 30}, scores: []float64{100, 80, 0, -20},
			formula: "min-max [0, 25] to [100, 0]",
		},
		"goalposts without any value": {
			in: indicators.Indicator{Bounds: rng(0, 10)},
			at: []float64{3}, scores: []float64{30},
			formula: "min-max [0, 10] to [0, 100]",
		},
		"close to a goalpost": {
			in: indicators.Indicator{Bounds: rng(99, 100)},
			at: []float64{99.505, 99.1, 99.995}, scores: []float64{50.5, 10, 99.5},
			formula: "min-max [99, 100] to [0, 100]",
		},
		"close to a large goalpost": {
			in: indicators.Indicator{Bounds: rng(99999999, 100000000)},
			at: []float64{99999999.505}, scores: []float64{50.5},
			formula: "min-max [99999999, 100000000] to [0, 100]",
		},
		"target, farther goalpost above": {
			in: indicators.Indicator{Direction: indicators.Target, Target: rng(10, 20)},
			x:  []float64{5, 12, 35}, at: []float64{-5, 5, 10, 15, 20, 27.5, 35, 50}, scores: []float64{0, 66 + 2.0/3, 100, 100, 100, 50, 0, -100},
			formula: "target [10, 20]: 100 inside, falling to 0 at a distance of 15",
		},
		"target, farther goalpost below": {
			n:  normalize.MinMax{Lo: 1, Hi: 10},
			in: indicators.Indicator{Direction: indicators.Target, Target: rng(7, 7), Bounds: rng(6, 7.5)},
			at: []float64{6, 6.5, 7, 7.5}, scores: []float64{1, 5.5, 10, 5.5},
			formula: "target [7, 7]: 10 inside, falling to 1 at a distance of 1",
		},
		"target above all values": {
			in: indicators.Indicator{Direction: indicators.Target, Target: rng(100, 100)},
			x:  []float64{80, 90}, at: []float64{80, 90, 100}, scores: []float64{0, 50, 100},
			formula: "target [100, 100]: 100 inside, falling to 0 at a distance of 20",
		},
		"large and small": {
			x: []float64{-1e300, 1e300}, at: []float64{-1e300, 0, 1e300}, scores: []float64{0, 50, 100},
			formula: "min-max [-1e+300, 1e+300] to [0, 100]",
		},
		"tiny": {
			x: []float64{0, 1e-300}, at: []float64{0, 5e-301, 1e-300}, scores: []float64{0, 50, 100},
			formula: "min-max [0, 1e-300] to [0, 100]",
		},
		"whole numbers of 16 digits": {
			x: []float64{9007199254740981, 9007199254740991}, at: []float64{9007199254740984}, scores: []float64{30},
			formula: "min-max [9.00719925474098e+15, 9.00719925474099e+15] to [0, 100]",
		},
	} {
		t.Run(name, func(t *testing.T) {
			scale := fit(t, c.n, sample(c.in, c.x...))
			lo, hi := c.n.Lo, c.n.Hi
			if hi == 0 {
				hi = 100
			}
			for i, x := range c.at {
				got := scale.At(x, "any")
				if c.scores[i] == lo || c.scores[i] == hi {
					assert.Equal(t, c.scores[i], got, "the score of the goalpost %v", x)
				}
				assert.InDelta(t, c.scores[i], got, 1e-12, "the score of %v", x)
			}
			assert.True(t, math.IsNaN(scale.At(nan, "")))
			assert.Equal(t, c.formula, scale.String())
		})
	}
}

// TestLinearIsPencil: between goalposts and values of few decimals the published
// score is the one that exact fractions give.
func TestLinearIsPencil(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		places := rapid.IntRange(0, 5).Draw(t, "places")
		unit := math.Pow10(places)
		from := rapid.OneOf(rapid.Int64Range(-2_000_000, 2_000_000), rapid.Int64Range(-400_000_000_000, 400_000_000_000)).Draw(t, "from")
		width := rapid.OneOf(rapid.Int64Range(1, 100), rapid.SampledFrom([]int64{200, 1000, 8000, 100000, 4_000_000})).Draw(t, "width")
		x := from + rapid.Int64Range(-width/2, 2*width).Draw(t, "x")
		in := indicators.Indicator{Bounds: rng(float64(from)/unit, float64(from+width)/unit)}
		exact := big.NewRat(100*(x-from), width)
		if rapid.Bool().Draw(t, "lower") {
			in.Direction = indicators.Lower
			exact.Sub(big.NewRat(100, 1), exact)
		}
		digits := rapid.IntRange(0, 4).Draw(t, "digits")
		got := stats.Round(fit(t, normalize.MinMax{}, sample(in)).At(float64(x)/unit, ""), digits)
		want, _ := new(big.Rat).SetString(exact.FloatString(digits)) // rounds half away from zero
		paper, _ := want.Float64()
		require.Equal(t, paper, got, "exact %s", exact.FloatString(20))
	})
}

// TestLinearOfFractions: values that are no decimals are taken as they are, but
// for the last bits.
func TestLinearOfFractions(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		from := rapid.Float64Range(0, 1).Draw(t, "from")
		to := from + rapid.Float64Range(1, 1000).Draw(t, "width")
		x := from + rapid.Float64Range(0, 1).Draw(t, "t")*(to-from)
		score := func(x float64) float64 {
			return normalize.LinearScale{From: from, To: to, Hi: 100}.At(x, "")
		}
		exact := func(x float64) float64 {
			f := func(v float64) *big.Rat { return new(big.Rat).SetFloat64(v) }
			q := new(big.Rat).Sub(f(x), f(from))
			q.Quo(q.Mul(q, f(100)), new(big.Rat).Sub(f(to), f(from)))
			v, _ := q.Float64()
			return v
		}
		require.InDelta(t, exact(x), score(x), 5e-13)
		low := min(x, math.Nextafter(x, 0))
		require.LessOrEqual(t, score(low), score(x))
	})
}

// TestWholeRange: with Whole a target's distance is a share of the whole range, on both
// sides, and other directions are as ever.
func TestWholeRange(t *testing.T) {
	in := indicators.Indicator{Direction: indicators.Target, Target: rng(4, 5), Bounds: rng(0, 10)}
	scale, err := normalize.MinMax{Whole: true}.Fit(normalize.Sample{Indicator: in, X: []float64{1, 2}})
	require.NoError(t, err)
	for x, want := range map[float64]float64{0: 60, 4: 100, 4.5: 100, 5: 100, 6: 90, 10: 50} {
		assert.Equal(t, want, scale.At(x, ""), "%v", x)
	}
	assert.Equal(t, "target [4, 5]: 100 inside, falling to 0 at a distance of 10", scale.String())
	for _, d := range []indicators.Direction{indicators.Higher, indicators.Lower} {
		s := normalize.Sample{Indicator: indicators.Indicator{Direction: d}, X: []float64{1, 2, 7}}
		a, err := normalize.MinMax{Whole: true}.Fit(s)
		require.NoError(t, err)
		b, err := normalize.MinMax{}.Fit(s)
		require.NoError(t, err)
		assert.Equal(t, b, a)
	}
	_, err = normalize.MinMax{Whole: true}.Fit(normalize.Sample{Indicator: in, X: nil})
	require.NoError(t, err)
	in.Target, in.Bounds = rng(0, 10), rng(0, 10)
	_, err = normalize.MinMax{Whole: true}.Fit(normalize.Sample{Indicator: in, X: []float64{1, 2}})
	require.ErrorIs(t, err, indicators.ErrRange, "there is no way down")
}
