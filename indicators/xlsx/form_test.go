package xlsx_test

import (
	"bytes"
	"fmt"
	"math"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"github.com/xuri/excelize/v2"
	"pgregory.net/rapid"

	"github.com/countyeval/countyeval/indicators"
	"github.com/countyeval/countyeval/indicators/basis"
	"github.com/countyeval/countyeval/indicators/returns"
	"github.com/countyeval/countyeval/indicators/xlsx"
)

// forms are those of a department and of a county that do not exist.
func forms(t require.TestingT) []returns.Form {
	f, err := indicators.NewFramework(indicators.Indicator{Code: "all", Children: []indicators.Indicator{
		{Code: "va", Name: "Value added", NameZH: "工业增加值", Unit: "亿元", Definition: "规模以上工业", Department: "statistics"},
		{Code: "rate", Name: "growth", Unit: "%", Department: "statistics"},
		{Code: "projects", NameZH: "重大项目数"},
	}})
	require.NoError(t, err)
	units := []indicators.Unit{{Code: "0101", Name: "甲县"}, {Code: "0102", Name: "乙县"}}
	year := returns.Span{Year: 2024, First: 1, Last: 12}
	return []returns.Form{returns.ForDepartment(f, units, "statistics", year), returns.ForUnit(f, units[0], year)}
}

func formBook(t require.TestingT, f returns.Form, lang basis.Language, filled ...indicators.Reading) []byte {
	var b bytes.Buffer
	require.NoError(t, xlsx.Writer{File: "a.xlsx"}.WriteForm(&b, f, lang, filled...))
	return b.Bytes()
}

// TestFormBook: a form as a workbook, filled, read is the identity, and gives the same
// readings as the same form in CSV.
func TestFormBook(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		all := forms(t)
		f := rapid.SampledFrom(all).Draw(t, "form")
		lang := rapid.SampledFrom([]basis.Language{basis.English, basis.Chinese}).Draw(t, "language")
		state := rapid.SampledFrom([]indicators.State{indicators.AsReported, indicators.Signed}).Draw(t, "state")
		var want []indicators.Reading
		for _, u := range f.Units {
			for _, code := range f.Columns {
				r := indicators.Reading{Unit: u.Code, Indicator: code, Period: "2024", Source: f.From, Date: "2025-03-31", State: state}
				if f.From != u.Code {
					r.Department = f.From
				}
				r.Value = float64(rapid.IntRange(-1e12, 1e12).Draw(t, "x")) / 1000
				if rapid.IntRange(0, 4).Draw(t, "missing") == 0 {
					r.Value, r.Mark = math.NaN(), indicators.Missing
				}
				r.Confidential = rapid.Bool().Draw(t, "confidential")
				r.Note = rapid.SampledFrom([]string{"", "=1+1", "'=1", "含关闭矿山", " a\nb ", "12"}).Draw(t, "note")
				if rapid.Bool().Draw(t, "filled") {
					want = append(want, r)
				}
			}
		}
		file, err := xlsx.Reader{File: "a.xlsx"}.ReadForm(bytes.NewReader(formBook(t, f, lang, want...)), f.From)
		require.NoError(t, err)
		got, err := returns.Read(all, file)
		require.NoError(t, err)
		assert.Equal(t, fmt.Sprintf("%#v", want), fmt.Sprintf("%#v", got))

		var text bytes.Buffer
		require.NoError(t, f.WriteCSV(&text, lang, want...))
		file, err = returns.ReadCSV(&text, "a.csv", f.From)
		require.NoError(t, err)
		same, err := returns.Read(all, file)
		require.NoError(t, err)
		assert.Equal(t, fmt.Sprintf("%#v", same), fmt.Sprintf("%#v", got))
	})
}

// TestFormBookIsLocked looks at what a spreadsheet makes of the form.
func TestFormBookIsLocked(t *testing.T) {
	f := forms(t)[0]
	data := formBook(t, f, basis.Chinese)
	assert.Equal(t, data, formBook(t, f, basis.Chinese), "the same bytes")
	book, err := excelize.OpenReader(bytes.NewReader(data))
	require.NoError(t, err)
	p, err := book.GetSheetProtection("Sheet1")
	require.NoError(t, err)
	assert.True(t, p.SelectUnlockedCells)
	for at, locked := range map[string]bool{"A1": true, "B3": true, "B5": false, "B6": false, "C7": true, "H8": true, "I8": false, "J8": false, "L11": false, "A8": true} {
		id, err := book.GetCellStyle("Sheet1", at)
		require.NoError(t, err)
		style, err := book.GetStyle(id)
		require.NoError(t, err)
		assert.Equal(t, locked, style.Protection == nil || style.Protection.Locked, at)
	}
	rules, err := book.GetDataValidations("Sheet1")
	require.NoError(t, err)
	var areas []string
	for _, r := range rules {
		areas = append(areas, r.Sqref+" "+r.Formula1)
	}
	assert.Equal(t, "I8:I11 -1e+30; J8:J11 \"缺失,不适用,修订,待核,插补\"; K8:K11 \"是\"", strings.Join(areas, "; "))
	notes, err := book.GetComments("Sheet1")
	require.NoError(t, err)
	require.Len(t, notes, 4)
	assert.Contains(t, notes[0].Text, "统计口径: 规模以上工业\n计量单位: 亿元\n")
}

// TestBadFormBooks: what a spreadsheet can hold in place of a figure is told with its cell.
func TestBadFormBooks(t *testing.T) {
	for name, c := range map[string]struct {
		fill func(f *excelize.File) error
		want []string
	}{
		"text in a number": {func(f *excelize.File) error { return f.SetCellValue("Sheet1", "I8", "约5") }, []string{"a.xlsx", "unit 0101, indicator va", "not a plain decimal number"}},
		"a truth value":    {func(f *excelize.File) error { return f.SetCellValue("Sheet1", "I8", true) }, []string{"a date, a truth value"}},
		"a formula":        {func(f *excelize.File) error { return f.SetCellFormula("Sheet1", "I8", "1+1") }, []string{"a formula whose value is not in the file"}},
		"a column more":    {func(f *excelize.File) error { return f.InsertCols("Sheet1", "C", 1) }, []string{"the form that went out"}},
		"a row less":       {func(f *excelize.File) error { return f.RemoveRow("Sheet1", 8) }, []string{"unit 0101, indicator va"}},
	} {
		t.Run(name, func(t *testing.T) {
			all := forms(t)
			book, err := excelize.OpenReader(bytes.NewReader(formBook(t, all[0], basis.English)))
			require.NoError(t, err)
			require.NoError(t, c.fill(book))
			var b bytes.Buffer
			require.NoError(t, book.Write(&b))
			file, err := xlsx.Reader{File: "a.xlsx"}.ReadForm(&b, "statistics")
			require.NoError(t, err)
			_, err = returns.Read(all, file)
			require.Error(t, err)
			for _, text := range c.want {
				assert.ErrorContains(t, err, text)
			}
		})
	}
	f := forms(t)[1]
	book, err := excelize.OpenReader(bytes.NewReader(formBook(t, f, basis.English)))
	require.NoError(t, err)
	require.NoError(t, book.SetCellValue("Sheet1", "I8", 0.1+0.2*float64(len(f.Units))))
	var b bytes.Buffer
	require.NoError(t, book.Write(&b))
	file, err := xlsx.Reader{}.ReadForm(&b, "")
	require.NoError(t, err)
	got, err := returns.Read(forms(t), file)
	require.NoError(t, err)
	assert.Equal(t, 0.3, got[0].Value, "the file has 0.30000000000000004")

	_, err = xlsx.Reader{}.ReadForm(strings.NewReader("no workbook"), "")
	require.ErrorIs(t, err, xlsx.ErrWorkbook)
	r := indicators.Reading{Unit: "0101", Indicator: "projects", Period: "2024", Source: "0101", Value: 0.1234567890123456}
	err = xlsx.Writer{}.WriteForm(&bytes.Buffer{}, f, basis.English, r)
	require.ErrorIs(t, err, basis.ErrNumber)
}
