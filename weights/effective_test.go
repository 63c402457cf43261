package weights_test

import (
	"math"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/countyeval/countyeval/indicators/basis"
	"github.com/countyeval/countyeval/weights"
)

// The effective weights that COINr gives for a tree of four levels.
func TestEffectiveGolden(t *testing.T) {
	for _, name := range []string{"coinr/weights_effective", "coinr/weights_effective_b"} {
		var file struct {
			Input struct {
				Meta struct {
					Code   []string   `json:"iCode"`
					Parent []*string  `json:"Parent"`
					Weight []*float64 `json:"Weight"`
				} `json:"iMeta"`
			}
			Output struct {
				Code      []string  `json:"iCode"`
				Effective []float64 `json:"EffWeight"`
			}
		}
		goldenFile(t, name, &file)
		var nodes []weights.Node
		meta := file.Input.Meta
		for i, code := range file.Output.Code {
			require.Equal(t, code, meta.Code[i])
			node := weights.Node{Code: code, Weight: *meta.Weight[i]}
			if meta.Parent[i] != nil {
				node.Parent = *meta.Parent[i]
			}
			nodes = append(nodes, node)
		}
		w, err := weights.Effective(nodes)
		require.NoError(t, err)
		inDelta(t, file.Output.Effective, w, 1e-14, name)
	}
}

func TestEffective(t *testing.T) {
	w, err := weights.Effective([]weights.Node{
		{"rd", "innovation", 1},
		{"patents", "innovation", 3},
		{"innovation", "overall", 60},
		{"overall", "", 0},
		{"green", "overall", 40},
		{"energy", "green", 0},
		{"water", "green", 0},
	})
	require.NoError(t, err)
	inDelta(t, []float64{0.15, 0.45, 0.6, 1, 0.4, 0.2, 0.2}, w, 1e-15)

	for message, nodes := range map[string][]weights.Node{
		"weights: a tree has one root, not 0": {},
		"one root, not 2":                     {{"a", "", 1}, {"b", "", 1}},
		"node 2 has no code":                  {{"a", "", 1}, {"", "a", 1}},
		"b is there twice":                    {{"a", "", 1}, {"b", "a", 1}, {"b", "a", 2}},
		"the parent x of b is not there\nweights: the parent y of c is not there":                       {{"a", "", 1}, {"b", "x", 1}, {"c", "y", 1}},
		"b is its own ancestor, or below one that is\nweights: c is its own ancestor, or below one":     {{"a", "", 1}, {"b", "c", 1}, {"c", "b", 1}},
		"b has -1, not a finite number of at least 0\nweights: c has NaN, not a finite number of at le": {{"a", "", 1}, {"b", "a", -1}, {"c", "a", math.NaN()}},
	} {
		_, err := weights.Effective(nodes)
		require.ErrorIs(t, err, basis.ErrWeights)
		assert.ErrorContains(t, err, message)
	}
}
