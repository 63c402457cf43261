// A program of somebody else, in a module of its own: it must compile and run
// against the library as it is published.
package main

import (
	"errors"
	"fmt"
	"os"

	"github.com/countyeval/countyeval/evaluation"
	"github.com/countyeval/countyeval/evaluation/incentive"
	"github.com/countyeval/countyeval/indicators"
	"github.com/countyeval/countyeval/indicators/basis"
	"github.com/countyeval/countyeval/weights"
)

func main() {
	if err := run(); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func run() error {
	framework, err := indicators.NewFramework(indicators.Indicator{
		Code: "overall", Children: []indicators.Indicator{
			{Code: "scale", Weight: 60, Unit: "万元"},
			{Code: "energy", Weight: 40, Unit: "tce", Direction: indicators.Lower},
		},
	})
	if err != nil {
		return err
	}
	group := weights.Group{Parent: framework.Root().Code}
	for _, in := range framework.Measured() {
		group.Codes = append(group.Codes, in.Code)
		group.Declared = append(group.Declared, in.Weight)
	}

	equal, err := weights.Of(nil, weights.Equal{}, group)
	if err != nil {
		return err
	}
	own := weights.Func(func(dst []float64, g weights.Group) error {
		for j := range g.Codes {
			dst[j] = float64(1 + 2*j)
		}
		return nil
	})
	mine, err := weights.Of(nil, own, group)
	if err != nil {
		return err
	}
	declared, err := weights.Of(nil, nil, group)
	if err != nil {
		return err
	}
	if got := fmt.Sprint(equal, mine, declared); got != "[0.5 0.5] [0.25 0.75] [0.6 0.4]" {
		return fmt.Errorf("weights are %s", got)
	}
	bad := weights.Func(func([]float64, weights.Group) error { return nil })
	if _, err := weights.Of(nil, bad, group); !errors.Is(err, basis.ErrWeights) {
		return fmt.Errorf("weights that are all zero give %v", err)
	}
	units := []indicators.Unit{{Code: "1", Name: "甲县"}, {Code: "2", Name: "乙县"}}
	table, err := indicators.NewTable(framework, units, map[string][]float64{"scale": {10, 30}, "energy": {2, 3}}, nil)
	if err != nil {
		return err
	}
	result, err := evaluation.Model{}.Evaluate(table, nil)
	if err != nil {
		return err
	}
	ranking, err := evaluation.Decision{Ties: evaluation.Ties{Digits: new(1)}}.Rank(result)
	if err != nil {
		return err
	}
	land, err := incentive.Plan{Pool: incentive.Pool{Name: "land", Amount: 100}, Clauses: []incentive.Clause{incentive.ByScore{}}}.Allocate(ranking, incentive.Figures{})
	if err != nil {
		return err
	}
	if got := fmt.Sprint(land.Awards[0].Amount, land.Awards[1].Amount, land.Remainder); got != "60 40 0" {
		return fmt.Errorf("awards are %s", got)
	}
	fmt.Println("a second module imports and uses the library")
	return nil
}
