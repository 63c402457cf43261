package report

import (
	"strconv"

	"github.com/countyeval/countyeval/evaluation/tables"
)

// Bump shows how ranks flow from one stage to the next: schemes, years, before and after a
// correction.
type Bump struct {
	Caption
	Stages []tables.Text
	Lines  []BumpLine
	Last   int     // ranks below it are not drawn; 0: all are
	Width  float64 // of the picture, from 300 to 2000; 0: 680
}

// BumpLine is one unit.
type BumpLine struct {
	Label  tables.Text
	Ranks  []int // at each stage; 0: none
	Strong bool  // who is meant: one that moves
}

// drawn reports whether a line has a rank at a stage that is drawn.
func (f Bump) drawn(l BumpLine, k int) bool {
	return k < len(l.Ranks) && k < len(f.Stages) && l.Ranks[k] > 0 && (f.Last == 0 || l.Ranks[k] <= f.Last)
}

// Draw implements [Figure].
func (f Bump) Draw(v View) (Picture, error) {
	const row, top = 17.0, 26.0
	p, all := pen{View: v}, wide(f.Width)
	side := min(170, 0.36*all)
	if f.Width != 0 { // it is narrow: no more room for names than they need
		labels := make([]string, len(f.Lines))
		for i, l := range f.Lines {
			labels[i] = v.say(l.Label)
		}
		side = p.margin(side-34, labels) + 34
	}
	last := f.Last
	for _, l := range f.Lines {
		for k, r := range l.Ranks {
			if f.drawn(l, k) {
				last = max(last, r)
			}
		}
	}
	x := func(k int) float64 {
		if len(f.Stages) < 2 {
			return all / 2
		}
		return side + (all-2*side)*float64(k)/float64(len(f.Stages)-1)
	}
	y := func(rank int) float64 { return top + row*(float64(rank)-0.5) }
	for k, stage := range f.Stages {
		p.line(classAxis, x(k), top, x(k), top+row*float64(last))
		p.text(classMiddle+" b", x(k), 14, fitted(v.say(stage), (all-2*side)/float64(max(len(f.Stages)-1, 1))+60))
	}
	for _, strong := range []bool{false, true} {
		for _, l := range f.Lines {
			if l.Strong == strong {
				f.line(&p, l, x, y)
			}
		}
	}
	f.names(&p, x, y, side)
	return Picture{Caption: f.caption(), Numbers: f.sheet(), Width: all, Height: top + row*float64(last) + 6, Shapes: p.shapes}, nil
}

// line joins the ranks of a unit.
func (f Bump) line(p *pen, l BumpLine, x func(int) float64, y func(int) float64) {
	line, dot := classLine, classQuiet
	if l.Strong {
		line, dot = classStrong, classDot
	}
	for k := range l.Ranks {
		if k > 0 && f.drawn(l, k) && f.drawn(l, k-1) {
			a, b, half := x(k-1), x(k), (x(k)-x(k-1))/2
			p.path(line, "", "M"+num(a)+" "+num(y(l.Ranks[k-1]))+"C"+num(a+half)+" "+num(y(l.Ranks[k-1]))+" "+num(b-half)+" "+num(y(l.Ranks[k]))+" "+num(b)+" "+num(y(l.Ranks[k])))
		}
	}
	for k := range l.Ranks {
		if f.drawn(l, k) {
			p.dot(dot, p.say(l.Label)+" "+strconv.Itoa(l.Ranks[k]), x(k), y(l.Ranks[k]))
		}
	}
}

// names are written beside the first and the last stage; units of one rank share a line.
func (f Bump) names(p *pen, x func(int) float64, y func(int) float64, side float64) {
	ends := []int{0, len(f.Stages) - 1}
	for e, k := range ends {
		by := map[int]string{}
		var ranks []int
		for _, l := range f.Lines {
			if !f.drawn(l, k) {
				continue
			}
			r := l.Ranks[k]
			if by[r] != "" {
				by[r] += " "
			} else {
				ranks = append(ranks, r)
			}
			by[r] += p.say(l.Label)
		}
		for _, r := range ranks {
			name := fitted(by[r], side-44)
			if e == 0 {
				p.text(classEnd, x(k)-10, y(r)+4, name+"  "+strconv.Itoa(r))
			} else {
				p.text(classLeft, x(k)+10, y(r)+4, strconv.Itoa(r)+"  "+name)
			}
		}
	}
}

func (f Bump) caption() Caption {
	c := f.Caption
	if c.Alt == (tables.Text{}) {
		strong := 0
		for _, l := range f.Lines {
			if l.Strong {
				strong++
			}
		}
		c.Alt = tables.Sentence(altBump, c.Title, len(f.Lines), tables.List(f.Stages...), strong)
	}
	return c
}

func (f Bump) sheet() tables.Sheet {
	s := tables.Sheet{Title: f.Title, Keys: 1}
	s.Head(tables.Left, headName)
	s.Head(tables.Right, f.Stages...)
	for _, l := range f.Lines {
		cells := []tables.Cell{tables.Words(l.Label)}
		for k := range f.Stages {
			r := 0
			if k < len(l.Ranks) {
				r = l.Ranks[k]
			}
			cells = append(cells, tables.Rank(r))
		}
		s.Add(cells...)
	}
	return s
}
