package main

import (
	"github.com/countyeval/countyeval/evaluation"
	"github.com/countyeval/countyeval/evaluation/tables"
)

// classSheet is the ranking of one class, with the score before rulings, the points that
// they gave, and the ranks gained since last year behind it.
func classSheet(title tables.Text, result *evaluation.Result, r, gains evaluation.Ranking) tables.Sheet {
	class := r.Places[0].Unit.Class
	for i := range r.Places {
		r.Places[i].Unit.Class = "" // the title says it
	}
	left := r.Left // of all classes
	r.Left = nil
	s := tables.Ranking(r)
	s.Title = title
	s.Notes = []tables.Text{tables.Both("Weights, scales and ranks are those of the class. A: at most 20 %, B: at most 40 %, D: at least 5 % of the units inside the quota.",
		"权重、标尺和位次均为本类的。A 不超过占名额单位数的 20%，B 不超过 40%，D 不少于 5%。")}
	for _, d := range left {
		if u := unit(d.Unit); u.Class == class {
			s.Note(tables.Both("Not evaluated: "+tables.UnitName(u).English+".", "未参评："+u.Name+"。"))
		}
	}
	s.Head(tables.Point, tables.Both("indicators", "指标分"), tables.Both("rulings", "加减分"), tables.Both("gain", "进位"))
	for i, p := range r.Places {
		row, _ := result.Prepared.Row(p.Unit.Code)
		given, gain := tables.Cell{}, tables.Cell{}
		if a, ok := result.Adjustment(p.Unit.Code); ok && a.Given != 0 {
			given = tables.Decimal(a.Given, 1).Plus()
		}
		if x, ok := gains.Find(p.Unit.Code); ok && x.Rank > 0 {
			gain = tables.Integer(int(x.Score)).Plus()
		}
		s.Rows[i] = append(s.Rows[i], tables.Decimal(result.Before().At(row), 1), given, gain)
	}
	return s
}

// borders says between whom grades end, and by how many points.
func borders(classes ...evaluation.Ranking) tables.Sheet {
	s := tables.Sheet{Title: tables.Both("Borders between grades", "等次之间的分差")}
	s.Head(tables.Left, tables.Both("last of a grade", "上一等末位"), tables.Both("grade", "等次"))
	s.Head(tables.Point, tables.Both("score", "得分"))
	s.Head(tables.Left, tables.Both("first of the next", "下一等首位"), tables.Both("grade", "等次"))
	s.Head(tables.Point, tables.Both("score", "得分"), tables.Both("gap", "分差"))
	for _, r := range classes {
		for _, b := range r.Borders() {
			s.Add(tables.Words(tables.UnitName(b.Above.Unit)), tables.Data(b.Above.ByQuota()), tables.Decimal(b.Above.Score, 1),
				tables.Words(tables.UnitName(b.Below.Unit)), tables.Data(b.Below.ByQuota()), tables.Decimal(b.Below.Score, 1), tables.Decimal(b.Gap, 1))
		}
	}
	return s
}
