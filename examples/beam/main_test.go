package main

import (
	"bytes"
	"context"
	"encoding/json"
	"flag"
	"os"
	"testing"

	"github.com/apache/beam/sdks/v2/go/pkg/beam"
	"github.com/stretchr/testify/require"

	"github.com/countyeval/countyeval/evaluation/robustness"
	"github.com/countyeval/countyeval/examples/internal/pages"
	"github.com/countyeval/countyeval/indicators/basis"
)

func TestMain(m *testing.M) {
	flag.Parse()
	registerAll()
	beam.Init()
	quiet()
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
			pages.Golden(t, lang.String()+".txt", out.String())
		}
	}
}

var _ = json.Marshal
var _ robustness.Options
