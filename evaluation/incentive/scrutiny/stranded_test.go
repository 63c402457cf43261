package scrutiny_test

import (
	"fmt"
	"math"
	"math/big"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/countyeval/countyeval/evaluation/incentive"
	"github.com/countyeval/countyeval/evaluation/incentive/fill"
	"github.com/countyeval/countyeval/evaluation/incentive/scrutiny"
)

// TestStrandedGolden: what the two crossing cases leave, and that each shadow
// value is what a ceiling of one thousandth more places.
func TestStrandedGolden(t *testing.T) {
	for _, name := range []string{"maxmin_crossing1", "maxmin_crossing3"} {
		t.Run(name, func(t *testing.T) {
			g := readGolden(t, ofFill+name)
			in := decode[fillCase](t, g.Input)
			n := len(in.Weights)
			weights, caps, floors := make([]*big.Rat, n), map[string]float64{}, map[string]float64{}
			for i := range weights {
				weights[i] = rat(in.Weights[i].String())
				caps[code(i)], floors[code(i)] = incentive.None(), 0
				if i < len(in.Floors) {
					floors[code(i)] = number(t, in.Floors[i])
				}
				if i < len(in.Caps) && in.Caps[i] != nil {
					caps[code(i)] = number(t, *in.Caps[i])
				}
			}
			with := func(more int) *incentive.Allocation {
				clauses := []incentive.Clause{weighed(weights), incentive.CapAt{Figure: "caps"}, incentive.FloorAt{Figure: "floors"}}
				f := lists(map[string]map[string]float64{"caps": caps, "floors": floors})
				for k, c := range in.Ceilings {
					amount := number(t, c.Ceiling)
					if k == more {
						amount = math.Round(1000*amount+1) / 1000
					}
					clause, basin := under(fmt.Sprint("basin ", k), amount, n, c.Members...)
					clauses, f.Words = append(clauses, clause), append(f.Words, basin)
				}
				a, err := incentive.Plan{Pool: pool(t, in.Pool), Clauses: clauses}.Allocate(flatRanking(n), f)
				require.NoError(t, err)
				return a
			}
			a := with(-1)
			s, err := scrutiny.Stranded(a)
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
				more, err := scrutiny.Stranded(with(k))
				require.NoError(t, err)
				assert.Equal(t, new(big.Rat).Sub(s[0].Left, more[0].Left).RatString(), c.Shadow.RatString(), c.Name)
			}
		})
	}
}

func TestStranded(t *testing.T) {
	stranded := func(t *testing.T, words []incentive.Words, clauses ...incentive.Clause) scrutiny.StrandedTranche {
		t.Helper()
		s, err := scrutiny.Stranded(allocatedWith(t, incentive.Plan{Pool: incentive.Pool{Amount: 100}, Clauses: clauses}, incentive.Figures{Words: words}, 3, 2, 1))
		require.NoError(t, err)
		return s[0]
	}
	x, first := under("x", 10, 3, 0, 1)
	y, last := under("y", 10, 3, 1, 2)
	s := stranded(t, []incentive.Words{first, last}, x, y)
	assert.Equal(t, "85", s.Left.RatString()) // 5, 5, 5
	require.Len(t, s.Ceilings, 2)
	assert.Equal(t, []string{"y"}, s.Ceilings[0].Crosses)

	y, all := under("y", 30, 3, 0, 1, 2)
	s = stranded(t, []incentive.Words{first, all}, x, y)
	assert.False(t, s.Crossing)
	assert.Equal(t, "70", s.Left.RatString())
	require.Len(t, s.Ceilings, 2)
	assert.Equal(t, []string{"0", "1"}, []string{s.Ceilings[0].Shadow.RatString(), s.Ceilings[1].Shadow.RatString()}, "one more for x takes from the third")

	s = stranded(t, nil, incentive.CapAt{Each: new(7.0)})
	assert.Equal(t, []any{"79", 3, 0}, []any{s.Left.RatString(), s.Capped, len(s.Ceilings)})
	x, alone := under("x", 10, 3, 0)
	s = stranded(t, []incentive.Words{alone}, x)
	assert.Zero(t, s.Left.Sign())
	assert.Empty(t, s.Ceilings, "nothing is stranded")

	_, err := scrutiny.Stranded(&incentive.Allocation{})
	require.ErrorIs(t, err, incentive.ErrCheck)
	a, err := incentive.Plan{Pool: incentive.Pool{Amount: 1}, Tranches: []incentive.Tranche{{Parts: 1, Rule: allToFirst{}}}}.Allocate(rankingOf(1, 2), incentive.Figures{})
	require.NoError(t, err)
	_, err = scrutiny.Stranded(a)
	require.ErrorIs(t, err, fill.ErrRule)
}
