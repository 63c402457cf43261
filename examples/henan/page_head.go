package main

import (
	"fmt"
	"math"
	"slices"
	"strings"

	"github.com/countyeval/countyeval/examples/internal/terminal"
	"github.com/countyeval/countyeval/indicators"
)

// unpublished is the number of districts of Henan that no public county table
// has: of 157 county-level units in mid-2023, all but the 110 of the table.
const unpublished = 157 - 110

// mostDimensions is the number of dimensions that the table has room for.
const mostDimensions = 8

// shown are the dimensions that the table shows.
func (s *study) shown() []indicators.Indicator {
	return s.dimensions[:min(len(s.dimensions), mostDimensions)]
}

// header writes what was read, what is missing or doubtful, and the method.
func (p *page) header() {
	h := p.w.head
	years := h.years
	if !p.henan {
		years = fmt.Sprintf(h.yearsOf, strings.Join(p.periods(), p.w.list))
	}
	p.out.WriteString(p.w.indicator(p.framework.Root()))
	if p.henan || len(p.periods()) > 0 {
		p.out.WriteString("   " + years)
	}
	p.out.WriteByte('\n')
	p.line(h.read, p.readText())
	p.line(h.imputed, p.imputedText())
	p.line(h.doubt, p.doubtText())
	p.line(h.weights, p.weightsText())
	p.line(h.influence, p.influenceText())
	method := h.methodFixed
	if !p.fixedGoalposts() {
		method = h.methodData
	}
	p.line(h.method, method)
}

// periods are the data years of the scored indicators.
func (p *page) periods() []string {
	var out []string
	for _, in := range p.framework.Measured() {
		if in.Period != "" && !slices.Contains(out, in.Period) {
			out = append(out, in.Period)
		}
	}
	slices.Sort(out)
	return out
}

// fixedGoalposts reports whether the framework has goalposts for all indicators.
func (p *page) fixedGoalposts() bool {
	return !slices.ContainsFunc(p.framework.Measured(), func(in indicators.Indicator) bool { return in.Bounds == nil })
}

func (p *page) readText() string {
	scored, watched := len(p.framework.Measured()), p.monitored()
	if !p.henan {
		return fmt.Sprintf(p.w.head.readOwn, p.input.table.Len(), scored+len(watched), scored, len(watched))
	}
	names := make([]string, len(watched))
	for i, in := range watched {
		names[i] = p.w.label(in)
	}
	return fmt.Sprintf(p.w.head.readHenan, p.input.table.Len(), scored+len(watched), scored, len(watched), strings.Join(names, p.w.list), unpublished)
}

// imputedText lists the cells that were filled in, by indicator, with the ranks
// that they could have given.
func (p *page) imputedText() string {
	h := p.w.head
	if len(p.imputed) == 0 {
		return h.none
	}
	const most = 6 // cells that are listed without -all
	var groups []string
	listed := 0
	for _, in := range p.framework.Measured() {
		var items []string
		value := math.NaN()
		for _, im := range p.imputed {
			if im.change.Indicator != in.Code || listed >= most && !p.all {
				continue
			}
			listed++
			value = im.change.Is
			item := p.w.named(im.place, p.all)
			if text := p.ranks(im); text != "" {
				item += p.w.open + text + p.w.close
			}
			items = append(items, item)
		}
		if len(items) > 0 {
			groups = append(groups, fmt.Sprintf(h.imputedBy, p.w.label(in), p.w.quantity(value, in.Unit))+strings.Join(items, p.w.list))
		}
	}
	text := fmt.Sprintf(h.cells, len(p.imputed)) + strings.Join(groups, p.w.and)
	if rest := len(p.imputed) - listed; rest > 0 {
		text += p.w.list + fmt.Sprintf(h.more, rest)
	}
	return text
}

// ranks says which ranks a filled cell could give.
func (p *page) ranks(im imputed) string {
	switch im.best {
	case 0:
		return ""
	case im.worst:
		return fmt.Sprintf(p.w.head.anyRank, im.best)
	}
	return fmt.Sprintf(p.w.head.anyRanks, im.best, im.worst)
}

// doubtText names the units in doubt and says what they do to the others.
func (p *page) doubtText() string {
	h, d := p.w.head, p.doubts
	if len(d.list) == 0 {
		return h.none
	}
	items := make([]string, len(d.list))
	for i, x := range d.list {
		place, _ := p.placeOf(x.unit.Code)
		items[i] = fmt.Sprintf(h.doubtBy, p.w.named(place, p.all), x.va, x.enterprises)
	}
	text := fmt.Sprintf(h.units, len(d.list)) + strings.Join(items, p.w.list) + p.w.and + h.doubtWhy
	switch {
	case d.moved == 0:
		text += p.w.and + fmt.Sprintf(h.stays, d.others)
	case d.moved > 0:
		text += p.w.and + fmt.Sprintf(h.moves, d.moved, d.others)
	}
	if p.fixedGoalposts() && d.moved != unknown && d.fitted != unknown {
		text += p.w.open + fmt.Sprintf(h.fitted, d.fitted) + p.w.close
	}
	return text
}

// weightsText lists the weights that the scores were made with, in points of 100.
func (p *page) weightsText() string {
	global := p.weights()
	var groups []string
	for _, d := range p.dimensions {
		group := p.w.indicator(d) + terminal.NoBreak + points(global[d.Code])
		var items []string
		for _, in := range leaves(d) {
			if !d.Measured() {
				items = append(items, p.w.label(in)+terminal.NoBreak+points(global[in.Code]))
			}
		}
		if len(items) > 0 {
			group += p.w.colon + strings.Join(items, p.w.list)
		}
		groups = append(groups, group)
	}
	return fmt.Sprintf(p.w.head.weightsBy, p.w.schemes[p.scheme]) + strings.Join(groups, p.w.and)
}

// weights are the weights in the root by code, in points of 100.
func (s *study) weights() map[string]float64 {
	_, global := s.result.Weights(s.input.table.Unit(0).Code)
	out := make(map[string]float64, len(global))
	for i, code := range s.result.Codes() {
		out[code] = 100 * global[i]
	}
	return out
}

// points prints a weight in points of 100.
func points(x float64) string { return trim(fixed(x, 1)) }

// leaves are the measured indicators of a node.
func leaves(in indicators.Indicator) []indicators.Indicator {
	if in.Measured() {
		return []indicators.Indicator{in}
	}
	var out []indicators.Indicator
	for _, c := range in.Children {
		out = append(out, leaves(c)...)
	}
	return out
}

func (p *page) influenceText() string {
	global := p.weights()
	items := make([]string, len(p.dimensions))
	for i, d := range p.dimensions {
		share := "-"
		if !math.IsNaN(p.influence[i]) {
			share = fixed(p.influence[i], 1)
		}
		items[i] = p.w.indicator(d) + terminal.NoBreak + points(global[d.Code]) + "→" + share
	}
	return fmt.Sprintf(p.w.head.influenceBy, p.input.table.Len()) + strings.Join(items, p.w.list)
}
