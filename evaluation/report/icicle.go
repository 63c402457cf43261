package report

import (
	"github.com/countyeval/countyeval/evaluation/tables"
)

// Icicle shows a tree of weights: each node is as high as its share of the whole, beside
// the one that it is part of. Where the importance of a node is known, what it does to the
// total whatever its weight says, it stands behind the weight.
type Icicle struct {
	Caption
	Nodes []IcicleNode // in pre-order, the root first
}

// IcicleNode is a node of the tree.
type IcicleNode struct {
	Label      tables.Text
	Depth      int
	Weight     float64     // in per cent of the whole
	Importance tables.Cell // in per cent; blank: not known
}

// Draw implements [Figure].
func (f Icicle) Draw(v View) (Picture, error) {
	const all, row = 680.0, 21.0
	p := pen{View: v}
	depth, leaves := 0, 0
	for i, n := range f.Nodes {
		if err := finite(v.say(n.Label), n.Weight); err != nil {
			return Picture{}, err
		}
		depth = max(depth, n.Depth)
		if f.leaf(i) {
			leaves++
		}
	}
	high := max(row*float64(leaves), 60)
	widths, at := f.columns(depth, all)
	from := make([]float64, depth+2)
	branch := -1
	for i, n := range f.Nodes {
		if n.Depth < 0 {
			continue
		}
		if n.Depth == 1 {
			branch++
		}
		h := high * n.Weight / 100
		y := from[n.Depth]
		from[n.Depth] += h
		from[n.Depth+1] = y
		w := widths[n.Depth]
		if f.leaf(i) {
			w = all - at[n.Depth]
		}
		class := "tint"
		if branch >= 0 {
			class = "tint " + series(branch)
		}
		name := v.say(n.Label)
		weight := v.cell(tables.Decimal(n.Weight, 1)) + "%"
		p.rect(class, name+" "+weight, at[n.Depth], y, w-1.5, max(h-1.5, 0.5))
		if h >= 13 {
			text := weight
			if n.Importance.Kind != tables.BlankCell {
				text += " · " + v.cell(n.Importance) + "%"
			}
			middle := y + h/2 + 3.5
			p.text("t n", at[n.Depth]+7, middle, fitted(name, w-width(text)-16))
			p.text("t n e", at[n.Depth]+w-8, middle, text)
		}
	}
	return Picture{Caption: f.caption(), Numbers: f.sheet(), Width: all, Height: high + 4, Shapes: p.shapes}, nil
}

// columns are how wide the levels are, the deepest twice as wide as the others, and where
// they begin.
func (f Icicle) columns(depth int, all float64) (widths, at []float64) {
	unit := all / (float64(depth) + 2)
	x := 0.0
	for k := range depth + 1 {
		w := unit
		if k == depth {
			w = all - x
		}
		widths, at = append(widths, w), append(at, x)
		x += w
	}
	return widths, at
}

func (f Icicle) leaf(i int) bool {
	return i+1 >= len(f.Nodes) || f.Nodes[i+1].Depth <= f.Nodes[i].Depth
}

func (f Icicle) caption() Caption {
	c := f.Caption
	if c.Alt == (tables.Text{}) {
		first, leaves := tables.Text{}, 0
		var most float64
		for i, n := range f.Nodes {
			if n.Depth == 1 && n.Weight > most {
				first, most = n.Label, n.Weight
			}
			if f.leaf(i) {
				leaves++
			}
		}
		c.Alt = tables.Sentence(altIcicle, c.Title, leaves, first, tables.Decimal(most, 1))
	}
	return c
}

func (f Icicle) sheet() tables.Sheet {
	s := tables.Sheet{Title: f.Title, Keys: 1}
	s.Head(tables.Left, headRow)
	s.Head(tables.Point, headWeight.Of(tables.Same("%")))
	known := false
	for _, n := range f.Nodes {
		known = known || n.Importance.Kind != tables.BlankCell
	}
	if known {
		s.Head(tables.Point, headImportance.Of(tables.Same("%")))
	}
	for _, n := range f.Nodes {
		label := tables.Words(n.Label)
		label.Indent = max(n.Depth, 0)
		cells := []tables.Cell{label, tables.Decimal(n.Weight, 1)}
		if known {
			cells = append(cells, n.Importance)
		}
		s.Add(cells...)
	}
	return s
}
