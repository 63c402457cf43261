package fill

import "math/big"

// Sum adds rational numbers over a common denominator, without reducing the
// fraction after every step as big.Rat does. The zero Sum is 0.
type Sum struct {
	num, den, q, r big.Int
}

// Add adds x; nil adds nothing.
func (s *Sum) Add(x *big.Rat) {
	if x == nil || x.Sign() == 0 {
		return
	}
	if x.IsInt() {
		if s.den.Sign() == 0 {
			s.den.SetInt64(1)
		}
		s.num.Add(&s.num, s.q.Mul(&s.den, x.Num()))
		return
	}
	if s.den.Sign() == 0 {
		s.num.Set(x.Num())
		s.den.Set(x.Denom())
		return
	}
	if s.den.Cmp(x.Denom()) == 0 {
		s.num.Add(&s.num, x.Num())
		return
	}
	if s.q.QuoRem(&s.den, x.Denom(), &s.r); s.r.Sign() != 0 {
		// den becomes the least common multiple
		s.r.GCD(nil, nil, &s.den, x.Denom())
		s.r.Quo(x.Denom(), &s.r)
		s.num.Mul(&s.num, &s.r)
		s.den.Mul(&s.den, &s.r)
		s.q.Quo(&s.den, x.Denom())
	}
	s.num.Add(&s.num, s.q.Mul(&s.q, x.Num()))
}

// Cmp compares the sum with x.
func (s *Sum) Cmp(x *big.Rat) int {
	if s.den.Sign() == 0 {
		return -x.Sign()
	}
	if x.IsInt() {
		return s.num.Cmp(s.r.Mul(x.Num(), &s.den))
	}
	return s.q.Mul(&s.num, x.Denom()).Cmp(s.r.Mul(x.Num(), &s.den))
}

// Rat is the sum as a new rational number.
func (s *Sum) Rat() *big.Rat {
	if s.den.Sign() == 0 {
		return new(big.Rat)
	}
	return new(big.Rat).SetFrac(&s.num, &s.den)
}

// SumOf adds all of xs; nil counts 0.
func SumOf(xs ...*big.Rat) *big.Rat {
	var s Sum
	for _, x := range xs {
		s.Add(x)
	}
	return s.Rat()
}

// equal compares two rational numbers, as x.Cmp(y) == 0 does, but without
// bringing them to a common denominator: both are in lowest terms.
func equal(x, y *big.Rat) bool {
	if x.IsInt() != y.IsInt() || x.Num().Cmp(y.Num()) != 0 {
		return false
	}
	return x.IsInt() || x.Denom().Cmp(y.Denom()) == 0
}

// below reports whether x < y.
func below(x, y *big.Rat) bool {
	if sx, sy := x.Sign(), y.Sign(); sx != sy {
		return sx < sy
	}
	if x.IsInt() && y.IsInt() {
		return x.Num().Cmp(y.Num()) < 0
	}
	return x.Cmp(y) < 0
}
