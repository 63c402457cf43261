package incentive

import (
	"fmt"
	"math/big"
	"strconv"

	"github.com/countyeval/countyeval/evaluation"
	"github.com/countyeval/countyeval/evaluation/incentive/fill"
	"github.com/countyeval/countyeval/indicators/basis"
)

// Explain says in sentences why a county gets its award, in a language. The
// unit is found by its code or name. All numbers are those of the ledger and of
// the division; nothing is computed anew but sums. Amounts that are no whole
// number of smallest units are printed with two more decimals. It does not check
// the allocation.
func (a *Allocation) Explain(unit string, lang basis.Language) ([]string, error) {
	t, err := wordsOf(lang)
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
	e := explainer{words: t, a: a, award: w}
	e.say("%s", e.place())
	for _, x := range w.Ledger {
		e.entry(x)
	}
	e.prefix = ""
	e.say(t.award, e.measure(a.Pool.Measure).NamedText(w.Amount.Rat()))
	return e.text, nil
}

// Summary says in one line how the pool is used: amount =
// awards + remainder + reserve.
func (a *Allocation) Summary(lang basis.Language) (string, error) {
	t, err := wordsOf(lang)
	if err != nil {
		return "", err
	}
	if err := a.Pool.Measure.Check(); err != nil {
		return "", err
	}
	m := t.measure(a.Pool.Measure)
	text := func(x Amount) string { return m.Text(x.Rat()) }
	return fmt.Sprintf(t.summary, quoted(t.name(a.Pool.Name, a.Pool.NameZH), t), m.NamedText(a.Pool.Amount.Rat()), text(a.Total()), text(a.Remainder), text(a.Pool.Reserve)), nil
}

// quoted is a name before a number, with a space if there is a name.
func quoted(name string, t words) string {
	if name == "" {
		return ""
	}
	return name + t.colon
}

// explainer writes the sentences for one award.
type explainer struct {
	words
	a     *Allocation
	award Award
	text  []string

	prefix string // of the sentences of an entry: its tranche
}

func (e *explainer) say(format string, args ...any) {
	e.text = append(e.text, e.prefix+fmt.Sprintf(format, args...))
}

// place says who it is about.
func (e *explainer) place() string {
	p := e.award.Place
	name := p.Unit.Name
	if en := p.Unit.Tags.Get("name_en"); en != "" {
		name = e.name(en, name) // as pages name it
	}
	if name == "" {
		name = p.Unit.Code
	}
	if p.Rank == 0 {
		return fmt.Sprintf(e.unranked, name)
	}
	at := fmt.Sprintf(e.rank, p.Rank)
	if e.a.Own {
		at = fmt.Sprintf(e.rankInClass, p.Rank, e.class(p.Unit.Class))
	}
	s := fmt.Sprintf(e.ranked, name, at, score(p.Score, e.a.Ties))
	if p.Grade != "" {
		s += fmt.Sprintf(e.grade, p.Grade)
	}
	return s + e.stop
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
	return fmt.Sprintf(e.words.article, x.Article, e.a.Articles[x.Article-1].Text.Say(e.lang, sayings()))
}

// limit prints an amount or the word for none.
func (e *explainer) limit(x *big.Rat) string {
	if x == nil {
		return e.none
	}
	return e.measure(e.a.Pool.Measure).NamedText(x)
}

// entry says one entry.
func (e *explainer) entry(x Entry) {
	x.Delta = orZero(x.Delta)
	e.prefix = ""
	if x.Tranche != "" {
		e.prefix = fmt.Sprintf(e.tranche, e.trancheOf(e.a, x.Tranche))
	}
	article, m := e.article(x), e.measure(e.a.Pool.Measure)
	reason := x.Why.Say(e.lang, sayings())
	why := ""
	if reason != "" {
		why = fmt.Sprintf(e.note, reason)
	}
	lot := m.NamedText(e.a.Pool.Lot.Rat())
	switch x.Kind {
	case Out:
		if article == "" {
			e.say(e.notRanked, reason)
			return
		}
		if reason != "" {
			why = fmt.Sprintf(e.reason, reason)
		}
		e.say(e.out, article, why)
	case Weight:
		if from := orZero(x.From); from.Cmp(big.NewRat(1, 1)) == 0 {
			e.say(e.weight, article, fill.Number(orZero(x.To)), why)
		} else {
			e.say(e.reweigh, article, fill.Number(from), fill.Number(orZero(x.To)), why)
		}
	case Cap, Floor, Held:
		word := map[Kind]string{Cap: e.cap, Floor: e.floor, Held: e.held}[x.Kind]
		if article == "" {
			e.say(e.lots, word, e.limit(x.From), lot, e.limit(x.To))
		} else {
			e.say(e.limitSet, article, word, e.limit(x.To), why)
		}
	case Note:
		e.say(e.noted, article, reason)
	case Share:
		e.share(x)
	case Limited:
		e.limited(x, article)
	case Redistribution:
		e.redistributed(x)
	case Rounding:
		e.say(e.rounding, e.rounded(e.a.Rounding), lot, e.change(x.Delta))
	}
}

// change prints a difference as "plus" or "minus" an amount.
func (e *explainer) change(x *big.Rat) string {
	if x.Sign() < 0 {
		return e.minus + e.measure(e.a.Pool.Measure).NamedText(new(big.Rat).Neg(x))
	}
	return e.plus + e.measure(e.a.Pool.Measure).NamedText(x)
}

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
	m := e.measure(e.a.Pool.Measure)
	if all.Rat().Sign() == 0 {
		e.say(e.noParts, m.NamedText(orZero(d.Amount)), in)
		return
	}
	e.say(e.plain, m.NamedText(orZero(d.Amount)), in, fill.Number(all.Rat()), fill.Number(orZero(l.Weight)), m.NamedText(x.Delta))
}

func (e *explainer) limited(x Entry, article string) {
	d, l := e.division(x.Tranche)
	what := ""
	switch x.Bound {
	case fill.BoundCap:
		what = e.cap + e.of + e.limit(limitOf(l.Cap))
	case fill.BoundFloor:
		what = e.floor + e.of + e.limit(limitOf(l.Floor))
	case fill.BoundHalf:
		e.ruled(d, x)
		return
	default:
		what = fmt.Sprintf(e.ceiling, e.ceilingOf(e.a, x.Bound))
		for _, d := range e.a.Divisions {
			if d.Name != x.Tranche {
				continue
			}
			for _, c := range d.Ceilings {
				if c.Name == x.Bound {
					what += e.of + e.limit(limitOf(c.Amount))
				}
			}
		}
	}
	under, won := "", ""
	if article != "" {
		under = fmt.Sprintf(e.under, article)
	}
	if l.Won != nil && l.Won.Sign() > 0 {
		won = fmt.Sprintf(e.won, e.measure(e.a.Pool.Measure).NamedText(l.Won))
	}
	format := e.limits
	if x.Bound == fill.BoundFloor {
		format = e.raised
	}
	e.say(format, what, under, won, e.change(x.Delta))
}

// ruled says what a rule other than the fill does to a plain share.
func (e *explainer) ruled(d Division, x Entry) {
	e.say(e.byRule, e.saying(d.Rule), e.change(x.Delta))
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
		upTo = e.toCap
	case fill.BoundFloor:
		upTo = e.toFloor
	default:
		upTo = fmt.Sprintf(e.toCeiling, e.ceilingOf(e.a, x.Bound))
	}
	all := pot.Rat()
	if x.Delta.Sign() > 0 {
		e.say(e.freed, e.measure(e.a.Pool.Measure).NamedText(all), e.change(x.Delta), upTo)
	} else {
		e.say(e.taken, e.measure(e.a.Pool.Measure).NamedText(all.Neg(all)), e.change(x.Delta), upTo)
	}
}
