package main

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/countyeval/countyeval/evaluation/scheme"
	"github.com/countyeval/countyeval/examples/henan/data"
	"github.com/countyeval/countyeval/examples/internal/asfile"
)

// TestAsFile: every weighting of the page that is data, as a scheme file, gives the same.
func TestAsFile(t *testing.T) {
	_, table, err := data.Read()
	require.NoError(t, err)
	n := 0
	for _, x := range schemes() {
		m := data.Model(x.scheme)
		if x.scale != nil {
			m.Normalize = x.scale
		}
		if _, err := m.Evaluate(table, nil); err != nil {
			continue
		}
		if _, err := scheme.Marshal(scheme.Scheme{Model: m}); err != nil {
			require.ErrorContains(t, err, "is a function and cannot be written", "the scheme of one's own")
			continue
		}
		n++
		asfile.Same(t, asfile.Case{Table: table, Model: m, Decision: data.Decision()})
	}
	assert.Greater(t, n, 5)
}
