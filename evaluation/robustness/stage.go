package robustness

import (
	"slices"

	"github.com/countyeval/countyeval/evaluation"
	"github.com/countyeval/countyeval/evaluation/aggregate"
	"github.com/countyeval/countyeval/evaluation/internal/rerun"
	"github.com/countyeval/countyeval/indicators"
	"github.com/countyeval/countyeval/indicators/basis"
	"github.com/countyeval/countyeval/indicators/normalize"
	"github.com/countyeval/countyeval/weights"
)

// stage is a table that draws are scored on: the prepared one of the base, or one that
// other steps or another framework make. All have the same units.
type stage struct {
	e       *Evaluator
	base    [][]float64 // weights by class and node
	steps   int         // which alternative, from 0
	without string
}

// evaluate carries out an evaluation of the study's kind.
func (s Study) evaluate(m evaluation.Model, t *indicators.Table) (*evaluation.Result, error) {
	if s.Raw {
		return m.Evaluate(t, s.Rulings)
	}
	return m.Score(nil, t, s.Rulings)
}

// suits refuses factors that do not go with the study as a whole.
func (s Study) suits(f Factor) error {
	switch f := f.(type) {
	case Steps:
		if !s.Raw {
			return basis.Errorf("%w: steps are uncertain, but the table of the study is not raw", ErrStudy)
		}
	case Graders:
		return f.suit(s.Decision.Grader)
	case Plans:
		return f.suit(s.Plans)
	case Schemes:
		return eachModel(s, f.Of, func(m *evaluation.Model, of weights.Scheme) { m.Weigh = of })
	case Normalizers:
		return eachModel(s, f.Of, func(m *evaluation.Model, of normalize.Normalizer) { m.Normalize = of })
	case Aggregators:
		return eachModel(s, f.Of, func(m *evaluation.Model, of aggregate.Aggregator) { m.Aggregate = of })
	case Methods:
		return eachModel(s, f.Of, func(m *evaluation.Model, of Method) { m.Normalize, m.Aggregate = of.Normalize, of.Aggregate })
	}
	return nil
}

// eachModel asks the models that alternatives make for names that stand for nothing.
func eachModel[A any](s Study, alternatives []A, set func(m *evaluation.Model, of A)) error {
	var errs []error
	for i, a := range alternatives {
		m := s.Model
		if !s.Raw {
			m.Steps = nil // they have been carried out
		}
		set(&m, a)
		if _, err := m.Check(s.Table); err != nil {
			errs = append(errs, basis.Errorf("alternative %d: %w", i+1, err))
		}
	}
	return basis.JoinErrors(errs...)
}

// setStages makes an evaluator for the base and for every table that alternatives make, and
// tries all alternatives on each, so that what does not go together is found before the
// first draw.
func (p *plan) setStages(r *evaluation.Result, c Choices) error {
	s := p.study
	steps, withouts := [][]indicators.Step{s.Model.Steps}, []string{""}
	for _, f := range s.Factors {
		switch f := f.(type) {
		case Steps:
			steps = f.Of
		case Frameworks:
			withouts = f.Without
		}
	}
	base := c
	var err error
	if p.e, err = newEvaluator(r, s.Decision, &base); err != nil {
		return err
	}
	var errs []error
	for i := range steps {
		for _, without := range withouts {
			made, err := p.stage(r, i, steps[i], without, c, base)
			if err != nil {
				errs = append(errs, err)
			}
			p.stages = append(p.stages, made)
		}
	}
	return basis.JoinErrors(errs...)
}

// stage makes one; base are the choices of the base, filled in.
func (p *plan) stage(r *evaluation.Result, at int, steps []indicators.Step, left string, c, base Choices) (stage, error) {
	s := p.study
	conflict := func(err error) error {
		switch {
		case left != "" && s.varies(Steps{}):
			return basis.Errorf("%w: steps %d and the framework without %s: %w", ErrConflict, at+1, left, err)
		case left != "":
			return basis.Errorf("%w: the framework without %s: %w", ErrConflict, left, err)
		case s.varies(Steps{}):
			return basis.Errorf("%w: steps %d: %w", ErrConflict, at+1, err)
		}
		return err
	}
	if left != "" || s.varies(Steps{}) {
		m, t := s.Model, s.Table
		m.Steps = steps
		var err error
		if left != "" {
			smaller, ok, err := rerun.Without(t.Framework(), left)
			if err != nil || !ok {
				return stage{}, conflict(basis.JoinErrors(err, basis.Errorf("%w: without it nothing is left", basis.ErrFew)))
			}
			if t, err = t.Under(smaller); err != nil {
				return stage{}, conflict(err)
			}
		}
		if r, err = s.evaluate(m, t); err != nil {
			return stage{}, conflict(err)
		}
		if err := sameUnits(p.e.result.Prepared, r.Prepared); err != nil {
			return stage{}, conflict(err)
		}
	}
	e, err := p.e, error(nil)
	if r == e.result { // it is the base
		c = base
	} else {
		e, err = newEvaluator(r, s.Decision, &c)
	}
	if err == nil {
		err = e.try(c, pairs(s.Factors, c), s.schemes())
	}
	if err != nil {
		return stage{}, conflict(err)
	}
	return stage{e: e, base: e.l.Weights(e.result), steps: at, without: left}, nil
}

// schemes are those that draws take, after the model's own.
func (s Study) schemes() []weights.Scheme {
	for _, f := range s.Factors {
		if f, ok := f.(Schemes); ok {
			return f.Of
		}
	}
	return nil
}

// varies reports whether a factor of that type is in the study.
func (s Study) varies(like Factor) bool {
	for _, f := range s.Factors {
		if f.Label().String() == like.Label().String() {
			return true
		}
	}
	return false
}

// sameUnits refuses a table of other units, which the counts of a report would not fit.
func sameUnits(a, b *indicators.Table) error {
	if slices.EqualFunc(a.AppendUnits(nil), b.AppendUnits(nil), func(u, v indicators.Unit) bool { return u.Code == v.Code }) {
		return nil
	}
	var errs []error
	for _, side := range []struct {
		from, to *indicators.Table
		err      error
	}{{a, b, basis.Errorf("%w: it leaves", ErrStudy)}, {b, a, basis.Errorf("%w: it stays, though the base loses it", ErrStudy)}} {
		for _, u := range side.from.Units() {
			if _, ok := side.to.Row(u.Code); !ok {
				errs = append(errs, &indicators.InputError{Unit: u.Code, Err: side.err})
			}
		}
	}
	if errs == nil {
		errs = append(errs, basis.Errorf("%w: the units stand in another order", ErrStudy))
	}
	return basis.JoinErrors(errs...)
}

// stage is the number of that which the numbers at hand choose.
func (w *drawer) stage() int {
	steps, without, withouts := 0, 0, 1
	for i, f := range w.study.Factors {
		switch f := f.(type) {
		case Steps:
			steps = pick(w.u[w.numbers[i]], len(f.Of), f.Chances)
		case Frameworks:
			without, withouts = pick(w.u[w.numbers[i]], len(f.Without), f.Chances), len(f.Without)
		}
	}
	return steps*withouts + without
}

// shares are the importances of a draw by class and node of the base, 0 for what is left
// out.
func (w *drawer) shares() [][]float64 {
	var out [][]float64
	for _, by := range w.d.imp {
		row := make([]float64, len(w.e.l.Codes))
		for at, x := range by {
			row[w.e.l.Index[w.d.w.e.l.Codes[at]]] = x
		}
		out = append(out, row)
	}
	return out
}
