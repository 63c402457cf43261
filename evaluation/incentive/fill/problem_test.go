package fill_test

import (
	"fmt"
	"math/big"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/countyeval/countyeval/evaluation/incentive/fill"
	"github.com/countyeval/countyeval/indicators/basis"
)

// problem is a random question to the fill that can be answered: floors fit.
type problem struct {
	amount   *big.Rat
	lines    []fill.Line
	ceilings []fill.Ceiling
}

// shape says what problems may have.
type shape struct {
	ceilings, crossing bool
	floors             bool
	won, held, out     bool
}

var everything = shape{ceilings: true, crossing: true, floors: true, won: true, held: true, out: true}

// draw makes a problem. Small numbers make ties and coinciding limits frequent.
func draw(t *rapid.T, s shape) problem {
	n := rapid.IntRange(1, 8).Draw(t, "n")
	p := problem{lines: make([]fill.Line, n)}
	for i := range p.lines {
		l := fill.Line{ID: code(i), Cap: fill.NoCap}
		l.Weight = big.NewRat(rapid.Int64Range(0, 12).Draw(t, "weight"), rapid.SampledFrom([]int64{1, 1, 2, 3, 10}).Draw(t, "den"))
		if s.floors && rapid.Bool().Draw(t, "has floor") {
			l.Floor = fill.Amount(rapid.Int64Range(0, 15).Draw(t, "floor"))
		}
		if rapid.Bool().Draw(t, "has cap") {
			l.Cap = l.Floor + fill.Amount(rapid.Int64Range(0, 30).Draw(t, "room"))
		}
		if s.held && rapid.IntRange(0, 3).Draw(t, "holds") == 0 {
			l.Held = fill.Amount(rapid.Int64Range(0, 10).Draw(t, "held"))
		}
		if s.won && rapid.IntRange(0, 3).Draw(t, "has won") == 0 {
			l.Won = big.NewRat(rapid.Int64Range(0, 20).Draw(t, "won"), 7)
		}
		if s.out && rapid.IntRange(0, 7).Draw(t, "is out") == 0 {
			l.Out = basis.Textf("out")
		}
		p.lines[i] = l
	}
	if s.ceilings {
		p.ceilings = drawCeilings(t, p.lines, s.crossing)
	}
	need := new(big.Rat)
	for _, l := range p.lines {
		need.Add(need, floorOf(l))
	}
	p.amount = need.Add(need, big.NewRat(rapid.Int64Range(0, 120).Draw(t, "more"), rapid.SampledFrom([]int64{1, 1, 3}).Draw(t, "amount den")))
	return p
}

// drawCeilings makes ceilings that are halves within halves of the lines, or any
// subsets, each with room for the floors of its members.
func drawCeilings(t *rapid.T, lines []fill.Line, crossing bool) []fill.Ceiling {
	var ceilings []fill.Ceiling
	add := func(members []int) {
		c := fill.Ceiling{Name: fmt.Sprint("basin ", len(ceilings))}
		need := new(big.Rat)
		for _, i := range members {
			c.Members = append(c.Members, lines[i].ID)
			need.Add(need, floorOf(lines[i]))
			if lines[i].Won != nil {
				need.Add(need, lines[i].Won)
			}
		}
		whole := new(big.Int).Quo(need.Num(), need.Denom()).Int64() + 1
		c.Amount = fill.Amount(whole + rapid.Int64Range(0, 40).Draw(t, "ceiling"))
		ceilings = append(ceilings, c)
	}
	if crossing {
		for range rapid.IntRange(0, 3).Draw(t, "ceilings") {
			var members []int
			for i := range lines {
				if rapid.Bool().Draw(t, "member") {
					members = append(members, i)
				}
			}
			if len(members) > 0 {
				add(members)
			}
		}
		return ceilings
	}
	var split func(from, to int)
	split = func(from, to int) {
		if to-from < 1 {
			return
		}
		if rapid.Bool().Draw(t, "ceiling here") {
			members := make([]int, 0, to-from)
			for i := from; i < to; i++ {
				members = append(members, i)
			}
			add(members)
		}
		if to-from > 1 {
			middle := rapid.IntRange(from+1, to-1).Draw(t, "split")
			split(from, middle)
			split(middle, to)
		}
	}
	split(0, len(lines))
	return ceilings
}

// floorOf is what a line must get: its floor less what it has won.
func floorOf(l fill.Line) *big.Rat {
	if !l.Out.IsZero() {
		return new(big.Rat)
	}
	f := l.Floor.Rat()
	if l.Won != nil {
		f.Sub(f, l.Won)
	}
	if f.Sign() < 0 {
		f.SetInt64(0)
	}
	return f
}

// fill answers a problem, and has the answer certified.
func (p problem) fill(t require.TestingT) fill.Shares {
	s, err := fill.Weighted{}.Divide(p.amount, p.lines, p.ceilings)
	require.NoError(t, err)
	require.NoError(t, fill.Weighted{}.Certify(p.amount, p.lines, p.ceilings, s), "certificate")
	return s
}

// clone copies a problem, so that it can be changed.
func (p problem) clone() problem {
	c := problem{amount: new(big.Rat).Set(p.amount), lines: make([]fill.Line, len(p.lines)), ceilings: make([]fill.Ceiling, len(p.ceilings))}
	copy(c.lines, p.lines)
	copy(c.ceilings, p.ceilings)
	return c
}

// together reports whether i and j are members of the same ceilings.
func (p problem) together(i, j int) bool {
	for _, c := range p.ceilings {
		if member(c, p.lines[i].ID) != member(c, p.lines[j].ID) {
			return false
		}
	}
	return true
}

func member(c fill.Ceiling, id string) bool {
	for _, m := range c.Members {
		if m == id {
			return true
		}
	}
	return false
}

// feasible reports whether shares keep floors, caps and ceilings.
func (p problem) feasible(a []*big.Rat) bool {
	for i, l := range p.lines {
		if a[i].Cmp(floorOf(l)) < 0 || l.Cap != fill.NoCap && a[i].Cmp(l.Cap.Rat()) > 0 {
			return false
		}
	}
	for _, c := range p.ceilings {
		sum := new(big.Rat)
		for i, l := range p.lines {
			if member(c, l.ID) {
				sum.Add(sum, a[i])
			}
		}
		if sum.Cmp(c.Amount.Rat()) > 0 {
			return false
		}
	}
	return true
}
