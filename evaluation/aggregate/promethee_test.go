package aggregate_test

import (
	"encoding/json"
	"math"
	"os"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/countyeval/countyeval/evaluation/aggregate"
	"github.com/countyeval/countyeval/indicators/basis"
	"github.com/countyeval/countyeval/weights"
)

// byChild gives each child its own thresholds; nil ones are 0.
func byChild(shape aggregate.Shape, q, p, s []float64, k int) aggregate.PROMETHEE {
	at := func(x []float64, j int) float64 {
		if x == nil {
			return 0
		}
		return x[j]
	}
	out := aggregate.PROMETHEE{By: map[string]aggregate.Preference{}}
	for j := range k {
		out.By["c"+string(rune('1'+j))] = aggregate.Preference{Shape: shape, Q: at(q, j), P: at(p, j), S: at(s, j)}
	}
	return out
}

// TestPROMETHEEPeers: pymcdm 1.4.0 and pyDecision 4.9.1, thresholds in units of the
// raw values, costs turned by their sign.
func TestPROMETHEEPeers(t *testing.T) {
	for file, shape := range map[string]aggregate.Shape{"usual": aggregate.Usual, "vshape": aggregate.VShape, "vshape_2": aggregate.LinearArea} {
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
		near(t, o.NetFlow, scored(t, byChild(aggregate.LinearArea, o.Q, o.P, nil, len(w)), g, w), 0.1, name)
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
	a := aggregate.PROMETHEE{Preference: aggregate.Preference{Shape: aggregate.VShape, P: 1}}
	first := scored(t, a, g, w)
	near(t, out.First.Value, first, 0.1)
	assert.Equal(t, first, scored(t, a, g, w))
}

// TestPROMETHEEPublished: Zhao, Peng and Li (2013), usual preference, exact.
func TestPROMETHEEPublished(t *testing.T) {
	g, w := peerCase{
		Matrix: [][]float64{{4, 3, 2}, {3, 2, 4}, {5, 1, 3}}, Types: []float64{1, 1, 1}, Weights: []float64{0.5, 0.3, 0.2},
	}.group(negated)
	near(t, []float64{0.1, -0.3, 0.2}, scored(t, aggregate.PROMETHEE{}, g, w), 0)
}

func TestPreference(t *testing.T) {
	for _, c := range []struct {
		p    aggregate.Preference
		want map[float64]float64
	}{
		{aggregate.Preference{}, map[float64]float64{-1: 0, 0: 0, 1e-9: 1, 5: 1}},
		{aggregate.Preference{Shape: aggregate.UShape, Q: 2}, map[float64]float64{0: 0, 1: 0, 2: 0, 2.01: 1}},
		{aggregate.Preference{Shape: aggregate.VShape, P: 4}, map[float64]float64{-3: 0, 0: 0, 1: 0.25, 4: 1, 9: 1}},
		{aggregate.Preference{Shape: aggregate.Level, Q: 1, P: 3}, map[float64]float64{1: 0, 2: 0.5, 3: 0.5, 3.01: 1}},
		{aggregate.Preference{Shape: aggregate.LinearArea, Q: 1, P: 3}, map[float64]float64{0.5: 0, 1: 0, 1.5: 0.25, 3: 1, 4: 1}},
		{aggregate.Preference{Shape: aggregate.Gaussian, S: 2}, map[float64]float64{-2: 0, 0: 0, 2: 1 - math.Exp(-0.5), 4: 1 - math.Exp(-2)}},
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
		a := aggregate.PROMETHEE{By: map[string]aggregate.Preference{}}
		g, w := drawGroup(rt, n, k, 0, 20)
		for _, code := range g.Codes {
			p := aggregate.Preference{Shape: aggregate.Shape(rapid.IntRange(0, 5).Draw(rt, "shape"))}
			switch p.Shape {
			case aggregate.UShape:
				p.Q = float64(rapid.IntRange(0, 10).Draw(rt, "q"))
			case aggregate.VShape:
				p.P = float64(rapid.IntRange(1, 20).Draw(rt, "p"))
			case aggregate.Level, aggregate.LinearArea:
				p.Q = float64(rapid.IntRange(0, 10).Draw(rt, "q"))
				p.P = p.Q + float64(rapid.IntRange(1, 10).Draw(rt, "p"))
			case aggregate.Gaussian:
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
	for name, p := range map[string]aggregate.Preference{
		"in vain":      {Q: 1},
		"not above":    {Shape: aggregate.Level, Q: 2, P: 2},
		"zero":         {Shape: aggregate.VShape},
		"no deviation": {Shape: aggregate.Gaussian},
		"negative":     {Shape: aggregate.UShape, Q: -1},
		"missing":      {Shape: aggregate.VShape, P: math.NaN()},
		"infinite":     {Shape: aggregate.VShape, P: math.Inf(1)},
		"unknown":      {Shape: 9},
	} {
		err := aggregate.PROMETHEE{By: map[string]aggregate.Preference{"b": p}}.Aggregate(make([]float64, 2), g, w)
		require.ErrorIs(t, err, basis.ErrValue, name)
		assert.ErrorContains(t, err, "b: ", name)
	}
	// b does not count here, so its thresholds do not matter.
	require.NoError(t, aggregate.PROMETHEE{By: map[string]aggregate.Preference{"b": {Q: 1}}}.Aggregate(make([]float64, 2), g, []float64{1, 0}))
	assert.Equal(t, []string{"usual", "linear", "Shape(-1)"}, []string{aggregate.Usual.String(), aggregate.LinearArea.String(), aggregate.Shape(-1).String()})
	require.ErrorIs(t, aggregate.PROMETHEE{}.Aggregate(make([]float64, 3), g, w), basis.ErrWeights)
	assert.Equal(t, []string{"a", "b"}, named(aggregate.PROMETHEE{By: map[string]aggregate.Preference{"b": {}, "a": {}}}))
}
