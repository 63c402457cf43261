package normalize_test

import (
	"maps"
	"math"
	"math/big"
	"slices"
	"strings"
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

func TestRefusals(t *testing.T) {
	target := indicators.Indicator{Direction: indicators.Target, Target: rng(10, 20)}
	for name, c := range map[string]struct {
		n    normalize.Normalizer
		in   indicators.Indicator
		x    []float64
		want error
		text string
	}{
		"no values":              {normalize.MinMax{}, indicators.Indicator{}, nil, indicators.ErrMissing, "there is no value to take a scale from"},
		"one value":              {normalize.MinMax{}, indicators.Indicator{}, []float64{3}, indicators.ErrConstant, "the only value is 3"},
		"constant":               {normalize.MinMax{}, indicators.Indicator{}, []float64{3, 3, 3}, indicators.ErrConstant, "each of the 3 values is 3"},
		"constant on paper":      {normalize.MinMax{}, indicators.Indicator{}, []float64{math.Nextafter(0.3, 1), 0.3}, indicators.ErrConstant, "each of the 2 values is 0.3"},
		"NaN":                    {normalize.MinMax{}, indicators.Indicator{}, []float64{1, nan}, indicators.ErrNumber, "value 2 of the sample"},
		"infinite":               {normalize.MinMax{}, indicators.Indicator{Bounds: rng(0, 1)}, []float64{math.Inf(1)}, indicators.ErrNumber, "value 1"},
		"lo above hi":            {normalize.MinMax{Lo: 3, Hi: 2}, indicators.Indicator{}, []float64{1, 2}, indicators.ErrRange, "scores from 3 to 2"},
		"lo is hi":               {normalize.MinMax{Lo: 3, Hi: 3}, indicators.Indicator{}, []float64{1, 2}, indicators.ErrRange, "scores from 3 to 3"},
		"hi NaN":                 {normalize.MinMax{Hi: nan}, indicators.Indicator{}, []float64{1, 2}, indicators.ErrRange, "NaN"},
		"bounds turned":          {normalize.MinMax{}, indicators.Indicator{Bounds: rng(5, 1)}, []float64{1, 2}, indicators.ErrRange, "bounds from 5 to 1"},
		"bounds the same number": {normalize.MinMax{}, indicators.Indicator{Bounds: rng(0.3, math.Nextafter(0.3, 1))}, []float64{1, 2}, indicators.ErrRange, "same decimal"},
		"values too far apart":   {normalize.MinMax{}, indicators.Indicator{}, []float64{-1.7e308, 1.7e308}, indicators.ErrRange, "finite way apart"},
		"unknown direction":      {normalize.MinMax{}, indicators.Indicator{Direction: 9}, []float64{1, 2}, indicators.ErrDirection, "9"},
		"target missing":         {normalize.MinMax{}, indicators.Indicator{Direction: indicators.Target}, []float64{1, 2}, indicators.ErrDirection, "no target range"},
		"target not wanted":      {normalize.MinMax{}, indicators.Indicator{Target: rng(1, 2)}, []float64{1, 2}, indicators.ErrDirection, "needs direction target"},
		"target turned":          {normalize.MinMax{}, indicators.Indicator{Direction: indicators.Target, Target: rng(2, 1)}, []float64{1, 2}, indicators.ErrRange, "target from 2 to 1"},
		"all inside the target":  {normalize.MinMax{}, target, []float64{11, 12}, indicators.ErrConstant, "all values, from 11 to 12, are inside of the target [10, 20]"},
		"bounds in the target": {
			normalize.MinMax{},
			indicators.Indicator{Direction: indicators.Target, Target: rng(10, 20), Bounds: rng(10, 20)},
			[]float64{1, 2},
			indicators.ErrRange, "leave no way down",
		},
		"z-score, no values":     {normalize.ZScore{}, indicators.Indicator{}, nil, indicators.ErrMissing, "no value"},
		"z-score, one value":     {normalize.ZScore{}, indicators.Indicator{}, []float64{3}, indicators.ErrConstant, "the only value is 3"},
		"z-score, constant":      {normalize.ZScore{}, indicators.Indicator{}, []float64{0.1, 0.1, 0.1}, indicators.ErrConstant, "each of the 3 values is 0.1"},
		"z-score, same distance": {normalize.ZScore{}, target, []float64{8, 22}, indicators.ErrConstant, "distances from the target [10, 20]"},
		"z-score, sd":            {normalize.ZScore{SD: -1}, indicators.Indicator{}, []float64{1, 2}, indicators.ErrValue, "sd -1"},
		"z-score, overflow":      {normalize.ZScore{}, indicators.Indicator{}, []float64{-1.7e308, 1.7e308}, indicators.ErrValue, "sd"},
		"rank, no values":        {normalize.Rank{}, indicators.Indicator{}, nil, indicators.ErrMissing, "no value"},
		"rank, constant":         {normalize.Rank{}, indicators.Indicator{}, []float64{2, 2}, indicators.ErrConstant, "each of the 2 values is 2"},
		"rank, ties":             {normalize.Rank{Ties: 5}, indicators.Indicator{}, []float64{1, 2}, indicators.ErrValue, "ties 5 is not one of [average lowest dense]"},
		"percentile, constant":   {normalize.Percentile{}, indicators.Indicator{}, []float64{2, 2}, indicators.ErrConstant, "each of the 2"},
		"percentile, points":     {normalize.Percentile{Points: -1}, indicators.Indicator{}, []float64{1, 2}, indicators.ErrValue, "-1 points for the best"},
		"borda, no values":       {normalize.Borda{}, indicators.Indicator{}, nil, indicators.ErrMissing, "no value"},
		"rank, NaN":              {normalize.Rank{}, indicators.Indicator{}, []float64{2, nan}, indicators.ErrNumber, "value 2"},
		"clip, range":            {normalize.Clip{Lo: 2, Hi: 1}, indicators.Indicator{}, []float64{1, 2}, indicators.ErrRange, "scores from 2 to 1"},
		"clip of a refusal":      {normalize.Clip{}, indicators.Indicator{}, []float64{2, 2}, indicators.ErrConstant, "each of the 2 values"},
		"efficacy, turned":       {normalize.Efficacy{Lo: 100, Hi: 60}, indicators.Indicator{}, []float64{1, 2}, indicators.ErrRange, "scores from 100 to 60"},
		"efficacy, constant":     {normalize.Efficacy{Exponential: true}, indicators.Indicator{}, []float64{2, 2}, indicators.ErrConstant, "each of the 2"},
		"exponential from 0":     {normalize.Efficacy{Hi: 1, Exponential: true}, indicators.Indicator{}, []float64{1, 2}, indicators.ErrRange, "not positive"},
		"log, zero":              {normalize.Log{}, indicators.Indicator{}, []float64{1, 0}, indicators.ErrValue, "value 2 of the sample is 0, which has no logarithm"},
		"log, constant":          {normalize.Log{}, indicators.Indicator{}, []float64{2, 2}, indicators.ErrConstant, "each of the 2 values is 0.69"},
		"log, bounds":            {normalize.Log{}, indicators.Indicator{Bounds: rng(0, 1)}, []float64{1, 2}, indicators.ErrValue, "the range [0, 1] has no logarithms"},
		"log, target":            {normalize.Log{}, indicators.Indicator{Direction: indicators.Target, Target: rng(-1, 1)}, []float64{1, 2}, indicators.ErrValue, "the range [-1, 1]"},
		"log, base":              {normalize.Log{}, indicators.Indicator{Base: 1}, []float64{1, 2}, indicators.ErrValue, "the base 1 has no logarithm other than 0"},
		"log, NaN":               {normalize.Log{}, indicators.Indicator{}, []float64{1, nan}, indicators.ErrNumber, "value 2"},
		"bands, none":            {normalize.Bands{}, indicators.Indicator{}, []float64{1, 2}, indicators.ErrRange, "there are no bands"},
		"bands, at Below":        {normalize.Bands{Bands: []normalize.Band{{}}}, indicators.Indicator{}, []float64{1, 2}, indicators.ErrRange, "band 1, 0 points from 0, is not above"},
		"bands, falling":         {normalize.Bands{Bands: []normalize.Band{{1, 1}, {2, 1}}}, indicators.Indicator{}, []float64{1, 2}, indicators.ErrRange, "band 2, 1 points from 2"},
		"bands, not ascending":   {normalize.Bands{Bands: []normalize.Band{{1, 1}, {1, 2}}}, indicators.Indicator{}, []float64{1, 2}, indicators.ErrRange, "band 2, 2 points from 1"},
		"bands, NaN":             {normalize.Bands{Below: nan, Bands: []normalize.Band{{nan, 1}}}, indicators.Indicator{}, []float64{1, 2}, indicators.ErrValue, "NaN points below the bands"},
		"bands, of":              {normalize.Bands{Bands: []normalize.Band{{1, 1}}}, indicators.Indicator{}, []float64{2, 2}, indicators.ErrConstant, "each of the 2"},
		"points, of":             {normalize.Points{ZeroToo: true}, indicators.Indicator{}, []float64{0, 2}, indicators.ErrConstant, "the only value is 2"},
		"points, nothing left":   {normalize.Points{Of: normalize.RatioToBase{}, ZeroToo: true}, indicators.Indicator{}, []float64{0, 0}, indicators.ErrMissing, "no value to take a base from"},
		"points, NaN":            {normalize.Points{Missing: nan}, indicators.Indicator{}, []float64{1, 2}, indicators.ErrValue, "NaN points for a missing value"},
		"peer score, of":         {normalize.PeerScore{}, indicators.Indicator{}, []float64{2, 2}, indicators.ErrConstant, "each of the 2"},
		"not frozen":             {normalize.Frozen{}, indicators.Indicator{}, []float64{2, 2}, normalize.ErrFrozen, "no frozen scale"},
	} {
		t.Run(name, func(t *testing.T) {
			c.in.Code = "va"
			scale, err := c.n.Fit(sample(c.in, c.x...))
			require.ErrorIs(t, err, c.want)
			assert.Nil(t, scale)
			assert.ErrorContains(t, err, c.text)
			var at *indicators.InputError
			require.ErrorAs(t, err, &at)
			assert.Equal(t, "va", at.Indicator)
		})
	}
}

// TestLinearIsPencil: between goalposts and values of few decimals the published
// score is the one that exact fractions give.
func TestLinearIsPencil(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		places := rapid.IntRange(0, 5).Draw(t, "places")
		unit := math.Pow10(places)
		from := rapid.OneOf(rapid.IntRange(-2_000_000, 2_000_000), rapid.IntRange(-400_000_000_000, 400_000_000_000)).Draw(t, "from")
		width := rapid.OneOf(rapid.IntRange(1, 100), rapid.SampledFrom([]int{200, 1000, 8000, 100000, 4_000_000})).Draw(t, "width")
		x := from + rapid.IntRange(-width/2, 2*width).Draw(t, "x")
		in := indicators.Indicator{Bounds: rng(float64(from)/unit, float64(from+width)/unit)}
		exact := big.NewRat(100*int64(x-from), int64(width))
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
				bulk.Apply(dst, x)
				for i, v := range x {
					require.Equal(t, math.Float64bits(scale.At(v, "")), math.Float64bits(dst[i]), "the score of %v", v)
				}
				require.Equal(t, 42.0, dst[len(x)])
				bulk.Apply(x, x)
				require.True(t, slices.EqualFunc(x, dst[:len(x)], func(a, b float64) bool { return math.Float64bits(a) == math.Float64bits(b) }), "dst may be x")
			})
		})
	}
}
