package aggregate_test

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/countyeval/countyeval/evaluation/aggregate"
	"github.com/countyeval/countyeval/indicators/basis"
	"github.com/countyeval/countyeval/weights"
)

// TestMARCOSPeers: any multiple of the reciprocal is a cost's score; it is put in
// ratio to the best anyway.
func TestMARCOSPeers(t *testing.T) {
	in, out := peer[struct{ Score []float64 }](t, "pymcdm/marcos")
	for name, c := range in {
		for _, p := range []prepared{reciprocal, toBest} {
			g, w := c.group(p)
			near(t, out[name].Score, scored(t, aggregate.MARCOS{}, g, w), 0, name)
		}
	}
	py, pyOut := peer[[]float64](t, "pydecision/marcos")
	for name, c := range py {
		g, w := c.group(reciprocal)
		got := scored(t, aggregate.MARCOS{}, g, w)
		near(t, pyOut[name], got, 0, name)
		// It is the mean of ratios to the best, times one number.
		best, w := c.group(toBest)
		means := scored(t, aggregate.Arithmetic{}, best, w)
		for i := range got {
			assert.InDelta(t, got[0]/means[0], got[i]/means[i], 1e-12)
		}
	}
}

// TestMARCOSPublished: Puška and others (2020), software of project management, as
// in the tests of JMcDM (commit 9bd395a4).
func TestMARCOSPublished(t *testing.T) {
	g, w := peerCase{
		Matrix: [][]float64{
			{8.675, 8.433, 8.000, 7.800, 8.025, 8.043},
			{8.825, 8.600, 7.420, 7.463, 7.825, 8.229},
			{8.325, 7.600, 8.040, 7.700, 7.925, 7.600},
			{8.525, 8.667, 7.180, 7.375, 7.750, 8.071},
		},
		Types:   []float64{1, 1, 1, 1, 1, 1},
		Weights: []float64{0.1901901901901902, 0.15915915915915918, 0.19819819819819823, 0.1901901901901902, 0.15115115115115116, 0.11111111111111112},
	}.group(reciprocal)
	near(t, []float64{0.684865943528, 0.672767106696, 0.662596906139, 0.661103207660}, scored(t, aggregate.MARCOS{}, g, w), 0)
}

func TestMARCOSRules(t *testing.T) {
	w := []float64{0.5, 0.5}
	g := weights.Group{Parent: "p", Codes: []string{"a", "b"}, Scores: weights.Columns{{0, 5}, {3, 0}}}
	require.ErrorIs(t, aggregate.MARCOS{}.Aggregate(make([]float64, 2), g, w), basis.ErrDomain, "no anti-ideal")
	g.Scores = weights.Columns{{0, -5}, {0, 0}}
	err := aggregate.MARCOS{}.Aggregate(make([]float64, 2), g, w)
	require.ErrorIs(t, err, basis.ErrDomain)
	require.ErrorIs(t, err, basis.ErrConstant)
	assert.Equal(t, []string{"a/1", "b/-1"}, cells(err))
	g.Scores = weights.Columns{{4}, {7}}
	assert.InDelta(t, 2./3, scored(t, aggregate.MARCOS{}, g, w)[0], 1e-15)
}
