package report_test

import (
	"bytes"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/countyeval/countyeval/evaluation"
	"github.com/countyeval/countyeval/evaluation/report"
	"github.com/countyeval/countyeval/evaluation/robustness/proof"
	"github.com/countyeval/countyeval/evaluation/tables"
	"github.com/countyeval/countyeval/indicators/basis"
)

func TestRefusedDocuments(t *testing.T) {
	good := small(t, evaluation.Model{}, counties)
	for name, c := range map[string]struct {
		change func(*report.Document)
		view   report.View
		want   error
		text   string
	}{
		"no result":     {change: func(d *report.Document) { d.Result = nil }, want: basis.ErrMissing, text: "no result"},
		"no places":     {change: func(d *report.Document) { d.Ranking.Places = nil }, want: basis.ErrEmpty, text: "no places"},
		"part":          {change: func(d *report.Document) { d.Parts = []report.Part{99} }, want: basis.ErrUnknown, text: "no part 99"},
		"audience":      {change: func(d *report.Document) { d.Audience = 9 }, want: basis.ErrUnknown, text: "no audience 9"},
		"pair":          {change: func(d *report.Document) { d.Pairs = [][2]string{{"rd", "scale"}} }, want: basis.ErrUnknown, text: `"scale" is no measured`},
		"language":      {change: func(*report.Document) {}, view: report.View{Language: 7}, want: basis.ErrUnknown, text: "no language 7"},
		"other ranking": {change: func(d *report.Document) { d.Ranking.Places[0].Score = 1 }, want: evaluation.ErrModel, text: "another result"},
	} {
		t.Run(name, func(t *testing.T) {
			d := good
			d.Ranking.Places = append([]evaluation.Place(nil), good.Ranking.Places...)
			c.change(&d)
			var out bytes.Buffer
			err := d.WriteHTML(&out, c.view)
			require.ErrorIs(t, err, c.want)
			assert.ErrorContains(t, err, c.text)
			assert.Zero(t, out.Len(), "nothing is written of a report that is refused")
			require.ErrorIs(t, d.WriteMarkdown(&out, c.view), c.want)
		})
	}
}

// TestConfidential: confidential figures, in any table of the result, are shown to the
// authority alone.
func TestConfidential(t *testing.T) {
	d := small(t, evaluation.Model{}, counties)
	raw, err := d.Result.Raw.WithConfidential("rd", []bool{false, true, false, true, false})
	require.NoError(t, err)
	d.Result, err = evaluation.Model{}.Evaluate(raw, nil)
	require.NoError(t, err)
	var out bytes.Buffer
	err = d.WriteHTML(&out, report.View{})
	require.ErrorIs(t, err, evaluation.ErrConfidential)
	require.ErrorContains(t, err, `2 figures of "rd"`)
	assert.Equal(t, `保密："rd" 有 2 个保密数据，而报告未说明公开范围`, basis.Say(err, basis.Chinese, report.Texts()))
	d.Audience = evaluation.Public
	require.ErrorIs(t, d.WriteHTML(&out, report.View{}), evaluation.ErrConfidential)
	require.ErrorIs(t, d.WriteMarkdown(&out, report.View{}), evaluation.ErrConfidential)
	assert.Zero(t, out.Len())
	d.Audience = evaluation.Internal
	assert.Contains(t, written(t, d, basis.English), "For the authority alone")
}

func TestParts(t *testing.T) {
	d := henan(t)
	d.Parts = []report.Part{report.Brief, report.Counties}
	page := written(t, d, basis.English)
	assert.Contains(t, page, `<section id="brief"`)
	assert.Contains(t, page, `<section id="counties"`)
	assert.NotContains(t, page, `<section id="places"`)
	assert.Equal(t, len(d.Ranking.Places), strings.Count(page, "<article "))
	for p := report.Brief; p <= report.Background; p++ {
		d.Parts = []report.Part{p}
		page := written(t, d, basis.Chinese)
		assert.Equal(t, p != report.Robustness, strings.Contains(page, "<section "), "%v: nothing was said of robustness", p)
		text, err := p.MarshalText()
		require.NoError(t, err)
		var back report.Part
		require.NoError(t, back.UnmarshalText(text))
		assert.Equal(t, p, back)
	}
}

func TestCounty(t *testing.T) {
	d := henan(t)
	second := d.Ranking.Places[1]
	one, err := d.County(second.Unit.Code)
	require.NoError(t, err)
	page := written(t, one, basis.Chinese)
	assert.Equal(t, 1, strings.Count(page, "<article "))
	assert.Contains(t, page, "<title>"+second.Unit.Name+"——")
	assert.Contains(t, page, `<details class="card" open>`)
	assert.Less(t, len(page), 100_000)
	_, err = d.County("nobody")
	require.ErrorIs(t, err, basis.ErrUnknown)
}

// TestProvedRanks: bounds that are given stand beside the places.
func TestProvedRanks(t *testing.T) {
	d := small(t, evaluation.Model{}, counties)
	var err error
	d.Risk.Certificate, err = proof.Certify(d.Result, d.Decision, proof.Simplex())
	require.NoError(t, err)
	page := written(t, d, basis.English)
	assert.Contains(t, page, "ranks proved")
	assert.Contains(t, page, `<section id="robustness"`)
}

func TestMarkdown(t *testing.T) {
	d := small(t, evaluation.Model{}, strings.Replace(counties, "甲县", "# *甲县*", 1))
	var out bytes.Buffer
	require.NoError(t, d.WriteMarkdown(&out, report.View{Language: basis.Chinese}))
	assert.True(t, strings.HasPrefix(out.String(), "# 总分评价报告\n"))
	assert.Contains(t, out.String(), `\*甲县\*`)
	assert.NotContains(t, out.String(), "# *甲县*")
	assert.Contains(t, out.String(), "## 排名")
}

func TestAudience(t *testing.T) {
	for a := evaluation.AudienceUnsaid; a <= evaluation.Public; a++ {
		text, err := a.MarshalText()
		require.NoError(t, err)
		var back evaluation.Audience
		require.NoError(t, back.UnmarshalText(text))
		assert.Equal(t, a, back)
	}
	assert.Equal(t, "public", evaluation.Public.String())
	var a evaluation.Audience
	require.Error(t, a.UnmarshalText([]byte("everybody")))
}

// TestTitle: a title of one's own stands in both languages.
func TestTitle(t *testing.T) {
	d := small(t, evaluation.Model{}, counties)
	d.Title = tables.Both("Made up", "虚构")
	assert.Contains(t, written(t, d, basis.English), "<title>Made up</title>")
	assert.Contains(t, written(t, d, basis.Chinese), "<h1>虚构</h1>")
}
