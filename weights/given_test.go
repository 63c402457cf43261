package weights_test

import (
	"encoding/json"
	"math"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/countyeval/countyeval/indicators/basis"
	"github.com/countyeval/countyeval/weights"
	"github.com/countyeval/countyeval/weights/weightstest"
)

func TestEqual(t *testing.T) {
	for _, peer := range []string{"pymcdm", "scikit-criteria"} {
		for name, c := range golden(t, peer+"/weights_equal") {
			assert.Equal(t, c.Want, of(t, weights.Equal{}, c.plain()), peer+name)
		}
	}
	assert.NoError(t, weightstest.TestScheme(weights.Equal{}))
}

func TestDeclared(t *testing.T) {
	tests := map[string]struct {
		declared []float64
		want     []float64
	}{
		"percent":     {[]float64{60, 30, 10}, []float64{0.6, 0.3, 0.1}},
		"any scale":   {[]float64{6, 3, 1}, []float64{0.6, 0.3, 0.1}},
		"some zero":   {[]float64{0, 3, 1}, []float64{0, 0.75, 0.25}},
		"nil":         {nil, []float64{1. / 3, 1. / 3, 1. / 3}},
		"all zero":    {[]float64{0, 0, 0}, []float64{1. / 3, 1. / 3, 1. / 3}},
		"minus zero":  {[]float64{math.Copysign(0, -1), 0, 0}, []float64{1. / 3, 1. / 3, 1. / 3}},
		"33.33333 x3": {[]float64{33.33333, 33.33333, 33.33333}, []float64{1. / 3, 1. / 3, 1. / 3}},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			g := columns([]float64{1}, []float64{2}, []float64{3})
			g.Declared = test.declared
			inDelta(t, test.want, of(t, weights.Declared{}, g), 1e-15)
		})
	}

	g := columns([]float64{1}, []float64{2}, []float64{3})
	for message, declared := range map[string][]float64{
		"weights: b has -1, not a finite number of at least 0\nweights: c has NaN": {1, -1, math.NaN()},
		"a has +Inf":                {math.Inf(1), 1, 1},
		"2 declared for 3 siblings": {1, 1},
	} {
		g.Declared = declared
		err := weights.Declared{}.Weigh(make([]float64, 3), g)
		require.ErrorIs(t, err, basis.ErrWeights)
		assert.ErrorContains(t, err, message)
	}
	assert.NoError(t, weightstest.TestScheme(weights.Declared{}))
}

func TestFixed(t *testing.T) {
	tree := weights.Fixed{"strength": 60, "green": 40, "va": 3, "rd": 1, "energy": 0}
	g := weights.Group{Parent: "overall", Codes: []string{"green", "strength"}}
	assert.Equal(t, []float64{0.4, 0.6}, of(t, tree, g))
	g = weights.Group{Parent: "strength", Codes: []string{"va", "rd", "energy"}}
	assert.Equal(t, []float64{0.75, 0.25, 0}, of(t, tree, g), "codes of other groups do not disturb")

	bad := weights.Fixed{"va": -1, "rd": math.NaN(), "enrgy": 2}
	_, err := weights.Of(nil, bad, g)
	require.ErrorIs(t, err, basis.ErrWeights)
	assert.Equal(t, []string{
		"weights of the children of strength: weights: va has -1, not a finite number of at least 0",
		"weights: rd has NaN, not a finite number of at least 0",
		"weights: none is given for energy",
	}, lines(err))
	assert.Error(t, weights.Fixed(nil).Weigh(make([]float64, 3), g))

	text, err := json.Marshal(tree)
	require.NoError(t, err)
	var back weights.Fixed
	require.NoError(t, json.Unmarshal(text, &back))
	assert.Equal(t, tree, back)

	assert.NoError(t, weightstest.TestScheme(tree, weightstest.Options{Codes: []string{"strength", "green", "va", "rd", "energy"}}))
}
