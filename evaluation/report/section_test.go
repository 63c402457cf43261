package report_test

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/countyeval/countyeval/evaluation"
	"github.com/countyeval/countyeval/evaluation/enterprise"
	"github.com/countyeval/countyeval/evaluation/report"
	"github.com/countyeval/countyeval/evaluation/robustness/proof"
	"github.com/countyeval/countyeval/evaluation/tables"
	"github.com/countyeval/countyeval/evaluation/years"
	"github.com/countyeval/countyeval/indicators"
	"github.com/countyeval/countyeval/indicators/basis"
)

// TestSections: parts of the caller stand before the counties, in their order; one for the
// authority is refused in any other report.
func TestSections(t *testing.T) {
	d := small(t, evaluation.Model{}, counties)
	bridge := years.Bridge{
		From: 2024, To: 2025, Digits: 1, Steps: []years.Step{{years.Own}, {years.Scales}, {years.Weights}},
		Moves: []years.Move{
			{Unit: indicators.Unit{Code: "101", Name: "甲县"}, Score: years.Parts{From: 70, To: 74.3, Move: 4.3, Of: []float64{5, 0, -0.7}}, Rank: years.Parts{From: 1, To: 1, Of: []float64{0, 0, 0}}},
			{Unit: indicators.Unit{Code: "102", Name: "乙县"}, Score: years.Parts{From: 70, To: 59.9, Move: -10.1, Of: []float64{-10, 0, -0.1}}, Rank: years.Parts{From: 1, To: 2, Move: -1, Of: []float64{-1, 0, 0}}},
		},
	}
	list := enterprise.List{Name: "White list", NameZH: "白名单", On: []enterprise.Entry{{Place: evaluation.Place{Unit: indicators.Unit{Code: "9", Name: "<b>厂</b>"}}, Position: 1}}}
	d.Sections = []report.Section{
		report.BridgeSection(bridge, years.Published{Year: 2024, Ranking: d.Ranking}, years.Published{Year: 2025, Ranking: d.Ranking}),
		report.ListSection(list, &enterprise.List{Name: "White list"}),
		{Title: tables.Both("Mine", "自拟"), Items: []report.Item{{Heading: tables.Both("A heading", "小标题"), Text: tables.Both("A text", "一段话"), List: []tables.Text{tables.Both("a point", "一点")}}}},
	}
	page := parsed(t, written(t, d, basis.English))
	moved := page.byID(t, "more-1")
	assert.Contains(t, moved.text(), "What moved the scores from 2024 to 2025")
	require.Len(t, moved.named("figure"), 2, "the parts, and the flow of ranks")
	heads, parts := rows(moved.named("table")[0])
	assert.Equal(t, []string{"own", "weights", "move"}, heads[1:], "a cause that moved nobody has no column")
	assert.Equal(t, []string{"乙县", "-10.0", "-0.1", "-10.1"}, parts[0], "who moved most is the first")
	listed := page.byID(t, "more-2")
	assert.Contains(t, listed.text(), "<b>厂</b>", "as a text")
	assert.Contains(t, listed.text(), "joined")
	assert.Contains(t, page.byID(t, "more-3").text(), "a point")
	zh := written(t, d, basis.Chinese)
	for _, want := range []string{"得分变动原因", "白名单", "一段话"} {
		assert.Contains(t, zh, want)
	}
	var md strings.Builder
	require.NoError(t, d.WriteMarkdown(&md, report.View{}))
	assert.Contains(t, md.String(), "## Mine")

	d.Sections = []report.Section{{Title: tables.Both("Secret", "内部"), Audience: evaluation.Internal}}
	for _, to := range []evaluation.Audience{evaluation.AudienceUnsaid, evaluation.Public} {
		d.Audience = to
		require.ErrorIs(t, d.WriteHTML(&strings.Builder{}, report.View{}), evaluation.ErrConfidential)
	}
	d.Audience = evaluation.Internal
	require.NoError(t, d.WriteHTML(&strings.Builder{}, report.View{}))
	d.Sections[0].Audience = 9
	require.ErrorIs(t, d.WriteHTML(&strings.Builder{}, report.View{}), basis.ErrUnknown)
	d.Sections[0].Audience = evaluation.Internal
	one, err := d.County("101")
	require.NoError(t, err)
	assert.Empty(t, one.Sections, "a county's sheet has its page alone")
}

// TestTotalsLeftOut: what tells of totals that are left out is refused in a report for the
// public.
func TestTotalsLeftOut(t *testing.T) {
	d := small(t, evaluation.Model{}, counties)
	secret, err := d.Result.Raw.WithConfidential("output", []bool{false, true, false, false, false})
	require.NoError(t, err)
	whole, err := evaluation.Model{}.Evaluate(secret, nil)
	require.NoError(t, err)
	var cut evaluation.Cut
	d.Result, cut, err = whole.Public()
	require.NoError(t, err)
	require.Equal(t, []string{"102"}, cut.Totals)
	d.Ranking = cut.Ranking(d.Ranking)
	d.Audience, d.Parts = evaluation.Public, []report.Part{report.Background}
	require.ErrorIs(t, d.WriteHTML(&strings.Builder{}, report.View{}), evaluation.ErrConfidential)
	d.Awards = nil
	require.NoError(t, d.WriteHTML(&strings.Builder{}, report.View{}))
	certificate, err := proof.Certify(whole, d.Decision, proof.Box{Radius: 0.1})
	require.NoError(t, err)
	d.Risk.Certificate = certificate
	require.ErrorContains(t, d.WriteHTML(&strings.Builder{}, report.View{}), "the totals of 1 counties are left out for the public, and Risk of the report tell of them")
	d.Audience = evaluation.Internal
	require.NoError(t, d.WriteHTML(&strings.Builder{}, report.View{}))
}
