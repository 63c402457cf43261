package incentive_test

import (
	"fmt"
	"math/big"

	"github.com/countyeval/countyeval/evaluation"
	"github.com/countyeval/countyeval/evaluation/incentive"
	"github.com/countyeval/countyeval/indicators"
	"github.com/countyeval/countyeval/indicators/basis"
)

// fictional is a published ranking of four counties that do not exist.
func fictional() evaluation.Ranking {
	return evaluation.Ranking{
		Ties: evaluation.Ties{Digits: new(2)},
		Places: []evaluation.Place{
			{Rank: 1, Unit: indicators.Unit{Code: "101", Name: "Alder"}, Score: 92.4, Grade: "A"},
			{Rank: 2, Unit: indicators.Unit{Code: "102", Name: "Birch"}, Score: 81.3, Grade: "A"},
			{Rank: 2, Unit: indicators.Unit{Code: "103", Name: "Cedar"}, Score: 81.3, Grade: "A"},
			{Rank: 4, Unit: indicators.Unit{Code: "104", Name: "Dogwood"}, Score: 64, Grade: "B"},
		},
	}
}

// Land for the counties of grade A, by score above 60, up to what each can use.
// Sizes and rates are made up.
func Example() {
	plan := incentive.Plan{
		Pool: incentive.Pool{Name: "land", Measure: incentive.Measure{Name: "mu", Digits: 2}, Amount: 1_000, Reserve: 100, Lot: 1},
		Clauses: []incentive.Clause{
			incentive.Grades{"A"},
			incentive.ByScore{Base: 60},
			incentive.CapAt{Figure: "request"},
		},
	}
	requests := incentive.Decimals{Name: "request", Of: map[string]float64{"101": 310, "102": incentive.None(), "103": incentive.None()}}
	allocation, err := plan.Allocate(fictional(), incentive.Figures{Decimals: []incentive.Decimals{requests}})
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, a := range allocation.Awards {
		fmt.Printf("%s %s (%q)\n", a.Place.Unit.Name, plan.Pool.Measure.Format(a.Amount), a.Bound)
	}
	summary, _ := allocation.Summary(basis.English)
	fmt.Println(summary)
	why, _ := allocation.Explain("Alder", basis.English)
	for _, sentence := range why {
		fmt.Println(sentence)
	}
	// Output:
	// Alder 310.00 ("cap")
	// Birch 295.00 ("")
	// Cedar 295.00 ("")
	// Dogwood 0.00 ("")
	// land: 1,000.00 mu = awards 900.00 + remainder 0.00 + reserve 100.00
	// Alder: rank 1, score 92.40, grade A.
	// By article 2 (weight: score above 60): 32.4 parts.
	// By article 3 (cap: request): the cap is 310.00 mu.
	// Share of 900.00 mu among 3 eligible counties: 32.4 of 75 parts, 388.80 mu.
	// Limited by the cap of 310.00 mu under article 3 (cap: request): -78.80 mu.
	// Award: 310.00 mu.
}

// A clause of one's own: the better of two weights, as in programs with a dual
// formula. Whatever it changes is in the ledger.
func ExampleClauseFunc() {
	poverty := map[string]int64{"101": 10, "102": 60, "103": 20, "104": 70}
	age := map[string]int64{"101": 40, "102": 30, "103": 20, "104": 10}
	better := incentive.ClauseFunc{
		Name: "weight: the better of poverty and age",
		Func: func(s *incentive.Sheet) error {
			return s.Each(func(i int) error {
				code := s.Line(i).ID
				s.Scale(i, big.NewRat(max(poverty[code], age[code]), 1))
				return nil
			})
		},
	}
	plan := incentive.Plan{Pool: incentive.Pool{Measure: incentive.Measure{Name: "yuan"}, Amount: 1900}, Clauses: []incentive.Clause{better}}
	allocation, err := plan.Allocate(fictional(), incentive.Figures{})
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, a := range allocation.Awards {
		fmt.Println(a.Place.Unit.Name, a.Amount)
	}
	why, _ := allocation.Explain("Birch", basis.English)
	fmt.Println(why[1])
	// Output:
	// Alder 400
	// Birch 600
	// Cedar 200
	// Dogwood 700
	// By article 1 (weight: the better of poverty and age): 60 parts.
}

// One pool bounds another: land only for those that won quota, 20 mu a tonne.
func ExampleAllocation_List() {
	quota, err := incentive.Plan{
		Pool:    incentive.Pool{Measure: incentive.Measure{Name: "t"}, Amount: 30},
		Clauses: []incentive.Clause{incentive.Top{N: 3}},
	}.Allocate(fictional(), incentive.Figures{})
	if err != nil {
		fmt.Println(err)
		return
	}
	allocation, err := incentive.Plan{
		Pool:    incentive.Pool{Measure: incentive.Measure{Name: "mu"}, Amount: 1000},
		Clauses: []incentive.Clause{incentive.CapAt{Name: "mu a tonne", Figure: "quota", Rate: 20}},
	}.Allocate(fictional(), incentive.Figures{Decimals: []incentive.Decimals{quota.List("quota")}})
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(allocation.List("land").Of, allocation.Remainder)
	// Output:
	// map[101:200 102:200 103:200 104:0] 400
}
