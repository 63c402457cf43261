package main

import (
	"math"
	"slices"
	"strings"

	"github.com/countyeval/countyeval/evaluation"
	"github.com/countyeval/countyeval/evaluation/tables"
	"github.com/countyeval/countyeval/examples/internal/command"
	"github.com/countyeval/countyeval/indicators"
	"github.com/countyeval/countyeval/indicators/basis"
)

// explain says in sentences why a county has its rank and its awards.
func (p *page) explain(county string) error {
	place, err := command.Place(p.ranking, county, "-explain", p.Language)
	if err != nil {
		return err
	}
	ex, err := p.result.Explain(p.whole(), place.Unit.Code)
	if err != nil {
		return basis.Errorf("explanation: %w", err)
	}
	account := tables.Account{
		Explanation: ex, Scales: p.result.Scales, Label: label, Name: p.named,
		Figure: func(x evaluation.Part) tables.Text { return p.made(place.Unit.Code, x) },
	}
	title, name := whyTitle, p.Say(tables.UnitName(place.Unit))
	if place.Rank == 0 {
		title = whyTitleApart
	}
	if region := p.Say(tables.RegionName(place.Unit)); region != "" {
		name += p.Say(brackets, region)
	}
	p.Paragraph(0, p.Say(title, name))
	p.Paragraph(0, p.Say(account.Position())+p.besides(place))
	p.Print("")
	for _, x := range account.Sources() {
		p.Paragraph(x.Indent, p.Say(x.Text))
	}
	p.Paragraph(0, p.Say(account.Lost(3)))
	p.Paragraph(0, p.watched(place))
	if place.Rank == 0 {
		return nil
	}
	p.Print("")
	return p.explainAwards(place)
}

// besides are the ranks under other weightings, and what is doubtful.
func (p *page) besides(place evaluation.Place) string {
	text := ""
	for _, r := range p.rivals {
		if q, ok := r.ranking.Find(place.Unit.Code); ok && place.Rank > 0 {
			text += p.Say(whyRivals, schemeWords[r.name], q.Rank)
		}
	}
	for _, d := range p.doubts.list {
		if d.place.Unit.Code == place.Unit.Code && place.Rank > 0 {
			text += p.Say(whyDoubt, d.va, d.enterprises)
		}
	}
	return text
}

// made is the figure of a county with the figures from which it was computed, or the
// ranks that it could give if it was filled in.
func (p *page) made(unit string, x evaluation.Part) tables.Text {
	value := quantity(x.Prepared, x.Indicator.Unit)
	if x.Mark == indicators.Imputed {
		var ranks tables.Text
		for _, im := range p.imputedOf(unit) {
			if im.change.Indicator == x.Indicator.Code && im.best > 0 {
				ranks = tables.Sentence(brackets, anyRanks(im))
			}
		}
		return tables.Sentence(whyFilled, p.donors(x.Indicator.Code), value, ranks)
	}
	r := p.Formula(x.Indicator.Code)
	if r.By == "" {
		return value
	}
	operand := func(code string) tables.Text {
		figure, _ := p.result.Prepared.Value(unit, code)
		of, _ := p.framework().Find(code)
		return tables.Sentence(tables.Same("%s %s"), tables.IndicatorName(of), tables.Rounded(figure, 12))
	}
	if r.Factor == 0 || r.Factor == 1 {
		return tables.Sentence(whyMadePlain, operand(r.Of[0]), operand(r.By), value)
	}
	return tables.Sentence(whyMade, operand(r.Of[0]), operand(r.By), tables.Rounded(r.Factor, 12), value)
}

// watched lists the values that are monitored and not scored.
func (p *page) watched(place evaluation.Place) string {
	value := func(in indicators.Indicator) float64 {
		x, _ := p.result.Prepared.Value(place.Unit.Code, in.Code)
		return x
	}
	there := slices.DeleteFunc(p.Monitored(), func(in indicators.Indicator) bool { return math.IsNaN(value(in)) })
	if len(there) == 0 {
		return ""
	}
	return p.Say(whyMonitored, tables.ListOf(there, func(in indicators.Indicator) tables.Text {
		return tables.Sentence(tables.Same("%s %s"), label(in), quantity(value(in), in.Unit))
	}))
}

// explainAwards writes the ledger of each award in sentences.
func (p *page) explainAwards(place evaluation.Place) error {
	p.Paragraph(0, p.Say(whyAwards))
	space := " " // between sentences
	if p.Language == basis.Chinese {
		space = ""
	}
	for _, a := range p.awards {
		text := p.notGiven(a)
		if a.Allocation != nil {
			ledger, err := a.Allocation.Explain(place.Unit.Code, p.Language)
			if err != nil {
				return basis.Errorf("award %s: %w", a.Plan.Pool.Name, err)
			}
			text = strings.Join(ledger[1:], space) // the first sentence is the county's rank
		}
		p.Paragraph(2, p.Say(a.name())+p.Say(colon)+text)
	}
	return nil
}
