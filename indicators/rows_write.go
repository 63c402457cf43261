package indicators

import (
	"maps"
	"math"
	"slices"
	"strings"

	"github.com/countyeval/countyeval/indicators/basis"
)

// Rows is a table laid out in rows of texts, for a writer of another format than CSV.
type Rows struct {
	Headings []string
	Figures  []bool // whether the column has figures, which are decimals or stand for a missing one
	cells    []func(row int) string
	n        int
}

// Len is the number of rows below the headings.
func (r *Rows) Len() int { return r.n }

// AppendRow appends the texts of a row to dst.
func (r *Rows) AppendRow(dst []string, row int) []string {
	for _, cell := range r.cells {
		dst = append(dst, cell(row))
	}
	return dst
}

// LayOut lays out a table so that ReadTable, with the same RowReader and framework, reads
// the same units and figures, by the rules of [CSV.WriteTable].
func (r RowReader) LayOut(t *Table) (*Rows, error) { return r.layOut(t) }

// layOut lays out a table if there are no such faults.
func (r RowReader) layOut(t *Table, faults ...*InputError) (*Rows, error) {
	if t.Len() == 0 {
		return nil, &InputError{File: r.File, Sheet: r.Sheet, Err: basis.Errorf("%w: the table has no rows", basis.ErrEmpty)}
	}
	names, more := r.check(t.framework)
	if faults = append(faults, more...); len(faults) > 0 {
		return nil, joinFaults(faults)
	}
	tw := &tableWriter{reader: r, headings: map[string]string{}, names: names, rows: &Rows{n: t.Len()}}
	for _, heading := range slices.Sorted(maps.Keys(names)) {
		if _, ok := tw.headings[names[heading]]; !ok {
			tw.headings[names[heading]] = heading
		}
	}
	tw.units(t)
	tw.figures(t)
	tw.noUnits(t)
	if len(tw.faults) > 0 {
		return nil, joinFaults(tw.faults)
	}
	return tw.rows, nil
}

// guard does what Guard does, if the reader undoes it.
func (r RowReader) guard(text string) string {
	if r.Guarded {
		return Guard(text)
	}
	return text
}

// tableWriter lays out the columns of a file.
type tableWriter struct {
	reader   RowReader
	names    map[string]string // heading in the file -> our name
	headings map[string]string // our name -> heading in the file
	rows     *Rows
	faults   []*InputError
}

// add adds a column.
func (tw *tableWriter) add(name string, figures bool, cell func(row int) string) {
	heading, mapped := tw.headings[name]
	if !mapped {
		heading = name
		if to, other := tw.names[name]; other {
			tw.faults = append(tw.faults, &InputError{
				File: tw.reader.File, Sheet: tw.reader.Sheet, Indicator: name,
				Err: basis.Errorf("%w %s would be read as %s by the option Columns", ErrHeader, quote(name), quote(to)),
			})
		}
	}
	tw.rows.Headings = append(tw.rows.Headings, tw.reader.guard(heading))
	tw.rows.Figures = append(tw.rows.Figures, figures)
	tw.rows.cells = append(tw.rows.cells, cell)
}

// units adds the columns that describe units.
func (tw *tableWriter) units(t *Table) {
	add := func(name string, text func(Unit) string, always bool) {
		if always || slices.ContainsFunc(t.units, func(u Unit) bool { return text(u) != "" }) {
			tw.add(name, false, func(row int) string { return tw.reader.guard(text(t.units[row])) })
		}
	}
	add("code", func(u Unit) string { return u.Code }, true)
	add("name", func(u Unit) string { return u.Name }, false)
	add("class", func(u Unit) string { return u.Class }, false)
	add("region", func(u Unit) string { return u.Region }, false)
	add("level", func(u Unit) string { return u.Level }, false)
	keys := map[string]bool{}
	for _, u := range t.units {
		for key := range u.Tags.All() {
			keys[key] = true
		}
	}
	for _, key := range slices.Sorted(maps.Keys(keys)) {
		add(tagPrefix+key, func(u Unit) string { return u.Tags.Get(key) }, true)
	}
}

// noUnits reports units that would not be read as such: by their names totals or notes, or
// left out.
func (tw *tableWriter) noUnits(t *Table) {
	if tw.reader.Titles != 0 {
		tw.faults = append(tw.faults, &InputError{File: tw.reader.File, Sheet: tw.reader.Sheet, Err: basis.Errorf("%w: no titles are written, but the option Titles is %d", basis.ErrValue, tw.reader.Titles)})
	}
	for row, u := range t.units {
		if tw.reader.IsUnit(u.Code, u.Name) && !(isNote(u.Code) && tw.bare(row) && !slices.ContainsFunc(tw.reader.Keep, func(k string) bool { return rowKey(k) == rowKey(u.Code) })) {
			continue
		}
		tw.faults = append(tw.faults, &InputError{
			File: tw.reader.File, Sheet: tw.reader.Sheet, Unit: u.Code,
			Err: basis.Errorf("%w: by its code or name %s the row would be read as a total or a note, or left out; the option Keep keeps it, and Skip must not have it", ErrNoUnit, quote(u.Name)),
		})
	}
}

// bare reports whether a row has nothing but its code.
func (tw *tableWriter) bare(row int) bool {
	for _, cell := range tw.rows.cells[1:] {
		if strings.TrimSpace(cell(row)) != "" {
			return false
		}
	}
	return true
}

// figures adds the columns of figures.
func (tw *tableWriter) figures(t *Table) {
	missing := ""
	if len(tw.reader.Missing) > 0 {
		missing = tw.reader.Missing[0]
	}
	for _, col := range t.columns {
		if in, _ := t.framework.Find(col.code); in.Computed {
			continue
		}
		tw.ambiguous(t, col)
		tw.add(col.code, true, func(row int) string {
			if math.IsNaN(col.values[row]) {
				return missing
			}
			return formatNumber(col.values[row])
		})
		tw.marks(t, col)
	}
}

// marks adds the column of marks if there is one to tell.
func (tw *tableWriter) marks(t *Table, col column) {
	declared, _ := t.framework.Find(col.code)
	text := func(row int) string {
		var words []string
		if mark := col.marks[row]; mark != plainMark(col.values[row]) {
			words = append(words, mark.String())
		}
		if len(col.confidential) > 0 && col.confidential[row] && !declared.Confidential {
			words = append(words, confidentialWord)
		}
		return strings.Join(words, ", ")
	}
	for row := range col.values {
		if text(row) != "" {
			tw.add(markPrefix+col.code, false, text)
			return
		}
	}
}

// ambiguous reports figures whose text is declared missing.
func (tw *tableWriter) ambiguous(t *Table, col column) {
	if len(tw.reader.Missing) == 0 {
		return
	}
	for row, x := range col.values {
		if text := formatNumber(x); !math.IsNaN(x) && slices.ContainsFunc(tw.reader.Missing, func(m string) bool { return strings.TrimSpace(m) == text }) {
			tw.faults = append(tw.faults, &InputError{
				File: tw.reader.File, Sheet: tw.reader.Sheet, Unit: t.units[row].Code, Indicator: col.code,
				Err: basis.Errorf("%w: %s would be read as missing, for the option Missing has it", basis.ErrValue, text),
			})
		}
	}
}
