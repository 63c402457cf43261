package weights_test

import (
	"fmt"
	"math"
	"math/rand/v2"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"gonum.org/v1/gonum/stat"
	"pgregory.net/rapid"

	"github.com/countyeval/countyeval/indicators/basis"
	"github.com/countyeval/countyeval/weights"
)

func importance(t testingT, g weights.Group, w, parent []float64) []weights.ChildImportance {
	t.Helper()
	out, err := weights.Importance(g, w, parent)
	require.NoError(t, err)
	return out
}

// The spline as R computes it from the definition; and mgcv's, which chooses the
// penalty by a search instead of a grid. Where nothing is to be found the
// cross-validation is nearly flat, and the two choose differently.
func TestImportanceAgainstR(t *testing.T) {
	var ref map[string]struct {
		X, Y                         []float64
		Linear, Ratio, Freedom, MGCV float64
	}
	readTestdata(t, "importance/reference.json", &ref)
	require.Len(t, ref, 6)
	for name, c := range ref {
		t.Run(name, func(t *testing.T) {
			got := importance(t, columns(c.X), []float64{7}, c.Y)[0]
			assert.InEpsilon(t, c.Linear, got.Linear, 1e-9)
			assert.InEpsilon(t, c.Ratio, got.Ratio, 1e-7)
			assert.InEpsilon(t, c.Freedom, got.Freedom, 1e-7)
			if name != "nothing" {
				assert.InDelta(t, c.MGCV, got.Ratio, 0.01)
			}
		})
	}
}

// A parent that is the sum of independent children: each explains its share of the
// variance, w^2 s^2 / sum of these; a child of which the parent is a parabola
// explains nothing by a line and everything by a curve.
func TestImportanceKnown(t *testing.T) {
	rng := rand.New(rand.NewPCG(3, 2013))
	const n = 20000
	a, b, c, y := make([]float64, n), make([]float64, n), make([]float64, n), make([]float64, n)
	for i := range n {
		a[i], b[i], c[i] = rng.Float64(), 2*rng.Float64(), rng.Float64()-0.5
		y[i] = c[i] * c[i]
	}
	g := columns(a, b, c)
	out := importance(t, g, []float64{2, 1, 1}, nil)
	for j, want := range []float64{4. / 9, 4. / 9, 1. / 9} {
		assert.InDelta(t, want, out[j].Linear, 0.02)
		assert.InDelta(t, want, out[j].Ratio, 0.02)
		assert.InDelta(t, want, out[j].Share, 0.02)
		assert.InDelta(t, want, out[j].LinearShare, 0.02)
		assert.Equal(t, []string{"a", "b", "c"}[j], out[j].Code)
		assert.Equal(t, []float64{0.5, 0.25, 0.25}[j], out[j].Weight)
	}
	out = importance(t, g, []float64{1, 1, 1}, y)
	assert.InDelta(t, 0, out[2].Linear, 0.001)
	assert.InDelta(t, 1, out[2].Ratio, 1e-4)
	assert.InDelta(t, 0, out[0].Ratio, 0.001)
	assert.InDelta(t, 1, out[2].Share, 0.002)
}

// Paruolo, Saisana and Saltelli (2013), section 3: two children of equal weight, of
// which one varies more; if both are normal, the first-order index is the squared
// correlation, by hand from the variances 4 and 1 and the correlation 1/2.
func TestImportanceByHand(t *testing.T) {
	x := []float64{2, -2, 0, 0}
	z := []float64{1, 0, -1, 0}
	g := columns(x, z)
	out := importance(t, g, []float64{1, 1}, nil)
	y := []float64{1.5, -1, -0.5, 0}
	for j, col := range g.Scores {
		r := stat.Correlation(col, y, nil)
		assert.InDelta(t, r, out[j].Correlation, 1e-12)
		assert.InDelta(t, r*r, out[j].Linear, 1e-12)
		assert.InDelta(t, r*r, out[j].Ratio, 1e-12) // four units allow a straight line only
		assert.Equal(t, 2.0, out[j].Freedom)
	}
	assert.InDelta(t, 1, out[0].Share+out[1].Share, 1e-12)
}

func TestImportanceEdges(t *testing.T) {
	x := []float64{1, 2, 3, 5, 9}
	// A constant child explains nothing.
	out := importance(t, columns(x, []float64{4, 4, 4, 4, 4}), []float64{1, 3}, nil)
	assert.Equal(t, weights.ChildImportance{Code: "b", Weight: 0.75}, out[1])
	assert.InDelta(t, 1, out[0].Ratio, 1e-12)
	assert.InDelta(t, 1, out[0].Share, 1e-12)
	// A single child explains all.
	out = importance(t, columns(x), []float64{5}, nil)
	assert.InDelta(t, 1, out[0].Linear, 1e-12)
	// Two different values.
	out = importance(t, columns([]float64{0, 0, 1, 1, 1}), []float64{1}, x)
	assert.InDelta(t, math.Pow(stat.Correlation([]float64{0, 0, 1, 1, 1}, x, nil), 2), out[0].Ratio, 1e-9)
	// Nobody explains anything.
	out = importance(t, columns([]float64{1, -1, 1, -1}), []float64{1}, []float64{1, 1, -1, -1})
	assert.Zero(t, out[0].LinearShare)

	for name, c := range map[string]struct {
		g         weights.Group
		w, parent []float64
		kind      error
	}{
		"constant parent": {columns(x), []float64{1}, []float64{2, 2, 2, 2, 2}, basis.ErrConstant},
		"missing parent":  {columns(x), []float64{1}, []float64{2, 2, math.NaN(), 2, 2}, basis.ErrMissing},
		"short parent":    {columns(x), []float64{1}, x[:3], basis.ErrWeights},
		"missing":         {columns([]float64{1, math.NaN(), 3}), []float64{1}, nil, basis.ErrMissing},
		"few":             {columns(x[:2]), []float64{1}, nil, basis.ErrDomain},
		"weights":         {columns(x), []float64{1, 2}, nil, basis.ErrWeights},
		"no weights":      {columns(x), []float64{0}, nil, basis.ErrWeights},
		"negative":        {columns(x, x), []float64{1, -1}, nil, basis.ErrWeights},
		"ragged":          {columns(x, x[1:]), []float64{1, 1}, nil, basis.ErrWeights},
		"no siblings":     {weights.Group{}, nil, nil, basis.ErrWeights},
	} {
		t.Run(name, func(t *testing.T) {
			_, err := weights.Importance(c.g, c.w, c.parent)
			require.ErrorIs(t, err, c.kind)
		})
	}
}

func TestImportanceProperties(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		g := drawWhole(t)
		_, k := g.Scores.Dims()
		out, err := weights.Importance(g, g.Declared, nil)
		if err != nil {
			t.Skip(err.Error()) // all constant
		}
		var shares, linear float64
		y := weightedMean(g, g.Declared)
		for j, c := range out {
			if c.Ratio < 0 || c.Ratio > 1 || c.Linear > 1+1e-15 || c.Freedom != 0 && c.Freedom < 2-1e-9 {
				t.Fatalf("%+v", c)
			}
			if r := stat.Correlation(g.Scores[j], y, nil); c.Freedom > 0 && math.Abs(r*r-c.Linear) > 1e-9 {
				t.Fatalf("linear %v, want %v", c.Linear, r*r)
			}
			shares += c.Share
			linear += c.LinearShare
		}
		if math.Abs(shares-1) > 1e-12 || math.Abs(linear-1) > 1e-12 {
			t.Fatalf("shares sum to %v and %v", shares, linear)
		}
		// Units and scales of children and parent do not matter, nor the order.
		order := rapid.Permutation(g.Codes).Draw(t, "order")
		moved := weights.Group{Parent: "p", Codes: order}
		w := make([]float64, k)
		for i, code := range order {
			j := int(code[0] - 'a')
			x := make([]float64, len(y))
			for i, v := range g.Scores[j] {
				x[i] = 3*v - 20
			}
			moved.Scores, w[i] = append(moved.Scores, x), g.Declared[j]
		}
		parent := make([]float64, len(y))
		for i, v := range y {
			parent[i] = 8*v + 5
		}
		again, err := weights.Importance(moved, w, parent)
		if err != nil {
			t.Fatal(err)
		}
		for i, code := range order {
			a, b := out[int(code[0]-'a')], again[i]
			if math.Abs(a.Linear-b.Linear) > 1e-9 || math.Abs(a.Ratio-b.Ratio) > 1e-6 || math.Abs(a.Weight-b.Weight) > 1e-12 {
				t.Fatalf("%+v, in another order and scale %+v", a, b)
			}
		}
	})
}

// The other program multiplies by 1 - min w0 where the paper, whose name it bears,
// divides: 1 - 0.4/2 * 0.9 = 0.82 instead of 1 - 0.4/(2 * 0.9).
func TestSimilarityAgainstPymcdm(t *testing.T) {
	var file struct {
		Input  struct{ W0, W1 []float64 }
		Output struct{ WSC, WSC2 float64 }
	}
	readTestdata(t, "golden/pymcdm/corr_weights_similarity.json", &file)
	got, err := weights.Similarity(file.Input.W0, file.Input.W1)
	require.NoError(t, err)
	assert.InEpsilon(t, file.Output.WSC2, got, 1e-12)
	to, err := weights.SimilarityTo(file.Input.W0, file.Input.W1)
	require.NoError(t, err)
	assert.InEpsilon(t, 1-0.4/(2*0.9), to, 1e-12)
	assert.InEpsilon(t, 1-0.4/2*0.9, file.Output.WSC, 1e-12)
}

func TestSimilarity(t *testing.T) {
	for name, c := range map[string]struct {
		a, b []float64
		same float64
		to   float64
	}{
		"the same, other scale": {[]float64{1, 2, 3}, []float64{10, 20, 30}, 1, 1},
		"nothing in common":     {[]float64{1, 0}, []float64{0, 3}, 0, 0},
		"as far as can be":      {[]float64{5, 3, 2}, []float64{0, 0, 1}, 0.2, 0},
		"one sibling":           {[]float64{4}, []float64{0.1}, 1, 1},
	} {
		t.Run(name, func(t *testing.T) {
			same, err := weights.Similarity(c.a, c.b)
			require.NoError(t, err)
			assert.InDelta(t, c.same, same, 1e-12)
			to, err := weights.SimilarityTo(c.a, c.b)
			require.NoError(t, err)
			assert.InDelta(t, c.to, to, 1e-12)
		})
	}
	for name, c := range map[string]struct {
		a, b []float64
		want string
	}{
		"lengths":  {[]float64{1}, []float64{1, 2}, "weights: vectors of 1 and 2 weights"},
		"none":     {nil, nil, "first vector: weights: 0 weights for 0 siblings"},
		"negative": {[]float64{1, -1}, []float64{1, 2}, "first vector: weights: entry 2 has -1, not a finite number of at least 0"},
		"zero":     {[]float64{1, 1}, []float64{0, 0}, "second vector: weights: their sum is 0"},
		"infinite": {[]float64{1, 1}, []float64{math.MaxFloat64, math.MaxFloat64}, "second vector: weights: their sum is +Inf"},
	} {
		t.Run(name, func(t *testing.T) {
			_, err := weights.Similarity(c.a, c.b)
			require.EqualError(t, err, c.want)
			require.ErrorIs(t, err, basis.ErrWeights)
			_, err = weights.SimilarityTo(c.a, c.b)
			require.EqualError(t, err, c.want)
		})
	}
	rapid.Check(t, func(t *rapid.T) {
		k := rapid.IntRange(1, 6).Draw(t, "k")
		draw := func() []float64 { return rapid.SliceOfN(rapid.Float64Range(0.01, 9), k, k).Draw(t, "w") }
		a, b, c := draw(), draw(), draw()
		of := func(a, b []float64) float64 {
			s, err := weights.Similarity(a, b)
			if err != nil || s < 0 || s > 1 {
				t.Fatal(s, err)
			}
			return s
		}
		if math.Abs(of(a, b)-of(b, a)) > 1e-15 || of(a, a) != 1 {
			t.Fatal("not symmetric, or not 1 with itself")
		}
		if (1-of(a, b))+(1-of(b, c)) < 1-of(a, c)-1e-12 {
			t.Fatal("a detour is shorter")
		}
		if to, err := weights.SimilarityTo(a, b); err != nil || to < 0 || to > of(a, b)+1e-12 {
			t.Fatal(to, err)
		}
	})
}

func BenchmarkImportance(b *testing.B) {
	for _, n := range []int{158, 3000, 100000} {
		g := random(n, 28)
		w := make([]float64, 28)
		for j := range w {
			w[j] = 1
		}
		b.Run(fmt.Sprintf("%dx28", n), func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				if _, err := weights.Importance(g, w, nil); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}
