package indicators

import (
	"errors"
	"maps"
	"math"
	"slices"

	"gonum.org/v1/gonum/mat"

	"github.com/countyeval/countyeval/indicators/basis"
)

// Table holds the values of n units on the columns of a framework: the m
// measured indicators in framework order, then the auxiliary columns. A missing
// value is NaN. It is immutable, stored by column, and safe for concurrent use.
// As a [mat.Matrix] it is n x m, the measured indicators alone.
//
// The zero Table has no rows; make one with [NewTable] or [CSV.ReadTable].
type Table struct {
	framework *Framework
	units     []Unit
	rows      map[string]int
	columns   []column // measured, then aux
	index     map[string]int
	measured  int
	warnings  []error
	panel     *Panel // that it comes from; nil if none
	year      int
}

type column struct {
	code   string
	values []float64
	marks  []Mark
}

var _ mat.Matrix = (*Table)(nil)

// NewTable makes a table of n units from columns by code, each of n values; NaN
// is missing. Columns of the framework that are Computed may be left out, the
// others may not, and columns that the framework does not have are refused, as
// are infinite values, codes that are empty or used twice, texts that [Unit]
// does not allow, and a table without units. All faults are reported at once,
// joined, each an [*InputError]. The slices are copied.
func NewTable(f *Framework, units []Unit, values map[string][]float64) (*Table, error) {
	var errs []error
	fail := func(unit, code string, err error) {
		errs = append(errs, &InputError{Unit: unit, Indicator: code, Err: err})
	}
	if f == nil || len(f.nodes) == 0 {
		return nil, &InputError{Err: basis.Errorf("%w: the framework has no indicators", basis.ErrEmpty)}
	}
	n := len(units)
	if n == 0 {
		fail("", "", basis.Errorf("%w: a table needs at least one unit", basis.ErrEmpty))
	}
	t := &Table{framework: f, rows: make(map[string]int, n), units: make([]Unit, n)}
	for i, u := range units {
		t.units[i] = u.clone()
		for _, err := range u.check() {
			fail(visible(u.Code), "", basis.Errorf("row %d: %w", i+1, err))
		}
		if first, twice := t.rows[u.Code]; twice && u.Code != "" {
			fail(u.Code, "", basis.Errorf("%w %q is used twice, in rows %d and %d", ErrCode, u.Code, first+1, i+1))
		} else {
			t.rows[u.Code] = i
		}
	}
	t.layout()
	for j := range t.columns {
		c := &t.columns[j]
		x, given := values[c.code]
		in, _ := f.Find(c.code)
		switch {
		case !given && !in.Computed:
			fail("", c.code, basis.Errorf("%w: there is no column for it", ErrHeader))
		case given && len(x) != n:
			fail("", c.code, basis.Errorf("%w: %d values for %d units", ErrRow, len(x), n))
			given = false
		}
		c.values, c.marks = make([]float64, n), make([]Mark, n)
		for i := range n {
			v := math.NaN()
			if given {
				v = x[i]
			}
			if math.IsInf(v, 0) {
				fail(units[i].Code, c.code, basis.Errorf("%w: %v", basis.ErrNumber, v))
			}
			c.values[i] = v
			if math.IsNaN(v) {
				c.marks[i] = Missing
			}
		}
	}
	for _, code := range slices.Sorted(maps.Keys(values)) {
		if _, ok := t.index[code]; !ok {
			fail("", code, basis.Errorf("%w: the framework has no measured indicator or auxiliary column of that code", basis.ErrUnknown))
		}
	}
	if len(errs) > 0 {
		return nil, errors.Join(errs...)
	}
	t.warnings = append(f.Warnings(), t.silentUnits()...)
	return t, nil
}

// layout sets up empty columns in the order of the framework.
func (t *Table) layout() {
	f := t.framework
	t.measured = len(f.measured)
	t.index = make(map[string]int, t.measured+len(f.aux))
	for _, i := range f.measured {
		t.index[f.nodes[i].Code] = len(t.columns)
		t.columns = append(t.columns, column{code: f.nodes[i].Code})
	}
	for _, a := range f.aux {
		t.index[a.Code] = len(t.columns)
		t.columns = append(t.columns, column{code: a.Code})
	}
}

// silentUnits warns of units without a single value.
func (t *Table) silentUnits() []error {
	var out []error
	for i, u := range t.units {
		if !slices.ContainsFunc(t.columns, func(c column) bool { return !math.IsNaN(c.values[i]) }) {
			out = append(out, &InputError{Unit: u.Code, Err: basis.Errorf("%w: the unit has no value at all", basis.ErrMissing)})
		}
	}
	return out
}

// Framework returns the framework whose columns the table has.
func (t *Table) Framework() *Framework { return t.framework }

// Len returns n, the number of units.
func (t *Table) Len() int { return len(t.units) }

// Units returns a copy of the units in row order.
func (t *Table) Units() []Unit {
	out := slices.Clone(t.units)
	for i := range out {
		out[i] = out[i].clone()
	}
	return out
}

// RawUnits returns the table's own units in row order, without a copy; they must
// not be changed.
func (t *Table) RawUnits() []Unit { return t.units }

// Row returns the row of the unit with that code; ok is false if there is none.
func (t *Table) Row(unit string) (row int, ok bool) {
	row, ok = t.rows[unit]
	return row, ok
}

// Dims returns n and m: units and measured indicators.
func (t *Table) Dims() (n, m int) { return len(t.units), t.measured }

// At returns the value of unit i on measured indicator j. It panics if i or j is
// out of range, as every [mat.Matrix] does.
func (t *Table) At(i, j int) float64 {
	if uint(i) >= uint(len(t.units)) {
		panic(mat.ErrRowAccess)
	}
	if uint(j) >= uint(t.measured) {
		panic(mat.ErrColAccess)
	}
	return t.columns[j].values[i]
}

// T returns the transpose.
func (t *Table) T() mat.Matrix { return mat.Transpose{Matrix: t} }

// Column returns a copy of the column with that code, measured or auxiliary; nil
// if there is none.
func (t *Table) Column(code string) []float64 { return slices.Clone(t.RawColumn(code)) }

// RawColumn returns the table's own storage of a column, without a copy; nil if
// there is none. It must not be changed.
func (t *Table) RawColumn(code string) []float64 {
	j, ok := t.index[code]
	if !ok {
		return nil
	}
	return t.columns[j].values
}

// Marks returns a copy of the marks of a column; nil if there is none.
func (t *Table) Marks(code string) []Mark {
	j, ok := t.index[code]
	if !ok {
		return nil
	}
	return slices.Clone(t.columns[j].marks)
}

// Value returns one cell, by codes. It is NaN and Missing for a unit or an
// indicator that the table does not have.
func (t *Table) Value(unit, indicator string) (float64, Mark) {
	i, ok := t.rows[unit]
	j, ok2 := t.index[indicator]
	if !ok || !ok2 {
		return math.NaN(), Missing
	}
	return t.columns[j].values[i], t.columns[j].marks[i]
}

// Warnings returns what a reader of the figures should know: warnings of the
// framework, a column that was not read, a unit without any value. They are about
// what was read, and steps do not change them; Select drops those of units that
// it leaves out.
func (t *Table) Warnings() []error { return slices.Clone(t.warnings) }

// With returns a table in which every cell of changes has its new value Is and
// the mark; everything else is shared with t. Unknown codes, the same cell
// twice, and an infinite value are errors; all are reported at once. A change to
// NaN needs the mark Missing or NotApplicable, and a change to a value any other.
func (t *Table) With(mark Mark, changes ...Change) (*Table, error) {
	if err := checkMark(mark); err != nil {
		return nil, err
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
		case math.IsInf(c.Is, 0):
			fail(basis.Errorf("%w: %v", basis.ErrNumber, c.Is))
			continue
		case math.IsNaN(c.Is) != mark.absent():
			fail(basis.Errorf("%w: %v cannot be marked %s", basis.ErrValue, c.Is, mark))
			continue
		}
		seen[cell{i, j}] = true
		if !own[j] {
			own[j] = true
			out.columns[j].values = slices.Clone(out.columns[j].values)
			out.columns[j].marks = slices.Clone(out.columns[j].marks)
		}
		out.columns[j].values[i] = c.Is
		out.columns[j].marks[i] = mark
	}
	if len(errs) > 0 {
		return nil, errors.Join(errs...)
	}
	return out, nil
}

// WithColumn returns a table in which the column of that code has the values x
// (NaN: missing) and every cell with a value has the mark. The column must be
// one of the framework, x of n finite values or NaN, and the mark none of Missing
// and NotApplicable.
func (t *Table) WithColumn(code string, x []float64, mark Mark) (*Table, error) {
	if err := checkMark(mark); err != nil {
		return nil, err
	}
	if mark.absent() {
		return nil, &InputError{Indicator: code, Err: basis.Errorf("%w: values cannot be marked %s", basis.ErrValue, mark)}
	}
	j, ok := t.index[code]
	if !ok {
		return nil, &InputError{Indicator: code, Err: basis.Errorf("%w: the table has no such column", basis.ErrUnknown)}
	}
	if len(x) != t.Len() {
		return nil, &InputError{Indicator: code, Err: basis.Errorf("%w: %d values for %d units", ErrRow, len(x), t.Len())}
	}
	marks := make([]Mark, len(x))
	var errs []error
	for i, v := range x {
		marks[i] = mark
		if math.IsNaN(v) {
			marks[i] = Missing
		}
		if math.IsInf(v, 0) {
			errs = append(errs, &InputError{Unit: t.units[i].Code, Indicator: code, Err: basis.Errorf("%w: %v", basis.ErrNumber, v)})
		}
	}
	if len(errs) > 0 {
		return nil, errors.Join(errs...)
	}
	out := t.shallow()
	out.columns[j].values, out.columns[j].marks = slices.Clone(x), marks
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
	out.units, out.rows = make([]Unit, len(at)), make(map[string]int, len(at))
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
		values, marks := make([]float64, len(at)), make([]Mark, len(at))
		for r, i := range at {
			values[r], marks[r] = c.values[i], c.marks[i]
		}
		out.columns[j].values, out.columns[j].marks = values, marks
	}
	return out, nil
}

// shallow copies the table so that whole columns can be replaced.
func (t *Table) shallow() *Table {
	out := *t
	out.columns = slices.Clone(t.columns)
	return &out
}
