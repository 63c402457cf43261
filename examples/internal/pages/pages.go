// Package pages is what tests of the examples share: pages held against golden files,
// and the figures of a sheet against an earlier page.
package pages

import (
	"flag"
	"math/big"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/countyeval/countyeval/evaluation/tables"
	"github.com/countyeval/countyeval/indicators/basis"
)

var update = flag.Bool("update", false, "write the golden files anew")

// Golden holds a page against testdata/golden/NAME, and refuses what no page should have.
func Golden(t *testing.T, name, page string) {
	t.Helper()
	file := filepath.Join("testdata", "golden", name)
	if *update {
		if err := os.WriteFile(file, []byte(page), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(file) //nolint:gosec // a file of the test's own
	if err != nil {
		t.Fatal(err)
	}
	is, was := strings.Split(page, "\n"), strings.Split(string(want), "\n")
	for i, line := range is {
		switch {
		case i >= len(was) || line != was[i]:
			t.Fatalf("%s, line %d (go test -update writes the file anew):\n%s", file, i+1, line)
		case strings.Contains(line, "NaN") || strings.Contains(line, "%!"):
			t.Errorf("%s, line %d: %s", file, i+1, line)
		}
	}
	if len(is) != len(was) {
		t.Errorf("%s has %d lines, the page has %d", file, len(was), len(is))
	}
}

// Kept looks for the figures of a sheet in an earlier page: every number of a row must
// stand in a line of the page that begins with the row's label, behind a rank if there is
// one, as often as here. label gives what the earlier page calls a row, "" for one that it
// did not have; columns with a heading in fresh are new and not looked at. It returns the
// number of figures that were compared and those that were not found.
func Kept(before string, s tables.Sheet, lang basis.Language, label func(cells []string) string, fresh ...string) (compared int, lost []string) {
	var text strings.Builder
	if err := tables.WriteMarkdown(&text, s, tables.MarkdownOptions{Language: lang}); err != nil {
		return 0, []string{err.Error()}
	}
	var heads []string
	for row := range strings.Lines(text.String()) {
		cells := strings.Split(strings.TrimSpace(row), " | ")
		if !strings.HasPrefix(row, "| ") || strings.HasPrefix(row, "| :") || strings.HasPrefix(row, "| -") {
			continue
		}
		for j := range cells {
			cells[j] = strings.TrimSpace(strings.ReplaceAll(strings.Trim(cells[j], "| "), `\`, ""))
		}
		if heads == nil {
			heads = cells
			continue
		}
		name := label(cells)
		if name == "" {
			continue
		}
		there := numbersOf(before, name)
		for j, cell := range cells {
			if slices.Contains(fresh, heads[j]) || cell == name {
				continue
			}
			for _, x := range numbers(cell) {
				compared++
				at := slices.Index(there, x)
				if at < 0 {
					lost = append(lost, name+", "+heads[j]+": "+cell)
					continue
				}
				there = slices.Delete(there, at, at+1)
			}
		}
	}
	return compared, lost
}

// numbersOf are the numbers of all lines of a page that begin with a label.
func numbersOf(page, label string) []string {
	begins := regexp.MustCompile(`^\W*(\d+ +)?` + regexp.QuoteMeta(label) + `([^\p{L}].*)?$`)
	var out []string
	for line := range strings.Lines(page) {
		if line = strings.TrimSpace(line); begins.MatchString(line) {
			out = append(out, numbers(strings.Replace(line, label, "", 1))...)
		}
	}
	return out
}

var number = regexp.MustCompile(`[-+−]?\d[\d,]*(\.\d+)?`)

// numbers are those of a text, each in one form: 1,246.00 and 1246 are the same.
func numbers(text string) []string {
	var out []string
	for _, s := range number.FindAllString(text, -1) {
		s = strings.NewReplacer(",", "", "−", "-", "+", "").Replace(s)
		if x, ok := new(big.Rat).SetString(s); ok {
			out = append(out, x.RatString())
		}
	}
	return out
}
