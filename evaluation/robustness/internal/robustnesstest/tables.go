// Package robustnesstest has made-up tables and what tests of the rooms of robustness share.
package robustnesstest

import (
	"fmt"
	"math"
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/countyeval/countyeval/evaluation"
	"github.com/countyeval/countyeval/evaluation/incentive"
	"github.com/countyeval/countyeval/indicators"
	"github.com/countyeval/countyeval/indicators/normalize"
	"github.com/countyeval/countyeval/weights"
)

// Generated is a table of n units under d dimensions with l leaves each, with
// log-normal figures from a fixed seed and classes A, B and C in turn.
func Generated(t testing.TB, n, d, l int) *indicators.Table {
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
	return TableOf(t, root, n, values)
}

// Scored is a table whose figures are scores from 0 to 100 already, with bounds that
// leave them as they are.
func Scored(t testing.TB, root indicators.Indicator, n int, values map[string][]float64) *indicators.Table {
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
	return TableOf(t, root, n, values)
}

// TableOf is a table of n units u0000, u0001 ... of the classes A, B and C in turn.
func TableOf(t testing.TB, root indicators.Indicator, n int, values map[string][]float64) *indicators.Table {
	t.Helper()
	f, err := indicators.NewFramework(root)
	if err != nil {
		t.Fatal(err)
	}
	units := make([]indicators.Unit, n)
	for k := range units {
		units[k] = indicators.Unit{Code: fmt.Sprintf("u%04d", k), Class: string(rune('A' + k%3))}
	}
	tab, err := indicators.NewTable(f, units, values, nil)
	if err != nil {
		t.Fatal(err)
	}
	return tab
}

// Evaluate evaluates a table; the test fails where it cannot be.
func Evaluate(t testing.TB, m evaluation.Model, tab *indicators.Table, rulings ...evaluation.Ruling) *evaluation.Result {
	t.Helper()
	r, err := m.Evaluate(tab, rulings)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

// Ranks are the ranks of a ranking in the order of the table, 0 for units without.
func Ranks(tab *indicators.Table, r evaluation.Ranking) []int {
	out := make([]int, tab.Len())
	for _, p := range r.Places {
		row, _ := tab.Row(p.Unit.Code)
		out[row] = p.Rank
	}
	return out
}

// Drawn are importances of all nodes, uniform on (1 +- r) of those of the result.
func Drawn(rng *rand.Rand, base []float64, r float64) []float64 {
	out := make([]float64, len(base))
	for at, w := range base {
		out[at] = w * (1 + r*(2*rng.Float64()-1))
	}
	return out
}

// Fixed is the scheme of importances in the order of the codes.
func Fixed(codes []string, importances []float64) weights.Fixed {
	out := weights.Fixed{}
	for at, code := range codes {
		out[code] = importances[at]
	}
	return out
}

// Local are the weights of the result for its first unit, by node.
func Local(r *evaluation.Result) []float64 {
	out, _ := r.Weights(r.Prepared.Unit(0).Code)
	return out
}

// Ranked ranks a result; the test fails where it cannot be.
func Ranked(t testing.TB, d evaluation.Decision, r *evaluation.Result) evaluation.Ranking {
	t.Helper()
	out, err := d.Rank(r)
	if err != nil {
		t.Fatal(err)
	}
	return out
}

// Four is a result of four made-up counties.
func Four() *evaluation.Result {
	bounds := &indicators.Range{Lo: 0, Hi: 100}
	f, err := indicators.NewFramework(indicators.Indicator{Code: "overall", Children: []indicators.Indicator{
		{Code: "output", Weight: 50, Bounds: bounds},
		{Code: "innovation", Weight: 30, Bounds: bounds},
		{Code: "green", Weight: 20, Bounds: bounds},
	}})
	if err != nil {
		panic(err)
	}
	t, err := indicators.CSV{}.ReadTable(strings.NewReader(`code,output,innovation,green
north,90,60,70
south,70,85,80
east,75,70,60
west,40,50,90
`), f)
	if err != nil {
		panic(err)
	}
	r, err := evaluation.Model{Normalize: normalize.MinMax{}}.Evaluate(t, nil)
	if err != nil {
		panic(err)
	}
	return r
}

// OneDigit is a decision on scores of one published digit, with the best quarter of grade A.
func OneDigit() evaluation.Decision {
	return evaluation.Decision{
		Ties:   evaluation.Ties{Digits: new(1)},
		Grader: evaluation.Quotas{Grades: []evaluation.Quota{{Grade: "A", Share: 0.25}, {Grade: "B", Rest: true}}},
	}
}

// Land is a plan that divides an amount of land by the score above 50.
func Land(amount float64) incentive.Plan {
	return incentive.Plan{
		Pool:    incentive.Pool{Name: "land", Measure: incentive.Measure{Name: "mu"}, Amount: amount, Lot: 1},
		Clauses: []incentive.Clause{incentive.ByScore{Base: 50}},
	}
}

// Gappy is a table with missing cells.
func Gappy(t testing.TB) *indicators.Table {
	t.Helper()
	tab := Generated(t, 36, 3, 3)
	values := map[string][]float64{}
	rng := rand.New(rand.NewPCG(3, 4))
	for _, in := range tab.Framework().Measured() {
		x := tab.Column(in.Code).Copy()
		for i := range x {
			if rng.IntN(12) == 0 && in.Code[2:] != "x0" {
				x[i] = math.NaN()
			}
		}
		values[in.Code] = x
	}
	return TableOf(t, tab.Framework().Root(), tab.Len(), values)
}

// Otherwise is the result of four with another scheme.
func Otherwise(t testing.TB, s weights.Scheme) *evaluation.Result {
	t.Helper()
	base := Four()
	m := base.Model
	m.Weigh = s
	return Evaluate(t, m, base.Prepared)
}

// Idle is a table that has an indicator that all have alike and a group without figures, of weight 0.
func Idle(t testing.TB) *indicators.Table {
	t.Helper()
	n, nan := 12, math.NaN()
	rng := rand.New(rand.NewPCG(3, 4))
	x := func() []float64 {
		out := make([]float64, n)
		for i := range out {
			out[i] = float64(rng.IntN(50))
		}
		return out
	}
	gap := x()
	gap[2], gap[7] = nan, nan
	return TableOf(t, indicators.Indicator{Code: "root", Children: []indicators.Indicator{
		{Code: "d0", Weight: 2, Children: []indicators.Indicator{{Code: "a", Weight: 1}, {Code: "b", Weight: 3}, {Code: "same"}, {Code: "gap"}}},
		{Code: "d1", Weight: 1, Children: []indicators.Indicator{{Code: "c"}, {Code: "d"}}},
		{Code: "d2", Children: []indicators.Indicator{{Code: "none", Weight: 1}, {Code: "e", Weight: 1}}},
	}}, n, map[string][]float64{"a": x(), "b": x(), "c": x(), "d": x(), "e": x(), "gap": gap, "same": make([]float64, n), "none": {nan, nan, nan, nan, nan, nan, nan, nan, nan, nan, nan, nan}})
}

// Inland is a table whose group d1 does not apply to every third unit, and one of its
// indicators to none of another third.
func Inland(t testing.TB) *indicators.Table {
	t.Helper()
	tab := Generated(t, 30, 3, 3)
	var changes []indicators.Change
	for i, u := range tab.Units() {
		for j := range 3 {
			if i%5 == 0 || i%5 == 1 && j == 0 {
				changes = append(changes, indicators.Change{Unit: u.Code, Indicator: fmt.Sprintf("d1x%d", j), Is: math.NaN()})
			}
		}
	}
	tab, err := tab.With(indicators.NotApplicable, changes...)
	if err != nil {
		t.Fatal(err)
	}
	return tab
}
