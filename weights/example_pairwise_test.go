package weights_test

import (
	"errors"
	"fmt"

	"github.com/countyeval/countyeval/weights"
)

// One expert compares three dimensions in pairs. The judgements nearly fit
// together: 3 times 2 is 6, and 5 was said.
func ExampleAHP() {
	ahp := weights.AHP{Judgements: []weights.Judgement{
		{A: "innovation", B: "scale", Ratio: 3},
		{A: "scale", B: "green", Ratio: 2},
		{A: "innovation", B: "green", Ratio: 5},
	}}
	codes := []string{"scale", "innovation", "green"}
	w, err := weights.Of(nil, ahp, weights.Group{Parent: "overall", Codes: codes})
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Printf("%.3f\n", w)

	s, err := ahp.Solve(codes)
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Printf("lambda %.4f, CI %.4f, CR %.4f\n", s.Lambda, s.Index, s.Ratio)
	// Output:
	// [0.230 0.648 0.122]
	// lambda 3.0037, CI 0.0018, CR 0.0035
}

// Judgements that contradict each other are refused, and the worst contradiction
// is named, so that the expert knows what to think over.
func ExampleConsistencyError() {
	ahp := weights.AHP{Judgements: []weights.Judgement{
		{A: "innovation", B: "scale", Ratio: 3},
		{A: "scale", B: "green", Ratio: 2},
		{A: "green", B: "innovation", Ratio: 2},
	}}
	_, err := weights.Of(nil, ahp, weights.Group{Parent: "overall", Codes: []string{"scale", "innovation", "green"}})
	var refusal *weights.ConsistencyError
	if errors.As(err, &refusal) {
		fmt.Printf("%.2f is more than %.2f\n", refusal.Ratio, refusal.Max)
		fmt.Println(refusal.Worst)
	}
	// Output:
	// 0.69 is more than 0.10
	// scale is judged 2 times green and green 2 times innovation, which makes scale 4 times innovation, but innovation is judged 3 times scale
}

// Three experts, the first of whom counts twice, judge as one panel.
func ExampleGroupAHP() {
	say := func(innovationScale, innovationGreen, scaleGreen float64) []weights.Judgement {
		return []weights.Judgement{
			{A: "innovation", B: "scale", Ratio: innovationScale},
			{A: "innovation", B: "green", Ratio: innovationGreen},
			{A: "scale", B: "green", Ratio: scaleGreen},
		}
	}
	panel := weights.GroupAHP{Judges: []weights.Judge{
		{Name: "planning", Share: 2, Judgements: say(3, 5, 2)},
		{Name: "industry", Share: 1, Judgements: say(1, 4, 4)},
		{Name: "environment", Share: 1, Judgements: say(2, 1, 1./2)},
	}}
	s, err := panel.Solve([]string{"scale", "innovation", "green"})
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Printf("weights %.3f\n", s.Weights)
	fmt.Printf("spread  %.2f\n", s.Spread)
	for e, judge := range s.Judges {
		fmt.Printf("%-11s %.3f CR %.3f\n", panel.Judges[e].Name, judge.Weights, judge.Ratio)
	}
	// Output:
	// weights [0.277 0.553 0.170]
	// spread  [1.36 1.24 1.70]
	// planning    [0.230 0.648 0.122] CR 0.004
	// industry    [0.444 0.444 0.111] CR 0.000
	// environment [0.200 0.400 0.400] CR 0.000
}

// The Best-Worst Method asks for fewer judgements: how many times the best counts
// as much as each of the others, and each of these as much as the worst.
func ExampleBWM() {
	bwm := weights.BWM{
		Best: "innovation", Worst: "energy",
		BestToOthers:  map[string]float64{"scale": 2, "green": 4, "talent": 3, "energy": 8},
		OthersToWorst: map[string]float64{"scale": 4, "green": 2, "talent": 3},
	}
	s, err := bwm.Solve([]string{"scale", "innovation", "green", "talent", "energy"})
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Printf("%.4f\n", s.Weights)
	fmt.Printf("xi %.4f, CR %.4f of at most %.4f\n", s.Xi, s.Ratio, s.Threshold)
	// Output:
	// [0.2295 0.4481 0.1148 0.1530 0.0546]
	// xi 0.0109, CR 0.0179 of at most 0.2958
}
