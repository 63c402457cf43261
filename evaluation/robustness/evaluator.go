package robustness

import (
	"math"

	"github.com/countyeval/countyeval/evaluation"
	"github.com/countyeval/countyeval/evaluation/aggregate"
	"github.com/countyeval/countyeval/evaluation/internal/layout"
	"github.com/countyeval/countyeval/evaluation/internal/printed"
	"github.com/countyeval/countyeval/indicators"
	"github.com/countyeval/countyeval/indicators/basis"
	"github.com/countyeval/countyeval/indicators/normalize"
	"github.com/countyeval/countyeval/weights"
)

// Evaluator scores and ranks the units of a result again and again, for draws of
// weights, of a normalizer and of an aggregator, without doing the same work twice:
// normalized columns and their logarithms are made once and kept. It is for studies
// of your own; [Evaluator.Each] runs one on all cores:
//
//	e, err := robustness.NewEvaluator(result, decision, robustness.Choices{})
//	ranks := make([]int, draws*e.Len())
//	err = e.Each(draws, func(w *robustness.Worker, d int) error {
//		... // importances of draw d
//		w.SetWeights(importances)
//		if err := w.Score(); err != nil {
//			return err
//		}
//		w.Rank(ranks[d*e.Len() : (d+1)*e.Len()])
//		return nil
//	})
//
// Scores are those of [evaluation.Model.Score] with the same choices, to the last
// bit, or what the decision prints of them ([evaluation.Printing]), and ranks those of the
// decision. An Evaluator is not changed by its use and is
// safe for concurrent use; a [Worker] belongs to one goroutine.
type Evaluator struct {
	l        *layout.Layout
	result   *evaluation.Result
	decision evaluation.Decision
	data     []normalized // of each normalizer
	norms    []normalize.Normalizer
	logs     bool                     // some mean is geometric
	by       [][]aggregate.Aggregator // of each aggregator, one a node
	judge    *layout.Judge
	form     *printed.Form // what is printed of parts; nil if nothing is said of them
}

// Choices are the alternatives that a draw chooses from, besides the weights. The
// zero value has none: normalizer and aggregator are those of the model.
type Choices struct {
	Normalize []normalize.Normalizer `json:"normalize,omitzero"` // nil in it is the model's default
	Aggregate []aggregate.Aggregator `json:"aggregate,omitzero"` // nil in it is the model's default
}

// normalized are the columns of one normalizer, class after class.
type normalized struct {
	x    [][][]float64 // class, node, row of the class; nil for nodes that are not measured
	logs [][][]float64 // their logarithms; nil unless a geometric mean needs them

	out [][][]bool // class, node, row of the class: the indicator does not apply to the unit; nil where it applies to all

	without map[int]error // measured nodes without scores, which do not count in the result, and why
}

// ErrConflict is two alternatives that do not go together, such as z-scores and a
// geometric mean.
const ErrConflict = basis.Sentinel("alternatives do not go together")

// NewEvaluator prepares an evaluator for the prepared table, the model, the rulings
// and the decision of a result. Every normalizer is tried with every aggregator under
// the weights of the model, and all pairs that fail are refused at once, each by
// name, with an error that wraps [ErrConflict]. Grades are not drawn: the decision's
// grader is not used.
func NewEvaluator(r *evaluation.Result, d evaluation.Decision, c Choices) (*Evaluator, error) {
	e, err := newEvaluator(r, d, &c)
	if err != nil {
		return nil, err
	}
	var pairs [][2]int
	for i := range c.Normalize {
		for j := range c.Aggregate {
			pairs = append(pairs, [2]int{i, j})
		}
	}
	if err := e.try(c, pairs, nil); err != nil {
		return nil, err
	}
	return e, nil
}

// newEvaluator prepares an evaluator, and fills in the choices of the model.
func newEvaluator(r *evaluation.Result, d evaluation.Decision, c *Choices) (*Evaluator, error) {
	l, err := layout.New(r)
	if err != nil {
		return nil, err
	}
	e := &Evaluator{l: l, result: r, decision: d}
	if e.judge, err = layout.NewJudge(l, r, d); err != nil {
		return nil, err
	}
	e.form = form(r, d.Ties)
	if len(c.Normalize) == 0 {
		c.Normalize = []normalize.Normalizer{r.Model.Normalize}
	}
	if len(c.Aggregate) == 0 {
		c.Aggregate = []aggregate.Aggregator{r.Model.Aggregate}
	}
	e.norms = c.Normalize
	for _, a := range c.Aggregate {
		e.by = append(e.by, l.Aggregators(a))
		for _, of := range e.by[len(e.by)-1] {
			if _, ok := of.(aggregate.Geometric); ok {
				e.logs = true
			}
		}
	}
	var errs []error
	for i, n := range c.Normalize {
		data, err := e.normalize(r, r.Prepared, n, e.logs)
		if err != nil {
			errs = append(errs, basis.Errorf("normalizer %d (%T): %w", i+1, n, err))
		}
		e.data = append(e.data, data)
	}
	return e, basis.JoinErrors(errs...)
}

// try scores pairs of a normalizer and an aggregator once, under the weights of the model
// and under each of the schemes, and refuses those that fail.
func (e *Evaluator) try(c Choices, pairs [][2]int, schemes []weights.Scheme) error {
	var errs []error
	w := e.Worker()
	for _, p := range pairs {
		w.Choose(p[0], p[1])
		w.SetScheme(e.result.Model.Weigh)
		if err := w.Score(); err != nil {
			errs = append(errs, basis.Errorf("%w: normalizer %d (%T) and aggregator %d (%T): %w", ErrConflict, p[0]+1, c.Normalize[p[0]], p[1]+1, c.Aggregate[p[1]], err))
			continue
		}
		for i, s := range schemes {
			w.SetScheme(s)
			if err := w.Score(); err != nil {
				errs = append(errs, basis.Errorf("%w: scheme %d (%T), normalizer %d (%T) and aggregator %d (%T): %w", ErrConflict, i+1, s, p[0]+1, c.Normalize[p[0]], p[1]+1, c.Aggregate[p[1]], err))
			}
		}
	}
	return basis.JoinErrors(errs...)
}

// Len returns n, the number of units, in the order of the prepared table.
func (e *Evaluator) Len() int { return len(e.l.Class) }

// Codes returns the codes of the q nodes in the order of a draw's weights.
func (e *Evaluator) Codes() []string { return e.result.Codes() }

// Each calls f for the draws 0 to n-1, on all cores, each goroutine with a worker of
// its own. A worker keeps the choices of the draw before, so that f sets all that it
// varies. All errors are reported, in the order of the draws.
func (e *Evaluator) Each(n int, f func(w *Worker, draw int) error) error {
	errs := make([]error, n)
	basis.EachWith(n, basis.Large, func() func(int) {
		w := e.Worker()
		return func(d int) {
			if err := f(w, d); err != nil {
				errs[d] = basis.Errorf("draw %d: %w", d, err)
			}
		}
	})
	return basis.JoinErrors(errs...)
}

// zeros is an aggregator that never fails, for columns that are normalized alone.
type zeros struct{}

// Aggregate implements [aggregate.Aggregator].
func (zeros) Aggregate(dst []float64, _ weights.Group, _ []float64) error {
	clear(dst)
	return nil
}

// normalize makes the columns of one normalizer, with their logarithms if a geometric
// mean may need them; what has no logarithm is NaN there and refused by the mean. An
// indicator that does not count in the result has no scores if none can be made, which a
// draw that counts it refuses.
func (e *Evaluator) normalize(r *evaluation.Result, t *indicators.Table, n normalize.Normalizer, logs bool) (normalized, error) {
	counted := weights.Fixed{}
	for _, leaf := range e.l.Leaves {
		counted[e.l.Codes[leaf]] = 1
	}
	for _, code := range r.NotCounted() {
		counted[code] = 0
	}
	m := r.Model
	m.Normalize, m.Flat, m.Weigh, m.Aggregate = n, true, counted, zeros{}
	if len(e.l.Order) == 0 { // the root itself is measured
		m.Aggregate = nil
	}
	scored, err := m.Score(nil, t, nil)
	if err != nil {
		return normalized{}, err
	}
	var out normalized
	for c, rows := range e.l.Rows {
		x, lg, off := e.columns(c), make([][]float64, len(e.l.Codes)), make([][]bool, len(e.l.Codes))
		for _, leaf := range e.l.Leaves {
			off[leaf] = outOf(t.Marks(e.l.Codes[leaf]), rows)
			column := scored.Scores(e.l.Codes[leaf])
			for i, row := range rows {
				x[leaf][i] = column.At(row)
				if logs {
					lg[leaf] = append(lg[leaf], math.Log(column.At(row)))
				}
			}
		}
		out.x, out.out = append(out.x, x), append(out.out, off)
		if logs {
			out.logs = append(out.logs, lg)
		}
	}
	for _, leaf := range e.l.Leaves {
		if _, ok := scored.Scales[e.l.Codes[leaf]]; !ok {
			if out.without == nil {
				out.without = map[int]error{}
			}
			out.without[leaf] = e.unfit(m, t, leaf)
		}
	}
	return out, nil
}

// outOf tells the rows that are marked as not applicable; nil if there are none.
func outOf(marks basis.View[indicators.Mark], rows []int) []bool {
	var out []bool
	for i, row := range rows {
		if marks.At(row) != indicators.NotApplicable {
			continue
		}
		if out == nil {
			out = make([]bool, len(rows))
		}
		out[i] = true
	}
	return out
}

// unfit says why an indicator cannot be scored.
func (e *Evaluator) unfit(m evaluation.Model, t *indicators.Table, leaf int) error {
	alone := weights.Fixed{}
	for _, other := range e.l.Leaves {
		alone[e.l.Codes[other]] = 0
	}
	alone[e.l.Codes[leaf]] = 1
	m.Weigh = alone
	_, err := m.Score(nil, t, nil)
	return err
}

// columns makes room for the scores of all nodes for one class, laid out as a
// [evaluation.Result] lays them out: gonum's sums, which some schemes use, depend in
// their last bit on whether a column begins at an even place.
func (e *Evaluator) columns(class int) [][]float64 {
	n, q := len(e.l.Rows[class]), len(e.l.Codes)
	out := make([][]float64, q)
	if len(e.l.Rows) > 1 {
		for at := range out {
			out[at] = make([]float64, n)
		}
		return out
	}
	block := make([]float64, n*q)
	for at := range out {
		out[at] = block[at*n : (at+1)*n : (at+1)*n]
	}
	return out
}

// unscored refuses a score that is not finite.
func (e *Evaluator) unscored(class, at, i int, score float64, lacks bool) error {
	if math.IsNaN(score) && lacks { // of the root
		return &indicators.InputError{
			Unit: e.result.Prepared.Unit(e.l.Rows[class][i]).Code, Indicator: e.l.Codes[at],
			Err: basis.Errorf("%w: too little applies to the unit for a score", basis.ErrMissing),
		}
	}
	return &indicators.InputError{
		Unit: e.result.Prepared.Unit(e.l.Rows[class][i]).Code, Indicator: e.l.Codes[at],
		Err: basis.Errorf("%w: the aggregator gave %v", evaluation.ErrModel, score),
	}
}
