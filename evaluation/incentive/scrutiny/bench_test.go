package scrutiny_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/countyeval/countyeval/evaluation"
	"github.com/countyeval/countyeval/evaluation/incentive"
	"github.com/countyeval/countyeval/evaluation/incentive/scrutiny"
)

// typical asks about n fictional counties in three grades by quotas, under a plan as
// notices have it: two grades, weight by score, two caps.
func typical(b *testing.B, n int) scrutiny.WhatIf {
	b.Helper()
	scores := make([]float64, n)
	request, headroom := map[string]float64{}, map[string]float64{}
	score := 9800
	for i := range n {
		scores[i] = float64(score) / 100
		score -= 1 + i*31%57
		request[code(i)] = float64(30000+i*7919%60000) / 100
		headroom[code(i)] = float64(20000+i*104729%90000) / 100
	}
	return scrutiny.WhatIf{
		Plan: incentive.Plan{
			Pool: incentive.Pool{Name: "land", Measure: incentive.Measure{Name: "mu", Digits: 2}, Amount: 50_000, Reserve: 2_500},
			Clauses: []incentive.Clause{
				incentive.Grades{"A", "B"},
				incentive.ByScore{Base: 40},
				incentive.CapAt{Figure: "request"},
				incentive.CapAt{Figure: "headroom"},
			},
		},
		Figures: lists(map[string]map[string]float64{"request": request, "headroom": headroom}),
		Result:  resultOf(b, scores...),
		Decision: evaluation.Decision{
			Ties:   published(),
			Grader: evaluation.Quotas{Grades: []evaluation.Quota{{Grade: "A", Share: 0.25}, {Grade: "B", Share: 0.5}, {Grade: "C", Rest: true}}},
		},
	}
}

// BenchmarkCliffs of 158 counties; the floor beside it is one allocation, of which each
// cliff takes one.
func BenchmarkCliffs(b *testing.B) {
	q := typical(b, 158)
	r, err := q.Decision.Rank(q.Result)
	require.NoError(b, err)
	b.Run("cliffs", func(b *testing.B) {
		for b.Loop() {
			if _, err := q.Cliffs(); err != nil {
				b.Fatal(err)
			}
		}
	})
	b.Run("allocation", func(b *testing.B) {
		for b.Loop() {
			if _, err := q.Plan.Allocate(r, q.Figures); err != nil {
				b.Fatal(err)
			}
		}
	})
}

// BenchmarkPrices of 158 counties: with clauses of ours, and with one of unknown slope,
// for which each score rises alone.
func BenchmarkPrices(b *testing.B) {
	q := typical(b, 158)
	r, err := q.Decision.Rank(q.Result)
	require.NoError(b, err)
	plan := q.Plan
	for _, name := range []string{"ours", "unknown"} {
		b.Run(name, func(b *testing.B) {
			for b.Loop() {
				if _, err := scrutiny.PricesOf(plan, r, q.Figures); err != nil {
					b.Fatal(err)
				}
			}
		})
		plan.Clauses = append(plan.Clauses[:len(plan.Clauses):len(plan.Clauses)], unsloped)
	}
}

func BenchmarkLeast(b *testing.B) {
	q := typical(b, 158)
	for b.Loop() {
		if _, err := q.Least(code(150), 1, 0, 100); err != nil {
			b.Fatal(err)
		}
	}
}
