package incentive_test

import (
	"fmt"

	"github.com/countyeval/countyeval/evaluation/incentive"
	"github.com/countyeval/countyeval/evaluation/incentive/fill"
)

// New land for revitalized stock, in the form of the land plan of 2020. The areas
// are made up. The pool is two thirds of what all may claim, so all are cut by one
// percentage.
func ExampleLinkage() {
	linkage := incentive.Linkage{
		Name: "revitalized stock",
		Kinds: []incentive.Stock{
			{Name: "approved to 2017", Rate: 0.5, Area: incentive.Per{"101": 200_00, "102": 0, "103": 100_00, "104": 40_00}},
			{Name: "approved since 2018", Rate: 0.3, Area: incentive.Per{"101": 100_00, "102": 300_00, "103": 0, "104": 0}},
			{Name: "idle", Rate: 0.5, Area: incentive.Per{"101": 0, "102": 20_00, "103": 10_00, "104": 0}},
		},
		Tasks: incentive.Tasks{Met: 1.1, Missed: 0.8, Done: map[string][]bool{"101": {true, true}, "102": {true, false}, "103": {true, true}, "104": {false, false}}},
	}
	claims, all, err := linkage.Claims()
	if err != nil {
		fmt.Println(err)
		return
	}
	mu := incentive.Measure{Name: "mu", Digits: 2}
	allocation, err := incentive.Plan{
		Pool:    incentive.Pool{Name: "land", Measure: mu, Amount: all * 2 / 3},
		Clauses: []incentive.Clause{linkage},
	}.Allocate(fictional())
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, a := range allocation.Awards {
		fmt.Println(a.Place.Unit.Name, mu.Format(claims[a.Place.Unit.Code]), mu.Format(a.Amount))
	}
	// Output:
	// Alder 143.00 95.33
	// Birch 80.00 53.33
	// Cedar 60.50 40.33
	// Dogwood 16.00 10.66
}

// A pool is cut in mid-year after its awards were promised: by one percentage, by
// one amount, or with half of every promise protected.
func ExampleCut() {
	promised, err := incentive.Plan{
		Pool:    incentive.Pool{Name: "land", Measure: incentive.Measure{Name: "mu"}, Amount: 1000},
		Clauses: []incentive.Clause{incentive.ByRank{Schedule: []float64{4, 3, 3, 0.5}}},
	}.Allocate(fictional())
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, rule := range []fill.Rule{fill.Weighted{}, fill.EqualLosses{}, fill.Talmud{}} {
		left, err := incentive.Cut(promised, 600, rule).Allocate(fictional())
		if err != nil {
			fmt.Println(err)
			return
		}
		fmt.Print(rule, ":")
		for k, a := range left.Awards {
			fmt.Print(" ", promised.Awards[k].Amount, " -> ", a.Amount, ";")
		}
		fmt.Println(" remainder", left.Remainder)
	}
	// Output:
	// fill: 380 -> 228; 285 -> 171; 285 -> 171; 47 -> 28; remainder 2
	// equal losses: 380 -> 263; 285 -> 168; 285 -> 168; 47 -> 0; remainder 1
	// talmud: 380 -> 255; 285 -> 160; 285 -> 160; 47 -> 23; remainder 2
}

// Yearly quota of one pollutant, with headroom and nested basins. Sizes are made
// up. The county that is barred from this pool may still win land.
func ExampleCapacity() {
	plan := incentive.Capacity{
		Pool:     incentive.Pool{Name: "COD", Measure: incentive.Measure{Name: "t", Digits: 1}, Amount: 500_0},
		Headroom: incentive.Per{"101": 300_0, "102": 90_0, "103": 400_0, "104": 400_0},
		Basins: []fill.Ceiling{
			{Name: "Huai", Members: []string{"101", "102", "103"}, Amount: 350_0},
			{Name: "upper Huai", Members: []string{"101"}, Amount: 120_0},
		},
		Barred:  map[string]string{"103": "regional limit on approvals"},
		Clauses: []incentive.Clause{incentive.ByScore{Base: 50}},
	}.Plan()
	allocation, err := plan.Allocate(fictional())
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, a := range allocation.Awards {
		fmt.Printf("%s %s (%q)\n", a.Place.Unit.Name, plan.Pool.Measure.Format(a.Amount), a.Bound)
	}
	// Output:
	// Alder 120.0 ("upper Huai")
	// Birch 90.0 ("cap")
	// Cedar 0.0 ("")
	// Dogwood 290.0 ("")
}
