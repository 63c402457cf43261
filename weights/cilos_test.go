package weights_test

import (
	"errors"
	"slices"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/countyeval/countyeval/indicators/basis"
	"github.com/countyeval/countyeval/weights"
)

// One unit is best in everything: nobody loses anything. And two pairs of
// siblings that each have a best unit of their own, seen by nobody else.
func TestCILOSUndetermined(t *testing.T) {
	_, err := weights.Of(nil, weights.CILOS{}, columns([]float64{9, 5, 4}, []float64{7, 2, 3}, []float64{2, 1, 1}))
	require.ErrorIs(t, err, basis.ErrDomain)
	assert.ErrorContains(t, err, "each of these loses nothing when the others are at their best: a; b; c")

	// a loses nothing when b is best, b loses when a is best: a takes everything.
	w := of(t, weights.CILOS{}, columns([]float64{9, 9, 1}, []float64{5, 8, 1}))
	assert.Equal(t, []float64{1, 0}, of(t, weights.CILOS{FirstBest: true}, columns([]float64{9, 9, 1}, []float64{5, 8, 1})))
	assert.Equal(t, []float64{1, 0}, w)

	// a and b lose to each other, c to nobody.
	g := columns([]float64{8, 4, 1}, []float64{5, 10, 1}, []float64{6, 6, 1})
	assert.Equal(t, []float64{0, 0, 1}, of(t, weights.CILOS{}, g))
	_, err = weights.Of(nil, weights.IDOCRIW{}, columns([]float64{9, 5, 4}, []float64{7, 2, 3}))
	assert.ErrorIs(t, err, basis.ErrDomain)
}

// By hand: a is best in unit 1, where b is 5 of 10; b in unit 2, where a is 4 of
// 8: losses are equal. With a at 6 in unit 2 it loses 1/4: w_a 1/4 = w_b 1/2.
func TestCILOSByHand(t *testing.T) {
	inDelta(t, []float64{0.5, 0.5}, of(t, weights.CILOS{}, columns([]float64{8, 4}, []float64{5, 10})), 1e-15)
	inDelta(t, []float64{2. / 3, 1. / 3}, of(t, weights.CILOS{}, columns([]float64{8, 6}, []float64{5, 10})), 1e-15)
	// Ties for the best of a: b is 5 or 1 there, a mean loss of 0.7; first only 0.5.
	tied := columns([]float64{8, 6, 8}, []float64{5, 10, 1})
	inDelta(t, []float64{0.7 / 0.95, 0.25 / 0.95}, of(t, weights.CILOS{}, tied), 1e-15)
	inDelta(t, []float64{2. / 3, 1. / 3}, of(t, weights.CILOS{FirstBest: true}, tied), 1e-15)
}

// The weights solve F w = 0.
func TestCILOSSystem(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		g := drawGroup(rt, 1, 50)
		w, err := weights.Of(nil, weights.CILOS{FirstBest: true}, g)
		if errors.Is(err, basis.ErrDomain) {
			rt.Skip(err)
		}
		require.NoError(rt, err)
		k := len(w)
		p := make([][]float64, k)
		for i := range k {
			best := 0
			for u, v := range g.Scores[i] {
				if v > g.Scores[i][best] {
					best = u
				}
			}
			p[i] = make([]float64, k)
			for j := range k {
				p[i][j] = (50 - g.Scores[j][best]) / 50
			}
		}
		for i := range k {
			var f float64
			for j := range k {
				f += p[i][j]*w[j] - p[j][i]*w[i]
			}
			assert.InDelta(rt, 0, f, 1e-12)
		}
	})
}

// TestIDOCRIWOfCosts: the worked example of Zavadskas and Podvezko's method with four
// criteria, of which the first and third are costs, as published to four decimals. The
// entropy of the costs themselves counts, whatever scale turned them.
func TestIDOCRIWOfCosts(t *testing.T) {
	raw := [][]float64{{3, 2.5, 1.8, 2.2}, {100, 80, 50, 70}, {10, 8, 20, 12}, {7, 5, 11, 9}}
	for _, times := range []float64{1, 180} {
		g := columns(slices.Clone(raw)...)
		for _, j := range []int{0, 2} {
			for i, x := range raw[j] {
				g.Scores[j] = slices.Clone(g.Scores[j])
				g.Scores[j][i] = times / x
			}
		}
		costs := []string{g.Codes[0], g.Codes[2], "of another group"}
		assert.InDeltaSlice(t, []float64{0.1658, 0.1885, 0.3545, 0.2911}, of(t, weights.IDOCRIW{Costs: costs}, g), 5e-5)
		assert.NotEqual(t, of(t, weights.IDOCRIW{}, g), of(t, weights.IDOCRIW{Costs: costs}, g))
	}
	one := columns([]float64{0, 3})
	assert.Equal(t, []float64{1}, of(t, weights.IDOCRIW{Costs: one.Codes}, one))
	_, err := weights.Of(nil, weights.IDOCRIW{Costs: []string{"a"}}, columns([]float64{0, 3}, []float64{2, 1}))
	require.ErrorIs(t, err, basis.ErrDomain)
}
