package indicators

import (
	"errors"
	"slices"

	"github.com/countyeval/countyeval/indicators/basis"
	"github.com/countyeval/countyeval/indicators/exact"
)

// With returns a table in which every cell of changes has its new value Is and
// the mark; everything else is shared with t. A cell changed is a raw figure
// ([Table.Exact]). A cell that was confidential stays so, and one that takes up
// confidential figures is made so by [Table.WithConfidential]. Unknown codes, the same cell
// twice, and an infinite value are errors; all are reported at once. A change to
// NaN needs the mark Missing or NotApplicable, and a change to a value any other.
func (t *Table) With(mark Mark, changes ...Change) (*Table, error) {
	if int(mark) >= len(markWords) {
		return nil, &InputError{Err: basis.Errorf("%w: there is no mark %d", basis.ErrValue, int(mark))}
	}
	out := t.shallow()
	own := make(map[int]bool)
	type cell struct{ i, j int }
	seen := make(map[cell]bool, len(changes))
	var errs []error
	for _, c := range changes {
		fail := func(err error) { errs = append(errs, &InputError{Unit: c.Unit, Indicator: c.Indicator, Err: err}) }
		i, okUnit := t.rows[c.Unit]
		j, okColumn := t.index[c.Indicator]
		switch {
		case !okUnit || !okColumn:
			fail(basis.Errorf("%w: the table has no such cell", basis.ErrUnknown))
			continue
		case seen[cell{i, j}]:
			fail(basis.Errorf("%w: the cell is changed twice", basis.ErrValue))
			continue
		}
		if err := checkCell(c.Is, mark); err != nil {
			fail(err)
			continue
		}
		seen[cell{i, j}] = true
		if !own[j] {
			own[j] = true
			out.columns[j].values = slices.Clone(out.columns[j].values)
			out.columns[j].marks = slices.Clone(out.columns[j].marks)
			out.columns[j].exact = slices.Clone(out.columns[j].exact)
		}
		out.columns[j].values[i] = c.Is
		if out.columns[j].exact != nil {
			out.columns[j].exact[i] = exact.Of(c.Is)
		}
		out.columns[j].marks[i] = mark
	}
	if len(errs) > 0 {
		return nil, basis.JoinErrors(errs...)
	}
	return out, nil
}

// WithColumn returns a table in which the column of that code has the values x and
// the marks, one a cell; everything else is shared with t. A value is NaN where the
// mark is Missing or NotApplicable and finite everywhere else ([MarkAll] makes
// marks of one kind). What is not, a code that the table does not have, and a wrong
// length are errors, all reported at once. The slices are copied. A cell whose value
// is a new one is a raw figure ([Table.Exact]; [Table.WithExact] sets computed ones).
//
// from names the columns that the values were made from: a cell is confidential if it
// was before, or if one of theirs is in its row ([Table.Confidential]). With none
// named, it is if any cell of the unit is.
func (t *Table) WithColumn(code string, x []float64, marks []Mark, from ...string) (*Table, error) {
	j, ok := t.index[code]
	switch {
	case !ok:
		return nil, &InputError{Indicator: code, Err: basis.Errorf("%w: the table has no such column", basis.ErrUnknown)}
	case len(x) != t.Len() || len(marks) != t.Len():
		return nil, &InputError{Indicator: code, Err: basis.Errorf("%w: %d values and %d marks for %d units", ErrRow, len(x), len(marks), t.Len())}
	}
	confidential, err := t.inputs(code, from)
	if errs := append(checkCells(code, x, marks, t.units), err); basis.JoinErrors(errs...) != nil {
		return nil, basis.JoinErrors(errs...)
	}
	out := t.shallow()
	out.columns[j] = column{code: code, values: slices.Clone(x), marks: slices.Clone(marks), exact: t.columns[j].stay(x), confidential: confidential}
	return out, nil
}

// Select returns the table of the units for which keep is true, in the same
// order. It is an error if none is left.
func (t *Table) Select(keep func(Unit) bool) (*Table, error) {
	var at []int
	for i, u := range t.units {
		if keep(u) {
			at = append(at, i)
		}
	}
	if len(at) == 0 {
		return nil, &InputError{Err: basis.Errorf("%w: no unit is left", basis.ErrEmpty)}
	}
	out := t.shallow()
	out.units, out.rows, out.open = make([]Unit, len(at)), make(map[string]int, len(at)), t.open[:len(at)]
	out.past = t.now()
	for r, i := range at {
		out.units[r] = t.units[i]
		out.rows[t.units[i].Code] = r
	}
	out.warnings = slices.DeleteFunc(slices.Clone(t.warnings), func(err error) bool {
		var e *InputError
		if !errors.As(err, &e) || e.Unit == "" {
			return false
		}
		_, kept := out.rows[e.Unit]
		return !kept
	})
	for j, c := range t.columns {
		out.columns[j] = c.rows(at)
	}
	return out, nil
}

// rows returns the column of these rows.
func (c *column) rows(at []int) column {
	out := column{code: c.code, values: make([]float64, len(at)), marks: make([]Mark, len(at)), exact: c.at(at), lacks: c.lacksOf(at)}
	for r, i := range at {
		out.values[r], out.marks[r] = c.values[i], c.marks[i]
	}
	if c.confidential != nil {
		out.confidential = make([]bool, len(at))
		for r, i := range at {
			out.confidential[r] = c.confidential[i]
		}
	}
	return out
}

// Reclass returns a table in which each unit has the class that class gives it, which
// is asked once for each unit, in the order of the table; everything else is shared
// with t. A class that [Unit] does not allow is an
// error; all are reported at once.
func (t *Table) Reclass(class func(Unit) string) (*Table, error) {
	out := t.shallow()
	out.units, out.past = make([]Unit, len(t.units)), t.now()
	var errs []error
	for i, u := range t.units {
		to := class(u)
		if err := checkLabel("class", to); err != nil {
			errs = append(errs, &InputError{Unit: u.Code, Err: basis.Errorf("new class: %w", err)})
		}
		u.Class = to
		out.units[i] = u
	}
	if len(errs) > 0 {
		return nil, basis.JoinErrors(errs...)
	}
	return out, nil
}

// shallow copies the table so that whole columns can be replaced.
func (t *Table) shallow() *Table {
	out := *t
	out.columns = slices.Clone(t.columns)
	return &out
}
