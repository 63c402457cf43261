package data

import (
	"github.com/countyeval/countyeval/evaluation"
	"github.com/countyeval/countyeval/indicators"
	"github.com/countyeval/countyeval/indicators/normalize"
	"github.com/countyeval/countyeval/indicators/prepare"
	"github.com/countyeval/countyeval/weights"
)

// RankedClass is the class of the units that are ranked against each other, and
// ApartClass that of the others, which are scored and stand apart.
const (
	RankedClass = "county"
	ApartClass  = "district"
)

// Model is the method of the example: sums and ratios, medians for missing
// figures, linear scores between the goalposts, cut at 0 and 100, weights by
// scheme (nil: declared), weighted arithmetic means.
func Model(scheme weights.Scheme) evaluation.Model {
	var steps []indicators.Step
	for _, s := range Sums() {
		steps = append(steps, s)
	}
	for _, r := range Ratios() {
		steps = append(steps, r)
	}
	return ModelAfter(append(steps, prepare.Median{}), scheme)
}

// ModelAfter is [Model] with other steps.
func ModelAfter(steps []indicators.Step, scheme weights.Scheme) evaluation.Model {
	return evaluation.Model{Steps: steps, Normalize: normalize.Clip{Of: normalize.MinMax{}}, Weigh: scheme}
}

// Decision ranks by scores of two published decimals, districts apart; equal scores
// share their rank (并列). Its grades are [Grades].
func Decision() evaluation.Decision {
	return evaluation.Decision{
		Ties:   evaluation.Ties{Digits: new(2)},
		Apart:  evaluation.Members{By: "class", In: []string{ApartClass}},
		Grader: Grades(),
	}
}

// Grades cut the ranked counties into grades: A at most 20 %, B at most 40 %,
// D at least 5 %, C the rest.
func Grades() evaluation.Quotas {
	return evaluation.Quotas{Grades: []evaluation.Quota{
		{Grade: "A", Share: 0.2, Rounding: evaluation.Floor},
		{Grade: "B", Share: 0.4, Rounding: evaluation.Floor},
		{Grade: "C", Rest: true},
		{Grade: "D", Share: 0.05, Rounding: evaluation.Ceil},
	}}
}
