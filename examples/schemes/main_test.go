package main

import (
	"errors"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"reflect"
	"regexp"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/countyeval/countyeval/examples/henan/data"
	"github.com/countyeval/countyeval/examples/internal/terminal"
	"github.com/countyeval/countyeval/indicators/basis"
	"github.com/countyeval/countyeval/weights"
)

var update = flag.Bool("update", false, "write the golden files anew")

// started runs the program with LANG.
func started(lang string, args ...string) (status int, out, complaint string) {
	var stdout, stderr strings.Builder
	env := func(name string) string { return map[string]string{"LANG": lang}[name] }
	status = run(args, env, &stdout, &stderr)
	return status, stdout.String(), stderr.String()
}

// printed runs the program, which must not fail.
func printed(t *testing.T, lang string) string {
	t.Helper()
	status, out, complaint := started("", "-lang", lang)
	require.Equal(t, exitOK, status, complaint)
	require.Empty(t, complaint)
	return out
}

func compared(t *testing.T) *comparison {
	t.Helper()
	c, err := newComparison()
	require.NoError(t, err)
	return c
}

func TestGolden(t *testing.T) {
	for _, lang := range []string{chinese, english} {
		golden := filepath.Join("testdata", "golden", lang+".txt")
		out := printed(t, lang)
		if *update {
			require.NoError(t, os.MkdirAll(filepath.Dir(golden), 0o750))
			require.NoError(t, os.WriteFile(golden, []byte(out), 0o600))
		}
		want, err := os.ReadFile(golden)
		require.NoError(t, err)
		is, not := strings.Split(out, "\n"), strings.Split(string(want), "\n")
		for i := range min(len(is), len(not)) {
			require.Equal(t, not[i], is[i], "%s, line %d (go test -update writes the file anew)", golden, i+1)
		}
		assert.Len(t, is, len(not))
		for i, l := range is {
			assert.LessOrEqual(t, terminal.Width(l), 118, "%s, line %d", golden, i+1)
			assert.NotContains(t, l, "%!", "line %d", i+1)
		}
	}
}

func TestLanguageAndStatus(t *testing.T) {
	zh, en := printed(t, chinese), printed(t, english)
	for lang, want := range map[string]string{"zh_CN.UTF-8": zh, "en_US.UTF-8": en, "": en} {
		status, out, complaint := started(lang)
		assert.Equal(t, exitOK, status)
		assert.Empty(t, complaint)
		assert.Equal(t, want, out, lang)
	}
	assert.NotRegexp(t, `\p{Han}`, en)

	status, out, complaint := started("zh", "-h")
	assert.Equal(t, exitOK, status)
	assert.Contains(t, out, "比较各种赋权方法")
	assert.Contains(t, out, "-lang zh")
	assert.Empty(t, complaint)
	for _, args := range [][]string{{"-lang", "fr"}, {"-what"}, {"henan"}} {
		status, out, complaint := started("", args...)
		assert.Equal(t, exitFlag, status, args)
		assert.Empty(t, out, args)
		assert.Contains(t, complaint, "Compares weighting schemes", args)
	}
	var stderr strings.Builder
	assert.Equal(t, exitInput, run(nil, os.Getenv, fullDisk{}, &stderr))
	assert.Contains(t, stderr.String(), "no space")
}

type fullDisk struct{}

func (fullDisk) Write([]byte) (int, error) { return 0, errors.New("no space") }

// TestNames: the page names counties of grade A under the declared weights and no
// others.
func TestNames(t *testing.T) {
	c := compared(t)
	zh, en := printed(t, chinese), printed(t, english)
	first := map[string]bool{}
	for _, p := range c.declared().ranking.Places {
		if p.Grade == best {
			first[p.Unit.Code] = true
			assert.Contains(t, zh, p.Unit.Name)
			assert.Contains(t, en, p.Unit.Tags.Get("name_en"))
		}
	}
	require.Len(t, first, 20)
	for _, u := range c.declared().result.Prepared.Units() {
		if !first[u.Code] {
			assert.NotContains(t, zh, u.Name)
			assert.NotRegexp(t, `\b`+regexp.QuoteMeta(u.Tags.Get("name_en"))+`(\W|$)`, en)
		}
	}
}

// TestAllSchemes: every scheme of package weights is on the page, or the page says
// why not.
func TestAllSchemes(t *testing.T) {
	files, err := filepath.Glob("../../weights/*.go")
	require.NoError(t, err)
	method := regexp.MustCompile(`(?m)^func \((?:\w+ )?\*?(\w+)\) Weigh\(`)
	var exist []string
	for _, file := range files {
		text, err := os.ReadFile(file)
		require.NoError(t, err)
		for _, m := range method.FindAllStringSubmatch(string(text), -1) {
			if !strings.HasSuffix(file, "_test.go") {
				exist = append(exist, m[1])
			}
		}
	}
	require.Greater(t, len(exist), 25)

	c := compared(t)
	run := map[string]bool{"Func": true} // an adapter
	for _, r := range c.rows {
		run[reflect.TypeOf(r.scheme).Name()] = true
		if by, ok := r.scheme.(weights.PerGroup); ok {
			for _, s := range by.By {
				run[reflect.TypeOf(s).Name()] = true
			}
		}
	}
	for _, lang := range []string{chinese, english} {
		w := newWords(lang)
		for _, s := range exist {
			assert.True(t, run[s] || strings.Contains(w.rest, s), "%s is neither run nor explained", s)
		}
		seen := map[string]bool{}
		for _, r := range c.rows {
			assert.NotEmpty(t, w.schemes[r.key], r.key)
			assert.False(t, seen[w.schemes[r.key]], w.schemes[r.key])
			seen[w.schemes[r.key]] = true
		}
	}
}

// TestDeclared: the first row is the main example, land and all.
func TestDeclared(t *testing.T) {
	c := compared(t)
	base := c.declared()
	assert.Equal(t, "declared", base.key)
	henan, err := os.ReadFile("../henan/testdata/golden/zh.txt")
	require.NoError(t, err)
	for _, p := range base.ranking.Places[:20] {
		assert.Regexp(t, fmt.Sprintf(`(?m)^ *%d %s.* %s .* A .*\D%d +▲?[0-9.]+ +991$`, p.Rank, p.Unit.Name, fixed(p.Score, 2), base.land[p.Unit.Code]), string(henan))
	}
	assert.Contains(t, string(henan), "奖励 "+mu(2*int64(base.total))+"+")
	assert.Zero(t, base.moved)
	for _, r := range c.others() {
		if r.key == "equal" {
			assert.Contains(t, string(henan), "等权 τ="+fixed(r.kendall, 3))
		}
	}
}

// TestRefusals: what refuses does so for the reason that the page gives, and the
// variant that it proposes works.
func TestRefusals(t *testing.T) {
	c := compared(t)
	w := newWords(english)
	p := &page{comparison: c, w: w}
	var keys []string
	for _, r := range c.refused() {
		keys = append(keys, r.key)
		require.ErrorIs(t, r.refused, basis.ErrDomain)
		assert.NotContains(t, p.reason(r), "outside the domain", "the reason is in words of the page")
		other := w.instead[r.key]
		require.NotEmpty(t, other, r.key)
		assert.NoError(t, c.rows[p.number(other)-1].refused)
	}
	assert.Equal(t, []string{"merec", "cilos", "idocriw", "pca", "balance", "game"}, keys)

	zeros, with := 0, map[string]bool{}
	for _, in := range c.framework.Measured() {
		for _, x := range c.declared().result.Scores(in.Code).All() {
			if x == 0 {
				zeros++
				with[in.Code] = true
			}
		}
	}
	assert.Equal(t, fmt.Sprintf("needs positive scores, but %d are 0 (in %d indicators)", zeros, len(with)), p.reason(c.refused()[0]))

	r := &row{refused: fmt.Errorf("judge: %w", errors.Join(weights.ErrInconsistent, basis.ErrWeights))}
	assert.Equal(t, "judge: judgements contradict each other; weights", p.reason(r), "an error that nobody thought of is printed as it is")
}

// TestMadeUp: the made-up judgements are those that the page describes.
func TestMadeUp(t *testing.T) {
	f, _, err := data.Read()
	require.NoError(t, err)
	ahp, err := weights.AHP{Judgements: judgements(f, byOne)}.Solve([]string{"scale", "structure", "efficiency", "talent"})
	require.NoError(t, err)
	assert.Equal(t, [][]float64{{1, 1, 1. / 2, 2}, {1, 1, 1. / 2, 2}, {2, 2, 1, 3}, {1. / 2, 1. / 2, 1. / 3, 1}}, ahp.Matrix)
	c := compared(t)
	for _, r := range c.rows {
		if r.key == "bwm" { // from place to place half: 2, 2, 4, 1
			for code, want := range map[string]float64{"scale": 2. / 9, "structure": 2. / 9, "efficiency": 4. / 9, "talent": 1. / 9} {
				assert.InDelta(t, want, r.weights[code], 1e-12, code)
			}
		}
		if r.key == "budget" { // declared 25, 25, 30, 20 with one of them doubled
			assert.InDelta(t, (50./125+25./125+25./130+25./120)/4, r.weights["scale"], 1e-12)
		}
	}
}

// TestWarned counts the warnings of skewness and no others.
func TestWarned(t *testing.T) {
	assert.Equal(t, 1, warned([]error{errors.New("odd"), fmt.Errorf("class: %w", weights.ErrSkewed)}))
}
