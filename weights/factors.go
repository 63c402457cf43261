package weights

import (
	"gonum.org/v1/gonum/mat"

	"github.com/countyeval/countyeval/indicators/basis"
	"github.com/countyeval/countyeval/indicators/stats"
)

// Factors weighs siblings by factor analysis as the OECD/JRC Handbook does:
//
//  1. The principal components of the correlations; the Keep rule says how many.
//
//  2. Varimax rotation, with Kaiser's normalization, of their loadings to l_jf.
//
//  3. The squared loadings of each factor, scaled to sum 1, s_jf = l_jf^2 / e_f
//     with e_f = sum_j l_jf^2, are the weights within the factor.
//
//  4. Each sibling belongs to the factor on which it loads highest, and the
//     factors count by the variance they explain:
//
//     w_j = s_jf e_f / sum_f e_f    at the factor f of j
//
// so that a sibling's weight is in the end its highest squared loading. That does
// not measure importance. A sibling that is weakly correlated with all others gets
// a small weight, unless it has a factor of its own, and siblings that say the
// same are not discounted, since each adds its variance to their factor.
//
// The zero value keeps components with an eigenvalue above 1 and rotates. All
// counts every factor instead of the highest in step 4, so that the weight is the
// communality, the share of the sibling's variance that the kept factors explain.
//
// Squares are never negative; a sibling that goes against its factor gets a
// positive weight all the same. [Factors.Solve] says so in its Warnings.
//
// Correlations do not change if scores are multiplied by a positive number or
// shifted, nor do the weights. Errors: as in [PrincipalComponents] and
// [Keep.Count]; components that are cut apart though they explain the same
// ([basis.ErrDomain]).
//
// Sources: OECD and JRC (2008), Handbook on Constructing Composite Indicators,
// section 6.1 and tables 7 to 9, 17 and 18; G. Nicoletti, S. Scarpetta and O.
// Boylaud (2000), Summary Indicators of Product Market Regulation, OECD Economics
// Department Working Papers 226.
type Factors struct {
	Keep      Keep `json:"keep,omitzero"`
	Unrotated bool `json:"unrotated,omitzero"` // leaves step 2 out
	All       bool `json:"all,omitzero"`       // every factor counts in step 4
}

var _ Scheme = Factors{}

// Weigh writes the weights of step 4; they sum to 1 up to rounding.
func (f Factors) Weigh(dst []float64, g Group) error {
	if len(dst) == 1 {
		dst[0] = 1
		return nil
	}
	s, err := f.Solve(g)
	if err != nil {
		return err
	}
	copy(dst, s.Weights)
	return nil
}

// FactorSolution is what Factors finds for one group of k siblings.
type FactorSolution struct {
	Components  Components // of the correlation matrix, before any factor is left out
	Loadings    *mat.Dense // k by the number of factors kept, before rotation
	Rotated     *mat.Dense // after it; equal to Loadings if there is none
	Explained   []float64  // e_f, the variance that each rotated factor explains, of k
	Scaled      *mat.Dense // s_jf, the squared loadings with sum 1 in each factor
	Communality []float64  // what the factors explain of each sibling's variance, 0 to 1
	Factor      []int      // the factor, from 0, on which each sibling loads highest
	Weights     []float64  // sum 1
	Warnings    []error    // a CellError for each sibling that goes against its factor
}

// Solve returns the weights of a group and all that leads to them.
func (f Factors) Solve(g Group) (FactorSolution, error) {
	c, err := PrincipalComponents(g)
	if err != nil {
		return FactorSolution{}, err
	}
	keep, err := f.Keep.Count(c.Eigenvalues)
	if err != nil {
		return FactorSolution{}, err
	}
	first := keep // rotated factors, and communalities, depend on the kept ones together
	if f.Unrotated && !f.All {
		first = 1
	}
	for cut := first; cut <= keep; cut++ {
		if err := c.apart(cut); err != nil {
			return FactorSolution{}, err
		}
	}
	s := FactorSolution{Components: c, Loadings: c.Loadings(keep)}
	s.Rotated = s.Loadings
	if !f.Unrotated {
		if s.Rotated, _, err = (stats.Varimax{}).Rotate(s.Loadings); err != nil {
			return FactorSolution{}, basis.Errorf("%w: %w", basis.ErrDomain, err)
		}
	}
	k := len(g.Codes)
	s.Explained, s.Communality = make([]float64, keep), make([]float64, k)
	s.Scaled = mat.NewDense(k, keep, nil)
	s.Factor, s.Weights = make([]int, k), make([]float64, k)
	for j, code := range g.Codes {
		var highest float64
		for p := range keep {
			l := s.Rotated.At(j, p)
			s.Explained[p] += l * l
			s.Communality[j] += l * l
			if l*l > highest {
				highest, s.Factor[j] = l*l, p
			}
		}
		s.Weights[j] = highest
		if f.All {
			s.Weights[j] = s.Communality[j]
		}
		if l := s.Rotated.At(j, s.Factor[j]); l < 0 {
			s.Warnings = append(s.Warnings, &CellError{
				Row: -1, Code: code,
				Err: basis.Errorf("goes against its factor %d: the loading is %.3g; its weight is positive all the same", s.Factor[j]+1, l),
			})
		}
	}
	for p, e := range s.Explained {
		for j := range k {
			l := s.Rotated.At(j, p)
			s.Scaled.Set(j, p, l*l/e)
		}
	}
	normalized(s.Weights)
	return s, nil
}
