package profile_test

import (
	"math/rand/v2"
	"sync"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/countyeval/countyeval/indicators"
	"github.com/countyeval/countyeval/indicators/basis"
	"github.com/countyeval/countyeval/indicators/profile"
)

// sample is a table of two dimensions, one of them with one indicator only, whose
// columns have something to be found each.
func sample(t testing.TB) *indicators.Table {
	t.Helper()
	r := rand.New(rand.NewPCG(11, 12))
	const n = 40
	x := map[string][]float64{}
	for range n {
		a, b, e := 10+r.Float64(), 5+r.Float64(), r.NormFloat64()
		x["output"] = append(x["output"], a)
		x["firms"] = append(x["firms"], b)
		x["perfirm"] = append(x["perfirm"], a/b)
		x["energy"] = append(x["energy"], -a+0.001*e)
		x["alone"] = append(x["alone"], e)
	}
	x["alone"][7] = 100
	return build(t, indicators.Indicator{Code: "all", Children: []indicators.Indicator{
		{Code: "scale", Children: []indicators.Indicator{{Code: "output"}, {Code: "firms"}, {Code: "energy", Direction: indicators.Lower}}},
		{Code: "other", Children: []indicators.Indicator{{Code: "alone"}}},
		{Code: "perfirm"},
	}}, x)
}

func TestOf(t *testing.T) {
	r, err := profile.Of(sample(t), profile.RankGap{Amount: "output", Count: "firms", Limit: 0.95})
	require.NoError(t, err)
	assert.Len(t, r.Summaries, 5)
	require.Len(t, r.Groups, 2)
	assert.Equal(t, "all", r.Groups[0].Code)
	assert.Equal(t, []string{"output", "firms", "energy", "alone", "perfirm"}, r.Groups[0].Codes)
	assert.Len(t, r.Groups[0].Correlations, 10)
	assert.Equal(t, "scale", r.Groups[1].Code)
	for _, g := range r.Groups {
		assert.NotNil(t, g.Alpha)
		assert.NotNil(t, g.Components)
		assert.NotNil(t, g.Adequacy)
		assert.Empty(t, g.Undefined)
	}
	var short [][2]string
	for _, f := range r.Findings {
		short = append(short, [2]string{f.Rule, f.Indicator + " " + f.Unit})
	}
	assert.Contains(t, short, [2]string{profile.RuleShape, "alone "})
	assert.Contains(t, short, [2]string{profile.RuleFence, "alone 8"})
	assert.Contains(t, short, [2]string{profile.RuleProduct, "output "})
	assert.Contains(t, short, [2]string{profile.RuleHigh, "output "}, "energy is turned: less is better")
	assert.NotContains(t, short, [2]string{profile.RuleNegative, "output "})
	for _, f := range r.Findings {
		if f.Rule == profile.RuleLow {
			assert.NotContains(t, f.With, "alone", "not a sibling")
		}
	}

	_, err = profile.Of(sample(t), profile.RankGap{Amount: "x", Count: "y"})
	require.ErrorIs(t, err, basis.ErrUnknown)
}

// TestOfDegenerate: nothing panics, and what has no value says why.
func TestOfDegenerate(t *testing.T) {
	for name, tab := range map[string]*indicators.Table{
		"one unit":         flat(t, []string{"a", "b"}, [][]float64{{1}, {2}}),
		"nothing":          flat(t, []string{"a", "b"}, [][]float64{{nan, nan}, {nan, nan}}),
		"constant":         flat(t, []string{"a", "b"}, [][]float64{{1, 1, 1, 1, 1, 1, 1, 1, 1}, {2, 2, 2, 2, 2, 2, 2, 2, 2}}),
		"same":             flat(t, []string{"a", "b"}, [][]float64{{1, 2, 3, 4, 5, 6, 7, 8, 9}, {2, 4, 6, 8, 10, 12, 14, 16, 18}}),
		"three, two units": flat(t, []string{"a", "b", "c"}, [][]float64{{1, 2}, {2, 1}, {0, nan}}),
	} {
		t.Run(name, func(t *testing.T) {
			r, err := profile.Of(tab)
			require.NoError(t, err)
			require.Len(t, r.Groups, 1)
			assert.NotEmpty(t, r.Groups[0].Undefined)
			assert.NotEmpty(t, r.Findings)
		})
	}
	r, err := profile.Of(one(t, 1, 2, 3))
	require.NoError(t, err)
	assert.Empty(t, r.Groups, "one indicator is no group")
	alone := build(t, indicators.Indicator{Code: "x"}, map[string][]float64{"x": {1, 2, 3, 4}})
	_, err = profile.Of(alone)
	require.NoError(t, err)
}

// TestSameAnswer: from several goroutines at once, and with the units in another
// order, findings are the same up to that order.
func TestSameAnswer(t *testing.T) {
	tab := sample(t)
	want, err := profile.Of(tab)
	require.NoError(t, err)
	var wg sync.WaitGroup
	for range 4 {
		wg.Go(func() {
			got, err := profile.Of(tab)
			assert.NoError(t, err)
			assert.Equal(t, want, got)
		})
	}
	wg.Wait()
}

// BenchmarkReport is everything at 100000 x 28, correlations among it.
func BenchmarkReport(b *testing.B) {
	tab := wide(b)
	for b.Loop() {
		if _, err := profile.Of(tab); err != nil {
			b.Fatal(err)
		}
	}
}
