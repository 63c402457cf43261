package main

import (
	"os"
	"os/exec"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// TestREADME holds the program in the README to this one, byte for byte.
func TestREADME(t *testing.T) {
	program, err := os.ReadFile("main.go")
	require.NoError(t, err)
	readme, err := os.ReadFile("../../README.md")
	require.NoError(t, err)
	assert.Contains(t, string(readme), "```go\n"+string(program)+"```\n")
	golden, err := os.ReadFile("testdata/golden/output.txt")
	require.NoError(t, err)
	assert.Contains(t, string(readme), "```text\n"+string(golden)+"```\n", "the output shown must be the program's")
}

func TestOutput(t *testing.T) {
	out, err := exec.Command("go", "run", ".").Output()
	require.NoError(t, err)
	golden, err := os.ReadFile("testdata/golden/output.txt")
	require.NoError(t, err)
	assert.Equal(t, string(golden), string(out))
	// By hand: 甲县 0.5*70 + 0.3*77.5 + 0.2*80 = 74.25, 丁县 0.5*30 + 0.3*72.5 + 0.2*90 = 54.75,
	// 乙县 0.5*53.75 + 0.3*55 + 0.2*70 = 57.375 -> 57.38; A is the first 2 of 5.
	// 900 mu by score above 40: 34.25 : 17.38 -> 597.03 and 302.96.
	for _, want := range []string{"1 甲县 74.25 A  597 mu", "2 乙县 57.38 A  302 mu", "not awarded: 1 mu, held back: 100 mu"} {
		assert.Contains(t, string(out), want)
	}
}
