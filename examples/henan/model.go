package main

import (
	"errors"

	"github.com/countyeval/countyeval/evaluation"
	"github.com/countyeval/countyeval/examples/henan/data"
	"github.com/countyeval/countyeval/indicators"
	"github.com/countyeval/countyeval/indicators/normalize"
	"github.com/countyeval/countyeval/indicators/prepare"
	"github.com/countyeval/countyeval/weights"
)

// recipe returns the ratio that makes a computed indicator.
func recipe(code string) (prepare.Ratio, bool) {
	for _, r := range data.Ratios() {
		if r.Code == code {
			return r, true
		}
	}
	return prepare.Ratio{}, false
}

// newModel is the whole method: sums and ratios, as far as the framework declares
// them and has their columns; medians for missing figures; linear scores between
// the goalposts, cut at 0 and 100; weights by scheme; weighted arithmetic means.
//
// A scored indicator that is declared computed and that none of the sums and
// ratios makes is an error that wraps errFormula.
func newModel(f *indicators.Framework, scheme weights.Scheme) (evaluation.Model, error) {
	steps, made := computed(f)
	var errs []error
	for _, in := range f.Measured() {
		if in.Computed && !made[in.Code] {
			errs = append(errs, &indicators.InputError{Indicator: in.Code, Err: errFormula})
		}
	}
	return data.ModelAfter(append(steps, prepare.Median{}), scheme), errors.Join(errs...)
}

// errFormula is a computed indicator of somebody's own.
var errFormula = errors.New("it is computed, but this program has no formula for it that uses columns of the framework alone; " +
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
	for _, s := range data.Sums() {
		if makes(s.Code, s.Of...) {
			steps, made[s.Code] = append(steps, s), true
		}
	}
	for _, r := range data.Ratios() {
		if makes(r.Code, r.Of, r.By) {
			steps, made[r.Code] = append(steps, r), true
		}
	}
	return steps, made
}

// fromData is the same model with goalposts from the data instead of the
// framework's, to show what that would change.
func fromData(m evaluation.Model) evaluation.Model {
	m.Normalize = normalize.Func(func(s normalize.Sample) (normalize.Scale, error) {
		s.Indicator.Bounds = nil
		return normalize.MinMax{}.Fit(s)
	})
	return m
}

// The weightings that -weights offers.
const (
	byDeclared = "declared"
	byEqual    = "equal"
	byEntropy  = "entropy"
	byMix      = "mix"
)

// schemeNames lists them in the order of the help text.
func schemeNames() []string { return []string{byDeclared, byEqual, byEntropy, byMix} }

// schemeOf returns the scheme of that name. Every scheme weighs the children of
// each node among themselves; the mix is half declared and half entropy.
func schemeOf(name string) weights.Scheme {
	switch name {
	case byEqual:
		return weights.Equal{}
	case byEntropy:
		return weights.Entropy{}
	case byMix:
		return weights.Mix{Parts: []weights.Part{
			{Scheme: weights.Declared{}, Share: 0.5},
			{Scheme: weights.Entropy{}, Share: 0.5},
		}}
	}
	return weights.Declared{}
}

// rivalsOf are the two weightings that a headline weighting is set beside.
func rivalsOf(name string) []string {
	switch name {
	case byEqual:
		return []string{byDeclared, byEntropy}
	case byEntropy, byMix:
		return []string{byDeclared, byEqual}
	}
	return []string{byEqual, byEntropy}
}
