package main

import (
	"fmt"

	"github.com/countyeval/countyeval/evaluation/enterprise"
	"github.com/countyeval/countyeval/evaluation/tables"
	"github.com/countyeval/countyeval/indicators/basis"
	"github.com/countyeval/countyeval/indicators/henan"
)

func sprintf(text string, args ...any) string { return fmt.Sprintf(text, args...) }

// projectSheets are the library of projects and the agreements on standard land.
func (g graded) projectSheets() ([]tables.Sheet, error) {
	t, err := g.projectTable()
	if err != nil {
		return nil, err
	}
	data := enterprise.Data{Table: t}
	l, err := library().Make(data)
	if err != nil {
		return nil, err
	}
	first, _, err := priority().Apply(data)
	if err != nil {
		return nil, err
	}
	terms := map[string]enterprise.Term{}
	for _, x := range first {
		terms[x.Place.Unit.Code] = x
	}
	s := tables.Sheet{Title: tables.Both("Register of major projects (made up)", "重大项目库（虚构）")}
	s.Head(tables.Right, tables.Both("place", "序号"))
	s.Head(tables.Left, tables.Both("project", "项目"), tables.Both("enterprise", "企业"), tables.Both("grade", "等次"), tables.Both("county", "县"), tables.Both("state", "状态"))
	s.Head(tables.Point, tables.Both("investment, 10,000 yuan", "投资（万元）"), tables.Both("land, mu", "用地（亩）"), tables.Both("tax promised, 10,000 yuan/mu", "承诺亩均税收（万元/亩）"))
	s.Head(tables.Left, tables.Both("priority", "要素保障"))
	for _, e := range l.On {
		u := e.Place.Unit
		row, _ := t.Row(u.Code)
		s.Add(tables.Integer(e.Position), tables.Data(u.Code), tables.Data(u.Tags.Get("enterprise")), tables.Data(u.Tags.Get("grade")), tables.Words(countyName(u.Region)), tables.Words(stateName(u.Tags.Get("state"))),
			tables.Short(t.Column("investment").At(row)), tables.Short(t.Column("land_need").At(row)), tables.Short(t.Column("promised").At(row)), tables.Words(tables.Kept(terms[u.Code].Term)))
	}
	for _, e := range l.Off[:4] {
		why := joined(e.Why())
		s.Note(tables.Both(e.Place.Unit.Code+" is off: "+why.English+".", e.Place.Unit.Code+" 未入库："+why.Chinese+"。"))
	}
	kept, err := contracts().Make(data)
	if err != nil {
		return nil, err
	}
	k := tables.Sheet{Title: tables.Both("Agreements on standard land, projects in production: 90 % of the tax promised is to be reached (made up)", "标准地协议履约：投产项目应达到承诺亩均税收的 90%（虚构）")}
	k.Head(tables.Left, tables.Both("project", "项目"), tables.Both("kept", "履约"), tables.Both("because", "依据"))
	n := 0
	for _, e := range append(kept.On, kept.Off...) {
		if e.Findings[0].Verdict != enterprise.Holds {
			continue
		}
		if n++; n > 2*shown {
			break
		}
		k.Add(tables.Data(e.Place.Unit.Code), tables.Words(kept90(e.Position > 0)), tables.Words(joined([]basis.Text{e.Findings[1].Why})))
	}
	return []tables.Sheet{s, k}, nil
}

func kept90(is bool) tables.Text {
	if is {
		return tables.Both("yes", "是")
	}
	return tables.Both("no", "否")
}

func stateName(state string) tables.Text { return labels()[state] }

func industry(code string) tables.Text {
	for _, in := range henan.Industries() {
		if in.Code == code {
			return tables.Both(in.Name, in.NameZH)
		}
	}
	return tables.Both("other", "其他")
}

// sheet is the evaluation of the counties.
func (c county) sheet() tables.Sheet {
	s := tables.Sheet{Title: tables.Both("Counties, rolled up from their enterprises", "由企业汇总的县（市）评价")}
	s.Head(tables.Right, tables.Both("rank", "排名"))
	s.Head(tables.Left, tables.Both("county", "县"))
	s.Head(tables.Point, tables.Both("score", "得分"), tables.Both("enterprises", "企业数"), tables.Both("land, mu", "用地（亩）"), tables.Both("tax per mu", "亩均税收"), tables.Both("value added per mu", "亩均增加值"),
		tables.Both("value added per tce", "单位能耗增加值"), tables.Both("land of grade A, %", "A 类用地（%）"))
	for _, p := range c.ranking.Places {
		row, _ := c.table.Row(p.Unit.Code)
		at := func(code string) float64 { return c.table.Column(code).At(row) }
		s.Add(tables.Rank(p.Rank), tables.Words(countyName(p.Unit.Code)), tables.Decimal(p.Score, 2), tables.Integer(int(at("firms"))), tables.Decimal(at("land"), 1),
			tables.Decimal(at("tax_per_mu"), 2), tables.Decimal(at("va_per_mu"), 2), tables.Decimal(at("va_per_energy"), 3), tables.Decimal(at("a_land"), 1))
	}
	s.Note(tables.Both("A figure of a county is the ratio of sums over its enterprises, never the mean of their ratios.", "县级数据为企业数据加总后的比值，不是企业比值的平均。"))
	return s
}

// gains is what each county would gain by its land of grade D.
func (c county) gains() tables.Sheet {
	s := tables.Sheet{Title: tables.Both("What a county gains by putting its land of grade D to better use (made up)", "盘活 D 类企业用地的收益（虚构）")}
	s.Head(tables.Left, tables.Both("county", "县"))
	s.Head(tables.Point, tables.Both("land of grade D, mu", "D 类用地（亩）"), tables.Both("new land earned, mu", "应奖新增指标（亩）"), tables.Both("new land given, mu", "实奖（亩）"),
		tables.Both("tax per mu now", "现亩均税收"), tables.Both("with land of D used as the rest", "盘活后"))
	s.Head(tables.Right, tables.Both("rank now", "现排名"), tables.Both("rank if it alone does so", "仅本县盘活的排名"))
	for _, p := range c.ranking.Places {
		row, _ := c.table.Row(p.Unit.Code)
		award, _ := c.awards.Find(p.Unit.Code)
		s.Add(tables.Words(countyName(p.Unit.Code)), tables.Decimal(c.dLand.Of[p.Unit.Code], 1), tables.Decimal(c.dLand.Of[p.Unit.Code]/2, 2), tables.Amount(award.Amount, c.awards.Pool.Measure),
			tables.Decimal(c.table.Column("tax_per_mu").At(row), 2), tables.Decimal(c.rest.Column("tax_per_mu").At(row), 2), tables.Rank(p.Rank), tables.Rank(c.alone[p.Unit.Code]))
	}
	s.Note(tables.Both(sprintf("Half a mu is earned for each mu put to better use; the pool has %d mu, and if more is earned all are cut by the same proportion. Land of D used as the rest: it yields what the rest of the land of the county yields now.", newLand),
		sprintf("每盘活 1 亩奖励 0.5 亩；指标池 %d 亩，应奖合计超出时按同一比例核减。“盘活后”按 D 类用地达到本县其余企业的水平计。", newLand)))
	return s
}
