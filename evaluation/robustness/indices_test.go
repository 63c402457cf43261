package robustness_test

import (
	"encoding/json"
	"math"
	"os"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/countyeval/countyeval/evaluation"
	"github.com/countyeval/countyeval/evaluation/aggregate"
	"github.com/countyeval/countyeval/evaluation/robustness"
	"github.com/countyeval/countyeval/evaluation/robustness/internal/robustnesstest"
	"github.com/countyeval/countyeval/indicators/basis"
	"github.com/countyeval/countyeval/indicators/normalize"
)

// golden reads a case of COINr.
func golden(t *testing.T, file string, to any) {
	t.Helper()
	text, err := os.ReadFile("testdata/golden/" + file)
	require.NoError(t, err)
	require.NoError(t, json.Unmarshal(text, to))
}

func TestIndicesOfCOINr(t *testing.T) {
	var c struct {
		Input  struct{ YY []float64 }
		Params struct{ N, D int }
		Output struct {
			Variance float64
			Si, STi  []float64
		}
	}
	golden(t, "sa_sobol_estimators.json", &c)
	n := c.Params.N
	y := robustness.Outputs{A: c.Input.YY[:n], B: c.Input.YY[n : 2*n]}
	for i := range c.Params.D {
		y.AB = append(y.AB, c.Input.YY[(2+i)*n:(3+i)*n])
	}
	got, err := y.Uncentered(robustness.Bootstrap{})
	require.NoError(t, err)
	assert.InEpsilon(t, c.Output.Variance, got.Variance, 1e-9)
	centered, err := robustness.SobolIndices(y, robustness.Bootstrap{})
	require.NoError(t, err)
	for i := range c.Params.D {
		assert.InEpsilon(t, c.Output.Si[i], got.First[i].Value, 1e-9)
		assert.InEpsilon(t, c.Output.STi[i], got.Total[i].Value, 1e-9)
		assert.InEpsilon(t, c.Output.STi[i], centered.Total[i].Value, 1e-9)
	}
}

// TestNoiseOfCOINr: the same numbers give the same weights, level by level.
func TestNoiseOfCOINr(t *testing.T) {
	var c struct {
		Input struct {
			Weights struct {
				Level  []int
				Weight []float64
			}
			Draws []map[string][]float64 `json:"uniform_draws"`
		}
		Output [][]float64
	}
	golden(t, "sa_noisy_weights.json", &c)
	for rep, draws := range c.Input.Draws {
		for level, key := range map[int]string{2: "level2", 3: "level3"} {
			var d, want []float64
			for j, l := range c.Input.Weights.Level {
				if l == level {
					d, want = append(d, c.Input.Weights.Weight[j]), append(want, c.Output[rep][j])
				}
			}
			w := make([]float64, len(d))
			robustness.Within{Radius: 0.25}.Draw(w, d, draws[key])
			assert.InDeltaSlice(t, want, w, 1e-14)
		}
	}
}

// estimate runs a function of uniform numbers, one a factor.
func estimate(t *testing.T, k, n int, f func(u []float64) float64) robustness.Indices {
	t.Helper()
	d := robustness.Design{N: n, Seed: 1}
	for range k {
		d.Numbers = append(d.Numbers, 1)
	}
	s, err := d.Sampler()
	require.NoError(t, err)
	y, err := s.Run(func() func([]float64) (float64, error) {
		return func(u []float64) (float64, error) { return f(u), nil }
	})
	require.NoError(t, err)
	got, err := robustness.SobolIndices(y, robustness.Bootstrap{Times: 200, Seed: 3})
	require.NoError(t, err)
	return got
}

// TestIshigami: sin x1 + 7 sin^2 x2 + 0.1 x3^4 sin x1 on (-pi, pi), whose indices are
// known (T. Ishigami, T. Homma 1990; Saltelli et al. 2000, p. 179):
//
//	V1 = (1 + b pi^4 / 5)^2 / 2, V2 = a^2 / 8, V13 = b^2 pi^8 (1/18 - 1/50)
func TestIshigami(t *testing.T) {
	const a, b = 7, 0.1
	v1 := (1 + b*math.Pow(math.Pi, 4)/5) * (1 + b*math.Pow(math.Pi, 4)/5) / 2
	v2, v13 := a*a/8.0, b*b*math.Pow(math.Pi, 8)*(1.0/18-1.0/50)
	v := v1 + v2 + v13
	got := estimate(t, 4, 1<<13, func(u []float64) float64 {
		x := [3]float64{}
		for i := range x {
			x[i] = math.Pi * (2*u[i] - 1)
		}
		return math.Sin(x[0]) + a*math.Sin(x[1])*math.Sin(x[1]) + b*math.Pow(x[2], 4)*math.Sin(x[0])
	})
	assert.InEpsilon(t, v, got.Variance, 0.01)
	for i, want := range []float64{v1 / v, v2 / v, 0, 0} {
		assert.InDelta(t, want, got.First[i].Value, 0.01)
	}
	for i, want := range []float64{(v1 + v13) / v, v2 / v, v13 / v} {
		assert.InDelta(t, want, got.Total[i].Value, 0.01)
		assert.Less(t, got.Total[i].Low, want+0.005)
		assert.Greater(t, got.Total[i].High, want-0.005)
	}
	assert.Equal(t, robustness.Index{}, got.Total[3], "a factor that changes nothing has exactly 0")
	assert.Equal(t, robustness.Index{}, got.First[3])
}

// TestSobolG: prod (|4 u_i - 2| + a_i) / (1 + a_i), whose partial variances are
// V_i = 1 / (3 (1+a_i)^2), V = prod (1+V_i) - 1, V_Ti = V_i prod_{j!=i} (1+V_j)
// (Sobol 1993; Saltelli et al. 2010, with a of eight factors).
func TestSobolG(t *testing.T) {
	a := []float64{0, 1, 4.5, 9, 99, 99, 99, 99}
	all := 1.0
	for _, x := range a {
		all *= 1 + 1/(3*(1+x)*(1+x))
	}
	got := estimate(t, len(a), 1<<13, func(u []float64) float64 {
		y := 1.0
		for i, x := range a {
			y *= (math.Abs(4*u[i]-2) + x) / (1 + x)
		}
		return y
	})
	assert.InEpsilon(t, all-1, got.Variance, 0.01)
	for i, x := range a {
		v := 1 / (3 * (1 + x) * (1 + x))
		assert.InDelta(t, v/(all-1), got.First[i].Value, 0.01)
		assert.InDelta(t, v*all/(1+v)/(all-1), got.Total[i].Value, 0.01)
	}
}

// TestBootstrapCovers: over designs of random numbers, intervals of 90 % hold the true
// total index about that often.
func TestBootstrapCovers(t *testing.T) {
	// y = u1 + 2 u2: indices 1/5 and 4/5.
	const trials = 200
	holds := 0
	for seed := range uint64(trials) {
		s, err := robustness.Design{N: 200, Numbers: []int{1, 1}, Random: true, Seed: seed}.Sampler()
		require.NoError(t, err)
		y, err := s.Run(func() func([]float64) (float64, error) {
			return func(u []float64) (float64, error) { return u[0] + 2*u[1], nil }
		})
		require.NoError(t, err)
		got, err := robustness.SobolIndices(y, robustness.Bootstrap{Times: 200, Level: 0.9, Seed: seed})
		require.NoError(t, err)
		if got.Total[0].Low <= 0.2 && 0.2 <= got.Total[0].High {
			holds++
		}
		require.LessOrEqual(t, got.Total[0].Low, got.Total[0].Value)
		require.GreaterOrEqual(t, got.Total[0].High, got.Total[0].Value)
	}
	assert.InDelta(t, 0.9, float64(holds)/trials, 0.07)
}

func TestIndicesRefuse(t *testing.T) {
	good := robustness.Outputs{A: []float64{1, 2}, B: []float64{2, 4}, AB: [][]float64{{1, 4}}}
	_, err := robustness.SobolIndices(good, robustness.Bootstrap{})
	require.NoError(t, err)
	for name, c := range map[string]struct {
		y    robustness.Outputs
		b    robustness.Bootstrap
		want error
	}{
		"one draw":   {y: robustness.Outputs{A: []float64{1}, B: []float64{1}, AB: [][]float64{{1}}}, want: basis.ErrFew},
		"no factor":  {y: robustness.Outputs{A: good.A, B: good.B}, want: basis.ErrEmpty},
		"short":      {y: robustness.Outputs{A: good.A, B: good.B, AB: [][]float64{{1}}}, want: basis.ErrValue},
		"no number":  {y: robustness.Outputs{A: good.A, B: []float64{1, math.NaN()}, AB: good.AB}, want: basis.ErrNumber},
		"constant":   {y: robustness.Outputs{A: []float64{3, 3}, B: []float64{3, 3}, AB: [][]float64{{3, 3}}}, want: basis.ErrConstant},
		"level":      {y: good, b: robustness.Bootstrap{Level: 1}, want: basis.ErrValue},
		"minus once": {y: good, b: robustness.Bootstrap{Times: -1}, want: basis.ErrValue},
	} {
		_, err := robustness.SobolIndices(c.y, c.b)
		require.ErrorIs(t, err, c.want, name)
	}
	for _, d := range []robustness.Design{{N: 1, Numbers: []int{1}}, {N: 4}, {N: 4, Numbers: []int{-1}}} {
		_, err := d.Sampler()
		require.Error(t, err)
	}
}

// TestDesign: A and B share nothing, and a part has the numbers of its factor from B and
// all others from A.
func TestDesign(t *testing.T) {
	for _, d := range []robustness.Design{
		{N: 8, Numbers: []int{2, 0, 3}, Seed: 5}, {N: 8, Numbers: []int{2, 0, 3}, Seed: 5, Random: true}, {N: 8, Numbers: []int{200, 0, 100}},
	} {
		s, err := d.Sampler()
		require.NoError(t, err)
		m := s.Dimensions()
		assert.Equal(t, 8*5, s.Len())
		at := func(i int) []float64 {
			u := make([]float64, m)
			s.At(u, i, make([]float64, 2*m))
			return u
		}
		first, second := d.Numbers[0], d.Numbers[2]
		for row := range 8 {
			a, b := at(row), at(8+row)
			for j := range a {
				assert.NotEqual(t, a[j], b[j])
			}
			assert.Equal(t, append(append([]float64{}, b[:first]...), a[first:]...), at(16+row))
			assert.Equal(t, a, at(24+row), "a factor without numbers")
			assert.Equal(t, append(append([]float64{}, a[:m-second]...), b[m-second:]...), at(32+row))
		}
	}
}

// choiceOf is the output of a study: the score of the first unit under drawn weights of
// the dimensions, of the indicators, a normalizer and an aggregator.
func choiceOf(t testing.TB, e *robustness.Evaluator, base []float64) func() func(u []float64) (float64, error) {
	t.Helper()
	return func() func(u []float64) (float64, error) {
		w, imp, scores := e.Worker(), make([]float64, len(base)), make([]float64, e.Len())
		return func(u []float64) (float64, error) {
			robustness.Within{Radius: 0.25}.Draw(imp, base, u[:len(base)])
			w.SetWeights(imp)
			w.Choose(int(2*u[len(base)]), int(2*u[len(base)+1]))
			err := w.Score()
			return w.Scores(scores)[0], err
		}
	}
}

func BenchmarkIndices(b *testing.B) {
	base := robustnesstest.Evaluate(b, evaluation.Model{}, robustnesstest.Generated(b, 158, 7, 4))
	e, err := robustness.NewEvaluator(base, evaluation.Decision{Ties: evaluation.Ties{Digits: new(2)}}, robustness.Choices{
		Normalize: []normalize.Normalizer{normalize.MinMax{Lo: 1, Hi: 100}, normalize.Rank{}},
		Aggregate: []aggregate.Aggregator{aggregate.Arithmetic{}, aggregate.Geometric{}},
	})
	require.NoError(b, err)
	w := robustnesstest.Local(base)
	for b.Loop() {
		s, err := robustness.Design{N: 4096, Numbers: []int{8, len(w) - 8, 1, 1}, Seed: 1}.Sampler()
		require.NoError(b, err)
		y, err := s.Run(choiceOf(b, e, w))
		require.NoError(b, err)
		_, err = robustness.SobolIndices(y, robustness.Bootstrap{Times: 1000})
		require.NoError(b, err)
	}
}
