package main

import (
	"bytes"
	"encoding/csv"
	"os"
	"path/filepath"
	"slices"
	"sort"
	"strconv"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/countyeval/countyeval/evaluation/tables"
	"github.com/countyeval/countyeval/examples/henan/data"
	"github.com/countyeval/countyeval/examples/internal/pages"
	"github.com/countyeval/countyeval/indicators"
	"github.com/countyeval/countyeval/indicators/basis"
	"github.com/countyeval/countyeval/indicators/profile"
)

func page(t *testing.T, lang basis.Language, all bool) string {
	t.Helper()
	var out bytes.Buffer
	require.NoError(t, audit(&out, tables.TextOptions{Language: lang}, "", "", all))
	return out.String()
}

func TestGolden(t *testing.T) {
	for _, lang := range []basis.Language{basis.English, basis.Chinese} {
		pages.Golden(t, lang.String()+".txt", page(t, lang, false))
		pages.Golden(t, "all-"+lang.String()+".txt", page(t, lang, true))
	}
}

func read(t *testing.T) (*indicators.Framework, *indicators.Table) {
	t.Helper()
	f, table, err := data.Read()
	require.NoError(t, err)
	for _, step := range data.Steps(f) {
		stage, err := step.Apply(table)
		require.NoError(t, err)
		table = stage.Table
	}
	return f, table
}

// short is what the page of before calls indicators and dimensions.
var short = map[string]string{
	"Secondary-industry value added":                                   "secondary VA",
	"Industrial enterprises above designated size":                     "enterprises",
	"Manufacturing share of employment":                                "manufacturing jobs",
	"Secondary-industry share of GDP":                                  "secondary share",
	"Mining share of mining and manufacturing employment":              "mining dependence",
	"Secondary-industry value added per resident":                      "VA per resident",
	"Secondary-industry value added per square kilometre":              "VA per km2",
	"General public budget revenue over expenditure":                   "fiscal self-sufficiency",
	"Year-end loans over GDP":                                          "loans/GDP",
	"Professional and technical staff share of employment":             "professionals",
	"Share of people aged 3 and over with college or higher education": "college-educated",
	"Residents registered in another county or province":               "residents from elsewhere",
	"Employment in scientific research and technical services":         "jobs in research",
	"Scale": "scale", "Structure": "structure", "Efficiency": "efficiency", "Talent": "talent",
}

// TestBefore: the figures are those of the page that this program printed when it was
// longer, and none of them was lost or changed.
func TestBefore(t *testing.T) {
	b, err := os.ReadFile(filepath.Join("testdata", "before", "en.txt"))
	require.NoError(t, err)
	before := string(b)
	f, table := read(t)
	summaries, err := profile.Describe(table)
	require.NoError(t, err)
	far, err := profile.Fence{}.Find(table)
	require.NoError(t, err)
	first := func(cells []string) string { return short[cells[0]] }

	n, lost := pages.Kept(before, figures(table, summaries, far), basis.English, first, "indicator")
	assert.Empty(t, lost)
	assert.Equal(t, 13*7, n)

	more, err := coherence(f, table)
	require.NoError(t, err)
	n, lost = pages.Kept(before, more[0], basis.English, first)
	assert.Empty(t, lost)
	assert.Equal(t, 4*5, n)

	text := strings.Join(strings.Fields(before), " ") // the page broke its sentences into lines
	for _, row := range more[1].Rows {
		from, with := short[row[1].Text.English], short[row[2].Text.English]
		assert.Contains(t, text, from+"–"+with+" "+strconv.FormatFloat(number(row[3]), 'f', 2, 64))
	}
	rules, err := accounting(table)
	require.NoError(t, err)
	assert.Len(t, rules.Rows, strings.Count(before, "holds for all 110 units"))
	for _, row := range rules.Rows {
		assert.InDelta(t, 0, number(row[2]), 0)
	}
	zone, err := doubtful(table, false)
	require.NoError(t, err)
	for _, row := range zone.Rows {
		name := row[0].Text.English
		_, sentence, there := strings.Cut(text, name+": ")
		require.True(t, there)
		for _, cell := range row[3:] {
			assert.Contains(t, strings.ReplaceAll(sentence, ",", "")[:130], strconv.FormatFloat(number(cell), 'f', cell.Digits, 64), name)
		}
	}
}

func number(c tables.Cell) float64 {
	x, _ := c.Value.Float64()
	return x
}

// TestNames: counties that no two rules point at are not named without -all.
func TestNames(t *testing.T) {
	_, table := read(t)
	out := page(t, basis.Chinese, false)
	var named []string
	for _, u := range table.Units() {
		if strings.Contains(out, u.Name) {
			named = append(named, u.Name)
		}
	}
	assert.Equal(t, []string{"中牟县", "新郑市"}, named)
}

// TestZone recomputes the rule that finds the doubtful counties, without the library.
func TestZone(t *testing.T) {
	rows, err := csv.NewReader(strings.NewReader(data.TableText())).ReadAll()
	require.NoError(t, err)
	value := func(row []string, head string) float64 {
		x, err := strconv.ParseFloat(row[slices.Index(rows[0], head)], 64)
		require.NoError(t, err)
		return x
	}
	var per, elsewhere []float64
	for _, row := range rows[1:] {
		per = append(per, 1e4*value(row, "sec_va")/value(row, "enterprises"))
		elsewhere = append(elsewhere, 100*value(row, "nonlocal")/value(row, "residents"))
	}
	var want []string
	for i, row := range rows[1:] {
		if per[i] > fence(per) && elsewhere[i] > fence(elsewhere) {
			want = append(want, row[slices.Index(rows[0], "name")])
		}
	}
	_, table := read(t)
	zone, err := doubtful(table, false)
	require.NoError(t, err)
	var got []string
	for _, row := range zone.Rows {
		got = append(got, row[0].Text.Chinese)
	}
	assert.Equal(t, want, slices.Compact(got))
	assert.InDelta(t, fence(per), number(zone.Rows[0][4]), 0.5)
	assert.InDelta(t, fence(elsewhere), number(zone.Rows[1][4]), 0.05)
}

// fence is the upper quartile and three times the distance of the quartiles.
func fence(x []float64) float64 {
	x = slices.Clone(x)
	sort.Float64s(x)
	at := func(p float64) float64 {
		h := float64(len(x)-1) * p
		lo := int(h)
		return x[lo] + (h-float64(lo))*(x[lo+1]-x[lo])
	}
	return at(0.75) + 3*(at(0.75)-at(0.25))
}

// TestOwn: a table of one's own is looked at by the rules that it has columns for, and
// what is wrong with a file is said with its place, in both languages.
func TestOwn(t *testing.T) {
	dir := t.TempDir()
	framework, table := filepath.Join(dir, "framework.json"), filepath.Join(dir, "table.csv")
	require.NoError(t, os.WriteFile(framework, []byte(`{"code": "all", "children": [{"code": "gdp"}, {"code": "sec_va"}, {"code": "primary_va"}]}`), 0o600))
	require.NoError(t, os.WriteFile(table, []byte("code,gdp,sec_va,primary_va\n1,10,8,4\n2,12,5,1\n3,9,3,3\n"), 0o600))
	var out bytes.Buffer
	require.NoError(t, audit(&out, tables.TextOptions{}, framework, table, false))
	assert.Regexp(t, `sec_va \+ primary_va < gdp +3 +1\n`, out.String())

	require.NoError(t, os.WriteFile(table, []byte("code,gdp,sec_va,primary_va\n1,many,8,4\n"), 0o600))
	err := audit(&out, tables.TextOptions{}, framework, table, false)
	require.ErrorContains(t, err, "table.csv:2")
}
