package scrutiny

import (
	"fmt"
	"math/big"
	"slices"

	"github.com/countyeval/countyeval/evaluation/incentive"
	"github.com/countyeval/countyeval/evaluation/incentive/fill"
	"github.com/countyeval/countyeval/indicators/basis"
)

// marginal moves the shares of a filled division: what each line gains when
// weights, the amount, a ceiling, or what was won before change by a little. It
// holds which lines share which level.
type marginal struct {
	d       incentive.Division
	members [][]int    // of the ceilings, in lines
	group   []int      // of each line: position of the ceiling that froze it, len(members) for the pool, fixed, or out
	order   []int      // the ceilings that froze lines, by level, then the pool
	level   []*big.Rat // by group
	weight  []*big.Rat // by group: sum over its lines
}

// fixed is the group of a line that stands at its floor or cap, or is out.
const fixed = -1

// newMarginal reads which lines move together. Rules other than Fill are an error
// that wraps fill.ErrRule.
func newMarginal(d incentive.Division) (*marginal, error) {
	if _, ok := d.Rule.(fill.Weighted); !ok {
		return nil, &fill.Fault{Tranche: d.Name, Err: basis.Errorf("%w: %q, and only %q has prices", fill.ErrRule, fmt.Sprint(d.Rule), fill.Weighted{}.String())}
	}
	index := make(map[string]int, len(d.Lines))
	for i, l := range d.Lines {
		index[l.ID] = i
	}
	members, err := fill.CheckCeilings(d.Ceilings, index)
	if err != nil {
		return nil, err
	}
	pool := len(members)
	m := &marginal{d: d, members: members, group: make([]int, len(d.Lines)), level: make([]*big.Rat, pool+1), weight: make([]*big.Rat, pool+1)}
	for g := range m.weight {
		m.weight[g] = new(big.Rat)
	}
	if d.Left().Sign() == 0 {
		m.level[pool] = d.Shares.Level
	}
	named := make(map[string]int, pool)
	for g, c := range d.Ceilings {
		named[c.Name] = g
	}
	for i, l := range d.Lines {
		m.group[i] = fixed
		if !l.Out.IsZero() || l.Weight.Sign() == 0 {
			continue
		}
		a := d.Shares.Exact[i]
		switch bound := d.Shares.Bound[i]; bound {
		case fill.BoundFloor, fill.BoundCap:
			continue
		case "":
			m.group[i] = pool
		default:
			have := new(big.Rat).Add(a, l.Held.Rat())
			g, ok := named[bound]
			if !ok || a.Cmp(l.Low()) == 0 && have.Sign() > 0 {
				continue
			}
			m.group[i], m.level[g] = g, have.Quo(have, l.Weight)
		}
		w := m.weight[m.group[i]]
		w.Add(w, l.Weight)
	}
	for g := range members {
		if m.level[g] != nil {
			m.order = append(m.order, g)
		}
	}
	slices.SortStableFunc(m.order, func(a, b int) int { return m.level[a].Cmp(m.level[b]) })
	if m.level[pool] != nil {
		m.order = append(m.order, pool)
	}
	m.joinWeightless(pool)
	return m, nil
}

// joinWeightless gives a line of weight 0 the group that would freeze it if it
// had a little weight: the first that contains it.
func (m *marginal) joinWeightless(pool int) {
	for i, l := range m.d.Lines {
		if !l.Out.IsZero() || l.Weight.Sign() != 0 || m.d.Shares.Bound[i] != "" || l.Cap != fill.NoCap && l.High().Sign() == 0 || l.Held != 0 {
			continue
		}
		for _, g := range m.order {
			if g == pool || slices.Contains(m.members[g], i) {
				m.group[i] = g
				break
			}
		}
	}
}

// has reports whether line i counts towards group g.
func (m *marginal) has(g, i int) bool {
	return g == len(m.members) || slices.Contains(m.members[g], i)
}

// nudge is a small change of what was asked. What is nil does not change.
type nudge struct {
	line    int      // whose weight changes
	weight  *big.Rat // by how much
	amount  *big.Rat // of the pool or tranche
	ceiling int      // position of the ceiling that changes, if room is not nil
	room    *big.Rat
	won     []*big.Rat // by line
}

// move gives the change of every share.
func (m *marginal) move(by nudge) []*big.Rat {
	da := make([]*big.Rat, len(m.d.Lines))
	wonOf := func(i int) *big.Rat {
		if by.won == nil {
			return nil
		}
		return by.won[i]
	}
	for i, l := range m.d.Lines {
		da[i] = new(big.Rat)
		won := wonOf(i)
		if !l.Out.IsZero() || won == nil || m.group[i] != fixed {
			continue
		}
		switch m.d.Shares.Bound[i] {
		case fill.BoundCap:
			if high := l.High(); high != nil && high.Sign() > 0 {
				da[i].Neg(won)
			}
		default:
			if l.Low().Sign() > 0 {
				da[i].Neg(won)
			}
		}
	}
	pool := len(m.members)
	for _, g := range m.order {
		room := new(big.Rat)
		switch {
		case g == pool:
			room.Set(orZero(by.amount))
		case by.room != nil && by.ceiling == g:
			room.Set(by.room)
		}
		for i := range m.d.Lines {
			if !m.has(g, i) {
				continue
			}
			if won := wonOf(i); g != pool && won != nil && !m.exhausted(g) {
				room.Sub(room, won)
			}
			if m.group[i] != g {
				room.Sub(room, da[i])
			}
		}
		own := new(big.Rat)
		if by.weight != nil && m.group[by.line] == g {
			own.Mul(m.level[g], by.weight)
			room.Sub(room, own)
		}
		if m.weight[g].Sign() == 0 {
			continue
		}
		room.Quo(room, m.weight[g])
		for i, l := range m.d.Lines {
			if m.group[i] == g {
				da[i].Mul(l.Weight, room)
			}
		}
		if by.weight != nil && m.group[by.line] == g {
			da[by.line].Add(da[by.line], own)
		}
	}
	return da
}

// exhausted reports whether the members of ceiling g had won more than it allows
// before the tranche: it then has no room, whatever they win.
func (m *marginal) exhausted(g int) bool {
	var won fill.Sum
	for _, i := range m.members[g] {
		won.Add(orZero(m.d.Lines[i].Won))
	}
	return won.Cmp(m.d.Ceilings[g].Amount.Rat()) > 0
}

// orZero is x, or 0 for none.
func orZero(x *big.Rat) *big.Rat {
	if x == nil {
		return new(big.Rat)
	}
	return x
}
