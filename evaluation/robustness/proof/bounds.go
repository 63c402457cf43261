package proof

import (
	"math"
	"slices"

	"github.com/countyeval/countyeval/evaluation/aggregate"
	"github.com/countyeval/countyeval/indicators"
	"github.com/countyeval/countyeval/indicators/basis"
)

// bounds finds extremes of scores, and of differences of two scores, over a box, from
// the leaves up: weights of different nodes move independently, so that the extreme
// of a node is that of a mean of its children's extremes.
//
//	max (S_i - S_j) = extreme over w of sum_k w_k max(S_ik - S_jk)
//
// is exact where both units have the same children and the mean is arithmetic. Where
// one has a child that the other lacks, under a mean of another kind, the bound is
//
//	max (S_i - S_j) <= max S_i - min S_j
//
// which holds but need not be reached.
type bounds struct {
	*ground
	x      [][]float64   // row, node: scores of measured nodes
	kids   [][][]int     // class, node: children that count
	shares [][][]float64 // class, node: weights of these, of sum 1
	need   []int         // nodes that a decision looks at, with what is under them, children before their parent
	means  []mean        // of each of these
	gaps   bool          // some child that counts is missing
	rough  bool          // some mean is not arithmetic
	scale  float64       // largest absolute score, at least 1
	unit   float64       // of the last digit that is compared of it, if none is published

	set   Box
	radii []float64
}

// mean is a quasi-arithmetic mean: from(sum w to(x)), both rising; nil is arithmetic.
type mean struct{ to, from func(float64) float64 }

func reciprocal(x float64) float64 { return -1 / x }

// ErrNotAdditive is a model of which nothing can be proved: the score of some node is
// no weighted mean of its children's scores. Draws carry it out.
const ErrNotAdditive = basis.Sentinel("nothing can be proved of a score that is no weighted mean")

// newBounds lays a result out for a set, and refuses by name the aggregators of nodes
// that the decision looks at.
func newBounds(g *ground, set Box) (*bounds, error) {
	l, r := g.Layout, g.result
	if err := set.check(l); err != nil {
		return nil, err
	}
	b := &bounds{ground: g, scale: 1, need: g.needed()}
	if err := basis.JoinErrors(b.applies(), b.setMeans()); err != nil {
		return nil, err
	}
	b.x = make([][]float64, len(l.Class))
	block := make([]float64, len(l.Class)*len(l.Codes))
	for row := range b.x {
		b.x[row], block = block[:len(l.Codes):len(l.Codes)], block[len(l.Codes):]
	}
	for _, at := range l.Leaves {
		for row, x := range r.Scores(l.Codes[at]).All() {
			b.x[row][at] = x
			if x == x {
				b.scale = max(b.scale, math.Abs(x))
			}
		}
	}
	for _, x := range l.Points {
		b.scale = max(b.scale, math.Abs(x))
	}
	b.unit = math.Pow10(int(math.Floor(math.Log10(2*b.scale))) + 1 - indicators.ComparedDigits)
	if err := b.setShares(); err != nil {
		return nil, err
	}
	b.setBox(set)
	if b.gaps && set.FixedSum {
		return nil, basis.Errorf("%w: a box with fixed sum, and units without a score of some child, whose weight goes to the others", ErrNotAdditive)
	}
	return b, nil
}

// setBox takes another set of the same kind.
func (b *bounds) setBox(set Box) { b.set, b.radii = set, set.radii(b.Layout) }

// copyFor is a copy with a set of its own, which [bounds.move] changes.
func (b *bounds) copyFor(set Box) *bounds {
	c := *b
	c.setBox(set)
	return &c
}

// move sets the radius of the nodes that the set does not hold.
func (b *bounds) move(r float64) {
	b.set.Radius = r
	for _, at := range b.Order {
		if _, held := b.set.By[b.Codes[at]]; !held {
			b.radii[at] = r
		}
	}
}

// needed lists the nodes that are aggregated under the decision's node and its keys.
func (g *ground) needed() []int {
	under := make([]bool, len(g.Codes))
	under[g.judge.At] = true
	for _, k := range g.judge.Keys {
		if k.At >= 0 {
			under[k.At] = true
		}
	}
	for _, at := range slices.Backward(g.Order) { // parents before their children
		for _, child := range g.Children[at] {
			under[child] = under[child] || under[at] && !g.Idle[child]
		}
	}
	return slices.DeleteFunc(slices.Clone(g.Order), func(at int) bool { return !under[at] })
}

// applies refuses by name what does not apply to some unit: under which weights a node
// above it still does, and whose weight grows then, is a choice that no mean makes.
func (b *bounds) applies() error {
	var errs []error
	for _, at := range b.need {
		for _, child := range b.Children[at] {
			n, first := 0, ""
			for row := range b.Class {
				if !b.Idle[child] && !b.result.Applies(b.Units[row], b.Codes[child]) {
					if n++; n == 1 {
						first = b.Units[row]
					}
				}
			}
			if n > 0 {
				errs = append(errs, &indicators.InputError{Unit: first, Indicator: b.Codes[child], Err: basis.Errorf("%w: it does not apply to %d units, of which this is the first, and its weight goes to its siblings", ErrNotAdditive, n)})
			}
		}
	}
	return basis.JoinErrors(errs...)
}

func (b *bounds) setMeans() error {
	b.means = make([]mean, len(b.Codes))
	all := b.Aggregators(b.result.Model.Aggregate)
	for _, at := range b.need {
		a := all[at]
		if p, ok := a.(aggregate.Present); ok {
			if a = p.Of; a == nil {
				a = aggregate.Arithmetic{}
			}
		}
		switch a.(type) {
		case nil, aggregate.Arithmetic:
		case aggregate.Geometric:
			b.means[at], b.rough = mean{math.Log, math.Exp}, true
		case aggregate.Harmonic:
			b.means[at], b.rough = mean{reciprocal, reciprocal}, true
		default:
			return &indicators.InputError{Indicator: b.Codes[at], Err: basis.Errorf("%w: it is aggregated by %T", ErrNotAdditive, a)}
		}
	}
	return nil
}

// setShares takes the weights that the result was made with.
func (b *bounds) setShares() error {
	for _, class := range b.Classes {
		kids, shares := make([][]int, len(b.Codes)), make([][]float64, len(b.Codes))
		for _, at := range b.Order {
			_, w, err := b.result.Group(b.Codes[at], class)
			if err != nil {
				return err
			}
			for j, child := range b.Children[at] {
				if w[j] > 0 {
					kids[at], shares[at] = append(kids[at], child), append(shares[at], w[j])
				}
			}
		}
		b.kids, b.shares = append(b.kids, kids), append(b.shares, shares)
	}
	for row, c := range b.Class {
		for _, at := range b.need {
			for _, child := range b.kids[c][at] {
				b.gaps = b.gaps || math.IsNaN(b.x[row][child])
			}
		}
	}
	return nil
}

// scratch is the memory of one goroutine.
type scratch struct {
	v    []float64 // by node
	kids []float64 // values of the children of one node
	d    []float64
	w    []float64
	imp  []float64 // importances by node; nil unless they are wanted
}

func (b *bounds) scratch() *scratch {
	q := len(b.Codes)
	return &scratch{v: make([]float64, q), kids: make([]float64, q), d: make([]float64, q), w: make([]float64, q)}
}

// extreme is the largest mean of the values over the set at one node.
func (b *bounds) extreme(v, d []float64, at int, w []float64) float64 {
	if b.set.FixedSum {
		return fixedMean(v, d, b.radii[at], w)
	}
	return freeMean(v, d, b.radii[at], w)
}

// mean goes up one node: the largest mean of the children's values s.v.
func (b *bounds) mean(s *scratch, class, at int) float64 {
	kids, d := b.kids[class][at], b.shares[class][at]
	v := s.kids[:len(kids)]
	for k, child := range kids {
		v[k] = s.v[child]
	}
	if b.gaps {
		v, d = b.there(s, v, d)
	}
	if s.imp == nil {
		return b.extreme(v, d, at, nil)
	}
	w := s.w[:len(v)]
	t := b.extreme(v, d, at, w)
	k := 0
	for j, child := range kids {
		if b.gaps && math.IsNaN(s.v[child]) {
			s.imp[child] = b.shares[class][at][j]
			continue
		}
		s.imp[child] = w[k]
		k++
	}
	return t
}

// there leaves out the children without a value and scales the shares of the others
// to sum 1, which changes nothing of the set, since its sum is free.
func (b *bounds) there(s *scratch, v, d []float64) (values, shares []float64) {
	k, sum := 0, 0.0
	for j, x := range v {
		if x == x {
			v[k], s.d[k] = x, d[j]
			sum += d[j]
			k++
		}
	}
	for j := range s.d[:k] {
		s.d[j] /= sum
	}
	return v[:k], s.d[:k]
}

// high writes the largest score of a unit on every node into s.v; with sign -1 it
// writes the negated smallest one.
func (b *bounds) high(s *scratch, row int, sign float64) {
	c := b.Class[row]
	for _, at := range b.Leaves {
		s.v[at] = sign * b.x[row][at]
	}
	for _, at := range b.need {
		if to := b.means[at].to; to != nil {
			s.v[at] = b.transformed(s, c, at, sign)
			continue
		}
		s.v[at] = b.mean(s, c, at)
	}
}

// transformed is the extreme of a mean that is not arithmetic.
func (b *bounds) transformed(s *scratch, class, at int, sign float64) float64 {
	m := b.means[at]
	kept := make([]float64, 0, len(b.kids[class][at]))
	for _, child := range b.kids[class][at] {
		kept = append(kept, s.v[child])
		s.v[child] = sign * m.to(sign*s.v[child])
	}
	t := b.mean(s, class, at)
	for k, child := range b.kids[class][at] {
		s.v[child] = kept[k]
	}
	return sign * m.from(sign*t)
}

// pair writes the largest difference of the scores of units i and j on every node into
// s.v, and reports whether it is sharp on all of them. hi has the largest scores of i
// and lo the negated smallest ones of j by node; they are asked for only where the
// difference is bounded by them.
func (b *bounds) pair(s *scratch, i, j int, hi, lo func() []float64) (sharp bool) {
	xi, xj := b.x[i], b.x[j]
	for _, at := range b.Leaves {
		s.v[at] = xi[at] - xj[at]
	}
	if b.Class[i] != b.Class[j] { // weighed alone, so that the two extremes go together
		hi, lo := hi(), lo()
		for _, at := range b.need {
			s.v[at] = hi[at] + lo[at]
		}
		return !b.rough
	}
	c := b.Class[i]
	if !b.gaps && !b.rough {
		for _, at := range b.need {
			s.v[at] = b.mean(s, c, at)
		}
		return true
	}
	sharp = true
	for _, at := range b.need {
		if b.means[at].to != nil || b.differ(i, j, at) {
			s.v[at] = hi()[at] + lo()[at]
			sharp = false
			continue
		}
		s.v[at] = b.mean(s, c, at)
	}
	return sharp
}

// differ reports whether one of two units has a child that the other lacks.
func (b *bounds) differ(i, j, at int) bool {
	for _, child := range b.kids[b.Class[i]][at] {
		if math.IsNaN(b.x[i][child]) != math.IsNaN(b.x[j][child]) {
			return true
		}
	}
	return false
}

// same reports whether two units have the same scores wherever they count under a
// node, so that whatever the weights they are equal to the last bit.
func (b *bounds) same(i, j, at int) bool {
	if b.Class[i] != b.Class[j] || at == 0 && b.Points != nil && b.Points[i] != b.Points[j] {
		return false
	}
	kids := b.kids[b.Class[i]][at]
	if b.Children[at] == nil {
		return b.x[i][at] == b.x[j][at]
	}
	for _, child := range kids {
		gap := math.IsNaN(b.x[i][child]) && math.IsNaN(b.x[j][child])
		if !gap && !b.same(i, j, child) {
			return false
		}
	}
	return true
}

// given are the points that rulings add to the score of a unit on a node.
func (b *bounds) given(row, at int) float64 {
	if at > 0 || b.Points == nil {
		return 0
	}
	return b.Points[row]
}
