package main

import (
	"math"

	"github.com/countyeval/countyeval/evaluation/tables"
	"github.com/countyeval/countyeval/indicators"
	"github.com/countyeval/countyeval/indicators/profile"
)

// figures is a row for each indicator: how its figures are spread.
func figures(t *indicators.Table, summaries []profile.Summary, far []profile.Finding) tables.Sheet {
	s := tables.Sheet{Title: tables.Both("The figures before they are weighted (example, not official)", "赋权之前的数据（示例，非官方）"), Keys: 1}
	s.Head(tables.Left, tables.Both("indicator", "指标"))
	s.Head(tables.Point, tables.Both("gaps", "缺"), tables.Both("min", "最小"), tables.Both("median", "中位数"), tables.Both("max", "最大"),
		tables.Both("skewness", "偏度"), tables.Both("kurtosis", "峰度"), tables.Both("far out", "远离值"))
	for _, x := range summaries {
		out := 0
		for _, f := range far {
			if f.Indicator == x.Code && f.Err == nil {
				out++
			}
		}
		s.Add(column(t, x.Code), tables.Integer(x.N-x.Available), figure(x.Min), figure(x.Median), figure(x.Max),
			tables.Decimal(x.Skewness, 2), tables.Decimal(x.Kurtosis, 2), tables.Integer(out))
	}
	s.Note(tables.Both("Far out: more than 3 quartile distances beyond the quartiles.", "远离值：超出四分位数 3 倍四分位距者。"))
	return s
}

// figure is a number with three digits, or all of its whole ones.
func figure(x float64) tables.Cell {
	digits := 0
	for limit := 100.0; digits < 2 && math.Abs(x) < limit; limit /= 10 {
		digits++
	}
	return tables.Decimal(x, digits)
}

// column is the name of a column.
func column(t *indicators.Table, code string) tables.Cell { return tables.Words(columnName(t, code)) }

func columnName(t *indicators.Table, code string) tables.Text {
	in, ok := t.Framework().Find(code)
	if !ok {
		in.Code = code
	}
	return tables.IndicatorName(in)
}

// unit is the name of a unit; a finding about a whole column has none.
func unit(t *indicators.Table, code string) tables.Cell {
	row, ok := t.Row(code)
	if !ok {
		return tables.Words(tables.Both("the whole column", "整列"))
	}
	return tables.Words(tables.UnitName(t.Unit(row)))
}
