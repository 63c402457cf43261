package main

import (
	"fmt"
	"strings"

	"github.com/countyeval/countyeval/evaluation"
	"github.com/countyeval/countyeval/evaluation/tables"
	"github.com/countyeval/countyeval/examples/henan/data"
	"github.com/countyeval/countyeval/indicators/basis"
)

// refusal is a scheme that gives no weights, and why.
type refusal struct {
	name tables.Text
	err  error
}

// changeSheet has a row for each scheme.
func changeSheet(changes []change, refusals []refusal) tables.Sheet {
	s := tables.Sheet{Title: tables.Both("What another way of weighting would change (example, not official)", "换一种赋权方法会改变什么（示例，非官方）"), Keys: 1}
	s.Head(tables.Left, tables.Both("scheme", "方法"))
	s.Head(tables.Point, tables.Both("tau-b", "τ-b"), tables.Both("largest shift", "最大变位"), tables.Both("mu moved", "易手亩"))
	s.Head(tables.Left, tables.Both("out of grade A", "换出 A 等"), tables.Both("into it, from rank", "换入者原位次"))
	for _, x := range changes {
		moved := tables.Missing(tables.Text{})
		if x.moved != nil {
			moved = tables.Exact(x.moved, data.Land().Pool.Measure)
		}
		s.Add(tables.Words(tables.Text{English: x.name}), tables.Decimal(x.comparison.Kendall, 3), tables.Integer(x.comparison.MaxShift), moved, names(x.leave), ranks(x.enter))
	}
	s.Note(tables.Both("Against the declared weights. mu moved: land that changes hands. Counties outside grade A stand with their rank.",
		"均与方案权重相比。易手亩：换手的土地。A 等以外的县（市）只记位次。"),
		tables.Both("* Made-up judgements, in the order of the declared weights.", "* 判断为自拟，依方案权重的先后。"))
	for _, r := range refusals {
		s.Note(reason(r))
	}
	return s
}

// names lists places by the names of their units.
func names(places []evaluation.Place) tables.Cell {
	var en, zh []string
	for _, p := range places {
		name := tables.UnitName(p.Unit)
		en, zh = append(en, name.English), append(zh, name.Chinese)
	}
	return tables.Words(tables.Both(strings.Join(en, ", "), strings.Join(zh, "、")))
}

// ranks lists places by their ranks.
func ranks(places []evaluation.Place) tables.Cell {
	var out []string
	for _, p := range places {
		out = append(out, fmt.Sprint(p.Rank))
	}
	return tables.Words(tables.Both(strings.Join(out, ", "), strings.Join(out, "、")))
}

// reason says why a scheme refuses the scores: the first reason, and how many there are.
func reason(r refusal) tables.Text {
	n := 0
	var first error
	for err := range basis.All(r.err) {
		if n++; first == nil {
			first = err
		}
	}
	text := tables.Said(first)
	return tables.Both(fmt.Sprintf("%s refused (%d reasons): %s", r.name.English, n, text.English),
		fmt.Sprintf("%s：拒绝（%d 条缘由）：%s", r.name.Chinese, n, text.Chinese))
}
