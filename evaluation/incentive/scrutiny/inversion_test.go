package scrutiny_test

import (
	"encoding/json"
	"fmt"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/countyeval/countyeval/evaluation/incentive"
	"github.com/countyeval/countyeval/evaluation/incentive/scrutiny"
)

func TestInversionsGoldenTierPools(t *testing.T) {
	g := readGolden(t, ofIncentive+"tier_pool_inversion")
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
	}.Allocate(r, incentive.Figures{})
	require.NoError(t, err)
	pairs := map[[2]string]int{}
	for _, v := range scrutiny.Inversions(a) {
		pairs[[2]string{v.Worse.Place.Grade, v.Better.Place.Grade}]++
		gap, err := milli.Amount(number(t, want.PerCounty["B"]) - number(t, want.PerCounty["A"]))
		require.NoError(t, err)
		assert.Equal(t, gap, v.Gap())
	}
	require.Len(t, want.Inversions, 1)
	assert.Equal(t, map[[2]string]int{want.Inversions[0]: 20 * 3}, pairs)
}

func TestInversions(t *testing.T) {
	caps := func(first float64) incentive.Clause {
		return incentive.CapAt{Name: "request", Figure: fmt.Sprint("request ", first)}
	}
	floor := incentive.FloorAt{Name: "floor", Figure: "floor"}
	under, basin := under("basin", 10, 3, 0)
	veto := incentive.Veto{Reasons: "vetoes"}
	f := lists(map[string]map[string]float64{
		"request 5": row(5, incentive.None(), incentive.None()), "floor": row(0, 0, 50), "size": row(1, 4, 2),
	}, basin, incentive.Words{Name: "vetoes", Of: map[string]string{"000": "made up for this test"}})
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
		"weight by size":         {[]incentive.Clause{incentive.Times{Figure: "size"}}, []string{"000<001", "000<002"}},
	} {
		t.Run(name, func(t *testing.T) {
			a := allocatedWith(t, incentive.Plan{Pool: incentive.Pool{Amount: 60}, Clauses: c.clauses}, f, 90, 80, 70)
			var got []string
			for _, v := range scrutiny.Inversions(a) {
				got = append(got, v.Better.Place.Unit.Code+"<"+v.Worse.Place.Unit.Code)
			}
			assert.Equal(t, c.want, got)
		})
	}
	assert.Empty(t, scrutiny.Inversions(allocatedWith(t, incentive.Plan{Pool: incentive.Pool{Amount: 60}, Clauses: []incentive.Clause{floor}}, f, 70, 70, 70)), "they share a rank")
	assert.Nil(t, scrutiny.Inversions(&incentive.Allocation{Awards: make([]incentive.Award, 2)}))
}

// TestInversionsNone: shares by score above a zero point, with caps, invert nothing.
func TestInversionsNone(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		n := rapid.IntRange(1, 7).Draw(t, "n")
		scores, caps := make([]float64, n), map[string]float64{}
		for i := range scores {
			scores[i] = float64(rapid.IntRange(0, 100).Draw(t, "score"))
			caps[code(i)] = float64(rapid.Int64Range(0, 60).Draw(t, "cap"))
		}
		a := allocatedWith(t, incentive.Plan{
			Pool:    incentive.Pool{Amount: float64(rapid.Int64Range(0, 200).Draw(t, "pool"))},
			Clauses: []incentive.Clause{incentive.ByScore{Base: 40}, incentive.CapAt{Figure: "caps"}},
		}, lists(map[string]map[string]float64{"caps": caps}), scores...)
		for _, v := range scrutiny.Inversions(a) { // rounding down to whole units cannot invert either
			t.Fatalf("%v before %v", v.Better, v.Worse)
		}
	})
}
