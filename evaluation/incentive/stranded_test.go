package incentive_test

import (
	"fmt"
	"math/big"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/countyeval/countyeval/evaluation/incentive"
	"github.com/countyeval/countyeval/evaluation/incentive/fill"
)

// TestStrandedGolden: what the two crossing cases leave, and that each shadow
// value is what a ceiling of one thousandth more places.
func TestStrandedGolden(t *testing.T) {
	for _, name := range []string{"maxmin_crossing1", "maxmin_crossing3"} {
		t.Run(name, func(t *testing.T) {
			g := readGolden(t, ofFill+name)
			in := decode[fillCase](t, g.Input)
			n := len(in.Weights)
			weights, caps, floors := make([]*big.Rat, n), incentive.Per{}, incentive.Per{}
			for i := range weights {
				weights[i] = rat(in.Weights[i].String())
				caps[code(i)], floors[code(i)] = fill.NoCap, 0
				if i < len(in.Floors) {
					floors[code(i)] = amountOf(t, in.Floors[i])
				}
				if i < len(in.Caps) && in.Caps[i] != nil {
					caps[code(i)] = amountOf(t, *in.Caps[i])
				}
			}
			with := func(more int) *incentive.Allocation {
				clauses := []incentive.Clause{weighed(weights), incentive.CapAt{Per: caps}, incentive.FloorAt{Per: floors}}
				for k, c := range in.Ceilings {
					ceiling := fill.Ceiling{Name: fmt.Sprint("basin ", k), Amount: amountOf(t, c.Ceiling)}
					if k == more {
						ceiling.Amount++
					}
					for _, i := range c.Members {
						ceiling.Members = append(ceiling.Members, code(i))
					}
					clauses = append(clauses, incentive.Under{Ceiling: ceiling})
				}
				a, err := incentive.Plan{Pool: pool(t, in.Pool), Clauses: clauses}.Allocate(flatRanking(n))
				require.NoError(t, err)
				return a
			}
			a := with(-1)
			s, err := a.Stranded()
			require.NoError(t, err)
			require.Len(t, s, 1)
			if g.Unallocated != nil {
				equalRats(t, []string{decode[string](t, g.Unallocated)}, []*big.Rat{s[0].Left}, 3)
			}
			assert.True(t, s[0].Crossing)
			if s[0].Left.Sign() > 0 {
				assert.NotEmpty(t, s[0].Ceilings)
			}
			for _, c := range s[0].Ceilings {
				var k int
				_, err := fmt.Sscanf(c.Name, "basin %d", &k)
				require.NoError(t, err)
				more, err := with(k).Stranded()
				require.NoError(t, err)
				assert.Equal(t, new(big.Rat).Sub(s[0].Left, more[0].Left).RatString(), c.Shadow.RatString(), c.Name)
			}
		})
	}
}

func TestStranded(t *testing.T) {
	under := func(name string, a incentive.Amount, members ...string) incentive.Clause {
		return incentive.Under{Ceiling: fill.Ceiling{Name: name, Members: members, Amount: a}}
	}
	stranded := func(t *testing.T, clauses ...incentive.Clause) incentive.Stranded {
		t.Helper()
		s, err := allocated(t, incentive.Plan{Pool: incentive.Pool{Amount: 100}, Clauses: clauses}, 3, 2, 1).Stranded()
		require.NoError(t, err)
		return s[0]
	}
	s := stranded(t, under("x", 10, "000", "001"), under("y", 10, "001", "002"))
	assert.Equal(t, "85", s.Left.RatString()) // 5, 5, 5
	require.Len(t, s.Ceilings, 2)
	assert.Equal(t, []string{"y"}, s.Ceilings[0].Crosses)

	s = stranded(t, under("x", 10, "000", "001"), under("y", 30, "000", "001", "002"))
	assert.False(t, s.Crossing)
	assert.Equal(t, "70", s.Left.RatString())
	require.Len(t, s.Ceilings, 2)
	assert.Equal(t, []string{"0", "1"}, []string{s.Ceilings[0].Shadow.RatString(), s.Ceilings[1].Shadow.RatString()}, "one more for x takes from the third")

	s = stranded(t, incentive.CapAt{Per: incentive.Per{"000": 7, "001": 7, "002": 7}})
	assert.Equal(t, []any{"79", 3, 0}, []any{s.Left.RatString(), s.Capped, len(s.Ceilings)})
	s = stranded(t, under("x", 10, "000"))
	assert.Zero(t, s.Left.Sign())
	assert.Empty(t, s.Ceilings, "nothing is stranded")

	_, err := (&incentive.Allocation{}).Stranded()
	require.ErrorIs(t, err, incentive.ErrCheck)
	a, err := incentive.Plan{Pool: incentive.Pool{Amount: 1}, Tranches: []incentive.Tranche{{Parts: 1, Rule: allToFirst{}}}}.Allocate(rankingOf(1, 2))
	require.NoError(t, err)
	_, err = a.Stranded()
	require.ErrorIs(t, err, fill.ErrRule)
}
