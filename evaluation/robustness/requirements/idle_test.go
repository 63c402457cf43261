package requirements_test

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/countyeval/countyeval/evaluation"
	"github.com/countyeval/countyeval/evaluation/robustness/internal/robustnesstest"
	"github.com/countyeval/countyeval/evaluation/robustness/requirements"
)

// TestIdle: requirements of weights look only at what counts, but for that of no zeros.
func TestIdle(t *testing.T) {
	c := requirements.Candidate{Result: robustnesstest.Evaluate(t, evaluation.Model{}, robustnesstest.Idle(t))}
	require.NoError(t, requirements.ImportanceWithin{Factor: 50}.Check(c))
	require.NoError(t, requirements.ExplainsAtMost{Share: 1}.Check(c))
	var b *requirements.Breach
	require.ErrorAs(t, requirements.NoZeroWeights{}.Check(c), &b)
	assert.Equal(t, []string{"same", "gap", "none", "e"}, b.Indicators)
}
