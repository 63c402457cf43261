package indicators

import (
	"slices"

	"github.com/countyeval/countyeval/indicators/basis"
)

// Confidential tells, by row, which cells of a column are confidential, beside their
// marks: all of them if the framework says so of the column
// ([Indicator.Confidential]), and those of [Table.WithConfidential]. It is a view of
// nothing if there is no such column.
//
// A table made from another one keeps that, and a cell that a step computes is
// confidential if one of the cells that it is computed from is: those of the unit in
// other columns and years, and, where a gap is filled or a value moved to a fence,
// those of the units that the new figure is taken from. What a curve or a scale takes
// from a whole column does not make all of its cells so. What may be shown of figures
// made from confidential ones is decided where they are published.
func (t *Table) Confidential(code string) basis.View[bool] {
	j, ok := t.index[code]
	if !ok {
		return basis.View[bool]{}
	}
	if c := t.columns[j].confidential; c != nil {
		return basis.ViewOf(c)
	}
	return basis.ViewOf(t.open)
}

// WithConfidential returns a table in which also those cells of a column are
// confidential for which cells, by row, is true; nil is the whole column. Everything
// else is shared with t. A code that the table does not have and a wrong length are
// errors.
func (t *Table) WithConfidential(code string, cells []bool) (*Table, error) {
	j, ok := t.index[code]
	switch {
	case !ok:
		return nil, &InputError{Indicator: code, Err: basis.Errorf("%w: the table has no such column", basis.ErrUnknown)}
	case cells != nil && len(cells) != t.Len():
		return nil, &InputError{Indicator: code, Err: basis.Errorf("%w: %d cells for %d units", ErrRow, len(cells), t.Len())}
	}
	out := t.shallow()
	if cells == nil {
		cells = slices.Repeat([]bool{true}, t.Len())
	}
	out.columns[j].confidential = either(out.columns[j].confidential, cells)
	return out, nil
}

// inputs tells which cells of a column are confidential that is made from others: by
// the columns named, all if none are.
func (t *Table) inputs(code string, from []string) ([]bool, error) {
	own := t.columns[t.index[code]].confidential
	if len(from) == 0 {
		for _, c := range t.columns {
			own = either(own, c.confidential)
		}
		return own, nil
	}
	var errs []error
	for _, f := range from {
		j, ok := t.index[f]
		if !ok {
			errs = append(errs, &InputError{Indicator: f, Err: basis.Errorf("%w: the table has no such column to make %s from", basis.ErrUnknown, code)})
			continue
		}
		own = either(own, t.columns[j].confidential)
	}
	return own, basis.JoinErrors(errs...)
}

// either is a or b, row by row; nil is all false.
func either(a, b []bool) []bool {
	if !slices.Contains(b, true) {
		return a
	}
	if a == nil {
		return slices.Clone(b)
	}
	out := slices.Clone(a)
	for i, x := range b {
		out[i] = out[i] || x
	}
	return out
}
