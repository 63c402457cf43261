package weights

import (
	"math"
	"slices"

	"gonum.org/v1/gonum/mat"

	"github.com/countyeval/countyeval/indicators/basis"
)

// gap is the difference of two eigenvalues of a correlation matrix below which
// their components cannot be told apart.
const gap = 1e-9

// Components are the principal components of k siblings on n units: the
// eigenvalues and unit eigenvectors of the matrix R of their Pearson correlations,
//
//	R v_f = lambda_f v_f,  lambda_1 >= lambda_2 >= ...,  sum lambda = k
//
// Component f explains lambda_f / k of the variance of the standardized siblings.
type Components struct {
	Codes       []string
	Correlation *mat.SymDense // R, k by k
	Eigenvalues []float64     // largest first
	Vectors     *mat.Dense    // k by k, column f-1 is v_f
}

// PrincipalComponents analyzes the scores of a group. The sign of a component is
// arbitrary; each is turned so that its entries have a sum of at least 0.
//
// Errors: scores that [Group.Check] refuses, siblings with the same score in all
// units ([basis.ErrConstant]), fewer than three units ([basis.ErrDomain]).
//
// Source: OECD and JRC (2008), Handbook on Constructing Composite Indicators,
// section 4.2.
func PrincipalComponents(g Group) (Components, error) {
	r, _, err := g.correlations()
	if err != nil {
		return Components{}, err
	}
	var eigen mat.EigenSym
	if !eigen.Factorize(r, true) {
		return Components{}, basis.Errorf("%w: the eigenvalues of the correlations cannot be computed", basis.ErrDomain)
	}
	k := len(g.Codes)
	c := Components{Codes: slices.Clone(g.Codes), Correlation: r, Eigenvalues: eigen.Values(nil), Vectors: mat.NewDense(k, k, nil)}
	var ascending mat.Dense
	eigen.VectorsTo(&ascending)
	slices.Reverse(c.Eigenvalues)
	for f := range k {
		c.Eigenvalues[f] = max(c.Eigenvalues[f], 0)
		v := mat.Col(nil, k-1-f, &ascending)
		var sum float64
		for _, x := range v {
			sum += x
		}
		if sum < 0 {
			for i := range v {
				v[i] = -v[i]
			}
		}
		c.Vectors.SetCol(f, v)
	}
	return c, nil
}

// Loadings returns the correlations of the siblings with the first components,
// v_jf sqrt(lambda_f), k by keep. It panics if keep is not from 1 to k.
func (c Components) Loadings(keep int) *mat.Dense {
	k := len(c.Codes)
	l := mat.NewDense(k, keep, nil)
	for f := range keep {
		for j := range k {
			l.Set(j, f, c.Vectors.At(j, f)*math.Sqrt(c.Eigenvalues[f]))
		}
	}
	return l
}

// PCA weighs every sibling by its coefficient in the first principal component of
// the scores, the weighted sum of standardized siblings with the largest
// variance:
//
//	w_j = v_j1,  R v_1 = lambda_1 v_1,  sum_j v_j1^2 = 1
//
// It gives weight to siblings that say the same as others, since these make up
// most of the variance; it does not measure importance. [PrincipalComponents]
// gives the share of variance that the one component stands for.
//
// The sign is chosen so that the sum is positive. A sibling that goes against the
// others has a negative coefficient even so. That is never used, dropped or made
// positive in silence: it is an error that wraps [basis.ErrDomain] and names every such
// sibling. [Factors] with Keep{Number: 1} takes squared coefficients instead.
//
// Correlations do not change if scores are multiplied by a positive number or
// shifted, nor does the weight. Errors: as in [PrincipalComponents]; two first
// components that explain the same ([basis.ErrDomain]), between which nothing decides.
//
// Source: OECD and JRC (2008), Handbook on Constructing Composite Indicators,
// section 6.1; as in COINr's get_PCA, which keeps the negative ones.
type PCA struct{}

var _ Scheme = PCA{}

// Weigh writes the coefficients of the first component.
func (PCA) Weigh(dst []float64, g Group) error {
	if len(dst) == 1 {
		dst[0] = 1
		return nil
	}
	c, err := PrincipalComponents(g)
	if err != nil {
		return err
	}
	if err := c.apart(1); err != nil {
		return err
	}
	var errs []error
	for j, code := range g.Codes {
		dst[j] = c.Vectors.At(j, 0)
		if math.Abs(dst[j]) < 1e-12 {
			dst[j] = 0
		}
		if dst[j] < 0 {
			errs = append(errs, &CellError{Row: -1, Code: code, Err: basis.Errorf("%w: its coefficient in the first component is %.3g, it goes against the others", basis.ErrDomain, dst[j])})
		}
	}
	return basis.JoinErrors(errs...)
}

// apart refuses to cut behind component f if it explains as much as the next one.
func (c Components) apart(f int) error {
	if f < len(c.Eigenvalues) && c.Eigenvalues[f-1]-c.Eigenvalues[f] < gap {
		return basis.Errorf("%w: components %d and %d both have the eigenvalue %.6g, so that they are not defined one by one", basis.ErrDomain, f, f+1, c.Eigenvalues[f])
	}
	return nil
}

// Keep says how many components are kept. At most one field may be set; the zero
// value keeps those with an eigenvalue above 1, Kaiser's rule: those that say more
// than a single sibling. At least one component is always kept.
type Keep struct {
	Above  float64 `json:"above,omitzero"`  // components with an eigenvalue above this; 0: 1
	Share  float64 `json:"share,omitzero"`  // components that each explain more than this share of the variance, e.g. 0.1
	Total  float64 `json:"total,omitzero"`  // as many as explain this share together, e.g. 0.6
	Number int     `json:"number,omitzero"` // this many
}

// Count applies the rule to eigenvalues, largest first. A rule that is negative,
// not finite, above 1 for a share, above k for a number, or more than one rule is
// an error that wraps [basis.ErrDomain].
func (r Keep) Count(eigenvalues []float64) (int, error) {
	k := len(eigenvalues)
	rules := 0
	for _, set := range []bool{r.Above != 0, r.Share != 0, r.Total != 0, r.Number != 0} {
		if set {
			rules++
		}
	}
	switch {
	case rules > 1:
		return 0, basis.Errorf("%w: more than one rule for the number of components: %+v", basis.ErrDomain, r)
	case !(r.Above >= 0 && r.Above <= math.MaxFloat64 && r.Share >= 0 && r.Share <= 1 && r.Total >= 0 && r.Total <= 1):
		return 0, basis.Errorf("%w: the rule %+v for the number of components", basis.ErrDomain, r)
	case r.Number < 0 || r.Number > k:
		return 0, basis.Errorf("%w: %d components of %d siblings", basis.ErrDomain, r.Number, k)
	case r.Number > 0:
		return r.Number, nil
	}
	above := r.Above
	if above == 0 {
		above = 1
	}
	if r.Share > 0 {
		above = r.Share * float64(k)
	}
	var total float64
	for f, lambda := range eigenvalues {
		enough := lambda <= above+gap
		if r.Total > 0 {
			enough = total/float64(k) >= r.Total-gap
		}
		if enough {
			return max(f, 1), nil
		}
		total += lambda
	}
	return k, nil
}
