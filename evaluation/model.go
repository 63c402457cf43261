package evaluation

import (
	"errors"
	"maps"
	"math"
	"slices"

	"github.com/countyeval/countyeval/evaluation/aggregate"
	"github.com/countyeval/countyeval/indicators"
	"github.com/countyeval/countyeval/indicators/basis"
	"github.com/countyeval/countyeval/indicators/normalize"
	"github.com/countyeval/countyeval/weights"
)

// Model is a whole method of evaluation as a value, without any figure of a year.
// Fields that are nil or false have the default given; the zero Model works.
type Model struct {
	Steps     []indicators.Step    `json:"steps,omitzero"`     // none
	Normalize normalize.Normalizer `json:"normalize,omitzero"` // normalize.MinMax{}: 0 to 100
	Weigh     weights.Scheme       `json:"weigh,omitzero"`     // weights.Declared{}
	Aggregate aggregate.Aggregator `json:"aggregate,omitzero"` // aggregate.Arithmetic{}

	// Flat makes all measured indicators one group below the root, weighed and
	// aggregated once; their declared weights are the products of the declared
	// shares down the tree. A node between has, for information, the mean of its
	// leaves by their weights.
	Flat bool `json:"flat,omitzero"`

	// ByClass weighs and aggregates the rows of each class alone. (Scales are
	// fitted over all units; normalize.WithinClass fits them by class.)
	ByClass bool `json:"by_class,omitzero"`

	Limits Limits `json:"limits,omitzero"` // of the points that rulings add
}

// ErrModel is a model that cannot be run, whatever the data.
const ErrModel = basis.Sentinel("model")

// check lists what is wrong with the model for a table, and with the rulings by
// themselves.
func (m Model) check(t *indicators.Table, rulings []Ruling) error {
	if t == nil || t.Len() == 0 {
		return basis.Errorf("%w: there is no table to evaluate", ErrModel)
	}
	if err := m.checkRulings(rulings); err != nil {
		return err
	}
	f := t.Framework()
	if p, ok := m.Weigh.(weights.PerGroup); ok {
		if err := m.checkNodes(f, "PerGroup", slices.Sorted(maps.Keys(p.By))); err != nil {
			return err
		}
	}
	if p, ok := m.Aggregate.(aggregate.PerNode); ok {
		errs := []error{m.checkNodes(f, "PerNode", slices.Sorted(maps.Keys(p.By)))}
		for _, a := range p.By {
			errs = append(errs, checkNames(f, a))
		}
		return errors.Join(append(errs, checkNames(f, p.Default))...)
	}
	return checkNames(f, m.Aggregate)
}

// checkNodes refuses codes that are no composed indicator, or that a flat model
// never weighs or aggregates.
func (m Model) checkNodes(f *indicators.Framework, what string, codes []string) error {
	var errs []error
	for _, code := range codes {
		in, known := f.Find(code)
		switch {
		case !known || in.Measured():
			errs = append(errs, &indicators.InputError{Indicator: code, Err: basis.Errorf("%w: %s names it, but it is no composed indicator of the framework", ErrModel, what)})
		case m.Flat && code != f.Root().Code:
			errs = append(errs, &indicators.InputError{Indicator: code, Err: basis.Errorf("%w: %s names it, but the model is flat and has the root alone", ErrModel, what)})
		}
	}
	return errors.Join(errs...)
}

// checkNames refuses codes in the options of an aggregator that are no indicator
// of the framework.
func checkNames(f *indicators.Framework, a aggregate.Aggregator) error {
	by, ok := a.(aggregate.Naming)
	if !ok {
		return nil
	}
	var errs []error
	for _, code := range by.Codes() {
		if _, known := f.Find(code); !known {
			errs = append(errs, &indicators.InputError{Indicator: code, Err: basis.Errorf("%w: %T names it, but it is no indicator of the framework", ErrModel, a)})
		}
	}
	return errors.Join(errs...)
}

// Prepare applies the steps in order and returns a stage for each. The prepared
// table is the last stage's. Units that a ruling leaves out of the evaluation
// leave before the first step, in a stage of its own. A computed indicator that no
// step has made is an error, and so is a ruling about a unit that t does not have, and a
// step whose record does not say what it did ([indicators.Stage.Check]).
func (m Model) Prepare(t *indicators.Table, rulings []Ruling) ([]indicators.Stage, error) {
	if err := errors.Join(m.check(t, rulings), strangers(t, rulings)); err != nil {
		return nil, err
	}
	f := t.Framework()
	stages := make([]indicators.Stage, 0, len(m.Steps)+1)
	if st, ok, err := leave(t, rulings); err != nil {
		return nil, err
	} else if ok {
		stages, t = append(stages, st), st.Table
	}
	for i, s := range m.Steps {
		if s == nil {
			return stages, basis.Errorf("%w: step %d is nil", ErrModel, i+1)
		}
		st, err := s.Apply(t)
		if err != nil {
			return stages, basis.Errorf("step %d: %w", i+1, err)
		}
		if st.Table == nil || st.Table.Framework() != f && f.Fits(st.Table.Framework()) != nil {
			return stages, basis.Errorf("%w: step %d (%s) gave no table of this framework", ErrModel, i+1, st.Name)
		}
		if err := st.Check(t); err != nil {
			return stages, basis.Errorf("step %d (%s): %w", i+1, st.Name, err)
		}
		stages = append(stages, st)
		t = st.Table
	}
	var errs []error
	for _, in := range f.Measured() {
		if in.Computed && !made(t, in.Code) {
			errs = append(errs, &indicators.InputError{Indicator: in.Code, Err: basis.Errorf("%w: the indicator is computed, but no step of the model makes it", ErrModel)})
		}
	}
	return stages, errors.Join(errs...)
}

// made reports whether a column has any value.
func made(t *indicators.Table, code string) bool {
	for _, x := range t.Column(code).All() {
		if !math.IsNaN(x) {
			return true
		}
	}
	return false
}

// Evaluate prepares the table and scores it, with the rulings of the year, if there
// are any. The result holds the raw table, every stage and the rulings; their effects
// on ranks, grades and awards are those of the [Decision] that ranks it.
func (m Model) Evaluate(t *indicators.Table, rulings []Ruling) (*Result, error) {
	stages, err := m.Prepare(t, rulings)
	if err != nil {
		return nil, err
	}
	prepared := t
	if len(stages) > 0 {
		prepared = stages[len(stages)-1].Table
	}
	r, err := m.Score(nil, prepared, rulings)
	if err != nil {
		return nil, err
	}
	r.Raw, r.Stages = t, stages
	warnings := t.Warnings()
	for _, s := range stages {
		for _, w := range s.Warnings {
			warnings = append(warnings, basis.Errorf("%s: %w", s.Name, w))
		}
	}
	r.Warnings = append(warnings, r.Warnings...)
	return r, nil
}
