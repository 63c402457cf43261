package main

import (
	"bytes"
	"math"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/countyeval/countyeval/evaluation"
	"github.com/countyeval/countyeval/evaluation/enterprise"
	"github.com/countyeval/countyeval/evaluation/tables"
	"github.com/countyeval/countyeval/examples/internal/command"
	"github.com/countyeval/countyeval/examples/internal/pages"
	"github.com/countyeval/countyeval/indicators"
	"github.com/countyeval/countyeval/indicators/basis"
)

func TestGolden(t *testing.T) {
	y, err := newYears()
	require.NoError(t, err)
	for _, lang := range []basis.Language{basis.English, basis.Chinese} {
		var out bytes.Buffer
		require.NoError(t, y.page(&out, tables.TextOptions{Language: lang}, "E0112"))
		pages.Golden(t, lang.String()+".txt", out.String())
		assert.Contains(t, out.String(), map[basis.Language]string{basis.English: "all made up", basis.Chinese: "全部为虚构"}[lang])
	}
	require.ErrorIs(t, y.page(&bytes.Buffer{}, tables.TextOptions{}, "E9999"), basis.ErrUnknown)
}

func studied(t *testing.T) (graded, county) {
	t.Helper()
	g, err := grade(thisYear)
	require.NoError(t, err)
	c, err := g.second()
	require.NoError(t, err)
	return g, c
}

// TestByHand adds the legal forms up without the library: there are 2,000 enterprises, a
// county's figure is the ratio of its sums, and its land of grade D is that of its
// enterprises of grade D.
func TestByHand(t *testing.T) {
	g, c := studied(t)
	units, forms, values := generated(thisYear)
	require.Len(t, units, enterprises)
	assert.Greater(t, len(forms), enterprises+30, "some owners have two legal forms")
	countyOf := map[string]string{}
	for _, u := range units {
		countyOf[u.Code] = u.Region
	}
	type sums struct{ tax, va, energy, land, a, d float64 }
	by := map[string]*sums{}
	for _, p := range places() {
		by[p.code] = &sums{}
	}
	for i, f := range forms {
		owner := f.Tags.Get("owner")
		s, land := by[countyOf[owner]], values["own"][i]+values["rented"][i]-values["let"][i]
		s.tax, s.va, s.energy, s.land = s.tax+values["tax"][i], s.va+values["va"][i], s.energy+values["energy"][i], s.land+land
		switch g.places[owner].Grade {
		case "A":
			s.a += land
		case "D":
			s.d += land
		}
	}
	for i, u := range c.table.Units() {
		s := by[u.Code]
		for code, want := range map[string]float64{"tax_per_mu": s.tax / s.land, "va_per_mu": s.va / s.land, "va_per_energy": s.va / s.energy, "a_land": 100 * s.a / s.land, "land": s.land} {
			assert.InEpsilon(t, want, c.table.Column(code).At(i), 1e-9, "%s %s", u.Code, code)
		}
		assert.InDelta(t, s.d, c.dLand.Of[u.Code], 0.01)
	}
}

// TestQuotas counts the grades of each county and pool.
func TestQuotas(t *testing.T) {
	g, _ := studied(t)
	all := 0
	for _, pool := range pools() {
		for _, p := range places() {
			r := g.rankings[pool].Class(p.code)
			n := enterprise.Counts{All: len(r.Places), Of: map[string]int{}}
			for _, x := range r.Places {
				n.Of[x.Grade]++
			}
			require.NoError(t, n.Against(r))
			ranked := n.All - n.Of["T"]
			assert.LessOrEqual(t, n.Of["A"]*5, ranked)
			assert.LessOrEqual(t, n.Of["B"]*5, 2*ranked)
			assert.GreaterOrEqual(t, n.Of["D"]*20, ranked)
			all += n.All
		}
	}
	assert.Equal(t, enterprises, all)
}

// TestWhiteList looks every enterprise up anew.
func TestWhiteList(t *testing.T) {
	g, _ := studied(t)
	l, err := whiteList().Make(g.data(above))
	require.NoError(t, err)
	county, industry := map[string]int{}, map[string]int{}
	for _, e := range l.On {
		u := e.Place.Unit
		county[u.Region]++
		industry[u.Tags.Get("industry")]++
		row, _ := g.firms.Row(u.Code)
		at := func(code string) float64 { return g.firms.Column(code).At(row) }
		assert.True(t, slices.Contains([]string{"A", "B"}, e.Place.Grade) && slices.Contains([]string{"A", "B"}, u.Tags.Get("credit")), u.Code)
		assert.True(t, u.Tags.Get("dishonest") == "no" && u.Tags.Get("industry") != "other" && at("jobs") >= 50 && at("revenue") >= 1.02*at("before"), u.Code)
		assert.Len(t, e.Why(), 6)
	}
	for _, n := range county {
		assert.LessOrEqual(t, n, 4)
	}
	for _, n := range industry {
		assert.LessOrEqual(t, n, 3)
	}
	for _, e := range l.Off {
		assert.NotEmpty(t, e.Why(), e.Place.Unit.Code)
	}
}

// TestLinkage: the claims are half of the land of grade D, and the pool is given whole.
func TestLinkage(t *testing.T) {
	_, c := studied(t)
	require.NoError(t, c.awards.Check())
	claims := 0.0
	for _, mu := range c.dLand.Of {
		claims += mu / 2
	}
	for _, a := range c.awards.Awards {
		want := c.dLand.Of[a.Place.Unit.Code] / 2 / claims * newLand
		assert.InDelta(t, want, float64(a.Amount)/10, 0.1001)
	}
	for _, p := range c.ranking.Places {
		assert.LessOrEqual(t, c.alone[p.Unit.Code], p.Rank, "who turns land of grade D over does not fall")
	}
}

// TestCountyAlone: the grades of a county are unmoved by the enterprises of the others.
func TestCountyAlone(t *testing.T) {
	g, _ := studied(t)
	for _, pool := range pools() {
		whole := g.results[pool]
		one, err := whole.Raw.Select(func(u indicators.Unit) bool { return u.Class == "C3" })
		require.NoError(t, err)
		var mine []evaluation.Ruling
		for _, r := range whole.Rulings {
			if _, ok := one.Row(r.Unit); ok {
				mine = append(mine, r)
			}
		}
		alone, err := model(pool).Evaluate(one, mine)
		require.NoError(t, err)
		r, err := decision().Rank(alone)
		require.NoError(t, err)
		for _, p := range r.Places {
			was := g.places[p.Unit.Code]
			assert.Equal(t, was.Grade, p.Grade, p.Unit.Code)
			assert.Equal(t, was.Rank, p.Rank, p.Unit.Code)
			assert.True(t, was.Score == p.Score || math.IsNaN(was.Score))
		}
	}
}

// TestFlags: what is wrong with a flag is said in the language of the page.
func TestFlags(t *testing.T) {
	for _, c := range []struct {
		args   []string
		status int
		says   string
	}{
		{[]string{"-lang", "zh", "-fo", "E0007"}, command.Usage, "enterprise: 没有选项 -fo\n"},
		{[]string{"-lang", "en", "-fo", "E0007"}, command.Usage, "enterprise: there is no flag -fo\n"},
		{[]string{"-lang", "zh", "E0007"}, command.Usage, "enterprise: \"E0007\" 不是选项\n"},
		{[]string{"-lang", "zh", "-of", "E9999"}, command.Usage, "enterprise: -of：无法识别：没有企业 \"E9999\"\n"},
		{[]string{"-lang", "en", "-of", "E9999"}, command.Usage, "enterprise: -of: unknown: there is no enterprise \"E9999\"\n"},
	} {
		var out, err bytes.Buffer
		assert.Equal(t, c.status, run(c.args, func(string) string { return "" }, &out, &err, -1), c.args)
		assert.Contains(t, err.String(), c.says)
		assert.Empty(t, out.String())
	}
}

// TestWrite: -out writes the lists in full: everybody is on the list or off it, and the
// report has the parts.
func TestWrite(t *testing.T) {
	folder := filepath.Join(t.TempDir(), "out")
	var out, complaint bytes.Buffer
	require.Zero(t, run([]string{"-lang", "zh", "-out", folder}, func(string) string { return "" }, &out, &complaint, 80), complaint.String())
	assert.Contains(t, out.String(), "个文件到 "+folder)
	lines := func(name string) int {
		text, err := os.ReadFile(filepath.Join(folder, name)) //nolint:gosec // of the test
		require.NoError(t, err)
		return strings.Count(string(text), "\n") - 1
	}
	y, err := newYears()
	require.NoError(t, err)
	assert.Equal(t, len(y.is.On), lines("white-list.csv"))
	assert.Equal(t, len(y.is.Off), lines("not-on-the-list.csv"))
	assert.Equal(t, len(y.now.rankings[above].Places), lines("white-list.csv")+lines("not-on-the-list.csv"))
	page, err := os.ReadFile(filepath.Join(folder, "report.html")) //nolint:gosec // of the test
	require.NoError(t, err)
	for _, want := range []string{"分级家数", "变动情况", "汇总：差别电价"} {
		assert.True(t, bytes.Contains(page, []byte(want)), want)
	}
}
