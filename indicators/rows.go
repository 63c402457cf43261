package indicators

import (
	"cmp"
	"io"
	"maps"
	"slices"
	"strings"

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
// rules that [CSV] states for headings and cells. It is for those who read another
// format; its fields are those of CSV.
type RowReader struct {
	Format  string            // the type in which the user sets Missing and Columns, for messages; empty: RowReader
	File    string            // name of the file, for messages
	Sheet   string            // name of the sheet of a workbook, whose fields have a row and a column as their place; for messages
	Missing []string          // texts that stand for a missing figure, besides the empty cell
	Columns map[string]string // heading in the file -> our name; "" leaves the column out
	Guarded bool              // an apostrophe before what a spreadsheet would run is taken away; see [Guard]
}

// ReadTable reads a table on the columns of f, one row a unit. All faults are
// reported at once, joined, in the order of their places, each an [*InputError].
func (r RowReader) ReadTable(rows RowSource, f *Framework) (*Table, error) {
	t, err := r.start(f)
	if err != nil {
		return nil, err
	}
	head, err := nextRow(rows)
	switch {
	case err == io.EOF: //nolint:errorlint // the end; what wraps it is a fault
		return nil, t.headless()
	case err != nil:
		return nil, &InputError{File: r.File, Sheet: r.Sheet, Err: err}
	case !t.header(head):
		return nil, joinFaults(t.faults)
	}
	p := t.part(0)
	if err := p.read(rows); err != nil {
		return nil, &InputError{File: r.File, Sheet: r.Sheet, Err: err}
	}
	return t.join([]*part{p})
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
	names     map[string]string // heading in the file, trimmed -> our name
	missing   []string          // Missing without white space
	columns   []tableColumn
	code      int   // field of the code, -1 if there is none
	first     Field // the first heading
	warnings  []*InputError
	faults    []*InputError
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
	t := &tableReader{RowReader: r, framework: f, names: names, code: -1}
	for _, text := range r.Missing {
		t.missing = append(t.missing, strings.TrimSpace(text))
	}
	return t, nil
}

// check checks Columns against the framework and returns it with trimmed
// headings.
func (r RowReader) check(f *Framework) (names map[string]string, faults []*InputError) {
	fail := func(indicator, format string, args ...any) {
		args = append([]any{ErrHeader, r.format()}, args...)
		faults = append(faults, &InputError{File: r.File, Sheet: r.Sheet, Indicator: indicator, Err: basis.Errorf("%w: %s.Columns maps "+format, args...)})
	}
	names = make(map[string]string, len(r.Columns))
	for _, heading := range slices.Sorted(maps.Keys(r.Columns)) {
		name, key := r.Columns[heading], strings.TrimSpace(heading)
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
	return names, faults
}

// format names the type in whose fields the user sets the options.
func (r RowReader) format() string { return cmp.Or(r.Format, "RowReader") }

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
