package tables_test

import (
	"errors"
	"math"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/countyeval/countyeval/evaluation"
	"github.com/countyeval/countyeval/evaluation/tables"
	"github.com/countyeval/countyeval/indicators"
	"github.com/countyeval/countyeval/indicators/basis"
	"github.com/countyeval/countyeval/indicators/profile"
)

// TestRefusedSchemes: a scheme that refused is a note with the first of its reasons and
// how many there are, in both languages.
func TestRefusedSchemes(t *testing.T) {
	c := evaluation.SchemeComparison{
		Names: []string{"equal"}, Spearman: [][]float64{{1}}, Kendall: [][]float64{{1}},
		Refused: []evaluation.Refusal{{Name: "MEREC", Err: errors.Join(basis.Errorf("%w", basis.ErrWeights), basis.ErrDomain)}},
	}
	for lang, want := range map[basis.Language]string{
		basis.English: "MEREC refused (2 reasons): " + basis.ErrWeights.Error(),
		basis.Chinese: "MEREC：拒绝（2 条缘由）：" + tables.Said(basis.ErrWeights).Chinese,
	} {
		var b strings.Builder
		require.NoError(t, tables.WriteMarkdown(&b, tables.SchemeComparison(c), tables.MarkdownOptions{Language: lang}))
		assert.Contains(t, b.String(), want)
	}
}

// TestSchemeSimilarity: each pair of schemes stands twice, with the first as the reference.
func TestSchemeSimilarity(t *testing.T) {
	of := func(a, b float64) [][]float64 { return [][]float64{{1, a}, {b, 1}} }
	c := evaluation.SchemeComparison{
		Names: []string{"declared", "equal"}, Spearman: of(0.1, 0.1), Kendall: of(0.2, 0.2), Gamma: of(0.3, 0.3), Weighted: of(0.4, 0.4), WS: of(0.5, 0.6),
	}
	var b strings.Builder
	require.NoError(t, tables.WriteMarkdown(&b, tables.SchemeSimilarity(c), tables.MarkdownOptions{}))
	assert.Contains(t, b.String(), "| reference | scheme | rho | weighted rho | tau-b | gamma | WS |")
	assert.Contains(t, b.String(), "| declared | equal | 0.100 | 0.400 | 0.200 | 0.300 | 0.500 |\n| equal | declared | 0.100 | 0.400 | 0.200 | 0.300 | 0.600 |\n")
	b.Reset()
	require.NoError(t, tables.WriteMarkdown(&b, tables.SchemeSimilarity(c), tables.MarkdownOptions{Language: basis.Chinese}))
	assert.Contains(t, b.String(), "| 参照方法 | 方法 | 斯皮尔曼 | 加权斯皮尔曼 | 肯德尔 | 伽马 | 位次相似系数 |")
}

// TestDominance: counts and names of those ahead, and a dash for a unit with a gap.
func TestDominance(t *testing.T) {
	units := []indicators.Unit{{Code: "a", Name: "甲县"}, {Code: "b", Name: "乙县"}, {Code: "c", Name: "丙县"}, {Code: "d", Name: "丁县"}}
	d, err := profile.Columns{Codes: []string{"x", "y"}, X: [][]float64{{3, 2, 1, 9}, {3, 2, 2, math.NaN()}}}.Dominance()
	require.NoError(t, err)
	s, err := tables.Dominance(d, units)
	require.NoError(t, err)
	var b strings.Builder
	require.NoError(t, tables.WriteMarkdown(&b, s, tables.MarkdownOptions{}))
	assert.Equal(t, `## Who is ahead whatever the weights

| name | dominates | dominated by | which are |
| :-- | --: | --: | :-- |
| 甲县 | 2 | 0 |  |
| 乙县 | 1 | 1 | 甲县 |
| 丙县 | 0 | 2 | 甲县, 乙县 |
| 丁县 | – | – |  |

Of 3 pairs of units 3 are settled before any weight: one is at least as good on every indicator and better on one. Units that none dominates: 1.

Units that lack a value on some indicator, and are compared with none: 1.
`, b.String())
	b.Reset()
	require.NoError(t, tables.WriteMarkdown(&b, s, tables.MarkdownOptions{Language: basis.Chinese}))
	assert.Contains(t, b.String(), "| 丙县 | 0 | 2 | 甲县、乙县 |")
	assert.Contains(t, b.String(), "3 对单位中有 3 对不论权重已分优劣")

	_, err = tables.Dominance(d, units[:3])
	require.ErrorIs(t, err, indicators.ErrRow)
	_, err = tables.Dominance(profile.Dominance{Over: [][]int{{1}}, By: [][]int{nil}}, units[:1])
	require.ErrorIs(t, err, indicators.ErrRow)
	_, err = tables.Dominance(profile.Dominance{Over: [][]int{nil}, By: [][]int{nil}, Incomplete: []int{1}}, units[:1])
	require.ErrorIs(t, err, indicators.ErrRow)
}
