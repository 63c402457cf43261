package aggregate_test

import (
	"fmt"

	"github.com/countyeval/countyeval/evaluation"
	"github.com/countyeval/countyeval/evaluation/aggregate"
	"github.com/countyeval/countyeval/indicators"
)

// Ranking methods beside one another on made-up counties, each with the normalizer that
// belongs to it.
func Example_rankers() {
	f, err := indicators.NewFramework(indicators.Indicator{Code: "overall", Children: []indicators.Indicator{
		{Code: "va", Weight: 60}, {Code: "energy", Weight: 40, Direction: indicators.Lower},
	}})
	if err != nil {
		fmt.Println(err)
		return
	}
	t, err := indicators.NewTable(f, []indicators.Unit{{Code: "甲县"}, {Code: "乙县"}, {Code: "丙县"}},
		map[string][]float64{"va": {400, 600, 500}, "energy": {30, 60, 40}}, nil)
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, a := range []aggregate.Aggregator{aggregate.MABAC{}, aggregate.MAIRCA{}, aggregate.ARAS{}, aggregate.CoCoSo{}, aggregate.RAM{}, aggregate.EDAS{}, aggregate.Wroclaw{}} {
		model, err := evaluation.Preset(f, a)
		if err != nil {
			fmt.Println(err)
			return
		}
		result, err := model.Evaluate(t, nil)
		if err != nil {
			fmt.Println(err)
			return
		}
		ranking, err := evaluation.Decision{Ties: evaluation.Ties{Digits: new(3)}}.Rank(result)
		if err != nil {
			fmt.Println(err)
			return
		}
		fmt.Printf("%v:", a)
		for _, p := range ranking.Places {
			fmt.Printf(" %s %.3f", p.Unit.Code, p.Score)
		}
		fmt.Println()
	}
	// Output:
	// mabac: 乙县 0.137 丙县 0.104 甲县 -0.063
	// mairca: 乙县 0.200 丙县 0.189 甲县 0.133
	// aras: 甲县 0.806 丙县 0.799 乙县 0.791
	// cocoso: 丙县 2.496 乙县 2.033 甲县 1.695
	// ram: 丙县 1.450 乙县 1.447 甲县 1.445
	// edas: 丙县 0.625 甲县 0.610 乙县 0.488
	// wroclaw: 丙县 0.536 乙县 0.344 甲县 0.182
}
