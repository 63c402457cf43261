package outranking_test

import (
	"math"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/countyeval/countyeval/evaluation/outranking"
	"github.com/countyeval/countyeval/indicators/basis"
)

// TestDistillPublished: the two worked distillations in the tests of the Go program
// RealDecisionMaker (lib/logic/electreIII), of five alternatives each, the second of
// power stations in Italy, Belgium, Germany, Austria and France.
func TestDistillPublished(t *testing.T) {
	for name, c := range map[string]struct {
		s        [][]float64
		down, up []int
	}{
		"example": {[][]float64{
			{1, 0, 1, 0.8, 1},
			{0, 1, 0, 0.9, 0.67},
			{0.6, 0, 1, 0.6, 0.8},
			{0.25, 0.8, 0.67, 1, 0.85},
			{0.67, 0, 0.8, 0.8, 1},
		}, []int{1, 2, 3, 3, 3}, []int{1, 1, 3, 2, 3}},
		"power stations": {[][]float64{
			{1, 0.6, 0.3, 0.7, 0.55},
			{0, 1, 0.2, 0, 0},
			{0.58, 0.6, 1, 0.85, 0},
			{0.3, 0, 0.6, 1, 0.58},
			{0.6, 0, 0.6, 0.7, 1},
		}, []int{2, 3, 1, 3, 3}, []int{3, 4, 2, 5, 1}},
	} {
		down, up, err := outranking.Distill(c.s)
		require.NoError(t, err)
		assert.Equal(t, c.down, down, name)
		assert.Equal(t, c.up, up, name)
	}
}

// TestCredibilityPublished: the pair of power stations in the same tests: power, safety
// and cost with the weights 3, 3 and 4 and thresholds of their own.
func TestCredibilityPublished(t *testing.T) {
	france, italy := []float64{98, 6, -800}, []float64{90, 4, -600}
	g := group([]float64{france[0], italy[0]}, []float64{france[1], italy[1]}, []float64{france[2], italy[2]})
	s, err := outranking.ELECTREIII{By: map[string]outranking.Thresholds{
		"a": {Indifference: 4, Preference: 12, Veto: 28},
		"b": {Indifference: 1, Preference: 2, Veto: 8},
		"c": {Indifference: 100, Preference: 200, Veto: 600},
	}}.Solve(g, []float64{0.3, 0.3, 0.4})
	require.NoError(t, err)
	assert.Equal(t, [][]float64{{1, 0.6}, {0.55, 1}}, s.Credibility)
}

// TestVeto: 0.6 of the weight is for a; being 40 behind on the other child, halfway from
// p = 20 to v = 60, is no more discordant than that, 52 behind is, and 60 a veto.
func TestVeto(t *testing.T) {
	e := outranking.ELECTREIII{Thresholds: outranking.Thresholds{Indifference: 10, Preference: 20, Veto: 60}}
	for behind, want := range map[float64]float64{40: 0.6, 44: 0.6, 52: 0.6 * (1 - 0.8) / (1 - 0.6), 60: 0, 70: 0} {
		s, err := e.Solve(group([]float64{100, 50}, []float64{0, behind}), []float64{0.6, 0.4})
		require.NoError(t, err)
		assert.InDelta(t, want, s.Credibility[0][1], 1e-12, behind)
	}
}

func TestFinalOrder(t *testing.T) {
	s := outranking.ELECTREIIISolution{Descending: []int{1, 2, 3, 3, 3}, Ascending: []int{1, 1, 3, 2, 3}}
	assert.True(t, s.Ahead(0, 1))
	assert.False(t, s.Ahead(1, 0))
	assert.False(t, s.Ahead(2, 4))
	assert.True(t, s.Ahead(3, 2))
	ahead, tied, incomparable := s.Pairs()
	assert.Equal(t, []int{9, 1, 0}, []int{ahead, tied, incomparable})
	s = outranking.ELECTREIIISolution{Descending: []int{2, 3, 1, 3, 3}, Ascending: []int{3, 4, 2, 5, 1}}
	assert.True(t, s.Incomparable(0, 4))
	assert.True(t, s.Incomparable(4, 0))
	assert.False(t, s.Incomparable(1, 3))
	ahead, tied, incomparable = s.Pairs()
	assert.Equal(t, []int{8, 0, 2}, []int{ahead, tied, incomparable}) // France with Italy and with Germany
}

// slow is the method once more, by its definition, as a search for sets instead of classes.
func slow(x [][]float64, w []float64, th outranking.Thresholds) (s [][]float64, down, up []int) {
	n := len(x[0])
	s = make([][]float64, n)
	for a := range n {
		s[a] = make([]float64, n)
		for b := range n {
			var c float64
			for j := range x {
				switch d := x[j][b] - x[j][a]; {
				case d <= th.Indifference:
					c += w[j]
				case d < th.Preference:
					c += w[j] * (th.Preference - d) / (th.Preference - th.Indifference)
				}
			}
			s[a][b] = c
			for j := range x {
				d := x[j][b] - x[j][a]
				if against := min(1, (d-th.Preference)/(th.Veto-th.Preference)); th.Veto > 0 && d > th.Preference && against > c {
					s[a][b] *= (1 - against) / (1 - c)
				}
			}
		}
	}
	order := func(sign float64) []int {
		class, number, left := make([]int, n), 0, n
		for left > 0 {
			number++
			in := map[int]bool{}
			for i := range n {
				if class[i] == 0 {
					in[i] = true
				}
			}
			largest := func(limit float64) (out float64) {
				for a := range in {
					for b := range in {
						if a != b && s[a][b] < limit-1e-10 {
							out = max(out, s[a][b])
						}
					}
				}
				return out
			}
			lambda := largest(math.Inf(1))
			for len(in) > 1 && lambda > 0 {
				lambda = largest(lambda - 0.3 + 0.15*lambda)
				quality := map[int]float64{}
				best := math.Inf(-1)
				for a := range in {
					for b := range in {
						if a != b && s[a][b] > lambda+1e-10 && s[a][b]-s[b][a]-0.3+0.15*s[a][b] > 1e-10 {
							quality[a] += sign
							quality[b] -= sign
						}
					}
				}
				for a := range in {
					best = max(best, quality[a])
				}
				for a := range in {
					if quality[a] < best {
						delete(in, a)
					}
				}
			}
			for i := range in {
				class[i] = number
				left--
			}
		}
		if sign < 0 {
			for i := range class {
				class[i] = number + 1 - class[i]
			}
		}
		return class
	}
	return s, order(1), order(-1)
}

func TestELECTREIIISlowly(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		n, k := rapid.IntRange(2, 9).Draw(t, "n"), rapid.IntRange(1, 4).Draw(t, "k")
		x, w := make([][]float64, k), make([]float64, k)
		for j := range x {
			w[j] = 1 / float64(k)
			for range n {
				x[j] = append(x[j], float64(rapid.IntRange(0, 40).Draw(t, "x")))
			}
		}
		th := outranking.Thresholds{Indifference: float64(rapid.IntRange(0, 5).Draw(t, "q"))}
		th.Preference = th.Indifference + float64(rapid.IntRange(0, 8).Draw(t, "p"))
		if rapid.Bool().Draw(t, "veto") {
			th.Veto = th.Preference + float64(rapid.IntRange(1, 20).Draw(t, "v"))
		}
		got, err := outranking.ELECTREIII{Thresholds: th}.Solve(group(x...), w)
		require.NoError(t, err)
		s, down, up := slow(x, w, th)
		for a := range n {
			require.InDeltaSlice(t, s[a], got.Credibility[a], 1e-10)
		}
		require.Equal(t, down, got.Descending)
		require.Equal(t, up, got.Ascending)
		var sum float64
		for i := range n {
			sum += got.Scores[i]
			for l := range n {
				if got.Ahead(i, l) {
					require.Greater(t, got.Scores[i], got.Scores[l])
				}
				dominates, differs := true, false
				for j := range x {
					dominates = dominates && x[j][i] >= x[j][l]
					differs = differs || x[j][i]-x[j][l] > th.Preference
				}
				if dominates && differs && k == 1 {
					require.GreaterOrEqual(t, got.Scores[i], got.Scores[l])
				}
			}
		}
		require.InDelta(t, float64(n*(n-1))/2, sum, 1e-9)
		ahead, tied, incomparable := got.Pairs()
		require.Equal(t, n*(n-1)/2, ahead+tied+incomparable)
	})
}

func TestELECTREIIIRefuses(t *testing.T) {
	half := []float64{0.5, 0.5}
	g := group([]float64{1, 2}, []float64{3, 4})
	for _, th := range []outranking.Thresholds{
		{Indifference: -1}, {Indifference: 2, Preference: 1}, {Preference: 2, Veto: 2}, {Veto: math.Inf(1)}, {Preference: math.NaN()},
	} {
		_, err := outranking.ELECTREIII{By: map[string]outranking.Thresholds{"b": th}}.Solve(g, half)
		require.ErrorIs(t, err, basis.ErrValue)
		require.ErrorContains(t, err, "b: ")
	}
	_, err := outranking.ELECTREIII{}.Solve(group([]float64{1}, []float64{1}), half)
	require.ErrorIs(t, err, basis.ErrConstant)
	_, err = outranking.ELECTREIII{}.Solve(group([]float64{1, math.NaN()}, []float64{2, 2}), half)
	require.ErrorIs(t, err, basis.ErrMissing)
	s, err := outranking.ELECTREIII{}.Solve(group([]float64{1, 1, 1}, []float64{2, 2, 2}), half)
	require.NoError(t, err)
	assert.Equal(t, []float64{1, 1, 1}, s.Scores, "all are tied")
	_, _, err = outranking.Distill([][]float64{{1}, {1}})
	require.ErrorIs(t, err, basis.ErrValue)
	_, _, err = outranking.Distill([][]float64{{1, 2}, {1, 1}})
	require.ErrorIs(t, err, basis.ErrValue)
	down, up, err := outranking.Distill(nil)
	require.NoError(t, err)
	assert.Empty(t, down)
	assert.Empty(t, up)
}
