package incentive_test

import (
	"math/big"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/countyeval/countyeval/evaluation"
	"github.com/countyeval/countyeval/evaluation/incentive"
	"github.com/countyeval/countyeval/evaluation/incentive/fill"
	"github.com/countyeval/countyeval/indicators"
)

// three is a ranking of a, b, c with 90, 80, 70.
func three() evaluation.Ranking {
	r := evaluation.Ranking{Code: "o", Ties: evaluation.Ties{Round: 0.01}}
	for i, c := range []string{"a", "b", "c"} {
		r.Places = append(r.Places, evaluation.Place{Rank: i + 1, Unit: indicators.Unit{Code: c}, Score: float64(90 - 10*i)})
	}
	return r
}

// TestClauseCannotReachTheRanking: a clause of one's own has a copy of the ranking
// and the pool, and cannot change the ceiling of another.
func TestClauseCannotReachTheRanking(t *testing.T) {
	own := func(f func(*incentive.Sheet)) incentive.Clause {
		return incentive.ClauseFunc{Text: "own", Func: func(s *incentive.Sheet) error { f(s); return nil }}
	}
	pool := incentive.Pool{Name: "p", Measure: incentive.Measure{Name: "mu"}, Amount: 1000}
	honest, err := incentive.Plan{Pool: pool, Clauses: []incentive.Clause{incentive.ByScore{Base: 60}}}.Allocate(three())
	require.NoError(t, err)
	for name, f := range map[string]func(*incentive.Sheet){
		"a score": func(s *incentive.Sheet) { s.Ranking.Places[2].Score = 990 },
		"order": func(s *incentive.Sheet) {
			s.Ranking.Places[0], s.Ranking.Places[1] = s.Ranking.Places[1], s.Ranking.Places[0]
		},
		"lot": func(s *incentive.Sheet) { s.Pool.Lot = 100 },
	} {
		a, err := incentive.Plan{Pool: pool, Clauses: []incentive.Clause{own(f), incentive.ByScore{Base: 60}}}.Allocate(three())
		require.NoError(t, err, name)
		assert.Equal(t, honest.Per(), a.Per(), name)
		assert.InDelta(t, 70, a.Awards[2].Place.Score, 0, name)
	}
	_, err = incentive.Plan{Pool: pool, Clauses: []incentive.Clause{
		incentive.ByScore{Base: 60},
		incentive.Under{Ceiling: fill.Ceiling{Name: "Huai", Members: []string{"a"}, Amount: 10}},
		own(func(s *incentive.Sheet) { s.Ceilings[0].Amount = 900 }),
	}}.Allocate(three())
	require.ErrorIs(t, err, incentive.ErrClause)
	require.ErrorContains(t, err, "Huai")
}

// TestImpossibleRanks: equal scores of different ranks, and ranks that leave no
// room for the ties above, are refused.
func TestImpossibleRanks(t *testing.T) {
	split := three()
	split.Places[1].Score = 90
	crowded := three()
	crowded.Places[1].Score, crowded.Places[1].Rank, crowded.Places[2].Rank = 90, 1, 2
	for name, r := range map[string]evaluation.Ranking{"split": split, "crowded": crowded} {
		_, err := incentive.Plan{Pool: incentive.Pool{Name: "p", Measure: incentive.Measure{Name: "mu"}, Amount: 1000}, Clauses: []incentive.Clause{incentive.Top{N: 1}}}.Allocate(r)
		require.ErrorIs(t, err, incentive.ErrRank, name)
	}
}

// TestPriceUnderAnOverdrawnCeiling: a won 300 before a ceiling of 100 came, so the
// ceiling takes nothing more off it, and a point is worth 4 and 6.
func TestPriceUnderAnOverdrawnCeiling(t *testing.T) {
	r := three()
	r.Places = r.Places[:2]
	prices, err := incentive.Plan{
		Pool:    incentive.Pool{Name: "p", Measure: incentive.Measure{Name: "mu"}, Amount: 1000},
		Clauses: []incentive.Clause{incentive.ByScore{Base: 60}},
		Tranches: []incentive.Tranche{
			{Name: "first", Parts: 1},
			{Name: "second", Parts: 1, Clauses: []incentive.Clause{incentive.Under{Ceiling: fill.Ceiling{Name: "H", Members: []string{"a"}, Amount: 100}}}},
		},
	}.Prices(r)
	require.NoError(t, err)
	assert.Equal(t, []string{"4", "6"}, []string{prices.Rows[0].Own.RatString(), prices.Rows[1].Own.RatString()})
}

// TestPriceWithAWeightWrittenInPlace: a clause may write into the weights, for
// prices as for awards.
func TestPriceWithAWeightWrittenInPlace(t *testing.T) {
	double := incentive.ClauseFunc{Text: "double", Func: func(s *incentive.Sheet) error {
		for i := range s.Lines {
			s.Lines[i].Weight.Mul(s.Lines[i].Weight, big.NewRat(2, 1))
		}
		return nil
	}}
	pool := incentive.Pool{Name: "p", Measure: incentive.Measure{Name: "mu"}, Amount: 1000}
	plain, err := incentive.Plan{Pool: pool, Clauses: []incentive.Clause{incentive.ByScore{Base: 60}}}.Prices(three())
	require.NoError(t, err)
	doubled, err := incentive.Plan{Pool: pool, Clauses: []incentive.Clause{incentive.ByScore{Base: 60}, double}}.Prices(three())
	require.NoError(t, err)
	for i := range plain.Rows {
		assert.Equal(t, plain.Rows[i].Own.RatString(), doubled.Rows[i].Own.RatString())
	}
}

// TestFloorWithoutWeight: a rule that takes no floors says so, also for a county
// without weight.
func TestFloorWithoutWeight(t *testing.T) {
	r := three()
	r.Places = r.Places[:2]
	r.Places[1].Score = 50
	_, err := incentive.Plan{
		Pool: incentive.Pool{Name: "p", Measure: incentive.Measure{Name: "mu"}, Amount: 100},
		Tranches: []incentive.Tranche{{Name: "t", Parts: 1, Rule: fill.Talmud{}, Clauses: []incentive.Clause{
			incentive.ByScore{Base: 60}, incentive.CapAt{Name: "c", Per: incentive.Per{"a": 150, "b": 50}}, incentive.FloorAt{Name: "f", Per: incentive.Per{"a": 0, "b": 10}},
		}}},
	}.Allocate(r)
	require.ErrorIs(t, err, fill.ErrLimits)
	require.NotErrorIs(t, err, incentive.ErrCheck)
}

// TestForgedLedger: entries of no article, tranche or kind, and an award to a
// county that is not ranked, do not check.
func TestForgedLedger(t *testing.T) {
	for name, forge := range map[string]func(*incentive.Award){
		"clause": func(w *incentive.Award) { w.Ledger[0].Article, w.Ledger[0].Clause = 0, "by order" },
		"tranche": func(w *incentive.Award) {
			w.Ledger = append(w.Ledger, incentive.Entry{Tranche: "bogus", Kind: incentive.Cap, To: big.NewRat(1, 1), Delta: new(big.Rat)})
		},
		"kind": func(w *incentive.Award) {
			w.Ledger = append(w.Ledger, incentive.Entry{Kind: "bribe", To: big.NewRat(1, 1), Delta: new(big.Rat)})
		},
		"rank": func(w *incentive.Award) { w.Place.Rank = 0 },
		"out":  func(w *incentive.Award) { w.Place.Out = "no award" },
	} {
		a, err := incentive.Plan{Pool: incentive.Pool{Name: "p", Measure: incentive.Measure{Name: "mu"}, Amount: 1000}, Clauses: []incentive.Clause{incentive.ByScore{Base: 60}}}.Allocate(three())
		require.NoError(t, err)
		forge(&a.Awards[0])
		require.ErrorIs(t, a.Check(), incentive.ErrCheck, name)
	}
}

// TestReturnWithoutMost: a base above the most is refused, not returned as nothing.
func TestReturnWithoutMost(t *testing.T) {
	_, err := incentive.Charge{Return: incentive.Return{Base: 0.6, Over: 0.05}}.Settle()
	require.ErrorIs(t, err, fill.ErrLimits)
}
