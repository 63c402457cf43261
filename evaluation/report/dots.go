package report

import (
	"math"

	"github.com/countyeval/countyeval/evaluation/tables"
)

// Dots set one unit beside the middle and the best of others, a row for each indicator.
type Dots struct {
	Caption
	Rows   []DotsRow
	Lo, Hi float64 // the ends of the scale; both 0: of the numbers
	Digits int     // of the numbers in the table
}

// DotsRow is a row of [Dots]. What is NaN is not drawn.
type DotsRow struct {
	Label               tables.Text
	Depth               int // in a tree, from 0
	Value, Median, Best float64
}

// Draw implements [Figure].
func (f Dots) Draw(v View) (Picture, error) {
	const all, row, top = 680.0, 19.0, 24.0
	p := pen{View: v}
	labels := make([]string, len(f.Rows))
	for i, r := range f.Rows {
		labels[i] = v.say(r.Label)
		if err := finite(labels[i], r.Value, r.Median, r.Best); err != nil {
			return Picture{}, err
		}
	}
	lo, hi := span(f.Lo, f.Hi, func(add func(float64)) {
		for _, r := range f.Rows {
			add(r.Value)
			add(r.Median)
			add(r.Best)
		}
	})
	left := 250.0
	s := axis{lo, hi, left + 10, all - 12}
	h := top + row*float64(len(f.Rows)) + 4
	p.across(s, top, h)
	x := left + 10
	for _, k := range []struct {
		class string
		text  tables.Text
	}{{classDot, wordThis}, {classQuiet, wordMedian}, {classHollow, wordBest}} {
		p.dot(k.class, "", x+4, 10)
		text := v.say(k.text)
		p.text(classLeft, x+14, 14, text)
		x += width(text) + 36
	}
	for i, r := range f.Rows {
		y := top + row*float64(i) + row/2 + 2
		indent := 12 * float64(max(r.Depth-1, 0))
		class := classLeft
		if r.Depth <= 1 {
			class += " b"
		}
		p.text(class, indent, y+4, fitted(labels[i], left-indent))
	}
	each := func(draw func(DotsRow, float64)) {
		for i, r := range f.Rows {
			draw(r, top+row*float64(i)+row/2+2)
		}
	}
	each(func(r DotsRow, y float64) {
		if !math.IsNaN(r.Value) && !math.IsNaN(r.Median) {
			p.line(classSpan, s.at(r.Median), y, s.at(r.Value), y)
		}
	})
	for _, k := range []struct {
		class string
		of    func(DotsRow) float64
	}{
		{classHollow, func(r DotsRow) float64 { return r.Best }},
		{classQuiet, func(r DotsRow) float64 { return r.Median }},
		{classDot, func(r DotsRow) float64 { return r.Value }},
	} {
		each(func(r DotsRow, y float64) {
			if x := k.of(r); !math.IsNaN(x) {
				p.dot(k.class, "", s.at(x), y)
			}
		})
	}
	return Picture{Caption: f.caption(), Numbers: f.sheet(), Width: all, Height: h + 18, Shapes: p.shapes}, nil
}

func (f Dots) caption() Caption {
	c := f.Caption
	if c.Alt != (tables.Text{}) {
		return c
	}
	above := 0
	for _, r := range f.Rows {
		if r.Value > r.Median {
			above++
		}
	}
	c.Alt = tables.Sentence(altDots, c.Title, above, len(f.Rows))
	return c
}

func (f Dots) sheet() tables.Sheet {
	s := tables.Sheet{Title: f.Title, Keys: 1}
	s.Head(tables.Left, headRow)
	s.Head(tables.Point, wordThis, wordMedian, wordBest)
	for _, r := range f.Rows {
		label := tables.Words(r.Label)
		label.Indent = max(r.Depth-1, 0)
		s.Add(label, tables.Decimal(r.Value, f.Digits), tables.Decimal(r.Median, f.Digits), tables.Decimal(r.Best, f.Digits))
	}
	return s
}
