package stats_test

import (
	"fmt"

	"github.com/countyeval/countyeval/indicators/stats"
)

func Example() {
	scores := []float64{92.4, 81.3, 81.3, 77.65}
	awards := []float64{40, 25, 20, 0}

	median, _ := stats.Median(scores)
	ranks, _ := stats.MidRanks(nil, scores)
	tau, _ := stats.KendallTauB(scores, awards)
	fmt.Println("median", median)
	fmt.Println("ranks", ranks, "of which 4 is the largest value")
	fmt.Println("tau-b", stats.Round(tau, 3))

	_, err := stats.Spearman(scores, []float64{10, 10, 10, 10})
	fmt.Println("rho:", err)
	// Output:
	// median 81.3
	// ranks [4 2.5 2.5 1] of which 4 is the largest value
	// tau-b 0.913
	// rho: second slice: all values are equal
}

func ExampleRound() {
	fmt.Println(stats.Round(77.65, 1), stats.Round(1.005, 2), stats.Round(-2.5, 0))
	fmt.Println(0.1+0.2 == 0.3, stats.Round(0.1+0.2, 2) == 0.3)
	// Output:
	// 77.7 1.01 -3
	// true true
}
