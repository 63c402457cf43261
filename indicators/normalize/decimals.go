package normalize

import (
	"math"

	"github.com/countyeval/countyeval/indicators"
)

// decimals turns values into whole numbers of a small decimal unit, so that
// their differences are what a person with a pencil finds: 99.505 - 99 is 0.505,
// where the float64s differ by 0.50499999999999545.
//
// The unit is a power of ten, about a trillionth of the largest magnitude it was
// made for. A value that is within 4.4e-16 of that magnitude (some last bits of a
// float64) from a multiple of the unit is taken as the multiple; any other, such
// as 2/3, stays as it is. Differences of two such values are exact, or as near as
// a float64 gets. Order is never turned.
type decimals struct{ perUnit, noise float64 }

// middle is 1.5 * 2^52: adding and subtracting it rounds any |y| < 2^51 to the
// nearest whole number.
const middle = 3 << 51

// decimalsOf makes the unit for values up to the magnitudes given.
func decimalsOf(x ...float64) decimals {
	var m float64
	for _, v := range x {
		m = max(m, math.Abs(v))
	}
	k := int(math.Float64bits(m)>>52) - 1022 // m < 2^k
	places := (44 - k) * 1233 >> 12          // of 0.30102..., the logarithm of 2: m * 10^places < 2^44
	if m == 0 || places < 0 || places > 300 {
		return decimals{perUnit: 1} // no room for decimals, or none worth having
	}
	p := math.Pow10(places)
	return decimals{perUnit: p, noise: float64(m*p) * 0x1p-51}
}

// of returns x in units.
func (d decimals) of(x float64) float64 {
	y := float64(x * d.perUnit)
	if whole := y + middle - middle; math.Abs(y-whole) < d.noise {
		return whole
	}
	return y
}

// distance returns how far x is from the target range, 0 inside; NaN for NaN.
func distance(target indicators.Range, x float64) float64 {
	d := decimalsOf(target.Lo, target.Hi)
	y := d.of(x)
	return max(d.of(target.Lo)-y, y-d.of(target.Hi), 0) / d.perUnit
}
