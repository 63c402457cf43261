package printed

import (
	"math"
	"slices"

	"github.com/countyeval/countyeval/evaluation/aggregate"
	"github.com/countyeval/countyeval/indicators/basis"
	"github.com/countyeval/countyeval/indicators/stats"
	"github.com/countyeval/countyeval/weights"
)

// Work is the memory of one goroutine that fills forms.
type Work struct {
	*Form
	// Near is told of figures that lie on a border of rounding and are no decimal on it;
	// nil if nobody asks.
	Near func(at, row int, x float64)

	factor [][]float64 // what a point of each node's score is worth in the root, by row
	e      []float64
}

// Work makes room.
func (f *Form) Work() *Work { return &Work{Form: f} }

// Fill writes what is printed of each node and unit into out from their scores, both q
// columns of n. nodes say how composed scores were made; the root's figure is before
// rulings. What has no score has nothing printed: NaN.
func (w *Work) Fill(out, scores [][]float64, nodes []Node) error {
	if w.Points {
		if err := w.factors(scores, nodes); err != nil {
			return err
		}
		return w.points(out, scores)
	}
	return w.scores(out, scores, nodes)
}

// effective writes the weights that the children of a node have in its score for a unit.
// Those of means are taken here: asked for one unit after the other, a mean of what is
// present would sort all units anew each time.
func effective(dst []float64, n Node, row int) error {
	by := n.By
	if p, ok := by.(aggregate.Present); ok {
		if _, mean := p.Of.(aggregate.Arithmetic); mean || p.Of == nil {
			var share float64
			whole := true
			for j, wj := range n.Shares {
				dst[j] = 0
				if wj == 0 {
					continue
				}
				if math.IsNaN(n.Group.Scores[j][row]) {
					whole = false
					continue
				}
				dst[j], share = wj, share+wj
			}
			if !whole {
				for j := range dst {
					if share > 0 { // else nothing applies to the unit
						dst[j] /= share
					}
				}
			}
			return nil
		}
	}
	if _, mean := by.(aggregate.Arithmetic); mean {
		copy(dst, n.Shares)
		return nil
	}
	add, ok := by.(aggregate.Additive)
	if !ok {
		return basis.Errorf("%w: printed parts of %T would not add up to its score", aggregate.ErrNotAdditive, by)
	}
	g := n.Group
	if units, all := g.Applying(n.Shares); !all {
		if row = slices.Index(units, row); row < 0 { // it does not apply to the unit
			clear(dst)
			return nil
		}
		g = g.Units(units)
	}
	return add.EffectiveWeights(dst, g, n.Shares, row)
}

// factors finds what a point of each node's score is worth in the root.
func (w *Work) factors(scores [][]float64, nodes []Node) error {
	n := len(scores[0])
	if len(w.factor) != len(w.codes) || len(w.factor[0]) != n {
		w.factor = columns(len(w.codes), n)
	}
	for i := range w.factor[0] {
		w.factor[0][i] = 1
	}
	for at := range w.codes { // parents before their children
		if nodes[at].By == nil {
			continue
		}
		kids := w.made(at)
		e := w.shares(len(kids))
		_, same := nodes[at].By.(aggregate.Arithmetic)
		for i := range n {
			if err := effective(e, nodes[at], i); err != nil {
				return basis.Errorf("printed parts of %s: %w", w.codes[at], err)
			}
			if same { // for all units
				for j, child := range kids {
					for i, x := range w.factor[at] {
						w.factor[child][i] = float64(x * e[j])
					}
				}
				break
			}
			for j, child := range kids {
				w.factor[child][i] = float64(w.factor[at][i] * e[j])
			}
		}
	}
	return nil
}

// made are the nodes that a node is made of.
func (f *Form) made(at int) []int {
	if f.flat && at == 0 {
		return f.leaves
	}
	return f.children[at]
}

func (w *Work) shares(k int) []float64 {
	if cap(w.e) < k {
		w.e = make([]float64, k)
	}
	return w.e[:k]
}

func columns(q, n int) [][]float64 {
	block, out := make([]float64, q*n), make([][]float64, q)
	for at := range out {
		out[at] = block[at*n : (at+1)*n : (at+1)*n]
	}
	return out
}

// points rounds the points of measured indicators and adds them up, up to the root; out
// has counts of last digits until all are complete.
func (w *Work) points(out, scores [][]float64) error {
	for at := len(w.codes) - 1; at >= 0; at-- { // children before their parents
		sums := out[at] // of whole numbers far below 2^53
		clear(sums)
		if len(w.children[at]) == 0 {
			w.round(sums, scores[at], at)
		}
		for _, child := range w.children[at] {
			for i, x := range out[child] {
				if x == x {
					sums[i] += x
				}
			}
		}
		for _, x := range sums {
			if math.Abs(x) >= most {
				return w.large(at, w.Digits)
			}
		}
	}
	p := math.Pow10(w.Digits)
	for at, column := range out {
		for i, x := range column {
			column[i] = x/p + 0 // + 0: not -0
			if scores[at][i] != scores[at][i] {
				column[i] = math.NaN()
			}
		}
	}
	return nil
}

// round writes the printed points of a measured indicator, in last digits; NaN where it
// has no score.
func (w *Work) round(out, scores []float64, at int) {
	p := math.Pow10(w.Digits)
	for i, factor := range w.factor[at] {
		x := float64(factor * scores[i]) // NaN stays NaN
		if w.Near != nil {
			w.near(at, i, x, w.Digits)
		}
		out[i] = math.Round(stats.Round(x, w.Digits) * p)
	}
}

// near tells of a figure on a border of rounding.
func (w *Work) near(at, row int, x float64, digits int) {
	if w.Near != nil && stats.NearBorder(x, digits) && !OnBorder(x, digits) {
		w.Near(at, row, x)
	}
}

// OnBorder reports whether x is the decimal ...5 itself, which every machine rounds alike.
func OnBorder(x float64, digits int) bool {
	return math.Abs(x-stats.Round(x, digits+1)) <= 1e-14*math.Abs(x)
}

// large refuses figures whose last digits a float64 does not tell apart.
func (f *Form) large(at, digits int) error {
	return basis.Errorf("%w: %s is too large to be printed with %d decimals", basis.ErrDomain, f.codes[at], digits)
}

// scores rounds the scores of measured indicators, and makes all others of those that
// are printed.
func (w *Work) scores(out, scores [][]float64, nodes []Node) error {
	for _, at := range w.leaves {
		for i, x := range scores[at] {
			w.near(at, i, x, w.Leaf)
			if out[at][i] = stats.Round(x, w.Leaf); !Fits(out[at][i], w.Leaf) {
				return w.large(at, w.Leaf)
			}
		}
	}
	for at := len(w.codes) - 1; at >= 0; at-- { // children before their parents
		if len(w.children[at]) == 0 {
			continue
		}
		of, only := nodes[at], []int(nil)
		if w.flat {
			of, only = nodes[0], w.under(at)
		}
		if err := w.mean(out, scores, at, of, only); err != nil {
			return err
		}
	}
	return nil
}

// under lists which leaves are below a node of a flat model, by their numbers among all.
func (f *Form) under(at int) []int {
	if at == 0 {
		return nil
	}
	var out []int
	var down func(at int)
	down = func(at int) {
		for j, leaf := range f.leaves {
			if leaf == at {
				out = append(out, j)
			}
		}
		for _, child := range f.children[at] {
			down(child)
		}
	}
	down(at)
	return out
}

// mean makes the printed scores of a node: of all that it is made of, or of a flat
// model's node between, of the leaves below it.
func (w *Work) mean(out, scores [][]float64, at int, of Node, only []int) error {
	kids := w.made(at)
	if w.flat {
		kids = w.leaves
	}
	of.Group.Scores = make(weights.Columns, len(kids))
	for j, child := range kids {
		of.Group.Scores[j] = out[child]
	}
	e := w.shares(len(kids))
	m := newMean(w.Form, at, kids, of.Shares)
	_, same := of.By.(aggregate.Arithmetic)
	for i := range out[at] {
		if !same || only != nil || i == 0 {
			if err := effective(e, of, i); err != nil {
				return basis.Errorf("printed parts of %s: %w", w.codes[at], err)
			}
			keep(e, only)
			m.weigh(e, only != nil)
		}
		x, near, ok := m.round(out, i)
		switch {
		case scores[at][i] != scores[at][i]:
			x = math.NaN()
		case !ok:
			return w.large(at, w.Digits)
		default:
			w.near(at, i, near, w.Digits)
		}
		out[at][i] = x
	}
	return nil
}

// keep leaves out what is not listed; nil keeps all.
func keep(e []float64, only []int) {
	if only == nil {
		return
	}
	next := 0
	for j := range e {
		if next < len(only) && only[next] == j {
			next++
			continue
		}
		e[j] = 0
	}
}
