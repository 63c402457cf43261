package fill_test

import (
	"math/big"
	"math/rand/v2"
	"testing"

	"pgregory.net/rapid"

	"github.com/countyeval/countyeval/evaluation/incentive/fill"
)

// slow fills by a different method, for comparison: bisection would not be exact,
// so it walks from event to event, at each recomputing who still moves.
func (p problem) slow() []*big.Rat {
	n := len(p.lines)
	stopped := make([]bool, n)
	at := make([]*big.Rat, n) // where it stopped
	value := func(i int, level *big.Rat) *big.Rat {
		l := p.lines[i]
		if !l.Out.IsZero() {
			return new(big.Rat)
		}
		if stopped[i] {
			return at[i]
		}
		x := new(big.Rat).Mul(level, l.Weight)
		x.Sub(x, l.Held.Rat())
		if f := floorOf(l); x.Cmp(f) < 0 {
			x = f
		}
		if l.Cap != fill.NoCap {
			c := l.Cap.Rat()
			if l.Won != nil {
				c.Sub(c, l.Won)
			}
			if c.Sign() < 0 {
				c.SetInt64(0)
			}
			if x.Cmp(c) > 0 {
				x = c
			}
		}
		return x
	}
	type group struct {
		members []int
		room    *big.Rat
	}
	all := group{room: p.amount}
	var groups []group
	for i := range p.lines {
		all.members = append(all.members, i)
	}
	for _, c := range p.ceilings {
		g := group{room: c.Amount.Rat()}
		for i, l := range p.lines {
			if member(c, l.ID) {
				g.members = append(g.members, i)
				if l.Won != nil {
					g.room = new(big.Rat).Sub(g.room, l.Won)
				}
			}
		}
		groups = append(groups, g)
	}
	groups = append(groups, all)
	sum := func(g group, level *big.Rat) *big.Rat {
		x := new(big.Rat)
		for _, i := range g.members {
			x.Add(x, value(i, level))
		}
		return x
	}
	level := new(big.Rat)
	for {
		// stop full groups whose sum would grow
		for _, g := range groups {
			if sum(g, level).Cmp(g.room) >= 0 {
				for _, i := range g.members {
					if !stopped[i] {
						at[i] = value(i, level)
						stopped[i] = true
					}
				}
			}
		}
		// the next event: a limit of a line, or a full group on the way there
		var next *big.Rat
		try := func(x *big.Rat) {
			if x.Cmp(level) > 0 && (next == nil || x.Cmp(next) < 0) {
				next = x
			}
		}
		for i, l := range p.lines {
			if stopped[i] || !l.Out.IsZero() || l.Weight.Sign() == 0 {
				continue
			}
			f := floorOf(l)
			f.Add(f, l.Held.Rat())
			try(f.Quo(f, l.Weight))
			if l.Cap != fill.NoCap {
				c := l.Cap.Rat()
				if l.Won != nil {
					c.Sub(c, l.Won)
				}
				if c.Sign() < 0 {
					c.SetInt64(0)
				}
				c.Add(c, l.Held.Rat())
				try(c.Quo(c, l.Weight))
			}
		}
		probe := new(big.Rat).Add(level, big.NewRat(1, 1))
		if next != nil {
			probe = new(big.Rat).Quo(new(big.Rat).Add(level, next), big.NewRat(2, 1))
		}
		for _, g := range groups { // between events sums are linear in the level
			a, b := sum(g, level), sum(g, probe)
			slope := new(big.Rat).Sub(b, a)
			if slope.Sign() == 0 {
				continue
			}
			slope.Quo(slope, new(big.Rat).Sub(probe, level))
			full := new(big.Rat).Sub(g.room, a)
			full.Quo(full, slope)
			try(full.Add(full, level))
		}
		if next == nil {
			break
		}
		level = next
	}
	shares := make([]*big.Rat, n)
	for i := range shares {
		shares[i] = value(i, level)
	}
	return shares
}

// TestFillSlow compares the fill with a different way to it, on any problem.
func TestFillSlow(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		p := draw(t, everything)
		s := p.fill(t)
		for i, want := range p.slow() {
			if s.Exact[i].Cmp(want) != 0 {
				t.Fatalf("line %d: %s, event by event %s", i, s.Exact[i], want)
			}
		}
	})
}

// TestFillFeasiblePoints: no feasible point has a lower sum of a^2/w, under
// nested ceilings (P20).
func TestFillFeasiblePoints(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		p := draw(t, shape{ceilings: true, floors: true})
		for i := range p.lines {
			p.lines[i].Weight = new(big.Rat).Add(p.lines[i].Weight, big.NewRat(1, 1))
		}
		s := p.fill(t)
		cost := func(a []*big.Rat) *big.Rat {
			sum := new(big.Rat)
			for i, x := range a {
				y := new(big.Rat).Mul(x, x)
				sum.Add(sum, y.Quo(y, p.lines[i].Weight))
			}
			return sum
		}
		best := cost(s.Exact)
		seed := rapid.Uint64().Draw(t, "seed")
		draws := rand.New(rand.NewPCG(seed, 1))
		for range 20 { // move some of one line's share to another, if limits allow
			a := make([]*big.Rat, len(s.Exact))
			for i := range a {
				a[i] = new(big.Rat).Set(s.Exact[i])
			}
			i, j := draws.IntN(len(a)), draws.IntN(len(a))
			d := new(big.Rat).Mul(a[i], big.NewRat(1+draws.Int64N(8), 8))
			a[i].Sub(a[i], d)
			a[j].Add(a[j], d)
			if p.feasible(a) && cost(a).Cmp(best) < 0 {
				t.Fatalf("moving %s from %d to %d is better", d, i, j)
			}
		}
	})
}
