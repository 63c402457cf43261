package fill

import (
	"math/big"
	"math/bits"

	"github.com/countyeval/countyeval/indicators/basis"
)

// RandomArrival serves the claims as they arrive, each in full as long as there is
// something left, and takes the mean over all n! orders of arrival:
//
//	a_i = 1/n! sum over the orders of  min(c_i, max(0, amount - the claims before i))
//
// with claims c_i = cap_i - won_i. It is the Shapley value of the claims problem, is
// self-dual, and for two claimants the contested garment, as [Talmud] is. No lot is drawn:
// the mean is exact, summed over the sets that can come before a claimant by their size
// and sum.
//
// There are at most 66 claims above 0 and 1,048,576 different pairs of size and sum below
// the amount; more is refused with [ErrLimits]. That is always enough for 20 claims, and for
// many more if these are multiples of some lot (66 claims of up to 100 lots on 5,000 lots).
// All that [EqualLosses] says of caps, floors, ceilings and weights holds. There is no one
// level: Level is 0. A line that leaves with its share changes what the others get.
//
// Source: B. O'Neill, A problem of rights arbitration from the Talmud, Mathematical Social
// Sciences 2 (1982) 345-371; the formula is that of function RA of the R package
// ClaimsProblems 1.0.0.
type RandomArrival struct{}

// AverageOfAwards takes the mean of all ways to divide the amount in which nobody gets less
// than nothing or more than the claim, all equally likely: the center of gravity of
//
//	{ x : 0 <= x_i <= c_i, sum x_i = amount }
//
// with claims c_i = cap_i - won_i. It is self-dual, and for two claimants the contested
// garment. The mean is exact: with V_S(y) the volume of that set of the claims S on the
// amount y, which is a sum of powers of y less the sums of claims,
//
//	a_i = integral of t V_{N without i}(amount - t) dt / V_N(amount),  t from 0 to c_i
//
// There are at most 62 claims above 0 and 65,536 different sums of claims below the amount;
// more is refused with [ErrLimits]. That is always enough for 16 claims. All that
// [EqualLosses] says of caps, floors, ceilings and weights holds. There is no one level:
// Level is 0. A line that leaves with its share changes what the others get.
//
// Source: M. Á. Mirás Calvo and others (2022), doi:10.1007/s00355-022-01414-6, as in
// function AA of the R package ClaimsProblems 1.0.0.
type AverageOfAwards struct{}

var (
	_ Certifier = RandomArrival{}
	_ Claiming  = RandomArrival{}
	_ Certifier = AverageOfAwards{}
	_ Claiming  = AverageOfAwards{}
)

// String gives "random arrival".
func (r RandomArrival) String() string { return r.Text().String() }

// Text gives random arrival, 随机到达.
func (RandomArrival) Text() basis.Text { return basis.Textf("random arrival") }

// DividesClaims is true.
func (RandomArrival) DividesClaims() bool { return true }

// Divide takes the mean over the orders.
func (r RandomArrival) Divide(amount *big.Rat, lines []Line, ceilings []Ceiling) (Shares, error) {
	return byFormula(r, amount, lines, ceilings, func(e *big.Rat, claims []*big.Rat) ([]*big.Rat, *big.Rat, error) {
		awards, err := shared(e, claims, func(w whole) ([]*big.Rat, error) {
			t, err := w.bySize(r, 66, 1<<20)
			if err != nil {
				return nil, err
			}
			return each(w.claims, func(c int64) *big.Rat { return w.arrival(t.without(c), c) }), nil
		})
		return awards, new(big.Rat), err
	})
}

// Certify divides anew and compares: the formula is its own certificate.
func (r RandomArrival) Certify(amount *big.Rat, lines []Line, ceilings []Ceiling, s Shares) error {
	return certifyAgain(r, amount, lines, ceilings, s)
}

// String gives "average of awards".
func (r AverageOfAwards) String() string { return r.Text().String() }

// Text gives average of awards, 可行分配平均.
func (AverageOfAwards) Text() basis.Text { return basis.Textf("average of awards") }

// DividesClaims is true.
func (AverageOfAwards) DividesClaims() bool { return true }

// Divide takes the mean over all divisions.
func (r AverageOfAwards) Divide(amount *big.Rat, lines []Line, ceilings []Ceiling) (Shares, error) {
	return byFormula(r, amount, lines, ceilings, func(e *big.Rat, claims []*big.Rat) ([]*big.Rat, *big.Rat, error) {
		awards, err := shared(e, claims, func(w whole) ([]*big.Rat, error) {
			if len(w.claims) == 1 {
				return []*big.Rat{new(big.Rat).Set(w.amount)}, nil
			}
			t, err := w.bySum(r, 62, 1<<16)
			if err != nil {
				return nil, err
			}
			powers := w.powers(t)
			return each(w.claims, func(c int64) *big.Rat { return w.center(t, powers, c) }), nil
		})
		return awards, new(big.Rat), err
	})
}

// Certify divides anew and compares: the formula is its own certificate.
func (r AverageOfAwards) Certify(amount *big.Rat, lines []Line, ceilings []Ceiling, s Shares) error {
	return certifyAgain(r, amount, lines, ceilings, s)
}

// arrival is what a claim c gets on average if the sets of the others that can come before
// it are those of f.
func (w whole) arrival(f tally, c int64) *big.Rat {
	n := len(w.claims)
	out := new(big.Rat)
	last := new(big.Int).Quo(w.amount.Num(), w.amount.Denom()).Int64() - c // the sum that just leaves all of it
	for k, sums := range f {
		var full, part int64 // sets that leave all of the claim, and those that leave a part; 66 over 33 fits
		var high, low uint64 // the sums of the latter, of 128 bits
		for _, at := range sums {
			if at.sum <= last {
				full += at.count
				continue
			}
			part += at.count
			h, l := bits.Mul64(uint64(at.count), uint64(at.sum))
			var carry uint64
			low, carry = bits.Add64(low, l, 0)
			high += h + carry
		}
		before := new(big.Int).SetUint64(high)
		before.Add(before.Lsh(before, 64), new(big.Int).SetUint64(low))
		gets := new(big.Rat).Mul(w.amount, new(big.Rat).SetInt64(part))
		gets.Sub(gets, new(big.Rat).SetInt(before))
		gets.Add(gets, new(big.Rat).Mul(new(big.Rat).SetInt64(c), new(big.Rat).SetInt64(full)))
		// Each set of size k comes first, and in this order the claim next, in k! (n-1-k)!
		// of the n! orders.
		orders := new(big.Int).Mul(new(big.Int).Binomial(int64(n-1), int64(k)), big.NewInt(int64(n)))
		out.Add(out, gets.Quo(gets, new(big.Rat).SetInt(orders)))
	}
	return out
}

// powers are, for each sum s of a set of claims, (amount - s)^(n-1) and (amount - s)^n, with
// the denominator of the amount taken off.
func (w whole) powers(t tally) [2]map[int64]*big.Int {
	n := int64(len(w.claims))
	out := [2]map[int64]*big.Int{{}, {}}
	var base big.Int
	for _, at := range t[0] {
		base.Sub(w.amount.Num(), base.Mul(w.amount.Denom(), base.SetInt64(at.sum)))
		out[0][at.sum] = new(big.Int).Exp(&base, big.NewInt(n-1), nil)
		out[1][at.sum] = new(big.Int).Mul(out[0][at.sum], &base)
	}
	return out
}

// center is the mean of the award of a claim c over all divisions, by the sums t of the
// sets of claims, each with how many sets of even size have it less those of odd size.
//
//	W1(y) = sum over the sets S of the others of (-1)^|S| (y - S)^(n-1), W2 the same with n
//	a     = (W2(E) - W2(E-c) - n c W1(E-c)) / (n (W1(E) - W1(E-c)))
//
// as W1 and W2 are the integrals of the volume of the others, times (n-1)! and n!.
func (w whole) center(t tally, powers [2]map[int64]*big.Int, c int64) *big.Rat {
	n := int64(len(w.claims))
	var all, beyond [2]big.Int // W1 and W2 at E and at E - c
	var x, y big.Int
	for _, at := range t.withoutSigned(c)[0] {
		x.SetInt64(at.count)
		for d := range 2 {
			all[d].Add(&all[d], y.Mul(&x, powers[d][at.sum]))
			if p := powers[d][at.sum+c]; p != nil {
				beyond[d].Add(&beyond[d], y.Mul(&x, p))
			}
		}
	}
	// In units of 1 over the denominator q of the amount, W1 has q^(n-1) and W2 q^n.
	q := w.amount.Denom()
	lost := new(big.Int).Mul(&beyond[0], big.NewInt(n*c))
	top := new(big.Int).Sub(&all[1], &beyond[1])
	top.Sub(top, lost.Mul(lost, q))
	bottom := new(big.Int).Sub(&all[0], &beyond[0])
	bottom.Mul(bottom, big.NewInt(n))
	bottom.Mul(bottom, q)
	return new(big.Rat).SetFrac(top, bottom)
}
