package indicators

import (
	"math"
	"strconv"

	"github.com/countyeval/countyeval/indicators/basis"
)

// Framework is a checked, immutable tree of indicators, with auxiliary columns
// that are read but not scored (denominators, monitored figures). It is safe for
// concurrent use. The zero Framework has no indicators and is of no use; make one
// with [NewFramework] or [ReadFramework].
type Framework struct {
	root     Indicator
	aux      []Indicator
	nodes    []*Indicator // pre-order, root first; they point into root
	parent   []int        // of nodes[i]; -1 for the root
	measured []int        // nodes that are leaves, in pre-order
	index    map[string]int
	auxIndex map[string]int
	warnings []error
}

// NewFramework checks a tree of indicators and copies it. aux are columns that
// are read, or made by a step, but not scored.
//
// A framework is accepted if every code is given, unique and free of invisible
// characters; weights are finite and not negative; measured indicators alone
// carry a unit, direction, target, bounds or base, and are Computed or
// Confidential; a target range comes with Direction Target and no other; ranges are finite with Lo < Hi
// (a target may have Lo == Hi); a base is finite; all texts are UTF-8; and there
// are at most 5000 levels. All faults are reported at once, joined, each an
// [*InputError] with the code.
//
// A Weight of 0 cannot say whether it was given: NewFramework takes weights that
// are all zero in a group for not declared, [ReadFramework] knows better.
func NewFramework(root Indicator, aux ...Indicator) (*Framework, error) {
	f, faults := build(root, aux)
	if len(faults) > 0 {
		errs := make([]error, len(faults))
		for i, x := range faults {
			if x.key == "code" && f != nil { // the code alone does not say which node
				x.err = basis.Errorf("%w, %v", x.err, f.where(x.node))
				if x.also >= 0 {
					x.err = basis.Errorf("%w and %v", x.err, f.where(x.also))
				}
			}
			errs[i] = &InputError{Indicator: x.code, Err: x.err}
		}
		return nil, basis.JoinErrors(errs...)
	}
	return f, nil
}

// Root returns a copy of the whole tree.
func (f *Framework) Root() Indicator { return f.root.clone() }

// Code returns the code of the root.
func (f *Framework) Code() string { return f.root.Code }

// Nodes returns copies of all indicators in pre-order, root first: q nodes. The
// copies share their children with each other, but nothing with the
// framework.
func (f *Framework) Nodes() []Indicator {
	if len(f.nodes) == 0 {
		return nil
	}
	return appendNodes(make([]Indicator, 0, len(f.nodes)), f.root.clone())
}

// appendNodes appends in and all below it in pre-order.
func appendNodes(dst []Indicator, in Indicator) []Indicator {
	dst = append(dst, in)
	for _, c := range in.Children {
		dst = appendNodes(dst, c)
	}
	return dst
}

// Measured returns copies of the measured indicators in pre-order: m leaves,
// the columns that are scored.
func (f *Framework) Measured() []Indicator {
	out := make([]Indicator, len(f.measured))
	for i, at := range f.measured {
		out[i] = f.nodes[at].clone()
	}
	return out
}

// Aux returns copies of the auxiliary columns, in the order given.
func (f *Framework) Aux() []Indicator {
	out := make([]Indicator, len(f.aux))
	for i, a := range f.aux {
		out[i] = a.clone()
	}
	return out
}

// Find returns the indicator or auxiliary column with that code; ok is false if
// there is none.
func (f *Framework) Find(code string) (in Indicator, ok bool) {
	if i, found := f.index[code]; found {
		return f.nodes[i].clone(), true
	}
	if i, found := f.auxIndex[code]; found {
		return f.aux[i].clone(), true
	}
	return Indicator{}, false
}

// Warnings returns what a reader of the framework should know, such as data of
// mixed periods.
func (f *Framework) Warnings() []error { return append([]error(nil), f.warnings...) }

// CheckWeights checks that the declared weights of the children of every
// composed indicator sum to sum, up to the rounding of a float64 sum (1e-12
// relative). It names every group that does not, with its sum.
func (f *Framework) CheckWeights(sum float64) error {
	var errs []error
	for _, n := range f.nodes {
		if n.Measured() {
			continue
		}
		var s float64
		for _, c := range n.Children {
			s += c.Weight
		}
		if math.Abs(s-sum) > 1e-12*math.Abs(sum) {
			errs = append(errs, &InputError{Indicator: n.Code, Err: basis.Errorf("%w of its children sum to %s, not %s", basis.ErrWeights,
				strconv.FormatFloat(s, 'g', 15, 64), strconv.FormatFloat(sum, 'g', 15, 64))})
		}
	}
	return basis.JoinErrors(errs...)
}
