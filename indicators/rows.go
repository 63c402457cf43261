package indicators

import (
	"io"
	"maps"
	"math"
	"slices"
	"strings"
	"sync/atomic"
	"unicode"

	"github.com/countyeval/countyeval/indicators/basis"
)

// A Field is a cell of a row as it stands in a file.
type Field struct {
	Text         string // what it says, without the quotes of the format; white space around it is kept
	Line, Column int    // where it begins, from 1
	Err          error  // what is wrong with the way it is written
}

// A RowSource gives the rows of a file one after another, whatever its format: a
// format has a type that implements it, and [RowReader] does all the rest. [CSV]
// is such a format.
type RowSource interface {
	// Next returns the next row, and [io.EOF] after the last one. The fields are
	// the caller's until the next call. Any other error ends the reading; what is
	// wrong with a single field stands in [Field.Err].
	Next() ([]Field, error)
}

// RowReader makes a table of rows, the first of which has the headings, by the
// rules that [CSV] states for headings, rows and cells. It is for those who read another
// format; its fields are those of CSV.
type RowReader struct {
	File        string            // name of the file, for messages
	Sheet       string            // name of the sheet of a workbook, whose fields have a row and a column as their place; for messages
	Titles      int               // rows above the headings, such as a title and a note of units; blank ones do not count
	Missing     []string          // texts that stand for a missing figure, besides the empty cell
	Columns     map[string]string // heading in the file -> our name; "" leaves the column out
	LeaveOthers bool              // columns that nothing is known of are left out without a warning
	Skip        []string          // rows that are no units and are left out, by their code or name: a total, a note
	Keep        []string          // rows that are units though their code or name reads like a total or a note
	Codes       CodeList          // gives the codes of a file that has no column of codes, by the names of the units
	Guarded     bool              // an apostrophe before what a spreadsheet would run is taken away; see [Guard]
}

// ReadTable reads a table on the columns of f, one row a unit. All faults are
// reported at once, joined, in the order of their places, each an [*InputError].
func (r RowReader) ReadTable(rows RowSource, f *Framework) (*Table, error) {
	t, err := r.start(f)
	if err != nil {
		return nil, err
	}
	p, err := t.readAll(rows)
	if err != nil {
		return nil, err
	}
	return t.join([]*part{p})
}

// ReadPanel reads the tables of several years, one row for each unit and year; period is
// the heading of the column of years. See [CSV.ReadPanel].
func (r RowReader) ReadPanel(rows RowSource, f *Framework, period string) (*Panel, error) {
	t, err := r.startPanel(f, period)
	if err != nil {
		return nil, err
	}
	p, err := t.readAll(rows)
	if err != nil {
		return nil, err
	}
	return t.joinPanel([]*part{p})
}

// readAll reads headings and rows into one part.
func (t *tableReader) readAll(rows RowSource) (*part, error) {
	var head []Field
	for range t.Titles + 1 {
		var err error
		switch head, err = nextRow(rows); {
		case err == io.EOF: //nolint:errorlint // the end; what wraps it is a fault
			return nil, t.headless()
		case err != nil:
			return nil, &InputError{File: t.File, Sheet: t.Sheet, Err: err}
		}
	}
	if !t.header(head) {
		if fault := t.title(head, rows); fault != nil {
			return nil, fault
		}
		return nil, joinFaults(t.faults)
	}
	p := t.part(0)
	if err := p.read(rows); err != nil {
		return nil, &InputError{File: t.File, Sheet: t.Sheet, Err: err}
	}
	return p, nil
}

// nextRow takes the next row that is not blank.
func nextRow(rows RowSource) ([]Field, error) {
	for {
		fields, err := rows.Next()
		if err != nil || !blank(fields) {
			return fields, err
		}
	}
}

// blank reports whether a row has nothing but white space.
func blank(fields []Field) bool {
	for i := range fields {
		if f := &fields[i]; f.Err != nil || strings.TrimSpace(f.Text) != "" {
			return false
		}
	}
	return true
}

// tableReader reads one table. Once the headings are read, parts of the rows may
// be read at the same time, each into a part of its own.
type tableReader struct {
	RowReader
	framework *Framework
	names     map[string]string   // heading in the file, trimmed -> our name
	byName    map[string][]string // name of an indicator -> codes
	list      *codeNames          // of Codes; nil if it lists nothing
	missing   []string            // Missing without white space
	rows      map[string]rowKind  // by what stands as code or name: what the options say of a row
	columns   []tableColumn
	code      int           // field of the code, -1 if there is none
	name      int           // of the name, likewise
	region    int           // of the region, likewise
	head      []Field       // the row of the headings
	period    string        // heading of the column of years; "" reads one table
	at        int           // field of the period
	warnings  []*InputError // of columns
	faults    []*InputError // of options and headings
	beyond    atomic.Int64  // parts after this one need not keep the places of faults
}

// start checks framework and options, of which these faults are known.
func (r RowReader) start(f *Framework, faults ...*InputError) (*tableReader, error) {
	if f == nil || len(f.nodes) == 0 {
		return nil, &InputError{File: r.File, Sheet: r.Sheet, Err: basis.Errorf("%w: the framework has no indicators", basis.ErrEmpty)}
	}
	names, more := r.check(f)
	if faults = append(faults, more...); len(faults) > 0 {
		return nil, joinFaults(faults)
	}
	t := &tableReader{RowReader: r, framework: f, names: names, byName: f.namedHeadings(), code: -1, name: -1, region: -1, at: -1, rows: map[string]rowKind{}}
	if len(r.Codes.Units) > 0 {
		var err error
		if t.list, err = r.Codes.index(); err != nil {
			return nil, err
		}
	}
	t.beyond.Store(math.MaxInt64)
	for _, text := range r.Missing {
		t.missing = append(t.missing, strings.TrimSpace(text))
	}
	for _, text := range r.Keep {
		t.rows[rowKey(text)] = unitRow
	}
	for _, text := range r.Skip {
		t.rows[rowKey(text)] = skippedRow
	}
	return t, nil
}

// check checks Columns against the framework and returns it with trimmed
// headings.
func (r RowReader) check(f *Framework) (names map[string]string, faults []*InputError) {
	fail := func(indicator, format string, args ...any) {
		args = append([]any{ErrHeader}, args...)
		faults = append(faults, &InputError{File: r.File, Sheet: r.Sheet, Indicator: indicator, Err: basis.Errorf("%w: the option Columns maps "+format, args...)})
	}
	names = make(map[string]string, len(r.Columns))
	for _, heading := range slices.Sorted(maps.Keys(r.Columns)) {
		name, key := r.Columns[heading], foldSpace(heading)
		if other, twice := names[key]; twice && other != name {
			fail("", "%s to both %s and %s", quote(key), quote(other), quote(name))
		}
		names[key] = name
		in, of := f.column(strings.TrimPrefix(name, markPrefix))
		switch {
		case of && in.Computed:
			fail(in.Code, "%s to %s, which is computed and never read", quote(key), quote(name))
		case name != "" && !of && !isUnitColumn(name):
			fail(name, "%s to %s, which is no column of the framework%v", quote(key), quote(name), basis.Meant(name, f.headings()))
		}
	}
	if r.Titles < 0 {
		faults = append(faults, &InputError{File: r.File, Sheet: r.Sheet, Err: basis.Errorf("%w: the option Titles is %d", basis.ErrValue, r.Titles)})
	}
	for _, text := range r.Skip {
		if slices.ContainsFunc(r.Keep, func(k string) bool { return rowKey(k) == rowKey(text) }) {
			faults = append(faults, &InputError{File: r.File, Sheet: r.Sheet, Err: basis.Errorf("%w: the options Skip and Keep both have %s", basis.ErrValue, quote(text))})
		}
	}
	return names, faults
}

// foldSpace is a text with a blank for all white space that stands together, and none
// around it: a heading of two lines is the same as on one.
func foldSpace(text string) string {
	text = strings.TrimSpace(text)
	if !strings.ContainsFunc(text, func(r rune) bool { return r != ' ' && unicode.IsSpace(r) }) && !strings.Contains(text, "  ") {
		return text
	}
	return strings.Join(strings.Fields(text), " ")
}

// unguard undoes [Guard].
func (r RowReader) unguard(text string) string {
	if r.Guarded && text != "" && text[0] == '\'' && runs(text[1:]) {
		return text[1:]
	}
	return text
}

// fault is an error at a field.
func (t *tableReader) fault(f *Field, unit, indicator string, err error) *InputError {
	return &InputError{File: t.File, Sheet: t.Sheet, Line: f.Line, Column: f.Column, Unit: unit, Indicator: indicator, Err: err}
}

// headless reports a file without headings.
func (t *tableReader) headless() error {
	return &InputError{File: t.File, Sheet: t.Sheet, Err: basis.Errorf("%w: the file has no headings", basis.ErrEmpty)}
}
