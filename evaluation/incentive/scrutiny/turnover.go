package scrutiny

import (
	"math/big"
	"slices"

	"github.com/countyeval/countyeval/evaluation/incentive"
	"github.com/countyeval/countyeval/evaluation/incentive/fill"
	"github.com/countyeval/countyeval/indicators"
	"github.com/countyeval/countyeval/indicators/basis"
)

// A Move is what one county has in two allocations.
type Move struct {
	Unit       indicators.Unit  `json:"unit"`
	RankBefore int              `json:"rank_before"` // 0: not ranked, or not there
	RankAfter  int              `json:"rank_after"`
	Before     incentive.Amount `json:"before"` // 0 if not there
	After      incentive.Amount `json:"after"`
}

// Delta is After less Before.
func (m Move) Delta() incentive.Amount { return m.After - m.Before }

// A Turnover is the difference between two allocations in one measure: two years,
// two notices, two sets of weights, a pool before and after a cut.
type Turnover struct {
	Measure  incentive.Measure `json:"measure" unit:"of"` // of the amounts
	Moves    []Move            `json:"moves"`             // one a county, in the order of the second allocation, then those of the first alone
	Gainers  int               `json:"gainers"`
	Losers   int               `json:"losers"`
	Same     int               `json:"same"`
	Amount   *big.Rat          `json:"amount" unit:"in"` // what changes hands of the awards, in smallest units
	Exact    *big.Rat          `json:"exact" unit:"in"`  // the same before rounding
	Largest  Move              `json:"largest"`          // the largest loss; zero if nobody loses
	Steepest Move              `json:"steepest"`         // the largest loss as a share of what was had; zero if nobody loses
}

// TurnoverOf says what changes hands between two allocations:
//
//	turnover = 1/2 sum |after - before|
//
// With equal totals this is what must be taken from some to be given to others;
// if the totals differ, half of the difference is part of it. Counties are told
// apart by code; one that is not in an allocation has 0 there. Of equal losses
// the first in the order of Moves is the largest. Allocations in different
// measures are an error that wraps [incentive.ErrPool], and a nil one or one whose awards
// have no exact amount wraps [basis.ErrMissing].
func TurnoverOf(a, b *incentive.Allocation) (Turnover, error) {
	for _, x := range []*incentive.Allocation{a, b} {
		if x == nil {
			return Turnover{}, basis.Errorf("%w: no allocation to compare", basis.ErrMissing)
		}
		for _, w := range x.Awards {
			if w.Exact == nil {
				return Turnover{}, &fill.Fault{Unit: w.Place.Unit.Code, Name: w.Place.Unit.Name, Err: basis.Errorf("%w: no exact amount", basis.ErrMissing)}
			}
		}
	}
	if a.Pool.Measure != b.Pool.Measure {
		return Turnover{}, basis.Errorf("%w: counted in %q with %d decimals and in %q with %d", incentive.ErrPool,
			a.Pool.Measure.Name, a.Pool.Measure.Digits, b.Pool.Measure.Name, b.Pool.Measure.Digits)
	}
	before := make(map[string]incentive.Award, len(a.Awards))
	for _, w := range a.Awards {
		before[w.Place.Unit.Code] = w
	}
	c := Turnover{Measure: a.Pool.Measure}
	var awards, exact fill.Sum
	add := func(u indicators.Unit, from, to incentive.Award) {
		m := Move{Unit: u, RankBefore: from.Place.Rank, RankAfter: to.Place.Rank, Before: from.Amount, After: to.Amount}
		c = c.with(m)
		awards.Add(distance(to.Amount.Rat(), from.Amount.Rat()))
		exact.Add(distance(orZero(to.Exact), orZero(from.Exact)))
	}
	for _, w := range b.Awards {
		add(w.Place.Unit, before[w.Place.Unit.Code], w)
		delete(before, w.Place.Unit.Code)
	}
	for _, w := range a.Awards {
		if _, there := before[w.Place.Unit.Code]; there {
			add(w.Place.Unit, w, incentive.Award{})
		}
	}
	half := big.NewRat(1, 2)
	c.Amount, c.Exact = awards.Rat(), exact.Rat()
	c.Amount.Mul(c.Amount, half)
	c.Exact.Mul(c.Exact, half)
	return c, nil
}

// with adds a move.
func (c Turnover) with(m Move) Turnover {
	c.Moves = append(c.Moves, m)
	switch d := m.Delta(); {
	case d > 0:
		c.Gainers++
	case d == 0:
		c.Same++
	default:
		c.Losers++
		if d < c.Largest.Delta() {
			c.Largest = m
		}
		if m.Before > 0 && (c.Steepest.Before == 0 || m.share().Cmp(c.Steepest.share()) < 0) {
			c.Steepest = m
		}
	}
	return c
}

// share is what changes as a share of what was had before, which is not 0.
func (m Move) share() *big.Rat { return big.NewRat(int64(m.Delta()), int64(m.Before)) }

// Ordered lists the moves from the largest loss to the largest gain; equal ones
// stay in the order of Moves.
func (c Turnover) Ordered() []Move {
	out := slices.Clone(c.Moves)
	slices.SortStableFunc(out, func(x, y Move) int {
		switch dx, dy := x.Delta(), y.Delta(); {
		case dx < dy:
			return -1
		case dx > dy:
			return 1
		}
		return 0
	})
	return out
}

// distance is |x - y| as a new number.
func distance(x, y *big.Rat) *big.Rat {
	d := new(big.Rat).Sub(x, y)
	return d.Abs(d)
}
