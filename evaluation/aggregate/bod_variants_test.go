package aggregate_test

import (
	"math"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/countyeval/countyeval/evaluation/aggregate"
	"github.com/countyeval/countyeval/indicators"
	"github.com/countyeval/countyeval/indicators/basis"
	"github.com/countyeval/countyeval/weights"
)

// TestBODVariantsOfCompind: the directional benefit of the doubt, and the Wroclaw measure,
// of which less is better there.
func TestBODVariantsOfCompind(t *testing.T) {
	in, _, out := golden[struct{ X frame }, any, struct{ Value figures }](t, "compind/bod_directional")
	g, w := groupOf(in.X), sharesOf(4, nil)
	for i, got := range aggregated(t, aggregate.DirectionalBOD{}, g, w) {
		assert.InDelta(t, out.Value[i], got, 1e-9, i)
	}
	all := map[string]float64{}
	for _, code := range g.Codes {
		all[code] = 1
	}
	assert.Equal(t, aggregated(t, aggregate.DirectionalBOD{}, g, w), aggregated(t, aggregate.DirectionalBOD{Direction: all}, g, w))

	from, _, want := golden[struct{ X frame }, any, figures](t, "compind/wroclaw")
	for i, got := range aggregated(t, aggregate.Wroclaw{}, groupOf(from.X), w) {
		assert.InDelta(t, 1-want[i], got, 1e-9, i)
	}
}

// TestDirectionalByHand: A (4, 1) and B (1, 4) are the best, mixtures of them lie on
// x + y = 5. C (2, 2) reaches it with 1/2 in both directions, D (1, 1) with 3/2. Rising in x alone
// C reaches 3 and D 4, and beyond B's 4 nobody can rise in y.
func TestDirectionalByHand(t *testing.T) {
	g := weights.Group{Parent: "p", Codes: []string{"x", "y"}, Scores: weights.Columns{{4, 1, 2, 1}, {1, 4, 2, 1}}}
	w := []float64{0.5, 0.5}
	assert.InDeltaSlice(t, []float64{1, 1, 1 / 1.5, 1 / 2.5}, aggregated(t, aggregate.DirectionalBOD{}, g, w), 1e-12)
	assert.InDeltaSlice(t, []float64{1, 1, 1. / 2, 1. / 4}, aggregated(t, aggregate.DirectionalBOD{Direction: map[string]float64{"x": 1}}, g, w), 1e-12)
	assert.InDeltaSlice(t, []float64{1, 1, 1 / (1 + 1./3), 1 / 2.}, aggregated(t, aggregate.DirectionalBOD{Direction: map[string]float64{"x": 2, "y": 1}}, g, w), 1e-12)

	for _, d := range []map[string]float64{{"x": -1, "y": 1}, {"x": math.NaN(), "y": 1}, {"z": 1}, {}} {
		err := aggregate.DirectionalBOD{Direction: d}.Aggregate(make([]float64, 4), g, w)
		require.ErrorIs(t, err, basis.ErrValue)
	}
	require.ErrorIs(t, aggregate.DirectionalBOD{}.Aggregate(make([]float64, 4), g, []float64{0.4, 0.6}), basis.ErrWeights)
	constant := weights.Group{Parent: "p", Codes: []string{"x", "y"}, Scores: weights.Columns{{4, 1}, {2, 2}}}
	require.ErrorIs(t, aggregate.DirectionalBOD{}.Aggregate(make([]float64, 2), constant, w), basis.ErrConstant)
	require.ErrorIs(t, aggregate.MultiplicativeBOD{}.Aggregate(make([]float64, 2), constant, w), basis.ErrConstant)
	zero := weights.Group{Parent: "p", Codes: []string{"x", "y"}, Scores: weights.Columns{{4, 1}, {0, 2}}}
	require.ErrorIs(t, aggregate.MultiplicativeBOD{}.Aggregate(make([]float64, 2), zero, w), aggregate.ErrZero)
}

// TestDirectionalSlowly: by going up until benefit of the doubt says that the unit, were it
// one more, would be among the best.
func TestDirectionalSlowly(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		n, k := rapid.IntRange(2, 7).Draw(t, "n"), rapid.IntRange(2, 3).Draw(t, "k")
		g := weights.Group{Parent: "p"}
		for j := range k {
			col := make([]float64, n)
			for i := range col {
				col[i] = float64(rapid.IntRange(1, 20).Draw(t, "x"))
			}
			col[0] = float64(21 + j)
			g.Codes, g.Scores = append(g.Codes, string(rune('a'+j))), append(g.Scores, col)
		}
		w := sharesOf(k, nil)
		got := make([]float64, n)
		require.NoError(t, aggregate.DirectionalBOD{}.Aggregate(got, g, w))
		for i := range n {
			leads := func(beta float64) bool { // the unit as one more, risen by beta, has 1
				more := weights.Group{Parent: "p", Codes: g.Codes}
				for _, col := range g.Scores {
					more.Scores = append(more.Scores, append(append([]float64(nil), col...), col[i]+beta))
				}
				dst := make([]float64, n+1)
				require.NoError(t, aggregate.BenefitOfDoubt{}.Aggregate(dst, more, w))
				return dst[n] >= 1-1e-10
			}
			lo, hi := 0.0, 100.0
			for range 50 {
				if mid := (lo + hi) / 2; leads(mid) {
					hi = mid
				} else {
					lo = mid
				}
			}
			require.InDelta(t, 1/(1+hi), got[i], 1e-7, "unit %d", i)
		}
	})
}

// TestMultiplicativeByHand: with a base of 1 and the logarithms of powers of 2, it is
// benefit of the doubt of the exponents.
func TestMultiplicativeByHand(t *testing.T) {
	g := weights.Group{Parent: "p", Codes: []string{"x", "y"}, Scores: weights.Columns{{16, 2, 4, 1}, {2, 16, 4, 1}}}
	w := []float64{0.5, 0.5}
	assert.InDeltaSlice(t, []float64{math.E, math.E, math.Exp(0.8), 1}, aggregated(t, aggregate.MultiplicativeBOD{}, g, w), 1e-11)
	half := indicators.Range{Lo: 0.5, Hi: 0.5}
	assert.InDeltaSlice(t, []float64{math.E, math.E, math.Exp(0.8), 1}, aggregated(t, aggregate.MultiplicativeBOD{Weight: half}, g, w), 1e-11)
	// A factor on a child changes nothing, and a product makes up less than a sum.
	scaled := weights.Group{Parent: "p", Codes: g.Codes, Scores: weights.Columns{{16e3, 2e3, 4e3, 1e3}, {2, 16, 4, 1}}}
	assert.InDeltaSlice(t, aggregated(t, aggregate.MultiplicativeBOD{}, g, w), aggregated(t, aggregate.MultiplicativeBOD{}, scaled, w), 1e-11)
}

func TestWroclawByHand(t *testing.T) {
	// The best is (4, 3): distances 0, 5, sqrt(0.5 * 2 * 16) = 4; mean 3, sd sqrt(7).
	g := weights.Group{Parent: "p", Codes: []string{"x", "gone", "y"}, Scores: weights.Columns{{4, 0, 0}, {math.NaN(), 0, 1}, {3, 0, 3}}}
	w := []float64{0.5, 0, 0.5}
	norm := 3 + 2*math.Sqrt(7)
	assert.InDeltaSlice(t, []float64{1, 1 - 5/norm, 1 - 4/norm}, aggregated(t, aggregate.Wroclaw{}, g, w), 1e-12)
	// Weights are relative to equal ones: with 0.9 and 0.1 the squares count 1.8 and 0.2.
	far := math.Sqrt(1.8*16 + 0.2*9)
	near := math.Sqrt(1.8 * 16)
	mean := (far + near) / 3
	sd := math.Sqrt((mean*mean + (far-mean)*(far-mean) + (near-mean)*(near-mean)) / 2)
	assert.InDeltaSlice(t, []float64{1, 1 - far/(mean+2*sd), 1 - near/(mean+2*sd)}, aggregated(t, aggregate.Wroclaw{}, g, []float64{0.9, 0, 0.1}), 1e-12)

	require.ErrorIs(t, aggregate.Wroclaw{}.Aggregate(make([]float64, 1), weights.Group{Parent: "p", Codes: []string{"x"}, Scores: weights.Columns{{1}}}, []float64{1}), basis.ErrConstant)
	require.ErrorIs(t, aggregate.Wroclaw{}.Aggregate(make([]float64, 2), weights.Group{Parent: "p", Codes: []string{"x"}, Scores: weights.Columns{{1, math.NaN()}}}, []float64{1}), basis.ErrMissing)
	require.ErrorIs(t, aggregate.Wroclaw{}.Aggregate(make([]float64, 2), weights.Group{Parent: "p", Codes: []string{"x"}, Scores: weights.Columns{{1, 1e300}}}, []float64{1}), basis.ErrDomain)
	// Two that are equally far from the best have one score.
	assert.InDeltaSlice(t, []float64{0, 0}, aggregated(t, aggregate.Wroclaw{}, weights.Group{Parent: "p", Codes: []string{"x", "y"}, Scores: weights.Columns{{1, 0}, {0, 1}}}, []float64{0.5, 0.5}), 1e-12)
	// A unit that rises can lose, since the spread by which distances are measured shrinks.
	few := []float64{0.05, 0.95}
	before := aggregated(t, aggregate.Wroclaw{}, weights.Group{Parent: "p", Codes: []string{"x", "y"}, Scores: weights.Columns{{78, 78}, {93, 47}}}, few)
	after := aggregated(t, aggregate.Wroclaw{}, weights.Group{Parent: "p", Codes: []string{"x", "y"}, Scores: weights.Columns{{78, 80}, {93, 47}}}, few)
	assert.Less(t, after[1], before[1])
}
