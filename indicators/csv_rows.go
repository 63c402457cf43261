package indicators

import (
	"errors"
	"math"
	"slices"
	"strings"

	"github.com/countyeval/countyeval/indicators/basis"
)

// tableReader reads one table.
type tableReader struct {
	csv       CSV
	src       *source
	scan      *csvScanner
	framework *Framework
	names     map[string]string // heading in the file, trimmed -> our name
	columns   []tableColumn
	code      int // field of the code, -1 if there is none
	units     []Unit
	starts    []int          // first byte of each unit's row
	rows      map[string]int // code -> first byte of the field it stands in
	warnings  []*InputError
	faults    []*InputError
	lengths   []*InputError // rows of a wrong length
	wrong     map[int]bool  // their lengths
}

// read reads header and rows and makes the table.
func (t *tableReader) read() (*Table, error) {
	t.scan = &csvScanner{text: t.src.text, pos: t.src.start(), comma: string(t.csv.comma())}
	t.wrong = map[int]bool{}
	if cr := strings.IndexByte(t.src.text, '\r'); cr >= 0 && cr < len(t.src.text)-1 && !strings.Contains(t.src.text, "\n") {
		return nil, t.src.fault(cr, "", "", basis.Errorf("%w: lines end in a carriage return (CR) alone; save the file with LF or CR LF", ErrSyntax))
	}
	fields, ok := t.record(nil)
	if !ok {
		return nil, t.src.fault(-1, "", "", basis.Errorf("%w: the file has no headings", basis.ErrEmpty))
	}
	headings, at := len(fields), fields[0].at
	if !t.header(fields) {
		return nil, joinFaults(t.faults)
	}
	total := 0
	for {
		if fields, ok = t.record(fields[:0]); !ok {
			break
		}
		total++
		t.row(fields)
	}
	switch {
	case total == 0:
		t.faults = append(t.faults, t.src.fault(-1, "", "", basis.Errorf("%w: the file has headings and no rows", basis.ErrEmpty)))
	case total > 1 && len(t.lengths) == total && len(t.wrong) == 1:
		for fieldCount := range t.wrong {
			t.faults = append(t.faults, t.src.fault(at, "", "", basis.Errorf("%w: %d headings, but each of the %d rows has %d fields", ErrRow, headings, total, fieldCount)))
		}
	default:
		t.faults = append(t.faults, t.lengths...)
	}
	if len(t.faults) > 0 {
		return nil, joinFaults(t.faults)
	}
	return t.table()
}

// record takes the next record that is not blank.
func (t *tableReader) record(dst []csvField) ([]csvField, bool) {
	for {
		fields, ok := t.scan.record(dst)
		if !ok {
			return fields, false
		}
		if slices.ContainsFunc(fields, func(f csvField) bool { return f.err != nil || strings.TrimSpace(f.text) != "" }) {
			return fields, true
		}
	}
}

// row reads one unit and its figures.
func (t *tableReader) row(fields []csvField) {
	var u Unit
	if t.code < len(fields) {
		u.Code = t.label(fields[t.code].text)
	}
	shown := visible(u.Code)
	damaged := false
	for i, f := range fields {
		if f.err != nil {
			damaged = true
			t.fail(f, shown, i, f.err)
		}
	}
	if damaged {
		return // what a stray quote did to the other fields is not known
	}
	if len(fields) != len(t.columns) {
		t.wrong[len(fields)] = true
		f := fields[0]
		if len(fields) > len(t.columns) {
			f = fields[len(t.columns)]
		}
		t.lengths = append(t.lengths, t.src.fault(f.at, shown, "", basis.Errorf("%w: %d fields for %d headings", ErrRow, len(fields), len(t.columns))))
		return
	}
	faults := len(t.faults)
	for i := range t.columns {
		t.cell(&u, shown, i, fields[i])
	}
	if name := visible(u.Name); shown == "" && name != "" { // the name is all that tells people whose row it is
		for _, e := range t.faults[faults:] {
			e.Err = basis.Errorf("%w (name %s)", e.Err, quote(name))
		}
	}
	t.units = append(t.units, u)
	t.starts = append(t.starts, fields[0].at)
}

// cell reads the field of column i for the unit u.
func (t *tableReader) cell(u *Unit, shown string, i int, f csvField) {
	c := &t.columns[i]
	var err error
	switch c.kind {
	case ignoredColumn:
	case codeColumn:
		err = checkCode(u.Code)
		if first, twice := t.rows[u.Code]; err == nil && twice {
			err = basis.Errorf("%w %s is used twice, first on line %d", ErrCode, quote(u.Code), t.src.line(first))
		} else if err == nil {
			t.rows[u.Code] = f.at
		}
	case nameColumn:
		u.Name = t.csv.unguard(f.text)
		err = checkName(u.Name)
	case figureColumn:
		x := math.NaN()
		if text := strings.TrimSpace(f.text); !t.csv.isMissing(text) {
			x, err = parseFigure(text)
		}
		c.values = append(c.values, x)
	default:
		text := t.label(f.text)
		err = checkLabel(c.name, text)
		switch c.kind {
		case classColumn:
			u.Class = text
		case regionColumn:
			u.Region = text
		case levelColumn:
			u.Level = text
		case tagColumn:
			u.Tags = u.Tags.with(strings.TrimPrefix(c.name, tagPrefix), text)
		}
	}
	if err != nil {
		t.fail(f, shown, i, err)
	}
}

// parseFigure reads a figure; damaged text is named as such.
func parseFigure(text string) (float64, error) {
	if _, err := damage(text); err != nil {
		return 0, basis.Errorf("%w: %s: %w", basis.ErrNumber, quote(text), err)
	}
	return parseNumber(text)
}

// label reads a text without the white space around it.
func (t *tableReader) label(text string) string {
	return strings.TrimSpace(t.csv.unguard(strings.TrimSpace(text)))
}

// fail reports a fault of column i in a row.
func (t *tableReader) fail(f csvField, unit string, i int, err error) {
	indicator := ""
	if i < len(t.columns) {
		indicator = indicatorOf(t.columns[i].kind, t.columns[i].name)
	}
	t.faults = append(t.faults, t.src.fault(f.at, unit, indicator, err))
}

// table makes the table from what was read.
func (t *tableReader) table() (*Table, error) {
	values := map[string][]float64{}
	for _, c := range t.columns {
		if c.kind == figureColumn {
			values[c.name] = c.values
		}
	}
	table, err := NewTable(t.framework, t.units, values, nil)
	if err != nil {
		return nil, err
	}
	n := len(t.framework.warnings)
	silent := slices.Clone(table.warnings[n:])
	table.warnings = table.warnings[:n]
	for _, w := range t.warnings {
		table.warnings = append(table.warnings, w)
	}
	for _, w := range silent {
		var e *InputError
		if errors.As(w, &e) {
			w = t.src.fault(t.starts[table.rows[e.Unit]], e.Unit, "", e.Err)
		}
		table.warnings = append(table.warnings, w)
	}
	return table, nil
}
