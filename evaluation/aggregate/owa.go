package aggregate

import (
	"math"
	"slices"

	"github.com/countyeval/countyeval/indicators/basis"
	"github.com/countyeval/countyeval/weights"
)

// OWA is the ordered weighted average: weights go to places, not to children, the
// first to a unit's best child and the last to its worst:
//
//	score_i = sum_r v_r s_i(r),  s_i(1) >= s_i(2) >= ... >= s_i(k)
//
// With Order the v are given, one for each child that counts, and scaled to sum 1:
// (1, 0, ..., 0) is the best child, (0, ..., 0, 1) the worst, (0, 0, 1, 1) the mean of
// the two worst of four. Order takes no weights of the children: those that differ
// are an error that wraps [basis.ErrWeights]; weights.Equal is the way out.
//
// Without Order they follow from Orness, from 0 (the worst child alone, the zero
// value) by 0.5 (the weighted mean) to 1 (the best alone), and the weights of the
// children count:
//
//	v_r = Q(w_(1) + ... + w_(r)) - Q(w_(1) + ... + w_(r-1)),  Q(t) = t ^ ((1 - Orness) / Orness)
//
// w_(r) being the weight of the child in place r. Orness is that of the quantifier
// Q, its integral from 0 to 1.
//
// The score lies between the worst and the best child, is theirs where all are
// equal, and never falls when one rises. Any finite scores will do. Missing scores
// are refused, as are an Order that does not fit the children or has weights that
// are none ([basis.ErrWeights]), an Orness outside of 0 to 1, and both of them
// at once ([basis.ErrValue]).
//
// Source: Yager, On ordered weighted averaging aggregation operators in
// multicriteria decisionmaking, IEEE Transactions on Systems, Man, and Cybernetics
// 18 (1988) 183-190; with Orness and weights: Quantifier guided aggregation using
// OWA operators, International Journal of Intelligent Systems 11 (1996) 49-73.
type OWA struct {
	Order  []float64 `json:"order,omitzero"`
	Orness float64   `json:"orness,omitzero"`
}

var _ Additive = OWA{}

// Aggregate implements [Aggregator].
func (a OWA) Aggregate(dst []float64, g weights.Group, w []float64) error {
	c, err := count(dst, g, w, missing)
	if err != nil {
		return err
	}
	o, err := a.order(c)
	if err != nil {
		return err
	}
	for i := range dst {
		o.weigh(c, i)
		var sum float64
		for _, r := range o.sorted {
			sum += float64(o.share[r] * c.x[r][i])
		}
		dst[i] = sum
	}
	return nil
}

// EffectiveWeights implements [Additive]: the weight of the place that each child
// has with the unit. Children that are equal stand in their own order.
func (a OWA) EffectiveWeights(dst []float64, g weights.Group, w []float64, i int) error {
	n, _ := g.Scores.Dims()
	c, err := count(make([]float64, n), g, w, missing)
	if err != nil {
		return err
	}
	o, err := a.order(c)
	if err != nil {
		return err
	}
	o.weigh(c, i)
	clear(dst)
	r := 0
	for j, wj := range w {
		if wj > 0 {
			dst[j] = o.share[r]
			r++
		}
	}
	return nil
}

// ordering gives the children of one unit after another the weights of their
// places.
type ordering struct {
	place  []float64 // weights of the places; nil: by the exponent
	power  float64   // of Q
	sorted []int     // children, best first
	share  []float64 // of each child
}

// order checks the options.
func (a OWA) order(c siblings) (ordering, error) {
	k := len(c.w)
	o := ordering{sorted: make([]int, k), share: make([]float64, k)}
	if a.Order == nil {
		if !(a.Orness >= 0 && a.Orness <= 1) {
			return o, basis.Errorf("%w: OWA with an orness of %v, which is not from 0 to 1", basis.ErrValue, a.Orness)
		}
		o.power = (1 - a.Orness) / a.Orness // 0: +Inf
		return o, nil
	}
	if a.Orness != 0 {
		return o, basis.Errorf("%w: OWA with an order and an orness, either of which gives the weights", basis.ErrValue)
	}
	if len(a.Order) != k {
		return o, basis.Errorf("%w: OWA with %d weights of places for the %d children that count", basis.ErrWeights, len(a.Order), k)
	}
	var sum float64
	for _, v := range a.Order {
		if !(v >= 0) {
			return o, basis.Errorf("%w: OWA with weights of places %v, which are not all at least 0", basis.ErrWeights, a.Order)
		}
		sum += v
	}
	if !(sum > 0) || math.IsInf(sum, 0) {
		return o, basis.Errorf("%w: OWA with weights of places %v, which sum to %v", basis.ErrWeights, a.Order, sum)
	}
	o.place = make([]float64, k)
	for r, v := range a.Order {
		o.place[r] = v / sum
	}
	return o, c.equal(basis.Textf("OWA with weights of places"))
}

// weigh sorts the children of unit i and gives each its share.
func (o *ordering) weigh(c siblings, i int) {
	for j := range o.sorted {
		o.sorted[j] = j
	}
	slices.SortStableFunc(o.sorted, func(a, b int) int {
		switch x, y := c.x[a][i], c.x[b][i]; {
		case x > y:
			return -1
		case x < y:
			return 1
		}
		return 0
	})
	if o.place != nil {
		for r, j := range o.sorted {
			o.share[j] = o.place[r]
		}
		return
	}
	var done, before float64
	for r, j := range o.sorted {
		done += c.w[j]
		q := 1.0
		switch {
		case r == len(o.sorted)-1:
		case math.IsInf(o.power, 1):
			q = 0
		default:
			q = math.Pow(min(done, 1), o.power)
		}
		o.share[j], before = q-before, q
	}
}
