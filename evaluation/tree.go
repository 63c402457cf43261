package evaluation

import "github.com/countyeval/countyeval/indicators"

// tree is the framework laid out for scoring: q nodes in pre-order.
type tree struct {
	framework  *indicators.Framework
	nodes      []indicators.Indicator
	index      map[string]int
	parent     []int       // -1 for the root
	children   [][]int     // nodes
	codes      [][]string  // of the children
	declared   [][]float64 // of the children
	leaves     []int       // measured nodes, in framework order
	levels     [][]int     // composed nodes, deepest level first
	leafCodes  []string
	leafShares []float64 // declared share of each leaf in the root
	names      []string  // code of each node
}

func newTree(f *indicators.Framework) *tree {
	t := &tree{framework: f, nodes: f.Nodes(), index: map[string]int{}}
	var byDepth [][]int
	var walk func(in *indicators.Indicator, at, parent, depth int, share float64) int
	walk = func(in *indicators.Indicator, at, parent, depth int, share float64) int {
		t.index[in.Code] = at
		t.names = append(t.names, in.Code)
		t.parent = append(t.parent, parent)
		t.children = append(t.children, nil)
		t.codes = append(t.codes, nil)
		t.declared = append(t.declared, nil)
		next := at + 1
		if in.Measured() {
			t.leaves = append(t.leaves, at)
			t.leafCodes = append(t.leafCodes, in.Code)
			t.leafShares = append(t.leafShares, share)
			return next
		}
		for len(byDepth) <= depth {
			byDepth = append(byDepth, nil)
		}
		byDepth[depth] = append(byDepth[depth], at)
		var sum float64
		for _, c := range in.Children {
			sum += c.Weight
		}
		for i := range in.Children {
			c := &in.Children[i]
			t.children[at] = append(t.children[at], next)
			t.codes[at] = append(t.codes[at], c.Code)
			t.declared[at] = append(t.declared[at], c.Weight)
			s := 1 / float64(len(in.Children))
			if sum > 0 {
				s = c.Weight / sum
			}
			next = walk(c, next, at, depth+1, float64(share*s))
		}
		return next
	}
	walk(&t.nodes[0], 0, -1, 0, 1)
	for d := len(byDepth) - 1; d >= 0; d-- {
		t.levels = append(t.levels, byDepth[d])
	}
	return t
}
