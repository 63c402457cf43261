package main

import (
	"bytes"
	"encoding/csv"
	"math/big"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/countyeval/countyeval/evaluation"
	"github.com/countyeval/countyeval/evaluation/incentive"
	"github.com/countyeval/countyeval/evaluation/incentive/fill"
	"github.com/countyeval/countyeval/evaluation/incentive/scrutiny"
	"github.com/countyeval/countyeval/evaluation/tables"
	"github.com/countyeval/countyeval/examples/henan/data"
	"github.com/countyeval/countyeval/examples/internal/pages"
	"github.com/countyeval/countyeval/indicators/basis"
)

func page(t *testing.T, lang basis.Language, all bool) string {
	t.Helper()
	var out bytes.Buffer
	require.NoError(t, award(&out, tables.TextOptions{Language: lang}, "", "", all))
	return out.String()
}

func TestGolden(t *testing.T) {
	for _, lang := range []basis.Language{basis.English, basis.Chinese} {
		pages.Golden(t, lang.String()+".txt", page(t, lang, false))
		pages.Golden(t, "all-"+lang.String()+".txt", page(t, lang, true))
	}
}

// divided is the ranking of the example and its awards.
func divided(t *testing.T) (evaluation.Ranking, []*incentive.Allocation) {
	t.Helper()
	_, table, err := data.Read()
	require.NoError(t, err)
	result, err := data.Model(nil).Evaluate(table, nil)
	require.NoError(t, err)
	ranking, err := data.Decision().Rank(result)
	require.NoError(t, err)
	figures, err := figuresOf(table)
	require.NoError(t, err)
	out, err := incentive.AllocateAll(ranking, figures, plans(regions(ranking))...)
	require.NoError(t, err)
	return ranking, out
}

// figure is one with a point or with several digits.
var figure = regexp.MustCompile(`[0-9][0-9,.]*[0-9]`)

// TestBefore: the figures are those of the pages that this program printed when it was
// longer.
func TestBefore(t *testing.T) {
	read := func(name string) string {
		b, err := os.ReadFile(filepath.Join("testdata", "before", name))
		require.NoError(t, err)
		return string(b)
	}
	// the second cell is the county, beside its rank
	county := func(cells []string) string { return cells[1] }
	ranking, allocations := divided(t)
	before := read("all-en.txt")
	section := func(from, to string) string { return before[strings.Index(before, from):strings.Index(before, to)] }
	n, lost := pages.Kept(section("2. Awards", "3. Why"), withoutFoot(awards(allocations)), basis.English, county, "rank")
	assert.Empty(t, lost)
	assert.Equal(t, 20*5, n)

	for k, name := range []string{"en.txt", "zh.txt"} {
		lang := []basis.Language{basis.English, basis.Chinese}[k]
		text := strings.Join(strings.Fields(read(name)), "")
		why, err := explained(allocations, ranking.Places[1].Unit)
		require.NoError(t, err)
		for _, row := range why.Rows {
			for _, figure := range figure.FindAllString(row[1].Text.In(lang, nil), -1) {
				if figure == "17,877.00" { // mu; before, 1,787,700 parts of 0.01 mu
					figure = "1,787,700"
				}
				assert.Contains(t, text, figure)
			}
		}
	}

	sums, err := scrutiny.Sums(allocations[0], regionIn(basis.English, ranking))
	require.NoError(t, err)
	regional, err := tables.Sums(sums, tables.Both("prefecture", ""))
	require.NoError(t, err)
	n, lost = pages.Kept(section("5. Sums", "6. Cliffs"), regional, basis.English, func(cells []string) string { return cells[0] }, "eligible", "awarded")
	assert.Empty(t, lost)
	assert.Equal(t, 18*2+2+3, n)

	n, lost = pages.Kept(section("4. Certificate", "5. Sums"), eligible(tables.Certificate(allocations[1])), basis.English, func(cells []string) string { return cells[1] },
		"level", "held", "floor (net)")
	assert.Empty(t, lost)
	assert.Equal(t, 61*4, n)
}

// eligible keeps the counties of a certificate that have a share.
func eligible(s tables.Sheet) tables.Sheet {
	var rows [][]tables.Cell
	for _, row := range s.Rows[:103] {
		if share := row[9]; share.Value != nil && share.Value.Sign() > 0 {
			rows = append(rows, row)
		}
	}
	s.Rows, s.Foot = rows, nil
	return s
}

func withoutFoot(s tables.Sheet) tables.Sheet {
	s.Foot = nil
	return s
}

// column reads a column of the data without the library.
func column(t *testing.T, head string) map[string]*big.Rat {
	t.Helper()
	rows, err := csv.NewReader(strings.NewReader(data.TableText())).ReadAll()
	require.NoError(t, err)
	at := slices.Index(rows[0], head)
	out := map[string]*big.Rat{}
	for _, r := range rows[1:] {
		if x, ok := new(big.Rat).SetString(r[at]); ok {
			out[r[0]] = x
		}
	}
	return out
}

// TestPencil divides land and funds anew, by the formulas of the notices.
func TestPencil(t *testing.T) {
	ranking, allocations := divided(t)
	land, funds := allocations[0], allocations[3]
	enterprises := column(t, "enterprises")
	claims, parts, graded := new(big.Rat), new(big.Rat), map[string]int64{}
	above := func(score float64) *big.Rat {
		x, ok := new(big.Rat).SetString(strconv.FormatFloat(score, 'f', 2, 64))
		require.True(t, ok)
		return x.Sub(x, big.NewRat(landBase, 1))
	}
	for _, p := range ranking.Places {
		claims.Add(claims, enterprises[p.Unit.Code])
		graded[p.Grade]++
		if p.Grade == "A" {
			parts.Add(parts, above(p.Score))
		}
	}
	assert.Equal(t, map[string]int64{"A": 20, "B": 41, "C": 36, "D": 6}, graded)
	for i, p := range ranking.Places {
		share := new(big.Rat).Mul(big.NewRat(2850, 1), new(big.Rat).Quo(enterprises[p.Unit.Code], claims))
		if p.Grade == "A" {
			share.Add(share, new(big.Rat).Mul(big.NewRat(6650, 1), new(big.Rat).Quo(above(p.Score), parts)))
		}
		whole := new(big.Int).Div(share.Num(), share.Denom())
		assert.Equal(t, incentive.Amount(100*whole.Int64()), land.Awards[i].Amount, p.Unit.Name)
		want := map[string]int64{"A": 4, "B": 1}[p.Grade] * fundsPool / (4*graded["A"] + graded["B"])
		assert.Equal(t, incentive.Amount(want), funds.Awards[i].Amount, p.Unit.Name)
	}
}

// TestQuota holds the quotas to their limits, computed without the library, and every
// allocation to its own check.
func TestQuota(t *testing.T) {
	_, allocations := divided(t)
	for k, c := range []struct {
		x    map[string]*big.Rat
		rate int64 // hundredths
		pool incentive.Amount
	}{
		{column(t, "sec_va"), 6, 400_00},
		{column(t, "enterprises"), 15, 600_00},
	} {
		sums := map[string]incentive.Amount{}
		for _, a := range allocations[1+k].Awards {
			room := new(big.Rat).Mul(c.x[a.Place.Unit.Code], big.NewRat(c.rate, 1))
			assert.LessOrEqual(t, new(big.Rat).SetInt64(int64(a.Amount)).Cmp(room), 0, a.Place.Unit.Name)
			sums[a.Place.Unit.Region] += a.Amount
			if !slices.Contains([]string{"A", "B"}, a.Place.Grade) {
				assert.Zero(t, a.Amount)
			}
		}
		for region, sum := range sums {
			assert.LessOrEqual(t, sum, c.pool/10, region)
		}
	}
	for _, a := range allocations {
		require.NoError(t, a.Check())
		assert.Equal(t, a.Pool.Amount, a.Total()+a.Remainder+a.Pool.Reserve)
	}
}

// TestFiction: refusals and last year's awards are those of counties that do not exist.
func TestFiction(t *testing.T) {
	ranking, allocations := divided(t)
	before, now, err := fiction()
	require.NoError(t, err)
	for _, p := range ranking.Places {
		_, there := before.Find(p.Unit.Code)
		assert.False(t, there)
	}
	for _, a := range allocations {
		for _, article := range a.Articles {
			assert.NotEqual(t, (incentive.Veto{}).String(), article.Text.String(), a.Pool.Name)
		}
	}
	want := map[string]incentive.Amount{"F1": 312, "F2": 286, "F3": 254, "F4": 0, "F5": 104, "F6": 42}
	lines := map[string]fill.Line{}
	for _, l := range now.Divisions[0].Lines {
		lines[l.ID] = l
	}
	for _, a := range now.Awards {
		assert.Equal(t, want[a.Place.Unit.Code], a.Amount, a.Place.Unit.Code)
	}
	assert.Equal(t, fill.NoCap, lines["F2"].Cap, "it rose")
	assert.Zero(t, lines["F3"].Floor, "it fell")
	assert.Equal(t, incentive.Amount(80), lines["F5"].Floor)
}

// TestNames: without -all the page names counties of grade A alone. In English some share
// their name with their prefecture, so the Chinese page is read.
func TestNames(t *testing.T) {
	ranking, _ := divided(t)
	out := page(t, basis.Chinese, false)
	for _, p := range ranking.Places {
		assert.Equal(t, p.Grade == "A", strings.Contains(out, p.Unit.Name), "rank %d", p.Rank)
	}
}

// TestOwn: a table that lacks what the notices ask for is refused by the name of the column.
func TestOwn(t *testing.T) {
	dir := t.TempDir()
	framework, table := filepath.Join(dir, "framework.json"), filepath.Join(dir, "table.csv")
	require.NoError(t, os.WriteFile(framework, []byte(`{"code": "overall", "children": [{"code": "sec_va", "bounds": {"lo": 0, "hi": 10}}, {"code": "enterprises", "bounds": {"lo": 0, "hi": 10}}]}`), 0o600))
	require.NoError(t, os.WriteFile(table, []byte("code,name,region,sec_va,enterprises\n1,one,north,9,9\n2,two,north,8,7\n3,three,south,5,6\n4,four,south,4,4\n5,five,south,3,4\n"), 0o600))
	var out bytes.Buffer
	require.NoError(t, award(&out, tables.TextOptions{}, framework, table, true))
	assert.Contains(t, out.String(), "south")
	require.NoError(t, os.WriteFile(framework, []byte(`{"code": "overall", "children": [{"code": "sec_va"}]}`), 0o600))
	require.NoError(t, os.WriteFile(table, []byte("code,sec_va\n1,9\n2,8\n"), 0o600))
	require.ErrorContains(t, award(&out, tables.TextOptions{}, framework, table, false), "enterprises")
}

// TestSaysWhatDiffers: the page says that its rules are others than those of the main
// example, where its articles stand, and who has no award before or after a cut.
func TestSaysWhatDiffers(t *testing.T) {
	for lang, want := range map[basis.Language][]string{
		basis.English: {"The rules are not those of examples/henan", "The articles of each notice stand under its awards"},
		basis.Chinese: {"规则与 examples/henan 不同", "各办法的条文见 -all"},
	} {
		for _, text := range want {
			assert.Contains(t, page(t, lang, false), text)
		}
	}
	all := strings.Join(strings.Fields(page(t, basis.English, true)), " ")
	assert.Contains(t, all, "0 gain, 44 lose, 17 keep what they have, 42 have no award before or after")
}
