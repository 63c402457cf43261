package xlsx_test

import (
	"archive/zip"
	"bytes"
	"errors"
	"fmt"
	"strings"
	"testing"
	"testing/iotest"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/countyeval/countyeval/indicators/basis"
	"github.com/countyeval/countyeval/indicators/xlsx"
)

// sheetFile is a sheet of a workbook of several.
type sheetFile struct{ name, attr, xml string }

// several makes a workbook of several sheets.
func several(t testing.TB, sheets ...sheetFile) []byte {
	t.Helper()
	list, lines := "", ""
	parts := []string{"_rels/.rels", topRelations}
	for i, s := range sheets {
		list += fmt.Sprintf(`<sheet name="%s" sheetId="%d" %s r:id="s%d"/>`, s.name, i+1, s.attr, i)
		lines += fmt.Sprintf(`<Relationship Id="s%d" Type="x/worksheet" Target="worksheets/%d.xml"/>`, i, i)
		parts = append(parts, fmt.Sprintf("xl/worksheets/%d.xml", i), "<worksheet>"+s.xml+"</worksheet>")
	}
	lines += `<Relationship Id="c" Type="x/chartsheet" Target="charts/1.xml"/><Relationship Id="t" Type="x/sharedStrings" Target="sharedStrings.xml"/><Relationship Id="u" Type="x/hyperlink" TargetMode="External" Target="http://x"/>`
	return pack(t, append(parts, "xl/workbook.xml", `<workbook><sheets>`+list+`<sheet name="图" sheetId="99" r:id="c"/></sheets></workbook>`,
		"xl/_rels/workbook.xml.rels", "<Relationships>"+lines+"</Relationships>", "xl/sharedStrings.xml", shared)...)
}

func TestSheets(t *testing.T) {
	full := sheetOf(whole(2, "1"))
	data := several(t, sheetFile{"说明", "", ""}, sheetFile{"数据", "", full}, sheetFile{"旧", `state="hidden"`, full}, sheetFile{"Sheet3", "", "<sheetData/>"})
	names, err := xlsx.Reader{}.Sheets(bytes.NewReader(data))
	require.NoError(t, err)
	assert.Equal(t, []string{"说明", "数据", "Sheet3"}, names)
	got, err := read(t, xlsx.Reader{}, data)
	require.NoError(t, err, "the only sheet that holds something")
	assert.Empty(t, got.Warnings())
	got, err = read(t, xlsx.Reader{Sheet: "旧"}, data)
	require.NoError(t, err)
	assert.Equal(t, []string{"旧: the sheet is hidden"}, said(t, got))
	_, err = read(t, xlsx.Reader{Sheet: "数居"}, data)
	assert.Equal(t, []string{` sheet of a workbook: there is none of the name "数居"`}, refused(t, err))
	_, err = read(t, xlsx.Reader{Sheet: "图"}, data)
	require.ErrorIs(t, err, xlsx.ErrSheet)
	_, err = read(t, xlsx.Reader{}, several(t, sheetFile{"一", "", full}, sheetFile{"二", "", full}))
	assert.Equal(t, []string{` sheet of a workbook: the sheets 一, 二 hold something; say by Sheet which is the table`}, refused(t, err))
	_, err = read(t, xlsx.Reader{}, several(t, sheetFile{"一", `state="veryHidden"`, full}))
	assert.Equal(t, []string{` sheet of a workbook: all sheets are hidden; say by Sheet which is the table`}, refused(t, err))
	_, err = read(t, xlsx.Reader{}, several(t, sheetFile{"一", "", ""}))
	assert.Equal(t, []string{"一: empty: the file has no headings"}, refused(t, err))
	_, err = read(t, xlsx.Reader{}, several(t, sheetFile{"一", "", "<sheetData><row>"}))
	require.ErrorIs(t, err, xlsx.ErrWorkbook)
	_, err = xlsx.Reader{}.Sheets(strings.NewReader("x"))
	require.ErrorIs(t, err, xlsx.ErrWorkbook)
}

func TestReadPanel(t *testing.T) {
	data := several(t, sheetFile{"2022", "", sheetOf(whole(2, "1"))}, sheetFile{"2023年 ", "", sheetOf(whole(2, "1"), whole(3, "2"))}, sheetFile{"说明", "", ""})
	r := xlsx.Reader{File: "f.xlsx"}
	p, err := r.ReadPanel(bytes.NewReader(data), framework(t), nil)
	require.NoError(t, err)
	assert.Equal(t, []int{2022, 2023}, p.Years())
	assert.Equal(t, 2, p.Table(2023).Len())
	p, err = r.ReadPanel(bytes.NewReader(data), framework(t), map[int]string{2021: "2022"})
	require.NoError(t, err)
	assert.Equal(t, []int{2021}, p.Years())
	_, err = r.ReadPanel(bytes.NewReader(data), framework(t), map[int]string{2021: "2021", 2022: "说明", 2023: "2023年"})
	assert.Equal(t, []string{
		` sheet of a workbook: there is none of the name "2021" (did you mean "2022"?)`,
		"说明: empty: the file has no headings",
	}, refused(t, err))
	_, err = r.ReadPanel(bytes.NewReader(several(t, sheetFile{"数据", "", ""})), framework(t), nil)
	assert.Equal(t, []string{" sheet of a workbook: none has the name of a year, such as 2023: 数据"}, refused(t, err))
	_, err = r.ReadPanel(bytes.NewReader(several(t, sheetFile{"2023", "", ""}, sheetFile{"2023年", "", ""})), framework(t), nil)
	assert.Equal(t, []string{` sheet of a workbook: "2023" and "2023年" are both of the year 2023`}, refused(t, err))
	_, err = r.ReadPanel(strings.NewReader(""), framework(t), nil)
	require.ErrorIs(t, err, basis.ErrEmpty)
}

// TestFilesThatAreNone: each is told for what it is.
func TestFilesThatAreNone(t *testing.T) {
	good := rawBook(t, sheetOf(whole(2, "1")))
	tests := []struct {
		name string
		data []byte
		want string
	}{
		{"nothing", nil, "empty: the file has nothing in it"},
		{"old", []byte("\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 and so on"), "not a workbook: the file is an old workbook (.xls) or locked with a password; save it as .xlsx without one"},
		{"a page", []byte("\ufeff\n<html><table>"), "not a workbook: the file is a page (HTML or XML); open it in a spreadsheet program and save it as .xlsx"},
		{"text", []byte("code,va\n1,2\n"), "not a workbook: the file looks like text; read it as CSV"},
		{"anything", []byte("\x7fELF\x00\x01"), "not a workbook: the file is not .xlsx"},
		{"cut off", good[:len(good)/2], "not a workbook: the file is damaged: zip: not a valid zip file"},
		{"another zip file", pack(t, "content.xml", "<office/>"), "not a workbook: the file is zipped, but no .xlsx (perhaps .ods, .xlsb or a plain zip file)"},
		{"a part twice", pack(t, "_rels/.rels", topRelations, "xl/a.xml", "", `XL\A.xml`, ""), `not a workbook: the file has the part "xl/a.xml" twice`},
		{"no sheet", several(t), "not a workbook: the file has no sheet of cells"},
		{"no part for a sheet", pack(t, "_rels/.rels", topRelations, "xl/workbook.xml", fmt.Sprintf(workbook, ""), "xl/_rels/workbook.xml.rels", relations,
			"xl/sharedStrings.xml", shared, "xl/styles.xml", styles), `not a workbook: the file has no part "xl/worksheets/sheet1.xml"`},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			_, err := read(t, xlsx.Reader{}, tt.data)
			assert.Contains(t, refused(t, err)[0], tt.want)
		})
	}
	broken := errors.New("disk on fire")
	_, err := xlsx.Reader{}.ReadTable(iotest.ErrReader(broken), framework(t))
	require.ErrorIs(t, err, broken)
}

// TestDamagedSheets: what cannot be, is told, and nothing of it read.
func TestDamagedSheets(t *testing.T) {
	tests := []struct{ name, sheet, want string }{
		{"a row behind another", `<sheetData><row r="5"/><row r="5"/></sheetData>`, `a row of number "5" stands behind row 5`},
		{"a row of no number", `<sheetData><row r="x"/></sheetData>`, `a row of number "x" stands behind row 0`},
		{"a cell of another row", `<sheetData><row r="5"><c r="A4"/></row></sheetData>`, `a cell "A4" stands in row 5`},
		{"a cell behind another", `<sheetData><row r="5"><c r="B5"/><c r="A5"/></row></sheetData>`, `cell "A5" of row 5 stands behind a cell of column 2`},
		{"a cell of no column", `<sheetData><row r="5"><c r="XFE5"/></row></sheetData>`, `a cell "XFE5" stands in row 5`},
		{"a text that there is not", `<sheetData><row r="5"><c r="A5" t="s"><v>6</v></c></row></sheetData>`, `row 5, column 1: the file has no shared text "6"`},
		{"merged cells that are none", `<mergeCells><mergeCell ref="A1:?"/></mergeCells>`, `cells "A1:?" cannot be merged`},
		{"an element that did not begin", `</sheetData>`, `the element "sheetData" ends, and did not begin`},
		{"no XML", `<sheetData attr>`, "it is damaged: XML syntax error"},
		{"an entity", `<sheetData>&lol;</sheetData>`, "it is damaged: XML syntax error"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			_, err := read(t, xlsx.Reader{}, rawBook(t, tt.sheet))
			require.ErrorIs(t, err, xlsx.ErrWorkbook)
			require.ErrorContains(t, err, tt.want)
		})
	}
	_, err := read(t, xlsx.Reader{}, pack(t, "_rels/.rels", topRelations, "xl/workbook.xml", "<workbook>"))
	require.ErrorContains(t, err, `it ends inside the element "workbook"`)
	for _, part := range []string{"_rels/.rels", "xl/_rels/workbook.xml.rels", "xl/sharedStrings.xml", "xl/styles.xml"} {
		parts := []string{"_rels/.rels", topRelations, "xl/workbook.xml", fmt.Sprintf(workbook, ""), "xl/_rels/workbook.xml.rels", relations, "xl/sharedStrings.xml", shared, "xl/styles.xml", styles}
		for i := range parts {
			if parts[i] == part {
				parts[i+1] = "<"
			}
		}
		_, err := read(t, xlsx.Reader{}, pack(t, parts...))
		require.ErrorIs(t, err, xlsx.ErrWorkbook, part)
	}
}

// TestLimits: files that would take memory are refused early.
func TestLimits(t *testing.T) {
	rows := func(n int, cell string) string {
		return "<sheetData>" + strings.Repeat("<row>"+cell+"</row>", n) + "</sheetData>"
	}
	tests := []struct {
		name string
		data []byte
		want string
	}{
		{"a large file", append([]byte("PK\x03\x04"), make([]byte, xlsx.MaxFile)...), "the file has more than 33554432 bytes"},
		{"unpacked", rawBook(t, strings.Repeat(" ", xlsx.MaxUnpacked)), "unpacked, the file has more than 134217728 bytes"},
		{"rows", rawBook(t, rows(xlsx.MaxRows+1, "<c><v>1</v></c>")), "the sheet has more than 100000 rows that hold something"},
		{"columns", rawBook(t, `<sheetData><row r="1"><c r="XFD1"><v>1</v></c></row></sheetData>`), "row 1 has something beyond column 2000"},
		{"cells", rawBook(t, strings.ReplaceAll(`<sheetData><row><c r="BXX1"><v>1</v></c></row>`, `r="BXX1"`, "")+strings.Repeat("<row>"+strings.Repeat("<c/>", 1999)+"<c><v>1</v></c></row>", 2000)+"</sheetData>"), "the sheet has more than 4000000 cells"},
		{"merged areas", rawBook(t, strings.Repeat(`<mergeCell ref="A1:B2"/>`, xlsx.MaxMerged+1)), "the sheet has more than 100000 merged areas"},
		{"hidden columns", rawBook(t, strings.Repeat(`<col min="1" max="1" hidden="1"/>`, 16_385)), "the sheet has more than 16384 columns"},
		{"nesting", rawBook(t, strings.Repeat("<a>", 200)+strings.Repeat("</a>", 200)), "more than 100 elements in one another"},
		{"parts", manyParts(t), "the file has more than 10000 parts"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			_, err := read(t, xlsx.Reader{}, tt.data)
			require.ErrorContains(t, err, tt.want)
			refused(t, err)
		})
	}
	// overlapping merged areas take no time
	_, err := read(t, xlsx.Reader{}, rawBook(t, sheetOf(whole(2, "1"))+strings.Repeat(`<mergeCell ref="A1:XFD20"/>`, xlsx.MaxMerged)))
	require.ErrorIs(t, err, xlsx.ErrMerged)
}

func manyParts(t *testing.T) []byte {
	t.Helper()
	var out bytes.Buffer
	z := zip.NewWriter(&out)
	for i := range xlsx.MaxParts + 1 {
		_, err := z.Create(fmt.Sprint(i))
		require.NoError(t, err)
	}
	require.NoError(t, z.Close())
	return out.Bytes()
}

// TestLyingSize: a part that unpacks to more than it says is damaged, and not read on.
func TestLyingSize(t *testing.T) {
	data := rawBook(t, sheetOf(whole(2, "1"))+strings.Repeat(" ", 1<<20))
	z, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	require.NoError(t, err)
	size := z.File[len(z.File)-1].UncompressedSize64
	old := []byte{byte(size), byte(size >> 8), byte(size >> 16), byte(size >> 24)}
	_, err = read(t, xlsx.Reader{}, bytes.ReplaceAll(data, old, []byte{0, 4, 0, 0}))
	require.ErrorIs(t, err, xlsx.ErrWorkbook)
}
