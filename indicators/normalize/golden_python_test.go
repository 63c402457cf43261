package normalize_test

import (
	"math"
	"slices"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/countyeval/countyeval/indicators"
	"github.com/countyeval/countyeval/indicators/basis"
	"github.com/countyeval/countyeval/indicators/normalize"
)

// enhancedAccuracy is a normalizer that this package does not have, as a user
// would add it: 1 - (max - x) / sum of (max - x), a straight line.
var enhancedAccuracy = normalize.Func(func(s normalize.Sample) (normalize.Scale, error) {
	best, sign := slices.Max(s.X), 1.0
	if s.Indicator.Direction == indicators.Lower {
		best, sign = slices.Min(s.X), -1
	}
	var way float64
	for _, x := range s.X {
		way += math.Abs(best - x)
	}
	return normalize.LinearScale{From: best - sign*way, To: best, Lo: 0, Hi: 1}, nil
})

func TestAgainstPymcdm(t *testing.T) {
	linear := normalize.RatioToBase{Of: normalize.BestBase, Points: 1}
	for file, n := range map[string]normalize.Normalizer{
		"norm_minmax":            normalize.MinMax{Hi: 1},
		"norm_max":               normalize.RatioToBase{Of: normalize.MaxBase, Points: 1, Cost: normalize.Complement},
		"norm_sum":               normalize.RatioToBase{Of: normalize.SumBase, Points: 1},
		"norm_vector":            normalize.RatioToBase{Of: normalize.NormBase, Points: 1, Cost: normalize.Complement},
		"norm_linear":            linear,
		"norm_zavadskas_turskis": normalize.RatioToBase{Of: normalize.BestBase, Points: 1, Cost: normalize.Mirror},
		"norm_enhanced_accuracy": enhancedAccuracy,
		"norm_nonlinear":         linear, // and a power
		"norm_logarithmic":       nil,    // by the number of units
	} {
		t.Run(file, func(t *testing.T) {
			var g struct {
				Input map[string]struct {
					Matrix matrix
					Types  []int
				}
				Output map[string]matrix
			}
			readJSON(t, "golden/pymcdm/"+file+".json", &g)
			require.Len(t, g.Input, 2)
			for name, input := range g.Input {
				for j, sign := range input.Types {
					in, x, want := indicator("x", sign), input.Matrix.column(j), g.Output[name].column(j)
					switch file {
					case "norm_nonlinear": // square of the linear one, cube for costs
						for i := range want {
							*want[i] = cell(math.Pow(float64(*want[i]), map[int]float64{1: 1.0 / 2, -1: 1.0 / 3}[sign]))
						}
					case "norm_logarithmic":
						compareLogarithmic(t, in, x, want)
						continue
					}
					compare(t, n, in, x, want)
				}
			}
		})
	}
}

// compareLogarithmic: the shares of the sum of logarithms; costs have 1 less the
// share, over n - 1. Where that sum is negative pymcdm gives the worse unit the
// better score, and ours refuses.
func compareLogarithmic(t *testing.T, in indicators.Indicator, x, want column) {
	t.Helper()
	shares := normalize.RatioToBase{Of: normalize.SumBase, Points: 1}
	if in.Direction == indicators.Lower {
		shares = normalize.RatioToBase{Of: normalize.SumBase, Points: 1 / float64(len(x)-1), Cost: normalize.Complement}
	}
	n := normalize.Log{Of: shares}
	sum := 0.0
	low := false
	for _, v := range x {
		sum += math.Log(float64(*v))
		low = low || *v < 1
	}
	switch {
	case sum < 0:
		_, err := n.Fit(sampleOf(in, x))
		require.ErrorIs(t, err, basis.ErrValue)
		for i := range x {
			for k := range x {
				if better(in, float64(*x[i]), float64(*x[k])) == 1 {
					require.Less(t, *want[i], *want[k], "the better value has the lower score there")
				}
			}
		}
	case low: // a logarithm is negative, and so would be its share
		_, err := n.Fit(sampleOf(in, x))
		require.ErrorIs(t, err, basis.ErrValue)
	default:
		compare(t, n, in, x, want)
	}
}

// TestLogarithmsDoNotOverflow: pymcdm multiplies all values, which is infinite for
// 158 units and gives every one of them 0 without a word.
func TestLogarithmsDoNotOverflow(t *testing.T) {
	var g struct {
		Input  struct{ Matrix matrix }
		Output struct{ Result struct{ Value matrix } }
	}
	readJSON(t, "golden/pymcdm/edge_logarithmic_overflow.json", &g)
	x := g.Input.Matrix.values(0)
	require.Len(t, x, 158)
	assert.Equal(t, make([]float64, 158), g.Output.Result.Value.values(0))
	scale := fit(t, normalize.Log{Of: normalize.RatioToBase{Of: normalize.SumBase, Points: 1}}, sample(indicators.Indicator{}, x...))
	sum := 0.0
	for _, v := range x {
		require.Positive(t, scale.At(v, ""))
		sum += scale.At(v, "")
	}
	assert.InDelta(t, 1, sum, 1e-9)
}

func TestAgainstScikitCriteria(t *testing.T) {
	populationSD := normalize.Func(func(s normalize.Sample) (normalize.Scale, error) {
		n := float64(len(s.X))
		return normalize.ZScore{SD: math.Sqrt(n / (n - 1))}.Fit(s) // theirs divides by n, ours by n - 1
	})
	for file, c := range map[string]struct {
		n       normalize.Normalizer
		ignores bool // the objectives
		base    float64
	}{
		"scale_cenit":         {n: normalize.MinMax{Hi: 1}},
		"scale_minmax":        {n: normalize.MinMax{Hi: 1}, ignores: true},
		"scale_standard":      {n: populationSD, ignores: true},
		"scale_maxabs":        {n: normalize.RatioToBase{Of: normalize.MaxBase, Points: 1}, ignores: true},
		"scale_sum":           {n: normalize.RatioToBase{Of: normalize.SumBase, Points: 1}, ignores: true},
		"scale_vector":        {n: normalize.RatioToBase{Of: normalize.NormBase, Points: 1}, ignores: true},
		"invert_minmax":       {n: normalize.MinMax{Hi: 1}},
		"invert_benefit_cost": {n: normalize.RatioToBase{Of: normalize.BestBase, Points: 1}},
		"invert_negate":       {n: normalize.RatioToBase{Points: 1, Cost: normalize.Negative}, base: 1},
		"invert_reciprocal":   {n: normalize.RatioToBase{Points: 1}, base: 1},
	} {
		t.Run(file, func(t *testing.T) {
			var g struct {
				Input map[string]struct {
					Matrix     matrix
					Objectives []int
				}
				Output map[string]struct{ Matrix matrix }
			}
			readJSON(t, "golden/scikit-criteria/"+file+".json", &g)
			require.Len(t, g.Input, 2)
			for name, input := range g.Input {
				for j, sign := range input.Objectives {
					if c.ignores {
						sign = 1
					}
					in := indicator("x", sign)
					in.Base = c.base
					compare(t, c.n, in, input.Matrix.column(j), g.Output[name].Matrix.column(j))
				}
			}
		})
	}
}

func TestAgainstProMCDA(t *testing.T) {
	target := normalize.RatioToBase{Of: normalize.MaxBase, Points: 1, Cost: normalize.Complement}
	// Theirs shifts the z-scores so that the worst has 0.1.
	withoutZero := normalize.Func(func(s normalize.Sample) (normalize.Scale, error) {
		z, err := normalize.ZScore{}.Fit(s)
		if err != nil {
			return nil, err
		}
		return normalize.ZScore{Mean: 0.1 - min(z.At(slices.Min(s.X), ""), z.At(slices.Max(s.X), ""))}.Fit(s)
	})
	for file, c := range map[string]struct {
		n       normalize.Normalizer
		squeeze bool // theirs is 0.1 + 0.9 of ours
	}{
		"norm_minmax_01":                 {n: normalize.MinMax{Hi: 1}},
		"norm_minmax_without_zero":       {n: normalize.MinMax{Lo: 0.1, Hi: 1}},
		"norm_standardized_any":          {n: normalize.ZScore{}},
		"norm_standardized_without_zero": {n: withoutZero},
		"norm_target_01":                 {n: target},
		"norm_target_without_zero":       {n: target, squeeze: true},
		"norm_rank":                      {n: normalize.Rank{}},
	} {
		t.Run(file, func(t *testing.T) {
			var g struct {
				Input struct {
					Matrix   matrix
					Polarity []string
				}
				Output matrix
			}
			readJSON(t, "golden/promcda/"+file+".json", &g)
			require.Equal(t, []string{"+", "-", "+", "+", "-"}, g.Input.Polarity)
			for j, sign := range []int{1, -1, 1, 1, -1} {
				want := g.Output.column(j)
				for i := range want {
					if c.squeeze {
						*want[i] = (*want[i] - 0.1) / 0.9
					}
					if math.Abs(float64(*want[i])) < 1e-15 {
						*want[i] = 0 // what is left of 0.1 - 0.1
					}
				}
				compare(t, c.n, indicator("x", sign), g.Input.Matrix.column(j), want)
			}
		})
	}
	var g struct {
		Input  struct{ Scores column }
		Output column
	}
	readJSON(t, "golden/promcda/percentile_ranks.json", &g)
	compare(t, normalize.Percentile{OfAll: true, Points: 1}, indicators.Indicator{}, g.Input.Scores, g.Output)
}

func TestAgainstCompind(t *testing.T) {
	for file, n := range map[string]normalize.Normalizer{
		"norm_minmax": normalize.MinMax{Hi: 1},
		"norm_zscore": normalize.ZScore{},
		"norm_rank":   normalize.Rank{}, // whatever its ties.method says, which is ignored there
	} {
		t.Run(file, func(t *testing.T) {
			var g struct {
				Input struct {
					X        map[string]column
					Polarity []string
				}
				Output map[string]column
			}
			readJSON(t, "golden/compind/"+file+".json", &g)
			require.Equal(t, []string{"POS", "NEG", "POS", "POS"}, g.Input.Polarity)
			for i, code := range []string{"i1", "i2", "i3", "i4"} {
				compare(t, n, indicator(code, []int{1, -1, 1, 1}[i]), g.Input.X[code], g.Output[code])
			}
		})
	}
}
