package incentive

import (
	"errors"
	"fmt"
	"maps"
	"math/big"
	"slices"

	"github.com/countyeval/countyeval/evaluation"
	"github.com/countyeval/countyeval/indicators/basis"
)

// Pool is what is given away: so much of one thing (land quota, tonnes of a
// pollutant, yuan), of which a part may be held back.
type Pool struct {
	Name    string  `json:"name"`
	Measure Measure `json:"measure"`
	Amount  Amount  `json:"amount"`  // all of it
	Reserve Amount  `json:"reserve"` // held back first, 预留
	Lot     Amount  `json:"lot"`     // smallest award; awards are multiples of it; 0 means 1
}

// lot is Lot with its default.
func (p Pool) lot() Amount {
	if p.Lot == 0 {
		return 1
	}
	return p.Lot
}

// check lists what is wrong with the pool, joined, and what a reader should know.
func (p Pool) check() (warnings []error, err error) {
	var errs []error
	about := func(format string, args ...any) error {
		what := fmt.Sprintf(format, args...)
		if p.Name == "" {
			return basis.Errorf("%w: %s", ErrPool, what)
		}
		return basis.Errorf("%w %s: %s", ErrPool, p.Name, what)
	}
	bad := func(format string, args ...any) { errs = append(errs, about(format, args...)) }
	if err := p.Measure.check(); err != nil {
		errs = append(errs, err)
	}
	switch {
	case p.Amount < 0:
		bad("amount %s is negative", p.Measure.Format(p.Amount))
	case p.Amount == NoCap:
		bad("amount is not given")
	}
	switch {
	case p.Reserve < 0:
		bad("reserve %s is negative", p.Measure.Format(p.Reserve))
	case p.Reserve > p.Amount && p.Amount >= 0:
		bad("reserve %s is more than the amount %s", p.Measure.Format(p.Reserve), p.Measure.Format(p.Amount))
	}
	if p.Lot < 0 {
		bad("lot %s is negative", p.Measure.Format(p.Lot))
	}
	if len(errs) > 0 {
		return nil, errors.Join(errs...)
	}
	if p.Amount%p.lot() != 0 {
		warnings = append(warnings, about("amount %s is no multiple of the lot %s", p.Measure.Format(p.Amount), p.Measure.Format(p.lot())))
	}
	if p.Reserve%p.lot() != 0 {
		warnings = append(warnings, about("reserve %s is no multiple of the lot %s", p.Measure.Format(p.Reserve), p.Measure.Format(p.lot())))
	}
	return warnings, nil
}

// Per is an amount for each county, by the code of its unit: requests, headroom,
// stock, last year's award.
type Per map[string]Amount

// Each gives every unit of the ranking the same amount, for a cap or floor that
// is one figure for all.
func Each(r evaluation.Ranking, a Amount) Per {
	per := make(Per, len(r.Places))
	for _, p := range r.Places {
		per[p.Unit.Code] = a
	}
	return per
}

// Least gives every unit that both have the smaller amount of the two, and drops
// the others, which a clause will then report as missing.
func (p Per) Least(o Per) Per {
	least := make(Per, min(len(p), len(o)))
	for code, a := range p {
		if b, ok := o[code]; ok {
			least[code] = min(a, b)
		}
	}
	return least
}

// codes are the keys of m in order.
func codes[V any](m map[string]V) []string { return slices.Sorted(maps.Keys(m)) }

// Line is one county in one pool.
type Line struct {
	ID     string   `json:"id"`              // code of the unit
	Weight *big.Rat `json:"weight"`          // parts, 份数: at least 0, any scale
	Floor  Amount   `json:"floor,omitempty"` // least total in this pool, if eligible
	Cap    Amount   `json:"cap"`             // most in total; NoCap: any amount; 0: nothing
	Held   Amount   `json:"held,omitempty"`  // already in hand, counts towards the share
	Won    *big.Rat `json:"won,omitempty"`   // share of earlier tranches of this pool, which Floor and Cap include; nil is 0
	Out    string   `json:"out,omitempty"`   // why it is not eligible; "" if it is
}

// Ceiling is the most that some counties may have together: a basin, a city, a
// region. It counts their totals in the pool, all tranches together.
type Ceiling struct {
	Name    string   `json:"name"`
	Members []string `json:"members"` // codes of units
	Amount  Amount   `json:"amount"`
}

// checkLimits says what is wrong with the limits of a line.
func (l Line) checkLimits(m Measure) error {
	switch {
	case l.Cap < 0:
		return basis.Errorf("%w: cap %s is negative", ErrLimits, m.Format(l.Cap))
	case l.Floor < 0:
		return basis.Errorf("%w: floor %s is negative", ErrLimits, m.Format(l.Floor))
	case l.Held < 0:
		return basis.Errorf("%w: held %s is negative", ErrLimits, m.Format(l.Held))
	case l.Floor == NoCap:
		return basis.Errorf("%w: floor without end", ErrLimits)
	case l.Cap < l.Floor:
		return basis.Errorf("%w: cap %s is below the floor %s", ErrLimits, m.Format(l.Cap), m.Format(l.Floor))
	}
	return nil
}

// checkWeight says what is wrong with the weight of a line.
func (l Line) checkWeight() error {
	if l.Weight == nil {
		return errNilWeight
	}
	if l.Weight.Sign() < 0 {
		return basis.Errorf("%w: weight %s is negative", basis.ErrNumber, l.Weight.RatString())
	}
	return nil
}

// low and high are what a line may get in this tranche: its limits less what it
// has won. high is nil without a cap.
func (l Line) low() *big.Rat { return net(l.Floor, l.Won) }

func (l Line) high() *big.Rat {
	if l.Cap == NoCap {
		return nil
	}
	return net(l.Cap, l.Won)
}

// net is a less won, but at least 0.
func net(a Amount, won *big.Rat) *big.Rat {
	r := ofAmount(a)
	if won == nil || won.Sign() == 0 {
		return r
	}
	if r.Sub(r, won); r.Sign() < 0 {
		r.SetInt64(0)
	}
	return r
}

// checkCeilings says what is wrong with ceilings on the lines of index, and
// returns the positions of their members.
func checkCeilings(ceilings []Ceiling, index map[string]int) (members [][]int, err error) {
	var errs []error
	names := map[string]bool{}
	for _, c := range ceilings {
		switch {
		case c.Name == "" || c.Name == BoundCap || c.Name == BoundFloor:
			errs = append(errs, basis.Errorf("%w: a ceiling cannot be named %q", ErrLimits, c.Name))
		case names[c.Name]:
			errs = append(errs, basis.Errorf("%w: ceiling %s", ErrDuplicate, c.Name))
		}
		names[c.Name] = true
		if c.Amount < 0 || c.Amount == NoCap {
			errs = append(errs, basis.Errorf("%w: ceiling %s is negative or has no amount", ErrLimits, c.Name))
		}
		if len(c.Members) == 0 {
			errs = append(errs, basis.Errorf("%w: ceiling %s has no members", basis.ErrMissing, c.Name))
		}
		in := make([]int, 0, len(c.Members))
		seen := make(map[int]bool, len(c.Members))
		for _, code := range c.Members {
			i, ok := index[code]
			switch {
			case !ok:
				errs = append(errs, &Fault{Unit: code, Err: basis.Errorf("%w: a member of the ceiling %s", basis.ErrUnknown, c.Name)})
			case seen[i]:
				errs = append(errs, &Fault{Unit: code, Err: basis.Errorf("%w among the members of the ceiling %s", ErrDuplicate, c.Name)})
			default:
				seen[i] = true
				in = append(in, i)
			}
		}
		members = append(members, in)
	}
	return members, errors.Join(errs...)
}

// crossing returns the first two ceilings that overlap without one lying in the
// other; ok is false if all are nested or apart.
func crossing(ceilings []Ceiling, members [][]int) (a, b string, ok bool) {
	for g := range members {
		in := make(map[int]bool, len(members[g]))
		for _, i := range members[g] {
			in[i] = true
		}
		for h := g + 1; h < len(members); h++ {
			both := 0
			for _, i := range members[h] {
				if in[i] {
					both++
				}
			}
			if both > 0 && both < len(members[g]) && both < len(members[h]) {
				return ceilings[g].Name, ceilings[h].Name, true
			}
		}
	}
	return "", "", false
}
