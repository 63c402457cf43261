package incentivetest

import (
	"fmt"
	"math/big"

	"github.com/countyeval/countyeval/evaluation/incentive/fill"
	"github.com/countyeval/countyeval/evaluation/internal/kit"
)

// ruleRule is one thing that a rule must keep. check says how it breaks it on the
// question, or "".
type ruleRule struct {
	name  string
	check func(t division) string
	whole bool // the question is not made smaller
}

func ruleRules(o RuleOptions) []ruleRule {
	onGood := func(name string, check func(t division, base shares) string) ruleRule {
		return ruleRule{name: name, check: func(t division) string {
			if base, ok := t.base(); ok {
				return check(t, base)
			}
			return ""
		}}
	}
	rules := []ruleRule{
		{name: "ordinary data", whole: true, check: func(t division) string {
			if out := t.of(t.question); out.err != nil {
				return fmt.Sprintf("a plain question gives the error %q", out.err)
			}
			return ""
		}},
		{name: "no panic", check: func(t division) string {
			if out := t.of(t.question); out.panic != nil {
				return out.String()
			}
			return ""
		}},
		{name: "name", whole: true, check: func(t division) string {
			if t.r.String() == "" {
				return "String is empty; it is the name in the record of an allocation"
			}
			return ""
		}},
		{name: "shape", check: func(t division) string {
			if out := t.of(t.question); out.panic == nil && out.err == nil && out.Check(len(t.lines)) != nil {
				return out.fault(t.question)
			}
			return ""
		}},
		onGood("amount", func(t division, base shares) string { return base.over(t.question) }),
		onGood("limits", func(t division, base shares) string { return outside(t.lines, t.ceilings, base.Exact) }),
		{name: "input unchanged", check: func(t division) string {
			q := t.clone()
			t.ask(q)
			if was, is := t.picture(), q.picture(); was != is {
				return fmt.Sprintf("the question was%s and is%s; compute with new(big.Rat).Set(x)", was, is)
			}
			return ""
		}},
		{name: "same answer twice", check: func(t division) string {
			if first, second := t.of(t.question), t.of(t.question); first.String() != second.String() {
				return fmt.Sprintf("first %v, then %v", first, second)
			}
			return ""
		}},
		onGood("concurrent use", divideConcurrently),
		onGood("nothing is kept", sharesNotKept),
		onGood("order of lines", linesMove),
		onGood("scale of weights", func(t division, base shares) string {
			q := t.clone()
			for i := range q.lines {
				q.lines[i].Weight.Mul(q.lines[i].Weight, big.NewRat(7, 1))
			}
			return t.differs(q, base, big.NewRat(1, 1), "with all weights times 7")
		}),
		onGood("certificate", certified),
	}
	if o.Homogeneous {
		rules = append(rules, onGood("homogeneous", func(t division, base shares) string {
			return t.differs(t.times(3), base, big.NewRat(3, 1), "with amount and limits times 3")
		}))
	}
	if o.Efficient {
		rules = append(rules, onGood("efficient", nothingLeft))
	}
	if o.Alike {
		rules = append(rules, onGood("alike", alikeLines))
	}
	return append(rules, degenerateQuestions(o)...)
}

// times is the question with amount and limits multiplied.
func (t division) times(k int64) question {
	q, by := t.clone(), big.NewRat(k, 1)
	q.amount.Mul(q.amount, by)
	for i := range q.lines {
		l := &q.lines[i]
		if l.Floor, l.Held = l.Floor*fill.Amount(k), l.Held*fill.Amount(k); l.Cap != fill.NoCap {
			l.Cap *= fill.Amount(k)
		}
		if l.Won != nil {
			l.Won.Mul(l.Won, by)
		}
	}
	for i := range q.ceilings {
		q.ceilings[i].Amount *= fill.Amount(k)
	}
	return q
}

// differs compares the shares of another question with those that they should be.
func (t division) differs(q question, base shares, factor *big.Rat, when string) string {
	out := t.of(q)
	if !out.good(q) {
		return fmt.Sprintf("%s: %v", when, out)
	}
	for i, x := range base.Exact {
		want := new(big.Rat).Mul(x, factor)
		if out.Exact[i].Cmp(want) != 0 {
			return fmt.Sprintf("%s gets %s, and %s %s", t.lines[i].ID, text(x), text(out.Exact[i]), when)
		}
	}
	return ""
}

func divideConcurrently(t division, base shares) string {
	const times = 4
	other, want := t.o.question(1<<32), base.String()
	wrong, ok := kit.Concurrently(times, func(another bool) func() shares {
		q := t.clone()
		if another {
			q = other.clone()
		}
		return func() shares { return t.of(q) }
	}, func(s shares) bool { return s.String() == want })
	if !ok {
		return fmt.Sprintf("alone the answer is %v, among %d goroutines also %v", base, kit.Goroutines, wrong)
	}
	return ""
}

func sharesNotKept(t division, base shares) string {
	q := t.clone()
	first := t.ask(q)
	was, want := first.String(), base.String()
	t.of(t.o.question(1 << 33))
	if is := first.String(); is != was {
		return fmt.Sprintf("shares already given were %s, and became %s when another question came", was, is)
	}
	spoil(q.amount) // what the caller does with its own data is its own affair
	for i := range q.lines {
		spoil(q.lines[i].Weight)
		spoil(q.lines[i].Won)
	}
	if is := first.String(); is != was {
		return fmt.Sprintf("shares already given were %s, and became %s when the caller wrote over the question; copy what is returned", was, is)
	}
	for i := range first.Exact {
		spoil(first.Exact[i])
		first.Bound[i] = "?"
	}
	spoil(first.Level)
	if again := t.of(t.question); again.String() != want {
		return fmt.Sprintf("first %s, then %v, when the caller had written over question and answer", want, again)
	}
	return ""
}

func linesMove(t division, base shares) string {
	for _, order := range orders(len(t.lines), t.o.Seed) {
		q := t.clone()
		q.lines = reordered(q.lines, order)
		out := t.of(q)
		if !out.good(q) {
			return fmt.Sprintf("with the lines in the order %v: %v", order, out)
		}
		for i, from := range order {
			if out.Exact[i].Cmp(base.Exact[from]) != 0 {
				return fmt.Sprintf("%s gets %s, and %s with the lines in the order %v", t.lines[from].ID, text(base.Exact[from]), text(out.Exact[i]), order)
			}
		}
	}
	return ""
}

// certified asks the certificate about the shares, and about such as are not the rule's.
func certified(t division, base shares) (why string) {
	c, ok := t.r.(fill.Certifier)
	if !ok {
		return ""
	}
	defer func() {
		if p := recover(); p != nil {
			why = fmt.Sprintf("panic: %v", p)
		}
	}()
	ask := func(s fill.Shares) error {
		q := t.clone()
		return c.Certify(q.amount, q.lines, q.ceilings, s)
	}
	if err := ask(base.Shares); err != nil {
		return fmt.Sprintf("its own shares %v are refused: %v", base, err)
	}
	var in []int
	for i, l := range t.lines {
		if l.Out.IsZero() && l.Weight.Sign() > 0 {
			in = append(in, i)
		}
	}
	for k := 1; k < len(in); k++ { // one gets what another loses: as much, but not the rule's
		s := base.Shares
		s.Exact = copies(base.Exact)
		a, b := s.Exact[in[k-1]], s.Exact[in[k]]
		bit := big.NewRat(1, 7)
		if b.Cmp(bit) < 0 {
			continue
		}
		a.Add(a, bit)
		b.Sub(b, bit)
		if ask(s) == nil {
			return fmt.Sprintf("the shares are %s, and %s are accepted too", texts(base.Exact), texts(s.Exact))
		}
	}
	s := base.Shares
	s.Exact = copies(base.Exact)
	s.Exact[0].Add(s.Exact[0], new(big.Rat).Add(t.amount, big.NewRat(1, 1)))
	if ask(s) == nil {
		return fmt.Sprintf("shares %s of more than there is are accepted", texts(s.Exact))
	}
	return ""
}

func nothingLeft(t division, base shares) string {
	if fill.SumOf(base.Exact...).Cmp(t.amount) == 0 {
		return ""
	}
	for i, l := range t.lines {
		if !l.Out.IsZero() || l.Weight.Sign() == 0 {
			continue
		}
		more := copies(base.Exact)
		more[i].Add(more[i], big.NewRat(1, 1000))
		if s := (shares{Shares: fill.Shares{Exact: more, Bound: base.Bound}}); s.over(t.question) == "" && outside(t.lines, t.ceilings, more) == "" {
			return fmt.Sprintf("the shares are %s, something is left, and %s could have more", texts(base.Exact), l.ID)
		}
	}
	return ""
}

// alikeLines gives the first two lines with weight the same limits and no ceiling.
func alikeLines(t division, _ shares) string {
	q := t.clone()
	q.ceilings = nil
	first := -1
	for i := range q.lines {
		switch {
		case !q.lines[i].Out.IsZero() || q.lines[i].Weight.Sign() == 0:
		case first < 0:
			first = i
		default:
			id := q.lines[i].ID
			q.lines[i] = linesOf(q.lines[first : first+1])[0]
			q.lines[i].ID = id
			out := t.of(q)
			if out.good(q) && out.Exact[i].Cmp(out.Exact[first]) != 0 {
				return fmt.Sprintf("%s and %s are alike in all, and get %s and %s", q.lines[first].ID, id, text(out.Exact[first]), text(out.Exact[i]))
			}
			return ""
		}
	}
	return ""
}
