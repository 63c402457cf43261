package incentive_test

import (
	"bytes"
	"encoding/json"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/countyeval/countyeval/evaluation"
	"github.com/countyeval/countyeval/evaluation/incentive"
	"github.com/countyeval/countyeval/evaluation/incentive/fill"
	"github.com/countyeval/countyeval/indicators"
)

// variety are allocations by every rule and kind of rounding, and one with a list.
func variety(t *testing.T) map[string]*incentive.Allocation {
	t.Helper()
	r := graded(rankingOf(90, 80, 70, 60, 50), "AABBB")
	progress := evaluation.Ranking{Code: "progress", Ties: evaluation.Ties{Digits: new(1)}, Places: []evaluation.Place{
		{Rank: 1, Unit: indicators.Unit{Code: "003"}, Score: 12.5}, {Rank: 2, Unit: indicators.Unit{Code: "001"}, Score: 7.5},
	}}
	listed, err := incentive.Plan{
		Pool: incentive.Pool{Amount: 1000, Lot: 10},
		Tranches: []incentive.Tranche{
			{Name: "level", Parts: 3, Clauses: []incentive.Clause{incentive.ByScore{}}},
			{Name: "progress", Parts: 1, Ranking: "progress", Clauses: []incentive.Clause{incentive.ByScore{}}},
		},
		Rounding: fill.LargestRemainder{Ties: fill.ByListing},
	}.Allocate(r, figures(map[string]evaluation.Ranking{"progress": progress}))
	require.NoError(t, err)
	seats, err := seatsBy(fill.Divisor{Method: fill.Hill}, 23, []int64{51, 44, 12, 3}, figures(decimals("in hand", row(2, 0, 1, 0))), incentive.Counting{Figure: "in hand"})
	require.NoError(t, err)
	return map[string]*incentive.Allocation{
		"talmud": cut(t, 600, fill.Talmud{}), "equal losses": cut(t, 500, fill.EqualLosses{}), "dual": cut(t, 600, fill.Dual{}),
		"priority": cut(t, 600, fill.Priority{Orders: []string{"S", "L"}}),
		"list":     listed, "seats": seats,
	}
}

// TestTamperingWithRules puts values in the place of every other value of good
// allocations, one at a time. What still checks has the same awards.
func TestTamperingWithRules(t *testing.T) {
	for name, good := range variety(t) {
		t.Run(name, func(t *testing.T) {
			b, err := json.Marshal(good)
			require.NoError(t, err)
			read := func() any {
				var tree any
				d := json.NewDecoder(bytes.NewReader(b))
				d.UseNumber()
				require.NoError(t, d.Decode(&tree))
				return tree
			}
			leaves, found := 0, 0
			count(read(), &leaves)
			for at := range leaves {
				for _, to := range []string{`1`, `"1/3"`, `"cap"`, `"000"`, `null`} {
					k := at
					changed, err := json.Marshal(replace(read(), &k, json.RawMessage(to)))
					require.NoError(t, err)
					var a incentive.Allocation
					if json.Unmarshal(changed, &a) != nil {
						found++
						continue
					}
					if a.Check() != nil {
						found++
						continue
					}
					require.Equal(t, inUnit(good), inUnit(&a))
				}
			}
			require.Greater(t, found, leaves, "most changes are found")
		})
	}
}
