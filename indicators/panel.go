package indicators

import (
	"maps"
	"math"
	"slices"

	"github.com/countyeval/countyeval/indicators/basis"
)

// Panel holds tables whose frameworks fit together ([Framework.Fits]), one a year, so
// that steps can look at the years before: what has grown, what was last known. It is
// immutable and safe for concurrent use; make one with [NewPanel] or [CSV.ReadPanel], and
// evaluate one of its tables.
//
// In place of years there may be half-years, quarters or months: the panel then has a
// number for each (20232 is the second half of 2023, see [Period]), and "a year" below is
// one of them.
//
// A unit is the same from year to year if its code is. Its class and labels are
// those of the table looked at. Codes change, and files lose them: [Panel.Compare] tells
// which units came and went, and which of them look like one; [Panel.Recode] joins them.
type Panel struct {
	years  []int
	period Period
	tables map[int]*Table
}

// NewPanel makes a panel of tables by year. Their frameworks must fit together
// ([Framework.Fits]) and have the same auxiliary columns ([Table.Under] brings a
// table under another framework); they need not have the same units. No table, a nil
// one and what does not fit the first year are errors, all reported at once.
//
// If all numbers are those of half-years (20231, 20232), of quarters (20231 to 20234) or
// of months (202301 to 202312), the panel is one of these, so that 20232 is followed by
// 20241 in half-years; quarters of which only the first two ever come are taken for
// half-years unless [Panel.Per] says otherwise. All else are years, one after another.
//
// The tables given are not changed: those of the panel ([Panel.Table]) share all
// their storage, and know their panel and year.
func NewPanel(tables map[int]*Table) (*Panel, error) {
	p := &Panel{years: slices.Sorted(maps.Keys(tables)), tables: make(map[int]*Table, len(tables))}
	p.period = periodOf(p.years)
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
		}
		if err := t.framework.fitsColumns(first.framework); err != nil {
			for e := range basis.All(err) {
				errs = append(errs, basis.Errorf("year %d: %w", year, e))
			}
			continue
		}
		own := t.shallow()
		own.panel, own.year = p, year
		p.tables[year] = own
	}
	if len(errs) > 0 {
		return nil, basis.JoinErrors(errs...)
	}
	return p, nil
}

// Years returns the years of the panel, earliest first.
func (p *Panel) Years() []int { return slices.Clone(p.years) }

// Period tells how long the periods of the panel are.
func (p *Panel) Period() Period { return p.period }

// Per returns the panel with periods of another length: quarters that look like
// half-years, or numbers that are years after all. A number that stands for none is an
// error.
func (p *Panel) Per(period Period) (*Panel, error) {
	if period < Year || period > Month {
		return nil, &InputError{Err: basis.Errorf("%w: there is no period %d", basis.ErrValue, int(period))}
	}
	var errs []error
	for _, y := range p.years {
		if !period.has(y) {
			errs = append(errs, &InputError{Err: basis.Errorf("%w: %d is no %v", basis.ErrValue, y, period)})
		}
	}
	if len(errs) > 0 {
		return nil, basis.JoinErrors(errs...)
	}
	return p.with(period, func(t *Table) *Table { return t.shallow() }), nil
}

// with returns a panel of tables that are made of those of p.
func (p *Panel) with(period Period, of func(*Table) *Table) *Panel {
	out := &Panel{years: p.years, period: period, tables: make(map[int]*Table, len(p.tables))}
	for year, t := range p.tables {
		own := of(t)
		own.panel, own.year = out, year
		out.tables[year] = own
	}
	return out
}

// Before returns the number of the period so many before another, whether the panel has
// it or not.
func (p *Panel) Before(year, periods int) int {
	return p.period.number(p.period.order(year) - periods)
}

// Between counts the periods from one to another: 1 from 20232 to 20241 in half-years.
func (p *Panel) Between(from, to int) int { return p.period.order(to) - p.period.order(from) }

// Table returns the table of a year; nil if there is none.
func (p *Panel) Table(year int) *Table { return p.tables[year] }

// Panel returns the panel that the table, or the one it was made from by steps,
// comes from, and its year; nil and 0 if there is none.
func (t *Table) Panel() (p *Panel, year int) { return t.panel, t.year }

// Earlier returns the figures of the same units some years before (a negative
// number: after; half-years, quarters or months if the panel has these), if t comes from
// a [Panel] that has that year, else nil. Rows are
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
	o := t.panel.tables[t.panel.Before(t.year, years)]
	if o == nil || slices.EqualFunc(t.units, o.units, func(a, b Unit) bool { return a.Code == b.Code }) {
		return o
	}
	out := o.shallow()
	out.units, out.rows, out.open = t.units, t.rows, t.open
	rows := make([]int, len(t.units)) // in o; -1: none
	for i, u := range t.units {
		rows[i] = -1
		if at, ok := o.rows[u.Code]; ok {
			rows[i] = at
		}
	}
	for j, c := range o.columns {
		x, marks, confidential := make([]float64, len(t.units)), make([]Mark, len(t.units)), make([]bool, len(t.units))
		for i, at := range rows {
			x[i], marks[i] = math.NaN(), Missing
			if at >= 0 {
				x[i], marks[i] = c.values[at], c.marks[at]
				confidential[i] = len(c.confidential) > at && c.confidential[at]
			}
		}
		out.columns[j] = column{code: c.code, values: x, marks: marks, exact: c.at(rows), confidential: either(nil, confidential), lacks: c.lacksOf(rows)}
	}
	return out
}
