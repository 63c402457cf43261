package stats_test

import (
	"math"
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/countyeval/countyeval/indicators/basis"
	"github.com/countyeval/countyeval/indicators/stats"
)

var (
	nan = math.NaN()
	inf = math.Inf(1)
)

func TestUndefined(t *testing.T) {
	median := func(x, _ []float64) (float64, error) { return stats.Median(x) }
	quantile := func(x, _ []float64) (float64, error) { return stats.Quantile(x, 0.5) }
	ranks := func(x, _ []float64) (float64, error) {
		r, err := stats.MidRanks(nil, x)
		assert.Nil(t, r)
		return 0, err
	}
	type function = func(x, y []float64) (float64, error)
	correlations := []function{stats.Spearman, stats.KendallTauB}
	all := append([]function{median, quantile, ranks}, correlations...)
	for name, c := range map[string]struct {
		of   []function
		x, y []float64
		want error
	}{
		"empty":           {all, nil, nil, basis.ErrEmpty},
		"NaN":             {all, []float64{1, nan}, []float64{1, 2}, basis.ErrNumber},
		"infinite":        {all, []float64{-inf, 1}, []float64{1, 2}, basis.ErrNumber},
		"NaN in second":   {correlations, []float64{1, 2}, []float64{1, nan}, basis.ErrNumber},
		"lengths":         {correlations, []float64{1, 2, 3}, []float64{1, 2}, stats.ErrLength},
		"one value":       {correlations, []float64{1}, []float64{2}, basis.ErrConstant},
		"constant first":  {correlations, []float64{3, 3, 3}, []float64{1, 2, 3}, basis.ErrConstant},
		"constant second": {correlations, []float64{1, 2, 3}, []float64{3, 3, 3}, basis.ErrConstant},
	} {
		t.Run(name, func(t *testing.T) {
			for _, of := range c.of {
				got, err := of(c.x, c.y)
				require.ErrorIs(t, err, c.want)
				assert.Zero(t, got)
			}
		})
	}
	_, err := stats.Spearman([]float64{1, 2, 3}, []float64{7, 7, 7})
	assert.EqualError(t, err, "second slice: all values are equal")
	for _, p := range []float64{-0.01, 1.01, nan, inf} {
		_, err := stats.Quantile([]float64{1, 2}, p)
		assert.ErrorIs(t, err, stats.ErrOrder)
	}
}

func TestMedianOfExtremes(t *testing.T) {
	for name, c := range map[string]struct {
		x    []float64
		want float64
	}{
		"sum overflows":    {[]float64{math.MaxFloat64, math.MaxFloat64}, math.MaxFloat64},
		"negative zero":    {[]float64{math.Copysign(0, -1)}, 0},
		"zeros of a sign":  {[]float64{math.Copysign(0, -1), math.Copysign(0, -1)}, 0},
		"subnormal":        {[]float64{5e-324, 5e-324, 1}, 5e-324},
		"unsorted, 5 ties": {[]float64{9, 2, 2, 2, 2, 2, -7}, 2},
	} {
		got, err := stats.Median(c.x)
		require.NoError(t, err, name)
		assert.Equal(t, math.Float64bits(c.want), math.Float64bits(got), name)
	}
}

// values draws n values of which many are tied.
func values(t *rapid.T, n int, label string) []float64 {
	gen := rapid.OneOf(
		rapid.Map(rapid.IntRange(-5, 5), func(i int) float64 { return float64(i) }),
		rapid.Float64Range(-1e6, 1e6),
	)
	return rapid.SliceOfN(gen, n, n).Draw(t, label)
}

func TestQuantileProperties(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		x := values(t, rapid.IntRange(1, 30).Draw(t, "n"), "x")
		before := slices.Clone(x)
		p := rapid.Float64Range(0, 1).Draw(t, "p")
		q, err := stats.Quantile(x, p)
		require.NoError(t, err)
		low, _ := stats.Quantile(x, 0)
		high, _ := stats.Quantile(x, 1)
		assert.Equal(t, slices.Min(x), low)
		assert.Equal(t, slices.Max(x), high)
		assert.True(t, low <= q && q <= high)
		later, _ := stats.Quantile(x, min(1, p+0.1))
		assert.LessOrEqual(t, q, later+1e-9*math.Abs(later))
		median, _ := stats.Median(x)
		half, _ := stats.Quantile(x, 0.5)
		assert.InDelta(t, median, half, 1e-9)
		assert.Equal(t, before, x, "x is not changed")
	})
}

// TestMidRanksByCounting compares with the definition: the number of smaller
// values and half the number of equal ones.
func TestMidRanksByCounting(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		x := values(t, rapid.IntRange(1, 40).Draw(t, "n"), "x")
		want := make([]float64, len(x))
		for i, v := range x {
			want[i] = 0.5
			for _, w := range x {
				if w < v {
					want[i]++
				} else if w == v {
					want[i] += 0.5
				}
			}
		}
		got, err := stats.MidRanks(nil, x)
		require.NoError(t, err)
		require.Equal(t, want, got)
		dst := make([]float64, len(x)+3)
		again, err := stats.MidRanks(dst, x)
		require.NoError(t, err)
		require.Equal(t, want, again)
		require.Same(t, &dst[0], &again[0], "dst is used")
		own, err := stats.MidRanks(x, x)
		require.NoError(t, err)
		require.Equal(t, want, own, "dst may be x")
	})
}

func TestKendallByCounting(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		n := rapid.IntRange(2, 40).Draw(t, "n")
		x, y := values(t, n, "x"), values(t, n, "y")
		var s, inX, inY float64
		for i := range x {
			for j := range i {
				a, b := sign(x[i]-x[j]), sign(y[i]-y[j])
				s += a * b
				inX += a * a
				inY += b * b
			}
		}
		got, err := stats.KendallTauB(x, y)
		if inX == 0 || inY == 0 {
			require.ErrorIs(t, err, basis.ErrConstant)
			return
		}
		require.NoError(t, err)
		require.InDelta(t, s/math.Sqrt(inX*inY), got, 1e-12)
	})
}

func sign(x float64) float64 {
	switch {
	case x > 0:
		return 1
	case x < 0:
		return -1
	}
	return 0
}

func TestCorrelationProperties(t *testing.T) {
	for name, of := range map[string]func(x, y []float64) (float64, error){"spearman": stats.Spearman, "kendall": stats.KendallTauB} {
		t.Run(name, func(t *testing.T) {
			rapid.Check(t, func(t *rapid.T) {
				n := rapid.IntRange(2, 40).Draw(t, "n")
				x, y := values(t, n, "x"), values(t, n, "y")
				r, err := of(x, y)
				if err != nil {
					require.ErrorIs(t, err, basis.ErrConstant)
					return
				}
				require.LessOrEqual(t, math.Abs(r), 1.0)
				back, _ := of(y, x)
				require.Equal(t, r, back, "symmetric")
				minus := make([]float64, n)
				cube := make([]float64, n)
				for i, v := range y {
					minus[i], cube[i] = -v, v*v*v // both keep order and ties apart
				}
				opposite, _ := of(x, minus)
				require.Equal(t, -r, opposite, "turned round")
				same, _ := of(x, x)
				require.Equal(t, 1.0, same, "with itself")
				if ranks, _ := stats.MidRanks(nil, y); assert.ObjectsAreEqual(ranks, mustRanks(cube)) {
					monotone, _ := of(x, cube)
					require.Equal(t, r, monotone, "only the order counts")
				}
				shuffle := rapid.Permutation(indices(n)).Draw(t, "order")
				px, py := make([]float64, n), make([]float64, n)
				for i, at := range shuffle {
					px[i], py[i] = x[at], y[at]
				}
				permuted, _ := of(px, py)
				require.Equal(t, r, permuted, "order of the units")
			})
		})
	}
}

func mustRanks(x []float64) []float64 {
	r, err := stats.MidRanks(nil, x)
	if err != nil {
		panic(err)
	}
	return r
}

func indices(n int) []int {
	out := make([]int, n)
	for i := range out {
		out[i] = i
	}
	return out
}

func BenchmarkKendallTauB100000(b *testing.B) {
	r := rand.New(rand.NewPCG(1, 2))
	x, y := make([]float64, 100_000), make([]float64, 100_000)
	for i := range x {
		x[i], y[i] = r.Float64(), math.Floor(100*r.Float64())
	}
	for b.Loop() {
		if _, err := stats.KendallTauB(x, y); err != nil {
			b.Fatal(err)
		}
	}
}
