package evaluation_test

import (
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

// TestCouplingResult by hand: strength 70, 65, 40 and green 60, 30, 60 of 100, with
// weights 0.6 and 0.4.
func TestCouplingResult(t *testing.T) {
	f := framework(t, small())
	tab := table(t, f, smallTable)
	for _, byClass := range []bool{false, true} {
		r := evaluate(t, evaluation.Model{ByClass: byClass}, tab)
		d, err := r.Coupling("", indicators.Range{})
		require.NoError(t, err)
		for i, u := range [][2]float64{{0.7, 0.6}, {0.65, 0.3}, {0.4, 0.6}} {
			c := 2 * math.Sqrt(u[0]*u[1]) / (u[0] + u[1])
			assert.InDelta(t, c, d.Coupling[i], 1e-12)
			assert.InDelta(t, 0.6*u[0]+0.4*u[1], d.Development[i], 1e-12)
			assert.InDelta(t, math.Sqrt(c*(0.6*u[0]+0.4*u[1])), d.Coordination[i], 1e-12)
		}
	}
	r := evaluate(t, evaluation.Model{}, table(t, f, "code,va,rd,energy,water\na,0,0,50,50\nb,100,100,0,100\n"))
	_, err := r.Coupling("", indicators.Range{})
	require.ErrorIs(t, err, aggregate.ErrZero)
	found := inputErrors(err)
	require.Len(t, found, 1)
	assert.Equal(t, []string{"a", "strength"}, []string{found[0].Unit, found[0].Indicator})
	assert.ErrorContains(t, err, "coupling of the children of overall: ")
	_, err = r.Coupling("", indicators.Range{Lo: -1, Hi: 60})
	require.ErrorIs(t, err, basis.ErrDomain)
	assert.Len(t, inputErrors(err), 2)
	_, err = r.Coupling("va", indicators.Range{})
	require.ErrorIs(t, err, basis.ErrUnknown)
	for _, s := range []indicators.Range{{Lo: 1, Hi: 1}, {Lo: 5, Hi: 4}, {Lo: math.Inf(-1), Hi: 4}} {
		_, err = r.Coupling("", s)
		require.ErrorIs(t, err, basis.ErrValue)
	}
	d, err := r.Coupling("", indicators.Range{Lo: -1, Hi: 100})
	require.NoError(t, err)
	assert.Equal(t, 1.0, d.Coordination[1], "best everywhere")
}

// TestObstacleResult by hand: of 甲县, va 80, rd 40, energy 70, water 50 of 100 with
// weights 0.45, 0.15, 0.2, 0.2 are gaps 0.09, 0.09, 0.06, 0.10.
func TestObstacleResult(t *testing.T) {
	f := framework(t, small())
	tab := table(t, f, smallTable)
	for name, m := range map[string]evaluation.Model{"tree": {}, "flat": {Flat: true}, "by class": {ByClass: true}} {
		r := evaluate(t, m, tab)
		list, err := r.Obstacles("1", "", indicators.Range{})
		require.NoError(t, err, name)
		require.Len(t, list, 4)
		for i, want := range []evaluation.Obstacle{
			{Code: "water", Weight: 0.2, Score: 50, Gap: 0.10},
			{Code: "va", Weight: 0.45, Score: 80, Gap: 0.09},
			{Code: "rd", Weight: 0.15, Score: 40, Gap: 0.09},
			{Code: "energy", Weight: 0.2, Score: 70, Gap: 0.06},
		} {
			assert.InDelta(t, want.Weight, list[i].Weight, 1e-12, name)
			assert.InDelta(t, want.Score, list[i].Score, 1e-12)
			assert.InDelta(t, want.Gap, list[i].Gap, 1e-12)
			assert.InDelta(t, want.Gap/0.34, list[i].Degree, 1e-12)
		}
		assert.Equal(t, "water", list[0].Code)
		assert.Equal(t, "energy", list[3].Code)
		list, err = r.Obstacles("1", "green", indicators.Range{})
		require.NoError(t, err)
		require.Len(t, list, 2)
		assert.InDelta(t, 0.5, list[0].Weight, 1e-12, "in the node")
		assert.InDelta(t, 0.25, list[0].Gap, 1e-12)
		assert.InDelta(t, 0.625, list[0].Degree, 1e-12)
		list, err = r.Obstacles("1", "va", indicators.Range{})
		require.NoError(t, err)
		require.Len(t, list, 1)
		assert.InDelta(t, 1, list[0].Degree, 1e-12)

		_, err = r.Obstacles("9", "", indicators.Range{})
		require.ErrorIs(t, err, basis.ErrUnknown)
		_, err = r.Obstacles("1", "nobody", indicators.Range{})
		require.ErrorIs(t, err, basis.ErrUnknown)
		_, err = r.Obstacles("1", "", indicators.Range{Lo: 2, Hi: 1})
		require.ErrorIs(t, err, basis.ErrValue)
		_, err = r.Obstacles("1", "", indicators.Range{Lo: 45, Hi: 75})
		require.ErrorIs(t, err, basis.ErrDomain)
		found := inputErrors(err)
		require.Len(t, found, 2)
		assert.Equal(t, []string{"1", "va"}, []string{found[0].Unit, found[0].Indicator})
		assert.Equal(t, []string{"1", "rd"}, []string{found[1].Unit, found[1].Indicator})
	}
	r := evaluate(t, evaluation.Model{Weigh: weights.PerGroup{By: map[string]weights.Scheme{
		"overall": weights.Fixed{"strength": 1, "green": 0}, "strength": weights.Fixed{"va": 1, "rd": 0},
	}}}, table(t, f, "code,va,rd,energy,water\na,100,0,50,50\n"))
	list, err := r.Obstacles("a", "", indicators.Range{})
	require.NoError(t, err)
	assert.Equal(t, []evaluation.Obstacle{{Code: "va", Weight: 1, Score: 100}}, list, "no gap: no degree")
	_, err = r.Obstacles("a", "rd", indicators.Range{})
	require.NoError(t, err)
	_, err = r.Obstacles("a", "green", indicators.Range{})
	require.NoError(t, err)
	r = evaluate(t, evaluation.Model{Flat: true, Weigh: weights.Fixed{"va": 1, "rd": 1, "energy": 0, "water": 0}}, table(t, f, "code,va,rd,energy,water\na,100,0,50,50\n"))
	_, err = r.Obstacles("a", "green", indicators.Range{})
	require.ErrorIs(t, err, basis.ErrWeights)
}
