package indicators

import (
	"io"
	"maps"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/countyeval/countyeval/indicators/basis"
)

// CSV reads and writes tables as comma-separated values (RFC 4180). The zero
// value reads and writes UTF-8 with commas, in which an empty cell is missing.
//
// # Headings
//
// The first line that is not blank has the headings, in any order: code
// (required), name, class, region, level, tag:KEY for each tag of a [Unit], and
// the codes of the framework's measured indicators and auxiliary columns.
// Columns renames headings. All columns of the framework must be there except
// the computed ones, which must not. A column that nothing is known of is not
// read, and [Table.Warnings] says so; mapped to "" in Columns it is left out
// without a warning. Headings that are empty, there twice, or have invisible
// characters are errors.
//
// # Cells
//
// White space of any kind (also no-break and ideographic spaces) around figures,
// codes, labels and headings is dropped; a name is kept as it is. A figure is
//
//	[+-]digits[.digits][e[+-]digits]
//
// in ASCII digits (e or E), finite, and not so small that it would become 0.
// Everything else, such as NaN, Inf, 12%, 1,234.5, a decimal comma, full-width
// digits, a formula or a dash, is an error, unless Missing has the text. Codes
// are text: 0123 and 123 are two units. A code that is empty, used twice, or has
// invisible characters (a zero-width space) is an error. Lines with nothing but
// separators and white space carry nothing and are skipped. A column or a
// unit without a single figure is accepted; for the unit there is a warning.
//
// The text is UTF-8; a byte order mark at the start is skipped. Lines end in LF
// or CR LF. UTF-16 and other encodings are refused.
//
// # Formulas
//
// A spreadsheet runs a text that begins with one of = + - @ (also in full width),
// a tab or a line end as a formula. WriteTable puts an apostrophe before such a
// text (a code, name, label or heading; never a figure), which spreadsheets show
// as it is, and before one that already has apostrophes there; ReadTable takes
// one such apostrophe away. So =HYPERLINK(...) is written '=HYPERLINK(...) and
// read back unchanged. Unguarded turns both off.
type CSV struct {
	File      string            // name of the file, for messages
	Comma     rune              // separates fields; zero: ','
	Missing   []string          // texts that stand for a missing figure, besides the empty cell
	Columns   map[string]string // heading in the file -> our name; "" leaves the column out
	Unguarded bool              // texts are written and read without the apostrophe against formulas
	BOM       bool              // WriteTable begins with a byte order mark, without which Excel takes UTF-8 for something else
}

// ReadTable reads a table on the columns of f, one row a unit. All faults are
// reported at once, joined, in the order of the file, each an [*InputError] with
// file, line, column (the byte where the field begins), unit and indicator. Line
// is the line an editor shows, also after line ends inside quotes. A fault of the
// whole file (encoding, separator, no code column) is reported once and not
// again for every row; if all rows have the same wrong number of fields, the
// header is to blame and reported once.
//
// Warnings of the table are those of the framework, columns that were not read,
// and units without any value.
func (c CSV) ReadTable(r io.Reader, f *Framework) (*Table, error) {
	if f == nil || len(f.nodes) == 0 {
		return nil, &InputError{File: c.File, Err: basis.Errorf("%w: the framework has no indicators", basis.ErrEmpty)}
	}
	names, faults := c.check(f)
	if len(faults) > 0 {
		return nil, joinFaults(faults)
	}
	src, err := readSource(r, c.File)
	if err != nil {
		return nil, err
	}
	if fault := src.encoding(); fault != nil {
		return nil, fault
	}
	t := &tableReader{csv: c, src: src, framework: f, names: names, rows: map[string]int{}}
	return t.read()
}

// isMissing reports whether the trimmed text of a cell stands for a missing
// figure.
func (c CSV) isMissing(text string) bool {
	return text == "" || slices.ContainsFunc(c.Missing, func(m string) bool { return strings.TrimSpace(m) == text })
}

// comma is the separator.
func (c CSV) comma() rune {
	if c.Comma == 0 {
		return ','
	}
	return c.Comma
}

// check checks the options against the framework and returns Columns with
// trimmed headings.
func (c CSV) check(f *Framework) (names map[string]string, faults []*InputError) {
	fail := func(indicator, format string, args ...any) {
		faults = append(faults, &InputError{File: c.File, Indicator: indicator, Err: basis.Errorf("%w: "+format, append([]any{ErrHeader}, args...)...)})
	}
	comma := c.comma()
	if !utf8.ValidRune(comma) || unicode.IsLetter(comma) || unicode.IsDigit(comma) || strings.ContainsRune("\"\r\n\x00.+-'"+byteOrderMark+string(unicode.ReplacementChar), comma) {
		fail("", "CSV.Comma %q cannot separate fields", comma)
	}
	names = make(map[string]string, len(c.Columns))
	for _, heading := range slices.Sorted(maps.Keys(c.Columns)) {
		name, key := c.Columns[heading], strings.TrimSpace(heading)
		if other, twice := names[key]; twice && other != name {
			fail("", "CSV.Columns maps %s to both %s and %s", quote(key), quote(other), quote(name))
		}
		names[key] = name
		in, of := f.column(name)
		switch {
		case of && in.Computed:
			fail(name, "CSV.Columns maps %s to %s, which is computed and never read", quote(key), quote(name))
		case name != "" && !of && !isUnitColumn(name):
			fail(name, "CSV.Columns maps %s to %s, which is no column of the framework%s", quote(key), quote(name), didYouMean(name, f.headings()))
		}
	}
	return names, faults
}

// isUnitColumn reports whether a name is that of a column about the unit itself.
func isUnitColumn(name string) bool {
	return Reserved(name) && (!strings.HasPrefix(name, tagPrefix) || checkCode(name[len(tagPrefix):]) == nil)
}

const tagPrefix = "tag:"

// column returns the measured indicator or auxiliary column of that code.
func (f *Framework) column(code string) (in Indicator, ok bool) {
	in, ok = f.Find(code)
	return in, ok && in.Measured()
}

const unitHeadings = 5 // those of headings that are about the unit

// headings lists the names of all columns that a file may have, without tags.
func (f *Framework) headings() []string {
	out := []string{"code", "name", "class", "region", "level"}
	for _, in := range slices.Concat(f.Measured(), f.aux) {
		if !in.Computed {
			out = append(out, in.Code)
		}
	}
	return out
}

// Guard puts an apostrophe before a text that a spreadsheet would run as a
// formula, and before one that looks guarded already; any other text stays as it
// is. [CSV.WriteTable] does it to every text it writes; a program that writes
// names to a CSV file by other means should do it too. See OWASP, CSV Injection.
func Guard(text string) string {
	if runs(text) {
		return "'" + text
	}
	return text
}

func (c CSV) guard(text string) string {
	if c.Unguarded {
		return text
	}
	return Guard(text)
}

// unguard undoes guard.
func (c CSV) unguard(text string) string {
	if rest, ok := strings.CutPrefix(text, "'"); ok && !c.Unguarded && runs(rest) {
		return rest
	}
	return text
}

// runs reports whether a spreadsheet would take the text, or what follows its
// apostrophes, for a formula.
func runs(text string) bool {
	r, _ := utf8.DecodeRuneInString(strings.TrimLeft(text, "'"))
	return strings.ContainsRune("=+-@\t\r\n＝＋－＠", r)
}
