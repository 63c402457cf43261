package scheme_test

import (
	"fmt"
	"os"
	"strconv"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/countyeval/countyeval/evaluation/scheme"
	"github.com/countyeval/countyeval/indicators/basis"
)

func TestSet(t *testing.T) {
	text, err := os.ReadFile(henan)
	require.NoError(t, err)
	out, err := scheme.Set(text, "henan.yaml", "framework[enterprises].full", 400)
	require.NoError(t, err)
	assert.Equal(t, strings.Replace(string(text), "full: 320\n", "full: 400\n", 1), string(out), "all else is as it was")

	for path, c := range map[string]struct {
		value     any
		old, want string
	}{
		"title.zh": {"开发区: 第 2 版", "zh: 开发区", `zh: "开发区: 第 2 版"`},
		"framework.indicators[0].indicators[0].full":      {25.5, "full: 20", "full: 25.5"},
		"framework[energy].name":                          {"Energy, total", "name: Energy", `name: "Energy, total"`},
		"framework.aux[0].period":                         {"2024", "period: 2023", `period: "2024"`},
		"decision.grader.quotas.grades[A].share":          {0.25, "share: 0.4", "share: 0.25"},
		"decision.grader.quotas.grades[1].rest":           {true, "rest: true", "rest: true"},
		"plans[Land].pool.amount":                         {120, "amount: 100", "amount: 120"},
		`plans["Land"].clauses[2].cap_at.figure`:          {"levy", "figure: land", "figure: levy"},
		"plans[Land].clauses[2].cap_at.rate":              {1, "rate: 0.5", "rate: 1"},
		"model.normalize":                                 {"rank", "normalize: min_max", "normalize: rank"},
		"framework.indicators[0].indicators[0].formula":   {"100 * levy / land", "formula: levy / land", "formula: 100 * levy / land"},
		"framework.indicators[output].indicators[1].full": {12, "weight: 20, zero: 0, full: 10", "weight: 20, zero: 0, full: 12"},
	} {
		out, err := scheme.Set([]byte(small), "small.yaml", path, c.value)
		require.NoError(t, err, path)
		assert.Equal(t, with(t, c.old, c.want), string(out), path)
	}
	for path, c := range map[string]struct {
		value any
		want  string
	}{
		"framework[tax].weight":        {30, "weights in output sum to 50, not 60"},
		"framework[tax].fule":          {30, `the file has no "fule" there`},
		"framework[teaxes].full":       {30, `the file has no "teaxes" there`},
		"framework.indicators[7].code": {"x", `the file has no "7" there`},
		"framework[tax]":               {30, "no single value"},
		"framework":                    {30, "no single value"},
		"":                             {30, "not of the form"},
		"a..b":                         {30, "not of the form"},
		"a[":                           {30, "not of the form"},
		"a[0]b":                        {30, "not of the form"},
		"title.en":                     {[]string{"x"}, "no text, number, true or false"},
		"title.zh":                     {func() {}, "is a function"},
		"model.normalize":              {"ranks", `did you mean "rank"?`},
		"plans[Land].pool.amount":      {"much", "stands where a number should"},
	} {
		_, err := scheme.Set([]byte(small), "small.yaml", path, c.value)
		assert.ErrorContains(t, err, c.want, path)
	}
	_, err = scheme.Set([]byte("a: ["), "small.yaml", "a", 1)
	require.ErrorIs(t, err, basis.ErrSyntax)
}

// TestSetForms: values in every form that YAML has are replaced, or left to an editor.
func TestSetForms(t *testing.T) {
	for form, ok := range map[string]bool{
		"Zones": true, `"Zo\"nes"`: true, "'Zo''nes'": true, "'Zones' # note": true, "Zones # note": true, `&x Zones`: true, "!!str Zones": true,
		`"Zo # nes"   # note`: true, "Zo\n    nes": false, "\"Zo\n    nes\"": false, "|\n    Zones": false, ">-\n    Zones": false, `"区"`: true,
	} {
		text := fmt.Sprintf("scheme: 1\r\ntitle:\r\n  zh: 区 # 名\n  en: %s\nframework: {indicators: [{code: a}]}\n", form)
		out, err := scheme.Set([]byte(text), "x.yaml", "title.en", "New: one")
		if !ok {
			require.ErrorContains(t, err, "an editor has to change", form)
			continue
		}
		require.NoError(t, err, form)
		note := ""
		if i := strings.LastIndex(form, "#"); strings.HasSuffix(form, "# note") {
			note = form[len(strings.TrimRight(form[:i], " ")):]
		}
		for _, tag := range []string{"&x ", "!!str "} {
			if strings.HasPrefix(form, tag) {
				note = "" + note
				assert.Contains(t, string(out), "en: "+tag+`"New: one"`)
			}
		}
		assert.Contains(t, string(out), `"New: one"`+note+"\nframework", form)
		assert.True(t, strings.HasPrefix(string(out), text[:strings.Index(text, "en:")]), form)
	}
	alias := "scheme: 1\ntitle: {en: &x A, zh: *x}\nframework: {indicators: [{code: a}]}\n"
	_, err := scheme.Set([]byte(alias), "x.yaml", "title.zh", "B")
	require.ErrorContains(t, err, "an alias stands there")
}

// TestSetEach: every single value of a file can be set to what it is, which changes no
// other line, and keeps what the file says.
func TestSetEach(t *testing.T) {
	text, err := os.ReadFile(henan)
	require.NoError(t, err)
	n, err := scheme.ParseYAML(text, "henan.yaml")
	require.NoError(t, err)
	before := strings.Split(string(text), "\n")
	want, err := scheme.Read(text, "henan.yaml")
	require.NoError(t, err)
	count := 0
	var walk func(path string, n *basis.Node)
	walk = func(path string, n *basis.Node) {
		for i := range n.Items {
			walk(path+"["+strconv.Itoa(i)+"]", &n.Items[i])
		}
		for i := range n.Members {
			walk(strings.TrimPrefix(path+"."+n.Members[i].Key, "."), &n.Members[i].Value)
		}
		if len(n.Items)+len(n.Members) > 0 {
			return
		}
		var value any = n.Text
		switch n.Kind {
		case basis.NodeNumber:
			value, err = strconv.ParseFloat(n.Text, 64)
			require.NoError(t, err)
		case basis.NodeBool:
			value = n.Text == "true"
		}
		out, err := scheme.Set(text, "henan.yaml", path, value)
		require.NoError(t, err, path)
		after := strings.Split(string(out), "\n")
		require.Len(t, after, len(before), path)
		for i := range before {
			if i != n.Line-1 {
				require.Equal(t, before[i], after[i], path)
			}
		}
		if count++; count%10 == 0 {
			back, err := scheme.Read(out, "henan.yaml")
			require.NoError(t, err)
			require.Equal(t, want, back, path)
		}
	}
	walk("", n)
	require.Greater(t, count, 200)
}
