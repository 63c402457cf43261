package robustness_test

import (
	"context"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/countyeval/countyeval/evaluation/robustness"
	"github.com/countyeval/countyeval/evaluation/robustness/internal/robustnesstest"
	"github.com/countyeval/countyeval/indicators/normalize"
)

// TestChances: of three alternatives each comes as often as it is said, and one without
// a chance never.
func TestChances(t *testing.T) {
	s := study(t, 12)
	s.Factors = []robustness.Factor{robustness.Normalizers{
		Of:      []normalize.Normalizer{normalize.MinMax{}, normalize.Rank{}, normalize.ZScore{}, normalize.Percentile{}},
		Chances: []float64{0.2, 0, 0.5, 0.3},
	}}
	came := [4]float64{}
	for d := range 2000 {
		draw, err := s.Draw(robustness.Options{Seed: 2}, d)
		require.NoError(t, err)
		came[draw.Normalize] += 1.0 / 2000
	}
	assert.InDeltaSlice(t, []float64{0.2, 0, 0.5, 0.3}, came[:], 0.04)
	assert.Zero(t, came[1])
}

// TestCentralWeights are the means of the weights under which a unit is first.
func TestCentralWeights(t *testing.T) {
	s := study(t, 12)
	o := robustness.Options{Draws: 300, Seed: 8, Central: true}
	got := run(t, s, o)
	codes := robustnesstest.Evaluate(t, s.Model, s.Table).Codes()
	sums, wins := make([][]float64, 12), make([]float64, 12)
	for d := range o.Draws {
		draw, err := s.Draw(o, d)
		require.NoError(t, err)
		m := s.Model
		m.Weigh = robustnesstest.Fixed(codes, draw.Shares[0])
		shares := robustnesstest.Local(robustnesstest.Evaluate(t, m, s.Table))
		for i, rank := range draw.Ranks {
			if rank == 1 {
				wins[i]++
				sums[i] = append(sums[i], shares...)
			}
		}
	}
	won := 0
	for i, u := range got.Units {
		central, ok := u.CentralWeights()
		require.Equal(t, wins[i] > 0, ok)
		if !ok {
			continue
		}
		won++
		for at := 1; at < len(codes); at++ {
			var mean float64
			for k := at; k < len(sums[i]); k += len(codes) {
				mean += sums[i][k] / wins[i]
			}
			assert.InDelta(t, mean, central[at], 1e-8)
		}
	}
	assert.Greater(t, won, 1)
	s.Factors = s.Factors[1:]
	_, err := robustness.Run(context.Background(), s, o)
	require.ErrorIs(t, err, robustness.ErrStudy)
}
