package indicators

import (
	"math"
	"strings"

	"github.com/countyeval/countyeval/indicators/basis"
)

// maxDepth is the number of levels a framework may have. Real ones have three;
// the limit keeps a damaged or hostile file from exhausting the stack.
const maxDepth = 5000

// fault is one thing wrong with a framework: the node (aux columns count on
// after the nodes), the JSON key at fault ("" for the node as a whole), and the
// code by which people know it.
type fault struct {
	node int
	key  string
	code string
	also int // another node that the fault is about, or -1
	err  error
}

// build makes the framework and lists what is wrong with it, in pre-order.
func build(root Indicator, aux []Indicator) (*Framework, []fault) {
	if depth(root, 0) > maxDepth {
		return nil, []fault{{node: 0, also: -1, code: root.Code, err: basis.Errorf("%w: more than %d levels", basis.ErrValue, maxDepth)}}
	}
	f := &Framework{root: root.clone(), index: map[string]int{}, auxIndex: map[string]int{}}
	f.walk(&f.root, -1)
	for _, a := range aux {
		f.aux = append(f.aux, a.clone())
	}
	var faults []fault
	for i, n := range f.nodes {
		faults = append(faults, f.checkNode(i, n)...)
	}
	for j := range f.aux {
		a := &f.aux[j]
		at := len(f.nodes) + j
		if len(a.Children) > 0 {
			faults = append(faults, fault{at, "children", a.Code, -1, basis.Errorf("%w: an auxiliary column has no children", basis.ErrValue)})
		}
		if a.Weight != 0 {
			faults = append(faults, fault{at, "weight", a.Code, -1, basis.Errorf("%w: an auxiliary column is not weighted", basis.ErrWeights)})
		}
		faults = append(faults, f.checkCode(at, a.Code, f.auxIndex, j)...)
		faults = append(faults, checkTexts(at, a)...)
		faults = append(faults, checkMeasured(at, a)...)
	}
	f.warnings = append(f.periods(), f.beyond()...)
	return f, faults
}

// where says in words which node it is, for people who cannot go by its code.
func (f *Framework) where(node int) basis.Text {
	if node >= len(f.nodes) {
		return basis.Textf("auxiliary column %d", node-len(f.nodes)+1)
	}
	if f.parent[node] < 0 {
		return basis.Textf("the root")
	}
	parent := f.nodes[f.parent[node]]
	child := 0
	for &parent.Children[child] != f.nodes[node] {
		child++
	}
	return basis.Textf("child %d of %s", child+1, quote(parent.Code))
}

// depth counts the levels, and stops counting above maxDepth.
func depth(in Indicator, at int) int {
	at++
	if at > maxDepth {
		return at
	}
	d := at
	for _, c := range in.Children {
		d = max(d, depth(c, at))
		if d > maxDepth {
			break
		}
	}
	return d
}

// walk lists n and all below it.
func (f *Framework) walk(n *Indicator, parent int) {
	at := len(f.nodes)
	f.nodes = append(f.nodes, n)
	f.parent = append(f.parent, parent)
	if n.Measured() {
		f.measured = append(f.measured, at)
	}
	for i := range n.Children {
		f.walk(&n.Children[i], at)
	}
}

// checkNode lists what is wrong with node i of the tree.
func (f *Framework) checkNode(i int, n *Indicator) []fault {
	faults := f.checkCode(i, n.Code, f.index, i)
	if math.IsNaN(n.Weight) || math.IsInf(n.Weight, 0) || n.Weight < 0 {
		faults = append(faults, fault{i, "weight", n.Code, -1, basis.Errorf("%w: %v is not a finite number of at least 0", basis.ErrWeights, n.Weight)})
	}
	faults = append(faults, checkTexts(i, n)...)
	if n.Measured() {
		return append(faults, checkMeasured(i, n)...)
	}
	for _, x := range []struct {
		key   string
		given bool
	}{{"unit", n.Unit != ""}, {"direction", n.Direction != Higher}, {"target", n.Target != nil}, {"bounds", n.Bounds != nil}, {"base", n.Base != 0}, {"computed", n.Computed}, {"confidential", n.Confidential}} {
		if x.given {
			err := basis.Errorf("%w: %s is for measured indicators; this one is composed from its children, whose scores are all more-is-better", basis.ErrValue, x.key)
			if x.key == "direction" {
				err = basis.Errorf("%w: direction is for measured indicators; this one is composed from its children, whose scores are all more-is-better: to make it count against a unit, turn the directions of its leaves", ErrDirection)
			}
			faults = append(faults, fault{i, x.key, n.Code, -1, err})
		}
	}
	return faults
}

// checkCode checks the code of node i and enters it into an index.
func (f *Framework) checkCode(i int, code string, into map[string]int, value int) []fault {
	if err := checkCode(code); err != nil {
		return []fault{{i, "code", code, -1, err}}
	}
	if Reserved(code) {
		return []fault{{i, "code", code, -1, basis.Errorf("%w %q is the heading of a column about the unit itself", ErrCode, code)}}
	}
	first, node := f.index[code]
	if !node {
		if a, ok := f.auxIndex[code]; ok {
			first, node = len(f.nodes)+a, true
		}
	}
	if node {
		return []fault{{i, "code", code, first, basis.Errorf("%w %q is used twice", ErrCode, code)}}
	}
	into[code] = value
	return nil
}

// checkTexts finds texts that are not UTF-8; those of the code are checkCode's.
func checkTexts(i int, n *Indicator) []fault {
	var faults []fault
	for _, x := range []struct{ key, text string }{
		{"name", n.Name},
		{"name_zh", n.NameZH},
		{"unit", n.Unit},
		{"definition", n.Definition},
		{"period", n.Period},
		{"department", n.Department},
		{"source", n.Source},
	} {
		if _, err := damage(x.text); err != nil {
			faults = append(faults, fault{i, x.key, n.Code, -1, basis.Errorf("%w of %s", err, x.key)})
		}
	}
	return faults
}

// checkMeasured lists what is wrong with a measured indicator or an auxiliary
// column.
func checkMeasured(i int, n *Indicator) []fault {
	var faults []fault
	add := func(key string, err error) { faults = append(faults, fault{i, key, n.Code, -1, err}) }
	if n.Direction < Higher || n.Direction > Target {
		add("direction", basis.Errorf("%w %d: not one of higher, lower, target", ErrDirection, int(n.Direction)))
	}
	if n.Direction == Target && n.Target == nil {
		add("direction", basis.Errorf("%w is target, but no target range is given", ErrDirection))
	}
	if n.Direction != Target && n.Target != nil {
		add("target", basis.Errorf("%w: a target range needs direction target, not %s", ErrDirection, n.Direction))
	}
	finite := func(x float64) bool { return !math.IsNaN(x) && !math.IsInf(x, 0) }
	if r := n.Target; r != nil && (!finite(r.Lo) || !finite(r.Hi) || r.Lo > r.Hi) {
		add("target", basis.Errorf("%w: target from %v to %v is not lo <= hi, both finite", ErrRange, r.Lo, r.Hi))
	}
	if r := n.Bounds; r != nil && (!finite(r.Lo) || !finite(r.Hi) || r.Lo >= r.Hi) {
		add("bounds", basis.Errorf("%w: bounds from %v to %v are not lo < hi, both finite", ErrRange, r.Lo, r.Hi))
	}
	if !finite(n.Base) {
		add("base", basis.Errorf("%w: base %v is not finite", basis.ErrValue, n.Base))
	}
	return faults
}

// periods warns when the measured indicators are of different years.
func (f *Framework) periods() []error {
	by := map[string][]string{}
	var order []string
	for _, i := range f.measured {
		n := f.nodes[i]
		if n.Period == "" {
			continue
		}
		if by[n.Period] == nil {
			order = append(order, n.Period)
		}
		by[n.Period] = append(by[n.Period], n.Code)
	}
	if len(order) < 2 {
		return nil
	}
	parts := make([]string, len(order))
	for i, p := range order {
		parts[i] = p + " (" + strings.Join(by[p], ", ") + ")"
	}
	return []error{basis.Errorf("mixed periods: %s", strings.Join(parts, "; "))}
}

// beyond warns of targets that lie outside of the bounds: no figure within these is best
// then, or not all that the target says.
func (f *Framework) beyond() []error {
	var out []error
	look := func(n *Indicator) {
		if t, b := n.Target, n.Bounds; t != nil && b != nil && (t.Lo < b.Lo || t.Hi > b.Hi) {
			out = append(out, &InputError{Indicator: n.Code, Err: basis.Errorf("%w: the target from %v to %v lies outside of the bounds from %v to %v", ErrRange, t.Lo, t.Hi, b.Lo, b.Hi)})
		}
	}
	for _, i := range f.measured {
		look(f.nodes[i])
	}
	for j := range f.aux {
		look(&f.aux[j])
	}
	return out
}
