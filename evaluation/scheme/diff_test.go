package scheme_test

import (
	"bytes"
	"os"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/countyeval/countyeval/evaluation"
	"github.com/countyeval/countyeval/evaluation/incentive"
	"github.com/countyeval/countyeval/evaluation/scheme"
	"github.com/countyeval/countyeval/evaluation/tables"
	"github.com/countyeval/countyeval/indicators/basis"
)

// replaced is the small scheme with pairs of texts replaced.
func replaced(t testing.TB, pairs ...string) scheme.Scheme {
	t.Helper()
	text := small
	for i := 0; i < len(pairs); i += 2 {
		require.Equal(t, 1, strings.Count(text, pairs[i]), pairs[i])
		text = strings.Replace(text, pairs[i], pairs[i+1], 1)
	}
	s, err := scheme.Read([]byte(text), "new.yaml")
	require.NoError(t, err)
	return s
}

func TestDiff(t *testing.T) {
	was := replaced(t)
	for name, c := range map[string]struct {
		pairs  []string
		en, zh []string
	}{
		"nothing": {nil, nil, nil},
		"weights": {
			[]string{"weight: 40, zero: 0, full: 20", "weight: 45, zero: 0, full: 20", "weight: 20, zero", "weight: 15, zero"},
			[]string{"weight of Tax per mu: 40 -> 45", "weight of growth: 20 -> 15"},
			[]string{"亩均税收的权重：40 → 45", "growth的权重：20 → 15"},
		},
		"a point, and a cap that goes": {
			[]string{"zero: 2, full: 0.5", "zero: 2.5, full: 0.5", "      - cap_at: {figure: land, rate: 0.5}\n", ""},
			[]string{"zero point of Energy: 2 -> 2.5", "Land, article: cap: 0.5 x land -> none"},
			[]string{"Energy的零分值：2 → 2.5", "Land，条款：上限：0.5×land → 无"},
		},
		"methods": {
			[]string{"normalize: min_max", "normalize: {clip: {of: min_max}}\n  weigh: entropy\n  steps: [formulas, median]"},
			[]string{"normalization: min_max -> {clip: {of: min_max}}", "steps: none -> [formulas, median]", "weighting: none -> entropy"},
			[]string{"无量纲化：min_max → {clip: {of: min_max}}", "步骤：无 → [formulas, median]", "赋权：无 → entropy"},
		},
		"steps": {
			[]string{"normalize: min_max", "normalize: min_max\n  steps: [formulas, {winsorize: {}}, median]"},
			[]string{"steps: none -> [formulas, winsorize, median]"},
			nil,
		},
		"grades": {
			[]string{"share: 0.4", "share: 0.2, rounding: ceil", "        - {grade: B, rest: true}", "        - {grade: B, share: 0.5}\n        - {grade: C, rest: true}"},
			[]string{
				"decision, grades, quotas, grades, A, share: 0.4 -> 0.2", "decision, grades, quotas, grades, A, rounding: none -> ceil", "decision, grades, quotas, grades, B, the rest: true -> none",
				"decision, grades, quotas, grades, B, share: none -> 0.5", "decision, grades, quotas, grades, C: none -> {grade: C, rest: true}",
			},
			nil,
		},
		"an indicator that comes, one that goes": {
			[]string{"        - {code: growth, weight: 20, zero: 0, full: 10}\n", "        - {code: new, weight: 20}\n"},
			[]string{"indicator growth: {code: growth, weight: 20, zero: 0, full: 10} -> none", "indicator new: none -> {code: new, weight: 20}"},
			[]string{"指标growth：{code: growth, weight: 20, zero: 0, full: 10} → 无", "指标new：无 → {code: new, weight: 20}"},
		},
		"pools": {
			[]string{"plans:", "plans:\n  - {pool: {name: Money, name_zh: 资金, measure: {name: yuan}, amount: 5}}", "amount: 100", "amount: 120"},
			[]string{"Land, pool, amount: 100 -> 120", "Money: none -> {pool: {name: Money, name_zh: 资金, measure: {name: yuan}, amount: 5}}"},
			[]string{"Land，总盘，总量：100 → 120", "资金：无 → {pool: {name: Money, name_zh: 资金, measure: {name: yuan}, amount: 5}}"},
		},
		"titles and orders": {
			[]string{"{en: Zones, zh: 开发区}", "{en: Parks, zh: 开发区}", "      - grades: [A]\n      - by_score: {base: 0}\n", "      - by_score: {base: 0}\n      - grades: [A]\n", "sum: 100", "code: all\n  sum: 100"},
			[]string{"title, en: Zones -> Parks", "code of the framework: none -> all", "order of Land, articles: grades, by_score, cap_at -> by_score, grades, cap_at"},
			[]string{"名称，en：Zones → Parks", "指标体系的code：无 → all", "Land，条款的次序：grades, by_score, cap_at → by_score, grades, cap_at"},
		},
		"an article that says something else": {
			[]string{"rate: 0.5", "rate: 1"},
			[]string{"Land, article: cap: 0.5 x land -> cap: land"},
			nil,
		},
	} {
		t.Run(name, func(t *testing.T) {
			is := replaced(t, c.pairs...)
			changes, err := scheme.Diff(was, is)
			require.NoError(t, err)
			var en, zh []string
			step := was
			for _, x := range changes {
				en, zh = append(en, x.Text().English), append(zh, x.Text().Chinese)
				step, err = x.With(step)
				require.NoError(t, err)
			}
			assert.Equal(t, c.en, en)
			if c.zh != nil {
				assert.Equal(t, c.zh, zh)
			}
			assert.Equal(t, is, step, "all changes together are the later version")
		})
	}
}

// TestDiffBack: all changes made one after the other lead from any scheme to any other.
func TestDiffBack(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		a := scheme.Scheme{Version: 1, Framework: drawFramework(t)}
		b := scheme.Scheme{Version: 1, Framework: drawFramework(t)}
		for _, s := range []*scheme.Scheme{&a, &b} {
			m := maker{t: t, depth: 3}
			s.Title.Chinese = m.text()
			s.Basis = []scheme.Text{{English: m.text()}}[:rapid.IntRange(0, 1).Draw(t, "basis")]
			for _, name := range rapid.Permutation([]string{"x", "y", "z"}).Draw(t, "pools")[:rapid.IntRange(0, 3).Draw(t, "n")] {
				s.Plans = append(s.Plans, incentive.Plan{
					Pool:    incentive.Pool{Name: name, Measure: incentive.Measure{Name: "mu"}, Amount: float64(rapid.IntRange(0, 3).Draw(t, "amount"))},
					Clauses: rapid.SampledFrom([][]incentive.Clause{nil, {incentive.Grades{"A"}}, {incentive.Grades{"B"}, incentive.ByScore{Base: 1}}, {incentive.ByScore{Base: 1}, incentive.Grades{"B"}}}).Draw(t, "clauses"),
				})
			}
		}
		changes, err := scheme.Diff(a, b)
		require.NoError(t, err)
		step := a
		for _, c := range changes {
			step, err = c.With(step)
			require.NoError(t, err, c.Path)
		}
		want, err := scheme.Marshal(b)
		require.NoError(t, err)
		got, err := scheme.Marshal(step)
		require.NoError(t, err)
		require.Equal(t, string(want), string(got))
		none, err := scheme.Diff(b, step)
		require.NoError(t, err)
		require.Empty(t, none)
	})
}

// TestDiffSteps: of two lists of methods single ones are told.
func TestDiffSteps(t *testing.T) {
	was := replaced(t, "normalize: min_max", "steps: [formulas, {winsorize: {}}, median]")
	is := replaced(t, "normalize: min_max", "steps: [formulas, mean, {winsorize: {columns: [energy]}}]")
	changes, err := scheme.Diff(was, is)
	require.NoError(t, err)
	var said []string
	for _, c := range changes {
		said = append(said, c.Text().English)
	}
	assert.Equal(t, []string{"steps, winsorize: winsorize -> {winsorize: {columns: [energy]}}", "steps, median: median -> none", "steps, mean: none -> mean"}, said)
}

func TestEffects(t *testing.T) {
	was, err := scheme.OpenFile(henan)
	require.NoError(t, err)
	text, err := os.ReadFile(henan)
	require.NoError(t, err)
	for _, x := range []struct {
		path  string
		value any
	}{{"framework[sec_va].weight", 10}, {"framework[enterprises].weight", 15}, {"framework[loans_to_gdp].full", 200}, {"decision.grader.quotas.grades[A].share", 0.25}, {"plans[Land].pool.amount", 12000}} {
		if x.path == "framework[sec_va].weight" {
			text = bytes.Replace(text, []byte("  sum: 100"), []byte("  # sum: 100"), 1)
		}
		text, err = scheme.Set(text, "is.yaml", x.path, x.value)
		require.NoError(t, err)
	}
	text = bytes.Replace(text, []byte("  # sum: 100"), []byte("  sum: 100"), 1)
	dir := t.TempDir()
	require.NoError(t, os.WriteFile(dir+"/is.yaml", text, 0o600))
	is, err := scheme.OpenFile(dir + "/is.yaml")
	require.NoError(t, err)
	effects, err := scheme.Effects(was, is, counties(t, was))
	require.NoError(t, err)
	require.Len(t, effects, 6)
	assert.True(t, effects[5].Together)
	assert.Zero(t, effects[3].Moved, "a share of grades moves no rank")
	assert.Len(t, effects[3].Regraded, 10, "25 instead of 20 of 103 are A, and 5 more B")
	assert.Zero(t, effects[4].Moved)
	assert.Empty(t, effects[4].Regraded)
	for _, e := range effects {
		require.NoError(t, e.Err)
		assert.Len(t, e.Awards, 3)
	}
	var b bytes.Buffer
	for _, lang := range []basis.Language{basis.English, basis.Chinese} {
		require.NoError(t, tables.WriteMarkdown(&b, scheme.Compared(effects), tables.MarkdownOptions{Language: lang}))
	}
	const golden = "testdata/effects.md"
	if os.Getenv("COUNTYEVAL_UPDATE") != "" {
		require.NoError(t, os.WriteFile(golden, b.Bytes(), 0o600))
	}
	want, err := os.ReadFile(golden)
	require.NoError(t, err)
	assert.Equal(t, string(want), b.String())
}

// TestEffectsThatCannotBe: a change that cannot be made alone says why, and so does a
// scheme that cannot be carried out at all.
func TestEffectsThatCannotBe(t *testing.T) {
	was, table := opened(t, nil)
	is := read(t, nil, "zero: 2, full: 0.5", "zero: 2, full: 0.5, formula: land / waste", "    - {code: levy, period: 2023}", "    - {code: levy, period: 2023}\n    - {code: waste}", "normalize: min_max", "normalize: {z_score: {mean: 50}}")
	is.Rulings = []evaluation.Ruling{{Unit: "1", Effect: evaluation.NotRanked, Reason: "x", Document: "y"}}
	effects, err := scheme.Effects(was, is, table)
	require.NoError(t, err)
	require.Len(t, effects, 5)
	require.Error(t, effects[0].Err, "waste is no column yet")
	require.ErrorContains(t, effects[1].Err, "waste", "the table has no such column")
	require.NoError(t, effects[2].Err)
	assert.Equal(t, "rulings and figures of the year: scheme.yaml -> scheme.yaml", effects[3].Change.Text().English)
	assert.Equal(t, 1, effects[3].Moved, "丙 moves up behind 甲, which is not ranked")
	require.Error(t, effects[4].Err)
	sheet := scheme.Compared(effects)
	require.NoError(t, sheet.Check())
	_, err = scheme.Effects(is, was, table)
	require.ErrorContains(t, err, "the earlier version: ")

	changes, err := scheme.Diff(was.Scheme, is.Scheme)
	require.NoError(t, err)
	_, err = changes[0].With(scheme.Scheme{})
	require.ErrorIs(t, err, scheme.ErrPath)
	own := was.Scheme
	own.Model.Steps = append(own.Model.Steps, nil)
	_, err = scheme.Diff(own, own)
	require.NoError(t, err)
}
