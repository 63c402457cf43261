package robustness_test

import (
	"math"
	"math/rand/v2"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/countyeval/countyeval/evaluation/robustness"
	"github.com/countyeval/countyeval/indicators/basis"
)

// moments are the means and variances of the shares that a spread draws.
func moments(t *testing.T, s robustness.Spread, d []float64, draws int) (mean, variance []float64) {
	t.Helper()
	require.NoError(t, s.Check())
	k := len(d)
	mean, variance = make([]float64, k), make([]float64, k)
	w, u := make([]float64, k), make([]float64, s.Numbers(k))
	sobol, err := robustness.NewSobol(len(u), robustness.LinearMatrix, 1)
	require.NoError(t, err)
	for draw := range draws {
		sobol.At(u, draw)
		s.Draw(w, d, u)
		var sum float64
		for _, x := range w {
			require.True(t, x >= 0 && !math.IsInf(x, 0), "%v", w)
			sum += x
		}
		for j, x := range w {
			mean[j] += x / sum / float64(draws)
			variance[j] += x / sum * x / sum / float64(draws)
		}
	}
	for j, m := range mean {
		variance[j] -= m * m
	}
	return mean, variance
}

func TestDirichletMoments(t *testing.T) {
	d := []float64{0.5, 0.3, 0.15, 0.05, 0}
	for _, c := range []float64{0.05, 0.5, 1, 20, 500} {
		mean, variance := moments(t, robustness.Dirichlet{Concentration: c}, d, 2048)
		for j, x := range d {
			v := x * (1 - x) / (c + 1)
			assert.InDelta(t, x, mean[j], 5*math.Sqrt(v/8000)+1e-12, "concentration %v, %d", c, j)
			assert.InDelta(t, v, variance[j], 0.1*v+1e-12, "concentration %v, %d", c, j)
		}
	}
}

// TestAnySharesMoments: uniform shares are Dirichlet(1, ..., 1).
func TestAnySharesMoments(t *testing.T) {
	mean, variance := moments(t, robustness.AnyShares{}, []float64{0.7, 0.1, 0.1, 0.1, 0}, 100_000)
	for j := range 4 {
		assert.InDelta(t, 0.25, mean[j], 0.003)
		assert.InDelta(t, 0.25*0.75/5, variance[j], 0.002)
	}
	assert.Zero(t, mean[4])
}

// TestOrderedMoments: the mean is the rank order centroid, (1/k) sum_{i=j}^k 1/i
// (Barron and Barrett 1996): for three 11/18, 5/18, 2/18.
func TestOrderedMoments(t *testing.T) {
	mean, _ := moments(t, robustness.Ordered{}, []float64{0.2, 0.5, 0.3}, 100_000)
	for j, want := range []float64{2.0 / 18, 11.0 / 18, 5.0 / 18} {
		assert.InDelta(t, want, mean[j], 0.003)
	}
	mean, _ = moments(t, robustness.Ordered{}, []float64{0.25, 0.5, 0.25}, 100_000)
	assert.InDelta(t, 11.0/18, mean[1], 0.003)
	assert.InDelta(t, mean[0], mean[2], 0.003, "of equal ones each is the larger as often")
}

func TestWithinMoments(t *testing.T) {
	// Not scaled: variances are (r d)^2 / 3.
	d, w, u := []float64{0.6, 0.4}, make([]float64, 2), make([]float64, 2)
	var mean, square [2]float64
	const draws = 100_000
	for draw := range draws {
		robustness.NewStream(3, draw).Fill(u)
		robustness.Within{Radius: 0.25}.Draw(w, d, u)
		for j, x := range w {
			mean[j] += x / draws
			square[j] += (x - d[j]) * (x - d[j]) / draws
		}
	}
	for j, x := range d {
		assert.InDelta(t, x, mean[j], 0.002)
		assert.InDelta(t, 0.25*0.25*x*x/3, square[j], 1e-4)
	}
}

// TestWithinSum: all draws are in the set. For two children the one left over is uniform
// on the smaller interval; for three of equal share the set is a hexagon, whose variance
// is 5/24 of (2 r d)^2, worked out by integration over its three rhombs.
func TestWithinSum(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		k := rapid.IntRange(1, 30).Draw(rt, "k")
		r := rapid.Float64Range(0, 0.99).Draw(rt, "r")
		d := make([]float64, k)
		var sum float64
		for j := range d {
			d[j] = rapid.Float64Range(0, 1).Draw(rt, "d")
			sum += d[j]
		}
		if sum < 0.1 {
			rt.Skip("no weights")
		}
		for j := range d {
			d[j] /= sum
		}
		w := make([]float64, k)
		robustness.WithinSum{Radius: r}.Draw(w, d, []float64{rapid.Float64Range(0.001, 0.999).Draw(rt, "u")})
		sum = 0
		for j, x := range w {
			require.InDelta(rt, d[j], x, r*d[j]+1e-12)
			sum += x
		}
		require.InDelta(rt, 1, sum, 1e-12)
	})
	mean, variance := moments(t, robustness.WithinSum{Radius: 0.5}, []float64{0.7, 0.3}, 50_000)
	assert.InDelta(t, 0.3, mean[1], 0.003)
	assert.InDelta(t, 0.15*0.15/3, variance[1], 1e-4)
	assert.InDelta(t, 0.15*0.15/3, variance[0], 1e-4)
	mean, variance = moments(t, robustness.WithinSum{Radius: 0.3}, []float64{1.0 / 3, 1.0 / 3, 1.0 / 3}, 50_000)
	for j := range 3 {
		assert.InDelta(t, 1.0/3, mean[j], 0.002)
		assert.InDelta(t, hexagon()*0.1*0.1, variance[j], 5e-5)
	}
}

// hexagon is the variance of x where (x, y, -x-y) is uniform with all three on [-1, 1],
// by the density of x, which is 2 - |x|: integral of x^2 (2-|x|) over that of (2-|x|).
func hexagon() float64 { return (2 * (2.0/3 - 1.0/4)) / 3 }

// TestSpreadsFollowTheSiblings: another order of siblings, with their numbers, moves the
// weights with them, and the numbers alone decide.
func TestSpreadsFollowTheSiblings(t *testing.T) {
	for _, s := range []robustness.Spread{robustness.Within{Radius: 0.3}, robustness.Dirichlet{Concentration: 3}, robustness.AnyShares{}, robustness.Ordered{}} {
		rng := rand.New(rand.NewPCG(1, 1))
		d, u := []float64{0.4, 0, 0.2, 0.2, 0.2}, make([]float64, 5)
		for range 100 {
			for j := range u {
				u[j] = rng.Float64()
			}
			a, b := make([]float64, 5), make([]float64, 5)
			s.Draw(a, d, u)
			back := func(x []float64) []float64 { return []float64{x[4], x[3], x[2], x[1], x[0]} }
			s.Draw(b, back(d), back(u))
			assert.Equal(t, a, back(b), "%T", s)
			assert.Zero(t, a[1], "%T", s)
		}
	}
}

// TestSpreadsAllocateNothing, but for the quantiles of gamma distributions.
func TestSpreadsAllocateNothing(t *testing.T) {
	d, u, w := []float64{0.4, 0.3, 0.2, 0.1}, []float64{0.1, 0.7, 0.3, 0.9}, make([]float64, 4)
	for _, s := range []robustness.Spread{robustness.Within{Radius: 0.3}, robustness.WithinSum{Radius: 0.3}, robustness.AnyShares{}, robustness.Ordered{}} {
		assert.Zero(t, testing.AllocsPerRun(20, func() { s.Draw(w, d, u) }), "%T", s)
	}
}

func TestSpreadsRefuse(t *testing.T) {
	for _, s := range []robustness.Spread{robustness.Within{Radius: -0.1}, robustness.Within{Radius: 1}, robustness.WithinSum{Radius: math.NaN()}} {
		require.ErrorIs(t, s.Check(), basis.ErrWeights)
	}
	for _, c := range []float64{0, -1, math.NaN(), math.Inf(1)} {
		require.ErrorIs(t, robustness.Dirichlet{Concentration: c}.Check(), basis.ErrValue)
	}
	require.NoError(t, robustness.Ordered{}.Check())
}
