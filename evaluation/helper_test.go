package evaluation_test

import (
	"fmt"
	"math"
	"math/rand/v2"
	"os"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/countyeval/countyeval/evaluation"
	"github.com/countyeval/countyeval/indicators"
	"github.com/countyeval/countyeval/indicators/basis"
)

// framework makes a checked framework or stops the test.
func framework(t testing.TB, root indicators.Indicator, aux ...indicators.Indicator) *indicators.Framework {
	t.Helper()
	f, err := indicators.NewFramework(root, aux...)
	require.NoError(t, err)
	return f
}

// table reads CSV text or stops the test.
func table(t testing.TB, f *indicators.Framework, csv string) *indicators.Table {
	t.Helper()
	tab, err := indicators.CSV{}.ReadTable(strings.NewReader(csv), f)
	require.NoError(t, err)
	return tab
}

func tableFile(t testing.TB, f *indicators.Framework, file string) *indicators.Table {
	t.Helper()
	r, err := os.Open(file)
	require.NoError(t, err)
	defer func() { require.NoError(t, r.Close()) }()
	tab, err := indicators.CSV{File: file}.ReadTable(r, f)
	require.NoError(t, err)
	return tab
}

func evaluate(t testing.TB, m evaluation.Model, tab *indicators.Table, rulings ...evaluation.Ruling) *evaluation.Result {
	t.Helper()
	r, err := m.Evaluate(tab, rulings)
	require.NoError(t, err)
	return r
}

func rank(t testing.TB, r *evaluation.Result, code string, ties evaluation.Ties) evaluation.Ranking {
	t.Helper()
	out, err := evaluation.Decision{Code: code, Ties: ties}.Rank(r)
	require.NoError(t, err)
	return out
}

// rankClass is the ranking of one class that has places of its own.
func rankClass(r *evaluation.Result, code, class string, ties evaluation.Ties) (evaluation.Ranking, error) {
	out, err := evaluation.Decision{Code: code, Ties: ties, Own: true}.Rank(r)
	return out.Class(class), err
}

// ranks maps codes to ranks.
func ranks(r evaluation.Ranking) map[string]int {
	out := map[string]int{}
	for _, p := range r.Places {
		out[p.Unit.Code] = p.Rank
	}
	return out
}

// inputErrors lists the places that an error names.
func inputErrors(err error) []*indicators.InputError {
	return basis.Find[*indicators.InputError](err)
}

// generated is a framework of d dimensions with l leaves each, and n units with
// log-normal figures from a fixed seed.
func generated(t testing.TB, n, d, l int) (*indicators.Framework, *indicators.Table) {
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
	f := framework(t, root)
	units := make([]indicators.Unit, n)
	for k := range units {
		units[k] = indicators.Unit{Code: fmt.Sprintf("u%06d", k), Class: string(rune('A' + k%3))}
	}
	tab, err := indicators.NewTable(f, units, values, nil)
	require.NoError(t, err)
	return f, tab
}
