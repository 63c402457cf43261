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

// TestApplying: units that nothing applies to leave the group, whatever weighs and
// aggregates it, and errors still name the rows of the whole group.
func TestApplying(t *testing.T) {
	nan := math.NaN()
	g := weights.Group{
		Parent: "sea", Codes: []string{"a", "b"}, Declared: []float64{1, 3},
		Scores: weights.Columns{{nan, 10, 20, nan}, {nan, 30, 10, 50}},
		Out:    [][]bool{{true, false, false, true}, {true, false, false, false}},
	}
	units, all := g.Applying(nil)
	assert.Equal(t, []int{1, 2, 3}, units)
	assert.False(t, all)
	units, all = g.Applying([]float64{1, 0})
	assert.Equal(t, []int{1, 2}, units)
	assert.False(t, all)
	assert.Equal(t, [][]bool{{true, false}, {false, false}}, g.Units([]int{3, 1}).Out)

	w, of, err := aggregate.Weigh(nil, nil, g)
	require.NoError(t, err)
	assert.Equal(t, []float64{0.25, 0.75}, w)
	assert.Len(t, of.Scores[0], 3)
	dst := make([]float64, 4)
	require.NoError(t, aggregate.Score(dst, aggregate.Present{}, g, w))
	assert.True(t, math.IsNaN(dst[0]))
	assert.Equal(t, []float64{25, 12.5, 50}, dst[1:])
	require.NoError(t, aggregate.Score(dst, aggregate.Arithmetic{}, g, []float64{0, 1}))
	assert.Equal(t, []float64{30, 10, 50}, dst[1:])

	err = aggregate.Score(dst, aggregate.Arithmetic{}, g, w)
	require.ErrorIs(t, err, basis.ErrMissing)
	assert.Equal(t, []string{"a/3"}, places(err))
	_, _, err = aggregate.Weigh(nil, weights.StdDev{}, g)
	require.ErrorIs(t, err, basis.ErrMissing)
	assert.Equal(t, []string{"a/3"}, places(err))
	assert.ErrorContains(t, err, "it does not apply to the unit")

	nobody := g.Units([]int{0, 0})
	w, _, err = aggregate.Weigh(nil, weights.StdDev{}, nobody)
	require.NoError(t, err)
	assert.Equal(t, []float64{0, 0}, w)
	require.NoError(t, aggregate.Score(dst[:2], aggregate.TOPSIS{}, nobody, w))
	assert.True(t, math.IsNaN(dst[0]) && math.IsNaN(dst[1]))

	e := make([]float64, 2)
	require.NoError(t, aggregate.Present{}.EffectiveWeights(e, g, []float64{0.25, 0.75}, 3))
	assert.Equal(t, []float64{0, 1}, e)
	require.NoError(t, aggregate.Present{MinShare: 0.8}.EffectiveWeights(e, g, []float64{0.25, 0.75}, 3))
	assert.Equal(t, []float64{0, 0}, e, "it does not apply to the unit")
}
