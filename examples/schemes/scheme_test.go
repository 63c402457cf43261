package main

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/countyeval/countyeval/evaluation/incentive"
	"github.com/countyeval/countyeval/examples/henan/data"
	"github.com/countyeval/countyeval/examples/internal/asfile"
)

// TestAsFile: every way of weighting as a scheme file gives the same.
func TestAsFile(t *testing.T) {
	f, table, err := data.Read()
	require.NoError(t, err)
	n := 0
	for _, c := range candidates(f) {
		t.Run(c.name.English, func(t *testing.T) {
			m := data.Model(c.scheme)
			if _, err := m.Evaluate(table, nil); err != nil {
				t.Skip("a scheme refuses what it cannot weigh")
			}
			n++
			asfile.Same(t, asfile.Case{Table: table, Model: m, Decision: data.Decision(), Plans: []incentive.Plan{data.Land()}})
		})
	}
	assert.Greater(t, n, 25)
}
