package industry

import (
	"math"

	"github.com/countyeval/countyeval/indicators"
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
		out[i].Unit = u
		for j := range s.industries {
			x := s.share(i, j)
			out[i].Herfindahl += float64(x * x)
			out[i].Krugman += math.Abs(x - s.refShare(j))
		}
		out[i].Effective = 1 / out[i].Herfindahl
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
		out[j].Industry = in
		for i := range s.units {
			c := s.x[j][i] / s.industry[j]
			out[j].Herfindahl += float64(c * c)
			out[j].Krugman += math.Abs(c - s.unit[i]/s.total)
		}
		out[j].Effective = 1 / out[j].Herfindahl
	}
	return out
}
