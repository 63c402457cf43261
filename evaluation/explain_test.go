package evaluation_test

import (
	"bytes"
	"encoding/json"
	"errors"
	"math"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/countyeval/countyeval/evaluation"
	"github.com/countyeval/countyeval/evaluation/aggregate"
	"github.com/countyeval/countyeval/indicators"
	"github.com/countyeval/countyeval/indicators/basis"
	"github.com/countyeval/countyeval/indicators/prepare"
	"github.com/countyeval/countyeval/weights"
)

func TestExplain(t *testing.T) {
	f := framework(t, small())
	r := evaluate(t, evaluation.Model{Steps: []indicators.Step{prepare.Median{}}}, table(t, f, `code,name,class,va,rd,energy,water
1,甲县,county,80,40,30,50
2,乙县,county,60,,50,10
3,丙区,district,20,100,10,30
4,丁县,county,50,60,50,10
`))
	counties := rank(t, r, "", evaluation.Ties{Digits: new(2)}).Class("county")
	ex, err := r.Explain(counties, "2")
	require.NoError(t, err)
	assert.Equal(t, 2, ex.Place.Rank)
	assert.Equal(t, 3, ex.Ranked)
	require.NotNil(t, ex.Above)
	require.NotNil(t, ex.Below)
	// 甲县 66; 乙县 0.6*(0.75*60+0.25*60) + 0.4*30 = 48; 丁县 0.6*(0.75*50+0.25*60)+12 = 43.5.
	assert.Equal(t, "1", ex.Above.Place.Unit.Code)
	assert.InDelta(t, 18, ex.Above.Gap, 1e-12)
	assert.Equal(t, "4", ex.Below.Place.Unit.Code)
	assert.InDelta(t, 4.5, ex.Below.Gap, 1e-12)
	require.Len(t, ex.Parts, 7)
	root, rd, energy := ex.Parts[0], ex.Parts[3], ex.Parts[5]
	assert.Equal(t, "overall", root.Indicator.Code)
	assert.Nil(t, root.Indicator.Children)
	assert.False(t, root.Measured)
	assert.True(t, rd.Measured)
	assert.InDelta(t, 48, root.Points, 1e-12)
	assert.InDelta(t, 48, root.MedianScore, 1e-12)
	assert.Equal(t, 2, rd.Depth)
	assert.True(t, math.IsNaN(rd.Raw))
	assert.Equal(t, indicators.Imputed, rd.Mark)
	assert.InDelta(t, 60, rd.Prepared, 1e-12)
	require.Len(t, rd.Done, 1)
	assert.InDelta(t, 60, rd.Done[0].Is, 1e-12)
	assert.NotEmpty(t, rd.Done[0].Why)
	assert.InDelta(t, 0.15*60, rd.Points, 1e-12)
	assert.InDelta(t, 50, energy.Raw, 1e-12)
	assert.InDelta(t, 50, energy.Score, 1e-12)
	assert.InDelta(t, 50, energy.MedianScore, 1e-12, "of 70, 50, 50: the district is not in this ranking")
	assert.InDelta(t, 0.2*50, energy.Points, 1e-12)
	assert.NotEmpty(t, energy.Scale)

	first, err := r.Explain(counties, "1")
	require.NoError(t, err)
	assert.Nil(t, first.Above)
	assert.InDelta(t, 18, first.Parts[0].Gap, 1e-12)
	assert.InDelta(t, 0.2*20, first.Parts[5].PointsGap, 1e-12)
	last, err := r.Explain(counties, "4")
	require.NoError(t, err)
	assert.Nil(t, last.Below)

	_, err = r.Explain(counties, "3")
	require.ErrorIs(t, err, basis.ErrUnknown)
	_, err = r.Explain(rank(t, r, "green", evaluation.Ties{}), "1")
	require.ErrorIs(t, err, evaluation.ErrModel)
}

// TestExplainComputed: the raw value of a computed indicator is the one first
// computed, and stays unknown where only an imputation gave one.
func TestExplainComputed(t *testing.T) {
	f := framework(t, indicators.Indicator{Code: "all", Children: []indicators.Indicator{{Code: "ratio", Computed: true, Bounds: &indicators.Range{Lo: 0, Hi: 10}}}},
		indicators.Indicator{Code: "a"}, indicators.Indicator{Code: "b"})
	m := evaluation.Model{Steps: []indicators.Step{prepare.Ratio{Code: "ratio", Of: "a", By: "b"}, prepare.Median{}}}
	r := evaluate(t, m, table(t, f, "code,a,b\n1,6,2\n2,,1\n3,8,4\n"))
	ranking := rank(t, r, "", evaluation.Ties{})
	ex, err := r.Explain(ranking, "1")
	require.NoError(t, err)
	assert.InDelta(t, 3, ex.Parts[1].Raw, 1e-12)
	assert.Empty(t, ex.Parts[1].Done)
	assert.Equal(t, indicators.Derived, ex.Parts[1].Mark)
	ex, err = r.Explain(ranking, "2")
	require.NoError(t, err)
	assert.True(t, math.IsNaN(ex.Parts[1].Raw))
	assert.InDelta(t, 2.5, ex.Parts[1].Prepared, 1e-12)
	assert.Len(t, ex.Parts[1].Done, 1)
}

// TestExplainGrowthWithoutEarlierYear: what is missing because its unit has no earlier
// year says so, filled in or not, also after it was stored.
func TestExplainGrowthWithoutEarlierYear(t *testing.T) {
	f := framework(t, indicators.Indicator{Code: "all", Children: []indicators.Indicator{{Code: "va"}, {Code: "growth", Computed: true}}})
	p, err := indicators.NewPanel(map[int]*indicators.Table{2023: table(t, f, "code,va\n1,10\n2,20\n8,40\n"), 2024: table(t, f, "code,va\n1,11\n2,24\n9,44\n")})
	require.NoError(t, err)
	growth := prepare.Growth{Code: "growth", Of: "va"}
	for name, c := range map[string]struct {
		model evaluation.Model
		lack  string
		done  []string
	}{
		"filled in": {evaluation.Model{Steps: []indicators.Step{growth, prepare.Median{}}}, "", []string{"median of 2 values (no unit of this code in 2023)"}},
		"left open": {evaluation.Model{Steps: []indicators.Step{growth}, Aggregate: aggregate.Present{}}, "no unit of this code in 2023", nil},
	} {
		t.Run(name, func(t *testing.T) {
			r := evaluate(t, c.model, p.Table(2024))
			assert.Contains(t, errors.Join(r.Warnings...).Error(), "2023 has no unit of this code, so it has no growth")
			text, err := json.Marshal(r)
			require.NoError(t, err)
			stored, err := evaluation.ReadResult(bytes.NewReader(text), "r.json")
			require.NoError(t, err)
			for _, r := range []*evaluation.Result{r, stored} {
				ex, err := r.Explain(rank(t, r, "", evaluation.Ties{}), "9")
				require.NoError(t, err)
				assert.Equal(t, c.lack, ex.Parts[2].Lack.String())
				var done []string
				for _, d := range ex.Parts[2].Done {
					done = append(done, d.Why.String())
				}
				assert.Equal(t, c.done, done)
			}
		})
	}
}

// TestExplainNotAdditive: below a geometric mean no points are claimed.
func TestExplainNotAdditive(t *testing.T) {
	f := framework(t, small())
	tab := table(t, f, smallTable)
	m := evaluation.Model{Aggregate: aggregate.PerNode{By: map[string]aggregate.Aggregator{"green": aggregate.Geometric{}}}}
	r := evaluate(t, m, tab)
	ex, err := r.Explain(rank(t, r, "", evaluation.Ties{}), "1")
	require.NoError(t, err)
	var additive []bool
	for _, p := range ex.Parts {
		additive = append(additive, p.Additive)
	}
	assert.Equal(t, []bool{true, true, true, true, true, false, false}, additive)
	assert.InDelta(t, ex.Parts[0].Score, ex.Parts[1].Points+ex.Parts[4].Points, 1e-12)

	flat := evaluate(t, evaluation.Model{Flat: true, Aggregate: aggregate.Geometric{}}, tab)
	ex, err = flat.Explain(rank(t, flat, "", evaluation.Ties{}), "1")
	require.NoError(t, err)
	assert.False(t, ex.Parts[1].Additive)
}

// TestPointsSum: whatever tree, weights and classes, the points of the measured
// indicators sum to the score.
func TestPointsSum(t *testing.T) {
	_, tab := generated(t, 40, 3, 4)
	rapid.Check(t, func(rt *rapid.T) {
		m := evaluation.Model{Flat: rapid.Bool().Draw(rt, "flat"), ByClass: rapid.Bool().Draw(rt, "by class")}
		m.Weigh = rapid.SampledFrom([]weights.Scheme{nil, weights.Equal{}, weights.Entropy{}}).Draw(rt, "scheme")
		r, err := m.Evaluate(tab, nil)
		require.NoError(rt, err)
		ranking, err := evaluation.Decision{Ties: evaluation.Ties{}}.Rank(r)
		require.NoError(rt, err)
		unit := ranking.Places[rapid.IntRange(0, 39).Draw(rt, "unit")].Unit.Code
		ex, err := r.Explain(ranking, unit)
		require.NoError(rt, err)
		var leaves, dims float64
		for _, p := range ex.Parts {
			require.True(rt, p.Additive)
			switch p.Depth {
			case 1:
				dims += p.Points
			case 2:
				leaves += p.Points
			}
		}
		assert.InDelta(rt, ex.Parts[0].Score, leaves, 1e-10)
		assert.InDelta(rt, ex.Parts[0].Score, dims, 1e-10)
	})
}
