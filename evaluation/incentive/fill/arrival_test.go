package fill_test

import (
	"math/big"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/countyeval/countyeval/evaluation/incentive/fill"
)

// divided are the awards of claims in whole units.
func divided(t require.TestingT, r fill.Certifier, amount *big.Rat, claims ...int64) []*big.Rat {
	lines := make([]fill.Line, len(claims))
	for i, c := range claims {
		lines[i] = fill.Line{ID: code(i), Weight: one(1, 1), Cap: fill.Amount(c)}
	}
	s, err := r.Divide(amount, lines, nil)
	require.NoError(t, err)
	require.NoError(t, r.Certify(amount, lines, nil, s))
	return s.Exact
}

// TestArrivalByOrders goes through all orders.
func TestArrivalByOrders(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		claims := rapid.SliceOfN(rapid.Int64Range(0, 12), 1, 6).Draw(t, "claims")
		amount := one(rapid.Int64Range(0, 90).Draw(t, "amount"), 2)
		n := len(claims)
		sum, orders := make([]*big.Rat, n), new(big.Rat)
		for i := range sum {
			sum[i] = new(big.Rat)
		}
		var serve func(left *big.Rat, served int)
		order := make([]int, 0, n)
		serve = func(left *big.Rat, served int) {
			if len(order) == n {
				orders.Add(orders, one(1, 1))
				rest := new(big.Rat).Set(amount)
				for _, i := range order {
					x := one(claims[i], 1)
					if x.Cmp(rest) > 0 {
						x.Set(rest)
					}
					sum[i].Add(sum[i], x)
					rest.Sub(rest, x)
				}
				return
			}
			for i := range n {
				if served&(1<<i) == 0 {
					order = append(order, i)
					serve(left, served|1<<i)
					order = order[:len(order)-1]
				}
			}
		}
		serve(amount, 0)
		for _, x := range sum {
			x.Quo(x, orders)
		}
		sameShares(t, "orders", sum, divided(t, fill.RandomArrival{}, amount, claims...))
	})
}

// TestAverageOnGrid: the mean over all divisions in 60ths of a unit comes near to that over
// all divisions.
func TestAverageOnGrid(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		const fine = 60
		claims := rapid.SliceOfN(rapid.Int64Range(1, 4), 2, 4).Draw(t, "claims")
		all := int64(0)
		for _, c := range claims {
			all += c
		}
		amount := rapid.Int64Range(1, 2*all-1).Draw(t, "amount") // in halves
		got := divided(t, fill.AverageOfAwards{}, one(amount, 2), claims...)
		// ways[s] is how many divisions among the other claims sum to s.
		for i, c := range claims {
			ways := map[int64]float64{0: 1}
			for j, other := range claims {
				if i == j {
					continue
				}
				next := map[int64]float64{}
				for s, n := range ways {
					for x := int64(0); x <= other*fine; x++ {
						next[s+x] += n
					}
				}
				ways = next
			}
			var sum, count float64
			for x := int64(0); x <= c*fine; x++ {
				n := ways[amount*fine/2-x]
				count += n
				sum += n * float64(x) / fine
			}
			x, _ := got[i].Float64()
			require.InDelta(t, sum/count, x, 0.06, "claim %d", i)
		}
	})
}

// TestAverageByHand: what is divided among the claims 1, 2 and 3 is a polygon, whose center
// of gravity is that of its parts: for 1 the triangle of all divisions, for 2 that without
// the triangle of more than 1 to the first, for 3 a parallelogram and a half of one.
func TestAverageByHand(t *testing.T) {
	rats := func(x []*big.Rat) []string {
		out := make([]string, len(x))
		for i := range x {
			out[i] = x[i].RatString()
		}
		return out
	}
	average := fill.AverageOfAwards{}
	assert.Equal(t, []string{"1/3", "1/3", "1/3"}, rats(divided(t, average, one(1, 1), 1, 2, 3)))
	// (4 (2/3, 2/3, 2/3) - 1 (4/3, 1/3, 1/3)) / 3
	assert.Equal(t, []string{"4/9", "7/9", "7/9"}, rats(divided(t, average, one(2, 1), 1, 2, 3)))
	// half of all claims: half of each, as self-dual rules do
	assert.Equal(t, []string{"1/2", "1", "3/2"}, rats(divided(t, average, one(3, 1), 1, 2, 3)))
	assert.Equal(t, []string{"25", "75"}, rats(divided(t, average, one(100, 1), 50, 100)))
	assert.Equal(t, []string{"25", "75"}, rats(divided(t, fill.RandomArrival{}, one(100, 1), 50, 100)))
	assert.Equal(t, []string{"0", "0", "5"}, rats(divided(t, average, one(5, 1), 0, 0, 7)))
	assert.Equal(t, []string{"2", "0"}, rats(divided(t, average, one(9, 1), 2, 0)))
	assert.Equal(t, []string{"0", "0"}, rats(divided(t, fill.RandomArrival{}, one(0, 1), 2, 3)))
	// The rules of the Talmud and O'Neill's claims of 1/2, 1/3, 1/4 and all of an estate.
	assert.Equal(t, []string{"7/2", "7/2"}, rats(divided(t, fill.RandomArrival{}, one(7, 1), 9, 8)))
}

// TestManyClaims: as many as is promised, and refusals beyond.
func TestManyClaims(t *testing.T) {
	lots := make([]int64, 66)
	for i := range lots {
		lots[i] = int64(1000 * (1 + i*7%100))
	}
	x := divided(t, fill.RandomArrival{}, one(1000000, 1), lots...)
	assert.Equal(t, "1000000", fill.SumOf(x...).RatString())
	x = divided(t, fill.AverageOfAwards{}, one(1000000, 1), lots[:62]...)
	assert.Equal(t, "1000000", fill.SumOf(x...).RatString())

	powers := make([]int64, 24) // all sums are different
	for i := range powers {
		powers[i] = 1 << i
	}
	x = divided(t, fill.RandomArrival{}, one(1<<19, 1), powers[:20]...)
	assert.Equal(t, "524288", fill.SumOf(x...).RatString())
	x = divided(t, fill.AverageOfAwards{}, one(1<<15, 1), powers[:16]...)
	assert.Equal(t, "32768", fill.SumOf(x...).RatString())
	refused := func(r fill.Rule, says string, claims ...int64) {
		lines := make([]fill.Line, len(claims))
		for i, c := range claims {
			lines[i] = fill.Line{ID: code(i), Weight: one(1, 1), Cap: fill.Amount(c)}
		}
		_, err := r.Divide(one(1<<23, 1), lines, nil)
		require.ErrorIs(t, err, fill.ErrLimits)
		require.ErrorContains(t, err, says)
	}
	refused(fill.RandomArrival{}, "limits: the rule random arrival would need more than 1048576 sums of claims", powers...)
	refused(fill.AverageOfAwards{}, "limits: the rule average of awards would need more than 65536 sums of claims", powers...)
	many := make([]int64, 67)
	for i := range many {
		many[i] = 1 << 20
	}
	refused(fill.RandomArrival{}, "is for at most 66 claims above 0, and there are 67", many...)
	refused(fill.AverageOfAwards{}, "is for at most 62 claims above 0, and there are 67", many...)
	refused(fill.RandomArrival{}, "the claim 144115188075855873 is too large beside the others", 1<<57+1, 2)
}
