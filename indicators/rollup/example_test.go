package rollup_test

import (
	"fmt"

	"github.com/countyeval/countyeval/indicators"
	"github.com/countyeval/countyeval/indicators/rollup"
)

// Enterprises, which are made up, become a figure of their counties: the ratio of sums.
// One of them is an enclave park, whose tax two counties share.
func Example() {
	firm, err := indicators.NewFramework(indicators.Indicator{Code: "firm", Children: []indicators.Indicator{{Code: "tax"}, {Code: "land"}}})
	if err != nil {
		panic(err)
	}
	small, err := indicators.NewTable(firm, []indicators.Unit{{Code: "e1", Region: "East"}, {Code: "e2", Region: "East"}, {Code: "e3", Region: "West"}},
		map[string][]float64{"tax": {30, 10, 12}, "land": {2, 8, 4}}, nil)
	if err != nil {
		panic(err)
	}
	county, err := indicators.NewFramework(indicators.Indicator{Code: "county", Children: []indicators.Indicator{{Code: "tax_per_mu", Computed: true}}})
	if err != nil {
		panic(err)
	}
	large, err := indicators.NewTable(county, []indicators.Unit{{Code: "East"}, {Code: "West"}}, nil, nil)
	if err != nil {
		panic(err)
	}
	rolled, err := rollup.Rollup{
		Columns: []rollup.Column{{Code: "tax_per_mu", Rule: rollup.Ratio{Of: "tax", By: "land"}}},
		Splits:  []rollup.Split{{Unit: "e1", Columns: []string{"tax"}, Shares: map[string]float64{"East": 0.6, "West": 0.4}}},
	}.Into(large, small)
	if err != nil {
		panic(err)
	}
	for i, u := range rolled.Table.Units() {
		fmt.Println(u.Code, rolled.Table.Column("tax_per_mu").At(i))
	}
	// Output:
	// East 2.8
	// West 6
}
