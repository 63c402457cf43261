package whatif

import (
	"cmp"
	"maps"
	"math"
	"slices"

	"github.com/countyeval/countyeval/evaluation"
	"github.com/countyeval/countyeval/evaluation/internal/rerun"
	"github.com/countyeval/countyeval/indicators"
	"github.com/countyeval/countyeval/indicators/basis"
)

// OneStep is the table of one unit with each measured indicator one step better and one
// step worse, all else as it is: what each step is worth.
type OneStep struct {
	Unit  indicators.Unit `json:"unit"`
	Score float64         `json:"score"` // now, as the decision ranks by it
	Rank  int             `json:"rank"`
	Rows  []StepRow       `json:"rows"` // in the order of the framework
}

// StepRow is one indicator.
type StepRow struct {
	Indicator indicators.Indicator `json:"indicator"`
	Figure    float64              `json:"figure"` // now; NaN: missing, and no steps
	Better    Stepped              `json:"better"`
	Worse     Stepped              `json:"worse"`
}

// Stepped is the unit after one step. There is none (NaN, rank 0) if there is no better or
// no worse figure to step to, or if the evaluation fails, and then Err says why.
type Stepped struct {
	Figure float64 `json:"figure"`
	Score  float64 `json:"score"`
	Rank   int     `json:"rank"`
	Err    error   `json:"err,omitzero"`
}

// StepsOf makes the table of a unit, by code. A step of an indicator is what steps has for
// its code, in its own unit of measure, toward the better and the worse side (its bands,
// where it has bands, are a step of their width); without, it is one place in the
// indicator's own order: the next better and the next worse figure of other units. Each
// time the raw table is evaluated again, others' figures as they are. Indicators computed
// from other columns have no figure of their own to step.
func StepsOf(r *evaluation.Result, d evaluation.Decision, unit string, steps map[string]float64) (OneStep, error) {
	d.Grader = nil
	ranking, err := d.Rank(r)
	if err != nil {
		return OneStep{}, err
	}
	row, ok := r.Raw.Row(unit)
	place, found := ranking.Find(unit)
	if !ok || !found || place.Rank == 0 {
		return OneStep{}, &indicators.InputError{Unit: unit, Err: basis.Errorf("%w: it is not ranked", basis.ErrUnknown)}
	}
	out := OneStep{Unit: place.Unit, Score: place.Score, Rank: place.Rank}
	var errs []error
	for _, code := range slices.Sorted(maps.Keys(steps)) {
		in, ok := r.Raw.Framework().Find(code)
		if !ok || !in.Measured() || in.Computed || !(steps[code] > 0) || math.IsInf(steps[code], 0) {
			errs = append(errs, &indicators.InputError{Indicator: code, Err: basis.Errorf("%w: a step of %v", basis.ErrValue, steps[code])})
		}
	}
	if err := basis.JoinErrors(errs...); err != nil {
		return OneStep{}, err
	}
	for _, in := range r.Raw.Framework().Measured() {
		if in.Computed {
			continue
		}
		s := StepRow{Indicator: in, Figure: r.Raw.Column(in.Code).At(row), Better: noStep(), Worse: noStep()}
		s.Better.Figure, s.Worse.Figure = neighbors(r.Raw.Column(in.Code), in, s.Figure, steps[in.Code])
		out.Rows = append(out.Rows, s)
	}
	basis.Each(2*len(out.Rows), basis.Large, func(i int) {
		s := &out.Rows[i/2]
		to := &s.Better
		if i%2 == 1 {
			to = &s.Worse
		}
		if math.IsNaN(to.Figure) {
			return
		}
		to.Score, to.Rank, to.Err = placeWith(r, d, unit, s.Indicator.Code, to.Figure)
	})
	return out, nil
}

func noStep() Stepped { return Stepped{Figure: math.NaN(), Score: math.NaN()} }

// neighbors are the figures one step better and one step worse; NaN if there is none.
func neighbors(x basis.View[float64], in indicators.Indicator, now, step float64) (better, lesser float64) {
	better, lesser = math.NaN(), math.NaN()
	switch {
	case math.IsNaN(now):
		return better, lesser
	case step > 0 && in.Direction == indicators.Lower:
		return now - step, now + step
	case step > 0 && in.Direction == indicators.Higher:
		return now + step, now - step
	case step > 0 && now < in.Target.Lo:
		return min(now+step, in.Target.Lo), now - step
	case step > 0 && now > in.Target.Hi:
		return max(now-step, in.Target.Hi), now + step
	case step > 0: // within the target nothing is better, and the nearer side is left first
		if now-in.Target.Lo < in.Target.Hi-now {
			return better, now - step
		}
		return better, now + step
	}
	for _, v := range x.All() {
		if math.IsNaN(v) {
			continue
		}
		switch cmp.Compare(rerun.Worse(in, v), rerun.Worse(in, now)) {
		case -1:
			if math.IsNaN(better) || rerun.Worse(in, v) > rerun.Worse(in, better) {
				better = v
			}
		case 1:
			if math.IsNaN(lesser) || rerun.Worse(in, v) < rerun.Worse(in, lesser) {
				lesser = v
			}
		}
	}
	return better, lesser
}

// placeWith evaluates again with one other figure of a unit.
func placeWith(r *evaluation.Result, d evaluation.Decision, unit, code string, x float64) (score float64, rank int, err error) {
	t, err := r.Raw.With(indicators.Reported, indicators.Change{Unit: unit, Indicator: code, Is: x})
	if err != nil {
		return math.NaN(), 0, err
	}
	got, err := rerun.Evaluate(r, t, r.Model, r.Rulings)
	if err != nil {
		return math.NaN(), 0, err
	}
	ranking, err := d.Rank(got)
	if err != nil {
		return math.NaN(), 0, err
	}
	p, ok := ranking.Find(unit)
	if !ok || p.Rank == 0 {
		return math.NaN(), 0, &indicators.InputError{Unit: unit, Indicator: code, Err: basis.Errorf("%w: with %v the unit is not ranked", basis.ErrUnknown, x)}
	}
	return p.Score, p.Rank, nil
}
