package fill_test

import (
	"fmt"
	"math/big"

	"github.com/countyeval/countyeval/evaluation/incentive/fill"
)

// A hundred hectares by weight, to the tenth: a floor, a cap, and two lines that
// may have 60 together.
func Example() {
	hectares := fill.Measure{Name: "ha", Digits: 1}
	lines := []fill.Line{
		{ID: "a", Weight: big.NewRat(5, 1), Cap: fill.NoCap},
		{ID: "b", Weight: big.NewRat(2, 1), Cap: fill.NoCap},
		{ID: "c", Weight: big.NewRat(1, 1), Cap: fill.NoCap, Floor: 15_0},
		{ID: "d", Weight: big.NewRat(2, 1), Cap: 20_0},
	}
	ceilings := []fill.Ceiling{{Name: "basin", Members: []string{"a", "b"}, Amount: 60_0}}
	amount := fill.Amount(100_0)

	shares, err := fill.Weighted{}.Divide(amount.Rat(), lines, ceilings)
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println("certificate:", fill.Certify(fill.Weighted{}, amount.Rat(), lines, ceilings, shares))
	whole, err := fill.LargestRemainder{}.Round(fill.Totals{Exact: shares.Exact, Lines: lines, Ceilings: ceilings, Amount: amount, Lot: 1_0})
	if err != nil {
		fmt.Println(err)
		return
	}
	for i, l := range lines {
		fmt.Printf("%s %s, in whole hectares %s (%q)\n", l.ID, hectares.NamedText(shares.Exact[i]), hectares.Format(whole[i]), shares.Bound[i])
	}
	// Output:
	// certificate: <nil>
	// a 42.857 ha, in whole hectares 43.0 ("basin")
	// b 17.143 ha, in whole hectares 17.0 ("basin")
	// c 20.0 ha, in whole hectares 20.0 ("")
	// d 20.0 ha, in whole hectares 20.0 ("cap")
}

// A floor and a cap that are violated in the same round.
func ExampleWeighted() {
	lines := []fill.Line{
		{ID: "a", Weight: big.NewRat(6, 1), Floor: 2, Cap: fill.NoCap},
		{ID: "b", Weight: big.NewRat(12, 1), Cap: 2},
		{ID: "c", Weight: big.NewRat(1, 1), Cap: fill.NoCap},
	}
	shares, err := fill.Weighted{}.Divide(big.NewRat(5, 1), lines, nil)
	fmt.Println(shares.Exact, shares.Level, shares.Bound, err)
	// Output:
	// [18/7 2/1 3/7] 3/7 [ cap ] <nil>
}

// Largest remainders are not monotone in the amount: with one lot more, line c has
// one less (the Alabama paradox). A divisor method cannot do that.
func ExampleLargestRemainder() {
	weights := []*big.Rat{big.NewRat(6, 1), big.NewRat(6, 1), big.NewRat(2, 1)}
	lines := make([]fill.Line, len(weights))
	for i, w := range weights {
		lines[i] = fill.Line{ID: string(rune('a' + i)), Weight: w, Cap: fill.NoCap}
	}
	for _, rounder := range []fill.Rounder{fill.LargestRemainder{}, fill.Divisor{Ties: fill.ByListing}} {
		for _, lots := range []fill.Amount{10, 11} {
			shares, err := fill.Weighted{}.Divide(lots.Rat(), lines, nil)
			if err != nil {
				fmt.Println(err)
				return
			}
			whole, err := rounder.Round(fill.Totals{Exact: shares.Exact, Lines: lines, Amount: lots, Lot: 1, Weights: weights})
			fmt.Println(whole, err)
		}
	}
	// Output:
	// [4 4 2] <nil>
	// [5 5 1] <nil>
	// [5 4 1] <nil>
	// [5 5 1] <nil>
}
