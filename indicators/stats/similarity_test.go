package stats_test

import (
	"math"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/countyeval/countyeval/indicators/basis"
	"github.com/countyeval/countyeval/indicators/stats"
)

func TestSimilarityAgainstPymcdm(t *testing.T) {
	for file, of := range map[string]func(x, y []float64) (float64, error){
		"corr_goodman_kruskal_gamma": stats.GoodmanKruskalGamma,
		"corr_weighted_spearman":     stats.WeightedSpearman,
		"corr_rank_similarity_coef":  stats.RankSimilarity,
	} {
		var ref struct {
			Input  map[string]struct{ X, Y []float64 }
			Output map[string]float64
		}
		readJSON(t, "golden/pymcdm/"+file+".json", &ref)
		require.Len(t, ref.Input, 4)
		for name, in := range ref.Input {
			got, err := of(in.X, in.Y)
			require.NoError(t, err)
			assertNear(t, ref.Output[name], got, file+" "+name)
		}
	}
}

// TestSimilarityByHand computes the three of the places 1, 2, 3 and 2, 1, 3, and of others.
func TestSimilarityByHand(t *testing.T) {
	first, second := []float64{1, 2, 3}, []float64{2, 1, 3}
	gamma, err := stats.GoodmanKruskalGamma(first, second)
	require.NoError(t, err)
	assert.Equal(t, 1.0/3, gamma) // of three pairs one turns round
	rw, err := stats.WeightedSpearman(first, second)
	require.NoError(t, err)
	assert.Equal(t, 1-6.0*(1*(3+2)+1*(2+3))/(81+27-9-3), rw)
	ws, err := stats.RankSimilarity(first, second)
	require.NoError(t, err)
	assert.Equal(t, 1-(0.5*1/2+0.25*1/1), ws)

	// The reference decides: its first unit fell to the third place, or came from there.
	down, err := stats.RankSimilarity([]float64{1, 2, 3}, []float64{3, 1, 2})
	require.NoError(t, err)
	up, err := stats.RankSimilarity([]float64{3, 1, 2}, []float64{1, 2, 3})
	require.NoError(t, err)
	assert.Equal(t, 1-(0.5*2/2+0.25*1/1+0.125*1/2), down)
	assert.Equal(t, 1-(0.125*2/2+0.5*1/2+0.25*1/1), up)

	// A change at the top weighs more than the same change at the bottom.
	places := []float64{1, 2, 3, 4, 5, 6}
	for name, of := range map[string]func(x, y []float64) (float64, error){"r_w": stats.WeightedSpearman, "WS": stats.RankSimilarity} {
		top, err := of(places, []float64{2, 1, 3, 4, 5, 6})
		require.NoError(t, err)
		bottom, err := of(places, []float64{1, 2, 3, 4, 6, 5})
		require.NoError(t, err)
		assert.Less(t, top, bottom, name)
	}

	// Pairs tied by one of the two say nothing to gamma, and something to tau-b.
	gamma, err = stats.GoodmanKruskalGamma([]float64{1, 1, 2, 2}, []float64{1, 2, 3, 4})
	require.NoError(t, err)
	tau, err := stats.KendallTauB([]float64{1, 1, 2, 2}, []float64{1, 2, 3, 4})
	require.NoError(t, err)
	assert.Equal(t, 1.0, gamma)
	assert.Equal(t, 4/math.Sqrt(4*6), tau)

	rw, err = stats.WeightedSpearman([]float64{1, 2, 2}, []float64{3, 1, 1})
	require.NoError(t, err)
	assert.Equal(t, -0.5, rw)
}

func TestSimilarityUndefined(t *testing.T) {
	for name, of := range map[string]func(x, y []float64) (float64, error){
		"gamma": stats.GoodmanKruskalGamma, "r_w": stats.WeightedSpearman, "WS": stats.RankSimilarity,
	} {
		_, err := of([]float64{1, 2}, []float64{1})
		require.ErrorIs(t, err, stats.ErrLength, name)
		_, err = of(nil, nil)
		require.ErrorIs(t, err, basis.ErrEmpty, name)
		_, err = of([]float64{1, math.NaN()}, []float64{1, 2})
		require.ErrorIs(t, err, basis.ErrNumber, name)
		_, err = of([]float64{1}, []float64{1})
		require.ErrorIs(t, err, basis.ErrConstant, name)
		_, err = of([]float64{1, 2}, []float64{3, 3})
		require.EqualError(t, err, "second slice: all values are equal", name)
		_, err = of([]float64{2, 2}, []float64{3, 4})
		require.EqualError(t, err, "first slice: all values are equal", name)
	}
}

// TestSimilaritySlowly computes the three from their definitions, pair by pair.
func TestSimilaritySlowly(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		n := rapid.IntRange(2, 40).Draw(t, "n")
		x, y := values(t, n, "x"), values(t, n, "y")
		gamma, err := stats.GoodmanKruskalGamma(x, y)
		if err != nil {
			require.ErrorIs(t, err, basis.ErrConstant)
			return
		}
		var c, d float64
		for i := range x {
			for j := range i {
				switch a := sign(x[i]-x[j]) * sign(y[i]-y[j]); {
				case a > 0:
					c++
				case a < 0:
					d++
				}
			}
		}
		require.Equal(t, (c-d)/(c+d), gamma)
		tau, err := stats.KendallTauB(x, y)
		require.NoError(t, err)
		require.GreaterOrEqual(t, math.Abs(gamma), math.Abs(tau)-1e-12)
		require.Equal(t, math.Signbit(tau), math.Signbit(gamma))

		r, s, size := mustRanks(x), mustRanks(y), float64(n)
		var weighted, moved float64
		for i := range r {
			weighted += (r[i] - s[i]) * (r[i] - s[i]) * (size - r[i] + 1 + size - s[i] + 1)
			moved += math.Pow(2, -r[i]) * math.Abs(r[i]-s[i]) / max(math.Abs(1-r[i]), math.Abs(size-r[i]))
		}
		rw, err := stats.WeightedSpearman(x, y)
		require.NoError(t, err)
		require.InDelta(t, 1-6*weighted/(size*size*size*size+size*size*size-size*size-size), rw, 1e-12)
		require.GreaterOrEqual(t, rw, -1.0)
		back, err := stats.WeightedSpearman(y, x)
		require.NoError(t, err)
		require.InDelta(t, rw, back, 1e-12, "symmetric")
		ws, err := stats.RankSimilarity(x, y)
		require.NoError(t, err)
		require.InDelta(t, 1-moved, ws, 1e-12)
		require.Greater(t, ws, -1e-12)
		for _, of := range []func(x, y []float64) (float64, error){stats.GoodmanKruskalGamma, stats.WeightedSpearman, stats.RankSimilarity} {
			same, err := of(x, x)
			require.NoError(t, err)
			require.Equal(t, 1.0, same)
		}
	})
}

func TestWeightedSpearmanOpposite(t *testing.T) {
	for n := 2; n < 60; n++ {
		x, y := make([]float64, n), make([]float64, n)
		for i := range n {
			x[i], y[i] = float64(i), float64(n-i)
		}
		r, err := stats.WeightedSpearman(x, y)
		require.NoError(t, err)
		require.Equal(t, -1.0, r, n)
	}
}
