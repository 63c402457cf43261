package indicators

import (
	"math"
	"slices"

	"github.com/countyeval/countyeval/indicators/basis"
	"github.com/countyeval/countyeval/indicators/exact"
	"github.com/countyeval/countyeval/indicators/stats"
)

// Exact returns the figures of a column as numbers that steps compute with: a
// computed figure is the exact rational of the raw figures under it, through all
// steps before; any other is the shortest decimal of its float64. A column that the
// table does not have has no rows ([Table.Has]).
//
// [Table.WithExact] sets them. A cell that a later step changes is a raw figure
// again, and so is every cell of a table that was written and read back.
func (t *Table) Exact(code string) exact.Column {
	j, ok := t.index[code]
	if !ok {
		return exact.Column{}
	}
	return exact.ColumnOf(t.columns[j].values, t.columns[j].exact)
}

// WithExact is [Table.WithColumn] with computed figures: the values of the column are
// the float64s nearest to them, and [Table.Exact] returns the numbers. The slices
// are copied.
func (t *Table) WithExact(code string, x []exact.Number, marks []Mark, from ...string) (*Table, error) {
	values := make([]float64, len(x))
	raw := true
	for i, v := range x {
		values[i] = v.Float()
		raw = raw && v.IsRaw()
	}
	out, err := t.WithColumn(code, values, marks, from...)
	if err == nil && !raw {
		out.columns[out.index[code]].exact = slices.Clone(x)
	}
	return out, err
}

// Compared returns the figures of a column as they are compared with each other and
// with limits: as they are, but for those that are not rational (roots, logarithms,
// regressions), which are rounded to 12 significant digits first ([exact.Rough]).
// Nothing is compared with a tolerance.
func (t *Table) Compared(code string) basis.View[float64] {
	x := t.Exact(code)
	if !x.Rough() {
		return t.Column(code)
	}
	out := t.Column(code).Copy()
	for i := range out {
		if x.At(i).IsRough() {
			out[i] = stats.RoundSignificant(out[i], ComparedDigits)
		}
	}
	return basis.ViewOf(out)
}

// ComparedDigits is how many significant digits of a figure without an exact decimal
// are compared: one that is not rational, or a score that is not published.
const ComparedDigits = 12

// Roughen returns the table in which the cells of changes, which have their values
// already, are known for what roots, logarithms or regressions gave
// ([exact.Rough]): what compares them rounds them first. Unknown cells are errors.
func (t *Table) Roughen(changes ...Change) (*Table, error) {
	out := t.shallow()
	own := make(map[int]bool)
	var errs []error
	for _, c := range changes {
		i, okUnit := t.rows[c.Unit]
		j, okColumn := t.index[c.Indicator]
		if !okUnit || !okColumn {
			errs = append(errs, &InputError{Unit: c.Unit, Indicator: c.Indicator, Err: basis.Errorf("%w: the table has no such cell", basis.ErrUnknown)})
			continue
		}
		col := &out.columns[j]
		if !own[j] {
			own[j] = true
			col.exact = col.numbers()
		}
		if x := col.values[i]; !math.IsNaN(x) {
			col.exact[i] = exact.Rough(x)
		}
	}
	if err := basis.JoinErrors(errs...); err != nil {
		return nil, err
	}
	return out, nil
}

// numbers are the figures of a column in a slice of their own.
func (c *column) numbers() []exact.Number {
	if c.exact != nil {
		return slices.Clone(c.exact)
	}
	out := make([]exact.Number, len(c.values))
	for i, x := range c.values {
		out[i] = exact.Of(x)
	}
	return out
}

// stay are the numbers of a column that gets the values x: of a cell whose value is the
// same the number it had, and any other is raw.
func (c *column) stay(x []float64) []exact.Number {
	if c.exact == nil {
		return nil
	}
	out := make([]exact.Number, len(x))
	for i, v := range x {
		out[i] = exact.Of(v)
		if math.Float64bits(v) == math.Float64bits(c.values[i]) {
			out[i] = c.exact[i]
		}
	}
	return out
}

// at are the numbers of some rows; row -1 has none.
func (c *column) at(rows []int) []exact.Number {
	if c.exact == nil {
		return nil
	}
	out := make([]exact.Number, len(rows))
	for r, i := range rows {
		out[r] = exact.Of(math.NaN())
		if i >= 0 {
			out[r] = c.exact[i]
		}
	}
	return out
}
