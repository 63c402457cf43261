package exact

import "math"

// Quantile is the quantile of order p, from 0 to 1, of raw figures in ascending
// order, of which there is at least one: type 7 of Hyndman and Fan, as
// stats.Quantile, with p taken as its shortest decimal and rounded once.
//
//	h = (n - 1) p,  j = floor(h),  x[j] + (h - j)(x[j+1] - x[j])
func Quantile(sorted []float64, p float64) Number {
	h := Product(Of(float64(len(sorted)-1)), Of(p))
	j := int(math.Floor(h.Float()))
	low := Of(sorted[j])
	if float64(j) == h.Float() || sorted[j] == sorted[j+1] {
		return low
	}
	return Sum(low, Product(Difference(h, Of(float64(j))), Difference(Of(sorted[j+1]), low)))
}

// Fences are k distances of the quartiles of raw figures, in ascending order, beyond
// the quartiles: Q1 - k (Q3 - Q1) and Q3 + k (Q3 - Q1).
func Fences(sorted []float64, k float64) (lo, hi float64) {
	q1, q3 := Quantile(sorted, 0.25), Quantile(sorted, 0.75)
	d := Product(Of(k), Difference(q3, q1))
	return Difference(q1, d).Float(), Sum(q3, d).Float()
}
