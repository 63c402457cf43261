package evaluation

import (
	"math"

	"github.com/countyeval/countyeval/indicators"
	"github.com/countyeval/countyeval/weights"
)

// setIdle finds the nodes that do not count, class by class, before there are scores:
// those that weights which look at no scores ([weights.IsGiven]) give 0, and all below
// them. Of a flat model a node between does not count if none of its leaves does.
func (r *Result) setIdle() {
	tr, q := r.tree, len(r.tree.nodes)
	for c, class := range r.classes {
		idle := r.idle[c*q : (c+1)*q]
		if r.Model.Flat {
			r.weighIdle(idle, 0, tr.leaves, tr.leafCodes, tr.leafShares, class)
			for at := q - 1; at >= 0; at-- {
				if len(tr.children[at]) > 0 {
					idle[at] = all(idle, tr.children[at])
				}
			}
			continue
		}
		for at, children := range tr.children {
			if len(children) > 0 {
				r.weighIdle(idle, at, children, tr.codes[at], tr.declared[at], class)
			}
		}
	}
}

// weighIdle marks the children of one node that do not count. A fault of the scheme is
// left to [Result.compose], which says where it is.
func (r *Result) weighIdle(idle []bool, at int, children []int, codes []string, declared []float64, class string) {
	g := weights.Group{Parent: r.tree.names[at], Class: class, Codes: codes, Declared: declared}
	known := false
	if !idle[at] && weights.IsGiven(r.Model.Weigh, g) {
		w, err := weights.Of(r.weights[at], r.Model.Weigh, g)
		r.weights[at], known = w, err == nil
	}
	for j, child := range children {
		idle[child] = idle[at] || known && r.weights[at][j] == 0
	}
}

func all(is []bool, of []int) bool {
	for _, at := range of {
		if !is[at] {
			return false
		}
	}
	return true
}

// idleAll reports whether a node counts in no class.
func (r *Result) idleAll(at int) bool {
	q := len(r.tree.nodes)
	for c := range r.classes {
		if !r.idle[c*q+at] {
			return false
		}
	}
	return len(r.classes) > 0
}

// unscore writes that there is no score.
func unscore(scores []float64) {
	for i := range scores {
		scores[i] = math.NaN()
	}
}

// NotCounted lists the codes of the nodes that weights which look at no scores
// ([weights.IsGiven]) do not count: they give 0 to the node, or to one above it, for all
// units. Nothing is demanded of such a node. It has scores, for information and for keys
// that break ties, where they can be made; an indicator whose figures are all equal or
// missing has none, and no scale.
//
// What a scheme from the data gives weight 0 is not among them, since its scores were
// needed to find that out.
func (r *Result) NotCounted() []string {
	var out []string
	for at, code := range r.tree.names {
		if r.idleAll(at) {
			out = append(out, code)
		}
	}
	return out
}

// notCounted are the codes of the nodes that a model would not count for a table.
func (m Model) notCounted(t *indicators.Table) map[string]bool {
	r := &Result{}
	r.reset(m, t)
	r.setIdle()
	out := map[string]bool{}
	for _, code := range r.NotCounted() {
		out[code] = true
	}
	return out
}
