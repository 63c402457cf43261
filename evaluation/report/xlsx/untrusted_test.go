package xlsx_test

import (
	"bytes"
	"encoding/csv"
	"regexp"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/countyeval/countyeval/evaluation"
	"github.com/countyeval/countyeval/evaluation/tables"
	"github.com/countyeval/countyeval/indicators/basis"
)

// names are what somebody may have written into a file to do harm, by accident or not.
var names = []string{
	`=HYPERLINK("http://example.com","click")`, `@SUM(1+1)*cmd|' /C calc'!A0`, "+1", "-1", "\t=1+1", "\r=1+1", "＝1+1",
	"tab\there", `a "quoted" name`, `'quoted`, `<script>alert(1)</script>`, `a,b;c`, "|x| *y* _z_ `q` [l](javascript:alert(1))", "a\nb", "# heading", "&lt;", "_x0041_", "\u202egnp.exe",
	strings.Repeat("名", 10_000),
}

// TestUntrustedNames: names in somebody's file do no harm in a workbook, in CSV and in
// Markdown, and stay readable.
func TestUntrustedNames(t *testing.T) {
	for _, name := range names {
		t.Run(strings.ToValidUTF8(name[:min(len(name), 24)], ""), func(t *testing.T) {
			var text strings.Builder
			w := csv.NewWriter(&text)
			for i, line := range strings.Split(strings.TrimSpace(counties), "\n") {
				record := strings.Split(line, ",")
				if i > 0 {
					record[1] = name
					if !strings.ContainsAny(strings.TrimSpace(name), "\t\n\u202e") { // of which regions have none
						record[3] = strings.TrimSpace(name)
					}
				}
				require.NoError(t, w.Write(record))
			}
			w.Flush()
			r := small(t, evaluation.Model{}, text.String())
			r.Awards[0].Pool.Name, r.Awards[0].Pool.NameZH = name, name
			workbookIsHarmless(t, written(t, r, basis.English), name)
			pages, err := r.Pages()
			require.NoError(t, err)
			for _, p := range pages {
				csvIsHarmless(t, p.Sheet)
				markdownIsHarmless(t, p.Sheet)
			}
		})
	}
}

// workbookIsHarmless: no cell but those of ours has a formula, nothing links anywhere,
// and the name stands as it is.
func workbookIsHarmless(t *testing.T, data []byte, name string) {
	t.Helper()
	book := opened(t, data)
	for _, f := range formulas(t, data) {
		assert.Regexp(t, `^(ROUND\(ROUND\('Scores'!D\d+,11\),1\)|SUM\([A-Z]+\d+:[A-Z]+\d+\)|\([-+*/$!'A-Za-z0-9]+\)/100)$`, f.text)
	}
	shown, err := book.GetCellValue("Ranking", "C3")
	require.NoError(t, err)
	assert.Equal(t, name, shown)
	for _, sheet := range book.GetSheetList() {
		links, err := book.GetHyperLinkCells(sheet, "External")
		require.NoError(t, err)
		assert.Empty(t, links)
	}
}

// csvIsHarmless: no field begins with what a spreadsheet runs.
func csvIsHarmless(t *testing.T, s tables.Sheet) {
	t.Helper()
	var out bytes.Buffer
	require.NoError(t, tables.WriteCSV(&out, s, tables.CSVOptions{}))
	records, err := csv.NewReader(&out).ReadAll()
	require.NoError(t, err)
	number := regexp.MustCompile(`^-[0-9.]+(/[0-9]+)?$`)
	for _, record := range records {
		for _, field := range record {
			assert.False(t, field != "" && strings.ContainsRune("=+-@\t\r＝＋－＠", []rune(field)[0]) && !number.MatchString(field), "%q", field)
		}
	}
}

// markdownIsHarmless: no tag, no link, and every row has its cells.
func markdownIsHarmless(t *testing.T, s tables.Sheet) {
	t.Helper()
	var out bytes.Buffer
	require.NoError(t, tables.WriteMarkdown(&out, s, tables.MarkdownOptions{Details: true}))
	text := regexp.MustCompile(`\\.`).ReplaceAllString(out.String(), "") // what is escaped
	assert.NotContains(t, strings.ReplaceAll(text, "<br>", ""), "<")
	assert.NotContains(t, text, "](")
	for line := range strings.Lines(text) {
		if strings.HasPrefix(line, "|") {
			assert.Equal(t, len(s.Columns)+1, strings.Count(line, "|"), "%q", line)
		}
	}
}
