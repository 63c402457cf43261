package normalize_test

import (
	"maps"
	"math"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/countyeval/countyeval/indicators"
	"github.com/countyeval/countyeval/indicators/normalize"
)

// draw makes an indicator with a direction and a sample of n values, not all
// equal, of which some are tied.
func draw(t *rapid.T) (indicators.Indicator, []float64) {
	in := indicators.Indicator{Code: "x", Direction: indicators.Direction(rapid.IntRange(0, 2).Draw(t, "direction"))}
	if in.Direction == indicators.Target {
		lo := float64(rapid.IntRange(-50, 50).Draw(t, "q1"))
		in.Target = rng(lo, lo+float64(rapid.IntRange(0, 30).Draw(t, "q2-q1")))
	}
	gen := rapid.OneOf(rapid.Map(rapid.IntRange(-100, 100), func(i int) float64 { return float64(i) }), rapid.Float64Range(-1000, 1000))
	x := rapid.SliceOfN(gen, 2, 30).Draw(t, "x")
	return in, append(x, x[0]+100, x[0]-175)
}

// normalizers of this package that need no more than an indicator and values.
var normalizers = map[string]normalize.Normalizer{
	"min-max":  normalize.MinMax{},
	"min-max2": normalize.MinMax{Lo: -3, Hi: 7},
	"z-score":  normalize.ZScore{},
	"z-score2": normalize.ZScore{Mean: 50, SD: 10},
	"rank":     normalize.Rank{},
	"clip":     normalize.Clip{Of: normalize.ZScore{}, Lo: -1, Hi: 1},
	"clip2":    normalize.Clip{},

	"efficacy":    normalize.Efficacy{},
	"exponential": normalize.Efficacy{Exponential: true},

	"rank, lowest":      normalize.Rank{Ties: normalize.LowestTies},
	"rank, highest":     normalize.Rank{Ties: normalize.HighestTies},
	"rank, stretched":   normalize.Percentile{OfAll: true, Exponential: true},
	"rank, dense":       normalize.Rank{Ties: normalize.DenseTies},
	"rank, percentile":  normalize.Percentile{},
	"rank, percentile2": normalize.Percentile{OfAll: true, Points: 1, Ties: normalize.DenseTies},
	"rank, borda":       normalize.Borda{},
}

// directed are normalizers for indicators of direction higher or lower, beside
// them.
var directed = map[string]normalize.Normalizer{
	"distance":         normalize.Distance{},
	"distance, capped": normalize.Distance{Lo: 1, Hi: 5, Capped: true},
}

// positive are normalizers of this package for positive values, beside them.
var positive = map[string]normalize.Normalizer{
	"ratio":          normalize.RatioToBase{},
	"ratio, limited": normalize.RatioToBase{Cap: new(120.0), Floor: new(10.0)},
	"ratio, mirror":  normalize.RatioToBase{Cost: normalize.Mirror},
	"ratio, sum":     normalize.RatioToBase{Of: normalize.SumBase, Points: 1},
}

// drawFor returns what draws an indicator and a sample for one of the normalizers.
func drawFor(name string) func(t *rapid.T) (indicators.Indicator, []float64) {
	if _, ok := positive[name]; ok {
		return drawPositive
	}
	if _, ok := directed[name]; ok {
		return func(t *rapid.T) (indicators.Indicator, []float64) {
			in, x := draw(t)
			in.Direction, in.Target = in.Direction%2, nil
			return in, x
		}
	}
	return draw
}

// better reports which of two values an indicator finds better: 1 the first, -1
// the second.
func better(in indicators.Indicator, a, b float64) int {
	good := func(x float64) float64 {
		switch in.Direction {
		case indicators.Lower:
			return -x
		case indicators.Target:
			return -max(in.Target.Lo-x, x-in.Target.Hi, 0)
		}
		return x
	}
	switch d := good(a) - good(b); {
	case d > 1e-9:
		return 1
	case d < -1e-9:
		return -1
	}
	return 0
}

func TestScaleProperties(t *testing.T) {
	all := maps.Clone(normalizers)
	maps.Copy(all, directed)
	for name, n := range all {
		t.Run(name, func(t *testing.T) {
			rapid.Check(t, func(t *rapid.T) {
				in, x := drawFor(name)(t)
				before := slices.Clone(x)
				scale := fit(t, n, sample(in, x...))
				require.Equal(t, before, x, "the sample is not changed")
				clear(x)
				x = before // the scale keeps nothing of it
				require.True(t, math.IsNaN(scale.At(nan, "")))

				a := rapid.SampledFrom(x).Draw(t, "a")
				b := rapid.OneOf(rapid.SampledFrom(x), rapid.Float64Range(-2000, 2000)).Draw(t, "b")
				switch s, u := scale.At(a, ""), scale.At(b, ""); better(in, a, b) {
				case 1:
					require.GreaterOrEqual(t, s, u, "more is better")
				case -1:
					require.LessOrEqual(t, s, u, "more is better")
				}

				// Other units, same values; another order of the units.
				other := rapid.Permutation(x).Draw(t, "order")
				again := fit(t, n, sample(in, other...))
				for _, v := range x {
					require.InDelta(t, scale.At(v, ""), again.At(v, ""), 1e-9)
				}

				// Another unit of measurement.
				by, add := rapid.Float64Range(0.01, 100).Draw(t, "by"), rapid.Float64Range(-100, 100).Draw(t, "add")
				if strings.HasPrefix(name, "rank") {
					by, add = 2, 0 // exact: ties and near-ties stay what they are
				}
				moved, y := in, make([]float64, len(x))
				for i, v := range x {
					y[i] = by*v + add
				}
				if in.Target != nil {
					moved.Target = rng(by*in.Target.Lo+add, by*in.Target.Hi+add)
				}
				same := fit(t, n, sample(moved, y...))
				for i, v := range x {
					if strings.HasPrefix(name, "rank") && in.Direction == indicators.Target {
						break // ties of distances do not survive the multiplication
					}
					require.InDelta(t, scale.At(v, ""), same.At(y[i], ""), 1e-7)
				}
			})
		})
	}
}

func TestMinMaxBounds(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		in, x := draw(t)
		lo := rapid.Float64Range(-10, 10).Draw(t, "lo")
		hi := rapid.Float64Range(11, 1000).Draw(t, "hi") // lo + (hi - lo) is often not hi
		scale := fit(t, normalize.MinMax{Lo: lo, Hi: hi}, sample(in, x...))
		var scores []float64
		for _, v := range x {
			scores = append(scores, scale.At(v, ""))
		}
		require.Equal(t, lo, slices.Min(scores), "the worst has exactly Lo")
		require.LessOrEqual(t, slices.Max(scores), hi+1e-13*max(1, math.Abs(hi)))
		if in.Direction != indicators.Target {
			require.Contains(t, scores, hi, "the best has exactly Hi")
		}
	})
}

// TestApplyIsAt: many values at once have bit for bit the scores of one at a
// time.
func TestApplyIsAt(t *testing.T) {
	all := maps.Clone(normalizers)
	maps.Copy(all, directed)
	maps.Copy(all, positive)
	for name, n := range all {
		t.Run(name, func(t *testing.T) {
			rapid.Check(t, func(t *rapid.T) {
				in, x := drawFor(name)(t)
				scale := fit(t, n, sample(in, x...))
				bulk, ok := scale.(normalize.Applier)
				require.True(t, ok)
				x = append(x, nan, 0, rapid.Float64().Draw(t, "any"))
				dst := make([]float64, len(x)+1)
				dst[len(x)] = 42
				bulk.Apply(dst, x, nil)
				for i, v := range x {
					require.Equal(t, math.Float64bits(scale.At(v, "")), math.Float64bits(dst[i]), "the score of %v", v)
				}
				require.Equal(t, 42.0, dst[len(x)])
				bulk.Apply(x, x, nil)
				require.True(t, slices.EqualFunc(x, dst[:len(x)], func(a, b float64) bool { return math.Float64bits(a) == math.Float64bits(b) }), "dst may be x")
			})
		})
	}
}
