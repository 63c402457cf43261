package years_test

import (
	"encoding/json"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/countyeval/countyeval/evaluation/years"
)

func TestWrittenAndRead(t *testing.T) {
	from, to := pair(t, 4, 6)
	want, err := years.Bridging{Way: years.Shapley}.Between(from, to)
	require.NoError(t, err)

	// The editions as they are read back give the same bridge.
	var ends [2]years.Outcome
	for i, o := range []years.Outcome{from, to} {
		text, err := json.Marshal(o.Edition)
		require.NoError(t, err)
		var e years.Edition
		require.NoError(t, json.Unmarshal(text, &e))
		ends[i] = outcome(t, e)
	}
	got, err := years.Bridging{Way: years.Shapley}.Between(ends[0], ends[1])
	require.NoError(t, err)
	assert.Equal(t, want, got)

	text, err := json.Marshal(want)
	require.NoError(t, err)
	var b years.Bridge
	require.NoError(t, json.Unmarshal(text, &b))
	assert.Equal(t, want.Moves, b.Moves)
	assert.Equal(t, want.Steps, b.Steps)
	assert.Contains(t, string(text), "\"way\":\"Shapley\"")

	text, err = json.Marshal(to)
	require.NoError(t, err)
	var o years.Outcome
	require.NoError(t, json.Unmarshal(text, &o))
	assert.Equal(t, to.Ranking.Places, o.Ranking.Places)
}
