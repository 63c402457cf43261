package report

import (
	"math"
	"strconv"

	"github.com/countyeval/countyeval/evaluation/tables"
)

// Heat is a table of numbers as colored cells: correlations, how often a unit has a rank.
// Below 0 the cells have another color than above.
type Heat struct {
	Caption
	Rows    []tables.Text
	Columns []tables.Text // named below by their numbers if there are many
	Values  [][]float64   // of each row; NaN: nothing
	Most    float64       // the number with the full color, and -Most; 0: 1
	Digits  int           // of the numbers in the table
	Blocks  []int         // rows, and columns of a square one, before which a line stands
}

// Draw implements [Figure].
func (f Heat) Draw(v View) (Picture, error) {
	const all, head = 680.0, 20.0
	p := pen{View: v}
	labels := make([]string, len(f.Rows))
	for i, r := range f.Rows {
		labels[i] = v.say(r)
	}
	most := f.Most
	if most == 0 {
		most = 1
	}
	left := p.margin(240, labels)
	w := (all - left - 4) / float64(max(len(f.Columns), 1))
	h := min(max(w, 15), 24)
	for j, c := range f.Columns {
		text := v.say(c)
		if width(text) > w {
			text = strconv.Itoa(j + 1)
		}
		if width(text) <= w+4 {
			p.text(classTick, left+w*(float64(j)+0.5), 14, text)
		}
	}
	cells := map[string]string{}
	for i := range f.Rows {
		y := head + h*float64(i)
		p.text(classEnd, left-6, y+h/2+4, fitted(labels[i], left-10))
		if i >= len(f.Values) {
			continue
		}
		if err := finite(labels[i], f.Values[i]...); err != nil {
			return Picture{}, err
		}
		for j, x := range f.Values[i] {
			if class := shade(x / most); class != "" && j < len(f.Columns) {
				cells[class] += "M" + num(left+w*float64(j)) + " " + num(y) + "h" + num(w-1) + "v" + num(h-1) + "h" + num(1-w) + "z"
			}
		}
	}
	for k := -levels; k <= levels; k++ {
		if class := shade(float64(k) / levels); cells[class] != "" {
			p.path(class, "", cells[class])
			delete(cells, class)
		}
	}
	bottom := head + h*float64(len(f.Rows))
	for _, b := range f.Blocks {
		y := head + h*float64(b) - 0.5
		p.line(classMark, left, y, all-4, y)
		if len(f.Rows) == len(f.Columns) {
			x := left + w*float64(b) - 0.5
			p.line(classMark, x, head, x, bottom)
		}
	}
	return Picture{Caption: f.caption(), Numbers: f.sheet(), Width: all, Height: bottom + 6, Shapes: p.shapes}, nil
}

// levels are the shades on each side of 0.
const levels = 6

// shade is the class of a number from -1 to 1; "" for one too near to 0 to be seen.
func shade(x float64) string {
	if math.IsNaN(x) {
		return ""
	}
	k := int(math.Round(min(max(x, -1), 1) * levels))
	switch {
	case k > 0:
		return "h" + strconv.Itoa(k)
	case k < 0:
		return "l" + strconv.Itoa(-k)
	}
	return ""
}

func (f Heat) caption() Caption {
	c := f.Caption
	if c.Alt != (tables.Text{}) {
		return c
	}
	lo, hi := math.Inf(1), math.Inf(-1)
	for i, row := range f.Values {
		for j, x := range row {
			if !math.IsNaN(x) && (i != j || len(f.Rows) != len(f.Columns)) {
				lo, hi = min(lo, x), max(hi, x)
			}
		}
	}
	c.Alt = tables.Sentence(altHeat, c.Title, len(f.Rows), len(f.Columns), tables.Decimal(lo, f.Digits), tables.Decimal(hi, f.Digits))
	return c
}

func (f Heat) sheet() tables.Sheet {
	s := tables.Sheet{Title: f.Title, Keys: 1}
	s.Head(tables.Left, headRow)
	s.Head(tables.Point, f.Columns...)
	for i, label := range f.Rows {
		cells := []tables.Cell{tables.Words(label)}
		if i < len(f.Values) {
			for _, x := range f.Values[i][:min(len(f.Values[i]), len(f.Columns))] {
				cells = append(cells, tables.Decimal(x, f.Digits))
			}
		}
		s.Add(cells...)
	}
	return s
}
