package aggregate_test

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/countyeval/countyeval/evaluation/aggregate"
	"github.com/countyeval/countyeval/indicators/basis"
	"github.com/countyeval/countyeval/weights"
)

func TestEDASPeers(t *testing.T) {
	for _, file := range []string{"pymcdm/edas", "scikit-criteria/edas"} {
		in, out := peer[struct{ Score []float64 }](t, file)
		for name, c := range in {
			g, w := c.group(mirrored)
			near(t, out[name].Score, scored(t, aggregate.EDAS{}, g, w), 0, file, name)
		}
	}
	in, out := peer[[]float64](t, "pydecision/edas")
	for name, c := range in {
		g, w := c.group(mirrored)
		near(t, out[name], scored(t, aggregate.EDAS{}, g, w), 0, name)
	}
}

// TestEDASPublished: Ulutaş (2017), choice of a sewing machine, as in the tests of
// JMcDM (commit 9bd395a4), 6 decimals.
func TestEDASPublished(t *testing.T) {
	g, w := peerCase{
		Matrix: [][]float64{
			{5000, 5, 5300, 450},
			{4500, 5, 5000, 400},
			{4500, 4, 4700, 400},
			{4000, 4, 4200, 400},
			{5000, 4, 7100, 500},
			{5000, 5, 5400, 450},
			{5500, 5, 6200, 500},
			{5000, 4, 5800, 450},
		},
		Types:   []float64{1, 1, -1, -1},
		Weights: []float64{0.25, 0.25, 0.25, 0.25},
	}.group(mirrored)
	want := []float64{0.759594, 0.886016, 0.697472, 0.739658, 0.059083, 0.731833, 0.641691, 0.385194}
	assert.InDeltaSlice(t, want, scored(t, aggregate.EDAS{}, g, w), 1e-6)
	s, err := aggregate.EDAS{}.Solve(g, w)
	require.NoError(t, err)
	assert.InDeltaSlice(t, want, s.Score, 1e-6)
	assert.InDelta(t, 4812.5, s.Average[0], 0)
	assert.Positive(t, s.Above[1])
	assert.Equal(t, g.Codes, s.Codes)
}

func TestEDASRules(t *testing.T) {
	w := []float64{0.5, 0.5}
	g := weights.Group{Parent: "p", Codes: []string{"a", "b"}, Scores: weights.Columns{{-1, 1, 0}, {0, 0, 0}}}
	err := aggregate.EDAS{}.Aggregate(make([]float64, 3), g, w)
	require.ErrorIs(t, err, basis.ErrDomain)
	assert.Equal(t, []string{"a/-1", "b/-1"}, cells(err), "both means are 0")
	// The mean of three 0.1 is not 0.1 in float64; a constant child still adds nothing.
	g.Scores = weights.Columns{{0.1, 0.1, 0.1}, {1, 2, 3}}
	s, err := aggregate.EDAS{}.Solve(g, w)
	require.NoError(t, err)
	assert.Equal(t, []float64{0, 0, 0.25}, s.Above)
	assert.Equal(t, []float64{0, 0.5, 1}, s.Score)
	g.Scores[1] = []float64{4, 4, 4}
	require.ErrorIs(t, aggregate.EDAS{}.Aggregate(make([]float64, 3), g, w), basis.ErrConstant)
}
