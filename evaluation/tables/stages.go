package tables

import (
	"github.com/countyeval/countyeval/indicators"
	"github.com/countyeval/countyeval/indicators/basis"
)

// Stages counts what each step did to a table: the cells it changed, the units that it
// took out. Its warnings are notes. raw is the table as read, nil if it is not at hand.
func Stages(raw *indicators.Table, stages []indicators.Stage) Sheet {
	type row struct {
		indicators.Stage
		number int
	}
	var rows []row
	if raw != nil {
		rows = append(rows, row{Stage: indicators.Stage{Table: raw}})
	}
	for i, s := range stages {
		rows = append(rows, row{s, i + 1})
	}
	count := func(n func(row) int) func(row) Cell {
		return func(x row) Cell {
			if x.number == 0 {
				return Cell{}
			}
			return Integer(n(x))
		}
	}
	s := SheetOf(titleStages, rows,
		Of(right(headStep), count(func(x row) int { return x.number })).Keyed(),
		Of(left(headDoneBy), func(x row) Cell {
			if x.number == 0 {
				return Words(wordRead)
			}
			return Words(Kept(x.Name))
		}).Keyed(),
		Of(right(headUnits), func(x row) Cell {
			if x.Table == nil {
				return Missing(Text{})
			}
			return Integer(x.Table.Len())
		}),
		Of(right(headCells), count(func(x row) int { return len(x.Changes) })),
		Of(right(headLeft), count(func(x row) int { return len(x.Left) })),
		Of(right(headWarned), count(func(x row) int { return len(x.Warnings) })),
	)
	for _, x := range stages {
		s.Note(saidAll(x.Warnings)...)
	}
	return s
}

// changed is a cell or a unit that a step changed.
type changed struct {
	indicators.Change
	number   int
	step     basis.Text
	unit     indicators.Unit
	name     Text // of the indicator
	departed bool
}

// Changes lists what each step did, cell by cell, and the units that it took out, with
// the reasons. raw is the table as read, nil if it is not at hand.
func Changes(raw *indicators.Table, stages []indicators.Stage) Sheet {
	var rows []changed
	before := raw
	for i, s := range stages {
		for _, d := range s.Left {
			rows = append(rows, changed{Change: indicators.Change{Unit: d.Unit, Why: d.Why}, number: i + 1, step: s.Name, unit: find(d.Unit, before), departed: true})
		}
		for _, c := range s.Changes {
			name := Same(c.Indicator)
			if s.Table != nil {
				if in, ok := s.Table.Framework().Find(c.Indicator); ok {
					name = IndicatorName(in)
				}
			}
			rows = append(rows, changed{Change: c, number: i + 1, step: s.Name, unit: find(c.Unit, s.Table, before), name: name})
		}
		before = s.Table
	}
	value := func(x func(changed) float64) func(changed) Cell {
		return func(c changed) Cell {
			if c.departed {
				return Cell{}
			}
			return figure(x(c))
		}
	}
	fields := []Field[changed]{
		Of(right(headStep), func(c changed) Cell { return Integer(c.number) }).Keyed(),
		Of(left(headDoneBy), func(c changed) Cell { return Words(Kept(c.step)) }),
	}
	fields = append(fields, unitFields(func(c changed) indicators.Unit { return c.unit })...)
	fields[2].key, fields[3].key = false, false
	return SheetOf(titleChanges, rows, append(fields,
		Of(detail(headNode.Of(headCode)), func(c changed) Cell { return Data(c.Indicator) }),
		Of(left(headNode), func(c changed) Cell {
			if c.departed {
				return Words(wordLeft)
			}
			return Words(c.name)
		}),
		Of(point(headWas), value(func(c changed) float64 { return c.Was })),
		Of(point(headIs), value(func(c changed) float64 { return c.Is })),
		Of(left(headWhy), func(c changed) Cell { return words(Kept(c.Why)) }),
	)...)
}

// find is the unit of a code in the first table that has it.
func find(code string, tables ...*indicators.Table) indicators.Unit {
	for _, t := range tables {
		if t == nil {
			continue
		}
		if row, ok := t.Row(code); ok {
			return t.Unit(row)
		}
	}
	return indicators.Unit{Code: code}
}
