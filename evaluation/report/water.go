package report

import (
	"math"

	"github.com/countyeval/countyeval/evaluation/tables"
)

// Water is the picture of a weighted fill: every unit is a vessel as wide as its weight,
// water stands in all of them at the same level, and a vessel with a lid, its cap, is full
// before. Areas are amounts.
type Water struct {
	Caption
	Vessels []Vessel
	Level   float64 // what one part of weight gets
}

// Vessel is one unit. Its amount is Share.
type Vessel struct {
	Label      tables.Text
	Weight     float64
	Share      float64
	Cap, Floor float64 // NaN: none
	Cell       tables.Cell
}

// Draw implements [Figure].
func (f Water) Draw(v View) (Picture, error) {
	const all, left, top, high = 680.0, 8.0, 24.0, 220.0
	p := pen{View: v}
	sum, most := 0.0, f.Level
	for _, x := range f.Vessels {
		if err := finite(v.say(x.Label), x.Weight, x.Share, x.Cap, x.Floor); err != nil {
			return Picture{}, err
		}
		if x.Weight > 0 {
			sum += x.Weight
			most = max(most, x.Share/x.Weight)
		}
	}
	if sum == 0 {
		sum = 1
	}
	if most <= 0 || math.IsNaN(most) {
		most = 1
	}
	s := axis{0, most * 1.12, top + high, top}
	at := left
	for _, x := range f.Vessels {
		if x.Weight <= 0 {
			continue
		}
		w := (all - 2*left) * x.Weight / sum
		name := v.say(x.Label)
		y := s.at(x.Share / x.Weight)
		p.rect("wa", name+" "+v.cell(x.Cell), at, y, max(w-0.8, 0.3), top+high-y)
		if c := x.Cap / x.Weight; c <= s.hi {
			p.line(classLid, at, s.at(c), at+w-0.8, s.at(c))
		}
		if c := x.Floor / x.Weight; x.Floor > 0 && c <= s.hi {
			p.line(classMark, at, s.at(c), at+w-0.8, s.at(c))
		}
		if w > 28 {
			p.text(classMiddle, at+w/2, top+high+15, fitted(name, w-2))
		}
		at += w
	}
	p.line(classAxis, left, top+high, all-left, top+high)
	y := s.at(f.Level)
	p.line(classLevel, left, y, all-left, y)
	p.text(classSmall+" e", all-left, y-5, v.say(tables.Sentence(labelLevel, tables.Short(f.Level))))
	return Picture{Caption: f.caption(), Numbers: f.sheet(), Width: all, Height: top + high + 24, Shapes: p.shapes}, nil
}

func (f Water) caption() Caption {
	c := f.Caption
	if c.Alt == (tables.Text{}) {
		lids := 0
		for _, x := range f.Vessels {
			if x.Weight > 0 && x.Share >= x.Cap {
				lids++
			}
		}
		c.Alt = tables.Sentence(altWater, c.Title, len(f.Vessels), tables.Short(f.Level), lids)
	}
	return c
}

func (f Water) sheet() tables.Sheet {
	s := tables.Sheet{Title: f.Title, Keys: 1}
	s.Head(tables.Left, headName)
	s.Head(tables.Point, headWeight, headShare.Of(f.Unit), headCap.Of(f.Unit))
	for _, x := range f.Vessels {
		s.Add(tables.Words(x.Label), tables.Rounded(x.Weight, 6), x.Cell, limit(x.Cap))
	}
	s.Note(tables.Sentence(labelLevel, tables.Rounded(f.Level, 6)))
	return s
}

// limit is a cap, blank for none.
func limit(x float64) tables.Cell {
	if math.IsNaN(x) || math.IsInf(x, 0) {
		return tables.Cell{}
	}
	return tables.Rounded(x, 6)
}
