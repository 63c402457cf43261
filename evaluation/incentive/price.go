package incentive

import (
	"errors"
	"math/big"

	"github.com/countyeval/countyeval/evaluation"
	"github.com/countyeval/countyeval/evaluation/incentive/fill"
	"github.com/countyeval/countyeval/indicators"
	"github.com/countyeval/countyeval/indicators/basis"
)

// A Price is what one more point of score is worth to a county.
type Price struct {
	Unit  indicators.Unit
	Own   *big.Rat // exact, in smallest units a point
	Out   bool     // no tranche admits it
	Bound string   // what binds its award: see [Award]
}

// Prices are the prices of all ranked counties.
type Prices struct {
	Rows []Price // in the order of the ranking
	None int     // counties whose price is 0: nothing moves them, up to the next cliff
}

// Share is the share of the ranked counties that have no incentive at all: their
// price is 0, because they are out, at a cap or floor, alone in their ceiling, or
// their score has no weight. It is 0 if nobody is ranked.
func (p Prices) Share() float64 {
	if len(p.Rows) == 0 {
		return 0
	}
	return float64(p.None) / float64(len(p.Rows))
}

// Prices gives the price of a point of score for every ranked county: the
// derivative of its exact award by its own published score. With W the weight of
// the counties that share the level lambda,
//
//	da_i/ds_i = lambda w'(s_i) (1 - w_i/W)
//	da_j/ds_i = -lambda w'(s_i) w_j/W
//
// and 0 for a county at its floor or cap. Under a full ceiling lambda and W are
// those of its members. Tranches are chained: what one wins earlier, and what is
// left over, counts in those that follow. w is the product of the clauses; w'
// follows from [ByScore] alone, and every other clause, a [ClauseFunc] too, counts
// as one that a small change of score does not move; scores of a tranche's own list
// stay as they are. So steps (ranks, grades, a least score) are no part of a price;
// they are [WhatIf.Cliffs]. Where the award has a kink, as at the zero point, the
// price is that of a rise; only at a cap or floor that a share meets exactly, without
// being bound by it, is it that inside the limit. Where no county has weight, the
// price is 0, although the first point would win whatever is left.
//
// Rules other than [fill.Weighted] are an error that wraps [fill.ErrRule]; a clause
// of one's own that replaces weights instead of scaling them one that wraps
// [ErrClause]; a Gamma below 1 at the zero point, where the price is infinite, one
// that wraps [basis.ErrNumber]; the others are those of [Plan.Allocate]. With a Gamma that is not whole, a price has 12
// significant digits.
//
// Source: the derivative of the weighted fill, for the multipliers of a water
// filling see D. Bertsekas and R. Gallager (1992), Data Networks, section 6.5.
func (p Plan) Prices(r evaluation.Ranking) (Prices, error) {
	e, err := p.pricer(r)
	if err != nil {
		return Prices{}, err
	}
	in := e.a.eligible()
	var out Prices
	var errs []error
	for _, w := range e.a.Awards {
		if w.Place.Rank == 0 {
			continue
		}
		effects, err := e.effects(e.line[w.Place.Unit.Code])
		if err != nil {
			errs = append(errs, err)
			continue
		}
		price := Price{Unit: w.Place.Unit, Own: effects[e.line[w.Place.Unit.Code]], Out: !in[w.Place.Unit.Code], Bound: w.Bound}
		if price.Own.Sign() == 0 {
			out.None++
		}
		out.Rows = append(out.Rows, price)
	}
	if len(errs) > 0 {
		return Prices{}, errors.Join(errs...)
	}
	return out, nil
}

// Effects gives what one more point of one county's score does to the exact award
// of every county, by code; see [Plan.Prices]. The unit is found by code or name;
// one that is not there is an error that wraps [ErrUnit].
func (p Plan) Effects(r evaluation.Ranking, unit string) (map[string]*big.Rat, error) {
	e, err := p.pricer(r)
	if err != nil {
		return nil, err
	}
	place, ok := r.Find(unit)
	if !ok {
		return nil, basis.Errorf("%w: %s", ErrUnit, unit)
	}
	moved, err := e.effects(e.line[place.Unit.Code])
	if err != nil {
		return nil, err
	}
	out := make(map[string]*big.Rat, len(moved))
	for code, i := range e.line {
		out[code] = moved[i]
	}
	return out, nil
}

// pricer has what prices of a plan need.
type pricer struct {
	plan    Plan
	a       *Allocation
	line    map[string]int
	places  *Sheet      // the places of the ranking, by line
	moves   []*marginal // by tranche
	rest    []*Sheet    // by tranche: the lines without the clauses that look at scores
	byScore [][]ByScore // by tranche
}

func (p Plan) pricer(r evaluation.Ranking) (*pricer, error) {
	a, err := p.Allocate(r)
	if err != nil {
		return nil, err
	}
	e := &pricer{plan: p, a: a, line: make(map[string]int, len(r.Places)), places: newSheet(p.Pool, r)}
	tranches := p.Tranches
	if len(tranches) == 0 {
		tranches = []Tranche{{}}
	}
	for k, d := range a.Divisions {
		m, err := newMarginal(d)
		if err != nil {
			return nil, err
		}
		s := newSheet(p.Pool, r)
		var scores []ByScore
		own := tranches[k].Ranking
		for n, clauses := range [][]Clause{p.Clauses, tranches[k].Clauses} {
			if n == 1 && own != nil {
				if err := (list{*own}).Edit(s); err != nil {
					return nil, err
				}
			}
			for _, c := range clauses {
				switch b := c.(type) {
				case ByScore:
					if n == 0 || own == nil {
						scores = append(scores, b)
						continue
					}
				case *ByScore:
					if n == 0 || own == nil {
						scores = append(scores, *b)
						continue
					}
				}
				for i := range s.Lines { // a clause may write into its weight
					s.Lines[i].Weight = new(big.Rat).Set(s.Lines[i].Weight)
				}
				if err := c.Edit(s); err != nil {
					return nil, err
				}
			}
		}
		e.moves, e.rest, e.byScore = append(e.moves, m), append(e.rest, s), append(e.byScore, scores)
	}
	for i, l := range a.Divisions[0].Lines {
		e.line[l.ID] = i
	}
	return e, nil
}

// effects gives the change of every exact award for a point of line i.
func (e *pricer) effects(i int) ([]*big.Rat, error) {
	total := make([]*big.Rat, len(e.line))
	for j := range total {
		total[j] = new(big.Rat)
	}
	left := new(big.Rat)
	for k, m := range e.moves {
		by := nudge{line: i, amount: left, won: total}
		if m.d.Lines[i].Out == "" {
			slope, err := e.slope(k, i)
			if err != nil {
				return nil, err
			}
			by.weight = slope
		}
		da := m.move(by)
		given := new(big.Rat)
		next := make([]*big.Rat, len(total))
		for j := range da {
			given.Add(given, da[j])
			next[j] = new(big.Rat).Add(total[j], da[j])
		}
		left, total = new(big.Rat).Sub(left, given), next
	}
	return total, nil
}

// slope is the derivative of the weight of line i by its score in tranche k: the
// product rule over the clauses that look at the score. Without them the other
// clauses must have made of the weight what they made of it before.
func (e *pricer) slope(k, i int) (*big.Rat, error) {
	s := e.rest[k]
	score, err := fill.Decimal(e.places.Place(i).Score)
	if err != nil {
		return nil, s.Fault(i, err)
	}
	clauses := e.byScore[k]
	powers, slopes := make([]*big.Rat, len(clauses)), make([]*big.Rat, len(clauses))
	for c, b := range clauses {
		if powers[c], slopes[c], err = b.at(score); err != nil {
			return nil, s.Fault(i, err)
		}
	}
	whole := new(big.Rat).Set(s.Lines[i].Weight)
	for _, x := range powers {
		whole.Mul(whole, x)
	}
	if d := e.a.Divisions[k]; whole.Cmp(d.Lines[i].Weight) != 0 {
		return nil, &fill.Fault{Tranche: d.Name, Unit: d.Lines[i].ID, Err: basis.Errorf("%w: its weight is not the product of what the clauses give", ErrClause)}
	}
	all := new(big.Rat)
	for c := range clauses {
		term := new(big.Rat).Set(slopes[c])
		for o := range clauses {
			if o != c {
				term.Mul(term, powers[o])
			}
		}
		all.Add(all, term)
	}
	return all.Mul(all, s.Lines[i].Weight), nil
}

// at gives the weight at a score, and its derivative to the right.
func (c ByScore) at(score *big.Rat) (power, slope *big.Rat, err error) {
	base, err := fill.Decimal(c.Base)
	if err != nil {
		return nil, nil, err
	}
	x, g := new(big.Rat).Sub(score, base), c.gamma()
	switch {
	case x.Sign() < 0:
		return new(big.Rat), new(big.Rat), nil
	case g == 1:
		return x, big.NewRat(1, 1), nil
	case x.Sign() == 0 && g < 1:
		return nil, nil, basis.Errorf("%w: the price at the zero point %s is infinite with the power %s", basis.ErrNumber, plain(c.Base), plain(g))
	case x.Sign() == 0:
		return x, new(big.Rat), nil
	}
	if power, err = c.power(new(big.Rat).Set(x)); err != nil {
		return nil, nil, err
	}
	exponent, err := fill.Decimal(g)
	if err != nil {
		return nil, nil, err
	}
	slope = exponent.Mul(exponent, power)
	return power, slope.Quo(slope, x), nil
}
