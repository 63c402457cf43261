package indicators

import (
	"iter"
	"maps"
	"math"
	"slices"

	"gonum.org/v1/gonum/mat"

	"github.com/countyeval/countyeval/indicators/basis"
	"github.com/countyeval/countyeval/indicators/exact"
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
	open      []bool // n times false
	warnings  []error
	panel     *Panel // that it comes from; nil if none
	past      *past  // what it was made from; nil: nothing else
	year      int
}

type column struct {
	code   string
	values []float64
	marks  []Mark
	exact  []exact.Number // what values are nearest to; nil: all are raw

	confidential []bool             // nil: none
	lacks        map[int]basis.Text // by row: why there is no figure
}

var _ mat.Matrix = (*Table)(nil)

// NewTable makes a table of n units from columns by code, each of n values; NaN
// is missing. Columns of the framework that are Computed may be left out, the
// others may not, and columns that the framework does not have are refused, as
// are infinite values, codes that are empty or used twice, texts that [Unit]
// does not allow, and a table without units.
//
// marks has the marks of columns, n each, as [Table.Marks] gives them: Missing or
// NotApplicable where the value is NaN, and any other where it is not. A column
// without marks, or nil for all, is Reported where it has values and Missing where
// it has none. Single cells are made confidential by [Table.WithConfidential].
//
// All faults are reported at once, joined, each an [*InputError]. The slices are
// copied.
func NewTable(f *Framework, units []Unit, values map[string][]float64, marks map[string][]Mark) (*Table, error) {
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
	t := &Table{framework: f, rows: make(map[string]int, n), units: slices.Clone(units)}
	for i, u := range units {
		for _, err := range u.check() {
			fail(visible(u.Code), "", basis.Errorf("row %d: %w", i+1, err))
		}
		if first, twice := t.rows[u.Code]; twice && u.Code != "" {
			fail(u.Code, "", basis.Errorf("%w %q is used twice, in rows %d and %d", ErrCode, u.Code, first+1, i+1))
		} else {
			t.rows[u.Code] = i
		}
	}
	for twin := range twins(units) {
		fail(twin[1].code, "", basis.Errorf("%w %q is %q but for the width of its characters, and both are in the table, in rows %d and %d: the same unit twice",
			ErrCode, twin[1].code, twin[0].code, twin[1].row+1, twin[0].row+1))
	}
	t.layout()
	for j := range t.columns {
		errs = append(errs, t.fill(&t.columns[j], values, marks)...)
	}
	for _, code := range slices.Sorted(maps.Keys(values)) {
		if !t.Has(code) {
			fail("", code, basis.Errorf("%w: the framework has no measured indicator or auxiliary column of that code", basis.ErrUnknown))
		}
	}
	for _, code := range slices.Sorted(maps.Keys(marks)) {
		if _, too := values[code]; !too && !t.Has(code) {
			fail("", code, basis.Errorf("%w: the framework has no measured indicator or auxiliary column of that code, which has marks", basis.ErrUnknown))
		}
	}
	if len(errs) > 0 {
		return nil, basis.JoinErrors(errs...)
	}
	t.warnings = append(f.Warnings(), t.silentUnits()...)
	return t, nil
}

// codeAt is a code and the row that it stands in.
type codeAt struct {
	code string
	row  int
}

// twins ranges over pairs of codes that differ by the width of their characters alone,
// the plain one first.
func twins(units []Unit) iter.Seq[[2]codeAt] {
	return func(yield func([2]codeAt) bool) {
		var by map[string]codeAt
		for i, u := range units {
			narrow := basis.Narrow(u.Code)
			if narrow == u.Code {
				continue
			}
			if by == nil {
				by = make(map[string]codeAt, len(units))
				for k, o := range units {
					n := basis.Narrow(o.Code)
					if _, taken := by[n]; !taken || n == o.Code {
						by[n] = codeAt{o.Code, k}
					}
				}
			}
			if first := by[narrow]; first.code != u.Code && !yield([2]codeAt{first, {u.Code, i}}) {
				return
			}
		}
	}
}

// fill copies values and marks of a column into it.
func (t *Table) fill(c *column, values map[string][]float64, marks map[string][]Mark) []error {
	n := len(t.units)
	fail := func(err error) []error { return []error{&InputError{Indicator: c.code, Err: err}} }
	x, given := values[c.code]
	m, marked := marks[c.code]
	in, _ := t.framework.Find(c.code)
	c.values, c.marks = slices.Clone(x), slices.Clone(m)
	switch {
	case !given && !in.Computed:
		return fail(basis.Errorf("%w: there is no column for it", ErrHeader))
	case given && len(x) != n:
		return fail(basis.Errorf("%w: %d values for %d units", ErrRow, len(x), n))
	case marked && len(m) != n:
		return fail(basis.Errorf("%w: %d marks for %d units", ErrRow, len(m), n))
	}
	if !given {
		c.values = nothing(n)
	}
	if !marked {
		c.marks = MarkAll(c.values, Reported)
	}
	return checkCells(c.code, c.values, c.marks, t.units)
}

// nothing is a column of n missing values.
func nothing(n int) []float64 {
	x := make([]float64, n)
	for i := range x {
		x[i] = math.NaN()
	}
	return x
}

// layout sets up empty columns in the order of the framework.
func (t *Table) layout() {
	f := t.framework
	t.measured = len(f.measured)
	t.index = make(map[string]int, t.measured+len(f.aux))
	t.open = make([]bool, len(t.units))
	add := func(in *Indicator) {
		c := column{code: in.Code}
		if in.Confidential {
			c.confidential = slices.Repeat([]bool{true}, len(t.units))
		}
		t.index[in.Code] = len(t.columns)
		t.columns = append(t.columns, c)
	}
	for _, i := range f.measured {
		add(f.nodes[i])
	}
	for i := range f.aux {
		add(&f.aux[i])
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

// Unit returns the unit of row i. It panics if there is none, as a slice does.
func (t *Table) Unit(i int) Unit { return t.units[i] }

// Units ranges over the units with their rows.
func (t *Table) Units() iter.Seq2[int, Unit] { return slices.All(t.units) }

// AppendUnits appends the units in row order to dst and returns it.
func (t *Table) AppendUnits(dst []Unit) []Unit { return append(dst, t.units...) }

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

// Has reports whether the table has a column of that code, measured or auxiliary.
func (t *Table) Has(code string) bool {
	_, ok := t.index[code]
	return ok
}

// Column returns the values of the column with that code, measured or auxiliary,
// by row; a view of no values if there is none ([Table.Has]).
func (t *Table) Column(code string) basis.View[float64] {
	j, ok := t.index[code]
	if !ok {
		return basis.View[float64]{}
	}
	return basis.ViewOf(t.columns[j].values)
}

// Marks returns the marks of a column, by row; a view of none if there is no such
// column.
func (t *Table) Marks(code string) basis.View[Mark] {
	j, ok := t.index[code]
	if !ok {
		return basis.View[Mark]{}
	}
	return basis.ViewOf(t.columns[j].marks)
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
