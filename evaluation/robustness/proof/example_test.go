package proof_test

import (
	"fmt"
	"log"

	"github.com/countyeval/countyeval/evaluation"
	"github.com/countyeval/countyeval/evaluation/robustness/internal/robustnesstest"
	"github.com/countyeval/countyeval/evaluation/robustness/proof"
)

func ExampleCertify() {
	d := evaluation.Decision{Ties: evaluation.Ties{Digits: new(1)}}
	c, err := proof.Certify(robustnesstest.Four(), d, proof.Box{Radius: 0.1})
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
	p, err := proof.New(robustnesstest.Four(), d, proof.Box{})
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
