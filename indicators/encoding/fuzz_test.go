package encoding_test

import (
	"bytes"
	"testing"
	"unicode/utf8"

	"github.com/stretchr/testify/require"

	"github.com/countyeval/countyeval/indicators"
	"github.com/countyeval/countyeval/indicators/encoding"
)

// FuzzDecode: what is decoded is UTF-8, what is not has a place in the file, and a text
// is read in every encoding alike.
func FuzzDecode(f *testing.F) {
	for _, text := range []string{plain, gb(f, plain), wide(plain, true), wide(plain, false), "\ufeff" + plain, "a,\x80\xff\n\x81", "\x84\x31\xa4\x37"} {
		f.Add([]byte(text), int(encoding.Undeclared))
		f.Add([]byte(text), int(encoding.GB18030))
	}
	framework := chinese(f)
	f.Fuzz(func(t *testing.T, data []byte, of int) {
		e := encoding.Encoding(of % 4)
		table, err := encoding.Reader{CSV: indicators.CSV{File: "f.csv"}, Encoding: e}.ReadTable(bytes.NewReader(data), framework)
		require.Equal(t, err != nil, table == nil)
		text, err := e.Decode(data, "f.csv")
		if err != nil {
			var at *indicators.InputError
			require.ErrorAs(t, err, &at)
			require.LessOrEqual(t, at.Line, 1+bytes.Count(data, []byte("\n")))
			require.LessOrEqual(t, at.Column, max(len(data), 1))
			return
		}
		require.True(t, utf8.ValidString(text))
		if e == encoding.UTF8 {
			again, err := encoding.UTF16.Decode([]byte(wide(text, len(data)%2 == 0)), "f.csv")
			require.NoError(t, err)
			require.Equal(t, text, again)
		}
	})
}
