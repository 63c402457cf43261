package indicators

import (
	"io"
	"strings"

	"github.com/countyeval/countyeval/indicators/basis"
)

// ReadCodeChanges reads a table of old and new codes for [Panel.Recode]: the headings old
// and new, in any order and among others, which Columns may rename, and a row for each
// change. Faults are reported as by ReadTable.
func (c CSV) ReadCodeChanges(r io.Reader) ([]CodeChange, error) {
	if faults := c.checkComma(); len(faults) > 0 {
		return nil, joinFaults(faults)
	}
	text, err := readText(r, c.File)
	if err != nil {
		return nil, err
	}
	block := csvBlock{text: text, line: 1}
	if strings.HasPrefix(text, byteOrderMark) {
		block.mark = len(byteOrderMark)
	}
	return c.rows().ReadCodeChanges(newCSVScanner(block, string(c.comma())))
}

// ReadCodeChanges reads a table of old and new codes; see [CSV.ReadCodeChanges].
func (r RowReader) ReadCodeChanges(rows RowSource) ([]CodeChange, error) {
	fault := func(f *Field, err error) *InputError {
		return &InputError{File: r.File, Sheet: r.Sheet, Line: f.Line, Column: f.Column, Err: err}
	}
	var faults []*InputError
	var out []CodeChange
	at, width := map[string]int{"old": -1, "new": -1}, 0
	for n := -r.Titles; ; n++ {
		fields, err := nextRow(rows)
		switch {
		case err == io.EOF && n <= 0: //nolint:errorlint // the end; what wraps it is a fault
			return nil, &InputError{File: r.File, Sheet: r.Sheet, Err: basis.Errorf("%w: the file has no headings", basis.ErrEmpty)}
		case err == io.EOF: //nolint:errorlint // likewise
			if len(faults) > 0 {
				return nil, joinFaults(faults)
			}
			return out, nil
		case err != nil:
			return nil, &InputError{File: r.File, Sheet: r.Sheet, Err: err}
		case n < 0:
		case n == 0:
			width = len(fields)
			for i := range fields {
				heading := foldSpace(r.unguard(trim(fields[i].Text)))
				if name, ok := r.Columns[heading]; ok {
					heading = name
				}
				if k, ok := at[heading]; ok && k < 0 {
					at[heading] = i
				}
			}
			if at["old"] < 0 || at["new"] < 0 {
				return nil, fault(&fields[0], basis.Errorf("%w: a table of old and new codes has the columns old and new", ErrHeader))
			}
		case len(fields) != width:
			faults = append(faults, fault(&fields[0], basis.Errorf("%w: %d fields for %d headings", ErrRow, len(fields), width)))
		default:
			var c CodeChange
			for _, x := range []struct {
				at int
				to *string
			}{{at["old"], &c.Old}, {at["new"], &c.New}} {
				f, to := &fields[x.at], x.to
				*to = strings.Clone(trim(r.unguard(trim(f.Text))))
				if err := checkCode(*to); err != nil {
					faults = append(faults, fault(f, err))
				}
			}
			out = append(out, c)
		}
	}
}
