package indicators

import (
	"maps"
	"math"
	"slices"
	"strconv"
	"strings"

	"github.com/countyeval/countyeval/indicators/basis"
	"github.com/countyeval/countyeval/indicators/exact"
)

const (
	fewestUnits = 4  // of three the middle one is easily the mean of the others
	mostTotals  = 20 // figures of a column that may be totals; with more it tells nothing
)

// totals warns of rows that are the sum or the mean of all others, in at least two
// columns and in half of those that they have figures in. A column tells of a row if no
// other row would be a total by it. Sums of floats find the few figures that come into
// question, and exact ones decide.
func (t *tableReader) totals(table *Table, place func(row int) place, floats []columnSum) []*InputError {
	if table.Len() < fewestUnits {
		return nil
	}
	m := len(table.columns)
	likely := make([][]int, m) // rows by column
	basis.Each(m, m*table.Len(), func(j int) {
		if in, _ := table.framework.column(table.columns[j].code); !in.Computed {
			likely[j] = likelyTotals(table.columns[j].values, floats[j])
		}
	})
	columns := map[int][]int{} // by row
	for j, rows := range likely {
		for _, i := range rows {
			columns[i] = append(columns[i], j)
		}
	}
	var out []*InputError
	for _, i := range slices.Sorted(maps.Keys(columns)) {
		figures := table.figures(i)
		enough := func(k int) bool { return 2*k >= figures && (k > 1 || k == 1 && figures == 1) }
		if !enough(len(columns[i])) {
			continue
		}
		var names []string
		for _, j := range columns[i] {
			if c := &table.columns[j]; c.onlyTotal(i, likely[j], figures == 1) {
				names = append(names, c.code)
			}
		}
		if enough(len(names)) {
			at := place(i)
			out = append(out, t.fault(&Field{Line: at.line, Column: at.column}, table.units[i].Code, "",
				basis.Errorf("%w: the row is the sum or the mean of all others in %s; if it is a total, delete it or name it in the option Skip", ErrNoUnit, strings.Join(names, ", "))))
		}
	}
	return out
}

// columnSum is the sum of n figures, as floats add up.
type columnSum struct {
	x float64
	n int
}

func sumOf(x []float64) (sum columnSum) {
	for _, v := range x {
		if !math.IsNaN(v) {
			sum.x += v
			sum.n++
		}
	}
	return sum
}

// likelyTotals lists the rows whose figures are nearly the sum or the mean of the others
// of their column; none if there are many, or hardly a figure but 0.
func likelyTotals(x []float64, sum columnSum) []int {
	const off = 0.006 // as far as rounding to three digits moves a figure
	half, mean := sum.x/2, sum.x/float64(sum.n)
	nearHalf, nearMean := off*math.Abs(half), off*math.Abs(mean)
	var out []int
	looked := 0
	for i, v := range x {
		if math.Abs(v-half) > nearHalf && math.Abs(v-mean) > nearMean || math.IsNaN(v) || v == 0 {
			continue
		}
		if looked++; looked > 1000 && looked > len(x)/10 {
			return nil
		}
		others, unit := sum.x-v, 1e-9*math.Abs(v)+lastPlace(v)
		if math.Abs(others-v) <= unit || math.Abs(others/float64(sum.n-1)-v) <= unit {
			if out = append(out, i); len(out) > mostTotals {
				return nil
			}
		}
	}
	some := 0
	for _, v := range x {
		if !math.IsNaN(v) && v != 0 {
			if some++; some == fewestUnits {
				return out
			}
		}
	}
	return nil
}

// lastPlace is the unit of the last digit of a figure that has three; else 0, since a
// figure of two digits is what many round to.
func lastPlace(x float64) float64 {
	text := formatNumber(x)
	if digits(text) < 3 || strings.ContainsRune(text, 'e') {
		return 0
	}
	_, behind, _ := strings.Cut(text, ".")
	return math.Pow10(-len(behind))
}

// digits is how many digits a decimal has, without zeros before and behind.
func digits(text string) int {
	return len(strings.Trim(strings.NewReplacer(".", "", "-", "").Replace(text), "0"))
}

// figures counts the figures of a row that are not 0.
func (t *Table) figures(row int) int {
	n := 0
	for j := range t.columns {
		if x := t.columns[j].values[row]; !math.IsNaN(x) && x != 0 {
			n++
		}
	}
	return n
}

// onlyTotal reports whether of all likely rows that one alone is the sum or the mean of
// the others; of a column that stands alone the sum of four others with three digits
// counts.
func (c *column) onlyTotal(row int, likely []int, alone bool) bool {
	var terms []exact.Number
	for _, x := range c.values {
		if !math.IsNaN(x) {
			terms = append(terms, exact.Of(x))
		}
	}
	sum, n, found := exact.Sum(terms...), len(terms), false
	for _, i := range likely {
		x := c.values[i]
		others := exact.Difference(sum, exact.Of(x))
		is := printsAs(others.Float(), x)
		switch {
		case alone:
			is = is && n > fewestUnits && digits(formatNumber(x)) >= 3
		case n > fewestUnits:
			is = is || printsAs(exact.Quotient(others, exact.Of(float64(n-1))).Float(), x)
		}
		if is && i != row {
			return false
		}
		found = found || is
	}
	return found
}

// printsAs reports whether y is x, or becomes x when it is printed with its digits, if
// there are three.
func printsAs(y, x float64) bool {
	text := formatNumber(x)
	if x == y || digits(text) < 3 || strings.ContainsRune(text, 'e') {
		return x == y
	}
	_, behind, _ := strings.Cut(text, ".")
	return strconv.FormatFloat(y, 'f', len(behind), 64) == text
}
