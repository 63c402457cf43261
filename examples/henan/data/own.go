package data

import (
	"errors"

	"github.com/countyeval/countyeval/evaluation"
	"github.com/countyeval/countyeval/indicators"
	"github.com/countyeval/countyeval/indicators/prepare"
	"github.com/countyeval/countyeval/weights"
)

// Recipe returns the ratio that makes a computed indicator.
func Recipe(code string) (prepare.Ratio, bool) {
	for _, r := range Ratios() {
		if r.Code == code {
			return r, true
		}
	}
	return prepare.Ratio{}, false
}

// Model is the whole method: sums and ratios, as far as the framework declares
// them and has their columns; medians for missing figures; linear scores between
// the goalposts, cut at 0 and 100; weights by scheme; weighted arithmetic means.
//
// A scored indicator that is declared computed and that none of the sums and
// ratios makes is an error that wraps ErrFormula.
func (in Input) Model(scheme weights.Scheme) (evaluation.Model, error) {
	steps, made := computed(in.Framework)
	var errs []error
	for _, x := range in.Framework.Measured() {
		if x.Computed && !made[x.Code] {
			errs = append(errs, &indicators.InputError{Indicator: x.Code, Err: ErrFormula})
		}
	}
	return ModelAfter(append(steps, prepare.Median{}), scheme), errors.Join(errs...)
}

// ErrFormula is a computed indicator of somebody's own.
var ErrFormula = errors.New("it is computed, but this program has no formula for it that uses columns of the framework alone; " +
	"compute it beforehand and read it as a column")

// computed are the sums and ratios that the framework has a place and columns
// for, and the codes of what they make.
func computed(f *indicators.Framework) (steps []indicators.Step, made map[string]bool) {
	made = map[string]bool{}
	makes := func(code string, of ...string) bool {
		in, ok := f.Find(code)
		if !ok || !in.Computed {
			return false
		}
		for _, c := range of {
			if col, ok := f.Find(c); !ok || !col.Measured() || col.Computed && !made[c] {
				return false
			}
		}
		return true
	}
	for _, s := range Sums() {
		if makes(s.Code, s.Of...) {
			steps, made[s.Code] = append(steps, s), true
		}
	}
	for _, r := range Ratios() {
		if makes(r.Code, r.Of, r.By) {
			steps, made[r.Code] = append(steps, r), true
		}
	}
	return steps, made
}
