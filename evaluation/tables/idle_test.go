package tables_test

import (
	"bytes"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/countyeval/countyeval/evaluation"
	"github.com/countyeval/countyeval/evaluation/aggregate"
	"github.com/countyeval/countyeval/evaluation/tables"
	"github.com/countyeval/countyeval/indicators"
	"github.com/countyeval/countyeval/indicators/basis"
)

// TestNotCounted: what has weight 0 says so in the table of weights and in explanations.
func TestNotCounted(t *testing.T) {
	f, err := indicators.NewFramework(indicators.Indicator{Code: "all", Name: "overall", Children: []indicators.Indicator{
		{Code: "va", Name: "value added", Weight: 1}, {Code: "sea", Children: []indicators.Indicator{{Code: "ports", Name: "ports", NameZH: "港口"}}},
	}})
	require.NoError(t, err)
	tab, err := indicators.CSV{}.ReadTable(strings.NewReader("code,va,ports\n1,5,\n2,3,\n"), f)
	require.NoError(t, err)
	r, err := evaluation.Model{}.Evaluate(tab, nil)
	require.NoError(t, err)
	ranking, err := evaluation.Decision{}.Rank(r)
	require.NoError(t, err)
	ex, err := r.Explain(ranking, "1")
	require.NoError(t, err)
	say := func(s tables.Sheet, lang basis.Language) string {
		var b bytes.Buffer
		require.NoError(t, tables.WriteMarkdown(&b, s, tables.MarkdownOptions{Language: lang}))
		return b.String()
	}
	assert.Contains(t, say(tables.Weights(r, 2), basis.English), "Not counted, since they or what stands above them have weight 0: sea; ports.")
	assert.Contains(t, say(tables.Weights(r, 2), basis.Chinese), "因本身或上级权重为 0 而未计入：sea；港口。")
	assert.Contains(t, say(tables.Explanation(ex, 2), basis.English), "weight 0 of sea")
	assert.Contains(t, say(tables.Explanation(ex, 2), basis.Chinese), "sea 的权重为 0")
}

// TestNotApplicable: what does not apply to a unit says so in its row of scores.
func TestNotApplicable(t *testing.T) {
	f, err := indicators.NewFramework(indicators.Indicator{Code: "all", Children: []indicators.Indicator{{Code: "va"}, {Code: "ports"}}})
	require.NoError(t, err)
	tab, err := indicators.CSV{}.ReadTable(strings.NewReader("code,va,ports,mark:ports\n1,5,,not applicable\n2,3,1,\n3,4,2,\n"), f)
	require.NoError(t, err)
	r, err := evaluation.Model{Aggregate: aggregate.Present{}}.Evaluate(tab, nil)
	require.NoError(t, err)
	ranking, err := evaluation.Decision{}.Rank(r)
	require.NoError(t, err)
	ex, err := r.Explain(ranking, "1")
	require.NoError(t, err)
	for lang, want := range map[basis.Language][2]string{basis.English: {"not applicable", "does not apply to the unit"}, basis.Chinese: {"不适用", "不适用于该单位"}} {
		var b bytes.Buffer
		require.NoError(t, tables.WriteMarkdown(&b, tables.Scores(r, 1), tables.MarkdownOptions{Language: lang}))
		assert.Contains(t, b.String(), "| "+want[0]+" |")
		b.Reset()
		require.NoError(t, tables.WriteMarkdown(&b, tables.Explanation(ex, 1), tables.MarkdownOptions{Language: lang}))
		assert.Contains(t, b.String(), "| "+want[1]+" |")
	}
	require.NoError(t, tables.WriteMarkdown(new(bytes.Buffer), tables.Weights(r, 2), tables.MarkdownOptions{}))
}
