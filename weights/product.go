package weights

import (
	"math"

	"github.com/countyeval/countyeval/indicators/basis"
)

// Product multiplies the weights of several schemes:
//
//	w_j ~ prod_p w_pj ^ s_p
//
// Each part's weights are first scaled to sum 1, and the result is scaled in the
// end. Share is the exponent: two parts with share 1 each are the plain product
// (乘法合成), with 0.5 each the geometric mean; a part with share 0 is left out and
// not asked. A product sharpens: what all parts hold high gets more than in any
// of them, and a sibling to which one part gives 0 gets 0.
//
// Errors: shares that are negative, not finite, or all zero, no parts, and parts
// that leave no sibling with a weight in all of them (each wraps [basis.ErrWeights]); the
// errors of the parts, all of them, with the number of the part.
//
// Source: C.-L. Hwang and K. Yoon (1981), Multiple Attribute Decision Making, Springer,
// section 2.2, where the weights that a person gives are multiplied by those of the
// entropy and scaled to sum 1.
type Product struct {
	Parts []Part `json:"parts"`
}

var _ Scheme = Product{}

// Weigh writes the scaled products; the largest is 1.
func (p Product) Weigh(dst []float64, g Group) error {
	if _, err := checkShares(basis.Textf("product"), p.Parts); err != nil {
		return err
	}
	return multiply(dst, basis.Textf("product"), p.Parts, 1, g)
}

// MinInformation combines the weights of several schemes with the least change
// of information (最小鉴别信息原理组合赋权). It minimizes
//
//	sum_p s_p sum_j w_j ln(w_j / w_pj),  sum_j w_j = 1
//
// the Kullback-Leibler divergences of the combined weights from those of the
// parts, and the minimum is their geometric mean with the shares scaled to sum 1:
//
//	w_j ~ prod_p w_pj ^ (s_p / sum s)
//
// A sibling to which one part gives 0 gets 0. Errors are those of [Product].
//
// Source: S. Kullback, R. A. Leibler (1951), On Information and Sufficiency,
// Annals of Mathematical Statistics 22, 79-86.
type MinInformation struct {
	Parts []Part `json:"parts"`
}

var _ Scheme = MinInformation{}

// Weigh writes the scaled geometric means; the largest is 1.
func (m MinInformation) Weigh(dst []float64, g Group) error {
	total, err := checkShares(basis.Textf("combination"), m.Parts)
	if err != nil {
		return err
	}
	return multiply(dst, basis.Textf("combination"), m.Parts, total, g)
}

// multiply writes the products of the parts' weights to the power of their shares
// over total, scaled so that the largest is 1; in logarithms, so that many parts
// do not underflow.
func multiply(dst []float64, what basis.Text, parts []Part, total float64, g Group) error {
	w := make([]float64, len(dst))
	clear(dst)
	err := eachPart(what, parts, w, g, func(share float64) {
		for j := range dst {
			dst[j] += share / total * math.Log(w[j])
		}
	})
	if err != nil {
		return err
	}
	largest := math.Inf(-1)
	for _, l := range dst {
		largest = max(largest, l)
	}
	if math.IsInf(largest, 0) {
		return basis.Errorf("%w: no sibling has a weight in every part of the %v", basis.ErrWeights, what)
	}
	for j := range dst {
		dst[j] = math.Exp(dst[j] - largest)
	}
	return nil
}

var (
	_ Warner = Product{}
	_ Warner = MinInformation{}
	_ Warner = GameTheory{}
)

// Warnings passes on what the parts say of the weights that each gives.
func (p Product) Warnings(g Group, _ []float64) []error {
	return partWarnings(g, schemesOf(p.Parts)...)
}

// Warnings passes on what the parts say of the weights that each gives.
func (m MinInformation) Warnings(g Group, _ []float64) []error {
	return partWarnings(g, schemesOf(m.Parts)...)
}

// Warnings passes on what the schemes say of the weights that each gives.
func (c GameTheory) Warnings(g Group, _ []float64) []error { return partWarnings(g, c.Of...) }

// vectors returns the weights of each scheme, scaled to sum 1.
func vectors(what basis.Text, schemes []Scheme, g Group) ([][]float64, error) {
	if len(schemes) == 0 {
		return nil, basis.Errorf("%w: the %v has no schemes", basis.ErrWeights, what)
	}
	var errs []error
	out := make([][]float64, len(schemes))
	for p, s := range schemes {
		out[p] = make([]float64, len(g.Codes))
		if err := scaled(out[p], s, g); err != nil {
			errs = append(errs, basis.Errorf("scheme %d of the %v: %w", p+1, what, err))
		}
	}
	return out, basis.JoinErrors(errs...)
}
