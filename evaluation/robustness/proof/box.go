package proof

import (
	"maps"
	"math"
	"slices"

	"github.com/countyeval/countyeval/evaluation/internal/layout"
	"github.com/countyeval/countyeval/indicators"
	"github.com/countyeval/countyeval/indicators/basis"
)

// Box is the set of weights that are admitted: around those that a result was made
// with, so that the statement is about them whatever scheme gave them. At every node
// each child's importance w_j lies within r of the weight d_j that it had, on its own:
//
//	(1-r) d_j <= w_j <= (1+r) d_j,   weights w_j / sum_k w_k
//
// With FixedSum the same box is cut by sum_k w_k = sum_k d_k, and the w_j are the
// weights themselves: what one child gains others lose, and no weight leaves its
// interval. Without it a weight may end a little outside, since the sum moves too.
//
// r is Radius, or what By has for the node (by code of the parent; 0 holds its weights
// as they are). It is from 0 to 1. At 1 without FixedSum the set is that of all weights
// of the children that count, the whole simplex, its border included; [Simplex] is
// that set. A child of weight 0 stays at 0. Classes that are weighed alone move
// independently.
type Box struct {
	Radius   float64            `json:"radius,omitzero"`
	By       map[string]float64 `json:"by,omitzero"`
	FixedSum bool               `json:"fixed_sum,omitzero"`
}

// Simplex is the set of all weights: at every node any share of any child that counts.
func Simplex() Box { return Box{Radius: 1} }

// Of returns the radius at the node of that code.
func (b Box) Of(code string) float64 {
	if r, ok := b.By[code]; ok {
		return r
	}
	return b.Radius
}

// check refuses radii outside [0, 1], and nodes whose children are not weighed.
func (b Box) check(l *layout.Layout) error {
	var errs []error
	bad := func(code string, r float64) {
		if !(r >= 0 && r <= 1) {
			errs = append(errs, &indicators.InputError{Indicator: code, Err: basis.Errorf("%w: a radius of %v is not from 0 to 1", basis.ErrWeights, r)})
		}
	}
	bad("", b.Radius)
	for _, code := range slices.Sorted(maps.Keys(b.By)) {
		bad(code, b.By[code])
		at, ok := l.Index[code]
		if !ok || l.Children[at] == nil {
			errs = append(errs, &indicators.InputError{Indicator: code, Err: basis.Errorf("%w: a radius is given for it, but it has no children that are weighed", basis.ErrUnknown)})
		}
	}
	return basis.JoinErrors(errs...)
}

// radii are those of the nodes of a layout.
func (b Box) radii(l *layout.Layout) []float64 {
	out := make([]float64, len(l.Codes))
	for _, at := range l.Order {
		out[at] = b.Of(l.Codes[at])
	}
	return out
}

// still reports whether the set is one point.
func (b Box) still(l *layout.Layout) bool {
	for _, at := range l.Order {
		if b.Of(l.Codes[at]) > 0 {
			return false
		}
	}
	return true
}

// freeMean is the largest weighted mean of the values v under weights of one node with
// the shares d, which sum to 1, and the radius r, over the box whose sum is free: a
// fractional-linear program. It writes the importance of each child there into w, unless
// w is nil.
//
//	max  sum_j w_j v_j / sum_j w_j,   (1-r) d_j <= w_j <= (1+r) d_j
//
// At the maximum t a child stands at its upper end if v_j > t and at its lower one if
// v_j < t, so that one threshold splits the children. Instead of sorting them it is
// found by Dinkelbach's iteration, t <- the mean at the ends that t asks for, which
// rises to the maximum in a few steps and stops exactly there, since there are finitely
// many splits.
//
// Source: W. Dinkelbach (1967), On nonlinear fractional programming, Management
// Science 13(7), 492-498; the threshold: the weight uncertainty of an additive value
// function, e.g. A. Mateos, S. Rios-Insua, A. Jimenez (2007), Dominance, potential
// optimality and alternative ranking in imprecise multi-attribute decision making,
// Journal of the Operational Research Society 58, 326-336.
func freeMean(v, d []float64, r float64, w []float64) float64 {
	var mean float64
	for j, x := range v {
		mean += d[j] * x
	}
	t, before := mean, math.Inf(1)
	for range len(v) + 2 {
		var a, b float64 // share and weighted sum of the children above t
		for j, x := range v {
			if x > t {
				a += d[j]
				b += d[j] * x
			}
		}
		if a == 0 {
			break
		}
		next := ((1-r)*mean + 2*r*b) / (1 - r + 2*r*a)
		if !(next > t) {
			break
		}
		t, before = next, t
	}
	if w != nil {
		for j, x := range v {
			w[j] = (1 - r) * d[j]
			if x > before {
				w[j] = (1 + r) * d[j]
			}
			if math.IsInf(before, 1) { // all values are equal
				w[j] = d[j]
			}
		}
	}
	return t
}

// fixedMean is the extreme over the box with fixed sum, a fractional knapsack: all
// start at their lower ends, and what is left, r, goes to the largest values, up to
// 2 r d_j each.
func fixedMean(v, d []float64, r float64, w []float64) float64 {
	var room [16]int
	order := room[:0]
	for j, x := range v { // insertion: there are few siblings, and no memory is asked for
		at := len(order)
		order = append(order, j)
		for at > 0 && v[order[at-1]] < x {
			order[at] = order[at-1]
			at--
		}
		order[at] = j
	}
	var sum float64
	left := r
	for _, j := range order {
		more := min(left, 2*r*d[j])
		left -= more
		share := (1-r)*d[j] + more
		if w != nil {
			w[j] = share
		}
		sum += share * v[j]
	}
	return sum
}
