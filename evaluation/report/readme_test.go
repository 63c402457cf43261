package report_test

import (
	"bytes"
	"os"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/countyeval/countyeval/evaluation/report"
)

// TestReadmePictures: the two pictures of the README are those of the main example as the
// report draws them, and light; -update writes them anew.
func TestReadmePictures(t *testing.T) {
	d := henan(t)
	v := report.View{}
	size := 0
	for name, x := range map[string]struct {
		part report.Part
		at   int
	}{"ranking": {report.Brief, 0}, "award": {report.Pools, 1}} {
		figures, err := report.Figures(d, v, x.part)
		require.NoError(t, err)
		require.Greater(t, len(figures), x.at)
		var svg bytes.Buffer
		require.NoError(t, report.WriteSVG(&svg, figures[x.at], v))
		file := filepath.Join("testdata", "readme-"+name+".svg")
		if *update {
			require.NoError(t, os.WriteFile(file, svg.Bytes(), 0o600))
		}
		want, err := os.ReadFile(file)
		require.NoError(t, err)
		assert.Equal(t, string(want), svg.String(), "%s is stale: go test -update", file)
		size += len(want)
	}
	assert.Less(t, size, 200_000)
	readme, err := os.ReadFile("../../README.md")
	require.NoError(t, err)
	for _, name := range []string{"ranking", "award"} {
		assert.True(t, bytes.Contains(readme, []byte("](evaluation/report/testdata/readme-"+name+".svg)")), "the README does not show %s", name)
	}
}
