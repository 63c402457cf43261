package main

import (
	"encoding/csv"
	"errors"
	"flag"
	"fmt"
	"math/big"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
	"unicode"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/countyeval/countyeval/evaluation/incentive"
	"github.com/countyeval/countyeval/evaluation/incentive/fill"
	"github.com/countyeval/countyeval/examples/henan/data"
	"github.com/countyeval/countyeval/examples/internal/terminal"
)

var update = flag.Bool("update", false, "write the golden files anew")

func started(lang string, args ...string) (status int, out, complaint string) {
	var stdout, stderr strings.Builder
	status = run(args, func(string) string { return lang }, &stdout, &stderr)
	return status, stdout.String(), stderr.String()
}

func TestGolden(t *testing.T) {
	for file, args := range map[string][]string{
		"zh.txt": {"-lang", "zh"}, "en.txt": {"-lang", "en"}, "all-en.txt": {"-lang", "en", "-all"}, "cod-zh.csv": {"-lang", "zh", "-certificate", "cod"},
	} {
		t.Run(file, func(t *testing.T) {
			status, out, complaint := started("", args...)
			require.Equal(t, exitOK, status, complaint)
			golden := filepath.Join("testdata", "golden", file)
			if *update {
				require.NoError(t, os.WriteFile(golden, []byte(out), 0o600))
			}
			want, err := os.ReadFile(golden)
			require.NoError(t, err)
			assert.Equal(t, string(want), out, "go test -update writes the file anew")
			for line := range strings.Lines(out) {
				if strings.HasSuffix(file, ".txt") {
					assert.LessOrEqual(t, terminal.Width(strings.TrimRight(line, "\n")), most, line)
				}
				assert.NotContains(t, line, "NaN")
				assert.NotContains(t, line, "%!")
				if args[1] == english {
					assert.False(t, strings.ContainsFunc(line, func(r rune) bool { return unicode.Is(unicode.Han, r) }), line)
				}
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
		"no such pool":   {"", []string{"-certificate", "water"}, exitFlag, `"water" is not one of land, cod, nox, funds`},
		"help":           {"", []string{"-h"}, exitOK, "list all counties"},
		"help, Chinese":  {"zh_CN.UTF-8", []string{"-h"}, exitOK, "列出全部县"},
		"from LANG":      {"zh_CN.UTF-8", []string{"-certificate", "funds"}, exitOK, "核验条件"},
		"LANG overruled": {"zh_CN.UTF-8", []string{"-lang", "en", "-certificate", "funds"}, exitOK, "condition"},
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
	assert.Equal(t, "incentive: the disk is full\n", complaint.String())
}

type full struct{}

func (full) Write([]byte) (int, error) { return 0, errors.New("the disk is full") }

func studied(t *testing.T) *study {
	t.Helper()
	s, err := newStudy(words{lang: chinese}, true)
	require.NoError(t, err)
	return s
}

// column reads a column of the data without the library.
func column(t *testing.T, head string) map[string]*big.Rat {
	t.Helper()
	rows, err := csv.NewReader(strings.NewReader(data.TableText())).ReadAll()
	require.NoError(t, err)
	at := slices.Index(rows[0], head)
	out := map[string]*big.Rat{}
	for _, r := range rows[1:] {
		if x, ok := new(big.Rat).SetString(r[at]); ok {
			out[r[0]] = x
		}
	}
	return out
}

// TestPencil divides land and funds anew, by the formulas of the notices.
func TestPencil(t *testing.T) {
	s := studied(t)
	enterprises := column(t, "enterprises")
	land, _ := s.pool(landKey)
	funds, _ := s.pool(fundsKey)
	claims, parts, graded := new(big.Rat), new(big.Rat), map[string]int64{}
	above := func(score float64) *big.Rat {
		x, ok := new(big.Rat).SetString(strconv.FormatFloat(score, 'f', 2, 64))
		require.True(t, ok)
		return x.Sub(x, big.NewRat(landBase, 1))
	}
	for _, p := range s.ranking.Places {
		claims.Add(claims, enterprises[p.Unit.Code])
		graded[p.Grade]++
		if p.Grade == "A" {
			parts.Add(parts, above(p.Score))
		}
	}
	assert.Equal(t, map[string]int64{"A": 20, "B": 41, "C": 36, "D": 6}, graded)
	for i, p := range s.ranking.Places {
		share := new(big.Rat).Mul(big.NewRat(2850, 1), new(big.Rat).Quo(enterprises[p.Unit.Code], claims))
		if p.Grade == "A" {
			share.Add(share, new(big.Rat).Mul(big.NewRat(6650, 1), new(big.Rat).Quo(above(p.Score), parts)))
		}
		whole := new(big.Int).Div(share.Num(), share.Denom())
		assert.Equal(t, incentive.Amount(100*whole.Int64()), land.allocation.Awards[i].Amount, p.Unit.Name)
		want := map[string]int64{"A": 4, "B": 1}[p.Grade] * fundsPool / (4*graded["A"] + graded["B"])
		assert.Equal(t, incentive.Amount(want), funds.allocation.Awards[i].Amount, p.Unit.Name)
	}
}

// TestQuota holds the quotas to their limits, computed without the library, and
// every allocation to its own check.
func TestQuota(t *testing.T) {
	s := studied(t)
	per := map[string]struct {
		x    map[string]*big.Rat
		rate int64 // hundredths
		pool incentive.Amount
	}{
		codKey: {column(t, "sec_va"), 6, 400_00},
		noxKey: {column(t, "enterprises"), 15, 600_00},
	}
	for key, c := range per {
		p, _ := s.pool(key)
		sums := map[string]incentive.Amount{}
		for _, a := range p.allocation.Awards {
			room := new(big.Rat).Mul(c.x[a.Place.Unit.Code], big.NewRat(c.rate, 1))
			assert.LessOrEqual(t, new(big.Rat).SetInt64(int64(a.Amount)).Cmp(room), 0, a.Place.Unit.Name)
			sums[a.Place.Unit.Region] += a.Amount
			if !slices.Contains([]string{"A", "B"}, a.Place.Grade) {
				assert.Zero(t, a.Amount)
			}
		}
		for region, sum := range sums {
			assert.LessOrEqual(t, sum, c.pool/10, region)
		}
	}
	for _, p := range s.pools {
		require.NoError(t, p.allocation.Check())
		require.NoError(t, p.cut.Check())
		assert.Equal(t, p.allocation.Pool.Amount, p.allocation.Total()+p.allocation.Remainder+p.allocation.Pool.Reserve)
	}
}

// TestEdges: the cliffs of land and funds are of the same counties, and the answer
// to the appeal is one step above what brings less.
func TestEdges(t *testing.T) {
	s := studied(t)
	require.NoError(t, s.look())
	require.Len(t, s.fundCliffs, len(s.landCliffs))
	for k := range s.landCliffs {
		assert.Equal(t, s.landCliffs[k].Unit.Code, s.fundCliffs[k].Unit.Code)
		assert.InDelta(t, s.landCliffs[k].Target, s.fundCliffs[k].Target, 0)
	}
	require.True(t, s.appeal.target.Reach)
	assert.GreaterOrEqual(t, s.appeal.target.Award.Amount, s.appeal.want)
	assert.Less(t, s.appeal.target.Below, s.appeal.want)
	assert.Len(t, s.landPrices.Rows, 103)
}

// TestFiction: refusals and last year's awards are those of counties that do not
// exist, and no real county is named in their section.
func TestFiction(t *testing.T) {
	for _, lang := range []string{chinese, english} {
		w := words{lang: lang}
		f, err := newFiction(w)
		require.NoError(t, err)
		s, err := newStudy(w, true)
		require.NoError(t, err)
		b, err := os.ReadFile(filepath.Join("testdata", "golden", lang+".txt"))
		require.NoError(t, err)
		out := string(b)
		at := strings.LastIndex(out, "\n\n")
		for _, p := range s.ranking.Places {
			assert.NotContains(t, out[at:], p.Unit.Name)
			_, there := f.last.Find(p.Unit.Code)
			assert.False(t, there)
		}
		for _, p := range s.pools {
			for _, a := range p.allocation.Articles {
				assert.NotEqual(t, (incentive.Veto{}).String(), a.Text, p.key)
			}
		}
		want := map[string]string{"F1": "312", "F2": "286", "F3": "254", "F4": "0", "F5": "104", "F6": "42"}
		require.Len(t, f.allocation.Awards, len(want))
		for _, a := range f.allocation.Awards {
			code := a.Place.Unit.Code
			assert.Equal(t, want[code], fmt.Sprint(int64(a.Amount)), code)
		}
		assert.Equal(t, fill.NoCap, f.line("F2").Cap, "it rose")
		assert.Zero(t, f.line("F3").Floor, "it fell")
		assert.Equal(t, incentive.Amount(80), f.line("F5").Floor)
	}
}

// TestNames: without -all the page names counties of grade A alone. In English
// some share their name with their prefecture, so the Chinese page is read.
func TestNames(t *testing.T) {
	b, err := os.ReadFile(filepath.Join("testdata", "golden", "zh.txt"))
	require.NoError(t, err)
	named := 0
	for _, p := range studied(t).ranking.Places {
		switch {
		case p.Grade != "A":
			assert.NotContains(t, string(b), p.Unit.Name, "rank %d", p.Rank)
		case strings.Contains(string(b), p.Unit.Name):
			named++
		}
	}
	assert.Positive(t, named)
}
