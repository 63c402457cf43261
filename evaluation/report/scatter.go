package report

import (
	"math"

	"github.com/countyeval/countyeval/evaluation/tables"
)

// Scatter sets two numbers of each unit against each other: award and score, any two
// indicators.
type Scatter struct {
	Caption
	X, Y   tables.Text // what the axes are, with units
	Points []ScatterPoint
	Lines  []StripLine // upright ones: a zero point
}

// ScatterPoint is one unit.
type ScatterPoint struct {
	Label  tables.Text
	X, Y   float64 // NaN: not drawn
	CX, CY tables.Cell
	Hollow bool // at a cap, doubtful
}

// Draw implements [Figure].
func (f Scatter) Draw(v View) (Picture, error) {
	const all, left, top, high, right = 680.0, 74.0, 24.0, 260.0, 14.0
	p := pen{View: v}
	for _, q := range f.Points {
		if err := finite(v.say(q.Label), q.X, q.Y); err != nil {
			return Picture{}, err
		}
	}
	x, y := axis{a: left, b: all - right}, axis{a: top + high, b: top}
	x.lo, x.hi = span(0, 0, func(add func(float64)) {
		for _, q := range f.Points {
			add(q.X)
		}
		for _, l := range f.Lines {
			add(l.Value)
		}
	})
	y.lo, y.hi = span(0, 0, func(add func(float64)) {
		for _, q := range f.Points {
			add(q.Y)
		}
	})
	if y.lo > 0 && y.lo < y.hi/2 {
		y.lo = 0
	}
	xs, dx := ticks(x.lo, x.hi, 7)
	ys, dy := ticks(y.lo, y.hi, 5)
	for _, k := range xs {
		p.line(classAxis, x.at(k), top, x.at(k), top+high)
	}
	for _, k := range ys {
		p.line(classAxis, left, y.at(k), all-right, y.at(k))
	}
	for _, k := range xs {
		p.text(classTick, x.at(k), top+high+15, tick(k, dx))
	}
	for _, k := range ys {
		p.text(classSmall+" e", left-7, y.at(k)+4, tick(k, dy))
	}
	p.text(classSmall, 2, 12, v.say(f.Y))
	p.text(classSmall+" e", all-right, top+high+30, v.say(f.X))
	for _, l := range f.Lines {
		p.line(classMark, x.at(l.Value), top, x.at(l.Value), top+high)
		p.text(classSmall+" e", min(max(x.at(l.Value), left+120), all-right), top-8, v.say(l.Label)+" "+v.cell(l.Cell))
	}
	for _, q := range f.Points {
		if math.IsNaN(q.X) || math.IsNaN(q.Y) {
			continue
		}
		class := classDot
		if q.Hollow {
			class = classHollow
		}
		p.dot(class, v.say(q.Label)+" "+v.cell(q.CX)+" · "+v.cell(q.CY), x.at(q.X), y.at(q.Y))
	}
	return Picture{Caption: f.caption(), Numbers: f.sheet(), Width: all, Height: top + high + 36, Shapes: p.shapes}, nil
}

func (f Scatter) caption() Caption {
	c := f.Caption
	if c.Alt == (tables.Text{}) {
		c.Alt = tables.Sentence(altScatter, c.Title, len(f.Points), f.X, f.Y)
	}
	return c
}

func (f Scatter) sheet() tables.Sheet {
	s := tables.Sheet{Title: f.Title, Keys: 1}
	s.Head(tables.Left, headName)
	s.Head(tables.Point, f.X, f.Y)
	for _, q := range f.Points {
		cy := q.CY
		if q.Hollow && cy.After == "" {
			cy.After = hollowMark
		}
		s.Add(tables.Words(q.Label), q.CX, cy)
	}
	for _, l := range f.Lines {
		s.Foot = append(s.Foot, []tables.Cell{tables.Words(l.Label), l.Cell})
	}
	return s
}
