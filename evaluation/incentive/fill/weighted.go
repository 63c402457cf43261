package fill

import (
	"math/big"
	"slices"

	"github.com/countyeval/countyeval/indicators/basis"
)

// Weighted is the weighted fill, the engine of this package: the level lambda rises
// from 0 and every line takes lambda for each part of its weight, but no less
// than its floor and no more than its cap; the members of a ceiling stop when it
// is reached; the rise ends when the amount is gone or nobody can take more.
//
//	a_i = clamp(lambda w_i - held_i, floor_i, cap_i),  sum a_i = amount
//
// with floor and cap net of what was won. Floors and caps are met in one sweep
// over their sorted levels floor/w and cap/w, never by fixing those violated and
// starting anew, which goes wrong when a floor and a cap are violated together.
// With ceilings, the level at which each would bind alone is found in this way on
// its members; the lowest binds first and freezes its members; then again.
//
// The shares are the exact minimum of sum a_i^2/(2 w_i), the maximum of weighted
// Nash and of every weighted alpha-fair welfare under nested ceilings, and the
// weighted lexicographic max-min point under any. Ceilings that cross may leave
// part of the amount undivided.
//
// A line of weight 0 gets its floor. Level is the least lambda that gives the
// shares; if amount is left, the level at which the last line stopped, and 0 if
// no line has weight. A share is bound ("cap", "floor", a ceiling) if its limit
// makes it differ from lambda w_i - held_i.
//
// O(n log n) without ceilings, times the number of ceilings with. Sources: D.
// Bertsekas, R. Gallager, Data Networks (2nd ed. 1992), section 6.5.2 (max-min
// flow control, progressive filling); S. Fujishige, Lexicographically optimal
// base of a polymatroid with respect to a weight vector, Math. Oper. Res. 5
// (1980) 186-196; H. Moulin, Priority rules and other asymmetric rationing
// methods, Econometrica 68 (2000) 643-684.
type Weighted struct{}

var _ Certifier = Weighted{}

// String gives "fill".
func (r Weighted) String() string { return r.Text().String() }

// Text gives fill, 按份数分配.
func (Weighted) Text() basis.Text { return basis.Textf("fill") }

// Divide fills amount into the lines. Bad lines, ceilings or a negative amount
// are reported together; floors above the amount or a ceiling are a
// [*FloorsError] for each.
func (Weighted) Divide(amount *big.Rat, lines []Line, ceilings []Ceiling) (Shares, error) {
	members, err := checkDivision(amount, lines, ceilings)
	if err != nil {
		return Shares{}, err
	}
	p := newFlood(amount, lines, ceilings, members)
	if err := p.feasible(lines, ceilings); err != nil {
		return Shares{}, err
	}
	p.run()
	return p.shares(lines, ceilings), nil
}

// checkDivision lists what is wrong with the question put to a rule, and gives
// the positions of the members of the ceilings.
func checkDivision(amount *big.Rat, lines []Line, ceilings []Ceiling) ([][]int, error) {
	var errs []error
	switch {
	case amount == nil:
		errs = append(errs, basis.Errorf("%w: no amount to divide", basis.ErrNumber))
	case amount.Sign() < 0:
		errs = append(errs, basis.Errorf("%w: the amount to divide, %s, is negative", basis.ErrNumber, amount.RatString()))
	}
	index := make(map[string]int, len(lines))
	for i, l := range lines {
		if _, there := index[l.ID]; there {
			errs = append(errs, &Fault{Unit: l.ID, Err: ErrDuplicate})
		}
		index[l.ID] = i
		if l.Won != nil && l.Won.Sign() < 0 {
			errs = append(errs, &Fault{Unit: l.ID, Err: basis.Errorf("%w: won %s is negative", basis.ErrNumber, l.Won.RatString())})
		}
		if !l.Out.IsZero() {
			continue
		}
		if err := l.CheckWeight(); err != nil {
			errs = append(errs, &Fault{Unit: l.ID, Err: err})
		}
		if err := l.CheckLimits(Measure{}); err != nil {
			errs = append(errs, &Fault{Unit: l.ID, Err: err})
		}
	}
	members, err := CheckCeilings(ceilings, index)
	return members, basis.JoinErrors(append(errs, slices.Collect(basis.All(err))...)...)
}

// flood is a fill in whole numbers: weights times one common denominator, amounts
// times another. Held is part of lo, hi and the amounts.
type flood struct {
	weightScale, amountScale *big.Int

	w, lo, hi []big.Int // a line that is out has all three zero
	open      []bool    // hi is infinite
	events    []event   // of all lines, by level
	groups    []basin   // of the ceilings, then the pool

	frozen []int   // by line: the group that froze it, -1: none yet
	level  []ratio // by group: where it bound
	bound  []bool  // by group
	top    ratio   // the level of the last group that bound
	term   [4]big.Int
}

// event is a line that leaves its floor (stop false) or meets its cap.
type event struct {
	line int
	stop bool
	key  float64 // lo/w or hi/w, nearly
}

// ratio is p/q with q > 0.
type ratio struct{ p, q big.Int }

// basin is a ceiling, or the pool as the ceiling of all lines.
type basin struct {
	in     []bool  // by line; nil: all
	events []event // of its lines
	room   ratio   // what its lines that are not frozen may have
	floors big.Int // sum of their lo
	stale  bool    // level must be found again
	open   bool    // the group can still bind
	at     ratio   // the level at which it would bind
	finite bool    // at is a level; otherwise it never binds
}

func newFlood(amount *big.Rat, lines []Line, ceilings []Ceiling, members [][]int) *flood {
	n := len(lines)
	f := &flood{
		weightScale: big.NewInt(1), amountScale: big.NewInt(1),
		w: make([]big.Int, n), lo: make([]big.Int, n), hi: make([]big.Int, n),
		open: make([]bool, n), frozen: make([]int, n),
	}
	scaleUp(f.amountScale, amount)
	for _, l := range lines {
		scaleUp(f.amountScale, l.Won)
		if l.Out.IsZero() {
			scaleUp(f.weightScale, l.Weight)
		}
	}
	var held, won big.Int
	all := new(big.Int)
	for i, l := range lines {
		f.frozen[i] = -1
		if !l.Out.IsZero() {
			continue
		}
		f.scaled(&f.w[i], l.Weight, f.weightScale)
		f.scaled(&won, l.Won, f.amountScale)
		f.whole(&held, l.Held)
		f.whole(&f.lo[i], l.Floor)
		less(&f.lo[i], &won).Add(&f.lo[i], &held)
		if f.open[i] = l.Cap == NoCap; !f.open[i] {
			f.whole(&f.hi[i], l.Cap)
			less(&f.hi[i], &won).Add(&f.hi[i], &held)
		}
		all.Add(all, &held)
	}
	f.sortEvents()
	f.groups = make([]basin, len(ceilings)+1)
	for g, c := range ceilings {
		b := &f.groups[g]
		b.in = make([]bool, n)
		f.whole(&b.room.p, c.Amount)
		var sum big.Int
		for _, i := range members[g] {
			b.in[i] = true
			sum.Add(&sum, f.scaled(&won, lines[i].Won, f.amountScale))
		}
		less(&b.room.p, &sum)
		for _, i := range members[g] {
			if lines[i].Out.IsZero() {
				b.room.p.Add(&b.room.p, f.whole(&held, lines[i].Held))
			}
		}
		for _, e := range f.events {
			if b.in[e.line] {
				b.events = append(b.events, e)
			}
		}
	}
	pool := &f.groups[len(ceilings)]
	pool.events = f.events
	f.scaled(&pool.room.p, amount, f.amountScale).Add(&pool.room.p, all)
	for g := range f.groups {
		b := &f.groups[g]
		b.room.q.SetInt64(1)
		b.stale, b.open = true, true
		for i := range f.lo {
			if b.has(i) {
				b.floors.Add(&b.floors, &f.lo[i])
			}
		}
	}
	f.level = make([]ratio, len(f.groups))
	f.bound = make([]bool, len(f.groups))
	f.top.q.SetInt64(1)
	return f
}

func (b *basin) has(i int) bool { return len(b.in) == 0 || b.in[i] }

// scaleUp makes d a multiple of the denominator of x.
func scaleUp(d *big.Int, x *big.Rat) {
	if x == nil || x.IsInt() {
		return
	}
	var q, r big.Int
	if q.QuoRem(d, x.Denom(), &r); r.Sign() == 0 {
		return
	}
	r.GCD(nil, nil, d, x.Denom())
	d.Mul(d, q.Quo(x.Denom(), &r))
}

// scaled sets z to x times d, a whole number; a nil x is 0.
func (f *flood) scaled(z *big.Int, x *big.Rat, d *big.Int) *big.Int {
	if x == nil {
		return z.SetInt64(0)
	}
	if x.IsInt() {
		return z.Mul(x.Num(), d)
	}
	return z.Mul(x.Num(), f.term[3].Quo(d, x.Denom()))
}

// whole sets z to a in scaled amounts.
func (f *flood) whole(z *big.Int, a Amount) *big.Int {
	return z.Mul(z.SetInt64(int64(a)), f.amountScale)
}

// less sets z to z - x, but at least 0.
func less(z, x *big.Int) *big.Int {
	if z.Sub(z, x); z.Sign() < 0 {
		z.SetInt64(0)
	}
	return z
}

// feasible says which floors cannot be met.
func (f *flood) feasible(lines []Line, ceilings []Ceiling) error {
	var errs []error
	for g := range f.groups {
		b := &f.groups[g]
		if b.floors.Cmp(&b.room.p) <= 0 {
			continue
		}
		e := &FloorsError{}
		if g < len(ceilings) {
			e.Ceiling = ceilings[g].Name
		}
		held := new(big.Int)
		for i, l := range lines {
			if !l.Out.IsZero() || !b.has(i) {
				continue
			}
			held.Add(held, f.whole(new(big.Int), l.Held))
			if l.Low().Sign() > 0 {
				e.Members = append(e.Members, l.ID)
			}
		}
		slices.Sort(e.Members)
		e.Need = new(big.Rat).SetFrac(new(big.Int).Sub(&b.floors, held), f.amountScale)
		e.Have = new(big.Rat).SetFrac(new(big.Int).Sub(&b.room.p, held), f.amountScale)
		errs = append(errs, e)
	}
	return basis.JoinErrors(errs...)
}
