package exact

import (
	"math"
	"math/big"
	"strconv"
)

// tens are the powers of ten that a float64 has exactly.
var tens = [...]float64{
	1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11,
	1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18, 1e19, 1e20, 1e21, 1e22,
}

// decimal returns the shortest decimal m / 10^places that reads back as |x|, which
// is finite. places is negative where zeros are left out at the end.
//
// Any decimal of at most 15 digits comes back from its float64, so that no two of
// them have the same one: a decimal of so few digits that reads back as x is the
// shortest. Nearly all figures of a report have few places, and are found here.
func decimal(x float64) (m uint64, places int) {
	x = math.Abs(x)
	if x < 1<<53 && x == math.Trunc(x) {
		return uint64(x), 0
	}
	const (
		whole = 1 << 52 // adding it leaves no binary places
		few   = 8       // more are looked for faster by strconv
	)
	for k := 1; k <= few; k++ {
		y := float64(x * tens[k])
		if y >= 1e15 {
			break
		}
		r := y + whole - whole
		if math.Abs(y-r) <= float64(y*0x1p-51) && r/tens[k] == x {
			return uint64(r), k
		}
	}
	return shortest(x)
}

// shortest is decimal by way of the digits that are printed.
func shortest(x float64) (m uint64, places int) {
	var space [32]byte
	b := strconv.AppendFloat(space[:0], x, 'e', -1, 64) // d.ddde-dd, d.ddde+ddd or de+dd
	i := 0
	for ; b[i] != 'e'; i++ {
		if b[i] != '.' {
			m = 10*m + uint64(b[i]-'0')
		}
	}
	places = max(i-2, 0) // digits after the point
	e := 0
	for _, c := range b[i+2:] {
		e = 10*e + int(c-'0')
	}
	if b[i+1] == '-' {
		e = -e
	}
	return m, places - e
}

// rational is the shortest decimal of x as a rational.
func rational(x float64) *big.Rat {
	m, places := decimal(x)
	mantissa := new(big.Int).SetUint64(m)
	if math.Signbit(x) {
		mantissa.Neg(mantissa)
	}
	power := new(big.Int).Exp(big.NewInt(10), big.NewInt(int64(max(places, -places))), nil)
	if places < 0 {
		return new(big.Rat).SetInt(mantissa.Mul(mantissa, power))
	}
	return new(big.Rat).SetFrac(mantissa, power)
}
