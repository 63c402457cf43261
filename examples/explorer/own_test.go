package main

import (
	"encoding/xml"
	"errors"
	"io"
	"net/http"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/countyeval/countyeval/evaluation/scheme"
	"github.com/countyeval/countyeval/indicators"
	"github.com/countyeval/countyeval/indicators/basis"
	"github.com/countyeval/countyeval/indicators/prepare"
)

// hostile is a name that would like to be something else.
const hostile = `</script><script>alert(1)</script>"'><img src=x onerror=alert(2)>` + "\u202e" + `{{.}}&lt;`

// elements are the elements of a page, each as its name, and all texts and attributes.
func elements(t *testing.T, page string) (names map[string]int, texts string) {
	t.Helper()
	d := xml.NewDecoder(strings.NewReader(page))
	d.Strict, d.AutoClose, d.Entity = false, xml.HTMLAutoClose, xml.HTMLEntity
	names = map[string]int{}
	var all strings.Builder
	for {
		token, err := d.Token()
		if errors.Is(err, io.EOF) {
			return names, all.String()
		}
		require.NoError(t, err)
		switch x := token.(type) {
		case xml.StartElement:
			names[x.Name.Local]++
			for _, a := range x.Attr {
				assert.False(t, strings.HasPrefix(strings.ToLower(a.Name.Local), "on"), a.Name.Local)
				all.WriteString(a.Value + "\n")
			}
		case xml.CharData:
			all.Write(x)
		}
	}
}

// TestHostile: names of one's own data are text wherever they stand, in pages, figures,
// attributes and messages.
func TestHostile(t *testing.T) {
	quoted := "'" + strings.ReplaceAll(hostile, "'", "''") + "'"
	text := "scheme: 1\ntitle: {en: " + quoted + ", zh: " + quoted + "}\nframework:\n  sum: 10\n  indicators:\n" +
		"    - {code: a, name: " + quoted + ", name_zh: " + quoted + ", weight: 6, zero: 0, full: 10}\n    - {code: b, weight: 4, zero: 0, full: 10}\n" +
		"decision: {ties: {digits: 2}, grader: {quotas: {grades: [{grade: A, share: 0.5}, {grade: B, rest: true}]}}}\n" +
		"plans:\n  - {pool: {name: " + quoted + ", measure: {name: " + quoted + "}, amount: 100}, clauses: [{by_score: {base: 0}}, {cap_at: {figure: a, rate: 9}}]}\n"
	row := `"` + strings.ReplaceAll(hostile, `"`, `""`) + `"`
	schemeFile, dataFile := written(t, text, "code,name,a,b\n1,"+row+",1,9\n2,二,5,5\n3,三,9,1\n4,四,7,2\n")
	e := own(t, schemeFile, dataFile)
	for _, target := range []string{"/", "/?w.a=2&w.b=8", "/view?w.a=2&w.b=8", "/view?w.a=2&w.b=8&lang=zh", "/view?amount.1=0.5", "/?w.a=3", "/?pin=%3Cscript%3E"} {
		_, body, _ := get(t, e, target)
		names, texts := elements(t, body)
		assert.NotContains(t, body, "<script>alert", target)
		assert.NotContains(t, body, "\u202e", target)
		for name := range names {
			assert.NotEqual(t, "img", name, target)
		}
		if strings.HasPrefix(target, "/?") || target == "/" {
			assert.Equal(t, 1, names["script"], target)
		} else {
			assert.Zero(t, names["script"], target)
		}
		if target != "/?pin=%3Cscript%3E" && !strings.Contains(target, "w.a=3") {
			assert.Contains(t, texts, "<img src=x onerror=alert(2)>", target)
		}
	}
}

// TestOwn: schemes without weights, awards, grades or declared weights have the dials that
// they have, and no other.
func TestOwn(t *testing.T) {
	const table = "code,name,a,b,c\n1,甲,1,9,3\n2,乙,5,5,\n3,丙,9,1,4\n4,丁,7,2,8\n"
	for name, c := range map[string]struct {
		scheme, has, lacks string
		dials              int
	}{
		"equal":           {"framework:\n  indicators: [{code: a}, {code: b}]\n", "of the first 2 stay", `type="range"`, 0},
		"weights":         {"framework:\n  indicators: [{code: a, weight: 0.25}, {code: b, weight: 0.75}]\n", `data-digits="4"`, "Awards", 2},
		"entropy":         {"framework:\n  indicators: [{code: a, weight: 1}, {code: b, weight: 3}]\nmodel: {weigh: entropy}\n", "computes its weights from the data", "Awards", 2},
		"gaps left out":   {"framework:\n  indicators: [{code: a, weight: 1}, {code: c, weight: 3}]\nmodel: {aggregate: {present: {of: arithmetic}}}\n", "as in the scheme", "Awards", 2},
		"two imputations": {"framework:\n  indicators: [{code: a, weight: 1}, {code: c, weight: 3}]\nmodel: {steps: [{mean: {columns: [c]}}, median]}\n", "as in the scheme", "Awards", 2},
		"three levels":    {"framework:\n  sum: 10\n  indicators: [{code: x, weight: 10, indicators: [{code: y, weight: 4, indicators: [{code: a, weight: 4}]}, {code: b, weight: 6}]}]\n", "dial d2", "Awards", 4},
		"an award that cannot be given": {
			"framework:\n  indicators: [{code: a, weight: 1}, {code: b, weight: 3}]\n  aux: [{code: c}]\ndecision: {ties: {digits: 1}}\nplans:\n" +
				"  - {pool: {name: Land, measure: {name: mu}, amount: 100}, clauses: [{by_score: {base: 0}}, {cap_at: {figure: c}}]}\n", "Land is not given", "<th scope=\"col\">Land", 5,
		},
	} {
		t.Run(name, func(t *testing.T) {
			schemeFile, dataFile := written(t, "scheme: 1\ntitle: {en: Own, zh: 自备}\n"+c.scheme, table)
			e := own(t, schemeFile, dataFile)
			assert.Len(t, e.dials, c.dials)
			status, body, _ := get(t, e, "/?lang=en")
			require.Equal(t, http.StatusOK, status, body)
			assert.Contains(t, body, c.has)
			assert.NotContains(t, body, c.lacks)
			for _, lang := range []basis.Language{basis.English, basis.Chinese} {
				text, err := e.print(reader(lang), state{})
				require.NoError(t, err)
				assert.NotContains(t, text, "%!")
			}
		})
	}
}

// TestImputeLast: where the scheme fills nothing in, an imputation comes behind its steps.
func TestImputeLast(t *testing.T) {
	schemeFile, dataFile := written(t, "scheme: 1\ntitle: {en: Own}\nframework:\n  indicators: [{code: f, formula: a / b}]\n  aux: [{code: a}, {code: b}]\nmodel: {steps: [formulas]}\n", "code,name,a,b\n1,甲,1,2\n2,乙,3,4\n")
	e := own(t, schemeFile, dataFile)
	s := e.apply(e.in.Scheme.Scheme, state{switches: map[string]string{"impute": "median"}})
	assert.Equal(t, []indicators.Step{scheme.Formulas{}, prepare.Median{}}, s.Model.Steps)
	assert.Equal(t, "refused", e.find("impute").Published)
}
