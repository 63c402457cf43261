package incentive

import (
	"math/big"

	"github.com/countyeval/countyeval/evaluation/incentive/fill"
	"github.com/countyeval/countyeval/indicators/basis"
)

// block is the work on some of the awards, which goes on beside that on others.
type block struct {
	checker
	given []fill.Sum // by division
}

// blockSize is how many awards a block has.
const blockSize = 1024

// cellsOf is the work on n awards for [basis.Each], to which an award is as much as so many
// cells of a table.
func cellsOf(n int) int {
	const cells = 64
	return cells * n
}

// ledgers checks that rows and columns balance and follow from the divisions.
func (c *checker) ledgers() {
	m := make([]moves, len(c.Divisions))
	given := make([]fill.Sum, len(c.Divisions))
	for k := range c.Divisions {
		m[k] = c.Divisions[k].moves()
	}
	blocks := make([]block, (len(c.Awards)+blockSize-1)/blockSize)
	basis.Each(len(blocks), cellsOf(len(c.Awards)), func(b int) {
		p := &blocks[b]
		p.Allocation, p.line, p.given = c.Allocation, c.line, make([]fill.Sum, len(c.Divisions))
		var want []Entry
		for k := b * blockSize; k < min((b+1)*blockSize, len(c.Awards)); k++ {
			want = p.row(want[:0], &c.Awards[k], m, p.given)
			p.chains(&c.Awards[k])
		}
	})
	for b := range blocks {
		c.errs = append(c.errs, blocks[b].errs...)
		for k := range given {
			given[k].Add(blocks[b].given[k].Rat())
		}
	}
	for k := range c.Awards {
		c.quotes(&c.Awards[k])
	}
	for k, d := range c.Divisions {
		left := d.Left()
		if given[k].Cmp(left.Sub(d.Amount, left)) != 0 {
			c.bad("", "the ledger columns of tranche %q sum to %s, not to the %s that it gave", d.Name, given[k].Rat().RatString(), left.RatString())
		}
	}
}

// row checks the entries of one award that move amounts. given collects them by
// division. want is room for the entries that there should be.
func (c *checker) row(want []Entry, w *Award, m []moves, given []fill.Sum) []Entry {
	i := c.line[w.Place.Unit.Code]
	for k := range c.Divisions {
		want = c.Divisions[k].entries(want, i, m[k])
	}
	want = w.rounded(want)
	var all fill.Sum
	at := 0
	for j := range w.Ledger {
		e := &w.Ledger[j]
		switch e.Kind {
		case Share, Limited, Redistribution, Rounding:
		default:
			if e.Delta.Sign() != 0 {
				c.bad(w.Place.Unit.Code, "a ledger entry of kind %s moves %s", e.Kind, e.Delta.RatString())
			}
			continue
		}
		all.Add(e.Delta)
		if e.Kind != Rounding {
			for k := range c.Divisions {
				if c.Divisions[k].Name == e.Tranche {
					given[k].Add(e.Delta)
				}
			}
		}
		if at >= len(want) || !alike(e, &want[at]) {
			c.bad(w.Place.Unit.Code, "ledger entry %s of %s does not follow from the division", e.Kind, e.Delta.RatString())
		}
		at++
	}
	if at < len(want) {
		c.bad(w.Place.Unit.Code, "%d ledger entries are missing", len(want)-at)
	}
	if all.Cmp(w.Amount.Rat()) != 0 {
		c.bad(w.Place.Unit.Code, "the ledger sums to %s, not to the award of %d", all.Rat().RatString(), w.Amount)
	}
	return want
}

// alike compares what two entries say about amounts.
func alike(a, b *Entry) bool {
	return a.Tranche == b.Tranche && a.Kind == b.Kind && a.Bound == b.Bound &&
		same(a.From, b.From) && same(a.To, b.To) && same(a.Delta, b.Delta)
}

// chains checks that the changes of clauses lead from the first line to the one
// that was divided, in every tranche.
func (c *checker) chains(w *Award) {
	code := w.Place.Unit.Code
	i := c.line[code]
	one, zero := big.NewRat(1, 1), new(big.Rat)
	for _, d := range c.Divisions {
		l := d.Lines[i]
		weight, floor, held := one, zero, zero
		var limit *big.Rat
		out, why := false, ""
		for j := range w.Ledger {
			e := &w.Ledger[j]
			if e.Tranche != "" && e.Tranche != d.Name {
				continue
			}
			var now **big.Rat
			switch e.Kind {
			case Out:
				out = true
				if why = e.Why.String(); why == "" {
					why = e.Clause
				}
				continue
			case Weight:
				now = &weight
			case Cap:
				now = &limit
			case Floor:
				now = &floor
			case Held:
				now = &held
			default:
				continue
			}
			if !same(*now, e.From) {
				c.bad(code, "tranche %q: the ledger changes a %s that it has not set", d.Name, e.Kind)
			}
			*now = e.To
		}
		if out == l.Out.IsZero() || why != l.Out.String() {
			c.bad(code, "tranche %q: out %q, in the ledger %q", d.Name, l.Out.String(), why)
		}
		if p := w.Place; (p.Rank <= 0 || !p.Out.IsZero()) && l.Out.String() != notRanked(p).String() {
			c.bad(code, "tranche %q: out since %q, and its place says %q", d.Name, l.Out.String(), notRanked(p).String())
		}
		if !same(weight, l.Weight) || !amounts(limit, l.Cap) || !amounts(floor, l.Floor) || !amounts(held, l.Held) {
			c.bad(code, "tranche %q: the ledger does not lead to the line that was divided", d.Name)
		}
	}
}
