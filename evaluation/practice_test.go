package evaluation_test

import (
	"encoding/json"
	"fmt"
	"math"
	"os"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/countyeval/countyeval/evaluation"
	"github.com/countyeval/countyeval/evaluation/aggregate"
	"github.com/countyeval/countyeval/indicators"
	"github.com/countyeval/countyeval/indicators/normalize"
)

// TestTreesOfCOINr: a tree of four levels, with one aggregator and with another at
// each level.
func TestTreesOfCOINr(t *testing.T) {
	type input struct {
		Meta struct {
			Code   []string   `json:"iCode"`
			Weight []*float64 `json:"Weight"`
			Parent []*string  `json:"Parent"`
			Level  []*float64 `json:"Level"`
		} `json:"iMeta"`
		Normalised map[string]any `json:"normalised"`
	}
	for file, byLevel := range map[string][]aggregate.Aggregator{
		"agg_hierarchy_arithmetic": {nil, nil, nil},
		"agg_hierarchy_mixed":      {aggregate.Arithmetic{}, aggregate.Geometric{}, aggregate.Harmonic{}},
	} {
		for _, data := range []string{"", "_b"} {
			b, err := os.ReadFile("testdata/golden/coinr/" + file + data + ".json")
			require.NoError(t, err)
			var run struct {
				Input  input          `json:"input"`
				Output map[string]any `json:"output"`
			}
			require.NoError(t, json.Unmarshal(b, &run))
			in, out := run.Input, run.Output
			by := map[string]aggregate.Aggregator{}
			var node func(code string, weight float64) indicators.Indicator
			node = func(code string, weight float64) indicators.Indicator {
				n := indicators.Indicator{Code: code, Weight: weight}
				for i, p := range in.Meta.Parent {
					if p != nil && *p == code {
						n.Children = append(n.Children, node(in.Meta.Code[i], *in.Meta.Weight[i]))
					}
				}
				for i, c := range in.Meta.Code {
					if c == code && *in.Meta.Level[i] > 1 {
						by[code] = byLevel[int(*in.Meta.Level[i])-2]
					}
				}
				return n
			}
			f := framework(t, node("index", 1))
			numbers := func(x any) (out []float64) {
				for _, v := range x.([]any) {
					out = append(out, v.(float64))
				}
				return out
			}
			values := map[string][]float64{}
			for _, leaf := range f.Measured() {
				values[leaf.Code] = numbers(in.Normalised[leaf.Code])
			}
			units := make([]indicators.Unit, 14)
			for i := range units {
				units[i].Code = fmt.Sprint(i)
			}
			tab, err := indicators.NewTable(f, units, values, nil)
			require.NoError(t, err)
			asTheyAre := normalize.Func(func(normalize.Sample) (normalize.Scale, error) { return identity{}, nil })
			r := evaluate(t, evaluation.Model{Normalize: asTheyAre, Aggregate: aggregate.PerNode{By: by}}, tab)
			require.Len(t, by, 6)
			for code := range by {
				for i, want := range numbers(out[code]) {
					assert.InEpsilon(t, want, r.Scores(code).Copy()[i], 1e-9, "%s %s %d", file+data, code, i)
				}
			}
		}
	}
}

// TestEfficacyGeometric is a textbook example of the efficacy coefficient method
// (功效系数法): scores of 60 for the worst firm and 100 for the best, their geometric
// mean, and ranks. The printed scores are rounded on the way, so that the tolerance
// is 0.005.
func TestEfficacyGeometric(t *testing.T) {
	f := framework(t, indicators.Indicator{Code: "d", Children: []indicators.Indicator{
		{Code: "productivity"}, {Code: "per_assets"}, {Code: "sales"}, {Code: "profit_tax"},
	}})
	weighted := framework(t, indicators.Indicator{Code: "d", Children: []indicators.Indicator{
		{Code: "productivity", Weight: 3}, {Code: "per_assets", Weight: 2}, {Code: "sales", Weight: 2}, {Code: "profit_tax", Weight: 3},
	}})
	const firms = "code,productivity,per_assets,sales,profit_tax\n甲,5733,60.5,91.5,16.7\n乙,3575,52.2,93.2,7.3\n丙,3929,71.2,84.9,10.7\n丁,4404,69.7,88.0,12.8\n"
	efficacy := normalize.MinMax{Lo: 60, Hi: 100}
	run := func(f *indicators.Framework, a aggregate.Aggregator) *evaluation.Result {
		return evaluate(t, evaluation.Model{Normalize: efficacy, Aggregate: a}, table(t, f, firms))
	}
	r := run(f, aggregate.Geometric{})
	for code, printed := range map[string][]float64{
		"productivity": {100, 60, 66.560, 75.368},
		"per_assets":   {77.472, 60, 100, 96.844},
		"sales":        {91.808, 100, 60, 74.940},
		"profit_tax":   {100, 60, 74.468, 83.404},
		"d":            {91.835, 68.173, 73.847, 82.185},
	} {
		assert.InDeltaSlice(t, printed, r.Scores(code).Copy(), 0.005, code)
	}
	assert.Equal(t, map[string]int{"甲": 1, "丁": 2, "丙": 3, "乙": 4}, ranks(rank(t, r, "", evaluation.Ties{Digits: new(3)})))
	for want, got := range map[*[4]float64]*evaluation.Result{
		{91.835, 68.173, 73.848, 82.184}: run(f, aggregate.Power{}),
		{92.320, 70.000, 75.257, 82.638}: run(f, aggregate.Arithmetic{}),
		{93.413, 66.454, 73.146, 81.595}: run(weighted, aggregate.Geometric{}),
	} {
		assert.InDeltaSlice(t, want[:], got.Scores("").Copy(), 0.0005)
	}
}

// TestCappedRatios is a published evaluation of one enterprise: scores min(a/b, 1) x
// 100 of its figures a against benchmarks b, under two levels of weights. 15 of 17
// scores match as printed; the two that do not are slips of the source (41.06 and 1.08
// by division). Printed weights of one level sum to 1.0001, and are scaled.
func TestCappedRatios(t *testing.T) {
	type item struct{ actual, benchmark, weight, printed float64 }
	groups := []struct {
		weight float64
		items  []item
	}{
		{0.0458, []item{{10391, 19470.05, 0.5, 53.37}, {34940, 58197, 0.5, 60.04}}},
		{0.1131, []item{{4.12, 6.1, 0.5, 67.54}, {80, 78, 0.5, 100}}},
		{0.1131, []item{{69.50, 80.10, 0.75, 86.77}, {0.075, 0.1, 0.25, 75}}},
		{0.3075, []item{{54.08, 35.12, 0.1667, 100}, {0.058, 0.131, 0.1667, 44.27}, {0.925, 1.324, 0.1667, 69.86}, {2.65, 6.01, 0.5, 44.09}}},
		{0.3075, []item{{17, 41.40, 0.1047, 41.46}, {4.28, 396.85, 0.6370, 1.07}, {19, 59.30, 0.2583, 32.04}}},
		{0.1131, []item{{0.597, 2.877, 0.1, 20.75}, {160.91, 39.83, 0.3, 100}, {16.46, 237.56, 0.3, 6.93}, {1141.3, 579.02, 0.3, 100}}},
	}
	root := indicators.Indicator{Code: "SC"}
	values := map[string][]float64{}
	printed := map[string]float64{}
	var want, sum float64
	for i, g := range groups {
		node := indicators.Indicator{Code: fmt.Sprintf("g%d", i+1), Weight: g.weight}
		var score, share float64
		for j, in := range g.items {
			code := fmt.Sprintf("g%d_%d", i+1, j+1)
			node.Children = append(node.Children, indicators.Indicator{Code: code, Weight: in.weight, Bounds: &indicators.Range{Lo: 0, Hi: in.benchmark}})
			values[code], printed[code] = []float64{in.actual}, in.printed
			score += in.weight * math.Min(in.actual/in.benchmark, 1) * 100
			share += in.weight
		}
		root.Children = append(root.Children, node)
		want += g.weight * score / share
		sum += g.weight
	}
	assert.InDelta(t, 1.0001, sum, 1e-12)
	f := framework(t, root)
	tab, err := indicators.NewTable(f, []indicators.Unit{{Code: "firm"}}, values, nil)
	require.NoError(t, err)
	r := evaluate(t, evaluation.Model{Normalize: normalize.Clip{Of: normalize.MinMax{}, Lo: 0, Hi: 100}}, tab)
	matched := 0
	for code, p := range printed {
		got, ok := r.Score("firm", code)
		require.True(t, ok)
		if math.Abs(got-p) <= 0.01 {
			matched++
		}
	}
	assert.Equal(t, 15+1, matched, "1.08 printed as 1.07 is within 0.01 too")
	slip, _ := r.Score("firm", "g5_1")
	assert.InDelta(t, 41.06, slip, 0.005)
	slip, _ = r.Score("firm", "g5_2")
	assert.InDelta(t, 1.08, slip, 0.005)
	assert.InDelta(t, want/sum, r.Scores("").Copy()[0], 1e-9)

	// The nested weights: the score as a sum of points.
	ex, err := r.Explain(rank(t, r, "", evaluation.Ties{Digits: new(2)}), "firm")
	require.NoError(t, err)
	var points float64
	for _, p := range ex.Parts {
		if p.Measured {
			points += p.Points
		}
	}
	assert.InDelta(t, want/sum, points, 1e-9)
}

// TestMeanOfFiveIndices: the county index of Shandong University (2018, 5 dimensions)
// prints 97.17 for 荣成, the plain mean of its five indices, exactly.
func TestMeanOfFiveIndices(t *testing.T) {
	bounds := &indicators.Range{Lo: 0, Hi: 100}
	root := indicators.Indicator{Code: "index"}
	for _, code := range []string{"innovation", "coordination", "green", "openness", "sharing"} {
		root.Children = append(root.Children, indicators.Indicator{Code: code, Bounds: bounds})
	}
	f := framework(t, root)
	r := evaluate(t, evaluation.Model{}, table(t, f, "code,innovation,coordination,green,openness,sharing\n荣成,98.29,90.31,97.25,100.00,100.00\n"))
	ranking := rank(t, r, "", evaluation.Ties{Digits: new(2)})
	assert.Equal(t, 97.17, ranking.Places[0].Score)
	assert.InDelta(t, 97.17, r.Scores("").Copy()[0], 1e-12)
	for name, a := range map[string]aggregate.Aggregator{"geometric": aggregate.Geometric{}, "harmonic": aggregate.Harmonic{}, "min": aggregate.Min{}, "mean-min": aggregate.MeanMin{}} {
		r := evaluate(t, evaluation.Model{Aggregate: a}, table(t, f, "code,innovation,coordination,green,openness,sharing\n荣成,98.29,90.31,97.25,100.00,100.00\n"))
		assert.Less(t, r.Scores("").Copy()[0], 97.17, name)
	}
}
