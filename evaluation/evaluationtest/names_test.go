package evaluationtest_test

import (
	"iter"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/countyeval/countyeval/evaluation"
	"github.com/countyeval/countyeval/evaluation/aggregate"
	"github.com/countyeval/countyeval/evaluation/evaluationtest"
	"github.com/countyeval/countyeval/indicators"
	"github.com/countyeval/countyeval/indicators/basis"
	"github.com/countyeval/countyeval/indicators/normalize"
	"github.com/countyeval/countyeval/indicators/prepare"
	"github.com/countyeval/countyeval/weights"
)

// These hold another method and say nothing of what it names; the promoted Names of an
// embedded one would.
type (
	quietNormalizer struct{ Of normalize.Normalizer }
	quietAggregator struct{ Of aggregate.Aggregator }
	quietStep       struct{ Of indicators.Step }
	quietGrader     struct{ Of evaluation.Grader }
)

func (q quietNormalizer) Fit(s normalize.Sample) (normalize.Scale, error) { return q.Of.Fit(s) }
func (q quietAggregator) Aggregate(dst []float64, g weights.Group, w []float64) error {
	return q.Of.Aggregate(dst, g, w)
}
func (q quietStep) Apply(t *indicators.Table) (indicators.Stage, error) { return q.Of.Apply(t) }
func (q quietGrader) Grade(c evaluation.Entrants) (evaluation.Graded, error) {
	return q.Of.Grade(c)
}

type openGrader struct{ quietGrader }

func (o openGrader) Names() iter.Seq[basis.Mention] { return basis.NamesOf(o.Of) }

func TestNamesWithin(t *testing.T) {
	normalizer := quietNormalizer{normalize.Clip{Of: normalize.PerIndicator{By: map[string]normalize.Normalizer{"rd": nil}}}}
	step := quietStep{prepare.Median{Columns: []string{"a"}}}
	grader := quietGrader{evaluation.Conditional{Of: evaluation.Thresholds{{Grade: "A", AtLeast: 50}, {Grade: "B", Rest: true}}, Conditions: []evaluation.Condition{{Grade: "A"}}}}
	for name, err := range map[string]error{
		"rd": evaluationtest.TestNormalizer(normalizer),
		"a":  evaluationtest.TestStep(step),
		"A":  evaluationtest.TestGrader(grader),
	} {
		require.ErrorContains(t, err, `names within: what it holds names ["`+name+`"], and its Names do not (basis.NamesOf)`)
	}
	err := evaluationtest.TestGrader(openGrader{grader})
	if err != nil {
		require.NotContains(t, err.Error(), "names within")
	}
	err = evaluationtest.TestAggregator(quietAggregator{aggregate.COPRAS{Costs: []string{"x"}}})
	require.ErrorContains(t, err, `names within: what it holds names ["x"]`)
}
