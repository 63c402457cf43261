package incentive_test

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
	"github.com/countyeval/countyeval/indicators/basis"
)

func TestPricesGolden(t *testing.T) {
	for _, name := range []string{"price_linear", "price_capped"} {
		t.Run(name, func(t *testing.T) {
			g := readGolden(t, name)
			in := decode[struct {
				Pool   json.Number    `json:"pool"`
				Scores []float64      `json:"scores"`
				Caps   []*json.Number `json:"caps"`
				County int            `json:"county"`
			}](t, g.Input)
			by := decode[struct {
				Base  float64 `json:"base"`
				Gamma float64 `json:"gamma"`
			}](t, g.Params)
			want := decode[[]string](t, g.OutputExact)
			caps := incentive.Per{}
			for i, c := range in.Caps {
				caps[code(i)] = fill.NoCap
				if c != nil {
					caps[code(i)] = amountOf(t, *c)
				}
			}
			p := incentive.Plan{
				Pool:    pool(t, in.Pool),
				Clauses: []incentive.Clause{incentive.ByScore{Base: by.Base, Gamma: by.Gamma}, incentive.CapAt{Per: caps}},
			}
			r := rankingOf(in.Scores...)
			effects, err := p.Effects(r, code(in.County))
			require.NoError(t, err)
			got := make([]*big.Rat, len(want))
			for i := range got {
				got[i] = effects[code(i)]
			}
			equalRats(t, want, got, 3)
			prices, err := p.Prices(r)
			require.NoError(t, err)
			equalRats(t, want[in.County:in.County+1], []*big.Rat{prices.Rows[in.County].Own}, 3)
		})
	}
}

func TestPrices(t *testing.T) {
	r := rankingOf(90, 80, 70, 60, 50, 40)
	prices := func(t *testing.T, clauses ...incentive.Clause) incentive.Prices {
		t.Helper()
		p, err := incentive.Plan{Pool: incentive.Pool{Amount: 1000}, Clauses: clauses}.Prices(r)
		require.NoError(t, err)
		return p
	}
	t.Run("who has none", func(t *testing.T) {
		p := prices(t, incentive.Top{N: 4}, incentive.ByScore{Base: 60}, incentive.CapAt{Per: incentive.Per{"000": 100, "001": fill.NoCap, "002": fill.NoCap, "003": fill.NoCap}})
		assert.Equal(t, 3, p.None)
		assert.InDelta(t, 0.5, p.Share(), 1e-15)
		assert.Zero(t, p.Rows[0].Own.Sign(), "at its cap")
		assert.Equal(t, fill.BoundCap, p.Rows[0].Bound)
		// 900 for 20 + 10 parts: 30 a part
		assert.Equal(t, []string{"10", "20", "30"}, []string{p.Rows[1].Own.RatString(), p.Rows[2].Own.RatString(), p.Rows[3].Own.RatString()})
		assert.True(t, p.Rows[4].Out && p.Rows[5].Out && !p.Rows[3].Out)
	})
	t.Run("a score without weight", func(t *testing.T) {
		assert.Equal(t, 6, prices(t).None)
		assert.Equal(t, 6, prices(t, incentive.ByRank{Schedule: []float64{3, 2, 1}}).None)
		assert.InDelta(t, 1, prices(t).Share(), 0)
		assert.Zero(t, incentive.Prices{}.Share())
	})
	t.Run("several clauses and a power", func(t *testing.T) {
		// w = (s-30)^2 (s-20) k: the slope is w (2/(s-30) + 1/(s-20))
		k := incentive.Times{Name: "size", Factors: map[string]float64{"000": 2, "001": 1, "002": 1, "003": 1, "004": 1, "005": 1}}
		p := prices(t, incentive.ByScore{Base: 30, Gamma: 2}, &incentive.ByScore{Base: 20}, k)
		w := func(i int, s int64) *big.Rat {
			x := (s - 30) * (s - 30) * (s - 20)
			if i == 0 {
				x *= 2
			}
			return big.NewRat(x, 1)
		}
		all := new(big.Rat)
		for i := range int64(6) {
			all.Add(all, w(int(i), 90-10*i))
		}
		for i := range int64(6) {
			s := 90 - 10*i
			level := new(big.Rat).Quo(big.NewRat(1000, 1), all)
			slope := new(big.Rat).Mul(w(int(i), s), new(big.Rat).Add(big.NewRat(2, s-30), big.NewRat(1, s-20)))
			part := new(big.Rat).Quo(w(int(i), s), all)
			want := level.Mul(level, slope)
			want.Mul(want, part.Sub(big.NewRat(1, 1), part))
			assert.Equal(t, want.RatString(), p.Rows[i].Own.RatString())
		}
	})
	t.Run("the zero point", func(t *testing.T) {
		p := prices(t, incentive.ByScore{Base: 50, Gamma: 2})
		assert.Zero(t, p.Rows[4].Own.Sign())
		assert.Zero(t, p.Rows[5].Own.Sign(), "below it")
		_, err := incentive.Plan{Clauses: []incentive.Clause{incentive.ByScore{Base: 50, Gamma: 0.5}}}.Prices(r)
		require.ErrorIs(t, err, basis.ErrNumber)
	})
	t.Run("refusals", func(t *testing.T) {
		p := incentive.Plan{Pool: incentive.Pool{Amount: 10}}
		_, err := p.Effects(r, "nobody")
		require.ErrorIs(t, err, incentive.ErrUnit)
		_, err = p.Effects(evaluation.Ranking{}, "000")
		require.ErrorIs(t, err, incentive.ErrUnpublished)
		_, err = p.Prices(evaluation.Ranking{})
		require.ErrorIs(t, err, incentive.ErrUnpublished)
		p.Tranches = []incentive.Tranche{{Name: "odd", Parts: 1, Rule: allToFirst{}}}
		_, err = p.Prices(r)
		require.ErrorIs(t, err, fill.ErrRule)
		assert.ErrorContains(t, err, "odd")
	})
	t.Run("a clause that replaces weights", func(t *testing.T) {
		own := incentive.ClauseFunc{Text: "own", Func: func(s *incentive.Sheet) error {
			for i := range s.Lines {
				s.Lines[i].Weight = new(big.Rat).Add(s.Lines[i].Weight, big.NewRat(1, 1))
			}
			return nil
		}}
		_, err := incentive.Plan{Pool: incentive.Pool{Amount: 10}, Clauses: []incentive.Clause{incentive.ByScore{}, own}}.Prices(r)
		require.ErrorIs(t, err, incentive.ErrClause)
	})
	t.Run("not ranked", func(t *testing.T) {
		r := rankingOf(90, 80)
		r.Places[1].Rank, r.Places[1].Out = 0, "made up for this test"
		p, err := incentive.Plan{Clauses: []incentive.Clause{incentive.ByScore{}}}.Prices(r)
		require.NoError(t, err)
		assert.Len(t, p.Rows, 1)
	})
}

// allToFirst is a rule of one's own: everything to the first line.
type allToFirst struct{}

func (allToFirst) Divide(amount *big.Rat, lines []fill.Line, _ []fill.Ceiling) (fill.Shares, error) {
	s := fill.Shares{Level: new(big.Rat)}
	for i := range lines {
		x := new(big.Rat)
		if i == 0 {
			x = amount
		}
		s.Exact, s.Bound = append(s.Exact, x), append(s.Bound, "")
	}
	return s, nil
}

func (allToFirst) String() string { return "first" }

// TestPricesAreDifferences: the price is what the exact engine gives for a rise
// of a billionth of a point, on plans with two tranches, limits and ceilings,
// crossing ones too. A limit that is met within the rise would make a difference
// of the order of the rise times the price, hence the tolerance.
func TestPricesAreDifferences(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		n := rapid.IntRange(2, 6).Draw(t, "n")
		scores, caps, floors := make([]float64, n), incentive.Per{}, incentive.Per{}
		for i := range scores {
			scores[i] = float64(rapid.IntRange(301, 999).Draw(t, "score"))/10 + float64(i)*100 // ranks do not change
			floors[code(i)] = incentive.Amount(rapid.Int64Range(0, 60).Draw(t, "floor")) * 997
			caps[code(i)] = floors[code(i)] + incentive.Amount(rapid.Int64Range(0, 300).Draw(t, "cap"))*1009
		}
		plan := incentive.Plan{
			Pool:    incentive.Pool{Amount: incentive.Amount(rapid.Int64Range(200, 900).Draw(t, "pool")) * 1013},
			Clauses: []incentive.Clause{incentive.CapAt{Per: caps}},
			Tranches: []incentive.Tranche{
				{Name: "base", Parts: 1, Clauses: []incentive.Clause{incentive.ByScore{Base: 20}}},
				{Name: "merit", Parts: 2, Clauses: []incentive.Clause{incentive.ByScore{Base: 30, Gamma: 2}, incentive.ByScore{}, incentive.FloorAt{Per: floors}}},
			},
		}
		for g := range rapid.IntRange(0, 2).Draw(t, "ceilings") {
			members := rapid.SliceOfNDistinct(rapid.IntRange(0, n-1), 1, n, rapid.ID).Draw(t, "members")
			c := fill.Ceiling{Name: code(g), Amount: incentive.Amount(rapid.Int64Range(100, 500).Draw(t, "ceiling")) * 1019}
			for _, i := range members {
				c.Members = append(c.Members, code(i))
			}
			plan.Clauses = append(plan.Clauses, incentive.Under{Ceiling: c})
		}
		r := rankingOf(scores...)
		r.Ties.Round = 1e-9
		a, err := plan.Allocate(r)
		if errors.Is(err, fill.ErrFloors) {
			t.Skip("a ceiling is below the floors")
		}
		require.NoError(t, err)
		i := rapid.IntRange(0, n-1).Draw(t, "county")
		effects, err := plan.Effects(r, code(i))
		require.NoError(t, err)
		const h = 1e-9
		moved := rankingOf(scores...)
		moved.Ties.Round = 1e-9
		moved.Places[i].Score = parse(t, new(big.Rat).Add(rat(text(scores[i])), rat("1e-9")).FloatString(9))
		b, err := plan.Allocate(moved)
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
	under := func(name string, members ...string) incentive.Clause {
		return incentive.Under{Ceiling: fill.Ceiling{Name: name, Members: members, Amount: 1000}}
	}
	plan := incentive.Plan{Pool: incentive.Pool{Amount: 60_000}, Tranches: []incentive.Tranche{
		{Name: "base", Parts: 1, Clauses: []incentive.Clause{incentive.ByScore{}, under("x", "000", "001"), under("y", "001", "002")}},
		{Name: "merit", Parts: 1},
	}}
	// base: x binds first, 600 and 400; y leaves 600 for the last; of 30,000 are left 28,400, a
	// third of which each county gets
	r := rankingOf(60, 40, 20)
	a, err := plan.Allocate(r)
	require.NoError(t, err)
	assert.Equal(t, []string{"20066.666667", "19866.666667", "20066.666667"}, []string{a.Awards[0].Exact.FloatString(6), a.Awards[1].Exact.FloatString(6), a.Awards[2].Exact.FloatString(6)})
	effects, err := plan.Effects(r, "001")
	require.NoError(t, err)
	// 1000 s/(60+s) has the slope 60,000/10,000 = 6 at 40; the others lose it, and each gets 2 of what that leaves
	assert.Equal(t, []string{"-4", "8", "-4"}, []string{effects["000"].RatString(), effects["001"].RatString(), effects["002"].RatString()})
}

// TestPricesOfLists: in a tranche with a list of its own a point of the plan's
// score moves nothing but what the clauses of the plan make of it.
func TestPricesOfLists(t *testing.T) {
	progress := rankingOf(10, 30)
	p := incentive.Plan{Pool: incentive.Pool{Amount: 200}, Tranches: []incentive.Tranche{
		{Name: "level", Parts: 1, Clauses: []incentive.Clause{incentive.ByScore{Base: 60}}},
		{Name: "progress", Parts: 1, Ranking: &progress, Clauses: []incentive.Clause{incentive.ByScore{}}},
	}}
	r := rankingOf(80, 70)
	own := func(p incentive.Plan) []string {
		t.Helper()
		prices, err := p.Prices(r)
		require.NoError(t, err)
		return []string{prices.Rows[0].Own.RatString(), prices.Rows[1].Own.RatString()}
	}
	assert.Equal(t, []string{"10/9", "20/9"}, own(p)) // 100 x/(x+y) has the slopes 100 y/30^2, 100 x/30^2
	p.Clauses = p.Tranches[0].Clauses
	p.Tranches[0].Clauses = nil
	// and 100 x 10/(x 10 + y 30) the slopes 100 * 10 * 30 y/500^2, 100 * 30 * 10 x/500^2
	assert.Equal(t, []string{"104/45", "208/45"}, own(p))
}
