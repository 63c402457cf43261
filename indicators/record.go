package indicators

import (
	"iter"
	"math"
	"slices"

	"github.com/countyeval/countyeval/indicators/basis"
)

// ErrRecord is a record of a step that does not say what the step did.
const ErrRecord = basis.Sentinel("untrue record")

// Check compares the record of the stage with what the step made of the table that it
// was given. It is nil if
//
//   - every cell whose figure or mark differs stands in Changes with the figure that it
//     had and the one that it has. Cells of a column that the step computes, one that is
//     declared Computed and had no values, need not;
//   - nothing stands in Changes that was not done. Several changes of one cell follow
//     each other, each beginning with what the one before made; one that leaves the
//     figure as it was is true where a mark says so (Imputed, Treated, Restated, Open);
//   - no figure that the step computed or changed is marked Reported;
//   - Left has every unit that is gone, once and with a reason, and no other; no unit
//     came, and those that are left are the same, in the same order, whatever their
//     classes;
//   - what was confidential still is.
//
// Otherwise it is everything that differs, joined, each an [*InputError] that wraps
// [ErrRecord]: one for each column and kind of fault, with the first unit and the number
// of the others. Columns that share their memory with the table before are not read.
func (s Stage) Check(before *Table) error {
	if s.Table == nil || before == nil {
		return &InputError{Err: basis.Errorf("%w: there is no table", ErrRecord)}
	}
	a := &audit{was: before, is: s.Table, changes: s.Changes, last: make([][]int32, len(before.columns)), made: map[int]bool{}}
	a.units(s.Left)
	a.record()
	for j := range before.columns {
		a.column(j)
	}
	return a.err()
}

// audit is a comparison of two tables with the record of what is between them.
type audit struct {
	was, is *Table
	changes []Change
	at      []int     // row in is of each row of was, -1: gone; nil: all as they were
	last    [][]int32 // by column and row of was: 1 + the last change of the cell, 0: none; nil: none of the column
	made    map[int]bool
	faults  []*finding
}

// finding is one kind of fault of one column.
type finding struct {
	text string
	at   InputError
	more int // of the same kind, in other units
}

// fail reports a fault. The text and its column say of what kind it is.
func (a *audit) fail(unit, indicator, text string, args ...any) {
	if i := slices.IndexFunc(a.faults, func(f *finding) bool { return f.text == text && f.at.Indicator == indicator }); i >= 0 {
		a.faults[i].more++
		return
	}
	err := basis.Errorf("%w: "+text, append([]any{ErrRecord}, args...)...)
	a.faults = append(a.faults, &finding{text, InputError{Unit: unit, Indicator: indicator, Err: err}, 0})
}

func (a *audit) err() error {
	errs := make([]error, len(a.faults))
	for i, f := range a.faults {
		if f.more > 0 {
			f.at.Err = basis.Errorf("%w (and so %d more)", f.at.Err, f.more)
		}
		errs[i] = &f.at
	}
	return basis.JoinErrors(errs...)
}

// units compares the units, and sets at.
func (a *audit) units(left []Departure) {
	gone := make(map[string]bool, len(left))
	for _, d := range left {
		_, had := a.was.rows[d.Unit]
		_, has := a.is.rows[d.Unit]
		switch {
		case !had:
			a.fail(d.Unit, "", "it is recorded that the unit left, but it was not there")
		case has:
			a.fail(d.Unit, "", "it is recorded that the unit left, but it is there")
		case gone[d.Unit]:
			a.fail(d.Unit, "", "it is recorded twice that the unit left")
		case d.Why.IsZero():
			a.fail(d.Unit, "", "the unit left, and no reason is recorded")
		}
		gone[d.Unit] = true
	}
	if len(a.was.units) == len(a.is.units) && (len(a.was.units) == 0 || &a.was.units[0] == &a.is.units[0]) {
		return
	}
	a.at = make([]int, len(a.was.units))
	row := 0 // in is, that comes next
	for i, u := range a.was.units {
		k, ok := a.is.rows[u.Code]
		if !ok {
			if a.at[i] = -1; !gone[u.Code] {
				a.fail(u.Code, "", "the unit is gone, and it is not recorded that it left")
			}
			continue
		}
		if a.at[i] = k; k < row {
			a.fail(u.Code, "", "the units stand in another order")
		}
		row = k + 1
		now := a.is.units[k]
		if u.Name != now.Name || u.Region != now.Region || u.Level != now.Level || !slices.Equal(u.Tags.list, now.Tags.list) {
			a.fail(u.Code, "", "the unit has another name, region, level or tag; a step can change its class alone")
		}
	}
	for _, u := range a.is.units {
		if _, had := a.was.rows[u.Code]; !had {
			a.fail(u.Code, "", "the unit was not there before")
		}
	}
}

// record takes in the changes, and compares what each begins with.
func (a *audit) record() {
	row := -1 // of the change before; changes mostly follow the rows
	for k, c := range a.changes {
		if row++; row >= len(a.was.units) || a.was.units[row].Code != c.Unit {
			at, ok := a.was.rows[c.Unit]
			if !ok {
				a.fail(c.Unit, c.Indicator, "a change is recorded of a unit that was not there")
				continue
			}
			row = at
		}
		j, ok := a.was.index[c.Indicator]
		if !ok {
			a.fail(c.Unit, c.Indicator, "a change is recorded of a column that the table does not have")
			continue
		}
		if a.last[j] == nil {
			a.last[j] = make([]int32, len(a.was.units))
		}
		switch before := a.last[j][row]; {
		case before > 0:
			if was := a.changes[before-1].Is; !alike(c.Was, was) {
				a.fail(c.Unit, c.Indicator, "a change from %v to %v is recorded, but the change before made %v of it", c.Was, c.Is, was)
			}
		case a.makes(j): // of a figure made and changed in one step nobody knows
		default:
			if was := a.was.columns[j].values[row]; !alike(c.Was, was) {
				a.fail(c.Unit, c.Indicator, "a change from %v to %v is recorded, but the figure was %v", c.Was, c.Is, was)
			}
		}
		a.last[j][row] = int32(k + 1) //nolint:gosec // a record has no two thousand million changes
	}
}

// column compares a column.
func (a *audit) column(j int) {
	was := &a.was.columns[j]
	k, ok := a.is.index[was.code]
	if !ok {
		a.fail("", was.code, "the column is gone")
		return
	}
	is := &a.is.columns[k]
	if a.at == nil && a.last[j] == nil && was.shares(is) {
		return
	}
	made := a.makes(j)
	for i, row := range a.rows() {
		v, m, now, mark := was.values[i], was.marks[i], is.values[row], is.marks[row]
		unit := a.was.units[i].Code
		stays := alike(v, now)
		var c *Change
		if len(a.last[j]) > 0 && a.last[j][i] > 0 {
			c = &a.changes[a.last[j][i]-1]
		}
		switch {
		case c != nil && !alike(c.Is, now):
			a.fail(unit, was.code, "a change from %v to %v is recorded, but the figure is %v", c.Was, c.Is, now)
		case c != nil && stays && m == mark && alike(c.Was, c.Is) && !mark.touched():
			a.fail(unit, was.code, "a change from %v to %v is recorded, but nothing was changed", c.Was, c.Is)
		case made && !stays && mark == Reported:
			a.fail(unit, was.code, "the figure %v is computed, and marked %s", now, mark.String())
		case made:
		case !stays && c == nil:
			a.fail(unit, was.code, "the figure was %v and is %v, and no change is recorded", v, now)
		case !stays && mark == Reported:
			a.fail(unit, was.code, "the figure was changed from %v to %v, and is marked %s", v, now, mark.String())
		case m != mark && c == nil:
			a.fail(unit, was.code, "the mark was %s and is %s, and no change is recorded", m.String(), mark.String())
		}
		if len(was.confidential) > 0 && was.confidential[i] && (len(is.confidential) == 0 || !is.confidential[row]) {
			a.fail(unit, was.code, "the cell was confidential, and is not any more")
		}
	}
}

// rows ranges over the rows of the table before that are still there, with those of the
// table after.
func (a *audit) rows() iter.Seq2[int, int] {
	if a.at == nil {
		return func(yield func(int, int) bool) {
			for i := range a.was.units {
				if !yield(i, i) {
					return
				}
			}
		}
	}
	return func(yield func(int, int) bool) {
		for i, row := range a.at {
			if row >= 0 && !yield(i, row) {
				return
			}
		}
	}
}

// makes reports whether a column is one that the step may compute.
func (a *audit) makes(j int) bool {
	made, known := a.made[j]
	if !known {
		c := &a.was.columns[j]
		in, _ := a.was.framework.column(c.code)
		made = in.Computed && !slices.ContainsFunc(c.values, func(x float64) bool { return !math.IsNaN(x) })
		a.made[j] = made
	}
	return made
}

// shares reports whether two columns of one length lie in the same memory.
func (c *column) shares(o *column) bool {
	return same(c.values, o.values) && same(c.marks, o.marks) && same(c.confidential, o.confidential)
}

func same[T any](a, b []T) bool {
	return len(a) == len(b) && (len(a) == 0 || &a[0] == &b[0])
}

// alike reports whether two figures are the same, both missing included.
func alike(x, y float64) bool { return x == y || math.IsNaN(x) && math.IsNaN(y) }

// touched reports whether the mark says by itself that something was done to the cell.
func (m Mark) touched() bool {
	return m == Imputed || m == Treated || m == Restated || m == Open
}
