package fill

import (
	"math/big"
	"slices"

	"github.com/countyeval/countyeval/indicators/basis"
)

// Priority serves the lines of one order after those of another ([Line].Order; the
// literature calls it a priority class): the first to its caps, then the next
// from what is left. Within an order it is the [Weighted] fill, with a level of its
// own ([Shares].Levels). What the floors of later orders need is set aside first,
// from the amount and from the ceilings. Level is that of the last order that has
// got something.
//
// Orders lists their names, the first to be served first. A line that is in and whose
// order is none of them is an error that wraps [basis.ErrMissing]; an order may have no
// line.
//
// Rules that are consistent, composed upward and blind to what is claimed beyond
// the amount are of this form: K. Flores-Szwagrzak, Priority classes and weighted
// constrained equal awards rules for the claims problem, J. Econ. Theory 160
// (2015) 36-55.
type Priority struct {
	Orders []string `json:"orders"`
}

var (
	_ Certifier = Priority{}
	_ Ordering  = Priority{}
)

// String gives "priority"; the orders are beside it where the rule is written.
func (r Priority) String() string { return r.Text().String() }

// Text gives priority, 分级优先.
func (Priority) Text() basis.Text { return basis.Textf("priority") }

// Divide fills order by order.
func (r Priority) Divide(amount *big.Rat, lines []Line, ceilings []Ceiling) (Shares, error) {
	order, err := r.orders(amount, lines, ceilings)
	if err != nil {
		return Shares{}, err
	}
	n := len(lines)
	s := Shares{Exact: make([]*big.Rat, n), Bound: make([]string, n), Level: new(big.Rat), Levels: make([]*big.Rat, len(r.Orders))}
	for i := range s.Exact {
		s.Exact[i] = new(big.Rat)
	}
	for k := range r.Orders {
		room, in := r.question(k, order, amount, lines, s)
		part, err := Weighted{}.Divide(room, in, ceilings)
		if err != nil {
			return Shares{}, basis.Errorf("order %s: %w", r.Orders[k], err)
		}
		s.Levels[k] = part.Level
		for i := range lines {
			if order[i] == k {
				s.Exact[i], s.Bound[i] = part.Exact[i], part.Bound[i]
				if part.Exact[i].Sign() > 0 {
					s.Level = part.Level
				}
			}
		}
	}
	return s, nil
}

// orders checks the question, and gives the order of every line that is in, or
// -1. Floors that cannot be met are found for all orders together.
func (r Priority) orders(amount *big.Rat, lines []Line, ceilings []Ceiling) ([]int, error) {
	members, err := checkDivision(amount, lines, ceilings)
	errs := slices.Collect(basis.All(err))
	at := make(map[string]int, len(r.Orders))
	for k, name := range r.Orders {
		if _, twice := at[name]; twice || name == "" {
			errs = append(errs, basis.Errorf("%w: the order %q is empty or listed twice", ErrDuplicate, name))
			continue
		}
		at[name] = k
	}
	order := make([]int, len(lines))
	for i, l := range lines {
		order[i] = -1
		if !l.Out.IsZero() {
			continue
		}
		k, ok := at[l.Order]
		if !ok {
			errs = append(errs, &Fault{Unit: l.ID, Err: basis.Errorf("%w: no order of priority, or none of the rule: %q", basis.ErrMissing, l.Order)})
			continue
		}
		order[i] = k
	}
	if len(errs) > 0 {
		return nil, basis.JoinErrors(errs...)
	}
	return order, newFlood(amount, lines, ceilings, members).feasible(lines, ceilings)
}

// question is what the fill is asked for order k: what earlier orders have, and
// the floors of later ones, are as won by lines that are out.
func (r Priority) question(k int, order []int, amount *big.Rat, lines []Line, s Shares) (room *big.Rat, in []Line) {
	var taken Sum
	in = slices.Clone(lines)
	for i, l := range lines {
		if order[i] == k || order[i] < 0 {
			continue
		}
		has := s.Exact[i]
		in[i].Out = basis.Textf("an earlier order")
		if order[i] > k {
			has = l.Low()
			in[i].Out = basis.Textf("a later order")
		}
		taken.Add(has)
		in[i].Won = SumOf(l.Won, has)
	}
	room = taken.Rat()
	return room.Sub(amount, room), in
}

// Certify certifies each order as [Weighted.Certify] does, on what earlier orders
// leave.
func (r Priority) Certify(amount *big.Rat, lines []Line, ceilings []Ceiling, s Shares) error {
	order, err := r.orders(amount, lines, ceilings)
	if err != nil {
		return err
	}
	if err := s.Check(len(lines)); err != nil {
		return err
	}
	if len(s.Levels) != len(r.Orders) {
		return basis.Errorf("%w: %d levels for %d orders", ErrCertificate, len(s.Levels), len(r.Orders))
	}
	out := make([]Line, len(lines))
	for i, l := range lines {
		out[i] = Line{ID: l.ID, Out: l.Out}
	}
	if err := without(out, s); err != nil {
		return err
	}
	last := new(big.Rat)
	for k := range r.Orders {
		room, in := r.question(k, order, amount, lines, s)
		if room.Sign() < 0 {
			return basis.Errorf("%w: shares exceed the amount %s", ErrCertificate, amount.RatString())
		}
		part := Shares{Exact: make([]*big.Rat, len(lines)), Bound: make([]string, len(lines)), Level: s.Levels[k]}
		for i := range lines {
			part.Exact[i] = new(big.Rat)
			if order[i] == k {
				part.Exact[i], part.Bound[i] = s.Exact[i], s.Bound[i]
				if s.Exact[i].Sign() > 0 {
					last = s.Levels[k]
				}
			}
		}
		if err := (Weighted{}).Certify(room, in, ceilings, part); err != nil {
			return basis.Errorf("%w: order %s: %w", ErrCertificate, r.Orders[k], err)
		}
	}
	if s.Level == nil || !equal(s.Level, last) {
		return basis.Errorf("%w: the level is not that of the last order that has got something", ErrCertificate)
	}
	return nil
}

// ServesOrders gives the orders.
func (r Priority) ServesOrders() []string { return slices.Clone(r.Orders) }
