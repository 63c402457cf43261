package main

import (
	"go/ast"
	"go/parser"
	"go/token"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/countyeval/countyeval/evaluation"
	"github.com/countyeval/countyeval/evaluation/tables"
	"github.com/countyeval/countyeval/examples/henan/data"
)

// columns counts terminal columns in another way than the program: by script.
func columns(s string) int {
	n := 0
	for _, r := range s {
		n++
		if unicode.Is(unicode.Han, r) || r >= '\u3000' && r <= '\u303f' || r >= '\uff01' && r <= '\uff60' {
			n++
		}
	}
	return n
}

// Each number ends below the end of its heading, whatever the width of names and
// marks.
func TestTableAligns(t *testing.T) {
	for lang, heads := range map[string][]string{
		"zh": {"位次", "得分", "规模", "结构", "效益", "人才", "等权", "熵权", "土地亩", "COD吨/年", "资金万元"},
		"en": {"Rank", "Score", "Scale", "Struct.", "Effic.", "Talent", "Equal", "Entropy", "Land mu", "COD t/yr", "M yuan"},
	} {
		ends := map[string]int{}
		rows := 0
		for l := range strings.Lines(printed(t, "-lang", lang, "-all")) {
			l = strings.TrimRight(l, "\n")
			if strings.HasPrefix(l, heads[0]) {
				for _, h := range heads {
					at := strings.Index(l, h)
					require.GreaterOrEqual(t, at, 0, h)
					ends[h] = columns(l[:at+len(h)])
				}
				continue
			}
			if l == "" && rows > 0 {
				break // the end of the table
			}
			if len(ends) == 0 || len(strings.Fields(l)) < 14 {
				continue
			}
			rows++
			for _, h := range heads {
				head := prefix(l, ends[h])
				assert.NotEqual(t, " ", head[len(head)-1:], "%s of %q", h, l)
				if rest := strings.TrimPrefix(l, head); rest != "" {
					assert.Equal(t, " ", rest[:1], "%s of %q", h, l)
				}
			}
		}
		assert.Equal(t, 103, rows, lang)
	}
}

// prefix is the start of a line that takes n columns.
func prefix(l string, n int) string {
	for i := range l {
		if columns(l[:i]) == n {
			return l[:i]
		}
	}
	return l
}

func TestLinesFit(t *testing.T) {
	for _, lang := range []string{"zh", "en"} {
		for _, args := range [][]string{nil, {"-all"}, {"-explain", "410181"}, {"-explain", "411281"}, {"-weights", "mix"}} {
			for l := range strings.Lines(printed(t, append([]string{"-lang", lang}, args...)...)) {
				l = strings.TrimRight(l, "\n")
				assert.LessOrEqual(t, columns(l), 110, l)
				assert.Equal(t, strings.TrimRight(l, " "), l, "blanks at the end")
			}
		}
	}
}

// The page names counties of grade A alone, in both languages and under every
// weighting; -all names all.
func TestNamesOnlyTheBest(t *testing.T) {
	in, err := data.ReadInput("", "")
	require.NoError(t, err)
	for _, scheme := range data.SchemeNames() {
		for _, lang := range []string{"zh", "en"} {
			s, err := newStudy(in, scheme)
			require.NoError(t, err)
			p := page{study: s}
			require.NoError(t, p.Language.UnmarshalText([]byte(lang)))
			short := func(place evaluation.Place) string {
				name, _, _ := strings.Cut(p.Say(tables.UnitName(place.Unit)), " (")
				return name
			}
			best := s.grade("A")
			others := map[string]bool{} // what may be printed though a county below is called so, too
			for _, place := range append(slices.Clone(best), s.ranking.Apart...) {
				others[short(place)], others[p.Say(tables.RegionName(place.Unit))] = true, true
			}
			show := func(args ...string) string {
				return printed(t, append(args, "-lang", lang, "-weights", scheme)...)
			}
			pages := []string{show(), show("-explain", best[0].Unit.Code), show("-explain", best[len(best)-1].Unit.Code)}
			all := show("-all")
			hidden := 0
			for _, p := range s.ranking.Places {
				name := short(p)
				if mention(all, name) < 0 {
					t.Errorf("%s is not named with -all", name)
				}
				if p.Grade == "A" || others[name] {
					continue
				}
				hidden++
				for _, page := range pages {
					if at := mention(page, name); at >= 0 {
						t.Errorf("%s of grade %s is named: %s", name, p.Grade, page[at:min(at+60, len(page))])
					}
				}
			}
			assert.Greater(t, hidden, 75)
		}
	}
}

// mention finds a name in a page, not as a part of a longer word of Latin letters;
// -1: nowhere.
func mention(page, name string) int {
	for from := 0; ; {
		at := strings.Index(page[from:], name)
		if at < 0 {
			return -1
		}
		at += from
		from = at + len(name)
		before, _ := utf8.DecodeLastRuneInString(page[:at])
		after, _ := utf8.DecodeRuneInString(page[from:])
		if !unicode.Is(unicode.Latin, before) && !unicode.Is(unicode.Latin, after) {
			return at
		}
	}
}

// A county that is asked for by name is explained whatever its grade, but its
// neighbors are not named.
func TestExplainBelowTheBest(t *testing.T) {
	text := printed(t, "-lang", "zh", "-explain", "郸城县")
	assert.Contains(t, text, "郸城县")
	assert.NotContains(t, text, "沈丘县")
	assert.NotContains(t, text, "清丰县")
	assert.Contains(t, text, "B 等 1 县")
	assert.Contains(t, text, "C 等 1 县")
	text = printed(t, "-lang", "zh", "-all", "-explain", "郸城县")
	assert.Contains(t, text, "沈丘县")
	assert.Contains(t, text, "清丰县")
}

func TestExplainTies(t *testing.T) {
	text := printed(t, "-lang", "zh", "-explain", "新野县", "-all")
	assert.Contains(t, text, "并列第 71 位")
	assert.Contains(t, text, "与方城县并列")
}

func TestExplainByAnyName(t *testing.T) {
	want := printed(t, "-lang", "en", "-explain", "411025")
	assert.Equal(t, want, printed(t, "-lang", "en", "-explain", "襄城县"))
	assert.Equal(t, want, printed(t, "-lang", "en", "-explain", "Xiangcheng (Xuchang)"))
	assert.Contains(t, want, "Xiangcheng (Xuchang)")
	status, _, complaint := started(t, "", "-explain", "Xiangcheng")
	assert.Equal(t, 2, status)
	assert.Contains(t, complaint, "Xiangcheng (Xuchang), Xiangcheng (Zhoukou)")
}

// Both languages have every text, with the same verbs.
func TestWordsAreComplete(t *testing.T) {
	verbs := regexp.MustCompile(`%(\[\d+\])?[a-z]`)
	files, err := filepath.Glob("*.go")
	require.NoError(t, err)
	texts := 0
	for _, file := range files {
		parsed, err := parser.ParseFile(token.NewFileSet(), file, nil, 0)
		require.NoError(t, err)
		ast.Inspect(parsed, func(n ast.Node) bool {
			call, ok := n.(*ast.CallExpr)
			if !ok || len(call.Args) != 2 {
				return true
			}
			name, ok := call.Fun.(*ast.Ident)
			en, okEN := call.Args[0].(*ast.BasicLit)
			zh, okZH := call.Args[1].(*ast.BasicLit)
			if !ok || name.Name != "both" || !okEN || !okZH {
				return true
			}
			texts++
			assert.NotEqual(t, `""`, en.Value)
			assert.NotEqual(t, `""`, zh.Value, en.Value)
			assert.NotRegexp(t, `\p{Han}`, en.Value)
			assert.ElementsMatch(t, verbs.FindAllString(zh.Value, -1), verbs.FindAllString(en.Value, -1), en.Value)
			return true
		})
	}
	assert.Greater(t, texts, 100)
	for _, lang := range []string{"zh", "en"} {
		for _, args := range [][]string{nil, {"-all"}, {"-explain", "410182"}, {"-explain", "410212"}} {
			assert.NotContains(t, printed(t, append(args, "-lang", lang)...), "%!")
		}
	}
}

// Chinese text has Chinese punctuation.
func TestChinesePunctuation(t *testing.T) {
	half := regexp.MustCompile(`\p{Han}[,:;()]|[,:;()]\p{Han}`)
	for _, args := range [][]string{{"-all"}, {"-explain", "410182"}} {
		for l := range strings.Lines(printed(t, append(args, "-lang", "zh")...)) {
			assert.NotRegexp(t, half, l)
		}
	}
}
