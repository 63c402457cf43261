package enterprise_test

import (
	"fmt"

	"github.com/countyeval/countyeval/evaluation"
	"github.com/countyeval/countyeval/evaluation/enterprise"
	"github.com/countyeval/countyeval/indicators"
)

// A white list of made-up enterprises and what power costs them, both with reasons.
func Example() {
	f, err := indicators.NewFramework(indicators.Indicator{Code: "firm", Children: []indicators.Indicator{{Code: "jobs"}, {Code: "power"}}})
	if err != nil {
		fmt.Println(err)
		return
	}
	units := []indicators.Unit{{Code: "E1"}, {Code: "E2"}, {Code: "E3"}}
	table, err := indicators.NewTable(f, units, map[string][]float64{"jobs": {120, 30, 80}, "power": {50, 10, 20.5}}, nil)
	if err != nil {
		fmt.Println(err)
		return
	}
	data := enterprise.Data{Table: table, Ranking: evaluation.Ranking{Grades: []string{"A", "D"}}}
	for i, u := range units {
		data.Ranking.Places = append(data.Ranking.Places, evaluation.Place{Rank: i + 1, Unit: u, Grade: []string{"A", "A", "D"}[i]})
	}
	graded := func(grade string) enterprise.Condition {
		return enterprise.Among{Who: evaluation.Members{By: "grade", In: []string{grade}}}
	}
	list, err := enterprise.Rule{Name: "white list", If: []enterprise.Condition{graded("A"), enterprise.Figure{Of: "jobs", AtLeast: new(50.0)}}}.Make(data)
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, e := range list.On {
		fmt.Println("on: ", e.Place.Unit.Code)
	}
	for _, e := range list.Off {
		fmt.Println("off:", e.Place.Unit.Code, e.Why())
	}
	terms, _, err := enterprise.Policy{Name: "power", Of: "power", Cases: []enterprise.Case{
		{If: []enterprise.Condition{graded("D")}, Rate: new(0.1), Term: "surcharge"}, {Rate: new(0.0), Term: "none"},
	}}.Apply(data)
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, t := range terms {
		fmt.Println(t.Place.Unit.Code, t.Term, t.Amount)
	}
	// Output:
	// on:  E1
	// off: E2 [jobs is 30, below 50]
	// off: E3 [grade is D, not A]
	// E1 none 0
	// E2 none 0
	// E3 surcharge 2.05
}
