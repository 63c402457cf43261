package evaluation_test

import (
	"fmt"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/countyeval/countyeval/evaluation"
	"github.com/countyeval/countyeval/indicators"
)

// ladder is a ranking with the given ranks, in order.
func ladder(ranks ...int) evaluation.Ranking {
	r := evaluation.Ranking{Code: "score", Ties: evaluation.Ties{Digits: new(2)}}
	for i, k := range ranks {
		r.Places = append(r.Places, evaluation.Place{Rank: k, Unit: indicators.Unit{Code: fmt.Sprint(i + 1)}, Score: float64(100 - k)})
	}
	return r
}

func upTo(n int) []int {
	out := make([]int, n)
	for i := range out {
		out[i] = i + 1
	}
	return out
}

func counts(r evaluation.Ranking) map[string]int {
	out := map[string]int{}
	for _, p := range r.Places {
		out[p.Grade]++
	}
	return out
}

func share(grade string, x float64, r evaluation.Rounding) evaluation.Quota {
	return evaluation.Quota{Grade: grade, Share: x, Rounding: r}
}

// TestParkProgram reproduces the counts of a deployed program: A floor of 20 %,
// B floor of 30 %, D ceiling of 5 %, C the rest.
func TestParkProgram(t *testing.T) {
	g := evaluation.Quotas{Grades: []evaluation.Quota{share("A", 0.2, evaluation.Floor), share("B", 0.3, evaluation.Floor), {Grade: "C", Rest: true}, share("D", 0.05, evaluation.Ceil)}}
	for n, want := range map[int][4]int{1: {0, 0, 0, 1}, 2: {0, 0, 1, 1}, 5: {1, 1, 2, 1}, 10: {2, 3, 4, 1}, 19: {3, 5, 10, 1}, 20: {4, 6, 9, 1}, 39: {7, 11, 19, 2}} {
		out, err := ladder(upTo(n)...).Grade(g, nil)
		require.NoError(t, err)
		c := counts(out)
		assert.Equal(t, want, [4]int{c["A"], c["B"], c["C"], c["D"]}, "n = %d", n)
		assert.Empty(t, out.Warnings)
	}
}

// TestExactDecimals has shares that binary floating point miscounts: 0.7*90 is
// 62.99999999999999 there, and (1-0.95)*20 is 1.0000000000000009.
func TestExactDecimals(t *testing.T) {
	for _, c := range []struct {
		share float64
		r     evaluation.Rounding
		n     int
		want  int
	}{
		{0.7, evaluation.Floor, 90, 63},
		{0.05, evaluation.Ceil, 20, 1},
		{0.2, evaluation.Floor, 275, 55},
		{0.2, evaluation.Floor, 265, 53},
		{0.05, evaluation.Ceil, 275, 14},
		{0.05, evaluation.Ceil, 265, 14},
		{0.29, evaluation.Floor, 100, 29},
		{0.575, evaluation.Nearest, 1000, 575},
		{0.25, evaluation.Nearest, 10, 3},
		{0.24, evaluation.Nearest, 10, 2},
		{1.0 / 3, evaluation.Floor, 3, 0},
		{0, evaluation.Ceil, 10, 0},
		{1, evaluation.Floor, 7, 7},
	} {
		g := evaluation.Quotas{Grades: []evaluation.Quota{share("A", c.share, c.r), {Grade: "B", Rest: true}}}
		out, err := ladder(upTo(c.n)...).Grade(g, nil)
		require.NoError(t, err)
		assert.Equal(t, c.want, counts(out)["A"], "%v of %d, %s", c.share, c.n, c.r)
	}
}

func TestTiesAtABorder(t *testing.T) {
	for _, c := range []struct {
		name    string
		r       evaluation.Rounding
		top     bool
		ranks   []int
		inGrade int
	}{
		{"top, at most: the tied pair stays out", evaluation.Floor, true, []int{1, 2, 2, 4, 5, 6, 7, 8, 9, 10}, 1},
		{"top, at least: the tied pair is in", evaluation.Ceil, true, []int{1, 2, 2, 4, 5, 6, 7, 8, 9, 10}, 3},
		{"top, nearest: as near, so out", evaluation.Nearest, true, []int{1, 2, 2, 4, 5, 6, 7, 8, 9, 10}, 1},
		{"top, nearest: one over is nearer than three short", evaluation.Nearest, true, []int{1, 1, 1, 4, 5, 6, 7, 8, 9, 10}, 3},
		{"bottom, at most: stays out", evaluation.Floor, false, []int{1, 2, 3, 4, 5, 6, 7, 8, 8, 10}, 1},
		{"bottom, at least: is in", evaluation.Ceil, false, []int{1, 2, 3, 4, 5, 6, 7, 8, 8, 10}, 3},
		{"all tied, at most", evaluation.Floor, true, []int{1, 1, 1, 1, 1, 1, 1, 1, 1, 1}, 0},
		{"all tied, at least", evaluation.Ceil, true, []int{1, 1, 1, 1, 1, 1, 1, 1, 1, 1}, 10},
	} {
		t.Run(c.name, func(t *testing.T) {
			grades := []evaluation.Quota{share("X", 0.2, c.r), {Grade: "rest", Rest: true}}
			if !c.top {
				grades[0], grades[1] = grades[1], grades[0]
			}
			out, err := ladder(c.ranks...).Grade(evaluation.Quotas{Grades: grades}, nil)
			require.NoError(t, err)
			assert.Equal(t, c.inGrade, counts(out)["X"])
		})
	}
}

func TestGradesRefused(t *testing.T) {
	for name, g := range map[string]evaluation.Quotas{
		"none":             {},
		"over 100 %":       {Grades: []evaluation.Quota{share("A", 0.3, 0), share("B", 0.5, 0), share("C", 0.3, 0)}},
		"under, no rest":   {Grades: []evaluation.Quota{share("A", 0.3, 0), share("B", 0.5, 0)}},
		"negative":         {Grades: []evaluation.Quota{share("A", -0.1, 0), {Grade: "B", Rest: true}}},
		"twice":            {Grades: []evaluation.Quota{share("A", 0.1, 0), {Grade: "A", Rest: true}}},
		"unnamed":          {Grades: []evaluation.Quota{share("", 0.1, 0), {Grade: "A", Rest: true}}},
		"two rests":        {Grades: []evaluation.Quota{{Grade: "B", Rest: true}, {Grade: "A", Rest: true}}},
		"no such rounding": {Grades: []evaluation.Quota{share("A", 0.1, 9), {Grade: "B", Rest: true}}},
	} {
		_, err := ladder(1, 2, 3).Grade(g, nil)
		require.ErrorIs(t, err, evaluation.ErrGrades, name)
	}
}

func TestGradesAndBorders(t *testing.T) {
	g := evaluation.Quotas{Grades: []evaluation.Quota{share("A", 0.25, 0), share("B", 0.75, 0)}}
	in := ladder(1, 2, 3, 4, 0)
	in.Places[0].Grade, in.Places[4].Grade = "old", "old"
	out, err := in.Grade(g, nil)
	require.NoError(t, err)
	assert.Equal(t, "old", in.Places[0].Grade, "the ranking given is not changed")
	assert.Equal(t, map[string]int{"A": 1, "B": 3, "": 1}, counts(out), "a unit that is not ranked gets no grade")
	borders := out.Borders()
	require.Len(t, borders, 1)
	assert.Equal(t, "1", borders[0].Above.Unit.Code)
	assert.Equal(t, "2", borders[0].Below.Unit.Code)
	assert.InDelta(t, 1, borders[0].Gap, 1e-12)

	many := evaluation.Quotas{Grades: []evaluation.Quota{share("A", 0.5, evaluation.Ceil), {Grade: "B", Rest: true}, share("C", 0.5, evaluation.Ceil)}}
	out, err = ladder(1, 2, 3).Grade(many, nil)
	require.NoError(t, err)
	assert.Equal(t, map[string]int{"A": 2, "C": 1}, counts(out))
	require.Len(t, out.Warnings, 1)
	require.ErrorIs(t, out.Warnings[0], evaluation.ErrGrades)
}

// TestGradePromises: whatever the ties, tied units share a grade, grades fall
// with rank, "at most" is never exceeded and "at least" never undershot.
func TestGradePromises(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		n := rapid.IntRange(1, 60).Draw(t, "n")
		ks := make([]int, n)
		for i := range ks {
			ks[i] = i + 1
			if i > 0 && rapid.IntRange(0, 3).Draw(t, "tie") == 0 {
				ks[i] = ks[i-1]
			}
		}
		a := float64(rapid.IntRange(0, 50).Draw(t, "a")) / 100
		d := float64(rapid.IntRange(0, 50).Draw(t, "d")) / 100
		g := evaluation.Quotas{Grades: []evaluation.Quota{share("A", a, evaluation.Floor), {Grade: "B", Rest: true}, share("D", d, evaluation.Ceil)}}
		out, err := ladder(ks...).Grade(g, nil)
		require.NoError(t, err)
		c := counts(out)
		assert.LessOrEqual(t, float64(c["A"]), a*float64(n)+1e-9)
		if len(out.Warnings) == 0 {
			assert.GreaterOrEqual(t, float64(c["D"]), d*float64(n)-1e-9)
		}
		for i := 1; i < n; i++ {
			assert.LessOrEqual(t, out.Places[i-1].Grade, out.Places[i].Grade)
			if ks[i] == ks[i-1] {
				assert.Equal(t, out.Places[i-1].Grade, out.Places[i].Grade)
			}
		}
	})
}
