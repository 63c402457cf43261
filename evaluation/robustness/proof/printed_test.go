package proof_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/countyeval/countyeval/evaluation"
	"github.com/countyeval/countyeval/evaluation/robustness/internal/robustnesstest"
	"github.com/countyeval/countyeval/evaluation/robustness/proof"
)

// TestPrintedIsNotProved: a decision that prints parts is refused by name.
func TestPrintedIsNotProved(t *testing.T) {
	r := robustnesstest.Evaluate(t, evaluation.Model{}, robustnesstest.Generated(t, 12, 3, 3))
	for _, of := range []evaluation.Printed{evaluation.PrintedPoints, evaluation.PrintedScores} {
		d := evaluation.Decision{Ties: evaluation.Ties{Digits: new(1), Print: evaluation.Printing{Of: of}}}
		_, err := proof.Certify(r, d, proof.Box{Radius: 0.1})
		require.ErrorIs(t, err, evaluation.ErrPrinting)
		require.ErrorContains(t, err, "Ties.Print: "+of.String())
		_, err = proof.New(r, d, proof.Box{Radius: 0.1})
		require.ErrorIs(t, err, evaluation.ErrPrinting)
	}
}
