package indicators

import (
	"maps"
	"slices"

	"github.com/countyeval/countyeval/indicators/basis"
)

// Tables are tables that are written together, such as those of the stages of an
// evaluation: frameworks and panels that several of them have are written once, and are
// one again when they are read. None is nil.
type Tables []*Table

// tablesData are tables as they are written. Frameworks and panels are told by their
// numbers, from 0.
type tablesData struct {
	Frameworks []*Framework    `json:"frameworks"`
	Panels     []panelOfTables `json:"panels,omitzero"`
	Tables     []tableOfTables `json:"tables"`
}

// panelOfTables is a panel among tables.
type panelOfTables struct {
	Period *Period               `json:"period,omitempty"` // where the years do not tell it
	Tables map[int]tableOfTables `json:"tables"`
}

// tableOfTables is a table among others. One with a panel and without columns is the
// panel's own table of the year.
type tableOfTables struct {
	Framework int          `json:"framework"`
	Units     []Unit       `json:"units,omitzero"`
	Columns   []columnData `json:"columns,omitzero"`
	Warnings  []error      `json:"warnings,omitzero"`
	Year      int          `json:"year,omitzero"`
	Panel     *int         `json:"panel,omitzero"`
}

var (
	_ basis.DataMarshaler   = Tables(nil)
	_ basis.DataUnmarshaler = (*Tables)(nil)
)

// MarshalData gives what is written, for [basis.Marshal].
func (s Tables) MarshalData() (any, error) {
	var d tablesData
	framework, panel := map[*Framework]int{}, map[*Panel]int{}
	share := func(t *Table) tableOfTables {
		k, ok := framework[t.framework]
		if !ok {
			k = len(d.Frameworks)
			framework[t.framework], d.Frameworks = k, append(d.Frameworks, t.framework)
		}
		x := t.data()
		return tableOfTables{Framework: k, Units: x.Units, Columns: x.Columns, Warnings: x.Warnings}
	}
	for i, t := range s {
		if t == nil || t.framework == nil {
			return nil, &InputError{Err: basis.Errorf("%w: table %d is none", basis.ErrEmpty, i+1)}
		}
		x := share(t)
		if p := t.panel; p != nil {
			k, ok := panel[p]
			if !ok {
				k = len(d.Panels)
				years := make(map[int]tableOfTables, len(p.years))
				for _, year := range p.years {
					years[year] = share(p.tables[year])
				}
				panel[p], d.Panels = k, append(d.Panels, panelOfTables{p.declared(), years})
			}
			x.Panel, x.Year = new(k), t.year
			if t == p.tables[t.year] {
				x.Units, x.Columns, x.Warnings = nil, nil, nil
			}
		}
		d.Tables = append(d.Tables, x)
	}
	return d, nil
}

// UnmarshalData reads it, for [basis.Unmarshal].
func (s *Tables) UnmarshalData(read func(into any) error) error {
	var d tablesData
	if err := read(&d); err != nil {
		return err
	}
	var errs []error
	var panels []*Panel
	for k, of := range d.Panels {
		years := of.Tables
		tables := make(map[int]*Table, len(years))
		for _, year := range slices.Sorted(maps.Keys(years)) {
			t, err := d.own(years[year])
			if err != nil {
				errs = append(errs, basis.Errorf("panel %d, year %d: %w", k, year, err))
				continue
			}
			tables[year] = t
		}
		if len(errs) > 0 {
			continue
		}
		p, err := panelOf(tables, of.Period)
		if err != nil {
			errs = append(errs, basis.Errorf("panel %d: %w", k, err))
		}
		panels = append(panels, p)
	}
	if err := basis.JoinErrors(errs...); err != nil {
		return err
	}
	var out Tables
	for i, x := range d.Tables {
		t, err := d.table(x, panels)
		if err != nil {
			errs = append(errs, basis.Errorf("table %d: %w", i, err))
		}
		out = append(out, t)
	}
	if err := basis.JoinErrors(errs...); err != nil {
		return err
	}
	*s = out
	return nil
}

// own makes a table that is of no panel.
func (d tablesData) own(x tableOfTables) (*Table, error) {
	if x.Framework < 0 || x.Framework >= len(d.Frameworks) || d.Frameworks[x.Framework] == nil {
		return nil, &InputError{Err: basis.Errorf("%w: there is no framework %d", basis.ErrMissing, x.Framework)}
	}
	return (&tableData{Framework: d.Frameworks[x.Framework], Units: x.Units, Columns: x.Columns, Warnings: x.Warnings}).table()
}

// table makes a table.
func (d tablesData) table(x tableOfTables, panels []*Panel) (*Table, error) {
	if x.Panel == nil {
		t, err := d.own(x)
		if err != nil {
			return nil, err
		}
		err = t.joins(nil, x.Year)
		return t, err
	}
	if *x.Panel < 0 || *x.Panel >= len(panels) {
		return nil, &InputError{Err: basis.Errorf("%w: there is no panel %d", basis.ErrMissing, *x.Panel)}
	}
	p := panels[*x.Panel]
	if x.Columns == nil {
		if t := p.Table(x.Year); t != nil {
			return t, nil
		}
	}
	t, err := d.own(x)
	if err != nil {
		return nil, err
	}
	err = t.joins(p, x.Year)
	return t, err
}
