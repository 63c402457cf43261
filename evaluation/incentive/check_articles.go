package incentive

import (
	"slices"

	"github.com/countyeval/countyeval/evaluation/incentive/fill"
)

// articles checks that articles stand in the order in which they were carried out: those
// of the plan, then those of each tranche.
func (c *checker) articles() {
	at := -1 // the division of the article before; -1: those of the plan
	for k, x := range c.Articles {
		of := -1
		if x.Tranche != "" {
			if of = slices.IndexFunc(c.Divisions, func(d Division) bool { return d.Name == x.Tranche }); of < 0 {
				c.bad("", "article %d is of the unknown tranche %q", k+1, x.Tranche)
				continue
			}
		}
		if of < at {
			c.bad("", "article %d of the tranche %q stands behind one of %q", k+1, x.Tranche, c.Divisions[at].Name)
		}
		at = max(at, of)
	}
}

// quotes checks which articles the entries of an award quote: what clauses did stands in
// their order; a limit that binds is that of the article which set it, and a ceiling that
// of one article for all its members; shares and roundings have none. Entries have nothing
// that is not of their kind.
func (c *checker) quotes(w *Award) {
	code := w.Place.Unit.Code
	before := 0
	for _, e := range w.Ledger {
		clause := e.Kind <= Note
		if clause {
			if e.Article > 0 && e.Article < before {
				c.bad(code, "a ledger entry of article %d stands behind one of article %d", e.Article, before)
			}
			before = max(before, e.Article)
		} else {
			c.behind(w, e)
		}
		changes := clause && e.Kind != Out && e.Kind != Note
		switch {
		case e.Product != nil && (!changes || e.Product.IsInt()):
			c.bad(code, "a ledger entry of kind %s has a product, %s, that was not rounded", e.Kind, e.Product.RatString())
		case clause && e.Bound != "":
			c.bad(code, "a ledger entry of kind %s has the bound %q", e.Kind, e.Bound)
		case clause && !changes && (e.From != nil || e.To != nil):
			c.bad(code, "a ledger entry of kind %s has numbers", e.Kind)
		case !clause && !e.Why.IsZero():
			c.bad(code, "a ledger entry of kind %s has words: %v", e.Kind, e.Why)
		}
	}
}

// behind checks the article of an entry that moves an amount.
func (c *checker) behind(w *Award, e Entry) {
	want := 0
	switch e.Bound {
	case "", fill.BoundHalf:
	case fill.BoundCap, fill.BoundFloor:
		kind := Cap
		if e.Bound == fill.BoundFloor {
			kind = Floor
		}
		for _, x := range w.Ledger {
			if x.Kind == kind && x.Article > 0 && (x.Tranche == "" || x.Tranche == e.Tranche) {
				want = x.Article
			}
		}
	default:
		ceiling := [2]string{e.Tranche, e.Bound}
		was, seen := c.ceilings[ceiling]
		if !seen {
			c.ceilings[ceiling] = e.Article
		}
		if want = e.Article; seen && was != want {
			c.bad(w.Place.Unit.Code, "ledger entries of the ceiling %s quote article %d, and article %d", e.Bound, was, want)
		}
	}
	if e.Article != want {
		c.bad(w.Place.Unit.Code, "a ledger entry of kind %s quotes article %d, not article %d", e.Kind, e.Article, want)
	}
}

// warned checks that no warning is missing that follows from the allocation.
func (c *checker) warned() {
	for _, want := range c.warnings() {
		if !slices.ContainsFunc(c.Warnings, func(err error) bool { return err != nil && err.Error() == want.Error() }) {
			c.bad("", "a warning is missing: %w", want)
		}
	}
}
