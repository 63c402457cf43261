package fill_test

import (
	"fmt"
	"math/big"
	"testing"

	"pgregory.net/rapid"

	"github.com/countyeval/countyeval/evaluation/incentive/fill"
	"github.com/countyeval/countyeval/indicators/basis"
)

// one is a rational number from two integers.
func one(a, b int64) *big.Rat { return big.NewRat(a, b) }

// floorsNeed is what all floors need.
func (p problem) floorsNeed() *big.Rat {
	sum := new(big.Rat)
	for _, l := range p.lines {
		sum.Add(sum, floorOf(l))
	}
	return sum
}

// pick draws two lines.
func (p problem) pick(t *rapid.T) (i, j int) {
	return rapid.IntRange(0, len(p.lines)-1).Draw(t, "i"), rapid.IntRange(0, len(p.lines)-1).Draw(t, "j")
}

// sameShares fails unless the shares are equal.
func sameShares(t *rapid.T, why string, want, got []*big.Rat) {
	for i := range want {
		if want[i].Cmp(got[i]) != 0 {
			t.Fatalf("%s: line %d had %s, has %s", why, i, want[i].RatString(), got[i].RatString())
		}
	}
}

// nobody fails if a line other than except has less (sign -1) or more (+1).
func nobody(t *rapid.T, why string, sign, except int, before, after []*big.Rat) {
	for i := range before {
		if i != except && after[i].Cmp(before[i]) == sign {
			t.Fatalf("%s: line %d had %s, has %s", why, i, before[i].RatString(), after[i].RatString())
		}
	}
}

func TestFillProperties(t *testing.T) {
	simple := shape{floors: true}
	nested := shape{ceilings: true, floors: true}
	crossing := shape{ceilings: true, crossing: true, floors: true}
	for _, c := range []struct {
		name   string
		shapes []shape
		holds  func(t *rapid.T, p problem)
	}{
		{"P2 permuting the lines permutes the shares", []shape{everything}, func(t *rapid.T, p problem) {
			order := rapid.Permutation(indices(len(p.lines))).Draw(t, "order")
			q := p.clone()
			for k, i := range order {
				q.lines[k] = p.lines[i]
			}
			s, u := p.fill(t), q.fill(t)
			for k, i := range order {
				if s.Exact[i].Cmp(u.Exact[k]) != 0 || s.Bound[i] != u.Bound[k] {
					t.Fatalf("line %d", i)
				}
			}
		}},
		{"P4 scaling all weights changes nothing", []shape{everything}, func(t *rapid.T, p problem) {
			k := one(rapid.Int64Range(1, 50).Draw(t, "k"), rapid.Int64Range(1, 50).Draw(t, "of"))
			q := p.clone()
			for i := range q.lines {
				q.lines[i].Weight = new(big.Rat).Mul(p.lines[i].Weight, k)
			}
			sameShares(t, "weights times k", p.fill(t).Exact, q.fill(t).Exact)
		}},
		{"P5 scaling the amount and all limits scales the shares", []shape{everything}, func(t *rapid.T, p problem) {
			k := rapid.Int64Range(1, 9).Draw(t, "k")
			s, u := p.fill(t).Exact, p.scaled(k).fill(t).Exact
			for i := range s {
				if new(big.Rat).Mul(s[i], one(k, 1)).Cmp(u[i]) != 0 {
					t.Fatalf("line %d: %s times %d is not %s", i, s[i], k, u[i])
				}
			}
		}},
		{"P6 no weight and no floor: nothing", []shape{everything}, func(t *rapid.T, p problem) {
			for i, x := range p.fill(t).Exact {
				if l := p.lines[i]; l.Weight.Sign() == 0 && l.Floor == 0 && x.Sign() != 0 {
					t.Fatalf("line %d has %s", i, x)
				}
			}
		}},
		{"P9 equals equal", []shape{simple, crossing}, func(t *rapid.T, p problem) {
			if i, j := p.pick(t); p.together(i, j) {
				id := p.lines[j].ID
				q := p.clone()
				q.lines[j] = q.lines[i]
				q.lines[j].ID = id
				q.amount.Add(q.amount, floorOf(q.lines[j]))
				if s, err := (fill.Weighted{}).Divide(q.amount, q.lines, q.ceilings); err == nil && s.Exact[i].Cmp(s.Exact[j]) != 0 {
					t.Fatalf("%s and %s", s.Exact[i], s.Exact[j])
				}
			}
		}},
		{"P10 order is kept", []shape{simple, crossing}, func(t *rapid.T, p problem) {
			s := p.fill(t).Exact
			for i, a := range p.lines {
				for j, b := range p.lines {
					if p.together(i, j) && a.Weight.Cmp(b.Weight) >= 0 && a.Cap >= b.Cap && a.Floor >= b.Floor && s[i].Cmp(s[j]) < 0 {
						t.Fatalf("line %d has %s, line %d has %s", i, s[i], j, s[j])
					}
				}
			}
		}},
		{"P11 no justified envy", []shape{simple, nested}, func(t *rapid.T, p problem) {
			s := p.fill(t)
			for i, a := range p.lines {
				for j, b := range p.lines {
					if a.Weight.Cmp(b.Weight) < 0 || s.Exact[i].Cmp(s.Exact[j]) >= 0 {
						continue
					}
					atCap := a.Cap != fill.NoCap && s.Exact[i].Cmp(a.Cap.Rat()) == 0
					atFloor := s.Exact[j].Cmp(b.Floor.Rat()) == 0
					if !atCap && !atFloor && s.Bound[i] == s.Bound[j] {
						t.Fatalf("line %d with %s envies line %d with %s", i, s.Exact[i], j, s.Exact[j])
					}
				}
			}
		}},
		{"P12 own weight up: own share not down", []shape{simple, crossing}, func(t *rapid.T, p problem) {
			i, _ := p.pick(t)
			before, after := p.fill(t).Exact, p.heavier(t, i).fill(t).Exact
			if after[i].Cmp(before[i]) < 0 {
				t.Fatalf("%s to %s", before[i], after[i])
			}
		}},
		{"P12 own weight up: nobody else up, no or nested ceilings", []shape{simple, nested}, func(t *rapid.T, p problem) {
			i, _ := p.pick(t)
			nobody(t, "heavier", 1, i, p.fill(t).Exact, p.heavier(t, i).fill(t).Exact)
		}},
		{"P13 amount up: nobody down", []shape{everything}, func(t *rapid.T, p problem) {
			q := p.clone()
			q.amount.Add(q.amount, one(rapid.Int64Range(1, 60).Draw(t, "more"), 3))
			nobody(t, "more to divide", -1, -1, p.fill(t).Exact, q.fill(t).Exact)
		}},
		{"P14 newcomer: nobody up, no or nested ceilings", []shape{simple, nested}, func(t *rapid.T, p problem) {
			q := p.clone()
			i, _ := p.pick(t)
			q.lines[i].Out = basis.Textf("not yet here")
			nobody(t, "newcomer", 1, i, q.fill(t).Exact, p.fill(t).Exact)
		}},
		{"P15 consistency: one leaves with its share", []shape{simple, crossing}, func(t *rapid.T, p problem) {
			i, _ := p.pick(t)
			s := p.fill(t).Exact
			p, s = p.toWhole(s)
			q := p.clone()
			q.lines[i].Out = basis.Textf("left")
			q.lines[i].Won = s[i] // counts in its ceilings
			q.amount.Sub(q.amount, s[i])
			s[i] = new(big.Rat)
			sameShares(t, "rest", s, q.fill(t).Exact)
		}},
		{"P16 composition: two amounts one after the other", []shape{simple, crossing}, func(t *rapid.T, p problem) {
			both := p.fill(t).Exact
			more := new(big.Rat).Sub(p.amount, p.floorsNeed())
			first := p.clone()
			first.amount.Sub(first.amount, more.Mul(more, one(rapid.Int64Range(0, 4).Draw(t, "later"), 4)))
			one := first.fill(t).Exact
			p, one = p.toWhole(one, both...)
			second := p.clone()
			for i, x := range one {
				second.lines[i].Won = x
				second.lines[i].Held = fill.Amount(x.Num().Int64())
				second.amount.Sub(second.amount, x)
			}
			two := second.fill(t).Exact
			for i := range two {
				two[i].Add(two[i], one[i])
			}
			sameShares(t, "two steps", p.fill(t).Exact, two)
		}},
		{"P17 cap up: own not down, nobody else up", []shape{simple}, func(t *rapid.T, p problem) {
			i, _ := p.pick(t)
			if p.lines[i].Cap == fill.NoCap {
				return
			}
			q := p.clone()
			q.lines[i].Cap += fill.Amount(rapid.Int64Range(1, 9).Draw(t, "higher"))
			before, after := p.fill(t).Exact, q.fill(t).Exact
			if after[i].Cmp(before[i]) < 0 {
				t.Fatalf("%s to %s", before[i], after[i])
			}
			nobody(t, "higher cap", 1, i, before, after)
		}},
		{"P18 asking for more than lambda w changes nothing", []shape{simple, crossing}, func(t *rapid.T, p problem) {
			i, _ := p.pick(t)
			s := p.fill(t)
			if l := p.lines[i]; l.Cap == fill.NoCap || s.Exact[i].Cmp(l.Cap.Rat()) >= 0 {
				return
			}
			q := p.clone()
			q.lines[i].Cap += fill.Amount(rapid.Int64Range(1, 99).Draw(t, "higher"))
			sameShares(t, "idle request", s.Exact, q.fill(t).Exact)
		}},
		{"P19 a slack ceiling can go", []shape{crossing}, func(t *rapid.T, p problem) {
			s := p.fill(t).Exact
			for k, c := range p.ceilings {
				sum := new(big.Rat)
				for i, l := range p.lines {
					if member(c, l.ID) {
						sum.Add(sum, s[i])
					}
				}
				if sum.Cmp(c.Amount.Rat()) < 0 {
					q := p.clone()
					q.ceilings = append(q.ceilings[:k], q.ceilings[k+1:]...)
					sameShares(t, "slack ceiling", s, q.fill(t).Exact)
					return
				}
			}
		}},
	} {
		for k, s := range c.shapes {
			t.Run(fmt.Sprintf("%s/%d", c.name, k), func(t *testing.T) {
				t.Parallel()
				rapid.Check(t, func(t *rapid.T) { c.holds(t, draw(t, s)) })
			})
		}
	}
}

func indices(n int) []int {
	x := make([]int, n)
	for i := range x {
		x[i] = i
	}
	return x
}

// scaled multiplies the amount and all limits by k.
func (p problem) scaled(k int64) problem {
	q := p.clone()
	q.amount.Mul(q.amount, one(k, 1))
	for i := range q.lines {
		l := &q.lines[i]
		l.Floor *= fill.Amount(k)
		l.Held *= fill.Amount(k)
		if l.Cap != fill.NoCap {
			l.Cap *= fill.Amount(k)
		}
		if l.Won != nil {
			l.Won = new(big.Rat).Mul(l.Won, one(k, 1))
		}
	}
	for g := range q.ceilings {
		q.ceilings[g].Amount *= fill.Amount(k)
	}
	return q
}

// toWhole scales the problem so that xs, and others, are whole numbers, and
// scales xs with it.
func (p problem) toWhole(xs []*big.Rat, others ...*big.Rat) (problem, []*big.Rat) {
	k := big.NewInt(1)
	for _, list := range [][]*big.Rat{xs, others} {
		for _, x := range list {
			g := new(big.Int).GCD(nil, nil, k, x.Denom())
			k.Mul(k, g.Quo(x.Denom(), g))
		}
	}
	whole := make([]*big.Rat, len(xs))
	for i, x := range xs {
		whole[i] = new(big.Rat).Mul(x, new(big.Rat).SetInt(k))
	}
	return p.scaled(k.Int64()), whole
}

// heavier gives line i more weight.
func (p problem) heavier(t *rapid.T, i int) problem {
	q := p.clone()
	q.lines[i].Weight = new(big.Rat).Add(p.lines[i].Weight, one(rapid.Int64Range(1, 20).Draw(t, "heavier"), 2))
	return q
}

// TestCrossingCeilings shows what crossing ceilings cannot promise: a newcomer,
// or one that gains weight, can free a third county.
func TestCrossingCeilings(t *testing.T) {
	lines := func(w int64) []fill.Line {
		return []fill.Line{
			{ID: "a", Weight: one(w, 1), Cap: fill.NoCap},
			{ID: "b", Weight: one(4, 1), Cap: fill.NoCap},
			{ID: "c", Weight: one(4, 1), Cap: fill.NoCap},
		}
	}
	ceilings := []fill.Ceiling{
		{Name: "ab", Members: []string{"a", "b"}, Amount: 40},
		{Name: "bc", Members: []string{"b", "c"}, Amount: 60},
	}
	light, err := fill.Weighted{}.Divide(one(1000, 1), lines(1), ceilings)
	if err != nil {
		t.Fatal(err)
	}
	heavy, err := fill.Weighted{}.Divide(one(1000, 1), lines(4), ceilings)
	if err != nil {
		t.Fatal(err)
	}
	// a takes from b what they share, and so leaves more to c
	if heavy.Exact[2].Cmp(light.Exact[2]) <= 0 {
		t.Fatalf("c had %s, has %s", light.Exact[2], heavy.Exact[2])
	}
	// and 1000 cannot be placed
	sum := new(big.Rat)
	for _, x := range heavy.Exact {
		sum.Add(sum, x)
	}
	if sum.Cmp(one(1000, 1)) >= 0 {
		t.Fatal("nothing is stranded")
	}
}
