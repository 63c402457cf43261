package chaintest_test

import (
	"github.com/countyeval/countyeval/evaluation"
	"github.com/countyeval/countyeval/evaluation/incentive"
	"github.com/countyeval/countyeval/evaluation/incentive/fill"
)

// plan draws the award of a pool.
func (c *choice) plan() incentive.Plan {
	digits := c.n(3)
	p := incentive.Plan{Pool: incentive.Pool{
		Name: "pool", Measure: incentive.Measure{Name: "mu", NameZH: "亩", Digits: digits},
		Amount: float64(of(c, 1, 7, 100, 1000, 1000, 0)), Reserve: of(c, 0.0, 0, 0, 1), Lot: of(c, 0.0, 0, 1, 5),
	}}
	p.Clauses = append(p.Clauses, c.clauses(3)...)
	p.Rounding = of[fill.Rounder](c, nil, fill.LargestRemainder{Ties: fill.Tiebreak(c.n(3))}, fill.Divisor{Method: fill.Method(c.n(5)), Ties: fill.Tiebreak(c.n(3))})
	rule := func() (fill.Rule, []incentive.Clause) {
		switch c.n(8) {
		case 0:
			return of[fill.Rule](c, fill.EqualLosses{}, fill.Talmud{}, fill.Dual{}), []incentive.Clause{incentive.Claim{Figure: "request"}}
		case 1:
			return fill.Priority{Orders: []string{"B", "A"}}, []incentive.Clause{incentive.ByPriority{By: "class"}}
		}
		return nil, nil
	}
	for k := range c.n(3) {
		t := incentive.Tranche{Name: []string{"base", "merit"}[k], Parts: of[int64](c, 1, 1, 2, 3, 0), Clauses: c.clauses(2)}
		var more []incentive.Clause
		t.Rule, more = rule()
		t.Clauses = append(t.Clauses, more...)
		if c.yes(5) {
			t.Ranking = "list"
		}
		p.Tranches = append(p.Tranches, t)
	}
	return p
}

// clauses draws up to n articles.
func (c *choice) clauses(n int) (out []incentive.Clause) {
	for range c.n(n + 1) {
		out = append(out, of[incentive.Clause](c,
			incentive.Top{N: c.n(6), Ties: fill.Tiebreak(c.n(3))}, incentive.MinScore{X: 20}, incentive.Grades{"A", "B"},
			incentive.Only{Members: evaluation.Members{By: "class", In: []string{"A"}}}, incentive.Veto{Reasons: "reasons"},
			incentive.ByScore{Base: of(c, 0.0, 20, -5), Gamma: of(c, 0.0, 0.5, 2)}, incentive.ByRank{Schedule: []float64{5, 3, 1}},
			incentive.ByGrade{Weights: map[string]float64{"A": 3, "B": 2, "C": 0}}, incentive.Times{Figure: "size"},
			incentive.ByFactors{Factors: []incentive.Factor{{Weight: 1, Figure: "size"}, {Weight: 2, Figure: "request"}}},
			incentive.CapAt{Figure: "request"}, incentive.CapAt{Each: new(30.0)}, incentive.FloorAt{Figure: "size"}, incentive.FloorAt{Each: new(1.0)},
			incentive.Claim{Figure: "request"}, incentive.Counting{Figure: "size"}, incentive.Ladder{Prizes: []float64{30, 20, 10}},
			incentive.Under{Name: of(c, "one", "two"), Amount: float64(10 * c.n(8)), Members: evaluation.Members{By: of(c, "class", "region"), In: []string{"A", "north"}}}))
	}
	return out
}

// figures draws what counties asked for, and who is taken out.
func (c *choice) figures(r evaluation.Ranking) incentive.Figures {
	request, size := map[string]float64{}, map[string]float64{}
	reasons := map[string]string{}
	for _, p := range r.Places {
		request[p.Unit.Code] = of(c, 0, 5, 20, 90, incentive.None())
		if size[p.Unit.Code] = float64(c.n(6)); c.yes(5) {
			reasons[p.Unit.Code] = "made up"
		}
	}
	return incentive.Figures{
		Decimals: []incentive.Decimals{{Name: "request", NameZH: "申请", Of: request}, {Name: "size", Of: size}},
		Words:    []incentive.Words{{Name: "reasons", Of: reasons}},
		Rankings: map[string]evaluation.Ranking{"list": r},
	}
}
