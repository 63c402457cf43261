package evaluationtest

import (
	"errors"
	"fmt"
	"slices"

	"github.com/countyeval/countyeval/evaluation"
	"github.com/countyeval/countyeval/evaluation/internal/kit"
	"github.com/countyeval/countyeval/indicators/basis"
)

// graderRule is one thing that a grader must keep. check says how it breaks it, or "".
type graderRule struct {
	name  string
	check func(t grading) string
}

func graderRules(o GraderOptions) []graderRule {
	onGood := func(name string, check func(t grading, base grades) string) graderRule {
		return graderRule{name, func(t grading) string {
			if base := t.of(t.cut); base.good(t.cut) && base.String() == t.of(t.cut).String() {
				return check(t, base)
			}
			return ""
		}}
	}
	rules := []graderRule{
		{"ordinary data", func(t grading) string {
			if out := t.of(t.cut); out.err != nil {
				return fmt.Sprintf("a plain ranking gives the error %q", out.err)
			}
			return ""
		}},
		{"no panic", func(t grading) string {
			if out := t.of(t.cut); out.panic != nil {
				return out.String()
			}
			return ""
		}},
		{"a grade for each", func(t grading) string {
			if out := t.of(t.cut); out.err == nil && out.panic == nil {
				return out.fault(t.cut)
			}
			return ""
		}},
		onGood("names", namesStay),
		onGood("missed", func(t grading, base grades) string {
			for _, m := range base.Missed {
				if !slices.ContainsFunc(t.cut.Places, func(p evaluation.Place) bool { return p.Unit.Code == m.Unit.Code }) {
					return fmt.Sprintf("%q missed a condition, and is none of the cut", m.Unit.Code)
				}
			}
			return ""
		}),
		{"cut unchanged", func(t grading) string {
			c := copied(t.cut)
			t.ask(c)
			for i, p := range t.cut.Places {
				if is, was := fmt.Sprintf("%+v", c.Places[i]), fmt.Sprintf("%+v", p); is != was {
					return fmt.Sprintf("place %d was %s and is %s; give grades by Graded.Of alone", i+1, was, is)
				}
			}
			return ""
		}},
		{"same answer twice", func(t grading) string {
			if first, second := t.of(t.cut), t.of(t.cut); first.String() != second.String() {
				return fmt.Sprintf("first %v, then %v", first, second)
			}
			return ""
		}},
		onGood("concurrent use", gradeConcurrently),
		onGood("nothing is kept", gradesNotKept),
		{"names within", func(t grading) string { return basis.Untold(t.g) }},
	}
	if o.Names != nil {
		rules = append(rules, onGood("promised names", func(_ grading, base grades) string {
			if !slices.Equal(base.Names, o.Names) {
				return fmt.Sprintf("the grades are %q, and %q are promised", base.Names, o.Names)
			}
			return ""
		}))
	}
	if o.InOrder {
		rules = append(rules, onGood("order", func(t grading, base grades) string {
			for i := 1; i < len(base.Of); i++ {
				if slices.Index(base.Names, base.Of[i]) < slices.Index(base.Names, base.Of[i-1]) {
					a, b := t.cut.Places[i-1], t.cut.Places[i]
					return fmt.Sprintf("%s, of rank %d, has %s, and %s, of rank %d, has %s", a.Unit.Code, a.Rank, base.Of[i-1], b.Unit.Code, b.Rank, base.Of[i])
				}
			}
			return ""
		}))
	}
	if o.TiesTogether {
		rules = append(rules, onGood("ties together", func(t grading, base grades) string {
			return together(t.cut, base)
		}))
	}
	return append(rules, degenerateCuts()...)
}

func together(c evaluation.Entrants, base grades) string {
	groups := c.Groups()
	for i := 1; i < len(groups); i++ {
		if groups[i] == groups[i-1] && base.Of[i] != base.Of[i-1] {
			a, b := c.Places[i-1].Unit.Code, c.Places[i].Unit.Code
			return fmt.Sprintf("%s and %s are tied, and have %s and %s; ask Entrants.Groups who is", a, b, base.Of[i-1], base.Of[i])
		}
	}
	return ""
}

func namesStay(t grading, base grades) string {
	for i, name := range base.Names {
		if name == "" || slices.Index(base.Names, name) != i {
			return fmt.Sprintf("the name %q is empty or there twice", name)
		}
	}
	one, two, other := copied(t.cut), copied(t.cut), copied(t.cut)
	one.Places, one.All = one.Places[:1], 1
	two.Places, two.All = two.Places[:2], 2
	other.Class = "A"
	for _, c := range []evaluation.Entrants{one, two, other} {
		if out := t.of(c); out.good(c) && !slices.Equal(out.Names, base.Names) {
			return fmt.Sprintf("of %d places the grades are %q, of %d places of class %q they are %q; Graded.Names has all grades, whether anybody has them or not", len(t.cut.Places), base.Names, len(c.Places), c.Class, out.Names)
		}
	}
	return ""
}

func gradeConcurrently(t grading, base grades) string {
	const times = 20
	want := base.String()
	wrong, ok := kit.Concurrently(times, func(another bool) func() grades {
		c := copied(t.cut)
		if another {
			c.Places = c.Places[:1]
		}
		return func() grades { return t.ask(c) }
	}, func(g grades) bool { return g.String() == want })
	if !ok {
		return fmt.Sprintf("alone the answer is %v, among %d goroutines also %v", base, kit.Goroutines, wrong)
	}
	return ""
}

func gradesNotKept(t grading, base grades) string {
	c := copied(t.cut)
	first := t.ask(c)
	was := first.String()
	for i := range c.Places { // what the caller does with its own data is its own affair
		c.Places[i] = evaluation.Place{}
	}
	few := copied(t.cut)
	few.Places = few.Places[:1]
	t.of(few)
	if is := first.String(); is != was {
		return fmt.Sprintf("an answer already given was %s and became %s when another cut was graded", was, is)
	}
	for _, texts := range [][]string{first.Of, first.Names} {
		for i := range texts {
			texts[i] = "?"
		}
	}
	if again := t.of(t.cut); again.String() != base.String() {
		return fmt.Sprintf("first %v, then %v, when another cut had been graded and the first answer written over", base, again)
	}
	return ""
}

// degenerateCuts are the rules on cuts at the edge: an error is as good as grades.
func degenerateCuts() []graderRule {
	edge := func(name string, change func(c *evaluation.Entrants)) graderRule {
		return graderRule{name, func(t grading) string {
			if base := t.of(t.cut); base.err == nil && !base.good(t.cut) {
				return "" // another rule says so
			}
			c := copied(t.cut)
			change(&c)
			out := t.of(c)
			switch {
			case out.panic != nil:
				return out.String()
			case out.err == nil:
				return out.fault(c)
			case !errors.Is(out.err, evaluation.ErrGrades):
				return fmt.Sprintf("the error %q does not wrap evaluation.ErrGrades; return basis.Errorf(\"%%w: ...\", evaluation.ErrGrades)", out.err)
			}
			return ""
		}}
	}
	return []graderRule{
		edge("no place", func(c *evaluation.Entrants) { c.Places, c.All = nil, 0 }),
		edge("one place", func(c *evaluation.Entrants) { c.Places, c.All = c.Places[:1], 1 }),
		edge("all tied", func(c *evaluation.Entrants) {
			for i := range c.Places {
				c.Places[i].Rank, c.Places[i].Score, c.Places[i].Tied = 1, 60, true
			}
			c.Ties.Break = nil
		}),
		edge("no result", func(c *evaluation.Entrants) { c.Result = nil }),
		edge("not published", func(c *evaluation.Entrants) { c.Ties.Digits = nil }),
	}
}
