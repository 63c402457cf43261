package main

import (
	"slices"

	"github.com/countyeval/countyeval/evaluation/report"
	"github.com/countyeval/countyeval/evaluation/tables"
	"github.com/countyeval/countyeval/indicators/basis"
)

// print is a view as text: what the page says, with the first and who changes sides.
func (e *explorer) print(r reader, v state) (string, error) {
	a, err := e.answer(v)
	if err != nil {
		return "", err
	}
	p := tables.Page{Language: r.lang(), Texts: texts(), Width: 100}
	s, err := r.show(a)
	if err != nil {
		return "", err
	}
	p.Print(tables.Printable(e.in.Scheme.Scheme.Title.In(r.lang())))
	p.Print("")
	p.Paragraph(0, s.Changed)
	for _, t := range s.Tiles {
		p.Print("  " + tables.Pad(t.Figure, 12, tables.Right) + "  " + t.Label)
	}
	p.Print("")
	for _, f := range s.Facts {
		p.Paragraph(0, f.Head+map[basis.Language]string{basis.English: ": ", basis.Chinese: "："}[r.lang()]+f.Text)
	}
	p.Paragraph(0, s.Proved)
	p.Print("")
	sheet := a.sheet()
	sheet.Rows = sheet.Rows[:min(len(sheet.Rows), a.first+a.first/2)]
	if err := p.Sheet(sheet); err != nil {
		return "", err
	}
	if len(a.moves) > 0 && len(a.gains().Rows) > 0 {
		f := a.gains()
		drawn, err := f.Draw(report.View{Language: r.lang(), Texts: texts()})
		if err != nil {
			return "", err
		}
		p.Print("")
		gains := tables.Sheet{Title: f.Title, Keys: 1, Columns: slices.Delete(drawn.Numbers.Columns, 1, 3), Notes: []tables.Text{f.Source}}
		for _, cells := range drawn.Numbers.Rows { // what is more and what is less stand in one column
			gains.Rows = append(gains.Rows, slices.Delete(cells, 1, 3))
		}
		gains.Columns[1].Head = headChange.Of(f.Unit)
		if err := p.Sheet(gains); err != nil {
			return "", err
		}
	}
	for _, n := range s.Notes {
		p.Paragraph(0, n)
	}
	return p.String(), nil
}
