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
