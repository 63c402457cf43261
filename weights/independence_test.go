package weights_test

import (
	"math"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"gonum.org/v1/gonum/mat"
	"pgregory.net/rapid"

	"github.com/countyeval/countyeval/indicators/basis"
	"github.com/countyeval/countyeval/weights"
)

// multiple is R of column j on the others by least squares (QR), column by column.
func multiple(t require.TestingT, g weights.Group, j int) float64 {
	n, k := g.Scores.Dims()
	x, y := mat.NewDense(n, k, nil), mat.NewDense(n, 1, nil)
	var mean float64
	for i := range n {
		x.Set(i, 0, 1)
		at := 1
		for l := range k {
			if l != j {
				x.Set(i, at, g.Scores[l][i])
				at++
			}
		}
		y.Set(i, 0, g.Scores[j][i])
		mean += g.Scores[j][i] / float64(n)
	}
	var qr mat.QR
	qr.Factorize(x)
	var b, fit mat.Dense
	require.NoError(t, qr.SolveTo(&b, false, y))
	fit.Mul(x, &b)
	var explained, all float64
	for i := range n {
		explained += math.Pow(fit.At(i, 0)-mean, 2)
		all += math.Pow(y.At(i, 0)-mean, 2)
	}
	return math.Sqrt(explained / all)
}

// TestIndependenceNIST: the certified R-squared of the data set Pontius of the NIST
// Statistical Reference Datasets, a parabola through 40 loads of a load cell, as given
// in amsterdamoptimization.com/models/regression/pontius.gms.
func TestIndependenceNIST(t *testing.T) {
	y := []float64{
		.11019, .21956, .32949, .43899, .54803, .65694, .76562, .87487, .98292, 1.09146, 1.20001, 1.30822, 1.41599, 1.52399, 1.63194, 1.73947, 1.84646, 1.95392, 2.06128, 2.16844,
		.11052, .22018, .32939, .43886, .54798, .65739, .76596, .87474, .98300, 1.09150, 1.20004, 1.30818, 1.41613, 1.52408, 1.63159, 1.73965, 1.84696, 1.95445, 2.06177, 2.16829,
	}
	x, squares := make([]float64, 40), make([]float64, 40)
	for i := range x {
		x[i] = float64(150000 * (i%20 + 1))
		squares[i] = x[i] * x[i]
	}
	dst := make([]float64, 3)
	require.NoError(t, weights.Independence{}.Weigh(dst, columns(y, x, squares)))
	assert.InDelta(t, 0.999999900178537, 1/(dst[0]*dst[0]), 1e-13)
}

// TestIndependenceByHand: of three siblings R has a closed form.
func TestIndependenceByHand(t *testing.T) {
	g := columns([]float64{1, 2, 3, 4, 5}, []float64{2, 1, 4, 3, 5}, []float64{5, 1, 2, 4, 3})
	r12, r13, r23 := 0.8, -0.1, 0.1 // of ranks without ties: 1 - 6 sum d^2 / (n (n^2-1))
	r := func(a, b, c float64) float64 { return math.Sqrt((a*a + b*b - 2*a*b*c) / (1 - c*c)) }
	dst := make([]float64, 3)
	require.NoError(t, weights.Independence{}.Weigh(dst, g))
	inDelta(t, []float64{1 / r(r12, r13, r23), 1 / r(r12, r23, r13), 1 / r(r13, r23, r12)}, dst, 1e-12)

	require.NoError(t, weights.Independence{}.Weigh(dst[:2], columns(g.Scores[0], g.Scores[1])))
	inDelta(t, []float64{1 / 0.8, 1 / 0.8}, dst[:2], 1e-12)
}

// TestIndependenceByLeastSquares: a second implementation, by the regressions themselves.
func TestIndependenceByLeastSquares(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		k := rapid.IntRange(2, 6).Draw(t, "k")
		n := rapid.IntRange(k+1, 15).Draw(t, "n")
		g := weights.Group{}
		for j := range k {
			x := make([]float64, n)
			for i := range x {
				x[i] = float64(rapid.IntRange(0, 1000).Draw(t, "x"))
			}
			g.Codes, g.Scores = append(g.Codes, string(rune('a'+j))), append(g.Scores, x)
		}
		dst := make([]float64, k)
		if err := (weights.Independence{}).Weigh(dst, g); err != nil {
			t.Skip(err)
		}
		for j, w := range dst {
			require.InEpsilon(t, 1/multiple(t, g, j), w, 1e-7)
			require.GreaterOrEqual(t, w, 1.0)
		}
	})
}

func TestIndependenceEdges(t *testing.T) {
	up := []float64{1, 2, 3, 4, 5, 6}
	other := []float64{2, 7, 1, 8, 2, 8}
	sum := make([]float64, len(up))
	for i := range sum {
		sum[i] = up[i] + 3*other[i]
	}
	// One that the others make up, and the others from it: R is 1 everywhere.
	inDelta(t, []float64{1. / 3, 1. / 3, 1. / 3}, of(t, weights.Independence{}, columns(up, other, sum)), 1e-12)
	// Two that are equal, and one of its own: more weight.
	w := of(t, weights.Independence{}, columns(up, up, other))
	assert.InDelta(t, w[0], w[1], 1e-12)
	assert.Greater(t, w[2], w[0])

	_, err := weights.Of(nil, weights.Independence{}, columns([]float64{1, 2, 3}, []float64{2, 1, 3}, []float64{1, 3, 2}))
	require.ErrorIs(t, err, basis.ErrDomain)
	require.ErrorContains(t, err, "independence weights needs at least 4 units, there are 3")
	_, err = weights.Of(nil, weights.Independence{}, columns([]float64{-1, 0, 1, 0}, []float64{0, -1, 0, 1}))
	require.ErrorIs(t, err, basis.ErrDomain)
	require.ErrorContains(t, err, "a: value outside the domain of the method: no other sibling explains anything of it, so that 1/R is not defined")
	require.ErrorContains(t, err, "b: value outside")
	_, err = weights.Of(nil, weights.Independence{}, columns(up, []float64{1, 1, 1, 1, 1, 1}))
	require.ErrorIs(t, err, basis.ErrConstant)
}
