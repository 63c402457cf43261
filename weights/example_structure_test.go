package weights_test

import (
	"fmt"

	"github.com/countyeval/countyeval/weights"
)

// structure is made up: two indicators of research that say nearly the same, and
// one of energy that goes its own way.
func structure() weights.Group {
	return weights.Group{
		Parent:   "quality",
		Codes:    []string{"spending", "staff", "energy"},
		Declared: []float64{35, 34, 31},
		Scores: weights.Columns{
			{10, 20, 35, 50, 55, 70, 80, 95},
			{15, 25, 30, 45, 60, 65, 85, 90},
			{40, 75, 20, 60, 30, 90, 35, 70},
		},
	}
}

// Kaiser's rule keeps one component, that of the two indicators which say the same;
// energy, which goes its own way, nearly loses its weight. A second factor gives it
// back.
func ExampleFactors() {
	g := structure()
	for _, keep := range []weights.Keep{{}, {Number: 2}} {
		s, err := weights.Factors{Keep: keep}.Solve(g)
		if err != nil {
			fmt.Println(err)
			return
		}
		fmt.Printf("explained %.2f of 3\n", s.Explained)
		for j, code := range g.Codes {
			fmt.Printf("  %-8s loads %5.2f, weight %.2f\n", code, s.Rotated.RawRowView(j), s.Weights[j])
		}
	}
	// Output:
	// explained [2.07] of 3
	//   spending loads [ 0.98], weight 0.47
	//   staff    loads [ 0.97], weight 0.46
	//   energy   loads [ 0.39], weight 0.07
	// explained [1.97 1.01] of 3
	//   spending loads [ 0.99  0.13], weight 0.33
	//   staff    loads [ 0.99  0.08], weight 0.33
	//   energy   loads [ 0.11  0.99], weight 0.34
}

// All three were meant to count nearly the same. Balance finds the weights with
// which their correlations with the parent stand to each other as declared.
func ExampleBalance() {
	s, err := weights.Balance{}.Solve(structure())
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Printf("declared    %.2f\n", s.Target)
	fmt.Printf("weights     %.2f\n", s.Weights)
	fmt.Printf("correlation %.2f\n", s.Correlation)
	// Output:
	// declared    [0.35 0.34 0.31]
	// weights     [0.13 0.37 0.49]
	// correlation [0.83 0.81 0.73]
}

// With equal weights the two indicators of research make up nearly all of the
// differences between the units.
func ExampleImportance() {
	list, err := weights.Importance(structure(), []float64{1, 1, 1}, nil)
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, c := range list {
		fmt.Printf("%-8s weight %.2f explains %.2f of the variance, a share of %.2f\n", c.Code, c.Weight, c.Ratio, c.Share)
	}
	// Output:
	// spending weight 0.33 explains 0.88 of the variance, a share of 0.43
	// staff    weight 0.33 explains 0.84 of the variance, a share of 0.42
	// energy   weight 0.33 explains 0.31 of the variance, a share of 0.15
}

// How much of the weight moves between two schemes.
func ExampleSimilarity() {
	declared, equal := []float64{40, 40, 20}, []float64{1, 1, 1}
	same, err := weights.Similarity(declared, equal)
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Printf("%.0f %% of the weight stays, %.0f %% moves\n", 100*same, 100*(1-same))
	// Output:
	// 87 % of the weight stays, 13 % moves
}
