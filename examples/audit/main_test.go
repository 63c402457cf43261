package main

import (
	"encoding/csv"
	"errors"
	"flag"
	"math"
	"os"
	"path/filepath"
	"slices"
	"sort"
	"strconv"
	"strings"
	"testing"
	"unicode"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/countyeval/countyeval/examples/henan/data"
	"github.com/countyeval/countyeval/indicators"
)

var update = flag.Bool("update", false, "write the golden files anew")

func started(lang string, args ...string) (status int, out, complaint string) {
	var stdout, stderr strings.Builder
	status = run(args, func(string) string { return lang }, &stdout, &stderr)
	return status, stdout.String(), stderr.String()
}

func TestGolden(t *testing.T) {
	for file, args := range map[string][]string{
		"zh.txt": {"-lang", "zh"}, "en.txt": {"-lang", "en"}, "all-zh.txt": {"-lang", "zh", "-all"}, "all-en.txt": {"-lang", "en", "-all"},
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
				assert.LessOrEqual(t, width(strings.TrimRight(line, "\n")), most, line)
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
		"help":           {"", []string{"-h"}, exitOK, "list all findings"},
		"help, Chinese":  {"zh_CN.UTF-8", []string{"-h"}, exitOK, "列出全部提示"},
		"from LANG":      {"zh_CN.UTF-8", nil, exitOK, "统计一致性审计"},
		"LANG overruled": {"zh_CN.UTF-8", []string{"-lang", "en"}, exitOK, "Statistical coherence audit"},
		"other LANG":     {"de_DE", nil, exitOK, "Statistical coherence audit"},
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
	assert.Equal(t, "audit: the disk is full\n", complaint.String())
}

type full struct{}

func (full) Write([]byte) (int, error) { return 0, errors.New("the disk is full") }

// TestWords: both languages have a text for everything.
func TestWords(t *testing.T) {
	zh, en := newWords(chinese), newWords(english)
	f, _, err := data.Read()
	require.NoError(t, err)
	for _, in := range append(f.Nodes(), f.Aux()...) {
		if in.Code == "emp_mining_manuf" { // nothing is said of it
			continue
		}
		assert.NotEmpty(t, zh.short[in.Code], in.Code)
		assert.NotEmpty(t, en.short[in.Code], in.Code)
	}
	assert.Len(t, en.figuresHead, len(zh.figuresHead))
	assert.Len(t, en.balanceHead, len(zh.balanceHead))
	assert.Len(t, en.structureHead, len(zh.structureHead))
}

// TestNames: counties that no two rules point at are not named without -all.
func TestNames(t *testing.T) {
	_, table, err := data.Read()
	require.NoError(t, err)
	_, page, _ := started("", "-lang", "zh")
	var named []string
	for _, u := range table.Units() {
		if strings.Contains(page, u.Name) {
			named = append(named, u.Name)
		}
	}
	assert.Equal(t, []string{"中牟县", "新郑市"}, named)
}

// county is a row of the table, read without the library.
type county struct {
	name, class string
	x           map[string]float64
}

func counties(t *testing.T) []county {
	t.Helper()
	rows, err := csv.NewReader(strings.NewReader(data.TableText())).ReadAll()
	require.NoError(t, err)
	var out []county
	for _, r := range rows[1:] {
		c := county{x: map[string]float64{}}
		for j, head := range rows[0] {
			switch head {
			case "name":
				c.name = r[j]
			case "class":
				c.class = r[j]
			}
			if v, err := strconv.ParseFloat(r[j], 64); err == nil {
				c.x[head] = v
			}
		}
		out = append(out, c)
	}
	return out
}

// fence is the upper quartile and three times the distance of the quartiles.
func fence(x []float64) float64 {
	x = slices.Clone(x)
	sort.Float64s(x)
	at := func(p float64) float64 {
		h := float64(len(x)-1) * p
		lo := int(h)
		return x[lo] + (h-float64(lo))*(x[lo+1]-x[lo])
	}
	return at(0.75) + 3*(at(0.75)-at(0.25))
}

// TestZone recomputes the rule that finds the doubtful counties.
func TestZone(t *testing.T) {
	all := counties(t)
	var per, elsewhere []float64
	for _, c := range all {
		per = append(per, 1e4*c.x["sec_va"]/c.x["enterprises"])
		elsewhere = append(elsewhere, 100*c.x["nonlocal"]/c.x["residents"])
	}
	var want []string
	var beyond [2]int
	for i, c := range all {
		a, b := per[i] > fence(per), elsewhere[i] > fence(elsewhere)
		if a {
			beyond[0]++
		}
		if b {
			beyond[1]++
		}
		if a && b {
			want = append(want, c.name)
		}
	}
	a, err := newAudit()
	require.NoError(t, err)
	var got []string
	for _, f := range a.zone {
		got = append(got, newWords(chinese).unit(a, f.Unit))
	}
	assert.Equal(t, want, got)
	assert.Equal(t, beyond[:], a.beyond)
	assert.InEpsilon(t, fence(elsewhere), a.fence, 1e-12)
}

// TestBalance recomputes scores, importance and the rankings without one
// indicator, by a program of its own.
func TestBalance(t *testing.T) {
	a, err := newAudit()
	require.NoError(t, err)
	f, _, err := data.Read()
	require.NoError(t, err)
	all := counties(t)
	values := map[string][]float64{}
	for _, in := range f.Measured() {
		x := make([]float64, len(all))
		for i, c := range all {
			x[i] = c.x[in.Code]
			for _, r := range data.Ratios() {
				if r.Code != in.Code {
					continue
				}
				by := c.x[r.By]
				if r.By == "emp_mining_manuf" {
					by = c.x["emp_mining"] + c.x["emp_manuf"]
				}
				x[i] = math.NaN()
				if of, ok := c.x[r.Of]; ok {
					x[i] = of * r.Factor / by
				}
			}
		}
		values[in.Code] = x
	}
	loans := slices.DeleteFunc(slices.Clone(values["loans_to_gdp"]), math.IsNaN)
	require.Len(t, loans, 108)
	sort.Float64s(loans)
	for i, v := range values["loans_to_gdp"] {
		if math.IsNaN(v) {
			values["loans_to_gdp"][i] = (loans[53] + loans[54]) / 2
		}
	}
	score := func(in indicators.Indicator, i int) float64 {
		s := (values[in.Code][i] - in.Bounds.Lo) / (in.Bounds.Hi - in.Bounds.Lo)
		if in.Direction == indicators.Lower {
			s = 1 - s
		}
		return 100 * min(max(s, 0), 1)
	}
	// totals without one indicator; "" leaves out none
	totals := func(without string) []float64 {
		out := make([]float64, len(all))
		for _, d := range f.Root().Children {
			var sum float64
			for _, in := range d.Children {
				if in.Code != without {
					sum += in.Weight
				}
			}
			for _, in := range d.Children {
				for i := range out {
					if in.Code != without {
						out[i] += d.Weight / 100 * in.Weight / sum * score(in, i)
					}
				}
			}
		}
		return out
	}
	rankOf := func(total []float64) []int {
		ranks := make([]int, 0, len(all))
		for i, c := range all {
			if c.class != data.RankedClass {
				continue
			}
			rank := 1
			for j, d := range all {
				if d.class == data.RankedClass && math.Round(100*total[j]) > math.Round(100*total[i]) {
					rank++
				}
			}
			ranks = append(ranks, rank)
		}
		return ranks
	}
	base := totals("")
	before := rankOf(base)
	require.Len(t, before, 103)
	var squares float64
	r := map[string]float64{}
	for _, in := range f.Measured() {
		x := make([]float64, len(all))
		for i := range x {
			x[i] = score(in, i)
		}
		r[in.Code] = pearson(x, base)
		squares += r[in.Code] * r[in.Code]
	}
	require.Len(t, a.indicators, 13)
	var shares float64
	for _, got := range a.indicators {
		assert.InDelta(t, r[got.code], got.total, 1e-9, got.code)
		assert.InDelta(t, r[got.code]*r[got.code]/squares, got.linear, 1e-9, got.code)
		assert.InDelta(t, got.linear, got.share, 0.03, "a curve and a straight line do not differ much here")
		shares += got.share
		after := rankOf(totals(got.code))
		shift, replaced := 0, 0
		var s, inX, inY float64
		for i := range before {
			shift = max(shift, max(before[i]-after[i], after[i]-before[i]))
			if before[i] <= first && after[i] > first {
				replaced++
			}
			for j := range i {
				x, y := sign(before[i]-before[j]), sign(after[i]-after[j])
				s, inX, inY = s+x*y, inX+x*x, inY+y*y
			}
		}
		assert.InDelta(t, s/math.Sqrt(inX*inY), got.tau, 1e-9, got.code)
		assert.Equal(t, shift, got.shift, got.code)
		assert.Equal(t, replaced, got.replaced, got.code)
	}
	assert.InDelta(t, 1, shares, 1e-9)
}

func sign(x int) float64 {
	switch {
	case x > 0:
		return 1
	case x < 0:
		return -1
	}
	return 0
}

func pearson(x, y []float64) float64 {
	var mx, my float64
	for i := range x {
		mx += x[i] / float64(len(x))
		my += y[i] / float64(len(y))
	}
	var xy, xx, yy float64
	for i := range x {
		xy += (x[i] - mx) * (y[i] - my)
		xx += (x[i] - mx) * (x[i] - mx)
		yy += (y[i] - my) * (y[i] - my)
	}
	return xy / math.Sqrt(xx*yy)
}

func TestFigures(t *testing.T) {
	for x, want := range map[float64]string{0: "0.00", 9.994: "9.99", 12.34: "12.3", 123.4: "123", 1234.5: "1,235", -1234567: "-1,234,567"} {
		assert.Equal(t, want, short(x))
	}
	assert.Equal(t, "< 0.001", chance(1e-9))
	assert.Equal(t, "0.012", chance(0.0123))
	assert.Equal(t, "0.00", fixed(-0.001, 2))
}
