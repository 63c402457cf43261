package report

import (
	"slices"

	"github.com/countyeval/countyeval/evaluation/tables"
	"github.com/countyeval/countyeval/indicators/basis"
)

// Lorenz is the curve of Lorenz: which part of the whole the lowest part of the units has
// together. The line of equal shares stands beside it.
type Lorenz struct {
	Caption
	Amounts []float64   // at least 0, in any order
	Gini    tables.Cell // stands in the figure
}

// Draw implements [Figure].
func (f Lorenz) Draw(v View) (Picture, error) {
	const all, left, top, side = 340.0, 44.0, 10.0, 270.0
	p := pen{View: v}
	share, err := f.shares()
	if err != nil {
		return Picture{}, err
	}
	x, y := axis{0, 100, left, left + side}, axis{0, 100, top + side, top}
	for k := 0.0; k <= 100; k += 25 {
		p.line(classAxis, x.at(k), top, x.at(k), top+side)
		p.line(classAxis, left, y.at(k), left+side, y.at(k))
	}
	for k := 0.0; k <= 100; k += 25 {
		p.text(classTick, x.at(k), top+side+14, tick(k, 0))
		p.text(classSmall+" e", left-6, y.at(k)+4, tick(k, 0))
	}
	p.line(classMark, x.at(0), y.at(0), x.at(100), y.at(100))
	d := ""
	for i, s := range share {
		d += map[bool]string{true: "M", false: "L"}[i == 0] + num(x.at(100*float64(i)/float64(max(len(share)-1, 1)))) + " " + num(y.at(s))
	}
	p.path(classStrong, "", d)
	if f.Gini.Kind != tables.BlankCell {
		p.text(classLeft, left+10, top+20, v.say(tables.Sentence(labelGini, f.Gini)))
	}
	p.text(classTick, left+side/2, top+side+29, v.say(labelUnits))
	return Picture{Caption: f.caption(), Numbers: f.sheet(share), Width: all, Height: top + side + 36, Shapes: p.shapes}, nil
}

// shares are the parts of the whole, in per cent, that the lowest 0, 1, 2 ... have.
func (f Lorenz) shares() ([]float64, error) {
	sorted := slices.Sorted(slices.Values(f.Amounts))
	sum := 0.0
	for _, a := range sorted {
		if a < 0 || a != a || finite("", a) != nil {
			return nil, basis.Errorf("%w: the amount %v has no place on a curve of Lorenz", basis.ErrNumber, a)
		}
		sum += a
	}
	out, part := []float64{0}, 0.0
	for i, a := range sorted {
		part += a
		if sum == 0 {
			out = append(out, 100*float64(i+1)/float64(len(sorted)))
			continue
		}
		out = append(out, 100*part/sum)
	}
	return out, nil
}

func (f Lorenz) caption() Caption {
	c := f.Caption
	if c.Alt == (tables.Text{}) {
		c.Alt = tables.Sentence(altLorenz, c.Title, len(f.Amounts), f.Gini)
	}
	return c
}

// sheet has the shares at each tenth.
func (f Lorenz) sheet(share []float64) tables.Sheet {
	s := tables.Sheet{Title: f.Title, Keys: 1}
	s.Head(tables.Right, headLowest)
	s.Head(tables.Point, headHave)
	n := len(share) - 1
	for k := 1; k <= 10; k++ {
		s.Add(tables.Integer(10*k), tables.Decimal(interpolated(share, float64(k)*float64(n)/10), 1))
	}
	return s
}

// interpolated is the height of the curve between two of its corners.
func interpolated(y []float64, x float64) float64 {
	i := min(int(x), len(y)-1)
	if i+1 >= len(y) {
		return y[len(y)-1]
	}
	return y[i] + (x-float64(i))*(y[i+1]-y[i])
}
