package data

import (
	"slices"

	"github.com/countyeval/countyeval/evaluation"
	"github.com/countyeval/countyeval/indicators"
	"github.com/countyeval/countyeval/indicators/prepare"
	"github.com/countyeval/countyeval/weights"
)

// ApartClass is the class of the units that are scored and stand apart.
const ApartClass = "district"

// Model is the method of the scheme with other weights (nil: declared).
func Model(scheme weights.Scheme) evaluation.Model {
	m := Scheme().Scheme.Whole()
	m.Weigh = scheme
	return m
}

// ModelAfter is the same method with other steps.
func ModelAfter(steps []indicators.Step, scheme weights.Scheme) evaluation.Model {
	m := Model(scheme)
	m.Steps = steps
	return m
}

// Decision ranks and grades by the scores as published.
func Decision() evaluation.Decision { return Scheme().Scheme.Decision }

// Grades are the quotas of the scheme.
func Grades() evaluation.Quotas {
	q, _ := Decision().Grader.(evaluation.Quotas)
	return q
}

// Steps are the formulas of the scheme that a framework of one's own has a place for, and
// the columns that they are made from.
func Steps(f *indicators.Framework) []indicators.Step {
	var out []indicators.Step
	made := map[string]bool{}
	can := func(code string, from ...string) bool {
		in, ok := f.Find(code)
		made[code] = ok && in.Computed && !slices.ContainsFunc(from, func(c string) bool {
			of, ok := f.Find(c)
			return !ok || of.Computed && !made[c]
		})
		return made[code]
	}
	for _, step := range Scheme().Scheme.Whole().Steps {
		switch s := step.(type) {
		case prepare.Sum:
			if can(s.Code, slices.Concat(s.Of, s.Less)...) {
				out = append(out, s)
			}
		case prepare.Ratio:
			if can(s.Code, s.Of, s.By) {
				out = append(out, s)
			}
		}
	}
	return out
}

// DecisionFor is [Decision] for a table of one's own: units of the class county are
// ranked and all others stand apart; if there is none, all are ranked.
func DecisionFor(t *indicators.Table) evaluation.Decision {
	const ranked = "county"
	var others []string
	counties := false
	for _, u := range t.Units() {
		if u.Class == ranked {
			counties = true
		} else if !slices.Contains(others, u.Class) {
			others = append(others, u.Class)
		}
	}
	d := Decision()
	d.Apart = evaluation.Members{}
	if counties && others != nil {
		d.Apart = evaluation.Members{By: "class", In: others}
	}
	return d
}
