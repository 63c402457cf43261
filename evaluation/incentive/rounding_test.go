package incentive_test

import (
	"cmp"
	"fmt"
	"math/big"
	"slices"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/countyeval/countyeval/evaluation"
	"github.com/countyeval/countyeval/evaluation/incentive"
	"github.com/countyeval/countyeval/evaluation/incentive/fill"
	"github.com/countyeval/countyeval/indicators/basis"
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
	basin := under("Huai", 11)
	for _, rounding := range []func(fill.Tiebreak) fill.Rounder{
		func(t fill.Tiebreak) fill.Rounder { return fill.LargestRemainder{Ties: t} },
		func(t fill.Tiebreak) fill.Rounder { return fill.Divisor{Ties: t} },
	} {
		plan := func(ties fill.Tiebreak, r evaluation.Ranking, clauses ...incentive.Clause) (string, error) {
			a, err := incentive.Plan{Pool: incentive.Pool{Amount: 50, Lot: 5}, Clauses: clauses, Rounding: rounding(ties)}.Allocate(r, figures(belongs("Huai", r, "000", "001")))
			if err != nil {
				return "", err
			}
			require.NoError(t, again(t, a).Check())
			per := awards(a)
			return fmt.Sprint(per["000"], per["001"], per["002"], per["003"], a.Remainder), nil
		}
		got, err := plan(fill.Together, flatRanking(4))
		require.NoError(t, err)
		assert.Equal(t, "10 10 10 10 10", got, "two lots for four")
		got, err = plan(fill.ByListing, flatRanking(4))
		require.NoError(t, err)
		assert.Equal(t, "15 15 10 10 0", got)
		got, err = plan(fill.ByListing, listed(4, 3, 1))
		require.NoError(t, err)
		assert.Equal(t, "10 15 10 15 0", got, "the order of the ranking, not of the codes")
		_, err = plan(fill.Refuse, flatRanking(4))
		require.ErrorIs(t, err, fill.ErrTie)
		require.ErrorContains(t, err, "unit 003")
		require.ErrorContains(t, err, "4 tie for the next lot, and 2 are left")

		// 5.5, 5.5, 19.5, 19.5 under a ceiling of 11, in lots of 5
		got, err = plan(fill.Together, flatRanking(4), basin)
		require.NoError(t, err)
		assert.Equal(t, "5 5 20 20 0", got)
		_, err = plan(fill.Tiebreak(7), flatRanking(4))
		require.ErrorIs(t, err, fill.ErrTie)
	}
}

// TestRoundingOfTranches: the totals of several tranches are rounded once.
func TestRoundingOfTranches(t *testing.T) {
	for name, r := range methods(fill.Together) {
		a, err := incentive.Plan{
			Pool: incentive.Pool{Amount: 1000, Lot: 10},
			Tranches: []incentive.Tranche{
				{Name: "base", Parts: 1}, {Name: "merit", Parts: 2, Clauses: []incentive.Clause{incentive.ByScore{Base: 50}}},
			},
			Rounding: r,
		}.Allocate(rankingOf(90, 77.5, 60.25), incentive.Figures{})
		require.NoError(t, err)
		assert.Equal(t, incentive.Amount(0), a.Remainder, name)
		require.NoError(t, again(t, a).Check(), name)
		b := again(t, a)
		b.Rounding = fill.Down{}
		require.ErrorIs(t, b.Check(), incentive.ErrCheck)
		text, err := a.Explain("000", basis.Chinese)
		require.NoError(t, err)
		assert.Contains(t, text[len(text)-2], "并列者同进退）取整为最小分配单位（10）的整数倍", name)
	}
}

// A million lots are handed out as fast as a hundred.
func TestManyLots(t *testing.T) {
	r, f := province(158)
	plan := typical()
	var members []string
	for _, p := range r.Places[:60] {
		members = append(members, p.Unit.Code)
	}
	plan.Clauses = append(plan.Clauses, under("Huai", 9_000))
	f.Words = append(f.Words, belongs("Huai", r, members...))
	plan.Rounding = fill.Divisor{Ties: fill.ByListing}
	a, err := plan.Allocate(r, f)
	require.NoError(t, err)
	left := a.Divisions[0].Left()
	assert.Negative(t, left.Sub(a.Remainder.Rat(), left).Cmp(big.NewRat(1, 1)), "all but less than a lot")
	assert.Greater(t, a.Total(), incentive.Amount(3_000_000))
}
