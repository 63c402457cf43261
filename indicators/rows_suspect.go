package indicators

import (
	"math"

	"github.com/countyeval/countyeval/indicators/basis"
)

// suspicions are what is odd about a table that was read: columns without figures or with
// equal ones, and rows that may be totals. place tells
// where a row stands.
func (t *tableReader) suspicions(table *Table, place func(row int) place, sums []columnSum) []*InputError {
	var out []*InputError
	for i, c := range t.columns {
		if c.kind != figureColumn {
			continue
		}
		x := table.columns[table.index[c.name]].values
		switch n, equal := equalFigures(x); {
		case n == 0:
			out = append(out, t.fault(&t.head[i], "", c.name, basis.Errorf("%w: the column has no figures", basis.ErrMissing)))
		case n > 1 && equal:
			out = append(out, t.fault(&t.head[i], "", c.name, basis.Errorf("%w: each of the %d figures is %s", basis.ErrConstant, n, formatNumber(firstFigure(x)))))
		}
	}
	return append(out, t.totals(table, place, sums)...)
}

// equalFigures counts figures as long as they are equal.
func equalFigures(x []float64) (n int, equal bool) {
	first := math.NaN()
	for _, v := range x {
		switch {
		case math.IsNaN(v):
			continue
		case n > 0 && v != first:
			return n, false
		}
		first = v
		n++
	}
	return n, true
}

func firstFigure(x []float64) float64 {
	for _, v := range x {
		if !math.IsNaN(v) {
			return v
		}
	}
	return math.NaN()
}
