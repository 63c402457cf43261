package incentivetest

import (
	"fmt"
	"math"
	"slices"

	"github.com/countyeval/countyeval/evaluation"
	"github.com/countyeval/countyeval/evaluation/incentive"
	"github.com/countyeval/countyeval/indicators/basis"
)

// risesWithScore lifts one unit after the other to just above the next.
func risesWithScore(e editing, _ left) string {
	before, err := e.allocate(e.o.Ranking, e.o.Figures)
	if err != nil {
		return ""
	}
	all := places(e.o.Seed)
	for i, p := range all {
		next := math.Inf(1)
		for _, q := range all {
			if q.Score > p.Score && q.Rank == 0 {
				next = min(next, q.Score)
			}
		}
		if math.IsInf(next, 1) {
			next = p.Score
		}
		lifted := slices.Clone(all)
		lifted[i].Score = math.Round(10*next+1) / 10
		after, err := e.allocate(ranked(lifted), e.o.Figures)
		if err != nil {
			continue
		}
		was, _ := before.Find(p.Unit.Code)
		is, _ := after.Find(p.Unit.Code)
		if is.Amount < was.Amount {
			return fmt.Sprintf("when the score of %s goes from %v to %v, its award goes from %d to %d", p.Unit.Code, p.Score, lifted[i].Score, was.Amount, is.Amount)
		}
	}
	return ""
}

// degenerateRankings are the rules on plans at the edge: an error is as good as an
// answer.
func degenerateRankings() []clauseRule {
	edge := func(name string, change func(r *evaluation.Ranking, f *incentive.Figures)) clauseRule {
		return clauseRule{name, func(e editing) string {
			if out := e.ask(e.o.Ranking, e.o.Figures); out.panic != nil {
				return "" // another rule says so
			}
			r, f := e.o.Ranking, copied(e.o.Figures)
			r.Places = slices.Clone(r.Places)
			change(&r, &f)
			if out := e.ask(r, f); out.panic != nil {
				return out.String()
			}
			return ""
		}}
	}
	return []clauseRule{
		edge("nobody", func(r *evaluation.Ranking, _ *incentive.Figures) {
			for i := range r.Places {
				r.Places[i].Out = basis.Textf("no award: of the test")
			}
		}),
		edge("one unit", func(r *evaluation.Ranking, f *incentive.Figures) {
			r.Places = r.Places[:1]
			*f = f.Among(func(code string) bool { return code == r.Places[0].Unit.Code })
		}),
		edge("all tied", func(r *evaluation.Ranking, _ *incentive.Figures) {
			for i := range r.Places {
				if r.Places[i].Rank > 0 {
					r.Places[i].Rank, r.Places[i].Score, r.Places[i].Tied = 1, r.Places[0].Score, true
				}
			}
		}),
		edge("no grades", func(r *evaluation.Ranking, _ *incentive.Figures) {
			r.Grades = nil
			for i := range r.Places {
				r.Places[i].Grade = ""
			}
		}),
		edge("own places", func(r *evaluation.Ranking, _ *incentive.Figures) {
			r.Own = true
			slices.SortStableFunc(r.Places, func(a, b evaluation.Place) int {
				if a.Unit.Class < b.Unit.Class {
					return -1
				} else if a.Unit.Class > b.Unit.Class {
					return 1
				}
				return 0
			})
			seen := map[string]int{}
			for i := range r.Places {
				p := &r.Places[i]
				if p.Rank == 0 {
					continue
				}
				seen[p.Unit.Class]++
				if p.Rank = seen[p.Unit.Class]; i > 0 && r.Places[i-1].Unit.Class == p.Unit.Class && r.Places[i-1].Score == p.Score {
					p.Rank = r.Places[i-1].Rank
				}
			}
		}),
		edge("no figures", func(_ *evaluation.Ranking, f *incentive.Figures) { *f = incentive.Figures{} }),
	}
}
