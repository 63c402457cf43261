package fill

import (
	"math/big"
	"slices"

	"github.com/countyeval/countyeval/indicators/basis"
)

// LargestRemainder gives every line its whole lots, and the lots that are left
// one each to the largest remainders: the method of Hamilton, Hare and Niemeyer.
//
//	amount = floor(exact/lot) lot, or one lot more
//
// A line whose total is whole gets no more, so every amount is less than a lot
// from its total. A line that has no room for a lot under its cap or a ceiling
// is passed over. If lines of one remainder do not all fit, Together (the zero
// value) gives none of them a lot, and what is left is not given; ByListing
// follows the listing; Refuse is an error that wraps [ErrTie].
//
// A larger amount can give a line less (the Alabama paradox), so for coarse lots
// [Divisor] is the better choice, and [Down] the plain one.
//
// Source: M. L. Balinski, H. P. Young, Fair Representation (1982), chapter 3 and
// appendix A.
type LargestRemainder struct {
	Ties Tiebreak `json:"ties,omitzero"`
}

var _ Listed = LargestRemainder{}

// FollowsListing reports whether ties follow the listing.
func (r LargestRemainder) FollowsListing() bool { return r.Ties == ByListing }

// String gives "largest remainder, ties together".
func (r LargestRemainder) String() string { return r.Text().String() }

// Text gives largest remainder, ties together; 按最大余数法（并列者同进退）取整.
func (r LargestRemainder) Text() basis.Text {
	return basis.Textf("largest remainder, ties %v", r.Ties)
}

// Round rounds by largest remainders.
func (r LargestRemainder) Round(t Totals) ([]Amount, error) {
	lot := max(t.Lot, 1).Rat()
	rest := make([]*big.Rat, len(t.Exact))
	s, err := newSeats(t, r.Ties, func(i int) *big.Int {
		x := new(big.Rat).Quo(t.Exact[i], lot)
		whole := new(big.Int).Quo(x.Num(), x.Denom())
		rest[i] = x.Sub(x, new(big.Rat).SetInt(whole))
		return whole
	})
	if err != nil {
		return nil, err
	}
	var next []int
	for i, l := range t.Lines {
		// a floor can lie above the total where the totals are made by hand
		if l.Out.IsZero() && rest[i].Sign() > 0 && (Amount(s.have[i])*s.Lot).Rat().Cmp(t.Exact[i]) < 0 {
			next = append(next, i)
		}
	}
	slices.SortStableFunc(next, func(a, b int) int { return rest[b].Cmp(rest[a]) })
	for len(next) > 0 && s.left > 0 {
		k := 1
		for k < len(next) && equal(rest[next[0]], rest[next[k]]) {
			k++
		}
		_, done, err := s.offer(next[:k])
		if err != nil {
			return nil, err
		}
		if done {
			break
		}
		next = next[k:]
	}
	return s.amounts(), nil
}
