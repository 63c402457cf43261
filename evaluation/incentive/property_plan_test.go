package incentive_test

import (
	"fmt"
	"math/big"
	"testing"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/countyeval/countyeval/evaluation"
	"github.com/countyeval/countyeval/evaluation/incentive"
	"github.com/countyeval/countyeval/evaluation/incentive/fill"
	"github.com/countyeval/countyeval/indicators"
	"github.com/countyeval/countyeval/indicators/basis"
)

// drawRanking makes a ranking with ties, grades and places that are not ranked,
// in a random order of places.
func drawRanking(t *rapid.T) evaluation.Ranking {
	n := rapid.IntRange(1, 9).Draw(t, "counties")
	r := evaluation.Ranking{Ties: evaluation.Ties{Digits: new(1)}}
	scores := make([]int, n)
	for i := range scores {
		scores[i] = rapid.IntRange(450, 470).Draw(t, "score") * 2
	}
	for i, s := range scores {
		rank := 1
		for _, o := range scores {
			if o > s {
				rank++
			}
		}
		p := evaluation.Place{Rank: rank, Unit: indicators.Unit{Code: code(i)}, Score: float64(s) / 10, Grade: string("AAABC"[rapid.IntRange(0, 4).Draw(t, "grade")])}
		r.Places = append(r.Places, p)
	}
	if rapid.IntRange(0, 5).Draw(t, "one apart") == 0 {
		r.Places = append(r.Places, evaluation.Place{Unit: indicators.Unit{Code: "900"}, Score: 50, Out: basis.Textf("apart")})
	}
	order := make([]int, len(r.Places))
	for i := range order {
		order[i] = i
	}
	order = rapid.Permutation(order).Draw(t, "order")
	places := make([]evaluation.Place, len(r.Places))
	for k, i := range order {
		places[k] = r.Places[i]
	}
	r.Places = places
	return r
}

// drawPlan makes a plan of one or two tranches, with the figures that it asks for.
func drawPlan(t *rapid.T, r evaluation.Ranking) (incentive.Plan, incentive.Figures) {
	var f incentive.Figures
	list := func(name string, least, most int64, scale float64) string {
		l := decimals(fmt.Sprint(name, " ", len(f.Decimals)), numbers{})
		for _, p := range r.Places {
			l.Of[p.Unit.Code] = float64(rapid.Int64Range(least, most).Draw(t, name)) / scale
		}
		f.Decimals = append(f.Decimals, l)
		return l.Name
	}
	factors, ones := list("factor", 0, 30, 10), list("one", 1, 1, 1)
	f.Words = []incentive.Words{said("decisions", texts{}), said("decided first", texts{r.Places[0].Unit.Code: "decided"})}
	if rapid.IntRange(0, 3).Draw(t, "veto") == 0 {
		f.Words[0].Of[r.Places[0].Unit.Code] = "decided"
	}
	choice := func(k int) incentive.Clause {
		switch k {
		case 0:
			return incentive.Top{N: rapid.IntRange(0, 9).Draw(t, "top")}
		case 1:
			return incentive.MinScore{X: float64(rapid.IntRange(880, 950).Draw(t, "least score")) / 10}
		case 2:
			return incentive.Grades{"A", "B"}
		case 3:
			return incentive.ByScore{Base: float64(rapid.IntRange(0, 95).Draw(t, "base")), Gamma: rapid.SampledFrom([]float64{0, 1, 2, 0.5}).Draw(t, "gamma")}
		case 4:
			return incentive.ByRank{Schedule: []float64{5, 3, 2.5, 1}}
		case 5:
			return incentive.ByGrade{Weights: map[string]float64{"A": 4, "B": 1, "C": 0.5}}
		case 6:
			return incentive.Times{Figure: factors}
		case 7:
			return incentive.CapAt{Figure: list("request", 60, 600, 1)}
		case 8:
			return incentive.FloorAt{Figure: list("floor", 0, 50, 1)}
		case 9:
			return incentive.Claim{Figure: list("claim", 60, 300, 1)}
		}
		switch k {
		case 11:
			return incentive.Counting{Figure: list("unused", 0, 60, 1)}
		case 12:
			return incentive.ByFactors{Factors: []incentive.Factor{{Weight: 0.7, Figure: ones}, {Weight: 0.3, Figure: factors}}}
		case 13:
			return incentive.Ladder{Prizes: []float64{200, 150, 100, 70, 60}}
		}
		return incentive.Veto{Reasons: "decisions"}
	}
	clauses := func(label string) []incentive.Clause {
		var c []incentive.Clause
		for range rapid.IntRange(0, 4).Draw(t, label) {
			c = append(c, choice(rapid.IntRange(0, 13).Draw(t, "clause")))
		}
		return c
	}
	p := incentive.Plan{
		Pool: incentive.Pool{
			Name: "pool", Amount: float64(rapid.Int64Range(800, 3000).Draw(t, "amount")),
			Reserve: float64(rapid.Int64Range(0, 50).Draw(t, "reserve")),
			Lot:     float64(rapid.SampledFrom([]int64{0, 1, 7, 10}).Draw(t, "lot")),
		},
		Clauses: clauses("clauses"),
	}
	p.Rounding = rapid.SampledFrom([]fill.Rounder{nil, fill.LargestRemainder{}, fill.Divisor{}, fill.Divisor{Method: fill.Hill}}).Draw(t, "rounding")
	if rapid.Bool().Draw(t, "tranches") {
		p.Tranches = []incentive.Tranche{
			{Name: "one", Parts: 8, Clauses: clauses("clauses of one")},
			{Name: "two", Parts: rapid.Int64Range(0, 5).Draw(t, "parts"), Clauses: clauses("clauses of two"), Rule: rapid.SampledFrom([]fill.Rule{nil, nil, fill.EqualLosses{}, fill.Talmud{}, fill.Dual{}}).Draw(t, "rule")},
		}
	}
	return p, f
}

// TestPlanProperties: P1 (invariants, which Allocate checks itself), P2, P6, P8,
// P24, P33 on random plans. Plans whose floors do not fit say so.
func TestPlanProperties(t *testing.T) {
	good := 0
	rapid.Check(t, func(t *rapid.T) {
		r := drawRanking(t)
		p, f := drawPlan(t, r)
		a, err := p.Allocate(r, f)
		if err != nil {
			require.NotErrorIs(t, err, incentive.ErrCheck)
			return
		}
		good++
		sum := a.Pool.Reserve + a.Remainder
		lot := max(a.Pool.Lot, 1)
		for _, w := range a.Awards {
			sum += w.Amount
			require.Zero(t, w.Amount%lot)
			cut := new(big.Rat).Sub(w.Exact, w.Amount.Rat())
			if p.Rounding == nil {
				require.True(t, cut.Sign() >= 0 && cut.Cmp(lot.Rat()) < 0, "less than a lot is cut off")
			}
			if p.Rounding == (fill.LargestRemainder{}) {
				require.Negative(t, cut.Abs(cut).Cmp(lot.Rat()), "less than a lot either way")
			}
		}
		require.Equal(t, a.Pool.Amount, sum)
		require.NoError(t, again(t, a).Check())

		turned := r
		turned.Places = make([]evaluation.Place, len(r.Places))
		for i, q := range r.Places {
			turned.Places[len(r.Places)-1-i] = q
		}
		b, err := p.Allocate(turned, f)
		require.NoError(t, err)
		require.Equal(t, awards(a), awards(b), "the order of the places does not matter")

		// a veto is 0 everywhere, and the others get what is free
		first := r.Places[0].Unit.Code
		p.Clauses = append([]incentive.Clause{incentive.Veto{Reasons: "decided first"}}, p.Clauses...)
		if b, err = p.Allocate(r, f); err == nil {
			require.Zero(t, awards(b)[first])
		}
	})
	require.Greater(t, good, 50, "most plans can be carried out")
}

// TestDownPoolMonotone: a larger pool gives nobody less (P24), equals stay equal.
func TestDownPoolMonotone(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		r := drawRanking(t)
		lot := float64(rapid.SampledFrom([]int64{1, 7}).Draw(t, "lot"))
		amount := float64(rapid.Int64Range(0, 900).Draw(t, "amount"))
		requests := numbers{}
		for _, p := range r.Places {
			requests[p.Unit.Code] = float64(rapid.Int64Range(0, 300).Draw(t, "request"))
		}
		var last given
		for k := range 3 {
			a, err := incentive.Plan{
				Pool:    incentive.Pool{Amount: amount + float64(k*31), Lot: lot},
				Clauses: []incentive.Clause{incentive.ByScore{Base: 80}, incentive.CapAt{Figure: "request"}},
			}.Allocate(r, figures(decimals("request", requests)))
			require.NoError(t, err)
			for unit, x := range last {
				require.GreaterOrEqual(t, awards(a)[unit], x)
			}
			last = awards(a)
		}
		for _, p := range r.Places {
			for _, q := range r.Places {
				if p.Rank == q.Rank && requests[p.Unit.Code] == requests[q.Unit.Code] {
					require.Equal(t, last[p.Unit.Code], last[q.Unit.Code])
				}
			}
		}
	})
}

// TestPrizesAndTies: the total of rank prizes does not depend on ties (P29).
func TestPrizesAndTies(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		r := drawRanking(t)
		ranked := 0
		for _, p := range r.Places {
			if p.Rank > 0 {
				ranked++
			}
		}
		schedule := make([]float64, rapid.IntRange(1, 10).Draw(t, "prizes"))
		want := new(big.Rat)
		for k := range schedule {
			tenths := rapid.Int64Range(0, 90).Draw(t, "prize")
			schedule[k] = float64(tenths) / 10
			if k < ranked {
				want.Add(want, big.NewRat(tenths, 10))
			}
		}
		a, err := incentive.Plan{Pool: incentive.Pool{Amount: 1000}, Clauses: []incentive.Clause{incentive.ByRank{Schedule: schedule}}}.Allocate(r, incentive.Figures{})
		require.NoError(t, err)
		got := new(big.Rat)
		for _, l := range a.Divisions[0].Lines {
			if l.Out.IsZero() {
				got.Add(got, l.Weight)
			}
		}
		require.Equal(t, want.RatString(), got.RatString(), fmt.Sprint(schedule))
	})
}
