package robustness

import (
	"slices"

	"github.com/countyeval/countyeval/evaluation"
	"github.com/countyeval/countyeval/evaluation/aggregate"
	"github.com/countyeval/countyeval/indicators"
	"github.com/countyeval/countyeval/indicators/basis"
)

// layout is what does not change between draws: the tree as it is aggregated, the
// classes that are weighed alone, and what rulings add.
type layout struct {
	codes    []string // q nodes in pre-order, as in [evaluation.Result.Codes]
	index    map[string]int
	children [][]int     // of the nodes that are aggregated: all composed ones, or of a flat model the root alone
	declared [][]float64 // of the children
	order    []int       // the nodes that are aggregated, children before their parent
	leaves   []int       // measured nodes
	bounded  []bool      // of each node: it has goalposts

	units   []string // codes
	classes []string // one, "", unless the model weighs by class
	class   []int    // of each row, its number among classes
	within  []int    // of each row, its number within its class
	rows    [][]int  // of each class

	points []float64 // that rulings add to the root's score of each row; nil if there are none
}

// newLayout reads the layout off a result.
func newLayout(r *evaluation.Result) (*layout, error) {
	if r == nil || r.Prepared == nil {
		return nil, basis.Errorf("%w: there is no result", basis.ErrEmpty)
	}
	l := &layout{codes: r.Codes(), index: map[string]int{}}
	for at, code := range l.codes {
		l.index[code] = at
	}
	l.setClasses(r)
	l.children, l.declared = make([][]int, len(l.codes)), make([][]float64, len(l.codes))
	for at, in := range r.Prepared.Framework().Nodes() {
		l.bounded = append(l.bounded, in.Bounds != nil)
		if in.Measured() {
			l.leaves = append(l.leaves, at)
		}
	}
	for at := len(l.codes) - 1; at >= 0; at-- {
		if slices.Contains(l.leaves, at) || r.Model.Flat && at > 0 {
			continue
		}
		g, _, err := r.Group(l.codes[at], l.classes[0])
		if err != nil {
			return nil, err
		}
		for _, code := range g.Codes {
			l.children[at] = append(l.children[at], l.index[code])
		}
		l.declared[at] = g.Declared
		l.order = append(l.order, at)
	}
	for row, u := range r.Prepared.Units() {
		l.units = append(l.units, u.Code)
		if a, ok := r.Adjustment(u.Code); ok {
			if l.points == nil {
				l.points = make([]float64, len(l.class))
			}
			l.points[row] = a.Given
		}
	}
	return l, nil
}

// setClasses lists the classes in the order of their first rows.
func (l *layout) setClasses(r *evaluation.Result) {
	at := map[string]int{}
	for row, u := range r.Prepared.Units() {
		name := u.Class
		if !r.Model.ByClass {
			name = ""
		}
		c, ok := at[name]
		if !ok {
			c = len(l.classes)
			at[name] = c
			l.classes, l.rows = append(l.classes, name), append(l.rows, nil)
		}
		l.class, l.within = append(l.class, c), append(l.within, len(l.rows[c]))
		l.rows[c] = append(l.rows[c], row)
	}
}

// find finds the number of a node; "" is the root. Of a flat model the nodes between
// have no score that a decision could be robust in.
func (l *layout) find(code string) (at int, err error) {
	if code == "" {
		return 0, nil
	}
	at, ok := l.index[code]
	if !ok {
		return 0, &indicators.InputError{Indicator: code, Err: basis.ErrUnknown}
	}
	if at > 0 && l.children[at] == nil && !slices.Contains(l.leaves, at) {
		return 0, &indicators.InputError{Indicator: code, Err: basis.Errorf("%w: the model is flat and does not aggregate it", basis.ErrValue)}
	}
	return at, nil
}

// aggregators are those of each node that is aggregated.
func (l *layout) aggregators(a aggregate.Aggregator) []aggregate.Aggregator {
	out := make([]aggregate.Aggregator, len(l.codes))
	for _, at := range l.order {
		switch by := a.(type) {
		case nil:
			out[at] = aggregate.Arithmetic{}
		case aggregate.PerNode:
			out[at] = by.Of(l.codes[at])
		default:
			out[at] = a
		}
	}
	return out
}

// weights are those of a result by class and node.
func (l *layout) weights(r *evaluation.Result) [][]float64 {
	out := make([][]float64, len(l.classes))
	for c, class := range l.classes {
		out[c] = make([]float64, len(l.codes))
		for _, at := range l.order {
			_, w, err := r.Group(l.codes[at], class)
			if err != nil {
				continue // cannot be: the layout has read the same groups
			}
			for j, child := range l.children[at] {
				out[c][child] = w[j]
			}
		}
	}
	return out
}
