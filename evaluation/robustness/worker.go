package robustness

import (
	"math"
	"slices"

	"github.com/countyeval/countyeval/evaluation/aggregate"
	"github.com/countyeval/countyeval/indicators"
	"github.com/countyeval/countyeval/indicators/basis"
	"github.com/countyeval/countyeval/weights"
)

// Worker is the memory of one goroutine that scores draws with an [Evaluator]. A new
// one stands for the base: the first normalizer, the first aggregator, the weights of
// the model. A draw of weights allocates nothing.
type Worker struct {
	e         *Evaluator
	normalize int
	aggregate int
	scheme    weights.Scheme // nil: given

	given   given
	groups  [][]weights.Group // class, node
	logs    [][]weights.Columns
	scores  [][][]float64 // class, node, row of the class
	shares  []float64     // of the children of one node
	idle    [][]bool      // class, node: it counts for nothing in this draw, whatever the scores
	absent  [][][]bool    // class, node: the rows that it does not apply to; nil where there are none
	without map[int]error // measured nodes without scores
	out     []float64     // of the node that is ranked, by row of the table

	board board
	slips *slips // what is printed of parts; nil if nothing is
}

// given is a scheme of importances that stand in the order of the tree.
type given struct {
	by       [][]float64 // class, node
	class    int
	children []int
}

var _ weights.Given = (*given)(nil)

// Given reports true.
func (*given) Given(weights.Group) bool { return true }

// Weigh writes the importances of the children of the node at hand.
func (g *given) Weigh(dst []float64, _ weights.Group) error {
	from := g.by[g.class]
	for j, child := range g.children {
		dst[j] = from[child]
	}
	return nil
}

// Worker makes a worker.
func (e *Evaluator) Worker() *Worker {
	w := &Worker{e: e, scheme: e.result.Model.Weigh, out: make([]float64, e.Len())}
	if w.scheme == nil {
		w.scheme = weights.Declared{}
	}
	q, widest := len(e.l.Codes), 0
	for c, class := range e.l.Classes {
		w.given.by, w.idle = append(w.given.by, make([]float64, q)), append(w.idle, make([]bool, q))
		w.absent = append(w.absent, make([][]bool, q))
		groups, scores, logs := make([]weights.Group, q), e.columns(c), make([]weights.Columns, q)
		for _, at := range e.l.Order {
			widest = max(widest, len(e.l.Children[at]))
			g := weights.Group{Parent: e.l.Codes[at], Class: class, Declared: e.l.Declared[at], Scores: make(weights.Columns, len(e.l.Children[at]))}
			for _, child := range e.l.Children[at] {
				g.Codes = append(g.Codes, e.l.Codes[child])
			}
			groups[at], logs[at] = g, make(weights.Columns, len(e.l.Children[at]))
		}
		w.groups, w.scores, w.logs = append(w.groups, groups), append(w.scores, scores), append(w.logs, logs)
	}
	w.shares = make([]float64, widest)
	w.board = newBoard(e.judge)
	w.slips = e.slips(w)
	w.Choose(0, 0)
	w.setIdle()
	return w
}

// Choose takes a normalizer and an aggregator for the draws that follow, by their
// numbers in [Choices].
func (w *Worker) Choose(normalize, aggregate int) {
	w.normalize, w.aggregate = normalize, aggregate
	w.board.choose(normalize*len(w.e.by) + aggregate)
	w.use(w.e.data[normalize])
}

// use takes normalized columns.
func (w *Worker) use(data normalized) {
	w.without = data.without
	for c := range w.groups {
		for _, leaf := range w.e.l.Leaves {
			w.scores[c][leaf], w.absent[c][leaf] = data.x[c][leaf], data.out[c][leaf]
		}
		for _, at := range w.e.l.Order {
			for j, child := range w.e.l.Children[at] {
				w.groups[c][at].Scores[j] = w.scores[c][child]
				if data.logs != nil {
					w.logs[c][at][j] = data.logs[c][child]
				}
			}
		}
	}
}

// SetScheme takes a scheme for the weights of the draws that follow; nil is the
// declared weights.
func (w *Worker) SetScheme(s weights.Scheme) {
	if s == nil {
		s = weights.Declared{}
	}
	w.scheme = s
	w.setIdle()
}

// setIdle finds the nodes that count for nothing under the scheme at hand, class by class,
// as [evaluation.Result.NotCounted] has them.
func (w *Worker) setIdle() {
	for c := range w.idle {
		w.given.class = c
		w.setClassIdle(c)
	}
}

func (w *Worker) setClassIdle(c int) {
	idle := w.idle[c]
	clear(idle)
	for _, at := range slices.Backward(w.e.l.Order) { // parents before their children
		g, kids := w.groups[c][at], w.e.l.Children[at]
		scheme := w.scheme
		if scheme == nil {
			w.given.children = kids
			scheme = &w.given
		} else if !weights.IsGiven(scheme, g) {
			scheme = nil
		}
		known := false
		if scheme != nil && !idle[at] {
			_, err := weights.Of(w.shares, scheme, g)
			known = err == nil
		}
		for j, child := range kids {
			idle[child] = idle[at] || known && w.shares[j] == 0
		}
	}
}

// SetWeights takes q importances, one a node in the order of [Evaluator.Codes], for
// the draws that follow; every class that is weighed alone gets the same. Among
// siblings any scale will do: [weights.Of] checks them and scales them to sum 1. That
// of the root is not used, nor, in a flat model, those of nodes between.
func (w *Worker) SetWeights(importances []float64) {
	for c := range w.given.by {
		w.setClass(c, importances)
	}
}

// SetClassWeights is [Worker.SetWeights] for one class of a model that weighs by
// class. A class that there is not is an error that wraps [basis.ErrUnknown].
func (w *Worker) SetClassWeights(class string, importances []float64) error {
	for c, name := range w.e.l.Classes {
		if name == class {
			w.setClass(c, importances)
			return nil
		}
	}
	return basis.Errorf("%w: no class %q is weighed alone", basis.ErrUnknown, class)
}

func (w *Worker) setClass(c int, importances []float64) {
	w.scheme = nil
	copy(w.given.by[c], importances)
	if w.given.class = c; slices.Contains(importances[1:], 0) {
		w.setClassIdle(c)
		return
	}
	clear(w.idle[c])
}

// Score scores the units under the choices and weights at hand. All faults are
// reported at once, those of a node naming it.
func (w *Worker) Score() error {
	var errs []error
	for c := range w.groups {
		w.given.class = c
		for _, at := range w.e.l.Order {
			w.absent[c][at] = nil
			err := w.compose(c, at)
			if err == nil {
				continue
			}
			if w.idle[c][at] { // not demanded
				for i := range w.scores[c][at] {
					w.scores[c][at][i] = math.NaN()
				}
				continue
			}
			errs = append(errs, err)
			break // what stands above it has no scores
		}
	}
	if errs != nil {
		return basis.JoinErrors(errs...)
	}
	if w.slips != nil {
		return w.print()
	}
	at := w.e.judge.At
	for c, rows := range w.e.l.Rows {
		from := w.scores[c][at]
		if err := w.unranked(c, at); err != nil {
			errs = append(errs, err)
		}
		if len(w.e.l.Rows) == 1 {
			copy(w.out, from)
			break
		}
		for i, row := range rows {
			w.out[row] = from[i]
		}
	}
	if at == 0 && w.e.l.Points != nil {
		for i, p := range w.e.l.Points {
			w.out[i] += p
		}
	}
	return basis.JoinErrors(errs...)
}

// unranked refuses a draw in which a unit that is ranked has no score to be ranked by.
func (w *Worker) unranked(c, at int) error {
	if w.absent[c][at] == nil && !w.idle[c][at] {
		return nil
	}
	var errs []error
	for i, s := range w.scores[c][at] {
		row := w.e.l.Rows[c][i]
		if math.IsNaN(s) && w.e.judge.Field[row] >= 0 {
			errs = append(errs, &indicators.InputError{Unit: w.e.l.Units[row], Indicator: w.e.l.Codes[at], Err: basis.Errorf("%w: it is ranked, and has no score in this draw", basis.ErrMissing)})
		}
	}
	return basis.JoinErrors(errs...)
}

// compose weighs and aggregates the children of one node for one class.
func (w *Worker) compose(c, at int) error {
	g, dst := w.groups[c][at], w.scores[c][at]
	scheme := w.scheme
	if scheme == nil {
		w.given.children = w.e.l.Children[at]
		scheme = &w.given
	}
	g.Out = w.outs(c, at)
	shares, _, err := aggregate.Weigh(w.shares, scheme, g)
	if err != nil {
		return w.place(err, c, at)
	}
	if w.without != nil {
		var errs []error
		for j, child := range w.e.l.Children[at] {
			if shares[j] > 0 {
				errs = append(errs, w.without[child])
			}
		}
		if err := basis.JoinErrors(errs...); err != nil {
			return err
		}
	}
	if w.slips != nil {
		copy(w.slips.nodes[c][at].Shares, shares)
		w.slips.nodes[c][at].Group.Out = g.Out
	}
	a := w.e.by[w.aggregate][at]
	if mean, ok := a.(aggregate.Geometric); ok && g.Out == nil {
		err = w.geometric(mean, dst, g, shares, c, at)
	} else {
		err = aggregate.Score(dst, a, g, shares)
	}
	if err != nil {
		return w.place(err, c, at)
	}
	var check float64 // becomes NaN if any score is NaN or infinite
	for _, s := range dst {
		check += float64(s * 0)
	}
	if check != 0 {
		for i, s := range dst {
			switch {
			case s-s == 0:
			case math.IsNaN(s) && at > 0 && g.Lacks(shares, i):
				w.putOut(c, at, i)
			default:
				return w.e.unscored(c, at, i, s, g.Lacks(shares, i))
			}
		}
	}
	return nil
}

// outs is [weights.Group.Out] of the children of one node.
func (w *Worker) outs(c, at int) [][]bool {
	var outs [][]bool
	for j, child := range w.e.l.Children[at] {
		if out := w.absent[c][child]; out != nil {
			if outs == nil {
				outs = make([][]bool, len(w.e.l.Children[at]))
			}
			outs[j] = out
		}
	}
	return outs
}

func (w *Worker) putOut(c, at, i int) {
	if w.absent[c][at] == nil {
		w.absent[c][at] = make([]bool, len(w.scores[c][at]))
	}
	w.absent[c][at][i] = true
}

// geometric takes the logarithms of measured children as they were made once. It
// leaves to the mean itself to say what is wrong with scores that have none.
func (w *Worker) geometric(a aggregate.Geometric, dst []float64, g weights.Group, shares []float64, c, at int) error {
	var check float64
	clear(dst)
	for j, child := range w.e.l.Children[at] {
		wj := shares[j]
		if wj == 0 {
			continue
		}
		if logs := w.logs[c][at][j]; logs != nil {
			for i, x := range logs {
				dst[i] += float64(wj * x)
			}
			continue
		}
		for i, x := range w.scores[c][child] {
			dst[i] += float64(wj * math.Log(x))
		}
	}
	for i, x := range dst {
		check += float64(x * 0)
		dst[i] = math.Exp(x)
	}
	if check != 0 {
		return a.Aggregate(dst, g, shares)
	}
	return nil
}

// place names the unit of each cell that an error is about.
func (w *Worker) place(err error, c, at int) error {
	cells := basis.Find[*weights.CellError](err)
	if len(cells) == 0 {
		return &indicators.InputError{Indicator: w.e.l.Codes[at], Err: err}
	}
	errs := make([]error, len(cells))
	for i, cell := range cells {
		in := &indicators.InputError{Indicator: cell.Code, Err: cell.Err}
		if cell.Row >= 0 && cell.Row < len(w.e.l.Rows[c]) {
			in.Unit = w.e.result.Prepared.Unit(w.e.l.Rows[c][cell.Row]).Code
		}
		errs[i] = in
	}
	return basis.JoinErrors(slices.Concat(errs, basis.Counted(err))...)
}

// Scores writes the n scores of the indicator that the decision ranks by, with the
// points of rulings, in the order of the table. dst has room for them, nil allocates.
func (w *Worker) Scores(dst []float64) []float64 {
	if cap(dst) < len(w.out) {
		dst = make([]float64, len(w.out))
	}
	dst = dst[:len(w.out)]
	copy(dst, w.out)
	return dst
}

// Rank writes the n ranks by the scores of the last [Worker.Score], as the decision
// has them; 0 stands for a unit that is not ranked. dst has room for them, nil
// allocates.
func (w *Worker) Rank(dst []int) []int {
	if cap(dst) < len(w.out) {
		dst = make([]int, len(w.out))
	}
	dst = dst[:len(w.out)]
	w.board.rank(dst, w)
	return dst
}
