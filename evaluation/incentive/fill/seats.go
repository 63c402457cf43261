package fill

import (
	"math/big"
	"slices"

	"github.com/countyeval/countyeval/indicators/basis"
)

// seats is the state of a rounder that hands out whole lots one after the other.
type seats struct {
	Totals
	have  []int64 // lots of each line
	most  []int64 // lots that its cap allows; 0 if it is out
	left  int64   // lots that may still be handed out
	group [][]int // members of each ceiling
	room  []int64 // lots that each ceiling has left
	order []int   // place of each line in the listing
	ties  Tiebreak
}

// newSeats starts with the lots that every line has at least. All that the exact
// totals give is handed out in the end, in whole lots, and never more.
func newSeats(t Totals, ties Tiebreak, least func(i int) *big.Int) (*seats, error) {
	if ties < Together || ties > Refuse {
		return nil, basis.Errorf("%w: %v", ErrTie, ties)
	}
	n := len(t.Exact)
	t.Lot = max(t.Lot, 1)
	s := &seats{Totals: t, have: make([]int64, n), most: make([]int64, n), order: t.Listing, ties: ties}
	if len(t.Lines) != n || len(s.order) != n && len(s.order) > 0 {
		return nil, basis.Errorf("%w: %d totals for %d lines, %d of them listed", ErrRule, n, len(t.Lines), len(s.order))
	}
	if len(s.order) == 0 {
		s.order = make([]int, n)
		for i := range s.order {
			s.order[i] = i
		}
	}
	index := make(map[string]int, n)
	all := SumOf(t.Exact...)
	total := new(big.Int).Quo(all.Num(), new(big.Int).Mul(all.Denom(), big.NewInt(int64(t.Lot))))
	total = minInt(total, big.NewInt(int64(t.Amount/t.Lot)))
	s.left = total.Int64()
	for i, l := range t.Lines {
		index[l.ID] = i
		if !l.Out.IsZero() {
			continue
		}
		s.most[i] = int64(l.Cap / t.Lot)
		from := least(i)
		if low := big.NewInt(int64(l.Floor / t.Lot)); from.Cmp(low) < 0 {
			from = low
		}
		if !from.IsInt64() {
			return nil, &Fault{Unit: l.ID, Err: ErrOverflow}
		}
		s.have[i] = min(from.Int64(), s.most[i])
		if s.left -= s.have[i]; s.left < 0 {
			return nil, basis.Errorf("%w: the least amounts are more than there is", ErrFloors)
		}
	}
	for _, c := range t.Ceilings {
		room := int64(c.Amount / t.Lot)
		var members []int
		for _, code := range c.Members {
			if i, ok := index[code]; ok {
				members = append(members, i)
				room -= s.have[i]
			}
		}
		s.group, s.room = append(s.group, members), append(s.room, room)
	}
	return s, nil
}

func minInt(a, b *big.Int) *big.Int {
	if a.Cmp(b) < 0 {
		return a
	}
	return b
}

// open reports whether line i may have one lot more.
func (s *seats) open(i int) bool {
	if s.have[i] >= s.most[i] {
		return false
	}
	for g, members := range s.group {
		if s.room[g] < 1 && slices.Contains(members, i) {
			return false
		}
	}
	return true
}

// give hands one lot to line i.
func (s *seats) give(i int) {
	s.have[i]++
	s.left--
	for g, members := range s.group {
		if slices.Contains(members, i) {
			s.room[g]--
		}
	}
}

// offer hands one lot to each line of a tied group, as the ties allow. A line without
// room is passed over and claims nothing from the others. shut are the lines that get
// none, for good; done says that nothing more can be handed out.
func (s *seats) offer(tied []int) (shut []int, done bool, err error) {
	slices.SortFunc(tied, func(a, b int) int { return s.order[a] - s.order[b] })
	if s.ties == ByListing || len(tied) == 1 {
		for _, i := range tied {
			switch {
			case s.left < 1:
				return shut, true, nil
			case s.open(i):
				s.give(i)
			default:
				shut = append(shut, i)
			}
		}
		return shut, s.left < 1, nil
	}
	in := slices.DeleteFunc(slices.Clone(tied), func(i int) bool { return !s.open(i) })
	// A ceiling that cannot take all of its tied members takes none of them.
	none := make([]bool, len(s.have))
	for g, members := range s.group {
		claim := slices.DeleteFunc(slices.Clone(in), func(i int) bool { return !slices.Contains(members, i) })
		if int64(len(claim)) <= s.room[g] {
			continue
		}
		if s.ties == Refuse {
			return nil, true, s.refuse(claim, basis.Textf("the ceiling %s has room for %d", s.Ceilings[g].Name, s.room[g]))
		}
		for _, i := range claim {
			none[i] = true
		}
	}
	in = slices.DeleteFunc(in, func(i int) bool { return none[i] })
	for _, i := range tied {
		if !slices.Contains(in, i) {
			shut = append(shut, i)
		}
	}
	if int64(len(in)) > s.left {
		if s.ties == Refuse {
			return nil, true, s.refuse(in, basis.Textf("%d are left", s.left))
		}
		return shut, true, nil
	}
	for _, i := range in {
		s.give(i)
	}
	return shut, s.left < 1, nil
}

// refuse names the tied lines.
func (s *seats) refuse(tied []int, what basis.Text) error {
	var errs []error
	for _, i := range tied {
		errs = append(errs, &Fault{Unit: s.Lines[i].ID, Err: basis.Errorf("%w: %d tie for the next lot, and %v", ErrTie, len(tied), what)})
	}
	return basis.JoinErrors(errs...)
}

// amounts are those handed out.
func (s *seats) amounts() []Amount {
	a := make([]Amount, len(s.have))
	for i, k := range s.have {
		a[i] = Amount(k) * s.Lot
	}
	return a
}
