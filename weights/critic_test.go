package weights_test

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/countyeval/countyeval/indicators/basis"
	"github.com/countyeval/countyeval/weights"
)

// Twice the same sibling under CRITIC: the two get equal weights, and the
// information of any third grows by s (1 - r) once more.
func TestCRITICDuplicate(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		g := drawGroup(rt, 0, 100)
		k := len(g.Codes)
		before, after := make([]float64, k), make([]float64, k+1)
		if err := (weights.CRITIC{}).Weigh(before, g); err != nil {
			rt.Skip(err)
		}
		twice := g
		twice.Codes = append(append([]string(nil), g.Codes...), "twin")
		twice.Scores = append(append(weights.Columns(nil), g.Scores...), g.Scores[0])
		require.NoError(rt, weights.CRITIC{}.Weigh(after, twice))
		assert.InDelta(rt, after[0], after[k], 1e-12)
		assert.InDelta(rt, before[0], after[0], 1e-12)
		for j := 1; j < k; j++ {
			pair := make([]float64, 2)
			_ = weights.CRITIC{}.Weigh(pair, columns(g.Scores[j], g.Scores[0])) // 0 if perfectly correlated
			assert.InDelta(rt, before[j]+pair[0], after[j], 1e-12)
		}
	})
}

func TestCRITICErrors(t *testing.T) {
	up, also := []float64{1, 2, 3}, []float64{10, 20, 30}
	_, err := weights.Of(nil, weights.CRITIC{}, columns(up, also))
	require.ErrorIs(t, err, basis.ErrDomain)
	assert.ErrorContains(t, err, "all perfectly correlated")
	w := of(t, weights.CRITIC{}, columns(up, []float64{10, 20.01, 30}))
	assert.InDelta(t, 0.5, w[0], 1e-3, "nearly is not perfectly")
	_, err = weights.Of(nil, weights.CRITIC{Correlation: 3}, columns(up, also))
	assert.ErrorContains(t, err, "there is no correlation 3")
	_, err = weights.Of(nil, weights.CRITIC{Entropy: true}, columns(up, []float64{-1, 2, 3}))
	assert.ErrorContains(t, err, "b, row 1")
	_, err = weights.Of(nil, weights.CRITIC{Entropy: true}, columns(up, []float64{0, 0, 0}))
	require.ErrorIs(t, err, basis.ErrConstant)
	_, err = weights.Of(nil, weights.CRITIC{}, columns([]float64{-1e308, 1e308}, []float64{1, 2}))
	assert.ErrorContains(t, err, "a: value outside the domain of the method: the range of the scores overflows")
	// Far from 0 and of extreme scale, min-max scores are the same.
	g := columns([]float64{1, 2, 4, 3}, []float64{5, 1, 2, 2})
	inDelta(t, of(t, weights.CRITIC{}, g), of(t, weights.CRITIC{}, scaledColumn(scaledColumn(g, 0, 1e6, 1), 1, 0, 1e300)), 1e-9)
}

// By hand, on min-max scores 0 0.5 1 and 0 1 0.5: s = 0.5 each, r = 0.5.
func TestCRITICByHand(t *testing.T) {
	w := make([]float64, 2)
	for c, want := range map[weights.CRITIC]float64{
		{}:                              0.5 * 0.5,
		{Correlation: weights.Spearman}: 0.5 * 0.5,
		{Correlation: weights.Kendall}:  0.5 * 2 / 3,
		{Raw: true}:                     1 * 0.5,
	} {
		require.NoError(t, c.Weigh(w, columns([]float64{1, 2, 3}, []float64{10, 12, 11})))
		assert.InDelta(t, want, w[0], 1e-12, c)
	}
}
