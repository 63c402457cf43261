package main

import (
	"bytes"
	"math"
	"os"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/countyeval/countyeval/evaluation/tables"
	"github.com/countyeval/countyeval/examples/internal/pages"
	"github.com/countyeval/countyeval/indicators/basis"
)

func TestGolden(t *testing.T) {
	for _, lang := range []basis.Language{basis.English, basis.Chinese} {
		var out bytes.Buffer
		require.NoError(t, prepare(&out, tables.TextOptions{Language: lang}, "", "", ""))
		pages.Golden(t, lang.String()+".txt", out.String())
	}
}

// TestPencil recomputes what the steps make, by hand.
func TestPencil(t *testing.T) {
	panel, err := read("", "", "")
	require.NoError(t, err)
	table := panel.Table(2024)
	for _, step := range steps {
		stage, err := step.Apply(table)
		require.NoError(t, err)
		table = stage.Table
	}
	_, there := table.Row("9")
	assert.False(t, there, "1 figure of 5")
	for _, c := range []struct {
		unit, code string
		want       float64
	}{
		{"1", "growth", 8}, // 129.6/120
		{"7", "per_worker", 150.5 / 9.3},
		{"8", "rd", 100 * 0.5 / 52.5},
		{"3", "energy", (0.56 + 0.53 + 0.50) / 3},      // the three most like it
		{"6", "exports", (262. + 335) / 2},             // 64 151 205 262 335 433 865 5600
		{"5", "rd", 100 * (1.9/100.8 + 3.5/150.5) / 2}, // the fourth and fifth of eight
		{"10", "exports", 865},                         // set to the next
	} {
		x, _ := table.Value(c.unit, c.code)
		assert.InDelta(t, c.want, x, 1e-9*math.Abs(c.want), "%s of %s", c.code, c.unit)
	}
}

// TestOwn: files of one's own are named where something is wrong with them.
func TestOwn(t *testing.T) {
	dir := t.TempDir()
	table := filepath.Join(dir, "table.csv")
	require.NoError(t, os.WriteFile(table, []byte("code,va,energy,exports,workers,rd_spending\n1,much,1,1,1,1\n"), 0o600))
	var out bytes.Buffer
	require.ErrorContains(t, prepare(&out, tables.TextOptions{}, "", "", table), "table.csv:2")
	require.ErrorIs(t, prepare(&out, tables.TextOptions{}, filepath.Join(dir, "none.json"), "", ""), os.ErrNotExist)
}
