package main

import (
	"strings"

	"github.com/countyeval/countyeval/evaluation/robustness"
	"github.com/countyeval/countyeval/evaluation/tables"
)

// The widths of a full bar, where there is little room and where there is more.
const (
	narrow = 5
	wide   = 20
)

// bar is a share from 0 to 1 as a bar.
func bar(share float64, width int) tables.Cell {
	n := int(share*float64(width) + 0.5)
	if n <= 0 {
		return tables.Cell{}
	}
	return tables.Words(tables.Same(strings.Repeat("█", min(n, width))))
}

// influence is which choice matters most: the share of the variance that would be left if all
// but one choice were known.
func (s *study) influence() tables.Sheet {
	sheet := tables.Sheet{Keys: 2, Title: tables.Both("Which choice matters most", "哪项选择影响最大")}
	sheet.Head(tables.Left, tables.Both("figure", "量"), tables.Both("choice", "选择"))
	sheet.Head(tables.Point, tables.Both("alone, %", "单独解释，%"), tables.Both("with others, %", "含交互，%"))
	sheet.Head(tables.Left, tables.Same(""))
	for _, x := range s.influences {
		name := tables.Both("places moved on average", "平均变动位次")
		if x.Output.Kind == robustness.Turnover {
			p := s.report.Pools[0]
			name = tables.Sentence(tables.Both("%s that changes hands", "易手量，%s"), tables.Both(p.Measure.Name, p.Measure.NameZH))
		}
		if x.Err != nil {
			sheet.Add(tables.Words(name), tables.Words(tables.Said(x.Err)), tables.Cell{}, tables.Cell{}, tables.Cell{})
			continue
		}
		for i, factor := range x.Factors {
			first, total := x.Indices.First[i].Value, x.Indices.Total[i].Value
			sheet.Add(tables.Words(name), tables.Words(tables.Kept(factor)), tables.Decimal(100*first, 0), tables.Decimal(100*total, 0), bar(total, wide))
		}
	}
	sheet.Note(tables.Sentence(tables.Both(
		"Sobol indices of %d draws: the share of the variance that goes if the choice alone is known, and the share that is left if all others are.",
		"%d 次抽取的 Sobol 指数：仅知该项选择时可消除的方差占比，以及其他选择均已知时仍剩余的方差占比。"), s.designed))
	return sheet
}
