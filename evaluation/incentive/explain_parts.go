package incentive

import (
	"math/big"

	"github.com/countyeval/countyeval/evaluation/incentive/fill"
)

// claims are the numbers of the articles whose weight is an amount that is the cap as
// well, such as a [Claim]: their parts are smallest units, which no reader counts.
func (a *Allocation) claims() map[int]bool {
	is := map[int]bool{}
	for _, w := range a.Awards {
		for k, x := range w.Ledger {
			if x.Kind != Weight || x.Article == 0 {
				continue
			}
			for _, y := range w.Ledger[k+1:] {
				if y.Kind == Cap && y.Article == x.Article {
					was, judged := is[x.Article]
					is[x.Article] = (was || !judged) && same(new(big.Rat).Mul(orZero(x.From), orZero(y.To)), orZero(x.To))
				}
			}
		}
	}
	return is
}

// claimed reports whether the weights of all lines of a division are claims and nothing
// else.
func (e *explainer) claimed(d Division) bool {
	in := make(map[string]bool, len(d.Lines))
	for _, l := range d.Lines {
		in[l.ID] = l.Out.IsZero()
	}
	one := 0
	for _, w := range e.a.Awards {
		if !in[w.Place.Unit.Code] {
			continue
		}
		is := false
		for _, x := range w.Ledger {
			if x.Kind != Weight || x.Tranche != "" && x.Tranche != d.Name {
				continue
			}
			if !e.claims[x.Article] || one != 0 && x.Article != one {
				return false
			}
			one, is = x.Article, true
		}
		if !is {
			return false
		}
	}
	return one != 0
}

// parts is a number of parts with its word.
func (e *explainer) parts(x *big.Rat) string {
	if same(x, big.NewRat(1, 1)) {
		return e.text("%s part", fill.Number(x))
	}
	return e.text("%s parts", fill.Number(x))
}

// weight says what an article does to the weight. The first one counts the parts, each
// further one changes them; a factor of 1 is said too, so that every article is named.
func (e *explainer) weight(x Entry, article, why string) {
	from, to := orZero(x.From), orZero(x.To)
	first := !e.weighed[""] && !e.weighed[x.Tranche] && same(from, big.NewRat(1, 1))
	e.weighed[x.Tranche] = true
	unit := e.m.NamedText(big.NewRat(1, 1))
	switch {
	case first && e.claims[x.Article]:
		e.say("By %s: a claim of %s, one part for each %s.%s", article, e.m.NamedText(to), unit, why)
	case first:
		e.say("By %s: %s.%s", article, e.parts(to), why)
	case e.claims[x.Article] && from.Sign() > 0:
		e.say("By %s: times the claim of %s in units of %s, from %s to %s.%s", article, e.m.NamedText(new(big.Rat).Quo(to, from)), unit, e.parts(from), fill.Number(to), why)
	case same(from, to):
		e.say("By %s: unchanged at %s.%s", article, e.parts(to), why)
	default:
		e.say("By %s: from %s to %s.%s", article, e.parts(from), fill.Number(to), why)
	}
}

// share says the plain share of a division.
func (e *explainer) share(x Entry) {
	d, l := e.division(x.Tranche)
	var all fill.Sum
	in := 0
	for _, l := range d.Lines {
		if l.Out.IsZero() {
			in++
			all.Add(orZero(l.Weight))
		}
	}
	among := e.text("%d eligible counties", in)
	if in == 1 {
		among = e.text("%d eligible county", in)
	}
	amount, sum, own := e.m.NamedText(orZero(d.Amount)), all.Rat(), orZero(l.Weight)
	switch {
	case sum.Sign() == 0:
		e.say("Share of %s among %s: none of them has parts.", amount, among)
	case e.claimed(d):
		e.say("Share of %s among %s: %s of %s claimed, %s.", amount, among, e.m.NamedText(own), e.m.NamedText(sum), e.m.NamedText(x.Delta))
	default:
		e.say("Share of %s among %s: %s of %s, %s.", amount, among, fill.Number(own), e.parts(sum), e.m.NamedText(x.Delta))
	}
}
