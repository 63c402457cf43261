package main

import (
	"strings"

	"github.com/countyeval/countyeval/evaluation"
	"github.com/countyeval/countyeval/evaluation/incentive"
	"github.com/countyeval/countyeval/evaluation/tables"
	"github.com/countyeval/countyeval/indicators"
	"github.com/countyeval/countyeval/indicators/basis"
)

// awards sets the awards of all pools beside each other, for the counties of grade A.
func awards(allocations []*incentive.Allocation) tables.Sheet {
	s := tables.Sheet{Title: tables.Both("Awards that follow from the evaluation (example, not official)", "评价结果的奖励分配（示例，非官方）"), Keys: 2}
	s.Head(tables.Right, tables.Both("rank", "位次"))
	s.Head(tables.Left, tables.Both("county", "县（市）"))
	s.Head(tables.Point, tables.Both("score", "得分"))
	total := []tables.Cell{{}, tables.Words(tables.Both("all counties", "全部县（市）")), {}}
	for _, a := range allocations {
		s.Head(tables.Point, poolName(a).Of(tables.Both(a.Pool.Measure.Name, a.Pool.Measure.NameZH)))
		total = append(total, tables.Amount(a.Total(), a.Pool.Measure))
	}
	for i, x := range allocations[0].Awards {
		if x.Place.Grade != "A" {
			continue
		}
		row := []tables.Cell{tables.Integer(x.Place.Rank), tables.Words(tables.UnitName(x.Place.Unit)), tables.Decimal(x.Place.Score, 2)}
		for _, a := range allocations {
			row = append(row, tables.Amount(a.Awards[i].Amount, a.Pool.Measure))
		}
		s.Add(row...)
	}
	s.Foot = append(s.Foot, total)
	s.Note(tables.Both("Grade A alone; all counties with -all. Pools, rates, headroom and ceilings are made up.", "仅列 A 等；全部县（市）见 -all。奖励总量、比例、环境容量、上限均为自拟。"))
	s.Note(tables.Both("The rules are not those of examples/henan: there land goes to grade A alone and quotas have no ceiling by prefecture, so that the same pools give other awards.",
		"规则与 examples/henan 不同：那里土地仅奖 A 等，指标不设省辖市合计上限，所以同样的总量，奖励不同。"))
	return s
}

func poolName(a *incentive.Allocation) tables.Text {
	return tables.Both(a.Pool.Name, a.Pool.NameZH)
}

// explained says for one county how each of its awards comes about.
func explained(allocations []*incentive.Allocation, u indicators.Unit) (tables.Sheet, error) {
	name := tables.UnitName(u)
	s := tables.Sheet{Title: tables.Both("Why "+name.English+" gets what it gets", name.Chinese+"的奖励由来"), Keys: 1}
	s.Head(tables.Left, tables.Both("pool", "奖励"), tables.Both("why", "由来"))
	for _, a := range allocations {
		en, err := a.Explain(u.Code, basis.English)
		if err != nil {
			return s, err
		}
		zh, err := a.Explain(u.Code, basis.Chinese)
		if err != nil {
			return s, err
		}
		// The first sentence has rank, score and grade, which stand in the table above.
		s.Add(tables.Words(poolName(a)), tables.Words(tables.Both(strings.Join(en[1:], " "), strings.Join(zh[1:], ""))))
	}
	s.Note(tables.Both("The articles of each notice stand under its awards, with -all.", "各办法的条文见 -all，列于各项奖励之下。"))
	return s, nil
}

// regionIn is the attribute of units that names the prefecture in a language.
func regionIn(lang basis.Language, r evaluation.Ranking) string {
	if lang == basis.English && r.Places[0].Unit.Tags.Get("region_en") != "" {
		return "tag:region_en"
	}
	return "region"
}
