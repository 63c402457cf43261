package robustness_test

import (
	"fmt"
	"math"
	"math/rand/v2"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/countyeval/countyeval/evaluation"
	"github.com/countyeval/countyeval/indicators"
	"github.com/countyeval/countyeval/weights"
)

// generated is a table of n units under d dimensions with l leaves each, with
// log-normal figures from a fixed seed and classes A, B and C in turn.
func generated(t testing.TB, n, d, l int) *indicators.Table {
	t.Helper()
	rng := rand.New(rand.NewPCG(20261122, 7))
	root := indicators.Indicator{Code: "root"}
	values := map[string][]float64{}
	for i := range d {
		dim := indicators.Indicator{Code: fmt.Sprintf("d%d", i), Weight: float64(i + 1)}
		for j := range l {
			leaf := indicators.Indicator{Code: fmt.Sprintf("d%dx%d", i, j), Weight: float64(j + 1)}
			if (i+j)%3 == 2 {
				leaf.Direction = indicators.Lower
			}
			x := make([]float64, n)
			for k := range x {
				x[k] = math.Exp(rng.NormFloat64())
			}
			values[leaf.Code] = x
			dim.Children = append(dim.Children, leaf)
		}
		root.Children = append(root.Children, dim)
	}
	return tableOf(t, root, n, values)
}

// scored is a table whose figures are scores from 0 to 100 already, with bounds that
// leave them as they are.
func scored(t testing.TB, root indicators.Indicator, n int, values map[string][]float64) *indicators.Table {
	t.Helper()
	var bound func(in *indicators.Indicator)
	bound = func(in *indicators.Indicator) {
		if len(in.Children) == 0 {
			in.Bounds = &indicators.Range{Lo: 0, Hi: 100}
		}
		for i := range in.Children {
			bound(&in.Children[i])
		}
	}
	bound(&root)
	return tableOf(t, root, n, values)
}

func tableOf(t testing.TB, root indicators.Indicator, n int, values map[string][]float64) *indicators.Table {
	t.Helper()
	f, err := indicators.NewFramework(root)
	require.NoError(t, err)
	units := make([]indicators.Unit, n)
	for k := range units {
		units[k] = indicators.Unit{Code: fmt.Sprintf("u%04d", k), Class: string(rune('A' + k%3))}
	}
	tab, err := indicators.NewTable(f, units, values, nil)
	require.NoError(t, err)
	return tab
}

func evaluate(t testing.TB, m evaluation.Model, tab *indicators.Table, rulings ...evaluation.Ruling) *evaluation.Result {
	t.Helper()
	r, err := m.Evaluate(tab, rulings)
	require.NoError(t, err)
	return r
}

// ranksOf are the ranks of a ranking in the order of the table, 0 for units without.
func ranksOf(tab *indicators.Table, r evaluation.Ranking) []int {
	out := make([]int, tab.Len())
	for _, p := range r.Places {
		row, _ := tab.Row(p.Unit.Code)
		out[row] = p.Rank
	}
	return out
}

// drawn are importances of all nodes, uniform on (1 +- r) of those of the result.
func drawn(rng *rand.Rand, base []float64, r float64) []float64 {
	out := make([]float64, len(base))
	for at, w := range base {
		out[at] = w * (1 + r*(2*rng.Float64()-1))
	}
	return out
}

// fixed is the scheme of importances in the order of the codes.
func fixed(codes []string, importances []float64) weights.Fixed {
	out := weights.Fixed{}
	for at, code := range codes {
		out[code] = importances[at]
	}
	return out
}

// local are the weights of the result for its first unit, by node.
func local(r *evaluation.Result) []float64 {
	out, _ := r.Weights(r.Prepared.Unit(0).Code)
	return out
}

var nan = math.NaN()
