package evaluation

import (
	"slices"

	"github.com/countyeval/countyeval/indicators"
	"github.com/countyeval/countyeval/indicators/basis"
	"github.com/countyeval/countyeval/indicators/normalize"
	"github.com/countyeval/countyeval/weights"
)

// Result holds everything an evaluation found: each stage of the data, the scale
// of each measured indicator, and the scores and weights of every node. It is
// safe for concurrent reading; [Model.Score] may use its storage again. Written as JSON
// and read back ([ReadResult]) it is the same.
type Result struct {
	Model    Model
	Rulings  []Ruling                   // of the year
	Raw      *indicators.Table          // as read
	Stages   []indicators.Stage         // what each step made of it; none after Model.Score
	Prepared *indicators.Table          // what was scored
	Scales   map[string]normalize.Scale // by code of the measured indicator; normalize.Frozen(r.Scales) scores another year's data alike
	Warnings []error                    // of table, steps and weights
	Version  string                     // of the library that made it, [basis.Version]

	tree    *tree
	block   []float64   // scores of all nodes, node after node
	scores  [][]float64 // q columns of n, parts of block
	classOf []string    // of each row
	unitOf  []string    // of each row, its code
	classes []string    // one, "", unless Model.ByClass
	rows    [][]int     // of each class; nil unless Model.ByClass
	local   []float64   // class after class, q weights each
	global  []float64
	idle    []bool // as the weights: the node is known not to count before there are scores

	out [][]bool // of each node: the rows that it does not apply to; nil if there are none

	before   []float64           // of the root before rulings; empty if none adds points
	standing map[string]standing // of the units that are not ranked, get no award or stand outside the quota

	// Scratch of Score.
	fitted     []normalize.Scale
	faults     []error
	nodeFaults []error
	failed     []bool

	nodeWarnings [][]error         // of each composed node
	columns      []weights.Columns // of each composed node
	weights      [][]float64       // of each composed node
}

// Codes returns the codes of the q nodes in pre-order, the order of
// [Result.Weights].
func (r *Result) Codes() []string { return slices.Clone(r.tree.names) }

// Scores returns the n scores of a node in the order of the table; none if there
// is no node of that code. "" is the root. It is a view of the result's own storage,
// which [Model.Score] may use again.
func (r *Result) Scores(code string) basis.View[float64] {
	at, ok := r.node(code)
	if !ok {
		return basis.View[float64]{}
	}
	return basis.ViewOf(r.scores[at])
}

// Score returns the score of one unit on one node; ok is false if the result
// does not have them. "" is the root.
func (r *Result) Score(unit, code string) (score float64, ok bool) {
	at, ok := r.node(code)
	row, found := r.Prepared.Row(unit)
	if !ok || !found {
		return 0, false
	}
	return r.scores[at][row], true
}

// Weights returns the weights that the unit's score was made with: local[i] is
// the share of node i among its siblings, global[i] its share in the root (the
// product of the local ones on the way up), in the order of [Result.Codes].
// Both are nil if there is no such unit. They differ between units if the model
// weighs by class, or if a node has no score for a unit: it has 0 then, and its
// siblings have their weights scaled to sum 1.
//
// Under an aggregator that is not additive a global weight is no share of the
// score.
func (r *Result) Weights(unit string) (local, global []float64) {
	row, ok := r.Prepared.Row(unit)
	if !ok {
		return nil, nil
	}
	local, global, _ = r.ClassWeights(r.classes[r.class(row)])
	if r.rescale(row, local, global) {
		r.multiply(local, global)
	}
	return local, global
}

// ClassWeights are the weights of [Result.Weights] for units of a class that have a score
// for all that counts. class is "" unless the model weighs by class; ok is false if no
// such class was weighed.
func (r *Result) ClassWeights(class string) (local, global []float64, ok bool) {
	c, q := slices.Index(r.classes, class), len(r.tree.nodes)
	if c < 0 {
		return nil, nil, false
	}
	return slices.Clone(r.local[c*q : (c+1)*q]), slices.Clone(r.global[c*q : (c+1)*q]), true
}

// Group returns what the aggregator of a node saw: its children's scores, and
// their weights. class is "" unless the model weighs by class. The scores are
// the result's own and must not be changed.
func (r *Result) Group(code, class string) (weights.Group, []float64, error) {
	at, ok := r.node(code)
	if !ok || len(r.tree.children[at]) == 0 {
		return weights.Group{}, nil, &indicators.InputError{Indicator: code, Err: basis.Errorf("%w: not a composed indicator", basis.ErrUnknown)}
	}
	c := slices.Index(r.classes, class)
	if c < 0 {
		return weights.Group{}, nil, &indicators.InputError{Indicator: code, Err: basis.Errorf("%w: no class %q was weighed alone", basis.ErrUnknown, class)}
	}
	children, codes, declared := r.tree.children[at], r.tree.codes[at], r.tree.declared[at]
	if r.Model.Flat {
		if at != 0 {
			return weights.Group{}, nil, &indicators.InputError{Indicator: code, Err: basis.Errorf("%w: the model is flat, only the root was aggregated", ErrModel)}
		}
		children, codes, declared = r.tree.leaves, r.tree.leafCodes, r.tree.leafShares
	}
	g := weights.Group{Parent: r.tree.names[at], Class: class, Codes: slices.Clone(codes), Declared: slices.Clone(declared)}
	if r.rows != nil {
		g.Scores = r.gather(children, r.rows[c])
	} else {
		for _, child := range children {
			g.Scores = append(g.Scores, r.scores[child])
		}
	}
	g.Out = r.outs(children, c)
	w := make([]float64, len(children))
	for j, child := range children {
		w[j] = r.local[c*len(r.tree.nodes)+child]
		if r.Model.Flat {
			w[j] = r.global[c*len(r.tree.nodes)+child]
		}
	}
	return g, w, nil
}

// node finds a node by code; "" is the root.
func (r *Result) node(code string) (at int, ok bool) {
	if code == "" {
		return 0, true
	}
	at, ok = r.tree.index[code]
	return at, ok
}

// counts reports whether a node has any weight in the score of a unit.
func (r *Result) counts(unit, code string) bool {
	at, ok := r.tree.index[code]
	row, found := r.Prepared.Row(unit)
	return ok && found && r.global[r.class(row)*len(r.tree.nodes)+at] > 0
}

// class returns the index of the class whose weights a row has.
func (r *Result) class(row int) int {
	if r.rows == nil {
		return 0
	}
	return slices.Index(r.classes, r.classOf[row])
}
