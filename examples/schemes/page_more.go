package main

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/countyeval/countyeval/examples/internal/terminal"
	"github.com/countyeval/countyeval/indicators/stats"
)

// moves lists who leaves and enters the best grade, schemes with the same changes
// together.
func (p *page) moves() {
	w := p.w
	p.text("", w.moves)
	type change struct{ out, in string }
	var changes []change
	by := map[change][]string{}
	for _, r := range p.others() {
		c := change{w.places(r.leave), w.places(r.enter)}
		if by[c] == nil {
			changes = append(changes, c)
		}
		by[c] = append(by[c], w.schemes[r.key])
	}
	slices.SortStableFunc(changes, func(a, b change) int { return len(by[b]) - len(by[a]) })
	for _, c := range changes {
		names := strings.Join(by[c], w.list)
		if c == (change{}) {
			p.item(w.same, names)
		} else {
			p.item(w.moveItem, names, c.out, c.in)
		}
	}
}

// matrix prints the rank correlations below the diagonal.
func (p *page) matrix() {
	w := p.w
	p.text("", w.matrix)
	g := terminal.Grid{Columns: []terminal.Column{{Align: terminal.Right}, {Align: terminal.Left}}}
	for _, at := range p.used[:len(p.used)-1] {
		g.Columns = append(g.Columns, terminal.Column{Head: strconv.Itoa(at + 1), Align: terminal.Right})
	}
	for i, at := range p.used[1:] {
		cells := []string{strconv.Itoa(at + 1), terminal.Cut(w.schemes[p.rows[at].key], 14)}
		for j := range p.used[:i+1] {
			cells = append(cells, strconv.Itoa(int(stats.Round(100*p.kendall[i+1][j], 0))))
		}
		g.Add(cells...)
	}
	for _, l := range g.Lines() {
		p.line(l)
	}
}

// real sets the declared weight of each indicator against its importance.
func (p *page) real() {
	w := p.w
	p.text("", w.real)
	var weak, strong []string
	at := 0
	for _, d := range p.framework.Root().Children {
		var items []string
		for range d.Children {
			x := p.leaves[at]
			at++
			name := w.short[x.Code]
			items = append(items, strings.ReplaceAll(fmt.Sprintf(w.realItem, name, fixed(100*x.Weight, 1), fixed(100*x.Share, 1)), " ", terminal.NoBreak))
			switch {
			case x.Share < x.Weight/2:
				weak = append(weak, name)
			case x.Share > x.Weight*1.5:
				strong = append(strong, name)
			}
		}
		p.item("%s", w.short[d.Code]+w.colon+strings.Join(items, w.list))
	}
	p.item(w.realHead, strings.Join(weak, w.list), strings.Join(strong, w.list))
}
