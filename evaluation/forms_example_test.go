package evaluation_test

import (
	"fmt"
	"strings"

	"github.com/countyeval/countyeval/evaluation"
	"github.com/countyeval/countyeval/indicators"
)

// Rulings of an authority: points with a cap, a county outside the quota, and one
// whose grade is at most B. All is made up.
func ExampleRuling() {
	f, _ := indicators.NewFramework(indicators.Indicator{Code: "overall", Children: []indicators.Indicator{
		{Code: "x", Bounds: &indicators.Range{Lo: 0, Hi: 100}},
	}})
	counties, _ := indicators.CSV{}.ReadTable(strings.NewReader("code,x\n甲县,80\n乙县,78\n丙县,70\n丁县,60\n戊县,50\n己县,40\n"), f)
	rulings := []evaluation.Ruling{
		{Unit: "乙县", Item: "platforms", Count: 4, Points: 1, Reason: "four new platforms", Document: "No. 1"},
		{Unit: "丙县", Effect: evaluation.OutsideQuota, Grade: "A", Reason: "model park", Document: "No. 2"},
		{Unit: "甲县", Effect: evaluation.GradeAtMost, Grade: "B", Reason: "overdue corrections", Document: "No. 3"},
	}
	m := evaluation.Model{Limits: evaluation.Limits{Items: map[string]indicators.Range{"platforms": {Hi: 3}}}}
	r, err := m.Evaluate(counties, rulings)
	if err != nil {
		fmt.Println(err)
		return
	}
	ranking, _ := evaluation.Decision{
		Ties:   evaluation.Ties{Digits: new(2)},
		Grader: evaluation.Quotas{Grades: []evaluation.Quota{{Grade: "A", Share: 0.4}, {Grade: "B", Rest: true}}},
	}.Rank(r)
	for _, p := range ranking.Places {
		fmt.Println(strings.TrimSpace(fmt.Sprintln(p.Rank, p.Unit.Code, p.Score, p.Grade, p.Cut)))
	}
	a, _ := r.Adjustment("乙县")
	fmt.Printf("乙县: %v %+g = %v\n", a.Before, a.Given, a.After)
	// Output:
	// 1 乙县 81 A
	// 2 甲县 80 B A
	// 3 丙县 70 A
	// 4 丁县 60 B
	// 5 戊县 50 B
	// 6 己县 40 B
	// 乙县: 78 +3 = 81
}
