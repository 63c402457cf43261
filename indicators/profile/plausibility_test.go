package profile_test

import (
	"fmt"
	"math"
	"math/rand/v2"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/countyeval/countyeval/indicators"
	"github.com/countyeval/countyeval/indicators/basis"
	"github.com/countyeval/countyeval/indicators/profile"
)

// made returns n positive random values.
func made(r *rand.Rand, n int) []float64 {
	x := make([]float64, n)
	for i := range x {
		x[i] = math.Exp(r.NormFloat64())
	}
	return x
}

func TestProducts(t *testing.T) {
	r := rand.New(rand.NewPCG(3, 4))
	const n = 20
	output, firms, area, noise := made(r, n), made(r, n), made(r, n), made(r, n)
	each := func(f func(i int) float64) []float64 {
		x := make([]float64, n)
		for i := range x {
			x[i] = f(i)
		}
		return x
	}
	codes := []string{"output", "firms", "area", "perfirm", "wan", "inverse", "third", "noise", "even", "signed"}
	tab := flat(t, codes, [][]float64{
		output, firms, area,
		each(func(i int) float64 { return math.Round(1e7*output[i]/firms[i]) / 1e3 }), // 万元, printed with 3 decimals
		each(func(i int) float64 { return output[i] * 1e4 }),
		each(func(i int) float64 { return 3 / area[i] }),
		each(func(i int) float64 { return 1 / (firms[i] * area[i]) }),
		noise,
		each(func(i int) float64 { return 50 * (1 + 0.0001*float64(i%2)) }),
		each(func(i int) float64 { return r.NormFloat64() - 2 }),
	})
	got := find(t, profile.Products{}, tab)
	var short []string
	for _, f := range got {
		if f.Err == nil {
			assert.LessOrEqual(t, f.Figure, f.Limit)
			short = append(short, fmt.Sprint(f.Rule, " ", f.Indicator, " ", f.With))
		}
	}
	assert.Equal(t, []string{
		"same output [wan]",
		"same area [inverse]",
		"product output [firms perfirm]",
		"product firms [area third]", // firms is proportional to 1 / (area * third)
		"product wan [firms perfirm]",
		"product inverse [firms third]",
	}, short)
	var open []profile.Finding
	for _, f := range got {
		if f.Err != nil {
			open = append(open, f)
		}
	}
	require.Len(t, open, 1)
	assert.Equal(t, "signed", open[0].Indicator)
	require.ErrorIs(t, open[0].Err, basis.ErrFew)

	assert.Contains(t, got[2].Text.String(), "area is proportional to the reciprocal of inverse, exactly")
	assert.Empty(t, find(t, profile.Products{Columns: []string{"output", "firms", "area", "noise"}}, tab))
	assert.Empty(t, find(t, profile.Products{Columns: []string{"output", "firms", "perfirm"}, Tolerance: 1e-12}, tab), "rounded figures")
	steady := func(by float64) []float64 { return each(func(i int) float64 { return by + 0.0001*by*float64(i%3) }) }
	assert.Empty(t, find(t, profile.Products{}, flat(t, []string{"a", "b", "c"}, [][]float64{steady(7), steady(20), output})), "hardly anything varies")
	_, err := profile.Products{Tolerance: -1}.Find(tab)
	require.ErrorIs(t, err, basis.ErrValue)
	_, err = profile.Products{Columns: []string{"what"}}.Find(tab)
	require.ErrorIs(t, err, basis.ErrUnknown)
}

// TestProductsWays: each of the four ways in which three columns can depend.
func TestProductsWays(t *testing.T) {
	r := rand.New(rand.NewPCG(5, 6))
	x, y := made(r, 12), made(r, 12)
	z := make([]float64, 12)
	for name, c := range map[string]struct {
		of   func(x, y float64) float64
		text string
	}{
		"first":      {func(x, y float64) float64 { return x / y }, "a is proportional to b * c, exactly"},
		"second":     {func(x, y float64) float64 { return y / x }, "b is proportional to a * c, exactly"},
		"third":      {func(x, y float64) float64 { return 100 * x * y }, "c is proportional to a * b, exactly"},
		"reciprocal": {func(x, y float64) float64 { return 1 / (x * y) }, "a is proportional to 1 / (b * c), exactly"},
	} {
		t.Run(name, func(t *testing.T) {
			for i := range z {
				z[i] = c.of(x[i], y[i])
			}
			got := find(t, profile.Products{}, flat(t, []string{"a", "b", "c"}, [][]float64{x, y, z}))
			require.Len(t, got, 1)
			assert.Contains(t, got[0].Text.String(), c.text)
			z[7] *= 1.01
			assert.Empty(t, find(t, profile.Products{}, flat(t, []string{"a", "b", "c"}, [][]float64{x, y, z})), "one unit is off")
			z[7] = nan
			assert.Len(t, find(t, profile.Products{}, flat(t, []string{"a", "b", "c"}, [][]float64{x, y, z})), 1, "a gap does not hide it")
		})
	}
}

func TestParts(t *testing.T) {
	r := rand.New(rand.NewPCG(7, 8))
	const n = 30
	var first, second, third, all, total, noise, tiny, twin []float64
	for i := range n {
		a, b := 10+30*r.Float64(), 10+20*r.Float64()
		first, second, third = append(first, a), append(second, b), append(third, 100-a-b)
		p, q := 100*r.Float64(), 100*r.Float64()
		noise, tiny = append(noise, p), append(tiny, 1e-6*float64(i%3))
		all, total, twin = append(all, p+q), append(total, q), append(twin, p)
	}
	codes := []string{"first", "second", "third", "noise", "total", "whole", "tiny", "twin"}
	tab := flat(t, codes, [][]float64{first, second, third, noise, total, all, tiny, twin})
	var short []string
	for _, f := range find(t, profile.Parts{}, tab) {
		require.NoError(t, f.Err)
		short = append(short, fmt.Sprint(f.Indicator, " ", f.With))
	}
	assert.Equal(t, []string{"whole [noise total]", "whole [total twin]", "first [second third]"}, short)
	assert.Equal(t, []string{"whole [noise total]", "whole [total twin]"}, func() (s []string) {
		for _, f := range find(t, profile.Parts{Most: 2}, tab) {
			s = append(s, fmt.Sprint(f.Indicator, " ", f.With))
		}
		return s
	}())
	got := find(t, profile.Parts{Columns: []string{"third", "first", "second"}}, tab)
	require.Len(t, got, 1)
	assert.Contains(t, got[0].Text.String(), "third + first + second is 100 for every unit, exactly")

	first[3] += 0.02 // of 100: beyond a hundredth of a per cent
	tab = flat(t, codes, [][]float64{first, second, third, noise, total, all, tiny, twin})
	assert.Empty(t, find(t, profile.Parts{Columns: codes[:3]}, tab))
	assert.Len(t, find(t, profile.Parts{Columns: codes[:3], Tolerance: 0.001}, tab), 1)
	_, err := profile.Parts{Tolerance: nan}.Find(tab)
	require.ErrorIs(t, err, basis.ErrValue)
	_, err = profile.Parts{Columns: []string{"first", "first"}}.Find(tab)
	require.ErrorIs(t, err, indicators.ErrCode)
}

func TestPartsOfNothing(t *testing.T) {
	zero := make([]float64, 10)
	gaps := []float64{nan, nan, nan, nan, nan, 1, 2, 3, 4, 5}
	rest := []float64{9, 9, 9, 9, 9, 8, 7, 6, 5, 4}
	tab := flat(t, []string{"a", "b", "c", "d", "e"}, [][]float64{zero, zero, zero, gaps, rest})
	assert.Empty(t, find(t, profile.Parts{}, tab), "d + e is 9 for five units, too few")
	gaps[2], gaps[3], gaps[4] = 0, 0, 0
	tab = flat(t, []string{"a", "b", "c", "d", "e"}, [][]float64{zero, zero, zero, gaps, rest})
	assert.Len(t, find(t, profile.Parts{}, tab), 1, "eight are enough")
}

func TestIdentity(t *testing.T) {
	root := indicators.Indicator{Code: "all", Children: []indicators.Indicator{{Code: "first"}, {Code: "second"}, {Code: "gdp"}, {Code: "share"}, {Code: "people"}}}
	tab := build(t, root, map[string][]float64{
		"first":  {10, 20, 30, nan, 50, nan},
		"second": {90, 80, 70.01, 60, 50, 1},
		"gdp":    {100, 100, 100, 100, 0, 0},
		"share":  {10, 21, 30, 40, 50, 50},
		"people": {2, 2, 2, 2, 2, 2},
	})
	sum := profile.Identity{Left: []profile.Term{{Column: "first"}, {Column: "second"}}, Right: []profile.Term{{Column: "gdp"}}}
	got := find(t, sum, tab)
	require.Equal(t, []string{"3", "5"}, unitsOf(got))
	assert.Equal(t, profile.Finding{
		Rule: "identity", Unit: "3", Indicator: "first", With: []string{"second", "gdp"}, Figure: 100.01, Limit: 100,
		Text: basis.Textf("%s", "first + second = gdp does not hold: 100.01 and 100"),
	}, said(got[0]))
	sum.Tolerance = 0.001
	assert.Equal(t, []string{"5"}, unitsOf(find(t, sum, tab)))
	sum.Relation = profile.AtMost
	assert.Equal(t, []string{"5"}, unitsOf(find(t, sum, tab)), "50 + 50 <= 0")
	sum.Relation = profile.LessThan
	assert.Equal(t, []string{"1", "2", "3", "5"}, unitsOf(find(t, sum, tab)))

	ratio := profile.Identity{Left: []profile.Term{{Column: "share"}}, Right: []profile.Term{{Column: "first", Over: "gdp", Factor: 100}}}
	both := profile.Identity{Left: []profile.Term{{Column: "first"}, {Column: "share", Over: "gdp"}}, Right: []profile.Term{{Column: "second"}}, Relation: profile.AtMost}
	assert.Equal(t, []string{"5"}, unitsOf(find(t, both, tab)), "a unit that lacks a figure is not looked at")
	assert.Equal(t, "share = 100 * first / gdp", ratio.String())
	got = find(t, ratio, tab)
	require.Equal(t, []string{"2", "5"}, unitsOf(got))
	assert.Equal(t, 21.0, got[0].Figure)
	assert.Equal(t, 20.0, got[0].Limit)
	require.ErrorIs(t, got[1].Err, profile.ErrUnfit)
	assert.Equal(t, "not examined: the rule does not apply: gdp is 0", got[1].Text.String())

	product := profile.Identity{Left: []profile.Term{{Column: "share", Times: "people", Factor: 0.5}}, Right: []profile.Term{{Column: "first"}}, Relation: profile.Equal}
	assert.Equal(t, "0.5 * share * people = first", product.String())
	assert.Equal(t, []string{"2"}, unitsOf(find(t, product, tab)))

	for name, bad := range map[string]struct {
		rule profile.Identity
		want error
	}{
		"empty side":       {profile.Identity{Left: sum.Left}, basis.ErrEmpty},
		"unknown column":   {profile.Identity{Left: sum.Left, Right: []profile.Term{{Column: "x"}}}, basis.ErrUnknown},
		"unknown factor":   {profile.Identity{Left: sum.Left, Right: []profile.Term{{Column: "gdp", Times: "x"}}}, basis.ErrUnknown},
		"no column":        {profile.Identity{Left: sum.Left, Right: []profile.Term{{Factor: 2}}}, basis.ErrValue},
		"factor":           {profile.Identity{Left: sum.Left, Right: []profile.Term{{Column: "gdp", Factor: nan}}}, basis.ErrValue},
		"relation":         {profile.Identity{Left: sum.Left, Right: sum.Right, Relation: 7}, basis.ErrValue},
		"tolerance":        {profile.Identity{Left: sum.Left, Right: sum.Right, Tolerance: -1}, basis.ErrValue},
		"unknown relation": {profile.Identity{Left: sum.Left, Right: sum.Right, Relation: -1}, basis.ErrValue},
	} {
		_, err := bad.rule.Find(tab)
		require.ErrorIs(t, err, bad.want, name)
	}
	// The other checks still run.
	found, err := profile.Run(tab, profile.Identity{}, sum)
	require.Error(t, err)
	assert.Len(t, found, 4)
}

func TestJumps(t *testing.T) {
	codes := []string{"amount", "share"}
	now := flat(t, codes, [][]float64{{100, 201, 49, 0, -5, 7, nan, 3}, {10, 10, 10, 10, 10, 10, 16, 3.9}})
	f, err := indicators.NewFramework(indicators.Indicator{Code: "all", Children: []indicators.Indicator{{Code: "share"}, {Code: "amount"}}})
	require.NoError(t, err)
	u := units(7)
	u[0], u[6] = u[6], u[0]
	before, err := indicators.NewTable(f, u, map[string][]float64{
		"amount": {1, 100, 100, 6, 5, 7, 200},
		"share":  {10, 10, 10, 10, 10, nan, 10},
	}, nil)
	require.NoError(t, err)
	got, err := profile.Jumps{Columns: []string{"amount"}}.Against(now, before)
	require.NoError(t, err)
	require.Equal(t, []string{"8", "2", "3", "4", "5"}, unitsOf(got))
	require.ErrorIs(t, got[0].Err, basis.ErrUnknown)
	assert.Equal(t, profile.Finding{Rule: "jump", Unit: "2", Indicator: "amount", Figure: 2.01, Limit: 2, Text: basis.Textf("%s", "from 100 to 201, 2.01 times, above 2")}, said(got[1]))
	assert.Equal(t, 0.49, got[2].Figure)
	assert.Equal(t, 0.5, got[2].Limit)
	assert.Equal(t, "from 6 to 0", got[3].Text.String())
	assert.Equal(t, [2]float64{-5, 5}, [2]float64{got[4].Figure, got[4].Limit})

	got, err = profile.Jumps{Columns: []string{"share"}, Difference: true, Factor: 5}.Against(now, before)
	require.NoError(t, err)
	require.Equal(t, []string{"8", "7"}, unitsOf(got))
	assert.Equal(t, 6.0, got[1].Figure)
	got, err = profile.Jumps{Factor: 1}.Against(now, now)
	require.NoError(t, err)
	assert.Empty(t, got, "nothing leaps within a year")
	back, err := profile.Jumps{Columns: []string{"share"}, Difference: true, Factor: 5}.Against(before, now)
	require.NoError(t, err)
	require.Equal(t, []string{"7"}, unitsOf(back))
	assert.Equal(t, [2]float64{-6, -5}, [2]float64{back[0].Figure, back[0].Limit})

	for _, bad := range []profile.Jumps{{Factor: 0.5}, {Factor: nan}, {Difference: true}} {
		_, err := bad.Against(now, before)
		require.ErrorIs(t, err, basis.ErrValue)
	}
	_, err = profile.Jumps{Columns: []string{"x"}}.Against(now, before)
	require.ErrorIs(t, err, basis.ErrUnknown)
	_, err = profile.Jumps{}.Against(now, one(t, 1))
	require.ErrorIs(t, err, basis.ErrUnknown)
}

func TestRankGap(t *testing.T) {
	tab := flat(t, []string{"output", "firms"}, [][]float64{{9, 8, 7, 6, 5, 4, nan}, {4, 90, 70, 60, 50, 40, 1}})
	got := find(t, profile.RankGap{Amount: "output", Count: "firms"}, tab)
	require.Equal(t, []string{"1"}, unitsOf(got))
	assert.Equal(t, profile.Finding{
		Rule: "rank gap", Unit: "1", Indicator: "output", With: []string{"firms"}, Figure: -5, Limit: -2,
		Text: basis.Textf("%s", "rank 1 by output, but 6 by firms, of 6"),
	}, said(got[0]))
	assert.Empty(t, find(t, profile.RankGap{Amount: "output", Count: "firms", Limit: 0.84}, tab))
	assert.Len(t, find(t, profile.RankGap{Amount: "firms", Count: "output", Limit: 0.1}, tab), 6)
	few := find(t, profile.RankGap{Amount: "a", Count: "b"}, flat(t, []string{"a", "b"}, [][]float64{{1, 2, 3, 4}, {4, 3, 2, 1}}))
	require.Len(t, few, 1)
	require.ErrorIs(t, few[0].Err, basis.ErrFew)
	_, err := profile.RankGap{Amount: "output", Count: "x"}.Find(tab)
	require.ErrorIs(t, err, basis.ErrUnknown)
	_, err = profile.RankGap{Amount: "output", Count: "firms", Limit: -1}.Find(tab)
	require.ErrorIs(t, err, basis.ErrValue)
}

func TestTotals(t *testing.T) {
	f, err := indicators.NewFramework(indicators.Indicator{Code: "all", Children: []indicators.Indicator{{Code: "gdp"}, {Code: "people"}}})
	require.NoError(t, err)
	counties, err := indicators.NewTable(f, []indicators.Unit{
		{Code: "a1", Region: "甲市"}, {Code: "a2", Region: "甲市"}, {Code: "b1", Region: "乙市"}, {Code: "b2", Region: "乙市"}, {Code: "c1", Region: "丙市"}, {Code: "c2", Region: "丙市"},
	}, map[string][]float64{"gdp": {1, 2, 3, 4, 5, 6}, "people": {10, nan, 30, 41, 5, 6}}, nil)
	require.NoError(t, err)
	cities, err := indicators.NewTable(f, []indicators.Unit{{Code: "A", Name: "甲市"}, {Code: "B", Name: "某", Region: "乙市"}, {Code: "D", Name: "丁市"}},
		map[string][]float64{"gdp": {3, 7.5, 1}, "people": {20, 70, nan}}, nil)
	require.NoError(t, err)
	got, err := profile.Totals{Columns: []string{"gdp", "people"}}.Against(counties, cities)
	require.NoError(t, err)
	var short []string
	for _, x := range got {
		short = append(short, fmt.Sprint(x.Unit, " ", x.Indicator, " ", x.Figure, " ", x.Limit, " ", x.Err != nil))
	}
	assert.Equal(t, []string{"c1  0 0 true", "B gdp 7 7.5 false", "D gdp 0 0 true", "A people 0 0 true", "B people 71 70 false", "D people 0 0 true"}, short)
	assert.Equal(t, "2 units of 乙市 sum to 7, the total is 7.5", got[1].Text.String())
	assert.Equal(t, "not examined: missing value of a2", got[3].Text.String())

	got, err = profile.Totals{Columns: []string{"gdp", "people"}, Most: true}.Against(counties, cities)
	require.NoError(t, err)
	require.Len(t, got, 4)
	assert.Equal(t, "B people", got[2].Unit+" "+got[2].Indicator)
	got, err = profile.Totals{Columns: []string{"people"}, Tolerance: 0.02}.Against(counties, cities)
	require.NoError(t, err)
	for _, x := range got {
		require.Error(t, x.Err)
	}

	_, err = profile.Totals{}.Against(counties, cities)
	require.ErrorIs(t, err, basis.ErrEmpty)
	_, err = profile.Totals{Columns: []string{"x"}}.Against(counties, cities)
	require.ErrorIs(t, err, basis.ErrUnknown)
	_, err = profile.Totals{Columns: []string{"gdp"}}.Against(counties, one(t, 1))
	require.ErrorIs(t, err, basis.ErrUnknown)
	_, err = profile.Totals{Columns: []string{"gdp"}, Tolerance: -1}.Against(counties, cities)
	require.ErrorIs(t, err, basis.ErrValue)
	_, err = profile.Totals{Columns: []string{"gdp"}}.Against(counties, counties)
	require.ErrorIs(t, err, indicators.ErrCode, "two rows for one region")
}
