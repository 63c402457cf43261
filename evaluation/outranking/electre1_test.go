package outranking_test

import (
	"encoding/json"
	"math"
	"os"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/countyeval/countyeval/evaluation/evaluationtest"
	"github.com/countyeval/countyeval/evaluation/outranking"
	"github.com/countyeval/countyeval/indicators"
	"github.com/countyeval/countyeval/indicators/basis"
	"github.com/countyeval/countyeval/weights"
)

// group makes a group of columns with codes a, b, ...
func group(columns ...[]float64) weights.Group {
	g := weights.Group{Parent: "p", Scores: columns}
	for j := range columns {
		g.Codes = append(g.Codes, string(rune('a'+j)))
	}
	return g
}

// number reads NaN, too, which the peer has on the diagonal.
type number float64

func (x *number) UnmarshalJSON(b []byte) error {
	if string(b) == `"NaN"` {
		*x = number(math.NaN())
		return nil
	}
	return json.Unmarshal(b, (*float64)(x))
}

func TestELECTREIAgainstScikitCriteria(t *testing.T) {
	b, err := os.ReadFile("testdata/golden/scikit-criteria/electre1.json")
	require.NoError(t, err)
	var ref struct {
		Input map[string]struct {
			Matrix              [][]float64
			Objectives, Weights []float64
		}
		Output map[string]struct {
			Rank        []bool
			Concordance [][]number `json:"matrix_concordance"`
			Discordance [][]number `json:"matrix_discordance"`
			Outrank     [][]bool
		}
	}
	require.NoError(t, json.Unmarshal(b, &ref))
	require.Len(t, ref.Input, 2)
	for name, in := range ref.Input {
		out := ref.Output[name]
		columns := make([][]float64, len(in.Objectives))
		for j, objective := range in.Objectives {
			for _, row := range in.Matrix {
				columns[j] = append(columns[j], objective*row[j])
			}
		}
		var sum float64
		for _, w := range in.Weights {
			sum += w
		}
		for j := range in.Weights {
			in.Weights[j] /= sum
		}
		s, err := outranking.ELECTREI{}.Solve(group(columns...), in.Weights) // 0.65 and 0.35, as in the file
		require.NoError(t, err)
		var unbeaten []int
		for i, yes := range out.Rank {
			if yes {
				unbeaten = append(unbeaten, i)
			}
			var over []int
			for k := range out.Rank {
				if i == k {
					continue
				}
				assert.InDelta(t, float64(out.Concordance[i][k]), s.Concordance[i][k], 1e-9, name)
				assert.InDelta(t, float64(out.Discordance[i][k]), s.Discordance[i][k], 1e-9, name)
				if out.Outrank[i][k] {
					over = append(over, k)
				}
			}
			assert.Equal(t, over, s.Outranks[i], name)
		}
		assert.Equal(t, unbeaten, s.Unbeaten(), name)
		for _, i := range unbeaten {
			assert.Contains(t, s.Kernel, i, name)
		}
	}
}

func TestKernel(t *testing.T) {
	half := []float64{0.5, 0.5}
	// a is ahead of b and b of c on both, but too far from c on none: all is settled.
	s, err := outranking.ELECTREI{}.Solve(group([]float64{3, 2, 1}, []float64{3, 2, 1}), half)
	require.NoError(t, err)
	assert.Equal(t, [][]int{{1, 2}, {2}, nil}, s.Outranks)
	assert.Equal(t, []int{0}, s.Kernel)
	dst := make([]float64, 3)
	require.NoError(t, outranking.ELECTREI{}.Aggregate(dst, group([]float64{3, 2, 1}, []float64{3, 2, 1}), half))
	assert.Equal(t, []float64{1, 0, 0}, dst)

	// Two that only differ a little outrank each other if little weight is asked for: a circle.
	s, err = outranking.ELECTREI{Concordance: 0.5, Discordance: 0.1}.Solve(group([]float64{90, 91, 0}, []float64{91, 90, 0}), half)
	require.NoError(t, err)
	assert.Equal(t, [][]int{{1, 2}, {0, 2}, nil}, s.Outranks)
	assert.Equal(t, [][]int{{0, 1}}, s.Circles)
	assert.Equal(t, []int{0, 1}, s.Kernel)
	assert.Empty(t, s.Unbeaten())

	// Opposites are incomparable: both are in, and neither is good for it.
	s, err = outranking.ELECTREI{}.Solve(group([]float64{100, 0}, []float64{0, 100}), half)
	require.NoError(t, err)
	assert.Equal(t, []int{0, 1}, s.Kernel)
	assert.Equal(t, []int{0, 1}, s.Unbeaten())
}

// TestKernelSlowly: against reachability by squaring, and the definition of a kernel.
func TestKernelSlowly(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		n, k := rapid.IntRange(2, 9).Draw(t, "n"), rapid.IntRange(1, 4).Draw(t, "k")
		columns, w := make([][]float64, k), make([]float64, k)
		for j := range columns {
			w[j] = 1 / float64(k)
			for range n {
				columns[j] = append(columns[j], float64(rapid.IntRange(0, 9).Draw(t, "x")))
			}
		}
		e := outranking.ELECTREI{Concordance: rapid.Float64Range(0.3, 1).Draw(t, "c"), Discordance: rapid.Float64Range(0.1, 1).Draw(t, "d")}
		s, err := e.Solve(group(columns...), w)
		if err != nil {
			require.ErrorIs(t, err, basis.ErrConstant)
			return
		}
		reach := make([][]bool, n)
		in := make([]bool, n)
		for i := range n {
			reach[i] = make([]bool, n)
			reach[i][i] = true
			for _, b := range s.Outranks[i] {
				reach[i][b] = true
			}
		}
		for m := range n {
			for a := range n {
				for b := range n {
					reach[a][b] = reach[a][b] || reach[a][m] && reach[m][b]
				}
			}
		}
		for _, i := range s.Kernel {
			in[i] = true
		}
		same := func(a, b int) bool { return reach[a][b] && reach[b][a] }
		for a := range n {
			beaten := false
			for i := range n {
				if !same(a, i) {
					continue
				}
				require.Equal(t, in[a], in[i], "a circle is in or out")
				for b := range n {
					for _, over := range s.Outranks[b] {
						if over == i && in[b] && !same(a, b) {
							beaten = true
						}
					}
				}
			}
			require.Equal(t, !beaten, in[a], "in the kernel if nothing of it outranks the unit or its circle")
		}
		circles := 0
		for _, c := range s.Circles {
			for _, i := range c[1:] {
				require.True(t, same(c[0], i))
			}
			circles += len(c)
		}
		for a := range n {
			for b := range n {
				if a != b && same(a, b) {
					circles--
					break
				}
			}
		}
		require.Zero(t, circles)
	})
}

// TestHigherCanLeaveTheKernel: one more on a child, and the unit outranks the one that
// outranks it: a circle, which the third outranks.
func TestHigherCanLeaveTheKernel(t *testing.T) {
	e, w := outranking.ELECTREI{Concordance: 0.6, Discordance: 0.5}, []float64{0.4, 0.3, 0.3}
	before, after := make([]float64, 3), make([]float64, 3)
	require.NoError(t, e.Aggregate(before, group([]float64{1, 4, 4}, []float64{4, 2, 0}, []float64{0, 0, 4}), w))
	require.NoError(t, e.Aggregate(after, group([]float64{2, 4, 4}, []float64{4, 2, 0}, []float64{0, 0, 4}), w))
	assert.Equal(t, []float64{1, 0, 1}, before)
	assert.Equal(t, []float64{0, 0, 1}, after)
}

func TestELECTREIRefuses(t *testing.T) {
	half := []float64{0.5, 0.5}
	_, err := outranking.ELECTREI{}.Solve(group([]float64{1}, []float64{1}), half)
	require.ErrorIs(t, err, basis.ErrConstant)
	_, err = outranking.ELECTREI{}.Solve(group([]float64{1, 1}, []float64{2, 2}), half)
	require.ErrorIs(t, err, basis.ErrConstant)
	_, err = outranking.ELECTREI{}.Solve(group([]float64{1, math.NaN()}, []float64{2, 2}), half)
	require.ErrorIs(t, err, basis.ErrMissing)
	for _, e := range []outranking.ELECTREI{{Concordance: 1.1}, {Concordance: -1}, {Discordance: -0.1}, {Discordance: 2}, {Concordance: math.NaN()}} {
		_, err = e.Solve(group([]float64{1, 2}, []float64{2, 2}), half)
		require.ErrorIs(t, err, basis.ErrValue)
	}
	require.ErrorIs(t, outranking.ELECTREI{}.Aggregate(make([]float64, 3), group([]float64{1, 2}, []float64{2, 2}), half), basis.ErrWeights)
	require.ErrorIs(t, outranking.ELECTREIII{}.Aggregate(make([]float64, 3), group([]float64{1, 2}, []float64{2, 2}), half), basis.ErrWeights)
	// A child of weight 0 counts as absent, with gaps or without.
	dst := make([]float64, 2)
	require.NoError(t, outranking.ELECTREI{}.Aggregate(dst, group([]float64{1, 2}, []float64{math.NaN(), 2}), []float64{1, 0}))
	assert.Equal(t, []float64{0, 1}, dst)
}

func TestConformance(t *testing.T) {
	type options = evaluationtest.AggregatorOptions
	for name, c := range map[string]struct {
		a interface {
			Aggregate(dst []float64, g weights.Group, w []float64) error
		}
		o options
	}{
		"I":                 {outranking.ELECTREI{}, options{Within: indicators.Range{Lo: 0, Hi: 1}}},
		"I, lenient":        {outranking.ELECTREI{Concordance: 0.5, Discordance: 0.8}, options{Within: indicators.Range{Lo: 0, Hi: 1}}},
		"III":               {outranking.ELECTREIII{}, options{Factor: evaluationtest.Unchanged, Shift: evaluationtest.Unchanged}},
		"III, thresholds":   {outranking.ELECTREIII{Thresholds: outranking.Thresholds{Indifference: 2, Preference: 10, Veto: 60}}, options{Shift: evaluationtest.Unchanged}},
		"III, by the child": {outranking.ELECTREIII{By: map[string]outranking.Thresholds{"a": {Preference: 20}}}, options{Shift: evaluationtest.Unchanged}},
	} {
		t.Run(name, func(t *testing.T) { assert.NoError(t, evaluationtest.TestAggregator(c.a, c.o)) })
	}
	// What one might expect, and is not so: a higher score can lower the unit's own place.
	require.ErrorContains(t, evaluationtest.TestAggregator(outranking.ELECTREIII{}, options{Rises: true}), "rises")
}
