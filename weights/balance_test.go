package weights_test

import (
	"math"
	"slices"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"gonum.org/v1/gonum/floats"
	"gonum.org/v1/gonum/stat"
	"pgregory.net/rapid"

	"github.com/countyeval/countyeval/indicators/basis"
	"github.com/countyeval/countyeval/weights"
	"github.com/countyeval/countyeval/weights/weightstest"
)

// weightedMean is the arithmetic mean of the columns of a group.
func weightedMean(g weights.Group, w []float64) []float64 {
	y := make([]float64, len(g.Scores[0]))
	for j, x := range g.Scores {
		floats.AddScaled(y, w[j]/sum(w), x)
	}
	return y
}

// COINr searches step by step, ours solves: the weights to 1e-6, the correlations
// exactly as declared.
func TestBalanceAgainstCOINr(t *testing.T) {
	for _, name := range []string{"weights_optimised_balance", "weights_optimised_balance_b"} {
		t.Run(name, func(t *testing.T) {
			var file struct {
				Input  struct{ Normalised frame }
				Output struct {
					Result struct{ Desired, Obtained, OptWeight []float64 }
				}
			}
			readTestdata(t, "golden/coinr/"+name+".json", &file)
			mean := func(w []float64, g weights.Group) []float64 { return weightedMean(g, w) }
			in := file.Input.Normalised
			p1 := mean([]float64{1, 1, 2}, in.group(t, "i1", "i2", "i3"))
			p2 := mean([]float64{1, 1}, in.group(t, "i4", "i5"))
			p3 := mean([]float64{0.5, 1, 3}, in.group(t, "i6", "i7", "i8"))
			g := columns(mean([]float64{1, 2}, columns(p1, p2)), p3)
			s, err := weights.Balance{}.Solve(g)
			require.NoError(t, err)
			assert.InDeltaSlice(t, file.Output.Result.OptWeight, s.Weights, 1e-6)
			assert.InDeltaSlice(t, file.Output.Result.Obtained, s.Achieved, 1e-9)
			assert.InDeltaSlice(t, file.Output.Result.Desired, s.Achieved, 1e-14)
			assert.True(t, s.Exact)
			y := weightedMean(g, s.Weights)
			for j := range g.Scores {
				assert.InEpsilon(t, stat.Correlation(g.Scores[j], y, nil), s.Correlation[j], 1e-12)
			}
		})
	}
}

// Two uncorrelated siblings, one of which varies twice as much: the correlations
// with a w_a + b w_b are as 1 w_a to 2 w_b.
func TestBalanceByHand(t *testing.T) {
	g := columns([]float64{1, 1, -1, -1}, []float64{2, -2, 2, -2})
	inDelta(t, []float64{2. / 3, 1. / 3}, of(t, weights.Balance{}, g), 1e-12)
	g.Declared = []float64{3, 1}
	inDelta(t, []float64{6. / 7, 1. / 7}, of(t, weights.Balance{}, g), 1e-12)

	// r = 1/2: R (s w) = (3, 1) has the solution (10/3, -2/3).
	g = columns([]float64{1, -1, 0}, []float64{1, 0, -1})
	s, err := weights.Balance{}.Solve(g)
	require.NoError(t, err)
	inDelta(t, []float64{0.5, 0.5}, s.Weights, 1e-12)
	inDelta(t, []float64{math.Sqrt(0.75), math.Sqrt(0.75)}, s.Correlation, 1e-12)
	g.Declared = []float64{3, 1}
	_, err = weights.Of(nil, weights.Balance{}, g)
	require.ErrorIs(t, err, basis.ErrDomain)
	require.EqualError(t, err, "weights of the children of p: b: value outside the domain of the method: it would need a negative weight for its share of 0.25 of the correlations")
	// Nearest: all on a, with which the correlations are 1 and 1/2.
	s, err = weights.Balance{Nearest: true}.Solve(g)
	require.NoError(t, err)
	assert.Equal(t, []float64{1, 0}, s.Weights)
	inDelta(t, []float64{1, 0.5}, s.Correlation, 1e-12)
	inDelta(t, []float64{2. / 3, 1. / 3}, s.Achieved, 1e-12)
	inDelta(t, []float64{0.75, 0.25}, s.Target, 1e-12)
	assert.False(t, s.Exact)

	// Up to a share of 2/3 the two can be had exactly.
	g.Declared = []float64{2, 1}
	assert.InDeltaSlice(t, []float64{1, 0}, of(t, weights.Balance{}, g), 1e-12)
}

// A sibling with declared weight 0 is left out, and is not aimed at.
func TestBalanceAbsent(t *testing.T) {
	g := columns([]float64{1, 1, -1, -1}, []float64{2, -2, 2, -2}, []float64{1, 1, -1, -1})
	g.Declared = []float64{3, 1, 0}
	s, err := weights.Balance{}.Solve(g)
	require.NoError(t, err)
	inDelta(t, []float64{6. / 7, 1. / 7, 0}, s.Weights, 1e-12)
	assert.True(t, s.Exact)
	assert.InDelta(t, s.Correlation[0], s.Correlation[2], 1e-12)
}

func TestBalanceErrors(t *testing.T) {
	x, y := []float64{1, 2, 3, 5}, []float64{2, 2, 7, 1}
	double := columns(x, x)
	for name, c := range map[string]struct {
		g    weights.Group
		kind error
		want []string
	}{
		"constant":     {columns(x, []float64{4, 4, 4, 4}), basis.ErrConstant, []string{"b: all values are equal"}},
		"missing":      {columns(x, []float64{1, math.NaN(), 2, 3}), basis.ErrMissing, []string{"b, row 2: missing value"}},
		"few":          {columns(x[:2], y[1:3]), basis.ErrDomain, []string{"value outside the domain of the method: the analysis of correlations needs at least 3 units, there are 2"}},
		"equal":        {double, basis.ErrDomain, []string{"value outside the domain of the method: some siblings are combinations of others, so that many weights give the same correlations"}},
		"nearly equal": {columns(x, []float64{1, 2, 3 + 1e-7, 5}), basis.ErrDomain, []string{"value outside the domain of the method: some siblings are combinations of others, so that many weights give the same correlations"}},
		"declared":     {weights.Group{Codes: []string{"a", "b"}, Scores: weights.Columns{x, y}, Declared: []float64{1, -1}}, basis.ErrWeights, []string{"weights: b has -1, not a finite number of at least 0"}},
	} {
		t.Run(name, func(t *testing.T) {
			for _, b := range []weights.Balance{{}, {Nearest: true}} {
				err := b.Weigh(make([]float64, 2), c.g)
				require.ErrorIs(t, err, c.kind)
				assert.Equal(t, c.want, lines(err))
			}
		})
	}
	assert.Equal(t, []float64{1}, of(t, weights.Balance{}, columns(x)))
}

// Every answer is checked against the definition: the achieved correlations are
// those declared, or the conditions of the nearest hold (Kuhn and Tucker: no
// sibling without weight would bring them nearer, and none with weight matters).
func TestBalanceProperties(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		g := drawWhole(t)
		n, k := g.Scores.Dims()
		if n <= k+1 {
			t.Skip("too few units")
		}
		s, err := weights.Balance{Nearest: true}.Solve(g)
		if err != nil {
			t.Skip(err.Error())
		}
		if slices.Min(s.Weights) < 0 || math.Abs(sum(s.Weights)-1) > 1e-12 {
			t.Fatalf("weights %v", s.Weights)
		}
		y := weightedMean(g, s.Weights)
		r := make([]float64, k)
		for j, x := range g.Scores {
			r[j] = stat.Correlation(x, y, nil)
			if math.Abs(r[j]-s.Correlation[j]) > 1e-8 {
				t.Fatalf("correlations %v, want %v", s.Correlation, r)
			}
		}
		strict, err := weights.Balance{}.Solve(g)
		if (err == nil) != s.Exact {
			t.Fatalf("exact: %v, error: %v", s.Exact, err)
		}
		if s.Exact {
			for j := range r {
				if math.Abs(r[j]/sum(r)-s.Target[j]) > 1e-7 || math.Abs(strict.Weights[j]-s.Weights[j]) > 1e-7 {
					t.Fatalf("shares of the correlations %v, want %v", r, s.Target)
				}
			}
			return
		}
		// The correlations are r = R u; with c the best multiple of them for the
		// target, the gradient is R (target - c r).
		c := floats.Dot(r, s.Target) / floats.Dot(r, r)
		for j, x := range g.Scores {
			var gradient float64
			for l, z := range g.Scores {
				gradient += stat.Correlation(x, z, nil) * (s.Target[l] - c*r[l])
			}
			if gradient > 1e-7 || s.Weights[j] > 1e-9 && gradient < -1e-7 {
				t.Fatalf("sibling %d has weight %v and gradient %v", j, s.Weights[j], gradient)
			}
		}
	})
}

// A scale of one sibling changes its weight by the reciprocal.
func TestBalanceScale(t *testing.T) {
	g := columns([]float64{1, 2, 3, 5, 4, 9}, []float64{2, 2, 7, 1, 3, 5}, []float64{8, 2, 3, 4, 6, 9})
	w := of(t, weights.Balance{}, g)
	u := of(t, weights.Balance{}, scaledColumn(g, 1, -7, 10))
	assert.InDelta(t, w[1]/w[0]/10, u[1]/u[0], 1e-12)
	assert.InDelta(t, w[2]/w[0], u[2]/u[0], 1e-12)
}

func TestBalanceRules(t *testing.T) {
	require.NoError(t, weightstest.TestScheme(weights.Balance{Nearest: true}, weightstest.Options{Tolerance: 1e-9, N: 60}))
	strict := weights.Func(func(dst []float64, g weights.Group) error {
		g.Declared = nil
		return weights.Balance{}.Weigh(dst, g)
	})
	require.NoError(t, weightstest.TestScheme(strict, weightstest.Options{Tolerance: 1e-9, N: 60, K: []int{1, 2}}))
}

func BenchmarkBalance(b *testing.B) { benchmark(b, weights.Balance{Nearest: true}) }
