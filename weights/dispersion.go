package weights

import (
	"math"
	"slices"

	"gonum.org/v1/gonum/stat"

	"github.com/countyeval/countyeval/indicators/basis"
)

// StdDev weighs every sibling by the sample standard deviation (n-1) of its
// scores:
//
//	w_j = s_j,  s_j^2 = sum_i (x_ij - mean_j)^2 / (n-1)
//
// It takes the scores as they are, so that the scale of a column is its weight:
// use it on scores that share one scale (min-max), or wrap it in [Rescaled]. On
// z-scores all weights are equal. Adding a number to a column changes nothing.
//
// A sibling whose scores are all equal gets 0. Fewer than two units are
// [basis.ErrDomain], siblings that are all constant [basis.ErrConstant].
//
// Source: A. Jahan, K. L. Edwards (2013), Multi-criteria Decision Analysis for
// Supporting the Selection of Engineering Materials in Product Design,
// Butterworth-Heinemann, section 3.
type StdDev struct{}

var _ Scheme = StdDev{}

// Weigh writes the standard deviation of each sibling.
func (StdDev) Weigh(dst []float64, g Group) error {
	return dispersion(dst, g, basis.Textf("the standard deviation"), finite, func() func([]float64, float64) float64 {
		return func(x []float64, _ float64) float64 { return stat.StdDev(x, nil) }
	})
}

// Variance weighs every sibling by the sample variance (n-1) of its scores, the
// square of [StdDev], which see; differences between the siblings are larger.
// Rescaled{Of: Variance{}} is the statistical variance procedure, the variance of
// min-max scores.
//
// Source: R. V. Rao, B. K. Patel (2010), A subjective and objective integrated
// multiple attribute decision making method for material selection, Materials and
// Design 31, 4738-4747.
type Variance struct{}

var _ Scheme = Variance{}

// Weigh writes the variance of each sibling.
func (Variance) Weigh(dst []float64, g Group) error {
	return dispersion(dst, g, basis.Textf("the variance"), finite, func() func([]float64, float64) float64 {
		return func(x []float64, _ float64) float64 { return stat.Variance(x, nil) }
	})
}

// CV weighs every sibling by the coefficient of variation of its scores (变异系数法),
// with the sample standard deviation (n-1):
//
//	w_j = s_j / mean_j
//
// Multiplying a column by a positive number changes nothing, adding to it does:
// the zero of the scale must mean something.
//
// A sibling with the same positive score everywhere gets 0. Negative scores
// ([basis.ErrDomain], every cell is named), fewer than two units ([basis.ErrDomain]), scores
// that are all zero ([basis.ErrConstant]), and siblings that are all constant
// ([basis.ErrConstant]) are errors.
//
// Source: K. Pearson (1896), Regression, Heredity and Panmixia, Philosophical
// Transactions A 187, 253-318 (the coefficient).
type CV struct{}

var _ Scheme = CV{}

// Weigh writes the coefficient of variation of each sibling.
func (CV) Weigh(dst []float64, g Group) error {
	return dispersion(dst, g, basis.Textf("the coefficient of variation"), nonnegative, func() func([]float64, float64) float64 {
		return func(x []float64, mean float64) float64 { return stat.StdDev(x, nil) / mean }
	})
}

// Gini weighs every sibling by the Gini coefficient of its scores, half the mean
// difference of two units (each with each and with itself) over the mean:
//
//	w_j = sum_i sum_l |x_ij - x_lj| / (2 n^2 mean_j)
//
// in O(n log n) by sorting. Like [CV] it does not change if a column is multiplied
// by a positive number, needs a meaningful zero, and has the same errors; a few
// units far out weigh less in it than in CV or [Entropy].
//
// Source: C. Gini (1912), Variabilità e mutabilità; as weights: G. Li, G. Chi
// (2009), A new determining objective weights method, Gini coefficient weight,
// International Conference on Information Science and Engineering, 3726-3729.
type Gini struct{}

var _ Scheme = Gini{}

// Weigh writes the Gini coefficient of each sibling.
func (Gini) Weigh(dst []float64, g Group) error {
	return dispersion(dst, g, basis.Textf("the Gini coefficient"), nonnegative, func() func([]float64, float64) float64 {
		var sorted []float64
		return func(x []float64, mean float64) float64 {
			sorted = append(sorted[:0], x...)
			slices.Sort(sorted)
			n := float64(len(x))
			var sum float64
			for i, v := range sorted {
				sum += (2*float64(i) + 1 - n) * (v / mean)
			}
			return sum / (n * n)
		}
	})
}

// Angular weighs every sibling by the angle between the vector of its scores and
// the vector of a sibling that is the same everywhere:
//
//	w_j = arccos( sum_i x_ij / (sqrt(n) sqrt(sum_i x_ij^2)) ) = arctan(cv_j)
//
// where cv_j is the coefficient of variation with the standard deviation of the
// population (n); the second form is the one computed, because it does not lose
// digits where x hardly varies. It is a bounded [CV] and has its errors and its
// invariance.
//
// Source: D. Shuai, Z. Zongzhun, W. Yongji, L. Lei (2012), A new angular method to
// determine the objective weights, 24th Chinese Control and Decision Conference,
// 3889-3892.
type Angular struct{}

var _ Scheme = Angular{}

// Weigh writes the angle of each sibling, in radians.
func (Angular) Weigh(dst []float64, g Group) error {
	return dispersion(dst, g, basis.Textf("the angle"), nonnegative, func() func([]float64, float64) float64 {
		return func(x []float64, mean float64) float64 {
			n := float64(len(x))
			return math.Atan(stat.StdDev(x, nil) * math.Sqrt((n-1)/n) / mean)
		}
	})
}

// MPSI weighs every sibling by the modified preference selection index, the sum
// of the squared deviations of its scores as shares of the best one:
//
//	r_ij = x_ij / max_i x_ij,  w_j = sum_i (r_ij - mean_i r_ij)^2
//
// It has the invariance and the errors of [CV].
//
// Source: M. Gligorić, Z. Gligorić, S. Lutovac, M. Negovanović, Z. Langović
// (2022), Novel Hybrid MPSI-MARA Decision-Making Model for Support System
// Selection in an Underground Mine, Systems 10(6), 248.
type MPSI struct{}

var _ Scheme = MPSI{}

// Weigh writes the preference variation of each sibling.
func (MPSI) Weigh(dst []float64, g Group) error {
	return dispersion(dst, g, basis.Textf("the preference selection index"), nonnegative, func() func([]float64, float64) float64 {
		return func(x []float64, _ float64) float64 {
			best := slices.Max(x)
			s := stat.StdDev(x, nil) / best
			return s * s * float64(len(x)-1)
		}
	})
}

// dispersion weighs each sibling by a measure of how far its scores, which must
// lie in d, differ between the units. A constant column gets exactly 0. measure
// is called once a worker; what it returns gets a column and, on nonnegative
// scores, its mean, which is positive.
func dispersion(dst []float64, g Group, method basis.Text, d domain, measure func() func(x []float64, mean float64) float64) error {
	if done, err := g.begin(dst, method, d); done || err != nil {
		return err
	}
	n, k := g.Scores.Dims()
	means := make([]float64, k)
	if d == nonnegative {
		var err error
		if means, err = g.means(); err != nil {
			return err
		}
	}
	basis.EachWith(k, n*k, func() func(int) {
		f := measure()
		return func(j int) {
			dst[j] = 0
			if !constant(g.Scores[j]) {
				dst[j] = f(g.Scores[j], means[j])
			}
		}
	})
	return someWeight(method, dst)
}
