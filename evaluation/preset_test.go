package evaluation_test

import (
	"encoding/json"
	"fmt"
	"os"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/countyeval/countyeval/evaluation"
	"github.com/countyeval/countyeval/evaluation/aggregate"
	"github.com/countyeval/countyeval/evaluation/outranking"
	"github.com/countyeval/countyeval/indicators"
	"github.com/countyeval/countyeval/indicators/basis"
)

// presetCase is the input of a peer's run: raw values, -1 for a cost, and weights.
type presetCase struct {
	Matrix     [][]float64 `json:"matrix"`
	Types      []float64   `json:"types"`
	Objectives []float64   `json:"objectives"`
	Weights    []float64   `json:"weights"`
}

// table is the case as a framework of one level and a table.
func (c presetCase) table(t *testing.T) *indicators.Table {
	t.Helper()
	root := indicators.Indicator{Code: "overall"}
	values := map[string][]float64{}
	var units []indicators.Unit
	for j, w := range c.Weights {
		in := indicators.Indicator{Code: fmt.Sprintf("c%d", j+1), Weight: w}
		if append(c.Types, c.Objectives...)[j] < 0 {
			in.Direction = indicators.Lower
		}
		root.Children = append(root.Children, in)
		for _, row := range c.Matrix {
			values[in.Code] = append(values[in.Code], row[j])
		}
	}
	for i := range c.Matrix {
		units = append(units, indicators.Unit{Code: fmt.Sprintf("u%d", i+1)})
	}
	f, err := indicators.NewFramework(root)
	require.NoError(t, err)
	tab, err := indicators.NewTable(f, units, values, nil)
	require.NoError(t, err)
	return tab
}

// TestPresetPeers: raw values go in, and the figures of programs that normalize inside of
// their methods come out.
func TestPresetPeers(t *testing.T) {
	for _, c := range []struct {
		file string
		a    aggregate.Aggregator
	}{
		{"pymcdm/topsis__vector", aggregate.TOPSIS{}},
		{"pymcdm/vikor", aggregate.VIKOR{}},
		{"pymcdm/edas", aggregate.EDAS{}},
		{"pymcdm/codas", aggregate.CODAS{}},
		{"pymcdm/waspas", aggregate.WASPAS{}},
		{"pymcdm/marcos", aggregate.MARCOS{}},
		{"pymcdm/aras", aggregate.ARAS{}},
		{"pymcdm/mabac", aggregate.MABAC{}},
		{"pymcdm/promethee_ii__usual", aggregate.PROMETHEE{}},
		{"scikit-criteria/copras", aggregate.COPRAS{}},
	} {
		t.Run(c.file, func(t *testing.T) {
			b, err := os.ReadFile("aggregate/testdata/golden/" + c.file + ".json")
			require.NoError(t, err)
			var doc struct {
				Input  map[string]presetCase `json:"input"`
				Output map[string]struct{ Score []float64 }
			}
			require.NoError(t, json.Unmarshal(b, &doc))
			require.NotEmpty(t, doc.Input)
			for name, in := range doc.Input {
				tab := in.table(t)
				m, err := evaluation.Preset(tab.Framework(), c.a)
				require.NoError(t, err)
				r, err := m.Evaluate(tab, nil)
				require.NoError(t, err)
				for i, want := range doc.Output[name].Score {
					if _, less := c.a.(aggregate.VIKOR); less {
						want = 1 - want
					}
					got := r.Scores("overall").At(i)
					assert.InDelta(t, want, got, 1e-9, "%s %d", name, i)
				}
			}
		})
	}
}

func TestPreset(t *testing.T) {
	f, err := indicators.NewFramework(indicators.Indicator{Code: "overall", Children: []indicators.Indicator{
		{Code: "part", Children: []indicators.Indicator{{Code: "a"}, {Code: "b", Direction: indicators.Lower}}}, {Code: "c", Direction: indicators.Lower},
	}})
	require.NoError(t, err)
	for _, c := range []struct {
		a    aggregate.Aggregator
		want string
	}{
		{aggregate.COPRAS{}, `{"costs":["b","c"],"kind":"copras"}`},
		{aggregate.RAM{}, `{"costs":["b","c"],"kind":"ram"}`},
		{aggregate.RAM{Costs: []string{"c"}}, `{"costs":["c"],"kind":"ram"}`},
		{aggregate.COPRAS{Costs: []string{}}, `{"costs":[],"kind":"copras"}`},
		{aggregate.CoCoSo{Sum: 1}, `{"sum":1,"kind":"cocoso"}`},
	} {
		m, err := evaluation.Preset(f, c.a)
		require.NoError(t, err)
		assert.True(t, m.Flat)
		var kept struct{ Aggregate map[string]any }
		b, err := basis.Marshal(m, evaluation.Kinds())
		require.NoError(t, err)
		require.NoError(t, json.Unmarshal(b, &kept))
		got, err := json.Marshal(kept.Aggregate)
		require.NoError(t, err)
		assert.JSONEq(t, c.want, string(got))
		var back evaluation.Model
		require.NoError(t, basis.Unmarshal(b, &back, evaluation.Kinds()))
		assert.Equal(t, m.Normalize, back.Normalize)
	}
	for _, a := range []aggregate.Aggregator{nil, aggregate.Arithmetic{}, aggregate.MULTIMOORA{}, aggregate.FuzzyEvaluation{}} {
		_, err := evaluation.Preset(f, a)
		require.ErrorIs(t, err, basis.ErrUnknown)
	}
	for _, a := range []aggregate.Aggregator{aggregate.MAIRCA{}, aggregate.SPOTIS{}, aggregate.Copeland{}, aggregate.GreyRelational{}, aggregate.ReferencePoint{}} {
		_, err := evaluation.Preset(f, a)
		require.NoError(t, err)
	}
}

// EDAS of raw values: made-up counties, the less energy the better.
func ExamplePreset() {
	f, err := indicators.NewFramework(indicators.Indicator{Code: "overall", Children: []indicators.Indicator{
		{Code: "va", Weight: 60},
		{Code: "energy", Weight: 40, Direction: indicators.Lower},
	}})
	if err != nil {
		fmt.Println(err)
		return
	}
	t, err := indicators.NewTable(f,
		[]indicators.Unit{{Code: "1", Name: "甲县"}, {Code: "2", Name: "乙县"}, {Code: "3", Name: "丙县"}},
		map[string][]float64{"va": {400, 600, 500}, "energy": {30, 60, 45}}, nil)
	if err != nil {
		fmt.Println(err)
		return
	}
	m, err := evaluation.Preset(f, aggregate.EDAS{})
	if err != nil {
		fmt.Println(err)
		return
	}
	r, err := m.Evaluate(t, nil)
	if err != nil {
		fmt.Println(err)
		return
	}
	for i, x := range r.Scores("overall").All() {
		fmt.Printf("%s %.3f, %s\n", t.Unit(i).Name, x, r.Scales["energy"])
	}
	// Output:
	// 甲县 0.550, ratio 1 (2 - x / 45)
	// 乙县 0.450, ratio 1 (2 - x / 45)
	// 丙县 0.500, ratio 1 (2 - x / 45)
}

// TestPresetOutranking: ELECTRE I has scores of one scale, and ELECTRE III raw values, in
// which its thresholds are.
func TestPresetOutranking(t *testing.T) {
	tab := presetCase{Matrix: [][]float64{{90, 2}, {60, 1}, {10, 9}}, Types: []float64{1, -1}, Weights: []float64{0.5, 0.5}}.table(t)
	m, err := evaluation.Preset(tab.Framework(), outranking.ELECTREIII{Thresholds: outranking.Thresholds{Indifference: 1, Preference: 40}})
	require.NoError(t, err)
	r, err := m.Evaluate(tab, nil)
	require.NoError(t, err)
	assert.Equal(t, []float64{2, 1, 0}, r.Scores("overall").Copy())
	m, err = evaluation.Preset(tab.Framework(), outranking.ELECTREI{Concordance: 0.5})
	require.NoError(t, err)
	r, err = m.Evaluate(tab, nil)
	require.NoError(t, err)
	assert.Equal(t, []float64{1, 0, 0}, r.Scores("overall").Copy())
}
