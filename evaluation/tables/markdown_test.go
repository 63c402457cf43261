package tables_test

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/countyeval/countyeval/evaluation/tables"
	"github.com/countyeval/countyeval/indicators/basis"
)

func markdown(t require.TestingT, s tables.Sheet, o tables.MarkdownOptions) string {
	var b strings.Builder
	require.NoError(t, tables.WriteMarkdown(&b, s, o))
	return b.String()
}

func TestMarkdown(t *testing.T) {
	assert.Equal(t, `### 奖励

| 县 | 等次 | 土地 | 位次 | 说明 |
| :-- | :-: | --: | --: | :-- |
| 甲县 | A | 1,234.56 | 1 | 由得分得出，未受限制 |
| 乙县 | B | 7.5 | 12 |  |
| 丙县 |  | 未申请 | – |  |
| 合计 |  | 1,234.56 |  |  |

全部为虚构。
`, markdown(t, awards(), tables.MarkdownOptions{Language: basis.Chinese, Level: 3}))
}

// TestMarkdownEscapes: a name cannot break the table, nor bring markup of its own.
func TestMarkdownEscapes(t *testing.T) {
	s := tables.Sheet{Title: tables.Same("a_b"), Columns: []tables.Column{{Head: tables.Same("x|y")}}}
	s.Add(tables.Data("a|b\\ <script>&amp; [x](y) `c` *d* $e$ ~f~\nnext"))
	for _, note := range []string{"# no heading", "- no list", "1. no list", "12) no list", "2025 a year", "plain"} {
		s.Note(tables.Same(note))
	}
	assert.Equal(t, "## a\\_b\n\n| x\\|y |\n| :-- |\n"+
		"| a\\|b\\\\ \\<script\\>\\&amp; \\[x\\](y) \\`c\\` \\*d\\* \\$e\\$ \\~f\\~<br>next |\n"+
		"\n\\# no heading\n\n\\- no list\n\n1\\. no list\n\n12\\) no list\n\n2025 a year\n\nplain\n", markdown(t, s, tables.MarkdownOptions{}))
	assert.ErrorIs(t, tables.WriteMarkdown(&strings.Builder{}, s, tables.MarkdownOptions{Level: 7}), basis.ErrValue)
}
