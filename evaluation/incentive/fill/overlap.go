package fill

import (
	"math/big"
	"slices"

	"github.com/countyeval/countyeval/indicators/basis"
)

// AdjustedProportional gives every claim first what the others leave it, and divides the
// rest in proportion to what is then left of the claims, none counted beyond that rest:
//
//	m_i = max(0, amount - sum_{j != i} c_j)          minimal rights
//	e   = amount - sum m,  r_i = min(c_i - m_i, e)
//	a_i = m_i + e r_i / sum r
//
// with claims c_i = cap_i - won_i. A claim on more than there is counts as one on all of
// it. For two claimants it is the contested garment, as [Talmud] is; it is self-dual.
// All that [EqualLosses] says of caps, floors, ceilings and weights holds. There is no
// one level: Level is 0. A line that leaves with its share changes what the others get, which
// [Talmud] does not do.
//
// Source: I. Curiel, M. Maschler and S. Tijs, Bankruptcy games, Zeitschrift für Operations
// Research 31 (1987) A143-A159.
type AdjustedProportional struct{}

// MinimalOverlap divides the amount into parts and lays the claims on them so that as much
// as possible is claimed by one alone, as little as possible by two and so on; those who
// claim a part share it equally. With claims c_1 <= ... <= c_n and c_0 = 0:
//
//	a_i = sum_{k <= i} (c_k - c_{k-1}) / (n - k + 1)     if c_n is the amount or more, each
//	                                                     c cut to the amount (Ibn Ezra)
//	a_i = max(c_i - t, 0) + the same of min(c, t)        otherwise, with t such that
//	                                                     sum_i max(c_i - t, 0) = amount - t
//
// For two claimants it is the contested garment. It is not self-dual, and a line that
// leaves with its share changes what the others get. All that
// [EqualLosses] says of caps, floors, ceilings and weights holds. Level is t, or the amount
// if one claim reaches it.
//
// Source: B. O'Neill, A problem of rights arbitration from the Talmud, Mathematical Social
// Sciences 2 (1982) 345-371.
type MinimalOverlap struct{}

var (
	_ Certifier = AdjustedProportional{}
	_ Claiming  = AdjustedProportional{}
	_ Certifier = MinimalOverlap{}
	_ Claiming  = MinimalOverlap{}
)

// String gives "adjusted proportional".
func (r AdjustedProportional) String() string { return r.Text().String() }

// Text gives adjusted proportional, 先保底后按比例.
func (AdjustedProportional) Text() basis.Text { return basis.Textf("adjusted proportional") }

// DividesClaims is true.
func (AdjustedProportional) DividesClaims() bool { return true }

// Divide gives the minimal rights and divides the rest.
func (r AdjustedProportional) Divide(amount *big.Rat, lines []Line, ceilings []Ceiling) (Shares, error) {
	return byFormula(r, amount, lines, ceilings, func(e *big.Rat, claims []*big.Rat) (awards []*big.Rat, level *big.Rat, err error) {
		rest := new(big.Rat).Set(e)
		beyond := new(big.Rat).Sub(SumOf(claims...), e) // what the others lack together with one
		for _, c := range claims {
			m := new(big.Rat).Sub(c, beyond)
			if m.Sign() < 0 {
				m.SetInt64(0)
			}
			awards = append(awards, m)
			rest.Sub(rest, m)
		}
		left := make([]*big.Rat, len(claims))
		for i, c := range claims {
			left[i] = least(new(big.Rat).Sub(c, awards[i]), rest)
		}
		if all := SumOf(left...); all.Sign() > 0 {
			rest.Quo(rest, all)
			for i, x := range left {
				awards[i].Add(awards[i], new(big.Rat).Mul(rest, x))
			}
		}
		return awards, new(big.Rat), nil
	})
}

// Certify divides anew and compares: the formula is its own certificate.
func (r AdjustedProportional) Certify(amount *big.Rat, lines []Line, ceilings []Ceiling, s Shares) error {
	return certifyAgain(r, amount, lines, ceilings, s)
}

// String gives "minimal overlap".
func (r MinimalOverlap) String() string { return r.Text().String() }

// Text gives minimal overlap, 最小重叠.
func (MinimalOverlap) Text() basis.Text { return basis.Textf("minimal overlap") }

// DividesClaims is true.
func (MinimalOverlap) DividesClaims() bool { return true }

// Divide shares each part among those who claim it.
func (r MinimalOverlap) Divide(amount *big.Rat, lines []Line, ceilings []Ceiling) (Shares, error) {
	return byFormula(r, amount, lines, ceilings, func(e *big.Rat, claims []*big.Rat) ([]*big.Rat, *big.Rat, error) {
		n := len(claims)
		order := make([]int, n)
		for i := range order {
			order[i] = i
		}
		slices.SortStableFunc(order, func(i, j int) int { return claims[i].Cmp(claims[j]) })
		t := new(big.Rat).Set(e)
		if n > 0 && claims[order[n-1]].Cmp(e) < 0 {
			t = apart(e, claims, order)
		}
		awards := make([]*big.Rat, n)
		below, shared := new(big.Rat), new(big.Rat)
		for k, i := range order {
			part := least(claims[i], t)
			step := new(big.Rat).Sub(part, below)
			shared.Add(shared, step.Quo(step, new(big.Rat).SetInt64(int64(n-k))))
			below = part
			alone := new(big.Rat).Sub(claims[i], t)
			if alone.Sign() < 0 || t.Cmp(e) == 0 {
				alone.SetInt64(0)
			}
			awards[i] = alone.Add(alone, shared)
		}
		return awards, t, nil
	})
}

// Certify divides anew and compares: the formula is its own certificate.
func (r MinimalOverlap) Certify(amount *big.Rat, lines []Line, ceilings []Ceiling, s Shares) error {
	return certifyAgain(r, amount, lines, ceilings, s)
}

// apart is the t at which what claims have beyond it and t itself sum to e, which is more
// than the greatest claim and no more than all of them; order has the claims ascending.
func apart(e *big.Rat, claims []*big.Rat, order []int) *big.Rat {
	over := SumOf(claims...)
	over.Sub(over, e)
	for k, i := range order { // n - k claims are above t
		t := new(big.Rat).Set(over)
		if m := len(order) - k; m > 1 {
			t.Quo(t, new(big.Rat).SetInt64(int64(m-1)))
		}
		if t.Cmp(claims[i]) <= 0 {
			return t
		}
		over.Sub(over, claims[i])
	}
	return over
}

// least is a copy of the lesser one.
func least(a, b *big.Rat) *big.Rat {
	if a.Cmp(b) > 0 {
		a = b
	}
	return new(big.Rat).Set(a)
}

// byFormula divides claims by a function of the amount, no more than all claims, and the
// claims of those who take part.
func byFormula(r Rule, amount *big.Rat, lines []Line, ceilings []Ceiling, f func(e *big.Rat, claims []*big.Rat) (awards []*big.Rat, level *big.Rat, err error)) (Shares, error) {
	if err := checkClaims(r, amount, lines, ceilings); err != nil {
		return Shares{}, err
	}
	var claims []*big.Rat
	in := claimants(lines, true)
	for _, l := range in {
		if l.Out.IsZero() {
			claims = append(claims, l.High())
		}
	}
	awards, level, err := f(least(amount, claimed(in)), claims)
	if err != nil {
		return Shares{}, err
	}
	s := Shares{Exact: make([]*big.Rat, len(lines)), Level: level, Bound: make([]string, len(lines))}
	k := 0
	for i, l := range in {
		if !l.Out.IsZero() {
			s.Exact[i] = new(big.Rat)
			continue
		}
		s.Exact[i] = awards[k]
		if awards[k].Cmp(claims[k]) == 0 {
			s.Bound[i] = BoundCap
		}
		k++
	}
	return s, nil
}

// certifyAgain certifies claims that a formula divides.
func certifyAgain(r Rule, amount *big.Rat, lines []Line, ceilings []Ceiling, s Shares) error {
	if err := checkClaims(r, amount, lines, ceilings); err != nil {
		return err
	}
	if err := s.Check(len(lines)); err != nil {
		return err
	}
	if err := without(claimants(lines, true), s); err != nil {
		return err
	}
	return again(r, amount, lines, ceilings, s)
}
