package proof

import (
	"github.com/countyeval/countyeval/evaluation"
	"github.com/countyeval/countyeval/evaluation/internal/layout"
	"github.com/countyeval/countyeval/evaluation/robustness"
)

// ground is a result and a decision laid out, with the evaluator that tries weights.
type ground struct {
	*layout.Layout
	judge  *layout.Judge
	result *evaluation.Result
	trial  *robustness.Evaluator
}

func newGround(r *evaluation.Result, d evaluation.Decision) (*ground, error) {
	l, err := layout.New(r)
	if err != nil {
		return nil, err
	}
	g := &ground{Layout: l, result: r}
	if g.judge, err = layout.NewJudge(l, r, d); err != nil {
		return nil, err
	}
	g.trial, err = robustness.NewEvaluator(r, d, robustness.Choices{})
	return g, err
}
