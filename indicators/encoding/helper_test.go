package encoding_test

import (
	"strings"
	"testing"
	"unicode/utf16"

	"github.com/stretchr/testify/require"
	"golang.org/x/text/encoding/simplifiedchinese"

	"github.com/countyeval/countyeval/indicators"
)

// chinese is a framework whose codes are Chinese, as the headings of an office are.
func chinese(t testing.TB) *indicators.Framework {
	t.Helper()
	f, err := indicators.NewFramework(indicators.Indicator{Code: "总分", Children: []indicators.Indicator{
		{Code: "增加值", Unit: "亿元"}, {Code: "研发强度", Unit: "%"},
	}})
	require.NoError(t, err)
	return f
}

const plain = "code,name,增加值,研发强度\n410181,巩义市,560.5,3.1\n410182,荥阳市,430,2.25\n"

func gb(t testing.TB, text string) string {
	t.Helper()
	out, err := simplifiedchinese.GB18030.NewEncoder().String(text)
	require.NoError(t, err)
	return out
}

// wide is a text in UTF-16 with its byte order mark.
func wide(text string, big bool) string {
	var out strings.Builder
	for _, u := range utf16.Encode([]rune("\ufeff" + text)) {
		if big {
			out.Write([]byte{byte(u >> 8), byte(u)})
		} else {
			out.Write([]byte{byte(u), byte(u >> 8)})
		}
	}
	return out.String()
}
