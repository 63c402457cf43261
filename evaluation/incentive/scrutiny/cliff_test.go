package scrutiny_test

import (
	"math/big"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/countyeval/countyeval/evaluation"
	"github.com/countyeval/countyeval/evaluation/incentive"
	"github.com/countyeval/countyeval/evaluation/incentive/scrutiny"
)

func quarter() evaluation.Grader {
	return evaluation.Quotas{Grades: []evaluation.Quota{{Grade: "A", Share: 0.25}, {Grade: "B", Rest: true}}}
}

func thirds() incentive.Plan {
	return incentive.Plan{Pool: incentive.Pool{Amount: 1200}, Clauses: []incentive.Clause{incentive.ByGrade{Weights: map[string]float64{"A": 3, "B": 1}}}}
}

func TestCliffs(t *testing.T) {
	q := asked(t, thirds(), 90, 84.5, 80, 60)
	q.Decision.Grader = quarter()
	cliffs, err := q.Cliffs()
	require.NoError(t, err)
	require.Len(t, cliffs, 6, "the first has none")
	c := cliffs[0]
	assert.Equal(t, scrutiny.NextPlace, c.Kind)
	assert.Equal(t, []float64{84.5, 90.01}, []float64{c.Score, c.Target})
	assert.Equal(t, []int{2, 1}, []int{c.Rank, c.TargetRank})
	assert.Equal(t, []string{"B", "A"}, []string{c.Grade, c.TargetGrade})
	assert.Equal(t, []incentive.Amount{200, 600, 400}, []incentive.Amount{c.Before, c.After, c.Worth()})
	assert.Equal(t, "551/100", c.Gap.RatString())
	assert.Equal(t, big.NewRat(40000, 551), c.Rate)
	assert.Equal(t, scrutiny.NextGrade, cliffs[1].Kind)
	last := cliffs[5]
	assert.Equal(t, "003", last.Unit.Code)
	assert.Equal(t, []float64{60, 90.01}, []float64{last.Score, last.Target})
	assert.Equal(t, "A", last.TargetGrade)
	assert.Equal(t, incentive.Amount(0), cliffs[4].Worth(), "the third place is worth no more than the fourth")

	q.Decision.Grader, q.Plan.Clauses = nil, nil
	cliffs, err = q.Cliffs()
	require.NoError(t, err)
	require.Len(t, cliffs, 3)
	assert.Zero(t, cliffs[0].Worth(), "without grades and weights a place is worth nothing")

	t.Run("ties and a county that is not ranked", func(t *testing.T) {
		q := asked(t, incentive.Plan{Pool: incentive.Pool{Amount: 60}, Clauses: []incentive.Clause{incentive.ByRank{Schedule: []float64{3, 2, 1}}}}, 90, 80, 80, 70)
		q.Result = evaluated(t, q.Result.Prepared, ruling("003", evaluation.NotRanked))
		cliffs, err := q.Cliffs()
		require.NoError(t, err)
		require.Len(t, cliffs, 2)
		assert.Equal(t, []float64{90.01, 90.01}, []float64{cliffs[0].Target, cliffs[1].Target})
		assert.Equal(t, []incentive.Amount{15, 30}, []incentive.Amount{cliffs[1].Before, cliffs[1].After})
	})
	t.Run("one step apart", func(t *testing.T) {
		q := asked(t, incentive.Plan{Pool: incentive.Pool{Amount: 60}}, 80.02, 80.01, 80)
		cliffs, err := q.Cliffs()
		require.NoError(t, err)
		assert.Equal(t, []float64{80.03, 80.02}, []float64{cliffs[0].Target, cliffs[1].Target})
	})
	t.Run("a tie that a further key broke", func(t *testing.T) {
		q := withKey(t, []float64{80, 80}, []float64{2, 1})
		cliffs, err := q.Cliffs()
		require.NoError(t, err)
		require.Len(t, cliffs, 1)
		assert.InDelta(t, 80.01, cliffs[0].Target, 0)
		assert.Equal(t, 1, cliffs[0].TargetRank)
	})
	t.Run("a tie that a further key would break", func(t *testing.T) {
		cliffs, err := withKey(t, []float64{80, 70}, []float64{1, 2}).Cliffs()
		require.NoError(t, err)
		require.Len(t, cliffs, 1)
		assert.InDelta(t, 80, cliffs[0].Target, 0, "level with the other, the key puts it first")
		assert.Equal(t, 1, cliffs[0].TargetRank)
	})
}

// withKey asks about counties that a raw figure tells apart where scores are equal.
func withKey(t *testing.T, scores, x []float64) scrutiny.WhatIf {
	t.Helper()
	q := asked(t, incentive.Plan{Pool: incentive.Pool{Amount: 60}}, scores...)
	q.Result = evaluated(t, measured(t, unitsOf(len(scores)), scores, map[string][]float64{"x": x}))
	q.Decision.Ties.Break = []evaluation.Key{{Code: "x", Raw: true, Order: evaluation.HighestFirst}}
	return q
}
