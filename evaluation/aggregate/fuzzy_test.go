package aggregate_test

import (
	"math"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/countyeval/countyeval/evaluation/aggregate"
	"github.com/countyeval/countyeval/indicators/basis"
	"github.com/countyeval/countyeval/weights"
)

// farming is the example of chapter 10 of zhjx19, mathmodels-book (commit
// 102b2d8a): three ways of farming by yield, quality, labor (80 - x), income and
// ecology, in four grades (差 中 良 优) worth 30, 60, 75 and 90 points.
func farming() (weights.Group, []float64, aggregate.FuzzyEvaluation) {
	g := weights.Group{
		Parent: "farming", Codes: []string{"yield", "quality", "labor", "income", "ecology"},
		Scores: weights.Columns{{592.5, 529, 412}, {2, 3, 4}, {25, 42, 48}, {72, 105, 85}, {1, 2, 3}},
	}
	f := aggregate.FuzzyEvaluation{
		Levels: []float64{1, 2, 3, 4},
		By: map[string][]float64{
			"yield": {0, 350, 450, 550}, "labor": {0, 20, 40, 60}, "income": {0, 50, 90, 130},
		},
		Points: []float64{30, 60, 75, 90},
	}
	return g, []float64{0.2, 0.1, 0.15, 0.3, 0.25}, f
}

func TestFuzzyPublished(t *testing.T) {
	g, w, f := farming()
	s, err := f.Solve(g, w)
	require.NoError(t, err)
	for i, row := range [][]float64{
		{0.2500, 0.3475, 0.2025, 0.2000},
		{0, 0.2500, 0.4645, 0.2855},
		{0, 0.1135, 0.7265, 0.1600},
	} {
		for c, want := range row {
			assert.InDelta(t, want, s.Grades[c][i], 1e-12)
		}
	}
	assert.Equal(t, []int{1, 2, 2}, s.Largest)
	near(t, []float64{61.5375, 75.5325, 75.6975}, s.Score, 0)
	assert.Equal(t, s.Score, scored(t, f, g, w))
}

func TestFuzzyCompositions(t *testing.T) {
	g := weights.Group{Parent: "p", Codes: []string{"a", "b"}, Scores: weights.Columns{{40}, {75}}}
	w := []float64{0.7, 0.3}
	// a belongs 0.4 to 25 and 0.6 to 50, b 1 to 75.
	for c, want := range map[aggregate.Composition][]float64{
		aggregate.ComposeMean:       {0, 0.28, 0.42, 0.3, 0},
		aggregate.ComposeMaxMin:     {0, 0.4, 0.6, 0.3, 0},
		aggregate.ComposeMaxProduct: {0, 0.28, 0.42, 0.3, 0},
		aggregate.ComposeBoundedSum: {0, 0.4, 0.6, 0.3, 0},
	} {
		s, err := aggregate.FuzzyEvaluation{Compose: c}.Solve(g, w)
		require.NoError(t, err)
		var sum, points float64
		for grade, b := range want {
			assert.InDelta(t, b, s.Grades[grade][0], 1e-15, "%v", c)
			sum += b
			points += b * 25 * float64(grade)
		}
		assert.InDelta(t, points/sum, s.Score[0], 1e-12, "%v", c)
		assert.Equal(t, 2, s.Largest[0])
	}
	// Both children on one grade: the sums add up, the maxima do not.
	g.Scores = weights.Columns{{40}, {50}}
	for c, want := range map[aggregate.Composition]float64{
		aggregate.ComposeMean: 0.72, aggregate.ComposeMaxMin: 0.6, aggregate.ComposeMaxProduct: 0.42, aggregate.ComposeBoundedSum: 0.9,
	} {
		s, err := aggregate.FuzzyEvaluation{Compose: c}.Solve(g, w)
		require.NoError(t, err)
		assert.InDelta(t, want, s.Grades[2][0], 1e-15, "%v", c)
	}
	assert.Equal(t, []string{"mean", "bounded sum", "Composition(4)"}, []string{aggregate.ComposeMean.String(), aggregate.ComposeBoundedSum.String(), aggregate.Composition(4).String()})
}

// TestFuzzyIsMean: with the weighted mean of memberships and grades worth their
// levels, the score is the weighted mean of scores, cut to the levels.
func TestFuzzyIsMean(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		g, w := drawGroup(rt, 3, 4, -20, 130)
		got := make([]float64, 3)
		require.NoError(rt, aggregate.FuzzyEvaluation{}.Aggregate(got, g, w))
		for i := range got {
			var want float64
			for j, col := range g.Scores {
				want += w[j] * min(max(col[i], 0), 100)
			}
			assert.InDelta(rt, want, got[i], 1e-10)
		}
	})
}

// TestFuzzyNotMonotone: the unit's average is low; a child that moves from the
// fourth to the fifth grade, already taken by another, leaves it lower.
func TestFuzzyNotMonotone(t *testing.T) {
	g := weights.Group{Parent: "p", Codes: []string{"a", "b", "c"}, Scores: weights.Columns{{0}, {75}, {100}}}
	w := []float64{0.6, 0.2, 0.2}
	f := aggregate.FuzzyEvaluation{Compose: aggregate.ComposeMaxMin}
	before := scored(t, f, g, w)[0]
	g.Scores[1][0] = 100
	assert.Less(t, scored(t, f, g, w)[0], before)
}

func TestFuzzyRefuses(t *testing.T) {
	g, w, _ := farming()
	for name, f := range map[string]aggregate.FuzzyEvaluation{
		"one grade":     {Levels: []float64{1}},
		"not ascending": {Levels: []float64{1, 3, 2}},
		"missing":       {Levels: []float64{1, math.NaN()}},
		"points":        {Levels: []float64{1, 2, 3}, Points: []float64{1, 2}},
		"points fall":   {Levels: []float64{1, 2}, Points: []float64{2, 1}},
		"by":            {By: map[string][]float64{"labor": {1, 2}}},
		"composition":   {Compose: 4},
	} {
		_, err := f.Solve(g, w)
		require.ErrorIs(t, err, basis.ErrValue, name)
	}
	assert.Equal(t, []string{"a", "b"}, named(aggregate.FuzzyEvaluation{By: map[string][]float64{"b": nil, "a": nil}}))
}
