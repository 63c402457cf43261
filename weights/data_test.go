package weights_test

import (
	"math"
	"slices"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"gonum.org/v1/gonum/stat"

	"github.com/countyeval/countyeval/indicators/basis"
	"github.com/countyeval/countyeval/weights"
	"github.com/countyeval/countyeval/weights/weightstest"
)

func rescaled(s weights.Scheme) weights.Scheme { return weights.Rescaled{Of: s} }

// What other programs made of raw matrices. How each turns costs round is in the
// file's formula: not at all, by sign before min-max, or by reciprocals.
func TestDataGolden(t *testing.T) {
	asIs := func(x float64, _ []float64) float64 { return x }
	tests := []struct {
		file     string
		scheme   weights.Scheme
		costs    func(x float64, column []float64) float64
		relative float64
	}{
		{"pymcdm/weights_standard_deviation", weights.StdDev{}, asIs, 1e-9},
		{"scikit-criteria/weights_std", weights.StdDev{}, asIs, 1e-9},
		{"pymcdm/weights_variance", rescaled(weights.Variance{}), asIs, 1e-9},
		{"pymcdm/weights_gini", weights.Gini{}, asIs, 1e-9},
		{"scikit-criteria/weights_gini", weights.Gini{}, asIs, 1e-9},
		{"pymcdm/weights_angle", weights.Angular{}, asIs, 1e-9},
		{"pydecision/weights_mpsi", weights.MPSI{}, reciprocal, 1e-9},
		{"pymcdm/weights_critic", weights.CRITIC{}, asIs, 1e-9},
		{"scikit-criteria/weights_critic", weights.CRITIC{}, negated, 1e-9},
		{"scikit-criteria/weights_critic_spearman", weights.CRITIC{Correlation: weights.Spearman}, negated, 1e-9},
		{"pydecision/weights_critic", weights.CRITIC{}, negated, 1e-9}, // adds 1e-10 to the range
		{"pymcdm/weights_merec", weights.MEREC{}, reciprocal, 1e-9},
		{"scikit-criteria/weights_merec", weights.MEREC{}, reciprocal, 1e-9},
		{"pydecision/weights_merec", weights.MEREC{}, reciprocal, 1e-7}, // adds 1e-9 to divisors
		{"pymcdm/weights_lopcow", weights.LOPCOW{}, negated, 1e-9},
		{"pymcdm/weights_cilos", weights.CILOS{FirstBest: true}, reciprocal, 1e-9},
		{"pydecision/weights_cilos", weights.CILOS{FirstBest: true}, asIs, 1e-9}, // costs are not turned round
	}
	for _, test := range tests {
		t.Run(test.file, func(t *testing.T) {
			for name, c := range golden(t, test.file) {
				inDelta(t, c.Want, of(t, test.scheme, c.turned(test.costs)), test.relative, name)
			}
		})
	}
}

// IDOCRIW: pymcdm takes the entropy of costs as they stand and the impact loss of
// their reciprocals, as the authors do, so that the two factors of ours on the two
// groups must give its weights. pyDecision takes the number of criteria for the
// base of the entropy and an optimizer for the linear system: it comes out
// elsewhere.
func TestIDOCRIWGolden(t *testing.T) {
	for name, c := range golden(t, "pymcdm/weights_idocriw") {
		loss := of(t, weights.CILOS{FirstBest: true}, c.turned(reciprocal))
		entropy := of(t, weights.Entropy{}, c.plain())
		product := make([]float64, len(loss))
		for j := range product {
			product[j] = loss[j] * entropy[j]
		}
		inDelta(t, c.Want, of(t, constantScheme(product...), c.plain()), 1e-9, name)
	}
	for name, c := range golden(t, "pydecision/weights_idocriw") {
		g := c.turned(reciprocal)
		w := of(t, weights.IDOCRIW{FirstBest: true}, g)
		loss, entropy := of(t, weights.CILOS{FirstBest: true}, g), of(t, weights.Entropy{}, g)
		product := make([]float64, len(loss))
		var off float64
		for j := range product {
			product[j] = loss[j] * entropy[j]
			off = max(off, math.Abs(w[j]-c.Want[j]))
		}
		inDelta(t, of(t, constantScheme(product...), g), w, 1e-14, name)
		assert.Greater(t, off, 0.02, name)
	}
}

// What the peers do with degenerate matrices is NaN, noise or all weight on the
// constant column. Ours refuse, naming the column or the cell, except where the
// method itself says that a constant column gets nothing.
func TestDataEdges(t *testing.T) {
	var file struct {
		Input struct {
			Constant  [][]float64 `json:"constant_column"`
			Zero      [][]float64 `json:"one_zero"`
			Identical [][]float64 `json:"identical_units"`
		}
		Output map[string]map[string]struct{ Value []any }
	}
	goldenFile(t, "pymcdm/edge_cases", &file)
	group := func(m [][]float64) weights.Group {
		return goldenCase{Matrix: m, Types: []float64{1, 1, 1, 1, 1}}.plain()
	}
	numbers := func(input, name string) (out []float64) {
		for _, v := range file.Output[input][name].Value {
			x, ok := v.(float64)
			require.True(t, ok)
			out = append(out, x)
		}
		return out
	}

	constant := group(file.Input.Constant)
	for name, s := range map[string]weights.Scheme{
		"weights_entropy": weights.Entropy{}, "weights_standard_deviation": weights.StdDev{},
		"weights_gini": weights.Gini{}, "weights_angle": weights.Angular{},
	} {
		w := of(t, s, constant)
		assert.Zero(t, w[0], name)
		inDelta(t, numbers("constant_column", name)[1:], w[1:], 1e-7, name) // the peer's angle of the constant is not quite 0
	}
	for _, s := range []weights.Scheme{weights.MEREC{}, weights.Variance{}, weights.CV{}, weights.MPSI{}} {
		assert.Zero(t, of(t, s, constant)[0])
	}
	for _, s := range []weights.Scheme{
		weights.CRITIC{},
		weights.CRITIC{Correlation: weights.Spearman},
		weights.CRITIC{Correlation: weights.Kendall},
		weights.LOPCOW{},
		weights.CILOS{},
		weights.IDOCRIW{},
		weights.Rescaled{},
	} {
		_, err := weights.Of(nil, s, constant)
		require.ErrorIs(t, err, basis.ErrConstant)
		var cell *weights.CellError
		require.ErrorAs(t, err, &cell)
		assert.Equal(t, weights.CellError{Row: -1, Code: "c1", Err: basis.ErrConstant}, *cell)
	}

	zero := group(file.Input.Zero)
	for _, s := range []weights.Scheme{weights.MEREC{}, weights.CILOS{}, weights.IDOCRIW{}, weights.Entropy{Zeros: weights.RefuseZeros}} {
		_, err := weights.Of(nil, s, zero)
		require.ErrorIs(t, err, basis.ErrDomain)
		assert.ErrorContains(t, err, "c3, row 2: value outside the domain of the method: 0 is not positive; a scale such as 20 to 100 (Rescaled) has no zeros")
		assert.NoError(t, weights.Rescaled{Of: s, Lo: 20, Hi: 100}.Weigh(make([]float64, 5), zero))
	}
	for name, s := range map[string]weights.Scheme{
		"weights_gini": weights.Gini{}, "weights_variance": rescaled(weights.Variance{}), "weights_critic": weights.CRITIC{},
	} {
		inDelta(t, numbers("one_zero", name), of(t, s, zero), 1e-9, name)
	}

	// Another one adds noise to a constant column for CILOS, so that two calls differ.
	var noise struct {
		Input  struct{ Matrix [][]float64 }
		Output struct{ First, Second struct{ Value []float64 } }
	}
	goldenFile(t, "pydecision/edge_cilos_constant", &noise)
	assert.NotEqual(t, noise.Output.First, noise.Output.Second)
	_, err := weights.Of(nil, weights.CILOS{}, group(noise.Input.Matrix))
	require.ErrorIs(t, err, basis.ErrConstant)

	for name, s := range dataDriven() {
		_, err := weights.Of(nil, s, group(file.Input.Identical))
		require.ErrorIs(t, err, basis.ErrConstant, name)

		missing := scaledColumn(constant, 1, math.NaN(), 1)
		_, err = weights.Of(nil, s, missing)
		require.ErrorIs(t, err, basis.ErrMissing, name)
		assert.ErrorContains(t, err, "c2, row 8: missing value", name)
	}
}

// dataDriven are all schemes that look at scores, in all variants.
func dataDriven() map[string]weights.Scheme {
	return map[string]weights.Scheme{
		"entropy": weights.Entropy{}, "entropy, small zeros": weights.Entropy{Zeros: weights.ReplaceZeros, Small: 0.002},
		"standard deviation": weights.StdDev{}, "variance": weights.Variance{}, "cv": weights.CV{},
		"gini": weights.Gini{}, "angular": weights.Angular{}, "mpsi": weights.MPSI{},
		"critic": weights.CRITIC{}, "critic spearman": weights.CRITIC{Correlation: weights.Spearman},
		"critic kendall": weights.CRITIC{Correlation: weights.Kendall}, "critic raw": weights.CRITIC{Raw: true},
		"critic entropy": weights.CRITIC{Entropy: true},
		"merec":          weights.MEREC{}, "lopcow": weights.LOPCOW{}, "cilos": weights.CILOS{}, "idocriw": weights.IDOCRIW{},
		"independence":   weights.Independence{},
		"rescaled merec": weights.Rescaled{Of: weights.MEREC{}, Lo: 20, Hi: 100}, "min-max variance": rescaled(weights.Variance{}),
	}
}

func TestDataRules(t *testing.T) {
	shiftFree := map[string]bool{
		"standard deviation": true, "variance": true, "critic": true, "critic spearman": true,
		"critic kendall": true, "critic raw": true, "independence": true, "lopcow": true, "rescaled merec": true, "min-max variance": true,
	}
	scaleFree := map[string]bool{"standard deviation": false, "variance": false, "critic raw": false}
	for name, s := range dataDriven() {
		t.Run(name, func(t *testing.T) {
			free, mentioned := scaleFree[name]
			o := weightstest.Options{Lo: 20, Hi: 100, ShiftFree: shiftFree[name], ScaleFree: free || !mentioned}
			assert.NoError(t, weightstest.TestScheme(s, o))
			// What is not promised is not so either.
			all := o
			all.ShiftFree, all.ScaleFree = true, true
			if (!o.ShiftFree || !o.ScaleFree) && name != "entropy, small zeros" {
				assert.Error(t, weightstest.TestScheme(s, all))
			}
		})
	}
}

func TestDataTooFewUnits(t *testing.T) {
	for name, s := range dataDriven() {
		_, err := weights.Of(nil, s, columns([]float64{3}, []float64{2}))
		require.ErrorIs(t, err, basis.ErrDomain, name)
		assert.ErrorContains(t, err, "needs at least 2 units, there are 1", name)
		assert.Equal(t, []float64{1}, of(t, s, columns([]float64{3})), name)
		_, err = weights.Of(nil, s, columns([]float64{3, 1}, []float64{2}))
		require.ErrorIs(t, err, basis.ErrWeights, name)
	}
}

// Many units, on all cores and in shards and blocks, against the formulas as they
// stand in the papers.
func TestDataLarge(t *testing.T) {
	g := random(5003, 7)
	n, k := g.Scores.Dims()
	merec, critic := make([]float64, k), make([]float64, k)
	least := make([]float64, k)
	y := make([][]float64, k)
	for j, x := range g.Scores {
		least[j] = slices.Min(x)
		y[j] = onRange(x, 0, 1)
	}
	for i := range n {
		var total float64
		for j, x := range g.Scores {
			total += math.Abs(math.Log(least[j] / x[i]))
		}
		for j, x := range g.Scores {
			without := total - math.Abs(math.Log(least[j]/x[i]))
			merec[j] += math.Abs(math.Log(1+without/float64(k)) - math.Log(1+total/float64(k)))
		}
	}
	for j := range k {
		for l := range k {
			critic[j] += stat.StdDev(y[j], nil) * (1 - stat.Correlation(y[j], y[l], nil))
		}
	}
	dst := make([]float64, k)
	require.NoError(t, weights.MEREC{}.Weigh(dst, g))
	inDelta(t, merec, dst, 1e-11)
	require.NoError(t, weights.CRITIC{}.Weigh(dst, g))
	inDelta(t, critic, dst, 1e-11)
	again := make([]float64, k)
	for range 3 {
		require.NoError(t, weights.CRITIC{}.Weigh(again, g))
		assert.Equal(t, dst, again, "the same to the last bit, whoever worked on it")
	}
	lopcow := make([]float64, k)
	for j := range k {
		var squares float64
		for _, v := range y[j] {
			squares += v * v
		}
		lopcow[j] = 100 * math.Log(math.Sqrt(squares/float64(n))/stat.StdDev(y[j], nil))
	}
	require.NoError(t, weights.LOPCOW{}.Weigh(dst, g))
	inDelta(t, lopcow, dst, 1e-11)
}
