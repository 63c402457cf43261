package enterprise_test

import (
	"math"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/countyeval/countyeval/evaluation"
	"github.com/countyeval/countyeval/evaluation/enterprise"
	"github.com/countyeval/countyeval/indicators"
	"github.com/countyeval/countyeval/indicators/basis"
)

var nan = math.NaN()

type failer interface {
	require.TestingT
	Helper()
}

// year is what is known of eight enterprises, which are made up. Grades are given.
func year(t failer, scores []float64, grades string, columns map[string][]float64) enterprise.Data {
	t.Helper()
	root := indicators.Indicator{Code: "all"}
	for _, code := range []string{"tax", "promised", "jobs", "revenue", "before", "power"} {
		root.Children = append(root.Children, indicators.Indicator{Code: code})
	}
	f, err := indicators.NewFramework(root)
	require.NoError(t, err)
	industries := []string{"steel", "food", "food", "steel", "food", "chips", "chips", "food"}
	units := make([]indicators.Unit, len(scores))
	ranking := evaluation.Ranking{Ties: evaluation.Ties{Digits: new(2)}, Grades: []string{"A", "B", "C", "D"}}
	for i := range units {
		units[i] = indicators.Unit{
			Code: "e" + string(rune('1'+i)), Region: []string{"East", "West"}[i%2], Class: "large",
			Tags: indicators.NewTags(map[string]string{"industry": industries[i%8], "dishonest": map[bool]string{true: "yes", false: "no"}[i == 2]}),
		}
		ranking.Places = append(ranking.Places, evaluation.Place{Rank: i + 1, Unit: units[i], Score: scores[i], Grade: grades[i : i+1]})
	}
	for _, code := range []string{"tax", "promised", "jobs", "revenue", "before", "power"} {
		if columns[code] == nil {
			columns[code] = make([]float64, len(scores))
		}
	}
	table, err := indicators.NewTable(f, units, columns, nil)
	require.NoError(t, err)
	return enterprise.Data{Ranking: ranking, Table: table}
}

func plain(t failer) enterprise.Data {
	t.Helper()
	return year(t, []float64{95, 90, 88, 88, 80, 75, 70, 60}, "AAABBBCD", map[string][]float64{
		"tax": {30, 22, 19, 25, 18, 16, 9, 3}, "promised": {25, 22, nan, 30, nan, nan, nan, nan},
		"jobs": {100, 80, 60, 40, nan, 30, 20, 10}, "revenue": {11, 10.9, 12, 9, 8, 7, 6, 5}, "before": {10, 10, 10, 10, 8, 6, 5, 5},
		"power": {1000, 900, 800, 700, 600, 500, 400, 300},
	})
}

func codes(of []enterprise.Entry) (out []string) {
	for _, e := range of {
		out = append(out, e.Place.Unit.Code)
	}
	return out
}

func among(by string, in ...string) enterprise.Condition {
	return enterprise.Among{Who: evaluation.Members{By: by, In: in}}
}

func say(of []basis.Text) (out []string) {
	for _, x := range of {
		out = append(out, x.String())
	}
	return out
}

func entry(t *testing.T, l enterprise.List, unit string) enterprise.Entry {
	t.Helper()
	for _, e := range append(append([]enterprise.Entry{}, l.On...), l.Off...) {
		if e.Place.Unit.Code == unit {
			return e
		}
	}
	require.Fail(t, "no such entry", unit)
	return enterprise.Entry{}
}
