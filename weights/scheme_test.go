package weights_test

import (
	"errors"
	"math"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"gonum.org/v1/gonum/mat"

	"github.com/countyeval/countyeval/indicators/basis"
	"github.com/countyeval/countyeval/weights"
)

func constantScheme(w ...float64) weights.Scheme {
	return weights.Func(func(dst []float64, _ weights.Group) error {
		copy(dst, w)
		return nil
	})
}

func TestOf(t *testing.T) {
	g := columns([]float64{1}, []float64{2}, []float64{3})

	dst := make([]float64, 1, 3)
	dst[0] = 99
	w, err := weights.Of(dst, constantScheme(1, 2, 5), g)
	require.NoError(t, err)
	assert.Equal(t, []float64{0.125, 0.25, 0.625}, w)
	w, err = weights.Of(make([]float64, 2), constantScheme(1, 2, 5), g)
	require.NoError(t, err)
	assert.Equal(t, []float64{0.125, 0.25, 0.625}, w, "dst without room is not")

	w, err = weights.Of(dst, constantScheme(1, 2, 5), g)
	require.NoError(t, err)
	assert.Same(t, &dst[0], &w[0], "dst with room is used")

	tenths := []float64{0.7, 0.2, 0.1}
	assert.NotEqual(t, 1.0, sum(tenths))
	assert.Equal(t, tenths, of(t, constantScheme(tenths...), g), "a sum of 1 but for rounding is left alone")

	w, err = weights.Of([]float64{7, 7, 7}, constantScheme(2), g)
	require.NoError(t, err)
	assert.Equal(t, []float64{1, 0, 0}, w, "what the scheme does not write is 0, not left over")

	g.Declared = []float64{3, 0, 1}
	assert.Equal(t, []float64{0.75, 0, 0.25}, of(t, nil, g), "nil is Declared")

	tests := map[string]struct {
		scheme  weights.Scheme
		message string
	}{
		"negative": {constantScheme(1, -2, -3), "weights of the children of p: weights: b has -2, not a finite number of at least 0\nweights: c has -3"},
		"nan":      {constantScheme(1, math.NaN(), 1), "b has NaN"},
		"inf":      {constantScheme(1, 1, math.Inf(1)), "c has +Inf"},
		"zero":     {constantScheme(), "all are zero"},
		"overflow": {constantScheme(math.MaxFloat64, math.MaxFloat64), "overflows"},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			_, err := weights.Of(nil, test.scheme, g)
			require.ErrorIs(t, err, basis.ErrWeights)
			assert.ErrorContains(t, err, test.message)
		})
	}

	_, err = weights.Of(nil, weights.Equal{}, weights.Group{Parent: "p"})
	require.ErrorIs(t, err, basis.ErrWeights)
	assert.ErrorContains(t, err, "p has no children")

	own := errors.New("no")
	_, err = weights.Of(nil, weights.Func(func([]float64, weights.Group) error { return own }), g)
	assert.ErrorIs(t, err, own)
}

func TestColumns(t *testing.T) {
	c := weights.Columns{{1, 2, 3}, {4, 5, 6}}
	n, k := c.Dims()
	assert.Equal(t, [2]int{3, 2}, [2]int{n, k})
	assert.Equal(t, 6.0, c.At(2, 1))
	assert.True(t, mat.Equal(mat.NewDense(2, 3, []float64{1, 2, 3, 4, 5, 6}), c.T()))
	n, k = weights.Columns(nil).Dims()
	assert.Equal(t, [2]int{}, [2]int{n, k})
}

func TestCellError(t *testing.T) {
	err := error(&weights.CellError{Row: 2, Code: "va", Err: basis.ErrMissing})
	assert.Equal(t, "va, row 3: missing value", err.Error())
	require.ErrorIs(t, err, basis.ErrMissing)
	assert.Equal(t, "va: all values are equal", (&weights.CellError{Row: -1, Code: "va", Err: basis.ErrConstant}).Error())
}

func TestCheck(t *testing.T) {
	assert.NoError(t, columns([]float64{1, -2}, []float64{0, 3}).Check())
	err := columns([]float64{1, math.NaN()}, []float64{math.Inf(-1), 3}).Check()
	require.ErrorIs(t, err, basis.ErrMissing)
	require.ErrorIs(t, err, basis.ErrDomain)
	assert.Equal(t, []string{"a, row 2: missing value", "b, row 1: value outside the domain of the method: -Inf is not finite"}, lines(err))

	g := columns([]float64{1, 2}, []float64{3})
	require.ErrorIs(t, g.Check(), basis.ErrWeights)
	assert.ErrorContains(t, g.Check(), "b has 1 scores, a has 2")
	g.Scores = g.Scores[:1]
	assert.ErrorContains(t, g.Check(), "1 columns of scores for 2 siblings")
}
