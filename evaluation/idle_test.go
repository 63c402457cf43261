package evaluation_test

import (
	"bytes"
	"math"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/countyeval/countyeval/evaluation"
	"github.com/countyeval/countyeval/evaluation/aggregate"
	"github.com/countyeval/countyeval/indicators"
	"github.com/countyeval/countyeval/indicators/basis"
	"github.com/countyeval/countyeval/weights"
)

// monitored has an indicator that all have alike, one that nobody has, a computed one
// that no step makes, and a group of such alone, all of weight 0.
func monitored(t *testing.T) *indicators.Table {
	t.Helper()
	f := framework(t, indicators.Indicator{Code: "all", Children: []indicators.Indicator{
		{Code: "scale", Weight: 3, Children: []indicators.Indicator{
			{Code: "va", Weight: 2}, {Code: "tax", Weight: 1}, {Code: "same"}, {Code: "none"}, {Code: "later", Computed: true},
		}},
		{Code: "green", Weight: 1, Children: []indicators.Indicator{{Code: "energy"}}},
		{Code: "sea", Children: []indicators.Indicator{{Code: "ports", Weight: 1}, {Code: "ships", Weight: 2}}},
	}})
	return table(t, f, "code,class,va,tax,same,none,energy,ports,ships\n1,east,5,10,7,,3,2,\n2,east,9,20,7,,1,2,\n3,west,1,60,7,,2,2,\n4,west,4,50,7,,8,2,\n")
}

// TestWeightZeroIsAbsent: where weights that look at no scores decide, what has weight 0
// is not demanded and says so, and all other scores are those of a framework without it.
func TestWeightZeroIsAbsent(t *testing.T) {
	tab := monitored(t)
	f := framework(t, indicators.Indicator{Code: "all", Children: []indicators.Indicator{
		{Code: "scale", Weight: 3, Children: []indicators.Indicator{{Code: "va", Weight: 2}, {Code: "tax", Weight: 1}}},
		{Code: "green", Weight: 1, Children: []indicators.Indicator{{Code: "energy"}}},
	}})
	smaller, err := tab.Under(f)
	require.NoError(t, err)
	given := weights.Fixed{"scale": 3, "green": 1, "sea": 0, "va": 2, "tax": 1, "same": 0, "none": 0, "later": 0, "energy": 1, "ports": 1, "ships": 1}
	for name, m := range map[string]evaluation.Model{
		"declared":  {},
		"flat":      {Flat: true},
		"by class":  {ByClass: true},
		"geometric": {Aggregate: aggregate.Power{P: 2}},
		"fixed":     {Weigh: given},
		"mixed":     {Weigh: weights.Mix{Parts: []weights.Part{{Scheme: weights.Declared{}, Share: 1}, {Scheme: given, Share: 1}, {Scheme: weights.Entropy{}}}}},
		"perturbed": {Weigh: weights.Perturb{Spread: 0.2, Seed: 1}},
		"by group": {Weigh: weights.PerGroup{Default: weights.StdDev{}, By: map[string]weights.Scheme{
			"all": weights.Declared{}, "scale": weights.Product{Parts: []weights.Part{{Share: 1}}},
		}}},
	} {
		t.Run(name, func(t *testing.T) {
			r, want := evaluate(t, m, tab), evaluate(t, m, smaller)
			for _, code := range want.Codes() {
				assert.InDeltaSlice(t, want.Scores(code).Copy(), r.Scores(code).Copy(), 1e-9, code)
			}
			assert.Equal(t, []string{"same", "none", "later", "sea", "ports", "ships"}, r.NotCounted())
			for _, code := range r.NotCounted() {
				assert.NotContains(t, r.Scales, code, "figures that are equal or missing have no scale")
				assert.True(t, math.IsNaN(r.Scores(code).At(0)), code)
			}
			ex, err := r.Explain(rank(t, r, "", evaluation.Ties{}), "2")
			require.NoError(t, err)
			why := map[string]string{}
			var points float64
			for _, p := range ex.Parts {
				why[p.Indicator.Code] = p.NotCounted.String()
				if p.Measured && p.Additive {
					points += p.Points
				}
			}
			assert.Equal(t, map[string]string{
				"all": "", "scale": "", "va": "", "tax": "", "green": "", "energy": "",
				"same": "weight 0", "none": "weight 0", "later": "weight 0",
				"sea": "weight 0", "ports": "weight 0 of sea", "ships": "weight 0 of sea",
			}, why)
			if m.Aggregate == nil {
				assert.InDelta(t, ex.Place.Score, points, 1e-9, "points still sum to the score")
			}
			doc, err := basis.Marshal(r, evaluation.Kinds())
			require.NoError(t, err)
			back, err := evaluation.ReadResult(bytes.NewReader(doc), "result.json")
			require.NoError(t, err)
			assert.Equal(t, r.NotCounted(), back.NotCounted())
			again, err := basis.Marshal(back, evaluation.Kinds())
			require.NoError(t, err)
			assert.JSONEq(t, string(doc), string(again))
		})
	}
}

// TestWeightZeroIsScored: what does not count has scores where they can be made, for
// information and for keys that break ties.
func TestWeightZeroIsScored(t *testing.T) {
	f := framework(t, indicators.Indicator{Code: "all", Children: []indicators.Indicator{
		{Code: "va", Weight: 1}, {Code: "extra", Children: []indicators.Indicator{{Code: "a"}, {Code: "b"}}},
	}})
	r := evaluate(t, evaluation.Model{}, table(t, f, "code,va,a,b\n1,5,1,1\n2,5,3,5\n3,1,2,3\n"))
	assert.Equal(t, []string{"extra", "a", "b"}, r.NotCounted())
	assert.Equal(t, []float64{0, 100, 50}, r.Scores("extra").Copy())
	assert.Equal(t, map[string]int{"2": 1, "1": 2, "3": 3}, ranks(rank(t, r, "", evaluation.Ties{Break: []evaluation.Key{{Code: "extra"}}})))
}

// TestWeightZeroInOneClass: a scheme by class may count in one class what it does not
// count in another; the first asks for it.
func TestWeightZeroInOneClass(t *testing.T) {
	f := framework(t, indicators.Indicator{Code: "all", Children: []indicators.Indicator{
		{Code: "va", Weight: 1}, {Code: "sea", Children: []indicators.Indicator{{Code: "ports"}}},
	}})
	tab := table(t, f, "code,class,va,ports\n1,coast,5,1\n2,coast,4,4\n3,inland,2,\n4,inland,3,\n")
	m := evaluation.Model{ByClass: true, Weigh: weights.PerClass{By: map[string]weights.Scheme{"coast": weights.Equal{}}}}
	r := evaluate(t, m, tab)
	assert.Equal(t, 50.0, r.Scores("").At(0))
	assert.InDelta(t, 100.0/3, r.Scores("").At(3), 1e-12)
	assert.Empty(t, r.NotCounted())
	ex, err := r.Explain(rank(t, r, "", evaluation.Ties{}), "4")
	require.NoError(t, err)
	assert.Equal(t, "weight 0 of sea", ex.Parts[3].NotCounted.String())
	doc, err := basis.Marshal(r, evaluation.Kinds())
	require.NoError(t, err)
	assert.Contains(t, string(doc), `"not_counted":["sea","ports"]`)

	_, err = evaluation.Model{ByClass: true, Weigh: weights.Equal{}}.Evaluate(tab, nil)
	require.ErrorIs(t, err, basis.ErrMissing)
}

// TestWeightZeroFromTheData: a scheme from the data needs the scores to say that a child
// does not count, so that it asks for them.
func TestWeightZeroFromTheData(t *testing.T) {
	m := evaluation.Model{Weigh: weights.PerGroup{By: map[string]weights.Scheme{"scale": weights.StdDev{}}}}
	_, err := m.Evaluate(monitored(t), nil)
	require.ErrorContains(t, err, "later: model: the indicator is computed, but no step of the model makes it")
	_, err = m.Score(nil, monitored(t), nil)
	require.ErrorIs(t, err, basis.ErrConstant)
	require.ErrorContains(t, err, "indicator same")
	assert.NotContains(t, err.Error(), "ports")
}
