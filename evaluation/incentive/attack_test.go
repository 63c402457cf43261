package incentive_test

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/countyeval/countyeval/evaluation"
	"github.com/countyeval/countyeval/evaluation/incentive"
	"github.com/countyeval/countyeval/evaluation/incentive/fill"
	"github.com/countyeval/countyeval/indicators/basis"
)

// TestCorridorNeedsLikeRanks: ranks by other rules for ties, or of another indicator, do
// not compare, and would make counties fall that did not.
func TestCorridorNeedsLikeRanks(t *testing.T) {
	dense := rankingOf(90, 90, 70, 60)
	dense.Ties.Rule = evaluation.Dense
	for i, rank := range []int{1, 1, 2, 3} {
		dense.Places[i].Rank = rank
	}
	pool := incentive.Pool{Name: "land", Amount: 1000}
	last, err := incentive.Plan{Pool: pool}.Allocate(dense, incentive.Figures{})
	require.NoError(t, err)
	plan := incentive.Plan{Pool: pool, Clauses: []incentive.Clause{incentive.ByScore{Base: 60}, incentive.Corridor{Last: "last", Down: 0.1, Up: 0.2}}}
	f := incentive.Figures{Allocations: map[string]*incentive.Allocation{"last": last}}
	_, err = plan.Allocate(rankingOf(90, 90, 70, 60), f)
	require.ErrorIs(t, err, incentive.ErrClause)
	require.ErrorContains(t, err, "by dense, and now of")
	_, err = plan.Allocate(dense, f)
	require.NoError(t, err)
	dense.Code = "another"
	_, err = plan.Allocate(dense, f)
	require.ErrorIs(t, err, incentive.ErrClause)
}

// TestClausesCannotReachWhatTheyRead: what a clause of one's own is shown are copies.
func TestClausesCannotReachWhatTheyRead(t *testing.T) {
	r := rankingOf(90, 80, 70, 60)
	r.Grades = []string{"A"}
	last, err := incentive.Plan{Pool: incentive.Pool{Amount: 100}}.Allocate(r, incentive.Figures{})
	require.NoError(t, err)
	f := incentive.Figures{Allocations: map[string]*incentive.Allocation{"last": last}}
	under := incentive.Under{Name: "x", Amount: 100, Members: evaluation.Members{By: "list:of", In: []string{"in"}}}
	f.Words = []incentive.Words{{Name: "of", Of: map[string]string{"000": "in", "001": "in", "002": "out", "003": "out"}}}
	plan := func(cheat func(s *incentive.Sheet)) incentive.Plan {
		return incentive.Plan{Pool: incentive.Pool{Amount: 1000}, Clauses: []incentive.Clause{under, incentive.Corridor{Last: "last", Down: 0.9, Up: 9}, own(cheat)}}
	}
	honest, err := plan(func(*incentive.Sheet) {}).Allocate(r, f)
	require.NoError(t, err)
	for name, cheat := range map[string]func(s *incentive.Sheet){
		"the amount of a ceiling":   func(s *incentive.Sheet) { s.Ceilings()[0].Amount = 900 },
		"the members of a ceiling":  func(s *incentive.Sheet) { s.Ceilings()[0].Members[0] = "003" },
		"published digits, grades":  func(s *incentive.Sheet) { *s.Ranking().Ties.Digits, s.Ranking().Grades[0] = 7, "Z" },
		"the awards of last year":   func(s *incentive.Sheet) { a, _ := s.Earlier("last"); a.Awards[0].Amount = 1 },
		"the places of the ranking": func(s *incentive.Sheet) { s.Ranking().Places[0].Rank = 9 },
	} {
		a, err := plan(cheat).Allocate(r, f)
		require.NoError(t, err, name)
		assert.Equal(t, awards(honest), awards(a), name)
	}
	require.NoError(t, last.Check())
	assert.Equal(t, 2, *r.Ties.Digits)
	assert.Equal(t, []string{"A"}, r.Grades)
}

// TestSheetsThatAreKept: a sheet that a clause keeps is closed when its clauses are done.
func TestSheetsThatAreKept(t *testing.T) {
	var kept *incentive.Sheet
	keep := own(func(s *incentive.Sheet) { kept = s })
	for name, edit := range map[string]func(){
		"raise":   func() { kept.Raise(0, 400) },
		"scale":   func() { kept.Scale(0, nil) },
		"limit":   func() { kept.Limit(0, -1) },
		"exclude": func() { kept.Exclude(0, basis.Text{}) },
		"count":   func() { kept.Count(0, 1) },
		"ceil":    func() { kept.Ceil(fill.Ceiling{Name: "x", Members: []string{"000"}}) },
		"assign":  func() { kept.Assign(0, "x") },
		"note":    func() { kept.Note(0, basis.Textf("x")) },
		"qualify": func() { kept.Qualify(basis.Textf("x")) },
	} {
		_, err := incentive.Plan{
			Pool: incentive.Pool{Amount: 1000},
			Tranches: []incentive.Tranche{
				{Name: "one", Parts: 1, Clauses: []incentive.Clause{keep}},
				{Name: "two", Parts: 1, Clauses: []incentive.Clause{own(func(*incentive.Sheet) { edit() })}},
			},
		}.Allocate(rankingOf(90, 80), incentive.Figures{})
		require.ErrorIs(t, err, incentive.ErrClause, name)
		require.ErrorContains(t, err, "a sheet was kept")
	}
}

// TestExplainOfABrokenMeasure: digits that no amount has do not make it count for ever.
func TestExplainOfABrokenMeasure(t *testing.T) {
	a, err := incentive.Plan{Pool: incentive.Pool{Amount: 100}}.Allocate(rankingOf(90, 80), incentive.Figures{})
	require.NoError(t, err)
	a.Pool.Measure.Digits = 1 << 30
	require.Error(t, a.Check())
	_, err = a.Explain("000", basis.English)
	require.ErrorIs(t, err, fill.ErrMeasure)
	_, err = a.Summary(basis.Chinese)
	require.ErrorIs(t, err, fill.ErrMeasure)
}
