package robustness

import (
	"github.com/countyeval/countyeval/evaluation"
)

// ground is a result and a decision laid out, with the evaluator that tries weights.
type ground struct {
	*layout
	judge  *judge
	result *evaluation.Result
	trial  *Evaluator
}

func newGround(r *evaluation.Result, d evaluation.Decision) (*ground, error) {
	l, err := newLayout(r)
	if err != nil {
		return nil, err
	}
	g := &ground{layout: l, result: r}
	if g.judge, err = newJudge(l, r, d); err != nil {
		return nil, err
	}
	g.trial, err = NewEvaluator(r, d, Choices{})
	return g, err
}
