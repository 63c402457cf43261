package main

import (
	"fmt"
	"strconv"
	"strings"

	"github.com/countyeval/countyeval/evaluation"
	"github.com/countyeval/countyeval/evaluation/incentive/fill"
	"github.com/countyeval/countyeval/examples/henan/data"
	"github.com/countyeval/countyeval/examples/internal/terminal"
)

// pageWidth is the number of columns to which running text is wrapped.
const pageWidth = 108

// The marks of the table.
const (
	markCapped  = "▲"
	markDoubt   = "†"
	markImputed = "°"
)

// page writes the results for a terminal.
type page struct {
	*study
	w   *words
	all bool // name the counties of all grades
	out strings.Builder
}

// print writes the whole page.
func (s *study) print(w *words, all bool) string {
	p := &page{study: s, w: w, all: all}
	p.header()
	p.out.WriteByte('\n')
	p.table()
	p.line(w.foot.marks, w.foot.marksText)
	p.out.WriteByte('\n')
	p.footer()
	p.awarded()
	p.ending()
	return p.out.String()
}

// line writes one or more lines of text under a label.
func (p *page) line(label, text string) {
	for i, l := range terminal.Wrap(text, pageWidth-p.w.indent) {
		if i > 0 {
			label = ""
		}
		p.out.WriteString(terminal.Pad(label, p.w.indent, terminal.Left))
		p.out.WriteString(l)
		p.out.WriteByte('\n')
	}
}

// table writes the ranked counties, those of the best grade or all, and under
// them what each grade gets.
func (p *page) table() {
	t := p.w.table
	county, region := t.county, t.prefecture
	if !p.henan {
		county, region = t.unit, t.region
	}
	g := terminal.Grid{Columns: []terminal.Column{{Head: t.rank, Align: terminal.Right}, {Head: county, Align: terminal.Left}}}
	if p.regions() {
		g.Columns = append(g.Columns, terminal.Column{Head: region, Align: terminal.Left})
	}
	g.Columns = append(g.Columns, terminal.Column{Head: t.score, Align: terminal.Right})
	for _, d := range p.shown() {
		g.Columns = append(g.Columns, terminal.Column{Head: terminal.Cut(p.w.label(d), 12), Align: terminal.Right})
	}
	g.Columns = append(g.Columns, terminal.Column{Head: t.grade, Align: terminal.Center})
	for _, r := range p.rivals {
		g.Columns = append(g.Columns, terminal.Column{Head: t.schemes[r.name], Align: terminal.Right})
	}
	for _, a := range p.awards {
		g.Columns = append(g.Columns, terminal.Column{Head: t.awards[a.key], Align: terminal.Right})
	}
	for _, place := range p.ranking.Places {
		if p.all || place.Grade == bestGrade() {
			g.Add(p.row(place)...)
		}
	}
	for _, grade := range data.Grades().Grades {
		if row, ok := p.subtotal(grade.Grade, len(g.Columns)); ok {
			g.Add(row...)
		}
	}
	for _, l := range g.Lines() {
		p.out.WriteString(l)
		p.out.WriteByte('\n')
	}
}

// regions reports whether any unit has a region.
func (p *page) regions() bool {
	for _, u := range p.input.table.Units() {
		if u.Region != "" {
			return true
		}
	}
	return false
}

// row is one county in the table.
func (p *page) row(place evaluation.Place) []string {
	code := place.Unit.Code
	name, _, _ := strings.Cut(p.w.name(place.Unit), " (") // the region stands beside it
	if p.doubtful(code) {
		name += markDoubt
	}
	if len(p.imputedOf(code)) > 0 {
		name += markImputed
	}
	cells := []string{strconv.Itoa(place.Rank), name}
	if p.regions() {
		cells = append(cells, p.w.region(place.Unit))
	}
	cells = append(cells, fixed(place.Score, 2))
	for _, d := range p.shown() {
		x, _ := p.result.Score(code, d.Code)
		cells = append(cells, fixed(x, 1))
	}
	cells = append(cells, place.Grade)
	for _, r := range p.rivals {
		rank := "-"
		if q, ok := r.ranking.Find(code); ok {
			rank = strconv.Itoa(q.Rank)
		}
		cells = append(cells, rank)
	}
	for _, a := range p.awards {
		cells = append(cells, p.w.cell(a, code, place.Grade))
	}
	return cells
}

// cell is what a county gets, with the mark if a cap holds it back. A county that
// the award is not open to has a dash.
func (w *words) cell(a award, code, grade string) string {
	x, ok := a.by[code]
	if !ok || !a.admits(grade) {
		return "-"
	}
	text := w.amount(a, x.Amount)
	if x.Bound == fill.BoundCap {
		return markCapped + text
	}
	return text
}

// subtotal is what a grade gets together; ok is false if it can get nothing.
func (p *page) subtotal(grade string, columns int) (row []string, ok bool) {
	row = make([]string, columns)
	row[1] = fmt.Sprintf(p.w.table.subtotal, grade, len(p.grade(grade)))
	for i, a := range p.awards {
		cell := &row[columns-len(p.awards)+i]
		*cell = "-"
		if a.allocation != nil && a.admits(grade) {
			ok = true
			*cell = p.w.amount(a, a.given(grade))
		}
	}
	return row, ok && len(p.grade(grade)) > 0
}

// ending tells what could not be shown, the warnings about one's own data, and
// what else there is.
func (p *page) ending() {
	f := p.w.foot
	var notes []string
	for _, err := range p.notes {
		notes = append(notes, oneLine(err, p.w))
	}
	if !p.henan {
		for _, err := range p.result.Warnings {
			notes = append(notes, oneLine(err, p.w))
		}
	}
	const most = 6
	for i, n := range notes {
		label := ""
		if i == 0 {
			label = f.notes
		}
		if i == most {
			p.line(label, fmt.Sprintf(p.w.head.more, len(notes)-most))
			break
		}
		p.line(label, n)
	}
	p.line(f.more, f.moreText)
}

// oneLine is the text of an error, which may be several joined, on one line.
func oneLine(err error, w *words) string {
	return terminal.Printable(strings.ReplaceAll(err.Error(), "\n", w.and))
}
