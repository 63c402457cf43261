package main

import (
	"errors"
	"flag"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/countyeval/countyeval/examples/internal/terminal"
	"github.com/countyeval/countyeval/indicators/henan"
	"github.com/countyeval/countyeval/indicators/target"
)

var update = flag.Bool("update", false, "write the golden files anew")

// started runs the program with LANG.
func started(lang string, args ...string) (status int, out, complaint string) {
	var stdout, stderr strings.Builder
	status = run(args, func(name string) string {
		if name == "LANG" {
			return lang
		}
		return ""
	}, &stdout, &stderr)
	return status, stdout.String(), stderr.String()
}

func printed(t *testing.T, args ...string) string {
	t.Helper()
	status, out, complaint := started("", args...)
	require.Equal(t, 0, status, complaint)
	require.Empty(t, complaint)
	return out
}

func TestGolden(t *testing.T) {
	for file, args := range map[string][]string{
		"zh.txt":        {"-lang", "zh"},
		"en.txt":        {"-lang", "en"},
		"quotes-en.txt": {"-lang", "en", "-quotes"},
	} {
		t.Run(file, func(t *testing.T) {
			golden := filepath.Join("testdata", "golden", file)
			out := printed(t, args...)
			if *update {
				require.NoError(t, os.WriteFile(golden, []byte(out), 0o600))
			}
			want, err := os.ReadFile(golden)
			require.NoError(t, err)
			assert.Equal(t, strings.Split(string(want), "\n"), strings.Split(out, "\n"), "go test -update writes the file anew")
			for _, line := range strings.Split(out, "\n") {
				assert.LessOrEqual(t, terminal.Width(line), width, line)
			}
		})
	}
}

// What stands on the page about a real place has a source, and nothing is missed
// that no public figure says is missed.
func TestFiguresHaveSources(t *testing.T) {
	for _, name := range []string{"figures.csv", "nearby.csv"} {
		rows, err := read(name)
		require.NoError(t, err)
		require.NotEmpty(t, rows)
		for _, r := range rows {
			_, ok := henan.Find(r["target"])
			assert.True(t, ok, r["target"])
			assert.NotEmpty(t, r["source"])
			assert.NotEmpty(t, r["source_zh"])
			_, err := r.figure()
			assert.NoError(t, err)
		}
	}
	all, err := standings()
	require.NoError(t, err)
	states := map[string]target.State{}
	for _, s := range all {
		for year, p := range s.progress {
			states[s.target.Code+map[int]string{2022: " 2022", 2025: " 2025"}[year]] = p.State
			assert.Empty(t, p.Warnings, s.target.Code)
		}
	}
	assert.Equal(t, map[string]target.State{
		"tech_smes 2022": target.Met, "tech_smes 2025": target.OnTrack, "new_rd_organizations 2022": target.OnTrack,
		"tech_upgrade_investment_growth 2025": target.OnTrack, "green_parks 2025": target.OnTrack,
	}, states)
}

func TestLanguage(t *testing.T) {
	zh, en := printed(t, "-lang", "zh"), printed(t, "-lang", "en")
	for lang, want := range map[string]string{"zh_CN.UTF-8": zh, "en_US.UTF-8": en, "": en, "de": en} {
		_, out, _ := started(lang)
		assert.Equal(t, want, out, lang)
	}
	assert.NotContains(t, en, "第", "no word of the other language is left")
	assert.Contains(t, printed(t, "-lang", "zh", "-quotes"), "about 35%", "the text at hand is the English one")
}

func TestStatus(t *testing.T) {
	for name, c := range map[string]struct {
		status int
		says   string
		args   []string
	}{
		"help":     {0, "-quotes", []string{"-h"}},
		"flag":     {2, "-nonsense", []string{"-nonsense"}},
		"argument": {2, `"x" is no flag`, []string{"x"}},
		"language": {2, `"fr" is neither`, []string{"-lang", "fr"}},
	} {
		t.Run(name, func(t *testing.T) {
			status, out, complaint := started("", c.args...)
			assert.Equal(t, c.status, status)
			assert.Contains(t, out+complaint, c.says)
			assert.Equal(t, status != 0, out == "")
		})
	}
}

type full struct{}

func (full) Write([]byte) (int, error) { return 0, errors.New("no space left") }

func TestCannotPrint(t *testing.T) {
	var stderr strings.Builder
	assert.Equal(t, 1, run(nil, func(string) string { return "" }, full{}, &stderr))
	assert.Contains(t, stderr.String(), "no space left")
}

func TestNumbers(t *testing.T) {
	for x, want := range map[float64]string{0: "0", 999: "999", 1000: "1,000", -5: "-5", 1234567.5: "1,234,567.5", 34.4: "34.4"} {
		assert.Equal(t, want, plain(x))
	}
	assert.Equal(t, "+26,505.8", signed(26505.81))
	assert.Equal(t, "-1,802.7", signed(-1802.7))
	assert.Equal(t, "-180.3", signed(-180.3))
	assert.Equal(t, "goal", strings.ToLower(english.upper("goal")))
	assert.Equal(t, "Goal", english.upper("goal"))
}

// TestReachedEarly: 348 against a goal of 150 is not merely on track.
func TestReachedEarly(t *testing.T) {
	assert.Contains(t, printed(t, "-lang", "en"), "Goal of 2025, 150: 348 in 2024, met early.")
	assert.Contains(t, printed(t, "-lang", "zh"), "2025年目标150：2024年为348：提前达到")
	assert.Contains(t, printed(t, "-lang", "en"), "on track", "investment has a year to go")
}
