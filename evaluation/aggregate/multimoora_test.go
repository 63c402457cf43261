package aggregate_test

import (
	"math"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/countyeval/countyeval/evaluation/aggregate"
	"github.com/countyeval/countyeval/weights"
)

// TestMOORAPeers: the three parts of MULTIMOORA are aggregators, and agree with
// the peers' on their normalization.
func TestMOORAPeers(t *testing.T) {
	type score struct {
		Score       []float64
		WeightsUsed []float64 `json:"weights_used"`
	}
	in, out := peer[score](t, "pymcdm/moora")
	for name, c := range in {
		g, w := c.group(vectorNegated)
		near(t, out[name].Score, scored(t, aggregate.Arithmetic{}, g, w), 0.01, name)
	}
	times := func(x []float64, f float64) []float64 {
		return mapped(x, func(v float64) float64 { return v * f })
	}
	in, out = peer[score](t, "scikit-criteria/moora_ratio")
	for name, c := range in {
		g, w := c.group(vectorNegated)
		sum := mean(out[name].WeightsUsed) * float64(len(w)) // they are divided by their norm, not their sum
		near(t, out[name].Score, times(scored(t, aggregate.Arithmetic{}, g, w), sum), 0.01, name)
	}
	in, out = peer[score](t, "scikit-criteria/moora_refpoint")
	for name, c := range in {
		g, w := c.group(vectorNegated)
		sum := mean(out[name].WeightsUsed) * float64(len(w))
		near(t, out[name].Score, times(scored(t, aggregate.ReferencePoint{}, g, w), -sum), 0, name)
	}
	// The peer's multiplicative form is sum ln(w x) of benefits less that of costs:
	// weights as factors, which shift all units alike and rank none. It is the
	// geometric mean under equal weights, up to that shift; weights as exponents
	// rank otherwise.
	in, out = peer[score](t, "scikit-criteria/moora_fmf")
	for name, c := range in {
		g, w := c.group(func(x []float64, cost bool) []float64 { return reciprocal(vectorNegated(x, false), cost) })
		k := float64(len(w))
		var shift float64
		for j, wj := range out[name].WeightsUsed {
			if c.cost(j) {
				wj = 1 / wj
			}
			shift += math.Log(wj)
		}
		logs := mapped(scored(t, aggregate.Geometric{}, g, equal(len(w))), func(x float64) float64 { return k*math.Log(x) + shift })
		near(t, out[name].Score, logs, 0.1, name)
		assert.NotEqual(t, placeOf(out[name].Score), placeOf(scored(t, aggregate.Geometric{}, g, w)))
	}
}

// TestMOORAPublished: Kundakci (2016), nine cars, ratio system, 3 decimals as in
// the tests of JMcDM (commit 9bd395a4).
func TestMOORAPublished(t *testing.T) {
	g, w := peerCase{
		Matrix: [][]float64{
			{168000, 4.2, 35, 5, 5, 5, 5, 136, 109},
			{179697, 4.1, 34.5, 5, 4, 4, 5, 190, 107},
			{140600, 4.5, 33, 3, 3, 3, 3, 150, 119},
			{134950, 4.3, 28, 3, 2, 4, 4, 190, 112},
			{151980, 5.6, 35, 3, 4, 4, 3, 170, 147},
			{181632, 4, 35, 5, 3, 4, 5, 190, 106},
			{160620, 4.8, 33, 2, 3, 3, 2, 180, 125},
			{162900, 4.5, 35.4, 3, 4, 3, 2, 143, 119},
			{178000, 4.2, 32, 2, 3, 2, 3, 180, 110},
		},
		Types:   []float64{-1, -1, 1, 1, 1, 1, 1, 1, -1},
		Weights: []float64{0.20, 0.1684, 0.1579, 0.1474, 0.1158, 0.0842, 0.0737, 0.0421, 0.0105},
	}.group(vectorNegated)
	assert.InDeltaSlice(t, []float64{0.13489, 0.11648, 0.06276, 0.06656, 0.06688, 0.10686, 0.03301, 0.06115, 0.03115}, scored(t, aggregate.Arithmetic{}, g, w), 1e-3)
}

func TestMULTIMOORA(t *testing.T) {
	g := weights.Group{Parent: "p", Codes: []string{"a", "b"}, Scores: weights.Columns{{9, 4, 5, 1}, {1, 4, 3, 1}}}
	w := []float64{0.5, 0.5}
	s, err := aggregate.MULTIMOORA{}.Solve(g, w)
	require.NoError(t, err)
	near(t, []float64{5, 4, 4, 1}, s.Ratio, 0)
	near(t, []float64{-1.5, -2.5, -2, -4}, s.Reference, 0)
	near(t, []float64{3, 4, math.Sqrt(15), 1}, s.Product, 0)
	near(t, []float64{(3 + 3 + 1) / 3., (1.5 + 1 + 3) / 3, (1.5 + 2 + 2) / 3, 0}, s.Score, 1)
	assert.Equal(t, s.Score, scored(t, aggregate.MULTIMOORA{}, g, w))
	g.Scores[0][3], g.Scores[1][0] = 0, -1
	err = aggregate.MULTIMOORA{}.Aggregate(make([]float64, 4), g, w)
	require.ErrorIs(t, err, aggregate.ErrZero)
	assert.Equal(t, []string{"a/3", "b/0"}, cells(err))
	one := weights.Group{Parent: "p", Codes: []string{"a"}, Scores: weights.Columns{{7}}}
	assert.Equal(t, []float64{0}, scored(t, aggregate.MULTIMOORA{}, one, []float64{1}))
}
