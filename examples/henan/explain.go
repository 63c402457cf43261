package main

import (
	"fmt"
	"math"
	"slices"
	"strconv"
	"strings"

	"github.com/countyeval/countyeval/evaluation"
	"github.com/countyeval/countyeval/examples/internal/terminal"
	"github.com/countyeval/countyeval/indicators"
	"github.com/countyeval/countyeval/indicators/normalize"
)

// explanation writes why a county has its place.
type explanation struct {
	page
	place evaluation.Place
	ex    evaluation.Explanation
}

// explain says in sentences why a county has its rank and its awards.
func (s *study) explain(place evaluation.Place, w *words, all bool) (string, error) {
	e := explanation{page: page{study: s, w: w, all: all}, place: place}
	var err error
	if e.ex, err = s.result.Explain(s.whole(), place.Unit.Code); err != nil {
		return "", fmt.Errorf("explanation: %w", err)
	}
	title := w.why.title
	if place.Rank == 0 {
		title = w.why.titleApart
	}
	name := w.name(place.Unit)
	if region := w.region(place.Unit); region != "" {
		name += w.open + region + w.close
	}
	e.say(0, fmt.Sprintf(title, name))
	e.say(0, e.position())
	e.out.WriteByte('\n')
	e.parts()
	if err := e.awards(); err != nil {
		return "", err
	}
	return e.out.String(), nil
}

// say writes a paragraph, its first line at an indent and the others two further.
func (e *explanation) say(indent int, text string) {
	for i, l := range terminal.Wrap(strings.TrimSpace(text), pageWidth-indent-2) {
		n := indent
		if i > 0 {
			n += 2
		}
		e.out.WriteString(strings.Repeat(" ", n) + l + "\n")
	}
}

// position says the rank, the neighbors, the ranks under other weightings, and
// what is doubtful.
func (e *explanation) position() string {
	y, p := e.w.why, e.place
	score := fixed(p.Score, 2)
	if p.Rank == 0 {
		return fmt.Sprintf(y.apart, score)
	}
	text := y.rank
	if p.Tied {
		text = y.tied
	}
	text = fmt.Sprintf(text, score, e.ex.Ranked, p.Rank, p.Grade)
	text += e.neighbor(e.ex.Above, y.above, y.first) + e.neighbor(e.ex.Below, y.below, y.last)
	for _, r := range e.rivals {
		if q, ok := r.ranking.Find(p.Unit.Code); ok {
			text += fmt.Sprintf(y.rivals, e.w.schemes[r.name], q.Rank)
		}
	}
	for _, d := range e.doubts.list {
		if d.unit.Code == p.Unit.Code {
			text += fmt.Sprintf(y.doubt, d.va, d.enterprises)
		}
	}
	return text
}

func (e *explanation) neighbor(n *evaluation.Neighbor, text, none string) string {
	if n == nil {
		return none
	}
	name := e.w.named(n.Place, e.all)
	if n.Gap == 0 {
		return fmt.Sprintf(e.w.why.level, name)
	}
	return fmt.Sprintf(text, name, fixed(n.Place.Score, 2), fixed(n.Gap, 2))
}

// parts writes where the score comes from, node by node, and where most of it is
// lost.
func (e *explanation) parts() {
	y := e.w.why
	e.say(0, y.parts)
	leaves, dimension := 0, 0
	for _, p := range e.ex.Parts {
		switch {
		case p.Depth == 0:
		case p.Measured:
			leaves++
			e.say(2*p.Depth, e.leaf(p))
		default:
			name := e.w.indicator(p.Indicator)
			if p.Depth == 1 {
				dimension++
				name = strconv.Itoa(dimension) + ". " + name
			}
			e.say(2*p.Depth-2, fmt.Sprintf(y.dimension, name, points(100*p.Global), fixed(p.Score, 1), fixed(p.Points, 2))+e.beside(p))
		}
	}
	e.say(0, fmt.Sprintf(y.sum, fixed(e.ex.Parts[0].Points, 2), leaves))
	e.say(0, e.lost())
	if text := e.watched(); text != "" {
		e.say(0, text)
	}
}

// leaf says how the value of a measured indicator became points.
func (e *explanation) leaf(p evaluation.Part) string {
	y, in := e.w.why, p.Indicator
	text := fmt.Sprintf(y.leaf, e.w.label(in), points(100*p.Global))
	if p.Mark == indicators.Imputed {
		text += fmt.Sprintf(y.filled, e.donors(in.Code), e.w.quantity(p.Prepared, in.Unit))
		for _, im := range e.imputedOf(e.place.Unit.Code) {
			if r := e.ranks(im); im.change.Indicator == in.Code && r != "" {
				text += e.w.open + r + e.w.close
			}
		}
	} else {
		text += e.made(p)
	}
	text += e.goalposts(p) + fmt.Sprintf(y.points, fixed(p.Score, 1), fixed(p.Points, 2))
	return text + e.beside(p)
}

// made shows the value and, if it was computed, from which figures.
func (e *explanation) made(p evaluation.Part) string {
	y, in := e.w.why, p.Indicator
	value := e.w.quantity(p.Prepared, in.Unit)
	r, ok := recipe(in.Code)
	if !ok || !in.Computed {
		return value
	}
	operand := func(code string) string {
		x, _ := e.result.Prepared.Value(e.place.Unit.Code, code)
		of, _ := e.framework.Find(code)
		return e.w.indicator(of) + " " + plain(x)
	}
	if r.Factor == 0 || r.Factor == 1 {
		return fmt.Sprintf(y.madePlain, operand(r.Of), operand(r.By), value)
	}
	return fmt.Sprintf(y.made, operand(r.Of), operand(r.By), plain(r.Factor), value)
}

// goalposts says between which values the score is linear, or which of them was
// passed.
func (e *explanation) goalposts(p evaluation.Part) string {
	y := e.w.why
	scale := e.result.Scales[p.Indicator.Code]
	if c, ok := scale.(normalize.ClipScale); ok {
		scale = c.Of
	}
	l, ok := scale.(normalize.LinearScale)
	if !ok {
		return fmt.Sprintf(y.scale, scale)
	}
	past := func(x, post float64) bool { return (x-post)*(l.To-l.From) > 0 } // better than the post
	switch {
	case past(p.Prepared, l.To):
		return fmt.Sprintf(y.better, plain(l.To))
	case past(l.From, p.Prepared):
		return fmt.Sprintf(y.worse, plain(l.From))
	}
	return fmt.Sprintf(y.between, plain(l.From), plain(l.To))
}

// beside sets a score beside the median of the ranked counties.
func (e *explanation) beside(p evaluation.Part) string {
	y := e.w.why
	median, gap := fixed(p.MedianScore, 1), fixed(math.Abs(p.PointsGap), 2)
	switch {
	case p.PointsGap > 0:
		return fmt.Sprintf(y.over, median, gap)
	case p.PointsGap < 0:
		return fmt.Sprintf(y.under, median, gap)
	}
	return fmt.Sprintf(y.even, median)
}

// lost lists the three indicators on which most points are still to be had.
func (e *explanation) lost() string {
	var parts []evaluation.Part
	missing := func(p evaluation.Part) float64 { return 100*p.Global - p.Points }
	for _, p := range e.ex.Parts {
		if p.Measured && missing(p) > 0 {
			parts = append(parts, p)
		}
	}
	slices.SortStableFunc(parts, func(a, b evaluation.Part) int {
		switch d := missing(b) - missing(a); {
		case d > 0:
			return 1
		case d < 0:
			return -1
		}
		return 0
	})
	const most = 3
	var items []string
	for _, p := range parts[:min(most, len(parts))] {
		items = append(items, fmt.Sprintf(e.w.why.mostItem, e.w.label(p.Indicator), fixed(p.Score, 1), fixed(missing(p), 2)))
	}
	if len(items) == 0 {
		return ""
	}
	return e.w.why.most + strings.Join(items, e.w.list) + e.w.stop
}

// watched lists the values that are monitored and not scored.
func (e *explanation) watched() string {
	var items []string
	for _, in := range e.monitored() {
		x, _ := e.result.Prepared.Value(e.place.Unit.Code, in.Code)
		if !math.IsNaN(x) {
			items = append(items, e.w.label(in)+" "+e.w.quantity(x, in.Unit))
		}
	}
	if len(items) == 0 {
		return ""
	}
	return fmt.Sprintf(e.w.why.monitored, strings.Join(items, e.w.list)) + e.w.stop
}

// awards writes the ledger of each award in sentences.
func (e *explanation) awards() error {
	if e.place.Rank == 0 {
		return nil
	}
	e.out.WriteByte('\n')
	e.say(0, e.w.why.awards)
	for _, a := range e.study.awards {
		name := e.w.pool(a.plan.Pool) + e.w.colon
		if a.allocation == nil {
			e.say(2, name+e.notGiven(a))
			continue
		}
		text, err := a.allocation.Explain(e.place.Unit.Code, e.w.lang)
		if err != nil {
			return fmt.Errorf("award %s: %w", a.key, err)
		}
		e.say(2, name+strings.Join(text[1:], e.w.space)) // the first sentence is the county's rank
	}
	return nil
}
