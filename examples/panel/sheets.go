package main

import (
	"github.com/countyeval/countyeval/evaluation"
	"github.com/countyeval/countyeval/evaluation/tables"
	"github.com/countyeval/countyeval/indicators"
)

func (s study) sheets() []tables.Sheet {
	return []tables.Sheet{s.ranks(), s.level(), ofCities(tables.Bridge(s.bridge)), ofCities(tables.Bridge(s.shapley)), ofCities(tables.RankBridge(s.bridge)), s.lists(), s.performance()}
}

// city begins a sheet with a row a city.
func city(title tables.Text, heads ...tables.Text) tables.Sheet {
	s := tables.Sheet{Title: title, Keys: 1}
	s.Head(tables.Left, tables.Both("city", "市"))
	s.Head(tables.Point, heads...)
	return s
}

func name(u indicators.Unit) tables.Cell { return tables.Words(tables.UnitName(u)) }

func find(r evaluation.Ranking, u indicators.Unit) evaluation.Place {
	p, _ := r.Find(u.Code)
	return p
}

// ranks are the three years by their own schemes, and the earlier ones by the scheme of 2021.
func (s study) ranks() tables.Sheet {
	out := city(tables.Both("Manufacturing of 17 cities, 2019 to 2021: each by the scheme of its year, and earlier years by that of 2021 (example, not official)",
		"17 个市的制造业评价，2019—2021 年：按当年方案，及以前年份按 2021 年方案重算（示例，非官方）"))
	for _, o := range s.published {
		y := year(o.Edition.Year)
		out.Head(tables.Point, tables.Both("score "+y, y+" 年得分"), tables.Both("rank", "位次"))
	}
	for _, a := range s.again {
		y := year(a.Year)
		out.Head(tables.Point, tables.Both(y+" by 2021", y+" 年重算"), tables.Both("rank", "位次"))
	}
	for _, p := range s.published[2].Ranking.Places {
		row := []tables.Cell{name(p.Unit)}
		add := func(q evaluation.Place) { row = append(row, tables.Decimal(q.Score, 2), tables.Rank(q.Rank)) }
		for _, o := range s.published {
			add(find(o.Ranking, p.Unit))
		}
		for _, a := range s.again {
			add(find(a.Again, p.Unit))
		}
		out.Add(row...)
	}
	out.Note(
		tables.Both("Schemes made up: 2019 and 2020 share 30, per head 40, CO2 30; 2021 share 25, per head 30, CO2 30, loans 15. Scales from the lowest to the highest of the year.",
			"方案为自拟：2019、2020 年二产占比 30、人均二产增加值 40、碳排放 30；2021 年分别为 25、30、30，新增贷款 15。评分标准为当年最低至最高。"),
		tables.Both("A year by the scheme of 2021 stands beside what it was, and does not replace it.", "按 2021 年方案重算的结果与当年结果并列，不取代当年结果。"),
		tables.Both("Figures: yearbooks and communiqués at second hand; CO2 is an estimate from EDGAR v8.0 (README.md).", "数据：年鉴与公报（转引）；碳排放为 EDGAR v8.0 估计值（见 README.md）。"),
		tables.Both("The GDP of Jiaozuo falls from 276.11 to 212.36 billion yuan and its secondary share from 53.6 % to 42.0 % between 2019 and 2020: a break in the series, not confirmed; its move says nothing about the city.",
			"焦作市 2019 至 2020 年地区生产总值由 2761.11 亿元降至 2123.60 亿元，二产占比由 53.6% 降至 42.0%：数据口径有断裂，未经核实，其变动不说明该市状况。"))
	return out
}

// level is level and growth on frozen scales.
func (s study) level() tables.Sheet {
	out := city(tables.Both("Level and growth by the scheme of 2019, on the scales of 2019", "水平与增长：按 2019 年方案，评分标准冻结于 2019 年"))
	for _, o := range s.frozen {
		y := year(o.Edition.Year)
		out.Head(tables.Point, tables.Both("score "+y, y+" 年得分"))
	}
	out.Head(tables.Point, tables.Both("gained", "增分"), tables.Both("rank by gain", "增分位次"), tables.Both("half and half", "各半得分"), tables.Both("rank", "位次"))
	for _, p := range s.growth[0].Places {
		row := []tables.Cell{name(p.Unit)}
		for _, o := range s.frozen {
			row = append(row, tables.Decimal(find(o.Ranking, p.Unit).Score, 2))
		}
		h := find(s.growth[1], p.Unit)
		out.Add(append(row, tables.Decimal(p.Score, 2).Plus(), tables.Rank(p.Rank), tables.Decimal(h.Score, 2), tables.Rank(h.Rank))...)
	}
	out.Note(tables.Both("The worst and the best of 2019 have 0 and 100 on each indicator; later figures may pass them. Half and half: level of 2021 and gain since 2019, each from the lowest to the highest.",
		"各指标以 2019 年最差为 0、最好为 100，以后年份可以超出。各半：2021 年水平与 2019 年以来增分，各自按最低至最高计分。"))
	return out
}

// ofCities heads the units of a sheet.
func ofCities(s tables.Sheet) tables.Sheet {
	s.Columns[s.Keys-1].Head = tables.Both("city", "市")
	return s
}

// lists are the rules over years.
func (s study) lists() tables.Sheet {
	out := tables.Sheet{Title: tables.Both("Lists over years", "跨年度名单"), Keys: 1}
	out.Head(tables.Left, tables.Both("list", "名单"), tables.Both("city", "市"))
	out.Head(tables.Point, tables.Both("figure", "数值"))
	for _, p := range s.progress.Places {
		out.Add(tables.Words(tables.Both("most ranks gained 2020-2021", "2020—2021 年进位最多")), name(p.Unit), tables.Decimal(p.Score, 0).Plus())
	}
	for _, r := range s.firsts {
		out.Add(tables.Words(tables.Both("among the first 3 in all three years", "连续三年前 3")), name(r.Unit), tables.Integer(len(r.Years)))
	}
	for _, r := range s.newcomers {
		out.Add(tables.Words(tables.Both("first 6 for the first time", "首次进入前 6")), name(r.Unit), tables.Integer(r.Years[0]))
	}
	for _, m := range s.means[:3] {
		out.Add(tables.Words(tables.Both("mean score of three years", "三年平均得分")), name(m.Unit), tables.Decimal(m.Mean, 2))
	}
	out.Note(tables.Both("Numbers of places are made up. Progress has only cities that gained; equal ones at the border all stand on the list.", "名额为自拟。进位名单只列进位的市，边界并列者一并列入。"))
	return out
}

// performance is the larger evaluation.
func (s study) performance() tables.Sheet {
	out := city(tables.Both("Manufacturing as one indicator of a larger evaluation, 2021 (made up)", "制造业得分作为综合绩效考评的一项指标，2021 年（自拟）"),
		tables.Both("rank", "位次"), tables.Both("score", "得分"), tables.Both("manufacturing", "制造业得分"), tables.Both("rank", "位次"))
	for _, p := range s.wider.Places {
		m := find(s.published[2].Ranking, p.Unit)
		out.Add(name(p.Unit), tables.Rank(p.Rank), tables.Decimal(p.Score, 2), tables.Decimal(m.Score, 2), tables.Rank(m.Rank))
	}
	out.Note(tables.Both("Manufacturing 40 (its score above, as it is), GDP per head 35, tertiary share 25.", "制造业 40（直接采用上列得分），人均地区生产总值 35，第三产业占比 25。"))
	return out
}
