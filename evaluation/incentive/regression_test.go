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
	"github.com/countyeval/countyeval/indicators/basis"
)

// three is a ranking of a, b, c with 90, 80, 70.
func three() evaluation.Ranking {
	r := evaluation.Ranking{Code: "o", Ties: evaluation.Ties{Digits: new(2)}}
	for i, c := range []string{"a", "b", "c"} {
		r.Places = append(r.Places, evaluation.Place{Rank: i + 1, Unit: indicators.Unit{Code: c}, Score: float64(90 - 10*i)})
	}
	return r
}

// TestClauseCannotReachTheRanking: a clause of one's own has a copy of the places and
// of a ceiling's members, and whatever it writes into them changes no award.
func TestClauseCannotReachTheRanking(t *testing.T) {
	pool := incentive.Pool{Name: "p", Measure: incentive.Measure{Name: "mu"}, Amount: 1000}
	honest, err := incentive.Plan{Pool: pool, Clauses: []incentive.Clause{incentive.ByScore{Base: 60}}}.Allocate(three(), incentive.Figures{})
	require.NoError(t, err)
	members := []string{"a"}
	for name, f := range map[string]func(*incentive.Sheet){
		"a place": func(s *incentive.Sheet) { s.Ranking().Places[2].Score = 990 },
		"a line":  func(s *incentive.Sheet) { s.Line(2).Weight.SetInt64(990) },
		"a ceiling": func(s *incentive.Sheet) {
			s.Ceil(fill.Ceiling{Name: "Huai", Members: members, Amount: 900})
			members[0] = "b"
		},
	} {
		a, err := incentive.Plan{Pool: pool, Clauses: []incentive.Clause{own(f), incentive.ByScore{Base: 60}}}.Allocate(three(), incentive.Figures{})
		require.NoError(t, err, name)
		assert.Equal(t, awards(honest), awards(a), name)
		for _, c := range a.Divisions[0].Ceilings {
			assert.Equal(t, []string{"a"}, c.Members)
		}
	}
}

// TestImpossibleRanks: equal scores of different ranks, and ranks that leave no
// room for the ties above, are refused.
func TestImpossibleRanks(t *testing.T) {
	split := three()
	split.Places[1].Score = 90
	crowded := three()
	crowded.Places[1].Score, crowded.Places[1].Rank, crowded.Places[2].Rank = 90, 1, 2
	for name, r := range map[string]evaluation.Ranking{"split": split, "crowded": crowded} {
		_, err := incentive.Plan{Pool: incentive.Pool{Name: "p", Measure: incentive.Measure{Name: "mu"}, Amount: 1000}, Clauses: []incentive.Clause{incentive.Top{N: 1}}}.Allocate(r, incentive.Figures{})
		require.ErrorIs(t, err, incentive.ErrRank, name)
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
			incentive.ByScore{Base: 60}, incentive.CapAt{Figure: "c"}, incentive.FloorAt{Figure: "f"},
		}}},
	}.Allocate(r, figures(decimals("c", numbers{"a": 150, "b": 50}), decimals("f", numbers{"a": 0, "b": 10})))
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
			w.Ledger = append(w.Ledger, incentive.Entry{Kind: 99, To: big.NewRat(1, 1), Delta: new(big.Rat)})
		},
		"rank": func(w *incentive.Award) { w.Place.Rank = 0 },
		"out":  func(w *incentive.Award) { w.Place.Out = basis.Textf("no award") },
	} {
		a, err := incentive.Plan{Pool: incentive.Pool{Name: "p", Measure: incentive.Measure{Name: "mu"}, Amount: 1000}, Clauses: []incentive.Clause{incentive.ByScore{Base: 60}}}.Allocate(three(), incentive.Figures{})
		require.NoError(t, err)
		forge(&a.Awards[0])
		require.ErrorIs(t, a.Check(), incentive.ErrCheck, name)
	}
}

// TestReturnWithoutMost: a base above the most is refused, not returned as nothing.
func TestReturnWithoutMost(t *testing.T) {
	_, err := incentive.Charge{Return: incentive.Return{Base: 0.6, Over: 0.05}}.Settle(nil, incentive.Figures{})
	require.ErrorIs(t, err, fill.ErrLimits)
}
