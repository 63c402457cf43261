package weights_test

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/countyeval/countyeval/weights"
)

// One unit far out gives sibling a most of the weight; all schemes of dispersion
// and all that hold one say so.
func TestWarnings(t *testing.T) {
	g := columns(
		[]float64{100, 1, 2, 1, 3, 2, 1, 2, 1, 1}, []float64{40, 50, 60, 55, 45, 52, 48, 58, 42, 51},
		[]float64{70, 72, 74, 76, 78, 80, 71, 73, 75, 77}, []float64{30, 31, 35, 36, 37, 33, 38, 32, 34, 39})
	warns := func(s weights.Scheme) []error { return weights.Warnings(s, g, of(t, s, g)) }
	for _, s := range []weights.Scheme{
		weights.Entropy{},
		weights.StdDev{},
		weights.Variance{},
		weights.CV{},
		weights.Gini{},
		weights.MEREC{},
		weights.IDOCRIW{},
		weights.MPSI{},
		weights.Angular{},
		mix(weights.Declared{}, 0.9, weights.Entropy{}, 0.1),
		weights.Product{Parts: parts(1, nil, weights.Entropy{})},
		weights.MinInformation{Parts: parts(1, nil, weights.Entropy{})},
		weights.GameTheory{Of: []weights.Scheme{nil, weights.Entropy{}}, Improved: true},
		weights.PerGroup{Default: weights.Entropy{}},
		weights.PerClass{Default: weights.Entropy{}},
		weights.Perturb{Of: weights.Entropy{}},
		weights.Clamp{Of: weights.Entropy{}},
		weights.Rescaled{Of: weights.Entropy{}, Lo: 1, Hi: 100},
	} {
		got := warns(s)
		require.Len(t, got, 1, "%T", s)
		require.ErrorIs(t, got[0], weights.ErrSkewed)
		assert.ErrorContains(t, got[0], "a has ")
	}
	assert.EqualError(t, warns(weights.Entropy{})[0],
		"one skewed indicator dominates: a has 99.3% of the weight among the 4 children of p, and its skewness is 3.16")

	// The parts of a mix speak of their own weights, a share of 0 is not asked.
	assert.Empty(t, warns(mix(nil, 1, weights.Entropy{}, 0)))
	assert.Empty(t, partsFail(g))
	for _, s := range []weights.Scheme{
		nil, weights.Equal{}, weights.CRITIC{}, weights.LOPCOW{}, weights.CILOS{}, weights.Clamp{Of: weights.Entropy{}, Hi: 0.5},
	} {
		assert.Empty(t, warns(s), "%T", s)
	}

	most := []float64{0.7, 0.1, 0.1, 0.1}
	for _, s := range []weights.Scheme{weights.PCA{}, weights.Factors{}, weights.Balance{}, weights.CRITIC{}, weights.LOPCOW{}, weights.CILOS{}} {
		assert.Len(t, weights.Warnings(s, g, most), 1, "%T", s)
	}

	// Much weight without skewness, and skewness without much weight.
	even := columns([]float64{1, 9, 1, 9, 1, 9}, []float64{50, 51, 50, 51, 50, 51}, []float64{70, 71, 70, 71, 70, 71})
	assert.Empty(t, weights.Warnings(weights.Entropy{}, even, of(t, weights.Entropy{}, even)))
	two := columns([]float64{9, 1}, []float64{50, 51}, []float64{50, 51})
	assert.Empty(t, weights.Warnings(weights.Entropy{}, two, of(t, weights.Entropy{}, two)), "two units have no skewness")
	one := columns([]float64{100, 1, 1, 1})
	assert.Empty(t, weights.Warnings(weights.Entropy{}, one, []float64{1}))
}

// partsFail is a mix whose second part refuses: the error of the weights says so,
// the warnings are those of the others.
func partsFail(g weights.Group) []error {
	bad := g
	bad.Scores = append(weights.Columns{{-1, 1, 2, 1, 3, 2, 1, 2, 1, 1}}, g.Scores[1:]...)
	return weights.Warnings(mix(nil, 1, weights.Entropy{}, 1), bad, []float64{1, 0, 0, 0})
}

// TestOffset: siblings whose scores all begin at the same number warn where the scheme
// goes by shares of a total, and only there.
func TestOffset(t *testing.T) {
	efficacy := columns([]float64{60, 100, 80}, []float64{90, 60, 100}, []float64{70, 70, 70})
	for _, s := range []weights.Scheme{weights.Entropy{}, weights.CV{}, weights.Gini{}, weights.IDOCRIW{}} {
		got := weights.Warnings(s, efficacy, []float64{0.5, 0.5, 0})
		require.Len(t, got, 1, "%T", s)
		require.ErrorIs(t, got[0], weights.ErrOffset)
		assert.ErrorContains(t, got[0], "all at 60")
		assert.ErrorContains(t, got[0], "Rescaled weighs them from 0 to 1")
	}
	for _, s := range []weights.Scheme{nil, weights.StdDev{}, weights.CRITIC{}, weights.Rescaled{Of: weights.Entropy{}}} {
		assert.Empty(t, weights.Warnings(s, efficacy, []float64{0.5, 0.5, 0}), "%T", s)
	}
	for name, g := range map[string]weights.Group{
		"from 0":        columns([]float64{0, 100, 80}, []float64{90, 0, 100}),
		"no one number": columns([]float64{60, 100, 80}, []float64{90, 50, 100}),
		"little":        columns([]float64{9, 100, 80}, []float64{90, 9, 100}),
		"alone":         columns([]float64{60, 100, 80}),
		"constant":      columns([]float64{60, 60, 60}, []float64{60, 60, 60}),
	} {
		assert.Empty(t, weights.Warnings(weights.Entropy{}, g, make([]float64, len(g.Codes))), name)
	}
}
