package xlsx_test

import (
	"bytes"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/countyeval/countyeval/indicators"
	"github.com/countyeval/countyeval/indicators/basis"
	"github.com/countyeval/countyeval/indicators/xlsx"
)

// FuzzReadTable: no file panics, what is refused says the file, and a table that is read
// is the same after writing and reading.
func FuzzReadTable(f *testing.F) {
	f.Add(rawBook(f, sheetOf(whole(2, "1"))))
	f.Add(pack(f, "_rels/.rels", topRelations))
	f.Add([]byte("PK\x03\x04"))
	framework := framework(f)
	f.Fuzz(func(t *testing.T, data []byte) { readAnything(t, xlsx.Reader{}, data, framework) })
}

// FuzzReadSheet is FuzzReadTable inside a sheet, which a fuzzer does not get to through
// the zip file around it.
func FuzzReadSheet(f *testing.F) {
	for _, sheet := range []string{
		sheetOf(whole(2, "1"), whole(3, "2")),
		"<sheetData><row r=\"1\">" + inline("A1", "年") + "</row>" + down(heads+whole(2, "1"), 2) + `</sheetData><mergeCells><mergeCell ref="A1:E1"/><mergeCell ref="C4:C5"/></mergeCells>`,
		`<cols><col min="3" max="4" hidden="1"/></cols><sheetData>` + heads + `<row hidden="1"><c t="b"><v>1</v></c><c s="2"><v>45291</v></c><c s="1"><v>0.1</v></c><c><f>A1</f></c><c t="e"><v>#N/A</v></c></row></sheetData>`,
	} {
		f.Add(sheet, "")
		f.Add(sheet, "合计")
	}
	framework := framework(f)
	f.Fuzz(func(t *testing.T, sheet, total string) {
		readAnything(t, xlsx.Reader{Skip: []string{total}}, rawBook(t, sheet), framework)
	})
}

func readAnything(t *testing.T, r xlsx.Reader, data []byte, f *indicators.Framework) {
	t.Helper()
	r.File = "f.xlsx"
	table, err := r.ReadTable(bytes.NewReader(data), f)
	if err != nil {
		require.Nil(t, table)
		for e := range basis.All(err) {
			var at *indicators.InputError
			require.ErrorAs(t, e, &at)
			require.Equal(t, "f.xlsx", at.File)
		}
		return
	}
	var out bytes.Buffer
	if err := (xlsx.Writer{}).WriteTable(&out, table); err != nil {
		return // a text that is too long, or a figure of too many digits
	}
	again, err := xlsx.Reader{}.ReadTable(&out, f)
	require.NoError(t, err)
	same(t, table, again)
}
