package xlsx_test

import (
	"archive/zip"
	"bytes"
	"fmt"
	"strconv"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/countyeval/countyeval/indicators"
	"github.com/countyeval/countyeval/indicators/basis"
	"github.com/countyeval/countyeval/indicators/internal/textstest"
	"github.com/countyeval/countyeval/indicators/xlsx"
)

// framework has value added, R&D intensity in percent and energy intensity.
func framework(t testing.TB) *indicators.Framework {
	t.Helper()
	f, err := indicators.NewFramework(indicators.Indicator{Code: "overall", Children: []indicators.Indicator{
		{Code: "va", Unit: "亿元"}, {Code: "rd", Unit: "%"}, {Code: "energy", Unit: "t/万元", Direction: indicators.Lower},
	}})
	require.NoError(t, err)
	return f
}

// pack makes a zip file of parts in pairs of name and text.
func pack(t testing.TB, parts ...string) []byte {
	t.Helper()
	var out bytes.Buffer
	z := zip.NewWriter(&out)
	for i := 0; i < len(parts); i += 2 {
		w, err := z.Create(parts[i])
		require.NoError(t, err)
		_, err = w.Write([]byte(parts[i+1]))
		require.NoError(t, err)
	}
	require.NoError(t, z.Close())
	return out.Bytes()
}

// The parts of a small workbook. Its styles are 1 percent, 2 a date, 3 zeros, 4 a month, 5
// thousands, 6 a percent sign in quotes, 7 commas between thousands.
const (
	topRelations = `<Relationships><Relationship Id="a" Type="x/officeDocument" Target="xl/workbook.xml"/></Relationships>`
	relations    = `<Relationships><Relationship Id="r1" Type="x/worksheet" Target="worksheets/sheet1.xml"/>` +
		`<Relationship Id="r2" Type="x/sharedStrings" Target="/xl/sharedStrings.xml"/><Relationship Id="r3" Type="x/styles" Target="styles.xml"/></Relationships>`
	workbook = `<workbook><workbookPr %s/><sheets><sheet name="数据" sheetId="1" r:id="r1"/></sheets></workbook>`
	shared   = `<sst><si><t>code</t></si><si><t>name</t></si><si><t>va</t></si><si><t>rd</t></si><si><t>energy</t></si>` +
		`<si><r><t>甲</t></r><r><t>县</t></r><rPh><t>jia xian</t></rPh></si></sst>`
	styles = `<styleSheet><numFmts><numFmt numFmtId="170" formatCode="000000"/><numFmt numFmtId="171" formatCode="yyyy&quot;年&quot;m&quot;月&quot;"/>` +
		`<numFmt numFmtId="172" formatCode="#,##0.0,"/><numFmt numFmtId="173" formatCode="0.0&quot;%&quot;;[Red]0%"/></numFmts>` +
		`<cellStyleXfs><xf numFmtId="9"/></cellStyleXfs><cellXfs><xf numFmtId="0"/><xf numFmtId="10"/><xf numFmtId="14"/><xf numFmtId="170"/>` +
		`<xf numFmtId="171"/><xf numFmtId="172"/><xf numFmtId="173"/><xf numFmtId="3"/></cellXfs></styleSheet>`
)

// rawBook is the workbook with a sheet of its own, which follows the tag worksheet.
func rawBook(t testing.TB, sheet string) []byte {
	t.Helper()
	return pack(t, "_rels/.rels", topRelations, "xl/workbook.xml", fmt.Sprintf(workbook, ""), "xl/_rels/workbook.xml.rels", relations,
		"xl/sharedStrings.xml", shared, "xl/styles.xml", styles, "xl/worksheets/sheet1.xml", "<worksheet>"+sheet+"</worksheet>")
}

// heads are the headings, as shared texts in the first row.
const heads = `<row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1" t="s"><v>1</v></c><c r="C1" t="s"><v>2</v></c><c r="D1" t="s"><v>3</v></c><c r="E1" t="s"><v>4</v></c></row>`

// sheetOf is a sheet of the headings and rows of cells, in XML.
func sheetOf(rows ...string) string {
	return "<sheetData>" + heads + strings.Join(rows, "") + "</sheetData>"
}

// whole is a row of a county with figures.
func whole(n int, code string) string {
	return fmt.Sprintf(`<row r="%d"><c r="A%d" t="str"><v>%s</v></c><c r="B%d" t="s"><v>5</v></c><c r="C%d"><v>560.5</v></c><c r="D%d"><v>3.1</v></c><c r="E%d"><v>0.4</v></c></row>`,
		n, n, code, n, n, n, n)
}

// read reads a workbook.
func read(t testing.TB, r xlsx.Reader, data []byte) (*indicators.Table, error) {
	t.Helper()
	r.File = "f.xlsx"
	return r.ReadTable(bytes.NewReader(data), framework(t))
}

// said are the warnings of a table without the file.
func said(t testing.TB, table *indicators.Table) []string {
	t.Helper()
	var out []string
	for _, w := range table.Warnings() {
		out = append(out, strings.TrimPrefix(w.Error(), "f.xlsx:"))
		assert.Empty(t, textstest.Spoken(w, xlsx.Texts()))
	}
	return out
}

// refused are the errors without the file, each of which can be said in Chinese.
func refused(t testing.TB, err error) []string {
	t.Helper()
	require.Error(t, err)
	var out []string
	for e := range basis.All(err) {
		out = append(out, strings.TrimPrefix(e.Error(), "f.xlsx:"))
		assert.Empty(t, textstest.Spoken(e, xlsx.Texts()))
	}
	return out
}

// decimal15 is the figure of 15 significant digits next to x.
func decimal15(x float64) float64 {
	near, err := strconv.ParseFloat(strconv.FormatFloat(x, 'g', 15, 64), 64)
	if err != nil {
		return 0
	}
	return near
}
