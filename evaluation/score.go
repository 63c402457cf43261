package evaluation

import (
	"errors"
	"math"
	"slices"

	"github.com/countyeval/countyeval/evaluation/aggregate"
	"github.com/countyeval/countyeval/indicators"
	"github.com/countyeval/countyeval/indicators/basis"
	"github.com/countyeval/countyeval/indicators/normalize"
	"github.com/countyeval/countyeval/weights"
)

// Score normalizes, weighs and aggregates a table that is already prepared. dst
// is a result of an earlier call whose storage is used again, so that it then
// holds the new scores; nil allocates. The figures are the same as those of
// [Model.Evaluate], to the last bit.
//
// Units that a ruling does not evaluate must have left the table; rulings about
// other units that it does not have are warnings.
//
// All faults are reported at once, each with the unit and indicator it is about.
// What normalizer and scheme warn of ([normalize.Warnings], [weights.Warnings]) stands in
// the result's Warnings, node after node and class after class, what all nodes alike are
// warned of once.
func (m Model) Score(dst *Result, t *indicators.Table, rulings []Ruling) (*Result, error) {
	if err := m.check(t, rulings); err != nil {
		return nil, err
	}
	r := dst
	if r == nil {
		r = &Result{}
	}
	n := m.scoring(t)
	if err := n.err(); err != nil {
		return nil, err
	}
	r.reset(m, t)
	r.Warnings = n.later
	r.setIdle()
	if err := r.normalize(); err != nil {
		return nil, err
	}
	if err := r.aggregate(); err != nil {
		return nil, err
	}
	r.warn()
	if len(rulings) > 0 {
		r.Rulings = rulings
		if err := r.rule(); err != nil {
			return nil, err
		}
	}
	return r, nil
}

// warn lists the warnings in the order of the nodes, whichever came first. The one about
// the zero of the scores is no node's own: it stands once.
func (r *Result) warn() {
	offset := false
	for _, list := range r.nodeWarnings {
		for _, w := range list {
			if !errors.Is(w, weights.ErrOffset) {
				r.Warnings = append(r.Warnings, w)
			} else if !offset {
				r.Warnings, offset = append(r.Warnings, w), true
			}
		}
	}
}

// reset lays out the storage for n units, using again what is there.
func (r *Result) reset(m Model, t *indicators.Table) {
	if r.tree == nil || r.tree.framework != t.Framework() {
		*r = Result{tree: newTree(t.Framework())}
	}
	r.Model, r.Raw, r.Prepared, r.Version = m, t, t, basis.Version
	r.Rulings, r.Stages, r.Warnings = nil, nil, nil
	r.before, r.standing = r.before[:0], nil
	q, n := len(r.tree.nodes), t.Len()
	if cap(r.block) < q*n {
		r.block = make([]float64, q*n)
	}
	r.block = r.block[:q*n]
	if r.scores == nil {
		r.scores, r.columns, r.weights = make([][]float64, q), make([]weights.Columns, q), make([][]float64, q)
		r.nodeFaults, r.nodeWarnings = make([]error, q), make([][]error, q)
	}
	for at := range r.scores {
		r.scores[at] = r.block[at*n : (at+1)*n : (at+1)*n]
	}
	if r.Scales == nil {
		m := len(r.tree.leaves)
		r.Scales = make(map[string]normalize.Scale, m)
		r.fitted, r.faults = make([]normalize.Scale, m), make([]error, m)
	}
	r.failed = append(r.failed[:0], make([]bool, q)...)
	r.setClasses(t)
	r.local = grow(r.local, len(r.classes)*q)
	r.global = grow(r.global, len(r.classes)*q)
	r.idle = append(r.idle[:0], make([]bool, len(r.classes)*q)...)
	r.out = append(r.out[:0], make([][]bool, q)...)
}

func grow(x []float64, n int) []float64 {
	if cap(x) < n {
		return make([]float64, n)
	}
	x = x[:n]
	clear(x)
	return x
}

// setClasses lists the classes of the rows, and which rows each has if the model
// weighs by class; otherwise there is one class of all rows, named "".
func (r *Result) setClasses(t *indicators.Table) {
	r.classOf, r.unitOf = slices.Grow(r.classOf[:0], t.Len()), slices.Grow(r.unitOf[:0], t.Len())
	for _, u := range t.Units() {
		r.classOf, r.unitOf = append(r.classOf, u.Class), append(r.unitOf, u.Code)
	}
	if !r.Model.ByClass {
		r.classes, r.rows = append(r.classes[:0], ""), nil
		return
	}
	r.classes, r.rows = r.classes[:0], r.rows[:0]
	at := map[string]int{}
	for i, class := range r.classOf {
		c, ok := at[class]
		if !ok {
			c = len(r.classes)
			at[class] = c
			r.classes = append(r.classes, class)
			r.rows = append(r.rows, nil)
		}
		r.rows[c] = append(r.rows[c], i)
	}
}

// normalize fits a scale for every measured indicator and scores its column. What does
// not count is scored where that can be done.
func (r *Result) normalize() error {
	norm := r.Model.Normalize
	if norm == nil {
		norm = normalize.MinMax{}
	}
	leaves := r.tree.leaves
	basis.Each(len(leaves), len(r.classOf)*len(leaves), func(j int) {
		r.fitted[j], r.faults[j] = r.normalizeLeaf(norm, leaves[j])
		if r.faults[j] != nil && r.idleAll(leaves[j]) { // not demanded
			r.fitted[j], r.faults[j] = nil, nil
			unscore(r.scores[leaves[j]])
			r.setOut(leaves[j], r.scores[leaves[j]])
		}
	})
	for j, at := range leaves {
		if r.faults[j] != nil {
			r.failed[at] = true
			continue
		}
		if r.fitted[j] == nil {
			delete(r.Scales, r.tree.leafCodes[j])
			continue
		}
		r.Scales[r.tree.leafCodes[j]] = r.fitted[j]
	}
	return basis.JoinErrors(r.faults...)
}

func (r *Result) normalizeLeaf(norm normalize.Normalizer, at int) (normalize.Scale, error) {
	in := &r.tree.nodes[at]
	x := r.Prepared.Column(in.Code).Append(r.scores[at][:0]) // scored where it stands
	sample := normalize.Sample{Indicator: *in, X: x, Class: r.classOf, Units: r.unitOf, Rough: r.Prepared.Exact(in.Code).Rough()}
	var gaps float64 // becomes NaN if any value is
	for _, v := range x {
		gaps += float64(v * 0)
	}
	if gaps != 0 {
		sample.X, sample.Class, sample.Units = nil, nil, nil
		for i, v := range x {
			if !math.IsNaN(v) {
				sample.X, sample.Class, sample.Units = append(sample.X, v), append(sample.Class, r.classOf[i]), append(sample.Units, r.unitOf[i])
			}
		}
	}
	scale, err := norm.Fit(sample)
	if err != nil {
		return nil, locate(err, in.Code)
	}
	if scale == nil {
		return nil, &indicators.InputError{Indicator: in.Code, Err: basis.Errorf("%w: the normalizer gave no scale", ErrModel)}
	}
	r.nodeWarnings[at] = nil
	if !r.idleAll(at) {
		open, err := r.openCells(in.Code)
		if err != nil {
			return nil, err
		}
		r.nodeWarnings[at] = append(open, normalize.Warnings(norm, sample)...)
	}
	normalize.Apply(scale, x, x, r.classOf)
	if gaps != 0 {
		r.setOut(at, x)
	}
	return scale, r.finite(in.Code, x)
}

// locate makes sure that an error names the indicator.
func locate(err error, code string) error {
	var in *indicators.InputError
	if errors.As(err, &in) {
		return err
	}
	return &indicators.InputError{Indicator: code, Err: err}
}

// aggregate weighs and scores the composed indicators, deepest level first.
func (r *Result) aggregate() error {
	tr := r.tree
	for at, children := range tr.children {
		if len(children) > 0 {
			r.nodeWarnings[at] = nil
		}
	}
	if len(tr.leaves) == len(tr.nodes) { // the root itself is measured
		for c := range r.classes {
			r.local[c], r.global[c] = 1, 1
		}
		var errs []error
		for i, s := range r.scores[0] {
			if err := missing(s); err != nil {
				errs = append(errs, &indicators.InputError{Unit: r.Prepared.Unit(i).Code, Indicator: tr.names[0], Err: err})
			}
		}
		return basis.JoinErrors(errs...)
	}
	if r.Model.Flat {
		return r.aggregateFlat()
	}
	q := len(tr.nodes)
	clear(r.nodeFaults)
	for _, level := range tr.levels {
		basis.Each(len(level), len(level)*len(r.classOf), func(i int) {
			at := level[i]
			for _, c := range tr.children[at] {
				if r.failed[c] {
					r.failed[at] = true
					return
				}
			}
			if err := r.compose(at, tr.children[at], tr.codes[at], tr.declared[at]); err != nil {
				r.failed[at], r.nodeFaults[at] = true, err
			}
		})
	}
	for c := range r.classes {
		local, global := r.local[c*q:(c+1)*q], r.global[c*q:(c+1)*q]
		local[0], global[0] = 1, 1
		r.multiply(local, global)
	}
	return basis.JoinErrors(r.nodeFaults...)
}

// compose weighs and aggregates the children of one node, class by class. Where the node
// does not count, what fails leaves it without scores.
func (r *Result) compose(at int, children []int, codes []string, declared []float64) error {
	var errs []error
	for c, class := range r.classes {
		g := weights.Group{Parent: r.tree.names[at], Codes: codes, Declared: declared}
		dst := r.scores[at]
		if r.rows == nil {
			g.Scores = r.columns[at][:0]
			for _, child := range children {
				g.Scores = append(g.Scores, r.scores[child])
			}
			r.columns[at] = g.Scores
		} else {
			g.Class = class
			g.Scores = r.gather(children, r.rows[c])
			dst = make([]float64, len(r.rows[c]))
		}
		g.Out = r.outs(children, c)
		err := r.composeClass(dst, g, at, c, children)
		if err != nil {
			if !r.idle[c*len(r.tree.nodes)+at] {
				errs = append(errs, err)
				continue
			}
			unscore(dst)
		}
		r.keepOut(at, c, dst)
		if r.rows != nil {
			for i, row := range r.rows[c] {
				r.scores[at][row] = dst[i]
			}
		}
	}
	return basis.JoinErrors(errs...)
}

// composeClass is compose for the rows of one class, with the number c.
func (r *Result) composeClass(dst []float64, g weights.Group, at, c int, children []int) error {
	w, weighed, err := aggregate.Weigh(r.weights[at], r.Model.Weigh, g)
	r.weights[at] = w
	if err != nil {
		return r.place(err, basis.Textf("weights of the children of %s: ", g.Parent), g.Parent, c)
	}
	for j, child := range children {
		r.local[c*len(r.tree.nodes)+child] = w[j]
	}
	if err := aggregate.Score(dst, r.aggregator(at), g, w); err != nil {
		return r.place(err, basis.Textf("score of %s: ", g.Parent), g.Parent, c)
	}
	if err := unscored(dst, g, w, at > 0); err != nil {
		return r.place(err, basis.Text{}, g.Parent, c)
	}
	for _, warning := range weights.Warnings(r.Model.Weigh, weighed, w) {
		if r.rows != nil && !errors.Is(warning, weights.ErrOffset) {
			warning = basis.Errorf("class %q: %w", g.Class, warning)
		}
		r.nodeWarnings[at] = append(r.nodeWarnings[at], warning)
	}
	return nil
}

// unscored refuses scores that are not finite: no unit goes on without a number, unless
// the node may have none for it, since a child that counts does not apply.
func unscored(scores []float64, g weights.Group, w []float64, may bool) error {
	var errs []error
	for i, s := range scores {
		switch {
		case s-s == 0: // neither NaN nor infinite
		case !math.IsNaN(s) || !g.Lacks(w, i):
			errs = append(errs, &weights.CellError{Row: i, Code: g.Parent, Err: basis.Errorf("%w: the aggregator gave %v", ErrModel, s)})
		case !may:
			errs = append(errs, &weights.CellError{Row: i, Code: g.Parent, Err: basis.Errorf("%w: too little applies to the unit for a score", basis.ErrMissing)})
		}
	}
	return basis.JoinErrors(errs...)
}

func (r *Result) gather(children, rows []int) weights.Columns {
	out := make(weights.Columns, len(children))
	for j, child := range children {
		out[j] = make([]float64, len(rows))
		for i, row := range rows {
			out[j][i] = r.scores[child][row]
		}
	}
	return out
}

func (r *Result) aggregator(at int) aggregate.Aggregator {
	switch a := r.Model.Aggregate.(type) {
	case nil:
		return aggregate.Arithmetic{}
	case aggregate.PerNode:
		return a.Of(r.tree.names[at])
	default:
		return a
	}
}

// place turns the cell errors inside err into errors that name the unit; an
// error without any names the parent.
func (r *Result) place(err error, context basis.Text, parent string, class int) error {
	cells := basis.Find[*weights.CellError](err)
	if r.rows != nil {
		context = basis.Textf("class %q: %v", r.classes[class], context)
	}
	if len(cells) == 0 {
		if r.rows != nil {
			err = basis.Errorf("class %q: %w", r.classes[class], err)
		}
		return &indicators.InputError{Indicator: parent, Err: err}
	}
	errs := make([]error, len(cells))
	for i, c := range cells {
		in := &indicators.InputError{Indicator: c.Code, Err: basis.Errorf("%v%w", context, c.Err)}
		row := c.Row
		if row >= 0 && r.rows != nil && row < len(r.rows[class]) {
			row = r.rows[class][row]
		}
		if row >= 0 && row < r.Prepared.Len() {
			in.Unit = r.Prepared.Unit(row).Code
		}
		errs[i] = in
	}
	return basis.JoinErrors(slices.Concat(errs, basis.Counted(err))...)
}
