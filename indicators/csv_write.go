package indicators

import (
	"encoding/csv"
	"io"
	"maps"
	"math"
	"slices"
	"strings"

	"github.com/countyeval/countyeval/indicators/basis"
)

// WriteTable writes a table so that ReadTable, with the same CSV and framework,
// reads the same units and figures. Columns are code; name, class, region and
// level, each if a unit has one; tags in order of their keys; measured
// indicators and auxiliary columns in the order of the framework, save computed
// ones, which steps make again. Headings are those that Columns maps to our
// names, if any. A missing figure is the first text of Missing, or empty; other
// figures are the shortest decimals that read back the same. Lines end in LF.
// A column that has a mark which the figure does not have by itself, or a cell that is
// confidential though the column is not, is followed by its column of marks.
//
// It is an error, reported for all cells at once and before anything is written,
// if a figure would be read as missing because Missing has its text, or if
// Columns gives a heading another meaning.
func (c CSV) WriteTable(w io.Writer, t *Table) error {
	if t.Len() == 0 {
		return &InputError{File: c.File, Err: basis.Errorf("%w: the table has no rows", basis.ErrEmpty)}
	}
	names, more := c.rows().check(t.framework)
	if faults := append(c.checkComma(), more...); len(faults) > 0 {
		return joinFaults(faults)
	}
	tw := &tableWriter{csv: c, headings: map[string]string{}, names: names}
	for _, heading := range slices.Sorted(maps.Keys(names)) {
		if _, ok := tw.headings[names[heading]]; !ok {
			tw.headings[names[heading]] = heading
		}
	}
	tw.units(t)
	tw.figures(t)
	if len(tw.faults) > 0 {
		return joinFaults(tw.faults)
	}
	return tw.write(w, t.Len())
}

// tableWriter lays out the columns of a file.
type tableWriter struct {
	csv      CSV
	names    map[string]string // heading in the file -> our name
	headings map[string]string // our name -> heading in the file
	header   []string
	cells    []func(row int) string
	faults   []*InputError
}

// add adds a column.
func (tw *tableWriter) add(name string, cell func(row int) string) {
	heading, mapped := tw.headings[name]
	if !mapped {
		heading = name
		if to, other := tw.names[name]; other {
			tw.faults = append(tw.faults, &InputError{
				File: tw.csv.File, Indicator: name,
				Err: basis.Errorf("%w %s would be read as %s by CSV.Columns", ErrHeader, quote(name), quote(to)),
			})
		}
	}
	tw.header = append(tw.header, tw.csv.guard(heading))
	tw.cells = append(tw.cells, cell)
}

// units adds the columns that describe units.
func (tw *tableWriter) units(t *Table) {
	add := func(name string, text func(Unit) string, always bool) {
		if always || slices.ContainsFunc(t.units, func(u Unit) bool { return text(u) != "" }) {
			tw.add(name, func(row int) string { return tw.csv.guard(text(t.units[row])) })
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

// figures adds the columns of figures.
func (tw *tableWriter) figures(t *Table) {
	missing := ""
	if len(tw.csv.Missing) > 0 {
		missing = tw.csv.Missing[0]
	}
	for _, col := range t.columns {
		if in, _ := t.framework.Find(col.code); in.Computed {
			continue
		}
		tw.ambiguous(t, col)
		tw.add(col.code, func(row int) string {
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
			tw.add(markPrefix+col.code, text)
			return
		}
	}
}

// ambiguous reports figures whose text is declared missing.
func (tw *tableWriter) ambiguous(t *Table, col column) {
	if len(tw.csv.Missing) == 0 {
		return
	}
	for row, x := range col.values {
		if text := formatNumber(x); !math.IsNaN(x) && slices.ContainsFunc(tw.csv.Missing, func(m string) bool { return strings.TrimSpace(m) == text }) {
			tw.faults = append(tw.faults, &InputError{
				File: tw.csv.File, Unit: t.units[row].Code, Indicator: col.code,
				Err: basis.Errorf("%w: %s would be read as missing, for CSV.Missing has it", basis.ErrValue, text),
			})
		}
	}
}

// write writes n rows below the headings.
func (tw *tableWriter) write(w io.Writer, n int) error {
	if tw.csv.BOM {
		if _, err := io.WriteString(w, byteOrderMark); err != nil {
			return err
		}
	}
	out := csv.NewWriter(w)
	out.Comma = tw.csv.comma()
	if err := out.Write(tw.header); err != nil {
		return err
	}
	record := make([]string, len(tw.cells))
	for row := range n {
		for j, cell := range tw.cells {
			record[j] = cell(row)
		}
		if err := out.Write(record); err != nil {
			return err
		}
	}
	out.Flush()
	return out.Error()
}
