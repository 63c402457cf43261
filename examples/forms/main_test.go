package main

import (
	"bytes"
	"fmt"
	"math"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/countyeval/countyeval/evaluation"
	"github.com/countyeval/countyeval/evaluation/tables"
	"github.com/countyeval/countyeval/examples/internal/pages"
	"github.com/countyeval/countyeval/indicators"
	"github.com/countyeval/countyeval/indicators/basis"
)

func page(t *testing.T, lang basis.Language, all bool) string {
	t.Helper()
	var out bytes.Buffer
	require.NoError(t, forms(&out, tables.TextOptions{Language: lang}, all))
	return out.String()
}

func TestGolden(t *testing.T) {
	for _, lang := range []basis.Language{basis.English, basis.Chinese} {
		pages.Golden(t, lang.String()+".txt", page(t, lang, false))
		pages.Golden(t, "all-"+lang.String()+".txt", page(t, lang, true))
		assert.Contains(t, page(t, lang, false), map[basis.Language]string{basis.English: "all made up", basis.Chinese: "全部为虚构"}[lang])
	}
}

func studied(t *testing.T) (result *evaluation.Result, ranking, gains evaluation.Ranking) {
	t.Helper()
	_, before, err := ranked(2024, nil)
	require.NoError(t, err)
	result, ranking, err = ranked(2025, rulings())
	require.NoError(t, err)
	gains, err = evaluation.Progress(ranking, before, evaluation.RankGain)
	require.NoError(t, err)
	return result, ranking, gains
}

// TestBefore: the figures are those of the page that this program printed when it was
// longer.
func TestBefore(t *testing.T) {
	b, err := os.ReadFile(filepath.Join("testdata", "before", "en.txt"))
	require.NoError(t, err)
	before := string(b)
	section := func(from, to string) string {
		return before[strings.Index(before, from):strings.Index(before, to)]
	}
	result, ranking, gains := studied(t)
	text := strings.Join(strings.Fields(before), " ") // the page broke its sentences into lines

	second := func(cells []string) string { return cells[1] }
	n, lost := pages.Kept(section("3. Counties", "4. Districts"), classSheet(tables.Text{}, result, ranking.Class(county), gains), basis.English, second, "name", "reason")
	assert.Empty(t, lost)
	assert.Equal(t, 11*4+2, n)
	n, lost = pages.Kept(section("4. Districts", "5. Lists"), classSheet(tables.Text{}, result, ranking.Class(district), gains), basis.English, second, "name", "reason")
	assert.Empty(t, lost)
	assert.Equal(t, 9*4+2+2, n)

	for _, row := range borders(ranking.Class(county), ranking.Class(district)).Rows {
		x := func(k int) float64 { v, _ := row[k].Value.Float64(); return v }
		assert.Contains(t, text, fmt.Sprintf("From %s (%s, %.1f) to %s (%s, %.1f): %.1f points.", row[0].Text.English, row[1].Text.English, x(2),
			row[3].Text.English, row[4].Text.English, x(5), x(6)))
	}

	effects, err := decision().RulingEffects(result)
	require.NoError(t, err)
	first := func(cells []string) string { return cells[0] }
	n, lost = pages.Kept(section("2. Rulings", "3. Counties"), rulingSheet(effects), basis.English, first, "unit")
	assert.Empty(t, lost)
	assert.Equal(t, 52, n)

	picked, err := lists().Pick(map[string]evaluation.Ranking{"score": ranking, "gain": gains})
	require.NoError(t, err)
	gain := regexp.MustCompile(` \(up \d\)`)
	for _, row := range listSheet(picked).Rows {
		assert.Contains(t, gain.ReplaceAllString(text, ""), row[0].Text.English+": "+row[1].Text.English+".")
	}

	_, words, _ := strings.Cut(text, "7. Each in words")
	for _, p := range ranking.Places {
		ex, err := result.Explain(ranking, p.Unit.Code)
		require.NoError(t, err)
		_, sentence, there := strings.Cut(words, " "+p.Unit.Tags.Get("name_en")+": indicators ")
		require.True(t, there)
		sentence, _, _ = strings.Cut(sentence, "grade")
		for _, part := range ex.Parts {
			if part.Depth == 1 {
				assert.Contains(t, sentence, fmt.Sprintf("%s %.1f×%g%%", part.Indicator.Name, part.Score, 100*part.Global))
			}
		}
	}
}

// TestForms: the made-up year has what the example is about.
func TestForms(t *testing.T) {
	result, ranking, gains := studied(t)
	counties := ranking.Class(county)
	assert.True(t, counties.Places[1].Tied && counties.Places[2].Tied, "a tie at the border of A")
	assert.Equal(t, "A B B", counties.Places[0].Grade+" "+counties.Places[1].Grade+" "+counties.Places[2].Grade)
	by := map[evaluation.Effect]evaluation.RulingEffect{}
	effects, err := decision().RulingEffects(result)
	require.NoError(t, err)
	for _, e := range effects {
		by[e.Ruling.Effect] = e
	}
	assert.Len(t, by, 6)
	assert.Zero(t, by[evaluation.NotEvaluated].With.Rank)
	assert.Positive(t, by[evaluation.NotEvaluated].Without.Rank)
	assert.Equal(t, "B", by[evaluation.OutsideQuota].Without.Grade)
	on := map[string]bool{}
	picked, err := lists().Pick(map[string]evaluation.Ranking{"score": ranking, "gain": gains})
	require.NoError(t, err)
	for _, l := range picked {
		for _, p := range l.Places {
			assert.False(t, on[p.Unit.Code], "no reward twice")
			on[p.Unit.Code] = true
		}
	}
	assert.Len(t, on, 8)
	assert.False(t, on[noAward])
}

// TestPencil recomputes every score of the counties by a program of its own.
func TestPencil(t *testing.T) {
	f, err := framework()
	require.NoError(t, err)
	tab, err := table(f, 2025)
	require.NoError(t, err)
	result, ranking, _ := studied(t)
	ruled := map[string]float64{"丁县": 2, "申区": 3, "乙县": -1.2, "酉区": -0.4}
	for i, u := range tab.Units() {
		if u.Code == "癸县" {
			continue
		}
		var total float64
		for _, d := range f.Root().Children {
			var dimension float64
			for _, in := range d.Children {
				x := tab.Column(in.Code).Copy()
				lo, hi := math.Inf(1), math.Inf(-1)
				for k, o := range tab.Units() {
					if o.Class == u.Class && o.Code != "癸县" {
						lo, hi = min(lo, x[k]), max(hi, x[k])
					}
				}
				share := (x[i] - lo) / (hi - lo)
				if in.Direction == indicators.Lower {
					share = 1 - share
				}
				dimension += in.Weight / 100 * (20 + 80*share)
			}
			total += dimensionWeights[u.Class][d.Code] / 100 * dimension
		}
		got, ok := result.Score(u.Code, "")
		require.True(t, ok)
		want := math.Round(10*(total+ruled[u.Code])) / 10
		assert.InDelta(t, total+ruled[u.Code], got, 1e-9, u.Code)
		p, _ := ranking.Find(u.Code)
		assert.InDelta(t, want, p.Score, 1e-9, u.Code)
	}
}
