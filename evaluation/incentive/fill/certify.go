package fill

import (
	"math/big"

	"github.com/countyeval/countyeval/indicators/basis"
)

// Certify checks shares against the conditions that make them the weighted fill,
// without filling: limits and ceilings hold, no more than amount is given, and
// each eligible line, at level lambda,
//
//	has a_i = lambda w_i - held_i                          (bound by nothing), or
//	has a_i = floor_i > lambda w_i - held_i                (floor), or
//	has a_i = cap_i <= lambda w_i - held_i                 (cap), or
//	is in a ceiling g that is full, in which nobody stands above it, but for
//	lines at their floors                                  (ceiling g).
//
// If the amount is not used up, every line with weight is at its cap or in a full
// ceiling. All that is broken is reported, each with the line.
//
// Every line thus has a bottleneck, which characterizes the max-min point: D.
// Bertsekas, R. Gallager, Data Networks (2nd ed. 1992), section 6.5.2.
func (Weighted) Certify(amount *big.Rat, lines []Line, ceilings []Ceiling, s Shares) error {
	members, err := checkDivision(amount, lines, ceilings)
	if err != nil {
		return err
	}
	if err := s.Check(len(lines)); err != nil {
		return err
	}
	if s.Level == nil || s.Level.Sign() < 0 {
		return basis.Errorf("%w: no level", ErrCertificate)
	}
	c := certificate{lines: lines, ceilings: ceilings, members: members, shares: s}
	var given Sum
	for _, x := range s.Exact {
		given.Add(x)
	}
	over := given.Cmp(amount)
	if over > 0 {
		c.bad("", "shares of %s exceed the amount %s", given.Rat().RatString(), amount.RatString())
	}
	c.byCeiling()
	var want, have big.Rat
	for i, l := range lines {
		if !l.Out.IsZero() {
			if s.Exact[i].Sign() != 0 || s.Bound[i] != "" {
				c.bad(l.ID, "has a share though it is out (%v)", l.Out)
			}
			continue
		}
		c.line(i, over < 0, &want, &have)
	}
	return basis.JoinErrors(c.errs...)
}

// certificate is the work of Certify.
type certificate struct {
	lines    []Line
	ceilings []Ceiling
	members  [][]int
	shares   Shares
	full     map[string]bool     // ceilings that are full
	level    map[string]*big.Rat // the highest level of their members that are not at floors
	errs     []error
}

func (c *certificate) bad(unit, format string, args ...any) {
	err := basis.Errorf("%w: "+format, append([]any{ErrCertificate}, args...)...)
	if unit != "" {
		err = &Fault{Unit: unit, Err: err}
	}
	c.errs = append(c.errs, err)
}

// byCeiling checks that ceilings hold, and finds which are full and how high
// their members stand.
func (c *certificate) byCeiling() {
	c.full = make(map[string]bool, len(c.ceilings))
	c.level = make(map[string]*big.Rat, len(c.ceilings))
	for g, ceiling := range c.ceilings {
		var given, won Sum
		top := new(big.Rat)
		for _, i := range c.members[g] {
			given.Add(c.shares.Exact[i])
			l := c.lines[i]
			if l.Won != nil {
				won.Add(l.Won)
			}
			if !l.Out.IsZero() || l.Weight.Sign() == 0 || equal(c.shares.Exact[i], l.Low()) && c.shares.Bound[i] != "" {
				continue
			}
			if at := c.at(i); at.Cmp(top) > 0 {
				top = at
			}
		}
		room := ceiling.Amount.Net(won.Rat())
		switch given.Cmp(room) {
		case 1:
			c.bad("", "ceiling %s: shares of %s exceed %s", ceiling.Name, given.Rat().RatString(), room.RatString())
		case 0:
			c.full[ceiling.Name] = true
		}
		c.level[ceiling.Name] = top
	}
}

// at is the level at which line i stands, (a+held)/w.
func (c *certificate) at(i int) *big.Rat {
	at := c.lines[i].Held.Rat()
	at.Add(at, c.shares.Exact[i])
	return at.Quo(at, c.lines[i].Weight)
}

// line checks one eligible line. left says that the amount is not used up.
func (c *certificate) line(i int, left bool, want, have *big.Rat) {
	l, a, bound := c.lines[i], c.shares.Exact[i], c.shares.Bound[i]
	low, high := l.Low(), l.High()
	if below(a, low) {
		c.bad(l.ID, "share %s is below the floor %s", a.RatString(), low.RatString())
	}
	if high != nil && below(high, a) {
		c.bad(l.ID, "share %s is above the cap %s", a.RatString(), high.RatString())
	}
	want.Mul(c.shares.Level, l.Weight)
	have.Add(a, have.SetInt64(int64(l.Held)))
	var ok bool
	switch bound {
	case "":
		ok = equal(have, want) && (!left || l.Weight.Sign() <= 0)
	case BoundFloor:
		ok = equal(a, low) && have.Cmp(want) > 0
	case BoundCap:
		ok = high != nil && equal(a, high) && have.Cmp(want) <= 0
	default:
		top, known := c.level[bound]
		in := known && c.in(bound, i)
		ok = in && c.full[bound] && have.Cmp(want) <= 0 && l.Weight.Sign() > 0
		if ok { // nobody in it stands above this line, unless at a floor
			ok = have.Cmp(want.Mul(top, l.Weight)) >= 0
		}
	}
	if !ok {
		c.bad(l.ID, "share %s is not what the bound %q means at level %s", a.RatString(), bound, c.shares.Level.RatString())
	}
}

// in reports whether line i is a member of the ceiling.
func (c *certificate) in(ceiling string, i int) bool {
	for g := range c.ceilings {
		if c.ceilings[g].Name == ceiling {
			for _, j := range c.members[g] {
				if i == j {
					return true
				}
			}
		}
	}
	return false
}
