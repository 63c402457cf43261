package incentive_test

import (
	"fmt"
	"testing"

	"github.com/countyeval/countyeval/evaluation"
	"github.com/countyeval/countyeval/evaluation/incentive"
	"github.com/countyeval/countyeval/indicators"
)

// province is a ranking of n fictional counties in grades A, B and C, with
// scores of two decimals, and figures to be caps.
func province(n int) (r evaluation.Ranking, request, headroom incentive.Per) {
	r.Ties.Round = 0.01
	request, headroom = incentive.Per{}, incentive.Per{}
	score := 9800
	for i := range n {
		code := fmt.Sprintf("%06d", 410000+i*7919%100003)
		grade := []string{"A", "B", "C"}[3*i/n]
		r.Places = append(r.Places, evaluation.Place{Rank: i + 1, Unit: indicators.Unit{Code: code}, Score: float64(score) / 100, Grade: grade})
		score -= 1 + i*31%57
		request[code] = incentive.Amount(30000 + i*7919%60000)
		headroom[code] = incentive.Amount(20000 + i*104729%90000)
	}
	return r, request, headroom
}

// typical is a plan as notices have it: two grades, weight by score, two caps.
func typical(request, headroom incentive.Per) incentive.Plan {
	return incentive.Plan{
		Pool: incentive.Pool{Name: "land", Measure: incentive.Measure{Name: "mu", Digits: 2}, Amount: 5_000_000, Reserve: 250_000},
		Clauses: []incentive.Clause{
			incentive.Grades{"A", "B"},
			incentive.ByScore{Base: 40},
			incentive.CapAt{Name: "request", Per: request},
			incentive.CapAt{Name: "headroom", Per: headroom},
		},
	}
}

func BenchmarkAllocate(b *testing.B) {
	for _, n := range []int{158} {
		b.Run(fmt.Sprint(n), func(b *testing.B) {
			r, request, headroom := province(n)
			plan := typical(request, headroom)
			for b.Loop() {
				if _, err := plan.Allocate(r); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}
