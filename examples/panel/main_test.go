package main

import (
	"bytes"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/countyeval/countyeval/evaluation/tables"
	"github.com/countyeval/countyeval/examples/internal/pages"
	"github.com/countyeval/countyeval/indicators/basis"
)

func TestGolden(t *testing.T) {
	for _, lang := range []basis.Language{basis.English, basis.Chinese} {
		var out bytes.Buffer
		require.NoError(t, show(&out, tables.TextOptions{Language: lang, Width: -1}))
		pages.Golden(t, lang.String()+".txt", out.String())
	}
}
