package main

import (
	"github.com/countyeval/countyeval/evaluation/incentive"
	"github.com/countyeval/countyeval/evaluation/robustness"
	"github.com/countyeval/countyeval/evaluation/robustness/proof"
	"github.com/countyeval/countyeval/evaluation/tables"
	"github.com/countyeval/countyeval/indicators/normalize"
)

// statements are what is said of the ranking as a whole, each with the figure that is proved
// or counted.
func (s *study) statements() tables.Sheet {
	sheet := tables.Sheet{Title: tables.Both("How sure the ranking is (example, not official)", "排名有多可靠（示例，非官方）"), Keys: 1}
	sheet.Head(tables.Left, tables.Both("statement", "命题"))
	sheet.Head(tables.Point, tables.Both("figure", "数值"))
	sheet.Head(tables.Left, tables.Both("who ends it", "由谁打破"))
	percent := func(r float64) tables.Cell { return tables.Decimal(100*r, 2) }
	add := func(statement tables.Text, r proof.Radius) {
		sheet.Add(tables.Words(statement), percent(r.Radius), pair(r))
	}
	add(tables.Both("no two places change, while no weight is off by more than, %", "各项权重变动不超过此幅度时，位次全部不变，%"), s.proof.Order())
	if r, err := s.proof.First(s.first); err != nil {
		sheet.Note(tables.Said(err))
	} else {
		add(tables.Sentence(tables.Both("the first %d stay the first %d, up to, %%", "前 %d 名仍是前 %d 名，幅度上限，%%"), s.first, s.first), r)
	}
	if r, err := s.proof.First(1); err != nil {
		sheet.Note(tables.Said(err))
	} else {
		add(tables.Both("the first stays first, up to, %", "第一名不变，幅度上限，%"), r)
	}
	first, c := s.certificate.First(s.first), s.certificate
	count := func(statement tables.Text, n int) {
		sheet.Add(tables.Words(statement), tables.Integer(n), tables.Cell{})
	}
	at := tables.Decimal(100*radius, 0)
	count(tables.Sentence(tables.Both("of the first %d are surely so at ±%s %%", "前 %d 名中，权重变动 ±%s%% 以内必居其中者，个"), s.first, at), len(first.Surely))
	count(tables.Sentence(tables.Both("others may be among them at ±%s %%", "权重变动 ±%s%% 以内，可能进入者，个"), at), len(first.Perhaps)-s.first+len(first.Surely))
	count(tables.Sentence(tables.Both("pairs are surely in order at ±%s %%", "权重变动 ±%s%% 以内，次序必然不变的县对"), at), c.Sure)
	count(tables.Sentence(tables.Both("pairs may turn at ±%s %%", "权重变动 ±%s%% 以内，次序可能变动的县对"), at), c.Open)
	sheet.Add(tables.Words(tables.Both("places a county moves in a draw, on average", "每次抽取平均变动位次")), tables.Decimal(s.report.MeanShift(), 2), tables.Cell{})
	for _, p := range s.report.Pools {
		share := p.MeanTurnover()
		sheet.Add(tables.Words(tables.Sentence(tables.Both("%s that changes hands in a draw, on average", "每次抽取平均易手的量，%s"), tables.Both(p.Measure.Name, p.Measure.NameZH))),
			tables.Decimal(share, 0), tables.Cell{})
	}
	sheet.Note(s.uncertain())
	return sheet
}

// uncertain says what is proved and over what is drawn: in full where the study is of the
// kind that the built-in scheme has.
func (s *study) uncertain() tables.Text {
	if len(s.factors) == 2 {
		w, _ := s.factors[0].(robustness.Weights)
		n, _ := s.factors[1].(robustness.Normalizers)
		within, ok := w.Of.(robustness.Within)
		if ok && w.By == nil && len(n.Of) == 2 {
			if z, ok := n.Of[1].(normalize.ZScore); ok {
				return tables.Sentence(tables.Both(
					"Proved for all weights at once, each off by so much of itself; counted over %d draws in which each weight is off by up to %s %% and the scale is min-max or z-scores of mean %s and standard deviation %s.",
					"命题对幅度以内的所有权重均已证明，幅度为各权重自身的百分比；抽取共 %d 次，每次各权重变动至多 %s%%，并在极差法与 z 分数（均值 %s、标准差 %s）之间任取其一。"),
					s.report.Good(), tables.Rounded(100*within.Radius, 12), tables.Rounded(z.Mean, 12), tables.Rounded(z.SD, 12))
			}
		}
	}
	return tables.Sentence(tables.Both(
		"Proved for all weights at once, each off by so much of itself; counted over %d draws of what the study of the scheme says is uncertain.",
		"命题对幅度以内的所有权重均已证明，幅度为各权重自身的百分比；其余按方案 study 一节抽取 %d 次计数。"), s.report.Good())
}

// pair is who ends a statement.
func pair(r proof.Radius) tables.Cell {
	if r.Above.Code == "" {
		return tables.Missing(tables.Text{})
	}
	if r.Below.Code == "" {
		return tables.Words(tables.UnitName(r.Above))
	}
	return tables.Words(tables.Sentence(tables.Both("%s, %s", "%s、%s"), tables.UnitName(r.Above), tables.UnitName(r.Below)))
}

// counties has what is sure of each county.
func (s *study) counties(all bool) tables.Sheet {
	sheet := tables.Sheet{Keys: 2, Title: tables.Sentence(tables.Both("The counties at the border of grade %s", "%s 等边界上的县（市）"), s.best)}
	if all {
		sheet.Title = tables.Both("Every county", "全部县（市）")
	}
	pools := s.report.Pools
	sheet.Head(tables.Right, tables.Both("rank", "位次"))
	sheet.Head(tables.Left, tables.Both("county", "县（市）"))
	sheet.Head(tables.Right, tables.Both("surely from", "最好"), tables.Both("to", "最差"),
		tables.Both("5 % of draws above", "5% 分位"), tables.Both("95 %", "95% 分位"))
	sheet.Head(tables.Point, tables.Sentence(tables.Both("in the first %d, %%", "前 %d 名，%%"), s.first))
	sheet.Head(tables.Left, tables.Same(""), tables.Both("alike", "难分"))
	for _, p := range pools {
		name := tables.Both(p.Measure.Name, p.Measure.NameZH)
		sheet.Head(tables.Point, tables.Sentence(tables.Both("award, %s", "分配，%s"), name), tables.Both("any award, %", "获分配，%"))
	}
	for _, x := range s.certificate.Standings {
		if !all && !s.near(x.Rank) {
			continue
		}
		u, ok := s.report.Find(x.Unit.Code)
		if !ok {
			continue
		}
		cells := []tables.Cell{
			tables.Rank(x.Rank), tables.Words(tables.UnitName(x.Unit)), tables.Rank(x.Best), tables.Rank(x.Worst),
			tables.Decimal(u.RankQuantile(0.05), 0), tables.Decimal(u.RankQuantile(0.95), 0), tables.Decimal(100*u.Within(s.first), 1),
			bar(u.Within(s.first), narrow), tables.Words(tables.Same(s.groups[x.Unit.Code])),
		}
		for _, p := range pools {
			if a, ok := p.Find(x.Unit.Code); ok {
				cells = append(cells, tables.Amount(incentive.Amount(a.Base), p.Measure), tables.Decimal(100*a.Any(), 1))
			} else {
				cells = append(cells, tables.Cell{}, tables.Cell{})
			}
		}
		sheet.Add(cells...)
	}
	sheet.Note(tables.Sentence(tables.Both("Surely from, to: no weights that are off by up to %s %% give a better or a worse rank. All else is counted over the draws.",
		"最好、最差：权重变动至多 %s%% 时，位次不会更好或更差。其余按抽取计数。"), tables.Decimal(100*radius, 0)))
	sheet.Note(tables.Sentence(tables.Both("Alike: counties that share a letter are indistinguishable under the stated choices, as less than %s %% of the draws keep their order. That is no test of significance.",
		"难分：字母相同的县（市）在所列选择之下难分先后，保持次序的抽取不足 %s%%。这不是显著性检验。"), tables.Decimal(100*told, 0)))
	if len(pools) == 0 {
		why := tables.Both("the scheme has no plan", "方案没有分配方案")
		if s.why != nil {
			why = tables.Said(s.why)
		}
		sheet.Note(tables.Sentence(tables.Both("No award: %s.", "无分配：%s。"), why))
	}
	return sheet
}
