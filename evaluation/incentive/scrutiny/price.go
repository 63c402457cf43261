package scrutiny

import (
	"math/big"
	"slices"

	"github.com/countyeval/countyeval/evaluation"
	"github.com/countyeval/countyeval/evaluation/incentive"
	"github.com/countyeval/countyeval/evaluation/incentive/fill"
	"github.com/countyeval/countyeval/indicators"
	"github.com/countyeval/countyeval/indicators/basis"
)

// A Price is what one more point of score is worth to a county.
type Price struct {
	Unit    indicators.Unit `json:"unit"`
	Own     *big.Rat        `json:"own" unit:"in"`    // exact, in smallest units a point; nil: unknown, which is not 0
	Unknown error           `json:"unknown,omitzero"` // why it is not known; nil: it is
	Out     bool            `json:"out,omitzero"`     // no tranche admits it
	Bound   string          `json:"bound,omitzero"`   // what binds its award: see [incentive.Award]
}

// Known reports whether the price is known.
func (p Price) Known() bool { return p.Own != nil }

// Text prints the price with that many decimals, in smallest units; "unknown" if it is
// not known.
func (p Price) Text(decimals int) string {
	if !p.Known() {
		return "unknown"
	}
	return p.Own.FloatString(decimals)
}

// Prices are the prices of all ranked counties.
type Prices struct {
	Measure incentive.Measure `json:"measure" unit:"of"` // of the amounts
	Rows    []Price           `json:"rows"`              // in the order of the ranking
	None    int               `json:"none"`              // counties whose price is 0: nothing moves them, up to the next cliff
	Unknown int               `json:"unknown"`           // counties whose price is not known
}

// Share is the share of the ranked counties that have no incentive at all: their
// price is 0, because they are out, at a cap or floor, alone in their ceiling, or
// their score has no weight. Counties of unknown price are not among them, so that it
// is the least that the share can be. It is 0 if nobody is ranked.
func (p Prices) Share() float64 {
	if len(p.Rows) == 0 {
		return 0
	}
	return float64(p.None) / float64(len(p.Rows))
}

// PricesOf gives the price of a point of score for every ranked county: the
// derivative of its exact award by its own published score. With W the weight of
// the counties that share the level lambda,
//
//	da_i/ds_i = lambda w'(s_i) (1 - w_i/W)
//	da_j/ds_i = -lambda w'(s_i) w_j/W
//
// and 0 for a county at its floor or cap. Under a full ceiling lambda and W are
// those of its members. Tranches are chained: what one wins earlier, and what is
// left over, counts in those that follow. w is the product of the clauses; w'
// follows from those that say their slope ([incentive.Sloped]), and scores of a
// tranche's own list stay as they are. So steps (ranks, grades, a least score) are no
// part of a price; they are [WhatIf.Cliffs]. Where the award has a kink, as at the zero
// point, the price is that of a rise; only at a cap or floor that a share meets exactly,
// without being bound by it, is it that inside the limit. Where no county has weight, the
// price is 0, although the first point would win whatever is left.
//
// That all other clauses leave the lines alone is not taken on trust: the clauses are
// run again with scores that are higher by a few units of the last of 12 decimals, and
// all weights must come out as the slopes have it, to the last digit, and all limits as
// they were. A county for which they do not, because a clause without a slope follows
// scores all the same, has an unknown price.
//
// Rules other than [fill.Weighted] are an error that wraps [fill.ErrRule]; a Gamma
// below 1 at the zero point, where the price is infinite, one that wraps
// [basis.ErrNumber]; the others are those of [incentive.Plan.Allocate]. With a Gamma that
// is not whole, a price has 12 significant digits.
//
// Source: the derivative of the weighted fill, for the multipliers of a water
// filling see D. Bertsekas and R. Gallager (1992), Data Networks, section 6.5.
func PricesOf(p incentive.Plan, r evaluation.Ranking, f incentive.Figures) (Prices, error) {
	e, err := newPricer(p, r, f)
	if err != nil {
		return Prices{}, err
	}
	in := e.a.Eligible()
	out := Prices{Measure: e.a.Pool.Measure}
	var errs []error
	for _, w := range e.a.Awards {
		if w.Place.Rank == 0 {
			continue
		}
		i := e.line[w.Place.Unit.Code]
		price := Price{Unit: w.Place.Unit, Unknown: e.unknown[i], Out: !in[w.Place.Unit.Code], Bound: w.Bound}
		if price.Unknown == nil {
			effects, err := e.effects(i)
			if err != nil {
				errs = append(errs, err)
				continue
			}
			price.Own = effects[i]
		}
		switch {
		case !price.Known():
			out.Unknown++
		case price.Own.Sign() == 0:
			out.None++
		}
		out.Rows = append(out.Rows, price)
	}
	if len(errs) > 0 {
		return Prices{}, basis.JoinErrors(errs...)
	}
	return out, nil
}

// EffectsOf gives what one more point of one county's score does to the exact award
// of every county, by code; see [PricesOf]. The unit is found by code or name; one that
// is not there is an error that wraps [incentive.ErrUnit], one whose price is unknown
// one that wraps [incentive.ErrClause].
func EffectsOf(p incentive.Plan, r evaluation.Ranking, f incentive.Figures, unit string) (map[string]*big.Rat, error) {
	e, err := newPricer(p, r, f)
	if err != nil {
		return nil, err
	}
	place, ok := r.Find(unit)
	if !ok {
		return nil, basis.Errorf("%w: %s", incentive.ErrUnit, unit)
	}
	i := e.line[place.Unit.Code]
	if err := e.unknown[i]; err != nil {
		return nil, err
	}
	moved, err := e.effects(i)
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
	plan    incentive.Plan
	figures incentive.Figures
	a       *incentive.Allocation
	line    map[string]int
	scores  []*big.Rat           // by line; nil: not ranked
	moves   []*marginal          // by tranche
	rest    []*incentive.Sheet   // by tranche: the lines without the clauses that have a slope
	sloped  [][]incentive.Sloped // by tranche: those clauses, unless they look at a list of its own
	unknown []error              // by line: why its price is not known
}

func newPricer(p incentive.Plan, r evaluation.Ranking, f incentive.Figures) (*pricer, error) {
	a, err := p.Allocate(r, f)
	if err != nil {
		return nil, err
	}
	e := &pricer{plan: p, figures: f, a: a, line: make(map[string]int, len(r.Places)), scores: make([]*big.Rat, len(r.Places)), unknown: make([]error, len(r.Places))}
	for i, l := range a.Divisions[0].Lines {
		e.line[l.ID] = i
	}
	for _, x := range r.Places {
		if x.Rank == 0 {
			continue
		}
		if e.scores[e.line[x.Unit.Code]], err = fill.Decimal(x.Score); err != nil {
			return nil, err
		}
	}
	for _, d := range a.Divisions {
		m, err := newMarginal(d)
		if err != nil {
			return nil, err
		}
		e.moves = append(e.moves, m)
	}
	if e.rest, err = e.part().Sheets(r, f); err != nil {
		return nil, err
	}
	e.prove(r)
	return e, nil
}

// part is the plan without the clauses that have a slope, which it notes.
func (e *pricer) part() incentive.Plan {
	p := e.plan
	var ofPlan []incentive.Sloped
	p.Clauses, ofPlan = split(p.Clauses)
	p.Tranches = slices.Clone(p.Tranches)
	for k := range e.a.Divisions {
		sloped := ofPlan
		if k < len(p.Tranches) && p.Tranches[k].Ranking == "" {
			var own []incentive.Sloped
			p.Tranches[k].Clauses, own = split(p.Tranches[k].Clauses)
			sloped = slices.Concat(sloped, own)
		}
		e.sloped = append(e.sloped, sloped)
	}
	return p
}

// split parts the clauses that have a slope from the rest.
func split(clauses []incentive.Clause) (rest []incentive.Clause, sloped []incentive.Sloped) {
	for _, c := range clauses {
		if s, ok := c.(incentive.Sloped); ok {
			sloped = append(sloped, s)
		} else {
			rest = append(rest, c)
		}
	}
	return rest, sloped
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
		if m.d.Lines[i].Out.IsZero() {
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

// slope is the derivative of the weight of line i by its score in tranche k.
func (e *pricer) slope(k, i int) (*big.Rat, error) {
	_, slope, err := e.factor(k, e.scores[i])
	if err != nil {
		return nil, e.rest[k].Fault(i, err)
	}
	return slope.Mul(slope, e.rest[k].Line(i).Weight), nil
}

// factor is the product of the factors that the clauses of tranche k with a slope have
// at a score, and its derivative by the product rule.
func (e *pricer) factor(k int, score *big.Rat) (factor, slope *big.Rat, err error) {
	factor, slope = big.NewRat(1, 1), new(big.Rat)
	for _, c := range e.sloped[k] {
		f, s, err := c.Slope(score)
		if err == nil && (f == nil || s == nil) {
			err = basis.Errorf("%w: %s gives no slope", incentive.ErrClause, c)
		}
		if err != nil {
			return nil, nil, err
		}
		slope.Mul(slope, f)
		slope.Add(slope, new(big.Rat).Mul(factor, s))
		factor.Mul(factor, f)
	}
	return factor, slope, nil
}
