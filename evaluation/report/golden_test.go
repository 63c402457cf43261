package report_test

import (
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/countyeval/countyeval/evaluation"
	"github.com/countyeval/countyeval/indicators/basis"
)

var blanks = regexp.MustCompile(`[ \x{2007}\x{2008}]+`)

// content is the text of a page, a line an element that has one.
func content(t testing.TB, page string) string {
	t.Helper()
	var lines []string
	var walk func(e *element)
	walk = func(e *element) {
		switch e.name {
		case "h1", "h2", "h3", "p", "li", "tr", "figcaption", "caption", "summary", "text", "a":
			var parts []string
			for _, cell := range e.all(func(k *element) bool { return k.own != "" }) {
				parts = append(parts, strings.TrimSpace(cell.own))
			}
			if line := strings.TrimSpace(blanks.ReplaceAllString(strings.Join(parts, " "), " ")); line != "" {
				lines = append(lines, line)
			}
			return
		}
		for _, k := range e.kids {
			walk(k)
		}
	}
	walk(parsed(t, page))
	return strings.Join(lines, "\n") + "\n"
}

// TestContent compares all that the report of a small evaluation says with files that were
// read.
func TestContent(t *testing.T) {
	d := small(t, evaluation.Model{}, counties, evaluation.Ruling{Unit: "102", Effect: evaluation.AddPoints, Item: "bonus", Points: 2.5, Count: 1, Reason: "made up", Document: "made up"})
	for lang, name := range map[basis.Language]string{basis.English: "small.en.txt", basis.Chinese: "small.zh.txt"} {
		got := content(t, written(t, d, lang))
		file := filepath.Join("testdata", name)
		if *update {
			require.NoError(t, os.WriteFile(file, []byte(got), 0o600))
		}
		want, err := os.ReadFile(file)
		require.NoError(t, err)
		assert.Equal(t, string(want), got)
	}
}
