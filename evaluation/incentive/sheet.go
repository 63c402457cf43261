package incentive

import (
	"cmp"
	"math/big"
	"slices"
	"strings"

	"github.com/countyeval/countyeval/evaluation"
	"github.com/countyeval/countyeval/evaluation/incentive/fill"
	"github.com/countyeval/countyeval/indicators/basis"
)

// Sheet is what clauses edit: the lines of one pool, one for each county, and its
// ceilings. A line starts with weight 1, floor 0, no cap, and is out if its unit is
// not ranked or its place says why it gets no award.
//
// It is edited by its methods alone ([Sheet.Exclude], [Sheet.Scale], [Sheet.Limit],
// [Sheet.Raise], [Sheet.Count], [Sheet.Assign], [Sheet.Ceil]), which write the ledger
// as they go, so that no clause changes an award in silence. Lines that are out stay
// out, and editing them does nothing. A sheet that a clause keeps can be read, and no
// longer edited: that is an error of the plan.
type Sheet struct {
	estate   Estate
	ranking  evaluation.Ranking
	lines    []fill.Line // one a place, in the order of their IDs
	ceilings []fill.Ceiling

	places []int          // of lines in ranking.Places
	index  map[string]int // of IDs in lines
	first  []int          // of lines: the place, from 1, where its group of equal rank begins
	size   []int          // of lines: how many have its rank

	list string // of its own that the tranche has; "": that of the plan
	desk *desk
	book
	at      Article // at work
	quote   string  // its text in English, for the ledger
	number  int     // its number, from 1; 0: none is
	closed  bool    // all its clauses have been carried out
	notes   map[int][]basis.Text
	errs    []error
	product *big.Rat // what was rounded for the next entry; nil: nothing was
}

// newSheet makes the lines of a ranking that [checkRanking] accepts.
func newSheet(e Estate, r evaluation.Ranking, d *desk) *Sheet {
	n := len(r.Places)
	r.Places = slices.Clone(r.Places)
	s := &Sheet{
		estate: e, ranking: r, lines: make([]fill.Line, n), places: make([]int, n),
		index: make(map[string]int, n), first: make([]int, n), size: make([]int, n), desk: d,
	}
	for i := range s.places {
		s.places[i] = i
	}
	slices.SortFunc(s.places, func(a, b int) int {
		return strings.Compare(r.Places[a].Unit.Code, r.Places[b].Unit.Code)
	})
	first, size := groups(r)
	one := big.NewRat(1, 1)
	for i, at := range s.places {
		p := r.Places[at]
		s.lines[i] = fill.Line{ID: p.Unit.Code, Weight: one, Cap: fill.NoCap}
		s.index[p.Unit.Code] = i
		if p.Rank == 0 {
			s.lines[i].Out = notRanked(p)
			continue
		}
		s.first[i], s.size[i] = first[at], size[at]
		s.lines[i].Out = p.Out // ranked, but an authority ruled that it gets no award
	}
	s.open(s.lines)
	return s
}

// groups gives for each place of a ranking where its group of equal rank begins,
// counted from 1, and how large it is; within its class if classes have places of
// their own.
func groups(r evaluation.Ranking) (first, size []int) {
	first, size = make([]int, len(r.Places)), make([]int, len(r.Places))
	for _, g := range groupsOf(r, func(int) bool { return true }) {
		for _, at := range g.places {
			if first[at], size[at] = r.Places[at].Rank, len(g.places); r.Ties.Rule == evaluation.Dense {
				first[at] = g.better + 1
			}
		}
	}
	return first, size
}

// group are places of equal rank.
type group struct {
	places []int
	better int // how many places have a better rank
}

// groupsOf are the groups of equal rank among the ranked places that keep accepts.
func groupsOf(r evaluation.Ranking, keep func(at int) bool) []group {
	order := make([]int, 0, len(r.Places))
	for at, p := range r.Places {
		if p.Rank > 0 && keep(at) {
			order = append(order, at)
		}
	}
	apart := func(a, b int) int { // 0: of one class, or ranked together
		if !r.Own {
			return 0
		}
		return strings.Compare(r.Places[a].Unit.Class, r.Places[b].Unit.Class)
	}
	slices.SortFunc(order, func(a, b int) int {
		return cmp.Or(apart(a, b), cmp.Compare(r.Places[a].Rank, r.Places[b].Rank), a-b)
	})
	var out []group
	for k, began := 0, 0; k < len(order); {
		if apart(order[k], order[began]) != 0 {
			began = k
		}
		end := k + 1
		for end < len(order) && apart(order[k], order[end]) == 0 && r.Places[order[end]].Rank == r.Places[order[k]].Rank {
			end++
		}
		out = append(out, group{order[k:end], k - began})
		k = end
	}
	return out
}

// notRanked is why a unit of rank 0 gets nothing.
func notRanked(p evaluation.Place) basis.Text {
	if !p.Out.IsZero() {
		return p.Out
	}
	return basis.Textf("not ranked")
}

// Len is the number of lines.
func (s *Sheet) Len() int { return len(s.lines) }

// Line returns a copy of line i.
func (s *Sheet) Line(i int) fill.Line {
	l := s.lines[i]
	l.Weight = new(big.Rat).Set(l.Weight)
	return l
}

// Place returns the place of line i in the ranking, or in the list of its own that
// the tranche has.
func (s *Sheet) Place(i int) evaluation.Place { return s.ranking.Places[s.places[i]] }

// Estate returns the pool in smallest units.
func (s *Sheet) Estate() Estate { return s.estate }

// Ranking returns a copy of the ranking, or of the list of its own that the tranche
// has; in a loop over the lines, take [Sheet.Place].
func (s *Sheet) Ranking() evaluation.Ranking {
	r := s.ranking
	r.Ties = copyOf(r.Ties)
	r.Places, r.Apart, r.Left = slices.Clone(r.Places), slices.Clone(r.Apart), slices.Clone(r.Left)
	r.Grades, r.Warnings = slices.Clone(r.Grades), slices.Clone(r.Warnings)
	return r
}

// Find returns the position of the line of a unit by its code.
func (s *Sheet) Find(code string) (i int, ok bool) {
	i, ok = s.index[code]
	return i, ok
}

// Fault makes an error that names the county of line i.
func (s *Sheet) Fault(i int, err error) error {
	return &fill.Fault{Unit: s.lines[i].ID, Name: s.Place(i).Unit.Name, Err: err}
}

// Each calls edit for every line that is in, and collects its errors.
func (s *Sheet) Each(edit func(i int) error) error {
	var errs []error
	for i := range s.lines {
		if !s.lines[i].Out.IsZero() {
			continue
		}
		if err := edit(i); err != nil {
			errs = append(errs, s.Fault(i, err))
		}
	}
	return basis.JoinErrors(errs...)
}

// classes lists the classes of the lines that are in.
func (s *Sheet) classes() []string {
	var seen []string
	for i, l := range s.lines {
		if class := s.Place(i).Unit.Class; l.Out.IsZero() && !slices.Contains(seen, class) {
			seen = append(seen, class)
		}
	}
	return seen
}

// clone copies the sheet, so that a tranche can go on from it.
func (s *Sheet) clone() *Sheet {
	c := *s
	c.lines, c.ceilings = slices.Clone(s.lines), slices.Clone(s.ceilings)
	c.book = s.book.clone()
	c.notes, c.errs, c.closed = nil, nil, false
	return &c
}

// Ceilings returns a copy of the common limits so far.
func (s *Sheet) Ceilings() []fill.Ceiling {
	out := slices.Clone(s.ceilings)
	for k := range out {
		out[k].Members = slices.Clone(out[k].Members)
	}
	return out
}
