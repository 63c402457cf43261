package incentive

import (
	"math/big"

	"github.com/countyeval/countyeval/evaluation/incentive/fill"
	"github.com/countyeval/countyeval/indicators/basis"
)

// Corridor keeps a county near its share of last year's pool:
//
//	(1 - Down) last E/E_last <= a <= (1 + Up) last E/E_last
//
// with E and E_last the pools less their reserves. The release is one-sided: who
// stands at a better rank than last year is freed of the cap alone, who stands at
// a worse one of the floor alone. (Freeing both sides would let a county lose by
// rising.) Ranks are those that the awards of last year stand at, so in a tranche
// with a list of its own the clause is refused. Limits are rounded outward to whole
// lots. Counties that had no award last year are free, and those that are gone are of no
// account. If classes have places of their own, a county that was in another class is
// free too, since its ranks do not compare, and its ledger says so.
//
// The floors can always be met if the others do not have floors: they sum to no
// more than (1 - Down) E. Down is from 0 to 1, Up at least 0.
type Corridor struct {
	Last string  `json:"last" names:"allocation"` // name of last year's allocation in the [Figures]
	Down float64 `json:"down"`
	Up   float64 `json:"up"`
}

var _ Clause = Corridor{}

// Edit sets floors and caps.
func (c Corridor) Edit(s *Sheet) error {
	down, err := factorOf(basis.Textf("share down"), c.Down)
	if err != nil {
		return err
	}
	up, err := factorOf(basis.Textf("share up"), c.Up)
	if err != nil {
		return err
	}
	before, err := s.Earlier(c.Last)
	if err != nil {
		return err
	}
	one := big.NewRat(1, 1)
	switch {
	case s.list != "":
		return basis.Errorf("%w: ranks of the list %s do not compare with those that last year's awards stand at", ErrClause, s.list)
	case down.Cmp(one) > 0:
		return basis.Errorf("%w: share down %s is more than 1", basis.ErrNumber, plain(c.Down))
	case before.Code != s.ranking.Code || before.Ties.Rule != s.ranking.Ties.Rule:
		return basis.Errorf("%w: the ranks of last year are those of %s by %s, and now of %s by %s, so that they do not compare",
			ErrClause, before.Code, before.Ties.Rule, s.ranking.Code, s.ranking.Ties.Rule)
	case before.Own != s.ranking.Own:
		return basis.Errorf("%w: classes have places of their own in one of the two years alone, so that ranks do not compare", ErrClause)
	case before.Pool.Measure != s.estate.Measure:
		return basis.Errorf("%w: last year was counted in %v, not %v", ErrPool, before.Pool.Measure, s.estate.Measure)
	case before.Pool.Amount-before.Pool.Reserve <= 0:
		return basis.Errorf("%w: nothing was there last year", ErrPool)
	}
	growth := big.NewRat(int64(s.estate.Amount-s.estate.Reserve), int64(before.Pool.Amount-before.Pool.Reserve))
	low := new(big.Rat).Mul(growth, down.Sub(one, down))
	high := new(big.Rat).Mul(growth, up.Add(one, up))
	last := make(map[string]Award, len(before.Awards))
	for _, w := range before.Awards {
		last[w.Place.Unit.Code] = w
	}
	return s.Each(func(i int) error {
		w := last[s.lines[i].ID]
		if w.Amount <= 0 || w.Place.Rank <= 0 {
			return nil
		}
		if class := s.Place(i).Unit.Class; s.ranking.Own && w.Place.Unit.Class != class {
			s.Note(i, basis.Textf("%s -> %s", w.Place.Unit.Class, class))
			return nil
		}
		rank := s.Place(i).Rank
		had := w.Amount.Rat()
		if rank >= w.Place.Rank {
			most, err := s.wholeLots(new(big.Rat).Mul(had, high), true)
			if err != nil {
				return err
			}
			s.Limit(i, most)
		}
		if rank <= w.Place.Rank {
			floor, err := s.wholeLots(new(big.Rat).Mul(had, low), false)
			if err != nil {
				return err
			}
			s.Raise(i, floor)
		}
		return nil
	})
}

// wholeLots rounds an amount down or up to whole lots.
func (s *Sheet) wholeLots(x *big.Rat, up bool) (Amount, error) {
	lot := big.NewInt(int64(max(s.estate.Lot, 1)))
	q, r := new(big.Int).QuoRem(x.Num(), new(big.Int).Mul(x.Denom(), lot), new(big.Int))
	if up && r.Sign() > 0 {
		q.Add(q, big.NewInt(1))
	}
	if q.Mul(q, lot); !q.IsInt64() || Amount(q.Int64()) == fill.NoCap {
		return 0, basis.Errorf("%w: %s", fill.ErrOverflow, x.FloatString(0))
	}
	return Amount(q.Int64()), nil
}

// String gives "between -10% and +20% of last year's share".
func (c Corridor) String() string { return c.Text().String() }

// Text gives the same in words, 较上年占比降幅不超过 10%、增幅不超过 20%, with the release.
func (c Corridor) Text() basis.Text {
	return basis.Textf("between -%s%% and +%s%% of last year's share; a better rank frees of the cap, a worse one of the floor", percent(c.Down), percent(c.Up))
}

// percent prints a share in percent.
func percent(x float64) string {
	r, err := fill.Decimal(x)
	if err != nil {
		return plain(x)
	}
	return fill.Number(r.Mul(r, big.NewRat(100, 1)))
}
