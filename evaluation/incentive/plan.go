package incentive

import (
	"maps"
	"math/big"
	"slices"

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
	Name    string    `json:"name,omitzero"`
	NameZH  string    `json:"name_zh,omitzero"`
	Parts   int64     `json:"parts"`
	Clauses []Clause  `json:"clauses,omitzero"` // after those of the plan
	Rule    fill.Rule `json:"rule,omitzero"`    // nil: fill.Weighted{}

	// Ranking names a ranking of its own in the [Figures], such as one of progress beside
	// that of level: ranks, scores and grades that the clauses of the tranche see are
	// those of the list, and who is not ranked in it is out. The clauses of the plan see
	// the ranking of the plan. "": that holds here too.
	Ranking string `json:"ranking,omitzero" names:"ranking"`
}

// Plan is the award of one pool as a notice announces it. It holds no figure and no code
// of a county, so that it can stand in a file for years; what it needs to know of a year
// are the ranking and the [Figures] that it is handed.
type Plan struct {
	Pool     Pool         `json:"pool" unit:"of"`
	Clauses  []Clause     `json:"clauses,omitzero"`  // of all tranches
	Tranches []Tranche    `json:"tranches,omitzero"` // none: one, of the plan's clauses
	Rounding fill.Rounder `json:"rounding,omitzero"` // nil: fill.Down{}
}

// Allocate divides the pool among the counties of a ranking, with the figures that its
// clauses ask for by name.
//
//  1. Pool, ranking, figures, tranches and clauses are checked, and everything wrong is
//     reported at once. The ranking must have published scores; a name that a clause
//     asks for must be given. Codes in the lists must be known: those of the ranking,
//     and of units that left it. Figures that no clause reads are a warning. Names in
//     the clauses ([basis.Naming]) must stand for something: a grade of the ranking, a
//     class, region, level or tag that a unit of it has, had before it left, or that
//     the decision or a step names. One that no unit bears at present is a warning
//     ([basis.ErrIdle]), and so is a word of a list that nobody has.
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
//  6. The allocation is checked as [Allocation.Check] does. What is left undivided since
//     nobody is eligible or has weight, or since ties do not fit, is its first warning
//     ([ErrUndivided]).
//
// The plan, the ranking and the figures are not changed, and the allocation shares no
// memory with them that a caller could reach. The result does not depend on the order
// of the places, unless ties are broken by listing.
func (p Plan) Allocate(r evaluation.Ranking, f Figures) (*Allocation, error) {
	a, unread, err := p.allocate(r, f)
	if err == nil && len(unread) > 0 {
		a.Warnings = append(a.Warnings, errUnread(unread))
	}
	return a, err
}

// AllocateAll carries out one plan after the other on one ranking and the same figures:
// COD, NH3-N, NOx, SO2, VOCs, energy. Everything that is wrong is reported at once, with
// the name of the pool. Figures that none of the plans reads are refused.
func AllocateAll(r evaluation.Ranking, f Figures, plans ...Plan) ([]*Allocation, error) {
	all := make([]*Allocation, len(plans))
	var errs []error
	left := map[string]int{} // figures, and how many plans do not read them
	for k, p := range plans {
		a, unread, err := p.allocate(r, f)
		if err != nil {
			errs = append(errs, basis.Errorf("%s: %w", p.Pool.Name, err))
		}
		for _, name := range unread {
			left[name]++
		}
		all[k] = a
	}
	if len(errs) > 0 {
		return nil, basis.JoinErrors(errs...)
	}
	maps.DeleteFunc(left, func(_ string, n int) bool { return n < len(plans) })
	if len(left) > 0 {
		return nil, errUnread(codes(left))
	}
	return all, nil
}

// allocate is Allocate, and the names of the figures that no clause has read.
func (p Plan) allocate(r evaluation.Ranking, f Figures) (a *Allocation, unread []string, err error) {
	q, err := p.question(r, f)
	if err != nil {
		return nil, nil, err
	}
	a = &Allocation{Pool: q.plan.estate, Code: r.Code, Ties: copyOf(r.Ties), Own: r.Own, Version: basis.Version, Articles: *q.plan.articles}
	if err := a.divide(p, q); err != nil {
		return nil, nil, err
	}
	return a, q.plan.desk.left(), nil
}

// Sheets are the lines and ceilings of each tranche as the clauses leave them, before
// anything is divided: the question that its rule is asked, for simulations
// ([fill.Twin]) and what-if questions. The errors are those of [Plan.Allocate].
func (p Plan) Sheets(r evaluation.Ranking, f Figures) ([]*Sheet, error) {
	q, err := p.question(r, f)
	if err != nil {
		return nil, err
	}
	return q.sheets, nil
}

// question is what a plan asks the rules of its tranches.
type question struct {
	plan     *Sheet // after the clauses of the plan
	tranches []Tranche
	parts    *big.Int
	sheets   []*Sheet // of the tranches
	warnings []error
}

// question checks everything, and runs the clauses.
func (p Plan) question(r evaluation.Ranking, f Figures) (q question, err error) {
	estate, poolErr := p.Pool.Estate()
	if q.tranches = p.Tranches; len(q.tranches) == 0 {
		q.tranches = []Tranche{{Parts: 1}}
	}
	var trancheErr error
	q.parts, trancheErr = checkTranches(q.tranches)
	var figuresErr, rankingErr error
	basis.Each(2, len(r.Places), func(k int) {
		if k == 0 {
			figuresErr = f.check()
		} else {
			rankingErr = checkRanking(r)
		}
	})
	errs := slices.Concat(flat(poolErr), flat(trancheErr), flat(figuresErr), flat(rankingErr))
	d := newDesk(f, r)
	lists := make([]*list, len(q.tranches))
	unfit := make([]bool, len(q.tranches))
	for k, t := range q.tranches {
		if t.Ranking == "" {
			continue
		}
		ranking, err := d.ranking(t.Ranking)
		if err == nil {
			lists[k] = &list{t.Ranking, ranking}
			err = checkRanking(ranking)
		}
		unfit[k] = err != nil
		errs = append(errs, locate(err, t.Name, 0, Article{})...)
	}
	if rankingErr != nil {
		return q, basis.JoinErrors(errs...)
	}
	q.plan = newSheet(estate, r, d)
	errs = append(errs, q.plan.run("", p.Clauses, true)...)
	for k, t := range q.tranches {
		if unfit[k] {
			continue
		}
		sheet := q.plan.clone()
		clauses := t.Clauses
		if lists[k] != nil {
			clauses = append([]Clause{*lists[k]}, clauses...)
		}
		errs = append(errs, sheet.run(t.Name, clauses, false)...)
		for _, err := range sheet.ask(basis.Textf("the rule"), orders(t.Rule, slices.Concat(p.Clauses, t.Clauses))) {
			errs = append(errs, locate(err, t.Name, 0, Article{})...)
		}
		q.sheets = append(q.sheets, sheet)
	}
	if r.Own {
		if err := p.listed(q.sheets); err != nil {
			errs = append(errs, err)
		}
	}
	errs = append(errs, flat(d.late)...)
	q.warnings, err = d.strangers()
	for _, e := range d.idle {
		q.warnings = append(q.warnings, e)
	}
	for k, t := range q.tranches {
		if lists[k] != nil && lists[k].ranking.Ties.Rule == evaluation.Ordinal {
			q.warnings = append(q.warnings, basis.Errorf("tranche %v: %w", basis.Named(t.Name, t.NameZH), errOrdinal))
		}
	}
	return q, basis.JoinErrors(append(errs, flat(err)...)...)
}

// listed refuses a rounding that follows the listing where several classes have places
// of their own: the ranking lists one after the other, which says nothing about units of
// two of them.
func (p Plan) listed(sheets []*Sheet) error {
	l, ok := p.Rounding.(fill.Listed)
	if !ok || !l.FollowsListing() {
		return nil
	}
	var classes []string
	for _, s := range sheets {
		classes = append(classes, s.classes()...)
	}
	if slices.Sort(classes); len(slices.Compact(classes)) < 2 {
		return nil
	}
	return basis.Errorf("rounding %v: %w: classes have places of their own, and no listing puts a unit of one before a unit of another", p.Rounding, fill.ErrTie)
}

// divide divides tranche after tranche, rounds, and checks what came of it.
func (a *Allocation) divide(p Plan, q question) error {
	left := new(big.Rat)
	won := make([]*big.Rat, len(q.plan.lines))
	for k, t := range q.tranches {
		rule := t.Rule
		if rule == nil {
			rule = fill.Weighted{}
		}
		d := Division{Name: t.Name, NameZH: t.NameZH, Parts: t.Parts, Rule: ownRule(rule), Lines: q.sheets[k].lines, Ceilings: q.sheets[k].ceilings}
		d.Amount = portion(a.Pool, t.Parts, q.parts)
		d.Amount.Add(d.Amount, left)
		for i := range d.Lines {
			if won[i] != nil && won[i].Sign() > 0 {
				d.Lines[i].Won = won[i]
			}
		}
		var err error
		if d.Shares, err = rule.Divide(new(big.Rat).Set(d.Amount), d.Lines, d.Ceilings); err != nil {
			return a.explainErrors(err, t.Name)
		}
		if err := d.Shares.Check(len(d.Lines)); err != nil {
			return basis.Errorf("rule %v: %w", rule, err)
		}
		left = d.Left()
		won = d.totals()
		a.Divisions = append(a.Divisions, d)
	}
	rounding := p.Rounding
	if rounding == nil {
		rounding = fill.Down{}
	}
	if err := a.settle(q.plan, q.sheets, rounding); err != nil {
		return err
	}
	a.Warnings = append(a.warnings(), q.warnings...)
	return a.Check()
}

// ownRule shares nothing with a rule of package fill; a rule of one's own is kept as it
// is.
func ownRule(rule fill.Rule) fill.Rule {
	switch r := rule.(type) {
	case fill.Priority:
		r.Orders = slices.Clone(r.Orders)
		return r
	case fill.Dual:
		r.Of = ownRule(r.Of)
		return r
	}
	return rule
}

// copyOf shares nothing with t.
func copyOf(t evaluation.Ties) evaluation.Ties {
	if t.Digits != nil {
		t.Digits = new(*t.Digits)
	}
	t.Break = slices.Clone(t.Break)
	return t
}

// portion is what a tranche has of its own: parts of the pool less its reserve.
func portion(p Estate, parts int64, all *big.Int) *big.Rat {
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
	return basis.JoinErrors(errs...)
}

// settle rounds the totals and writes awards and ledger.
func (a *Allocation) settle(plan *Sheet, sheets []*Sheet, rounding fill.Rounder) error {
	a.Rounding = rounding
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
	quotes := make([]string, len(a.Articles))
	for k, x := range a.Articles {
		quotes[k] = x.Text.String()
	}
	basis.Each(len(t.Lines), cellsOf(len(t.Lines)), func(i int) {
		w := &a.Awards[plan.places[i]]
		w.Place = plan.Place(i)
		w.Amount = amounts[i]
		w.Exact = t.Exact[i]
		w.Bound = a.bound(i)
		w.Ledger = a.ledger(i, sheets, moves, quotes, w)
	})
	return nil
}
