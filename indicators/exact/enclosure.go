package exact

import (
	"math"
	"math/big"
)

// enclosure says that a number is hi + lo, up to err. hi is the float64 nearest to
// hi + lo. An err that is not finite says nothing.
//
// u is 2^-53, half the distance of two float64s near 1. The errors of the
// algorithms are a few u^2 of the result (Joldes, Muller and Popescu 2017); the
// bounds here are several times theirs, which also covers the rounding of err.
type enclosure struct{ hi, lo, err float64 }

const (
	u2     = 0x1p-106
	least  = 1e-100 // magnitudes between which no product or quotient loses bits
	most   = 1e100
	margin = 1 + 0x1p-20 // of the arithmetic of errors
)

var nowhere = enclosure{err: math.Inf(1)}

// sound reports whether the enclosure can be computed with.
func (a enclosure) sound() bool {
	m := math.Abs(a.hi)
	return (least < m && m < most || m == 0 && a.lo == 0 && a.err == 0) && a.err <= float64(m*0x1p-40)
}

// decided reports whether hi is the float64 nearest to every number of the
// enclosure.
func (a enclosure) decided() bool {
	e := float64(a.err*margin) + float64(math.Abs(a.lo)*0x1p-50)
	return a.hi+(a.lo+e) == a.hi && a.hi+(a.lo-e) == a.hi
}

// ofDecimal encloses the shortest decimal of x.
func ofDecimal(x float64) enclosure {
	if x == math.Trunc(x) && math.Abs(x) < 1<<53 {
		return enclosure{hi: x}
	}
	m, places := decimal(x)
	if places < 0 || places >= len(tens) {
		return nowhere
	}
	// With P = 10^places, the decimal m/P is x + (m - xP)/P, and xP = p + q.
	power, a := tens[places], math.Abs(x)
	p := float64(a * power)
	q := math.FMA(a, power, -p)
	head := float64(m)
	tail := float64(int64(m) - int64(head))
	lo := ((head - p) + (tail - q)) / power
	return enclosure{x, math.Copysign(1, x) * lo, float64(a * (8 * u2))}
}

// ofRational encloses a rational.
func ofRational(r *big.Rat) enclosure {
	hi, same := r.Float64()
	switch {
	case same:
		return enclosure{hi: hi}
	case math.IsInf(hi, 0):
		return enclosure{hi: hi, err: math.Inf(1)}
	}
	rest := new(big.Rat).SetFloat64(hi)
	lo, _ := rest.Sub(r, rest).Float64()
	return enclosure{hi, lo, float64(math.Abs(lo) * 0x1p-52)}
}

// twoSum is Knuth's: s + e = a + b exactly.
func twoSum(a, b float64) (s, e float64) {
	s = a + b
	t := s - a
	return s, (a - (s - t)) + (b - t)
}

// fastTwoSum is Dekker's: s + e = a + b exactly, if |a| >= |b|.
func fastTwoSum(a, b float64) (s, e float64) {
	s = a + b
	return s, b - (s - a)
}

// plus is algorithm 6: 3 u^2 of the result, where signs differ, too.
func (a enclosure) plus(b enclosure) enclosure {
	sh, sl := twoSum(a.hi, b.hi)
	th, tl := twoSum(a.lo, b.lo)
	vh, vl := fastTwoSum(sh, sl+th)
	hi, lo := fastTwoSum(vh, tl+vl)
	err := a.err + b.err
	if err != 0 || lo != 0 {
		err += float64(math.Abs(hi) * (8 * u2))
	}
	return enclosure{hi, lo, float64(err * margin)}
}

func (a enclosure) minus(b enclosure) enclosure {
	return a.plus(enclosure{-b.hi, -b.lo, b.err})
}

// times is algorithm 10: 5 u^2 of the result.
func (a enclosure) times(b enclosure) enclosure {
	if !a.sound() || !b.sound() {
		return nowhere
	}
	p := float64(a.hi * b.hi)
	e := math.FMA(a.hi, b.hi, -p)
	e += float64(a.hi*b.lo) + float64(a.lo*b.hi)
	hi, lo := fastTwoSum(p, e)
	err := float64(math.Abs(hi)*(16*u2)) + float64(math.Abs(a.hi)*b.err) + float64(math.Abs(b.hi)*a.err)
	return enclosure{hi, lo, float64(err * margin)}
}

// over is algorithm 17: 15 u^2 of the result.
func (a enclosure) over(b enclosure) enclosure {
	if !a.sound() || !b.sound() || b.hi == 0 {
		return nowhere
	}
	q := a.hi / b.hi
	ch := float64(b.hi * q) // b * q = rh + rl
	cl := math.FMA(b.lo, q, math.FMA(b.hi, q, -ch))
	rh, rl := fastTwoSum(ch, cl)
	hi, lo := fastTwoSum(q, ((a.hi-rh)+(a.lo-rl))/b.hi)
	err := float64(math.Abs(hi)*(32*u2)) + (a.err+float64(math.Abs(hi)*b.err))/math.Abs(b.hi)
	return enclosure{hi, lo, float64(err * margin)}
}
