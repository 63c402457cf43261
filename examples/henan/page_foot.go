package main

import (
	"errors"
	"fmt"
	"strconv"

	"github.com/countyeval/countyeval/evaluation"
	"github.com/countyeval/countyeval/evaluation/incentive"
	"github.com/countyeval/countyeval/evaluation/incentive/fill"
	"github.com/countyeval/countyeval/evaluation/tables"
	"github.com/countyeval/countyeval/examples/henan/data"
	"github.com/countyeval/countyeval/indicators/basis"
)

// firstFive are the first five counties of the province's list of the 30
// strongest in industry of 2020 (provincial department of industry), by code.
func firstFive() []string { return []string{"410181", "411082", "411081", "410183", "410184"} }

// footer writes grades, the units apart, how robust the list is, and how it
// compares with another.
func (p *page) footer() {
	p.Line(footGrades, p.gradesText())
	if len(p.ranking.Apart) > 0 {
		p.Line(footApart, p.apartText())
	}
	p.Line(footRobust, p.robustText())
	if text := p.checkText(); text != "" {
		p.Line(footCheck, text)
	}
}

// gradesText counts the grades and shows how far apart they are.
func (p *page) gradesText() string {
	var counts []string
	for _, g := range data.Grades().Grades {
		if n := len(p.grade(g.Grade)); n > 0 {
			counts = append(counts, fmt.Sprintf("%s %d", g.Grade, n))
		}
	}
	borders := p.ranking.Borders()
	narrowest := -1
	for i, b := range borders {
		if narrowest < 0 || b.Gap < borders[narrowest].Gap {
			narrowest = i
		}
	}
	items := make([]string, len(borders))
	for i, b := range borders {
		border := footBorder
		if i == narrowest && len(borders) > 1 {
			border = footNarrow
		}
		items[i] = p.Say(border, b.Above.Grade, b.Below.Grade, tables.Decimal(b.Above.Score, 2), tables.Decimal(b.Below.Score, 2), tables.Decimal(b.Gap, 2))
	}
	text := []string{p.List(counts) + p.Say(footOf, p.ranking.Ranked()) + p.List(items)}
	if tied := p.tiedText(); tied != "" {
		text = append(text, tied)
	}
	return p.Clauses(text)
}

// tiedText lists the ranks that several counties share.
func (p *page) tiedText() string {
	var ranks []int
	count := map[int]int{}
	for _, place := range p.ranking.Places {
		if !place.Tied {
			continue
		}
		if count[place.Rank]++; count[place.Rank] == 1 {
			ranks = append(ranks, place.Rank)
		}
	}
	const most = 6
	var items []string
	for i, r := range ranks {
		if i == most && !p.all {
			items = append(items, p.Say(wordMore, len(ranks)-most))
			break
		}
		items = append(items, p.Say(footTied, r, count[r]))
	}
	return p.List(items)
}

func (p *page) apartText() string {
	items := make([]string, len(p.ranking.Apart))
	for i, place := range p.ranking.Apart {
		items[i] = p.Say(tables.Same("%s %s"), tables.UnitName(place.Unit), tables.Decimal(place.Score, 2))
	}
	lead := footOthers
	if p.BuiltIn {
		lead = footDistricts
	}
	return p.Say(lead, len(p.ranking.Apart)) + p.List(items)
}

// robustText says how the other weightings change the ranks and the best grade.
func (p *page) robustText() string {
	var items []string
	for _, r := range p.rivals {
		if len(r.ranking.Places) == 0 {
			continue
		}
		text := p.Say(footTau, schemeWords[r.name], tables.Decimal(r.kendall, 3))
		if len(r.leave) == 0 && len(r.enter) == 0 {
			text += p.Say(footSame, bestGrade())
		} else {
			text += p.Say(footLeave, bestGrade(), p.names(r.leave)) + p.Say(footEnter, p.names(r.enter))
		}
		items = append(items, text)
	}
	if len(items) == 0 {
		return p.Say(wordNone)
	}
	return p.Clauses(items)
}

// names lists counties, those that the page does not name by their rank.
func (p *page) names(places []evaluation.Place) string {
	if len(places) == 0 {
		return p.Say(wordNone)
	}
	items := make([]string, len(places))
	for i, place := range places {
		if p.all || place.Grade == bestGrade() {
			items[i] = p.Say(tables.UnitName(place.Unit))
		} else {
			items[i] = p.Say(footAt, place.Rank)
		}
	}
	return p.List(items)
}

// checkText sets the ranks beside the province's own list. It names the counties
// only if the page names them anyway.
func (p *page) checkText() string {
	if !p.BuiltIn {
		return ""
	}
	var names, ranks []string
	for _, code := range firstFive() {
		place, ok := p.ranking.Find(code)
		if !ok {
			return ""
		}
		ranks = append(ranks, strconv.Itoa(place.Rank))
		if p.all || place.Grade == bestGrade() {
			names = append(names, p.Say(tables.UnitName(place.Unit)))
		}
	}
	if len(names) < len(ranks) {
		return p.Say(footCheckRanks, p.List(ranks))
	}
	return p.Say(footCheckNames, p.List(names), p.List(ranks))
}

// awarded writes how each pool is used, by which rule, and what to compare it
// with.
func (p *page) awarded() {
	for _, a := range p.awards {
		if a.allocation == nil {
			p.Line(a.name(), p.notGiven(a))
			continue
		}
		pool, m := a.allocation.Pool, p.measure(a)
		amount := func(x incentive.Amount) tables.Cell { return tables.Amount(x, pool.Measure) }
		text := p.Say(awardBalance, amount(pool.Amount), m.Name, amount(a.allocation.Total()), amount(a.allocation.Remainder), amount(pool.Reserve))
		var rules []string
		for _, article := range a.allocation.Articles {
			rules = append(rules, p.Say(both(article.Text, article.ZH)))
		}
		rules = append(rules, p.Say(awardPerPart, tables.Short(a.perPart(m)), m.Name))
		if n := a.capped(); n > 0 {
			rules = append(rules, p.Say(awardCapped, n))
		}
		p.Line(a.name(), text+p.Clauses(rules))
	}
	if p.BuiltIn {
		p.Line(awardYard, p.Say(awardYardText, tables.Decimal(100*float64(data.LandPool)/provinceQuota, 1)))
	} else {
		p.Line(awardYard, p.Say(awardYardOwn))
	}
}

// notGiven says why an award cannot be given, with counties and articles in the language
// of the page.
func (p *page) notGiven(a award) string {
	if a.column != "" && !p.Table.Has(a.column) {
		return p.Say(awardNoColumn, a.column)
	}
	var why []string
	for err := range basis.All(a.why) {
		if f := new(fill.Fault); errors.As(err, &f) {
			told := *f
			if row, ok := p.Table.Row(f.Unit); ok {
				told.Name = p.Say(tables.UnitName(p.Table.Unit(row)))
			}
			if f.Article > 0 && p.Language == basis.Chinese {
				told.Clause = a.plan.Clauses[f.Article-1].(interface{ Chinese() string }).Chinese()
			}
			err = &told
		}
		why = append(why, p.oneLine(err))
	}
	return p.Say(awardNotGiven, p.Clauses(why))
}
