package evaluation_test

import (
	"math"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/countyeval/countyeval/evaluation"
	"github.com/countyeval/countyeval/evaluation/aggregate"
	"github.com/countyeval/countyeval/indicators/basis"
)

// TestPresentModel goes through a model: the error names the unit, the parent and
// the children, and points are of the rescaled weights.
func TestPresentModel(t *testing.T) {
	f := framework(t, small())
	const gaps = "code,name,class,va,rd,energy,water\n1,甲县,county,80,,30,50\n2,乙县,county,,80,50,10\n3,丙区,district,20,100,,\n"
	tab := table(t, f, gaps)
	_, err := evaluation.Model{}.Evaluate(tab, nil)
	require.ErrorIs(t, err, basis.ErrMissing)
	_, err = evaluation.Model{Aggregate: aggregate.Present{MinShare: 0.3}}.Evaluate(tab, nil)
	require.ErrorIs(t, err, basis.ErrMissing)
	found := inputErrors(err)
	require.Len(t, found, 2)
	assert.Equal(t, []string{"3", "green"}, []string{found[1].Unit, found[1].Indicator})
	assert.ErrorContains(t, found[1], "no score for any child")
	assert.Equal(t, []string{"2", "strength"}, []string{found[0].Unit, found[0].Indicator})
	assert.ErrorContains(t, found[0], "no score for va; the children with one have 0.25 of the weight, and 0.3 is needed")

	_, err = evaluation.Model{Aggregate: aggregate.Present{}}.Evaluate(tab, nil)
	require.ErrorContains(t, err, "no score for any child")
	tab = table(t, f, "code,name,class,va,rd,energy,water\n1,甲县,county,80,,30,50\n2,乙县,county,,80,50,10\n3,丙区,district,20,100,40,\n")
	r := evaluate(t, evaluation.Model{Aggregate: aggregate.Present{}}, tab)
	assert.InDeltaSlice(t, []float64{80, 80, 40}, r.Scores("strength").Copy(), 1e-12)
	assert.InDeltaSlice(t, []float64{60, 30, 60}, r.Scores("green").Copy(), 1e-12)
	ex, err := r.Explain(rank(t, r, "", evaluation.Ties{}), "2")
	require.NoError(t, err)
	points := map[string]float64{}
	var sum float64
	for _, p := range ex.Parts {
		assert.True(t, p.Additive, p.Indicator.Code)
		points[p.Indicator.Code] = p.Points
		if p.Measured {
			sum += p.Points
		}
	}
	assert.InDelta(t, ex.Place.Score, sum, 1e-12)
	assert.InDelta(t, 48, points["rd"], 1e-12, "all of the weight of strength")
	assert.Zero(t, points["va"])
	assert.InDelta(t, 50, ex.Parts[2].MedianScore, 1e-12, "of 80 and 20: the missing score is none")
	assert.True(t, math.IsNaN(ex.Parts[2].Gap))
	assert.Zero(t, ex.Parts[2].PointsGap)

	// Not additive within: the explanation has no points, and no error.
	r = evaluate(t, evaluation.Model{Aggregate: aggregate.PerNode{By: map[string]aggregate.Aggregator{
		"strength": aggregate.Present{Of: aggregate.Geometric{}}, "green": aggregate.Present{},
	}}}, tab)
	ex, err = r.Explain(rank(t, r, "", evaluation.Ties{}), "2")
	require.NoError(t, err)
	assert.False(t, ex.Parts[2].Additive)
	assert.True(t, ex.Parts[6].Additive)

	// Flat: a node between has the mean of the leaves that are there.
	r = evaluate(t, evaluation.Model{Aggregate: aggregate.Present{}, Flat: true}, tab)
	assert.InDeltaSlice(t, []float64{80, 80, 40}, r.Scores("strength").Copy(), 1e-12)
	assert.InDelta(t, (0.15*80+0.2*50+0.2*10)/0.55, r.Scores("").Copy()[1], 1e-12)
	r = evaluate(t, evaluation.Model{Aggregate: aggregate.Present{}, Flat: true}, table(t, f, gaps))
	assert.True(t, math.IsNaN(r.Scores("green").Copy()[2]), "none of its leaves is there")
	assert.InDelta(t, 40, r.Scores("").Copy()[2], 1e-12)
	assert.Zero(t, rank(t, r, "green", evaluation.Ties{}).Places[2].Rank, "not ranked there")
}
