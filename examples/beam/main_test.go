package main

import (
	"bytes"
	"context"
	"flag"
	"os"
	"path/filepath"
	"testing"

	"github.com/apache/beam/sdks/v2/go/pkg/beam"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/countyeval/countyeval/indicators/basis"
)

// golden has another name than in other examples: Beam has a flag -update.
var golden = flag.Bool("golden", false, "write the golden files anew")

func TestMain(m *testing.M) {
	flag.Parse()
	registerAll()
	quiet()
	beam.Init()
	os.Exit(m.Run())
}

// TestGolden: the page of Beam is that of the library alone.
func TestGolden(t *testing.T) {
	for _, lang := range []basis.Language{basis.English, basis.Chinese} {
		for _, alone := range []bool{false, true} {
			j := small()
			j.lang, j.alone = lang, alone
			var out bytes.Buffer
			require.NoError(t, j.run(context.Background(), &out))
			file := filepath.Join("testdata", "golden", lang.String()+".txt")
			if *golden {
				require.NoError(t, os.WriteFile(file, out.Bytes(), 0o600))
			}
			want, err := os.ReadFile(file)
			require.NoError(t, err)
			assert.Equal(t, string(want), out.String(), "alone: %v", alone)
		}
	}
}
