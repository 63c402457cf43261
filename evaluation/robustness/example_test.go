package robustness_test

import (
	"context"
	"fmt"
	"log"
	"strings"

	"github.com/countyeval/countyeval/evaluation"
	"github.com/countyeval/countyeval/evaluation/robustness"
	"github.com/countyeval/countyeval/indicators"
	"github.com/countyeval/countyeval/indicators/basis"
	"github.com/countyeval/countyeval/indicators/normalize"
	"github.com/countyeval/countyeval/weights"
)

// four is a result of four made-up counties.
func four() *evaluation.Result {
	bounds := &indicators.Range{Lo: 0, Hi: 100}
	f, err := indicators.NewFramework(indicators.Indicator{Code: "overall", Children: []indicators.Indicator{
		{Code: "output", Weight: 50, Bounds: bounds},
		{Code: "innovation", Weight: 30, Bounds: bounds},
		{Code: "green", Weight: 20, Bounds: bounds},
	}})
	if err != nil {
		log.Fatal(err)
	}
	t, err := indicators.CSV{}.ReadTable(strings.NewReader(`code,output,innovation,green
north,90,60,70
south,70,85,80
east,75,70,60
west,40,50,90
`), f)
	if err != nil {
		log.Fatal(err)
	}
	r, err := evaluation.Model{Normalize: normalize.MinMax{}}.Evaluate(t, nil)
	if err != nil {
		log.Fatal(err)
	}
	return r
}

func ExampleCertify() {
	d := evaluation.Decision{Ties: evaluation.Ties{Digits: new(1)}}
	c, err := robustness.Certify(four(), d, robustness.Box{Radius: 0.1})
	if err != nil {
		log.Fatal(err)
	}
	for _, s := range c.Standings {
		fmt.Printf("%-5s rank %d, surely %d to %d, seen %d to %d, score %.1f to %.1f\n", s.Unit.Code, s.Rank, s.Best, s.Worst, s.BestSeen, s.WorstSeen, s.Low, s.High)
	}
	first := c.First(1)
	fmt.Println("surely first:", len(first.Surely), "perhaps:", len(first.Perhaps))
	// Output:
	// north rank 1, surely 1 to 2, seen 1 to 2, score 75.7 to 78.3
	// south rank 2, surely 1 to 2, seen 1 to 2, score 75.9 to 77.2
	// east  rank 3, surely 3 to 3, seen 3 to 3, score 70.1 to 71.0
	// west  rank 4, surely 4 to 4, seen 4 to 4, score 51.6 to 54.6
	// surely first: 0 perhaps: 2
}

func ExampleProof_Swap() {
	d := evaluation.Decision{Ties: evaluation.Ties{Digits: new(1)}}
	p, err := robustness.NewProof(four(), d, robustness.Box{})
	if err != nil {
		log.Fatal(err)
	}
	swap, err := p.Swap("north", "south")
	if err != nil {
		log.Fatal(err)
	}
	fmt.Printf("%s stays above %s, or equal, up to %.2f %%; at %.2f %% these weights turn them: ", swap.A.Code, swap.B.Code, 100*swap.AtLeast, 100*swap.Radius)
	shares := swap.Witness.Shares[""]
	fmt.Printf("%.1f %.1f %.1f\n", 100*shares["output"], 100*shares["innovation"], 100*shares["green"])
	// Output:
	// north stays above south, or equal, up to 2.69 %; at 2.69 % these weights turn them: 48.7 30.8 20.5
}

func ExampleRun() {
	base := four()
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

// Two candidates for the weights are put to the same test, as one would in go test.
func ExampleRequire() {
	base := four()
	d := evaluation.Decision{Ties: evaluation.Ties{Digits: new(1)}}
	reference, err := d.Rank(base)
	if err != nil {
		log.Fatal(err)
	}
	requirements := []robustness.Requirement{
		robustness.NoZeroWeights{},
		robustness.KeepsFirst{N: 2, Least: 2},
		robustness.MovesAtMost{Ranks: 1},
		robustness.Monotone{},
	}
	for _, candidate := range []struct {
		name   string
		scheme weights.Scheme
	}{
		{"equal", weights.Equal{}},
		{"green", weights.Fixed{"output": 0, "innovation": 40, "green": 60}},
	} {
		m := base.Model
		m.Weigh = candidate.scheme
		r, err := m.Evaluate(base.Raw, nil)
		if err != nil {
			log.Fatal(err)
		}
		err = robustness.Require(robustness.Candidate{Result: r, Decision: d, Reference: reference}, requirements...)
		if err == nil {
			fmt.Println(candidate.name, "meets them all")
			continue
		}
		fmt.Println(candidate.name + ":")
		for _, b := range basis.Find[*robustness.Breach](err) {
			fmt.Println(" ", b)
		}
	}
	// Output:
	// equal meets them all
	// green:
	//   requirement not met: no indicator has weight 0: found 0, limit 0, indicator output
	//   requirement not met: at least 2 of the first 2 stay: found 1, limit 2, unit north
	//   requirement not met: no unit moves more than 1 ranks: found 2, limit 1, units north, west
}
