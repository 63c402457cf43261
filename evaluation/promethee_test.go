package evaluation_test

import (
	"encoding/json"
	"math"
	"os"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/countyeval/countyeval/evaluation"
	"github.com/countyeval/countyeval/indicators/basis"
	"github.com/countyeval/countyeval/weights"
)

// byChild gives each child its own thresholds; nil ones are 0.
func byChild(shape evaluation.Shape, q, p, s []float64, k int) evaluation.PROMETHEE {
	at := func(x []float64, j int) float64 {
		if x == nil {
			return 0
		}
		return x[j]
	}
	out := evaluation.PROMETHEE{By: map[string]evaluation.Preference{}}
	for j := range k {
		out.By["c"+string(rune('1'+j))] = evaluation.Preference{Shape: shape, Q: at(q, j), P: at(p, j), S: at(s, j)}
	}
	return out
}

// TestPROMETHEEPeers: pymcdm 1.4.0 and pyDecision 4.9.1, thresholds in units of the
// raw values, costs turned by their sign.
func TestPROMETHEEPeers(t *testing.T) {
	for file, shape := range map[string]evaluation.Shape{"usual": evaluation.Usual, "vshape": evaluation.VShape, "vshape_2": evaluation.LinearArea} {
		in, out := peer[struct{ Score []float64 }](t, "pymcdm/promethee_ii__"+file)
		var doc struct {
			Params map[string]struct{ P, Q []float64 }
		}
		b, err := os.ReadFile("testdata/golden/pymcdm/promethee_ii__" + file + ".json")
		require.NoError(t, err)
		require.NoError(t, json.Unmarshal(b, &doc))
		for name, c := range in {
			g, w := c.group(negated)
			a := byChild(shape, doc.Params[name].Q, doc.Params[name].P, nil, len(w))
			near(t, out[name].Score, scored(t, a, g, w), 0.1, file, name)
		}
	}
	in, out := peer[struct {
		NetFlow []float64 `json:"net_flow"`
		Q, S, P []float64
	}](t, "pydecision/promethee_ii")
	for name, c := range in {
		g, w := c.group(negated)
		o := out[name]
		near(t, o.NetFlow, scored(t, byChild(evaluation.LinearArea, o.Q, o.P, nil, len(w)), g, w), 0.1, name)
	}
}

// TestPROMETHEETwice: pymcdm's object fails when called again; ours gives the same.
func TestPROMETHEETwice(t *testing.T) {
	in, out := peerOne[struct {
		First  struct{ Value []float64 }
		Second struct{ Error string }
	}](t, "pymcdm/edge_promethee_second_call")
	require.NotEmpty(t, out.Second.Error)
	g, w := in.group(negated)
	a := evaluation.PROMETHEE{Preference: evaluation.Preference{Shape: evaluation.VShape, P: 1}}
	first := scored(t, a, g, w)
	near(t, out.First.Value, first, 0.1)
	assert.Equal(t, first, scored(t, a, g, w))
}

// TestPROMETHEEPublished: Zhao, Peng and Li (2013), usual preference, exact.
func TestPROMETHEEPublished(t *testing.T) {
	g, w := peerCase{
		Matrix: [][]float64{{4, 3, 2}, {3, 2, 4}, {5, 1, 3}}, Types: []float64{1, 1, 1}, Weights: []float64{0.5, 0.3, 0.2},
	}.group(negated)
	near(t, []float64{0.1, -0.3, 0.2}, scored(t, evaluation.PROMETHEE{}, g, w), 0)
}

func TestPreference(t *testing.T) {
	for _, c := range []struct {
		p    evaluation.Preference
		want map[float64]float64
	}{
		{evaluation.Preference{}, map[float64]float64{-1: 0, 0: 0, 1e-9: 1, 5: 1}},
		{evaluation.Preference{Shape: evaluation.UShape, Q: 2}, map[float64]float64{0: 0, 1: 0, 2: 0, 2.01: 1}},
		{evaluation.Preference{Shape: evaluation.VShape, P: 4}, map[float64]float64{-3: 0, 0: 0, 1: 0.25, 4: 1, 9: 1}},
		{evaluation.Preference{Shape: evaluation.Level, Q: 1, P: 3}, map[float64]float64{1: 0, 2: 0.5, 3: 0.5, 3.01: 1}},
		{evaluation.Preference{Shape: evaluation.LinearArea, Q: 1, P: 3}, map[float64]float64{0.5: 0, 1: 0, 1.5: 0.25, 3: 1, 4: 1}},
		{evaluation.Preference{Shape: evaluation.Gaussian, S: 2}, map[float64]float64{-2: 0, 0: 0, 2: 1 - math.Exp(-0.5), 4: 1 - math.Exp(-2)}},
	} {
		for d, want := range c.want {
			assert.InDelta(t, want, c.p.Of(d), 1e-15, "%v of %v", c.p, d)
		}
	}
}

// TestPROMETHEEPairs: the sums by sorting are those over all pairs.
func TestPROMETHEEPairs(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		n, k := rapid.IntRange(2, 12).Draw(rt, "n"), rapid.IntRange(1, 4).Draw(rt, "k")
		a := evaluation.PROMETHEE{By: map[string]evaluation.Preference{}}
		g, w := drawGroup(rt, n, k, 0, 20)
		for _, code := range g.Codes {
			p := evaluation.Preference{Shape: evaluation.Shape(rapid.IntRange(0, 5).Draw(rt, "shape"))}
			switch p.Shape {
			case evaluation.UShape:
				p.Q = float64(rapid.IntRange(0, 10).Draw(rt, "q"))
			case evaluation.VShape:
				p.P = float64(rapid.IntRange(1, 20).Draw(rt, "p"))
			case evaluation.Level, evaluation.LinearArea:
				p.Q = float64(rapid.IntRange(0, 10).Draw(rt, "q"))
				p.P = p.Q + float64(rapid.IntRange(1, 10).Draw(rt, "p"))
			case evaluation.Gaussian:
				p.S = float64(rapid.IntRange(1, 10).Draw(rt, "s"))
			default:
			}
			a.By[code] = p
		}
		s, err := a.Solve(g, w)
		require.NoError(rt, err)
		var sum float64
		for i := range n {
			var plus, minus float64
			for b := range n {
				for j, code := range g.Codes {
					plus += w[j] * a.By[code].Of(g.Scores[j][i]-g.Scores[j][b]) / float64(n-1)
					minus += w[j] * a.By[code].Of(g.Scores[j][b]-g.Scores[j][i]) / float64(n-1)
				}
			}
			assert.InDelta(rt, plus, s.Positive[i], 1e-12)
			assert.InDelta(rt, minus, s.Negative[i], 1e-12)
			assert.InDelta(rt, plus-minus, s.Net[i], 1e-12)
			var children float64
			for j := range w {
				children += w[j] * s.Children[j][i]
			}
			assert.InDelta(rt, s.Net[i], children, 1e-12)
			sum += s.Net[i]
		}
		assert.InDelta(rt, 0, sum, 1e-12)
	})
}

func TestPROMETHEERefuses(t *testing.T) {
	g := weights.Group{Parent: "p", Codes: []string{"a", "b"}, Scores: weights.Columns{{1, 2}, {3, 4}}}
	w := []float64{0.5, 0.5}
	for name, p := range map[string]evaluation.Preference{
		"in vain":      {Q: 1},
		"not above":    {Shape: evaluation.Level, Q: 2, P: 2},
		"zero":         {Shape: evaluation.VShape},
		"no deviation": {Shape: evaluation.Gaussian},
		"negative":     {Shape: evaluation.UShape, Q: -1},
		"missing":      {Shape: evaluation.VShape, P: math.NaN()},
		"infinite":     {Shape: evaluation.VShape, P: math.Inf(1)},
		"unknown":      {Shape: 9},
	} {
		err := evaluation.PROMETHEE{By: map[string]evaluation.Preference{"b": p}}.Aggregate(make([]float64, 2), g, w)
		require.ErrorIs(t, err, evaluation.ErrModel, name)
		assert.ErrorContains(t, err, "b: ", name)
	}
	// b does not count here, so its thresholds do not matter.
	require.NoError(t, evaluation.PROMETHEE{By: map[string]evaluation.Preference{"b": {Q: 1}}}.Aggregate(make([]float64, 2), g, []float64{1, 0}))
	assert.Equal(t, []string{"usual", "linear", "Shape(-1)"}, []string{evaluation.Usual.String(), evaluation.LinearArea.String(), evaluation.Shape(-1).String()})
	require.ErrorIs(t, evaluation.PROMETHEE{}.Aggregate(make([]float64, 3), g, w), basis.ErrWeights)
	f, tab := generated(t, 5, 2, 2)
	m := evaluation.Model{Framework: f, Aggregate: evaluation.PerNode{By: map[string]evaluation.Aggregator{"d1": evaluation.PROMETHEE{By: map[string]evaluation.Preference{"d1x9": {}, "d1x0": {}}}}}}
	_, err := m.Evaluate(tab)
	require.ErrorIs(t, err, evaluation.ErrModel)
	found := inputErrors(err)
	require.Len(t, found, 1)
	assert.Equal(t, "d1x9", found[0].Indicator)
}
