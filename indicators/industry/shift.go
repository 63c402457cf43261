package industry

import (
	"slices"

	"github.com/countyeval/countyeval/indicators"
	"github.com/countyeval/countyeval/indicators/basis"
	"github.com/countyeval/countyeval/indicators/exact"
)

// Components are the three parts of a change, in the unit of the amounts.
type Components struct {
	National float64 `json:"national"` // what it would be, had everything grown as the reference area did
	Mix      float64 `json:"mix"`      // what the growth of its industries in the reference area adds to that
	Local    float64 `json:"local"`    // the rest: what it did better or worse than its industries elsewhere
}

// Sum is the change itself.
func (c Components) Sum() float64 { return c.National + c.Mix + c.Local }

// Shift is the result of [ShiftShare].
type Shift struct {
	Units      []indicators.Unit      `json:"units,omitzero"`
	Industries []indicators.Indicator `json:"industries,omitzero"`
	Growth     float64                `json:"growth"`          // g, of the reference area, a part of 1
	By         []float64              `json:"by,omitzero"`     // g(j), of each industry there, a part of 1
	Cells      [][]Components         `json:"cells,omitzero"`  // k columns of n
	Totals     []Components           `json:"totals,omitzero"` // of each unit
}

// ShiftShare takes the change of each industry in each unit between two years
// apart (偏离-份额分析), with x and x' the amounts of the two years, and g and g(j) the
// growth of everything and of industry j in the reference area:
//
//	National(i,j) = x(i,j) g
//	Mix(i,j)      = x(i,j) (g(j) - g)
//	Local(i,j)    = x'(i,j) - x(i,j) (1 + g(j))
//
// They sum to x'(i,j) - x(i,j), but for the rounding of each to a float64. Local is x(i,j) (g(i,j) - g(j)) of the literature,
// written so that an industry that is new in a unit is right as well. With the sum of all
// units for reference, Local sums to zero over the units of each industry, and Mix to
// zero over everything. It describes and explains nothing: Local holds everything that
// is not structure. Amounts at current prices have price changes in all three.
//
// Both structures must have the same units and industries in the same order, or the
// differences are reported as [basis.ErrUnknown], all at once.
//
// Source: E. S. Dunn (1960), A Statistical and Analytical Technique for Regional
// Analysis, Papers and Proceedings of the Regional Science Association 6, 97-112.
func ShiftShare(before, after *Structure) (*Shift, error) {
	var errs []error
	differ := func(text string, n, m int, a, b func(i int) string) {
		for i := range max(n, m) {
			x, y := basis.Textf("nothing"), basis.Textf("nothing")
			if i < n {
				x = basis.Textf("%s", a(i))
			}
			if i < m {
				y = basis.Textf("%s", b(i))
			}
			if x.String() != y.String() {
				errs = append(errs, basis.Errorf("%w: "+text, basis.ErrUnknown, i+1, x, y))
			}
		}
	}
	differ("unit %d is %v before and %v after", len(before.units), len(after.units), func(i int) string { return before.units[i].Code }, func(i int) string { return after.units[i].Code })
	differ("industry %d is %v before and %v after", len(before.industries), len(after.industries),
		func(j int) string { return before.industries[j].Code }, func(j int) string { return after.industries[j].Code })
	if len(errs) > 0 {
		return nil, basis.JoinErrors(errs...)
	}
	growth := func(x, then exact.Number) exact.Number {
		return exact.Difference(exact.Quotient(x, then), exact.Of(1))
	}
	whole := growth(after.refTotal, before.refTotal)
	out := &Shift{
		Units: slices.Clone(before.units), Industries: before.Industries(),
		Growth: whole.Float(),
		By:     make([]float64, len(before.industries)),
		Cells:  make([][]Components, len(before.industries)),
		Totals: make([]Components, len(before.units)),
	}
	own := make([]exact.Number, len(before.industries))
	for j := range out.Cells {
		own[j] = growth(after.ref[j], before.ref[j])
		out.By[j] = own[j].Float()
		out.Cells[j] = make([]Components, len(before.units))
	}
	national, mix, local := make([]exact.Number, len(own)), make([]exact.Number, len(own)), make([]exact.Number, len(own))
	for i := range out.Totals {
		for j, g := range own {
			x := before.x[j].At(i)
			national[j] = exact.Product(x, whole)
			mix[j] = exact.Product(x, exact.Difference(g, whole))
			local[j] = exact.Difference(after.x[j].At(i), exact.Sum(x, exact.Product(x, g)))
			out.Cells[j][i] = Components{national[j].Float(), mix[j].Float(), local[j].Float()}
		}
		out.Totals[i] = Components{exact.Sum(national...).Float(), exact.Sum(mix...).Float(), exact.Sum(local...).Float()}
	}
	return out, nil
}
