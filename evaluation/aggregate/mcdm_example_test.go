package aggregate_test

import (
	"fmt"

	"github.com/countyeval/countyeval/evaluation"
	"github.com/countyeval/countyeval/evaluation/aggregate"
	"github.com/countyeval/countyeval/indicators"
	"github.com/countyeval/countyeval/weights"
)

// Scores by TOPSIS: made-up counties, two indicators with min-max scales.
func ExampleTOPSIS() {
	f, err := indicators.NewFramework(indicators.Indicator{Code: "overall", Children: []indicators.Indicator{
		{Code: "va", Weight: 60},
		{Code: "energy", Weight: 40, Direction: indicators.Lower},
	}})
	if err != nil {
		fmt.Println(err)
		return
	}
	t, err := indicators.NewTable(f,
		[]indicators.Unit{{Code: "1", Name: "甲县"}, {Code: "2", Name: "乙县"}, {Code: "3", Name: "丙县"}},
		map[string][]float64{"va": {400, 600, 500}, "energy": {30, 60, 40}}, nil)
	if err != nil {
		fmt.Println(err)
		return
	}
	r, err := evaluation.Model{Aggregate: aggregate.TOPSIS{}}.Evaluate(t, nil)
	if err != nil {
		fmt.Println(err)
		return
	}
	ranking, err := evaluation.Decision{Ties: evaluation.Ties{Digits: new(3)}}.Rank(r)
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, p := range ranking.Places {
		fmt.Printf("%d %s %.3f\n", p.Rank, p.Unit.Name, p.Score)
	}
	// Output:
	// 1 乙县 0.600
	// 2 丙县 0.550
	// 3 甲县 0.400
}

// The compromise set says which units cannot be told from the best with
// confidence. Result.Group gives the group and weights of a node of an evaluation.
func ExampleVIKOR_Solve() {
	g := weights.Group{
		Parent: "overall", Codes: []string{"va", "rd"},
		Scores: weights.Columns{{90, 80, 10, 40}, {60, 75, 95, 20}},
	}
	s, err := aggregate.VIKOR{}.Solve(g, []float64{0.5, 0.5})
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Printf("Q %.3f\n", s.Q)
	fmt.Println("compromise", s.Compromise, "clear lead:", s.Advantage)
	// Output:
	// Q [0.167 0.000 0.747 1.000]
	// compromise [1 0] clear lead: false
}

// Ten regions in three grades by the rank-sum ratio.
func ExampleRankSumRatio_Solve() {
	g := weights.Group{
		Parent: "overall", Codes: []string{"va", "rd"},
		Scores: weights.Columns{{1, 2, 3, 4, 5, 6, 7, 8, 9, 10}, {2, 1, 4, 3, 5, 7, 6, 8, 10, 9}},
	}
	s, err := aggregate.RankSumRatio{}.Solve(g, []float64{0.5, 0.5})
	if err != nil {
		fmt.Println(err)
		return
	}
	grades, _, err := s.Grade(3)
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Printf("RSR = %.3f + %.3f probit, R2 %.2f\n", s.Intercept, s.Slope, s.R2)
	fmt.Println(grades)
	// Output:
	// RSR = -1.058 + 0.310 probit, R2 0.98
	// [3 3 2 2 2 2 2 2 1 1]
}

// Three methods vote on each pair of units.
func ExampleConsensus() {
	g := weights.Group{
		Parent: "overall", Codes: []string{"va", "rd"},
		Scores: weights.Columns{{90, 80, 10, 40}, {60, 75, 95, 20}},
	}
	dst := make([]float64, 4)
	err := aggregate.Consensus{
		Of: []aggregate.Aggregator{aggregate.TOPSIS{}, aggregate.VIKOR{}, aggregate.GreyRelational{}},
		By: aggregate.Copeland{},
	}.Aggregate(dst, g, []float64{0.5, 0.5})
	fmt.Println(dst, err)
	// Output: [1 3 -1 -3] <nil>
}
