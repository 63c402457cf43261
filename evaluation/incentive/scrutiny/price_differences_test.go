package scrutiny_test

import (
	"encoding/json"
	"errors"
	"math/big"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/countyeval/countyeval/evaluation"
	"github.com/countyeval/countyeval/evaluation/incentive"
	"github.com/countyeval/countyeval/evaluation/incentive/fill"
	"github.com/countyeval/countyeval/evaluation/incentive/scrutiny"
)

// TestPricesAreDifferences: the price is what the exact engine gives for a rise
// of a billionth of a point, on plans with two tranches, limits and ceilings,
// crossing ones too, and with a clause of one's own that says its slope. A limit that is met within the rise would make a difference
// of the order of the rise times the price, hence the tolerance.
func TestPricesAreDifferences(t *testing.T) {
	for name, own := range map[string]incentive.Clause{"ours": incentive.ByScore{}, "a clause of one's own": cubic{}} {
		t.Run(name, func(t *testing.T) { pricesAreDifferences(t, own) })
	}
}

func pricesAreDifferences(t *testing.T, own incentive.Clause) {
	t.Helper()
	rapid.Check(t, func(t *rapid.T) {
		n := rapid.IntRange(2, 6).Draw(t, "n")
		scores, caps, floors := make([]float64, n), map[string]float64{}, map[string]float64{}
		for i := range scores {
			scores[i] = float64(rapid.IntRange(301, 999).Draw(t, "score"))/10 + float64(i)*100 // ranks do not change
			floors[code(i)] = float64(rapid.Int64Range(0, 60).Draw(t, "floor")) * 997
			caps[code(i)] = floors[code(i)] + float64(rapid.Int64Range(0, 300).Draw(t, "cap"))*1009
		}
		f := lists(map[string]map[string]float64{"caps": caps, "floors": floors})
		plan := incentive.Plan{
			Pool:    incentive.Pool{Amount: float64(rapid.Int64Range(200, 900).Draw(t, "pool")) * 1013},
			Clauses: []incentive.Clause{incentive.CapAt{Figure: "caps"}},
			Tranches: []incentive.Tranche{
				{Name: "base", Parts: 1, Clauses: []incentive.Clause{incentive.ByScore{Base: 20}}},
				{Name: "merit", Parts: 2, Clauses: []incentive.Clause{incentive.ByScore{Base: 30, Gamma: 2}, own, incentive.FloorAt{Figure: "floors"}}},
			},
		}
		for g := range rapid.IntRange(0, 2).Draw(t, "ceilings") {
			members := rapid.SliceOfNDistinct(rapid.IntRange(0, n-1), 1, n, rapid.ID).Draw(t, "members")
			c, words := under("basin "+code(g), float64(rapid.Int64Range(100, 500).Draw(t, "ceiling"))*1019, n, members...)
			plan.Clauses, f.Words = append(plan.Clauses, c), append(f.Words, words)
		}
		r := rankingOf(scores...)
		r.Ties.Digits = new(9)
		a, err := plan.Allocate(r, f)
		if errors.Is(err, fill.ErrFloors) {
			t.Skip("a ceiling is below the floors")
		}
		require.NoError(t, err)
		i := rapid.IntRange(0, n-1).Draw(t, "county")
		effects, err := scrutiny.EffectsOf(plan, r, f, code(i))
		require.NoError(t, err)
		const h = 1e-9
		moved := rankingOf(scores...)
		moved.Ties.Digits = new(9)
		moved.Places[i].Score = number(t, json.Number(new(big.Rat).Add(rat(text(scores[i])), rat("1e-9")).FloatString(9)))
		b, err := plan.Allocate(moved, f)
		require.NoError(t, err)
		for j := range scores {
			x, _ := a.Find(code(j))
			y, _ := b.Find(code(j))
			d, _ := new(big.Rat).Sub(y.Exact, x.Exact).Float64()
			price, _ := effects[code(j)].Float64()
			assert.InDelta(t, price, d/h, 1e-2, "county %d by %d", j, i)
		}
	})
}

// TestPricesOfWhatIsLeft: where crossing ceilings strand a part of the first
// tranche, a rise of the county in both strands more, and the second tranche
// divides it.
func TestPricesOfWhatIsLeft(t *testing.T) {
	x, first := under("x", 1000, 3, 0, 1)
	y, last := under("y", 1000, 3, 1, 2)
	f := lists(nil, first, last)
	plan := incentive.Plan{Pool: incentive.Pool{Amount: 60_000}, Tranches: []incentive.Tranche{
		{Name: "base", Parts: 1, Clauses: []incentive.Clause{incentive.ByScore{}, x, y}},
		{Name: "merit", Parts: 1},
	}}
	// base: x binds first, 600 and 400; y leaves 600 for the last; of 30,000 are left 28,400, a
	// third of which each county gets
	r := rankingOf(60, 40, 20)
	a, err := plan.Allocate(r, f)
	require.NoError(t, err)
	assert.Equal(t, []string{"20066.666667", "19866.666667", "20066.666667"}, []string{a.Awards[0].Exact.FloatString(6), a.Awards[1].Exact.FloatString(6), a.Awards[2].Exact.FloatString(6)})
	effects, err := scrutiny.EffectsOf(plan, r, f, "001")
	require.NoError(t, err)
	// 1000 s/(60+s) has the slope 60,000/10,000 = 6 at 40; the others lose it, and each gets 2 of what that leaves
	assert.Equal(t, []string{"-4", "8", "-4"}, []string{effects["000"].RatString(), effects["001"].RatString(), effects["002"].RatString()})
}

// TestPricesOfLists: in a tranche with a list of its own a point of the plan's
// score moves nothing but what the clauses of the plan make of it.
func TestPricesOfLists(t *testing.T) {
	f := incentive.Figures{Rankings: map[string]evaluation.Ranking{"progress": rankingOf(10, 30)}}
	p := incentive.Plan{Pool: incentive.Pool{Amount: 200}, Tranches: []incentive.Tranche{
		{Name: "level", Parts: 1, Clauses: []incentive.Clause{incentive.ByScore{Base: 60}}},
		{Name: "progress", Parts: 1, Ranking: "progress", Clauses: []incentive.Clause{incentive.ByScore{}}},
	}}
	r := rankingOf(80, 70)
	own := func(p incentive.Plan) []string {
		t.Helper()
		prices, err := scrutiny.PricesOf(p, r, f)
		require.NoError(t, err)
		return []string{prices.Rows[0].Own.RatString(), prices.Rows[1].Own.RatString()}
	}
	assert.Equal(t, []string{"10/9", "20/9"}, own(p)) // 100 x/(x+y) has the slopes 100 y/30^2, 100 x/30^2
	p.Clauses = p.Tranches[0].Clauses
	p.Tranches[0].Clauses = nil
	// and 100 x 10/(x 10 + y 30) the slopes 100 * 10 * 30 y/500^2, 100 * 30 * 10 x/500^2
	assert.Equal(t, []string{"104/45", "208/45"}, own(p))
}

// TestPricesUnderAnOverdrawnCeiling: 000 won 300 before a ceiling of 100 came, so the
// ceiling takes nothing more off it, and a point is worth 4 and 6.
func TestPricesUnderAnOverdrawnCeiling(t *testing.T) {
	h, words := under("H", 100, 2, 0)
	prices, err := scrutiny.PricesOf(incentive.Plan{
		Pool:    incentive.Pool{Amount: 1000},
		Clauses: []incentive.Clause{incentive.ByScore{Base: 60}},
		Tranches: []incentive.Tranche{
			{Name: "first", Parts: 1},
			{Name: "second", Parts: 1, Clauses: []incentive.Clause{h}},
		},
	}, rankingOf(90, 80), lists(nil, words))
	require.NoError(t, err)
	assert.Equal(t, []string{"4", "6"}, []string{prices.Rows[0].Own.RatString(), prices.Rows[1].Own.RatString()})
}
