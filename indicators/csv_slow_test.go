package indicators_test

import (
	"bytes"
	"io"
	"math"
	"strconv"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/countyeval/countyeval/indicators"
	"github.com/countyeval/countyeval/indicators/basis"
)

// slowRows takes the records of a text byte by byte, for comparison with the
// reader that takes blocks.
type slowRows struct {
	text, comma string
	pos         int
}

var _ indicators.RowSource = (*slowRows)(nil)

func newSlowRows(text string, comma rune) *slowRows {
	s := &slowRows{text: text, comma: string(comma)}
	if strings.HasPrefix(text, "\ufeff") {
		s.pos = len("\ufeff")
	}
	return s
}

func (s *slowRows) has(prefix string) bool { return strings.HasPrefix(s.text[s.pos:], prefix) }

// lineEnd is the line end that stands here.
func (s *slowRows) lineEnd() string {
	for _, end := range []string{"\r\n", "\n"} {
		if s.has(end) {
			return end
		}
	}
	if s.text[s.pos:] == "\r" {
		return "\r"
	}
	return ""
}

func (s *slowRows) Next() ([]indicators.Field, error) {
	if s.pos == len(s.text) {
		return nil, io.EOF
	}
	var fields []indicators.Field
	for {
		before := s.text[:s.pos]
		f := indicators.Field{Line: 1 + strings.Count(before, "\n"), Column: len(before) - strings.LastIndex(before, "\n")}
		f.Text, f.Err = s.field()
		fields = append(fields, f)
		if s.pos == len(s.text) || !s.has(s.comma) {
			s.pos += len(s.lineEnd())
			return fields, nil
		}
		s.pos += len(s.comma)
	}
}

// field takes a field and says what is wrong with it.
func (s *slowRows) field() (string, error) {
	if !s.has(`"`) {
		text := s.plain()
		switch {
		case strings.Contains(text, `"`):
			return text, basis.Errorf(`%w: %s has a quote, but does not begin with one; put the field in quotes and double the quote inside`, basis.ErrSyntax, short(text))
		case strings.Contains(text, "\r"):
			return text, basis.Errorf(`%w: %s has a carriage return (CR) that is not followed by a line feed`, basis.ErrSyntax, short(text))
		}
		return text, nil
	}
	text := ""
	for s.pos++; s.pos < len(s.text); s.pos++ {
		switch {
		case s.has(`""`):
			s.pos++
		case s.has(`"`):
			s.pos++
			if rest := s.plain(); rest != "" {
				return text + rest, basis.Errorf(`%w: %s follows the closing quote`, basis.ErrSyntax, short(rest))
			}
			return text, nil
		}
		text += s.text[s.pos : s.pos+1]
	}
	return text, basis.Errorf(`%w: the quote that opens here is never closed`, basis.ErrSyntax)
}

func (s *slowRows) plain() string {
	from := s.pos
	for s.pos < len(s.text) && !s.has(s.comma) && s.lineEnd() == "" {
		s.pos++
	}
	return s.text[from:s.pos]
}

// short quotes the first 40 characters of a text.
func short(text string) string {
	n := 0
	for i := range text {
		if n++; n > 40 {
			return strconv.Quote(text[:i]) + "..."
		}
	}
	return strconv.Quote(text)
}

// compareReaders checks that a file read in blocks gives what it gives in one
// block, and, unless something is wrong with the file as a whole, what the slow
// reader gives: the same faults, or the same units, figures and warnings.
func compareReaders(t testing.TB, c indicators.CSV, data []byte, f *indicators.Framework, size int) {
	t.Helper()
	got, err := indicators.ReadTableInBlocks(c, bytes.NewReader(data), f, size)
	whole, wholeErr := indicators.ReadTableInBlocks(c, bytes.NewReader(data), f, len(data)+4)
	sameReading(t, whole, wholeErr, got, err)
	if err != nil {
		for _, fault := range []string{"option Comma", "the file", "the fields look", "lines end in", "quote that opens", "another format"} {
			if strings.Contains(err.Error(), fault) {
				return
			}
		}
	}
	comma := c.Comma
	if comma == 0 {
		comma = ','
	}
	reader := indicators.RowReader{
		File: c.File, Titles: c.Titles, Missing: c.Missing, Columns: c.Columns, LeaveOthers: c.LeaveOthers, Skip: c.Skip, Keep: c.Keep, Guarded: !c.Unguarded,
	}
	slow, slowErr := reader.ReadTable(newSlowRows(string(data), comma), f)
	sameReading(t, slow, slowErr, got, err)
	if err == nil && len(c.Skip) == 0 && c.Titles == 0 {
		sameFigures(t, c, newSlowRows(string(data), comma), got)
	}
}

func sameReading(t testing.TB, want *indicators.Table, wantErr error, got *indicators.Table, err error) {
	t.Helper()
	if wantErr != nil {
		require.Error(t, err)
		require.Nil(t, got)
		require.Equal(t, wantErr.Error(), err.Error())
		return
	}
	require.NoError(t, err)
	sameTables(t, want, got)
	require.Len(t, got.Warnings(), len(want.Warnings()))
	for i, w := range want.Warnings() {
		require.Equal(t, w.Error(), got.Warnings()[i].Error())
	}
}

// sameFigures checks the figures of a table that was accepted against
// strconv.ParseFloat of the fields with figures, which need no mapping.
func sameFigures(t testing.TB, c indicators.CSV, rows *slowRows, table *indicators.Table) {
	t.Helper()
	var head []string
	row := 0
	for {
		fields, err := rows.Next()
		if err != nil {
			require.Equal(t, table.Len(), row)
			return
		}
		text := make([]string, len(fields))
		for i, f := range fields {
			text[i] = strings.TrimSpace(f.Text)
		}
		switch {
		case strings.Join(text, "") == "":
			continue
		case head == nil:
			head = text
			continue
		}
		for i, name := range head {
			column := table.Column(name)
			if !table.Has(name) || c.Columns[name] != "" {
				continue
			}
			x, err := strconv.ParseFloat(text[i], 64)
			if got := column.At(row); math.IsNaN(got) {
				require.Contains(t, append(c.Missing, ""), text[i])
			} else {
				require.NoError(t, err)
				require.Equal(t, math.Float64bits(x), math.Float64bits(got), text[i])
			}
		}
		row++
	}
}

func TestReadersAgree(t *testing.T) {
	f := badInputFramework(t, "frameworks/basic.json")
	head := "code,name,va,rd,energy,mark:va\n"
	for _, e := range manifest(t) {
		if strings.HasPrefix(e.File, "csv/") {
			c := indicators.CSV{File: "t.csv", Missing: e.Options.Missing, Columns: e.Options.Columns}
			for _, size := range []int{0, 40, 200} {
				compareReaders(t, c, badInput(t, e.File), badInputFramework(t, e.Framework), size)
			}
		}
	}
	piece := rapid.SampledFrom([]string{
		"u1", "u2", "u3", "v", "中牟县", " ", "\u3000", "\n", "\n", "\n", "\r\n", "\r", ",", ",", ",", ",", ",", "\"", "\"", "\"\"", "\"a,\nb\"", "=", "'=x", "-9",
		"5", "-0", "1e5", "2.5", "0.1", "12345678901234567", "1e-400", "1e400", "5%", "imputed", "missing", "\xff", "\u200b", "\ufeff", "u4,甲,1,2,-3.5,open\n", "u7,合计,6,5,4,\n", "合 计", "Total", "数据来源：局\n", "ｕ１", "code,name,va,rd,energy,mark:va\n", "2023", "2024", ".5", "7.", "u5,\"a,\n\"\"b\",,,,\n", "u6,=,,2,7,not applicable\r\n",
	})
	rapid.Check(t, func(rt *rapid.T) {
		text := strings.Join(rapid.SliceOf(piece).Draw(rt, "text"), "")
		if rapid.Bool().Draw(rt, "with headings") {
			text = head + text
		}
		c := indicators.CSV{
			File: "t.csv", Missing: []string{"-9"}, Unguarded: rapid.Bool().Draw(rt, "unguarded"), LeaveOthers: rapid.Bool().Draw(rt, "leave others"),
			Titles: rapid.SampledFrom([]int{0, 0, 0, 1, 2}).Draw(rt, "titles"),
			Skip:   rapid.SampledFrom([][]string{nil, {"合计"}, {"合计", "u1"}}).Draw(rt, "skip"),
			Keep:   rapid.SampledFrom([][]string{nil, {"total"}}).Draw(rt, "keep"),
		}
		compareReaders(t, c, []byte(text), f, rapid.IntRange(0, 100).Draw(rt, "size"))
	})
}

// A large file is read by several readers at once, faults, duplicates and lines in
// quotes included, and the faults come in the order of the file.
func TestReadersAgreeOnLargeFiles(t *testing.T) {
	f := badInputFramework(t, "frameworks/basic.json")
	c := indicators.CSV{File: "t.csv"}
	var good, bad strings.Builder
	for i := range 5_000 {
		line := "u" + strconv.Itoa(i) + ",\"甲\n" + strconv.Itoa(i) + "\",A,1.25,2,-0.5\n"
		good.WriteString(line)
		switch i % 250 {
		case 7:
			line += "\n\n" + line
		case 8:
			line = "w" + line + "x,,,1%\n"
		}
		bad.WriteString(line)
	}
	const head = "code,name,class,va,rd,energy\n"
	compareReaders(t, c, []byte(head+good.String()), f, 1<<12)
	compareReaders(t, c, []byte(head+bad.String()), f, 1<<12)
	_, err := c.ReadTable(strings.NewReader(head+bad.String()), f)
	assert.Len(t, flatten(t, err), 40, "20 codes used twice, 20 rows of a wrong length")
}

func FuzzReadersAgree(f *testing.F) {
	for _, e := range manifest(f) {
		if seed := badInput(f, e.File); strings.HasPrefix(e.File, "csv/") && len(seed) <= largestSeed {
			f.Add(seed, ',', strings.Join(e.Options.Missing, " "), false, 50)
			f.Add(bytes.ReplaceAll(seed, []byte(","), []byte("，")), '，', "", true, 0)
		}
	}
	framework := badInputFramework(f, "frameworks/basic.json")
	f.Fuzz(func(t *testing.T, data []byte, comma rune, missing string, unguarded bool, size int) {
		c := indicators.CSV{File: "t.csv", Comma: comma, Missing: strings.Fields(missing), Unguarded: unguarded}
		compareReaders(t, c, data, framework, size&255)
	})
}

// Figures are the nearest float64, whichever way they are read.
func TestPlainDecimal(t *testing.T) {
	same := func(t require.TestingT, text string) {
		x, ok := indicators.PlainDecimal(text)
		want, err := strconv.ParseFloat(text, 64)
		if ok {
			require.NoError(t, err, text)
			require.Equal(t, math.Float64bits(want), math.Float64bits(x), text)
		}
	}
	for _, text := range []string{"0", "-0", "+0", "-0.0", "9007199254740992", "9007199254740993", "0.1", "0.3", "1.005", "123456789.1234567", "0.000000000000001", "00000000000000017"} {
		same(t, text)
	}
	for _, text := range []string{"5", "-12.50", "5.", ".5", "-.5", "9007199254740992", "791.38", "0.000000000000001"} {
		_, ok := indicators.PlainDecimal(text)
		assert.True(t, ok, text)
	}
	for _, text := range []string{"", "+", "-", ".", "-.", "1.2.3", "1e5", "--5", "+-5", "１", "1 ", " 1", "0x1", "9007199254740993", "123456789012345678", "NaN", "1_0"} {
		_, ok := indicators.PlainDecimal(text)
		assert.False(t, ok, text)
	}
	rapid.Check(t, func(rt *rapid.T) {
		same(rt, rapid.StringMatching(`[+-]?[0-9]{0,12}[.]?[0-9]{0,12}`).Draw(rt, "digits"))
		x := rapid.Float64().Draw(rt, "x")
		same(rt, strconv.FormatFloat(x, 'f', rapid.IntRange(-1, 16).Draw(rt, "places"), 64))
	})
}
