package fill

import (
	"fmt"
	"math/big"

	"github.com/countyeval/countyeval/indicators/basis"
)

// Totals are the exact totals of all lines, to be rounded.
type Totals struct {
	Exact    []*big.Rat // one a line, of all divisions together
	Lines    []Line     // with the limits of the totals: the highest cap and floor of the divisions in which the line took part
	Ceilings []Ceiling  // those that the exact totals keep
	Amount   Amount     // that may be handed out
	Lot      Amount     // at least 1

	Weights []*big.Rat // what they share by, if one fill made them and nobody had anything in hand; otherwise nil
	Listing []int      // place of each line in the list that breaks ties, from 0; nil: the order of the lines
}

// Rounder makes whole lots of exact totals, once, at the end. It keeps the limits
// and the ceilings of the totals, hands out at most Amount, and gives the same
// answer for the same question. String is its name for people;
// a rounding that is [basis.Worded] is also called in Chinese.
type Rounder interface {
	Round(t Totals) ([]Amount, error)
	fmt.Stringer
}

// Listed is a rounder that may follow the listing of the lines ([Totals].Listing).
// Where classes have places of their own, no listing puts a line of one before a line of
// another, and an allocation refuses a rounder whose FollowsListing is true.
type Listed interface {
	Rounder
	FollowsListing() bool
}

// Down rounds every total down to whole lots; what is cut off is not given.
// Equals stay equal, nobody loses when the amount grows, and no rule for ties is
// needed:
//
//	amount = floor(exact/lot) lot
type Down struct{}

var _ Rounder = Down{}

// String gives "down".
func (r Down) String() string { return r.Text().String() }

// Text gives down, 向下取整.
func (Down) Text() basis.Text { return basis.Textf("down") }

// Round rounds down.
func (Down) Round(t Totals) ([]Amount, error) {
	amounts := make([]Amount, len(t.Exact))
	lot := big.NewInt(int64(max(t.Lot, 1)))
	var q, d big.Int
	for i, x := range t.Exact {
		if x.IsInt() {
			q.Div(x.Num(), lot)
		} else {
			q.Div(x.Num(), d.Mul(x.Denom(), lot))
		}
		q.Mul(&q, lot)
		if !q.IsInt64() {
			return nil, basis.Errorf("%w: %s", ErrOverflow, x.RatString())
		}
		amounts[i] = Amount(q.Int64())
	}
	return amounts, nil
}
