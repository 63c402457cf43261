package indicators

import (
	"io"
	"slices"
)

// CheckHeadings reports what is wrong with the headings of a table on the columns of f,
// as ReadTable would, and nothing else: a column that is not read is no fault. It is for
// readers that look for the row with the headings.
func (r RowReader) CheckHeadings(head []Field, f *Framework) error {
	t, err := r.start(f)
	switch {
	case err != nil:
		return err
	case len(head) == 0 || blank(head):
		return t.headless()
	}
	t.header(head)
	return joinFaults(t.faults)
}

// CheckHeadings reads a file as far as its headings and reports what is wrong with them,
// as ReadTable would. It is for readers that look for an encoding or a separator by which
// a file makes sense.
func (c CSV) CheckHeadings(r io.Reader, f *Framework) error {
	table, err := c.rows().start(f, c.checkComma()...)
	if err != nil {
		return err
	}
	blocks := csvBlocks{r: r, size: blockSize, comma: string(c.comma()), line: 1}
	above := table.Titles
	for {
		b, err := blocks.next()
		switch {
		case err == io.EOF: //nolint:errorlint // the end; what wraps it is a fault
			return table.headless()
		case err != nil:
			return &InputError{File: c.File, Err: err}
		}
		scan := newCSVScanner(b, blocks.comma)
		for {
			head, err := nextRow(scan)
			if err != nil {
				break // nothing but titles and blank lines
			}
			if above--; above >= 0 {
				continue
			}
			if fault := c.separator(head); fault != nil {
				return fault
			}
			table.header(head)
			return joinFaults(table.faults)
		}
	}
}

// Warn is the table with more warnings, of what a reader found in the file beside the
// figures: rows that are hidden, an encoding that nobody declared. t is not changed.
func (t *Table) Warn(warnings ...error) *Table {
	if len(warnings) == 0 {
		return t
	}
	out := t.shallow()
	out.warnings = slices.Concat(t.warnings, warnings)
	return out
}

// Warn is the panel with more warnings of its first table, as [Table.Warn] adds them.
func (p *Panel) Warn(warnings ...error) *Panel {
	if len(warnings) == 0 {
		return p
	}
	first := p.tables[p.years[0]]
	return p.with(p.period, func(t *Table) *Table {
		if t == first {
			return t.Warn(warnings...)
		}
		return t.shallow()
	})
}

// Names are our names of the columns under these headings, "" of a column that is not
// read: an indicator or auxiliary column of f, or a name such as code or tag:basin.
// Framework and options must be those that CheckHeadings accepts.
func (r RowReader) Names(head []Field, f *Framework) ([]string, error) {
	t, err := r.start(f)
	if err != nil {
		return nil, err
	}
	names := make([]string, len(head))
	for i := range head {
		if name, kind, fault := t.heading(&head[i]); fault == nil && kind != ignoredColumn {
			names[i] = name
		}
	}
	return names, nil
}
