package stats

import (
	"math"
	"strconv"
)

const (
	significant = 15      // digits of a float64 that survive every decimal round trip
	safe        = 1e-13   // relative distance from a border from which the fast path is right
	whole       = 1 << 52 // adding it leaves no binary places
	near        = 1e-9    // relative distance from a border that NearBorder reports
)

// Round rounds x to a number of decimals as a person with a pencil does
// (四舍五入): it takes x as the decimal of 15 significant digits that it prints as,
// and rounds that decimal half away from zero. The result is the float64 nearest
// to the rounded decimal, the one that [strconv.ParseFloat] reads.
//
//	Round(1.005, 2) = 1.01       although the float64 is 1.00499999999999989...
//	Round(2.675, 2) = 2.68       although the float64 is 2.67499999999999982...
//	Round(-0.5, 0)  = -1
//	Round(0.1+0.2, 15) = 0.3
//
// The 15 digits clear what binary arithmetic leaves behind: a score of
// 53.249999999999993 was 53.25 on paper. Negative digits round to tens, hundreds
// and so on. If digits reaches further than the 15, nothing but this clearing is
// done. NaN and infinities stay as they are, a result is never -0, and a value so
// large that its rounding overflows is returned as it is.
//
// Values that are not within 1e-13 relative of a border, which is nearly all of
// them, take a few nanoseconds; the others go through their decimal digits.
func Round(x float64, digits int) float64 {
	if uint(digits) < uint(len(powers)) {
		p := powers[digits]
		y := float64(math.Abs(x) * p)
		r := y + whole - whole // the nearest whole number, if y < 2^51
		// The 15 digits differ from x by at most 5e-15 relative and y from the
		// product by 1.2e-16, so beyond the margin all three are on one side of
		// the border. NaN, infinity and y > 5e12 fail the comparison. The whole
		// number r and p are exact, so r/p is the float64 nearest to the decimal.
		if math.Abs(y-r) < 0.5-float64(safe*y) {
			if x < 0 {
				return -(r / p) + 0 // + 0: not -0
			}
			return r / p
		}
	}
	return roundDigits(x, digits)
}

// powers are exact in a float64.
var powers = [...]float64{1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15}

// roundDigits is Round by way of the decimal digits.
func roundDigits(x float64, digits int) float64 {
	if x == 0 {
		return 0
	}
	if math.IsNaN(x) || math.IsInf(x, 0) {
		return x
	}
	var space [32]byte
	b := strconv.AppendFloat(space[:0], math.Abs(x), 'e', significant-1, 64) // d.dddddddddddddde-dd
	exponent, err := strconv.Atoi(string(b[significant+2:]))
	if err != nil {
		return x // cannot be: AppendFloat writes an exponent there
	}
	b[1] = b[0]
	mantissa := b[1 : 1+significant]
	// x = 0.mantissa * 10^(exponent+1); the first keep digits stay.
	keep := significant
	if digits < significant-exponent-1 {
		keep = exponent + 1 + digits
		if digits < -exponent-1 {
			return 0
		}
	}
	var n uint64
	for _, c := range mantissa[:keep] {
		n = 10*n + uint64(c-'0')
	}
	if keep < significant && mantissa[keep] >= '5' {
		n++
	}
	if n == 0 {
		return 0
	}
	out := strconv.AppendUint(make([]byte, 0, 32), n, 10)
	out = append(out, 'e')
	out = strconv.AppendInt(out, int64(exponent+1-keep), 10)
	r, err := strconv.ParseFloat(string(out), 64)
	if err != nil {
		return x // overflow
	}
	return math.Copysign(r, x)
}

// RoundSignificant rounds x to a number of significant digits, from 1 to 15, as
// [Round] does to decimals. It is for what is compared and has no exact decimal: two
// scores that are equal on paper differ in their last bits, and to 12 digits they do
// not. Unlike a tolerance it does not chain.
//
//	RoundSignificant(0.1+0.2, 12)  = 0.3
//	RoundSignificant(1234567, 2)   = 1200000
//
// NaN and infinities stay as they are, and a result is never -0. Fewer digits than 1
// are 1, and more than 15 are 15.
func RoundSignificant(x float64, digits int) float64 {
	if x == 0 || math.IsNaN(x) || math.IsInf(x, 0) {
		return x + 0
	}
	var space [32]byte
	b := strconv.AppendFloat(space[:0], math.Abs(x), 'e', significant-1, 64)
	exponent, err := strconv.Atoi(string(b[significant+2:]))
	if err != nil {
		return x // cannot be: AppendFloat writes an exponent there
	}
	return roundDigits(x, min(max(digits, 1), significant)-1-exponent)
}

// NearBorder reports whether x is within 1e-9 relative of a border at which
// [Round] to that many decimals changes its result (…5 in the next place). A
// figure that comes from a logarithm, a power or an iteration may then be
// published differently on another machine, and a reader should be warned. It is
// true of every x that has nine or more digits before the border, and false for
// NaN and infinities.
func NearBorder(x float64, digits int) bool {
	if x == 0 || math.IsNaN(x) || math.IsInf(x, 0) {
		return false
	}
	y := float64(math.Abs(x) * math.Pow10(digits))
	// Negated, so that a product too large for a float64 is near.
	return !(math.Abs(y-math.Floor(y)-0.5) > near*y)
}
