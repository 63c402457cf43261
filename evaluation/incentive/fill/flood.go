package fill

import (
	"cmp"
	"math"
	"math/big"
	"slices"
)

// sortEvents lists where lines leave their floors and meet their caps, by level.
// Levels are compared as floats and, where these are too near to tell, exactly;
// the answer is always the exact one.
func (f *flood) sortEvents() {
	f.events = make([]event, 0, 2*len(f.w))
	for i := range f.w {
		if f.w[i].Sign() == 0 || !f.open[i] && f.hi[i].Cmp(&f.lo[i]) <= 0 {
			continue
		}
		w, _ := f.w[i].Float64()
		lo, _ := f.lo[i].Float64()
		f.events = append(f.events, event{line: i, key: lo / w})
		if !f.open[i] {
			hi, _ := f.hi[i].Float64()
			f.events = append(f.events, event{line: i, stop: true, key: hi / w})
		}
	}
	slices.SortFunc(f.events, func(a, b event) int {
		d, big := math.Abs(a.key-b.key), math.Max(a.key, b.key)
		if big > 1e-280 && d > 1e-12*big && !math.IsInf(d, 0) {
			return cmp.Compare(a.key, b.key)
		}
		x := f.term[0].Mul(f.at(a), &f.w[b.line])
		y := f.term[1].Mul(f.at(b), &f.w[a.line])
		return x.Cmp(y)
	})
}

// at is the amount of the line where the event happens.
func (f *flood) at(e event) *big.Int {
	if e.stop {
		return &f.hi[e.line]
	}
	return &f.lo[e.line]
}

// run freezes groups in the order of their levels, until the pool binds or none
// does. Of groups with one level the pool goes first, then the ceilings as given.
func (f *flood) run() {
	pool := len(f.groups) - 1
	for {
		first := -1
		for k := range f.groups {
			g := (k + pool) % len(f.groups)
			b := &f.groups[g]
			if !b.open {
				continue
			}
			if b.stale {
				f.find(b)
			}
			if b.finite && (first < 0 || f.compare(&b.at, &f.groups[first].at) < 0) {
				first = g
			}
		}
		if first < 0 {
			return
		}
		b := &f.groups[first]
		if f.compare(&b.at, &f.top) > 0 {
			f.top.p.Set(&b.at.p)
			f.top.q.Set(&b.at.q)
		}
		f.level[first].p.Set(&f.top.p)
		f.level[first].q.Set(&f.top.q)
		f.bound[first] = true
		b.open = false
		if first == pool {
			f.freezeRest(pool)
			return
		}
		f.freeze(first)
	}
}

// find sets the level at which b would bind alone: the least lambda at which its
// lines that are not frozen have all its room. Between two events their sum is
// still + moving*lambda.
func (f *flood) find(b *basin) {
	b.stale = false
	still := new(big.Int).Set(&b.floors)
	var moving big.Int
	left := new(big.Int).Mul(still, &b.room.q)
	if left.Cmp(&b.room.p) >= 0 {
		b.finite = true
		b.at.p.SetInt64(0)
		b.at.q.SetInt64(1)
		return
	}
	sum, room := &f.term[0], &f.term[1]
	for _, e := range b.events {
		i := e.line
		if f.frozen[i] >= 0 {
			continue
		}
		at := f.at(e)
		if moving.Sign() > 0 {
			// still + moving*at/w >= room.p/room.q ?
			sum.Mul(&moving, at)
			sum.Add(sum, f.term[2].Mul(still, &f.w[i]))
			sum.Mul(sum, &b.room.q)
			room.Mul(&b.room.p, &f.w[i])
			if sum.Cmp(room) >= 0 {
				f.solve(b, still, &moving)
				return
			}
		}
		if e.stop {
			still.Add(still, at)
			moving.Sub(&moving, &f.w[i])
		} else {
			still.Sub(still, at)
			moving.Add(&moving, &f.w[i])
		}
	}
	if b.finite = moving.Sign() > 0; b.finite {
		f.solve(b, still, &moving)
	}
}

// solve sets the level at which still + moving*level is the room of b.
func (f *flood) solve(b *basin, still, moving *big.Int) {
	b.finite = true
	b.at.p.Sub(&b.room.p, f.term[0].Mul(still, &b.room.q))
	b.at.q.Mul(&b.room.q, moving)
	reduce(&b.at)
}

func reduce(r *ratio) {
	if r.p.Sign() == 0 {
		r.q.SetInt64(1)
		return
	}
	var g big.Int
	if g.GCD(nil, nil, &r.p, &r.q); !g.IsInt64() || g.Int64() != 1 {
		r.p.Quo(&r.p, &g)
		r.q.Quo(&r.q, &g)
	}
}

func (f *flood) compare(a, b *ratio) int {
	return f.term[0].Mul(&a.p, &b.q).Cmp(f.term[1].Mul(&b.p, &a.q))
}

// Where a line stands at a level.
const (
	atFloor = -1
	atLevel = 0
	atCap   = 1
)

// stand says where line i is at level r: at its floor, between, or at its cap.
func (f *flood) stand(i int, r *ratio) int {
	have := f.term[0].Mul(&f.w[i], &r.p)
	if have.Cmp(f.term[1].Mul(&f.lo[i], &r.q)) < 0 {
		return atFloor
	}
	if !f.open[i] && have.Cmp(f.term[1].Mul(&f.hi[i], &r.q)) > 0 {
		return atCap
	}
	return atLevel
}

// freeze stops the members of group g at its level, and takes what they have
// from the room of every other group that they belong to.
func (f *flood) freeze(g int) {
	r := &f.level[g]
	var fresh []int
	for i := range f.frozen {
		if f.frozen[i] < 0 && f.groups[g].has(i) {
			f.frozen[i] = g
			fresh = append(fresh, i)
		}
	}
	for h := range f.groups {
		b := &f.groups[h]
		if !b.open {
			continue
		}
		var fixed, moved big.Int // whole amounts, and weights at the level
		touched := false
		for _, i := range fresh {
			if !b.has(i) {
				continue
			}
			touched = true
			b.floors.Sub(&b.floors, &f.lo[i])
			switch f.stand(i, r) {
			case atFloor:
				fixed.Add(&fixed, &f.lo[i])
			case atCap:
				fixed.Add(&fixed, &f.hi[i])
			default:
				moved.Add(&moved, &f.w[i])
			}
		}
		if !touched {
			continue
		}
		// room - fixed - moved*p/q
		b.room.p.Sub(&b.room.p, fixed.Mul(&fixed, &b.room.q))
		if moved.Sign() > 0 && r.p.Sign() > 0 {
			moved.Mul(&moved, &r.p)
			b.room.p.Mul(&b.room.p, &r.q)
			b.room.p.Sub(&b.room.p, moved.Mul(&moved, &b.room.q))
			b.room.q.Mul(&b.room.q, &r.q)
			reduce(&b.room)
		}
		b.stale = true
	}
}

// freezeRest gives group g all lines that no other has.
func (f *flood) freezeRest(g int) {
	for i := range f.frozen {
		if f.frozen[i] < 0 {
			f.frozen[i] = g
		}
	}
}

// shares reads the answer. If the pool did not bind, the level is where the last
// line stopped.
func (f *flood) shares(lines []Line, ceilings []Ceiling) Shares {
	n := len(lines)
	s := Shares{Exact: make([]*big.Rat, n), Bound: make([]string, n)}
	pool := len(f.groups) - 1
	if !f.bound[pool] {
		for i := range lines {
			if f.frozen[i] < 0 && f.w[i].Sign() > 0 {
				last := ratio{p: f.hi[i], q: f.w[i]}
				if f.compare(&last, &f.top) > 0 {
					f.top.p.Set(&last.p)
					f.top.q.Set(&last.q)
				}
			}
		}
		reduce(&f.top)
	}
	for i := range lines {
		g := f.frozen[i]
		r := &f.top
		if g >= 0 {
			r = &f.level[g]
		}
		x := new(big.Rat)
		s.Exact[i] = x
		if !lines[i].Out.IsZero() {
			continue
		}
		switch f.stand(i, r) {
		case atFloor:
			x.SetFrac(&f.lo[i], f.amountScale)
			s.Bound[i] = BoundFloor
			if g >= 0 && g != pool && f.stand(i, &f.top) != atFloor {
				s.Bound[i] = ceilings[g].Name
			}
		case atCap:
			x.SetFrac(&f.hi[i], f.amountScale)
			s.Bound[i] = BoundCap
		default:
			have := new(big.Int).Mul(&f.w[i], &r.p)
			x.SetFrac(have, f.term[2].Mul(&r.q, f.amountScale))
			switch {
			case f.w[i].Sign() == 0:
			case g >= 0 && g != pool && f.compare(r, &f.top) < 0:
				s.Bound[i] = ceilings[g].Name
			case !f.bound[pool] && !f.open[i] && f.stopped(i):
				s.Bound[i] = BoundCap
			case g >= 0 && g != pool && !f.bound[pool]:
				s.Bound[i] = ceilings[g].Name
			}
		}
		if lines[i].Held != 0 {
			x.Sub(x, lines[i].Held.Rat())
		}
	}
	s.Level = new(big.Rat).SetFrac(
		new(big.Int).Mul(&f.top.p, f.weightScale),
		new(big.Int).Mul(&f.top.q, f.amountScale))
	return s
}

// stopped reports whether line i, at the top level, has just its cap.
func (f *flood) stopped(i int) bool {
	return f.term[0].Mul(&f.w[i], &f.top.p).Cmp(f.term[1].Mul(&f.hi[i], &f.top.q)) == 0
}
