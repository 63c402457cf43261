package incentivetest

import (
	"fmt"

	"github.com/countyeval/countyeval/evaluation/incentive/fill"
	"github.com/countyeval/countyeval/indicators/basis"
)

// degenerateQuestions are the rules on questions at the edge: an error is as good as
// shares, and where there can be none it is asked for.
func degenerateQuestions(o RuleOptions) []ruleRule {
	edge := func(name string, refuse bool, change func(q *question)) ruleRule {
		return ruleRule{name: name, check: func(t division) string {
			if base := t.of(t.question); base.err == nil && (base.panic != nil || base.fault(t.question) != "") {
				return "" // another rule says so
			}
			q := t.clone()
			change(&q)
			out := t.of(q)
			switch {
			case out.panic != nil:
				return out.String()
			case out.err != nil:
				return ""
			case refuse:
				return fmt.Sprintf("no error, but %v; CheckWeight, CheckLimits and CheckCeilings of package fill find what is wrong, and a FloorsError says that floors cannot be met", out)
			}
			return out.fault(q)
		}}
	}
	rules := []ruleRule{
		edge("no line", false, func(q *question) { q.lines, q.ceilings = nil, nil }),
		edge("all out", false, func(q *question) {
			for i := range q.lines {
				q.lines[i].Out = basis.Textf("vetoed")
			}
		}),
		edge("no amount", false, func(q *question) {
			q.amount.SetInt64(0)
			for i := range q.lines {
				q.lines[i].Floor = 0
			}
		}),
		edge("no weight", false, func(q *question) {
			for i := range q.lines {
				q.lines[i].Weight.SetInt64(0)
			}
		}),
		edge("nil weight", true, func(q *question) { q.lines[0].Out, q.lines[0].Weight = basis.Text{}, nil }),
	}
	if !o.Claims {
		rules = append(rules, edge("high floors", true, func(q *question) {
			q.ceilings = nil
			for i := range q.lines {
				q.lines[i].Out, q.lines[i].Floor, q.lines[i].Cap = basis.Text{}, 1_000_000, fill.NoCap
			}
		}))
		if !o.NoCeilings {
			rules = append(rules, edge("strange ceiling", true, func(q *question) {
				q.ceilings = append(q.ceilings, fill.Ceiling{Name: "strange", Members: []string{"nobody"}, Amount: 5})
			}))
		}
	}
	return rules
}
