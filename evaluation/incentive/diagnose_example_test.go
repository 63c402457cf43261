package incentive_test

import (
	"fmt"

	"github.com/countyeval/countyeval/evaluation/incentive"
)

// What a point of score is worth, where the edges are, and what a smaller pool
// changes. Sizes and rates are made up.
func ExamplePlan_Prices() {
	plan := incentive.Plan{
		Pool:    incentive.Pool{Name: "land", Measure: incentive.Measure{Name: "mu", Digits: 2}, Amount: 900_00},
		Clauses: []incentive.Clause{incentive.Top{N: 3}, incentive.ByScore{Base: 60}},
	}
	prices, err := plan.Prices(fictional())
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, p := range prices.Rows {
		fmt.Println(p.Unit.Name, p.Own.FloatString(1), "hundredths of a mu a point")
	}
	fmt.Println(prices.None, "without incentive")

	what := incentive.WhatIf{Plan: plan, Ranking: fictional()}
	least, err := what.Least("Dogwood", 1, 0, 100)
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Printf("Dogwood wins land from %.2f on: %s mu\n", least.Score, plan.Pool.Measure.Format(least.Award.Amount))

	before, _ := plan.Allocate(fictional())
	plan.Pool.Amount = 810_00
	after, _ := plan.Allocate(fictional())
	change, err := incentive.Compare(before, after)
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
