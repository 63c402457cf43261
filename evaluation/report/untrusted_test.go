package report_test

import (
	"bytes"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/countyeval/countyeval/evaluation"
	"github.com/countyeval/countyeval/evaluation/report"
	"github.com/countyeval/countyeval/evaluation/tables"
	"github.com/countyeval/countyeval/indicators/basis"
)

// evil are names that would do something if one did not look.
var evil = []string{
	`</script><script>alert(1)</script>`, `"><img src=x onerror=alert(1)>`, `' onload='alert(1)`, `]]><svg onload=alert(1)>`, `{{.Title}}`,
	"\u202egnp.exe", "a\u2028b", `</title></style><b>`, `--><b>`, `&lt;b&gt;`, strings.Repeat("长", 300), `javascript:alert(1)`, `=1+1`,
}

// TestUntrustedNames: names stand as texts wherever they stand.
func TestUntrustedNames(t *testing.T) {
	tame := small(t, evaluation.Model{}, counties)
	tame.Digest = "x"
	plain := written(t, tame, basis.English)
	shape := func(page string) map[string]int {
		out := map[string]int{}
		for _, e := range parsed(t, page).all(func(e *element) bool { return e.name != "" && e.name != "path" && e.name != "text" }) {
			for a := range e.attrs {
				out[e.name+" "+a]++
			}
			out[e.name]++
		}
		return out
	}
	for _, name := range evil {
		d := small(t, evaluation.Model{}, counties)
		for i := range d.Ranking.Places {
			d.Ranking.Places[i].Unit.Name = name
		}
		for i := range d.Awards[0].Awards {
			d.Awards[0].Awards[i].Place.Unit.Name = name
		}
		d.Awards[0].Pool.Name, d.Awards[0].Pool.Measure.Name = name, name
		d.Plans[0].Pool.Name = name
		d.Digest = name
		page := written(t, d, basis.English)
		assert.Equal(t, shape(plain), shape(page), "a name makes no element and no attribute: %q", name)
		assert.Equal(t, 1, strings.Count(page, "<script>"), name)
		assert.NotContains(t, page, "\u202e")
		assert.NotContains(t, page, "ZgotmplZ")
		assert.Contains(t, parsed(t, page).text(), strings.TrimSpace(tables.Printable(name)))

		for kind, f := range map[string]report.Figure{
			"bars":    report.Bars{Caption: title(name), Series: []tables.Text{tables.Same(name), tables.Same(name)}, Rows: []report.Bar{{Label: tables.Same(name), Parts: []float64{1, 2}, Total: tables.Data(name), Cut: tables.Same(name)}}},
			"bump":    report.Bump{Stages: []tables.Text{tables.Same(name), tables.Same(name)}, Lines: []report.BumpLine{{Label: tables.Same(name), Ranks: []int{1, 1}}}},
			"scatter": report.Scatter{X: tables.Same(name), Y: tables.Same(name), Points: []report.ScatterPoint{{Label: tables.Same(name), CX: tables.Data(name)}}},
		} {
			svg := alone(t, f, basis.English)
			assert.Equal(t, 1, strings.Count(svg, "<svg"), kind)
			assert.NotContains(t, svg, "<img")
			assert.NotContains(t, svg, "<script")
			assert.NotContains(t, svg, "\u202e")
		}
		var out bytes.Buffer
		require.NoError(t, d.WriteMarkdown(&out, report.View{}))
		unescaped := strings.ReplaceAll(out.String(), `\<`, "")
		assert.NotContains(t, unescaped, "<script>")
		assert.NotContains(t, unescaped, "<img")
	}
}

// TestForeignFigure: a figure of one's own cannot leave its place either.
func TestForeignFigure(t *testing.T) {
	svg := alone(t, own{}, basis.English)
	assert.Equal(t, 1, strings.Count(svg, "<path"))
	assert.NotContains(t, svg, "<script")
}

// own is a figure of one's own that was made with bad intent.
type own struct{}

func (own) Draw(report.View) (report.Picture, error) {
	bad := `"/><script>alert(1)</script>`
	s := tables.Sheet{}
	s.Head(tables.Left, tables.Same(bad))
	return report.Picture{Width: 10, Height: 10, Numbers: s, Shapes: []report.Shape{{Class: bad, Path: bad, Hint: bad}, {Text: bad, Class: bad}}}, nil
}
