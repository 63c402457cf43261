package main

import (
	"cmp"
	"fmt"
	"math"
	"slices"
	"strings"

	"github.com/countyeval/countyeval/evaluation"
	"github.com/countyeval/countyeval/evaluation/tables"
	"github.com/countyeval/countyeval/examples/henan/data"
	"github.com/countyeval/countyeval/examples/internal/command"
	"github.com/countyeval/countyeval/indicators"
	"github.com/countyeval/countyeval/indicators/basis"
	"github.com/countyeval/countyeval/indicators/normalize"
)

// explanation writes why a county has its place.
type explanation struct {
	*page
	evaluation.Explanation
}

// explain says in sentences why a county has its rank and its awards.
func (p *page) explain(county string) error {
	place, err := p.find(county)
	if err != nil {
		return err
	}
	e := explanation{page: p}
	if e.Explanation, err = p.result.Explain(p.whole(), place.Unit.Code); err != nil {
		return fmt.Errorf("explanation: %w", err)
	}
	title, name := whyTitle, p.say(tables.UnitName(place.Unit))
	if place.Rank == 0 {
		title = whyTitleApart
	}
	if region := p.say(tables.RegionName(place.Unit)); region != "" {
		name += p.say(brackets, region)
	}
	p.paragraph(0, p.say(title, name))
	p.paragraph(0, e.position())
	p.out.WriteByte('\n')
	e.parts()
	if place.Rank == 0 {
		return nil
	}
	p.out.WriteByte('\n')
	return e.awarded()
}

// errUnit is a county that the data do not have, or have twice.
const errUnit = command.Fault("-explain")

// find returns the place of the unit with that code, name or English name. The
// error proposes names that are alike.
func (p *page) find(name string) (evaluation.Place, error) {
	whole := p.whole()
	if place, ok := whole.Find(name); ok {
		return place, nil
	}
	var same []evaluation.Place
	var alike []string
	for _, place := range whole.Places {
		zh, en := place.Unit.Name, place.Unit.Tags.Get("name_en")
		if zh == name || en == name {
			same = append(same, place)
		}
		if strings.Contains(zh, name) || strings.Contains(strings.ToLower(en), strings.ToLower(name)) {
			alike = append(alike, p.say(tables.UnitName(place.Unit)))
		}
	}
	const most = 5
	text := p.say(usageUnknown, name)
	switch {
	case len(same) == 1:
		return same[0], nil
	case len(same) > 1:
		text = p.say(usageSeveral, name)
	case len(alike) > 0 && len(alike) <= most:
		text += p.say(usageSimilar, p.list(alike))
	}
	return evaluation.Place{}, fmt.Errorf("%w: %s", errUnit, text)
}

// paragraph writes a text, its first line at an indent and the others two further.
func (p *page) paragraph(indent int, text string) {
	for i, l := range tables.Wrap(strings.TrimSpace(text), pageWidth-indent-2) {
		if i == 1 {
			indent += 2
		}
		p.out.WriteString(strings.Repeat(" ", indent) + l + "\n")
	}
}

// position says the rank, the neighbors, the ranks under other weightings, and
// what is doubtful.
func (e *explanation) position() string {
	place := e.Place
	score := tables.Decimal(place.Score, 2)
	if place.Rank == 0 {
		return e.say(whyApart, score)
	}
	rank := whyRank
	if place.Tied {
		rank = whyTied
	}
	text := e.say(rank, score, e.Ranked, place.Rank, place.Grade)
	text += e.neighbor(e.Above, whyAbove, whyFirst) + e.neighbor(e.Below, whyBelow, whyLast)
	for _, r := range e.rivals {
		if q, ok := r.ranking.Find(place.Unit.Code); ok {
			text += e.say(whyRivals, schemeWords[r.name], q.Rank)
		}
	}
	for _, d := range e.doubts.list {
		if d.unit.Code == place.Unit.Code {
			text += e.say(whyDoubt, d.va, d.enterprises)
		}
	}
	return text
}

func (e *explanation) neighbor(n *evaluation.Neighbor, text, none tables.Text) string {
	switch {
	case n == nil:
		return e.say(none)
	case n.Gap == 0:
		return e.say(whyLevel, e.named(n.Place))
	}
	return e.say(text, e.named(n.Place), tables.Decimal(n.Place.Score, 2), tables.Decimal(n.Gap, 2))
}

// parts writes where the score comes from, node by node, and where most of it is
// lost.
func (e *explanation) parts() {
	e.paragraph(0, e.say(whyParts))
	leaves, dimension := 0, 0
	for _, x := range e.Parts {
		switch {
		case x.Depth == 0:
		case x.Measured:
			leaves++
			e.paragraph(2*x.Depth, e.leaf(x))
		default:
			name := e.say(tables.IndicatorName(x.Indicator))
			if x.Depth == 1 {
				dimension++
				name = fmt.Sprintf("%d. %s", dimension, name)
			}
			e.paragraph(2*x.Depth-2, e.say(whyDimension, name, points(100*x.Global), tables.Decimal(x.Score, 1), tables.Decimal(x.Points, 2))+e.beside(x))
		}
	}
	e.paragraph(0, e.say(whySum, tables.Decimal(e.Parts[0].Points, 2), leaves))
	e.paragraph(0, e.lost())
	e.paragraph(0, e.watched())
}

// leaf says how the value of a measured indicator became points.
func (e *explanation) leaf(x evaluation.Part) string {
	in := x.Indicator
	text := e.say(whyLeaf, label(in), points(100*x.Global))
	if x.Mark == indicators.Imputed {
		text += e.say(whyFilled, e.donors(in.Code), quantity(x.Prepared, in.Unit))
		for _, im := range e.imputedOf(e.Place.Unit.Code) {
			if r := e.ranks(im); im.change.Indicator == in.Code && r != "" {
				text += e.say(brackets, r)
			}
		}
	} else {
		text += e.made(x)
	}
	return text + e.goalposts(x) + e.say(whyPoints, tables.Decimal(x.Score, 1), tables.Decimal(x.Points, 2)) + e.beside(x)
}

// made shows the value and, if it was computed, from which figures.
func (e *explanation) made(x evaluation.Part) string {
	value := quantity(x.Prepared, x.Indicator.Unit)
	r, ok := data.Recipe(x.Indicator.Code)
	if !ok || !x.Indicator.Computed {
		return e.say(value)
	}
	operand := func(code string) string {
		figure, _ := e.result.Prepared.Value(e.Place.Unit.Code, code)
		of, _ := e.Framework.Find(code)
		return e.say(both("%s %s", "%s %s"), tables.IndicatorName(of), plain(figure))
	}
	if r.Factor == 0 || r.Factor == 1 {
		return e.say(whyMadePlain, operand(r.Of), operand(r.By), value)
	}
	return e.say(whyMade, operand(r.Of), operand(r.By), plain(r.Factor), value)
}

// goalposts says between which values the score is linear, or which of them was
// passed.
func (e *explanation) goalposts(x evaluation.Part) string {
	scale := e.result.Scales[x.Indicator.Code]
	if c, ok := scale.(normalize.ClipScale); ok {
		scale = c.Of
	}
	l, ok := scale.(normalize.LinearScale)
	if !ok {
		return e.say(whyScale, scale)
	}
	past := func(x, post float64) bool { return (x-post)*(l.To-l.From) > 0 } // better than the post
	switch {
	case past(x.Prepared, l.To):
		return e.say(whyBetter, plain(l.To))
	case past(l.From, x.Prepared):
		return e.say(whyWorse, plain(l.From))
	}
	return e.say(whyBetween, plain(l.From), plain(l.To))
}

// beside sets a score beside the median of the ranked counties.
func (e *explanation) beside(x evaluation.Part) string {
	median, gap := tables.Decimal(x.MedianScore, 1), tables.Decimal(math.Abs(x.PointsGap), 2)
	switch {
	case x.PointsGap > 0:
		return e.say(whyOver, median, gap)
	case x.PointsGap < 0:
		return e.say(whyUnder, median, gap)
	}
	return e.say(whyEven, median)
}

// lost lists the three indicators on which most points are still to be had.
func (e *explanation) lost() string {
	missing := func(x evaluation.Part) float64 { return 100*x.Global - x.Points }
	parts := slices.DeleteFunc(slices.Clone(e.Parts), func(x evaluation.Part) bool { return !x.Measured || missing(x) <= 0 })
	slices.SortStableFunc(parts, func(a, b evaluation.Part) int { return cmp.Compare(missing(b), missing(a)) })
	const most = 3
	var items []string
	for _, x := range parts[:min(most, len(parts))] {
		items = append(items, e.say(whyMostItem, label(x.Indicator), tables.Decimal(x.Score, 1), tables.Decimal(missing(x), 2)))
	}
	if len(items) == 0 {
		return ""
	}
	return e.say(whyMost) + e.list(items) + e.say(stop)
}

// watched lists the values that are monitored and not scored.
func (e *explanation) watched() string {
	var items []string
	for _, in := range e.Monitored() {
		if x, _ := e.result.Prepared.Value(e.Place.Unit.Code, in.Code); !math.IsNaN(x) {
			items = append(items, e.say(both("%s %s", "%s %s"), label(in), quantity(x, in.Unit)))
		}
	}
	if len(items) == 0 {
		return ""
	}
	return e.say(whyMonitored, e.list(items)) + e.say(stop)
}

// awarded writes the ledger of each award in sentences.
func (e *explanation) awarded() error {
	e.paragraph(0, e.say(whyAwards))
	space := " " // between sentences
	if e.lang == basis.Chinese {
		space = ""
	}
	for _, a := range e.awards {
		text := e.notGiven(a)
		if a.allocation != nil {
			ledger, err := a.allocation.Explain(e.Place.Unit.Code, e.lang.String())
			if err != nil {
				return fmt.Errorf("award %s: %w", a.key, err)
			}
			text = strings.Join(ledger[1:], space) // the first sentence is the county's rank
		}
		e.paragraph(2, e.say(a.name())+e.say(colon)+text)
	}
	return nil
}
