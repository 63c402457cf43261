package report

import (
	"math"

	"github.com/countyeval/countyeval/evaluation/robustness"
	"github.com/countyeval/countyeval/evaluation/tables"
	"github.com/countyeval/countyeval/indicators/basis"
)

// Sobol shows from which uncertain choice the variance of a figure comes: for each factor
// its first-order index as a bar, its total index as the lighter bar behind it, and the
// interval around that.
type Sobol struct {
	Caption
	Factors []tables.Text
	Indices robustness.Indices
}

// Draw implements [Figure].
func (f Sobol) Draw(v View) (Picture, error) {
	const all, row, right = 680.0, 26.0, 60.0
	p := pen{View: v}
	if len(f.Indices.First) != len(f.Factors) || len(f.Indices.Total) != len(f.Factors) {
		return Picture{}, basis.Errorf("%w: %d factors have %d first-order and %d total indices", basis.ErrValue, len(f.Factors), len(f.Indices.First), len(f.Indices.Total))
	}
	labels, hi := make([]string, len(f.Factors)), 0.1
	for i, t := range f.Factors {
		labels[i] = v.say(t)
		if err := finite(labels[i], f.Indices.First[i].Value, f.Indices.Total[i].Value, f.Indices.Total[i].Low, f.Indices.Total[i].High); err != nil {
			return Picture{}, err
		}
		for _, x := range []float64{f.Indices.Total[i].High, f.Indices.Total[i].Value, f.Indices.First[i].Value} {
			if x > hi {
				hi = x
			}
		}
	}
	left := p.margin(240, labels)
	s := axis{0, hi, left, all - right}
	head := p.legend([]tables.Text{wordFirstOrder, wordTotalOrder}, left, all)
	h := head + row*float64(len(labels)) + 4
	p.across(s, head, h)
	for i, label := range labels {
		y := head + row*float64(i) + 4
		first, total := f.Indices.First[i], f.Indices.Total[i]
		p.text(classEnd, left-6, y+14, fitted(label, left-10))
		p.bars(s, y, total.Value, first.Value)
		if !math.IsNaN(total.Low) && !math.IsNaN(total.High) {
			p.line(classSpan, s.at(total.Low), y+9, s.at(total.High), y+9)
		}
		p.text(classLeft, max(s.at(total.High), s.at(total.Value))+6, y+14, v.cell(tables.Decimal(total.Value, 2)))
	}
	return Picture{Caption: f.caption(), Numbers: f.sheet(), Width: all, Height: h + 20, Shapes: p.shapes}, nil
}

// bars are the total index with the first-order one in it.
func (p *pen) bars(s axis, y, total, first float64) {
	if total > 0 {
		p.rect(series(1), "", s.at(0), y+3, s.at(total)-s.at(0), 12)
	}
	if first > 0 {
		p.rect(series(0), "", s.at(0), y+5, s.at(first)-s.at(0), 8)
	}
}

func (f Sobol) caption() Caption {
	c := f.Caption
	if c.Alt == (tables.Text{}) && len(f.Factors) > 0 {
		most := 0
		for i, x := range f.Indices.Total {
			if x.Value > f.Indices.Total[most].Value {
				most = i
			}
		}
		c.Alt = tables.Sentence(altSobol, c.Title, f.Factors[most], tables.Decimal(f.Indices.Total[most].Value, 2))
	}
	return c
}

func (f Sobol) sheet() tables.Sheet {
	s := tables.Sheet{Title: f.Title, Keys: 1}
	s.Head(tables.Left, headFactor)
	s.Head(tables.Point, wordFirstOrder, wordTotalOrder, headFrom, headTo)
	for i, t := range f.Factors {
		if i >= len(f.Indices.First) || i >= len(f.Indices.Total) {
			break
		}
		x := f.Indices.Total[i]
		s.Add(tables.Words(t), tables.Decimal(f.Indices.First[i].Value, 3), tables.Decimal(x.Value, 3), tables.Decimal(x.Low, 3), tables.Decimal(x.High, 3))
	}
	return s
}
