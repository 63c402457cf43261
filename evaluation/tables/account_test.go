package tables_test

import (
	"math"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/countyeval/countyeval/evaluation"
	"github.com/countyeval/countyeval/evaluation/aggregate"
	"github.com/countyeval/countyeval/evaluation/tables"
	"github.com/countyeval/countyeval/indicators"
	"github.com/countyeval/countyeval/indicators/basis"
	"github.com/countyeval/countyeval/indicators/normalize"
)

// account is the account of a unit as a page has it.
func account(a tables.Account, lang basis.Language) string {
	p := tables.Page{Language: lang, Width: 100}
	p.Paragraph(0, p.Say(a.Position()))
	for _, x := range a.Sources() {
		p.Paragraph(x.Indent, p.Say(x.Text))
	}
	p.Paragraph(0, p.Say(a.Lost(2)))
	return p.String()
}

// TestAccount: the place of a unit in sentences, in both languages.
func TestAccount(t *testing.T) {
	x := newFiction(t)
	a := tables.Account{Explanation: x.ex, Scales: x.result.Scales, Texts: basis.Texts{"100 million yuan": "亿元"}}
	for _, lang := range []basis.Language{basis.English, basis.Chinese} {
		file := filepath.Join("testdata", "golden", "account-"+lang.String()+".txt")
		if *update {
			require.NoError(t, os.WriteFile(file, []byte(account(a, lang)), 0o600))
		}
		want, err := os.ReadFile(file)
		require.NoError(t, err)
		assert.Equal(t, string(want), account(a, lang))
	}
}

// TestAccountOfItsOwn: a program has its own words for indicators, neighbors and figures,
// and what has no place, no grade or no points is said without.
func TestAccountOfItsOwn(t *testing.T) {
	x := newFiction(t)
	a := tables.Account{
		Explanation: x.ex, Scales: x.result.Scales,
		Label:  func(in indicators.Indicator) tables.Text { return tables.Same("<" + in.Code + ">") },
		Name:   func(evaluation.Place) tables.Text { return tables.Same("somebody") },
		Figure: func(evaluation.Part) tables.Text { return tables.Same("secret") },
	}
	a.Place.Grade = ""
	text := account(a, basis.English)
	assert.Contains(t, text, "somebody")
	assert.Contains(t, text, "<rd> (weight 30): secret, ")
	assert.NotContains(t, text, "grade")
	a.Scales = map[string]normalize.Scale{"rd": normalize.TargetScale{}}
	assert.Contains(t, account(a, basis.Chinese), "目标")
	a.Place.Rank = 0
	assert.Contains(t, account(a, basis.English), "not ranked")

	m := x.result.Model
	m.Aggregate = aggregate.Geometric{}
	r, err := m.Score(nil, x.result.Prepared, nil)
	require.NoError(t, err)
	ranking, err := x.decision.Rank(r)
	require.NoError(t, err)
	ex, err := r.Explain(ranking, "102")
	require.NoError(t, err)
	text = account(tables.Account{Explanation: ex}, basis.English)
	assert.NotContains(t, text, "points more")
	assert.NotContains(t, text, "Most is lost")
	assert.NotContains(t, text, "Sum of")
	assert.Empty(t, account(tables.Account{}, basis.English)[len("Score 0.00; scored like the others, but not ranked, not graded and without awards.\nWhere the score comes from (points = score x weight / 100; median: of the scores of all that are\n  ranked)\n"):])
}

// TestQuantity: figures have as many decimals as say something.
func TestQuantity(t *testing.T) {
	for _, c := range []struct {
		x      float64
		unit   tables.Text
		en, zh string
	}{
		{25.286, tables.Same("%"), "25.29%", "25.29%"},
		{0.01234, tables.Text{}, "0.0123", "0.0123"},
		{-78130.2, tables.Text{English: "persons", Chinese: "人"}, "-78,130 persons", "-78,130 人"},
		{613.5122, tables.Text{English: "100 million yuan", Chinese: "亿元"}, "613.51 (100 million yuan)", "613.51 亿元"},
		{0, tables.Same("mu"), "0 mu", "0 mu"},
	} {
		assert.Equal(t, tables.Text{English: c.en, Chinese: c.zh}, tables.Quantity(c.x, c.unit))
	}
	assert.Equal(t, tables.Text{English: "a, b", Chinese: "甲、b"}, tables.List(tables.Text{English: "a", Chinese: "甲"}, tables.Same("b")))
}

// TestPage: labels stand at the left, text beside them, and sheets between.
func TestPage(t *testing.T) {
	p := tables.Page{Language: basis.Chinese, Width: 14, Labels: 4}
	p.Line(tables.Text{English: "a", Chinese: "甲"}, p.List([]string{"一二三四", "五六"}))
	p.Print("")
	require.NoError(t, p.Sheet(tables.Sheet{Columns: []tables.Column{{Head: tables.Same("x")}}, Rows: [][]tables.Cell{{tables.Integer(1)}}}))
	p.Paragraph(2, p.Clauses([]string{"一二", "三四五"}))
	require.Error(t, p.Sheet(tables.Sheet{}))
	assert.Equal(t, "甲  一二三四、\n    五六\n\nx\n1\n  一二；\n    三四五\n", p.String())
	assert.Equal(t, "a\ufffdb 2", (&tables.Page{}).Say(tables.Same("%s %d"), "a\x1bb", 2))
}

// TestGrading: counts, borders and ties of a ranking in a sentence.
func TestGrading(t *testing.T) {
	ties := evaluation.Ties{Digits: new(1)}
	r := evaluation.Ranking{Ties: ties, Grades: []string{"A", "B", "C"}}
	for i, score := range []float64{90, 80.5, 80.5, 70, 60, 60} {
		r.Places = append(r.Places, evaluation.Place{
			Rank: []int{1, 2, 2, 4, 5, 5}[i], Tied: i != 0 && i != 3, Score: score, Grade: []string{"A", "B", "B", "B", "C", "C"}[i],
			Unit: indicators.Unit{Code: strconv.Itoa(i)},
		})
	}
	assert.Equal(t, tables.Text{
		English: "A 1, B 3, C 2 of 6. Borders: A|B 90.0|80.5 (gap only 9.5), B|C 70.0|60.0 (gap 10.0); 2 tied at rank 2, 2 tied at rank 5",
		Chinese: "A 1、B 3、C 2（共 6 个）。分界：A|B 90.0|80.5（仅差 9.5）、B|C 70.0|60.0（差 10.0）；并列第 2 位 2 个、并列第 5 位 2 个",
	}, tables.Grading(r, 0))
	assert.Contains(t, tables.Grading(r, 1).English, "; 2 tied at rank 2, and 1 more")
}

// TestExplanationOfLack: where a step said why there is no figure, the sheet says it.
func TestExplanationOfLack(t *testing.T) {
	part := evaluation.Part{Indicator: indicators.Indicator{Code: "growth"}, Measured: true, Raw: math.NaN(), Prepared: math.NaN(), Mark: indicators.Missing}
	sheet := func(lang basis.Language) string {
		var b strings.Builder
		require.NoError(t, tables.WriteCSV(&b, tables.Explanation(evaluation.Explanation{Parts: []evaluation.Part{part}}, 2), tables.CSVOptions{Language: lang}))
		return b.String()
	}
	assert.NotContains(t, sheet(basis.English), "2023")
	part.Lack = basis.Textf("no unit of this code in %d", 2023)
	assert.Contains(t, sheet(basis.English), "no unit of this code in 2023")
	assert.Contains(t, sheet(basis.Chinese), "2023 年没有该代码的单位")
}
