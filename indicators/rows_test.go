package indicators_test

import (
	"fmt"
	"io"
	"runtime"
	"strings"
	"testing"
	"testing/iotest"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/countyeval/countyeval/indicators"
	"github.com/countyeval/countyeval/indicators/basis"
)

// grid is a source of rows that are texts already, cell by cell, as a sheet has
// them; at its end it gives an error.
type grid struct {
	rows [][]string
	line int
	err  error
}

var _ indicators.RowSource = (*grid)(nil)

func (g *grid) Next() ([]indicators.Field, error) {
	if g.line == len(g.rows) {
		return nil, g.err
	}
	var out []indicators.Field
	for i, text := range g.rows[g.line] {
		out = append(out, indicators.Field{Text: text, Line: g.line + 1, Column: i + 1})
		if text == "#DIV/0!" {
			out[i].Err = fmt.Errorf("%w: the formula has no value", basis.ErrValue)
		}
	}
	g.line++
	return out, nil
}

func TestRowReader(t *testing.T) {
	reader := indicators.RowReader{File: "t.xlsx", Missing: []string{"n/a"}, Columns: map[string]string{"区划": "code"}}
	table, err := reader.ReadTable(&grid{rows: [][]string{{}, {"", " "}, {"区划", "va", "mark:va", "rd", "area"}, {"a", "n/a", "", "2", "3"}, {}, {"b", "1.5", "open", "2", "3"}}, err: io.EOF}, two(t))
	require.NoError(t, err)
	x, mark := table.Value("b", "va")
	assert.Equal(t, 1.5, x)
	assert.Equal(t, indicators.Open, mark)
	_, mark = table.Value("a", "va")
	assert.Equal(t, indicators.Missing, mark)
	assert.Equal(t, 2, table.Len())
}

func TestRowReaderFaults(t *testing.T) {
	reader := indicators.RowReader{File: "t.xlsx", Columns: map[string]string{"": "rd"}}
	read := func(err error, rows ...[]string) error {
		table, err := reader.ReadTable(&grid{rows: rows, err: err}, two(t))
		assert.Nil(t, table)
		return err
	}
	assertReports(t, read(io.EOF), "t.xlsx: empty: the file has no headings")
	assertReports(t, read(io.EOF, []string{"code", "va", "", "area", "x"}, []string{"a", "#DIV/0!", "2", "3", ""}, []string{"b", "?", "2", "3", ""}, []string{"a", "1", "2", "3", ""}, []string{"b", "1", "2", "3", ""}),
		"t.xlsx:2:2: unit a, indicator va: value: the formula has no value",
		`t.xlsx:3:2: unit b, indicator va: not a finite number: "?"; if it stands for a missing value, name it in the option Missing`,
		`t.xlsx:5:1: unit b: code "b" is used twice, first on line 3`)
	assertReports(t, read(io.EOF, []string{"code", "va", "x", "area"}), "t.xlsx: empty: the file has headings and no rows", `t.xlsx:1: indicator rd: heading "rd" is not there (nor "", which the option Columns maps to it)`, `1:3: indicator x: heading "x" is none of the framework's, so the column is not read; the option Columns leaves it out`)
	broken := fmt.Errorf("sheet: %w", io.EOF) // which is not the end
	for _, rows := range [][][]string{nil, {{"code", "va", "", "area"}}, {{"code", "va", "", "area"}, {"a", "1", "2", "3"}}} {
		err := read(broken, rows...)
		require.ErrorIs(t, err, broken)
		assertReports(t, err, "t.xlsx: sheet: EOF")
	}
	assertReports(t, func() error { _, err := reader.ReadTable(&grid{}, nil); return err }(), "t.xlsx: empty: the framework has no indicators")

	reader = indicators.RowReader{Columns: map[string]string{"x": "made"}}
	assertReports(t, read(io.EOF), `the option Columns maps "x" to "made", which is computed`)
}

// A reader that breaks is told alone, wherever it breaks.
func TestReadTableBrokenReader(t *testing.T) {
	text := "code,va,rd,area\n" + strings.Repeat("u,1,2%,3\n", 1000)
	broken := fmt.Errorf("network: %w", io.EOF)
	for _, n := range []int{0, 3, 10, 20, 5000} {
		for _, size := range []int{10, 1000, 100_000} {
			_, err := indicators.ReadTableInBlocks(indicators.CSV{File: "t.csv"}, io.MultiReader(strings.NewReader(text[:n]), iotest.ErrReader(broken)), two(t), size)
			require.ErrorIs(t, err, broken)
			assertReports(t, err, "t.csv: network: EOF")
		}
	}
	for _, r := range []io.Reader{iotest.OneByteReader(strings.NewReader(text)), iotest.DataErrReader(strings.NewReader(text)), iotest.HalfReader(strings.NewReader(text))} {
		_, err := indicators.ReadTableInBlocks(indicators.CSV{}, r, two(t), 100)
		assert.Len(t, flatten(t, err), 1999)
	}
}

// A table keeps nothing of the file but the texts of its units.
func TestReadTableKeepsNoText(t *testing.T) {
	heap := func() float64 {
		runtime.GC()
		var m runtime.MemStats
		runtime.ReadMemStats(&m)
		return float64(m.HeapAlloc)
	}
	long := strings.Repeat("x", 10_000)
	before := heap()
	r, w := io.Pipe()
	go func() {
		fmt.Fprint(w, "code,name,class,va,rd,area,unread\n")
		for i := range 3000 {
			fmt.Fprintf(w, "u%d,n,A,1,2,3,%s\n", i, long)
		}
		w.Close()
	}()
	table, err := indicators.CSV{Columns: map[string]string{"unread": ""}}.ReadTable(r, two(t))
	require.NoError(t, err)
	assert.Less(t, heap()-before, 5e6, "of 30 MB")
	runtime.KeepAlive(table)
}

// TestRowReaderOfSheet: the rows of a sheet have cells as their places.
func TestRowReaderOfSheet(t *testing.T) {
	r := indicators.RowReader{File: "a.xlsx", Sheet: "数 据"}
	_, err := r.ReadTable(&grid{rows: [][]string{{"code", "va", "rd", "energy"}, {"1", "x", "2", "3"}}, err: io.EOF}, badInputFramework(t, "frameworks/basic.json"))
	require.Error(t, err)
	assert.Contains(t, err.Error(), `a.xlsx:'数 据'!B2: unit 1, indicator va: not a finite number: "x"`)
	_, err = r.ReadTable(&grid{err: io.EOF}, badInputFramework(t, "frameworks/basic.json"))
	require.EqualError(t, err, "a.xlsx:'数 据': empty: the file has no headings")
}
