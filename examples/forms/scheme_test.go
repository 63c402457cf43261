package main

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/countyeval/countyeval/evaluation"
	"github.com/countyeval/countyeval/evaluation/scheme"
	"github.com/countyeval/countyeval/examples/internal/asfile"
)

// TestAsFile: the evaluation as a scheme file, with rulings and last year's ranking in
// files of their own, gives the same.
func TestAsFile(t *testing.T) {
	_, earlier, err := ranked(2024, nil)
	require.NoError(t, err)
	f, err := framework()
	require.NoError(t, err)
	now, err := table(f, 2025)
	require.NoError(t, err)
	rules := lists()
	rules[0].From, rules[1].From = scheme.Main, "gain"
	o := asfile.Same(t, asfile.Case{
		Table: now, Model: model(), Rulings: rulings(), Decision: decision(), Lists: rules,
		Rankings: map[string]scheme.Further{"gain": {Since: "2024"}}, Earlier: map[string]evaluation.Ranking{"2024": earlier},
	})
	_, ranking, err := ranked(2025, rulings())
	require.NoError(t, err)
	gains, err := evaluation.Progress(ranking, earlier, evaluation.RankGain)
	require.NoError(t, err)
	picked, err := lists().Pick(map[string]evaluation.Ranking{"score": ranking, "gain": gains})
	require.NoError(t, err)
	assert.Equal(t, picked, o.Lists)
}
