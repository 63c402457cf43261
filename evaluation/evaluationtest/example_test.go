package evaluationtest_test

import (
	"fmt"
	"slices"

	"github.com/countyeval/countyeval/evaluation/aggregate"
	"github.com/countyeval/countyeval/evaluation/evaluationtest"
	"github.com/countyeval/countyeval/indicators"
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
