package fill_test

import (
	"fmt"
	"math/big"

	"github.com/countyeval/countyeval/evaluation/incentive/fill"
)

// Three counties claim 100, 200 and 300 mu, the claims of the Talmud, and 240 are to be
// had: each rule of the literature on claims divides otherwise.
func Example_claims() {
	lines := []fill.Line{{ID: "a", Weight: big.NewRat(1, 1), Cap: 100}, {ID: "b", Weight: big.NewRat(1, 1), Cap: 200}, {ID: "c", Weight: big.NewRat(1, 1), Cap: 300}}
	for _, rule := range []fill.Rule{fill.Weighted{}, fill.EqualLosses{}, fill.Talmud{}, fill.RandomArrival{}, fill.MinimalOverlap{}, fill.AdjustedProportional{}, fill.AverageOfAwards{}} {
		shares, err := rule.Divide(big.NewRat(240, 1), lines, nil)
		if err != nil {
			fmt.Println(err)
			return
		}
		fmt.Printf("%v:", rule)
		for _, x := range shares.Exact {
			fmt.Printf(" %s", x.FloatString(2))
		}
		fmt.Println()
	}
	// Output:
	// fill: 80.00 80.00 80.00
	// equal losses: 0.00 70.00 170.00
	// talmud: 50.00 95.00 95.00
	// random arrival: 40.00 90.00 110.00
	// minimal overlap: 33.33 83.33 123.33
	// adjusted proportional: 44.44 88.89 106.67
	// average of awards: 47.03 92.09 100.88
}
