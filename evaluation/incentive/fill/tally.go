package fill

import (
	"fmt"
	"math/big"

	"github.com/countyeval/countyeval/indicators/basis"
)

// whole is a question of claims above 0 in whole numbers without a common factor, whose sum
// is more than the amount, which is above 0.
type whole struct {
	amount *big.Rat
	end    int64 // the least whole number that is not below the amount
	claims []int64
	unit   *big.Rat // what 1 is
}

// shared divides claims by f, which is asked only if there is something to divide and not
// enough for all.
func shared(e *big.Rat, claims []*big.Rat, f func(w whole) ([]*big.Rat, error)) ([]*big.Rat, error) {
	awards := make([]*big.Rat, len(claims))
	for i := range awards {
		awards[i] = new(big.Rat)
	}
	if e.Sign() == 0 {
		return awards, nil
	}
	if SumOf(claims...).Cmp(e) <= 0 {
		for i, c := range claims {
			awards[i].Set(c)
		}
		return awards, nil
	}
	w := whole{unit: unitOf(claims)}
	w.amount = new(big.Rat).Quo(e, w.unit)
	for _, c := range claims {
		if c.Sign() == 0 {
			continue
		}
		x := new(big.Rat).Quo(c, w.unit)
		if !x.Num().IsInt64() || x.Num().BitLen() > 56 { // 66 of them sum to an int64
			return nil, basis.Errorf("%w: the claim %s is too large beside the others", ErrLimits, c.RatString())
		}
		w.claims = append(w.claims, x.Num().Int64())
	}
	w.end = new(big.Int).Quo(new(big.Int).Add(w.amount.Num(), new(big.Int).Sub(w.amount.Denom(), big.NewInt(1))), w.amount.Denom()).Int64()
	given, err := f(w)
	if err != nil {
		return nil, err
	}
	k := 0
	for i, c := range claims {
		if c.Sign() > 0 {
			awards[i].Mul(given[k], w.unit)
			k++
		}
	}
	return awards, nil
}

// unitOf is the largest number of which all claims are multiples.
func unitOf(claims []*big.Rat) *big.Rat {
	bottom, top := big.NewInt(1), new(big.Int)
	for _, c := range claims {
		g := new(big.Int).GCD(nil, nil, bottom, c.Denom())
		bottom.Mul(bottom, new(big.Int).Quo(c.Denom(), g))
	}
	for _, c := range claims {
		x := new(big.Int).Mul(c.Num(), new(big.Int).Quo(bottom, c.Denom()))
		top.GCD(nil, nil, top, x)
	}
	return new(big.Rat).SetFrac(top, bottom)
}

// each is f of each claim, asked once for equal ones.
func each(claims []int64, f func(c int64) *big.Rat) []*big.Rat {
	known := map[int64]*big.Rat{}
	out := make([]*big.Rat, len(claims))
	for i, c := range claims {
		if known[c] == nil {
			known[c] = f(c)
		}
		out[i] = known[c]
	}
	return out
}

// tally counts the sets of claims whose sum is below the amount: t[k] those of k claims, or
// t[0] all of them if sizes do not matter, by sum and ascending.
type tally [][]counted

type counted struct{ sum, count int64 }

// bySize counts the sets by size and sum.
func (w whole) bySize(rule fmt.Stringer, most, states int) (tally, error) {
	if err := w.few(rule, most); err != nil {
		return nil, err
	}
	t := make(tally, len(w.claims)+1)
	t[0] = []counted{{0, 1}}
	for n, c := range w.claims {
		total := 0
		for k := n + 1; k > 0; k-- { // from the largest, so that no claim counts twice
			t[k] = w.merge(t[k], t[k-1], c, 1)
			total += len(t[k])
		}
		if total+1 > states {
			return nil, basis.Errorf("%w: the rule %s would need more than %d sums of claims; it is for fewer lines, or claims in coarser lots", ErrLimits, rule, states)
		}
	}
	return t, nil
}

// bySum counts the sets by sum alone, those of odd size with a minus. Sums whose sets
// cancel out stay.
func (w whole) bySum(rule fmt.Stringer, most, states int) (tally, error) {
	if err := w.few(rule, most); err != nil {
		return nil, err
	}
	all := []counted{{0, 1}}
	for _, c := range w.claims {
		if all = w.merge(all, all, c, -1); len(all) > states {
			return nil, basis.Errorf("%w: the rule %s would need more than %d sums of claims; it is for fewer lines, or claims in coarser lots", ErrLimits, rule, states)
		}
	}
	return tally{all}, nil
}

func (w whole) few(rule fmt.Stringer, most int) error {
	if len(w.claims) > most {
		return basis.Errorf("%w: the rule %s is for at most %d claims above 0, and there are %d", ErrLimits, rule, most, len(w.claims))
	}
	return nil
}

// merge adds to a the sets of b with one more claim c, sign times, below the amount.
func (w whole) merge(a, b []counted, c, sign int64) []counted {
	out := make([]counted, 0, len(a)+len(b))
	i := 0
	for _, x := range b {
		x.sum += c
		if x.sum >= w.end {
			break
		}
		for i < len(a) && a[i].sum < x.sum {
			out = append(out, a[i])
			i++
		}
		x.count *= sign
		if i < len(a) && a[i].sum == x.sum {
			x.count += a[i].count
			i++
		}
		out = append(out, x)
	}
	return append(out, a[i:]...)
}

// without is the tally by size of all claims but one c: a set of k without it is a set of
// k, less those with it, each a set of k-1 without it and c.
func (t tally) without(c int64) tally {
	out := make(tally, len(t)-1)
	for k := range out {
		var with []counted
		if k > 0 {
			with = out[k-1]
		}
		out[k] = takeOff(t[k], with, c)
	}
	return out
}

// withoutSigned is the tally by sum of all claims but one c: in order of the sums, each
// has the sets of all, and back those with c, which counted with a minus.
func (t tally) withoutSigned(c int64) tally {
	var out []counted
	at := map[int64]int64{}
	for _, x := range t[0] {
		if x.count += at[x.sum-c]; x.count != 0 {
			at[x.sum] = x.count
			out = append(out, x)
		}
	}
	return tally{out}
}

// takeOff takes from a the sets of b with one more claim c, and leaves out what is none.
func takeOff(a, b []counted, c int64) []counted {
	var out []counted
	i := 0
	for _, x := range a {
		for i < len(b) && b[i].sum+c < x.sum {
			i++
		}
		if i < len(b) && b[i].sum+c == x.sum {
			x.count -= b[i].count
		}
		if x.count != 0 {
			out = append(out, x)
		}
	}
	return out
}
