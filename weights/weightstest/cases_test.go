package weightstest_test

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/countyeval/countyeval/indicators/basis"
	"github.com/countyeval/countyeval/weights"
	"github.com/countyeval/countyeval/weights/weightstest"
)

// ours are the schemes of this library for the methods with worked examples.
func ours(t *testing.T) map[string]func(c weightstest.Case) weights.Scheme {
	t.Helper()
	plain := func(s weights.Scheme) func(weightstest.Case) weights.Scheme {
		return func(weightstest.Case) weights.Scheme { return s }
	}
	return map[string]func(c weightstest.Case) weights.Scheme{
		"entropy": plain(weights.Entropy{}), "gini": plain(weights.Gini{}), "critic": plain(weights.CRITIC{}),
		"critic, spearman": plain(weights.CRITIC{Correlation: weights.Spearman}), "merec": plain(weights.MEREC{}),
		"standard deviation": plain(weights.StdDev{}), "cilos": plain(weights.CILOS{}),
		"ahp": func(c weightstest.Case) weights.Scheme {
			judgements, err := weights.JudgementsOf(c.Group.Codes, c.Comparisons)
			require.NoError(t, err)
			return weights.AHP{Judgements: judgements}
		},
	}
}

func TestCases(t *testing.T) {
	schemes := ours(t)
	assert.Len(t, weightstest.Methods(), len(schemes))
	for _, method := range weightstest.Methods() {
		require.NoError(t, weightstest.TestCases(method, schemes[method]), method)
		require.Error(t, weightstest.TestCases(method, func(weightstest.Case) weights.Scheme { return weights.Equal{} }), method)
		for _, c := range weightstest.Cases(method) {
			assert.NotEmpty(t, c.Name)
			assert.NotEmpty(t, c.Source)
			var sum float64
			for _, w := range c.Want {
				sum += w
			}
			assert.InDelta(t, 1, sum, 2*c.Tolerance+1e-12, c.Name)
		}
	}
}

func TestCasesErrors(t *testing.T) {
	err := weightstest.TestCases("entropie", func(weightstest.Case) weights.Scheme { return weights.Entropy{} })
	assert.ErrorContains(t, err, `no worked example of "entropie", only of ["entropy"`)
	assert.Empty(t, weightstest.Cases("entropie"))
	err = weightstest.TestCases("critic", func(weightstest.Case) weights.Scheme { return weights.Entropy{} })
	require.ErrorIs(t, err, basis.ErrDomain)
	assert.ErrorContains(t, err, "eight firms on three criteria (Diakoulaki")
	err = weightstest.TestCases("cilos", func(weightstest.Case) weights.Scheme { return weights.Equal{} })
	assert.ErrorContains(t, err, "the weights are [0.5 0.5], and should be [0.666667 0.333333] up to 1e-12")
}
