package fill_test

import (
	"math/big"
	"slices"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/countyeval/countyeval/evaluation/incentive/fill"
)

// handOut rounds by the definition, lot by lot of 1: of the lines that have a claim to
// one more lot and room for it, those that come first tie. rank compares two lines with
// the lots that they have; claims tells who has a claim. Where ties are refused, ok is
// false if there is one that matters.
func handOut(t fill.Totals, ties fill.Tiebreak, have []fill.Amount, claims func(i int) bool, rank func(i, j int) int) (ok bool) {
	left := t.Amount
	for _, a := range have {
		left -= a
	}
	room := func(c fill.Ceiling) fill.Amount {
		free := c.Amount
		for i, l := range t.Lines {
			if member(c, l.ID) {
				free -= have[i]
			}
		}
		return free
	}
	shut := make([]bool, len(have)) // by a tie
	for left > 0 {
		var tied []int
		for i, l := range t.Lines {
			full := slices.ContainsFunc(t.Ceilings, func(c fill.Ceiling) bool { return member(c, l.ID) && room(c) < 1 })
			switch {
			case !l.Out.IsZero() || shut[i] || have[i] >= l.Cap || full || !claims(i):
			case len(tied) == 0 || rank(i, tied[0]) < 0:
				tied = []int{i}
			case rank(i, tied[0]) == 0:
				tied = append(tied, i)
			}
		}
		if len(tied) == 0 {
			return true
		}
		if ties == fill.ByListing {
			tied = tied[:1]
		}
		var in []int
		for _, i := range tied {
			crowded := slices.ContainsFunc(t.Ceilings, func(c fill.Ceiling) bool {
				want := fill.Amount(0)
				for _, j := range tied {
					if member(c, t.Lines[j].ID) {
						want++
					}
				}
				return member(c, t.Lines[i].ID) && want > room(c)
			})
			switch {
			case !crowded:
				in = append(in, i)
			case ties == fill.Refuse:
				return false
			default:
				shut[i] = true
			}
		}
		if left < fill.Amount(len(in)) {
			return ties != fill.Refuse
		}
		for _, i := range in {
			have[i]++
			left--
		}
	}
	return true
}

// slowRemainders is the method of largest remainders by [handOut].
func slowRemainders(t fill.Totals, ties fill.Tiebreak) ([]fill.Amount, bool) {
	have, once := make([]fill.Amount, len(t.Exact)), make([]fill.Amount, len(t.Exact))
	rest := make([]*big.Rat, len(t.Exact))
	for i, x := range t.Exact {
		whole := new(big.Int).Quo(x.Num(), x.Denom())
		rest[i] = new(big.Rat).Sub(x, new(big.Rat).SetInt(whole))
		have[i] = max(fill.Amount(whole.Int64()), t.Lines[i].Floor)
		once[i] = have[i]
	}
	ok := handOut(t, ties, have,
		func(i int) bool { return have[i] == once[i] && have[i].Rat().Cmp(t.Exact[i]) < 0 },
		func(i, j int) int { return rest[j].Cmp(rest[i]) })
	return have, ok
}

// slowDivisor is Webster's method by [handOut].
func slowDivisor(t fill.Totals, ties fill.Tiebreak) ([]fill.Amount, bool) {
	have := make([]fill.Amount, len(t.Exact))
	for i, l := range t.Lines {
		have[i] = l.Floor
	}
	over := func(i int) *big.Rat { return new(big.Rat).Quo(t.Exact[i], one(2*int64(have[i])+1, 2)) }
	ok := handOut(t, ties, have, func(i int) bool { return t.Exact[i].Sign() > 0 }, func(i, j int) int { return over(j).Cmp(over(i)) })
	return have, ok
}

// drawTotals makes totals in which ties and full ceilings are frequent: few values, that
// sum to a whole number, and ceilings across each other that just hold them.
func drawTotals(t *rapid.T) fill.Totals {
	n := rapid.IntRange(2, 7).Draw(t, "n")
	totals := fill.Totals{Lot: 1}
	sum := new(big.Rat)
	add := func(twentieths int64) {
		x := one(twentieths, 20)
		l := fill.Line{ID: code(len(totals.Lines)), Cap: fill.NoCap}
		if rapid.IntRange(0, 4).Draw(t, "has cap") == 0 {
			l.Cap = fill.Amount((twentieths + 19) / 20)
		}
		if rapid.IntRange(0, 4).Draw(t, "has floor") == 0 {
			l.Floor = fill.Amount(twentieths / 20)
		}
		totals.Exact, totals.Lines = append(totals.Exact, x), append(totals.Lines, l)
		sum.Add(sum, x)
	}
	for range n {
		add(rapid.SampledFrom([]int64{0, 5, 6, 9, 9, 9, 11, 11, 20, 25, 29, 31}).Draw(t, "twentieths"))
	}
	if part := new(big.Rat).Mul(sum, one(20, 1)).Num().Int64() % 20; part > 0 {
		add(20 - part)
	}
	totals.Amount = fill.Amount(sum.Num().Int64())
	for k := range rapid.IntRange(0, 4).Draw(t, "ceilings") {
		c := fill.Ceiling{Name: string(rune('A' + k))}
		need := new(big.Rat)
		for i, l := range totals.Lines {
			if rapid.Bool().Draw(t, "member") {
				c.Members = append(c.Members, l.ID)
				need.Add(need, totals.Exact[i])
			}
		}
		if len(c.Members) > 0 {
			up := new(big.Int).Quo(new(big.Int).Add(need.Num(), new(big.Int).Sub(need.Denom(), big.NewInt(1))), need.Denom())
			c.Amount = fill.Amount(up.Int64())
			totals.Ceilings = append(totals.Ceilings, c)
		}
	}
	return totals
}

// inLots is the question in lots of another size.
func inLots(t fill.Totals, lot fill.Amount) fill.Totals {
	t.Lot, t.Amount = lot, t.Amount*lot
	t.Exact, t.Lines, t.Ceilings = slices.Clone(t.Exact), slices.Clone(t.Lines), slices.Clone(t.Ceilings)
	for i := range t.Lines {
		t.Exact[i] = new(big.Rat).Mul(t.Exact[i], lot.Rat())
		if t.Lines[i].Floor *= lot; t.Lines[i].Cap != fill.NoCap {
			t.Lines[i].Cap *= lot
		}
	}
	for k := range t.Ceilings {
		t.Ceilings[k].Amount *= lot
	}
	return t
}

// TestHandingOutSlowly: both rounders hand out what the definition does, whatever the
// ties and the lot.
func TestHandingOutSlowly(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		for range 10 { // what is looked for is rare
			totals := drawTotals(t)
			lot := fill.Amount(rapid.IntRange(1, 3).Draw(t, "lot"))
			for _, ties := range []fill.Tiebreak{fill.Together, fill.ByListing, fill.Refuse} {
				for _, c := range []struct {
					r    fill.Rounder
					slow func(fill.Totals, fill.Tiebreak) ([]fill.Amount, bool)
				}{{fill.LargestRemainder{Ties: ties}, slowRemainders}, {fill.Divisor{Ties: ties}, slowDivisor}} {
					want, ok := c.slow(totals, ties)
					got, err := c.r.Round(inLots(totals, lot))
					if !ok {
						require.ErrorIs(t, err, fill.ErrTie, "%v", c.r)
						continue
					}
					require.NoError(t, err, "%v", c.r)
					for i := range want {
						want[i] *= lot
					}
					require.Equal(t, want, got, "%v", c.r)
				}
			}
		}
	})
}

// TestNoRoomNoClaim: once a has its lot, b has no room under the ceiling of both and is
// passed over, so that the second lot is c's, whatever the ties.
func TestNoRoomNoClaim(t *testing.T) {
	totals := fill.Totals{
		Exact: []*big.Rat{one(55, 100), one(45, 100), one(45, 100), one(30, 100), one(25, 100)}, Amount: 2, Lot: 1,
		Ceilings: []fill.Ceiling{{Name: "ab", Members: []string{"a", "b"}, Amount: 1}, {Name: "bc", Members: []string{"b", "c"}, Amount: 1}},
	}
	for _, id := range []string{"a", "b", "c", "d", "e"} {
		totals.Lines = append(totals.Lines, fill.Line{ID: id, Cap: fill.NoCap})
	}
	for _, ties := range []fill.Tiebreak{fill.Together, fill.ByListing, fill.Refuse} {
		for _, r := range methods(ties) {
			a, err := r.Round(totals)
			require.NoError(t, err, "%v", r)
			assert.Equal(t, []fill.Amount{1, 0, 1, 0, 0}, a, "%v", r)
		}
	}
	// Those who have room tie, and the refusal names them alone.
	totals.Ceilings[0].Amount = 2
	_, err := fill.LargestRemainder{Ties: fill.Refuse}.Round(totals)
	require.ErrorIs(t, err, fill.ErrTie)
	assert.Equal(t, "unit b: tie at the border: 2 tie for the next lot, and the ceiling bc has room for 1\nunit c: tie at the border: 2 tie for the next lot, and the ceiling bc has room for 1", err.Error())
}
