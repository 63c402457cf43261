package xlsx_test

import (
	"math"
	"strconv"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/countyeval/countyeval/evaluation"
	"github.com/countyeval/countyeval/evaluation/aggregate"
	"github.com/countyeval/countyeval/evaluation/report/xlsx"
	"github.com/countyeval/countyeval/indicators/basis"
	"github.com/countyeval/countyeval/weights"
)

// agrees holds a value that somebody else computed against that of a formula: to the
// published digit where it has one, else to 1e-9.
func agrees(t testing.TB, f formula, got float64) {
	t.Helper()
	if f.digits >= 0 {
		assert.Equal(t, strconv.FormatFloat(f.value, 'f', f.digits, 64), strconv.FormatFloat(got, 'f', f.digits, 64), "%s!%s %s", f.sheet, f.cell, f.text)
		return
	}
	assert.InDelta(t, f.value, got, 1e-9*max(1, math.Abs(f.value)), "%s!%s %s", f.sheet, f.cell, f.text)
}

// TestFormulas computes the formulas by excelize.
func TestFormulas(t *testing.T) {
	gap := strings.Replace(counties, "430,2.2", "430,", 1)
	equal := evaluation.Model{Weigh: weights.Equal{}}
	points := evaluation.Ruling{Unit: "104", Item: "platforms", Count: 2, Points: 1.5, Reason: "made up", Document: "none"}
	tests := []struct {
		name   string
		report xlsx.Report
		scores string // of which nodes they are sums, and of which not
	}{
		{"Henan", henan(t), ""},
		{"declared", small(t, evaluation.Model{}, counties), "总分、规模、质量的得分为下级得分按“权重”页的加权和。"},
		{"with points", small(t, evaluation.Model{}, counties, points), "总分、规模、质量的得分为下级得分按“权重”页的加权和。"},
		{"by class", small(t, evaluation.Model{ByClass: true, Weigh: weights.StdDev{}}, counties), "总分、规模、质量的得分为下级得分按“权重”页的加权和。"},
		{"flat", small(t, evaluation.Model{Flat: true}, counties), "总分的得分为下级得分按“权重”页的加权和。"},
		{"a geometric mean", small(t, evaluation.Model{Aggregate: aggregate.Geometric{}}, counties), "规模的得分为下级得分按“权重”页的加权和。"},
		{"a missing child", small(t, evaluation.Model{Aggregate: aggregate.Present{Of: aggregate.Arithmetic{}, MinShare: 0.2}}, gap), "总分、规模的得分为下级得分按“权重”页的加权和。"},
		{"equal", small(t, equal, counties), "总分、规模、质量的得分为下级得分按“权重”页的加权和。"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			for _, lang := range []basis.Language{basis.English, basis.Chinese} {
				data := written(t, tt.report, lang)
				book := opened(t, withoutValues(t, data))
				all := formulas(t, data)
				require.Greater(t, len(all), 5)
				for _, f := range all {
					text, err := book.CalcCellValue(f.sheet, f.cell)
					require.NoError(t, err)
					got, err := strconv.ParseFloat(strings.ReplaceAll(text, ",", ""), 64)
					require.NoError(t, err)
					if f.digits < 0 && strings.Contains(text, ".") { // as the format of the cell shows it
						agrees(t, formula{f.sheet, f.cell, f.text, f.value, len(text) - strings.Index(text, ".") - 1}, got)
						continue
					}
					agrees(t, f, got)
				}
			}
			if tt.scores == "" {
				return
			}
			rows, err := opened(t, written(t, tt.report, basis.Chinese)).GetRows("得分")
			require.NoError(t, err)
			var notes []string
			for _, row := range rows {
				if len(row) == 1 {
					notes = append(notes, row[0])
				}
			}
			assert.Contains(t, notes, tt.scores)
		})
	}
}

// TestFormulasFollowScores: a reader who changes a score sees the total and the published
// score change.
func TestFormulasFollowScores(t *testing.T) {
	book := opened(t, written(t, small(t, evaluation.Model{}, counties), basis.English))
	before, err := book.CalcCellValue("Ranking", "F3")
	require.NoError(t, err)
	formula, err := book.GetCellFormula("Ranking", "F3")
	require.NoError(t, err)
	require.Equal(t, "ROUND(ROUND(Scores!D3,11),1)", strings.ReplaceAll(formula, "'", ""))
	sum, err := book.GetCellFormula("Scores", "D3")
	require.NoError(t, err)
	require.Equal(t, "('Weights'!$D$4*E3+'Weights'!$D$6*G3)/100", sum)
	require.NoError(t, book.SetCellValue("Scores", "F3", 0))
	after, err := book.CalcCellValue("Ranking", "F3")
	require.NoError(t, err)
	assert.Equal(t, "74.3", before)
	assert.Equal(t, "39.3", after)
}

// TestFormulasWithoutPublishedDigits: scores that are not rounded have no formula that
// rounds them.
func TestFormulasWithoutPublishedDigits(t *testing.T) {
	r := small(t, evaluation.Model{}, counties)
	r.Decision.Ties.Digits = nil
	var err error
	r.Ranking, err = r.Decision.Rank(r.Result)
	require.NoError(t, err)
	for _, f := range formulas(t, written(t, r, basis.English)) {
		assert.NotEqual(t, "Ranking", f.sheet)
	}
}
