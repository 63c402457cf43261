package indicators

import (
	"maps"
	"slices"

	"github.com/countyeval/countyeval/indicators/basis"
)

// startPanel is start for rows of several years.
func (r RowReader) startPanel(f *Framework, period string, faults ...*InputError) (*tableReader, error) {
	if period = foldSpace(period); period == "" {
		faults = append(faults, &InputError{File: r.File, Sheet: r.Sheet, Err: basis.Errorf("%w: the column of years has no name", basis.ErrEmpty)})
	}
	t, err := r.start(f, faults...)
	if err != nil {
		return nil, err
	}
	t.period = period
	return t, nil
}

// year notes the period that a cell of a column has that is not read, as long as all
// cells of the column have one.
func (p *part) year(i int, text string) {
	if number, ok := periodNumber(trim(text)); ok {
		p.years[i] = append(p.years[i], number)
	} else {
		p.years[i] = nil
	}
}

// severalYears reports rows of several years, if the codes that are used twice are not
// used twice in any year of a column that is not read.
func (t *tableReader) severalYears(parts []*part, n int) *InputError {
	type key struct {
		code string
		year int32
	}
	for i, c := range t.columns {
		if slices.ContainsFunc(parts, func(p *part) bool { return len(p.years[i]) != len(p.units) }) {
			continue
		}
		years, seen := map[int32]bool{}, make(map[key]bool, n)
		twice := false
		for _, p := range parts {
			for k, u := range p.units {
				at := key{u.Code, p.years[i][k]}
				twice = twice || seen[at]
				seen[at], years[at.year] = true, true
			}
		}
		if twice || len(years) < 2 {
			continue
		}
		list := slices.Sorted(maps.Keys(years))
		return t.fault(&Field{Line: c.at.line, Column: c.at.column}, "", "", basis.Errorf("%w: the file has a row for each unit and year, %d to %d in the column %s; read it as a panel (ReadPanel) with the name of that column, or keep the rows of one year",
			ErrCode, int(list[0]), int(list[len(list)-1]), quote(t.head[i].Text)))
	}
	return nil
}

// joinPanel makes the panel of the parts, in their order, and lets go of them.
func (t *tableReader) joinPanel(parts []*part) (*Panel, error) {
	all, err := t.gather(parts)
	if err != nil {
		return nil, err
	}
	var periods []int32
	var codes []place
	for _, p := range parts {
		periods, codes = append(periods, p.periods...), append(codes, p.codes...)
	}
	by := map[int][]int{} // rows of a period
	for row, period := range periods {
		by[int(period)] = append(by[int(period)], row)
	}
	whole := t.columnsOf(parts, len(all.units))
	tables := make(map[int]*Table, len(by))
	var first *Table
	for _, period := range slices.Sorted(maps.Keys(by)) {
		rows := by[period]
		units, index := make([]Unit, len(rows)), make(map[string]int, len(rows))
		for k, row := range rows {
			units[k] = all.units[row]
			index[units[k].Code] = k
		}
		table := ownTable(t.framework, units, index)
		for j := range table.columns {
			c := &table.columns[j]
			if from := whole[c.code]; from != nil {
				declared := c.confidential
				*c = from.rows(rows)
				c.confidential = either(c.confidential, declared)
			}
		}
		if first == nil {
			first = table
			table.warn(t.warnings, all.skipped)
		}
		sums := make([]columnSum, len(table.columns))
		for j := range sums {
			sums[j] = sumOf(table.columns[j].values)
		}
		table.warn(t.suspicions(table, func(k int) place { return codes[rows[k]] }, sums))
		for _, row := range rows {
			if w := all.silent[row]; w != nil {
				table.warnings = append(table.warnings, w)
			}
		}
		tables[period] = table
	}
	return NewPanel(tables)
}

// columnsOf joins the columns of figures of the parts, by code.
func (t *tableReader) columnsOf(parts []*part, n int) map[string]*column {
	out := make(map[string]*column)
	for _, c := range t.columns {
		if c.kind == figureColumn {
			out[c.name] = &column{code: c.name}
		}
	}
	basis.Each(len(t.columns), n*len(t.columns), func(i int) {
		if c := t.columns[i]; c.kind == figureColumn {
			out[c.name].join(parts, i, n)
		}
	})
	return out
}

// warn adds warnings of reading.
func (t *Table) warn(lists ...[]*InputError) {
	for _, list := range lists {
		for _, w := range list {
			t.warnings = append(t.warnings, w)
		}
	}
}
