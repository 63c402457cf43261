package incentive_test

import (
	"math"
	"math/big"
	"strconv"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/countyeval/countyeval/evaluation"
	"github.com/countyeval/countyeval/evaluation/incentive"
	"github.com/countyeval/countyeval/evaluation/incentive/fill"
	"github.com/countyeval/countyeval/indicators/basis"
)

func text(x float64) string { return strconv.FormatFloat(x, 'f', -1, 64) }

func parse(t require.TestingT, s string) float64 {
	x, err := strconv.ParseFloat(s, 64)
	require.NoError(t, err)
	return x
}

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

func TestWhatIfRanked(t *testing.T) {
	base := rankingOf(90, 80, 80, 70)
	for name, c := range map[string]struct {
		ties evaluation.Ties
		from []int // ranks before, if not by competition
		unit string
		to   float64
		want []int
		tied []string
	}{
		"stays":               {evaluation.Ties{}, nil, "003", 70, []int{1, 2, 2, 4}, []string{"001", "002"}},
		"rises past two":      {evaluation.Ties{}, nil, "003", 80.01, []int{1, 3, 3, 2}, []string{"001", "002"}},
		"comes level":         {evaluation.Ties{}, nil, "003", 80, []int{1, 2, 2, 2}, []string{"001", "002", "003"}},
		"leaves its tie":      {evaluation.Ties{}, nil, "001", 90, []int{1, 1, 3, 4}, []string{"000", "001"}},
		"falls to the end":    {evaluation.Ties{}, nil, "000", 0, []int{4, 1, 1, 3}, []string{"001", "002"}},
		"dense":               {evaluation.Ties{Rule: evaluation.Dense}, []int{1, 2, 2, 3}, "003", 85, []int{1, 3, 3, 2}, []string{"001", "002"}},
		"ordinal":             {evaluation.Ties{Rule: evaluation.Ordinal}, []int{1, 2, 3, 4}, "003", 80, []int{1, 2, 3, 4}, nil},
		"further keys":        {evaluation.Ties{Break: []string{"x"}}, []int{1, 2, 3, 4}, "003", 80, []int{1, 2, 3, 4}, nil},
		"further keys, alike": {evaluation.Ties{Break: []string{"x"}}, []int{1, 2, 2, 4}, "000", 80, []int{3, 1, 1, 4}, []string{"001", "002"}},
	} {
		t.Run(name, func(t *testing.T) {
			r := rankingOf(90, 80, 80, 70)
			for i := range c.from {
				r.Places[i].Rank = c.from[i]
			}
			c.ties.Round = 0.01
			r.Ties = c.ties
			got, err := incentive.WhatIf{Ranking: r}.Ranked(c.unit, c.to)
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
	q := incentive.WhatIf{Ranking: base}
	_, err := q.Ranked("nobody", 1)
	require.ErrorIs(t, err, incentive.ErrUnit)
	_, err = q.Ranked("000", 80.001)
	require.ErrorIs(t, err, incentive.ErrUnpublished)
	_, err = q.Ranked("000", math.NaN())
	require.ErrorIs(t, err, basis.ErrNumber)
	out := rankingOf(90, 80)
	out.Places[1].Rank = 0
	_, err = incentive.WhatIf{Ranking: out}.Allocate("001", 1)
	require.ErrorIs(t, err, incentive.ErrUnit)
	out.Ties.Round = 0.3
	for _, f := range []func() error{
		func() error { _, err := incentive.WhatIf{Ranking: out}.Ranked("000", 1); return err },
		func() error { _, err := incentive.WhatIf{Ranking: out}.Least("000", 1, 0, 1); return err },
		func() error { _, err := incentive.WhatIf{Ranking: out}.Cliffs(); return err },
	} {
		require.ErrorIs(t, f(), incentive.ErrUnpublished)
	}
	assert.Equal(t, rankingOf(90, 80, 80, 70), base, "nothing was changed")
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
		got, err := incentive.WhatIf{Ranking: rankingOf(scores...)}.Ranked(code(i), to)
		require.NoError(t, err)
		scores[i] = to
		want, _ := ranks(rankingOf(scores...))
		rank, _ := ranks(got)
		assert.Equal(t, want, rank)
	})
}

func grading() evaluation.Grading {
	return evaluation.Grading{Grades: []evaluation.GradeShare{{Grade: "A", Share: 0.25}, {Grade: "B", Rest: true}}}
}

func TestCliffs(t *testing.T) {
	r, err := grading().Grade(rankingOf(90, 84.5, 80, 60))
	require.NoError(t, err)
	q := incentive.WhatIf{
		Plan:    incentive.Plan{Pool: incentive.Pool{Amount: 1200}, Clauses: []incentive.Clause{incentive.ByGrade{Weights: map[string]float64{"A": 3, "B": 1}}}},
		Ranking: r, Grading: grading(),
	}
	cliffs, err := q.Cliffs()
	require.NoError(t, err)
	require.Len(t, cliffs, 6, "the first has none")
	c := cliffs[0]
	assert.Equal(t, incentive.NextPlace, c.Kind)
	assert.Equal(t, []float64{84.5, 90.01}, []float64{c.Score, c.Target})
	assert.Equal(t, []int{2, 1}, []int{c.Rank, c.TargetRank})
	assert.Equal(t, []string{"B", "A"}, []string{c.Grade, c.TargetGrade})
	assert.Equal(t, []incentive.Amount{200, 600, 400}, []incentive.Amount{c.Before, c.After, c.Worth()})
	assert.Equal(t, "551/100", c.Gap.RatString())
	assert.Equal(t, big.NewRat(40000, 551), c.Rate)
	assert.Equal(t, incentive.NextGrade, cliffs[1].Kind)
	last := cliffs[5]
	assert.Equal(t, "003", last.Unit.Code)
	assert.Equal(t, []float64{60, 90.01}, []float64{last.Score, last.Target})
	assert.Equal(t, "A", last.TargetGrade)
	assert.Equal(t, incentive.Amount(0), cliffs[4].Worth(), "the third place is worth no more than the fourth")

	q.Grading = evaluation.Grading{}
	cliffs, err = q.Cliffs()
	require.NoError(t, err)
	require.Len(t, cliffs, 3)
	assert.Zero(t, cliffs[0].Worth(), "grades stay, so a place is worth nothing")

	t.Run("ties and a county that is not ranked", func(t *testing.T) {
		r := rankingOf(90, 80, 80, 70)
		r.Places[3].Rank, r.Places[3].Out = 0, "made up for this test"
		q := incentive.WhatIf{Ranking: r, Plan: incentive.Plan{Pool: incentive.Pool{Amount: 60}, Clauses: []incentive.Clause{incentive.ByRank{Schedule: []float64{3, 2, 1}}}}}
		cliffs, err := q.Cliffs()
		require.NoError(t, err)
		require.Len(t, cliffs, 2)
		assert.Equal(t, []float64{90.01, 90.01}, []float64{cliffs[0].Target, cliffs[1].Target})
		assert.Equal(t, []incentive.Amount{15, 30}, []incentive.Amount{cliffs[1].Before, cliffs[1].After})
	})
	t.Run("one step apart", func(t *testing.T) {
		q := incentive.WhatIf{Ranking: rankingOf(80.02, 80.01, 80), Plan: incentive.Plan{Pool: incentive.Pool{Amount: 60}}}
		cliffs, err := q.Cliffs()
		require.NoError(t, err)
		assert.Equal(t, []float64{80.03, 80.02}, []float64{cliffs[0].Target, cliffs[1].Target})
	})
	t.Run("a tie that a further key broke", func(t *testing.T) {
		r := rankingOf(80, 80)
		r.Ties.Break = []string{"x"}
		r.Places[1].Rank = 2
		cliffs, err := incentive.WhatIf{Ranking: r, Plan: incentive.Plan{Pool: incentive.Pool{Amount: 60}}}.Cliffs()
		require.NoError(t, err)
		require.Len(t, cliffs, 1)
		assert.InDelta(t, 80.01, cliffs[0].Target, 0)
		assert.Equal(t, 1, cliffs[0].TargetRank)
	})
}

func TestLeast(t *testing.T) {
	plan := incentive.Plan{Pool: incentive.Pool{Amount: 1000}, Clauses: []incentive.Clause{incentive.Top{N: 2}, incentive.ByScore{Base: 60}}}
	q := incentive.WhatIf{Plan: plan, Ranking: rankingOf(90, 80, 70)}
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
		r := rankingOf(scores...)
		r.Ties.Round = 1
		q := incentive.WhatIf{Ranking: r, Plan: incentive.Plan{
			Pool: incentive.Pool{Amount: 100}, Clauses: []incentive.Clause{incentive.Top{N: 3}, incentive.ByScore{Base: 5}},
		}}
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

func TestZeroPoints(t *testing.T) {
	g := readGolden(t, "score_zero_point")
	in := decode[struct {
		Pool   any       `json:"-"`
		Scores []float64 `json:"scores"`
	}](t, g.Input)
	bases := decode[struct {
		Base []float64 `json:"base"`
	}](t, g.Params).Base
	plan := incentive.Plan{Pool: incentive.Pool{Measure: milli, Amount: 1000_000}, Clauses: []incentive.Clause{&incentive.ByScore{Base: 1}}}
	tranches := incentive.Plan{Pool: plan.Pool, Tranches: []incentive.Tranche{{Parts: 1, Clauses: []incentive.Clause{incentive.ByScore{}}}}}
	for _, p := range []incentive.Plan{plan, tranches} {
		points, err := incentive.ZeroPoints(p, rankingOf(in.Scores...), bases...)
		require.NoError(t, err)
		for k, want := range decode[[][]string](t, g.OutputExact) {
			equalRats(t, want, exact(t, points[k].Allocation), 3)
			equalRats(t, []string{want[0], want[len(want)-1]}, []*big.Rat{points[k].Best, points[k].Worst}, 3)
			assert.InDelta(t, bases[k], points[k].Base, 0)
		}
		assert.Equal(t, "77/50", points[0].Ratio.RatString())  // 92.4 / 60
		assert.Equal(t, "106/25", points[1].Ratio.RatString()) // 42.4 / 10
		assert.Nil(t, points[2].Ratio, "the last gets nothing")
		assert.Greater(t, points[1].Spread.Gini, points[0].Spread.Gini)
		assert.Greater(t, points[2].Spread.Gini, points[1].Spread.Gini)
	}
	assert.Equal(t, &incentive.ByScore{Base: 1}, plan.Clauses[0], "the plan is not changed")
	none, err := incentive.ZeroPoints(plan, rankingOf(in.Scores...), 100)
	require.NoError(t, err)
	assert.Zero(t, none[0].Spread.N)
	_, err = incentive.ZeroPoints(plan, rankingOf(1))
	require.ErrorIs(t, err, basis.ErrMissing)
	_, err = incentive.ZeroPoints(incentive.Plan{}, rankingOf(1), 0)
	require.ErrorIs(t, err, basis.ErrMissing)
	_, err = incentive.ZeroPoints(plan, rankingOf(1), math.NaN())
	require.ErrorIs(t, err, basis.ErrNumber)
}
