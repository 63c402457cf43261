package indicators

import (
	"io"
	"maps"
	"math"
	"slices"

	"github.com/countyeval/countyeval/indicators/basis"
)

// tableData is a table as JSON has it.
type tableData struct {
	Framework *Framework   `json:"framework"`
	Units     []Unit       `json:"units"`
	Columns   []columnData `json:"columns"` // in the order of the framework
	Warnings  []error      `json:"warnings,omitzero"`
	Year      int          `json:"year,omitzero"`
	Panel     *Panel       `json:"panel,omitzero"`
}

// columnData is a column. Marks are left out if they are what the values say, and of
// the units those are named whose cells are confidential.
type columnData struct {
	Code         string                `json:"code"`
	Values       []float64             `json:"values"`
	Marks        []Mark                `json:"marks,omitzero"`
	Confidential []string              `json:"confidential,omitzero"`
	Lacks        map[string]basis.Text `json:"lacks,omitzero"` // by unit
}

// panelData is a panel as JSON has it: its tables by year, without it.
type panelData struct {
	Period *Period           `json:"period,omitempty"` // where the years do not tell it
	Tables map[int]tableData `json:"tables"`
}

var (
	_ basis.DataMarshaler   = (*Table)(nil)
	_ basis.DataUnmarshaler = (*Table)(nil)
	_ basis.DataMarshaler   = (*Panel)(nil)
	_ basis.DataUnmarshaler = (*Panel)(nil)
)

// ReadTable reads a table that was written as JSON; file is its name for messages.
// kinds are those of errors of one's own that its warnings have; those of this package
// are known.
func ReadTable(r io.Reader, file string, kinds ...basis.Kinds) (*Table, error) {
	t := new(Table)
	if err := basis.Read(r, file, t, Kinds().With(kinds...)); err != nil {
		return nil, err
	}
	return t, nil
}

// MarshalJSON writes all of the table: framework, units, values with their marks (a
// missing one is null), what is confidential, warnings, and the panel that it comes
// from. Tables of the zero kind cannot be written.
func (t *Table) MarshalJSON() ([]byte, error) { return basis.Marshal(t, Kinds()) }

// UnmarshalJSON reads what MarshalJSON writes; [ReadTable] also takes kinds of one's
// own. It fills a zero Table and refuses any other, for a table never changes.
func (t *Table) UnmarshalJSON(data []byte) error {
	if t.framework != nil {
		return &InputError{Err: basis.Errorf("%w: a table that is in use cannot be read again", basis.ErrValue)}
	}
	return basis.Unmarshal(data, t, Kinds())
}

// MarshalData gives what MarshalJSON writes, for [basis.Marshal].
func (t *Table) MarshalData() (any, error) {
	if t.framework == nil {
		return nil, &InputError{Err: basis.Errorf("%w: the table has no framework", basis.ErrEmpty)}
	}
	d := t.data()
	d.Year, d.Panel = t.year, t.panel
	return d, nil
}

// UnmarshalData reads it, for [basis.Unmarshal].
func (t *Table) UnmarshalData(read func(into any) error) error {
	var d tableData
	if err := read(&d); err != nil {
		return err
	}
	own, err := d.table()
	if err != nil {
		return err
	}
	if err := own.joins(d.Panel, d.Year); err != nil {
		return err
	}
	*t = *own
	return nil
}

// joins puts a new table into a panel, nil if it has none.
func (t *Table) joins(p *Panel, year int) error {
	if p == nil {
		if year != 0 {
			return &InputError{Err: basis.Errorf("%w: the table has the year %d of no panel", basis.ErrValue, year)}
		}
		return nil
	}
	of := p.Table(year)
	if of == nil {
		return &InputError{Err: basis.Errorf("%w: the panel of the table has no year %d", basis.ErrMissing, year)}
	}
	if err := t.framework.fitsColumns(of.framework); err != nil {
		return err
	}
	t.panel, t.year = p, year
	return nil
}

// data is the table without its panel.
func (t *Table) data() tableData {
	d := tableData{Framework: t.framework, Units: t.units}
	for _, c := range t.columns {
		x := columnData{Code: c.code, Values: c.values}
		if !slices.Equal(c.marks, MarkAll(c.values, Reported)) {
			x.Marks = c.marks
		}
		for i, is := range c.confidential {
			if is {
				x.Confidential = append(x.Confidential, t.units[i].Code)
			}
		}
		for i, why := range c.lacks {
			if math.IsNaN(c.values[i]) {
				if x.Lacks == nil {
					x.Lacks = map[string]basis.Text{}
				}
				x.Lacks[t.units[i].Code] = why
			}
		}
		d.Columns = append(d.Columns, x)
	}
	for _, w := range t.warnings {
		if !slices.Contains(t.framework.warnings, w) { // those it makes again
			d.Warnings = append(d.Warnings, w)
		}
	}
	return d
}

// table makes the table of the data, without a panel.
func (d *tableData) table() (*Table, error) {
	values, marks := map[string][]float64{}, map[string][]Mark{}
	var errs []error
	for _, c := range d.Columns {
		if _, twice := values[c.Code]; twice {
			errs = append(errs, &InputError{Indicator: c.Code, Err: basis.Errorf("%w: the column is there twice", ErrCode)})
		}
		values[c.Code] = c.Values
		if c.Marks != nil {
			marks[c.Code] = c.Marks
		}
	}
	t, err := NewTable(d.Framework, d.Units, values, marks)
	if err := basis.JoinErrors(append(errs, err)...); err != nil {
		return nil, err
	}
	t.warnings = append(d.Framework.Warnings(), d.Warnings...)
	for _, c := range d.Columns {
		cells := make([]bool, t.Len())
		for _, unit := range c.Confidential {
			i, ok := t.rows[unit]
			if !ok {
				errs = append(errs, &InputError{Unit: unit, Indicator: c.Code, Err: basis.Errorf("%w: the table has no such unit, whose cell would be confidential", basis.ErrUnknown)})
				continue
			}
			cells[i] = true
		}
		j := t.index[c.Code]
		t.columns[j].confidential = either(t.columns[j].confidential, cells)
		if len(c.Lacks) > 0 {
			with, err := t.WithLacks(c.Code, c.Lacks)
			if err != nil {
				errs = append(errs, err)
				continue
			}
			t = with
		}
	}
	return t, basis.JoinErrors(errs...)
}

// ReadPanel reads a panel that was written as JSON, as [ReadTable] does a table.
func ReadPanel(r io.Reader, file string, kinds ...basis.Kinds) (*Panel, error) {
	p := new(Panel)
	if err := basis.Read(r, file, p, Kinds().With(kinds...)); err != nil {
		return nil, err
	}
	return p, nil
}

// MarshalJSON writes the tables by year.
func (p *Panel) MarshalJSON() ([]byte, error) { return basis.Marshal(p, Kinds()) }

// UnmarshalJSON reads what MarshalJSON writes; [ReadPanel] also takes kinds of one's
// own. It fills a zero Panel and refuses any other, for a panel never changes.
func (p *Panel) UnmarshalJSON(data []byte) error {
	if len(p.years) > 0 {
		return &InputError{Err: basis.Errorf("%w: a panel that is in use cannot be read again", basis.ErrValue)}
	}
	return basis.Unmarshal(data, p, Kinds())
}

// MarshalData gives what MarshalJSON writes, for [basis.Marshal].
func (p *Panel) MarshalData() (any, error) {
	if len(p.years) == 0 {
		return nil, &InputError{Err: basis.Errorf("%w: the panel has no tables", basis.ErrEmpty)}
	}
	d := panelData{Period: p.declared(), Tables: make(map[int]tableData, len(p.years))}
	for year, t := range p.tables {
		d.Tables[year] = t.data()
	}
	return d, nil
}

// UnmarshalData reads it, for [basis.Unmarshal].
func (p *Panel) UnmarshalData(read func(into any) error) error {
	var d panelData
	if err := read(&d); err != nil {
		return err
	}
	tables := make(map[int]*Table, len(d.Tables))
	var errs []error
	for _, year := range slices.Sorted(maps.Keys(d.Tables)) {
		of := d.Tables[year]
		if of.Panel != nil || of.Year != 0 {
			errs = append(errs, &InputError{Err: basis.Errorf("%w: the table of %d has a year or panel of its own", basis.ErrValue, year)})
			continue
		}
		t, err := of.table()
		if err != nil {
			errs = append(errs, basis.Errorf("year %d: %w", year, err))
			continue
		}
		tables[year] = t
	}
	if err := basis.JoinErrors(errs...); err != nil {
		return err
	}
	own, err := panelOf(tables, d.Period)
	if err != nil {
		return err
	}
	*p = *own
	return nil
}

// declared is the period of the panel, nil if its years tell it.
func (p *Panel) declared() *Period {
	if p.period == periodOf(p.years) {
		return nil
	}
	return &p.period
}

// panelOf makes a panel, with a period unless it is nil.
func panelOf(tables map[int]*Table, period *Period) (*Panel, error) {
	p, err := NewPanel(tables)
	if err != nil || period == nil {
		return p, err
	}
	return p.Per(*period)
}
