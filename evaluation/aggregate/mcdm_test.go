package aggregate_test

import (
	"encoding/json"
	"fmt"
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

// peerCase is one input of a peer's run: n rows of k raw values, 1 or -1 (cost)
// for each criterion, and weights.
type peerCase struct {
	Matrix     [][]float64 `json:"matrix"`
	Types      []float64   `json:"types"`
	Objectives []float64   `json:"objectives"`
	Weights    []float64   `json:"weights"`
}

func (c peerCase) cost(j int) bool {
	if c.Types != nil {
		return c.Types[j] < 0
	}
	return c.Objectives[j] < 0
}

// prepared scores raw columns as the peer does inside its method; our methods
// take scores, so that this is the model's Normalize.
type prepared func(x []float64, cost bool) []float64

// group makes the group an aggregator sees.
func (c peerCase) group(p prepared) (weights.Group, []float64) {
	k := len(c.Weights)
	g := weights.Group{Parent: "root", Codes: make([]string, k), Declared: c.Weights, Scores: make(weights.Columns, k)}
	var sum float64
	for j := range k {
		g.Codes[j] = fmt.Sprintf("c%d", j+1)
		x := make([]float64, len(c.Matrix))
		for i := range x {
			x[i] = c.Matrix[i][j]
		}
		g.Scores[j] = p(x, c.cost(j))
		sum += c.Weights[j]
	}
	w := make([]float64, k)
	for j := range w {
		w[j] = c.Weights[j] / sum
	}
	return g, w
}

func extremes(x []float64) (lo, hi float64) {
	lo, hi = math.Inf(1), math.Inf(-1)
	for _, v := range x {
		lo, hi = min(lo, v), max(hi, v)
	}
	return lo, hi
}

func mapped(x []float64, f func(v float64) float64) []float64 {
	out := make([]float64, len(x))
	for i, v := range x {
		out[i] = f(v)
	}
	return out
}

func norm(x []float64) float64 {
	var s float64
	for _, v := range x {
		s += v * v
	}
	return math.Sqrt(s)
}

func mean(x []float64) float64 {
	var s float64
	for _, v := range x {
		s += v
	}
	return s / float64(len(x))
}

// negated turns costs by their sign and leaves the values alone.
func negated(x []float64, cost bool) []float64 {
	if cost {
		return mapped(x, func(v float64) float64 { return -v })
	}
	return x
}

// vectorNegated divides by the vector norm and turns costs by their sign.
func vectorNegated(x []float64, cost bool) []float64 {
	r := norm(x)
	return negated(mapped(x, func(v float64) float64 { return v / r }), cost)
}

// vectorReversed divides by the vector norm and turns costs into 1 - x/norm.
func vectorReversed(x []float64, cost bool) []float64 {
	r := norm(x)
	return mapped(x, func(v float64) float64 {
		if cost {
			return 1 - v/r
		}
		return v / r
	})
}

func minMax(x []float64, cost bool) []float64 {
	lo, hi := extremes(x)
	return mapped(x, func(v float64) float64 {
		if cost {
			return (hi - v) / (hi - lo)
		}
		return (v - lo) / (hi - lo)
	})
}

// toBest gives the ratio to the best: x/max, and min/x for costs.
func toBest(x []float64, cost bool) []float64 {
	lo, hi := extremes(x)
	return mapped(x, func(v float64) float64 {
		if cost {
			return lo / v
		}
		return v / hi
	})
}

// reciprocal turns costs into 1/x and leaves the others alone.
func reciprocal(x []float64, cost bool) []float64 {
	if cost {
		return mapped(x, func(v float64) float64 { return 1 / v })
	}
	return x
}

// mirrored turns a cost at its mean: 2 mean - x.
func mirrored(x []float64, cost bool) []float64 {
	if cost {
		m := mean(x)
		return mapped(x, func(v float64) float64 { return 2*m - v })
	}
	return x
}

// peer reads a golden case into its inputs and outputs, by the same names; what
// has one unnamed input gets the name "".
func peer[Out any](t *testing.T, file string) (map[string]peerCase, map[string]Out) {
	t.Helper()
	b, err := os.ReadFile("testdata/golden/" + file + ".json")
	require.NoError(t, err)
	var doc struct {
		Input  map[string]peerCase `json:"input"`
		Output map[string]Out      `json:"output"`
	}
	require.NoError(t, json.Unmarshal(b, &doc))
	require.NotEmpty(t, doc.Input)
	require.Len(t, doc.Output, len(doc.Input))
	return doc.Input, doc.Output
}

// scored aggregates or stops the test.
func scored(t testing.TB, a aggregate.Aggregator, g weights.Group, w []float64) []float64 {
	t.Helper()
	n, _ := g.Scores.Dims()
	dst := mapped(make([]float64, n), func(float64) float64 { return math.NaN() }) // what is there must not matter
	require.NoError(t, a.Aggregate(dst, g, w))
	return dst
}

// near compares to 1e-9, relative to the larger of a value and the given scale.
func near(t testing.TB, want, got []float64, scale float64, msg ...any) {
	t.Helper()
	if !assert.Len(t, got, len(want), msg...) {
		return
	}
	for i := range want {
		assert.InDelta(t, want[i], got[i], 1e-9*max(scale, math.Abs(want[i])), msg...)
	}
}

// placeOf gives 1 to the greatest score; equal ones share the best place.
func placeOf(scores []float64) []int {
	out := make([]int, len(scores))
	for i, x := range scores {
		out[i] = 1
		for _, y := range scores {
			if y > x {
				out[i]++
			}
		}
	}
	return out
}

// peerOne reads a golden case that has one input.
func peerOne[Out any](t *testing.T, file string) (peerCase, Out) {
	t.Helper()
	b, err := os.ReadFile("testdata/golden/" + file + ".json")
	require.NoError(t, err)
	var doc struct {
		Input  peerCase `json:"input"`
		Output Out      `json:"output"`
	}
	require.NoError(t, json.Unmarshal(b, &doc))
	require.NotEmpty(t, doc.Input.Matrix)
	return doc.Input, doc.Output
}

// cells names the cells that an error is about, as code/row.
func cells(err error) []string {
	var out []string
	for _, e := range basis.Find[*weights.CellError](err) {
		out = append(out, fmt.Sprintf("%s/%d", e.Code, e.Row))
	}
	return out
}

// drawGroup draws scores that are whole numbers, so that ties occur, and weights.
func drawGroup(rt *rapid.T, n, k, lo, hi int) (weights.Group, []float64) {
	g := weights.Group{Parent: "root", Codes: make([]string, k), Scores: make(weights.Columns, k)}
	w := make([]float64, k)
	var sum float64
	for j := range k {
		g.Codes[j] = fmt.Sprintf("c%d", j+1)
		g.Scores[j] = make([]float64, n)
		for i := range n {
			g.Scores[j][i] = float64(rapid.IntRange(lo, hi).Draw(rt, "score"))
		}
		w[j] = float64(rapid.IntRange(1, 5).Draw(rt, "weight"))
		sum += w[j]
	}
	for j := range w {
		w[j] /= sum
	}
	return g, w
}
