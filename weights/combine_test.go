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

func parts(share float64, schemes ...weights.Scheme) (out []weights.Part) {
	for _, s := range schemes {
		out = append(out, weights.Part{Scheme: s, Share: share})
	}
	return out
}

// A subjective and an objective vector of four weights, combined in four ways,
// printed with 7 decimals: chapter 6 of the book on the R package mathmodels.
func TestCombinationLiterature(t *testing.T) {
	subjective, objective := constantScheme(0.4, 0.3, 0.2, 0.1), constantScheme(0.25, 0.2, 0.3, 0.25)
	g := columns(nil, nil, nil, nil)
	for name, test := range map[string]struct {
		scheme weights.Scheme
		want   []float64
	}{
		"linear":         {mix(subjective, 0.6, objective, 0.4), []float64{0.34, 0.26, 0.24, 0.16}},
		"product":        {weights.Product{Parts: parts(1, subjective, objective)}, []float64{0.4081633, 0.2448980, 0.2448980, 0.1020408}},
		"geometric mean": {weights.Product{Parts: parts(0.5, subjective, objective)}, []float64{0.3279556, 0.2540333, 0.2540333, 0.1639778}},
		"information":    {weights.MinInformation{Parts: parts(7, subjective, objective)}, []float64{0.3279556, 0.2540333, 0.2540333, 0.1639778}},
		"game":           {weights.GameTheory{Of: []weights.Scheme{subjective, objective}}, []float64{0.3735683, 0.2823789, 0.2176211, 0.1264317}},
		"game, turned":   {weights.GameTheory{Of: []weights.Scheme{objective, subjective}}, []float64{0.3735683, 0.2823789, 0.2176211, 0.1264317}},
	} {
		w := of(t, test.scheme, g)
		for j := range w {
			assert.InDelta(t, test.want[j], w[j], 1e-7, name)
		}
	}
	// Improved, by hand: dots .3 .245 / .245 .255, sums .545 and .5.
	w := of(t, weights.GameTheory{Of: []weights.Scheme{subjective, objective}, Improved: true}, g)
	inDelta(t, []float64{(0.545*0.4 + 0.5*0.25) / 1.045, (0.545*0.3 + 0.5*0.2) / 1.045}, w[:2], 1e-14)
}

func TestProduct(t *testing.T) {
	g := columns(nil, nil, nil)
	zero := constantScheme(0, 1, 1)
	assert.Equal(t, []float64{0, 0.5, 0.5}, of(t, weights.Product{Parts: parts(1, weights.Equal{}, zero)}, g))
	assert.Equal(t, []float64{0, 0.5, 0.5}, of(t, weights.MinInformation{Parts: parts(1, nil, zero)}, g))
	inDelta(t, []float64{1. / 14, 4. / 14, 9. / 14}, of(t, weights.Product{Parts: []weights.Part{{constantScheme(1, 2, 3), 2}, {failing{}, 0}}}, g), 1e-14)
	// A thousand parts with small weights do not underflow.
	inDelta(t, []float64{1. / 3, 1. / 3, 1. / 3}, of(t, weights.Product{Parts: parts(1, make([]weights.Scheme, 1000)...)}, g), 1e-12)

	for message, s := range map[string]weights.Scheme{
		"no sibling has a weight in every part of the product":     weights.Product{Parts: parts(1, zero, constantScheme(1, 0, 0))},
		"no sibling has a weight in every part of the combination": weights.MinInformation{Parts: parts(1, zero, constantScheme(1, 0, 0))},
		"the product has no part with a share above 0":             weights.Product{},
		"the combination has no part with a share above 0":         weights.MinInformation{},
		"part 1 of the product has NaN":                            weights.Product{Parts: parts(math.NaN(), zero)},
		"the game has no schemes":                                  weights.GameTheory{},
	} {
		_, err := weights.Of(nil, s, g)
		require.ErrorIs(t, err, basis.ErrWeights)
		assert.ErrorContains(t, err, message)
	}
	for message, s := range map[string]weights.Scheme{
		"part 1 of the product: missing value\npart 2 of the product: missing":         weights.Product{Parts: parts(1, failing{}, failing{})},
		"part 1 of the combination: missing value\npart 2 of the combination: missing": weights.MinInformation{Parts: parts(1, failing{}, failing{})},
		"scheme 1 of the game: missing value\nscheme 2 of the game: missing":           weights.GameTheory{Of: []weights.Scheme{failing{}, failing{}}},
	} {
		_, err := weights.Of(nil, s, g)
		require.ErrorIs(t, err, basis.ErrMissing)
		assert.ErrorContains(t, err, message)
	}
}

// The combination that is least far from its parts: no other weights have a
// smaller sum of divergences.
func TestMinInformationMinimum(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		draw := func(what string) []float64 {
			w := rapid.SliceOfN(rapid.Float64Range(0.01, 1), 4, 4).Draw(rt, what)
			s := sum(w)
			for j := range w {
				w[j] /= s
			}
			return w
		}
		a, b, other := draw("a"), draw("b"), draw("other")
		share := rapid.Float64Range(0.1, 0.9).Draw(rt, "share")
		distance := func(w []float64) (d float64) {
			for j := range w {
				d += w[j] * (share*math.Log(w[j]/a[j]) + (1-share)*math.Log(w[j]/b[j]))
			}
			return d
		}
		w := of(rt, weights.MinInformation{Parts: []weights.Part{{constantScheme(a...), share}, {constantScheme(b...), 1 - share}}}, columns(nil, nil, nil, nil))
		assert.LessOrEqual(rt, distance(w), distance(other)+1e-12)
	})
}

func TestGameTheory(t *testing.T) {
	g := columns(nil, nil, nil)
	a := constantScheme(5, 3, 2)
	inDelta(t, []float64{0.5, 0.3, 0.2}, of(t, weights.GameTheory{Of: []weights.Scheme{a}}, g), 1e-14)
	inDelta(t, []float64{0.5, 0.3, 0.2}, of(t, weights.GameTheory{Of: []weights.Scheme{a, a, a}}, g), 1e-12, "the same thrice")

	direct := make([]float64, 3)
	require.NoError(t, weights.GameTheory{Of: []weights.Scheme{a, nil}, Improved: true}.Weigh(direct, g))
	assert.InDelta(t, 1, sum(direct), 1e-14)

	// A flat vector before a steep one: the coefficient of the flat one is negative.
	flat := []weights.Scheme{a, constantScheme(80, 15, 5)}
	_, err := weights.Of(nil, weights.GameTheory{Of: flat}, g)
	require.ErrorIs(t, err, basis.ErrDomain)
	assert.ErrorContains(t, err, "the coefficients [-")
	assert.ErrorContains(t, err, "Improved keeps them positive")
	w := of(t, weights.GameTheory{Of: flat, Improved: true}, g)
	assert.True(t, 0.5 < w[0] && w[0] < 0.8)

	// Equal weights and any others: the game gives the others alone, by its equations.
	inDelta(t, []float64{0.5, 0.3, 0.2}, of(t, weights.GameTheory{Of: []weights.Scheme{weights.Equal{}, a}}, g), 1e-9)

	// Three vectors on a line have no equilibrium.
	_, err = weights.Of(nil, weights.GameTheory{Of: []weights.Scheme{constantScheme(6, 4), constantScheme(5, 5), constantScheme(4, 6)}}, columns(nil, nil))
	require.ErrorIs(t, err, basis.ErrDomain)
	assert.ErrorContains(t, err, "linearly dependent")
}

func TestCombinedRules(t *testing.T) {
	both := []weights.Scheme{weights.Declared{}, weights.CRITIC{}}
	for name, s := range map[string]weights.Scheme{
		"product":     weights.Product{Parts: parts(1, both...)},
		"information": weights.MinInformation{Parts: parts(1, both...)},
		"game":        weights.GameTheory{Of: both, Improved: true},
		"clamp":       weights.Clamp{Of: weights.Entropy{}, Lo: 0.01, Hi: 0.6},
		"perturb":     weights.Perturb{Of: weights.Entropy{}, Spread: 0.25, Seed: 7, Draw: 3},
		"nested":      weights.Clamp{Of: mix(weights.Perturb{Spread: 0.1}, 1, weights.Gini{}, 2), Hi: 0.6},
	} {
		assert.NoError(t, weightstest.TestScheme(s, weightstest.Options{Lo: 20, Hi: 100}), name)
	}
}

func TestClamp(t *testing.T) {
	five := columns(nil, nil, nil, nil, nil)
	tests := map[string]struct {
		clamp weights.Clamp
		w     []float64
		want  []float64
	}{
		"within":           {weights.Clamp{Lo: 0.05, Hi: 0.5}, []float64{4, 3, 1, 1, 1}, []float64{0.4, 0.3, 0.1, 0.1, 0.1}},
		"cap":              {weights.Clamp{Hi: 0.4}, []float64{6, 1, 1, 1, 1}, []float64{0.4, 0.15, 0.15, 0.15, 0.15}},
		"cap, then cap":    {weights.Clamp{Hi: 0.3}, []float64{50, 29, 7, 7, 7}, []float64{0.3, 0.3, 0.4 / 3, 0.4 / 3, 0.4 / 3}},
		"floor":            {weights.Clamp{Lo: 0.1}, []float64{5, 3, 2, 0, 0}, []float64{0.4, 0.24, 0.16, 0.1, 0.1}},
		"floor and cap":    {weights.Clamp{Lo: 0.1, Hi: 0.4}, []float64{8, 1, 1, 0, 0}, []float64{0.4, 0.2, 0.2, 0.1, 0.1}},
		"cap frees floor":  {weights.Clamp{Lo: 0.08, Hi: 0.3}, []float64{70, 9, 7, 7, 7}, []float64{0.3, 0.21, 0.49 / 3, 0.49 / 3, 0.49 / 3}},
		"all at the floor": {weights.Clamp{Lo: 0.2}, []float64{5, 3, 2, 0, 0}, []float64{0.2, 0.2, 0.2, 0.2, 0.2}},
		"all at the cap":   {weights.Clamp{Hi: 0.2}, []float64{5, 3, 2, 1, 1}, []float64{0.2, 0.2, 0.2, 0.2, 0.2}},
		"by code":          {weights.Clamp{Hi: 0.4, By: map[string]weights.Bounds{"a": {}, "e": {Lo: 0.1, Hi: 0.1}}}, []float64{7, 3, 0, 0, 0}, []float64{0.63, 0.27, 0, 0, 0.1}},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			test.clamp.Of = constantScheme(test.w...)
			w := of(t, test.clamp, five)
			inDelta(t, test.want, w, 1e-14)
		})
	}
	assert.Equal(t, []float64{1}, of(t, weights.Clamp{Hi: 0.4}, columns(nil)), "a single child takes everything")
	thirds := constantScheme(1, 3, 7)
	assert.Equal(t, of(t, thirds, columns(nil, nil, nil)), of(t, weights.Clamp{Of: thirds, Lo: 0.01}, columns(nil, nil, nil)), "left alone")
}

func TestClampErrors(t *testing.T) {
	g := columns(nil, nil, nil)
	for message, c := range map[string]weights.Clamp{
		"weights: a cannot have a share from 0.5 to 0.4\nweights: b cannot have": {Lo: 0.5, Hi: 0.4},
		"a cannot have a share from -1 to 1":                                     {Lo: -1},
		"a cannot have a share from 0 to 2":                                      {Hi: 2},
		"a cannot have a share from NaN to 1":                                    {Lo: math.NaN()},
		"the lower bounds of [a b c] sum to 1.2":                                 {Lo: 0.4},
		"the upper bounds of [a b c] sum to 0.6":                                 {Hi: 0.2},
		"the siblings of weight above 0 may have 0.8 in all":                     {Hi: 0.4, Of: constantScheme(1, 2, 0)},
		"all are zero": {Of: constantScheme()},
	} {
		_, err := weights.Of(nil, c, g)
		require.ErrorIs(t, err, basis.ErrWeights)
		assert.ErrorContains(t, err, message)
	}
}

// Bounds hold to the last bit after Of, shares sum to 1, free shares keep their
// ratios, and what is held at a bound would be beyond it.
func TestClampProperties(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		k := rapid.IntRange(2, 12).Draw(rt, "k")
		c := weights.Clamp{
			Lo: rapid.Float64Range(0, 1/float64(k)).Draw(rt, "lo"),
			Hi: rapid.Float64Range(1/float64(k), 1).Draw(rt, "hi"),
		}
		raw := rapid.SliceOfN(rapid.Float64Range(0.001, 10), k, k).Draw(rt, "w")
		c.Of = constantScheme(raw...)
		w := of(rt, c, columns(make([][]float64, k)...))
		assert.InDelta(rt, 1, sum(w), 1e-14)
		lambda := 0.0
		for j := range w {
			if w[j] > c.Lo*(1+1e-12) && w[j] < c.Hi*(1-1e-12) {
				lambda = w[j] / raw[j]
			}
		}
		for j := range w {
			if lambda > 0 { // some share is free to take the rounding
				assert.GreaterOrEqual(rt, w[j], c.Lo)
				assert.LessOrEqual(rt, w[j], c.Hi)
				assert.InDelta(rt, min(max(lambda*raw[j], c.Lo), c.Hi), w[j], 1e-11)
			}
		}
	})
}

func TestPerturb(t *testing.T) {
	g := weights.Group{Parent: "p", Codes: []string{"a", "b", "c"}, Declared: []float64{5, 3, 2}}
	base := of(t, weights.Perturb{Spread: 0.25, Seed: 1}, g)
	assert.NotEqual(t, []float64{0.5, 0.3, 0.2}, base)
	inDelta(t, []float64{0.5, 0.3, 0.2}, of(t, weights.Perturb{}, g), 1e-15)

	class := g
	class.Class = "A"
	assert.Equal(t, base, of(t, weights.Perturb{Spread: 0.25, Seed: 1}, class), "a class does not matter")
	other := g
	other.Parent = "q"
	for name, w := range map[string][]float64{
		"another draw":   of(t, weights.Perturb{Spread: 0.25, Seed: 1, Draw: 1}, g),
		"another seed":   of(t, weights.Perturb{Spread: 0.25, Seed: 2}, g),
		"another parent": of(t, weights.Perturb{Spread: 0.25, Seed: 1}, other),
	} {
		assert.NotEqual(t, base, w, name)
	}

	// Over many draws the factors are uniform on 0.75 to 1.25 and independent.
	const draws = 4000
	var mean, square, cross float64
	for d := range draws {
		w := make([]float64, 3)
		require.NoError(t, weights.Perturb{Of: weights.Equal{}, Spread: 0.25, Draw: d}.Weigh(w, g))
		u, v := (3*w[0]-1)/0.25, (3*w[1]-1)/0.25
		assert.True(t, -1 <= u && u < 1)
		mean, square, cross = mean+u/draws, square+u*u/draws, cross+u*v/draws
	}
	assert.InDelta(t, 0, mean, 0.03) // three standard errors
	assert.InDelta(t, 1./3, square, 0.015)
	assert.InDelta(t, 0, cross, 0.016)

	for _, spread := range []float64{-0.1, 1, math.NaN()} {
		_, err := weights.Of(nil, weights.Perturb{Spread: spread}, g)
		require.ErrorIs(t, err, basis.ErrWeights, spread)
	}
	_, err := weights.Of(nil, weights.Perturb{Of: failing{}}, g)
	require.ErrorIs(t, err, basis.ErrMissing)
}
