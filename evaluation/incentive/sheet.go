package incentive

import (
	"errors"
	"math/big"
	"slices"
	"strings"

	"github.com/countyeval/countyeval/evaluation"
	"github.com/countyeval/countyeval/evaluation/incentive/fill"
	"github.com/countyeval/countyeval/indicators/basis"
)

// Sheet is what clauses edit: the lines of one pool, and its ceilings. A line
// starts with weight 1, floor 0, no cap, and is out if its unit is not ranked or its
// place says why it gets no award.
type Sheet struct {
	Pool     Pool
	Ranking  evaluation.Ranking // a copy; changing it changes nothing
	Lines    []fill.Line        // one a place, in the order of their IDs
	Ceilings []fill.Ceiling

	places []int          // of lines in Ranking.Places
	index  map[string]int // of IDs in Lines
	first  []int          // of lines: the place, from 1, where its group of equal rank begins
	size   []int          // of lines: how many have its rank
	notes  map[int][]string
	text   string // of the clause at work
}

// newSheet makes the lines of a ranking that [checkRanking] accepts.
func newSheet(p Pool, r evaluation.Ranking) *Sheet {
	n := len(r.Places)
	r.Places = slices.Clone(r.Places)
	s := &Sheet{
		Pool: p, Ranking: r, Lines: make([]fill.Line, n), places: make([]int, n),
		index: make(map[string]int, n), first: make([]int, n), size: make([]int, n),
	}
	for i := range s.places {
		s.places[i] = i
	}
	slices.SortFunc(s.places, func(a, b int) int {
		return strings.Compare(r.Places[a].Unit.Code, r.Places[b].Unit.Code)
	})
	count, better := map[int]int{}, map[int]int{}
	var ranks []int
	for _, p := range r.Places {
		if p.Rank > 0 {
			if count[p.Rank] == 0 {
				ranks = append(ranks, p.Rank)
			}
			count[p.Rank]++
		}
	}
	slices.Sort(ranks)
	taken, one := 0, big.NewRat(1, 1)
	for _, k := range ranks {
		better[k] = taken
		taken += count[k]
	}
	for i, at := range s.places {
		p := r.Places[at]
		s.Lines[i] = fill.Line{ID: p.Unit.Code, Weight: one, Cap: fill.NoCap}
		s.index[p.Unit.Code] = i
		if p.Rank == 0 {
			s.Lines[i].Out = notRanked(p)
			continue
		}
		s.size[i] = count[p.Rank]
		s.first[i] = p.Rank
		if r.Ties.Rule == evaluation.Dense {
			s.first[i] = better[p.Rank] + 1
		}
		s.Lines[i].Out = p.Out // ranked, but an authority ruled that it gets no award
	}
	return s
}

// notRanked is why a unit of rank 0 gets nothing.
func notRanked(p evaluation.Place) string {
	if p.Out != "" {
		return p.Out
	}
	return "not ranked"
}

// Place returns the place of line i in the ranking.
func (s *Sheet) Place(i int) evaluation.Place { return s.Ranking.Places[s.places[i]] }

// Find returns the position of the line of a unit by its code.
func (s *Sheet) Find(code string) (i int, ok bool) {
	i, ok = s.index[code]
	return i, ok
}

// Exclude takes line i out. Why is the reason; "" is the text of the clause. A
// line that is out already stays out for the first reason.
func (s *Sheet) Exclude(i int, why string) {
	if s.Lines[i].Out != "" {
		return
	}
	if why == "" {
		why = s.text
	}
	if why == "" {
		why = "excluded"
	}
	s.Lines[i].Out = why
}

// Scale multiplies the weight of line i by k, so that clauses compose.
func (s *Sheet) Scale(i int, k *big.Rat) {
	s.Lines[i].Weight = new(big.Rat).Mul(s.Lines[i].Weight, k)
}

// Limit lowers the cap of line i to a, if it is higher: the lowest cap holds.
func (s *Sheet) Limit(i int, a Amount) { s.Lines[i].Cap = min(s.Lines[i].Cap, a) }

// Raise lifts the floor of line i to a, if it is lower: the highest floor holds.
func (s *Sheet) Raise(i int, a Amount) { s.Lines[i].Floor = max(s.Lines[i].Floor, a) }

// Note adds words to the ledger entry that the clause leaves for line i.
func (s *Sheet) Note(i int, why string) {
	if s.notes == nil {
		s.notes = map[int][]string{}
	}
	s.notes[i] = append(s.notes[i], why)
}

// Fault makes an error that names the county of line i.
func (s *Sheet) Fault(i int, err error) error {
	u := s.Place(i).Unit
	return &fill.Fault{Unit: u.Code, Name: u.Name, Err: err}
}

// clone copies the lines and ceilings, so that a tranche can go on from them.
func (s *Sheet) clone() *Sheet {
	c := *s
	c.Lines = slices.Clone(s.Lines)
	c.Ceilings = slices.Clone(s.Ceilings)
	c.notes = nil
	return &c
}

// each calls edit for every line that is in, and collects its errors.
func (s *Sheet) each(edit func(i int) error) error {
	var errs []error
	for i := range s.Lines {
		if s.Lines[i].Out != "" {
			continue
		}
		if err := edit(i); err != nil {
			errs = append(errs, s.Fault(i, err))
		}
	}
	return errors.Join(errs...)
}

// lookUp calls edit with the figure of every line that is in. It is an error if
// one has no figure, and if there are figures for units that are not in the
// ranking.
func lookUp[V any](s *Sheet, name string, figures map[string]V, edit func(i int, v V) error) error {
	err := s.each(func(i int) error {
		v, ok := figures[s.Lines[i].ID]
		if !ok {
			return basis.Errorf("%w: no figure %q", basis.ErrMissing, name)
		}
		return edit(i, v)
	})
	return errors.Join(err, strangers(s, name, figures))
}

// strangers reports the codes of figures that are not in the ranking.
func strangers[V any](s *Sheet, name string, figures map[string]V) error {
	var unknown []string
	for code := range figures {
		if _, ok := s.index[code]; !ok {
			unknown = append(unknown, code)
		}
	}
	slices.Sort(unknown)
	errs := make([]error, len(unknown))
	for k, code := range unknown {
		errs[k] = &fill.Fault{Unit: code, Err: basis.Errorf("%w: a figure of %q", basis.ErrUnknown, name)}
	}
	return errors.Join(errs...)
}
