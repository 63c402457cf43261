package whatif_test

import (
	"fmt"
	"log"

	"github.com/countyeval/countyeval/evaluation"
	"github.com/countyeval/countyeval/evaluation/robustness/internal/robustnesstest"
	"github.com/countyeval/countyeval/evaluation/robustness/whatif"
)

// South is second; a point of output costs it three times what a point of green does, and
// green can rise to 81 at most.
func ExampleCase_Cheapest() {
	c := whatif.Case{Result: robustnesstest.Four(), Decision: evaluation.Decision{Ties: evaluation.Ties{Digits: new(1)}}}
	way, err := c.Cheapest("south", whatif.Goal{Rank: 1},
		whatif.Lever{Code: "output", To: 100, Step: 0.1, Cost: 3},
		whatif.Lever{Code: "green", To: 81, Step: 0.1, Cost: 1})
	if err != nil {
		log.Fatal(err)
	}
	fmt.Printf("rank %d to %d, score %.1f to %.1f, at a cost of %.1f\n", way.Before.Rank, way.After.Rank, way.Before.Score, way.After.Score, way.Cost)
	for _, m := range way.Moves {
		fmt.Printf("%s from %g to %g; at %g it stays at rank %d\n", m.Code, m.From, m.To, m.ShortFigure, m.Short.Rank)
	}
	// Output:
	// rank 2 to 1, score 76.5 to 77.0, at a cost of 2.5
	// output from 70 to 70.5; at 70.4 it stays at rank 2
	// green from 80 to 81; at 80.9 it stays at rank 2
}

func ExampleCase_Slopes() {
	c := whatif.Case{Result: robustnesstest.Four(), Decision: evaluation.Decision{Ties: evaluation.Ties{Digits: new(1)}}}
	slopes, err := c.Slopes("south", map[string]float64{"output": 2, "innovation": 1, "green": 1})
	if err != nil {
		log.Fatal(err)
	}
	for _, r := range slopes.Rows {
		fmt.Printf("%-10s %.2f points for one more (%s); %+g makes it rank %d\n", r.Indicator.Code, r.Score, r.Course, r.Up.Step, r.Up.To.Rank)
	}
	// Output:
	// output     0.50 points for one more (straight); +2 makes it rank 1
	// innovation 0.30 points for one more (straight); +1 makes it rank 2
	// green      0.20 points for one more (straight); +1 makes it rank 2
}
