package xlsx_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/countyeval/countyeval/indicators/xlsx"
)

// inline is a cell of text.
func inline(ref, text string) string {
	return fmt.Sprintf(`<c r=%q t="inlineStr"><is><t>%s</t></is></c>`, ref, text)
}

// down moves XML of the first rows down.
func down(xml string, by int) string {
	for n := 9; n > 0; n-- {
		xml = strings.ReplaceAll(xml, fmt.Sprintf(`<row r="%d"`, n), fmt.Sprintf(`<row r="%d"`, n+by))
		for c := 'A'; c <= 'H'; c++ {
			xml = strings.ReplaceAll(xml, fmt.Sprintf(`r="%c%d"`, c, n), fmt.Sprintf(`r="%c%d"`, c, n+by))
		}
	}
	return xml
}

func TestHeadings(t *testing.T) {
	title := `<row r="1">` + inline("A1", "2023年指标") + `</row>`
	below := down(heads+whole(2, "1"), 2)
	groups := `<row r="3">` + inline("A3", "code") + inline("B3", "name") + inline("C3", "规模") + inline("D3", "创新") + `</row>` +
		`<row r="4">` + inline("C4", "va") + inline("D4", "rd") + inline("E4", "energy") + `</row>`
	merged := `<mergeCells><mergeCell ref="A3:A4"/><mergeCell ref="B4:B3"/><mergeCell ref="D3:E3"/><mergeCell ref="A1:E1"/><mergeCell ref="F9:F9"/><mergeCell ref="G9"/></mergeCells>`
	years := `<row r="1">` + inline("A1", "code") + inline("B1", "va") + inline("D1", "rd") + inline("E1", "energy") + `</row>` +
		`<row r="2">` + inline("B2", "2022") + inline("C2", "2023") + `</row>` +
		`<row r="3"><c><v>1</v></c><c><v>5</v></c><c><v>6</v></c><c><v>7</v></c><c><v>8</v></c></row>`
	titled := func(row int) string {
		return fmt.Sprintf(`数据: the headings stand in row %d; what stands above, from "2023年指标" on, is not read`, row)
	}
	tests := []struct {
		name, sheet string
		reader      xlsx.Reader
		va          float64
		warnings    []string
	}{
		{"in the first row", sheetOf(whole(2, "1")), xlsx.Reader{}, 560.5, nil},
		{"below a title", "<sheetData>" + title + below + "</sheetData>", xlsx.Reader{}, 560.5, []string{titled(3)}},
		{"below a title, declared", "<sheetData>" + title + below + "</sheetData>", xlsx.Reader{Head: 3, HeadRows: 1}, 560.5, []string{titled(3)}},
		{"in two rows", "<sheetData>" + title + groups + whole(5, "1") + "</sheetData>" + merged, xlsx.Reader{}, 560.5, []string{titled(4)}},
		{"in two rows, declared", "<sheetData>" + title + groups + whole(5, "1") + "</sheetData>" + merged, xlsx.Reader{Head: 4, HeadRows: 2}, 560.5, []string{titled(4)}},
		{
			"in two rows, the same twice", "<sheetData>" + years + "</sheetData><mergeCells><mergeCell ref=\"B1:C1\"/><mergeCell ref=\"A1:A2\"/></mergeCells>",
			xlsx.Reader{Columns: map[string]string{"va/2022": "", "va/2023": "va"}},
			6, nil,
		},
		{
			"a row without headings on top, cells that do not say where they stand", "<sheetData><row r=\"1\"><c r=\"A1\" t=\"b\"><v>1</v></c></row>" + below + "</sheetData>",
			xlsx.Reader{},
			560.5,
			[]string{`数据: the headings stand in row 3; what stands above, from "TRUE" on, is not read`},
		},
		{"a blank column before and between", `<sheetData><row r="2">` + inline("B2", "code") + inline("D2", "va") + inline("E2", "rd") + inline("G2", "energy") + inline("H2", " ") + `</row>` +
			`<row r="3"><c r="B3"><v>1</v></c><c r="D3"><v>2</v></c><c r="E3"><v>3</v></c><c r="G3"><v>4</v></c></row></sheetData>`, xlsx.Reader{}, 2, nil},
		{"prefixes and the strict namespace", `<x:sheetData xmlns:x="http://purl.oclc.org/ooxml/spreadsheetml/main">` + strings.NewReplacer("<row", "<x:row", "</row", "</x:row", "<c ", "<x:c ", "</c>", "</x:c>", "<v>", "<x:v>", "</v>", "</x:v>").Replace(heads+whole(2, "1")) + "</x:sheetData>", xlsx.Reader{}, 560.5, nil},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			got, err := read(t, tt.reader, rawBook(t, tt.sheet))
			require.NoError(t, err)
			assert.InDelta(t, tt.va, got.Column("va").At(0), 0)
			assert.Equal(t, 1, got.Len())
			assert.Equal(t, tt.warnings, said(t, got))
		})
	}
}

func TestHeadingsThatDoNotFit(t *testing.T) {
	title := `<row r="1">` + inline("A1", "2023年指标") + `</row>`
	misspelt := strings.ReplaceAll(down(heads+whole(2, "1"), 1), `<c r="D2" t="s"><v>3</v></c>`, inline("D2", "rdd"))
	tests := []struct {
		name, sheet string
		reader      xlsx.Reader
		want        []string
	}{
		{"one is misspelt", "<sheetData>" + title + misspelt + "</sheetData>", xlsx.Reader{}, []string{
			`数据!2:2: indicator rd: heading "rd" is not there (did you mean "rdd"?)`,
			`数据!D2: indicator rdd: heading "rdd" is none of the framework's, so the column is not read (did you mean "rd"?)`,
		}},
		{"figures without a heading", sheetOf(strings.Replace(whole(2, "1"), "</row>", `<c r="G2"><v>3</v></c></row>`, 1)), xlsx.Reader{}, []string{"数据!G1: heading of the column is empty"}},
		{"nothing at all", "<sheetData/>", xlsx.Reader{}, []string{"数据: empty: the file has no headings"}},
		{"headings alone", sheetOf(), xlsx.Reader{}, []string{"数据: empty: the file has headings and no rows"}},
		{"declared where nothing is", sheetOf(whole(2, "1")), xlsx.Reader{Head: 5}, []string{"数据: heading: row 5, which is to have the headings, holds nothing"}},
		{"declared wrongly", sheetOf(whole(2, "1")), xlsx.Reader{HeadRows: 4}, []string{"数据: value: Head 0, HeadRows 4 and Last 0 are not rows of a sheet, 3 of headings at most"}},
		{"a column that no framework has", sheetOf(whole(2, "1")), xlsx.Reader{Columns: map[string]string{"va": "vaa"}}, []string{
			`数据: indicator vaa: heading: the option Columns maps "va" to "vaa", which is no column of the framework (did you mean "va"?)`,
		}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			_, err := read(t, tt.reader, rawBook(t, tt.sheet))
			assert.Equal(t, tt.want, refused(t, err))
		})
	}
}

func TestMergedCells(t *testing.T) {
	rows := whole(2, "1") + strings.Replace(whole(3, "2"), `<c r="C3"><v>560.5</v></c>`, "", 1) + `<row r="4">` + inline("A4", "3") + inline("C4", "1") + `</row>`
	merge := func(refs ...string) string {
		return sheetOf(rows) + `<mergeCells><mergeCell ref="` + strings.Join(refs, `"/><mergeCell ref="`) + `"/></mergeCells>`
	}
	_, err := read(t, xlsx.Reader{}, rawBook(t, merge("C2:C3", "D3:E3", "A4:B4", "E4:E9")))
	assert.Equal(t, []string{
		"数据!C2: merged cells: C2:C3 are one cell; take them apart and fill in each",
		"数据!D3: merged cells: D3:E3 are one cell; take them apart and fill in each",
		"数据!A4: merged cells: A4:B4 are one cell; take them apart and fill in each",
	}, refused(t, err))
	_, err = read(t, xlsx.Reader{Last: 3}, rawBook(t, merge("A4:B4", "F2:G2")))
	require.NoError(t, err, "below the table, and beside it")
}

func TestHidden(t *testing.T) {
	rows := whole(2, "1") + strings.Replace(whole(3, "2")+whole(4, "3")+whole(5, "4")+whole(6, "5"), "<row ", `<row hidden="1" `, 2)
	rows = strings.Replace(rows, `<row r="6"`, `<row hidden="true" r="6"`, 1)
	got, err := read(t, xlsx.Reader{}, rawBook(t, `<cols><col min="1" max="1" width="9"/><col min="3" max="4" hidden="1"/><col min="7" max="9" hidden="1"/></cols>`+sheetOf(rows)))
	require.NoError(t, err)
	assert.Equal(t, 5, got.Len())
	assert.Equal(t, []string{
		"数据!C1: indicator va: all values are equal: each of the 5 figures is 560.5",
		"数据!D1: indicator rd: all values are equal: each of the 5 figures is 3.1",
		"数据!E1: indicator energy: all values are equal: each of the 5 figures is 0.4",
		"数据: hidden rows are read as all others: 3-4, 6",
		"数据: hidden columns are read as all others: C-D",
	}, said(t, got))
}

func TestTotals(t *testing.T) {
	sum := strings.Replace(whole(3, "x"), `<c r="A3" t="str"><v>x</v></c>`, "", 1)
	sum = strings.Replace(sum, `<c r="B3" t="s"><v>5</v></c>`, inline("B3", " 合　计："), 1)
	average := whole(4, "Average")
	data := rawBook(t, sheetOf(whole(2, "1"), sum, average))
	_, err := read(t, xlsx.Reader{}, data)
	assert.Equal(t, []string{
		`数据!B3: row of no unit: "合\u3000计：" says that this is a total or a mean; delete the row, or name it in the option Skip to leave it out, or in Keep if it is a unit`,
		`数据!A4: row of no unit: "Average" says that this is a total or a mean; delete the row, or name it in the option Skip to leave it out, or in Keep if it is a unit`,
	}, refused(t, err))
	got, err := read(t, xlsx.Reader{Skip: []string{"合计", "average"}}, data)
	require.NoError(t, err)
	assert.Equal(t, 1, got.Len())
	assert.Empty(t, got.Warnings())
	got, err = read(t, xlsx.Reader{Skip: []string{"合计"}, Keep: []string{"Average"}}, data)
	require.NoError(t, err)
	assert.Equal(t, 2, got.Len())
}

// TestLast: notes stand below a table.
func TestLast(t *testing.T) {
	note := `<row r="4">` + inline("A4", "资料来源：统计年鉴") + `</row>`
	got, err := read(t, xlsx.Reader{Last: 2}, rawBook(t, sheetOf(whole(2, "1"), note)))
	require.NoError(t, err)
	assert.Equal(t, 1, got.Len())
	_, err = read(t, xlsx.Reader{}, rawBook(t, sheetOf(whole(2, "1"), note)))
	assert.Equal(t, []string{`数据!A4: row of no unit: "资料来源：统计年鉴" is a note; delete the row, or name it in the option Skip to leave it out, or in Keep if it is a unit`}, refused(t, err))
	got, err = read(t, xlsx.Reader{Keep: []string{"资料来源：统计年鉴"}}, rawBook(t, sheetOf(whole(2, "1"), note)))
	require.NoError(t, err)
	assert.Equal(t, []string{"数据!A4: unit 资料来源：统计年鉴: missing value: the unit has no value at all"}, said(t, got))
}
