package aggregate

import (
	"iter"

	"github.com/countyeval/countyeval/indicators/basis"
	"github.com/countyeval/countyeval/weights"
)

// Aggregator makes the score of a parent from the scores of its children.
//
// Aggregate writes n scores, more is better, into dst from the n x k scores of g
// and the k weights w, which sum to 1. It sees all units at once. It changes
// nothing of g and w, keeps nothing of them, and is safe for concurrent use. A
// child of weight 0 counts as absent. Values it cannot take are errors that
// hold a [weights.CellError] for each. NaN where a child that counts does not apply to
// the unit ([weights.Group.Lacks]) says that neither does the parent; no other score
// may be NaN.
type Aggregator interface {
	Aggregate(dst []float64, g weights.Group, w []float64) error
}

// Additive is an aggregator whose score is a weighted sum of the children's
// scores, so that points can be given for each. EffectiveWeights writes the k
// weights e of unit i into dst, with
//
//	score_i = sum_j e_j * score_ij
type Additive interface {
	Aggregator
	EffectiveWeights(dst []float64, g weights.Group, w []float64, i int) error
}

// Relative is an aggregator whose scores may place a unit among the units it was
// aggregated with and mean nothing outside that group: the closeness of TOPSIS is
// the distance to the best of the group at hand. RelativeToGroup reports whether
// it is so as configured; an aggregator without the method gives scores that
// compare everywhere.
//
// If a model aggregates by class, relative scores of two classes do not compare,
// and an evaluation refuses to rank them together (its ErrIncomparable).
type Relative interface {
	Aggregator
	RelativeToGroup() bool
}

// ErrZero is a score of 0 or less under a mean that needs scores above 0, such as
// the geometric: one zero would make the whole score zero, whatever the unit does
// elsewhere.
const ErrZero = basis.Sentinel("not positive under a mean that needs scores above 0")

// ErrNotAdditive is what [Additive] gives for an aggregator made of another one
// that is not additive, such as [Present] of a geometric mean.
const ErrNotAdditive = basis.Sentinel("the aggregator is not additive")

// Rows is an aggregator made of a function of one unit's scores and the weights,
// for Go programs that need one of their own. It refuses missing scores before
// the function sees them; only a child of weight 0, which counts as absent, may come
// with NaN, so that the function must pass it over. It cannot be written.
type Rows func(scores, w []float64) (float64, error)

var _ Aggregator = Rows(nil)

// String gives the name of the type: a function has no other.
func (Rows) String() string { return "aggregate.Rows" }

// Aggregate implements [Aggregator].
func (f Rows) Aggregate(dst []float64, g weights.Group, w []float64) error {
	if err := refuse(g, w, missing); err != nil {
		return err
	}
	row := make([]float64, len(g.Scores))
	var errs []error
	for i := range dst {
		for j, col := range g.Scores {
			row[j] = col[i]
		}
		s, err := f(row, w)
		if err != nil {
			errs = append(errs, &weights.CellError{Row: i, Code: g.Parent, Err: err})
		}
		dst[i] = s
	}
	return basis.JoinErrors(errs...)
}

// PerNode takes another aggregator for the composed indicators named in By, and
// Default for the others. A nil Default, or a nil value in By, is [Arithmetic].
// A key that is no composed indicator of the framework is an error of the
// evaluation.
type PerNode struct {
	Default Aggregator            `json:"default,omitzero"`
	By      map[string]Aggregator `json:"by,omitzero" names:"group"`
}

var (
	_ Aggregator   = PerNode{}
	_ basis.Naming = PerNode{}
)

// Names implements [basis.Naming]: the composed indicators of By, and what the
// aggregators name.
func (p PerNode) Names() iter.Seq[basis.Mention] {
	return basis.AllNames(basis.Keys(basis.ComposedIndicator, p.By), basis.NamesOf(p.Default), basis.NamesIn(p.By))
}

// Of returns the aggregator of the composed indicator with that code.
func (p PerNode) Of(code string) Aggregator {
	a, ok := p.By[code]
	if !ok {
		a = p.Default
	}
	if a == nil {
		return Arithmetic{}
	}
	return a
}

// Aggregate implements [Aggregator].
func (p PerNode) Aggregate(dst []float64, g weights.Group, w []float64) error {
	return p.Of(g.Parent).Aggregate(dst, g, w)
}
