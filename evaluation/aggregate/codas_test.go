package aggregate_test

import (
	"math"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/countyeval/countyeval/evaluation/aggregate"
	"github.com/countyeval/countyeval/indicators/basis"
	"github.com/countyeval/countyeval/weights"
)

func TestCODASPeers(t *testing.T) {
	for _, file := range []string{"pymcdm/codas", "scikit-criteria/codas"} {
		in, out := peer[struct{ Score []float64 }](t, file)
		for name, c := range in {
			g, w := c.group(toBest)
			near(t, out[name].Score, scored(t, aggregate.CODAS{}, g, w), 0.1, file, name)
			near(t, out[name].Score, scored(t, aggregate.CODAS{Tau: 0.02}, g, w), 0.1, file, name)
			for j := range g.Scores { // on scores up to 100 the threshold is a hundred times as large
				g.Scores[j] = mapped(g.Scores[j], func(x float64) float64 { return 100 * x })
			}
			got := scored(t, aggregate.CODAS{}, g, w)
			assert.Equal(t, placeOf(out[name].Score)[0], placeOf(got)[0])
			assert.Equal(t, got, scored(t, aggregate.CODAS{Tau: 2}, g, w))
		}
	}
	// pyDecision multiplies by 0.02 (Ei-Ek) in the place of the threshold function.
	in, out := peer[[]float64](t, "pydecision/codas")
	for name, c := range in {
		g, w := c.group(toBest)
		n := len(c.Matrix)
		e, city := make([]float64, n), make([]float64, n)
		for j, col := range g.Scores {
			lo, _ := extremes(col)
			for i, x := range col {
				e[i] += (w[j] * (x - lo)) * (w[j] * (x - lo))
				city[i] += w[j] * (x - lo)
			}
		}
		theirs, ours := make([]float64, n), make([]float64, n)
		for i := range n {
			for k := range n {
				d := math.Sqrt(e[i]) - math.Sqrt(e[k])
				theirs[i] += d + 0.02*d*(city[i]-city[k])
				ours[i] += d
				if math.Abs(d) >= 0.02 {
					ours[i] += city[i] - city[k]
				}
			}
		}
		near(t, out[name], theirs, 0.1, name)
		near(t, ours, scored(t, aggregate.CODAS{}, g, w), 0.1, name)
		assert.Greater(t, math.Abs(theirs[0]-ours[0]), 1e-3)
	}
}

// TestCODASPublished: Keshavarz Ghorabaee and others (2016), seven industrial
// robots by five criteria, as in the tests of JMcDM (commit 9bd395a4).
func TestCODASPublished(t *testing.T) {
	g, w := peerCase{
		Matrix: [][]float64{
			{60, 0.4, 2540, 500, 990},
			{6.35, 0.15, 1016, 3000, 1041},
			{6.8, 0.1, 1727.2, 1500, 1676},
			{10, 0.2, 1000, 2000, 965},
			{2.5, 0.1, 560, 500, 915},
			{4.5, 0.08, 1016, 350, 508},
			{3, 0.1, 1778, 1000, 920},
		},
		Types:   []float64{1, -1, 1, 1, 1},
		Weights: []float64{0.036, 0.192, 0.326, 0.326, 0.12},
	}.group(toBest)
	want := []float64{0.512176491, 1.463300035, 1.07153259, -0.212467998, -1.851520552, -1.17167677, 0.188656204}
	assert.InDeltaSlice(t, want, scored(t, aggregate.CODAS{}, g, w), 1e-8)
}

// TestCODASNotMonotone: with a better score the third unit comes so near the second
// in Euclidean distance that its lead in city-block distance no longer counts.
func TestCODASNotMonotone(t *testing.T) {
	g := weights.Group{Parent: "p", Codes: []string{"a", "b"}, Scores: weights.Columns{{0, 100, 60, 0}, {0, 0, 66.5, 0}}}
	w := []float64{0.5, 0.5}
	a := aggregate.CODAS{Tau: 5}
	before := scored(t, a, g, w)[2]
	g.Scores[1][2] = 67.5
	assert.Less(t, scored(t, a, g, w)[2], before)
	require.ErrorIs(t, aggregate.CODAS{Tau: -1}.Aggregate(make([]float64, 4), g, w), basis.ErrValue)
}
