package evaluationtest_test

import (
	"fmt"
	"slices"

	"github.com/countyeval/countyeval/evaluation"
	"github.com/countyeval/countyeval/evaluation/aggregate"
	"github.com/countyeval/countyeval/evaluation/evaluationtest"
	"github.com/countyeval/countyeval/indicators"
	"github.com/countyeval/countyeval/indicators/basis"
	"github.com/countyeval/countyeval/indicators/normalize"
)

// An aggregator of one's own, and what it promises, tested in one call: the mean of
// the best and the worst child.
func ExampleTestAggregator() {
	middle := aggregate.Rows(func(scores, w []float64) (float64, error) {
		var counting []float64
		for j, s := range scores {
			if w[j] > 0 {
				counting = append(counting, s)
			}
		}
		return (slices.Min(counting) + slices.Max(counting)) / 2, nil
	})
	fmt.Println(evaluationtest.TestAggregator(middle, evaluationtest.AggregatorOptions{Rises: true, Between: true, Idempotent: true}))
	// Output: <nil>
}

// A promise that is not kept: less what its best child is above its worst, a unit
// loses by becoming better where it is best.
func ExampleTestAggregator_broken() {
	balanced := aggregate.Rows(func(scores, w []float64) (float64, error) {
		var mean float64
		for j, s := range scores {
			mean += w[j] * s
		}
		return mean - (slices.Max(scores) - slices.Min(scores)), nil
	})
	err := evaluationtest.TestAggregator(balanced, evaluationtest.AggregatorOptions{
		Codes: []string{"innovation", "scale"}, Rises: true,
	})
	fmt.Println(err)
	// Output:
	// rises: when unit 0 goes from 93 to 93.7 on scale, its score goes from 77.23076923076923 to 77.19487179487179 (k = 2, n = 2, codes [innovation scale], weights [0.05128 0.9487], scores [[78 78] [93 47]])
}

// A normalizer of one's own that takes more for better, whatever the indicator says.
func ExampleTestNormalizer() {
	careless := normalize.Func(func(s normalize.Sample) (normalize.Scale, error) {
		s.Indicator.Direction = indicators.Higher
		return normalize.MinMax{}.Fit(s)
	})
	fmt.Println(evaluationtest.TestNormalizer(careless, evaluationtest.NormalizerOptions{
		Directions: []indicators.Direction{indicators.Lower},
	}))
	// Output:
	// direction: 3 is better than 345, but has 0 and not more than 100 (class "A") (direction lower, n = 2, values [3 345])
}

// A step of one's own that records what it does: figures above 500 are cut.
func ExampleTestStep() {
	cut := indicators.StepFunc(func(t *indicators.Table) (indicators.Stage, error) {
		stage := indicators.Stage{Name: basis.Textf("cut a at 500")}
		for i, x := range t.Column("a").All() {
			if x > 500 {
				stage.Changes = append(stage.Changes, indicators.Change{Unit: t.Unit(i).Code, Indicator: "a", Was: x, Is: 500, Why: basis.Textf("above 500")})
			}
		}
		var err error
		stage.Table, err = t.With(indicators.Treated, stage.Changes...)
		return stage, err
	})
	fmt.Println(evaluationtest.TestStep(cut))
	// Output: <nil>
}

// bestTwenty gives A to the first twenty as they are listed, tied or not.
type bestTwenty struct{}

func (bestTwenty) Grade(c evaluation.Entrants) (evaluation.Graded, error) {
	out := evaluation.Graded{Names: []string{"A", "B"}}
	for i := range c.Places {
		out.Of = append(out.Of, out.Names[min(i/20, 1)])
	}
	return out, nil
}

// A grader of one's own that parts units of equal score.
func ExampleTestGrader_broken() {
	err := evaluationtest.TestGrader(bestTwenty{}, evaluationtest.GraderOptions{InOrder: true, TiesTogether: true, N: 100})
	fmt.Println(err)
	// Output:
	// ties together: u01 and u48 are tied, and have A and B; ask Entrants.Groups who is (100 places)
}
