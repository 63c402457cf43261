package indicators

import (
	"maps"
	"slices"
	"strconv"

	"github.com/countyeval/countyeval/indicators/basis"
)

// gathered is what the rows of all parts have.
type gathered struct {
	units   []Unit
	rows    map[string]int // by code, or code and period
	silent  map[int]*InputError
	skipped []*InputError // texts of the option Skip that no row has
}

// join makes the table of the parts, in their order, and lets go of them.
func (t *tableReader) join(parts []*part) (*Table, error) {
	all, err := t.gather(parts)
	if err != nil {
		return nil, err
	}
	n := len(all.units)
	for _, p := range parts {
		p.units, p.years = nil, nil
	}
	table := ownTable(t.framework, all.units, all.rows)
	sums := make([]columnSum, len(table.columns))
	basis.Each(len(t.columns), n*len(t.columns), func(i int) {
		if c := t.columns[i]; c.kind == figureColumn {
			j := table.index[c.name]
			sums[j] = table.columns[j].join(parts, i, n)
		}
	})
	table.warn(t.warnings, all.skipped, t.suspicions(table, func(row int) place { return placeAt(parts, row) }, sums))
	for _, row := range slices.Sorted(maps.Keys(all.silent)) {
		table.warnings = append(table.warnings, all.silent[row])
	}
	return table, nil
}

// key tells rows apart: the code, and with it the period in a panel.
func (t *tableReader) key(code string, p *part, i int) string {
	if t.period == "" {
		return code
	}
	return code + "\x00" + strconv.Itoa(int(p.periods[i]))
}

// gather joins the units of the parts, and what is wrong with the file.
func (t *tableReader) gather(parts []*part) (*gathered, error) {
	n := 0
	for _, p := range parts {
		n += len(p.units)
	}
	out := &gathered{units: make([]Unit, 0, n), rows: make(map[string]int, n), silent: map[int]*InputError{}}
	var log, twice faultLog
	log.add(true, t.faults...)
	skipped := map[string]bool{}
	for _, p := range parts {
		log.append(&p.faults)
		maps.Copy(skipped, p.skipped)
		for _, w := range p.silent {
			out.silent[len(out.units)+w.row] = w.fault
		}
		for i, u := range p.units {
			at, key := p.codes[i], t.key(u.Code, p, i)
			if row, again := out.rows[key]; at.line > 0 && again && twice.full() {
				twice.again(at, u.Code)
			} else if at.line > 0 && again {
				twice.add(true, t.twice(u.Code, p, i, placeAt(parts, row).line))
			} else if at.line > 0 {
				out.rows[key] = len(out.units)
			}
			out.units = append(out.units, u)
		}
	}
	if several := (*InputError)(nil); twice.n > 0 && t.period == "" {
		if several = t.severalYears(parts, n); several != nil {
			twice = faultLog{}
			log.add(true, several)
		}
	}
	log.append(&twice)
	t.twins(&log, out.rows, parts)
	t.shape(&log, parts)
	if log.n > 0 {
		return nil, log.err()
	}
	for _, text := range t.Skip {
		if !skipped[rowKey(text)] {
			out.skipped = append(out.skipped, &InputError{File: t.File, Sheet: t.Sheet, Err: basis.Errorf("%w: no row has the code or name %s that the option Skip leaves out", basis.ErrUnknown, quote(text))})
		}
	}
	return out, nil
}

// twice reports a code that was there before.
func (t *tableReader) twice(code string, p *part, i, line int) *InputError {
	err := basis.Errorf("%w %s is used twice, first on line %d", ErrCode, quote(code), line)
	if t.period != "" {
		err = basis.Errorf("%w %s is used twice in %d, first on line %d", ErrCode, quote(code), int(p.periods[i]), line)
	}
	return t.fault(&Field{Line: p.codes[i].line, Column: p.codes[i].column}, code, "", err)
}

// twins reports codes in full-width characters beside the plain ones.
func (t *tableReader) twins(log *faultLog, rows map[string]int, parts []*part) {
	for _, p := range parts {
		for _, i := range p.wide {
			code, at := p.units[i].Code, p.codes[i]
			plain := foldWidth(code)
			if row, ok := rows[t.key(plain, p, i)]; ok && plain != code {
				log.add(true, t.fault(&Field{Line: at.line, Column: at.column}, code, "", basis.Errorf("%w %s is the code %s of line %d in full-width characters: one unit twice", ErrCode, quote(code), quote(plain), placeAt(parts, row).line)))
			}
		}
	}
}

// placeAt is where the code of a unit stands.
func placeAt(parts []*part, row int) place {
	for _, p := range parts {
		if row < len(p.codes) {
			return p.codes[row]
		}
		row -= len(p.codes)
	}
	return place{}
}

// shape reports rows of a wrong length, once if the headings are to blame, and a
// file without rows.
func (t *tableReader) shape(log *faultLog, parts []*part) {
	total, rows := 0, 0
	var lengths faultLog
	wrong := map[int]bool{}
	for _, p := range parts {
		total += p.total
		rows += p.total + len(p.skipped) + p.faults.n
		lengths.append(&p.lengths)
		for fields := range p.wrong {
			wrong[fields] = true
		}
	}
	switch {
	case rows == 0:
		log.add(true, &InputError{File: t.File, Sheet: t.Sheet, Err: basis.Errorf("%w: the file has headings and no rows", basis.ErrEmpty)})
	case total == 0 && log.n == 0:
		log.add(true, &InputError{File: t.File, Sheet: t.Sheet, Err: basis.Errorf("%w: all rows of the file are left out", basis.ErrEmpty)})
	case total > 1 && lengths.n == total && len(wrong) == 1 && !wrong[wholeRow]:
		for fields := range wrong {
			log.add(true, t.fault(&t.head[0], "", "", basis.Errorf("%w: %d headings, but each of the %d rows has %d fields", ErrRow, len(t.columns), total, fields)))
		}
	default:
		log.append(&lengths)
	}
}

// join fills a column of n figures with those of column i of the file. The parts
// lose theirs, so that the figures of one column at a time are there twice. It returns
// their sum.
func (c *column) join(parts []*part, i, n int) (sum columnSum) {
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
		if x != x { // NaN, in the one loop over all cells
			if c.marks[row] == Reported {
				c.marks[row] = Missing
			}
			continue
		}
		sum.x += x
		sum.n++
	}
	return sum
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
