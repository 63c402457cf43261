package incentivetest

import (
	"fmt"
	"math/big"
	"slices"

	"github.com/countyeval/countyeval/evaluation"
	"github.com/countyeval/countyeval/evaluation/incentive/fill"
	"github.com/countyeval/countyeval/evaluation/internal/kit"
	"github.com/countyeval/countyeval/indicators/basis"
)

// clauseRule is one thing that a clause must keep. check says how it breaks it, or "".
type clauseRule struct {
	name  string
	check func(e editing) string
}

func clauseRules(o ClauseOptions) []clauseRule {
	onGood := func(name string, check func(e editing, base left) string) clauseRule {
		return clauseRule{name, func(e editing) string {
			if base, ok := e.base(); ok {
				return check(e, base)
			}
			return ""
		}}
	}
	rules := []clauseRule{
		{"ordinary data", func(e editing) string {
			if out := e.ask(o.Ranking, o.Figures); out.panic != nil {
				return "" // another rule says so
			}
			if _, err := e.allocate(o.Ranking, o.Figures); err != nil {
				return fmt.Sprintf("the plan gives the error %q", err)
			}
			return ""
		}},
		{"no panic", func(e editing) string {
			if out := e.ask(o.Ranking, o.Figures); out.panic != nil {
				return out.String()
			}
			return ""
		}},
		{"article", article},
		onGood("ledger", ledger),
		onGood("lines that are out", linesOut),
		onGood("figures", figuresRead),
		onGood("missing figure", missingFigure),
		onGood("input unchanged", func(e editing, _ left) string {
			r, f := o.Ranking, copied(o.Figures)
			r.Places = slices.Clone(r.Places)
			was := picture(r, f)
			if _, err := e.plan().Sheets(r, f); err != nil {
				return ""
			}
			if is := picture(r, f); is != was {
				return fmt.Sprintf("ranking and figures were %s and are %s; edit the Sheet alone", was, is)
			}
			if is := picture(o.Ranking, o.Figures); is != picture(r, f) {
				return "the figures that were handed over are changed; read them through the Sheet, by their names"
			}
			return ""
		}),
		{"same answer twice", func(e editing) string {
			if first, second := e.ask(o.Ranking, o.Figures), e.ask(o.Ranking, o.Figures); first.String() != second.String() {
				return fmt.Sprintf("first %v, then %v", first, second)
			}
			return ""
		}},
		onGood("concurrent use", editConcurrently),
		onGood("nothing is kept", sheetNotKept),
		{"names within", func(e editing) string { return basis.Untold(e.c) }},
		onGood("order of lines", func(e editing, base left) string {
			r, f, to, ok := recoded(o.Ranking, o.Figures)
			if !ok {
				return ""
			}
			return e.differs(base, e.ask(r, f), to, "with the codes, and so the lines, in the opposite order")
		}),
		{"refused", refusals},
	}
	if !o.ByPlace {
		rules = append(rules, onGood("order of places", func(e editing, base left) string {
			for _, order := range orders(len(o.Ranking.Places), o.Seed) {
				r := o.Ranking
				r.Places = reordered(r.Places, order)
				if why := e.differs(base, e.ask(r, o.Figures), nil, "with the places listed in another order"); why != "" {
					return why + "; set ByPlace if it may be"
				}
			}
			return ""
		}))
	}
	if o.Rises {
		rules = append(rules, onGood("rises", risesWithScore))
	}
	return append(rules, degenerateRankings()...)
}

// differs compares the lines of all units, under other codes if to has them.
func (e editing) differs(base, out left, to map[string]string, when string) string {
	if out.sheet == nil {
		return fmt.Sprintf("%s: %v", when, out)
	}
	for _, p := range e.o.Ranking.Places {
		code := p.Unit.Code
		other := code
		if to != nil {
			other = to[code]
		}
		if was, is := base.line(code), out.line(other); was != is {
			return fmt.Sprintf("of %s it leaves %q, and %q %s", code, was, is, when)
		}
	}
	return ""
}

func article(e editing) (why string) {
	defer func() {
		if p := recover(); p != nil {
			why = fmt.Sprintf("panic: %v", p)
		}
	}()
	if e.c.String() == "" {
		return "String is empty; it is the article that ledger entries quote (of a ClauseFunc: Name)"
	}
	if w, ok := e.c.(basis.Worded); ok && w.Text().String() != e.c.String() {
		return fmt.Sprintf("Text says %q, and String %q; return Text().String() there", w.Text(), e.c)
	}
	return ""
}

func ledger(e editing, _ left) string {
	a, err := e.allocate(e.o.Ranking, e.o.Figures)
	if err != nil {
		return "" // another rule says so
	}
	if err := a.Check(); err != nil {
		return err.Error()
	}
	for _, w := range a.Awards {
		var all fill.Sum
		for _, entry := range w.Ledger {
			all.Add(entry.Delta)
		}
		if all.Cmp(w.Amount.Rat()) != 0 {
			return fmt.Sprintf("the ledger of %s sums to %s, and the award is %d", w.Place.Unit.Code, text(all.Rat()), w.Amount)
		}
	}
	return ""
}

func linesOut(e editing, base left) string {
	for i, p := range e.o.Ranking.Places {
		k, ok := base.sheet.Find(p.Unit.Code)
		if p.Out.IsZero() || !ok {
			continue
		}
		if l := base.sheet.Line(k); l.Out.String() != p.Out.String() || l.Weight.Cmp(big.NewRat(1, 1)) != 0 {
			return fmt.Sprintf("%s is out (%s), and is left %q", p.Unit.Code, p.Out, base.line(p.Unit.Code))
		}
		if p.Rank > 0 {
			continue
		}
		r := e.o.Ranking
		r.Places = slices.Clone(r.Places)
		r.Places[i].Score += 7
		if why := e.differs(base, e.ask(r, e.o.Figures), nil, fmt.Sprintf("when %s, which is not ranked, has another score", p.Unit.Code)); why != "" {
			return why + "; loop with Sheet.Each, which knows who is in"
		}
	}
	return ""
}

func editConcurrently(e editing, base left) string {
	const times = 4
	other, want := e.other(), base.String()
	wrong, ok := kit.Concurrently(times, func(another bool) func() string {
		r := e.o.Ranking
		if another {
			r = other
		}
		f := copied(e.o.Figures) // before any begins: a clause that changes them must not be read meanwhile
		return func() string { return e.ask(r, f).String() }
	}, func(l string) bool { return l == want })
	if !ok {
		return fmt.Sprintf("alone it leaves %s, among %d goroutines also %s", want, kit.Goroutines, wrong)
	}
	return ""
}

// other is the ranking with its last ranked unit out.
func (e editing) other() evaluation.Ranking {
	r := e.o.Ranking
	r.Places = slices.Clone(r.Places)
	for i, p := range slices.Backward(r.Places) {
		if p.Rank > 0 && p.Out.IsZero() {
			r.Places[i].Out = basis.Textf("no award: of the test")
			break
		}
	}
	return r
}

func sheetNotKept(e editing, base left) string {
	want := base.String()
	first := e.ask(e.o.Ranking, e.o.Figures)
	e.ask(e.other(), e.o.Figures)
	if is := first.String(); is != want {
		return fmt.Sprintf("a sheet was left as %s, and became %s when another plan came; keep no Sheet", want, is)
	}
	if again := e.ask(e.o.Ranking, e.o.Figures); again.String() != want {
		return fmt.Sprintf("first %s, after another plan %v", want, again)
	}
	return ""
}
