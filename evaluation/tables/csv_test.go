package tables_test

import (
	"encoding/csv"
	"math/big"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/countyeval/countyeval/evaluation/incentive/fill"
	"github.com/countyeval/countyeval/evaluation/tables"
	"github.com/countyeval/countyeval/indicators"
	"github.com/countyeval/countyeval/indicators/basis"
)

// file prints a sheet as CSV.
func file(t require.TestingT, s tables.Sheet, o tables.CSVOptions) string {
	var b strings.Builder
	require.NoError(t, tables.WriteCSV(&b, s, o))
	return b.String()
}

func TestCSV(t *testing.T) {
	assert.Equal(t, `county,grade,land,rank,why
Alpha,A,1234.56,1,as it follows from the score
Beta,B,7.5,12,
Gamma,,,,
total,,1234.56,,
`, file(t, awards(), tables.CSVOptions{}))
	zh := file(t, awards(), tables.CSVOptions{Language: basis.Chinese, BOM: true, Comma: ';', Reasons: true})
	assert.True(t, strings.HasPrefix(zh, "\ufeff县;等次;土地;位次;说明\n"), zh)
	assert.Contains(t, zh, "丙县;;未申请;;\n")
}

// TestNumbers: how the kinds of numbers are printed for a reader and in a file.
func TestNumbers(t *testing.T) {
	third, mu := big.NewRat(700, 3), fill.Measure{Name: "mu", Digits: 2}
	money := fill.Measure{Name: "million yuan", NameZH: "万元", Digits: 1, Power: 2}
	for name, c := range map[string]struct {
		cell        tables.Cell
		shown, file string
	}{
		"integer":        {tables.Integer(12345), "12345", "12345"},
		"decimal":        {tables.Decimal(2.675, 2), "2.68", "2.68"},
		"minus nothing":  {tables.Decimal(-0.001, 2), "0.00", "0.00"},
		"infinite":       {tables.Decimal(1/zero(), 2), "∞", "∞"},
		"figure":         {tables.Figure(613.51), "613.51", "613.51"},
		"long figure":    {tables.Figure(1.0 / 3), "0.33333333", "0.33333333"},
		"small figure":   {tables.Figure(0.000012345), "0.000012345", "0.000012345"},
		"large figure":   {tables.Figure(1234567890.5), "1234567891", "1234567891"},
		"round figure":   {tables.Figure(2.9999999999), "3", "3"},
		"amount":         {tables.Amount(123456, mu), "1,234.56", "1234.56"},
		"exact":          {tables.Exact(third, mu), "2.3333", "2.333333333333"},
		"exact whole":    {tables.Exact(big.NewRat(150, 1), mu), "1.50", "1.5"},
		"number":         {tables.Number(big.NewRat(5363, 1)), "5,363", "5363"},
		"fraction":       {tables.Fraction(third), "700/3", "700/3"},
		"no number":      {tables.Number(nil), "", ""},
		"no exact":       {tables.Exact(nil, mu), "", ""},
		"no fraction":    {tables.Fraction(nil), "", ""},
		"counts in 10^2": {tables.Amount(9910, money), "9.910", "9.910"},
		"signed":         {tables.Decimal(4, 0).Plus(), "+4", "4"},
		"signed nothing": {tables.Decimal(0, 0).Plus(), "0", "0"},
	} {
		s := tables.Sheet{Columns: []tables.Column{{Head: tables.Same("x")}}}
		s.Add(c.cell)
		assert.Equal(t, "x\n"+c.shown+"\n", text(t, s, tables.TextOptions{}), name)
		want := "x\n" + c.file + "\n"
		if c.file == "" {
			want = "x\n\"\"\n"
		}
		assert.Equal(t, want, file(t, s, tables.CSVOptions{}), name)
	}
	s := tables.Sheet{Columns: []tables.Column{{Head: tables.Text{English: "funds", Chinese: "资金"}.Of(tables.Text{English: "million yuan", Chinese: "万元"})}}}
	s.Add(tables.Amount(9910, money))
	assert.Equal(t, "资金（万元）\n991.0\n", file(t, s, tables.CSVOptions{Language: basis.Chinese}))
}

func zero() float64 { return 0 }

// TestCSVRoundTrip: a reader of CSV finds what the cells hold, and no text that a
// spreadsheet would run.
func TestCSVRoundTrip(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		words := rapid.StringOf(rapid.SampledFrom([]rune("=+-@'\"a1,\n;县＝ ")))
		m := rapid.IntRange(1, 4).Draw(t, "columns")
		var s tables.Sheet
		for range m {
			s.Columns = append(s.Columns, tables.Column{Head: tables.Same(words.Draw(t, "head"))})
		}
		var want [][]string
		for range rapid.IntRange(1, 4).Draw(t, "rows") {
			var row []tables.Cell
			var texts []string
			for range m {
				text := words.Draw(t, "text")
				row, texts = append(row, tables.Data(text)), append(texts, indicators.Guard(text))
			}
			s.Add(row...)
			want = append(want, texts)
		}
		r := csv.NewReader(strings.NewReader(file(t, s, tables.CSVOptions{})))
		got, err := r.ReadAll()
		require.NoError(t, err)
		require.Equal(t, want, got[1:])
		for _, row := range got {
			for _, text := range row {
				require.False(t, text != "" && strings.ContainsRune("=+-@＝", []rune(text)[0]), text)
			}
		}
	})
}
