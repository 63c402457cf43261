package incentive

import (
	"fmt"
	"math/big"

	"github.com/countyeval/countyeval/evaluation/incentive/fill"
	"github.com/countyeval/countyeval/indicators/basis"
)

// Counting lets what a county has in hand count towards its share, such as quota
// of last year that it has not used: it gets the less, and what that frees flows
// to the others. Every county that is in needs a figure, which may be 0. Several
// of these clauses add up.
type Counting struct {
	Name string `json:"name"`
	Per  Per    `json:"per"`
}

var _ Clause = Counting{}

// Edit adds to what is in hand.
func (c Counting) Edit(s *Sheet) error {
	return lookUp(s, c.Name, c.Per, func(i int, a Amount) error {
		switch {
		case a < 0 || a == fill.NoCap:
			return basis.Errorf("%w: what counts is negative or unlimited", fill.ErrLimits)
		case a > fill.NoCap-1-s.Lines[i].Held:
			return basis.Errorf("%w: what counts", fill.ErrOverflow)
		}
		s.Lines[i].Held += a
		return nil
	})
}

// String gives "counting: unused quota".
func (c Counting) String() string { return quote("counting", c.Name) }

// Chinese gives "计入已有量：unused quota" with the name as it is.
func (c Counting) Chinese() string { return quoteZH("计入已有量", c.Name) }

// Corridor keeps a county near its share of last year's pool:
//
//	(1 - Down) last E/E_last <= a <= (1 + Up) last E/E_last
//
// with E and E_last the pools less their reserves. The release is one-sided: who
// stands at a better rank than last year is freed of the cap alone, who stands at
// a worse one of the floor alone. (Freeing both sides would let a county lose by
// rising.) Ranks are those that the awards of last year stand at, so in a tranche
// with a list of its own the clause makes no sense. Limits are rounded outward to
// whole lots. Counties that had no award
// last year are free, and those that are gone are of no account.
//
// The floors can always be met if the others do not have floors: they sum to no
// more than (1 - Down) E. Down is from 0 to 1, Up at least 0.
type Corridor struct {
	Last *Allocation `json:"last"`
	Down float64     `json:"down"`
	Up   float64     `json:"up"`
}

var _ Clause = Corridor{}

// Edit sets floors and caps.
func (c Corridor) Edit(s *Sheet) error {
	down, err := factorOf("share down", c.Down)
	if err != nil {
		return err
	}
	up, err := factorOf("share up", c.Up)
	if err != nil {
		return err
	}
	one := big.NewRat(1, 1)
	switch {
	case down.Cmp(one) > 0:
		return basis.Errorf("%w: share down %s is more than 1", basis.ErrNumber, plain(c.Down))
	case c.Last == nil:
		return basis.Errorf("%w: no allocation of last year", basis.ErrMissing)
	case c.Last.Pool.Measure != s.Pool.Measure:
		return basis.Errorf("%w: last year was counted in %v, not %v", ErrPool, c.Last.Pool.Measure, s.Pool.Measure)
	case c.Last.Pool.Amount-c.Last.Pool.Reserve <= 0:
		return basis.Errorf("%w: nothing was there last year", ErrPool)
	}
	growth := big.NewRat(int64(s.Pool.Amount-s.Pool.Reserve), int64(c.Last.Pool.Amount-c.Last.Pool.Reserve))
	low := new(big.Rat).Mul(growth, down.Sub(one, down))
	high := new(big.Rat).Mul(growth, up.Add(one, up))
	last := make(map[string]Award, len(c.Last.Awards))
	for _, w := range c.Last.Awards {
		last[w.Place.Unit.Code] = w
	}
	return s.each(func(i int) error {
		w := last[s.Lines[i].ID]
		if w.Amount <= 0 || w.Place.Rank <= 0 {
			return nil
		}
		rank := s.Place(i).Rank
		had := w.Amount.Rat()
		if rank <= w.Place.Rank {
			floor, err := s.wholeLots(new(big.Rat).Mul(had, low), false)
			if err != nil {
				return err
			}
			s.Raise(i, floor)
		}
		if rank >= w.Place.Rank {
			most, err := s.wholeLots(new(big.Rat).Mul(had, high), true)
			if err != nil {
				return err
			}
			s.Limit(i, most)
		}
		return nil
	})
}

// wholeLots rounds an amount down or up to whole lots.
func (s *Sheet) wholeLots(x *big.Rat, up bool) (Amount, error) {
	lot := big.NewInt(int64(max(s.Pool.lot(), 1)))
	q, r := new(big.Int).QuoRem(x.Num(), new(big.Int).Mul(x.Denom(), lot), new(big.Int))
	if up && r.Sign() > 0 {
		q.Add(q, big.NewInt(1))
	}
	if q.Mul(q, lot); !q.IsInt64() || Amount(q.Int64()) == fill.NoCap {
		return 0, basis.Errorf("%w: %s", fill.ErrOverflow, x.FloatString(0))
	}
	return Amount(q.Int64()), nil
}

// String gives "between -10% and +20% of last year's share, free by rank".
func (c Corridor) String() string {
	return fmt.Sprintf("between -%s%% and +%s%% of last year's share; a better rank frees of the cap, a worse one of the floor", percent(c.Down), percent(c.Up))
}

// Chinese gives "较上年份额降幅不超过 10%、增幅不超过 20%", with the release.
func (c Corridor) Chinese() string {
	return fmt.Sprintf("较上年份额降幅不超过 %s%%、增幅不超过 %s%%（位次上升的不限增幅，位次下降的不限降幅）", percent(c.Down), percent(c.Up))
}

// percent prints a share in percent.
func percent(x float64) string {
	r, err := fill.Decimal(x)
	if err != nil {
		return plain(x)
	}
	return fill.Number(r.Mul(r, big.NewRat(100, 1)))
}
