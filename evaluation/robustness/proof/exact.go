package proof

import (
	"math"
	"math/big"
	"slices"
	"strconv"

	"github.com/countyeval/countyeval/weights"
)

// exactly finds the same extremes as [bounds] in rationals, for those that lie so near
// a decision that rounding errors could turn it. A float64 enters as its shortest
// decimal, as everywhere in the library: a radius of 0.1 is 1/10. Declared weights
// enter as they are declared, 3 and 1 as 3/4 and 1/4.
type exactly struct {
	b      *bounds
	x      [][]*big.Rat   // row, node; made when asked for
	shares [][][]*big.Rat // class, node: of the children that count, sum 1
	radii  []*big.Rat
}

func rational(x float64) *big.Rat {
	out, ok := new(big.Rat).SetString(strconv.FormatFloat(x, 'g', -1, 64))
	if !ok {
		return new(big.Rat) // cannot be: x is finite
	}
	return out
}

// exactly prepares rationals for the set that b has now.
func (b *bounds) exactly() *exactly {
	e := &exactly{b: b, x: make([][]*big.Rat, len(b.x)), radii: make([]*big.Rat, len(b.Codes))}
	scheme := b.result.Model.Weigh
	_, declares := scheme.(weights.Declared)
	for c := range b.Classes {
		shares := make([][]*big.Rat, len(b.Codes))
		for _, at := range b.Order {
			var declared []float64 // of the children that count
			for j, child := range b.Children[at] {
				if slices.Contains(b.kids[c][at], child) && b.Declared[at] != nil {
					declared = append(declared, b.Declared[at][j])
				}
			}
			from := b.shares[c][at]
			if (scheme == nil || declares) && !b.result.Model.Flat && len(declared) == len(from) && slices.Max(declared) > 0 {
				from = declared
			}
			sum := new(big.Rat)
			for _, w := range from {
				shares[at] = append(shares[at], rational(w))
				sum.Add(sum, shares[at][len(shares[at])-1])
			}
			for _, w := range shares[at] {
				w.Quo(w, sum)
			}
		}
		e.shares = append(e.shares, shares)
	}
	e.move()
	return e
}

// move takes the radii that b has now.
func (e *exactly) move() {
	for _, at := range e.b.Order {
		e.radii[at] = rational(e.b.radii[at])
	}
}

// leaf is a score of a measured node; nil if it is missing.
func (e *exactly) leaf(row, at int) *big.Rat {
	if e.x[row] == nil {
		e.x[row] = make([]*big.Rat, len(e.b.Codes))
	}
	if e.x[row][at] == nil && !math.IsNaN(e.b.x[row][at]) {
		e.x[row][at] = rational(e.b.x[row][at])
	}
	return e.x[row][at]
}

// high is the largest score of a unit on a node, with sign -1 the negated smallest one,
// with the points of rulings; nil if there is no rational for it.
func (e *exactly) high(row, at, sign int) *big.Rat {
	if e.b.rough {
		return nil
	}
	factor := big.NewRat(int64(sign), 1)
	t := e.up(at, e.b.Class[row], func(leaf int) *big.Rat {
		x := e.leaf(row, leaf)
		if x == nil {
			return nil
		}
		return new(big.Rat).Mul(factor, x)
	})
	return t.Add(t, factor.Mul(factor, rational(e.b.given(row, at))))
}

// pair is the largest difference of the scores of units i and j on a node, with the
// points of rulings; nil if there is no rational for it.
func (e *exactly) pair(i, j, at int) *big.Rat {
	if e.b.rough {
		return nil
	}
	if e.b.Class[i] != e.b.Class[j] {
		t := e.high(i, at, 1)
		return t.Add(t, e.high(j, at, -1))
	}
	if e.b.gaps && e.uneven(i, j, at) {
		return nil
	}
	t := e.up(at, e.b.Class[i], func(leaf int) *big.Rat {
		x, y := e.leaf(i, leaf), e.leaf(j, leaf)
		if x == nil || y == nil {
			return nil
		}
		return new(big.Rat).Sub(x, y)
	})
	t.Add(t, rational(e.b.given(i, at)))
	return t.Sub(t, rational(e.b.given(j, at)))
}

// uneven reports whether one of two units lacks a child under a node that the other
// has.
func (e *exactly) uneven(i, j, at int) bool {
	if e.b.differ(i, j, at) {
		return true
	}
	for _, child := range e.b.kids[e.b.Class[i]][at] {
		if e.uneven(i, j, child) {
			return true
		}
	}
	return false
}

// up is the extreme of a node, from the leaves up; nil if all under it is missing.
func (e *exactly) up(at, class int, leaf func(at int) *big.Rat) *big.Rat {
	if e.b.Children[at] == nil {
		return leaf(at)
	}
	var all []child
	sum := new(big.Rat)
	for k, kid := range e.b.kids[class][at] {
		if v := e.up(kid, class, leaf); v != nil {
			all = append(all, child{v, e.shares[class][at][k]})
			sum.Add(sum, e.shares[class][at][k])
		}
	}
	slices.SortStableFunc(all, func(x, y child) int { return y.v.Cmp(x.v) })
	if e.b.set.FixedSum {
		return exactFixed(all, e.radii[at])
	}
	return exactFree(all, e.radii[at])
}

// child is the value of a child and its share.
type child struct{ v, d *big.Rat }

// exactFree tries every split of the sorted children into upper and lower ends: the
// largest of the means is the extreme, for the best split is one of them.
func exactFree(all []child, r *big.Rat) *big.Rat {
	one := big.NewRat(1, 1)
	lo, twice := new(big.Rat).Sub(one, r), new(big.Rat).Add(r, r)
	num, den := new(big.Rat), new(big.Rat)
	for _, c := range all { // all at their lower ends
		w := new(big.Rat).Mul(lo, c.d)
		den.Add(den, w)
		num.Add(num, w.Mul(w, c.v))
	}
	var best *big.Rat
	for _, c := range all {
		if r.Sign() > 0 {
			w := new(big.Rat).Mul(twice, c.d)
			den.Add(den, w)
			num.Add(num, w.Mul(w, c.v))
		}
		if t := new(big.Rat).Quo(num, den); best == nil || t.Cmp(best) > 0 {
			best = t
		}
	}
	return best
}

// exactFixed fills the upper ends from the largest value down.
func exactFixed(all []child, r *big.Rat) *big.Rat {
	one := big.NewRat(1, 1)
	lo, twice := new(big.Rat).Sub(one, r), new(big.Rat).Add(r, r)
	left := new(big.Rat).Set(r)
	sum := new(big.Rat)
	for _, c := range all {
		more := new(big.Rat).Mul(twice, c.d)
		if more.Cmp(left) > 0 {
			more.Set(left)
		}
		left.Sub(left, more)
		more.Add(more, new(big.Rat).Mul(lo, c.d))
		sum.Add(sum, more.Mul(more, c.v))
	}
	return sum
}
