package scheme

import (
	"github.com/countyeval/countyeval/evaluation"
	"github.com/countyeval/countyeval/evaluation/incentive"
	"github.com/countyeval/countyeval/indicators"
)

// Evaluate carries out the scheme on the figures of a round under the rulings that hold in
// it, which replace those of the file: it is what a round of the package procedure asks for
// as its Evaluator. Unlike [Run] it refuses when an award cannot be given, since a published
// result has all of its awards.
func (f *File) Evaluate(t *indicators.Table, rulings []evaluation.Ruling) (*evaluation.Result, evaluation.Ranking, []*incentive.Allocation, error) {
	own := *f
	own.Rulings = rulings
	o, err := Run(&own, t)
	if err == nil {
		err = o.Err()
	}
	if err != nil {
		return nil, evaluation.Ranking{}, nil, err
	}
	var awards []*incentive.Allocation
	for _, a := range o.Awards {
		awards = append(awards, a.Allocation)
	}
	return o.Result, o.Ranking, awards, nil
}
