package incentive

import (
	"math"
	"math/big"
	"slices"

	"github.com/countyeval/countyeval/evaluation/incentive/fill"
	"github.com/countyeval/countyeval/indicators/basis"
)

// Decimals calls edit with the figure that each line which is in has in a list of
// numbers, exact as people read it; nil is the word none. A line without a figure is
// an error that wraps [basis.ErrMissing], and so is a name that no list has.
func (s *Sheet) Decimals(name string, edit func(i int, x *big.Rat) error) error {
	return s.numbers(name, func(i int, x float64) error {
		if math.IsInf(x, 1) {
			return edit(i, nil)
		}
		exact, err := fill.Decimal(x)
		if err != nil {
			return basis.Errorf("figure %q: %w", name, err)
		}
		return edit(i, exact)
	})
}

// numbers calls edit with the figure, not NaN, that each line which is in has in a list
// of numbers.
func (s *Sheet) numbers(name string, edit func(i int, x float64) error) error {
	l, err := s.desk.decimals(name)
	if err != nil {
		return err
	}
	return s.Each(func(i int) error {
		x, ok := l.Of[s.lines[i].ID]
		if !ok || math.IsNaN(x) {
			return basis.Errorf("%w: no figure %q", basis.ErrMissing, name)
		}
		return edit(i, x)
	})
}

// Amounts calls edit with the amount of each line which is in: its figure in a list
// of numbers times a rate, in whole smallest units. Rate 0 means 1. The word none
// gives [fill.NoCap].
//
// A bare figure must be a whole number of smallest units. With a rate the product is
// exact, and rounded down, or up if up is true; the ledger entries that edit makes then
// keep the product.
func (s *Sheet) Amounts(name string, rate float64, up bool, edit func(i int, a Amount) error) error {
	k, err := factorOf(basis.Textf("the rate"), rateOf(rate))
	if err != nil {
		return err
	}
	bare := rateOf(rate) == 1
	k = s.estate.Measure.Units(k)
	return s.numbers(name, func(i int, x float64) error {
		if math.IsInf(x, 1) {
			return edit(i, fill.NoCap)
		}
		if bare {
			a, err := s.estate.Measure.Amount(x)
			if err != nil {
				return basis.Errorf("figure %q: %w", name, err)
			}
			return edit(i, a)
		}
		exact, err := fill.Decimal(x)
		if err != nil {
			return basis.Errorf("figure %q: %w", name, err)
		}
		exact.Mul(exact, k)
		a, err := wholeOf(exact, up)
		if err != nil {
			return basis.Errorf("figure %q: %w", name, err)
		}
		if !exact.IsInt() {
			s.product = exact
		}
		err = edit(i, a)
		s.product = nil
		return err
	})
}

// Words calls edit with the word of each line which is in, from a list that puts
// counties into classes. A line without a word is an error that wraps
// [basis.ErrMissing].
func (s *Sheet) Words(name string, edit func(i int, word string) error) error {
	l, err := s.desk.words(name, present)
	if err != nil {
		return err
	}
	return s.Each(func(i int) error {
		word := l.Of[s.lines[i].ID]
		if word == "" {
			return basis.Errorf("%w: no word in %q", basis.ErrMissing, name)
		}
		return edit(i, word)
	})
}

// Exceptions calls edit with the word of each line which is in and which a list of
// exceptions names; the others are not meant. A unit that is named without a word is
// an error that wraps [basis.ErrMissing].
func (s *Sheet) Exceptions(name string, edit func(i int, word string) error) error {
	return s.exceptions(name, present, edit)
}

func (s *Sheet) exceptions(name string, as use, edit func(i int, word string) error) error {
	l, err := s.desk.words(name, as)
	if err != nil {
		return err
	}
	return s.Each(func(i int) error {
		word, ok := l.Of[s.lines[i].ID]
		switch {
		case !ok:
			return nil
		case word == "":
			return basis.Errorf("%w: it is named in %q without a word", basis.ErrMissing, name)
		}
		return edit(i, word)
	})
}

// History is [Sheet.Exceptions] of a list of what was before, which may name units that
// are no longer there: that is a warning, unless a clause reads the list otherwise too.
func (s *Sheet) History(name string, edit func(i int, word string) error) error {
	return s.exceptions(name, past, edit)
}

// Flags calls edit for each line which is in and which a list of yes and no names.
func (s *Sheet) Flags(name string, edit func(i int, yes bool) error) error {
	l, err := s.desk.flags(name)
	if err != nil {
		return err
	}
	return s.Each(func(i int) error {
		if yes, ok := l.Of[s.lines[i].ID]; ok {
			return edit(i, yes)
		}
		return nil
	})
}

// Earlier returns an earlier allocation by its name, with awards of its own.
func (s *Sheet) Earlier(name string) (*Allocation, error) {
	a, err := s.desk.allocation(name)
	if err != nil {
		return nil, err
	}
	out := *a
	out.Awards = slices.Clone(a.Awards)
	return &out, nil
}

// amount is a number of a plan in whole smallest units.
func (s *Sheet) amount(x float64) (Amount, error) { return s.estate.Measure.Amount(x) }

// rateOf is a rate with its default.
func rateOf(rate float64) float64 {
	if rate == 0 {
		return 1
	}
	return rate
}

// wholeOf is x in whole smallest units, rounded down or up.
func wholeOf(x *big.Rat, up bool) (Amount, error) {
	q, r := new(big.Int).DivMod(x.Num(), x.Denom(), new(big.Int))
	if up && r.Sign() > 0 {
		q.Add(q, big.NewInt(1))
	}
	if !q.IsInt64() || Amount(q.Int64()) == fill.NoCap {
		return 0, basis.Errorf("%w: %s", fill.ErrOverflow, x.FloatString(0))
	}
	return Amount(q.Int64()), nil
}

// orZero is x, or a new zero if x is nil.
func orZero(x *big.Rat) *big.Rat {
	if x == nil {
		return new(big.Rat)
	}
	return x
}
