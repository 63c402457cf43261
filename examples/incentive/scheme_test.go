package main

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/countyeval/countyeval/evaluation/incentive"
	"github.com/countyeval/countyeval/examples/henan/data"
	"github.com/countyeval/countyeval/examples/internal/asfile"
)

// TestAsFile: the four notices in a scheme file, with the stock of land in a file of
// figures and the other figures from the table, give the same awards.
func TestAsFile(t *testing.T) {
	_, table, err := data.Read()
	require.NoError(t, err)
	result, err := data.Model(nil).Evaluate(table, nil)
	require.NoError(t, err)
	ranking, err := data.Decision().Rank(result)
	require.NoError(t, err)
	figures, err := figuresOf(table)
	require.NoError(t, err)
	notices := plans(regions(ranking))
	o := asfile.Same(t, asfile.Case{
		Table: table, Model: data.Model(nil), Decision: data.Decision(), Plans: notices,
		Figures: incentive.Figures{Decimals: figures.Decimals[2:]},
	})
	want, err := incentive.AllocateAll(ranking, figures, notices...)
	require.NoError(t, err)
	for i, a := range o.Awards {
		require.Equal(t, want[i].Total(), a.Allocation.Total())
	}
}
