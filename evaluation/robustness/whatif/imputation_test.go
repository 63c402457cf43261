package whatif_test

import (
	"math"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/countyeval/countyeval/evaluation"
	"github.com/countyeval/countyeval/evaluation/robustness/internal/robustnesstest"
	"github.com/countyeval/countyeval/evaluation/robustness/whatif"
	"github.com/countyeval/countyeval/indicators"
	"github.com/countyeval/countyeval/indicators/basis"
	"github.com/countyeval/countyeval/indicators/prepare"
)

// TestImputationsByHand: of 1, 2, 3 and 6, each hidden once, the means of the others are
// 11/3, 10/3, 3 and 2, which is off by 8/3, 4/3, 0 and -4.
func TestImputationsByHand(t *testing.T) {
	root := indicators.Indicator{Code: "root", Children: []indicators.Indicator{{Code: "x"}}}
	r := robustnesstest.Evaluate(t, evaluation.Model{}, robustnesstest.TableOf(t, root, 4, map[string][]float64{"x": {1, 2, 3, 6}}))
	all, err := whatif.TestImputations(r, evaluation.Decision{}, whatif.Hiding{Folds: 4}, prepare.Mean{}, indicators.StepFunc(leave), nil)
	require.NoError(t, err)
	require.NoError(t, all[0].Err)
	x := all[0].Columns[0]
	assert.Equal(t, 4, x.Cells)
	assert.InDelta(t, 2, x.MAE, 1e-12)
	assert.InDelta(t, math.Sqrt((64.0/9+16.0/9+16)/4), x.RMSE, 1e-12)
	// 11/3 2 3 6: ranks 2 4 3 1 for 4 3 2 1, 4 in sum; 1 10/3 3 6: 4 2 3 1, 2 in sum; none;
	// 1 2 3 2: 4 2 1 2, 1 + 1 + 1 in sum.
	assert.InDelta(t, 9.0/16, all[0].Shift, 1e-12)
	assert.InDelta(t, 8.0/16, all[0].Moved, 1e-12)
	require.NoError(t, all[1].Err)
	assert.Equal(t, 4, all[1].Unfilled)
	assert.True(t, math.IsNaN(all[1].Columns[0].RMSE))
	assert.Zero(t, all[1].Moved)
	require.Error(t, all[2].Err)
}

// leave leaves everything missing.
func leave(t *indicators.Table) (indicators.Stage, error) { return indicators.Stage{Table: t}, nil }

// TestImputationsTogether: neighbors know more of correlated figures than the median does,
// and missing figures stay missing while others are hidden.
func TestImputationsTogether(t *testing.T) {
	const n = 40
	a, b := make([]float64, n), make([]float64, n)
	for i := range a {
		a[i], b[i] = float64(i), 2*float64(i)+math.Sin(float64(i))
	}
	b[3] = math.NaN()
	root := indicators.Indicator{Code: "root", Children: []indicators.Indicator{{Code: "a"}, {Code: "b"}, {Code: "c"}}}
	m := evaluation.Model{Steps: []indicators.Step{prepare.Median{}}}
	r := robustnesstest.Evaluate(t, m, robustnesstest.TableOf(t, root, n, map[string][]float64{"a": a, "b": b, "c": a}))
	h := whatif.Hiding{Folds: 30, Seed: 3}
	all, err := whatif.TestImputations(r, evaluation.Decision{}, h, prepare.Median{}, prepare.Neighbors{})
	require.NoError(t, err)
	for _, x := range all {
		require.NoError(t, x.Err)
		assert.Equal(t, 3*n-1, x.Columns[0].Cells+x.Columns[1].Cells+x.Columns[2].Cells+x.Unfilled)
	}
	assert.Less(t, all[1].Columns[0].RMSE, all[0].Columns[0].RMSE/2)
	assert.Less(t, all[1].Shift, all[0].Shift)
	again, err := whatif.TestImputations(r, evaluation.Decision{}, h, prepare.Median{})
	require.NoError(t, err)
	assert.Equal(t, all[0], again[0], "a seed gives the same")
	for _, folds := range []int{0, 1, 3 * n} {
		_, err := whatif.TestImputations(r, evaluation.Decision{}, whatif.Hiding{Folds: folds}, prepare.Median{})
		require.ErrorIs(t, err, basis.ErrFew)
	}
}
