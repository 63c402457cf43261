package weights_test

import (
	"fmt"

	"github.com/countyeval/countyeval/weights"
)

// A panel divides 100 points in two rounds and stops when it agrees and no longer moves.
func ExampleDelphi() {
	round := func(first, second float64) weights.BudgetAllocation {
		return weights.BudgetAllocation{Experts: []weights.Expert{
			{Name: "A", Points: map[string]float64{"tax": first, "energy": 100 - first}},
			{Name: "B", Points: map[string]float64{"tax": second, "energy": 100 - second}},
		}}
	}
	panel := weights.Delphi{Rounds: []weights.BudgetAllocation{round(80, 50), round(70, 60)}}
	w := make([]float64, 2)
	if err := panel.Weigh(w, weights.Group{Codes: []string{"tax", "energy"}}); err != nil {
		fmt.Println(err)
		return
	}
	fmt.Printf("%.2f\n", w)
	// Output:
	// [0.65 0.35]
}

// Judges who are not sure give a range for each pair.
func ExampleFuzzyAHP() {
	judged := weights.FuzzyAHP{Judgements: []weights.FuzzyJudgement{
		{A: "tax", B: "energy", Low: 2, Ratio: 3, High: 4}, {A: "tax", B: "jobs", Low: 4, Ratio: 5, High: 6}, {A: "energy", B: "jobs", Low: 1, Ratio: 2, High: 3},
	}}
	s, err := judged.Solve([]string{"tax", "energy", "jobs"})
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Printf("%.3f\n", s.Weights)
	// Output:
	// [0.637 0.233 0.129]
}

// Independence gives more weight to an indicator that the others say less about.
func ExampleIndependence() {
	g := weights.Group{Codes: []string{"a", "b", "c"}, Scores: [][]float64{{1, 2, 3, 4, 5}, {2, 4, 5, 8, 9}, {5, 1, 4, 2, 3}}}
	w := make([]float64, 3)
	if err := (weights.Independence{}).Weigh(w, g); err != nil {
		fmt.Println(err)
		return
	}
	fmt.Printf("%.3f\n", w)
	// Output:
	// [1.008 1.008 1.562]
}
