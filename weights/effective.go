package weights

import (
	"github.com/countyeval/countyeval/indicators/basis"
)

// Node is one node of a tree of indicators and its importance among its siblings,
// on any scale. Parent is "" for the root.
type Node struct {
	Code   string  `json:"code"`
	Parent string  `json:"parent"`
	Weight float64 `json:"weight"`
}

// Effective returns what every node of a tree counts in the root: its share among
// its siblings times what the parent counts.
//
//	e_root = 1,  e_j = e_parent w_j / sum of w over the siblings
//
// The effective weights of the leaves sum to 1, as do those of every full level.
// Siblings that all have weight 0 count the same, as under [Declared]. Nodes may
// stand in any order; the result has theirs.
//
// Errors wrap [basis.ErrWeights] and come all at once: codes that are empty or used
// twice, parents that are not there, no root or several, nodes that are their own
// ancestor, weights that are negative or not finite.
func Effective(nodes []Node) ([]float64, error) {
	children, err := tree(nodes)
	if err != nil {
		return nil, err
	}
	out := make([]float64, len(nodes))
	seen := make([]bool, len(nodes))
	root := children[""][0]
	out[root], seen[root] = 1, true
	for next := []int{root}; len(next) > 0; next = next[1:] {
		kids := children[nodes[next[0]].Code]
		var sum float64
		for _, i := range kids {
			sum += nodes[i].Weight
		}
		for _, i := range kids {
			share := 1 / float64(len(kids))
			if sum > 0 {
				share = nodes[i].Weight / sum
			}
			out[i], seen[i] = float64(out[next[0]]*share), true
		}
		next = append(next, kids...)
	}
	var errs []error
	for i, node := range nodes {
		if !seen[i] {
			errs = append(errs, basis.Errorf("%w: %s is its own ancestor, or below one that is", basis.ErrWeights, node.Code))
		}
	}
	if len(errs) > 0 {
		return nil, basis.JoinErrors(errs...)
	}
	return out, nil
}

// tree returns the children of each code, and of "" the root, of nodes that have
// one root and parents that are there.
func tree(nodes []Node) (children map[string][]int, err error) {
	var errs []error
	fail := func(format string, args ...any) {
		errs = append(errs, basis.Errorf("%w: "+format, append([]any{basis.ErrWeights}, args...)...))
	}
	children = map[string][]int{}
	there := map[string]bool{}
	for i, node := range nodes {
		switch {
		case node.Code == "":
			fail("node %d has no code", i+1)
		case there[node.Code]:
			fail("%s is there twice", node.Code)
		}
		there[node.Code] = true
		children[node.Parent] = append(children[node.Parent], i)
		if err := checkWeight(node.Code, node.Weight); err != nil {
			errs = append(errs, err)
		}
	}
	for _, node := range nodes {
		if node.Parent != "" && !there[node.Parent] {
			fail("the parent %s of %s is not there", node.Parent, node.Code)
		}
	}
	if roots := len(children[""]); roots != 1 {
		fail("a tree has one root, not %d", roots)
	}
	return children, basis.JoinErrors(errs...)
}
