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
	"github.com/countyeval/countyeval/indicators/stats"
)

func TestDescribeUndefined(t *testing.T) {
	huge := math.MaxFloat64
	for name, c := range map[string]struct {
		x                                []float64
		available, unique, same, reasons int
		mean, sd, skewness, kurtosis     float64
		want                             error
	}{
		"nothing":      {[]float64{nan, nan}, 0, 0, 0, 1, nan, nan, nan, nan, basis.ErrMissing},
		"one value":    {[]float64{nan, 3}, 1, 1, 1, 1, 3, nan, nan, nan, basis.ErrFew},
		"two values":   {[]float64{1, 3}, 2, 2, 1, 1, 2, math.Sqrt2, nan, nan, basis.ErrFew},
		"three values": {[]float64{1, 1, 4}, 3, 2, 2, 1, 2, math.Sqrt(3), math.Sqrt(3), nan, basis.ErrFew},
		"constant":     {[]float64{0.1, 0.1, 0.1, 0.1, 0.1}, 5, 1, 5, 1, 0.1, 0, nan, nan, basis.ErrConstant},
		"huge":         {[]float64{huge, huge, -huge, huge}, 4, 2, 3, 1, huge / 2, math.Inf(1), nan, nan, basis.ErrNumber},
		"signed zero":  {[]float64{0, math.Copysign(0, -1), 0, 4}, 4, 2, 3, 0, 1, 2, 2, 4, nil},
	} {
		t.Run(name, func(t *testing.T) {
			all, err := profile.Describe(one(t, c.x...))
			require.NoError(t, err)
			s := all[0]
			assert.Equal(t, c.available, s.Available)
			assert.Equal(t, c.unique, s.Unique)
			assert.Equal(t, c.same, s.Same)
			for _, p := range [][2]float64{{c.mean, s.Mean}, {c.skewness, s.Skewness}, {c.kurtosis, s.Kurtosis}} {
				if math.IsNaN(p[0]) {
					assert.True(t, math.IsNaN(p[1]))
				} else {
					assert.InEpsilon(t, p[0], p[1], 1e-9)
				}
			}
			if math.IsInf(c.sd, 1) {
				assert.True(t, math.IsInf(s.SD, 1))
			} else {
				near(t, c.sd, s.SD)
			}
			require.Len(t, s.Undefined, c.reasons)
			if c.want != nil {
				require.ErrorIs(t, s.Undefined[0], c.want)
			}
		})
	}
	_, err := profile.Describe(one(t, 1), "x", "y", "x")
	require.ErrorIs(t, err, basis.ErrUnknown)
	require.ErrorIs(t, err, indicators.ErrCode, "named twice")
}

func TestDescribeMarks(t *testing.T) {
	tab := one(t, 1, nan, 3, 100)
	tab, err := tab.With(indicators.Imputed, indicators.Change{Unit: "2", Indicator: "x", Is: 2})
	require.NoError(t, err)
	tab, err = tab.With(indicators.Treated, indicators.Change{Unit: "4", Indicator: "x", Is: 4})
	require.NoError(t, err)
	s, err := profile.Describe(tab)
	require.NoError(t, err)
	assert.Equal(t, [3]int{4, 1, 1}, [3]int{s[0].Available, s[0].Imputed, s[0].Treated})
}

// TestDescribeProperties: the order of units does not matter, quartiles are those
// of package stats, shift and scale act as they should, long columns (sorted by
// another method) as short ones.
func TestDescribeProperties(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		n := rapid.SampledFrom([]int{1, 2, 5, 40, 5000}).Draw(rt, "n")
		r := rand.New(rand.NewPCG(rapid.Uint64().Draw(rt, "seed"), 1))
		x := make([]float64, n)
		for i := range x {
			switch r.IntN(4) {
			case 0:
				x[i] = float64(r.IntN(5) - 2)
			case 1:
				x[i] = -math.Exp(20 * r.NormFloat64())
			default:
				x[i] = 100 * r.NormFloat64()
			}
		}
		s := summary(t, x)
		for _, q := range []struct{ p, got float64 }{{0, s.Min}, {0.25, s.Q1}, {0.5, s.Median}, {0.75, s.Q3}, {1, s.Max}} {
			want, err := stats.Quantile(x, q.p)
			require.NoError(rt, err)
			require.InDelta(rt, want, q.got, 1e-12*math.Abs(want), "order %v", q.p)
		}
		y := slices.Clone(x)
		r.Shuffle(n, func(i, j int) { y[i], y[j] = y[j], y[i] })
		shuffled := summary(t, y)
		require.Equal(rt, numbers(s), numbers(shuffled))
		for i, v := range x {
			y[i] = -4 * v
		}
		turned := summary(t, y)
		require.InDelta(rt, -4*s.Max, turned.Min, 0)
		if len(s.Undefined) == 0 {
			require.InEpsilon(rt, 4*s.SD, turned.SD, 1e-9)
			require.InDelta(rt, -s.Skewness, turned.Skewness, 1e-7*max(1, math.Abs(s.Skewness)))
			require.InDelta(rt, s.Kurtosis, turned.Kurtosis, 1e-7*max(1, math.Abs(s.Kurtosis)))
		}
	})
}

func summary(t *testing.T, x []float64) profile.Summary {
	t.Helper()
	s, err := profile.Describe(one(t, x...))
	require.NoError(t, err)
	return s[0]
}

// numbers are the bits of all statistics, so that NaN equals NaN.
func numbers(s profile.Summary) [14]uint64 {
	return [14]uint64{
		uint64(s.Available), uint64(s.Zeros), uint64(s.Unique), uint64(s.Same), uint64(len(s.Undefined)),
		math.Float64bits(s.Min), math.Float64bits(s.Q1), math.Float64bits(s.Median), math.Float64bits(s.Q3), math.Float64bits(s.Max),
		math.Float64bits(s.Mean), math.Float64bits(s.SD), math.Float64bits(s.Skewness), math.Float64bits(s.Kurtosis),
	}
}

func TestShape(t *testing.T) {
	root := indicators.Indicator{Code: "all", Children: []indicators.Indicator{
		{Code: "gaps"}, {Code: "zeros"}, {Code: "ties"}, {Code: "tail"}, {Code: "low"}, {Code: "none"}, {Code: "fine"}, {Code: "some"},
	}}
	tab := build(t, root, map[string][]float64{
		"gaps":  {1, 2, 4, 5, 7, 9, nan, nan, nan, nan},
		"zeros": {0, 0, 0, 0, 0, 0, 1, 2, 3, 4},
		"ties":  {1, 1, 1, 1, 2, 2, 2, 3, 3, 4},
		"tail":  {1, 2, 3, 4, 5, 6, 7, 8, 9, 100},
		"low":   {-1, -2, -3, -4, -5, -6, -7, -8, -9, -100},
		"none":  {nan, nan, nan, nan, nan, nan, nan, nan, nan, nan},
		"fine":  {1, 2, 3, 4, 5, 6, 7, 8, 9, 10},
		"some":  {0, 0, 0, 1, 2, 3, 4, nan, nan, nan}, // 4 of 7 are not 0
	})
	got := find(t, profile.Shape{}, tab)
	var short [][2]string
	for _, f := range got {
		assert.Empty(t, f.Unit)
		short = append(short, [2]string{f.Indicator, f.Rule})
	}
	assert.Equal(t, [][2]string{
		{"gaps", profile.RuleAvailability},
		{"zeros", profile.RuleZeros},
		{"ties", profile.RuleTies},
		{"tail", profile.RuleShape},
		{"low", profile.RuleShape},
		{"none", profile.RuleAvailability},
		{"none", profile.RuleShape},
	}, short)
	assert.Equal(t, profile.Finding{Rule: "availability", Indicator: "gaps", Figure: 0.6, Limit: 0.65, Text: basis.Textf("%s", "6 of 10 units have a value, 60 %, below 65 %")}, said(got[0]))
	assert.Equal(t, "4 of 10 values are not 0, 40 %, below 50 %", got[1].Text.String())
	assert.Equal(t, "4 of 10 values are different ones, 40 %, below 50 %", got[2].Text.String())
	assert.Equal(t, "skewness 3.1189 beyond 2 and kurtosis 9.79924 above 3.5", got[3].Text.String())
	assert.Equal(t, -2.0, got[4].Limit)
	require.ErrorIs(t, got[6].Err, basis.ErrMissing)
	assert.Equal(t, "not examined: all statistics: missing value: there is none", got[6].Text.String())

	assert.Empty(t, find(t, profile.Shape{Columns: []string{"gaps", "ties", "tail", "zeros"}, Available: 0.6, NonZero: 0.4, Unique: 0.4, Skewness: 4}, tab))
	for _, bad := range []profile.Shape{{Available: -1}, {Skewness: nan}, {Kurtosis: math.Inf(1)}} {
		_, err := bad.Find(tab)
		require.ErrorIs(t, err, basis.ErrValue)
	}
	_, err := profile.Shape{Columns: []string{"nowhere"}}.Find(tab)
	require.ErrorIs(t, err, basis.ErrUnknown)
}

func TestFence(t *testing.T) {
	root := indicators.Indicator{Code: "all", Children: []indicators.Indicator{{Code: "a"}, {Code: "b"}, {Code: "flat"}, {Code: "few"}}}
	tab := build(t, root, map[string][]float64{
		"a":    {1, 2, 3, 4, 5, 6, 7, 8, 19, -9.5}, // quartiles 2.25 and 6.75: fences -11.25, 20.25; inner -4.5, 13.5
		"b":    {90, 1, 2, 3, 4, 5, 6, 7, 8, nan},
		"flat": {1, 1, 1, 1, 1, 1, 1, 1, 2, 3},
		"few":  {1, 2, 3, 999, nan, nan, nan, nan, nan, nan},
	})
	assert.Empty(t, find(t, profile.Fence{Columns: []string{"a"}}, tab))
	got := find(t, profile.Fence{Columns: []string{"a", "b"}, K: 1.5}, tab)
	require.Equal(t, []string{"9", "10", "1"}, unitsOf(got))
	assert.Equal(t, profile.Finding{Rule: "fence", Unit: "9", Indicator: "a", Figure: 19, Limit: 13.5, Text: basis.Textf("%s", "19 is above the fence at 13.5")}, said(got[0]))
	assert.Equal(t, profile.Finding{Rule: "fence", Unit: "10", Indicator: "a", Figure: -9.5, Limit: -4.5, Text: basis.Textf("%s", "-9.5 is below the fence at -4.5")}, said(got[1]))
	assert.Equal(t, []string{"9"}, unitsOf(find(t, profile.Fence{Columns: []string{"a"}, K: 1.5, Side: profile.Above}, tab)))
	assert.Equal(t, []string{"10"}, unitsOf(find(t, profile.Fence{Columns: []string{"a"}, K: 1.5, Side: profile.Below}, tab)))

	open := find(t, profile.Fence{Columns: []string{"flat", "few"}}, tab)
	require.Len(t, open, 2)
	require.ErrorIs(t, open[0].Err, profile.ErrUnfit)
	require.ErrorIs(t, open[1].Err, basis.ErrFew)
	_, err := profile.Fence{K: -1}.Find(tab)
	require.ErrorIs(t, err, basis.ErrValue)
	_, err = profile.Fence{Columns: []string{"z"}}.Find(tab)
	require.ErrorIs(t, err, basis.ErrUnknown)
}

// TestFenceAll: only units beyond a fence on all columns.
func TestFenceAll(t *testing.T) {
	tab := flat(t, []string{"output", "strangers", "flat"}, [][]float64{
		{1, 2, 3, 4, 5, 6, 7, 8, 90, 100},
		{1, 2, 3, 4, 5, 6, 7, -80, 90, 80},
		{1, 1, 1, 1, 1, 1, 1, 1, 1, 2},
	})
	got := find(t, profile.Fence{Columns: []string{"output", "strangers"}, K: 1, All: true}, tab)
	require.Equal(t, []string{"9", "10"}, unitsOf(got))
	assert.Equal(t, "output", got[0].Indicator)
	assert.Equal(t, []string{"strangers"}, got[0].With)
	assert.Equal(t, 90.0, got[0].Figure)
	assert.Contains(t, got[0].Text.String(), "of strangers, too")
	got = find(t, profile.Fence{K: 1, All: true}, tab)
	require.Len(t, got, 1, "no unit is beyond a fence that does not exist")
	require.ErrorIs(t, got[0].Err, profile.ErrUnfit)
}

func wide(b *testing.B) *indicators.Table {
	b.Helper()
	r := rand.New(rand.NewPCG(1, 2))
	const n, m = 100_000, 28
	codes, x := make([]string, m), make([][]float64, m)
	for j := range x {
		codes[j] = "i" + string(rune('A'+j))
		x[j] = make([]float64, n)
		for i := range x[j] {
			x[j][i] = math.Exp(r.NormFloat64())
			if r.IntN(50) == 0 && j%4 == 0 {
				x[j][i] = math.NaN()
			}
		}
	}
	return flat(b, codes, x)
}

// BenchmarkDescribe is the table of statistics with its flags, at 100000 x 28; the
// floor is one pass that sums powers.
func BenchmarkDescribe(b *testing.B) {
	tab := wide(b)
	b.Run("100000x28", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			if _, err := profile.Run(tab, profile.Shape{}); err != nil {
				b.Fatal(err)
			}
		}
	})
	b.Run("floor", func(b *testing.B) {
		c, err := profile.Raw(tab)
		require.NoError(b, err)
		var sum float64
		for b.Loop() {
			for _, x := range c.X {
				var s1, s2, s3, s4 float64
				for _, v := range x {
					s1, s2, s3, s4 = s1+v, s2+v*v, s3+v*v*v, s4+v*v*v*v
				}
				sum += s1 + s2 + s3 + s4
			}
		}
		_ = sum
	})
}

// said has the text of a finding without its parts.
func said(f profile.Finding) profile.Finding {
	f.Text = basis.Textf("%s", f.Text.String())
	return f
}
