package indicators

import (
	"slices"

	"github.com/countyeval/countyeval/indicators/basis"
)

// join makes the table of the parts, in their order, and lets go of them.
func (t *tableReader) join(parts []*part) (*Table, error) {
	n := 0
	for _, p := range parts {
		n += len(p.units)
	}
	units, rows := make([]Unit, 0, n), make(map[string]int, n)
	for _, p := range parts {
		t.faults = append(t.faults, p.faults...)
		for i, u := range p.units {
			at := p.codes[i]
			if first, twice := rows[u.Code]; at.line > 0 && twice {
				f := Field{Line: at.line, Column: at.column}
				t.faults = append(t.faults, t.fault(&f, u.Code, "", basis.Errorf("%w %s is used twice, first on line %d", ErrCode, quote(u.Code), lineOf(parts, first))))
			} else if at.line > 0 {
				rows[u.Code] = len(units)
			}
			units = append(units, u)
		}
		p.units = nil
	}
	t.shape(parts)
	if len(t.faults) > 0 {
		return nil, joinFaults(t.faults)
	}
	table := ownTable(t.framework, units, rows)
	basis.Each(len(t.columns), n*len(t.columns), func(i int) {
		if c := t.columns[i]; c.kind == figureColumn {
			table.columns[table.index[c.name]].join(parts, i, n)
		}
	})
	for _, w := range t.warnings {
		table.warnings = append(table.warnings, w)
	}
	for _, p := range parts {
		for _, w := range p.silent {
			table.warnings = append(table.warnings, w)
		}
	}
	return table, nil
}

// lineOf is the line of the code of a unit.
func lineOf(parts []*part, row int) int {
	for _, p := range parts {
		if row < len(p.codes) {
			return p.codes[row].line
		}
		row -= len(p.codes)
	}
	return 0
}

// shape reports rows of a wrong length, once if the headings are to blame, and a
// file without rows.
func (t *tableReader) shape(parts []*part) {
	total := 0
	var lengths []*InputError
	wrong := map[int]bool{}
	for _, p := range parts {
		total += p.total
		lengths = append(lengths, p.lengths...)
		for fields := range p.wrong {
			wrong[fields] = true
		}
	}
	switch {
	case total == 0:
		t.faults = append(t.faults, &InputError{File: t.File, Sheet: t.Sheet, Err: basis.Errorf("%w: the file has headings and no rows", basis.ErrEmpty)})
	case total > 1 && len(lengths) == total && len(wrong) == 1:
		for fields := range wrong {
			t.faults = append(t.faults, t.fault(&t.first, "", "", basis.Errorf("%w: %d headings, but each of the %d rows has %d fields", ErrRow, len(t.columns), total, fields)))
		}
	default:
		t.faults = append(t.faults, lengths...)
	}
}

// join fills a column of n figures with those of column i of the file. The parts
// lose theirs, so that the figures of one column at a time are there twice.
func (c *column) join(parts []*part, i, n int) {
	c.values, c.marks = make([]float64, 0, n), make([]Mark, n)
	for _, p := range parts {
		from := len(c.values)
		c.values = append(c.values, p.values[i]...)
		p.values[i] = nil
		for _, m := range p.marks {
			if m.column == i {
				c.marks[from+m.row] = m.mark
			}
		}
		for _, m := range p.confidential {
			if m.column != i {
				continue
			}
			if c.confidential == nil {
				c.confidential = make([]bool, n)
			}
			c.confidential[from+m.row] = true
		}
	}
	for row, x := range c.values {
		if c.marks[row] == Reported {
			c.marks[row] = plainMark(x)
		}
	}
}

// ownTable makes a table of units that are checked, and takes them as they are.
// Columns that no file has are missing; the others are still to be filled.
func ownTable(f *Framework, units []Unit, rows map[string]int) *Table {
	t := &Table{framework: f, units: units, rows: rows, warnings: slices.Clone(f.warnings)}
	t.layout()
	for j := range t.columns {
		c := &t.columns[j]
		if in, _ := f.Find(c.code); !in.Computed {
			continue
		}
		c.values = nothing(len(units))
		c.marks = MarkAll(c.values, Reported)
	}
	return t
}
