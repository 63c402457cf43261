package weights_test

import (
	"math"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/countyeval/countyeval/indicators/basis"
	"github.com/countyeval/countyeval/weights"
	"github.com/countyeval/countyeval/weights/weightstest"
)

func mix(a weights.Scheme, s float64, b weights.Scheme, u float64) weights.Mix {
	return weights.Mix{Parts: []weights.Part{{Scheme: a, Share: s}, {Scheme: b, Share: u}}}
}

func TestMix(t *testing.T) {
	g := columns([]float64{1, 2}, []float64{1, 3})
	g.Declared = []float64{75, 25}
	// Each part is scaled to sum 1 first: 1 and 3 of 4 count as 0.25 and 0.75.
	inDelta(t, []float64{0.65, 0.35}, of(t, mix(weights.Declared{}, 0.8, constantScheme(1, 3), 0.2), g), 1e-15)
	inDelta(t, []float64{0.65, 0.35}, of(t, mix(nil, 80, constantScheme(100, 300), 20), g), 1e-15, "any scale; nil is Declared")
	assert.Equal(t, []float64{0.75, 0.25}, of(t, mix(nil, 1, failing{}, 0), g), "share 0 is not asked")
	assert.NoError(t, weightstest.TestScheme(mix(weights.Declared{}, 0.6, weights.Entropy{}, 0.4)))
}

// failing is a scheme that refuses everything.
type failing struct{}

func (failing) Weigh([]float64, weights.Group) error { return basis.ErrMissing }

func TestMixErrors(t *testing.T) {
	g := columns([]float64{1, 2}, []float64{1, 3})
	tests := map[string]struct {
		mix     weights.Mix
		is      error
		message string
	}{
		"no parts":  {weights.Mix{}, basis.ErrWeights, "the mix has no part with a share above 0"},
		"all zero":  {mix(nil, 0, nil, 0), basis.ErrWeights, "no part with a share above 0"},
		"negative":  {mix(nil, -1, nil, math.NaN()), basis.ErrWeights, "weights: the share of part 1 of the mix has -1, not a finite number of at least 0\nweights: the share of part 2 of the mix has NaN"},
		"overflow":  {mix(nil, math.MaxFloat64, nil, math.MaxFloat64), basis.ErrWeights, "the sum of the shares of the mix has +Inf"},
		"parts":     {mix(failing{}, 1, constantScheme(0, 0), 1), basis.ErrMissing, "weights of the children of p: part 1 of the mix: missing value\npart 2 of the mix: weights: all are zero"},
		"bad parts": {mix(failing{}, 1, constantScheme(0, -1), 1), basis.ErrWeights, "part 2 of the mix: weights: b has -1"},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			_, err := weights.Of(nil, test.mix, g)
			require.ErrorIs(t, err, test.is)
			assert.ErrorContains(t, err, test.message)
		})
	}
}

// A mix lies between its parts, sibling by sibling, and a mix of a scheme with
// itself is the scheme.
func TestMixBounds(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		g := drawGroup(rt, 0, 100)
		a, b := of(rt, weights.Declared{}, g), of(rt, weights.Entropy{}, g)
		share := rapid.Float64Range(0, 1).Draw(rt, "share")
		w := of(rt, mix(nil, share, weights.Entropy{}, 1-share), g)
		for j := range w {
			assert.GreaterOrEqual(rt, w[j], min(a[j], b[j])-1e-15)
			assert.LessOrEqual(rt, w[j], max(a[j], b[j])+1e-15)
		}
		inDelta(rt, a, of(rt, mix(nil, share, nil, 1-share), g), 1e-14)

		direct := make([]float64, len(w))
		require.NoError(rt, mix(nil, 60, weights.Entropy{}, 40).Weigh(direct, g))
		assert.InDelta(rt, 1, sum(direct), 1e-14)
	})
}

func TestChoose(t *testing.T) {
	one, two := constantScheme(1, 3), constantScheme(1, 1)
	tests := map[string]struct {
		scheme weights.Scheme
		group  weights.Group
		want   []float64
	}{
		"by parent":             {weights.PerGroup{Default: two, By: map[string]weights.Scheme{"p": one}}, weights.Group{Parent: "p"}, []float64{0.25, 0.75}},
		"another parent":        {weights.PerGroup{Default: two, By: map[string]weights.Scheme{"p": one}}, weights.Group{Parent: "q"}, []float64{0.5, 0.5}},
		"no default":            {weights.PerGroup{}, weights.Group{Parent: "q"}, []float64{0.9, 0.1}},
		"nil entry":             {weights.PerGroup{Default: two, By: map[string]weights.Scheme{"p": nil}}, weights.Group{Parent: "p"}, []float64{0.9, 0.1}},
		"by class":              {weights.PerClass{Default: two, By: map[string]weights.Scheme{"A": one}}, weights.Group{Class: "A"}, []float64{0.25, 0.75}},
		"another class":         {weights.PerClass{Default: two, By: map[string]weights.Scheme{"A": one}}, weights.Group{Class: "B"}, []float64{0.5, 0.5}},
		"all units":             {weights.PerClass{Default: two, By: map[string]weights.Scheme{"A": one}}, weights.Group{}, []float64{0.5, 0.5}},
		"class without default": {weights.PerClass{By: map[string]weights.Scheme{"A": one}}, weights.Group{Class: "B"}, []float64{0.9, 0.1}},
		"one in the other": {
			weights.PerGroup{By: map[string]weights.Scheme{"p": weights.PerClass{Default: two, By: map[string]weights.Scheme{"A": one}}}},
			weights.Group{Parent: "p", Class: "A"},
			[]float64{0.25, 0.75},
		},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			test.group.Codes, test.group.Declared = []string{"a", "b"}, []float64{90, 10}
			assert.Equal(t, test.want, of(t, test.scheme, test.group))
		})
	}
	for _, s := range []weights.Scheme{
		weights.PerGroup{Default: weights.Entropy{}, By: map[string]weights.Scheme{"p": nil}},
		weights.PerClass{Default: weights.Entropy{}, By: map[string]weights.Scheme{"A": weights.Equal{}}},
	} {
		assert.NoError(t, weightstest.TestScheme(s, weightstest.Options{}, weightstest.Options{Parent: "p"}, weightstest.Options{Class: "A"}))
	}
}
