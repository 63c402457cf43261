package main

import (
	"errors"
	"flag"
	"math"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"unicode"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/countyeval/countyeval/evaluation"
	"github.com/countyeval/countyeval/examples/internal/terminal"
	"github.com/countyeval/countyeval/indicators"
)

var update = flag.Bool("update", false, "write the golden files anew")

func started(lang string, args ...string) (status int, out, complaint string) {
	var stdout, stderr strings.Builder
	status = run(args, func(string) string { return lang }, &stdout, &stderr)
	return status, stdout.String(), stderr.String()
}

func TestGolden(t *testing.T) {
	for _, lang := range []string{chinese, english} {
		t.Run(lang, func(t *testing.T) {
			status, out, complaint := started("", "-lang", lang)
			require.Equal(t, exitOK, status, complaint)
			golden := filepath.Join("testdata", "golden", lang+".txt")
			if *update {
				require.NoError(t, os.WriteFile(golden, []byte(out), 0o600))
			}
			want, err := os.ReadFile(golden)
			require.NoError(t, err)
			assert.Equal(t, string(want), out, "go test -update writes the file anew")
			for line := range strings.Lines(out) {
				assert.LessOrEqual(t, terminal.Width(strings.TrimRight(line, "\n")), most, line)
				assert.NotContains(t, line, "NaN")
				assert.NotContains(t, line, "%!")
				if lang == english {
					assert.False(t, strings.ContainsFunc(line, func(r rune) bool { return unicode.Is(unicode.Han, r) }), line)
				}
			}
			w := words{lang}
			_, each, _ := strings.Cut(out, w.t("七、", "7. "))
			for _, u := range units() {
				colon := w.t("：", ": ")
				assert.Equal(t, 1, strings.Count(each, "  "+w.unit(u)+colon), "one explanation of %s", u.Code)
			}
		})
	}
}

func TestFlags(t *testing.T) {
	for name, c := range map[string]struct {
		lang   string
		args   []string
		status int
		says   string
	}{
		"language":       {"", []string{"-lang", "fr"}, exitFlag, `-lang "fr" is neither zh nor en`},
		"unknown flag":   {"", []string{"-x"}, exitFlag, "-x"},
		"argument":       {"", []string{"page"}, exitFlag, `"page" is no flag`},
		"help":           {"", []string{"-h"}, exitOK, "made-up counties"},
		"help, Chinese":  {"zh_CN.UTF-8", []string{"-h"}, exitOK, "虚构"},
		"from LANG":      {"zh_CN.UTF-8", nil, exitOK, "全部为虚构"},
		"LANG overruled": {"zh_CN.UTF-8", []string{"-lang", "en"}, exitOK, "No real place is meant"},
		"other LANG":     {"de_DE", nil, exitOK, "No real place is meant"},
	} {
		t.Run(name, func(t *testing.T) {
			status, out, complaint := started(c.lang, c.args...)
			assert.Equal(t, c.status, status)
			assert.Contains(t, out+complaint, c.says)
			assert.Equal(t, c.status != exitOK, complaint != "")
		})
	}
	var complaint strings.Builder
	assert.Equal(t, exitInput, run(nil, func(string) string { return "" }, full{}, &complaint))
	assert.Equal(t, "forms: the disk is full\n", complaint.String())
}

type full struct{}

func (full) Write([]byte) (int, error) { return 0, errors.New("the disk is full") }

// TestForms: the made-up year has what the example is about.
func TestForms(t *testing.T) {
	s, err := newStudy()
	require.NoError(t, err)
	counties := s.ranking.Class(county)
	assert.True(t, counties.Places[1].Tied && counties.Places[2].Tied, "a tie at the border of A")
	assert.Equal(t, "A B B", counties.Places[0].Grade+" "+counties.Places[1].Grade+" "+counties.Places[2].Grade)
	by := map[evaluation.Effect]evaluation.RulingEffect{}
	for _, e := range s.effects {
		by[e.Ruling.Effect] = e
	}
	assert.Len(t, by, 6)
	assert.Zero(t, by[evaluation.NotEvaluated].With.Rank)
	assert.Positive(t, by[evaluation.NotEvaluated].Without.Rank)
	assert.Equal(t, "B", by[evaluation.OutsideQuota].Without.Grade)
	on := map[string]bool{}
	for _, l := range s.lists {
		for _, p := range l.Places {
			assert.False(t, on[p.Unit.Code], "no reward twice")
			on[p.Unit.Code] = true
		}
	}
	assert.Len(t, on, 8)
	assert.False(t, on[noAward])
}

// TestPencil recomputes every score of the counties by a program of its own.
func TestPencil(t *testing.T) {
	f, err := framework()
	require.NoError(t, err)
	tab, err := table(f, 2025)
	require.NoError(t, err)
	s, err := newStudy()
	require.NoError(t, err)
	ruled := map[string]float64{"丁县": 2, "申区": 3, "乙县": -1.2, "酉区": -0.4}
	for i, u := range tab.Units() {
		if u.Code == "癸县" {
			continue
		}
		var total float64
		for _, d := range f.Root().Children {
			var dimension float64
			for _, in := range d.Children {
				x := tab.Column(in.Code).Copy()
				lo, hi := math.Inf(1), math.Inf(-1)
				for k, o := range tab.Units() {
					if o.Class == u.Class && o.Code != "癸县" {
						lo, hi = min(lo, x[k]), max(hi, x[k])
					}
				}
				share := (x[i] - lo) / (hi - lo)
				if in.Direction == indicators.Lower {
					share = 1 - share
				}
				dimension += in.Weight / 100 * (20 + 80*share)
			}
			total += dimensionWeights[u.Class][d.Code] / 100 * dimension
		}
		got, ok := s.now.Score(u.Code, "")
		require.True(t, ok)
		want := math.Round(10*(total+ruled[u.Code])) / 10
		assert.InDelta(t, total+ruled[u.Code], got, 1e-9, u.Code)
		p, _ := s.ranking.Find(u.Code)
		assert.InDelta(t, want, p.Score, 1e-9, u.Code)
	}
}
