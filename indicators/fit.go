package indicators

import (
	"slices"

	"github.com/countyeval/countyeval/indicators/basis"
)

// ErrFramework is the reason for which tables or results cannot stand side by side.
const ErrFramework = basis.Sentinel("frameworks do not fit together")

// Fits reports what keeps figures under f and under o from standing side by side,
// such as those of this and of last year. They fit together if the trees have the
// same codes in the same order, composed of the same children, and the same
// directions, wherever they were read. Weights, bounds, bases, texts and auxiliary
// columns may differ ([Framework.Revisions] lists them).
//
// All differences are reported at once, joined, each an [*InputError] with the code
// that wraps [ErrFramework]. A nil framework fits no other.
func (f *Framework) Fits(o *Framework) error {
	if f == o && f != nil {
		return nil
	}
	if f == nil || o == nil {
		return &InputError{Err: basis.Errorf("%w: there is none", ErrFramework)}
	}
	var errs []error
	fail := func(code, text string, args ...any) {
		errs = append(errs, &InputError{Indicator: code, Err: basis.Errorf("%w: "+text, append([]any{ErrFramework}, args...)...)})
	}
	for i, n := range f.nodes {
		j, ok := o.index[n.Code]
		if !ok {
			fail(n.Code, "the other framework does not have it")
			continue
		}
		other := o.nodes[j]
		if now, then := f.parentOf(i), o.parentOf(j); now != then {
			fail(n.Code, "it is %v, and %v in the other framework", below(now), below(then))
		}
		switch {
		case n.Measured() && !other.Measured():
			fail(n.Code, "it is measured, and composed in the other framework")
		case !n.Measured() && other.Measured():
			fail(n.Code, "it is composed, and measured in the other framework")
		case n.Direction != other.Direction:
			fail(n.Code, "its direction is %s, and %s in the other framework", n.Direction, other.Direction)
		case sameCodes(n.Children, other.Children, true) && !sameCodes(n.Children, other.Children, false):
			fail(n.Code, "its children are in another order in the other framework")
		}
	}
	for _, n := range o.nodes {
		if _, ok := f.index[n.Code]; !ok {
			fail(n.Code, "the other framework has it, this one does not")
		}
	}
	return basis.JoinErrors(errs...)
}

// parentOf is the code of the parent of node i; "" for the root.
func (f *Framework) parentOf(i int) string {
	if f.parent[i] < 0 {
		return ""
	}
	return f.nodes[f.parent[i]].Code
}

// below says under which indicator one stands.
func below(parent string) basis.Text {
	if parent == "" {
		return basis.Textf("the root")
	}
	return basis.Textf("under %s", parent)
}

// sameCodes compares the codes of siblings, in any order or in this one.
func sameCodes(a, b []Indicator, anyOrder bool) bool {
	x, y := codesOf(a), codesOf(b)
	if anyOrder {
		slices.Sort(x)
		slices.Sort(y)
	}
	return slices.Equal(x, y)
}

func codesOf(list []Indicator) []string {
	out := make([]string, len(list))
	for i, in := range list {
		out[i] = in.Code
	}
	return out
}

// fitsColumns is Fits for tables that steps look at together: the auxiliary columns
// have to be the same too, in any order.
func (f *Framework) fitsColumns(o *Framework) error {
	errs := []error{f.Fits(o)}
	if f == nil || o == nil {
		return errs[0]
	}
	fail := func(code, text string) {
		errs = append(errs, &InputError{Indicator: code, Err: basis.Errorf("%w: "+text, ErrFramework)})
	}
	for _, a := range f.aux {
		if _, ok := o.auxIndex[a.Code]; !ok {
			fail(a.Code, "the other framework does not have the auxiliary column")
		}
	}
	for _, a := range o.aux {
		if _, ok := f.auxIndex[a.Code]; !ok {
			fail(a.Code, "the other framework has the auxiliary column, this one does not")
		}
	}
	return basis.JoinErrors(errs...)
}
