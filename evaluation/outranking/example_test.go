package outranking_test

import (
	"fmt"

	"github.com/countyeval/countyeval/evaluation/outranking"
	"github.com/countyeval/countyeval/weights"
)

// Made-up counties: Alpha and Beta are each far ahead on one of two indicators, and Gamma is
// behind both.
func ExampleELECTREIII() {
	names := []string{"Alpha", "Beta", "Gamma"}
	g := weights.Group{Parent: "overall", Codes: []string{"output", "air"}, Scores: weights.Columns{{90, 30, 28}, {20, 85, 15}}}
	electre := outranking.ELECTREIII{Thresholds: outranking.Thresholds{Indifference: 3, Preference: 10, Veto: 50}}
	s, err := electre.Solve(g, []float64{0.5, 0.5})
	if err != nil {
		fmt.Println(err)
		return
	}
	for i, name := range names {
		fmt.Printf("%s: class %d from the top, %d from the bottom\n", name, s.Descending[i], s.Ascending[i])
	}
	ahead, tied, incomparable := s.Pairs()
	fmt.Printf("%d pairs with one ahead, %d tied, %d incomparable\n", ahead, tied, incomparable)
	fmt.Printf("S(Alpha, Beta) = %g and S(Beta, Alpha) = %g: a veto each\n", s.Credibility[0][1], s.Credibility[1][0])
	// Output:
	// Alpha: class 1 from the top, 1 from the bottom
	// Beta: class 1 from the top, 1 from the bottom
	// Gamma: class 2 from the top, 2 from the bottom
	// 2 pairs with one ahead, 1 tied, 0 incomparable
	// S(Alpha, Beta) = 0 and S(Beta, Alpha) = 0: a veto each
}

// The kernel of the same counties: nobody in it outranks another one, and each outside is outranked.
func ExampleELECTREI() {
	g := weights.Group{Parent: "overall", Codes: []string{"output", "air"}, Scores: weights.Columns{{90, 30, 28}, {20, 85, 15}}}
	s, err := outranking.ELECTREI{}.Solve(g, []float64{0.5, 0.5})
	fmt.Println(s.Kernel, s.Outranks, err)
	// Output:
	// [0 1] [[2] [2] []] <nil>
}
