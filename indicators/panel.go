package indicators

import (
	"errors"
	"maps"
	"math"
	"slices"

	"github.com/countyeval/countyeval/indicators/basis"
)

// Panel holds tables of the same framework, one a year, so that steps can look at
// the years before: what has grown, what was last known. It is immutable and safe
// for concurrent use; make one with [NewPanel], and evaluate one of its tables.
//
// A unit is the same from year to year if its code is. Its class and labels are
// those of the table looked at.
type Panel struct {
	years  []int
	tables map[int]*Table
}

// NewPanel makes a panel of tables by year. The tables must have the very same
// framework; they need not have the same units. No table, a nil one and one of
// another framework are errors, all reported at once.
//
// The tables given are not changed: those of the panel ([Panel.Table]) share all
// their storage, and know their panel and year.
func NewPanel(tables map[int]*Table) (*Panel, error) {
	p := &Panel{years: slices.Sorted(maps.Keys(tables)), tables: make(map[int]*Table, len(tables))}
	if len(p.years) == 0 {
		return nil, &InputError{Err: basis.Errorf("%w: a panel needs at least one table", basis.ErrEmpty)}
	}
	var first *Table
	var errs []error
	for _, year := range p.years {
		t := tables[year]
		switch {
		case t == nil || t.framework == nil:
			errs = append(errs, basis.Errorf("year %d: %w: there is no table", year, basis.ErrEmpty))
			continue
		case first == nil:
			first = t
		case t.framework != first.framework:
			errs = append(errs, basis.Errorf("year %d: %w: the table belongs to another framework", year, basis.ErrValue))
			continue
		}
		own := t.shallow()
		own.panel, own.year = p, year
		p.tables[year] = own
	}
	if len(errs) > 0 {
		return nil, errors.Join(errs...)
	}
	return p, nil
}

// Years returns the years of the panel, earliest first.
func (p *Panel) Years() []int { return slices.Clone(p.years) }

// Table returns the table of a year; nil if there is none.
func (p *Panel) Table(year int) *Table { return p.tables[year] }

// Panel returns the panel that the table, or the one it was made from by steps,
// comes from, and its year; nil and 0 if there is none.
func (t *Table) Panel() (p *Panel, year int) { return t.panel, t.year }

// Earlier returns the figures of the same units some years before (a negative
// number: after), if t comes from a [Panel] that has that year, else nil. Rows are
// those of t; a unit that the other year does not have has no values there. The
// table has what the panel has: steps that were applied to t alone do not show.
// Earlier(0) is t itself.
func (t *Table) Earlier(years int) *Table {
	if years == 0 {
		return t
	}
	if t.panel == nil {
		return nil
	}
	o := t.panel.tables[t.year-years]
	if o == nil || slices.EqualFunc(t.units, o.units, func(a, b Unit) bool { return a.Code == b.Code }) {
		return o
	}
	out := o.shallow()
	out.units, out.rows = t.units, t.rows
	for j, c := range o.columns {
		x, marks := make([]float64, len(t.units)), make([]Mark, len(t.units))
		for i, u := range t.units {
			x[i], marks[i] = math.NaN(), Missing
			if at, ok := o.rows[u.Code]; ok {
				x[i], marks[i] = c.values[at], c.marks[at]
			}
		}
		out.columns[j].values, out.columns[j].marks = x, marks
	}
	return out
}

// WithMarks returns a table in which the column of that code has the values x and
// the marks, one a cell. A value is NaN where the mark is Missing or NotApplicable
// and finite everywhere else; what is not, a code that the table does not have, and
// a wrong length are errors, all reported at once. The slices are copied.
func (t *Table) WithMarks(code string, x []float64, marks []Mark) (*Table, error) {
	j, ok := t.index[code]
	switch {
	case !ok:
		return nil, &InputError{Indicator: code, Err: basis.Errorf("%w: the table has no such column", basis.ErrUnknown)}
	case len(x) != t.Len() || len(marks) != t.Len():
		return nil, &InputError{Indicator: code, Err: basis.Errorf("%w: %d values and %d marks for %d units", ErrRow, len(x), len(marks), t.Len())}
	}
	var errs []error
	for i, v := range x {
		var err error
		switch {
		case math.IsInf(v, 0):
			err = basis.Errorf("%w: %v", basis.ErrNumber, v)
		case int(marks[i]) >= len(markNames):
			err = basis.Errorf("%w: there is no mark %d", basis.ErrValue, marks[i])
		case math.IsNaN(v) != marks[i].absent():
			err = basis.Errorf("%w: %v cannot be marked %s", basis.ErrValue, v, marks[i])
		default:
			continue
		}
		errs = append(errs, &InputError{Unit: t.units[i].Code, Indicator: code, Err: err})
	}
	if len(errs) > 0 {
		return nil, errors.Join(errs...)
	}
	out := t.shallow()
	out.columns[j].values, out.columns[j].marks = slices.Clone(x), slices.Clone(marks)
	return out, nil
}
