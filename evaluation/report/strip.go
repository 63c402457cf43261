package report

import (
	"math"

	"github.com/countyeval/countyeval/evaluation/tables"
)

// Strip shows how numbers lie on a scale, a row for each group: ranks by prefecture, the
// figures of an indicator.
type Strip struct {
	Caption
	Rows   []StripRow
	Lines  []StripLine // through all rows: a zero point, a full point
	Lo, Hi float64     // the ends of the scale; both 0: of the numbers
	Falls  bool        // the scale falls from left to right, as ranks do not
}

// StripRow is a row of a [Strip].
type StripRow struct {
	Label  tables.Text
	Points []StripPoint
}

// StripPoint is one number.
type StripPoint struct {
	Label  tables.Text
	Value  float64     // NaN: none
	Cell   tables.Cell // as it is printed
	Hollow bool        // it is doubtful: imputed, treated
}

// StripLine is a line at a number.
type StripLine struct {
	Label tables.Text
	Value float64
	Cell  tables.Cell
}

// Draw implements [Figure].
func (f Strip) Draw(v View) (Picture, error) {
	const all, row = 680.0, 24.0
	p := pen{View: v}
	labels := make([]string, len(f.Rows))
	for i, r := range f.Rows {
		labels[i] = v.say(r.Label)
		for _, x := range r.Points {
			if err := finite(labels[i], x.Value); err != nil {
				return Picture{}, err
			}
		}
	}
	lo, hi := span(f.Lo, f.Hi, func(add func(float64)) {
		for _, r := range f.Rows {
			for _, x := range r.Points {
				add(x.Value)
			}
		}
		for _, l := range f.Lines {
			add(l.Value)
		}
	})
	left := p.margin(190, labels)
	if len(f.Rows) == 1 { // its title says what it is
		left, labels[0] = 4, ""
	}
	s := axis{lo, hi, left + 6, all - 14}
	if f.Falls {
		s.a, s.b = s.b, s.a
	}
	top := 6.0
	if len(f.Lines) > 0 {
		top = 22
	}
	h := top + row*float64(len(f.Rows))
	p.across(s, top, h)
	end := 0.0
	for _, l := range f.Lines {
		x := s.at(l.Value)
		p.line(classMark, x, top-4, x, h)
		text := v.say(l.Label) + " " + v.cell(l.Cell)
		if x+width(text) > all && x-width(text) > end {
			p.text(classSmall+" e", x, top-8, text)
			end = x
			continue
		}
		end = max(x, end+8)
		p.text(classSmall, end, top-8, text)
		end += width(text)
	}
	for i, r := range f.Rows {
		y := top + row*float64(i) + row/2
		p.text(classEnd, left-6, y+4, fitted(labels[i], left-10))
		p.line(classAxis, s.at(lo), y, s.at(hi), y)
		for _, x := range r.Points {
			if math.IsNaN(x.Value) {
				continue
			}
			class := classDot
			if x.Hollow {
				class = classHollow
			}
			p.dot(class, v.say(x.Label)+" "+v.cell(x.Cell), s.at(x.Value), y)
		}
	}
	return Picture{Caption: f.caption(), Numbers: f.sheet(), Width: all, Height: h + 20, Shapes: p.shapes}, nil
}

func (f Strip) caption() Caption {
	c := f.Caption
	n := 0
	for _, r := range f.Rows {
		n += len(r.Points)
	}
	if c.Alt == (tables.Text{}) {
		c.Alt = tables.Sentence(altStrip, c.Title, n, len(f.Rows))
	}
	return c
}

func (f Strip) sheet() tables.Sheet {
	s := tables.Sheet{Title: f.Title, Keys: 2}
	s.Head(tables.Left, headRow, headName)
	s.Head(tables.Point, headValue.Of(f.Unit))
	for _, r := range f.Rows {
		for _, x := range r.Points {
			cell := x.Cell
			if x.Hollow && cell.After == "" {
				cell.After = hollowMark
			}
			s.Add(tables.Words(r.Label), tables.Words(x.Label), cell)
		}
	}
	for _, l := range f.Lines {
		s.Foot = append(s.Foot, []tables.Cell{tables.Words(l.Label), {}, l.Cell})
	}
	return s
}
