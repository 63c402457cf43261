package robustness_test

import (
	"context"
	"math"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/countyeval/countyeval/evaluation"
	"github.com/countyeval/countyeval/evaluation/robustness"
	"github.com/countyeval/countyeval/evaluation/robustness/internal/robustnesstest"
	"github.com/countyeval/countyeval/indicators"
	"github.com/countyeval/countyeval/indicators/basis"
	"github.com/countyeval/countyeval/indicators/normalize"
)

// TestFiguresSameAsModel draws figures, weights and a normalizer, and scores the same by
// the model on a table of the drawn figures.
func TestFiguresSameAsModel(t *testing.T) {
	s := study(t, 15)
	s.Factors = []robustness.Factor{
		s.Factors[0], s.Factors[1],
		robustness.Figures{
			By:    map[string]robustness.Error{"d0x0": {Shape: robustness.Uniform, Size: 0.2}, "d1x1": {Size: 0.05, Relative: true}},
			Cells: map[string]map[string]robustness.Error{"u0002": {"d2x2": {Shape: robustness.Triangular, Size: 0.3}}},
		},
	}
	o := robustness.Options{Seed: 4}
	base := robustnesstest.Evaluate(t, s.Model, s.Table)
	norms := s.Factors[1].(robustness.Normalizers).Of
	moved := 0
	for d := range 60 {
		draw, err := s.Draw(o, d)
		require.NoError(t, err)
		require.NoError(t, draw.Err)
		u := draw.Numbers[len(draw.Numbers)-45:] // d0x0, d1x1, d2x2 of 15 units each
		tab := s.Table
		change := func(code string, f func(i int, x float64) float64) {
			x := tab.Column(code).Copy()
			for i := range x {
				x[i] = f(i, x[i])
			}
			tab, err = tab.WithColumn(code, x, indicators.MarkAll(x, indicators.Reported))
			require.NoError(t, err)
		}
		change("d0x0", func(i int, x float64) float64 { return x + 0.2*(2*u[i]-1) })
		change("d1x1", func(i int, x float64) float64 { return x + x*0.05*math.Sqrt2*math.Erfinv(2*u[15+i]-1) })
		change("d2x2", func(i int, x float64) float64 {
			if i != 2 {
				return x
			}
			if v := u[30+i]; v < 0.5 {
				return x + 0.3*(math.Sqrt(2*v)-1)
			}
			return x + 0.3*(1-math.Sqrt(2*(1-u[30+i])))
		})
		r := robustnesstest.Evaluate(t, evaluation.Model{Normalize: norms[draw.Normalize], Weigh: robustnesstest.Fixed(base.Codes(), draw.Shares[0])}, tab)
		assert.InDeltaSlice(t, r.Scores("").Copy(), draw.Scores, 1e-9)
		if draw.Ranks[0] != base.Prepared.Len() {
			moved++
		}
	}
	assert.Positive(t, moved)
	whole := run(t, s, robustness.Options{Draws: 200, Seed: 4})
	a, b := run(t, s, robustness.Options{Draws: 77, Seed: 4}), run(t, s, robustness.Options{From: 77, Draws: 123, Seed: 4})
	merged, err := a.Merge(b)
	require.NoError(t, err)
	assert.Equal(t, whole, merged)
}

// TestFiguresThatFail: a figure that is drawn at or below 0 has no logarithm.
func TestFiguresThatFail(t *testing.T) {
	s := study(t, 15)
	s.Model = evaluation.Model{Normalize: normalize.Log{}}
	s.Factors = []robustness.Factor{robustness.Figures{By: map[string]robustness.Error{"d0x0": {Size: 0.2}}}}
	got := run(t, s, robustness.Options{Draws: 200})
	require.Positive(t, got.Failed)
	assert.ErrorContains(t, got.Failures[0].Err, "d0x0")
}

func TestFiguresRefuse(t *testing.T) {
	s := study(t, 12)
	for name, c := range map[string]struct {
		f    robustness.Figures
		want error
	}{
		"indicator": {robustness.Figures{By: map[string]robustness.Error{"d0": {Size: 1}}}, basis.ErrUnknown},
		"unit":      {robustness.Figures{Cells: map[string]map[string]robustness.Error{"nobody": {"d0x0": {Size: 1}}}}, basis.ErrUnknown},
		"size":      {robustness.Figures{By: map[string]robustness.Error{"d0x0": {Size: -1}}}, basis.ErrValue},
		"shape":     {robustness.Figures{By: map[string]robustness.Error{"d0x0": {Shape: 9}}}, basis.ErrValue},
		"key":       {robustness.Figures{By: map[string]robustness.Error{"d0x1": {Size: 1}}}, robustness.ErrStudy},
	} {
		bad := s
		bad.Decision.Ties.Break = []evaluation.Key{{Code: "d0x1", Raw: true, Order: evaluation.HighestFirst}}
		bad.Factors = []robustness.Factor{c.f}
		_, err := robustness.Run(context.Background(), bad, robustness.Options{Draws: 1})
		require.ErrorIs(t, err, c.want, name)
	}
	for _, shape := range []robustness.Shape{robustness.Normal, robustness.Uniform, robustness.Triangular} {
		text, err := shape.MarshalText()
		require.NoError(t, err)
		var back robustness.Shape
		require.NoError(t, back.UnmarshalText(text))
		assert.Equal(t, shape, back)
	}
}
