package scrutiny_test

import (
	"fmt"

	"github.com/countyeval/countyeval/evaluation"
	"github.com/countyeval/countyeval/evaluation/incentive"
	"github.com/countyeval/countyeval/evaluation/incentive/scrutiny"
	"github.com/countyeval/countyeval/indicators"
)

// fictional is a result of four counties that do not exist.
func fictional() *evaluation.Result {
	f, err := indicators.NewFramework(indicators.Indicator{Code: "overall", Children: []indicators.Indicator{{Code: "x", Bounds: &indicators.Range{Lo: 0, Hi: 100}}}})
	if err != nil {
		panic(err)
	}
	units := []indicators.Unit{{Code: "101", Name: "Alder"}, {Code: "102", Name: "Birch"}, {Code: "103", Name: "Cedar"}, {Code: "104", Name: "Dogwood"}}
	t, err := indicators.NewTable(f, units, map[string][]float64{"x": {92.4, 81.3, 81.3, 64}}, nil)
	if err != nil {
		panic(err)
	}
	r, err := evaluation.Model{}.Evaluate(t, nil)
	if err != nil {
		panic(err)
	}
	return r
}

// What a point of score is worth, where the edges are, and what a smaller pool
// changes. Sizes and rates are made up.
func Example() {
	what := scrutiny.WhatIf{Result: fictional(), Decision: evaluation.Decision{Ties: evaluation.Ties{Digits: new(2)}}}
	ranking, err := what.Decision.Rank(what.Result)
	if err != nil {
		fmt.Println(err)
		return
	}
	plan := incentive.Plan{
		Pool:    incentive.Pool{Name: "land", Measure: incentive.Measure{Name: "mu", Digits: 2}, Amount: 900},
		Clauses: []incentive.Clause{incentive.Top{N: 3}, incentive.ByScore{Base: 60}},
	}
	prices, err := scrutiny.PricesOf(plan, ranking, incentive.Figures{})
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, p := range prices.Rows {
		fmt.Println(p.Unit.Name, p.Text(1), "hundredths of a mu a point")
	}
	fmt.Println(prices.None, "without incentive")

	what.Plan = plan
	least, err := what.Least("Dogwood", 1, 0, 100)
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Printf("Dogwood wins land from %.2f on: %s mu\n", least.Score, plan.Pool.Measure.Format(least.Award.Amount))

	before, _ := plan.Allocate(ranking, incentive.Figures{})
	plan.Pool.Amount = 810
	after, _ := plan.Allocate(ranking, incentive.Figures{})
	change, err := scrutiny.TurnoverOf(before, after)
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Printf("A tenth less: %d lose, %s most (%s mu)\n", change.Losers, change.Largest.Unit.Name, plan.Pool.Measure.Format(change.Largest.Delta()))
	// Output:
	// Alder 681.6 hundredths of a mu a point
	// Birch 859.2 hundredths of a mu a point
	// Cedar 859.2 hundredths of a mu a point
	// Dogwood 0.0 hundredths of a mu a point
	// 1 without incentive
	// Dogwood wins land from 81.30 on: 199.06 mu
	// A tenth less: 3 lose, Alder most (-38.88 mu)
}
