package main

import (
	"errors"
	"slices"
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
	most := 6 // ranks that several share
	if p.all {
		most = 0
	}
	p.Line(footGrades, p.Say(tables.Grading(p.ranking, most)))
	if len(p.ranking.Apart) > 0 {
		p.Line(footApart, p.apartText())
	}
	p.Line(footRobust, p.robustText())
	if text := p.checkText(); text != "" {
		p.Line(footCheck, text)
	}
}

func (p *page) apartText() string {
	lead := footOthers
	if p.BuiltIn {
		lead = footDistricts
	}
	return p.Say(lead, len(p.ranking.Apart), tables.ListOf(p.ranking.Apart, func(x evaluation.Place) tables.Text {
		return tables.Sentence(tables.Same("%s %s"), tables.UnitName(x.Unit), tables.Decimal(x.Score, 2))
	}))
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
			text += p.Say(footSame, p.bestGrade())
		} else {
			text += p.Say(footLeave, p.bestGrade(), p.names(r.leave)) + p.Say(footEnter, p.names(r.enter))
		}
		items = append(items, text)
	}
	if len(items) == 0 {
		return p.Say(wordNone)
	}
	return p.Clauses(items)
}

// names lists counties, those that the page does not name by their rank.
func (p *page) names(places []evaluation.Place) tables.Text {
	if len(places) == 0 {
		return wordNone
	}
	return tables.ListOf(places, func(x evaluation.Place) tables.Text {
		if p.hides(x) {
			return tables.Sentence(footAt, x.Rank)
		}
		return tables.UnitName(x.Unit)
	})
}

// checkText sets the ranks beside the province's own list. It names the counties
// only if the page names them anyway.
func (p *page) checkText() string {
	var five []evaluation.Place
	for _, code := range firstFive() {
		if place, ok := p.ranking.Find(code); ok && p.BuiltIn {
			five = append(five, place)
		}
	}
	if len(five) < len(firstFive()) {
		return ""
	}
	ranks := tables.ListOf(five, func(x evaluation.Place) tables.Text { return tables.Same(strconv.Itoa(x.Rank)) })
	if slices.ContainsFunc(five, p.hides) {
		return p.Say(footCheckRanks, ranks)
	}
	return p.Say(footCheckNames, p.names(five), ranks)
}

// awarded writes how each pool is used, by which rule, and what to compare it
// with.
func (p *page) awarded() {
	for _, a := range p.awards {
		if a.Allocation == nil {
			p.Line(a.name(), p.notGiven(a))
			continue
		}
		pool, m := a.Allocation.Pool, a.Plan.Pool.Measure.In(p.Language)
		amount := func(x incentive.Amount) tables.Cell { return tables.Amount(x, pool.Measure) }
		text := p.Say(awardBalance, amount(pool.Amount), m.Name, amount(a.Allocation.Total()), amount(a.Allocation.Remainder), amount(pool.Reserve))
		var rules []string
		for _, article := range a.Allocation.Articles {
			rules = append(rules, p.Say(tables.Kept(article.Text)))
		}
		rules = append(rules, p.Say(awardPerPart, a.partText(m), m.Name))
		if n := a.capped(); n > 0 {
			rules = append(rules, p.Say(awardCapped, n))
		}
		p.Line(a.name(), text+p.Clauses(rules))
	}
	switch {
	case p.OwnScheme:
	case p.BuiltIn:
		p.Line(awardYard, p.Say(awardYardText, tables.Decimal(100*data.Land().Pool.Amount/provinceQuota, 1)))
	default:
		p.Line(awardYard, p.Say(awardYardOwn))
	}
}

// notGiven says why an award cannot be given, with counties and articles in the language
// of the page.
func (p *page) notGiven(a award) string {
	var why []string
	for err := range basis.All(a.Err) {
		if f := new(fill.Fault); errors.As(err, &f) {
			told := *f
			if row, ok := p.Table.Row(f.Unit); ok {
				told.Name = p.Say(tables.UnitName(p.Table.Unit(row)))
			}
			err = &told
		}
		why = append(why, p.oneLine(err))
	}
	return p.Say(awardNotGiven, p.Clauses(why))
}
