package data

import (
	"github.com/countyeval/countyeval/evaluation"
	"github.com/countyeval/countyeval/indicators"
	"github.com/countyeval/countyeval/indicators/normalize"
	"github.com/countyeval/countyeval/indicators/prepare"
	"github.com/countyeval/countyeval/weights"
)

// RankedClass is the class of the units that are ranked against each other;
// districts are scored and not ranked.
const RankedClass = "county"

// Ranked reports whether a unit is ranked.
func Ranked(u indicators.Unit) bool { return u.Class == RankedClass }

// Model is the method of the example: sums and ratios, medians for missing
// figures, linear scores between the goalposts, cut at 0 and 100, weights by
// scheme (nil: declared), weighted arithmetic means.
func Model(f *indicators.Framework, scheme weights.Scheme) evaluation.Model {
	var steps []indicators.Step
	for _, s := range Sums() {
		steps = append(steps, s)
	}
	for _, r := range Ratios() {
		steps = append(steps, r)
	}
	return ModelAfter(append(steps, prepare.Median{}), f, scheme)
}

// ModelAfter is [Model] with other steps.
func ModelAfter(steps []indicators.Step, f *indicators.Framework, scheme weights.Scheme) evaluation.Model {
	return evaluation.Model{Framework: f, Steps: steps, Normalize: normalize.Clip{Of: normalize.MinMax{}}, Weigh: scheme}
}

// Ties publishes two decimals; equal scores share their rank (并列).
func Ties() evaluation.Ties { return evaluation.Ties{Round: 0.01} }

// Grading cuts the ranked counties into grades: A at most 20 %, B at most 40 %,
// D at least 5 %, C the rest.
func Grading() evaluation.Grading {
	return evaluation.Grading{Grades: []evaluation.GradeShare{
		{Grade: "A", Share: 0.2, Rounding: evaluation.Floor},
		{Grade: "B", Share: 0.4, Rounding: evaluation.Floor},
		{Grade: "C", Rest: true},
		{Grade: "D", Share: 0.05, Rounding: evaluation.Ceil},
	}}
}
