package incentive

import (
	"errors"
	"math/big"
	"slices"

	"github.com/countyeval/countyeval/evaluation"
	"github.com/countyeval/countyeval/evaluation/incentive/fill"
	"github.com/countyeval/countyeval/indicators/basis"
)

// Check says whether the allocation is what it claims to be, from its own data
// alone, so that it can be checked again after it was stored, sent or printed.
// Everything broken is reported, joined, wrapping [ErrCheck]. It checks that
//
//   - the places are such that [Plan.Allocate] takes them: scores are published, and
//     ranks do not contradict them, within each class alone if classes have places of
//     their own;
//   - awards, remainder and reserve sum to the pool, in whole units;
//   - every award is at least 0, a whole number of lots, within its floor and cap
//     if it is in and 0 if it is out, and rounded as it says;
//   - every ceiling holds;
//   - each tranche has its parts and what the one before left, and its shares are
//     certified by its rule ([fill.Weighted.Certify]);
//   - the ledger balances: each county's entries sum to its award, each tranche's
//     columns to what it gave; plain shares, limits and redistributions are those
//     that follow from the weights and shares; the changes that clauses made lead
//     from weight 1, floor 0 and no cap to the lines that were divided;
//   - articles stand in the order in which they were carried out, entries quote them as
//     they are, and a limit that binds quotes the article that set it;
//   - no warning is missing that follows from the rest, such as [ErrUndivided].
//
// What does not follow from the rest [Allocation.Verify] checks: that weights follow from
// scores, scores and grades from the ranking, limits from the figures, a slack ceiling
// from the plan; and texts, such as names, what an article says that no entry quotes, and
// why a clause did something. Ranks may have gaps, as a list for awards may lack places.
func (a *Allocation) Check() error {
	c := &checker{Allocation: a}
	if !c.shape() {
		return basis.JoinErrors(c.errs...)
	}
	parts := []func(*checker){(*checker).places, (*checker).divisions, (*checker).amounts, (*checker).articles, (*checker).ledgers, (*checker).warned}
	found := make([]checker, len(parts))
	basis.Each(len(parts), cellsOf(len(c.Awards)), func(k int) {
		found[k] = checker{Allocation: a, line: c.line, ceilings: map[[2]string]int{}}
		parts[k](&found[k])
	})
	for _, f := range found {
		c.errs = append(c.errs, f.errs...)
	}
	return basis.JoinErrors(c.errs...)
}

// checker is the work of Check.
type checker struct {
	*Allocation
	line     map[string]int    // position of a code in the lines
	ceilings map[[2]string]int // articles of ceilings by tranche and name
	errs     []error
}

func (c *checker) bad(unit, format string, args ...any) {
	err := basis.Errorf("%w: "+format, append([]any{ErrCheck}, args...)...)
	if unit != "" {
		err = &fill.Fault{Unit: unit, Err: err}
	}
	c.errs = append(c.errs, err)
}

// shape checks that all parts are there and fit together, so that the rest can
// look at them without fear.
func (c *checker) shape() bool {
	if err := c.Pool.check(); err != nil {
		c.bad("", "%w", err)
	}
	if len(c.Divisions) == 0 {
		c.bad("", "nothing was divided")
	}
	n := len(c.Awards)
	c.line = make(map[string]int, n)
	for k, d := range c.Divisions {
		if slices.ContainsFunc(c.Divisions[:k], func(x Division) bool { return x.Name == d.Name }) {
			c.bad("", "there are two tranches %q", d.Name)
		}
		switch {
		case d.Amount == nil || d.Parts < 0:
			c.bad("", "tranche %d has no amount, or negative parts", k+1)
		case len(d.Lines) != n:
			c.bad("", "tranche %d has %d lines for %d awards", k+1, len(d.Lines), n)
		case d.Shares.Check(n) != nil:
			c.bad("", "tranche %d: %w", k+1, d.Shares.Check(n))
		}
		for i, l := range d.Lines {
			if l.Weight == nil {
				c.bad(l.ID, "tranche %d: no weight", k+1)
			}
			if k == 0 {
				if _, there := c.line[l.ID]; there {
					c.bad(l.ID, "%w", fill.ErrDuplicate)
				}
				c.line[l.ID] = i
			} else if i < len(c.Divisions[0].Lines) && c.Divisions[0].Lines[i].ID != l.ID {
				c.bad(l.ID, "lines of the tranches differ")
			}
		}
	}
	quotes := make([]string, len(c.Articles))
	for k, x := range c.Articles {
		quotes[k] = x.Text.String()
	}
	seen := make([]bool, len(c.line))
	for k := range c.Awards {
		w := &c.Awards[k]
		code := w.Place.Unit.Code
		if i, ok := c.line[code]; !ok || i >= len(seen) || seen[i] {
			c.bad(code, "an award without a line of its own")
		} else {
			seen[i] = true
		}
		if w.Exact == nil {
			c.bad(code, "no exact amount")
		}
		for j := range w.Ledger {
			if w.Ledger[j].Delta == nil {
				c.bad(code, "a ledger entry without a delta")
			}
			c.entry(code, &w.Ledger[j], quotes)
		}
	}
	return len(c.errs) == 0
}

// entry checks that a ledger entry is of a known kind, and quotes an article and a
// tranche that the allocation has.
func (c *checker) entry(code string, e *Entry, quotes []string) {
	if e.Kind < Out || e.Kind > Rounding {
		c.bad(code, "a ledger entry of unknown kind %d", int(e.Kind))
	}
	if e.Article < 0 || e.Article > len(c.Articles) {
		c.bad(code, "a ledger entry does not quote article %d", e.Article)
		return
	}
	text, tranche := "", ""
	if e.Article > 0 {
		text, tranche = quotes[e.Article-1], c.Articles[e.Article-1].Tranche
	}
	if e.Clause != text {
		c.bad(code, "a ledger entry does not quote article %d", e.Article)
	}
	if tranche != "" && tranche != e.Tranche {
		c.bad(code, "a ledger entry quotes article %d, which is not of its tranche %q", e.Article, e.Tranche)
	}
	if e.Tranche != "" && !slices.ContainsFunc(c.Divisions, func(d Division) bool { return d.Name == e.Tranche }) {
		c.bad(code, "a ledger entry of an unknown tranche %q", e.Tranche)
	}
}

// places checks the ranking at which the awards stand.
func (c *checker) places() {
	r := evaluation.Ranking{Ties: c.Ties, Own: c.Own, Places: make([]evaluation.Place, len(c.Awards))}
	for k := range c.Awards {
		r.Places[k] = c.Awards[k].Place
	}
	for _, err := range flat(checkRanking(r)) {
		c.errs = append(c.errs, broken(err))
	}
}

// broken makes an error one of Check, which keeps its place.
func broken(err error) error {
	var f *fill.Fault
	if !errors.As(err, &f) {
		return basis.Errorf("%w: %w", ErrCheck, err)
	}
	g := *f
	g.Err = basis.Errorf("%w: %w", ErrCheck, f.Err)
	return &g
}

// divisions checks what each tranche had, and certifies its shares.
func (c *checker) divisions() {
	parts := new(big.Int)
	for _, d := range c.Divisions {
		parts.Add(parts, big.NewInt(d.Parts))
	}
	if parts.Sign() == 0 {
		c.bad("", "the tranches have no parts")
		return
	}
	left := new(big.Rat)
	won := make([]*big.Rat, len(c.Awards))
	for _, d := range c.Divisions {
		want := portion(c.Pool, d.Parts, parts)
		if want.Add(want, left).Cmp(d.Amount) != 0 {
			c.bad("", "tranche %q has %s, not %s", d.Name, d.Amount.RatString(), want.RatString())
		}
		for i, l := range d.Lines {
			if orZero(l.Won).Cmp(orZero(won[i])) != 0 {
				c.bad(l.ID, "tranche %q counts %s as won, not %s", d.Name, orZero(l.Won).RatString(), orZero(won[i]).RatString())
			}
		}
		if d.Shares.Levels != nil && d.orders() == nil {
			c.bad("", "tranche %q has levels of orders, which its rule has not", d.Name)
		}
		for _, err := range flat(c.certify(d)) {
			if d.Name != "" {
				err = basis.Errorf("tranche %s: %w", d.Name, err)
			}
			c.errs = append(c.errs, err)
		}
		left, won = d.Left(), d.totals()
	}
}

// certify checks the shares of one division by its rule.
func (c *checker) certify(d Division) error {
	if d.Rule == nil {
		return basis.Errorf("%w: %w: no rule", ErrCheck, fill.ErrRule)
	}
	var errs []error
	for _, e := range flat(fill.Certify(d.Rule, d.Amount, d.Lines, d.Ceilings, d.Shares)) {
		errs = append(errs, broken(e))
	}
	return basis.JoinErrors(errs...)
}

// amounts checks the whole numbers: conservation, limits, lots, ceilings.
func (c *checker) amounts() {
	t := c.totals()
	all := big.NewInt(int64(c.Pool.Reserve))
	all.Add(all, big.NewInt(int64(c.Remainder)))
	amounts := make([]Amount, len(t.Lines))
	t.Listing = make([]int, len(t.Lines))
	for k := range c.Awards {
		w := &c.Awards[k]
		all.Add(all, big.NewInt(int64(w.Amount)))
		code := w.Place.Unit.Code
		i := c.line[code]
		l := t.Lines[i]
		amounts[i] = w.Amount
		t.Listing[i] = k
		switch {
		case w.Exact.Cmp(t.Exact[i]) != 0:
			c.bad(code, "exact total %s, not %s", w.Exact.RatString(), t.Exact[i].RatString())
		case w.Amount < 0 || w.Amount%t.Lot != 0:
			c.bad(code, "award %s is no whole number of lots", c.Pool.Measure.Format(w.Amount))
		case !l.Out.IsZero() && w.Amount != 0:
			c.bad(code, "award %s though it is out (%v)", c.Pool.Measure.Format(w.Amount), l.Out)
		case l.Out.IsZero() && (w.Amount < l.Floor || w.Amount > l.Cap):
			c.bad(code, "award %s is outside its limits", c.Pool.Measure.Format(w.Amount))
		}
		if (w.Place.Rank <= 0 || !w.Place.Out.IsZero()) && l.Out.IsZero() {
			c.bad(code, "it is not ranked or gets no award (%v), but is in a tranche", w.Place.Out)
		}
		if bound := c.bound(i); w.Bound != bound {
			c.bad(code, "bound %q, not %q", w.Bound, bound)
		}
	}
	if all.Cmp(big.NewInt(int64(c.Pool.Amount))) != 0 || c.Remainder < 0 {
		c.bad("", "awards, remainder and reserve are %s, not the pool's %d", all, c.Pool.Amount)
	}
	for _, g := range t.Ceilings {
		given := new(big.Int)
		for _, code := range g.Members {
			if i, ok := c.line[code]; ok {
				given.Add(given, big.NewInt(int64(amounts[i])))
			}
		}
		if given.Cmp(big.NewInt(int64(g.Amount))) > 0 {
			c.bad("", "ceiling %s: awards of %s exceed %d", g.Name, given, g.Amount)
		}
	}
	if c.Rounding == nil {
		c.bad("", "%w: no rounding", fill.ErrRule)
		return
	}
	again, err := c.Rounding.Round(t)
	if err != nil || len(again) != len(amounts) {
		c.bad("", "rounding %s cannot be repeated", c.Rounding)
		return
	}
	for i := range again {
		if again[i] != amounts[i] {
			c.bad(t.Lines[i].ID, "award %s, rounded %s it is %s", c.Pool.Measure.Format(amounts[i]), c.Rounding, c.Pool.Measure.Format(again[i]))
		}
	}
}

// Complete lists the parts that the allocation lacks or that do not fit together, such
// as a division without shares; the errors wrap [ErrCheck]. Without them the rest can
// be looked at; whether it is right says [Allocation.Check].
func (a *Allocation) Complete() error {
	c := &checker{Allocation: a}
	c.shape()
	return basis.JoinErrors(c.errs...)
}
