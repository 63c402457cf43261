package procedure_test

import (
	"bytes"
	"math"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/countyeval/countyeval/evaluation"
	"github.com/countyeval/countyeval/evaluation/incentive"
	"github.com/countyeval/countyeval/evaluation/procedure"
	"github.com/countyeval/countyeval/indicators"
	"github.com/countyeval/countyeval/indicators/basis"
	"github.com/countyeval/countyeval/indicators/prepare"
	"github.com/countyeval/countyeval/indicators/profile"
)

// The round of the tests: three counties that do not exist, two departments, and one
// indicator that counties report themselves.
var (
	units = []indicators.Unit{{Code: "1", Name: "甲县"}, {Code: "2", Name: "乙县"}, {Code: "3", Name: "丙县"}, {Code: "4", Name: "丁县"}}

	// By the State Council's notice for 2025: May 1 to 5 off, Sunday April 27 worked.
	calendar = procedure.Calendar{Years: []int{2025}, Off: []string{"2025-05-01", "2025-05-02", "2025-05-05"}, Work: []string{"2025-04-27"}}

	method = procedure.Method{
		Model:    evaluation.Model{Steps: []indicators.Step{prepare.Median{Columns: []string{"tax"}}}, Limits: evaluation.Limits{}},
		Decision: evaluation.Decision{Ties: evaluation.Ties{Digits: new(2)}, Grader: evaluation.Quotas{Grades: []evaluation.Quota{{Grade: "A", Share: 0.5}, {Grade: "B", Share: 0.5}}}},
		Plans: []incentive.Plan{{
			Pool:    incentive.Pool{Name: "land", NameZH: "土地", Measure: incentive.Measure{Name: "mu", NameZH: "亩"}, Amount: 1000},
			Clauses: []incentive.Clause{incentive.ByScore{}},
		}},
	}
)

func framework(t require.TestingT) *indicators.Framework {
	f, err := indicators.NewFramework(indicators.Indicator{Code: "all", Children: []indicators.Indicator{
		{Code: "va", Weight: 50, Department: "stats", Period: "2024"},
		{Code: "tax", Weight: 30, Department: "revenue", Confidential: true},
		{Code: "rd", Weight: 20},
	}})
	require.NoError(t, err)
	return f
}

func call(t require.TestingT) procedure.Call {
	return procedure.Call{
		Name: basis.Named("Evaluation of 2024 (made up)", "2024年度评价（虚构）"), Period: "2024",
		Scheme:    procedure.SchemeOf(basis.Named("Scheme", "办法"), "va 50, tax 30, rd 20"),
		Framework: framework(t), Units: units,
		Departments: []procedure.Department{{"stats", basis.Named("Statistics", "统计局")}, {"revenue", basis.Named("Tax bureau", "税务局")}},
		Calendar:    calendar, ReportBy: "2025-04-11", VerifyBy: "2025-04-18", NoticeDays: 5, DecideDays: 5, MayMiss: []string{"tax"},
		Rulings: []evaluation.Ruling{{Unit: "3", Effect: evaluation.AddPoints, Item: "bonus", Count: 1, Points: 2, Reason: "made up", Document: "No. 1"}},
	}
}

func on(date string) procedure.Step {
	return procedure.Step{Office: "省评价办公室", Date: date, Document: "文 " + date}
}

func column(from, code string, x ...float64) procedure.Return {
	r := procedure.Return{From: from}
	for i, v := range x {
		d := indicators.Reading{Unit: units[i].Code, Indicator: code, Value: v}
		if math.IsNaN(v) {
			d.Mark = indicators.Missing
		}
		r.Readings = append(r.Readings, d)
	}
	return r
}

func own(unit string, x float64) procedure.Return {
	return procedure.Return{From: unit, Readings: []indicators.Reading{{Unit: unit, Indicator: "rd", Value: x, State: indicators.Signed}}}
}

// open begins the round of the tests.
func open(t require.TestingT, c procedure.Call) *procedure.Round {
	r, err := procedure.Open(on("2025-03-17"), c)
	require.NoError(t, err)
	return r
}

// do takes actions on a date.
func do(t require.TestingT, r *procedure.Round, date string, actions ...procedure.Action) {
	for _, a := range actions {
		require.NoError(t, r.Do(on(date), a))
	}
}

// reported is a round with all figures, signed.
func reported(t require.TestingT, c procedure.Call) *procedure.Round {
	r := open(t, c)
	do(t, r, "2025-04-01", column("stats", "va", 100, 80, 60, 40), column("revenue", "tax", 7, 9.125, 3, 5), procedure.Sign{From: "stats"}, procedure.Sign{From: "revenue"},
		own("1", 1), own("2", 2), own("3", 3), own("4", 1.5))
	return r
}

// ask is a question about the value added of county 1.
func ask(due string) procedure.Ask {
	return procedure.Ask{Due: due, Findings: []profile.Finding{{Rule: profile.RuleFence, Unit: "1", Indicator: "va", Figure: 100, Limit: 90, Text: basis.Textf("%s is above the fence at %s", "100", "90")}}}
}

// noticed is a round on notice from April 23 to 28.
func noticed(t require.TestingT, c procedure.Call) *procedure.Round {
	r := reported(t, c)
	do(t, r, "2025-04-18", procedure.Verify{})
	require.NoError(t, r.Grade(on("2025-04-21"), method))
	do(t, r, "2025-04-22", procedure.Publish{})
	return r
}

// trail is the trail as it is written.
func trail(t require.TestingT, r *procedure.Round) []byte {
	var out bytes.Buffer
	_, err := r.WriteTo(&out)
	require.NoError(t, err)
	return out.Bytes()
}

// said are the errors joined in one, a text each.
func said(t *testing.T, err error) []string {
	t.Helper()
	require.Error(t, err)
	var out []string
	for e := range basis.All(err) {
		out = append(out, e.Error())
	}
	return out
}
