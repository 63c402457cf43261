// A program of somebody else, in a module of its own: it must compile and run
// against the library as it is published.
package main

import (
	"errors"
	"fmt"
	"os"

	"github.com/countyeval/countyeval/indicators"
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
	if _, err := weights.Of(nil, bad, group); !errors.Is(err, weights.ErrWeights) {
		return fmt.Errorf("weights that are all zero give %v", err)
	}
	fmt.Println("a second module imports and uses the library")
	return nil
}
