package years

import (
	"reflect"
	"slices"

	"github.com/countyeval/countyeval/evaluation"
	"github.com/countyeval/countyeval/indicators"
	"github.com/countyeval/countyeval/indicators/basis"
)

// tree is a framework as a bridge takes it apart.
type tree struct {
	framework *indicators.Framework
	nodes     map[string]indicators.Indicator
	parent    map[string]string
	columns   []string // measured and auxiliary
	aux       map[string]bool
	decision  evaluation.Decision
}

func newTree(f *indicators.Framework) tree {
	t := tree{framework: f, nodes: map[string]indicators.Indicator{}, parent: map[string]string{}, aux: map[string]bool{}}
	for _, n := range f.Nodes() {
		t.nodes[n.Code] = n
		for _, c := range n.Children {
			t.parent[c.Code] = n.Code
		}
		if n.Measured() {
			t.columns = append(t.columns, n.Code)
		}
	}
	for _, in := range f.Aux() {
		t.columns = append(t.columns, in.Code)
		t.aux[in.Code] = true
	}
	return t
}

func (t tree) has(column string) bool {
	n, ok := t.nodes[column]
	return ok && n.Measured() || t.aux[column]
}

// measures is the measured indicator of that code.
func (t tree) measures(code string) (indicators.Indicator, bool) {
	n, ok := t.nodes[code]
	return n, ok && n.Measured()
}

func children(n indicators.Indicator) []string {
	var out []string
	for _, c := range n.Children {
		out = append(out, c.Code)
	}
	return out
}

// sameNodes reports whether the trees have the same nodes and columns in the same order.
func (t tree) sameNodes(o tree) bool {
	if t.framework.Code() != o.framework.Code() || !slices.Equal(t.columns, o.columns) {
		return false
	}
	for code, n := range t.nodes {
		m, ok := o.nodes[code]
		if !ok || !slices.Equal(children(n), children(m)) {
			return false
		}
	}
	return len(t.nodes) == len(o.nodes)
}

// sameScales looks at the indicators that both measure.
func (t tree) sameScales(o tree) bool {
	for code, n := range t.nodes {
		if m, ok := o.measures(code); ok && n.Measured() {
			if !reflect.DeepEqual(scaled(n, n), scaled(n, m)) {
				return false
			}
		}
	}
	return true
}

// scaled is n with the scale of m.
func scaled(n, m indicators.Indicator) indicators.Indicator {
	n.Direction, n.Target, n.Bounds, n.Base = m.Direction, m.Target, m.Bounds, m.Base
	return n
}

// sameWeights looks at what both have below the same node.
func (t tree) sameWeights(o tree) bool {
	for code, p := range t.parent {
		if o.parent[code] != p {
			continue
		}
		if slices.Equal(children(t.nodes[p]), children(o.nodes[p])) {
			if t.nodes[code].Weight != o.nodes[code].Weight {
				return false
			}
		} else if t.share(code) != o.share(code) {
			return false
		}
	}
	return true
}

// share is the declared part of a node in its parent.
func (t tree) share(code string) float64 {
	siblings := t.nodes[t.parent[code]].Children
	var sum float64
	for _, c := range siblings {
		sum += c.Weight
	}
	if sum == 0 {
		return 1 / float64(len(siblings))
	}
	return t.nodes[code].Weight / sum
}

// mixed is the framework with these nodes, the scales and the weights of others where
// they have the same.
func mixed(nodes, scale, weight tree) (*indicators.Framework, error) {
	var build func(n indicators.Indicator) indicators.Indicator
	build = func(n indicators.Indicator) indicators.Indicator {
		if m, ok := scale.measures(n.Code); ok && n.Measured() {
			n = scaled(n, m)
		}
		kids := children(n)
		whole := slices.Equal(kids, children(weight.nodes[n.Code]))
		n.Children = slices.Clone(n.Children)
		for i, c := range n.Children {
			w := nodes.share(c.Code)
			switch p, ok := weight.parent[c.Code]; {
			case whole:
				w = weight.nodes[c.Code].Weight
			case ok && p == n.Code:
				w = weight.share(c.Code)
			}
			n.Children[i] = build(c)
			n.Children[i].Weight = w
		}
		return n
	}
	root := nodes.framework.Root()
	root = build(root)
	f, err := indicators.NewFramework(root, nodes.framework.Aux()...)
	if err != nil {
		return nil, basis.Errorf("a framework between the two: %w", err)
	}
	return f, nil
}
