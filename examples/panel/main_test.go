package main

import (
	"bytes"
	"encoding/csv"
	"math/big"
	"os"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/countyeval/countyeval/evaluation/tables"
	"github.com/countyeval/countyeval/examples/internal/command"
	"github.com/countyeval/countyeval/examples/internal/pages"
	"github.com/countyeval/countyeval/indicators/basis"
)

func TestGolden(t *testing.T) {
	for _, lang := range []basis.Language{basis.English, basis.Chinese} {
		var out bytes.Buffer
		s, err := newStudy()
		require.NoError(t, err)
		require.NoError(t, s.show(&out, tables.TextOptions{Language: lang, Width: 80}))
		pages.Golden(t, lang.String()+".txt", out.String())
	}
}

// TestFlags: what is wrong with a flag is said in the language of the page.
func TestFlags(t *testing.T) {
	for lang, says := range map[string]string{"zh": "panel: 没有选项 -year\n", "en": "panel: there is no flag -year\n"} {
		var out, err bytes.Buffer
		assert.Equal(t, command.Usage, run([]string{"-lang", lang, "-year", "2020"}, func(string) string { return "" }, &out, &err, -1))
		assert.Contains(t, err.String(), says)
		assert.Empty(t, out.String())
	}
}

// TestReport: -out writes a report in which each move is the sum of its parts, as printed, and
// the tables.
func TestReport(t *testing.T) {
	folder := filepath.Join(t.TempDir(), "out")
	var out, complaint bytes.Buffer
	require.Zero(t, run([]string{"-lang", "en", "-out", folder}, func(string) string { return "" }, &out, &complaint, 80), complaint.String())
	assert.Contains(t, out.String(), "4 files written to "+folder)
	page, err := os.ReadFile(filepath.Join(folder, "report.html")) //nolint:gosec // of the test
	require.NoError(t, err)
	assert.True(t, bytes.Contains(page, []byte("What moved the scores from 2020 to 2021, mean over all orders")))
	file, err := os.Open(filepath.Join(folder, "bridge.csv")) //nolint:gosec // of the test
	require.NoError(t, err)
	defer file.Close()
	rows, err := csv.NewReader(file).ReadAll()
	require.NoError(t, err)
	require.Len(t, rows, 1+17)
	for _, row := range rows[1:] {
		sum := new(big.Rat)
		for _, cell := range row[5:] {
			x, ok := new(big.Rat).SetString(cell)
			require.True(t, ok, cell)
			sum.Add(sum, x)
		}
		move, ok := new(big.Rat).SetString(row[4])
		require.True(t, ok)
		assert.Equal(t, move, sum, row[1])
	}
}
