package aggregate_test

import (
	"slices"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/countyeval/countyeval/evaluation/aggregate"
	"github.com/countyeval/countyeval/indicators/basis"
	"github.com/countyeval/countyeval/weights"
)

// costs are the codes of the criteria on which less is better.
func (c peerCase) costs() []string {
	var out []string
	for j := range c.Weights {
		if c.cost(j) {
			out = append(out, "c"+string(rune('1'+j)))
		}
	}
	return out
}

func TestCOPRASPeers(t *testing.T) {
	in, out := peer[struct{ Score []float64 }](t, "scikit-criteria/copras")
	for name, c := range in {
		g, w := c.group(reciprocal)
		near(t, out[name].Score, scored(t, aggregate.COPRAS{Costs: c.costs()}, g, w), 0, name)
	}
	py, pyOut := peer[[]float64](t, "pydecision/copras")
	for name, c := range py {
		g, w := c.group(reciprocal)
		got := scored(t, aggregate.COPRAS{Costs: c.costs()}, g, w)
		near(t, pyOut[name], mapped(got, func(x float64) float64 { return x / 100 }), 0, name)
	}
	// pymcdm 1.4.0 leaves out the sums of the formula: its Q is S+ + S-, so that
	// costs raise the score. Ours is the published one.
	in, out = peer[struct{ Score []float64 }](t, "pymcdm/copras")
	for name, c := range in {
		g, w := c.group(reciprocal)
		s, err := aggregate.COPRAS{Costs: c.costs()}.Solve(g, w)
		require.NoError(t, err)
		wrong := make([]float64, len(s.Q))
		for i := range wrong {
			wrong[i] = s.Benefit[i] + s.Cost[i]
		}
		most := slices.Max(wrong)
		near(t, out[name].Score, mapped(wrong, func(x float64) float64 { return x / most }), 0, name)
		assert.NotEqual(t, placeOf(wrong), placeOf(s.Utility))
	}
}

// TestCOPRASPublished: Uysal and İnan (2022), utility in percent, 4 decimals.
func TestCOPRASPublished(t *testing.T) {
	c := peerCase{
		Matrix: [][]float64{
			{3.57, 4.0, 4.0, 83.75, 3, 9, 1},
			{3.07, 3.95, 4.0, 83.0, 3, 1, 3},
			{3.23, 3.54, 3.46, 66.0, 4, 0, 2},
			{3.42, 3.96, 4.0, 70.0, 5, 5, 7},
			{2.56, 3.37, 3.79, 82.0, 4, 4, 5},
		},
		Types:   []float64{1, 1, 1, 1, -1, 1, 1},
		Weights: []float64{1, 1, 1, 1, 1, 1, 1},
	}
	g, w := c.group(reciprocal)
	want := []float64{100, 78.8501, 63.3837, 98.6506, 86.8878}
	got := scored(t, aggregate.COPRAS{Costs: c.costs()}, g, w)
	assert.InDeltaSlice(t, want, got, 5.01e-5)
	// Any multiple of the reciprocal, and of a benefit, is as good.
	for j, f := range []float64{1, 3, 1, 0.1, 77, 1, 100} {
		g.Scores[j] = mapped(g.Scores[j], func(x float64) float64 { return x * f })
	}
	near(t, got, scored(t, aggregate.COPRAS{Costs: c.costs()}, g, w), 0)
}

func TestCOPRASRules(t *testing.T) {
	g := weights.Group{Parent: "p", Codes: []string{"a", "b", "c"}, Scores: weights.Columns{{1, 3}, {2, 2}, {0, 0}}}
	w := []float64{0.5, 0.5, 0}
	s, err := aggregate.COPRAS{Costs: []string{"elsewhere"}}.Solve(g, w)
	require.NoError(t, err)
	assert.Nil(t, s.Cost)
	near(t, []float64{0.125 + 0.25, 0.375 + 0.25}, s.Q, 0)
	near(t, []float64{60, 100}, s.Utility, 0)
	g.Scores = weights.Columns{{0, 3}, {-2, 2}, {0, 0}}
	err = aggregate.COPRAS{Costs: []string{"a"}}.Aggregate(make([]float64, 2), g, []float64{0.4, 0.4, 0.2})
	require.ErrorIs(t, err, basis.ErrDomain)
	require.ErrorIs(t, err, basis.ErrConstant)
	assert.Equal(t, []string{"a/0", "b/0", "c/-1"}, cells(err))
	assert.Equal(t, []string{"a", "b"}, named(aggregate.COPRAS{Costs: []string{"b", "a"}}))
}
