package stats

import (
	"math"

	"github.com/countyeval/countyeval/indicators/basis"
)

// Shape returns the skewness and the excess kurtosis of the n values in x, both
// corrected for the bias of a sample (G1 and G2; SKEW and KURT of Excel, type 2 of
// R's e1071, SAS and SPSS). With mean m and m_r = sum (x - m)^r / n:
//
//	skewness = sqrt(n (n-1)) / (n-2) * m_3 / m_2^(3/2)
//	kurtosis = (n-1) / ((n-2)(n-3)) * ((n+1) (m_4 / m_2^2 - 3) + 6)
//
// Skewness is 0 for symmetric values and positive for a long tail of large ones;
// kurtosis is 0 for the normal distribution. Neither changes if all values are
// multiplied by a positive number or a number is added to them.
//
// An empty x is [basis.ErrEmpty], a value that is not finite [basis.ErrNumber], fewer than 4
// values [basis.ErrFew], equal values [basis.ErrConstant], and values whose fourth powers
// leave the range of float64 [basis.ErrNumber]. The sums are taken in the order of x, so
// that the result is bit-identical on every machine.
//
// Source: D. N. Joanes and C. A. Gill (1998), Comparing Measures of Sample Skewness
// and Kurtosis, The Statistician 47(1), 183-189, G1 and G2.
func Shape(x []float64) (skewness, kurtosis float64, err error) {
	if len(x) < 4 {
		if err := check(x); err != nil {
			return 0, 0, err
		}
		return 0, 0, basis.Errorf("%w: %d of at least 4", basis.ErrFew, len(x))
	}
	n := float64(len(x))
	var sum float64
	equal := true
	for _, v := range x {
		sum += v
		equal = equal && v == x[0]
	}
	if math.IsNaN(sum) || math.IsInf(sum, 0) {
		if err := check(x); err != nil {
			return 0, 0, err
		}
		return 0, 0, basis.Errorf("%w: the sum overflows", basis.ErrNumber)
	}
	if equal {
		return 0, 0, basis.ErrConstant
	}
	m := sum / n
	var m2, m3, m4 float64
	for _, v := range x {
		d := v - m
		q := d * d
		m2 += q
		m3 += float64(q * d)
		m4 += float64(q * q)
	}
	m2, m3, m4 = m2/n, m3/n, m4/n
	if q := m2 * m2; q < 0x1p-1022 || math.IsInf(m4, 0) {
		return 0, 0, basis.Errorf("%w: the values are too close together or too far apart to be raised to the fourth power", basis.ErrNumber)
	}
	skewness = math.Sqrt(n*(n-1)) / (n - 2) * m3 / (m2 * math.Sqrt(m2))
	kurtosis = (n - 1) / ((n - 2) * (n - 3)) * (float64((n+1)*(m4/(m2*m2)-3)) + 6)
	return skewness, kurtosis, nil
}
