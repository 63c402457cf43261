package robustness_test

import (
	"context"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/countyeval/countyeval/evaluation"
	"github.com/countyeval/countyeval/evaluation/incentive"
	"github.com/countyeval/countyeval/evaluation/robustness"
	"github.com/countyeval/countyeval/evaluation/robustness/internal/robustnesstest"
	"github.com/countyeval/countyeval/indicators/basis"
)

// BenchmarkAwards awards three pools of the kind of examples/incentive under 1,000 draws of
// weights, beside the bare loop over [incentive.Plan.Allocate] with rankings at hand, which
// is its floor.
func BenchmarkAwards(b *testing.B) {
	tab := robustnesstest.Generated(b, 158, 7, 4)
	most := 400.0
	pool := func(name string, clauses ...incentive.Clause) incentive.Plan {
		return incentive.Plan{Pool: incentive.Pool{Name: name, Measure: incentive.Measure{Digits: 2}, Amount: 10_000, Reserve: 500, Lot: 1}, Clauses: clauses}
	}
	s := robustness.Study{
		Table: tab,
		Decision: evaluation.Decision{
			Ties:   evaluation.Ties{Digits: new(2)},
			Grader: evaluation.Quotas{Grades: []evaluation.Quota{{Grade: "A", Share: 0.2}, {Grade: "B", Share: 0.5}, {Grade: "C", Rest: true}}},
		},
		Factors: []robustness.Factor{robustness.Weights{Of: robustness.Within{Radius: 0.1}}},
		Plans: []incentive.Plan{
			pool("land", incentive.Grades{"A", "B"}, incentive.ByScore{Base: 10}, incentive.CapAt{Name: "400 each", Each: &most}),
			pool("funds", incentive.Grades{"A", "B"}, incentive.ByGrade{Weights: map[string]float64{"A": 2, "B": 1}}),
			pool("quota", incentive.Grades{"A"}, incentive.ByScore{Base: 5}),
		},
	}
	const draws = 1000
	b.Run("floor", func(b *testing.B) {
		r, err := s.Decision.Rank(robustnesstest.Evaluate(b, s.Model, tab))
		require.NoError(b, err)
		for b.Loop() {
			basis.Each(draws, basis.Large, func(int) {
				for _, p := range s.Plans {
					if _, err := p.Allocate(r, s.Figures); err != nil {
						b.Error(err)
					}
				}
			})
		}
	})
	b.Run("twin", func(b *testing.B) {
		for b.Loop() {
			_, err := robustness.Run(context.Background(), s, robustness.Options{Draws: draws, Seed: 1, Twin: true})
			require.NoError(b, err)
		}
	})
	b.Run("study", func(b *testing.B) {
		for b.Loop() {
			_, err := robustness.Run(context.Background(), s, robustness.Options{Draws: draws, Seed: 1})
			require.NoError(b, err)
		}
	})
}
