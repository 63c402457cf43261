package evaluation

import (
	"github.com/countyeval/countyeval/indicators"
	"github.com/countyeval/countyeval/indicators/basis"
)

// Relative is an aggregator whose scores may place a unit among the units it was
// aggregated with and mean nothing outside that group: the closeness of TOPSIS is
// the distance to the best of the group at hand. RelativeToGroup reports whether
// it is so as configured; an aggregator without the method gives scores that
// compare everywhere.
//
// If a model aggregates by class, relative scores of two classes do not compare,
// and [Result.Rank] refuses to mix them ([ErrIncomparable]).
type Relative interface {
	Aggregator
	RelativeToGroup() bool
}

// ErrIncomparable is a ranking of units whose scores were made in different
// groups by a method that compares the units of one group.
const ErrIncomparable = basis.Sentinel("scores of different classes do not compare")

// comparable refuses to rank all units together on a node if any score that goes
// into it places units within their class alone.
func (r *Result) comparable(at int) error {
	if !r.Model.ByClass || len(r.classes) < 2 {
		return nil
	}
	if r.Model.Flat {
		if at > 0 { // a mean of leaves
			return nil
		}
		return r.relative(0)
	}
	if len(r.tree.children[at]) == 0 {
		return nil
	}
	if err := r.relative(at); err != nil {
		return err
	}
	for _, child := range r.tree.children[at] {
		if err := r.comparable(child); err != nil {
			return err
		}
	}
	return nil
}

func (r *Result) relative(at int) error {
	a, ok := r.aggregator(at).(Relative)
	if !ok || !a.RelativeToGroup() {
		return nil
	}
	return &indicators.InputError{Indicator: r.tree.names[at], Err: basis.Errorf("%w: %T was applied class by class; rank each class with RankClass", ErrIncomparable, a)}
}
