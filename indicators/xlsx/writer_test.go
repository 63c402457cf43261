package xlsx_test

import (
	"bytes"
	"errors"
	"math"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"github.com/xuri/excelize/v2"
	"pgregory.net/rapid"

	"github.com/countyeval/countyeval/indicators"
	"github.com/countyeval/countyeval/indicators/basis"
	"github.com/countyeval/countyeval/indicators/xlsx"
)

const untrusted = "code,name,class,va,rd,energy\n" +
	`001,"=HYPERLINK(""http://x"",""y"")",@SUM(A1),1,2,3` + "\n" +
	"002,\"tab\there \"\"quoted\"\" <script>alert(1)</script> & _x0041_ 甲\r\n县 \",\"-1+1\",1234567.89,,0.000012\n" +
	"003,NAME,+1,1e-7,-3,123456789012345\n"

// TestWriteTable: what is written reads back as it was, texts that nobody trusts among it.
func TestWriteTable(t *testing.T) {
	text := strings.Replace(untrusted, "NAME", strings.Repeat("名", 10_000), 1)
	want, err := indicators.CSV{Unguarded: true}.ReadTable(strings.NewReader(text), framework(t))
	require.NoError(t, err)
	var out bytes.Buffer
	columns := map[string]string{"增加值": "va", "代码": "code"}
	require.NoError(t, xlsx.Writer{Sheet: "数 据", Columns: columns, Missing: []string{"无"}}.WriteTable(&out, want))
	var again bytes.Buffer
	require.NoError(t, xlsx.Writer{Sheet: "数 据", Columns: columns, Missing: []string{"无"}}.WriteTable(&again, want))
	require.True(t, bytes.Equal(out.Bytes(), again.Bytes()), "the same bytes")
	got, err := read(t, xlsx.Reader{Columns: columns, Missing: []string{"无"}}, out.Bytes())
	require.NoError(t, err)
	same(t, want, got)
	assert.Empty(t, got.Warnings())

	f, err := excelize.OpenReader(bytes.NewReader(out.Bytes()))
	require.NoError(t, err)
	for cell, want := range map[string]string{"A1": "代码", "A2": "001", "B2": `=HYPERLINK("http://x","y")`, "E3": "无"} {
		value, err := f.GetCellValue("数 据", cell)
		require.NoError(t, err)
		assert.Equal(t, want, value)
		formula, err := f.GetCellFormula("数 据", cell)
		require.NoError(t, err)
		assert.Empty(t, formula)
	}
}

func same(t testing.TB, want, got *indicators.Table) {
	t.Helper()
	require.Equal(t, want.AppendUnits(nil), got.AppendUnits(nil))
	for _, in := range want.Framework().Measured() {
		a, b := want.Column(in.Code).Copy(), got.Column(in.Code).Copy()
		for i := range a {
			require.Equal(t, math.Float64bits(a[i]), math.Float64bits(b[i]), "%s %d: %v %v", in.Code, i, a[i], b[i])
		}
	}
}

func TestWriteTableRefuses(t *testing.T) {
	f := framework(t)
	table := func(name string, va float64) *indicators.Table {
		out, err := indicators.NewTable(f, []indicators.Unit{{Code: "1", Name: name}}, map[string][]float64{"va": {va}, "rd": {1}, "energy": {1}}, nil)
		require.NoError(t, err)
		return out
	}
	write := func(x xlsx.Writer, t *indicators.Table) error {
		x.File = "f.xlsx"
		return x.WriteTable(&bytes.Buffer{}, t)
	}
	assert.Equal(t, []string{"Sheet1!C2: indicator va: not a finite number: 0.1234567890123456 has more than 15 significant digits, of which a sheet keeps no more"}, refused(t, write(xlsx.Writer{}, table("x", 0.1234567890123456))))
	assert.Equal(t, []string{"Sheet1!B2: value: a text of 32768 characters, of which a cell holds 32767"}, refused(t, write(xlsx.Writer{}, table(strings.Repeat("x", 32_768), 1))))
	assert.Equal(t, []string{"Sheet1!B2: value: a workbook cannot hold the character U+0001"}, refused(t, write(xlsx.Writer{}, table("a\x01b", 1))))
	require.ErrorIs(t, write(xlsx.Writer{Sheet: "a/b"}, table("x", 1)), xlsx.ErrSheet)
	require.ErrorIs(t, write(xlsx.Writer{Columns: map[string]string{"x": "y"}}, table("x", 1)), indicators.ErrHeader)
	require.ErrorIs(t, write(xlsx.Writer{Missing: []string{"1"}}, table("x", 1)), basis.ErrValue)
	broken := errors.New("disk full")
	require.ErrorIs(t, xlsx.Writer{}.WriteTable(brokenWriter{broken}, table("x", 1)), broken)
}

type brokenWriter struct{ err error }

func (w brokenWriter) Write([]byte) (int, error) { return 0, w.err }

// TestRoundTrip: any table of figures of up to 15 digits reads back as it was.
func TestRoundTrip(t *testing.T) {
	f := framework(t)
	figure := rapid.Custom(func(t *rapid.T) float64 {
		x := rapid.Float64Range(-1e15, 1e15).Draw(t, "x")
		return decimal15(x)
	})
	name := rapid.StringOf(rapid.RuneFrom([]rune("甲=+-@'\"<>&\t\n\r _x0041;,/\\")))
	rapid.Check(t, func(t *rapid.T) {
		n := rapid.IntRange(1, 6).Draw(t, "n")
		units := make([]indicators.Unit, n)
		values := map[string][]float64{"va": {}, "rd": {}, "energy": {}}
		for i := range units {
			units[i] = indicators.Unit{Code: strings.Repeat("1", i+1), Name: name.Draw(t, "name")}
			for _, code := range []string{"va", "rd", "energy"} {
				values[code] = append(values[code], figure.Draw(t, code))
			}
		}
		want, err := indicators.NewTable(f, units, values, nil)
		if err != nil {
			t.Skip(err)
		}
		var out bytes.Buffer
		require.NoError(t, xlsx.Writer{}.WriteTable(&out, want))
		got, err := xlsx.Reader{}.ReadTable(&out, f)
		require.NoError(t, err)
		require.Equal(t, want.AppendUnits(nil), got.AppendUnits(nil))
		for code := range values {
			require.Equal(t, want.Column(code).Copy(), got.Column(code).Copy())
		}
	})
}
