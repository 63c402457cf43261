package prepare_test

import (
	"fmt"
	"math"

	"github.com/countyeval/countyeval/indicators"
	"github.com/countyeval/countyeval/indicators/basis"
	"github.com/countyeval/countyeval/indicators/prepare"
)

// Tax per mu is computed from two auxiliary columns; the county without a figure
// for land gets the median of the others.
func Example() {
	f, err := indicators.NewFramework(indicators.Indicator{Code: "tax_per_mu", Computed: true},
		indicators.Indicator{Code: "tax"}, indicators.Indicator{Code: "land"})
	if err != nil {
		fmt.Println(err)
		return
	}
	t, err := indicators.NewTable(f, []indicators.Unit{{Code: "1"}, {Code: "2"}, {Code: "3"}, {Code: "4"}},
		map[string][]float64{"tax": {30, 24, 50, 9}, "land": {2, 3, math.NaN(), 1}}, nil)
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, step := range []indicators.Step{prepare.Ratio{Code: "tax_per_mu", Of: "tax", By: "land"}, prepare.Median{}} {
		stage, err := step.Apply(t)
		if err != nil {
			fmt.Println(err)
			return
		}
		fmt.Println(stage.Name)
		for _, c := range stage.Changes {
			fmt.Printf("unit %s: %v, %s\n", c.Unit, c.Is, c.Why)
		}
		t = stage.Table
	}
	fmt.Println(t.Column("tax_per_mu").Copy())
	// Output:
	// tax_per_mu = tax / land
	// median imputation of all measured indicators
	// unit 3: 9, median of 3 values
	// [15 8 9 9]
}

// A step of one's own is a function that makes a new table and records what it
// changed: here figures reported in yuan are turned into 万元.
func Example_ownStep() {
	inWan := indicators.StepFunc(func(t *indicators.Table) (indicators.Stage, error) {
		stage := indicators.Stage{Name: basis.Textf("revenue in 万元")}
		for i, x := range t.Column("revenue").All() {
			stage.Changes = append(stage.Changes, indicators.Change{Unit: t.Unit(i).Code, Indicator: "revenue", Was: x, Is: x / 10_000, Why: basis.Textf("from yuan")})
		}
		var err error
		stage.Table, err = t.With(indicators.Restated, stage.Changes...)
		return stage, err
	})
	f, err := indicators.NewFramework(indicators.Indicator{Code: "revenue"})
	if err != nil {
		fmt.Println(err)
		return
	}
	t, err := indicators.NewTable(f, []indicators.Unit{{Code: "1"}}, map[string][]float64{"revenue": {12_345_678}}, nil)
	if err != nil {
		fmt.Println(err)
		return
	}
	stage, err := inWan.Apply(t)
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(stage.Name, stage.Table.Column("revenue").Copy())
	// Output: revenue in 万元 [1234.5678]
}
