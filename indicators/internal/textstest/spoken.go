// Package textstest checks that what the library says can be said in Chinese. Its own
// tests go by the source of all rooms; [Spoken] is for the tests of each.
package textstest

import (
	"errors"
	"fmt"
	"regexp"
	"slices"
	"strings"

	"github.com/countyeval/countyeval/indicators/basis"
)

// Spoken lists the English words in what an error says in Chinese. Words of three letters
// and more count, but for names of formats and methods, for the words of our files, and
// for what stands in quotes or comes from the data: parts of sentences and places.
func Spoken(err error, texts basis.Texts) []string {
	said := basis.Say(err, basis.Chinese, texts)
	given := word.FindAllString(strings.Join(data(nil, err), " "), -1)
	return slices.DeleteFunc(word.FindAllString(quoted.ReplaceAllString(said, " "), -1), func(w string) bool {
		return slices.Contains(kept, w) || slices.Contains(given, w)
	})
}

var (
	quoted = regexp.MustCompile(`"(?:[^"\\]|\\.)*"|'[^']*'|0x[0-9A-F]+|\\u[0-9a-f]{4}|U\+[0-9A-F]+`) // and codes of characters
	word   = regexp.MustCompile(`[A-Za-z]{3,}`)
)

// kept are the words that stay: names of formats and of methods, and what a file has.
var kept = []string{
	"CSV", "UTF", "BOM", "HTML", "XML", "PDF", "RTF", "xls", "xlsx", "xlsb", "ods", "zip", "JSON", "Excel", "Unicode", "GBK", "NUL", "higher", "lower", "target", "true", "false", "null", "NaN", "Inf",
	"code", "name", "class", "region", "level", "kind", "value", "text", "args", "int", "float", "old", "new",
	"Box", "Cox", "Borda", "CILOS", "CRITIC", "LOPCOW", "MEREC", "CODAS", "COPRAS", "EDAS", "MARCOS", "MABAC", "MAIRCA", "ARAS", "CoCoSo", "RAM", "OWA", "TOPSIS", "VIKOR", "WASPAS",
	"Mazziotta", "Pareto",
}

// data lists the texts that an error keeps from the data; what others say is among them.
func data(out []string, err error) []string {
	if at, ok := err.(basis.Placed); ok { //nolint:errorlint // walks the whole tree
		p := at.Place()
		out = append(out, p.File, p.Sheet, p.Unit, p.Name, p.Indicator)
	}
	switch e := err.(type) { //nolint:errorlint // walks the whole tree
	case *basis.DataError:
		out = append(out, e.Path)
		return data(out, e.Err)
	case *basis.Sentence:
		for _, a := range e.Args {
			switch a := a.(type) {
			case string:
				out = append(out, a)
			case error:
				out = data(out, a)
			default:
				if name := fmt.Sprint(a); strings.Contains(name, ".") { // of a type
					out = append(out, name)
				}
			}
		}
	case basis.Placed:
		return data(out, errors.Unwrap(err))
	case interface{ Unwrap() []error }:
		for _, part := range e.Unwrap() {
			out = data(out, part)
		}
	case nil, basis.Sentinel, basis.Speaker:
	default:
		out = append(out, err.Error())
	}
	return out
}
