package incentive_test

import (
	"encoding/json"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/countyeval/countyeval/evaluation/incentive"
	"github.com/countyeval/countyeval/evaluation/incentive/fill"
)

func TestInversionsGoldenTierPools(t *testing.T) {
	g := readGolden(t, "tier_pool_inversion")
	in := decode[struct {
		Pool  json.Number `json:"pool"`
		Tiers []string    `json:"tiers"`
	}](t, g.Input)
	want := decode[struct {
		PerCounty  map[string]json.Number `json:"per_county"`
		Inversions [][2]string            `json:"inversions"`
	}](t, g.Output)
	scores := make([]float64, len(in.Tiers))
	for i := range scores {
		scores[i] = float64(100 - i)
	}
	r := rankingOf(scores...)
	for i := range r.Places {
		r.Places[i].Grade = in.Tiers[i]
	}
	a, err := incentive.Plan{
		Pool: pool(t, in.Pool),
		Tranches: []incentive.Tranche{
			{Name: "A", Parts: 6, Clauses: []incentive.Clause{incentive.Grades{"A"}}},
			{Name: "B", Parts: 3, Clauses: []incentive.Clause{incentive.Grades{"B"}}},
			{Name: "C", Parts: 1, Clauses: []incentive.Clause{incentive.Grades{"C"}}},
		},
	}.Allocate(r)
	require.NoError(t, err)
	pairs := map[[2]string]int{}
	for _, v := range a.Inversions() {
		pairs[[2]string{v.Worse.Place.Grade, v.Better.Place.Grade}]++
		assert.Equal(t, amountOf(t, want.PerCounty["B"])-amountOf(t, want.PerCounty["A"]), v.Gap())
	}
	require.Len(t, want.Inversions, 1)
	assert.Equal(t, map[[2]string]int{want.Inversions[0]: 20 * 3}, pairs)
}

func TestInversions(t *testing.T) {
	caps := func(first incentive.Amount) incentive.Clause {
		return incentive.CapAt{Name: "request", Per: incentive.Per{"000": first, "001": fill.NoCap, "002": fill.NoCap}}
	}
	floor := incentive.FloorAt{Name: "floor", Per: incentive.Per{"000": 0, "001": 0, "002": 50}}
	under := incentive.Under{Ceiling: fill.Ceiling{Name: "basin", Members: []string{"000"}, Amount: 10}}
	veto := incentive.Veto{Reasons: map[string]string{"000": "made up for this test"}}
	for name, c := range map[string]struct {
		clauses []incentive.Clause
		want    []string
	}{
		"by score":               {[]incentive.Clause{incentive.ByScore{}}, nil},
		"the better is capped":   {[]incentive.Clause{caps(5)}, nil},
		"its ceiling is full":    {[]incentive.Clause{under}, nil},
		"the better is out":      {[]incentive.Clause{veto}, nil},
		"the worse has a floor":  {[]incentive.Clause{floor}, []string{"000<002", "001<002"}},
		"floor and cap, no room": {[]incentive.Clause{floor, caps(5)}, []string{"001<002"}},
		"weight by size":         {[]incentive.Clause{incentive.Times{Name: "size", Factors: map[string]float64{"000": 1, "001": 4, "002": 2}}}, []string{"000<001", "000<002"}},
	} {
		t.Run(name, func(t *testing.T) {
			a := allocated(t, incentive.Plan{Pool: incentive.Pool{Amount: 60}, Clauses: c.clauses}, 90, 80, 70)
			var got []string
			for _, v := range a.Inversions() {
				got = append(got, v.Better.Place.Unit.Code+"<"+v.Worse.Place.Unit.Code)
			}
			assert.Equal(t, c.want, got)
		})
	}
	assert.Empty(t, allocated(t, incentive.Plan{Pool: incentive.Pool{Amount: 60}, Clauses: []incentive.Clause{floor}}, 70, 70, 70).Inversions(), "they share a rank")
	assert.Nil(t, (&incentive.Allocation{Awards: make([]incentive.Award, 2)}).Inversions())
}

// TestInversionsNone: shares by score above a zero point, with caps, invert nothing.
func TestInversionsNone(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		n := rapid.IntRange(1, 7).Draw(t, "n")
		scores, caps := make([]float64, n), incentive.Per{}
		for i := range scores {
			scores[i] = float64(rapid.IntRange(0, 100).Draw(t, "score"))
			caps[code(i)] = incentive.Amount(rapid.Int64Range(0, 60).Draw(t, "cap"))
		}
		a := allocated(t, incentive.Plan{
			Pool:    incentive.Pool{Amount: incentive.Amount(rapid.Int64Range(0, 200).Draw(t, "pool"))},
			Clauses: []incentive.Clause{incentive.ByScore{Base: 40}, incentive.CapAt{Per: caps}},
		}, scores...)
		for _, v := range a.Inversions() { // rounding down to whole units cannot invert either
			t.Fatalf("%v before %v", v.Better, v.Worse)
		}
	})
}
