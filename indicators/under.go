package indicators

import (
	"slices"

	"github.com/countyeval/countyeval/indicators/basis"
)

// Under returns the table of the same cells under another framework: what was read
// once can be scored by another tree, with other weights, bounds or directions.
//
// Every column that f wants must be there, measured or auxiliary, but for those that
// are Computed; all that are missing are reported at once, each an [*InputError]
// that wraps [ErrHeader]. The columns that f does not have become auxiliary: they are
// appended, with what t's framework says of them, to those of f, so that the
// framework of the table returned is then not f itself but one that fits it
// ([Framework.Fits]). A column whose code f has for a composed indicator is an error.
//
// Values, marks and units are shared with t; what is confidential stays so. If t comes from a [Panel], so does the
// table returned, from one of all its tables under the same framework.
func (t *Table) Under(f *Framework) (*Table, error) {
	if f == nil || len(f.nodes) == 0 || t.framework == nil {
		return nil, &InputError{Err: basis.Errorf("%w: the framework has no indicators", basis.ErrEmpty)}
	}
	f, err := t.widen(f)
	if err != nil {
		return nil, err
	}
	out := t.moved(f)
	if t.panel == nil {
		return out, nil
	}
	out.panel = t.panel.with(t.panel.period, func(o *Table) *Table {
		if o == t {
			return out
		}
		return o.moved(f)
	})
	return out, nil
}

// widen returns f with the columns that t has beyond it, if any.
func (t *Table) widen(f *Framework) (*Framework, error) {
	var errs []error
	fail := func(code string, kind error, text string) {
		errs = append(errs, &InputError{Indicator: code, Err: basis.Errorf("%w: "+text, kind)})
	}
	for _, in := range slices.Concat(f.Measured(), f.aux) {
		if !in.Computed && !t.Has(in.Code) {
			fail(in.Code, ErrHeader, "the table has no column for it")
		}
	}
	aux := slices.Clone(f.aux)
	for _, c := range t.columns {
		in, ok := f.Find(c.code)
		switch {
		case !ok:
			more, _ := t.framework.Find(c.code)
			more.Weight = 0
			aux = append(aux, more)
		case !in.Measured():
			fail(c.code, ErrCode, "it is a column of the table, but composed in the framework")
		}
	}
	if len(errs) > 0 {
		return nil, basis.JoinErrors(errs...)
	}
	if len(aux) == len(f.aux) {
		return f, nil
	}
	return NewFramework(f.root, aux...)
}

// moved returns the table with the columns of f; one that it does not have has no
// values.
func (t *Table) moved(f *Framework) *Table {
	out := t.shallow()
	out.framework, out.columns, out.past = f, nil, t.now()
	out.layout()
	for j := range out.columns {
		c := &out.columns[j]
		if at, ok := t.index[c.code]; ok {
			declared := c.confidential
			*c = t.columns[at]
			c.confidential = either(c.confidential, declared)
			continue
		}
		c.values = nothing(t.Len())
		c.marks = MarkAll(c.values, Reported)
	}
	of := t.framework.warnings
	out.warnings = append(f.Warnings(), slices.DeleteFunc(slices.Clone(t.warnings), func(w error) bool { return slices.Contains(of, w) })...)
	return out
}
