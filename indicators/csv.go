package indicators

import (
	"io"
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
// (required), name, class, region, level, tag:KEY for each tag of a [Unit], the
// codes of the framework's measured indicators and auxiliary columns, and mark:CODE.
// Instead of its code a column may have the name of its indicator, in either language,
// also with the unit behind it in brackets, which must then be that of the framework;
// a name that two indicators share is an error. 代码 (行政区划代码), 名称 (县名, 单位名称),
// 类别, 所属地区 and 行政级别 are code, name, class, region and level.
// Titles above them are counted in Titles. White space inside a heading counts as one
// blank, so that a heading of two lines is the same as on one. Columns renames headings,
// also a blank one. All columns of the framework must be there except
// the computed ones, which must not. Columns that nothing is known of are not
// read, and one warning of [Table.Warnings] lists them; mapped to "" in Columns they are
// left out knowingly, and with LeaveOthers all are. Headings that are there twice or have
// invisible characters are errors, and so is an empty one, unless Columns maps it ("" to a
// code), which reads it.
//
// A column mark:CODE beside that of an indicator has the marks of its cells, in the
// words of [Mark]. An empty one is the mark that the figure has by itself: Reported,
// or Missing where there is none. A mark that contradicts its cell is an error. The word
// confidential, alone or behind a mark and a comma, makes the cell confidential
// ([Table.Confidential]).
//
// # Rows
//
// Each row is a unit. A row whose code or name is a total or a mean (合计, 小计, 平均,
// 全市, total, average, ...), one that has nothing but a note (数据来源, 注, source, ...),
// and the headings once more are errors ([ErrNoUnit]), so that none is ever ranked: name
// the row in Skip to leave it out, or in Keep if it is a unit after all (white space and case
// do not count). A text of Skip that no row has is warned of. A row whose figures are the sum or the mean of all others, to
// the digits printed, in at least two columns and half of those that it has figures in,
// is read with a warning.
//
// A file with names and no codes is read with the option Codes: each name must be that of
// one unit of the list, or a declared alias, within the region if the file has it. The
// unit is then that of the list, with the labels that the file adds. A name that none or
// several have is an error with the candidates.
//
// A code in full-width digits beside the plain one is the same unit twice, an error.
// Rows of several years (codes that are used twice, but not in any year of a column that
// is not read) are one error; [CSV.ReadPanel] reads them.
//
// # Cells
//
// White space of any kind (also no-break and ideographic spaces) around figures,
// codes, labels and headings is dropped; a name is kept as it is. A figure is
//
//	[+-]digits[.[digits]][e[+-]digits]
//
// in ASCII digits (e or E), finite, and not so small that it would become 0; the digits
// before the point may lack, so that .5 and 5. are read, as some programs write them.
// Everything else, such as NaN, Inf, 12%, 1,234.5, a decimal comma, full-width
// digits, a formula or a dash, is an error, unless Missing has the text. Codes
// are text: 0123 and 123 are two units. A code that is empty, used twice, or has
// invisible characters (a zero-width space) is an error. Lines with nothing but
// separators and white space carry nothing and are skipped. A column or a
// unit without a single figure is accepted with a warning, and so is a column whose
// figures are all equal.
//
// The text is UTF-8; a byte order mark at the start is skipped. Lines end in LF
// or CR LF. UTF-16 and other encodings are refused, and so is a file that is no text,
// such as a workbook under the name of one ([ErrFormat]).
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
	File        string            // name of the file, for messages
	Comma       rune              // separates fields; zero: ','
	Titles      int               // rows above the headings, such as a title and a note of units; blank ones do not count
	Missing     []string          // texts that stand for a missing figure, besides the empty cell
	Columns     map[string]string // heading in the file -> our name; "" leaves the column out
	LeaveOthers bool              // columns that nothing is known of are left out without a warning
	Skip        []string          // rows that are no units and are left out, by their code or name: a total, a note
	Keep        []string          // rows that are units though their code or name reads like a total or a note
	Codes       CodeList          // gives the codes of a file that has no column of codes, by the names of the units
	Unguarded   bool              // texts are written and read without the apostrophe against formulas
	BOM         bool              // WriteTable begins with a byte order mark, without which Excel takes UTF-8 for something else
}

// ReadTable reads a table on the columns of f, one row a unit. All faults are
// reported at once, joined, in the order of the file, each an [*InputError] with
// file, line, column (the byte where the field begins), unit and indicator. Line
// is the line an editor shows, also after line ends inside quotes. A fault of the
// whole file (encoding, separator, no code column) is reported once and not
// again for every row; if all rows have the same wrong number of fields, the
// header is to blame and reported once. Many faults are said in short
// ([basis.JoinErrors]); the first [basis.MostKept] keep their places, and those beyond are
// counted by cause and column.
//
// Warnings of the table are those of the framework, columns that were not read,
// columns without figures and with equal ones, rows that may be totals,
// and units without any value.
//
// The file is read in blocks, on all cores if it is large, and the table keeps
// none of it.
func (c CSV) ReadTable(r io.Reader, f *Framework) (*Table, error) {
	return c.readTable(r, f, blockSize)
}

// ReadPanel reads a file with a row for each unit and year, the commonest form of panel
// data; period is the heading of the column of years, as the file has it. Years are
// written as 2023, half-years as 20231 and 20232, quarters as 20231 to 20234, months as
// 202301 to 202312 (see [NewPanel]). A code may come once in each period. All else is as
// with ReadTable; warnings of columns that are not read are those of the first table.
func (c CSV) ReadPanel(r io.Reader, f *Framework, period string) (*Panel, error) {
	return c.readPanel(r, f, period, blockSize)
}

// rows is the reader of the rows of the file.
func (c CSV) rows() RowReader {
	return RowReader{
		File: c.File, Titles: c.Titles, Missing: c.Missing, Columns: c.Columns, LeaveOthers: c.LeaveOthers, Skip: c.Skip, Keep: c.Keep, Codes: c.Codes, Guarded: !c.Unguarded,
	}
}

// comma is the separator.
func (c CSV) comma() rune {
	if c.Comma == 0 {
		return ','
	}
	return c.Comma
}

// checkComma refuses a separator that figures and texts may have.
func (c CSV) checkComma() []*InputError {
	comma := c.comma()
	if utf8.ValidRune(comma) && !unicode.IsLetter(comma) && !unicode.IsDigit(comma) && !strings.ContainsRune("\"\r\n\x00.+-'"+byteOrderMark+string(unicode.ReplacementChar), comma) {
		return nil
	}
	return []*InputError{{File: c.File, Err: basis.Errorf("%w: the option Comma is %q, which cannot separate fields", ErrHeader, comma)}}
}

// separator reports a header that is one field because it has another
// separator.
func (c CSV) separator(fields []Field) *InputError {
	if len(fields) > 1 {
		return nil
	}
	for _, other := range []struct {
		sep  rune
		name basis.Text
	}{
		{'\t', basis.Textf("tabs")},
		{';', basis.Textf("semicolons")},
		{',', basis.Textf("commas")},
		{'|', basis.Textf("vertical bars")},
		{'，', basis.Textf("full-width commas")},
	} {
		if other.sep != c.comma() && strings.ContainsRune(fields[0].Text, other.sep) {
			return &InputError{
				File: c.File, Line: fields[0].Line, Column: fields[0].Column,
				Err: basis.Errorf("%w: the fields look separated by %v; if so, set the option Comma to %q", ErrHeader, other.name, other.sep),
			}
		}
	}
	return nil
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

// runs reports whether a spreadsheet would take the text, or what follows its
// apostrophes, for a formula.
func runs(text string) bool {
	r, _ := utf8.DecodeRuneInString(strings.TrimLeft(text, "'"))
	return strings.ContainsRune("=+-@\t\r\n＝＋－＠", r)
}
