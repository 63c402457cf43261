package industry

import (
	"github.com/countyeval/countyeval/indicators"
	"github.com/countyeval/countyeval/indicators/exact"
)

// Specialization says how one-sided a unit is.
//
//	Herfindahl = sum over j of s(i,j)^2
//	Effective  = 1 / Herfindahl
//	Krugman    = sum over j of |s(i,j) - r(j)|
//
// Herfindahl runs from 1/k, all industries alike, to 1, one industry alone;
// Effective is the number of industries alike that would give it. They look at the
// unit alone. Krugman compares with the reference area: 0, the same structure, to 2,
// nothing in common. All depend on how finely industries are divided.
//
// Sources: O. C. Herfindahl (1950), Concentration in the U.S. Steel Industry,
// Columbia University; M. A. Adelman (1969), Comment on the "H" Concentration Measure
// as a Numbers-Equivalent, Review of Economics and Statistics 51(1), 99-101; P.
// Krugman (1991), Geography and Trade, MIT Press, p. 76, there between two regions.
type Specialization struct {
	Unit       indicators.Unit `json:"unit"`
	Herfindahl float64         `json:"herfindahl"`
	Effective  float64         `json:"effective"`
	Krugman    float64         `json:"krugman"`
}

// Specialization returns the indices of the n units.
func (s *Structure) Specialization() []Specialization {
	out := make([]Specialization, len(s.units))
	for i, u := range s.units {
		x, part := make([]exact.Number, len(s.x)), make([]exact.Number, len(s.x))
		for j, column := range s.x {
			x[j] = column.At(i)
			part[j] = exact.Difference(s.share(i, j), s.usual[j])
		}
		out[i] = Specialization{Unit: u, Krugman: magnitude(part)}
		out[i].Herfindahl, out[i].Effective = herfindahl(x, s.unit[i])
	}
	return out
}

// Concentration says how one-sidedly an industry is spread over the units. With
// c(i,j) the part of industry j that unit i has, and c(i) the part of everything,
//
//	Herfindahl = sum over i of c(i,j)^2
//	Effective  = 1 / Herfindahl
//	Krugman    = sum over i of |c(i,j) - c(i)|
//
// Herfindahl runs from 1/n to 1 and is large where units are unequal in size.
// Krugman is not: 0 says that the industry is spread like everything together. Both
// look at the units of the table alone, whatever the reference area is.
//
// Sources: as for [Specialization]; K. H. Midelfart-Knarvik, H. G. Overman, S. J.
// Redding and A. J. Venables (2000), The Location of European Industry, European
// Commission, Economic Papers 142, section 3.
type Concentration struct {
	Industry   indicators.Indicator `json:"industry"`
	Herfindahl float64              `json:"herfindahl"`
	Effective  float64              `json:"effective"`
	Krugman    float64              `json:"krugman"`
}

// Concentration returns the indices of the k industries.
func (s *Structure) Concentration() []Concentration {
	out := make([]Concentration, len(s.industries))
	for j, in := range s.industries {
		x, part := make([]exact.Number, len(s.units)), make([]exact.Number, len(s.units))
		for i := range s.units {
			x[i] = s.x[j].At(i)
			part[i] = exact.Difference(exact.Quotient(x[i], s.industry[j]), exact.Quotient(s.unit[i], s.total))
		}
		out[j] = Concentration{Industry: in, Krugman: magnitude(part)}
		out[j].Herfindahl, out[j].Effective = herfindahl(x, s.industry[j])
	}
	return out
}

// herfindahl is the sum of the squares of the parts of a whole, and its inverse.
func herfindahl(x []exact.Number, whole exact.Number) (index, effective float64) {
	squares := make([]exact.Number, len(x))
	for i, v := range x {
		squares[i] = exact.Product(v, v)
	}
	sum, square := exact.Sum(squares...), exact.Product(whole, whole)
	return exact.Quotient(sum, square).Float(), exact.Quotient(square, sum).Float()
}

// magnitude is the sum of the numbers without their signs.
func magnitude(x []exact.Number) float64 {
	for i, v := range x {
		x[i] = exact.Abs(v)
	}
	return exact.Sum(x...).Float()
}
