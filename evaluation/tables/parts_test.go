package tables_test

import (
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/countyeval/countyeval/evaluation"
	"github.com/countyeval/countyeval/evaluation/tables"
	"github.com/countyeval/countyeval/indicators/basis"
)

// printings are the choices of what is printed, with decimals that leave something to round.
var printings = []evaluation.Ties{
	{Digits: new(1), Print: evaluation.Printing{Of: evaluation.PrintedPoints}},
	{Digits: new(1), Print: evaluation.Printing{Of: evaluation.PrintedScores, Digits: new(0)}},
}

// printedPage is the ranking, the parts, an explanation and an account under a choice.
func printedPage(t *testing.T, ties evaluation.Ties, lang basis.Language) string {
	t.Helper()
	x := newFiction(t)
	d := x.decision
	d.Ties = ties
	ranking, err := d.Rank(x.result)
	require.NoError(t, err)
	parts, err := x.result.Printed(ties)
	require.NoError(t, err)
	ex, err := x.result.Explain(ranking, "104")
	require.NoError(t, err)
	ex.Rulings = nil // what somebody wrote
	var b strings.Builder
	for _, s := range []tables.Sheet{tables.Ranking(ranking), tables.PrintedParts(x.result, parts), tables.Explanation(ex, 2)} {
		require.NoError(t, tables.WriteText(&b, s, tables.TextOptions{Language: lang, Texts: reasons, Width: 100}))
		b.WriteByte('\n')
	}
	b.WriteString(account(tables.Account{Explanation: ex, Scales: x.result.Scales, Texts: basis.Texts{"100 million yuan": "亿元"}}, lang))
	return b.String()
}

// TestPrinted: pages have what a decision prints, in one language each, and say nothing of
// figures that do not add up.
func TestPrinted(t *testing.T) {
	for _, ties := range printings {
		for _, lang := range []basis.Language{basis.English, basis.Chinese} {
			got := printedPage(t, ties, lang)
			file := filepath.Join("testdata", "golden", "printed-"+ties.Print.Of.String()+"-"+lang.String()+".txt")
			if *update {
				require.NoError(t, os.WriteFile(file, []byte(got), 0o600))
			}
			want, err := os.ReadFile(file)
			require.NoError(t, err)
			assert.Equal(t, string(want), got, file)
			assert.NotContains(t, got, "one by one")
			assert.NotContains(t, got, "有出入")
			if lang == basis.Chinese {
				assert.Empty(t, regexp.MustCompile(`[A-Za-z]{2,}`).FindAllString(got, -1))
			}
		}
	}
}

// TestUneven: without a choice a page says where printed points do not add up: 16.7 twice
// are 33.4, not the 33.3 of both, and with 0.25 by a ruling 33.58 is printed as 33.6.
func TestUneven(t *testing.T) {
	ex := evaluation.Explanation{
		Parts: []evaluation.Part{
			{Depth: 0, Additive: true, Points: 33.33, Score: 33.33},
			{Depth: 1, Additive: true, Points: 33.33},
			{Depth: 2, Measured: true, Additive: true, Points: 16.665},
			{Depth: 2, Measured: true, Additive: true, Points: 16.665},
		},
		Adjustment: evaluation.Adjustment{Before: 33.33, Given: 0.25, After: 33.58, Items: []evaluation.ItemPoints{{}}},
	}
	ex.Parts[0].Indicator.Code, ex.Parts[1].Indicator.Code = "all", "part"
	note := func() string { return strings.Join(notes(tables.Explanation(ex, 1)), "|") }
	assert.Contains(t, note(), "Figures are rounded one by one, so not all printed points add up: those below part come to 33.4 (+0.1), those of all 2 indicators come to 33.4 (+0.1).")
	ex.Adjustment.Given, ex.Adjustment.After = 0.23, 33.56
	assert.Contains(t, note(), "those of all 2 indicators come to 33.4 (+0.1), the score before rulings and their points come to 33.5 (-0.1).")
	ex.Parts[2].Points, ex.Parts[3].Points, ex.Adjustment = 16.6, 16.7, evaluation.Adjustment{}
	assert.Empty(t, note())
	ex.Parts[2].Additive, ex.Parts[2].Points = false, 3
	assert.Empty(t, note(), "what has no points adds nothing up")
	assert.Empty(t, notes(tables.Explanation(evaluation.Explanation{}, 1)))
}

func notes(s tables.Sheet) []string {
	var out []string
	for _, n := range s.Notes {
		out = append(out, n.English)
	}
	return out
}
