// Package layout lays a result and a decision out for whoever scores, ranks or bounds the
// same table many times: the tree as it is aggregated, and who competes with whom, by what.
// Draws (package robustness) and proofs (package proof) stand on it alike.
package layout

import (
	"slices"

	"github.com/countyeval/countyeval/evaluation"
	"github.com/countyeval/countyeval/evaluation/aggregate"
	"github.com/countyeval/countyeval/indicators"
	"github.com/countyeval/countyeval/indicators/basis"
)

// Layout is what does not change between draws: the tree as it is aggregated, the
// classes that are weighed alone, and what rulings add.
type Layout struct {
	Codes    []string // q nodes in pre-order, as in [evaluation.Result.Codes]
	Index    map[string]int
	Children [][]int     // of the nodes that are aggregated: all composed ones, or of a flat model the root alone
	Declared [][]float64 // of the children
	Order    []int       // the nodes that are aggregated, children before their parent
	Leaves   []int       // measured nodes
	Bounded  []bool      // of each node: it has goalposts
	Idle     []bool      // of each node: it has weight 0 in the result, or one above it has

	Units   []string // codes
	Classes []string // one, "", unless the model weighs by class
	Class   []int    // of each row, its number among classes
	Within  []int    // of each row, its number within its class
	Rows    [][]int  // of each class

	Points []float64 // that rulings add to the root's score of each row; nil if there are none
}

// New reads the layout off a result.
func New(r *evaluation.Result) (*Layout, error) {
	if r == nil || r.Prepared == nil {
		return nil, basis.Errorf("%w: there is no result", basis.ErrEmpty)
	}
	l := &Layout{Codes: r.Codes(), Index: map[string]int{}}
	for at, code := range l.Codes {
		l.Index[code] = at
	}
	l.setClasses(r)
	l.Children, l.Declared = make([][]int, len(l.Codes)), make([][]float64, len(l.Codes))
	for at, in := range r.Prepared.Framework().Nodes() {
		l.Bounded = append(l.Bounded, in.Bounds != nil)
		if in.Measured() {
			l.Leaves = append(l.Leaves, at)
		}
	}
	for at := len(l.Codes) - 1; at >= 0; at-- {
		if slices.Contains(l.Leaves, at) || r.Model.Flat && at > 0 {
			continue
		}
		g, _, err := r.Group(l.Codes[at], l.Classes[0])
		if err != nil {
			return nil, err
		}
		for _, code := range g.Codes {
			l.Children[at] = append(l.Children[at], l.Index[code])
		}
		l.Declared[at] = g.Declared
		l.Order = append(l.Order, at)
	}
	if err := l.setIdle(r); err != nil {
		return nil, err
	}
	for row, u := range r.Prepared.Units() {
		l.Units = append(l.Units, u.Code)
		if a, ok := r.Adjustment(u.Code); ok {
			if l.Points == nil {
				l.Points = make([]float64, len(l.Class))
			}
			l.Points[row] = a.Given
		}
	}
	return l, nil
}

// setIdle finds the nodes that count for nothing in any class.
func (l *Layout) setIdle(r *evaluation.Result) error {
	l.Idle = make([]bool, len(l.Codes))
	for _, at := range slices.Backward(l.Order) { // parents before their children
		for _, child := range l.Children[at] {
			l.Idle[child] = true
		}
		for _, class := range l.Classes {
			_, w, err := r.Group(l.Codes[at], class)
			if err != nil {
				return err
			}
			for j, child := range l.Children[at] {
				l.Idle[child] = l.Idle[child] && (l.Idle[at] || w[j] == 0)
			}
		}
	}
	return nil
}

// setClasses lists the classes in the order of their first rows.
func (l *Layout) setClasses(r *evaluation.Result) {
	at := map[string]int{}
	for row, u := range r.Prepared.Units() {
		name := u.Class
		if !r.Model.ByClass {
			name = ""
		}
		c, ok := at[name]
		if !ok {
			c = len(l.Classes)
			at[name] = c
			l.Classes, l.Rows = append(l.Classes, name), append(l.Rows, nil)
		}
		l.Class, l.Within = append(l.Class, c), append(l.Within, len(l.Rows[c]))
		l.Rows[c] = append(l.Rows[c], row)
	}
}

// Find finds the number of a node; "" is the root. Of a flat model the nodes between
// have no score that a decision could be robust in.
func (l *Layout) Find(code string) (at int, err error) {
	if code == "" {
		return 0, nil
	}
	at, ok := l.Index[code]
	if !ok {
		return 0, &indicators.InputError{Indicator: code, Err: basis.ErrUnknown}
	}
	if at > 0 && l.Children[at] == nil && !slices.Contains(l.Leaves, at) {
		return 0, &indicators.InputError{Indicator: code, Err: basis.Errorf("%w: the model is flat and does not aggregate it", basis.ErrValue)}
	}
	return at, nil
}

// Aggregators are those of each node that is aggregated.
func (l *Layout) Aggregators(a aggregate.Aggregator) []aggregate.Aggregator {
	out := make([]aggregate.Aggregator, len(l.Codes))
	for _, at := range l.Order {
		switch by := a.(type) {
		case nil:
			out[at] = aggregate.Arithmetic{}
		case aggregate.PerNode:
			out[at] = by.Of(l.Codes[at])
		default:
			out[at] = a
		}
	}
	return out
}

// Weights are those of a result by class and node.
func (l *Layout) Weights(r *evaluation.Result) [][]float64 {
	out := make([][]float64, len(l.Classes))
	for c, class := range l.Classes {
		out[c] = make([]float64, len(l.Codes))
		for _, at := range l.Order {
			_, w, err := r.Group(l.Codes[at], class)
			if err != nil {
				continue // cannot be: the layout has read the same groups
			}
			for j, child := range l.Children[at] {
				out[c][child] = w[j]
			}
		}
	}
	return out
}
