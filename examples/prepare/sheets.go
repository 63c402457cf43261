package main

import (
	"github.com/countyeval/countyeval/evaluation/tables"
	"github.com/countyeval/countyeval/indicators"
)

// prepared is the table as it will be scored: a mark behind each figure that was computed,
// filled in or treated.
func prepared(t *indicators.Table) tables.Sheet {
	s := tables.Sheet{Title: tables.Both("The prepared table", "预处理后的数据"), Keys: 1}
	s.Head(tables.Left, tables.Both("unit", "单位"))
	measured := t.Framework().Measured()
	for _, in := range measured {
		s.Head(tables.Point, tables.IndicatorName(in))
	}
	for _, u := range t.Units() {
		row := []tables.Cell{tables.Words(tables.UnitName(u))}
		for _, in := range measured {
			x, mark := t.Value(u.Code, in.Code)
			cell := tables.Decimal(x, 2)
			cell.After = marks[mark]
			row = append(row, cell)
		}
		s.Add(row...)
	}
	s.Note(tables.Both("* computed, + filled in, ! treated", "* 推算，+ 插补，! 处理"),
		tables.Both("Unless files are named, all counties and figures are made up.", "除非另外指定文件，县和数据全部为虚构。"))
	return s
}

var marks = map[indicators.Mark]string{indicators.Derived: "*", indicators.Imputed: "+", indicators.Treated: "!"}
