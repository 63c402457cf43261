package report_test

import (
	"bytes"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/countyeval/countyeval/evaluation"
	"github.com/countyeval/countyeval/evaluation/incentive"
	"github.com/countyeval/countyeval/evaluation/report"
	"github.com/countyeval/countyeval/evaluation/scheme"
	"github.com/countyeval/countyeval/evaluation/tables"
	"github.com/countyeval/countyeval/examples/henan/data"
	"github.com/countyeval/countyeval/indicators"
	"github.com/countyeval/countyeval/indicators/basis"
)

// henan is the main example of the project, with its three awards and two rivals.
func henan(t testing.TB) report.Document {
	t.Helper()
	_, table, err := data.Read()
	require.NoError(t, err)
	file := data.Scheme()
	o, err := scheme.Run(file, table)
	require.NoError(t, err)
	require.NoError(t, o.Err())
	d := report.Document{Result: o.Result, Decision: file.Scheme.Decision, Ranking: o.Ranking, Digest: "sha256:made-up"}
	for _, a := range o.Awards {
		d.Awards = append(d.Awards, a.Allocation)
	}
	require.Len(t, d.Awards, 3)
	for _, name := range data.SchemeNames() {
		if name == data.ByDeclared {
			continue
		}
		m := file.Scheme.Whole()
		m.Weigh = data.SchemeOf(name)
		r, err := m.Evaluate(table, file.Rulings)
		require.NoError(t, err)
		ranking, err := file.Scheme.Decision.Rank(r)
		require.NoError(t, err)
		if d.Rivals = append(d.Rivals, report.Rival{Name: tables.Same(name), Ranking: ranking}); len(d.Rivals) == 2 {
			break
		}
	}
	return d
}

// counties are made up.
const counties = "code,name,class,region,output,rd,energy\n" +
	"101,甲县,山区,东市,560,3.1,0.4\n102,乙县,山区,东市,430,2.2,0.5\n103,丙县,平原,西市,610,1.2,0.9\n104,丁县,平原,西市,240,2.9,0.3\n105,戊县,平原,西市,120,0.9,0.8\n"

// small is an evaluation of few made-up counties.
func small(t testing.TB, m evaluation.Model, text string, rulings ...evaluation.Ruling) report.Document {
	t.Helper()
	f, err := indicators.NewFramework(indicators.Indicator{Code: "overall", Name: "Overall", NameZH: "总分", Children: []indicators.Indicator{
		{Code: "scale", Name: "Scale", NameZH: "规模", Weight: 50, Children: []indicators.Indicator{
			{Code: "output", Name: "Output", NameZH: "产值", Weight: 50, Bounds: &indicators.Range{Hi: 800}},
		}},
		{Code: "quality", Name: "Quality", NameZH: "质量", Weight: 50, Children: []indicators.Indicator{
			{Code: "rd", Name: "Research", NameZH: "研发", Weight: 30, Unit: "%", Bounds: &indicators.Range{Hi: 4}},
			{Code: "energy", Name: "Energy", NameZH: "能耗", Weight: 20, Direction: indicators.Lower, Bounds: &indicators.Range{Lo: 0.2, Hi: 1.2}},
		}},
	}})
	require.NoError(t, err)
	table, err := indicators.CSV{Unguarded: true}.ReadTable(strings.NewReader(text), f)
	require.NoError(t, err)
	d := report.Document{Decision: evaluation.Decision{Ties: evaluation.Ties{Digits: new(1)}, Grader: evaluation.Quotas{Grades: []evaluation.Quota{{Grade: "A", Share: 0.4}, {Grade: "B", Rest: true}}}}}
	d.Result, err = m.Evaluate(table, rulings)
	require.NoError(t, err)
	d.Ranking, err = d.Decision.Rank(d.Result)
	require.NoError(t, err)
	plan := incentive.Plan{
		Pool:    incentive.Pool{Name: "Land", NameZH: "土地", Measure: incentive.Measure{Name: "mu", NameZH: "亩", Digits: 1}, Amount: 9000, Reserve: 500.5},
		Clauses: []incentive.Clause{incentive.ByScore{Base: 40}},
	}
	a, err := plan.Allocate(d.Ranking, incentive.Figures{})
	require.NoError(t, err)
	d.Awards, d.Plans = append(d.Awards, a), append(d.Plans, plan)
	return d
}

// written is the page of a report.
func written(t testing.TB, d report.Document, lang basis.Language) string {
	t.Helper()
	var out bytes.Buffer
	require.NoError(t, d.WriteHTML(&out, report.View{Language: lang}))
	return out.String()
}
