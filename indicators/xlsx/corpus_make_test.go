package xlsx_test

import (
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
	"github.com/xuri/excelize/v2"

	"github.com/countyeval/countyeval/indicators/xlsx"
)

// maker is a program that a file of the corpus comes from: excelize, or LibreOffice that
// saved a workbook of excelize anew, in a format of its own.
type maker string

const (
	byExcelize maker = "excelize"
	byOffice   maker = "xlsx"
	officeXLS  maker = "xls"
	officeODS  maker = "ods"
	officePage maker = "html:XHTML Calc File:UTF8"
	commasGB   maker = "csv:Text - txt - csv (StarCalc):44,34,85,1"
	tabsWide   maker = "csv:Text - txt - csv (StarCalc):9,34,65535,1"
	semicolons maker = "csv:Text - txt - csv (StarCalc):59,34,76,1"
	tabsGB     maker = "csv:Text - txt - csv (StarCalc):9,34,85,1"
	commasUTF8 maker = "csv:Text - txt - csv (StarCalc):44,34,76,1"
)

// office is a file of the corpus: one thing that workbooks of offices have.
type office struct {
	file   string
	by     maker
	make   func(b *builder)
	reader xlsx.Reader
	years  bool // several sheets are years
}

// builder makes a workbook by excelize.
type builder struct {
	t *testing.T
	*excelize.File
}

func (b *builder) must(err error) { b.t.Helper(); require.NoError(b.t, err) }

// set sets cells of a row from the first column on.
func (b *builder) set(sheet, cell string, values ...any) {
	b.t.Helper()
	b.must(b.SetSheetRow(sheet, cell, &values))
}

// style gives cells a number format.
func (b *builder) style(from, to, format string) {
	b.t.Helper()
	id, err := b.NewStyle(&excelize.Style{CustomNumFmt: &format})
	b.must(err)
	b.must(b.SetCellStyle("Sheet1", from, to, id))
}

// plain is the table that the files vary: headings in row, two counties below.
func (b *builder) plain(sheet string, row int) {
	b.t.Helper()
	at := func(n int) string { s, err := excelize.CoordinatesToCellName(1, row+n); b.must(err); return s }
	b.set(sheet, at(0), "代码", "名称", "增加值", "研发强度", "能耗强度")
	b.set(sheet, at(1), "410181", "巩义市", 560.5, 3.1, 0.4)
	b.set(sheet, at(2), "410182", "荥阳市", 1430, 2.25, 0.3)
}

// mend is the plain table with something else.
func mend(change func(b *builder)) func(b *builder) {
	return func(b *builder) {
		b.plain("Sheet1", 1)
		change(b)
	}
}

// columns are the headings of the corpus.
func columns() map[string]string {
	return map[string]string{"代码": "code", "名称": "name", "增加值": "va", "研发强度": "rd", "能耗强度": "energy"}
}

// titles puts headings in rows below titles.
func titled(b *builder) {
	b.set("Sheet1", "A1", "2023年各县（市）指标")
	b.must(b.MergeCell("Sheet1", "A1", "E1"))
	b.set("Sheet1", "A2", "单位：亿元、%、吨/万元")
	b.plain("Sheet1", 3)
}

func grouped(b *builder) {
	b.set("Sheet1", "A1", "代码", "名称", "规模", "质量")
	b.set("Sheet1", "C2", "增加值", "研发强度", "能耗强度")
	for _, m := range [][2]string{{"A1", "A2"}, {"B1", "B2"}, {"D1", "E1"}} {
		b.must(b.MergeCell("Sheet1", m[0], m[1]))
	}
	b.set("Sheet1", "A3", "410181", "巩义市", 560.5, 3.1, 0.4)
}

func total(b *builder) { b.set("Sheet1", "A4", nil, "合 计", 1990.5, 2.7, 0.35) }

func hidden(b *builder) {
	b.must(b.SetRowVisible("Sheet1", 3, false))
	b.must(b.SetColVisible("Sheet1", "D", false))
}

// corpus are the files, in the order of the manifest.
func corpus() []office {
	two := map[string]string{"代码": "code", "名称": "name", "增加值/2023": "va", "增加值/2022": "", "研发强度": "rd", "能耗强度": "energy"}
	return []office{
		{file: "plain.xlsx", by: byExcelize, make: mend(func(*builder) {})},
		{file: "plain_office.xlsx", by: byOffice, make: mend(func(*builder) {})},
		{file: "titles.xlsx", by: byOffice, make: titled},
		{file: "two_rows.xlsx", by: byExcelize, make: grouped},
		{file: "two_rows_office.xlsx", by: byOffice, make: grouped},
		{file: "same_heading.xlsx", by: byOffice, reader: xlsx.Reader{Columns: two}, make: func(b *builder) {
			b.set("Sheet1", "A1", "代码", "名称", "增加值", nil, "研发强度", "能耗强度")
			b.set("Sheet1", "C2", "2022", "2023")
			for _, m := range [][2]string{{"A1", "A2"}, {"B1", "B2"}, {"C1", "D1"}, {"E1", "E2"}, {"F1", "F2"}} {
				b.must(b.MergeCell("Sheet1", m[0], m[1]))
			}
			b.set("Sheet1", "A3", "410181", "巩义市", 500, 560.5, 3.1, 0.4)
		}},
		{file: "margins.xlsx", by: byExcelize, make: func(b *builder) {
			b.set("Sheet1", "C4", "代码", "名称", nil, "增加值", "研发强度", "能耗强度")
			b.set("Sheet1", "C5", "410181", "巩义市", nil, 560.5, 3.1, 0.4)
		}},
		{file: "as_text.xlsx", by: byExcelize, make: mend(func(b *builder) { b.set("Sheet1", "C2", "560.5", " 3.1", "0.40") })},
		{file: "percent.xlsx", by: byOffice, make: mend(func(b *builder) { b.set("Sheet1", "D2", 0.031); b.style("D2", "D2", "0.0%") })},
		{file: "percent_of_else.xlsx", by: byExcelize, make: mend(func(b *builder) { b.set("Sheet1", "E2", 0.4); b.style("E2", "E2", "0%") })},
		{file: "percent_stored.xlsx", by: byExcelize, reader: xlsx.Reader{Percent: xlsx.PercentStored}, make: mend(func(b *builder) { b.style("E2", "E3", "0%") })},
		{file: "thousands.xlsx", by: byOffice, make: mend(func(b *builder) { b.style("C2", "C3", "#,##0.00") })},
		{file: "thousands_text.xlsx", by: byExcelize, make: mend(func(b *builder) { b.set("Sheet1", "C3", "1,430") })},
		{file: "in_thousands.xlsx", by: byExcelize, make: mend(func(b *builder) { b.style("C2", "C3", "#,##0,") })},
		{file: "date.xlsx", by: byOffice, make: mend(func(b *builder) { b.set("Sheet1", "C2", 45291); b.style("C2", "C2", "yyyy/m/d") })},
		{file: "date_column.xlsx", by: byOffice, make: mend(func(b *builder) {
			b.set("Sheet1", "F1", "填报日期")
			b.set("Sheet1", "F2", 45291)
			b.style("F2", "F2", "yyyy\"年\"m\"月\"d\"日\"")
		})},
		{file: "formulas.xlsx", by: byOffice, make: mend(func(b *builder) {
			b.must(b.SetCellFormula("Sheet1", "D2", "0.1+0.2"))
			b.must(b.SetCellFormula("Sheet1", "C3", "C2*2"))
		})},
		{file: "formula_without_value.xlsx", by: byExcelize, make: mend(func(b *builder) {
			b.must(b.SetCellValue("Sheet1", "D2", nil))
			b.must(b.SetCellFormula("Sheet1", "D2", "C2/100"))
		})},
		{file: "error_cells.xlsx", by: byOffice, make: mend(func(b *builder) {
			b.must(b.SetCellFormula("Sheet1", "D2", "1/0"))
			b.must(b.SetCellFormula("Sheet1", "E3", "NA()"))
		})},
		{file: "hidden.xlsx", by: byExcelize, make: mend(hidden)},
		{file: "hidden_office.xlsx", by: byOffice, make: mend(hidden)},
		{file: "merged_figures.xlsx", by: byExcelize, make: mend(func(b *builder) { b.must(b.MergeCell("Sheet1", "C2", "C3")) })},
		{file: "merged_office.xlsx", by: byOffice, make: mend(func(b *builder) { b.must(b.MergeCell("Sheet1", "A2", "B2")) })},
		{file: "total.xlsx", by: byOffice, make: mend(total)},
		{file: "total_declared.xlsx", by: byExcelize, reader: xlsx.Reader{Skip: []string{"合计"}}, make: mend(total)},
		{file: "notes.xlsx", by: byOffice, reader: xlsx.Reader{Last: 3}, make: mend(func(b *builder) { b.set("Sheet1", "A5", "资料来源：统计年鉴") })},
		{file: "zeros.xlsx", by: byOffice, make: mend(func(b *builder) {
			b.set("Sheet1", "A2", 10181)
			b.set("Sheet1", "A3", 10182)
			b.style("A2", "A3", "000000")
		})},
		{file: "long_code.xlsx", by: byExcelize, make: mend(func(b *builder) { b.set("Sheet1", "A2", 411002199001011234.0) })},
		{file: "untrusted.xlsx", by: byOffice, make: mend(func(b *builder) {
			b.set("Sheet1", "B2", `=HYPERLINK("http://example.com","x")`)
			b.set("Sheet1", "B3", "@SUM(A1) <script>\t\"q\" _x0041_")
		})},
		{file: "years.xlsx", by: byOffice, years: true, make: func(b *builder) {
			for _, year := range []string{"2022年", "2023"} {
				_, err := b.NewSheet(year)
				b.must(err)
				b.plain(year, 1)
			}
			b.set("Sheet1", "A1", "说明")
		}},
		{file: "two_sheets.xlsx", by: byOffice, make: mend(func(b *builder) { _, err := b.NewSheet("其他"); b.must(err); b.set("其他", "A1", 1) })},
		{file: "hidden_sheet.xlsx", by: byExcelize, reader: xlsx.Reader{Sheet: "底稿"}, make: func(b *builder) {
			_, err := b.NewSheet("底稿")
			b.must(err)
			b.plain("底稿", 1)
			b.must(b.SetSheetVisible("底稿", false))
		}},
		{file: "old.xlsx", by: officeXLS, make: mend(func(*builder) {})},
		{file: "open.xlsx", by: officeODS, make: mend(func(*builder) {})},
		{file: "page.xlsx", by: officePage, make: mend(func(*builder) {})},
		{file: "text.xlsx", by: commasGB, make: mend(func(*builder) {})},
		{file: "commas_gb18030.csv", by: commasGB, make: mend(func(*builder) {})},
		{file: "tabs_gb18030.csv", by: tabsGB, make: mend(func(*builder) {})},
		{file: "tabs_utf16.csv", by: tabsWide, make: mend(func(*builder) {})},
		{file: "semicolons_utf8.csv", by: semicolons, make: mend(func(*builder) {})},
		{file: "commas_utf8.csv", by: commasUTF8, make: mend(func(*builder) {})},
		{file: "other_headings_gb18030.csv", by: commasGB, make: mend(func(b *builder) { b.set("Sheet1", "C1", "产值") })},
		{file: "thousands_gb18030.csv", by: commasGB, make: mend(func(b *builder) { b.style("C2", "C3", "#,##0.00") })},
	}
}

// write makes the file, by LibreOffice if that is to save it.
func (x office) write(t *testing.T, folder string) {
	t.Helper()
	b := &builder{t, excelize.NewFile()}
	defer func() { _ = b.Close() }()
	x.make(b)
	file := filepath.Join(folder, x.file)
	if x.by == byExcelize {
		out, err := os.Create(file)
		require.NoError(t, err)
		require.NoError(t, xlsx.Save(out, b.File))
		require.NoError(t, out.Close())
		return
	}
	dir := t.TempDir()
	in := filepath.Join(dir, "in.xlsx")
	require.NoError(t, b.SaveAs(in))
	out := filepath.Join(dir, "out")
	said, err := exec.CommandContext(t.Context(), "soffice", "-env:UserInstallation=file:///tmp/corpus-profile", "--headless", "--convert-to", string(x.by), "--outdir", out, in).CombinedOutput()
	require.NoError(t, err, string(said))
	kind, _, _ := strings.Cut(string(x.by), ":")
	data, err := os.ReadFile(filepath.Join(out, "in."+kind))
	require.NoError(t, err, string(said))
	require.NoError(t, os.WriteFile(file, data, 0o600))
}
