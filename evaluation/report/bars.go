package report

import (
	"math"

	"github.com/countyeval/countyeval/evaluation/tables"
)

// Bars are bars beside one another, each of parts that add up, as the points of dimensions
// to a score. Parts below 0 stand to the left of 0.
type Bars struct {
	Caption
	Series []tables.Text // the names of parts, of all bars alike
	Rows   []Bar
	Most   float64 // the end of the scale; 0: of the longest bar
	Digits int     // of parts in the table
	Width  float64 // of the picture, from 300 to 2000; 0: 680
}

// Bar is a bar.
type Bar struct {
	Label tables.Text
	Parts []float64   // of each series; NaN: none
	Total tables.Cell // stands behind it
	Cut   tables.Text // a border below it, and what is said there
}

// Draw implements [Figure].
func (b Bars) Draw(v View) (Picture, error) {
	const row, cut, top = 21.0, 17.0, 8.0
	p, all := pen{View: v}, wide(b.Width)
	labels, totals := make([]string, len(b.Rows)), make([]string, len(b.Rows))
	lo, hi := 0.0, b.Most
	for i, r := range b.Rows {
		labels[i], totals[i] = v.say(r.Label), v.cell(r.Total)
		if err := finite(labels[i], r.Parts...); err != nil {
			return Picture{}, err
		}
		below, above := sides(r.Parts)
		lo = min(lo, below)
		if b.Most == 0 {
			hi = max(hi, above)
		}
	}
	if lo == hi {
		hi = lo + 1
	}
	left, right := p.margin(min(190, 0.4*all), labels), p.margin(min(110, 0.3*all), totals)
	s := axis{lo, hi, left, all - right}
	head := p.legend(b.Series, left, all)
	h := head + top
	for _, r := range b.Rows {
		h += row
		if r.Cut != (tables.Text{}) {
			h += cut
		}
	}
	p.across(s, head, h)
	y := head + top
	for i, r := range b.Rows {
		p.text(classEnd, left-6, y+13, fitted(labels[i], left-10))
		p.bar(b, r, s, y, labels[i])
		_, above := sides(r.Parts)
		p.text(classLeft, s.at(above)+6, y+13, totals[i])
		y += row
		if r.Cut != (tables.Text{}) {
			text := v.say(r.Cut)
			p.line(classMark, left, y+cut/2, max(all-width(text), left), y+cut/2)
			p.text(classSmall+" e", all, y+cut/2+4, text)
			y += cut
		}
	}
	return Picture{Caption: b.caption(), Numbers: b.sheet(), Width: all, Height: h + 20, Shapes: p.shapes}, nil
}

// sides are the sums of what is below and above 0.
func sides(parts []float64) (below, above float64) {
	for _, x := range parts {
		if x < 0 {
			below += x
		} else if x > 0 {
			above += x
		}
	}
	return below, above
}

func (p *pen) bar(b Bars, r Bar, s axis, y float64, label string) {
	below, above := 0.0, 0.0
	for k, x := range r.Parts {
		if x == 0 || math.IsNaN(x) {
			continue
		}
		from := &above
		if x < 0 {
			from = &below
		}
		a, z := s.at(*from), s.at(*from+x)
		*from += x
		hint := label
		if k < len(b.Series) {
			hint += " · " + p.say(b.Series[k]) + " " + p.cell(tables.Decimal(x, b.Digits))
		}
		p.rect(series(k), hint, min(a, z), y+3, max(math.Abs(z-a)-1, 0.5), 13)
	}
}

// legend names the series above a figure, in as many lines as it takes, and returns the
// height that it takes.
func (p *pen) legend(names []tables.Text, left, all float64) float64 {
	if len(names) < 2 {
		return 0
	}
	x, y := left, 14.0
	for k, name := range names {
		text := p.say(name)
		if w := width(text) + 34; x > left && x+w > all {
			x, y = left, y+18
		}
		p.rect(series(k), "", x, y-9, 10, 10)
		p.text(classLeft, x+15, y, fitted(text, all-x-15))
		x += width(text) + 34
	}
	return y + 8
}

func (b Bars) caption() Caption {
	c := b.Caption
	if c.Alt == (tables.Text{}) && len(b.Rows) > 0 {
		first, last := b.Rows[0], b.Rows[len(b.Rows)-1]
		c.Alt = tables.Sentence(altBars, c.Title, len(b.Rows), first.Label, first.Total, last.Label, last.Total)
	}
	return c
}

func (b Bars) sheet() tables.Sheet {
	s := tables.Sheet{Title: b.Title, Keys: 1}
	s.Head(tables.Left, headRow)
	s.Head(tables.Point, b.Series...)
	s.Head(tables.Point, headTotal.Of(b.Unit))
	for _, r := range b.Rows {
		cells := []tables.Cell{tables.Words(r.Label)}
		for k := range b.Series {
			cell := tables.Missing(tables.Text{})
			if k < len(r.Parts) {
				cell = tables.Decimal(r.Parts[k], b.Digits)
			}
			cells = append(cells, cell)
		}
		s.Add(append(cells, r.Total)...)
	}
	return s
}
