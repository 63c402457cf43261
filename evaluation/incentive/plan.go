package incentive

import (
	"errors"
	"fmt"
	"math/big"

	"github.com/countyeval/countyeval/evaluation"
	"github.com/countyeval/countyeval/evaluation/incentive/fill"
	"github.com/countyeval/countyeval/indicators/basis"
)

// Tranche is a part of a pool with clauses of its own: 40 parts for the base, 60
// for merit.
//
// Its amount is Parts of what the pool has after its reserve, by the sum of all
// parts, and what the tranche before could not place. A tranche of 0 parts gets
// the latter alone. Limits speak of a county's total in the pool; a tranche uses
// them net of what was won in the ones before.
type Tranche struct {
	Name    string
	Parts   int64
	Clauses []Clause  // after those of the plan
	Rule    fill.Rule // nil: fill.Weighted{}

	// Ranking is a list of its own, such as one of progress beside that of level:
	// ranks, scores and grades that the clauses of the tranche see are those of
	// the list, and who is not ranked in it is out. The clauses of the plan see
	// the ranking of the plan. nil: that holds here too.
	Ranking *evaluation.Ranking
}

// Plan is the award of one pool as a notice announces it.
type Plan struct {
	Pool     Pool
	Clauses  []Clause     // of all tranches
	Tranches []Tranche    // none: one, of the plan's clauses
	Rounding fill.Rounder // nil: fill.Down{}
}

// Allocate divides the pool among the counties of a ranking.
//
//  1. Pool, ranking, tranches and clauses are checked, and everything wrong is
//     reported at once. The ranking must have published scores.
//  2. Every place becomes a line with weight 1, floor 0 and no cap; places of
//     rank 0 are out.
//  3. The clauses of the plan edit the lines in their order, then for each
//     tranche, on a copy, its own. Weights multiply, the lowest cap and the
//     highest floor hold. Caps are cut down to whole lots, floors raised. A cap
//     below a floor is an error.
//  4. Each tranche divides its amount by its rule, exactly. Floors of the plan
//     must be met from the first tranche on. If all are at caps, or no line is in,
//     the rest moves on to the next tranche.
//  5. The totals are rounded, once. What is not given is the remainder.
//  6. The allocation is checked as [Allocation.Check] does.
//
// The plan and the ranking are not changed, and the allocation shares no memory
// with them that a caller could reach. The result does not depend on the order of
// the places, unless ties are broken by listing.
func (p Plan) Allocate(r evaluation.Ranking) (*Allocation, error) {
	warnings, poolErr := p.Pool.check()
	tranches := p.Tranches
	if len(tranches) == 0 {
		tranches = []Tranche{{Parts: 1}}
	}
	parts, trancheErr := checkTranches(tranches)
	errs := append(flat(poolErr), flat(trancheErr)...)
	rankingErr := checkRanking(r)
	errs = append(errs, flat(rankingErr)...)
	unfit := rankingErr != nil
	for _, t := range tranches {
		if t.Ranking != nil {
			err := checkRanking(*t.Ranking)
			unfit = unfit || err != nil
			errs = append(errs, locate(err, t.Name, 0, "")...)
		}
	}
	if unfit {
		return nil, errors.Join(errs...)
	}
	w := &writer{lots: poolErr == nil}
	plan := newSheet(p.Pool, r)
	w.begin(plan)
	w.clauses(plan, "", p.Clauses, true)
	sheets := make([]*Sheet, len(tranches))
	books := make([]*book, len(tranches))
	common := w.book
	for k, t := range tranches {
		w.book = common.clone()
		sheets[k] = plan.clone()
		clauses := t.Clauses
		if t.Ranking != nil {
			clauses = append([]Clause{list{*t.Ranking}}, clauses...)
		}
		w.clauses(sheets[k], t.Name, clauses, false)
		books[k] = w.book
	}
	if errs = append(errs, w.errs...); len(errs) > 0 {
		return nil, errors.Join(errs...)
	}

	a := &Allocation{Pool: p.Pool, Code: r.Code, Ties: r.Ties, Articles: w.articles, Warnings: warnings}
	if r.Ties.Rule == evaluation.Ordinal {
		a.Warnings = append(a.Warnings, errOrdinal)
	}
	for _, t := range tranches {
		if t.Ranking != nil && t.Ranking.Ties.Rule == evaluation.Ordinal {
			a.Warnings = append(a.Warnings, basis.Errorf("tranche %s: %w", t.Name, errOrdinal))
		}
	}
	rules := make([]fmt.Stringer, 0, len(tranches)+1)
	left := new(big.Rat)
	won := make([]*big.Rat, len(plan.Lines))
	for k, t := range tranches {
		rule := t.Rule
		if rule == nil {
			rule = fill.Weighted{}
		}
		rules = append(rules, rule)
		d := Division{Name: t.Name, Parts: t.Parts, Rule: rule.String(), Orders: fill.OrdersOf(rule), Lines: sheets[k].Lines, Ceilings: sheets[k].Ceilings}
		d.Amount = portion(p.Pool, t.Parts, parts)
		d.Amount.Add(d.Amount, left)
		for i := range d.Lines {
			if won[i] != nil && won[i].Sign() > 0 {
				d.Lines[i].Won = won[i]
			}
		}
		var err error
		if d.Shares, err = rule.Divide(new(big.Rat).Set(d.Amount), d.Lines, d.Ceilings); err != nil {
			return nil, a.explainErrors(err, t.Name)
		}
		if err := d.Shares.Check(len(d.Lines)); err != nil {
			return nil, basis.Errorf("rule %v: %w", rule, err)
		}
		left = d.Left()
		won = d.totals()
		a.warnOfCeilings(d)
		a.Divisions = append(a.Divisions, d)
	}
	rounding := p.Rounding
	if rounding == nil {
		rounding = fill.Down{}
	}
	rules = append(rules, rounding)
	if err := a.settle(plan, books, rounding); err != nil {
		return nil, err
	}
	if err := a.Check(rules...); err != nil {
		return nil, err
	}
	return a, nil
}

// portion is what a tranche has of its own: parts of the pool less its reserve.
func portion(p Pool, parts int64, all *big.Int) *big.Rat {
	x := new(big.Int).SetInt64(int64(p.Amount - p.Reserve))
	return new(big.Rat).SetFrac(x.Mul(x, big.NewInt(parts)), all)
}

// explainErrors adds the tranche, the names and the measure to what a rule says.
func (a *Allocation) explainErrors(err error, tranche string) error {
	var errs []error
	for _, e := range flat(err) {
		switch e := e.(type) { //nolint:errorlint // flat has unwrapped it
		case *fill.FloorsError:
			f := *e
			f.Tranche, f.Measure = tranche, a.Pool.Measure
			errs = append(errs, &f)
		case *fill.Fault:
			f := *e
			f.Tranche = tranche
			errs = append(errs, &f)
		default:
			errs = append(errs, &fill.Fault{Tranche: tranche, Err: e})
		}
	}
	return errors.Join(errs...)
}

// warnOfCeilings names the first two ceilings of a division that cross, and what
// the division leaves.
func (a *Allocation) warnOfCeilings(d Division) {
	if len(d.Ceilings) < 2 {
		return
	}
	index := make(map[string]int, len(d.Lines))
	for i, l := range d.Lines {
		index[l.ID] = i
	}
	members, err := fill.CheckCeilings(d.Ceilings, index)
	if err != nil {
		return // the rule has refused it, or does not mind
	}
	one, other, ok := fill.Crossing(d.Ceilings, members)
	if !ok {
		return
	}
	text := basis.Errorf("%w: ceilings %s and %s cross; %s left undivided", fill.ErrLimits, one, other, a.Pool.Measure.NamedText(d.Left()))
	if d.Name != "" {
		text = basis.Errorf("tranche %s: %w", d.Name, text)
	}
	a.Warnings = append(a.Warnings, text)
}

// settle rounds the totals and writes awards and ledger.
func (a *Allocation) settle(plan *Sheet, books []*book, rounding fill.Rounder) error {
	a.Rounding = rounding.String()
	t := a.totals()
	t.Listing = plan.places
	amounts, err := rounding.Round(t)
	if err != nil {
		return basis.Errorf("rounding %v: %w", rounding, err)
	}
	if len(amounts) != len(t.Lines) {
		return basis.Errorf("%w: rounding %v gives %d amounts for %d lines", fill.ErrRule, rounding, len(amounts), len(t.Lines))
	}
	given := new(big.Int)
	for _, x := range amounts {
		given.Add(given, big.NewInt(int64(x)))
	}
	rest := given.Sub(big.NewInt(int64(a.Pool.Amount-a.Pool.Reserve)), given)
	if !rest.IsInt64() {
		return basis.Errorf("%w: rounding %v gives more than there is", fill.ErrOverflow, rounding)
	}
	a.Remainder = Amount(rest.Int64())
	a.Awards = make([]Award, len(t.Lines))
	moves := make([]moves, len(a.Divisions))
	for k := range a.Divisions {
		moves[k] = a.Divisions[k].moves()
	}
	for i := range t.Lines {
		w := &a.Awards[plan.places[i]]
		w.Place = plan.Place(i)
		w.Amount = amounts[i]
		w.Exact = t.Exact[i]
		w.Bound = a.bound(i)
		w.Ledger = a.ledger(i, books, moves, w)
	}
	return nil
}
