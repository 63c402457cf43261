package proof

import (
	"github.com/countyeval/countyeval/evaluation"
	"github.com/countyeval/countyeval/evaluation/internal/layout"
	"github.com/countyeval/countyeval/evaluation/robustness"
	"github.com/countyeval/countyeval/indicators/basis"
)

// ground is a result and a decision laid out, with the evaluator that tries weights.
type ground struct {
	*layout.Layout
	judge  *layout.Judge
	result *evaluation.Result
	trial  *robustness.Evaluator
}

// newGround refuses a decision that prints parts: what is proved knows the rounding of the
// total alone.
func newGround(r *evaluation.Result, d evaluation.Decision) (*ground, error) {
	if of := d.Ties.Print.Of; of != evaluation.TotalOnly {
		return nil, basis.Errorf("%w: the decision ranks by what its printed parts add up to (Ties.Print: %v), of which nothing can be proved", evaluation.ErrPrinting, of)
	}
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
