package evaluation

import "math"

// aggregateFlat scores the root from all leaves at once, and gives the nodes
// between the mean of their leaves.
func (r *Result) aggregateFlat() error {
	tr := r.tree
	if err := r.compose(0, tr.leaves, tr.leafCodes, tr.leafShares); err != nil {
		return err
	}
	q, n := len(tr.nodes), len(r.classOf)
	for c := range r.classes {
		local, global := r.local[c*q:(c+1)*q], r.global[c*q:(c+1)*q]
		for _, leaf := range tr.leaves {
			global[leaf] = local[leaf]
		}
		tr.spread(local, global)
	}
	for l := range tr.levels {
		for _, at := range tr.levels[l] {
			if at == 0 {
				continue
			}
			dst := r.scores[at]
			clear(dst)
			for i := range n {
				if r.global[r.class(i)*len(r.tree.nodes)+at] == 0 {
					dst[i] = math.NaN() // no leaf of it counts: it has no score
				}
			}
			for _, child := range tr.children[at] {
				for i := range n {
					if w := r.local[r.class(i)*q+child]; w > 0 {
						dst[i] += float64(w * r.scores[child][i])
					}
				}
			}
			r.meanOfPresent(at)
			r.outOfFlat(at)
		}
	}
	return nil
}

// spread makes the weights of the nodes between, and all local ones, of the global
// weights of the leaves.
func (t *tree) spread(local, global []float64) {
	q := len(t.nodes)
	for at := q - 1; at > 0; at-- {
		if len(t.children[at]) > 0 {
			global[at] = 0
		}
		for _, child := range t.children[at] {
			global[at] += global[child]
		}
	}
	local[0], global[0] = 1, 1
	for at := 1; at < q; at++ {
		local[at] = 0
		if g := global[t.parent[at]]; g > 0 {
			local[at] = global[at] / g
		}
	}
}

// outOfFlat notes the rows that a node between does not apply to, since none of its
// children does.
func (r *Result) outOfFlat(at int) {
	for i, s := range r.scores[at] {
		if math.IsNaN(s) && r.noneApplies(i, r.tree.children[at]) {
			r.putOut(at, i)
		}
	}
}

// meanOfPresent gives the units that lack a child of a node (see
// [aggregate.Present]) the mean of the others, and none to those that have none.
func (r *Result) meanOfPresent(at int) {
	dst, q := r.scores[at], len(r.tree.nodes)
	for i, s := range dst {
		if !math.IsNaN(s) {
			continue
		}
		var sum, share float64
		for _, child := range r.tree.children[at] {
			if x, w := r.scores[child][i], r.local[r.class(i)*q+child]; w > 0 && !math.IsNaN(x) {
				sum, share = sum+float64(w*x), share+w
			}
		}
		dst[i] = sum / share
	}
}
