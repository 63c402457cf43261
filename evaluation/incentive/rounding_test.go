package incentive_test

import (
	"cmp"
	"fmt"
	"math/big"
	"slices"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/countyeval/countyeval/evaluation"
	"github.com/countyeval/countyeval/evaluation/incentive"
)

// listed is a ranking of n counties of one rank that lists some first.
func listed(n int, first ...int) evaluation.Ranking {
	r := flatRanking(n)
	slices.SortStableFunc(r.Places, func(a, b evaluation.Place) int {
		at := func(p evaluation.Place) int {
			for k, i := range first {
				if p.Unit.Code == code(i) {
					return k
				}
			}
			return len(first)
		}
		return cmp.Compare(at(a), at(b))
	})
	return r
}

func TestTiesOfRounding(t *testing.T) {
	basin := incentive.Under{Ceiling: incentive.Ceiling{Name: "Huai", Members: []string{"000", "001"}, Amount: 11}}
	for _, rounding := range []func(incentive.Ties) incentive.Rounder{
		func(t incentive.Ties) incentive.Rounder { return incentive.LargestRemainder{Ties: t} },
		func(t incentive.Ties) incentive.Rounder { return incentive.Divisor{Ties: t} },
	} {
		plan := func(ties incentive.Ties, r evaluation.Ranking, clauses ...incentive.Clause) (string, error) {
			a, err := incentive.Plan{Pool: incentive.Pool{Amount: 50, Lot: 5}, Clauses: clauses, Rounding: rounding(ties)}.Allocate(r)
			if err != nil {
				return "", err
			}
			require.NoError(t, again(t, a).Check())
			per := a.Per()
			return fmt.Sprint(per["000"], per["001"], per["002"], per["003"], a.Remainder), nil
		}
		got, err := plan(incentive.Together, flatRanking(4))
		require.NoError(t, err)
		assert.Equal(t, "10 10 10 10 10", got, "two lots for four")
		got, err = plan(incentive.ByListing, flatRanking(4))
		require.NoError(t, err)
		assert.Equal(t, "15 15 10 10 0", got)
		got, err = plan(incentive.ByListing, listed(4, 3, 1))
		require.NoError(t, err)
		assert.Equal(t, "10 15 10 15 0", got, "the order of the ranking, not of the codes")
		_, err = plan(incentive.Refuse, flatRanking(4))
		require.ErrorIs(t, err, incentive.ErrTie)
		require.ErrorContains(t, err, "unit 003")
		require.ErrorContains(t, err, "4 counties tie for the next lot, and 2 are left")

		// 5.5, 5.5, 19.5, 19.5 under a ceiling of 11, in lots of 5
		got, err = plan(incentive.Together, flatRanking(4), basin)
		require.NoError(t, err)
		assert.Equal(t, "5 5 20 20 0", got)
		_, err = plan(incentive.Ties(7), flatRanking(4))
		require.ErrorIs(t, err, incentive.ErrTie)
	}

	// a ceiling with room for one of two that tie
	totals := incentive.Totals{
		Exact: []*big.Rat{one(3, 2), one(3, 2), one(5, 2), one(1, 2)}, Amount: 6, Lot: 1,
		Ceilings: []incentive.Ceiling{{Name: "Huai", Members: []string{"a", "b"}, Amount: 3}},
	}
	for _, id := range []string{"a", "b", "c", "d"} {
		totals.Lines = append(totals.Lines, incentive.Line{ID: id, Cap: incentive.NoCap})
	}
	for ties, want := range map[incentive.Ties][2]string{
		incentive.Together:  {"[1 1 3 1]", "[1 1 3 1]"},
		incentive.ByListing: {"[2 1 3 0]", "[2 1 3 0]"},
	} {
		for k, rounding := range []incentive.Rounder{incentive.LargestRemainder{Ties: ties}, incentive.Divisor{Ties: ties}} {
			a, err := rounding.Round(totals)
			require.NoError(t, err)
			assert.Equal(t, want[k], fmt.Sprint(a), "%v", rounding)
		}
	}
	_, err := incentive.LargestRemainder{Ties: incentive.Refuse}.Round(totals)
	require.ErrorContains(t, err, "the ceiling Huai has room for 1")
	totals.Listing = []int{3, 0, 1, 2}
	a, err := incentive.LargestRemainder{Ties: incentive.ByListing}.Round(totals)
	require.NoError(t, err)
	assert.Equal(t, "[1 2 3 0]", fmt.Sprint(a))
	totals.Listing = totals.Listing[1:]
	_, err = incentive.LargestRemainder{}.Round(totals)
	require.ErrorIs(t, err, incentive.ErrRule)
	totals.Listing, totals.Weights = nil, totals.Exact[1:]
	_, err = incentive.Divisor{}.Round(totals)
	require.ErrorIs(t, err, incentive.ErrRule)
	_, err = incentive.Divisor{Method: 9}.Round(totals)
	require.ErrorIs(t, err, incentive.ErrRule)
	assert.Equal(t, "Method(9)", incentive.Method(9).String())
	totals.Lines[0].Floor = 100
	_, err = incentive.LargestRemainder{}.Round(totals)
	require.ErrorIs(t, err, incentive.ErrFloors)
}

// slowly is a divisor method by its definition: lot by lot, without a heap.
func slowly(m incentive.Method, t incentive.Totals, weights []*big.Rat) []incentive.Amount {
	have := make([]incentive.Amount, len(t.Exact))
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
			case incentive.Jefferson:
				return w, next
			case incentive.Adams:
				return w, a
			case incentive.Hill:
				return w.Mul(w, w), both
			case incentive.Dean:
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
				sum := incentive.Amount(0)
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
	divisors := []incentive.Method{incentive.Webster, incentive.Jefferson, incentive.Adams, incentive.Hill, incentive.Dean}
	lots := func(t *rapid.T, r incentive.Rounder, p problem) (incentive.Totals, []incentive.Amount) {
		s := p.fill(t)
		totals := incentive.Totals{Exact: s.Exact, Lines: p.lines, Ceilings: p.ceilings, Amount: incentive.Amount(p.amount.Num().Int64()), Lot: 1}
		for _, l := range p.lines {
			totals.Weights = append(totals.Weights, l.Weight)
		}
		a, err := r.Round(totals)
		require.NoError(t, err)
		given := incentive.Amount(0)
		for i, l := range p.lines {
			given += a[i]
			require.True(t, a[i] >= l.Floor && a[i] <= l.Cap, "limits")
		}
		require.LessOrEqual(t, given, totals.Amount)
		for _, c := range p.ceilings {
			sum := incentive.Amount(0)
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
			totals, a := lots(t, incentive.LargestRemainder{Ties: incentive.ByListing}, p)
			for i := range a {
				gap := new(big.Rat).Sub(ofAmount(a[i]), totals.Exact[i])
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
			r := incentive.Divisor{Method: m, Ties: incentive.ByListing}
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
			totals, a := lots(t, incentive.Divisor{Method: m, Ties: incentive.ByListing}, p)
			require.Equal(t, slowly(m, totals, totals.Weights), a, m)
		})
	})
	t.Run("P28 Together never splits a tie", func(t *testing.T) {
		rapid.Check(t, func(t *rapid.T) {
			p := whole(t, shape{floors: true, ceilings: true})
			for _, r := range methods(incentive.Together) {
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

// TestRoundingOfTranches: the totals of several tranches are rounded once.
func TestRoundingOfTranches(t *testing.T) {
	for name, r := range methods(incentive.Together) {
		a, err := incentive.Plan{
			Pool: incentive.Pool{Amount: 1000, Lot: 10},
			Tranches: []incentive.Tranche{
				{Name: "base", Parts: 1}, {Name: "merit", Parts: 2, Clauses: []incentive.Clause{incentive.ByScore{Base: 50}}},
			},
			Rounding: r,
		}.Allocate(rankingOf(90, 77.5, 60.25))
		require.NoError(t, err)
		assert.Equal(t, incentive.Amount(0), a.Remainder, name)
		require.NoError(t, again(t, a).Check(), name)
		b := again(t, a)
		b.Rounding = "down"
		require.ErrorIs(t, b.Check(), incentive.ErrCheck)
		text, err := a.Explain("000", "zh")
		require.NoError(t, err)
		assert.Contains(t, text[len(text)-2], "并列者同进退）取整为最小分配单位 10 的整数倍", name)
	}
}

// A million lots are handed out as fast as a hundred.
func TestManyLots(t *testing.T) {
	r, request, headroom := province(158)
	plan := typical(request, headroom)
	var members []string
	for _, p := range r.Places[:60] {
		members = append(members, p.Unit.Code)
	}
	plan.Clauses = append(plan.Clauses, incentive.Under{Ceiling: incentive.Ceiling{Name: "Huai", Members: members, Amount: 900_000}})
	plan.Rounding = incentive.Divisor{Ties: incentive.ByListing}
	a, err := plan.Allocate(r)
	require.NoError(t, err)
	left := a.Divisions[0].Left()
	assert.Negative(t, left.Sub(ofAmount(a.Remainder), left).Cmp(one(1, 1)), "all but less than a lot")
	assert.Greater(t, a.Total(), incentive.Amount(3_000_000))
}
