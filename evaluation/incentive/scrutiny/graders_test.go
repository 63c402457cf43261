package scrutiny_test

import (
	"slices"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/countyeval/countyeval/evaluation"
	"github.com/countyeval/countyeval/evaluation/incentive"
	"github.com/countyeval/countyeval/evaluation/incentive/scrutiny"
)

// rising is a grader of one's own: A from the mean of all scores on, B below.
type rising struct{}

var _ evaluation.Grader = rising{}

func (rising) Grade(c evaluation.Entrants) (evaluation.Graded, error) {
	mean := 0.0
	for _, p := range c.Places {
		mean += p.Score / float64(len(c.Places))
	}
	out := evaluation.Graded{Names: []string{"A", "B"}}
	for _, p := range c.Places {
		grade := "B"
		if p.Score > mean {
			grade = "A"
		}
		out.Of = append(out.Of, grade)
	}
	return out, nil
}

// bands are A from 95, B from 80.5 on.
var bands = evaluation.Thresholds{{Grade: "A", AtLeast: 95}, {Grade: "B", AtLeast: 80.5}, {Grade: "C", Rest: true}}

// twoStage makes half of the counties the upper part, of which the best in x is A.
var twoStage = evaluation.TwoStage{
	Best:   evaluation.Stage2{Grade: "A", Share: 0.2, Key: evaluation.Key{Code: "x", Raw: true, Order: evaluation.HighestFirst}},
	Middle: "B",
	Worst:  evaluation.Stage2{Grade: "C", Share: 0.2, Key: evaluation.Key{Code: "x", Raw: true, Order: evaluation.LowestFirst}},
}

// edges are the cliffs of a kind as texts: county, score, grade, and those wanted.
func edges(t *testing.T, q scrutiny.WhatIf, kind scrutiny.CliffKind) []string {
	t.Helper()
	cliffs, err := q.Cliffs()
	require.NoError(t, err)
	var out []string
	for _, c := range cliffs {
		if c.Kind == kind {
			out = append(out, c.Unit.Code+" "+c.Grade+" "+text(c.Score)+" -> "+c.TargetGrade+" "+text(c.Target))
		}
	}
	return out
}

// TestCliffsOfGraders: each answer can be seen from the scores 90, 84.5, 80, 70, 60.
func TestCliffsOfGraders(t *testing.T) {
	scores := []float64{90, 84.5, 80, 70, 60}
	fixed, most := ruling("001", evaluation.GradeFixed), ruling("002", evaluation.GradeAtMost)
	fixed.Grade, most.Grade = "A", "B"
	outside := ruling("003", evaluation.OutsideQuota)
	outside.Grade = "T"
	for name, c := range map[string]struct {
		grader  evaluation.Grader
		rulings []evaluation.Ruling
		highest float64
		want    []string
	}{
		"thresholds, also for the first": {bands, nil, 0, []string{"000 B 90 -> A 95", "001 B 84.5 -> A 95", "002 C 80 -> B 80.5", "003 C 70 -> B 80.5", "004 C 60 -> B 80.5"}},
		"no score is so high":            {bands, nil, 94.99, []string{"002 C 80 -> B 80.5", "003 C 70 -> B 80.5", "004 C 60 -> B 80.5"}},
		"a step above the best":          {evaluation.Thresholds{{Grade: "A", AtLeast: 90.01}, {Grade: "B", Rest: true}}, nil, 1, []string{"000 B 90 -> A 90.01", "001 B 84.5 -> A 90.01", "002 B 80 -> A 90.01", "003 B 70 -> A 90.01", "004 B 60 -> A 90.01"}},
		"quotas":                         {evaluation.Quotas{Grades: []evaluation.Quota{{Grade: "A", Share: 0.4}, {Grade: "B", Rest: true}}}, nil, 0, []string{"002 B 80 -> A 84.51", "003 B 70 -> A 84.51", "004 B 60 -> A 84.51"}},
		// x is 1 2 3 4 5: of the upper two 001 is A, of the lower three 002 is C; with 84.5 the
		// tie of both is in the lower part, of which 001 is then C
		"two stages": {twoStage, nil, 0, []string{"002 C 80 -> B 84.5", "003 B 70 -> A 84.51", "004 B 60 -> A 84.51"}},
		// the best grade needs 75 in an indicator too, and those stay as they are
		"conditions": {
			evaluation.Conditional{
				Of:         evaluation.Quotas{Grades: []evaluation.Quota{{Grade: "A", Share: 0.4}, {Grade: "B", Rest: true}}},
				Conditions: []evaluation.Condition{{Grade: "A", Codes: []string{"score"}, AtLeast: 75}},
			},
			nil, 0,
			[]string{"002 B 80 -> A 84.51"},
		},
		"a grader of one's own": {rising{}, nil, 0, []string{"003 B 70 -> A 78.63", "004 B 60 -> A 81.13"}},
		"rulings": {bands, []evaluation.Ruling{fixed, most, outside, ruling("004", evaluation.NoAward)}, 0, []string{
			"000 B 90 -> A 95", "002 C 80 -> B 80.5", "004 C 60 -> B 80.5",
		}},
	} {
		t.Run(name, func(t *testing.T) {
			q := asked(t, incentive.Plan{Pool: incentive.Pool{Amount: 1000}, Clauses: []incentive.Clause{incentive.ByScore{}}}, scores...)
			tab := measured(t, unitsOf(5), scores, map[string][]float64{"x": {1, 2, 3, 4, 5}})
			q.Result = evaluated(t, tab, c.rulings...)
			q.Decision.Grader, q.Highest = c.grader, c.highest
			assert.Equal(t, c.want, edges(t, q, scrutiny.NextGrade))
		})
	}
}

// TestCliffsOfOwnPlaces: a county passes those of its class.
func TestCliffsOfOwnPlaces(t *testing.T) {
	units := unitsOf(6)
	for i := range units {
		units[i].Class = []string{"K", "L"}[i%2]
	}
	scores := []float64{90, 85, 80, 75, 70, 65} // K: 90 80 70, L: 85 75 65
	q := asked(t, incentive.Plan{Pool: incentive.Pool{Amount: 1200}, Clauses: []incentive.Clause{incentive.ByRank{Schedule: []float64{3, 2, 1}}}}, scores...)
	q.Result = evaluated(t, measured(t, units, scores, nil))
	q.Decision.Own, q.Decision.Grader = true, evaluation.Quotas{Grades: []evaluation.Quota{{Grade: "A", Places: 1}, {Grade: "B", Rest: true}}}
	assert.Equal(t, []string{"002 B 80 -> A 90.01", "004 B 70 -> B 80.01", "003 B 75 -> A 85.01", "005 B 65 -> B 75.01"}, edges(t, q, scrutiny.NextPlace))
	assert.Equal(t, []string{"002 B 80 -> A 90.01", "004 B 70 -> A 90.01", "003 B 75 -> A 85.01", "005 B 65 -> A 85.01"}, edges(t, q, scrutiny.NextGrade))
	cliffs, err := q.Cliffs()
	require.NoError(t, err)
	assert.Equal(t, []incentive.Amount{200, 300}, []incentive.Amount{cliffs[0].Before, cliffs[0].After}, "of 12 parts")
	got, err := q.Least("005", 300, 0, 100)
	require.NoError(t, err)
	assert.Equal(t, []any{85.01, 1, incentive.Amount(200)}, []any{got.Score, got.Award.Place.Rank, got.Below - 50}, "level with the first it shares two prizes")
}

// TestCliffsApart: who stands apart is passed by nobody.
func TestCliffsApart(t *testing.T) {
	units := unitsOf(3)
	units[1].Class = "district"
	q := asked(t, incentive.Plan{Pool: incentive.Pool{Amount: 60}}, 90, 80, 70)
	q.Result = evaluated(t, measured(t, units, []float64{90, 80, 70}, nil))
	q.Decision.Apart = evaluation.Members{By: "class", In: []string{"district"}}
	assert.Equal(t, []string{"002  70 ->  90.01"}, edges(t, q, scrutiny.NextPlace))
	_, err := q.Allocate("001", 80)
	require.ErrorIs(t, err, incentive.ErrUnit)
}

// TestCliffsAreLeast: no lower published score brings a better grade, or the place.
func TestCliffsAreLeast(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		n := rapid.IntRange(2, 6).Draw(t, "n")
		scores, x := make([]float64, n), make([]float64, n)
		for i := range scores {
			scores[i] = float64(rapid.IntRange(60, 99).Draw(t, "score"))
			x[i] = float64(rapid.IntRange(0, 3).Draw(t, "x"))
		}
		q := asked(t, incentive.Plan{Pool: incentive.Pool{Amount: 1000}}, scores...)
		q.Result = evaluated(t, measured(t, unitsOf(n), scores, map[string][]float64{"x": x}))
		q.Decision.Ties.Digits = new(0)
		q.Decision.Grader = rapid.SampledFrom([]evaluation.Grader{bands, quarter(), rising{}}).Draw(t, "grader")
		if rapid.Bool().Draw(t, "key") {
			q.Decision.Ties.Break = []evaluation.Key{{Code: "x", Raw: true, Order: evaluation.HighestFirst}}
		}
		cliffs, err := q.Cliffs()
		require.NoError(t, err)
		now, err := q.Decision.Rank(q.Result)
		require.NoError(t, err)
		has := func(kind scrutiny.CliffKind, code string) (float64, bool) {
			for _, c := range cliffs {
				if c.Kind == kind && c.Unit.Code == code {
					return c.Target, true
				}
			}
			return 0, false
		}
		for _, p := range now.Places {
			grade, place := -1.0, -1.0
			for s := p.Score + 1; s <= 100; s++ {
				r, err := q.Ranked(p.Unit.Code, s)
				require.NoError(t, err)
				moved, _ := r.Find(p.Unit.Code)
				if slices.Index(r.Grades, moved.Grade) < slices.Index(now.Grades, p.Grade) && grade < 0 {
					grade = s
				}
				behind := 0 // of those before it now, how many then stand behind it
				for _, o := range now.Places {
					if then, _ := r.Find(o.Unit.Code); o.Rank < p.Rank && then.Rank > moved.Rank {
						behind++
					}
				}
				if behind > 0 && place < 0 {
					place = s
				}
			}
			got, there := has(scrutiny.NextGrade, p.Unit.Code)
			require.Equal(t, grade > 0, there)
			if there {
				assert.InDelta(t, grade, got, 0)
			}
			got, there = has(scrutiny.NextPlace, p.Unit.Code)
			require.Equal(t, place > 0, there)
			if there {
				assert.InDelta(t, place, got, 0)
			}
		}
	})
}
