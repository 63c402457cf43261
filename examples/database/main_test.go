package main

import (
	"bytes"
	"context"
	"flag"
	"os"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/countyeval/countyeval/examples/database/store/storetest"
	"github.com/countyeval/countyeval/indicators/basis"
)

var update = flag.Bool("update", false, "write the golden files anew")

// TestGolden: the page is the same whatever the data base.
func TestGolden(t *testing.T) {
	for _, lang := range []basis.Language{basis.English, basis.Chinese} {
		for name, dsn := range storetest.DataBases(t) {
			t.Run(lang.String()+"/"+name, func(t *testing.T) {
				var page bytes.Buffer
				require.NoError(t, run(context.Background(), &page, lang, dsn))
				file := filepath.Join("testdata", "golden", lang.String()+".txt")
				if *update {
					require.NoError(t, os.WriteFile(file, page.Bytes(), 0o600))
				}
				want, err := os.ReadFile(file)
				require.NoError(t, err)
				assert.Equal(t, string(want), page.String())
			})
		}
	}
}

// TestWithoutADataBase: the temporary file is made and taken away.
func TestWithoutADataBase(t *testing.T) {
	dir := t.TempDir()
	t.Setenv("TMPDIR", dir)
	var page bytes.Buffer
	require.NoError(t, run(context.Background(), &page, basis.English, ""))
	left, err := os.ReadDir(dir)
	require.NoError(t, err)
	assert.Empty(t, left)
	require.Error(t, run(context.Background(), &page, basis.English, filepath.Join(dir, "no", "such", "folder.db")))
	require.Error(t, run(context.Background(), &page, basis.English, "postgres://nobody@127.0.0.1:1/none?connect_timeout=2"))
}
