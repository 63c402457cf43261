package aggregate_test

import (
	"math"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/countyeval/countyeval/evaluation/aggregate"
	"github.com/countyeval/countyeval/indicators/basis"
	"github.com/countyeval/countyeval/weights"
)

// maternal is the textbook example of the rank-sum ratio: antenatal examination
// rate (%), maternal mortality (per 100,000) and perinatal mortality of ten
// regions, from chapter 9 of zhjx19, mathmodels-book (commit af8b8c09), which
// prints results of the R package mathmodels.
var maternal = peerCase{
	Matrix: [][]float64{
		{99.54, 60.27, 16.15},
		{96.52, 59.67, 20.1},
		{99.36, 43.91, 15.6},
		{92.83, 58.99, 17.04},
		{91.71, 35.4, 15.01},
		{95.35, 44.71, 13.93},
		{96.09, 49.81, 17.43},
		{99.27, 31.69, 13.89},
		{94.76, 22.91, 19.87},
		{84.8, 81.49, 23.63},
	},
	Types:   []float64{1, -1, -1},
	Weights: []float64{1, 1, 1},
}

// TestRSRTextbook: ranks exactly, RSR and line to the digits printed.
func TestRSRTextbook(t *testing.T) {
	g, w := maternal.group(negated)
	s, err := aggregate.RankSumRatio{}.Solve(g, w)
	require.NoError(t, err)
	assert.Equal(t, weights.Columns{
		{10, 7, 9, 3, 2, 5, 6, 8, 4, 1},
		{2, 3, 7, 4, 8, 6, 5, 9, 10, 1},
		{6, 2, 7, 5, 8, 9, 4, 10, 3, 1},
	}, s.Ranks)
	assert.InDeltaSlice(t, []float64{0.6, 0.4, 0.767, 0.4, 0.6, 0.667, 0.5, 0.9, 0.567, 0.1}, s.RSR, 5e-4)
	assert.Equal(t, s.RSR, scored(t, aggregate.RankSumRatio{}, g, w))
	assert.Equal(t, s.RSR[0], s.RSR[4], "equal sums of ranks, to the last bit")
	want := []struct {
		f, cum                    int
		mean, p, probit, fit, rsr float64
	}{
		{1, 1, 1, 0.1, 3.72, 0.216, 0.1},
		{2, 3, 2.5, 0.25, 4.33, 0.350, 0.4},
		{1, 4, 4, 0.4, 4.75, 0.444, 0.5},
		{1, 5, 5, 0.5, 5, 0.500, 0.567},
		{2, 7, 6.5, 0.65, 5.39, 0.585, 0.6},
		{1, 8, 8, 0.8, 5.84, 0.686, 0.667},
		{1, 9, 9, 0.9, 6.28, 0.784, 0.767},
		{1, 10, 10, 0.975, 6.96, 0.934, 0.9},
	}
	require.Len(t, s.Levels, len(want))
	for i, x := range want {
		l := s.Levels[i]
		assert.Equal(t, x.f, l.Count)
		assert.Equal(t, x.cum, l.Below)
		assert.InDelta(t, x.mean, l.MeanRank, 0)
		assert.InDelta(t, x.p, l.P, 1e-15)
		assert.InDelta(t, x.probit, l.Probit, 5e-3)
		assert.InDelta(t, x.fit, l.Fitted, 5e-4)
		assert.InDelta(t, x.rsr, l.RSR, 5e-4)
	}
	assert.InDelta(t, -0.60855, s.Intercept, 1e-5)
	assert.InDelta(t, 0.22169, s.Slope, 1e-5)
	assert.InDelta(t, 0.12516, s.InterceptError, 1e-5)
	assert.InDelta(t, 0.02329, s.SlopeError, 1e-5)
	assert.InDelta(t, 0.0653, s.ResidualError, 5e-5)
	assert.InDelta(t, 0.9379, s.R2, 5e-5)
	assert.InDelta(t, 0.9276, s.AdjustedR2, 5e-5)
	assert.InDelta(t, 90.63, s.F, 5e-3)
	assert.Equal(t, 6, s.DF)
	assert.InDelta(t, math.Sqrt(s.R2), s.Normality, 1e-12)
}

// TestRSRGrades: three grades are cut at the probits 4 and 6.
func TestRSRGrades(t *testing.T) {
	g, w := maternal.group(negated)
	s, err := aggregate.RankSumRatio{}.Solve(g, w)
	require.NoError(t, err)
	grades, cuts, err := s.Grade(3)
	require.NoError(t, err)
	//                     A  B  C  D  E  F  G  H  I  J
	assert.Equal(t, []int{2, 2, 1, 2, 2, 2, 2, 1, 2, 3}, grades)
	assert.InDeltaSlice(t, []float64{s.Intercept + 6*s.Slope, s.Intercept + 4*s.Slope}, cuts, 1e-12)
	grades, cuts, err = s.Grade(5)
	require.NoError(t, err)
	assert.Equal(t, []int{3, 4, 2, 4, 3, 2, 3, 1, 3, 4}, grades)
	for i, probit := range []float64{6.8, 5.6, 4.4, 3.2} {
		assert.InDelta(t, s.Intercept+probit*s.Slope, cuts[i], 1e-12)
	}
	// I has p = 0.5 and probit 5: on the cut of two grades, and in the better one.
	_, _, err = s.Grade(1)
	require.ErrorIs(t, err, basis.ErrValue)
	grades, _, err = s.Grade(2)
	require.NoError(t, err)
	assert.Equal(t, 1, grades[8])
}

func TestRSRNonInteger(t *testing.T) {
	g := weights.Group{Parent: "p", Codes: []string{"a", "b", "off"}, Scores: weights.Columns{{0, 10, 40}, {8, 8, 4}, {math.NaN(), 1, 2}}}
	w := []float64{0.75, 0.25, 0}
	a := aggregate.RankSumRatio{NonInteger: true}
	want := []float64{(0.75*1 + 0.25*3) / 3, (0.75*1.5 + 0.25*3) / 3, (0.75*3 + 0.25*1) / 3}
	near(t, want, scored(t, a, g, w), 0)
	s, err := a.Solve(g, w)
	require.NoError(t, err)
	assert.Equal(t, []string{"a", "b"}, s.Codes)
	near(t, []float64{1, 1.5, 3}, s.Ranks[0], 0)
	// Integer ranks: b is tied, and shares 2.5.
	near(t, []float64{(0.75*1 + 0.25*2.5) / 3, (0.75*2 + 0.25*2.5) / 3, (0.75*3 + 0.25*1) / 3}, scored(t, aggregate.RankSumRatio{}, g, w), 0)
	g.Scores[0] = []float64{5, 5, 5}
	err = a.Aggregate(make([]float64, 3), g, w)
	require.ErrorIs(t, err, basis.ErrConstant)
	assert.Equal(t, []string{"a/-1"}, cells(err))
	_, err = aggregate.RankSumRatio{}.Solve(g, w)
	require.ErrorIs(t, err, basis.ErrConstant, "two levels have no line")
	one := weights.Group{Parent: "p", Codes: []string{"a"}, Scores: weights.Columns{{7}}}
	assert.Equal(t, []float64{1}, scored(t, aggregate.RankSumRatio{}, one, []float64{1}))
}
