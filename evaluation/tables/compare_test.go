package tables_test

import (
	"errors"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/countyeval/countyeval/evaluation"
	"github.com/countyeval/countyeval/evaluation/tables"
	"github.com/countyeval/countyeval/indicators/basis"
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
