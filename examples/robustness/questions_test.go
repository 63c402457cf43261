package main

import (
	"context"
	"fmt"
	"log"
	"os"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/countyeval/countyeval/evaluation"
	"github.com/countyeval/countyeval/evaluation/incentive"
	"github.com/countyeval/countyeval/evaluation/robustness"
	"github.com/countyeval/countyeval/evaluation/robustness/proof"
	"github.com/countyeval/countyeval/evaluation/robustness/requirements"
	"github.com/countyeval/countyeval/evaluation/robustness/whatif"
	"github.com/countyeval/countyeval/examples/henan/data"
	"github.com/countyeval/countyeval/indicators/normalize"
	"github.com/countyeval/countyeval/weights"
)

// henan is the evaluation of examples/henan: 110 real counties, a made-up framework.
func henan(scheme weights.Scheme) (*evaluation.Result, evaluation.Decision, incentive.Figures) {
	_, table, err := data.Read()
	check(err)
	result, err := data.Model(scheme).Evaluate(table, nil)
	check(err)
	figures, err := data.Figures(table, data.LandColumn)
	check(err)
	return result, data.Decision(), figures
}

// Mengzhou is the last county of grade A, and Xin'an the first without it.
func Example() {
	const mengzhou, xinan = "410883", "410323"
	result, decision, figures := henan(nil)

	// Is my rank safe? For all weights that are off by up to 5 % of themselves, by proof:
	certificate, err := proof.Certify(result, decision, proof.Box{Radius: 0.05})
	check(err)
	at, err := certificate.Standing(mengzhou)
	check(err)
	fmt.Printf("rank %d, surely %d to %d\n", at.Rank, at.Best, at.Worst)

	// What would change it? The smallest change of weights that turns the two:
	all, err := proof.New(result, decision, proof.Box{})
	check(err)
	swap, err := all.Swap(mengzhou, xinan)
	check(err)
	fmt.Printf("no weights off by less than %.2f %% turn the two\n", 100*swap.AtLeast)

	// And if more than weights is uncertain, is the award safe?
	study := robustness.Study{
		Model: result.Model, Table: result.Prepared, Decision: decision,
		Plans: []incentive.Plan{data.Land()}, Figures: figures,
		Factors: []robustness.Factor{
			robustness.Weights{Of: robustness.Within{Radius: 0.25}},
			robustness.Normalizers{Of: []normalize.Normalizer{result.Model.Normalize, normalize.ZScore{Mean: 35, SD: 27}}},
		},
	}
	report, err := robustness.Run(context.Background(), study, robustness.Options{Draws: 1000, Seed: 1, Twin: true})
	check(err)
	land, _ := report.Pool("Land")
	award, _ := land.Find(mengzhou)
	fmt.Printf("%v: an award in %.0f %% of them, %.0f mu in the mean\n", report, 100*award.Any(), award.Mean())

	// Which choice matters most?
	influences, err := study.Indices(context.Background(), robustness.DesignOptions{N: 256, Seed: 1})
	check(err)
	for i, factor := range influences[0].Factors {
		fmt.Printf("%v: %.0f %% of the variance of ranks\n", factor, 100*influences[0].Indices.Total[i].Value)
	}

	// Which is the cheapest way up? 1 % of any of the figures that help by rising costs the same.
	c := whatif.Case{Result: result, Decision: decision}
	levers, err := c.Levers(xinan, 0.2)
	check(err)
	way, err := c.Cheapest(xinan, whatif.Goal{Grade: "A"}, levers...)
	check(err)
	for _, m := range way.Moves {
		fmt.Printf("%s from %g to %g, not at %g\n", m.Code, m.From, m.To, m.ShortFigure)
	}
	// Output:
	// rank 20, surely 18 to 20
	// no weights off by less than 5.96 % turn the two
	// 1000 draws: an award in 91 % of them, 133 mu in the mean
	// weights: 38 % of the variance of ranks
	// normalizer: 62 % of the variance of ranks
	// sec_va from 159.0003 to 172.8581, not at 172.858
}

// Two candidates for the weights are put to the same test: the declared weights meet all
// that is asked, and under weights by entropy two counties move too far.
func TestWeights(t *testing.T) {
	declared, decision, _ := henan(nil)
	reference, err := decision.Rank(declared)
	require.NoError(t, err)
	asked := func(scheme weights.Scheme) error {
		result, decision, _ := henan(scheme)
		return requirements.Check(requirements.Candidate{Result: result, Decision: decision, Reference: reference},
			requirements.NoZeroWeights{},
			requirements.ExplainsAtMost{Share: 0.9},
			requirements.KeepsFirst{N: 20, Least: 18},
			requirements.MovesAtMost{Ranks: 15},
			requirements.BorderStands{Grade: "A", Set: proof.Box{Radius: 0.05}},
			requirements.Monotone{})
	}
	require.NoError(t, asked(weights.Declared{}))
	require.EqualError(t, asked(weights.Entropy{}), "requirement not met: no unit moves more than 15 ranks: found 17, limit 15, units 410825, 411328")
}

// TestREADME holds what the README shows to this file, byte for byte.
func TestREADME(t *testing.T) {
	readme, err := os.ReadFile("../../README.md")
	require.NoError(t, err)
	file, err := os.ReadFile("questions_test.go")
	require.NoError(t, err)
	_, shown, _ := strings.Cut(string(file), "// Mengzhou is the last")
	shown, _, _ = strings.Cut(shown, "\n// TestREADME")
	assert.Contains(t, string(readme), "```go\n// Mengzhou is the last"+shown+"```\n")
}

func check(err error) {
	if err != nil {
		log.Fatal(err)
	}
}
