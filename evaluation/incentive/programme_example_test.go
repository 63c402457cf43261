package incentive_test

import (
	"fmt"

	"github.com/countyeval/countyeval/evaluation"
	"github.com/countyeval/countyeval/evaluation/incentive"
	"github.com/countyeval/countyeval/evaluation/incentive/fill"
)

// New land for revitalized stock, in the form of the land plan of 2020. The areas
// are made up. The pool is two thirds of the 299.50 mu that all may claim, so all are cut by one
// percentage.
func ExampleLinkage() {
	linkage := incentive.Linkage{
		Name: "revitalized stock",
		Kinds: []incentive.Stock{
			{Figure: "approved to 2017", Rate: 0.5},
			{Figure: "approved since 2018", Rate: 0.3},
			{Figure: "idle", Rate: 0.5},
		},
		Tasks: incentive.Tasks{Met: 1.1, Missed: 0.8, Lists: []string{"idle land disposed of", "approved land supplied"}},
	}
	figures := incentive.Figures{
		Decimals: []incentive.Decimals{
			{Name: "approved to 2017", Of: map[string]float64{"101": 200, "102": 0, "103": 100, "104": 40}},
			{Name: "approved since 2018", Of: map[string]float64{"101": 100, "102": 300, "103": 0, "104": 0}},
			{Name: "idle", Of: map[string]float64{"101": 0, "102": 20, "103": 10, "104": 0}},
		},
		Flags: []incentive.Flags{
			{Name: "idle land disposed of", Of: map[string]bool{"101": true, "102": true, "103": true, "104": false}},
			{Name: "approved land supplied", Of: map[string]bool{"101": true, "102": false, "103": true, "104": false}},
		},
	}
	mu := incentive.Measure{Name: "mu", Digits: 2}
	claims, _, err := linkage.Claims(mu, fictional(), figures)
	if err != nil {
		fmt.Println(err)
		return
	}
	allocation, err := incentive.Plan{
		Pool:    incentive.Pool{Name: "land", Measure: mu, Amount: 199.66},
		Clauses: []incentive.Clause{linkage},
	}.Allocate(fictional(), figures)
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, a := range allocation.Awards {
		fmt.Printf("%s %.2f %s\n", a.Place.Unit.Name, claims.Of[a.Place.Unit.Code], mu.Format(a.Amount))
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
	pool := incentive.Pool{Name: "land", Measure: incentive.Measure{Name: "mu"}, Amount: 1000}
	promised, err := incentive.Plan{
		Pool:    pool,
		Clauses: []incentive.Clause{incentive.ByRank{Schedule: []float64{4, 3, 3, 0.5}}},
	}.Allocate(fictional(), incentive.Figures{})
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, rule := range []fill.Rule{fill.Weighted{}, fill.EqualLosses{}, fill.Talmud{}} {
		left, err := incentive.Curtail(pool, "promised", 600, rule).Allocate(fictional(), incentive.Figures{Decimals: []incentive.Decimals{promised.List("promised")}})
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
		Pool:     incentive.Pool{Name: "COD", Measure: incentive.Measure{Name: "t", Digits: 1}, Amount: 500},
		Headroom: "headroom",
		Basins: []incentive.Under{
			{Name: "Huai", Members: evaluation.Members{By: "list:basin", In: []string{"upper Huai", "lower Huai"}}, Amount: 350},
			{Name: "upper Huai", Members: evaluation.Members{By: "list:basin", In: []string{"upper Huai"}}, Amount: 120},
		},
		Barred:  "barred",
		Clauses: []incentive.Clause{incentive.ByScore{Base: 50}},
	}.Plan()
	allocation, err := plan.Allocate(fictional(), incentive.Figures{
		Decimals: []incentive.Decimals{{Name: "headroom", Of: map[string]float64{"101": 300, "102": 90, "103": 400, "104": 400}}},
		Words: []incentive.Words{
			{Name: "basin", Of: map[string]string{"101": "upper Huai", "102": "lower Huai", "103": "lower Huai", "104": "Huang"}},
			{Name: "barred", Of: map[string]string{"103": "regional limit on approvals"}},
		},
	})
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
