package main

import (
	"fmt"
	"strconv"
	"strings"

	"github.com/countyeval/countyeval/evaluation"
	"github.com/countyeval/countyeval/evaluation/incentive"
	"github.com/countyeval/countyeval/examples/henan/data"
)

// firstFive are the first five counties of the province's list of the 30
// strongest in industry of 2020 (provincial department of industry), by code.
func firstFive() []string { return []string{"410181", "411082", "411081", "410183", "410184"} }

// footer writes grades, the units apart, how robust the list is, and how it
// compares with another.
func (p *page) footer() {
	f := p.w.foot
	p.line(f.grades, p.gradesText())
	if len(p.ranking.Apart) > 0 {
		p.line(f.apart, p.apartText())
	}
	p.line(f.robust, p.robustText())
	if text := p.checkText(); text != "" {
		p.line(f.check, text)
	}
}

// gradesText counts the grades and shows how far apart they are.
func (p *page) gradesText() string {
	f := p.w.foot
	var counts []string
	for _, g := range data.Grades().Grades {
		if n := len(p.grade(g.Grade)); n > 0 {
			counts = append(counts, fmt.Sprintf(f.gradesOf, g.Grade, n))
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
		text := f.border
		if i == narrowest && len(borders) > 1 {
			text = f.narrow
		}
		items[i] = fmt.Sprintf(text, b.Above.Grade, b.Below.Grade, fixed(b.Above.Score, 2), fixed(b.Below.Score, 2), fixed(b.Gap, 2))
	}
	text := strings.Join(counts, p.w.list) + fmt.Sprintf(f.of, p.ranking.Ranked()) + strings.Join(items, p.w.list)
	if tied := p.tiedText(); tied != "" {
		text += p.w.and + tied
	}
	return text
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
			items = append(items, fmt.Sprintf(p.w.head.more, len(ranks)-most))
			break
		}
		items = append(items, fmt.Sprintf(p.w.foot.tied, r, count[r]))
	}
	return strings.Join(items, p.w.list)
}

func (p *page) apartText() string {
	items := make([]string, len(p.ranking.Apart))
	for i, place := range p.ranking.Apart {
		items[i] = p.w.name(place.Unit) + " " + fixed(place.Score, 2)
	}
	lead := p.w.foot.others
	if p.henan {
		lead = p.w.foot.districts
	}
	return fmt.Sprintf(lead, len(p.ranking.Apart)) + strings.Join(items, p.w.list)
}

// robustText says how the other weightings change the ranks and the best grade.
func (p *page) robustText() string {
	f := p.w.foot
	var items []string
	for _, r := range p.rivals {
		if len(r.ranking.Places) == 0 {
			continue
		}
		text := fmt.Sprintf(f.tau, p.w.schemes[r.name], fixed(r.kendall, 3))
		if len(r.leave) == 0 && len(r.enter) == 0 {
			text += fmt.Sprintf(f.same, bestGrade())
		} else {
			text += fmt.Sprintf(f.leave, bestGrade(), p.names(r.leave)) + fmt.Sprintf(f.enter, p.names(r.enter))
		}
		items = append(items, text)
	}
	if len(items) == 0 {
		return p.w.head.none
	}
	return strings.Join(items, p.w.and)
}

// names lists counties, those that the page does not name by their rank.
func (p *page) names(places []evaluation.Place) string {
	if len(places) == 0 {
		return p.w.head.none
	}
	items := make([]string, len(places))
	for i, place := range places {
		if p.all || place.Grade == bestGrade() {
			items[i] = p.w.name(place.Unit)
		} else {
			items[i] = fmt.Sprintf(p.w.foot.at, place.Rank)
		}
	}
	return strings.Join(items, p.w.list)
}

// checkText sets the ranks beside the province's own list. It names the counties
// only if the page names them anyway.
func (p *page) checkText() string {
	if !p.henan {
		return ""
	}
	f := p.w.foot
	var names, ranks []string
	for _, code := range firstFive() {
		place, ok := p.ranking.Find(code)
		if !ok {
			return ""
		}
		ranks = append(ranks, strconv.Itoa(place.Rank))
		if p.all || place.Grade == bestGrade() {
			names = append(names, p.w.name(place.Unit))
		}
	}
	if len(names) < len(ranks) {
		return fmt.Sprintf(f.checkRanks, strings.Join(ranks, p.w.list))
	}
	return fmt.Sprintf(f.checkNames, strings.Join(names, p.w.list), strings.Join(ranks, p.w.list))
}

// awarded writes how each pool is used, by which rule, and what to compare it
// with.
func (p *page) awarded() {
	aw := p.w.award
	for _, a := range p.awards {
		name := p.w.pool(a.plan.Pool)
		if a.allocation == nil {
			p.line(name, p.notGiven(a))
			continue
		}
		pool, unit := a.allocation.Pool, p.w.measure(a).Name
		amount := func(x incentive.Amount) string { return p.w.amount(a, x) }
		text := fmt.Sprintf(aw.balance, amount(pool.Amount), unit, amount(a.total()), amount(a.allocation.Remainder), amount(pool.Reserve))
		var rules []string
		for _, article := range a.allocation.Articles {
			rule := article.Text
			if p.w.lang == chinese {
				rule = article.ZH
			}
			rules = append(rules, rule)
		}
		rules = append(rules, fmt.Sprintf(aw.perPart, figure(a.perPart(p.w.measure(a)))+" "+unit))
		if n := len(a.capped()); n > 0 {
			rules = append(rules, fmt.Sprintf(aw.capped, n))
		}
		p.line(name, text+strings.Join(rules, p.w.and))
	}
	if p.henan {
		p.line(aw.yard, fmt.Sprintf(aw.yardText, fixed(100*float64(data.LandPool)/provinceQuota, 1)))
	} else {
		p.line(aw.yard, aw.yardOwn)
	}
}

// notGiven says why an award cannot be given.
func (p *page) notGiven(a award) string {
	if a.column != "" && !p.input.table.Has(a.column) {
		return fmt.Sprintf(p.w.award.noColumn, a.column)
	}
	return fmt.Sprintf(p.w.award.notGiven, oneLine(p.w.faults(a, p.input.table), p.w))
}
