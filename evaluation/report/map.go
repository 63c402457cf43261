package report

import (
	"cmp"
	"math"
	"slices"

	"github.com/countyeval/countyeval/evaluation/tables"
)

// Map colors areas by the number of their unit, in six shades with equally many units, or
// by groups that have an order, such as grades. A legend says what each shade holds.
// Outlines come from the caller ([ReadAreas]). The projection is the cylindrical
// equal-area one about the middle latitude (Lambert 1772), so that areas compare:
//
//	x = longitude cos(middle)   y = sin(latitude) / cos(middle)
//
// Corners are moved to the nearest half pixel, which keeps common borders common. Units
// without an area and areas without a unit are listed below the numbers.
type Map struct {
	Caption
	Areas []Area
	Units []MapUnit
	Falls bool // the smallest number is the best, as of ranks, and has the full color

	// Groups are groups instead of numbers, the best first: the number of a unit is the place
	// of its group among them, from 0.
	Groups []tables.Text
}

// MapUnit is the number of a unit.
type MapUnit struct {
	Code  string
	Label tables.Text
	Value float64 // NaN: none
	Cell  tables.Cell
}

// Draw implements [Figure].
func (f Map) Draw(v View) (Picture, error) {
	const all, most = 680.0, 560.0
	p := pen{View: v}
	box := newFrame()
	for _, a := range f.Areas {
		if err := a.check(); err != nil {
			return Picture{}, err
		}
		box.add(a)
	}
	for _, u := range f.Units {
		if err := finite(v.say(u.Label), u.Value); err != nil {
			return Picture{}, err
		}
	}
	height := box.fit(all, most)
	shades := f.shades()
	by := map[string]MapUnit{}
	for _, u := range f.Units {
		by[u.Code] = u
	}
	for _, a := range f.Areas {
		u, ok := by[a.Code]
		class, hint := "ar no", a.Code
		if ok {
			class, hint = "ar", v.say(u.Label)+" "+v.cell(u.Cell)
			if k := shades[a.Code]; k != "" {
				class = "ar " + k
			}
		}
		p.path(class, hint, box.path(a))
	}
	height = f.legend(&p, shades, height)
	return Picture{Caption: f.caption(), Numbers: f.sheet(), Width: all, Height: height, Shapes: p.shapes}, nil
}

// legend draws a box for each shade, the best first, with the group or the numbers that it
// holds, and returns the new height.
func (f Map) legend(p *pen, shades map[string]string, height float64) float64 {
	const row, all = 22.0, 680.0
	held := map[string][]MapUnit{}
	for _, u := range f.Units {
		if k := shades[u.Code]; k != "" {
			held[k] = append(held[k], u)
		}
	}
	x, y := 2.0, height+8
	for k := levels; k > 0; k-- {
		class := shade(float64(k) / levels)
		of := held[class]
		if len(of) == 0 {
			continue
		}
		slices.SortStableFunc(of, func(a, b MapUnit) int { return cmp.Compare(a.Value, b.Value) })
		text := p.cell(of[0].Cell)
		if last := p.cell(of[len(of)-1].Cell); f.Groups == nil && last != text {
			text += "–" + last
		}
		if x > 2 && x+width(text)+24 > all {
			x, y = 2, y+row
		}
		p.rect("ar "+class, "", x, y, 14, 14)
		p.text(classLeft, x+20, y+12, text)
		x += width(text) + 44
	}
	if len(held) == 0 {
		return height
	}
	return y + row
}

// shades are the classes of units by their sixth, or by their group.
func (f Map) shades() map[string]string {
	if f.Groups != nil {
		out := map[string]string{}
		for _, u := range f.Units {
			if k := int(u.Value); !math.IsNaN(u.Value) && k >= 0 && k < len(f.Groups) {
				out[u.Code] = shade(float64(levels-k*(levels-1)/max(len(f.Groups)-1, 1)) / levels)
			}
		}
		return out
	}
	ranked := slices.DeleteFunc(slices.Clone(f.Units), func(u MapUnit) bool { return math.IsNaN(u.Value) })
	slices.SortStableFunc(ranked, func(a, b MapUnit) int {
		if f.Falls {
			a, b = b, a
		}
		return cmp.Compare(a.Value, b.Value)
	})
	out := map[string]string{}
	upTo := len(ranked) // how many are not better: equal numbers have one shade
	for i, u := range slices.Backward(ranked) {
		if i+1 < len(ranked) && u.Value != ranked[i+1].Value {
			upTo = i + 1
		}
		out[u.Code] = shade(math.Ceil(float64(levels*upTo)/float64(len(ranked))) / levels)
	}
	return out
}

func (f Map) caption() Caption {
	c := f.Caption
	if c.Alt == (tables.Text{}) {
		c.Alt = tables.Sentence(altMap, c.Title, len(f.Areas), len(f.Units))
	}
	return c
}

func (f Map) sheet() tables.Sheet {
	s := tables.Sheet{Title: f.Title, Keys: 1}
	s.Head(tables.Left, headName)
	s.Head(tables.Point, headValue.Of(f.Unit))
	for _, u := range f.Units {
		s.Add(tables.Words(u.Label), u.Cell)
	}
	for _, x := range f.lost() {
		s.Note(x)
	}
	return s
}

// lost are the units without an area and the areas without a unit, in words.
func (f Map) lost() []tables.Text {
	areas, units := map[string]bool{}, map[string]bool{}
	for _, a := range f.Areas {
		areas[a.Code] = true
	}
	var without, strange []tables.Text
	for _, u := range f.Units {
		if units[u.Code] = true; !areas[u.Code] {
			without = append(without, u.Label)
		}
	}
	for _, a := range f.Areas {
		if !units[a.Code] {
			strange = append(strange, tables.Same(a.Code))
		}
	}
	var out []tables.Text
	if len(without) > 0 {
		out = append(out, tables.Sentence(mapWithout, tables.List(without...)))
	}
	if len(strange) > 0 {
		out = append(out, tables.Sentence(mapStrange, tables.List(strange...)))
	}
	return out
}

// frame is where a map lies.
type frame struct{ west, east, south, north, middle, scale float64 }

func newFrame() *frame {
	return &frame{west: math.Inf(1), east: math.Inf(-1), south: math.Inf(1), north: math.Inf(-1)}
}

func (b *frame) add(a Area) {
	for _, ring := range a.Rings {
		for _, p := range ring {
			b.west, b.east = min(b.west, p[0]), max(b.east, p[0])
			b.south, b.north = min(b.south, p[1]), max(b.north, p[1])
		}
	}
}

// fit finds the scale and returns the height.
func (b *frame) fit(width, height float64) float64 {
	if b.west > b.east { // no areas
		return 20
	}
	const degree = math.Pi / 180
	b.middle = math.Cos((b.south + b.north) / 2 * degree)
	w := (b.east - b.west) * degree * b.middle
	h := (math.Sin(b.north*degree) - math.Sin(b.south*degree)) / b.middle
	b.scale = min((width-4)/max(w, 1e-9), (height-4)/max(h, 1e-9))
	return h*b.scale + 4
}

// at is where a place lies, on a grid of half pixels.
func (b *frame) at(p [2]float64) [2]float64 {
	const degree = math.Pi / 180
	x := (p[0] - b.west) * degree * b.middle * b.scale
	y := (math.Sin(b.north*degree) - math.Sin(p[1]*degree)) / b.middle * b.scale
	return [2]float64{math.Round(2*x)/2 + 2, math.Round(2*y)/2 + 2}
}

// path is the outline of an area; corners that fall together are one.
func (b *frame) path(a Area) string {
	d := ""
	for _, ring := range a.Rings {
		var last [2]float64
		for i, p := range ring {
			q := b.at(p)
			switch {
			case i == 0:
				d += "M" + num(q[0]) + " " + num(q[1])
			case q != last:
				d += "L" + num(q[0]) + " " + num(q[1])
			}
			last = q
		}
		d += "z"
	}
	return d
}
