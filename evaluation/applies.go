package evaluation

import (
	"math"

	"github.com/countyeval/countyeval/indicators"
	"github.com/countyeval/countyeval/indicators/basis"
)

// Applies reports whether a node applies to a unit. A measured indicator does not where
// its cell is marked [indicators.NotApplicable]; a composed one where none of its children
// that count does, or too little ([aggregate.Present.MinShare]). Such a node has no score
// for the unit, whatever the normalizer gives for a missing figure, and its parent leaves
// it out ([aggregate.Present]): the weights of its siblings are scaled to sum 1
// ([Result.Weights]). "" is the root; false also if there is no such unit or node.
func (r *Result) Applies(unit, code string) bool {
	at, ok := r.node(code)
	row, found := r.Prepared.Row(unit)
	return ok && found && r.applies(row, at)
}

func (r *Result) applies(row, at int) bool { return len(r.out[at]) == 0 || !r.out[at][row] }

// setOut finds the rows that a measured indicator does not apply to, and takes their
// scores.
func (r *Result) setOut(at int, x []float64) {
	for row, mark := range r.Prepared.Marks(r.tree.names[at]).All() {
		if mark == indicators.NotApplicable {
			x[row] = math.NaN()
			r.putOut(at, row)
		}
	}
}

func (r *Result) putOut(at, row int) {
	if r.out[at] == nil {
		r.out[at] = make([]bool, len(r.classOf))
	}
	r.out[at][row] = true
}

// keepOut notes the rows of a class that a composed node does not apply to. What has
// weight 0 may lack scores for other reasons, so that only that of its children is known.
func (r *Result) keepOut(at, c int, scores []float64) {
	idle := r.idle[c*len(r.tree.nodes)+at]
	for i, s := range scores {
		if !math.IsNaN(s) {
			continue
		}
		if r.rows != nil {
			i = r.rows[c][i]
		}
		if !idle || r.noneApplies(i, r.tree.children[at]) {
			r.putOut(at, i)
		}
	}
}

func (r *Result) noneApplies(row int, nodes []int) bool {
	for _, at := range nodes {
		if r.applies(row, at) {
			return false
		}
	}
	return true
}

// outs is [weights.Group.Out] of some nodes for the rows of one class.
func (r *Result) outs(nodes []int, c int) [][]bool {
	var outs [][]bool
	for j, at := range nodes {
		if r.out[at] == nil {
			continue
		}
		if outs == nil {
			outs = make([][]bool, len(nodes))
		}
		if outs[j] = r.out[at]; r.rows != nil {
			outs[j] = make([]bool, len(r.rows[c]))
			for i, row := range r.rows[c] {
				outs[j][i] = r.out[at][row]
			}
		}
	}
	return outs
}

// rescale gives the children that the unit of a row has no score for weight 0 and scales
// those of their siblings to sum 1; it reports whether there are such.
func (r *Result) rescale(row int, local, global []float64) (changed bool) {
	scale := func(children []int, w []float64) (changed bool) {
		var sum float64
		for _, child := range children {
			if w[child] > 0 && math.IsNaN(r.scores[child][row]) {
				changed = true
				continue
			}
			sum += w[child]
		}
		if !changed {
			return false
		}
		for _, child := range children {
			if math.IsNaN(r.scores[child][row]) {
				w[child] = 0
			} else if sum > 0 {
				w[child] /= sum
			}
		}
		return true
	}
	if r.Model.Flat {
		if changed = scale(r.tree.leaves, global); changed {
			r.tree.spread(local, global)
		}
		return false // both are done
	}
	for at, children := range r.tree.children {
		if len(children) > 0 && (at == 0 || !math.IsNaN(r.scores[at][row])) {
			changed = scale(children, local) || changed
		}
	}
	return changed
}

// multiply makes global weights of local ones.
func (r *Result) multiply(local, global []float64) {
	for at := 1; at < len(global); at++ {
		global[at] = float64(global[r.tree.parent[at]] * local[at])
	}
}

// whyNot says why a node counts for nothing in the score of a row: its weight is 0, it
// does not apply to the unit, the figure is missing, or one of the first two holds of a
// node above it, whose code is then given. No words if it counts.
func (r *Result) whyNot(row, at int) basis.Text {
	from := r.class(row) * len(r.tree.nodes)
	var zero, why basis.Text // of the uppermost node of weight 0; of the lowest that has no score
	for up := at; up > 0; up = r.tree.parent[up] {
		code := r.tree.names[up]
		switch {
		case r.local[from+up] == 0 && up == at:
			zero = basis.Textf("weight 0")
		case r.local[from+up] == 0:
			zero = basis.Textf("weight 0 of %s", code)
		case !why.IsZero():
		case up == at && !r.applies(row, up):
			why = basis.Textf("does not apply to the unit")
		case up == at && math.IsNaN(r.scores[up][row]):
			why = basis.Textf("no figure")
		case !r.applies(row, up):
			why = basis.Textf("%s does not apply to the unit", code)
		}
	}
	if !zero.IsZero() {
		return zero
	}
	return why
}
