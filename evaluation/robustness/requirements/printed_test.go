package requirements_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/countyeval/countyeval/evaluation"
	"github.com/countyeval/countyeval/evaluation/robustness/internal/robustnesstest"
	"github.com/countyeval/countyeval/evaluation/robustness/proof"
	"github.com/countyeval/countyeval/evaluation/robustness/requirements"
)

// TestPrintedIsNotProved: a border cannot be proved of a decision that prints parts.
func TestPrintedIsNotProved(t *testing.T) {
	r := robustnesstest.Evaluate(t, evaluation.Model{}, robustnesstest.Generated(t, 12, 3, 3))
	d := evaluation.Decision{
		Ties:   evaluation.Ties{Digits: new(1), Print: evaluation.Printing{Of: evaluation.PrintedPoints}},
		Grader: evaluation.Thresholds{{Grade: "A", AtLeast: 50}, {Grade: "B", Rest: true}},
	}
	err := requirements.Check(requirements.Candidate{Result: r, Decision: d}, requirements.BorderStands{Grade: "A", Set: proof.Box{Radius: 0.1}})
	require.ErrorIs(t, err, evaluation.ErrPrinting)
}
