package proof_test

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/countyeval/countyeval/evaluation"
	"github.com/countyeval/countyeval/evaluation/aggregate"
	"github.com/countyeval/countyeval/evaluation/robustness/internal/robustnesstest"
	"github.com/countyeval/countyeval/evaluation/robustness/proof"
)

// TestIdleIsProved: certificates look only at what counts, however the rest is aggregated.
func TestIdleIsProved(t *testing.T) {
	for _, m := range []evaluation.Model{{}, {Aggregate: aggregate.PerNode{By: map[string]aggregate.Aggregator{"d2": aggregate.TOPSIS{}}}}} {
		c, err := proof.Certify(robustnesstest.Evaluate(t, m, robustnesstest.Idle(t)), evaluation.Decision{}, proof.Box{Radius: 0.1})
		require.NoError(t, err)
		assert.Zero(t, c.Rough)
	}
}

// TestAppliesIsNotProved: a certificate refuses by name what does not apply to some unit.
func TestAppliesIsNotProved(t *testing.T) {
	r := robustnesstest.Evaluate(t, evaluation.Model{Aggregate: aggregate.Present{}}, robustnesstest.Inland(t))
	_, err := proof.Certify(r, evaluation.Decision{}, proof.Box{Radius: 0.1})
	require.ErrorIs(t, err, proof.ErrNotAdditive)
	assert.ErrorContains(t, err, "unit u0000, indicator d1: nothing can be proved of a score that is no weighted mean: it does not apply to 6 units, of which this is the first")
	assert.ErrorContains(t, err, "unit u0000, indicator d1x0: nothing can be proved of a score that is no weighted mean: it does not apply to 12 units")
	assert.NotContains(t, err.Error(), "d0")

	// What is ranked by another dimension is proved.
	_, err = proof.Certify(r, evaluation.Decision{Code: "d0"}, proof.Box{Radius: 0.1})
	require.NoError(t, err)
}
