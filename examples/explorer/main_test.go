package main

import (
	"context"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/countyeval/countyeval/examples/internal/command"
	"github.com/countyeval/countyeval/examples/internal/pages"
)

// started runs the program without a locale.
func started(ctx context.Context, t *testing.T, args ...string) (status int, out, complaint string) {
	t.Helper()
	var stdout, stderr strings.Builder
	status = run(ctx, args, func(string) string { return "" }, &stdout, &stderr)
	return status, stdout.String(), stderr.String()
}

// TestGolden holds the view of testdata/args as text against what was read.
func TestGolden(t *testing.T) {
	text, err := os.ReadFile(filepath.Join("testdata", "args"))
	require.NoError(t, err)
	for _, lang := range []string{"zh", "en"} {
		status, out, complaint := started(t.Context(), t, append(strings.Fields(string(text)), "-lang", lang)...)
		require.Equal(t, command.OK, status, complaint)
		pages.Golden(t, lang+".txt", out)
	}
}

// TestUsage: what is wrong on the command line is said, and nothing is served.
func TestUsage(t *testing.T) {
	for _, c := range []struct {
		args   []string
		status int
		says   string
	}{
		{[]string{"-h"}, command.OK, ""},
		{[]string{"-view"}, command.Usage, "without a value"},
		{[]string{"-view", "w.scal=3"}, command.Input, `do you mean "w.scale"?`},
		{[]string{"-view", "http://127.0.0.1:1/?w.scale=much", "-lang", "zh"}, command.Input, "w.scale 为 \"much\""},
		{[]string{"-view", "%zz"}, command.Input, "the address cannot be read"},
		{[]string{"-once", "-view", "w.scale=30"}, command.Input, "sum to 105, not 100"},
		{[]string{"-scheme", "none.yaml"}, command.Input, "none.yaml"},
		{[]string{"-data", "none.csv", "-lang", "zh"}, command.Input, "none.csv"},
	} {
		status, _, complaint := started(t.Context(), t, c.args...)
		assert.Equal(t, c.status, status, c.args)
		assert.Contains(t, complaint, c.says)
	}
}

// TestServe: the program says its address, and ends when it is told to.
func TestServe(t *testing.T) {
	ctx, stop := context.WithTimeout(t.Context(), 100*time.Millisecond)
	defer stop()
	status, out, complaint := started(ctx, t, "-view", "http://127.0.0.1:1/?normalize=percentile&w.scale=25", "-lang", "zh")
	require.Equal(t, command.OK, status, complaint)
	assert.Regexp(t, `^http://127\.0\.0\.1:\d+/\?lang=zh&normalize=percentile\n`, out)
}
