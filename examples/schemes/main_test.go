package main

import (
	"bytes"
	"fmt"
	"math"
	"os"
	"path/filepath"
	"reflect"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/countyeval/countyeval/evaluation"
	"github.com/countyeval/countyeval/evaluation/tables"
	"github.com/countyeval/countyeval/examples/henan/data"
	"github.com/countyeval/countyeval/examples/internal/pages"
	"github.com/countyeval/countyeval/indicators/basis"
	"github.com/countyeval/countyeval/weights"
)

func page(t *testing.T, lang basis.Language, all bool) string {
	t.Helper()
	var out bytes.Buffer
	require.NoError(t, compare(&out, tables.TextOptions{Language: lang}, "", "", all))
	return out.String()
}

func TestGolden(t *testing.T) {
	for _, lang := range []basis.Language{basis.English, basis.Chinese} {
		pages.Golden(t, lang.String()+".txt", page(t, lang, false))
		pages.Golden(t, "all-"+lang.String()+".txt", page(t, lang, true))
	}
}

// compared are all schemes that do not refuse, and what each changes.
func compared(t *testing.T) (evaluation.SchemeComparison, []change) {
	t.Helper()
	f, table, err := data.Read()
	require.NoError(t, err)
	schemes := map[string]weights.Scheme{}
	for _, x := range candidates(f) {
		if _, err := data.Model(x.scheme).Evaluate(table, nil); err == nil {
			schemes[x.name.English] = x.scheme
		}
	}
	c, err := evaluation.CompareSchemes(data.Model(nil), table, nil, schemes, data.Decision())
	require.NoError(t, err)
	changes, err := changesOf(c, table)
	require.NoError(t, err)
	return c, changes
}

// TestBefore: the figures are those of the page that this program printed when it was
// longer: tau, shifts and land of each scheme, who leaves and enters, the matrix.
func TestBefore(t *testing.T) {
	b, err := os.ReadFile(filepath.Join("testdata", "before", "en.txt"))
	require.NoError(t, err)
	before := string(b)
	c, changes := compared(t)
	since := []string{"fuzzy AHP*", "independence"} // schemes that came later
	changes = slices.DeleteFunc(changes, func(x change) bool { return slices.Contains(since, x.name) })
	require.Len(t, changes, 32)
	begin, end := strings.Index(before, "2. Weights"), strings.Index(before, "3. Who leaves")
	sheet := changeSheet(changes[1:], nil)
	n, lost := pages.Kept(before[begin:end], sheet, basis.English, func(cells []string) string { return cells[0] },
		"scheme", "out of grade A", "into it, from rank")
	assert.Empty(t, lost)
	assert.Equal(t, 31*3, n)

	moves, matrix := sections(before)
	for _, x := range changes[1:] {
		want := "The list stays"
		if len(x.leave) > 0 {
			want = "out " + names(x.leave).Text.English + "; in ranks " + ranks(x.enter).Text.English
		}
		assert.Equal(t, want, strings.ReplaceAll(moves[x.name], "in rank ", "in ranks "), x.name)
	}
	number := map[string]string{} // of a scheme in table 2
	for _, m := range regexp.MustCompile(`(?m)^ *(\d+) (\S.*?) +\d+\.\d→`).FindAllStringSubmatch(before[begin:end], -1) {
		number[m[2]] = m[1]
	}
	require.Len(t, number, 32)
	for i, a := range c.Names {
		for j, b := range c.Names {
			if then, ok := matrix[number[a]+" "+number[b]]; ok {
				assert.Equal(t, then, fmt.Sprint(math.Round(100*c.Kendall[i][j])), "%s and %s", a, b)
			}
		}
	}
	assert.Len(t, matrix, 32*31/2)
}

// sections reads the two last parts of the page of before: what became of grade A under each
// scheme, and the matrix by two numbers of table 2.
func sections(before string) (moves, matrix map[string]string) {
	moves, matrix = map[string]string{}, map[string]string{}
	begin, end := strings.Index(before, "3. Who leaves"), strings.Index(before, "4. tau-b")
	_, text, _ := strings.Cut(before[begin:end], "\n")
	for item := range strings.SplitSeq(strings.Join(strings.Fields(text), " "), "· ") {
		head, tail, _ := strings.Cut(strings.TrimSpace(item), ": ")
		if head == "The list stays" {
			head, tail = tail, head
		}
		for name := range strings.SplitSeq(head, ", ") {
			moves[name] = tail
		}
	}
	var columns []string
	for line := range strings.Lines(before[end:strings.Index(before, "5. The declared")]) {
		cells := strings.Fields(line)
		switch {
		case len(cells) == 0 || cells[0] == "4.":
		case columns == nil:
			columns = cells
		default:
			values := strings.Fields(string([]rune(line)[18:])) // behind number and name
			for k, x := range values {
				matrix[cells[0]+" "+columns[k]] = x
			}
		}
	}
	return moves, matrix
}

// TestNames: the page without -all names counties of grade A under the declared weights
// and no others.
func TestNames(t *testing.T) {
	_, changes := compared(t)
	zh, en := page(t, basis.Chinese, false), page(t, basis.English, false)
	for _, p := range changes[0].ranking.Places {
		if p.Grade != best {
			assert.NotContains(t, zh, p.Unit.Name)
			assert.NotRegexp(t, `\b`+regexp.QuoteMeta(p.Unit.Tags.Get("name_en"))+`(\W|$)`, en)
		}
	}
	assert.Contains(t, zh, "孟州市")
}

// TestAllSchemes: every scheme of package weights is tried.
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
	f, _, err := data.Read()
	require.NoError(t, err)
	// Fixed are numbers put in directly, PerClass is one scheme a class, Func an adapter, and
	// Delphi has the weights of its last round, a budget.
	tried := []string{"Fixed", "PerClass", "Func", "Delphi"}
	names := map[string]bool{}
	for _, x := range candidates(f) {
		assert.False(t, names[x.name.English] || names[x.name.Chinese], x.name)
		names[x.name.English], names[x.name.Chinese] = true, true
		tried = append(tried, reflect.TypeOf(x.scheme).Name())
		if by, ok := x.scheme.(weights.PerGroup); ok {
			for _, s := range by.By {
				tried = append(tried, reflect.TypeOf(s).Name())
			}
		}
	}
	for _, s := range exist {
		assert.True(t, slices.Contains(tried, s), "%s is not tried", s)
	}
}

// TestDeclared: the first row is the main example, land and all.
func TestDeclared(t *testing.T) {
	_, changes := compared(t)
	base := changes[0]
	henan, err := os.ReadFile("../henan/testdata/golden/zh.txt")
	require.NoError(t, err)
	for i, p := range base.ranking.Places[:20] {
		assert.Regexp(t, fmt.Sprintf(`(?m)^ *%d %s.* %s .* A .*\D%d +▲?[0-9.]+ +991$`, p.Rank, p.Unit.Name,
			strconv.FormatFloat(p.Score, 'f', 2, 64), base.land.Awards[i].Amount), string(henan))
	}
	assert.Zero(t, base.moved.Sign())
	for _, x := range changes {
		if x.name == "equal" {
			assert.Contains(t, string(henan), fmt.Sprintf("等权 τ=%.3f", x.comparison.Kendall))
		}
	}
}

// TestRefusals: the schemes that need positive scores or weights refuse, with -all alone.
func TestRefusals(t *testing.T) {
	f, table, err := data.Read()
	require.NoError(t, err)
	var refused []string
	for _, x := range candidates(f) {
		if _, err := data.Model(x.scheme).Evaluate(table, nil); err != nil {
			require.ErrorIs(t, err, basis.ErrDomain)
			refused = append(refused, x.name.English)
			assert.False(t, x.main)
		}
	}
	assert.Equal(t, []string{"MEREC", "CILOS", "IDOCRIW", "PCA", "balance", "game theory"}, refused)
	assert.Contains(t, page(t, basis.English, true), "MEREC refused (63 reasons)")
}

// TestMadeUp: the made-up judgements are those that the page describes.
func TestMadeUp(t *testing.T) {
	f, _, err := data.Read()
	require.NoError(t, err)
	codes := []string{"scale", "structure", "efficiency", "talent"}
	ahp, err := weights.AHP{Judgements: judgements(f, byOne)}.Solve(codes)
	require.NoError(t, err)
	assert.Equal(t, [][]float64{{1, 1, 1. / 2, 2}, {1, 1, 1. / 2, 2}, {2, 2, 1, 3}, {1. / 2, 1. / 2, 1. / 3, 1}}, ahp.Matrix)
	g := weights.Group{Parent: "overall", Codes: codes}
	bwm, err := weights.Of(nil, bestWorst(f), g) // from place to place half: 2, 2, 4, 1
	require.NoError(t, err)
	assert.InDeltaSlice(t, []float64{2. / 9, 2. / 9, 4. / 9, 1. / 9}, bwm, 1e-12)
	budget, err := weights.Of(nil, panel(f), g) // declared 25, 25, 30, 20 with one of them doubled
	require.NoError(t, err)
	assert.InDelta(t, (50./125+25./125+25./130+25./120)/4, budget[0], 1e-12)
}

// TestOwn: indicators of one's own are compared too, without a column for land.
func TestOwn(t *testing.T) {
	dir := t.TempDir()
	framework, table := filepath.Join(dir, "framework.json"), filepath.Join(dir, "table.csv")
	require.NoError(t, os.WriteFile(framework, []byte(`{"code": "overall", "children": [{"code": "a", "weight": 2}, {"code": "b", "weight": 1}]}`), 0o600))
	require.NoError(t, os.WriteFile(table, []byte("code,a,b\n1,1,7\n2,2,3\n3,3,5\n4,5,1\n5,4,4\n"), 0o600))
	var out bytes.Buffer
	require.NoError(t, compare(&out, tables.TextOptions{}, framework, table, false))
	assert.Regexp(t, `(?m)^equal +0\.\d+ +2 +–`, out.String())
	require.ErrorIs(t, compare(&out, tables.TextOptions{}, framework, filepath.Join(dir, "none.csv"), false), os.ErrNotExist)
}
