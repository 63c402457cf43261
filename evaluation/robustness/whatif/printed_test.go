package whatif_test

import (
	"slices"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/countyeval/countyeval/evaluation"
	"github.com/countyeval/countyeval/evaluation/robustness/internal/robustnesstest"
	"github.com/countyeval/countyeval/evaluation/robustness/whatif"
)

// TestPrintedSweep: points of a sweep are what is printed, whichever way they are scored.
func TestPrintedSweep(t *testing.T) {
	tab := robustnesstest.Generated(t, 12, 3, 3)
	r := robustnesstest.Evaluate(t, evaluation.Model{}, tab)
	d := evaluation.Decision{Ties: evaluation.Ties{Digits: new(1), Print: evaluation.Printing{Of: evaluation.PrintedPoints}}}
	parts, err := r.Printed(d.Ties)
	require.NoError(t, err)
	again, err := whatif.SweepModel(r, d, []float64{1}, func(*evaluation.Model, float64) {})
	require.NoError(t, err)
	require.NoError(t, again.Points[0].Err)
	assert.Equal(t, parts.Totals, again.Points[0].Scores)
	w := robustnesstest.Local(r)[slices.Index(r.Codes(), "d1")]
	weighed, err := whatif.SweepWeight(r, d, "d1", []float64{w})
	require.NoError(t, err)
	for i, x := range weighed.Points[0].Scores {
		assert.InDelta(t, parts.Totals[i], x, 0.31) // the weights are the same but for last bits
	}
}
