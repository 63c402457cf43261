package tables_test

import (
	"flag"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/countyeval/countyeval/evaluation/tables"
	"github.com/countyeval/countyeval/indicators/basis"
)

var update = flag.Bool("update", false, "write the golden files anew")

// printed prints all sheets of the case with one of the writers.
func printed(t *testing.T, write func(b *strings.Builder, s tables.Sheet) error) string {
	t.Helper()
	names, all := newFiction(t).sheets(t)
	var b strings.Builder
	for _, name := range names {
		b.WriteString("== " + name + "\n")
		require.NoError(t, write(&b, all[name]), name)
		b.WriteByte('\n')
	}
	return b.String()
}

// pages are the case in all forms, by file.
func pages(t *testing.T) map[string]string {
	t.Helper()
	out := map[string]string{}
	for _, lang := range []basis.Language{basis.English, basis.Chinese} {
		out[lang.String()+".txt"] = printed(t, func(b *strings.Builder, s tables.Sheet) error {
			return tables.WriteText(b, s, tables.TextOptions{Language: lang, Texts: reasons, Width: 100})
		})
		out[lang.String()+".csv"] = printed(t, func(b *strings.Builder, s tables.Sheet) error {
			return tables.WriteCSV(b, s, tables.CSVOptions{Language: lang, Texts: reasons})
		})
		out[lang.String()+".md"] = printed(t, func(b *strings.Builder, s tables.Sheet) error {
			return tables.WriteMarkdown(b, s, tables.MarkdownOptions{Language: lang, Texts: reasons})
		})
	}
	return out
}

func TestGolden(t *testing.T) {
	for name, got := range pages(t) {
		file := filepath.Join("testdata", "golden", name)
		if *update {
			require.NoError(t, os.MkdirAll(filepath.Dir(file), 0o750))
			require.NoError(t, os.WriteFile(file, []byte(got), 0o600))
		}
		want, err := os.ReadFile(file)
		require.NoError(t, err)
		assert.Equal(t, string(want), got, name)
	}
}

// TestOneLanguage: a page in Chinese has no English word, and the other way round.
func TestOneLanguage(t *testing.T) {
	word := regexp.MustCompile(`[A-Za-z]{2,}`)
	han := regexp.MustCompile(`\p{Han}+`)
	own := regexp.MustCompile(`(?m)^== .*$|&emsp;`)
	for name, page := range pages(t) {
		page = own.ReplaceAllString(page, "")
		switch {
		case strings.HasPrefix(name, "zh"):
			if strings.HasSuffix(name, ".csv") { // codes of indicators are columns of files
				page = regexp.MustCompile(`\b(overall|scale|output|quality|rd|energy)\b`).ReplaceAllString(page, "")
			}
			page = strings.ReplaceAll(page, "指标 output", "") // of the place of a warning
			assert.Empty(t, word.FindAllString(page, -1), name)
		default:
			page = strings.NewReplacer("县", "", "区", "").Replace(page) // the class is as in the data
			assert.Empty(t, han.FindAllString(page, -1), name)
		}
	}
}

// TestDetails: columns for files are in text and Markdown if asked for.
func TestDetails(t *testing.T) {
	s := tables.Ranking(newFiction(t).ranking)
	var text, markdown strings.Builder
	require.NoError(t, tables.WriteText(&text, s, tables.TextOptions{Details: true}))
	require.NoError(t, tables.WriteMarkdown(&markdown, s, tables.MarkdownOptions{Details: true}))
	assert.Contains(t, text.String(), "101")
	assert.Contains(t, markdown.String(), "| 101 |")
	text.Reset()
	require.NoError(t, tables.WriteText(&text, s, tables.TextOptions{}))
	assert.NotContains(t, text.String(), "101")
}
