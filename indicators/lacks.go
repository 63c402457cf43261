package indicators

import (
	"maps"
	"math"
	"slices"

	"github.com/countyeval/countyeval/indicators/basis"
)

// Lack tells why a cell has no figure, as far as a step said so ([Table.WithLacks]): its
// unit has no earlier year to have grown from. It has no words if nobody said so, and if
// the cell has a figure.
func (t *Table) Lack(unit, indicator string) basis.Text {
	i, ok := t.rows[unit]
	j, ok2 := t.index[indicator]
	if !ok || !ok2 || !math.IsNaN(t.columns[j].values[i]) {
		return basis.Text{}
	}
	return t.columns[j].lacks[i]
}

// WithLacks returns a table that tells of cells of a column without a figure why there
// is none, by the codes of their units; those of before stay. What fills such a gap
// later says so in its record. A code that the table does not have, and a cell with a
// figure, are errors.
func (t *Table) WithLacks(code string, why map[string]basis.Text) (*Table, error) {
	j, ok := t.index[code]
	if !ok {
		return nil, &InputError{Indicator: code, Err: basis.Errorf("%w: the table has no such column", basis.ErrUnknown)}
	}
	out := t.shallow()
	c := &out.columns[j]
	c.lacks = maps.Clone(c.lacks)
	if c.lacks == nil {
		c.lacks = make(map[int]basis.Text, len(why))
	}
	var errs []error
	for _, unit := range slices.Sorted(maps.Keys(why)) {
		i, ok := t.rows[unit]
		switch {
		case !ok:
			errs = append(errs, &InputError{Unit: unit, Indicator: code, Err: basis.Errorf("%w: the table has no such cell", basis.ErrUnknown)})
		case !math.IsNaN(c.values[i]):
			errs = append(errs, &InputError{Unit: unit, Indicator: code, Err: basis.Errorf("%w: the cell has a figure, and lacks none", basis.ErrValue)})
		default:
			c.lacks[i] = why[unit]
		}
	}
	if len(errs) > 0 {
		return nil, basis.JoinErrors(errs...)
	}
	return out, nil
}

// lacksOf are the reasons of these rows, by their new numbers; a row of -1 has none.
func (c *column) lacksOf(rows []int) map[int]basis.Text {
	if len(c.lacks) == 0 {
		return nil
	}
	out := map[int]basis.Text{}
	for r, i := range rows {
		if why, ok := c.lacks[i]; ok {
			out[r] = why
		}
	}
	return out
}
