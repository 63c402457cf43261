package main

import (
	"math"
	"slices"

	"github.com/countyeval/countyeval/evaluation/tables"
	"github.com/countyeval/countyeval/indicators"
)

// unpublished is the number of districts of Henan that no public county table
// has: of 157 county-level units in mid-2023, all but the 110 of the table.
const unpublished = 157 - 110

// header writes what was read, what is missing or doubtful, and the method.
func (p *page) header() {
	title, years := p.Say(tables.IndicatorName(p.Framework.Root())), p.periods()
	switch {
	case p.BuiltIn:
		title += "   " + p.Say(headYears)
	case len(years) > 0:
		title += "   " + p.Say(headYearsOf, p.List(years))
	}
	p.Print(title)
	p.Line(headRead, p.readText())
	p.Line(headImputed, p.imputedText())
	p.Line(headDoubt, p.doubtText())
	p.Line(headWeights, p.weightsText())
	p.Line(headInfluence, p.influenceText())
	method := headMethodFixed
	if !p.fixedGoalposts() {
		method = headMethodData
	}
	p.Line(headMethod, p.Say(method))
}

// periods are the data years of the scored indicators.
func (p *page) periods() []string {
	var out []string
	for _, in := range p.Framework.Measured() {
		if in.Period != "" && !slices.Contains(out, in.Period) {
			out = append(out, in.Period)
		}
	}
	slices.Sort(out)
	return out
}

// fixedGoalposts reports whether the framework has goalposts for all indicators.
func (p *page) fixedGoalposts() bool {
	return !slices.ContainsFunc(p.Framework.Measured(), func(in indicators.Indicator) bool { return in.Bounds == nil })
}

func (p *page) readText() string {
	scored, watched := len(p.Framework.Measured()), p.Monitored()
	if !p.BuiltIn {
		return p.Say(headReadOwn, p.Table.Len(), scored+len(watched), scored, len(watched))
	}
	names := make([]string, len(watched))
	for i, in := range watched {
		names[i] = p.Say(label(in))
	}
	return p.Say(headReadHenan, p.Table.Len(), scored+len(watched), scored, len(watched), p.List(names), unpublished)
}

// imputedText lists the cells that were filled in, by indicator, with the ranks
// that they could have given.
func (p *page) imputedText() string {
	if len(p.imputed) == 0 {
		return p.Say(wordNone)
	}
	const most = 6 // cells that are listed without -all
	var groups []string
	listed := 0
	for _, in := range p.Framework.Measured() {
		var items []string
		value := math.NaN()
		for _, im := range p.imputed {
			if im.change.Indicator != in.Code || listed >= most && !p.all {
				continue
			}
			listed++
			value = im.change.Is
			item := p.Say(p.named(im.place))
			if im.best > 0 {
				item += p.Say(brackets, anyRanks(im))
			}
			items = append(items, item)
		}
		if len(items) > 0 {
			groups = append(groups, p.Say(headImputedBy, label(in), quantity(value, in.Unit))+p.List(items))
		}
	}
	items := []string{p.Clauses(groups)}
	if rest := len(p.imputed) - listed; rest > 0 {
		items = append(items, p.Say(wordMore, rest))
	}
	return p.Say(headCells, len(p.imputed)) + p.List(items)
}

// anyRanks says which ranks a filled cell could give.
func anyRanks(im imputed) tables.Text {
	if im.best == im.worst {
		return tables.Sentence(headAnyRank, im.best)
	}
	return tables.Sentence(headAnyRanks, im.best, im.worst)
}

// doubtText names the units in doubt and says what they do to the others.
func (p *page) doubtText() string {
	d := p.doubts
	if len(d.list) == 0 {
		return p.Say(wordNone)
	}
	items := make([]string, len(d.list))
	for i, x := range d.list {
		place, _ := p.whole().Find(x.unit.Code)
		items[i] = p.Say(headDoubtBy, p.named(place), x.va, x.enterprises)
	}
	text := []string{p.Say(headUnits, len(d.list)) + p.List(items), p.Say(headDoubtWhy)}
	switch {
	case d.moved == 0:
		text = append(text, p.Say(headStays, d.others))
	case d.moved > 0:
		text = append(text, p.Say(headMoves, d.moved, d.others))
	}
	fitted := ""
	if p.fixedGoalposts() && d.moved != unknown && d.fitted != unknown {
		fitted = p.Say(brackets, p.Say(headFitted, d.fitted))
	}
	return p.Clauses(text) + fitted
}

// weightsText lists the weights that the scores were made with, in points of 100.
func (p *page) weightsText() string {
	global := p.weights()
	var groups []string
	for _, d := range p.dimensions {
		group := p.weighed(tables.IndicatorName(d), global[d.Code])
		var items []string
		for _, in := range leaves(d) {
			if !d.Measured() {
				items = append(items, p.weighed(label(in), global[in.Code]))
			}
		}
		if len(items) > 0 {
			group += p.Say(colon) + p.List(items)
		}
		groups = append(groups, group)
	}
	return p.Say(headWeightsBy, schemeWords[p.scheme]) + p.Clauses(groups)
}

// weighed is a name with its weight, of which no line parts it.
func (p *page) weighed(name tables.Text, weight float64) string {
	return p.Say(tables.Same("%s%s%s"), name, tables.NoBreak, points(weight))
}

// weights are the weights in the root by code, in points of 100.
func (s *study) weights() map[string]float64 {
	_, global := s.result.Weights(s.Table.Unit(0).Code)
	out := make(map[string]float64, len(global))
	for i, code := range s.result.Codes() {
		out[code] = 100 * global[i]
	}
	return out
}

func (p *page) influenceText() string {
	global := p.weights()
	items := make([]string, len(p.dimensions))
	for i, d := range p.dimensions {
		share := dash()
		if !math.IsNaN(p.influence[i]) {
			share = tables.Decimal(p.influence[i], 1)
		}
		items[i] = p.weighed(tables.IndicatorName(d), global[d.Code]) + p.Say(tables.Same("→%s"), share)
	}
	return p.Say(headInfluenceBy, p.Table.Len()) + p.List(items)
}
