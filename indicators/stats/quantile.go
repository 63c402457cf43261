package stats

import (
	"math"
	"slices"

	"github.com/countyeval/countyeval/indicators/basis"
)

// Median returns the middle of the n values in x, or the mean of the two in the
// middle if n is even.
//
// x is not changed. An empty x is [basis.ErrEmpty], a value that is not finite
// [basis.ErrNumber]. The result is bit-identical on every machine.
func Median(x []float64) (float64, error) {
	if err := check(x); err != nil {
		return 0, err
	}
	s := slices.Clone(x)
	slices.Sort(s)
	mid := len(s) / 2
	if len(s)%2 == 1 {
		return s[mid] + 0, nil // + 0: never -0
	}
	sum := s[mid-1] + s[mid]
	if math.IsInf(sum, 0) {
		return s[mid-1]/2 + s[mid]/2, nil // the sum overflows, neither is zero
	}
	return sum/2 + 0, nil
}

// Quantile returns the quantile of order p, from 0 to 1, of the n values in x,
// by linear interpolation between order statistics (type 7 of Hyndman and Fan;
// the default of R, NumPy and Excel's PERCENTILE.INC):
//
//	h = (n - 1) p,  j = floor(h),  g = h - j
//	Q(p) = (1 - g) x(j+1) + g x(j+2)      x(1) <= ... <= x(n)
//
// so that Quantile(x, 0) is the smallest value and Quantile(x, 1) the largest.
//
// x is not changed. An empty x is [basis.ErrEmpty], a value that is not finite
// [basis.ErrNumber], p outside of [0, 1] or NaN [ErrOrder]. The result is
// bit-identical on every machine.
//
// Source: R. J. Hyndman and Y. Fan (1996), Sample Quantiles in Statistical
// Packages, The American Statistician 50(4), 361-365, definition 7.
func Quantile(x []float64, p float64) (float64, error) {
	if !(p >= 0 && p <= 1) {
		return 0, basis.Errorf("%w: %v", ErrOrder, p)
	}
	if err := check(x); err != nil {
		return 0, err
	}
	s := slices.Clone(x)
	slices.Sort(s)
	h := float64(len(s)-1) * p
	j := int(h)
	g := h - float64(j)
	if g == 0 || s[j] == s[j+1] {
		return s[j] + 0, nil
	}
	q := float64((1-g)*s[j]) + float64(g*s[j+1])
	return min(max(q, s[j]), s[j+1]) + 0, nil // rounding must not leave the two
}
