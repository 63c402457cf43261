package stats_test

import (
	"fmt"

	"github.com/countyeval/countyeval/indicators/stats"
)

// Two rankings that differ at the top and two that differ at the bottom: coefficients that
// look at the top tell them apart.
func Example_similarity() {
	was, top, bottom := []float64{1, 2, 3, 4, 5}, []float64{2, 1, 3, 4, 5}, []float64{1, 2, 3, 5, 4}
	for _, now := range [][]float64{top, bottom} {
		ws, err := stats.RankSimilarity(was, now)
		if err != nil {
			fmt.Println(err)
			return
		}
		weighted, err := stats.WeightedSpearman(was, now)
		if err != nil {
			fmt.Println(err)
			return
		}
		rho, err := stats.Spearman(was, now)
		if err != nil {
			fmt.Println(err)
			return
		}
		gamma, err := stats.GoodmanKruskalGamma(was, now)
		if err != nil {
			fmt.Println(err)
			return
		}
		fmt.Printf("WS %.3f, weighted %.3f, Spearman %.3f, gamma %.3f\n", ws, weighted, rho, gamma)
	}
	// Output:
	// WS 0.792, weighted 0.850, Spearman 0.900, gamma 0.800
	// WS 0.971, weighted 0.950, Spearman 0.900, gamma 0.800
}
