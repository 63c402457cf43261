package xlsx_test

import (
	"bytes"
	"fmt"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/countyeval/countyeval/indicators/xlsx"
)

// unitYears is a sheet with a row for each of two counties and three years.
func unitYears(cell string) string {
	headings := strings.Replace(heads, "</row>", `<c r="F1" t="str"><v>年份</v></c></row>`, 1)
	var rows strings.Builder
	n := 1
	for _, code := range []string{"410181", "410182"} {
		for year := 2022; year < 2025; year++ {
			n++
			row := strings.Replace(whole(n, code), "560.5", fmt.Sprint(560+year-2022), 1)
			rows.WriteString(strings.Replace(row, "</row>", fmt.Sprintf(`<c r="F%d">%s</c></row>`, n, fmt.Sprintf(cell, year)), 1))
		}
	}
	return "<sheetData>" + headings + rows.String() + "</sheetData>"
}

// TestReadYears: a sheet with a row for each unit and year is told for what it is, and
// read as a panel.
func TestReadYears(t *testing.T) {
	data := rawBook(t, unitYears("<v>%d</v>"))
	_, err := read(t, xlsx.Reader{}, data)
	require.EqualError(t, err, `f.xlsx:数据!F1: code: the file has a row for each unit and year, 2022 to 2024 in the column "年份"; read it as a panel (ReadPanel) with the name of that column, or keep the rows of one year`)

	p, err := xlsx.Reader{File: "f.xlsx"}.ReadYears(bytes.NewReader(data), framework(t), "年份")
	require.NoError(t, err)
	assert.Equal(t, []int{2022, 2023, 2024}, p.Years())
	assert.Equal(t, []float64{562, 562}, p.Table(2024).Column("va").Copy())

	_, err = xlsx.Reader{File: "f.xlsx"}.ReadYears(bytes.NewReader(rawBook(t, unitYears("<v>%d.5</v>"))), framework(t), "年份")
	require.ErrorContains(t, err, "6 faults, in short:\n  6 times, first at f.xlsx:数据!F2: value: … is no period")
	_, err = xlsx.Reader{File: "f.xlsx"}.ReadYears(bytes.NewReader(data), framework(t), "年")
	require.ErrorContains(t, err, `heading "年" is not there`)
	_, err = xlsx.Reader{File: "f.xlsx", Sheet: "x"}.ReadYears(bytes.NewReader(data), framework(t), "年份")
	require.ErrorIs(t, err, xlsx.ErrSheet)
	_, err = xlsx.Reader{File: "f.xlsx"}.ReadYears(strings.NewReader("x"), framework(t), "年份")
	require.Error(t, err)
}
