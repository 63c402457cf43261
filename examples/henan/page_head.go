package main

import (
	"slices"

	"github.com/countyeval/countyeval/evaluation/tables"
	"github.com/countyeval/countyeval/indicators"
)

// unpublished is the number of districts of Henan that no public county table
// has: of 157 county-level units in mid-2023, all but the 110 of the table.
const unpublished = 157 - 110

// header writes what was read, what is missing or doubtful, and the method.
func (p *page) header() {
	title, years := p.Say(tables.IndicatorName(p.framework().Root())), p.periods()
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
	for _, in := range p.framework().Measured() {
		if in.Period != "" && !slices.Contains(out, in.Period) {
			out = append(out, in.Period)
		}
	}
	slices.Sort(out)
	return out
}

// fixedGoalposts reports whether the framework has goalposts for all indicators.
func (p *page) fixedGoalposts() bool {
	return !slices.ContainsFunc(p.framework().Measured(), func(in indicators.Indicator) bool { return in.Bounds == nil })
}

func (p *page) readText() string {
	scored, watched := len(p.framework().Measured()), p.Monitored()
	if !p.BuiltIn {
		return p.Say(headReadOwn, p.Table.Len(), scored+len(watched), scored, len(watched))
	}
	return p.Say(headReadHenan, p.Table.Len(), scored+len(watched), scored, len(watched), tables.ListOf(watched, label), unpublished)
}

// imputedText lists the cells that were filled in, by indicator, with the ranks
// that they could have given.
func (p *page) imputedText() string {
	if len(p.imputed) == 0 {
		return p.Say(wordNone)
	}
	const most = 6 // cells that are listed without -all
	listed := p.imputed
	if !p.all {
		listed = listed[:min(most, len(listed))]
	}
	var groups []string
	for _, in := range p.framework().Measured() {
		cells := slices.DeleteFunc(slices.Clone(listed), func(im imputed) bool { return im.change.Indicator != in.Code })
		if len(cells) > 0 {
			groups = append(groups, p.Say(headImputedBy, label(in), quantity(cells[0].change.Is, in.Unit), tables.ListOf(cells, p.possible)))
		}
	}
	items := []string{p.Clauses(groups)}
	if rest := len(p.imputed) - len(listed); rest > 0 {
		items = append(items, p.Say(wordMore, rest))
	}
	return p.Say(headCells, len(p.imputed)) + p.List(items)
}

// possible is a county with the ranks that it could have with any figure in a cell.
func (p *page) possible(im imputed) tables.Text {
	if im.best == 0 {
		return p.named(im.place)
	}
	return tables.Sentence(tables.Same("%s%s"), p.named(im.place), tables.Sentence(brackets, anyRanks(im)))
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
	units := tables.ListOf(d.list, func(x doubt) tables.Text {
		return tables.Sentence(headDoubtBy, p.named(x.place), x.va, x.enterprises)
	})
	text := []string{p.Say(headUnits, len(d.list), units), p.Say(headDoubtWhy)}
	switch {
	case d.moved == 0:
		text = append(text, p.Say(headStays, d.others))
	case d.moved > 0:
		text = append(text, p.Say(headMoves, d.moved, d.others))
	}
	var fitted string
	if p.fixedGoalposts() && d.moved != unknown && d.fitted != unknown {
		fitted = p.Say(brackets, p.Say(headFitted, d.fitted))
	}
	text[len(text)-1] += fitted
	return p.Clauses(append(text, p.hangs()...))
}

// weightsText lists the weights that the scores were made with, in points of 100.
func (p *page) weightsText() string {
	weighed := p.weighed()
	var groups []string
	for _, d := range p.dimensions {
		group := p.Say(weighed(d, tables.IndicatorName(d)))
		if !d.Measured() {
			group += p.Say(colon) + p.Say(tables.ListOf(d.Leaves(), func(in indicators.Indicator) tables.Text { return weighed(in, label(in)) }))
		}
		groups = append(groups, group)
	}
	return p.Say(headWeightsBy, schemeWords[p.weighting]) + p.Clauses(groups)
}

// weighed puts behind the name of an indicator its weight in the root, in points of 100;
// no line ends between the two.
func (s *study) weighed() func(indicators.Indicator, tables.Text) tables.Text {
	codes := s.result.Codes()
	_, global := s.result.Weights(s.Table.Unit(0).Code)
	return func(in indicators.Indicator, name tables.Text) tables.Text {
		return tables.Sentence(tables.Same("%s"+tables.NoBreak+"%s"), name, tables.Rounded(100*global[slices.Index(codes, in.Code)], 1))
	}
}

func (p *page) influenceText() string {
	weighed := p.weighed()
	return p.Say(headInfluenceBy, p.Table.Len(), tables.ListOf(p.dimensions, func(d indicators.Indicator) tables.Text {
		share := dash()
		if x, ok := p.influence[d.Code]; ok {
			share = tables.Decimal(x, 1)
		}
		return tables.Sentence(tables.Same("%s→%s"), weighed(d, tables.IndicatorName(d)), share)
	}))
}
