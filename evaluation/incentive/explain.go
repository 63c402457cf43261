package incentive

import (
	"math/big"
	"strconv"

	"github.com/countyeval/countyeval/evaluation"
	"github.com/countyeval/countyeval/evaluation/incentive/fill"
	"github.com/countyeval/countyeval/indicators/basis"
)

// Explain says in sentences why a county gets its award, in a language. The
// unit is found by its code or name. All numbers are those of the ledger and of
// the division; nothing is computed anew but sums. Amounts that are no whole
// number of smallest units are printed with two more decimals, and parts that are
// claims as the amounts that they are. It does not check the allocation.
func (a *Allocation) Explain(unit string, lang basis.Language) ([]string, error) {
	t, err := speakerOf(lang)
	if err != nil {
		return nil, err
	}
	if err := a.Pool.Measure.Check(); err != nil {
		return nil, err
	}
	w, ok := a.Find(unit)
	if !ok {
		return nil, basis.Errorf("%w: %s", ErrUnit, unit)
	}
	e := explainer{speaker: t, a: a, award: w, m: t.measure(a.Pool.Measure), claims: a.claims(), weighed: map[string]bool{}}
	e.place()
	for _, x := range w.Ledger {
		e.entry(x)
	}
	e.prefix = ""
	e.say("Award: %s.", e.m.NamedText(w.Amount.Rat()))
	return e.sentences, nil
}

// Summary says in one line how the pool is used: amount =
// awards + remainder + reserve.
func (a *Allocation) Summary(lang basis.Language) (string, error) {
	t, err := speakerOf(lang)
	if err != nil {
		return "", err
	}
	if err := a.Pool.Measure.Check(); err != nil {
		return "", err
	}
	m := t.measure(a.Pool.Measure)
	text := func(x Amount) string { return m.Text(x.Rat()) }
	all, total, left, reserve := m.NamedText(a.Pool.Amount.Rat()), text(a.Total()), text(a.Remainder), text(a.Pool.Reserve)
	if name := t.name(a.Pool.Name, a.Pool.NameZH); name != "" {
		return t.text("%s: %s = awards %s + remainder %s + reserve %s", name, all, total, left, reserve), nil
	}
	return t.text("%s = awards %s + remainder %s + reserve %s", all, total, left, reserve), nil
}

// explainer writes the sentences for one award.
type explainer struct {
	speaker
	a         *Allocation
	award     Award
	m         Measure // in the language
	claims    map[int]bool
	sentences []string

	prefix  string          // of the sentences of an entry: its tranche
	weighed map[string]bool // tranches of which an article on weights was said
}

func (e *explainer) say(sentence string, args ...any) {
	e.sentences = append(e.sentences, e.prefix+e.text(sentence, args...))
}

// place says who it is about.
func (e *explainer) place() {
	p := e.award.Place
	name := p.Unit.Name
	if en := p.Unit.Tags.Get("name_en"); en != "" {
		name = e.name(en, name) // as pages name it
	}
	if name == "" {
		name = p.Unit.Code
	}
	if p.Rank == 0 {
		e.say("%s: not ranked.", name)
		return
	}
	at := e.text("rank %d", p.Rank)
	if e.a.Own {
		at = e.text("rank %d in class %s", p.Rank, e.class(p.Unit.Class))
	}
	if p.Grade != "" {
		e.say("%s: %s, score %s, grade %s.", name, at, score(p.Score, e.a.Ties), p.Grade)
	} else {
		e.say("%s: %s, score %s.", name, at, score(p.Score, e.a.Ties))
	}
}

// score prints a published score with all its decimals.
func score(x float64, t evaluation.Ties) string {
	if digits, ok, err := t.Published(); ok && err == nil {
		return strconv.FormatFloat(x, 'f', digits, 64)
	}
	return plain(x)
}

// article quotes the clause behind an entry.
func (e *explainer) article(x Entry) string {
	if x.Article < 1 || x.Article > len(e.a.Articles) {
		return ""
	}
	return e.text("article %d (%s)", x.Article, e.a.Articles[x.Article-1].Text.Say(e.lang, sayings()))
}

// limit prints an amount or the word for none.
func (e *explainer) limit(x *big.Rat) string {
	if x == nil {
		return e.text("none")
	}
	return e.m.NamedText(x)
}

// entry says one entry.
func (e *explainer) entry(x Entry) {
	x.Delta = orZero(x.Delta)
	e.prefix = ""
	if x.Tranche != "" {
		e.prefix = e.text("[%s] ", e.trancheOf(e.a, x.Tranche))
	}
	article, reason, why := e.article(x), x.Why.Say(e.lang, sayings()), ""
	if reason != "" {
		why = e.text(" (%s)", reason)
	}
	switch x.Kind {
	case Out:
		switch {
		case article == "":
			e.say("Not eligible: %s.", reason)
		case reason != "":
			e.say("Not eligible under %s. Reason: %s.", article, reason)
		default:
			e.say("Not eligible under %s.", article)
		}
	case Weight:
		e.weight(x, article, why)
	case Cap, Floor, Held:
		word := map[Kind]string{Cap: e.text("cap"), Floor: e.text("floor"), Held: e.text("amount in hand")}[x.Kind]
		if article == "" {
			e.say("The %s of %s is brought to whole lots of %s: %s.", word, e.limit(x.From), e.m.NamedText(e.a.Pool.Lot.Rat()), e.limit(x.To))
		} else {
			e.say("By %s: the %s is %s.%s", article, word, e.limit(x.To), why)
		}
	case Note:
		e.say("By %s: %s.", article, reason)
	case Share:
		e.share(x)
	case Limited:
		e.limited(x, article)
	case Redistribution:
		e.redistributed(x)
	case Rounding:
		lot := e.m.NamedText(e.a.Pool.Lot.Rat())
		if x.Delta.Sign() < 0 {
			e.say("Rounded %s to whole lots of %s: -%s.", e.rounded(e.a.Rounding), lot, e.size(x.Delta))
		} else {
			e.say("Rounded %s to whole lots of %s: +%s.", e.rounded(e.a.Rounding), lot, e.size(x.Delta))
		}
	}
}

// size prints a difference without its sign.
func (e *explainer) size(x *big.Rat) string { return e.m.NamedText(new(big.Rat).Abs(x)) }

// division finds the division of a tranche and the line of the county in it.
func (e *explainer) division(name string) (d Division, l fill.Line) {
	for _, d = range e.a.Divisions {
		if d.Name == name {
			break
		}
	}
	for _, l = range d.Lines {
		if l.ID == e.award.Place.Unit.Code {
			break
		}
	}
	return d, l
}

func (e *explainer) limited(x Entry, article string) {
	d, l := e.division(x.Tranche)
	what := ""
	switch x.Bound {
	case fill.BoundCap:
		what = e.text("%s of %s", e.text("cap"), e.limit(limitOf(l.Cap)))
	case fill.BoundFloor:
		what = e.text("%s of %s", e.text("floor"), e.limit(limitOf(l.Floor)))
	case fill.BoundHalf:
		e.ruled(d, x)
		return
	default:
		what = e.text("ceiling \"%s\"", e.ceilingOf(e.a, x.Bound))
		for _, c := range d.Ceilings {
			if c.Name == x.Bound {
				what = e.text("%s of %s", what, e.limit(limitOf(c.Amount)))
			}
		}
	}
	under, won := "", ""
	if article != "" {
		under = e.text(" under %s", article)
	}
	if l.Won != nil && l.Won.Sign() > 0 {
		won = e.text(", %s of it won before", e.m.NamedText(l.Won))
	}
	if x.Bound == fill.BoundFloor {
		e.say("Raised to the %s%s%s: +%s.", what, under, won, e.size(x.Delta))
	} else {
		e.say("Limited by the %s%s%s: -%s.", what, under, won, e.size(x.Delta))
	}
}

// ruled says what a rule other than the fill does to a plain share.
func (e *explainer) ruled(d Division, x Entry) {
	if x.Delta.Sign() < 0 {
		e.say("By the rule %s: -%s.", e.saying(d.Rule), e.size(x.Delta))
	} else {
		e.say("By the rule %s: +%s.", e.saying(d.Rule), e.size(x.Delta))
	}
}

func (e *explainer) redistributed(x Entry) {
	if d, _ := e.division(x.Tranche); !d.byFill() {
		e.ruled(d, x)
		return
	}
	var pot fill.Sum
	for _, w := range e.a.Awards {
		for _, y := range w.Ledger {
			if y.Kind == Redistribution && y.Tranche == x.Tranche {
				pot.Add(y.Delta)
			}
		}
	}
	upTo := ""
	switch x.Bound {
	case "":
	case fill.BoundCap:
		upTo = e.text(", up to its cap")
	case fill.BoundFloor:
		upTo = e.text(", down to its floor")
	default:
		upTo = e.text(", until the ceiling \"%s\" is full", e.ceilingOf(e.a, x.Bound))
	}
	if all := pot.Rat(); x.Delta.Sign() > 0 {
		e.say("The limits of others leave %s, which is shared by parts: +%s%s.", e.m.NamedText(all), e.size(x.Delta), upTo)
	} else {
		e.say("The floors of others need %s, which is taken by parts: -%s%s.", e.m.NamedText(all.Neg(all)), e.size(x.Delta), upTo)
	}
}
