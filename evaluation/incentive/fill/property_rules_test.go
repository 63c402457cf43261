package fill_test

import (
	"math/big"
	"testing"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/countyeval/countyeval/evaluation/incentive/fill"
	"github.com/countyeval/countyeval/indicators/basis"
)

// drawClaims makes a claims problem, some lines out, without weight or with
// something won.
func drawClaims(t *rapid.T) problem {
	n := rapid.IntRange(1, 8).Draw(t, "n")
	p := problem{lines: make([]fill.Line, n)}
	all := new(big.Rat)
	for i := range p.lines {
		l := fill.Line{ID: code(i), Weight: one(rapid.Int64Range(0, 5).Draw(t, "weight"), 1), Cap: fill.Amount(rapid.Int64Range(0, 40).Draw(t, "claim"))}
		if rapid.IntRange(0, 4).Draw(t, "has won") == 0 {
			l.Won = one(rapid.Int64Range(0, 50).Draw(t, "won"), 3)
		}
		if rapid.IntRange(0, 9).Draw(t, "is out") == 0 {
			l.Out = basis.Textf("out")
		}
		p.lines[i] = l
		all.Add(all, claimOf(l))
	}
	part := one(rapid.Int64Range(0, 13).Draw(t, "part"), 12) // up to more than all claims
	p.amount = all.Mul(all, part)
	return p
}

// claimOf is the claim of a line that takes part.
func claimOf(l fill.Line) *big.Rat {
	if !l.Out.IsZero() || l.Weight.Sign() == 0 {
		return new(big.Rat)
	}
	c := l.Cap.Rat()
	if l.Won != nil {
		c.Sub(c, l.Won)
	}
	if c.Sign() < 0 {
		c.SetInt64(0)
	}
	return c
}

// claims is the sum of the claims.
func (p problem) claims() *big.Rat {
	all := new(big.Rat)
	for _, l := range p.lines {
		all.Add(all, claimOf(l))
	}
	return all
}

// answer divides by a rule, and has the answer certified and within its limits.
func (p problem) answer(t *rapid.T, rule fill.Certifier) fill.Shares {
	s, err := rule.Divide(p.amount, p.lines, p.ceilings)
	require.NoError(t, err)
	require.NoError(t, rule.Certify(p.amount, p.lines, p.ceilings, s), "certificate")
	given := new(big.Rat)
	for _, x := range s.Exact {
		given.Add(given, x)
	}
	require.LessOrEqual(t, given.Cmp(p.amount), 0)
	return s
}

// missing is what is missing to the claims if the amount is all the losses.
func (p problem) missing(t *rapid.T, rule fill.Certifier) []*big.Rat {
	q := p.clone()
	if q.amount.Sub(p.claims(), p.amount); q.amount.Sign() < 0 {
		q.amount.SetInt64(0)
	}
	s := q.answer(t, rule)
	for i, l := range q.lines {
		s.Exact[i].Sub(claimOf(l), s.Exact[i])
	}
	return s.Exact
}

func TestClaimsProperties(t *testing.T) {
	even := func(p problem) problem {
		q := p.clone()
		for i := range q.lines {
			if q.lines[i].Weight.Sign() > 0 {
				q.lines[i].Weight = one(1, 1)
			}
		}
		return q
	}
	rules := []fill.Certifier{fill.Dual{}, fill.EqualLosses{}, fill.Talmud{}, fill.Dual{Of: fill.Talmud{}}, fill.AdjustedProportional{}, fill.MinimalOverlap{}, fill.RandomArrival{}, fill.AverageOfAwards{}}
	for _, c := range []struct {
		name  string
		holds func(t *rapid.T, p problem)
	}{
		{"P21 Dual twice is the rule", func(t *rapid.T, p problem) {
			for _, r := range append(rules, fill.Weighted{}) {
				s, u := p.answer(t, r), p.answer(t, fill.Dual{Of: fill.Dual{Of: r}})
				sameShares(t, r.String(), s.Exact, u.Exact)
			}
		}},
		{"P22 Talmud is self-dual, equal awards and equal losses are dual", func(t *rapid.T, p problem) {
			sameShares(t, "talmud", p.answer(t, fill.Talmud{}).Exact, p.missing(t, fill.Talmud{}))
			sameShares(t, "talmud", p.answer(t, fill.Talmud{}).Exact, p.answer(t, fill.Dual{Of: fill.Talmud{}}).Exact)
			sameShares(t, "arrival", p.answer(t, fill.RandomArrival{}).Exact, p.missing(t, fill.RandomArrival{}))
			sameShares(t, "average", p.answer(t, fill.AverageOfAwards{}).Exact, p.missing(t, fill.AverageOfAwards{}))
			sameShares(t, "adjusted", p.answer(t, fill.AdjustedProportional{}).Exact, p.missing(t, fill.AdjustedProportional{}))
			sameShares(t, "losses", p.answer(t, fill.EqualLosses{}).Exact, even(p).missing(t, fill.Weighted{}))
			sameShares(t, "dual", p.answer(t, fill.Dual{}).Exact, p.missing(t, fill.Weighted{}))
		}},
		{"P23 Talmud lies between equal awards and equal losses for the extremes", func(t *rapid.T, p problem) {
			small, large := -1, -1
			for i, l := range p.lines {
				if !l.Out.IsZero() || l.Weight.Sign() == 0 {
					continue
				}
				if small < 0 || claimOf(l).Cmp(claimOf(p.lines[small])) < 0 {
					small = i
				}
				if large < 0 || claimOf(l).Cmp(claimOf(p.lines[large])) > 0 {
					large = i
				}
			}
			if small < 0 {
				return
			}
			q := even(p)
			awards, losses, talmud := q.answer(t, fill.Weighted{}).Exact, q.answer(t, fill.EqualLosses{}).Exact, q.answer(t, fill.Talmud{}).Exact
			require.True(t, losses[small].Cmp(talmud[small]) <= 0 && talmud[small].Cmp(awards[small]) <= 0)
			require.True(t, awards[large].Cmp(talmud[large]) <= 0 && talmud[large].Cmp(losses[large]) <= 0)
		}},
		{"the amount is used up to the claims, and a larger one gives nobody less", func(t *rapid.T, p problem) {
			q := p.clone()
			q.amount.Add(q.amount, one(rapid.Int64Range(1, 9).Draw(t, "more"), 2))
			for _, r := range rules {
				s := p.answer(t, r).Exact
				nobody(t, r.String(), -1, -1, s, q.answer(t, r).Exact)
				given := new(big.Rat)
				for _, x := range s {
					given.Add(given, x)
				}
				want := p.claims()
				if want.Cmp(p.amount) > 0 {
					want = p.amount
				}
				require.Equal(t, want.RatString(), given.RatString())
			}
		}},
		{"equals equal, order of awards and of losses kept", func(t *rapid.T, p problem) {
			i, j := p.pick(t)
			if !p.lines[i].Out.IsZero() || !p.lines[j].Out.IsZero() || p.lines[i].Weight.Sign() == 0 || p.lines[j].Weight.Sign() == 0 || claimOf(p.lines[i]).Cmp(claimOf(p.lines[j])) < 0 {
				return
			}
			for _, r := range []fill.Certifier{fill.EqualLosses{}, fill.Talmud{}, fill.AdjustedProportional{}, fill.MinimalOverlap{}, fill.RandomArrival{}, fill.AverageOfAwards{}} {
				s := p.answer(t, r).Exact
				require.GreaterOrEqual(t, s[i].Cmp(s[j]), 0, "awards")
				lost := func(k int) *big.Rat { return new(big.Rat).Sub(claimOf(p.lines[k]), s[k]) }
				require.GreaterOrEqual(t, lost(i).Cmp(lost(j)), 0, "losses")
			}
		}},
		{"consistency: a line that leaves with its share changes nothing", func(t *rapid.T, p problem) {
			i, _ := p.pick(t)
			for _, r := range rules[:4] {
				s := p.answer(t, r).Exact
				q := p.clone()
				q.lines[i].Out = basis.Textf("gone")
				if q.amount.Sub(q.amount, s[i]); p.amount.Cmp(p.claims()) > 0 {
					continue
				}
				u := q.answer(t, r).Exact
				u[i] = s[i]
				sameShares(t, r.String(), s, u)
			}
		}},
		{"equal losses: composition up", func(t *rapid.T, p problem) {
			q := p.clone()
			for i := range q.lines {
				q.lines[i].Won = nil
			}
			s := q.answer(t, fill.EqualLosses{}).Exact
			first := q.clone()
			first.amount.Mul(first.amount, one(1, 3))
			u := first.answer(t, fill.EqualLosses{}).Exact
			second := q.clone()
			second.amount.Sub(second.amount, first.amount)
			for i := range second.lines {
				second.lines[i].Won = u[i]
			}
			v := second.answer(t, fill.EqualLosses{}).Exact
			for i := range v {
				v[i].Add(v[i], u[i])
			}
			sameShares(t, "in two steps", s, v)
		}},
	} {
		t.Run(c.name, func(t *testing.T) {
			rapid.Check(t, func(t *rapid.T) { c.holds(t, drawClaims(t)) })
		})
	}
}

// drawOrders puts the lines into three orders.
func drawOrders(t *rapid.T, p problem) []string {
	orders := []string{"A", "B", "C"}
	for i := range p.lines {
		p.lines[i].Order = rapid.SampledFrom(orders).Draw(t, "order")
	}
	return orders
}

func TestPriorityProperties(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		p := draw(t, everything)
		r := fill.Priority{Orders: drawOrders(t, p)}
		s := p.answer(t, r)
		require.True(t, p.kept(s.Exact), "limits and ceilings")

		// one order is the fill
		whole := p.clone()
		for i := range whole.lines {
			whole.lines[i].Order = "all"
		}
		sameShares(t, "one order", p.fill(t).Exact, whole.answer(t, fill.Priority{Orders: []string{"all", "nobody"}}).Exact)

		// who is not in the last order gains nothing if the last one leaves
		floors := false
		q := p.clone()
		for i, l := range q.lines {
			if l.Order == "C" {
				floors = floors || l.Floor > 0
				q.lines[i].Out = basis.Textf("gone")
			}
		}
		if !floors {
			u := q.answer(t, r)
			for i := range u.Exact {
				if q.lines[i].Out.String() != "gone" {
					require.Equal(t, s.Exact[i].RatString(), u.Exact[i].RatString())
				}
			}
		}
	})
}

// kept reports whether shares keep floors, caps and ceilings net of what was won.
func (p problem) kept(a []*big.Rat) bool {
	total := make([]*big.Rat, len(a))
	for i, l := range p.lines {
		total[i] = new(big.Rat).Set(a[i])
		if !l.Out.IsZero() {
			if a[i].Sign() != 0 {
				return false
			}
		} else if a[i].Cmp(floorOf(l)) < 0 || l.Cap != fill.NoCap && a[i].Cmp(capOf(l)) > 0 {
			return false
		}
		if l.Won != nil {
			total[i].Add(total[i], l.Won)
		}
	}
	for _, c := range p.ceilings {
		sum := new(big.Rat)
		for i, l := range p.lines {
			if member(c, l.ID) {
				sum.Add(sum, total[i])
			}
		}
		if sum.Cmp(c.Amount.Rat()) > 0 {
			return false
		}
	}
	return true
}

// capOf is the cap net of what was won.
func capOf(l fill.Line) *big.Rat {
	c := l.Cap.Rat()
	if l.Won != nil {
		c.Sub(c, l.Won)
	}
	if c.Sign() < 0 {
		c.SetInt64(0)
	}
	return c
}
