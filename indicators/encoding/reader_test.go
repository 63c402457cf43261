package encoding_test

import (
	"bytes"
	"errors"
	"os"
	"strings"
	"testing"
	"testing/iotest"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/countyeval/countyeval/indicators"
	"github.com/countyeval/countyeval/indicators/basis"
	"github.com/countyeval/countyeval/indicators/encoding"
	"github.com/countyeval/countyeval/indicators/internal/textstest"
)

func TestReadTable(t *testing.T) {
	tabs := strings.ReplaceAll(plain, ",", "\t")
	semicolons := strings.ReplaceAll(plain, ",", ";")
	gbTaken := `GB18030 was taken for the encoding of the file, since every byte decodes and the headings fit; it reads "增加值"`
	wideTaken := strings.Replace(gbTaken, "GB18030", "UTF-16", 1)
	tests := []struct {
		name, text string
		reader     encoding.Reader
		warnings   []string
	}{
		{"plain", plain, encoding.Reader{}, nil},
		{"plain, declared", plain, encoding.Reader{Encoding: encoding.UTF8, CSV: indicators.CSV{Comma: ','}}, nil},
		{"with a mark", "\ufeff" + plain, encoding.Reader{}, nil},
		{"GB18030", gb(t, plain), encoding.Reader{}, []string{gbTaken}},
		{"GB18030, declared", gb(t, plain), encoding.Reader{Encoding: encoding.GB18030}, nil},
		{"GB18030 with its mark", "\x84\x31\x95\x33" + gb(t, plain), encoding.Reader{}, []string{gbTaken}},
		{"UTF-16, little end first", wide(plain, false), encoding.Reader{}, []string{wideTaken}},
		{"UTF-16, big end first", wide(plain, true), encoding.Reader{}, []string{wideTaken}},
		{"UTF-16, declared", wide(plain, true), encoding.Reader{Encoding: encoding.UTF16}, nil},
		{"tabs", tabs, encoding.Reader{}, []string{"tabs were taken for what separates the fields, since the headings fit"}},
		{"tabs, declared", tabs, encoding.Reader{CSV: indicators.CSV{Comma: '\t'}}, nil},
		{"semicolons", semicolons, encoding.Reader{}, []string{"semicolons were taken for what separates the fields, since the headings fit"}},
		{"Unicode text of Excel", wide(strings.ReplaceAll(tabs, "\n", "\r\n"), false), encoding.Reader{}, []string{
			wideTaken, "tabs were taken for what separates the fields, since the headings fit",
		}},
		{"CSV of Excel in a Chinese office", gb(t, strings.ReplaceAll(plain, "\n", "\r\n")), encoding.Reader{}, []string{gbTaken}},
	}
	want, err := indicators.CSV{}.ReadTable(strings.NewReader(plain), chinese(t))
	require.NoError(t, err)
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			tt.reader.File = "f.csv"
			got, err := tt.reader.ReadTable(strings.NewReader(tt.text), chinese(t))
			require.NoError(t, err)
			assert.Equal(t, want.AppendUnits(nil), got.AppendUnits(nil))
			assert.Equal(t, want.Column("增加值").Copy(), got.Column("增加值").Copy())
			var said []string
			for _, w := range got.Warnings() {
				said = append(said, strings.TrimPrefix(w.Error(), "f.csv: "))
				assert.Empty(t, textstest.Spoken(w, encoding.Texts()))
			}
			assert.Equal(t, tt.warnings, said)
		})
	}
}

// What does not fit is never taken, and the error says where and why.
func TestReadTableRefuses(t *testing.T) {
	tests := []struct {
		name, text string
		reader     encoding.Reader
		is         error
		want       string
	}{
		{
			"headings of another framework", gb(t, "编码,名称,产值\n1,甲县,3\n"),
			encoding.Reader{},
			encoding.ErrDecode,
			"f.csv: text in another encoding: the file is not UTF-8; every byte decodes as GB18030, but the headings do not fit then, so it was not taken; declare the encoding",
		},
		{
			"a byte that is in neither", gb(t, plain) + "410183,\xff,1,2\n",
			encoding.Reader{},
			encoding.ErrDecode,
			"f.csv:4:8: text in another encoding: every byte should be UTF-8 or GB18030, and byte 0xFF here is neither",
		},
		{
			"half a character", gb(t, plain) + "410183,\xb9\n",
			encoding.Reader{Encoding: encoding.GB18030},
			encoding.ErrDecode,
			"f.csv:4:8: text in another encoding: byte 0xB9 is not GB18030",
		},
		{
			"declared UTF-8", gb(t, plain),
			encoding.Reader{Encoding: encoding.UTF8},
			encoding.ErrDecode,
			"f.csv:1:11: text in another encoding: byte 0xD4 is not UTF-8",
		},
		{
			"a damaged name in UTF-8", plain + "410183,新密\xff市,1,2\n",
			encoding.Reader{},
			indicators.ErrEncoding,
			"f.csv:4:8: unit 410183: not UTF-8: damaged text at byte 0xFF in the name \"新密\\xff市\"",
		},
		{
			"another mark", "\ufeff" + plain,
			encoding.Reader{Encoding: encoding.GB18030},
			encoding.ErrDecode,
			"f.csv:1:1: text in another encoding: the file begins with the byte order mark of UTF-8, and is declared as GB18030",
		},
		{
			"UTF-16 without a mark", wide(plain, false)[2:],
			encoding.Reader{Encoding: encoding.UTF16},
			encoding.ErrDecode,
			"f.csv:1:1: text in another encoding: a file in UTF-16 begins with a byte order mark, which says the order of its bytes",
		},
		{
			"UTF-16 without a mark, open", wide("code,a\n1,2\n", false)[2:],
			encoding.Reader{},
			indicators.ErrEncoding,
			"f.csv:1:1: not UTF-8: the file looks like UTF-16 (what Excel calls Unicode text); save it as UTF-8",
		},
		{
			"half a unit of UTF-16", wide("code\n1", false) + "x",
			encoding.Reader{},
			encoding.ErrDecode,
			"f.csv:2:3: text in another encoding: byte 0x78 is not UTF-16",
		},
		{
			"one of a pair", wide("code\n1", false) + "\x00\xd8a\x00",
			encoding.Reader{},
			encoding.ErrDecode,
			"f.csv:2:3: text in another encoding: byte 0x00 is not UTF-16",
		},
		{"an unknown encoding", plain, encoding.Reader{Encoding: 7}, basis.ErrUnknown, "f.csv: unknown: the encoding is not declared"},
		{"the declared separator", strings.ReplaceAll(plain, ",", "\t"), encoding.Reader{CSV: indicators.CSV{Comma: ','}}, indicators.ErrHeader, "f.csv:1:1: heading: the fields look separated by tabs; if so, set the option Comma to '\\t'"},
		{"tabs, and headings that do not fit", "code\tname\t增值\n1\t甲县\t3\n", encoding.Reader{}, indicators.ErrHeader, `f.csv:1: indicator 增加值: heading "增加值" is not there (did you mean "增值"?)`},
		{"no text", " \n", encoding.Reader{}, basis.ErrEmpty, "f.csv: empty: the file has no text"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			tt.reader.File = "f.csv"
			got, err := tt.reader.ReadTable(strings.NewReader(tt.text), chinese(t))
			require.ErrorIs(t, err, tt.is)
			assert.Nil(t, got)
			for first := range basis.All(err) {
				assert.Equal(t, tt.want, first.Error())
				break
			}
			assert.Empty(t, textstest.Spoken(err, encoding.Texts()))
		})
	}
}

// Few and short words can be Chinese in GB18030 and other letters in UTF-8: 隆尧 is a
// county of Hebei. One such letter in a word is none.
func TestTwins(t *testing.T) {
	f, err := indicators.NewFramework(indicators.Indicator{Code: "all", Children: []indicators.Indicator{{Code: "a"}}})
	require.NoError(t, err)
	text := gb(t, "code,name,a\n1,隆尧,5\n")
	got, err := encoding.Reader{}.ReadTable(strings.NewReader(text), f)
	require.NoError(t, err)
	require.Len(t, got.Warnings(), 1)
	assert.EqualError(t, got.Warnings()[0], `UTF-8 was taken for the encoding of the file, in which it reads "¡Ң"; in GB18030 it would read "隆尧": declare which it is`)
	declared, err := encoding.Reader{Encoding: encoding.GB18030}.ReadTable(strings.NewReader(text), f)
	require.NoError(t, err)
	assert.Empty(t, declared.Warnings())
	assert.Equal(t, "隆尧", declared.AppendUnits(nil)[0].Name)
	french, err := encoding.Reader{}.ReadTable(strings.NewReader("code,name,a\n1,Orléans,5\n"), f)
	require.NoError(t, err)
	assert.Empty(t, french.Warnings())
}

// The file that the reader of UTF-8 refuses as GB18030 reads here, with a warning.
func TestPlainFileOfAnOffice(t *testing.T) {
	text, err := os.ReadFile("testdata/gbk_plain.csv")
	require.NoError(t, err)
	f, err := indicators.NewFramework(indicators.Indicator{Code: "all", Children: []indicators.Indicator{{Code: "va"}, {Code: "rd"}, {Code: "energy"}}})
	require.NoError(t, err)
	_, err = indicators.CSV{}.ReadTable(bytes.NewReader(text), f)
	require.ErrorIs(t, err, indicators.ErrEncoding)
	got, err := encoding.Reader{}.ReadTable(bytes.NewReader(text), f)
	require.NoError(t, err)
	assert.Equal(t, "甲县", got.AppendUnits(nil)[0].Name)
	require.Len(t, got.Warnings(), 1)
	assert.ErrorContains(t, got.Warnings()[0], `GB18030 was taken for the encoding of the file, since every byte decodes and the headings fit; it reads "甲县"`)
}

func TestReadTableOfBrokenReader(t *testing.T) {
	broken := errors.New("disk on fire")
	_, err := encoding.Reader{}.ReadTable(iotest.ErrReader(broken), chinese(t))
	assert.ErrorIs(t, err, broken)
}

func TestEncodingWords(t *testing.T) {
	for e := encoding.Undeclared; e <= encoding.UTF16; e++ {
		text, err := e.MarshalText()
		require.NoError(t, err)
		var back encoding.Encoding
		require.NoError(t, back.UnmarshalText(text))
		assert.Equal(t, e, back)
	}
	_, err := encoding.Encoding(9).MarshalText()
	require.ErrorIs(t, err, basis.ErrValue)
}
