package prepare_test

import (
	"fmt"

	"github.com/countyeval/countyeval/indicators"
	"github.com/countyeval/countyeval/indicators/prepare"
)

// One county has far more exports than the others. The treatment draws it in to the
// next one, and says why; the plain logarithm is another way.
func ExampleTreat() {
	f, err := indicators.NewFramework(indicators.Indicator{Code: "exports"})
	if err != nil {
		fmt.Println(err)
		return
	}
	units := make([]indicators.Unit, 8)
	for i := range units {
		units[i].Code = string(rune('a' + i))
	}
	t, err := indicators.NewTable(f, units, map[string][]float64{"exports": {3, 5, 4, 6, 2, 7, 5, 400}}, nil)
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, step := range []indicators.Step{prepare.Treat{}, prepare.Transform{By: prepare.Log{Form: prepare.LogPlain}}} {
		stage, err := step.Apply(t)
		if err != nil {
			fmt.Println(err)
			return
		}
		fmt.Println(stage.Name)
		last := stage.Changes[len(stage.Changes)-1]
		fmt.Printf("  %d changed; %s from %v to %.3g: %s\n", len(stage.Changes), last.Unit, last.Was, last.Is, last.Why)
	}
	// Output:
	// outliers (|skewness| > 2, kurtosis > 3.5) of all measured indicators: at most 5 points winsorized, then log
	//   1 changed; h from 400 to 7: the highest value winsorized to 7; skewness -0.335537, kurtosis -0.930073, before 2.82769, 7.99689
	// plain log of all measured indicators
	//   8 changed; h from 400 to 5.99: ln(x)
}

// How much tax per mu has grown in two years: the ratio is made in each year first.
func ExampleGrowth() {
	f, err := indicators.NewFramework(indicators.Indicator{Code: "all", Children: []indicators.Indicator{
		{Code: "tax_per_mu", Computed: true}, {Code: "growth", Computed: true},
	}}, indicators.Indicator{Code: "tax"}, indicators.Indicator{Code: "land"})
	if err != nil {
		fmt.Println(err)
		return
	}
	tables := map[int]*indicators.Table{}
	for year, tax := range map[int][]float64{2021: {10, 30}, 2023: {12, 33}} {
		if tables[year], err = indicators.NewTable(f, []indicators.Unit{{Code: "a"}, {Code: "b"}}, map[string][]float64{"tax": tax, "land": {1, 2}}, nil); err != nil {
			fmt.Println(err)
			return
		}
	}
	panel, err := indicators.NewPanel(tables)
	if err != nil {
		fmt.Println(err)
		return
	}
	t := panel.Table(2023)
	for _, step := range []indicators.Step{
		prepare.EachYear{Of: prepare.Ratio{Code: "tax_per_mu", Of: "tax", By: "land"}},
		prepare.Growth{Code: "growth", Of: "tax_per_mu", Years: 2, Factor: 100, CurrentPrices: true},
	} {
		stage, err := step.Apply(t)
		if err != nil {
			fmt.Println(err)
			return
		}
		fmt.Println(stage.Name)
		for _, w := range stage.Warnings {
			fmt.Println("  warning:", w)
		}
		t = stage.Table
	}
	fmt.Printf("%.1f\n", t.Column("growth").Copy())
	// Output:
	// in each year: tax_per_mu = tax / land
	// growth = growth of tax_per_mu over 2 years * 100, at current prices
	//   warning: indicator growth: current prices: the growth of tax_per_mu has the change of prices in it; give a Deflator or figures in constant prices
	// [20.0 10.0]
}
