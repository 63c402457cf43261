package exact

// Column is the figures of a column as numbers, by row. It is made where they
// stand, and copies nothing.
type Column struct {
	x  []float64
	of []Number // nil: all are raw
}

// ColumnOf makes a column of the float64s x, or of the numbers of, if there are any.
// The slices are not copied and not to be changed.
func ColumnOf(x []float64, of []Number) Column { return Column{x, of} }

// Len returns the number of rows.
func (c Column) Len() int { return len(c.x) }

// At returns the figure of row i; it panics if there is none, as a slice does.
func (c Column) At(i int) Number {
	if c.of != nil {
		return c.of[i]
	}
	return Of(c.x[i])
}

// Rough reports whether any figure of the column is rough.
func (c Column) Rough() bool {
	for _, x := range c.of {
		if x.IsRough() {
			return true
		}
	}
	return false
}
