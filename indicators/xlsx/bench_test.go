package xlsx_test

import (
	"bytes"
	"fmt"
	"io"
	"testing"

	"github.com/stretchr/testify/require"
	"github.com/xuri/excelize/v2"

	"github.com/countyeval/countyeval/indicators"
	"github.com/countyeval/countyeval/indicators/xlsx"
)

// large is a table of 158 counties and 28 indicators, and its workbook.
func large(b *testing.B) (*indicators.Table, []byte) {
	b.Helper()
	root := indicators.Indicator{Code: "overall"}
	values := map[string][]float64{}
	for j := range 28 {
		code := fmt.Sprintf("x%d", j)
		root.Children = append(root.Children, indicators.Indicator{Code: code})
		for i := range 158 {
			values[code] = append(values[code], decimal15(float64(i*i+j)/7))
		}
	}
	f, err := indicators.NewFramework(root)
	require.NoError(b, err)
	var units []indicators.Unit
	for i := range 158 {
		units = append(units, indicators.Unit{Code: fmt.Sprint(410000 + i), Name: fmt.Sprintf("县%d", i), Class: "A", Region: "某市"})
	}
	t, err := indicators.NewTable(f, units, values, nil)
	require.NoError(b, err)
	var out bytes.Buffer
	require.NoError(b, xlsx.Writer{}.WriteTable(&out, t))
	return t, out.Bytes()
}

// BenchmarkReadTable is to stay within 30 ms. Its floor is what excelize takes for the
// texts of the cells alone.
func BenchmarkReadTable(b *testing.B) {
	t, data := large(b)
	for b.Loop() {
		_, err := xlsx.Reader{}.ReadTable(bytes.NewReader(data), t.Framework())
		require.NoError(b, err)
	}
}

func BenchmarkReadTableFloor(b *testing.B) {
	_, data := large(b)
	for b.Loop() {
		f, err := excelize.OpenReader(bytes.NewReader(data))
		require.NoError(b, err)
		_, err = f.GetRows("Sheet1", excelize.Options{RawCellValue: true})
		require.NoError(b, err)
	}
}

func BenchmarkWriteTable(b *testing.B) {
	t, _ := large(b)
	for b.Loop() {
		require.NoError(b, xlsx.Writer{}.WriteTable(io.Discard, t))
	}
}
