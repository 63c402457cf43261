package fill

import (
	"math"
	"math/big"
	"slices"

	"github.com/countyeval/countyeval/indicators/basis"
)

// Twin is the [Weighted] fill in float64, for simulations that ask the same question
// a million times with other weights: floors, caps, amounts in hand and ceilings are
// those of the lines that it was made of. Its shares are within one smallest unit of
// the exact ones for amounts up to 10^12. Nobody is given an amount that it made. It
// reuses its storage, so every worker needs one of its own.
type Twin struct {
	lo, hi  []float64 // with what is held, net of what was won; hi +Inf: no cap
	floor   []float64 // lo of the lines that it was made of
	held    []float64
	weights []float64 // of the lines
	in      []bool
	groups  []vessel // of the ceilings, then the pool
	holding float64  // sum of what is held

	w      []float64 // of the question
	frozen []float64 // level at which a line stopped; NaN: none yet
}

// vessel is a ceiling, or the pool as the ceiling of all lines.
type vessel struct {
	members []int   // lines that are in
	full    float64 // what they may have
	open    bool
	stale   bool
	level   float64 // at which it binds; +Inf: never
}

// NewTwin makes the twin of a question. Bad lines and ceilings are reported
// together, as by [Weighted.Divide].
func NewTwin(lines []Line, ceilings []Ceiling) (*Twin, error) {
	members, err := checkDivision(new(big.Rat), lines, ceilings)
	if err != nil {
		return nil, err
	}
	n := len(lines)
	t := &Twin{
		lo: make([]float64, n), hi: make([]float64, n), held: make([]float64, n),
		weights: make([]float64, n), in: make([]bool, n), w: make([]float64, n), frozen: make([]float64, n),
		groups: make([]vessel, len(ceilings)+1),
	}
	won := make([]float64, n)
	pool := &t.groups[len(ceilings)]
	for i, l := range lines {
		if l.Won != nil {
			won[i], _ = l.Won.Float64()
		}
		if !l.Out.IsZero() {
			continue
		}
		t.in[i] = true
		t.held[i] = float64(l.Held)
		t.holding += t.held[i]
		t.lo[i], _ = l.Low().Float64()
		t.lo[i] += t.held[i]
		if t.hi[i] = math.Inf(1); l.Cap != NoCap {
			t.hi[i], _ = l.High().Float64()
			t.hi[i] += t.held[i]
		}
		t.weights[i], _ = l.Weight.Float64()
		pool.members = append(pool.members, i)
	}
	t.floor = slices.Clone(t.lo)
	for g, c := range ceilings {
		b := &t.groups[g]
		b.full = float64(c.Amount)
		for _, i := range members[g] {
			b.full -= won[i]
		}
		b.full = max(b.full, 0)
		for _, i := range members[g] {
			if t.in[i] {
				b.members = append(b.members, i)
				b.full += t.held[i]
			}
		}
	}
	return t, nil
}

// Admit says who is in for the questions that follow, one a line: a line that is not has
// no floor, and with a weight of 0 gets nothing beyond what it holds. Lines that were out
// when the twin was made stay out. nil admits all.
func (t *Twin) Admit(in []bool) error {
	if in != nil && len(in) != len(t.lo) {
		return basis.Errorf("%w: %d of %d lines", basis.ErrNumber, len(in), len(t.lo))
	}
	copy(t.lo, t.floor)
	for i, is := range in {
		if !is {
			t.lo[i] = t.held[i]
		}
	}
	return nil
}

// Divide fills amount, in smallest units, into the lines and returns their shares. A
// nil dst allocates; weights are one a line, nil for those of the lines. A weight
// or an amount that is negative or not finite is an error that wraps [basis.ErrNumber],
// floors that cannot be met one that wraps [ErrFloors].
func (t *Twin) Divide(dst []float64, amount float64, weights []float64) ([]float64, error) {
	if weights == nil {
		weights = t.weights
	}
	n := len(t.lo)
	if len(weights) != n {
		return nil, basis.Errorf("%w: %d weights for %d lines", basis.ErrNumber, len(weights), n)
	}
	if !(amount >= 0) || math.IsInf(amount, 1) {
		return nil, basis.Errorf("%w: the amount to divide is %v", basis.ErrNumber, amount)
	}
	for i, w := range weights {
		t.frozen[i] = math.NaN()
		if t.w[i] = w; t.in[i] && (!(w >= 0) || math.IsInf(w, 1)) {
			return nil, basis.Errorf("%w: weight %v of line %d", basis.ErrNumber, w, i+1)
		}
	}
	last := len(t.groups) - 1
	t.groups[last].full = amount + t.holding
	for g := range t.groups {
		b := &t.groups[g]
		b.open, b.stale = true, true
		need := 0.0
		for _, i := range b.members {
			need += t.lo[i]
		}
		if need > b.full*(1+1e-12) {
			return nil, basis.Errorf("%w: need %v, have %v", ErrFloors, need, b.full)
		}
	}
	top := t.run(last)
	if cap(dst) < n {
		dst = make([]float64, n)
	}
	dst = dst[:n]
	for i := range dst {
		dst[i] = 0
		if !t.in[i] {
			continue
		}
		at := t.frozen[i]
		if math.IsNaN(at) {
			at = top
		}
		dst[i] = t.at(i, at) - t.held[i]
	}
	return dst, nil
}

// run freezes groups in the order of their levels, and returns the level of the
// lines that no ceiling has stopped: +Inf if the pool never binds.
func (t *Twin) run(pool int) float64 {
	top := 0.0
	for {
		first := pool
		for g := range t.groups {
			b := &t.groups[g]
			if b.open && b.stale {
				b.level = t.find(b)
				b.stale = false
			}
		}
		for g := range t.groups {
			b := &t.groups[g]
			if b.open && b.level < t.groups[first].level {
				first = g
			}
		}
		top = max(top, t.groups[first].level)
		if first == pool {
			return top
		}
		b := &t.groups[first]
		b.open = false
		touched := make(map[int]bool, len(b.members))
		for _, i := range b.members {
			if math.IsNaN(t.frozen[i]) {
				t.frozen[i] = top
				touched[i] = true
			}
		}
		for h := range t.groups {
			for _, i := range t.groups[h].members {
				if touched[i] {
					t.groups[h].stale = true
					break
				}
			}
		}
	}
}

// at is what line i has at a level, with what it holds.
func (t *Twin) at(i int, level float64) float64 {
	if t.w[i] == 0 {
		return t.lo[i]
	}
	return min(max(float64(level*t.w[i]), t.lo[i]), t.hi[i])
}

// find is the level at which the lines of b that are not frozen have all its
// room: Newton's steps on the broken line of their sum, kept in a bracket.
func (t *Twin) find(b *vessel) float64 {
	room, most, low, high := b.full, 0.0, 0.0, 0.0
	weight, floors := 0.0, 0.0
	for _, i := range b.members {
		if at := t.frozen[i]; !math.IsNaN(at) {
			room -= t.at(i, at)
			continue
		}
		floors += t.lo[i]
		if t.w[i] == 0 {
			most += t.lo[i]
			continue
		}
		most += t.hi[i]
		weight += t.w[i]
	}
	switch {
	case weight == 0 || most <= room:
		return math.Inf(1)
	case floors >= room:
		return 0
	}
	for _, i := range b.members {
		if t.w[i] > 0 && math.IsNaN(t.frozen[i]) {
			high = max(high, min(t.hi[i], max(room, t.lo[i]))/t.w[i])
		}
	}
	level := min(room/weight, high)
	const steps = 200
	for step := range steps {
		still, moving := 0.0, 0.0
		for _, i := range b.members {
			if !math.IsNaN(t.frozen[i]) {
				continue
			}
			switch x := float64(level * t.w[i]); {
			case x <= t.lo[i]:
				still += t.lo[i]
			case x >= t.hi[i]:
				still += t.hi[i]
			default:
				moving += t.w[i]
			}
		}
		gap := room - still - float64(moving*level)
		if math.Abs(gap) <= 1e-13*room {
			return level
		}
		if gap > 0 {
			low = level
		} else {
			high = level
		}
		next := (room - still) / moving
		const patience = 20
		if moving == 0 || next <= low || next >= high || step > patience {
			next = low + (high-low)/2
		}
		if next == level || next <= low || next >= high {
			return level
		}
		level = next
	}
	return level
}
