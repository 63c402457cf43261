package incentive_test

import (
	"encoding/json"
	"math/big"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/countyeval/countyeval/evaluation/incentive"
)

// pool has n, counted in thousandths.
func pool(t *testing.T, n json.Number) incentive.Pool {
	t.Helper()
	return incentive.Pool{Name: "pool", Measure: milli, Amount: numberOf(t, n)}
}

func TestGoldenTranches(t *testing.T) {
	g := readGolden(t, "tranches_1")
	in := decode[struct {
		Pool     json.Number `json:"pool"`
		Reserve  json.Number `json:"reserve"`
		Tranches []struct {
			Weights []json.Number `json:"weights"`
		} `json:"tranches"`
		Caps []*json.Number `json:"caps"`
	}](t, g.Input)
	want := decode[struct {
		Total       []string `json:"total"`
		Unallocated string   `json:"unallocated"`
	}](t, g.OutputExact)
	caps := numbers{}
	for i, c := range in.Caps {
		caps[code(i)] = none
		if c != nil {
			caps[code(i)] = numberOf(t, *c)
		}
	}
	weights := func(k int) incentive.Clause {
		w := make([]*big.Rat, len(in.Caps))
		for i, x := range in.Tranches[k].Weights {
			w[i] = rat(x.String())
		}
		return weighed(w)
	}
	p := pool(t, in.Pool)
	p.Reserve = numberOf(t, in.Reserve)
	a, err := incentive.Plan{
		Pool:    p,
		Clauses: []incentive.Clause{incentive.CapAt{Figure: "cap"}},
		Tranches: []incentive.Tranche{
			{Name: "base", Parts: 2, Clauses: []incentive.Clause{weights(0)}},
			{Name: "merit", Parts: 3, Clauses: []incentive.Clause{weights(1)}},
		},
	}.Allocate(flatRanking(len(in.Caps)), figures(decimals("cap", caps)))
	require.NoError(t, err)
	equalRats(t, want.Total, exact(t, a), 3)
	equalRats(t, []string{want.Unallocated}, []*big.Rat{a.Divisions[1].Left()}, 3)
}

func TestGoldenFactorMethod(t *testing.T) {
	g := readGolden(t, "factor_method")
	in := decode[struct {
		Pool         json.Number `json:"pool"`
		Factors      [][]float64 `json:"factors"`
		Coefficients []float64   `json:"coefficients"`
	}](t, g.Input)
	v := decode[struct {
		V []json.Number `json:"v"`
	}](t, g.Params).V
	n := len(in.Coefficients)
	var method incentive.ByFactors
	var lists incentive.Figures
	for k, column := range in.Factors {
		weight, err := v[k].Float64()
		require.NoError(t, err)
		name := string(rune('a' + k))
		method.Factors = append(method.Factors, incentive.Factor{Weight: weight, Figure: name})
		lists.Decimals = append(lists.Decimals, decimals(name, row(column...)))
	}
	lists.Decimals = append(lists.Decimals, decimals("performance", row(in.Coefficients...)))
	a, err := incentive.Plan{
		Pool:    pool(t, in.Pool),
		Clauses: []incentive.Clause{method, incentive.Times{Figure: "performance"}},
	}.Allocate(flatRanking(n), lists)
	require.NoError(t, err)
	equalRats(t, decode[[]string](t, g.OutputExact), exact(t, a), 3)
}

func TestGoldenCorridor(t *testing.T) {
	g := readGolden(t, "corridor_10pct")
	in := decode[struct {
		Pool     json.Number   `json:"pool"`
		PrevPool json.Number   `json:"prev_pool"`
		Prev     []json.Number `json:"prev"`
		Weights  []json.Number `json:"weights"`
	}](t, g.Input)
	prev := numbers{}
	weights := make([]*big.Rat, len(in.Prev))
	for i, x := range in.Prev {
		weights[i] = rat(in.Weights[i].String())
		prev[code(i)] = numberOf(t, x)
	}
	last, err := incentive.Plan{
		Pool:    pool(t, in.PrevPool),
		Clauses: []incentive.Clause{incentive.Claim{Figure: "last year"}},
	}.Allocate(flatRanking(len(in.Prev)), figures(decimals("last year", prev)))
	require.NoError(t, err)
	a, err := incentive.Plan{
		Pool:    pool(t, in.Pool),
		Clauses: []incentive.Clause{weighed(weights), incentive.Corridor{Last: "last year", Down: 0.1, Up: 0.1}},
	}.Allocate(flatRanking(len(in.Prev)), figures(map[string]*incentive.Allocation{"last year": last}))
	require.NoError(t, err)
	equalRats(t, decode[[]string](t, g.OutputExact), exact(t, a), 3)
	equalRats(t, []string{g.Level}, []*big.Rat{a.Divisions[0].Shares.Level}, 3)
}

func TestGoldenLinkage(t *testing.T) {
	t.Run("prorata", func(t *testing.T) {
		g := readGolden(t, "linkage_prorata")
		in := decode[struct {
			Revitalized []json.Number `json:"revitalised_mu"`
			Pools       []json.Number `json:"pools"`
		}](t, g.Input)
		stock := numbers{}
		for i, x := range in.Revitalized {
			stock[code(i)] = numberOf(t, x)
		}
		left := decode[[]string](t, g.Unallocated)
		for k, want := range decode[[][]string](t, g.OutputExact) {
			a, err := incentive.Plan{
				Pool:    pool(t, in.Pools[k]),
				Clauses: []incentive.Clause{incentive.Claim{Figure: "revitalized stock", Rate: 0.5}},
			}.Allocate(flatRanking(len(in.Revitalized)), figures(decimals("revitalized stock", stock)))
			require.NoError(t, err)
			equalRats(t, want, exact(t, a), 3)
			equalRats(t, left[k:k+1], []*big.Rat{a.Divisions[0].Left()}, 3)
		}
	})
	// The other two are open claims: the pool is what they need, and claims are
	// cut down to whole lots of 0.01 mu.
	type input struct {
		Plan      []json.Number `json:"plan_mu"`
		Supplied  []bool        `json:"approved_unsupplied_task_done"`
		Old       []json.Number `json:"old_mu"`
		New       []json.Number `json:"new_mu"`
		IdleStock []json.Number `json:"idle_mu"`
		Approved  []bool        `json:"approved_task_done"`
		Idle      []bool        `json:"idle_task_done"`
	}
	times := func(x json.Number, k string) *big.Rat { return new(big.Rat).Mul(rat(x.String()), rat(k)) }
	for name, claim := range map[string]func(in input, i int) (base *big.Rat, done bool){
		"linkage_2018": func(in input, i int) (*big.Rat, bool) {
			return times(in.Plan[i], "1"), in.Idle[i] && in.Supplied[i]
		},
		"linkage_2020": func(in input, i int) (*big.Rat, bool) {
			base := new(big.Rat).Add(times(in.Old[i], "0.5"), times(in.New[i], "0.3"))
			return base.Add(base, times(in.IdleStock[i], "0.5")), in.Idle[i] && in.Approved[i]
		},
	} {
		t.Run(name, func(t *testing.T) {
			g := readGolden(t, name)
			in := decode[input](t, g.Input)
			fine := incentive.Measure{Name: "mu", Digits: 5}
			claims, sum := numbers{}, new(big.Rat)
			for i := range in.Idle {
				base, done := claim(in, i)
				factor := "0.8"
				if done {
					factor = "1.1"
				}
				base.Mul(base, rat(factor))
				claims[code(i)], _ = base.Float64()
				sum.Add(sum, base)
			}
			all, _ := sum.Float64()
			a, err := incentive.Plan{
				Pool:    incentive.Pool{Measure: fine, Amount: all, Lot: 0.01},
				Clauses: []incentive.Clause{incentive.Claim{Figure: "stock"}},
			}.Allocate(flatRanking(len(claims)), figures(decimals("stock", claims)))
			require.NoError(t, err)
			per := awards(a)
			for i, want := range decode[[]json.Number](t, g.Output) {
				assert.Equal(t, rat(want.String()).FloatString(5), fine.Format(per[code(i)]), "county %d", i)
			}
		})
	}
}

func TestGoldenPrizes(t *testing.T) {
	g := readGolden(t, "prize_land_state_council_2021")
	class := decode[struct {
		Class []string `json:"class"`
	}](t, g.Input).Class
	prize := decode[struct {
		Prize map[string]json.Number `json:"prize"`
	}](t, g.Params).Prize
	want := decode[struct {
		Awards []json.Number `json:"awards"`
		Total  json.Number   `json:"total"`
	}](t, g.Output)
	prizes := numbers{}
	for i, c := range class {
		prizes[code(i)] = numberOf(t, prize[c])
	}
	a, err := incentive.Plan{
		Pool:    pool(t, want.Total),
		Clauses: []incentive.Clause{incentive.Claim{Figure: "prize by class"}},
	}.Allocate(flatRanking(len(class)), figures(decimals("prize by class", prizes)))
	require.NoError(t, err)
	for i, x := range want.Awards {
		assert.Equal(t, amountOf(t, x), awards(a)[code(i)], "place %d", i)
	}
	assert.Equal(t, amountOf(t, want.Total), a.Total())
	assert.Zero(t, a.Remainder)
}

func TestGoldenRoundDown(t *testing.T) {
	g := readGolden(t, ofFill+"round_down_equals_equal")
	in := decode[struct {
		Pool    float64       `json:"pool_units"`
		Weights []json.Number `json:"weights"`
	}](t, g.Input)
	want := decode[struct {
		Awards    []int64 `json:"awards"`
		Remainder int64   `json:"remainder"`
	}](t, g.Output)
	weights := make([]*big.Rat, len(in.Weights))
	for i, w := range in.Weights {
		weights[i] = rat(w.String())
	}
	for _, extra := range []float64{0, 1, 9} { // 1 and 9 more cannot be given to equals
		a, err := incentive.Plan{
			Pool:    incentive.Pool{Amount: in.Pool + extra},
			Clauses: []incentive.Clause{weighed(weights)},
		}.Allocate(flatRanking(len(weights)), incentive.Figures{})
		require.NoError(t, err)
		per := awards(a)
		assert.Equal(t, per[code(0)], per[code(1)])
		assert.Equal(t, per[code(0)], per[code(2)])
		if extra == 0 {
			assert.EqualValues(t, want.Remainder, a.Remainder)
			for i, x := range want.Awards {
				assert.EqualValues(t, x, per[code(i)])
			}
		}
	}
}

func TestGoldenTierPools(t *testing.T) {
	g := readGolden(t, "tier_pool_inversion")
	in := decode[struct {
		Pool  json.Number `json:"pool"`
		Tiers []string    `json:"tiers"`
	}](t, g.Input)
	want := decode[struct {
		PerCounty map[string]json.Number `json:"per_county"`
	}](t, g.Output)
	r := flatRanking(len(in.Tiers))
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
	for i, tier := range in.Tiers {
		assert.Equal(t, amountOf(t, want.PerCounty[tier]), awards(a)[code(i)], "county %d of tier %s", i, tier)
	}
	// pools for each tier give a county of tier B more than one of tier A
	assert.Greater(t, awards(a)[code(20)], awards(a)[code(0)])
}

func TestGoldenTurnover(t *testing.T) {
	g := readGolden(t, "turnover_weight_shift")
	in := decode[struct {
		Pool       json.Number     `json:"pool"`
		Indicators [][]json.Number `json:"indicators"`
		V0         []json.Number   `json:"v0"`
		V1         []json.Number   `json:"v1"`
	}](t, g.Input)
	want := decode[struct {
		A0       []string `json:"a0"`
		A1       []string `json:"a1"`
		Turnover string   `json:"turnover"`
	}](t, g.OutputExact)
	allocate := func(v []json.Number) []*big.Rat {
		scores := make([]float64, len(in.Indicators))
		for i, row := range in.Indicators {
			s := new(big.Rat)
			for k, x := range row {
				s.Add(s, new(big.Rat).Mul(rat(x.String()), rat(v[k].String())))
			}
			scores[i], _ = s.Float64()
		}
		a, err := incentive.Plan{Pool: pool(t, in.Pool), Clauses: []incentive.Clause{incentive.ByScore{}}}.Allocate(rankingOf(scores...), incentive.Figures{})
		require.NoError(t, err)
		return exact(t, a)
	}
	a0, a1 := allocate(in.V0), allocate(in.V1)
	equalRats(t, want.A0, a0, 3)
	equalRats(t, want.A1, a1, 3)
	turnover := new(big.Rat)
	for i := range a0 {
		d := new(big.Rat).Sub(a0[i], a1[i])
		turnover.Add(turnover, d.Abs(d))
	}
	equalRats(t, []string{want.Turnover}, []*big.Rat{turnover.Quo(turnover, big.NewRat(2, 1))}, 3)
}
