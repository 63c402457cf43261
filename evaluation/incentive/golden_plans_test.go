package incentive_test

import (
	"encoding/json"
	"math/big"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/countyeval/countyeval/evaluation/incentive"
	"github.com/countyeval/countyeval/evaluation/incentive/fill"
)

// pool counts n in thousandths.
func pool(t *testing.T, n json.Number) incentive.Pool {
	t.Helper()
	return incentive.Pool{Name: "pool", Measure: milli, Amount: amountOf(t, n)}
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
	caps := incentive.Per{}
	for i, c := range in.Caps {
		caps[code(i)] = fill.NoCap
		if c != nil {
			caps[code(i)] = amountOf(t, *c)
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
	p.Reserve = amountOf(t, in.Reserve)
	a, err := incentive.Plan{
		Pool:    p,
		Clauses: []incentive.Clause{incentive.CapAt{Per: caps}},
		Tranches: []incentive.Tranche{
			{Name: "base", Parts: 2, Clauses: []incentive.Clause{weights(0)}},
			{Name: "merit", Parts: 3, Clauses: []incentive.Clause{weights(1)}},
		},
	}.Allocate(flatRanking(len(in.Caps)))
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
	for k, column := range in.Factors {
		weight, err := v[k].Float64()
		require.NoError(t, err)
		f := incentive.Factor{Name: string(rune('a' + k)), Weight: weight, Values: map[string]float64{}}
		for i, x := range column {
			f.Values[code(i)] = x
		}
		method.Factors = append(method.Factors, f)
	}
	performance := map[string]float64{}
	for i, c := range in.Coefficients {
		performance[code(i)] = c
	}
	a, err := incentive.Plan{
		Pool:    pool(t, in.Pool),
		Clauses: []incentive.Clause{method, incentive.Times{Name: "performance", Factors: performance}},
	}.Allocate(flatRanking(n))
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
	prev := incentive.Per{}
	weights := make([]*big.Rat, len(in.Prev))
	for i, x := range in.Prev {
		weights[i] = rat(in.Weights[i].String())
		prev[code(i)] = amountOf(t, x)
	}
	last, err := incentive.Plan{
		Pool:    pool(t, in.PrevPool),
		Clauses: []incentive.Clause{incentive.Claim{Name: "last year", Per: prev}},
	}.Allocate(flatRanking(len(in.Prev)))
	require.NoError(t, err)
	a, err := incentive.Plan{
		Pool:    pool(t, in.Pool),
		Clauses: []incentive.Clause{weighed(weights), incentive.Corridor{Last: last, Down: 0.1, Up: 0.1}},
	}.Allocate(flatRanking(len(in.Prev)))
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
		claims := incentive.Per{}
		for i, x := range in.Revitalized {
			claims[code(i)] = amountOf(t, json.Number(new(big.Rat).Mul(rat(x.String()), rat("0.5")).FloatString(3)))
		}
		left := decode[[]string](t, g.Unallocated)
		for k, want := range decode[[][]string](t, g.OutputExact) {
			a, err := incentive.Plan{
				Pool:    pool(t, in.Pools[k]),
				Clauses: []incentive.Clause{incentive.Claim{Name: "half of the revitalized stock", Per: claims}},
			}.Allocate(flatRanking(len(in.Revitalized)))
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
			claims, sum := incentive.Per{}, incentive.Amount(0)
			for i := range in.Idle {
				base, done := claim(in, i)
				factor := "0.8"
				if done {
					factor = "1.1"
				}
				c, err := fine.Parse(base.Mul(base, rat(factor)).FloatString(5))
				require.NoError(t, err)
				claims[code(i)] = c
				sum += c
			}
			a, err := incentive.Plan{
				Pool:    incentive.Pool{Measure: fine, Amount: sum, Lot: 1000},
				Clauses: []incentive.Clause{incentive.Claim{Name: "stock", Per: claims}},
			}.Allocate(flatRanking(len(claims)))
			require.NoError(t, err)
			per := a.Per()
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
	prizes := incentive.Per{}
	for i, c := range class {
		prizes[code(i)] = amountOf(t, prize[c])
	}
	a, err := incentive.Plan{
		Pool:    pool(t, want.Total),
		Clauses: []incentive.Clause{incentive.Claim{Name: "prize by class", Per: prizes}},
	}.Allocate(flatRanking(len(class)))
	require.NoError(t, err)
	for i, x := range want.Awards {
		assert.Equal(t, amountOf(t, x), a.Per()[code(i)], "place %d", i)
	}
	assert.Equal(t, amountOf(t, want.Total), a.Total())
	assert.Zero(t, a.Remainder)
}

func TestGoldenRoundDown(t *testing.T) {
	g := readGolden(t, ofFill+"round_down_equals_equal")
	in := decode[struct {
		Pool    incentive.Amount `json:"pool_units"`
		Weights []json.Number    `json:"weights"`
	}](t, g.Input)
	want := decode[struct {
		Awards    []incentive.Amount `json:"awards"`
		Remainder incentive.Amount   `json:"remainder"`
	}](t, g.Output)
	weights := make([]*big.Rat, len(in.Weights))
	for i, w := range in.Weights {
		weights[i] = rat(w.String())
	}
	for _, extra := range []incentive.Amount{0, 1, 9} { // 1 and 9 more cannot be given to equals
		a, err := incentive.Plan{
			Pool:    incentive.Pool{Amount: in.Pool + extra},
			Clauses: []incentive.Clause{weighed(weights)},
		}.Allocate(flatRanking(len(weights)))
		require.NoError(t, err)
		per := a.Per()
		assert.Equal(t, per[code(0)], per[code(1)])
		assert.Equal(t, per[code(0)], per[code(2)])
		if extra == 0 {
			assert.Equal(t, want.Remainder, a.Remainder)
			for i, x := range want.Awards {
				assert.Equal(t, x, per[code(i)])
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
	}.Allocate(r)
	require.NoError(t, err)
	for i, tier := range in.Tiers {
		assert.Equal(t, amountOf(t, want.PerCounty[tier]), a.Per()[code(i)], "county %d of tier %s", i, tier)
	}
	// pools for each tier give a county of tier B more than one of tier A
	assert.Greater(t, a.Per()[code(20)], a.Per()[code(0)])
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
		a, err := incentive.Plan{Pool: pool(t, in.Pool), Clauses: []incentive.Clause{incentive.ByScore{}}}.Allocate(rankingOf(scores...))
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
