package weights_test

import (
	"math"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/countyeval/countyeval/indicators/basis"
	"github.com/countyeval/countyeval/weights"
)

// A unit at the best, all others at the worst: exactly 0.
func TestLOPCOW(t *testing.T) {
	for n := 3; n < 100; n++ {
		alone, even := make([]float64, n), make([]float64, n)
		for i := range even {
			even[i] = float64(i)
		}
		alone[n/2] = 0.7
		assert.Equal(t, []float64{0, 1}, of(t, weights.LOPCOW{}, columns(alone, even)), n)
	}
	_, err := weights.Of(nil, weights.LOPCOW{}, columns([]float64{1, 2}, []float64{5, 3}))
	assert.ErrorIs(t, err, basis.ErrConstant, "two units")
	// By hand: 0, 1, 1: mean square 2/3, variance 1/3.
	dst := make([]float64, 2)
	require.NoError(t, weights.LOPCOW{}.Weigh(dst, columns([]float64{0, 1, 1}, []float64{5, 7, 6})))
	assert.InDelta(t, 50*math.Log(2), dst[0], 1e-12)
	assert.InDelta(t, 50*math.Log(5./3), dst[1], 1e-12) // 0, 1, 1/2: 5/12 over 1/4
}

// By hand: scores 1, 3 have mean 2, sample variance 2, Gini 1/4.
func TestDispersionByHand(t *testing.T) {
	for name, test := range map[string]struct {
		scheme weights.Scheme
		want   float64
	}{
		"standard deviation": {weights.StdDev{}, math.Sqrt2}, "variance": {weights.Variance{}, 2},
		"cv": {weights.CV{}, math.Sqrt2 / 2}, "gini": {weights.Gini{}, 0.25},
		"angular": {weights.Angular{}, math.Acos(4 / math.Sqrt(2*10))}, "mpsi": {weights.MPSI{}, 2. / 9},
		"merec": {weights.MEREC{}, math.Log((2 + math.Log(3)) / 2)},
	} {
		dst := make([]float64, 2)
		require.NoError(t, test.scheme.Weigh(dst, columns([]float64{1, 3}, []float64{5, 5})), name)
		assert.InDelta(t, test.want, dst[0], 1e-14, name)
		assert.Zero(t, dst[1], name)
	}
}

// The Gini coefficient by its definition, each with each.
func TestGiniDefinition(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		x := rapid.SliceOfN(rapid.Float64Range(0, 100), 2, 20).Draw(rt, "x")
		x[0], x[1] = 3, 40
		n, differences := float64(len(x)), 0.0
		for _, a := range x {
			for _, b := range x {
				differences += math.Abs(a - b)
			}
		}
		dst := make([]float64, 2)
		require.NoError(rt, weights.Gini{}.Weigh(dst, columns(x, x)))
		assert.InDelta(rt, differences/(2*n*sum(x)), dst[0], 1e-12)
	})
}

func TestRescaled(t *testing.T) {
	g := columns([]float64{5, 7, 9}, []float64{-1, 3, 0})
	var seen weights.Columns
	look := weights.Func(func(dst []float64, g weights.Group) error {
		seen = g.Scores
		return weights.Equal{}.Weigh(dst, g)
	})
	of(t, weights.Rescaled{Of: look, Lo: 20, Hi: 100}, g)
	assert.Equal(t, weights.Columns{{20, 60, 100}, {20, 100, 40}}, seen)
	of(t, weights.Rescaled{Of: look}, g)
	assert.Equal(t, weights.Columns{{0, 0.5, 1}, {0, 1, 0.25}}, seen)
	g.Declared = []float64{1, 3}
	assert.Equal(t, []float64{0.25, 0.75}, of(t, weights.Rescaled{}, g))
	for _, r := range []weights.Rescaled{{Lo: 1, Hi: 1}, {Lo: 2, Hi: 1}, {Hi: math.NaN()}, {Hi: math.Inf(1)}, {Lo: math.Inf(-1)}} {
		_, err := weights.Of(nil, r, g)
		require.ErrorIs(t, err, basis.ErrDomain, r)
	}
}

// Zeros: by the limit of p ln p they add nothing; a small number instead gives
// nearly the same, and the method is continuous there.
func TestEntropyZeros(t *testing.T) {
	g := columns([]float64{0, 1, 3}, []float64{1, 2, 3})
	keep := of(t, weights.Entropy{}, g)
	inDelta(t, keep, of(t, weights.Entropy{Zeros: weights.ReplaceZeros, Small: 1e-12}, g), 1e-9)
	assert.Equal(t, of(t, weights.Entropy{}, columns([]float64{0.5, 1, 3}, []float64{1, 2, 3})),
		of(t, weights.Entropy{Zeros: weights.ReplaceZeros, Small: 0.5}, g))
	assert.Zero(t, g.Scores[0][0], "the scores are left alone")
	for _, e := range []weights.Entropy{{Zeros: weights.ReplaceZeros}, {Zeros: weights.ReplaceZeros, Small: math.Inf(1)}, {Zeros: 3}} {
		_, err := weights.Of(nil, e, g)
		require.ErrorIs(t, err, basis.ErrDomain)
	}
}
