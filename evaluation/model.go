package evaluation

import (
	"math"

	"github.com/countyeval/countyeval/evaluation/aggregate"
	"github.com/countyeval/countyeval/indicators"
	"github.com/countyeval/countyeval/indicators/basis"
	"github.com/countyeval/countyeval/indicators/normalize"
	"github.com/countyeval/countyeval/weights"
)

// Model is a whole method of evaluation as a value, without any figure of a year.
// Fields that are nil or false have the default given; the zero Model works.
//
// A child of weight 0 counts as absent. Where weights that look at no scores say so
// ([weights.IsGiven]: declared, fixed, judged by people), that is known beforehand, and
// nothing is demanded of it: an indicator whose figures are all equal or missing, or that
// no step computes, then has no scores, and refuses nothing ([Result.NotCounted]).
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

	Open OpenPolicy `json:"open,omitzero"` // what becomes of figures under query; they are scored, with a warning
}

// ErrModel is a model that cannot be run, whatever the data.
const ErrModel = basis.Sentinel("model")

// check lists what is wrong with the model for a table, and with the rulings by
// themselves.
func (m Model) check(t *indicators.Table, rulings []Ruling) error {
	if t == nil || t.Len() == 0 {
		return basis.Errorf("%w: there is no table to evaluate", ErrModel)
	}
	return basis.JoinErrors(m.checkOpen(), m.checkRulings(rulings))
}

// Prepare applies the steps in order and returns a stage for each. The prepared
// table is the last stage's. Units that a ruling leaves out of the evaluation
// leave before the first step, in a stage of its own. A computed indicator that no
// step has made is an error, unless it does not count ([Result.NotCounted]), and so is a ruling about a unit that t does not have, and a
// step whose record does not say what it did ([indicators.Stage.Check]).
func (m Model) Prepare(t *indicators.Table, rulings []Ruling) ([]indicators.Stage, error) {
	stages, _, err := m.prepare(t, rulings)
	return stages, err
}

// prepare is Prepare, with warnings of names.
func (m Model) prepare(t *indicators.Table, rulings []Ruling) (stages []indicators.Stage, warnings []error, err error) {
	if err := m.check(t, rulings); err != nil {
		return nil, nil, basis.JoinErrors(err, strangers(t, rulings))
	}
	n := m.names(t)
	if err := basis.JoinErrors(strangers(t, rulings), n.err()); err != nil {
		return nil, nil, err
	}
	f := t.Framework()
	stages = make([]indicators.Stage, 0, len(m.Steps)+1)
	if st, ok, err := leave(t, rulings); err != nil {
		return nil, nil, err
	} else if ok {
		stages, t = append(stages, st), st.Table
	}
	for i, s := range m.Steps {
		if s == nil {
			return stages, n.warnings, basis.Errorf("%w: step %d is nil", ErrModel, i+1)
		}
		st, err := n.apply(i, s, t)
		if err != nil {
			return stages, n.warnings, basis.Errorf("step %d: %w", i+1, err)
		}
		if st.Table == nil || st.Table.Framework() != f && f.Fits(st.Table.Framework()) != nil {
			return stages, n.warnings, basis.Errorf("%w: step %d (%s) gave no table of this framework", ErrModel, i+1, st.Name)
		}
		st.Table = st.Table.After(t)
		if err := st.Check(t); err != nil {
			return stages, n.warnings, basis.Errorf("step %d (%s): %w", i+1, st.Name, err)
		}
		stages = append(stages, st)
		t = st.Table
	}
	var errs []error
	var idle map[string]bool
	for _, in := range f.Measured() {
		if in.Computed && !made(t, in.Code) {
			if idle == nil {
				idle = m.notCounted(t)
			}
			if idle[in.Code] {
				continue
			}
			errs = append(errs, &indicators.InputError{Indicator: in.Code, Err: basis.Errorf("%w: the indicator is computed, but no step of the model makes it", ErrModel)})
		}
	}
	return stages, n.warnings, basis.JoinErrors(errs...)
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
	stages, names, err := m.prepare(t, rulings)
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
	r.Warnings = append(append(warnings, names...), r.Warnings...)
	return r, nil
}
