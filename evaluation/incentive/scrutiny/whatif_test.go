package scrutiny_test

import (
	"math"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/countyeval/countyeval/evaluation"
	"github.com/countyeval/countyeval/evaluation/incentive"
	"github.com/countyeval/countyeval/evaluation/incentive/fill"
	"github.com/countyeval/countyeval/evaluation/incentive/scrutiny"
	"github.com/countyeval/countyeval/indicators/basis"
)

// ranks by code, and who is tied.
func ranks(r evaluation.Ranking) (rank map[string]int, tied map[string]bool) {
	rank, tied = map[string]int{}, map[string]bool{}
	for _, p := range r.Places {
		rank[p.Unit.Code] = p.Rank
		if p.Tied {
			tied[p.Unit.Code] = true
		}
	}
	return rank, tied
}

// asked is a question about counties with these scores, of a decision with two
// published decimals.
func asked(t require.TestingT, p incentive.Plan, scores ...float64) scrutiny.WhatIf {
	return scrutiny.WhatIf{Plan: p, Result: resultOf(t, scores...), Decision: evaluation.Decision{Ties: published()}}
}

func TestWhatIfRanked(t *testing.T) {
	up := evaluation.Key{Code: "x", Raw: true, Order: evaluation.HighestFirst}
	for name, c := range map[string]struct {
		ties evaluation.Ties
		x    []float64 // figures of the key
		unit string
		to   float64
		want []int
		tied []string
	}{
		"stays":                {evaluation.Ties{}, nil, "003", 70, []int{1, 2, 2, 4}, []string{"001", "002"}},
		"rises past two":       {evaluation.Ties{}, nil, "003", 80.01, []int{1, 3, 3, 2}, []string{"001", "002"}},
		"comes level":          {evaluation.Ties{}, nil, "003", 80, []int{1, 2, 2, 2}, []string{"001", "002", "003"}},
		"leaves its tie":       {evaluation.Ties{}, nil, "001", 90, []int{1, 1, 3, 4}, []string{"000", "001"}},
		"falls to the end":     {evaluation.Ties{}, nil, "000", 0, []int{4, 1, 1, 3}, []string{"001", "002"}},
		"dense":                {evaluation.Ties{Rule: evaluation.Dense}, nil, "003", 85, []int{1, 3, 3, 2}, []string{"001", "002"}},
		"ordinal":              {evaluation.Ties{Rule: evaluation.Ordinal}, nil, "003", 80, []int{1, 2, 3, 4}, []string{"001", "002", "003"}},
		"a key, behind":        {evaluation.Ties{Break: []evaluation.Key{up}}, []float64{9, 8, 7, 6}, "003", 80, []int{1, 2, 3, 4}, nil},
		"a key, between":       {evaluation.Ties{Break: []evaluation.Key{up}}, []float64{9, 8, 6, 7}, "003", 80, []int{1, 2, 4, 3}, nil},
		"a key, before a tie":  {evaluation.Ties{Break: []evaluation.Key{up}}, []float64{9, 8, 8, 9}, "003", 80, []int{1, 3, 3, 2}, []string{"001", "002"}},
		"a key, falls behind":  {evaluation.Ties{Break: []evaluation.Key{up}}, []float64{7, 8, 8, 9}, "000", 80, []int{3, 1, 1, 4}, []string{"001", "002"}},
		"a key, into the ties": {evaluation.Ties{Break: []evaluation.Key{up}}, []float64{8, 8, 8, 9}, "000", 80, []int{1, 1, 1, 4}, []string{"000", "001", "002"}},
	} {
		t.Run(name, func(t *testing.T) {
			scores := []float64{90, 80, 80, 70}
			aux := map[string][]float64{}
			if c.x != nil {
				aux["x"] = c.x
			}
			c.ties.Digits = new(2)
			got, err := scrutiny.WhatIf{Result: evaluated(t, measured(t, unitsOf(len(scores)), scores, aux)), Decision: evaluation.Decision{Ties: c.ties}}.Ranked(c.unit, c.to)
			require.NoError(t, err)
			rank, tied := ranks(got)
			for i, want := range c.want {
				assert.Equal(t, want, rank[code(i)], code(i))
			}
			assert.Len(t, tied, len(c.tied))
			for _, x := range c.tied {
				assert.True(t, tied[x], x)
			}
		})
	}
	q := asked(t, incentive.Plan{}, 90, 80, 80, 70)
	_, err := q.Ranked("nobody", 1)
	require.ErrorIs(t, err, incentive.ErrUnit)
	_, err = q.Ranked("000", 80.001)
	require.ErrorIs(t, err, incentive.ErrUnpublished)
	_, err = q.Ranked("000", math.NaN())
	require.ErrorIs(t, err, basis.ErrNumber)
	q.Result = evaluated(t, q.Result.Prepared, ruling("001", evaluation.NotRanked))
	_, err = q.Allocate("001", 1)
	require.ErrorIs(t, err, incentive.ErrUnit)
	for name, c := range map[string]struct {
		of  func(q *scrutiny.WhatIf)
		err error
	}{
		"not published":   {func(q *scrutiny.WhatIf) { q.Decision.Ties.Digits = nil }, incentive.ErrUnpublished},
		"too many digits": {func(q *scrutiny.WhatIf) { q.Decision.Ties.Digits = new(13) }, incentive.ErrUnpublished},
		"no result":       {func(q *scrutiny.WhatIf) { q.Result = nil }, basis.ErrMissing},
		"no such node":    {func(q *scrutiny.WhatIf) { q.Decision.Code = "y" }, basis.ErrUnknown},
	} {
		bad := asked(t, incentive.Plan{}, 90, 80)
		c.of(&bad)
		for _, f := range []func() error{
			func() error { _, err := bad.Ranked("000", 1); return err },
			func() error { _, err := bad.Allocate("000", 1); return err },
			func() error { _, err := bad.Least("000", 1, 0, 1); return err },
			func() error { _, err := bad.Cliffs(); return err },
		} {
			require.ErrorIs(t, f(), c.err, name)
		}
	}
}

// TestWhatIfAgain: with its own score, nothing changes; the ranks of a changed
// one are those of ranking anew.
func TestWhatIfAgain(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		n := rapid.IntRange(1, 7).Draw(t, "n")
		scores := make([]float64, n)
		for i := range scores {
			scores[i] = float64(rapid.IntRange(0, 9).Draw(t, "score"))
		}
		i, to := rapid.IntRange(0, n-1).Draw(t, "county"), float64(rapid.IntRange(0, 9).Draw(t, "to"))
		got, err := asked(t, incentive.Plan{}, scores...).Ranked(code(i), to)
		require.NoError(t, err)
		scores[i] = to
		want, _ := ranks(rankingOf(scores...))
		rank, _ := ranks(got)
		assert.Equal(t, want, rank)
	})
}

func TestLeast(t *testing.T) {
	plan := incentive.Plan{Pool: incentive.Pool{Amount: 1000}, Clauses: []incentive.Clause{incentive.Top{N: 2}, incentive.ByScore{Base: 60}}}
	q := asked(t, plan, 90, 80, 70)
	got, err := q.Least("002", 1, 0, 100)
	require.NoError(t, err)
	assert.True(t, got.Reach)
	assert.InDelta(t, 80, got.Score, 0, "level with the second, both are in")
	assert.Equal(t, incentive.Amount(285), got.Award.Amount)
	assert.Zero(t, got.Below)
	got, err = q.Least("002", 285, 0, 80)
	require.NoError(t, err)
	assert.True(t, got.Reach, "just so much")
	// (s-60)/(s-60+30) of 1000 > 399 with 90: s - 60 = 20; as the second alone
	got, err = q.Least("002", 400, 60, 100)
	require.NoError(t, err)
	assert.InDelta(t, 80.01, got.Score, 0, "passing the second puts it out")
	assert.Equal(t, 2, got.Award.Place.Rank)
	assert.GreaterOrEqual(t, got.Award.Amount, incentive.Amount(400))
	assert.Less(t, got.Below, incentive.Amount(400))
	got, err = q.Least("002", 900, 0, 95.009)
	require.NoError(t, err)
	assert.False(t, got.Reach)
	assert.InDelta(t, 95, got.Score, 0)
	got, err = q.Least("000", 1, 85.001, 100)
	require.NoError(t, err)
	assert.True(t, got.Reach)
	assert.InDelta(t, 85.01, got.Score, 0)
	for name, c := range map[string]struct {
		low, high float64
		err       error
	}{
		"none between": {80.001, 80.009, basis.ErrNumber},
		"turned round": {90, 80, basis.ErrNumber},
		"no number":    {math.NaN(), 1, basis.ErrNumber},
		"endless":      {0, math.Inf(1), basis.ErrNumber},
		"too many":     {0, 1e300, fill.ErrOverflow},
	} {
		_, err := q.Least("000", 1, c.low, c.high)
		require.ErrorIs(t, err, c.err, name)
	}
	_, err = q.Least("nobody", 1, 0, 1)
	require.ErrorIs(t, err, incentive.ErrUnit)
	q.Plan.Pool.Amount = -1
	_, err = q.Least("000", 1, 0, 1)
	require.ErrorIs(t, err, incentive.ErrPool)
}

// TestLeastIsLeast: on plans whose awards rise with the score, no lower published
// score brings it.
func TestLeastIsLeast(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		scores := make([]float64, 4)
		for i := range scores {
			scores[i] = float64(rapid.IntRange(0, 30).Draw(t, "score"))
		}
		q := asked(t, incentive.Plan{
			Pool: incentive.Pool{Amount: 100}, Clauses: []incentive.Clause{incentive.Top{N: 3}, incentive.ByScore{Base: 5}},
		}, scores...)
		q.Decision.Ties.Digits = new(0)
		want := incentive.Amount(rapid.IntRange(0, 100).Draw(t, "want"))
		got, err := q.Least("001", want, 0, 30)
		require.NoError(t, err)
		least := -1
		for s := 30; s >= 0; s-- {
			a, err := q.Allocate("001", float64(s))
			require.NoError(t, err)
			if w, _ := a.Find("001"); w.Amount < want {
				break
			}
			least = s
		}
		assert.Equal(t, least >= 0, got.Reach)
		if got.Reach {
			assert.InDelta(t, float64(least), got.Score, 0)
		}
	})
}
