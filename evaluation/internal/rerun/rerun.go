// Package rerun evaluates once more what was evaluated, with one thing other than it was.
package rerun

import (
	"github.com/countyeval/countyeval/evaluation"
	"github.com/countyeval/countyeval/indicators"
)

// Evaluate carries out an evaluation once more, of another table, model or rulings: from the
// raw table with the steps of the model, or where the result was scored from a prepared
// table, without them.
func Evaluate(r *evaluation.Result, t *indicators.Table, m evaluation.Model, rulings []evaluation.Ruling) (*evaluation.Result, error) {
	if len(r.Stages) == 0 && len(r.Model.Steps) > 0 {
		return m.Score(nil, t, rulings)
	}
	return m.Evaluate(t, rulings)
}

// Without is the framework without one node, and without the nodes that lose their last
// child with it; ok is false if nothing is left.
func Without(f *indicators.Framework, code string) (out *indicators.Framework, ok bool, err error) {
	var drop func(in indicators.Indicator) (indicators.Indicator, bool)
	drop = func(in indicators.Indicator) (indicators.Indicator, bool) {
		if in.Code == code {
			return in, false
		}
		if in.Measured() {
			return in, true
		}
		var kept []indicators.Indicator
		for _, child := range in.Children {
			if child, ok := drop(child); ok {
				kept = append(kept, child)
			}
		}
		in.Children = kept
		return in, len(kept) > 0
	}
	root, ok := drop(f.Root())
	if !ok {
		return nil, false, nil
	}
	out, err = indicators.NewFramework(root, f.Aux()...)
	return out, true, err
}
