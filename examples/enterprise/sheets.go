package main

import (
	"strings"

	"github.com/countyeval/countyeval/evaluation/enterprise"
	"github.com/countyeval/countyeval/evaluation/tables"
	"github.com/countyeval/countyeval/indicators"
	"github.com/countyeval/countyeval/indicators/basis"
)

// shown is how many rows of a long list the page has.
const shown = 12

// counted is how many enterprises of each county and pool have each grade.
func (g graded) counted() tables.Sheet {
	s := tables.Sheet{Title: tables.Both("Enterprises by county, pool and grade (all made up)", "企业分县、分类、分级家数（全部为虚构）")}
	s.Head(tables.Left, tables.Both("county", "县"), tables.Both("pool", "分类"))
	s.Head(tables.Point, tables.Both("all", "合计"), tables.Both("A", "A"), tables.Both("B", "B"), tables.Both("C", "C"), tables.Both("D", "D"), tables.Both("T", "T"))
	for _, p := range places() {
		for _, pool := range pools() {
			n := enterprise.Counts{Name: p.en, Of: map[string]int{}}
			for _, x := range g.rankings[pool].Places {
				if x.Unit.Region == p.code {
					n.All++
					n.Of[x.Grade]++
				}
			}
			if err := n.Check(); err != nil {
				s.Note(tables.Said(err))
			}
			s.Add(tables.Words(tables.Both(p.en, p.zh)), tables.Words(poolName(pool)), tables.Integer(n.All), tables.Integer(n.Of["A"]), tables.Integer(n.Of["B"]),
				tables.Integer(n.Of["C"]), tables.Integer(n.Of["D"]), tables.Integer(n.Of["T"]))
		}
	}
	s.Note(tables.Both("Each county grades its own enterprises, pool by pool: A at most 20 %, B at most 40 %, D at least 5 % of those that are ranked. T is scored and not graded: public utilities, the young, and those on 3 mu of land or less. Legal forms of one owner are one enterprise.",
		"各县在本县内分类评级：A 类不超过参评企业的 20%，B 类不超过 40%，D 类不少于 5%。T 类计分不评级：公用事业、成立不满 2 年、用地 3 亩及以下。同一所有者的多个法人合并评价。"))
	return s
}

func poolName(pool string) tables.Text {
	switch pool {
	case above:
		return tables.Both("above scale", "规模以上")
	case below:
		return tables.Both("below scale", "规模以下")
	}
	return tables.Both("key polluter", "重点排污")
}

// reasons are every number behind one enterprise's place, and what follows for it.
func (g graded) reasons(code string) ([]tables.Sheet, error) {
	pool, err := g.found(code)
	if err != nil {
		return nil, err
	}
	ranking := g.rankings[pool].Class(g.places[code].Unit.Class)
	ex, err := g.results[pool].Explain(g.rankings[pool], code)
	if err != nil {
		return nil, err
	}
	why := tables.Explanation(ex, 2)
	why.Note(tables.Both("It is ranked among the "+poolName(pool).English+" enterprises of its county: "+countyName(ranking.Places[0].Unit.Region).English+".",
		"在本县同类企业中排名："+countyName(ranking.Places[0].Unit.Region).Chinese+"，"+poolName(pool).Chinese+"。"))
	s := tables.Sheet{Title: tables.Both("What follows for "+code+" (all rates are made up)", code+" 适用的差别化政策（标准均为虚构）")}
	s.Head(tables.Left, tables.Both("policy", "政策"), tables.Both("terms", "结果"))
	s.Head(tables.Point, tables.Both("rate", "标准"), tables.Both("amount", "数额"))
	s.Head(tables.Left, tables.Both("because", "依据"))
	for _, p := range policies() {
		terms, _, err := p.Apply(g.data(pool))
		if err != nil {
			return nil, err
		}
		for _, t := range terms {
			if t.Place.Unit.Code == code {
				reason := t.Why
				if len(reason) == 0 {
					reason = t.Left
				}
				s.Add(tables.Words(tables.Both(p.Name, p.NameZH)), tables.Words(tables.Kept(t.Term)), tables.Short(t.Rate), amount(t.Amount), tables.Words(joined(reason)))
			}
		}
	}
	return []tables.Sheet{why, s}, nil
}

func amount(x float64) tables.Cell {
	if x != x { // NaN: there is none
		return tables.Cell{}
	}
	return tables.Decimal(x, 2)
}

// joined are reasons in one text.
func joined(of []basis.Text) tables.Text {
	var en, zh []string
	for _, x := range of {
		en, zh = append(en, named(x.String(), basis.English)), append(zh, named(x.Say(basis.Chinese, tables.Texts()), basis.Chinese))
	}
	return tables.Both(strings.Join(en, "; "), strings.Join(zh, "；"))
}

func countyName(code string) tables.Text {
	for _, p := range places() {
		if p.code == code {
			return tables.Both(p.en, p.zh)
		}
	}
	return tables.Same(code)
}

// listSheet is the head of a list, with who comes nearest to it and why not.
func listSheet(l enterprise.List) tables.Sheet {
	s := tables.Sheet{Title: tables.Both("White list of enterprises above scale (conditions and places are made up)", "规模以上企业白名单（条件和名额均为虚构）")}
	s.Head(tables.Right, tables.Both("place", "序号"))
	s.Head(tables.Left, tables.Both("enterprise", "企业"), tables.Both("county", "县"), tables.Both("industry", "产业"), tables.Both("grade", "等次"))
	s.Head(tables.Point, tables.Both("score", "得分"))
	for i, e := range l.On {
		if i < shown {
			s.Add(tables.Integer(e.Position), tables.Data(e.Place.Unit.Code), tables.Words(countyName(e.Place.Unit.Region)), tables.Words(industryName(e.Place.Unit)), tables.Data(e.Place.Grade), tables.Decimal(e.Place.Score, 2))
		}
	}
	s.Note(tables.Both(sprintf("%d are on the list, %d of which are shown; %d are off it.", len(l.On), min(shown, len(l.On)), len(l.Off)),
		sprintf("入选 %d 家，列出前 %d 家；未入选 %d 家。", len(l.On), min(shown, len(l.On)), len(l.Off))))
	told := 0
	for _, e := range l.Off {
		if len(e.Why()) == 1 && told < 5 {
			told++
			why := joined(e.Why())
			s.Note(tables.Both(e.Place.Unit.Code+" is off: "+why.English+".", e.Place.Unit.Code+" 未入选："+why.Chinese+"。"))
		}
	}
	return s
}

// changeSheet is who joined, left and moved.
func changeSheet(changes []enterprise.Change) tables.Sheet {
	s := tables.Sheet{Title: tables.Both(sprintf("What changed on the white list from %d to %d", firstYear, thisYear), sprintf("白名单 %d 年至 %d 年的变动", firstYear, thisYear))}
	s.Head(tables.Left, tables.Both("enterprise", "企业"), tables.Both("change", "变动"))
	s.Head(tables.Right, tables.Both("from", "原序号"), tables.Both("to", "现序号"))
	s.Head(tables.Left, tables.Both("why (joined: what kept it off before)", "原因（新进：此前未入选的原因）"))
	n, rows := map[enterprise.Turn]int{}, 0
	for _, c := range changes {
		n[c.Turn]++
		if c.Turn == enterprise.Moved || n[c.Turn] > shown/2 {
			continue
		}
		rows++
		s.Add(tables.Data(c.Unit.Code), tables.Words(turnName(c.Turn)), position(c.From), position(c.To), tables.Words(joined(c.Why)))
	}
	s.Note(tables.Both(sprintf("%d joined, %d dropped, %d are on both lists at another place; %d are shown.", n[enterprise.Joined], n[enterprise.Dropped], n[enterprise.Moved], rows),
		sprintf("新进 %d 家，退出 %d 家，两年均在但位次变动 %d 家；列出 %d 家。", n[enterprise.Joined], n[enterprise.Dropped], n[enterprise.Moved], rows)))
	return s
}

func turnName(t enterprise.Turn) tables.Text {
	return map[enterprise.Turn]tables.Text{enterprise.Joined: tables.Both("joined", "新进"), enterprise.Dropped: tables.Both("dropped", "退出"), enterprise.Moved: tables.Both("moved", "位次变动")}[t]
}

func position(n int) tables.Cell {
	if n == 0 {
		return tables.Cell{}
	}
	return tables.Integer(n)
}

func industryName(u indicators.Unit) tables.Text { return industry(u.Tags.Get("industry")) }
