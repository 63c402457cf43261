package fill_test

import (
	"math/big"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/countyeval/countyeval/evaluation/incentive/fill"
)

// TestDivisorOfUnlikeWeights: where one weight is 10^30 times another, all but the last
// lots are handed out at once; one after the other a pool of fen would take days.
func TestDivisorOfUnlikeWeights(t *testing.T) {
	const lots = 1_000_000_000_000_000
	huge := new(big.Rat).SetInt(new(big.Int).Exp(big.NewInt(10), big.NewInt(30), nil))
	one := big.NewRat(1, 1)
	totals := fill.Totals{
		Amount: lots, Lot: 1,
		Lines:   []fill.Line{{ID: "a", Weight: huge, Cap: fill.NoCap}, {ID: "b", Weight: one, Cap: fill.NoCap}},
		Exact:   []*big.Rat{big.NewRat(lots, 1), new(big.Rat)},
		Weights: []*big.Rat{huge, one}, Listing: []int{0, 1},
	}
	for _, m := range []fill.Method{fill.Webster, fill.Jefferson} {
		got, err := fill.Divisor{Method: m}.Round(totals)
		require.NoError(t, err)
		assert.Equal(t, []fill.Amount{lots, 0}, got)
	}
}
