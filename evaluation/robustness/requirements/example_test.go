package requirements_test

import (
	"fmt"
	"log"

	"github.com/countyeval/countyeval/evaluation"
	"github.com/countyeval/countyeval/evaluation/robustness/internal/robustnesstest"
	"github.com/countyeval/countyeval/evaluation/robustness/requirements"
	"github.com/countyeval/countyeval/indicators/basis"
	"github.com/countyeval/countyeval/weights"
)

// Two candidates for the weights are put to the same test, as one would in go test.
func ExampleCheck() {
	base := robustnesstest.Four()
	d := evaluation.Decision{Ties: evaluation.Ties{Digits: new(1)}}
	reference, err := d.Rank(base)
	if err != nil {
		log.Fatal(err)
	}
	asked := []requirements.Requirement{
		requirements.NoZeroWeights{},
		requirements.KeepsFirst{N: 2, Least: 2},
		requirements.MovesAtMost{Ranks: 1},
		requirements.Monotone{},
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
		err = requirements.Check(requirements.Candidate{Result: r, Decision: d, Reference: reference}, asked...)
		if err == nil {
			fmt.Println(candidate.name, "meets them all")
			continue
		}
		fmt.Println(candidate.name + ":")
		for _, b := range basis.Find[*requirements.Breach](err) {
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
