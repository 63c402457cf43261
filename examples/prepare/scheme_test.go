package main

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/countyeval/countyeval/evaluation"
	"github.com/countyeval/countyeval/examples/internal/asfile"
)

// TestAsFile: the steps in a scheme file do the same to a table of a panel.
func TestAsFile(t *testing.T) {
	panel, err := read("", "", "")
	require.NoError(t, err)
	asfile.Same(t, asfile.Case{Table: panel.Table(2024), Model: evaluation.Model{Steps: steps}})
}
