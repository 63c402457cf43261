package weights

import (
	"math"

	"github.com/countyeval/countyeval/indicators/basis"
)

// Independence weighs every sibling by how little the others say of it (独立性权重法,
// 独立性权系数法): the inverse of its multiple correlation with them.
//
//	R_j^2 = the share of the variance of j that a linear regression on all other siblings explains
//	w_j   = 1 / R_j
//
// A sibling that others repeat has R = 1, so that no weight is less than that of a
// perfect repetition; one that goes its own way gets more, and one that nothing explains
// would get all. Where every R is near 1, as among many siblings on few units, weights
// are nearly equal. Two siblings are always equal: both have R = |r|.
//
// Only linear dependence counts, in either direction: a sibling turned round has the same
// weight, and so has one on another scale or with another zero. It is redundancy that is
// measured, not importance: an indicator of noise is the most independent of all.
//
// Errors: fewer units than siblings and one ([basis.ErrDomain]), since a regression then
// explains everything whatever the figures; siblings whose scores are all equal
// ([basis.ErrConstant], all are named); siblings with R = 0, to 7 digits, whose weight
// is not defined ([basis.ErrDomain], all are named). Siblings of which one is a linear
// combination of the others are none: R is 1.
//
// No author of the method was found; what is done here is the definition that programs
// in use have (OLS of each indicator on the others, weights proportional to 1/R), and R
// is that of any textbook of regression.
type Independence struct{}

var _ Scheme = Independence{}

// Weigh writes the inverse of the multiple correlation of each sibling with the others.
func (Independence) Weigh(dst []float64, g Group) error {
	method := basis.Textf("independence weights")
	if done, err := g.begin(dst, method, finite); done || err != nil {
		return err
	}
	lo, hi, err := g.ranges()
	if err != nil {
		return err
	}
	k := len(dst)
	if err := g.needUnits(method, k+1); err != nil {
		return err
	}
	r, _ := g.pearson(lo, hi)
	var errs []error
	for j := range dst {
		share := multipleCorrelation(r, k, j)
		if share < 1e-14 { // less is rounding
			errs = append(errs, &CellError{Row: -1, Code: g.Codes[j], Err: basis.Errorf("%w: no other sibling explains anything of it, so that 1/R is not defined", basis.ErrDomain)})
			continue
		}
		dst[j] = 1 / math.Sqrt(share)
	}
	return basis.JoinErrors(errs...)
}

// multipleCorrelation is the R^2 of the regression of sibling j on the others, from the k x k
// correlations r: the part of j that steps of a Cholesky decomposition, with the largest
// remaining pivot first, take off its variance of 1. Siblings that are combinations of
// those before leave nothing to divide by and are passed over.
func multipleCorrelation(r []float64, k, j int) float64 {
	const rounding = 1e-12
	left := make([]float64, k*k) // what earlier steps left of r
	copy(left, r)
	done := make([]bool, k)
	done[j] = true
	var share float64
	for range k - 1 {
		pivot := -1
		for i := range k {
			if !done[i] && (pivot < 0 || left[i*k+i] > left[pivot*k+pivot]) {
				pivot = i
			}
		}
		d := left[pivot*k+pivot]
		if d < rounding {
			break
		}
		done[pivot] = true
		share += left[j*k+pivot] * left[j*k+pivot] / d
		for a := range k {
			f := left[a*k+pivot] / d
			for b := range k {
				if a != pivot && b != pivot {
					left[a*k+b] -= f * left[pivot*k+b]
				}
			}
		}
	}
	return min(share, 1)
}
