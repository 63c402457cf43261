package incentive_test

import (
	"fmt"
	"testing"

	"github.com/countyeval/countyeval/evaluation"
	"github.com/countyeval/countyeval/evaluation/incentive"
	"github.com/countyeval/countyeval/indicators"
)

// province is a ranking of n fictional counties in grades A, B and C, with
// scores of two decimals, and lists to be caps.
func province(n int) (evaluation.Ranking, incentive.Figures) {
	var r evaluation.Ranking
	r.Ties.Digits = new(2)
	request, headroom := numbers{}, numbers{}
	score := 9800
	for i := range n {
		code := fmt.Sprintf("%06d", 410000+i*7919%100003)
		grade := []string{"A", "B", "C"}[3*i/n]
		r.Places = append(r.Places, evaluation.Place{Rank: i + 1, Unit: indicators.Unit{Code: code}, Score: float64(score) / 100, Grade: grade})
		score -= 1 + i*31%57
		request[code] = float64(30000+i*7919%60000) / 100
		headroom[code] = float64(20000+i*104729%90000) / 100
	}
	return r, figures(decimals("request", request), decimals("headroom", headroom))
}

// typical is a plan as notices have it: two grades, weight by score, two caps.
func typical() incentive.Plan {
	return incentive.Plan{
		Pool: incentive.Pool{Name: "land", Measure: incentive.Measure{Name: "mu", Digits: 2}, Amount: 50_000, Reserve: 2_500},
		Clauses: []incentive.Clause{
			incentive.Grades{"A", "B"},
			incentive.ByScore{Base: 40},
			incentive.CapAt{Figure: "request"},
			incentive.CapAt{Figure: "headroom"},
		},
	}
}

func BenchmarkAllocate(b *testing.B) {
	for _, n := range []int{158, 100_000} {
		b.Run(fmt.Sprint(n), func(b *testing.B) {
			r, f := province(n)
			plan := typical()
			for b.Loop() {
				if _, err := plan.Allocate(r, f); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}
