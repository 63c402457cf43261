package evaluation

import (
	"github.com/countyeval/countyeval/evaluation/aggregate"
	"github.com/countyeval/countyeval/indicators"
	"github.com/countyeval/countyeval/indicators/basis"
)

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
	a, ok := r.aggregator(at).(aggregate.Relative)
	if !ok || !a.RelativeToGroup() {
		return nil
	}
	return &indicators.InputError{Indicator: r.tree.names[at], Err: basis.Errorf("%w: %T was applied class by class; classes need places of their own (Decision.Own)", ErrIncomparable, a)}
}
