package aggregate_test

import (
	"fmt"
	"math"

	"github.com/countyeval/countyeval/evaluation"
	"github.com/countyeval/countyeval/evaluation/aggregate"
	"github.com/countyeval/countyeval/indicators"
	"github.com/countyeval/countyeval/weights"
)

// The less a mean lets a high score make up for a low one, the less an unbalanced
// county has; made-up scores of an even and an uneven county.
func Example_means() {
	g := weights.Group{Parent: "overall", Codes: []string{"scale", "innovation", "green"}, Scores: weights.Columns{{60, 95}, {60, 70}, {60, 20}}}
	w := []float64{1. / 3, 1. / 3, 1. / 3}
	for _, m := range []struct {
		name string
		of   aggregate.Aggregator
	}{
		{"arithmetic", aggregate.Arithmetic{}},
		{"ordered, orness 0.4", aggregate.OWA{Orness: 0.4}},
		{"geometric", aggregate.Geometric{}},
		{"harmonic", aggregate.Harmonic{}},
		{"mean-min", aggregate.MeanMin{}},
		{"minimum", aggregate.Min{}},
	} {
		scores := make([]float64, 2)
		if err := m.of.Aggregate(scores, g, w); err != nil {
			fmt.Println(err)
			return
		}
		fmt.Printf("%-20s %.1f %.1f\n", m.name, scores[0], scores[1])
	}
	// Output:
	// arithmetic           60.0 61.7
	// ordered, orness 0.4  60.0 52.0
	// geometric            60.0 51.0
	// harmonic             60.0 40.1
	// mean-min             60.0 40.8
	// minimum              60.0 20.0
}

// A county without a score for one child: an error, unless the model says that the
// others shall stand for it.
func ExamplePresent() {
	f, err := indicators.NewFramework(indicators.Indicator{Code: "overall", Children: []indicators.Indicator{
		{Code: "va", Weight: 50, Bounds: &indicators.Range{Lo: 0, Hi: 1000}},
		{Code: "rd", Weight: 30, Bounds: &indicators.Range{Lo: 0, Hi: 5}},
		{Code: "water", Weight: 20, Bounds: &indicators.Range{Lo: 0, Hi: 10}},
	}})
	if err != nil {
		fmt.Println(err)
		return
	}
	t, err := indicators.NewTable(f, []indicators.Unit{{Code: "1", Name: "甲县"}, {Code: "2", Name: "乙县"}},
		map[string][]float64{"va": {400, 600}, "rd": {2, 3}, "water": {math.NaN(), 5}}, nil)
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, a := range []aggregate.Aggregator{aggregate.Arithmetic{}, aggregate.Present{MinShare: 0.9}, aggregate.Present{MinShare: 0.75}} {
		r, err := evaluation.Model{Aggregate: a}.Evaluate(t, nil)
		if err != nil {
			fmt.Println(err)
			continue
		}
		fmt.Printf("%.1f\n", r.Scores("").Copy())
	}
	// Output:
	// unit 1, indicator water: score of overall: missing value
	// unit 1, indicator overall: score of overall: missing value: no score for water; the children with one have 0.8 of the weight, and 0.9 is needed
	// [40.0 58.0]
}
