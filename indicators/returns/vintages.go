package returns

import (
	"cmp"
	"iter"
	"maps"
	"slices"

	"github.com/countyeval/countyeval/indicators"
	"github.com/countyeval/countyeval/indicators/basis"
)

// Vintages are readings of one or more periods with all that was ever reported of each: a
// figure that is restated, by an economic census or by whoever reported it, is there as often
// as it was reported, each vintage with its date. It is immutable and safe for concurrent use;
// [Collect] makes one, and [Vintages.AsOf] a panel of what was known on a day.
type Vintages struct {
	framework *indicators.Framework
	units     []indicators.Unit
	length    indicators.Period
	periods   []int // numbers of a panel, earliest first
	cells     map[int]*vintageCells
}

// vintageCells are the readings of one period, those of a cell linked to each other.
type vintageCells struct {
	readings []indicators.Reading
	next     []int32 // the reading of the same cell before; -1: none
	last     []int32 // by unit and column; -1: none
}

// Collect takes readings of any periods in any order. The period of a reading is that which
// it says, and otherwise that of its indicator; all are years, or all half-years, quarters or
// months. A cumulative figure is refused: [Rest] makes that of the period alone.
//
// Everything wrong is reported at once, with the number of the reading.
func Collect(f *indicators.Framework, units []indicators.Unit, readings iter.Seq2[indicators.Reading, error]) (*Vintages, error) {
	if f == nil || len(f.Reported()) == 0 {
		return nil, &indicators.InputError{Err: basis.Errorf("%w: the framework has no indicators that are reported", basis.ErrEmpty)}
	}
	v := &Vintages{framework: f, units: slices.Clone(units), cells: map[int]*vintageCells{}}
	c := collector{v: v, rows: map[string]int{}, columns: map[string]int{}, spans: map[string]spanned{}}
	for i, u := range units {
		c.rows[u.Code] = i
	}
	for j, in := range f.Reported() {
		c.columns[in.Code], c.said = j, append(c.said, in.Period)
	}
	n := 0
	var errs []error
	for r, err := range readings {
		n++
		if err == nil {
			err = c.add(r)
		}
		for e := range basis.All(err) {
			errs = append(errs, basis.Errorf("reading %d: %w", n, e))
		}
	}
	if n == 0 {
		errs = append(errs, &indicators.InputError{Err: basis.Errorf("%w: there are no readings", basis.ErrEmpty)})
	}
	v.periods = slices.Sorted(maps.Keys(v.cells))
	if err := basis.JoinErrors(errs...); err != nil {
		return nil, err
	}
	return v, nil
}

// collector sorts readings into periods and cells.
type collector struct {
	v             *Vintages
	rows, columns map[string]int
	said          []string // periods of the columns
	spans         map[string]spanned
	begun         bool
}

// spanned is a period as the number of a panel.
type spanned struct {
	number int
	length indicators.Period
	err    error
}

func (c *collector) add(r indicators.Reading) error {
	j, there := c.columns[r.Indicator]
	text := r.Period
	if text == "" && there {
		text = c.said[j]
	}
	r.Period = "" // it is that of the table
	errs := []error{r.Check(c.v.framework)}
	i, known := c.rows[r.Unit]
	if !known && r.Unit != "" {
		errs = append(errs, at(r, basis.Errorf("%w: there is no such unit", basis.ErrUnknown)))
	}
	s, had := c.spans[text]
	if !had {
		s = numbered(text)
		c.spans[text] = s
	}
	switch {
	case s.err != nil:
		errs = append(errs, at(r, s.err))
	case !c.begun:
		c.v.length, c.begun = s.length, true
	case s.length != c.v.length:
		errs = append(errs, at(r, basis.Errorf("%w: the figure is of a %v, others of a %v", basis.ErrValue, s.length, c.v.length)))
	}
	if err := basis.JoinErrors(errs...); err != nil {
		return err
	}
	cells := c.v.cells[s.number]
	if cells == nil {
		n := len(c.rows) * len(c.columns)
		cells = &vintageCells{readings: make([]indicators.Reading, 0, n), next: make([]int32, 0, n), last: slices.Repeat([]int32{-1}, n)}
		c.v.cells[s.number] = cells
	}
	cell := &cells.last[i*len(c.columns)+j]
	cells.readings, cells.next = append(cells.readings, r), append(cells.next, *cell)
	*cell = int32(len(cells.readings) - 1)
	return nil
}

// numbered is the number of a period in a panel.
func numbered(text string) spanned {
	if text == "" {
		return spanned{err: basis.Errorf("%w: neither the figure nor its indicator says of which period it is", basis.ErrMissing)}
	}
	s, err := ParseSpan(text)
	if err != nil {
		return spanned{err: err}
	}
	number, length, ok := s.Number()
	if !ok {
		return spanned{err: basis.Errorf("%w: %v is a cumulative figure, or of no year, half-year, quarter or month", basis.ErrValue, s)}
	}
	return spanned{number: number, length: length}
}

// AsOf is the panel of what was known at the end of a day, such as "2026-03-31"; "" is all
// that was ever reported. Of what one source reported of a figure the latest holds, marked
// [indicators.Restated] if it is another than the first; sources that differ are for the
// merge, which also refuses two figures of one source and day. Readings without a date were
// always known. A period of which nothing was known yet is left out.
func (v *Vintages) AsOf(date string, merge indicators.Merge) (*indicators.Panel, error) {
	found := make([]*indicators.Table, len(v.periods))
	errs := make([]error, len(v.periods))
	basis.Each(len(v.periods), len(v.periods)*len(v.units), func(k int) {
		known := v.known(v.periods[k], date)
		if len(known) == 0 {
			return
		}
		m, err := merge.Readings(v.framework, v.units, indicators.ReadingsOf(known...))
		found[k] = m.Table
		for e := range basis.All(err) {
			errs[k] = basis.JoinErrors(errs[k], basis.Errorf("period %d: %w", v.periods[k], e))
		}
	})
	if err := basis.JoinErrors(errs...); err != nil {
		return nil, err
	}
	tables := map[int]*indicators.Table{}
	for k, t := range found {
		if t != nil {
			tables[v.periods[k]] = t
		}
	}
	p, err := indicators.NewPanel(tables)
	if err != nil || p.Period() == v.length {
		return p, err
	}
	return p.Per(v.length)
}

// known are the readings of a period that hold on a day.
func (v *Vintages) known(period int, date string) []indicators.Reading {
	c := v.cells[period]
	out := make([]indicators.Reading, 0, len(c.readings))
	var all []indicators.Reading
	for _, last := range c.last {
		if last < 0 {
			continue
		}
		if c.next[last] < 0 {
			if r := c.readings[last]; date == "" || r.Date <= date {
				out = append(out, r)
			}
			continue
		}
		all = all[:0]
		for k := last; k >= 0; k = c.next[k] {
			if r := c.readings[k]; date == "" || r.Date <= date {
				all = append(all, r)
			}
		}
		out = latest(out, all)
	}
	return out
}

// latest appends the latest readings of each source to dst: several if they are of one day.
func latest(dst, all []indicators.Reading) []indicators.Reading {
	slices.SortStableFunc(all, func(a, b indicators.Reading) int {
		return cmp.Or(cmp.Compare(a.Source, b.Source), cmp.Compare(a.Department, b.Department), cmp.Compare(a.Date, b.Date))
	})
	for len(all) > 0 {
		n := 1
		for n < len(all) && all[n].Source == all[0].Source && all[n].Department == all[0].Department {
			n++
		}
		first := all[0]
		for _, r := range all[:n] {
			if r.Date != all[n-1].Date {
				continue
			}
			if r.Date != first.Date && r.Mark == indicators.Reported && !r.Same(first) {
				r.Mark = indicators.Restated
			}
			dst = append(dst, r)
		}
		all = all[n:]
	}
	return dst
}

// Dates are the days on which something was reported, earliest first.
func (v *Vintages) Dates() []string {
	seen := map[string]bool{}
	for _, c := range v.cells {
		for i := range c.readings {
			if d := c.readings[i].Date; d != "" {
				seen[d] = true
			}
		}
	}
	return slices.Sorted(maps.Keys(seen))
}
