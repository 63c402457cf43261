package main

import (
	"bytes"
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
		require.NoError(t, show(&out, tables.TextOptions{Language: lang, Width: 80}))
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
