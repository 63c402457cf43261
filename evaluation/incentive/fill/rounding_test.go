package fill_test

import (
	"fmt"
	"math/big"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/countyeval/countyeval/evaluation/incentive/fill"
)

func TestTiesOfRounding(t *testing.T) {
	// a ceiling with room for one of two that tie
	totals := fill.Totals{
		Exact: []*big.Rat{one(3, 2), one(3, 2), one(5, 2), one(1, 2)}, Amount: 6, Lot: 1,
		Ceilings: []fill.Ceiling{{Name: "Huai", Members: []string{"a", "b"}, Amount: 3}},
	}
	for _, id := range []string{"a", "b", "c", "d"} {
		totals.Lines = append(totals.Lines, fill.Line{ID: id, Cap: fill.NoCap})
	}
	for ties, want := range map[fill.Tiebreak][2]string{
		fill.Together:  {"[1 1 3 1]", "[1 1 3 1]"},
		fill.ByListing: {"[2 1 3 0]", "[2 1 3 0]"},
	} {
		for k, rounding := range []fill.Rounder{fill.LargestRemainder{Ties: ties}, fill.Divisor{Ties: ties}} {
			a, err := rounding.Round(totals)
			require.NoError(t, err)
			assert.Equal(t, want[k], fmt.Sprint(a), "%v", rounding)
		}
	}
	_, err := fill.LargestRemainder{Ties: fill.Refuse}.Round(totals)
	require.ErrorContains(t, err, "the ceiling Huai has room for 1")
	totals.Listing = []int{3, 0, 1, 2}
	a, err := fill.LargestRemainder{Ties: fill.ByListing}.Round(totals)
	require.NoError(t, err)
	assert.Equal(t, "[1 2 3 0]", fmt.Sprint(a))
	totals.Listing = totals.Listing[1:]
	_, err = fill.LargestRemainder{}.Round(totals)
	require.ErrorIs(t, err, fill.ErrRule)
	totals.Listing, totals.Weights = nil, totals.Exact[1:]
	_, err = fill.Divisor{}.Round(totals)
	require.ErrorIs(t, err, fill.ErrRule)
	_, err = fill.Divisor{Method: 9}.Round(totals)
	require.ErrorIs(t, err, fill.ErrRule)
	assert.Equal(t, "Method(9)", fill.Method(9).String())
	totals.Lines[0].Floor = 100
	_, err = fill.LargestRemainder{}.Round(totals)
	require.ErrorIs(t, err, fill.ErrFloors)
}

// slowly is a divisor method by its definition: lot by lot, without a heap.
func slowly(m fill.Method, t fill.Totals, weights []*big.Rat) []fill.Amount {
	have := make([]fill.Amount, len(t.Exact))
	left := t.Amount
	for i, l := range t.Lines {
		have[i] = l.Floor
		left -= l.Floor
	}
	before := func(i, j int) bool { // w_i/d(a_i) > w_j/d(a_j)
		d := func(k int) (num, den *big.Rat) {
			a := one(int64(have[k]), 1)
			next := new(big.Rat).Add(a, one(1, 1))
			both := new(big.Rat).Mul(a, next)
			w := new(big.Rat).Set(weights[k])
			switch m {
			case fill.Jefferson:
				return w, next
			case fill.Adams:
				return w, a
			case fill.Hill:
				return w.Mul(w, w), both
			case fill.Dean:
				return w.Mul(w, next.Add(a, next)), both.Add(both, both)
			}
			return w, new(big.Rat).Add(a, one(1, 2))
		}
		wi, di := d(i)
		wj, dj := d(j)
		if di.Sign() == 0 && dj.Sign() == 0 {
			return weights[i].Cmp(weights[j]) > 0
		}
		return wi.Mul(wi, dj).Cmp(wj.Mul(wj, di)) > 0
	}
	for ; left > 0; left-- {
		best := -1
		for i, l := range t.Lines {
			full := have[i] >= l.Cap || weights[i].Sign() == 0
			for _, c := range t.Ceilings {
				sum := fill.Amount(0)
				for k, o := range t.Lines {
					if member(c, o.ID) {
						sum += have[k]
					}
				}
				full = full || member(c, l.ID) && sum >= c.Amount
			}
			if !full && (best < 0 || before(i, best)) {
				best = i
			}
		}
		if best < 0 {
			break
		}
		have[best]++
	}
	return have
}

// TestRoundingProperties: P24 to P28.
func TestRoundingProperties(t *testing.T) {
	divisors := []fill.Method{fill.Webster, fill.Jefferson, fill.Adams, fill.Hill, fill.Dean}
	lots := func(t *rapid.T, r fill.Rounder, p problem) (fill.Totals, []fill.Amount) {
		s := p.fill(t)
		totals := fill.Totals{Exact: s.Exact, Lines: p.lines, Ceilings: p.ceilings, Amount: fill.Amount(p.amount.Num().Int64()), Lot: 1}
		for _, l := range p.lines {
			totals.Weights = append(totals.Weights, l.Weight)
		}
		a, err := r.Round(totals)
		require.NoError(t, err)
		given := fill.Amount(0)
		for i, l := range p.lines {
			given += a[i]
			require.True(t, a[i] >= l.Floor && a[i] <= l.Cap, "limits")
		}
		require.LessOrEqual(t, given, totals.Amount)
		for _, c := range p.ceilings {
			sum := fill.Amount(0)
			for i, l := range p.lines {
				if member(c, l.ID) {
					sum += a[i]
				}
			}
			require.LessOrEqual(t, sum, c.Amount, "P27 ceilings")
		}
		return totals, a
	}
	whole := func(t *rapid.T, s shape) problem {
		p := draw(t, s)
		num := new(big.Int).Quo(p.amount.Num(), p.amount.Denom())
		p.amount.SetInt(num)
		return p
	}
	t.Run("P25 Hamilton stays within the quota", func(t *testing.T) {
		rapid.Check(t, func(t *rapid.T) {
			p := whole(t, shape{floors: true, ceilings: true, crossing: true})
			totals, a := lots(t, fill.LargestRemainder{Ties: fill.ByListing}, p)
			for i := range a {
				gap := new(big.Rat).Sub(a[i].Rat(), totals.Exact[i])
				require.Negative(t, gap.Abs(gap).Cmp(one(1, 1)))
			}
			if len(p.ceilings) == 0 {
				sum, given := new(big.Rat), int64(0)
				for i, x := range totals.Exact {
					sum.Add(sum, x)
					given += int64(a[i])
				}
				require.Equal(t, new(big.Int).Quo(sum.Num(), sum.Denom()).Int64(), given, "all is handed out")
			}
		})
	})
	t.Run("P26 divisors are the slow ones, house-monotone, and keep the min-max inequality", func(t *testing.T) {
		rapid.Check(t, func(t *rapid.T) {
			p := whole(t, shape{floors: true})
			m := rapid.SampledFrom(divisors).Draw(t, "method")
			r := fill.Divisor{Method: m, Ties: fill.ByListing}
			totals, a := lots(t, r, p)
			require.Equal(t, slowly(m, totals, totals.Weights), a, m)
			q := p.clone()
			q.amount.Add(q.amount, one(1, 1))
			_, b := lots(t, r, q)
			for i := range a {
				require.LessOrEqual(t, a[i], b[i])
			}
		})
	})
	t.Run("divisors under nested ceilings are the slow ones", func(t *testing.T) {
		rapid.Check(t, func(t *rapid.T) {
			p := whole(t, shape{floors: true, ceilings: true})
			m := rapid.SampledFrom(divisors).Draw(t, "method")
			totals, a := lots(t, fill.Divisor{Method: m, Ties: fill.ByListing}, p)
			require.Equal(t, slowly(m, totals, totals.Weights), a, m)
		})
	})
	t.Run("P28 Together never splits a tie", func(t *testing.T) {
		rapid.Check(t, func(t *rapid.T) {
			p := whole(t, shape{floors: true, ceilings: true})
			for _, r := range methods(fill.Together) {
				_, a := lots(t, r, p)
				for i, l := range p.lines {
					for j, o := range p.lines {
						if l.Weight.Cmp(o.Weight) == 0 && l.Floor == o.Floor && l.Cap == o.Cap && p.together(i, j) {
							require.Equal(t, a[i], a[j], "%v", r)
						}
					}
				}
			}
		})
	})
}
