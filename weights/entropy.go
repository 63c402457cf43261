package weights

import (
	"math"
	"slices"

	"github.com/countyeval/countyeval/indicators/basis"
)

// ZeroRule says how a method that takes logarithms treats a score of 0. The zero
// value is KeepZeros.
type ZeroRule int

// The rules.
const (
	KeepZeros    ZeroRule = iota // 0 ln 0 = 0
	RefuseZeros                  // an error that names the cells
	ReplaceZeros                 // a small positive number instead
)

// Entropy weighs every sibling by how unevenly its scores are spread over the
// units, the entropy weight method (熵权法):
//
//	p_ij = x_ij / sum_i x_ij
//	E_j  = -sum_i p_ij ln p_ij / ln n
//	w_j  = (1 - E_j) / sum_j (1 - E_j)
//
// It measures dispersion, not importance: one county with an outstanding value
// can give an indicator most of the weight, and an indicator on which all
// counties do equally well gets none.
//
// The scores, n units by k siblings, must be at least 0. A score of 0 adds
// nothing to the entropy, by the convention 0 ln 0 = 0, which is the limit of
// p ln p; Zeros has other ways. The base of the logarithm cancels. Multiplying a column by a positive number changes nothing; adding to
// it does (the larger the constant, the smaller the weight), hence a min-max
// scale to 0..100 and one to 20..100 give different weights, and the scale should
// stand in the record.
//
// A sibling with the same positive score in all units has E = 1 and gets weight
// 0. Errors: a negative score ([basis.ErrDomain], every cell is named), fewer than two
// units ([basis.ErrDomain]), a sibling whose scores are all zero, so that there are no
// shares ([basis.ErrConstant]), and siblings that are all constant ([basis.ErrConstant]).
//
// Sources: C. E. Shannon (1948), A Mathematical Theory of Communication, Bell
// System Technical Journal 27, section 6; C.-L. Hwang and K. Yoon (1981),
// Multiple Attribute Decision Making, Springer, section 2.2.
type Entropy struct {
	Zeros ZeroRule `json:"zeros,omitzero"`
	Small float64  `json:"small,omitzero"` // what a 0 counts as under ReplaceZeros
}

var _ Scheme = Entropy{}

// Weigh writes 1 - E_j for each sibling.
func (e Entropy) Weigh(dst []float64, g Group) error {
	switch e.Zeros {
	case KeepZeros:
	case RefuseZeros:
		if len(dst) > 1 {
			if err := basis.JoinErrors(g.shape(), g.cells(positive)); err != nil {
				return err
			}
		}
	case ReplaceZeros:
		if !(e.Small > 0) || math.IsInf(e.Small, 0) {
			return basis.Errorf("%w: zeros cannot be replaced by %v, which is not a positive number", basis.ErrDomain, e.Small)
		}
		g.Scores = g.Scores.replaced(0, e.Small)
	default:
		return basis.Errorf("%w: there is no zero rule %d", basis.ErrDomain, int(e.Zeros))
	}
	return dispersion(dst, g, basis.Textf("entropy"), nonnegative, func() func([]float64, float64) float64 { return divergence })
}

// replaced returns the columns with one value replaced by another; columns
// without it are not copied.
func (c Columns) replaced(from, to float64) Columns {
	out := slices.Clone(c)
	for j, x := range out {
		if !slices.Contains(x, from) {
			continue
		}
		out[j] = slices.Clone(x)
		for i, v := range x {
			if v == from {
				out[j][i] = to
			}
		}
	}
	return out
}

// divergence returns 1 - E for a column that is not constant. With
// d_i = x_i/mean - 1, whose sum is 0, it is
//
//	1 - E = sum_i ((1+d_i) ln(1+d_i) - d_i) / (n ln n)
//
// in which no term is negative, so that little is lost where x hardly varies and
// the textbook's 1 - E is a difference of nearly equal numbers.
func divergence(x []float64, mean float64) float64 {
	n := float64(len(x))
	var sum float64
	for _, v := range x {
		sum += excess((v - mean) / mean)
	}
	return sum / (n * math.Log(n))
}

// excess returns (1+d) ln(1+d) - d for d >= -1, by its series
// d^2/2 - d^3/6 + d^4/12 - ... where the difference would cancel.
func excess(d float64) float64 {
	switch {
	case d <= -1:
		return 1 // x = 0, or as good as: 0 ln 0 = 0
	case math.Abs(d) < 1./32:
		return d * d * (1./2 - d*(1./6-d*(1./12-d*(1./20-d*(1./30-d*(1./42-d*(1./56-d*(1./72-d/90))))))))
	}
	r := 1 + d
	return r*math.Log(r) - d
}
