package incentive

import (
	"fmt"
	"math/big"

	"github.com/countyeval/countyeval/indicators/basis"
)

// Totals are the exact totals of all counties, to be rounded.
type Totals struct {
	Exact    []*big.Rat // one a line, all tranches together
	Lines    []Line     // limits of the totals: the highest cap and floor of the tranches in which the line was in
	Ceilings []Ceiling  // those that the exact totals keep
	Amount   Amount     // of the pool, less its reserve
	Lot      Amount     // at least 1

	Weights []*big.Rat // what they share by, if one fill made them and nobody had anything in hand; otherwise nil
	Listing []int      // place of each line in the ranking, from 0, to break ties by; nil: the order of the lines
}

// Rounder makes whole lots of exact totals, once, at the end. It keeps the limits
// and the ceilings of the totals, hands out at most Amount, and gives the same
// answer for the same question. String is its name in the record of an
// allocation.
type Rounder interface {
	Round(t Totals) ([]Amount, error)
	fmt.Stringer
}

// Down rounds every total down to whole lots; what is cut off stays in the pool
// and is reported as remainder. Equals stay equal, nobody loses when the pool
// grows, and no rule for ties is needed:
//
//	award = floor(exact/lot) lot
type Down struct{}

var _ Rounder = Down{}

// String gives "down".
func (Down) String() string { return "down" }

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

// totals gathers what the divisions gave, and the limits that hold for it.
func (a *Allocation) totals() Totals {
	t := Totals{Amount: a.Pool.Amount - a.Pool.Reserve, Lot: a.Pool.lot()}
	if len(a.Divisions) == 0 {
		return t
	}
	last := a.Divisions[len(a.Divisions)-1]
	t.Exact = last.totals()
	if len(a.Divisions) == 1 && last.Rule == (Fill{}).String() {
		t.Weights = make([]*big.Rat, len(last.Lines))
		for i, l := range last.Lines {
			if t.Weights[i] = l.Weight; l.Held != 0 {
				t.Weights = nil
				break
			}
		}
	}
	t.Lines = make([]Line, len(last.Lines))
	for i := range t.Lines {
		l := Line{ID: last.Lines[i].ID, Weight: last.Lines[i].Weight, Out: last.Lines[i].Out}
		in := false
		for _, d := range a.Divisions {
			x := d.Lines[i]
			if x.Out != "" {
				continue
			}
			if !in {
				in = true
				l.Out = ""
			}
			l.Weight, l.Held = x.Weight, x.Held
			l.Floor, l.Cap = max(l.Floor, x.Floor), max(l.Cap, x.Cap)
		}
		t.Lines[i] = l
	}
	index := make(map[string]int, len(t.Lines))
	for i, l := range t.Lines {
		index[l.ID] = i
	}
	for _, d := range a.Divisions {
		for _, c := range d.Ceilings {
			var all sum
			for _, code := range c.Members {
				if i, ok := index[code]; ok {
					all.add(t.Exact[i])
				}
			}
			if all.cmp(ofAmount(c.Amount)) <= 0 {
				t.Ceilings = append(t.Ceilings, c)
			}
		}
	}
	return t
}
