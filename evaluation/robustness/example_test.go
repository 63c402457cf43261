package robustness_test

import (
	"context"
	"fmt"
	"log"

	"github.com/countyeval/countyeval/evaluation"
	"github.com/countyeval/countyeval/evaluation/robustness"
	"github.com/countyeval/countyeval/evaluation/robustness/internal/robustnesstest"
)

func ExampleRun() {
	base := robustnesstest.Four()
	study := robustness.Study{
		Model: base.Model, Table: base.Prepared,
		Decision: evaluation.Decision{Ties: evaluation.Ties{Digits: new(1)}},
		Factors:  []robustness.Factor{robustness.Weights{Of: robustness.Within{Radius: 0.25}}},
	}
	report, err := robustness.Run(context.Background(), study, robustness.Options{Draws: 10_000, Seed: 1})
	if err != nil {
		log.Fatal(err)
	}
	fmt.Println(report)
	for _, u := range report.Units {
		fmt.Printf("%-5s first in %2.0f %% of draws, mean rank %.2f\n", u.Unit.Code, 100*u.At(1), u.MeanRank())
	}
	// Output:
	// 10000 draws
	// north first in 61 % of draws, mean rank 1.39
	// south first in 41 % of draws, mean rank 1.59
	// east  first in  0 % of draws, mean rank 3.00
	// west  first in  0 % of draws, mean rank 4.00
}
