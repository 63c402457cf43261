package report_test

import (
	"encoding/xml"
	"errors"
	"io"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/countyeval/countyeval/evaluation/report"
	"github.com/countyeval/countyeval/indicators/basis"
	"github.com/countyeval/countyeval/indicators/stats"
)

// element is an element of a page as it was read back.
type element struct {
	name  string
	attrs map[string]string
	own   string // of a text, which has no name
	kids  []*element
}

var (
	quiet = regexp.MustCompile(`(?s)<(script|style)>.*?</(script|style)>`)
	void  = regexp.MustCompile(`<meta [^>]*>|<!DOCTYPE html>`)
)

// parsed reads a page back: but for its void elements it is well-formed XML.
func parsed(t testing.TB, page string) *element {
	t.Helper()
	dec := xml.NewDecoder(strings.NewReader(void.ReplaceAllString(quiet.ReplaceAllString(page, ""), "")))
	dec.Strict = true
	dec.Entity = xml.HTMLEntity
	root := &element{}
	stack := []*element{root}
	for {
		tok, err := dec.Token()
		if errors.Is(err, io.EOF) {
			break
		}
		require.NoError(t, err)
		switch tok := tok.(type) {
		case xml.StartElement:
			e := &element{name: tok.Name.Local, attrs: map[string]string{}}
			for _, a := range tok.Attr {
				e.attrs[a.Name.Local] = a.Value
			}
			top := stack[len(stack)-1]
			top.kids = append(top.kids, e)
			stack = append(stack, e)
		case xml.EndElement:
			stack = stack[:len(stack)-1]
		case xml.CharData:
			top := stack[len(stack)-1]
			top.kids = append(top.kids, &element{own: string(tok)})
		}
	}
	return root
}

// all are the elements below that fit, in their order.
func (e *element) all(fits func(*element) bool) []*element {
	var out []*element
	for _, k := range e.kids {
		if fits(k) {
			out = append(out, k)
		}
		out = append(out, k.all(fits)...)
	}
	return out
}

// text is the text of an element and of all in it.
func (e *element) text() string {
	var b strings.Builder
	e.say(&b)
	return b.String()
}

func (e *element) say(b *strings.Builder) {
	b.WriteString(e.own)
	for _, k := range e.kids {
		k.say(b)
	}
}

func (e *element) named(name string) []*element {
	return e.all(func(e *element) bool { return e.name == name })
}

func (e *element) byID(t testing.TB, id string) *element {
	t.Helper()
	found := e.all(func(e *element) bool { return e.attrs["id"] == id })
	require.Len(t, found, 1, id)
	return found[0]
}

// rows are the cells of a table by row, without the lines of borders, and its headings.
func rows(table *element) (heads []string, out [][]string) {
	for _, h := range table.named("thead")[0].named("th") {
		heads = append(heads, clean(h.text()))
	}
	for _, r := range table.named("tbody")[0].named("tr") {
		if r.attrs["class"] == "cut" {
			continue
		}
		var cells []string
		for _, c := range r.all(func(e *element) bool { return e.name == "td" || e.name == "th" }) {
			cells = append(cells, clean(c.text()))
		}
		out = append(out, cells)
	}
	return heads, out
}

func clean(s string) string { return strings.Trim(s, " \n\u2007\u2008") }

func column(t testing.TB, heads []string, name string) int {
	t.Helper()
	if j := slices.Index(heads, name); j >= 0 {
		return j
	}
	for j, h := range heads {
		if strings.HasPrefix(h, name) {
			return j
		}
	}
	require.Fail(t, "no column "+name, heads)
	return -1
}

// TestNumbers: every rank, score, border, award and part in the report is what the result
// published, parsed back from the page.
func TestNumbers(t *testing.T) {
	d := henan(t)
	page := parsed(t, written(t, d, basis.English))
	digits := *d.Ranking.Ties.Digits
	published := func(x float64, digits int) string {
		return strconv.FormatFloat(stats.Round(x, digits), 'f', digits, 64)
	}

	cards := page.named("article")
	places := page.byID(t, "places")
	heads, got := rows(places.named("table")[0])
	rank, score := column(t, heads, "rank"), column(t, heads, "score")
	require.Len(t, got, len(d.Ranking.Places)+len(d.Ranking.Apart)+len(d.Ranking.Left))
	for i, p := range d.Ranking.Places {
		if p.Rank > 0 {
			assert.Equal(t, strconv.Itoa(p.Rank), got[i][rank])
		}
		assert.Equal(t, published(p.Score, digits), got[i][score], p.Unit.Code)
	}
	cuts := places.all(func(e *element) bool { return e.attrs["class"] == "cut" })
	require.Len(t, cuts, len(d.Ranking.Borders()))
	for i, b := range d.Ranking.Borders() {
		assert.Contains(t, cuts[i].text(), ": "+published(b.Gap, digits)+" points")
	}
	_, contributions := rows(places.named("table")[1])
	for i, p := range d.Ranking.Places {
		ex, err := d.Result.Explain(d.Ranking, p.Unit.Code)
		require.NoError(t, err)
		k := 0
		for _, part := range ex.Parts {
			if part.Depth == 1 {
				k++
				assert.Equal(t, published(part.Points, digits), contributions[i][k], "%s %s", p.Unit.Code, part.Indicator.Code)
			}
		}
		assert.Equal(t, published(p.Score, digits), contributions[i][k+1])

		card := cards[i]
		require.Equal(t, "u"+strconv.Itoa(i+1), card.attrs["id"])
		heads, got := rows(card.named("table")[0])
		score, median, weight := column(t, heads, "score"), column(t, heads, "median"), column(t, heads, "share of")
		require.Len(t, got, len(ex.Parts))
		for k, part := range ex.Parts {
			assert.Equal(t, published(part.Score, digits), got[k][score], "%s %s", p.Unit.Code, part.Indicator.Code)
			assert.Equal(t, published(part.MedianScore, digits), got[k][median])
			assert.Equal(t, published(100*part.Global, 2), got[k][weight])
		}
	}

	pools := page.byID(t, "pools")
	at := 0
	for _, table := range pools.named("table") {
		heads, got := rows(table)
		if heads[0] != "rank" || at == len(d.Awards) || len(got) != len(d.Awards[at].Awards) {
			continue
		}
		a := d.Awards[at]
		award := column(t, heads, "award")
		m := a.Pool.Measure.In(basis.English)
		for i, w := range a.Awards {
			assert.Equal(t, m.Text(w.Amount.Rat()), got[i][award], "%s %s", a.Pool.Name, w.Place.Unit.Code)
		}
		at++
	}
	assert.Equal(t, len(d.Awards), at, "all pools were compared")
}

// TestPage: what a browser and a screen reader need is there, in both languages.
func TestPage(t *testing.T) {
	d := henan(t)
	for lang, want := range map[basis.Language]string{basis.English: "en", basis.Chinese: "zh-CN"} {
		text := written(t, d, lang)
		page := parsed(t, text)
		assert.Equal(t, want, page.named("html")[0].attrs["lang"])
		for _, name := range []string{"h1", "header", "nav", "main", "footer"} {
			assert.Len(t, page.named(name), 1, name)
		}
		ids := map[string]bool{}
		for _, e := range page.all(func(e *element) bool { return e.attrs["id"] != "" }) {
			assert.False(t, ids[e.attrs["id"]], e.attrs["id"])
			ids[e.attrs["id"]] = true
		}
		for _, a := range page.named("a") {
			assert.True(t, ids[strings.TrimPrefix(a.attrs["href"], "#")], a.attrs["href"])
		}
		for _, f := range page.named("figure") {
			assert.NotEmpty(t, clean(f.named("figcaption")[0].text()))
			assert.NotEmpty(t, f.named("svg")[0].attrs["aria-label"])
		}
		for _, table := range page.named("table") {
			heads, got := rows(table)
			for _, r := range got {
				require.Len(t, r, len(heads))
			}
			for _, h := range table.named("thead")[0].named("th") {
				assert.Equal(t, "col", h.attrs["scope"])
			}
		}
		for _, outside := range []string{"http-equiv=\"refresh", "src=", "@import", "url("} {
			assert.NotContains(t, text, outside, "the page loads nothing")
		}
		assert.NotContains(t, text, "ZgotmplZ")
		assert.NotContains(t, text, "%!")
	}
}

var _ report.Figure = report.Bars{}
