package aggregate

import (
	"fmt"
	"iter"
	"slices"
	"strconv"

	"github.com/countyeval/countyeval/indicators/basis"
	"github.com/countyeval/countyeval/weights"
)

// Consensus aggregates the children with several methods, and then the scores of
// the methods with one more: Borda, if By is nil, which is the Borda count over
// methods. By: Copeland{} lets the methods vote on each pair of units.
//
// Weights say how much each method counts, on any scale; nil: all alike. No method
// at all is an error. Scores of two methods are as far from each other as those of
// two indicators in different units, so that By should be a method that goes by
// order, such as Borda or Copeland.
type Consensus struct {
	Of      []Aggregator `json:"of"`
	Weights []float64    `json:"weights,omitzero"`
	By      Aggregator   `json:"by,omitzero"`
}

var (
	_ Relative     = Consensus{}
	_ basis.Naming = Consensus{}
)

// RelativeToGroup implements [Relative]: true if it is true of By or of any
// method.
func (c Consensus) RelativeToGroup() bool {
	return slices.ContainsFunc(append([]Aggregator{c.by()}, c.Of...), func(a Aggregator) bool {
		r, ok := a.(Relative)
		return ok && r.RelativeToGroup()
	})
}

func (c Consensus) by() Aggregator {
	if c.By == nil {
		return Borda{}
	}
	return c.By
}

// Names implements [basis.Naming]: what its methods name. The names in By are numbers of
// methods, which [Consensus.Methods] asks for.
func (c Consensus) Names() iter.Seq[basis.Mention] { return basis.NamesOf(c.Of...) }

// Aggregate implements [Aggregator].
func (c Consensus) Aggregate(dst []float64, g weights.Group, w []float64) error {
	methods, shares, err := c.Methods(g, w)
	if err != nil {
		return err
	}
	return c.by().Aggregate(dst, methods, shares)
}

// Methods returns the group that By aggregates: a column of scores a method, with
// the method's number from 1 as code, and the methods' shares.
func (c Consensus) Methods(g weights.Group, w []float64) (weights.Group, []float64, error) {
	out := weights.Group{Parent: g.Parent, Class: g.Class, Declared: c.Weights}
	if len(c.Of) == 0 {
		return out, nil, basis.Errorf("%w: a consensus of no methods", basis.ErrValue)
	}
	if c.Weights != nil && len(c.Weights) != len(c.Of) {
		return out, nil, basis.Errorf("%w: %d weights for %d methods", basis.ErrWeights, len(c.Weights), len(c.Of))
	}
	if err := checkShape(g, w); err != nil {
		return out, nil, err
	}
	for m := range basis.NamesOf(c.by()) {
		if k, err := strconv.Atoi(m.Name); err != nil || k < 1 || k > len(c.Of) {
			return out, nil, basis.Errorf("%w: By names %q, and its children are the methods 1 to %d", basis.ErrUnknown, m.Name, len(c.Of))
		}
	}
	if out.Declared == nil {
		out.Declared = make([]float64, len(c.Of))
	}
	n, _ := g.Scores.Dims()
	var errs []error
	for i, a := range c.Of {
		x := make([]float64, n)
		if a == nil {
			errs = append(errs, basis.Errorf("%w: method %d of the consensus is nil", basis.ErrValue, i+1))
		} else if err := a.Aggregate(x, g, w); err != nil {
			errs = append(errs, basis.Errorf("method %d, %T: %w", i+1, a, err))
		} else if err := unscored(x, g.Parent); err != nil {
			errs = append(errs, basis.Errorf("method %d, %T: %w", i+1, a, err))
		}
		out.Codes, out.Scores = append(out.Codes, fmt.Sprintf("method %d", i+1)), append(out.Scores, x)
	}
	if err := basis.JoinErrors(errs...); err != nil {
		return out, nil, err
	}
	shares, err := weights.Of(nil, weights.Declared{}, out)
	return out, shares, err
}

// unscored refuses scores that are not finite.
func unscored(scores []float64, code string) error {
	var errs []error
	for i, s := range scores {
		if s-s != 0 { // NaN or infinite
			errs = append(errs, &weights.CellError{Row: i, Code: code, Err: basis.Errorf("%w: the aggregator gave %v", basis.ErrNumber, s)})
		}
	}
	return basis.JoinErrors(errs...)
}
