package main

import (
	"cmp"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/countyeval/countyeval/evaluation"
	"github.com/countyeval/countyeval/examples/internal/terminal"
	"github.com/countyeval/countyeval/indicators"
	"github.com/countyeval/countyeval/indicators/basis"
	"github.com/countyeval/countyeval/weights"
)

// pageWidth is the number of columns to which running text is wrapped.
const pageWidth = 108

// page writes the comparison for a terminal.
type page struct {
	*comparison
	w   *words
	out strings.Builder
}

// page is the whole page.
func (c *comparison) page(w *words) string {
	p := &page{comparison: c, w: w}
	p.line(w.title)
	dimensions := c.framework.Root().Children
	p.text("  ", fmt.Sprintf(w.object, len(c.declared().ranking.Places), len(c.framework.Measured()), len(dimensions)))
	for _, section := range []func(){p.summary, p.table, p.moves, p.matrix, p.real} {
		p.line("")
		section()
	}
	return p.out.String()
}

func (p *page) line(s string) { p.out.WriteString(s + "\n") }

// text writes a paragraph behind a mark, its lines indented alike.
func (p *page) text(mark, s string) {
	for _, l := range terminal.Wrap(s, pageWidth-terminal.Width(mark)) {
		p.line(mark + l)
		mark = strings.Repeat(" ", terminal.Width(mark))
	}
}

func (p *page) item(format string, a ...any) { p.text("· ", fmt.Sprintf(format, a...)) }

// number is the number of a row on the page.
func (p *page) number(key string) int {
	return 1 + slices.IndexFunc(p.rows, func(r row) bool { return r.key == key })
}

// summary says what a head of department wants to know.
func (p *page) summary() {
	w, base, others := p.w, p.declared(), p.others()
	p.line(w.summary)
	p.item(w.counts, len(p.rows), len(p.used), len(p.refused()))

	byTau := slices.SortedStableFunc(slices.Values(others), func(a, b *row) int { return cmp.Compare(a.kendall, b.kendall) })
	low, high := byTau[0], byTau[len(byTau)-1]
	p.item(w.likeness, fixed(low.kendall, 3), w.schemes[low.key], fixed(median(others, func(r *row) float64 { return r.kendall }), 3), fixed(high.kendall, 3), w.schemes[high.key])

	var always, enter []evaluation.Place
	var swing []string
	n := 0
	for _, place := range base.ranking.Places {
		times := p.held[place.Unit.Code]
		switch {
		case place.Grade != best && times > 0:
			enter = append(enter, place)
		case place.Grade != best:
		case times == len(p.used):
			always = append(always, place)
		default:
			swing = append(swing, fmt.Sprintf(w.swingItem, w.places([]evaluation.Place{place}), times))
		}
		if place.Grade == best {
			n++
		}
	}
	p.item(w.core, n, len(always), len(p.used), w.places(always))
	if len(swing) > 0 {
		p.item("%s", w.swing+strings.Join(swing, w.list)+w.and+fmt.Sprintf(w.newcomers, len(enter), w.places(enter)))
	}

	most := slices.MaxFunc(others, func(a, b *row) int { return cmp.Compare(a.moved, b.moved) })
	mid := median(others, func(r *row) float64 { return float64(r.moved) })
	part := func(twice float64) string { return fixed(100*twice/2/float64(base.total), 1) }
	p.item(w.traded, mu(2*int64(base.total)), mu(int64(mid)), part(mid), mu(int64(most.moved)), part(float64(most.moved)), w.schemes[most.key])
	skewed := 0
	for _, r := range p.rows {
		if r.warnings > 0 {
			skewed++
		}
		for _, d := range r.real {
			if r.weights[d.Code] == 0 {
				p.item(w.zeroWeight, w.schemes[r.key], w.short[d.Code])
			}
		}
	}
	p.item(w.skewed, skewed)
	for _, s := range w.reading {
		p.item("%s", s)
	}
}

// median is that of a figure of the rows, of which there is at least one.
func median(rows []*row, of func(*row) float64) float64 {
	x := make([]float64, len(rows))
	for i, r := range rows {
		x[i] = of(r)
	}
	slices.Sort(x)
	return (x[(len(x)-1)/2] + x[len(x)/2]) / 2
}

// table sets the weights of each scheme beside what they lead to.
func (p *page) table() {
	w := p.w
	p.text("", w.table)
	g := terminal.Grid{Columns: []terminal.Column{{Head: w.head[0], Align: terminal.Right}, {Head: w.head[1], Align: terminal.Left}}}
	for _, d := range p.framework.Root().Children {
		g.Columns = append(g.Columns, terminal.Column{Head: w.short[d.Code], Align: terminal.Right})
	}
	for i, h := range w.heads {
		align := terminal.Right
		if i == 0 {
			align = terminal.Left
		}
		g.Columns = append(g.Columns, terminal.Column{Head: h, Align: align})
	}
	for _, at := range p.used {
		r := &p.rows[at]
		cells := []string{strconv.Itoa(at + 1), w.schemes[r.key]}
		for _, d := range r.real {
			cells = append(cells, fixed(100*d.Weight, 1)+"→"+fixed(100*d.Share, 1))
		}
		top := r.heaviest()
		cells = append(cells, w.short[top]+" "+fixed(100*r.weights[top], 1))
		if at == 0 {
			cells = append(cells, "", "", "")
		} else {
			cells = append(cells, fixed(r.kendall, 3), strconv.Itoa(r.shift), mu(int64(r.moved)))
		}
		g.Add(cells...)
	}
	for _, l := range g.Lines() {
		p.line(l)
	}
	widest := 0
	for _, r := range p.refused() {
		widest = max(widest, terminal.Width(w.schemes[r.key]))
	}
	for _, r := range p.refused() {
		text := fmt.Sprintf(w.refused, p.reason(r))
		if other, ok := w.instead[r.key]; ok {
			text += fmt.Sprintf(w.tail, p.number(other))
		}
		p.text(terminal.Pad(strconv.Itoa(p.number(r.key)), 2, terminal.Right)+" "+terminal.Pad(w.schemes[r.key], widest, terminal.Left)+" ", text)
	}
	p.text("", w.madeUp)
	p.item("%s", w.combined)
	p.item("%s", w.rest)
}

// reason says why a scheme gives no weights.
func (p *page) reason(r *row) string {
	w := p.w
	var names []string
	cells := 0
	for _, in := range inputErrors(r.refused) {
		if in.Unit != "" {
			cells++
		}
		if name := w.short[in.Indicator]; !slices.Contains(names, name) {
			names = append(names, name)
		}
	}
	format, known := w.refuse[r.key]
	switch {
	case errors.Is(r.refused, basis.ErrDomain) && cells > 0:
		return fmt.Sprintf(w.zeros, cells, len(names))
	case errors.Is(r.refused, basis.ErrDomain) && known:
		return fmt.Sprintf(format, strings.Join(names, w.list))
	}
	return fmt.Sprintf(w.other, terminal.Printable(strings.ReplaceAll(r.refused.Error(), "\n", w.and)))
}

// inputErrors lists the places that an error names.
func inputErrors(err error) []*indicators.InputError {
	switch e := err.(type) { //nolint:errorlint // walks the whole tree of wrapped errors
	case *indicators.InputError:
		return []*indicators.InputError{e}
	case interface{ Unwrap() []error }:
		var out []*indicators.InputError
		for _, x := range e.Unwrap() {
			out = append(out, inputErrors(x)...)
		}
		return out
	case interface{ Unwrap() error }:
		return inputErrors(e.Unwrap())
	}
	return nil
}

// warned counts the warnings of one skewed indicator.
func warned(warnings []error) int {
	n := 0
	for _, err := range warnings {
		if errors.Is(err, weights.ErrSkewed) {
			n++
		}
	}
	return n
}
