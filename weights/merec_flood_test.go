package weights_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/countyeval/countyeval/indicators/basis"
	"github.com/countyeval/countyeval/weights"
)

// TestRefusalsInShort: a method that refuses thousands of cells says so in a few lines, and
// keeps each cell.
func TestRefusalsInShort(t *testing.T) {
	const n, k = 339, 62
	var g weights.Group
	zeros := 0
	for j := range k {
		x := make([]float64, n)
		for i := range x {
			if x[i] = float64((i + j) % 5); x[i] == 0 {
				zeros++
			}
		}
		g.Codes, g.Scores = append(g.Codes, fmt.Sprint("c", j)), append(g.Scores, x)
	}
	err := weights.MEREC{}.Weigh(make([]float64, k), g)
	require.Error(t, err)
	text := err.Error()
	assert.Less(t, len(text), 4_000, "it was 562,022 bytes")
	assert.LessOrEqual(t, strings.Count(text, "\n"), 20)
	cells := 0
	for range basis.All(basis.Find[*basis.Errors](err)[0]) {
		cells++
	}
	assert.Equal(t, zeros, cells)
}
