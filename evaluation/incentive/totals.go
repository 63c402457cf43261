package incentive

import (
	"math/big"

	"github.com/countyeval/countyeval/evaluation/incentive/fill"
	"github.com/countyeval/countyeval/indicators/basis"
)

// totals gathers what the divisions gave, and the limits that hold for it.
func (a *Allocation) totals() fill.Totals {
	t := fill.Totals{Amount: a.Pool.Amount - a.Pool.Reserve, Lot: max(a.Pool.Lot, 1)}
	if len(a.Divisions) == 0 {
		return t
	}
	last := a.Divisions[len(a.Divisions)-1]
	t.Exact = last.totals()
	if len(a.Divisions) == 1 && last.byFill() {
		t.Weights = make([]*big.Rat, len(last.Lines))
		for i, l := range last.Lines {
			if t.Weights[i] = l.Weight; l.Held != 0 {
				t.Weights = nil
				break
			}
		}
	}
	t.Lines = make([]fill.Line, len(last.Lines))
	for i := range t.Lines {
		l := fill.Line{ID: last.Lines[i].ID, Weight: last.Lines[i].Weight, Out: last.Lines[i].Out}
		in := false
		for _, d := range a.Divisions {
			x := d.Lines[i]
			if !x.Out.IsZero() {
				continue
			}
			if !in {
				in = true
				l.Out = basis.Text{}
			}
			l.Weight, l.Held = x.Weight, x.Held
			l.Floor, l.Cap = max(l.Floor, x.Floor), max(l.Cap, x.Cap)
		}
		t.Lines[i] = l
	}
	index := make(map[string]int, len(t.Lines))
	for i, l := range t.Lines {
		index[l.ID] = i
	}
	for _, d := range a.Divisions {
		for _, c := range d.Ceilings {
			var all fill.Sum
			for _, code := range c.Members {
				if i, ok := index[code]; ok {
					all.Add(t.Exact[i])
				}
			}
			if all.Cmp(c.Amount.Rat()) <= 0 {
				t.Ceilings = append(t.Ceilings, c)
			}
		}
	}
	return t
}
