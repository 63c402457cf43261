package profile_test

import (
	"math"
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/countyeval/countyeval/indicators"
	"github.com/countyeval/countyeval/indicators/basis"
	"github.com/countyeval/countyeval/indicators/profile"
)

func methods() []profile.Method {
	return []profile.Method{profile.Pearson, profile.Spearman, profile.Kendall}
}

func TestCorrelationUndefined(t *testing.T) {
	huge := math.MaxFloat64
	for name, c := range map[string]struct {
		x, y []float64
		n    int
		want error
		at   string
	}{
		"no pair":              {[]float64{1, nan, 3}, []float64{nan, 2, nan}, 0, basis.ErrFew, ""},
		"two pairs":            {[]float64{1, 2, 3}, []float64{4, 1, nan}, 2, basis.ErrFew, ""},
		"constant":             {[]float64{1, 2, 3, 4}, []float64{7, 7, 7, 7}, 4, basis.ErrConstant, "y"},
		"constant where both":  {[]float64{5, 5, 5, 4}, []float64{1, 2, 3, nan}, 3, basis.ErrConstant, "x"},
		"too large to square":  {[]float64{huge, -huge, huge, 1}, []float64{1, 2, 3, 4}, 4, basis.ErrNumber, ""},
		"too large, with gaps": {[]float64{huge, -huge, huge, nan}, []float64{1, 2, 3, 4}, 3, basis.ErrNumber, ""},
	} {
		t.Run(name, func(t *testing.T) {
			all, err := profile.Columns{Codes: []string{"x", "y"}, X: [][]float64{c.x, c.y}}.Correlate(profile.Pearson)
			require.NoError(t, err)
			require.Len(t, all, 1)
			assert.Equal(t, c.n, all[0].N)
			require.ErrorIs(t, all[0].Err, c.want)
			assert.True(t, math.IsNaN(all[0].R) && math.IsNaN(all[0].P))
			var in *indicators.InputError
			if c.at != "" {
				require.ErrorAs(t, all[0].Err, &in)
				assert.Equal(t, c.at, in.Indicator)
			}
			f := profile.Coherence{}.Find(all)
			require.Len(t, f, 1)
			require.ErrorIs(t, f[0].Err, c.want)
			f = profile.Size{}.Find(all)
			require.Len(t, f, 1)
			require.ErrorIs(t, f[0].Err, c.want)
		})
	}
}

func TestColumnsRefused(t *testing.T) {
	for name, c := range map[string]struct {
		columns profile.Columns
		want    error
	}{
		"codes":    {profile.Columns{Codes: []string{"a"}, X: [][]float64{{1}, {2}}}, indicators.ErrRow},
		"lengths":  {profile.Columns{Codes: []string{"a", "b"}, X: [][]float64{{1, 2, 3}, {1, 2}}}, indicators.ErrRow},
		"infinite": {profile.Columns{Codes: []string{"a", "b"}, X: [][]float64{{1, 2, 3}, {1, 2, math.Inf(-1)}}}, basis.ErrNumber},
	} {
		t.Run(name, func(t *testing.T) {
			_, err := c.columns.Correlate(profile.Pearson)
			require.ErrorIs(t, err, c.want)
			_, err = c.columns.With(profile.Columns{}, profile.Kendall)
			require.ErrorIs(t, err, c.want)
			_, err = c.columns.Alpha(false)
			require.ErrorIs(t, err, c.want)
			_, err = c.columns.Components()
			require.ErrorIs(t, err, c.want)
			_, err = c.columns.Adequacy()
			require.ErrorIs(t, err, c.want)
		})
	}
	tab := one(t, 1, 2)
	_, err := profile.Raw(tab, "y")
	require.ErrorIs(t, err, basis.ErrUnknown)
	_, err = profile.Oriented(tab, "y")
	require.ErrorIs(t, err, basis.ErrUnknown)
	assert.Equal(t, "kendall", profile.Kendall.String())
	assert.Equal(t, "spearman", profile.Spearman.String())
	assert.Equal(t, "Method(9)", profile.Method(9).String())
	none, err := profile.Columns{}.Correlate(profile.Pearson)
	require.NoError(t, err)
	assert.Empty(t, none)
}

func TestOriented(t *testing.T) {
	root := indicators.Indicator{Code: "all", Children: []indicators.Indicator{
		{Code: "up"},
		{Code: "down", Direction: indicators.Lower},
		{Code: "mid", Direction: indicators.Target, Target: &indicators.Range{Lo: 2, Hi: 4}},
	}}
	x := []float64{1, 2, 3, 5, nan}
	tab := build(t, root, map[string][]float64{"up": x, "down": x, "mid": x})
	c, err := profile.Oriented(tab)
	require.NoError(t, err)
	nears(t, []float64{1, 2, 3, 5, nan}, c.X[0])
	nears(t, []float64{-1, -2, -3, -5, nan}, c.X[1])
	nears(t, []float64{-1, 0, 0, -1, nan}, c.X[2])
	raw, err := profile.Raw(tab, "down")
	require.NoError(t, err)
	nears(t, x, raw.X[0])
}

// TestCorrelationProperties: symmetric, within [-1, 1], unchanged by a shift, a
// positive factor and the order of units, turned by a negative factor, 1 with
// itself; With gives what Correlate gives; the input is not changed.
func TestCorrelationProperties(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		n := rapid.IntRange(3, 30).Draw(rt, "n")
		draw := func(label string) []float64 {
			return rapid.SliceOfN(rapid.Map(rapid.IntRange(-20, 20), func(i int) float64 {
				if i == 20 {
					return nan
				}
				return float64(i) / 4
			}), n, n).Draw(rt, label)
		}
		x, y := draw("x"), draw("y")
		before := slices.Clone(x)
		m := rapid.SampledFrom(methods()).Draw(rt, "method")
		get := func(x, y []float64) profile.Correlation {
			all, err := profile.Columns{Codes: []string{"x", "y"}, X: [][]float64{x, y}}.Correlate(m)
			require.NoError(rt, err)
			cross, err := profile.Columns{Codes: []string{"x"}, X: [][]float64{x}}.With(profile.Columns{Codes: []string{"y"}, X: [][]float64{y}}, m)
			require.NoError(rt, err)
			require.Equal(rt, all[0].N, cross[0].N)
			require.Equal(rt, math.Float64bits(all[0].R), math.Float64bits(cross[0].R))
			require.Equal(rt, math.Float64bits(all[0].P), math.Float64bits(cross[0].P))
			return all[0]
		}
		r := get(x, y)
		for i := range x {
			require.Equal(rt, math.Float64bits(before[i]), math.Float64bits(x[i]))
		}
		if r.Err != nil {
			return
		}
		require.True(rt, r.R >= -1 && r.R <= 1 && r.P >= 0 && r.P <= 1, "%+v", r)
		back := get(y, x)
		require.InDelta(rt, r.R, back.R, 1e-12)
		turned, other := make([]float64, n), make([]float64, n)
		order := rand.New(rand.NewPCG(uint64(n), 3)).Perm(n)
		for i, at := range order {
			turned[i], other[i] = 8-4*x[at], 0.5*y[at]+3
		}
		opposite := get(turned, other)
		require.InDelta(rt, -r.R, opposite.R, 1e-9)
		require.InDelta(rt, r.P, opposite.P, 1e-6)
		require.InDelta(rt, 1, get(x, x).R, 1e-12)
	})
}

func TestCoherence(t *testing.T) {
	all := []profile.Correlation{
		{A: "a", B: "b", R: 0.95, P: 0},
		{A: "a", B: "c", R: -0.95, P: 0},
		{A: "a", B: "d", R: -0.5, P: 0.01},
		{A: "a", B: "e", R: -0.5, P: 0.06},
		{A: "a", B: "f", R: 0.2, P: 0.4},
		{A: "a", B: "g", R: 0.9, P: 0},
		{A: "a", B: "h", R: 0.3, P: 0.02},
		{A: "a", B: "i", R: -0.29, P: 0.04},
	}
	got := profile.Coherence{}.Find(all)
	var short [][2]string
	for _, f := range got {
		short = append(short, [2]string{f.With[0], f.Rule})
	}
	assert.Equal(t, [][2]string{
		{"b", profile.RuleHigh},
		{"c", profile.RuleHigh},
		{"c", profile.RuleNegative},
		{"d", profile.RuleNegative},
		{"f", profile.RuleLow},
		{"i", profile.RuleNegative},
		{"i", profile.RuleLow},
	}, short)
	assert.Equal(t, -0.9, got[1].Limit, "absolute values are compared")
	assert.Equal(t, "pearson correlation of -0.5 with d, p = 0.01: more of one goes with less of the other", got[3].Text.String())
	assert.Empty(t, profile.Size{}.Find(all[2:5]))
	assert.Len(t, profile.Size{}.Find(all), 3)
}

func TestAlphaUndefined(t *testing.T) {
	for name, c := range map[string]struct {
		x    [][]float64
		want error
	}{
		"no column":          {nil, basis.ErrFew},
		"one column":         {[][]float64{{1, 2, 3, 4}}, basis.ErrFew},
		"two complete units": {[][]float64{{1, 2, 3, nan}, {3, 2, nan, 1}}, basis.ErrFew},
		"constant":           {[][]float64{{1, 2, 3, 4}, {5, 5, 5, 5}}, basis.ErrConstant},
		"constant where all": {[][]float64{{1, 2, 3, nan}, {5, 5, 5, 4}}, basis.ErrConstant},
		"opposites":          {[][]float64{{1, 2, 3, 4}, {4, 3, 2, 1}}, profile.ErrSingular},
	} {
		t.Run(name, func(t *testing.T) {
			columns := profile.Columns{X: c.x}
			for j := range c.x {
				columns.Codes = append(columns.Codes, string(rune('a'+j)))
			}
			for _, raw := range []bool{false, true} {
				_, err := columns.Alpha(raw)
				require.ErrorIs(t, err, c.want)
			}
		})
	}
	// Two that cancel out, and a third: without the third nothing is left.
	x := []float64{1, 2, 3, 4}
	a, err := profile.Columns{Codes: []string{"a", "b", "c"}, X: [][]float64{x, {4, 3, 2, 1}, {1, 3, 2, 4}}}.Alpha(false)
	require.NoError(t, err)
	assert.True(t, math.IsNaN(a.Items[2].Total) && math.IsNaN(a.Items[2].Without))
	// Copies agree perfectly, whatever the scale.
	same, err := profile.Columns{Codes: []string{"a", "b"}, X: [][]float64{x, {10, 20, 30, 40}}}.Alpha(false)
	require.NoError(t, err)
	near(t, 1, same.Value)
	assert.True(t, math.IsNaN(same.Items[0].Without), "one column has no alpha")
}

func TestAdequacyUndefined(t *testing.T) {
	a, b := []float64{1, 2, 3, 4, 5, 7}, []float64{2, 1, 4, 3, 6, 6}
	sum := make([]float64, len(a))
	for i := range a {
		sum[i] = a[i] + 2*b[i]
	}
	other := []float64{1, 1, 2, 1, 5, 2}
	c := profile.Columns{Codes: []string{"a", "b", "other", "sum"}, X: [][]float64{a, b, other, sum}}
	_, err := c.Adequacy()
	require.ErrorIs(t, err, profile.ErrSingular)
	require.EqualError(t, err, "adequacy: an indicator is made up of others: a, b, sum")
	p, err := c.Components()
	require.NoError(t, err)
	assert.InDelta(t, 0, p.Eigenvalues[3], 1e-12)
	assert.GreaterOrEqual(t, p.Eigenvalues[3], 0.0)
	_, err = profile.Columns{Codes: c.Codes[:3], X: [][]float64{a[:3], b[:3], other[:3]}}.Adequacy()
	require.ErrorIs(t, err, basis.ErrFew, "not more units than columns")
	// Columns without any relation.
	none, err := profile.Columns{Codes: []string{"a", "b"}, X: [][]float64{{1, 1, -1, -1}, {1, -1, 1, -1}}}.Adequacy()
	require.NoError(t, err)
	assert.Equal(t, 0.5, none.KMO)
	near(t, 0, none.ChiSquare)
	near(t, 1, none.P)
}

// TestComponentsProperties: eigenvalues sum to k; all components together explain
// every column; a shift or a positive factor changes nothing.
func TestComponentsProperties(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		k := rapid.IntRange(2, 6).Draw(rt, "k")
		r := rand.New(rand.NewPCG(rapid.Uint64().Draw(rt, "seed"), 1))
		c := profile.Columns{}
		scaled := profile.Columns{}
		for j := range k {
			x, y := make([]float64, 20), make([]float64, 20)
			for i := range x {
				x[i] = r.NormFloat64()
				y[i] = 1000*x[i] + 7
			}
			c.Codes, c.X = append(c.Codes, string(rune('a'+j))), append(c.X, x)
			scaled.Codes, scaled.X = append(scaled.Codes, string(rune('a'+j))), append(scaled.X, y)
		}
		p, err := c.Components()
		require.NoError(rt, err)
		q, err := scaled.Components()
		require.NoError(rt, err)
		var sum float64
		for i, v := range p.Eigenvalues {
			sum += v
			require.InDelta(rt, v, q.Eigenvalues[i], 1e-9)
			require.True(rt, i == 0 || v <= p.Eigenvalues[i-1])
			var loadings float64
			for _, l := range p.Loadings[i] {
				loadings += l
			}
			require.GreaterOrEqual(rt, loadings, -1e-12)
		}
		require.InDelta(rt, float64(k), sum, 1e-9)
		for j := range k {
			var communality float64
			for i := range p.Loadings {
				communality += p.Loadings[i][j] * p.Loadings[i][j]
			}
			require.InDelta(rt, 1, communality, 1e-9)
		}
		a, err := c.Adequacy()
		require.NoError(rt, err)
		require.True(rt, a.KMO > 0 && a.KMO < 1 && a.P >= 0 && a.P <= 1)
	})
}
