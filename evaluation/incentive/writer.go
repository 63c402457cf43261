package incentive

import (
	"errors"
	"math/big"
	"slices"
	"strings"

	"github.com/countyeval/countyeval/evaluation/incentive/fill"
	"github.com/countyeval/countyeval/indicators/basis"
)

// book is what is written while clauses edit a sheet: the entries of each line,
// and which article set the limits that hold.
type book struct {
	entries  [][]Entry // by line
	own      []int     // by line: where the entries of the tranche begin
	capBy    []int     // by line: number of the article, 0: none
	floorBy  []int
	ceilings map[string]int
}

// clone copies the book for a tranche, whose entries begin here.
func (b *book) clone() *book {
	c := &book{
		entries: make([][]Entry, len(b.entries)),
		own:     make([]int, len(b.entries)),
		capBy:   slices.Clone(b.capBy), floorBy: slices.Clone(b.floorBy),
		ceilings: make(map[string]int, len(b.ceilings)),
	}
	for i, e := range b.entries {
		c.entries[i] = e[:len(e):len(e)]
		c.own[i] = len(e)
	}
	for name, article := range b.ceilings {
		c.ceilings[name] = article
	}
	return c
}

// behind is the number of the clause that set what binds line i; 0: none.
func (b *book) behind(i int, bound string) int {
	switch bound {
	case "":
		return 0
	case fill.BoundCap:
		return b.capBy[i]
	case fill.BoundFloor:
		return b.floorBy[i]
	}
	return b.ceilings[bound]
}

// writer runs clauses and writes down what they change.
type writer struct {
	*book
	articles []Article
	lots     bool // the pool is good, so that its lot can be used
	errs     []error
}

// begin starts the book of the whole plan.
func (w *writer) begin(s *Sheet) {
	n := len(s.Lines)
	w.book = &book{entries: make([][]Entry, n), own: make([]int, n), capBy: make([]int, n), floorBy: make([]int, n), ceilings: map[string]int{}}
	const few = 4 // entries that most lines have room for at once
	room := make([]Entry, few*n)
	for i, l := range s.Lines {
		w.entries[i] = room[few*i : few*i : few*(i+1)]
		if l.Out != "" {
			w.entries[i] = append(w.entries[i], Entry{Kind: Out, Why: l.Out, Delta: new(big.Rat)})
		}
	}
}

// clauses runs the clauses of the plan or of a tranche, then checks limits and
// brings them to whole lots. Unless the sheet is fresh, limits that the clauses
// leave alone are not checked again.
func (w *writer) clauses(s *Sheet, tranche string, clauses []Clause, fresh bool) {
	before := slices.Clone(s.Lines)
	for k, c := range clauses {
		if c == nil {
			w.articles = append(w.articles, Article{Tranche: tranche})
			w.errs = append(w.errs, &fill.Fault{Tranche: tranche, Article: len(w.articles), Err: basis.Errorf("%w %d is nil", ErrClause, k+1)})
			continue
		}
		a := articleOf(tranche, c)
		w.articles = append(w.articles, a)
		w.errs = append(w.errs, locate(w.apply(s, a, c), tranche, len(w.articles), a.Text)...)
	}
	for i := range s.Lines {
		l := &s.Lines[i]
		if l.Out != "" || !fresh && l.Cap == before[i].Cap && l.Floor == before[i].Floor && l.Held == before[i].Held {
			continue
		}
		err := l.CheckLimits(s.Pool.Measure)
		if err == nil && w.lots && s.Pool.lot() > 1 {
			if err = w.toLots(s.Pool.lot(), i, l, tranche); err == nil {
				err = l.CheckLimits(s.Pool.Measure)
			}
		}
		if err != nil {
			w.errs = append(w.errs, locate(s.Fault(i, err), tranche, 0, "")...)
		}
	}
}

// toLots cuts the cap of a line down and raises its floor to whole lots.
func (w *writer) toLots(lot Amount, i int, l *fill.Line, tranche string) error {
	if l.Cap != fill.NoCap && l.Cap%lot != 0 {
		was := l.Cap
		l.Cap -= l.Cap % lot
		w.note(i, Entry{Tranche: tranche, Kind: Cap, From: limitOf(was), To: limitOf(l.Cap)})
	}
	if l.Floor%lot != 0 {
		was := l.Floor
		if l.Floor > fill.NoCap-lot {
			return basis.Errorf("%w: floor in whole lots", fill.ErrOverflow)
		}
		l.Floor += lot - l.Floor%lot
		w.note(i, Entry{Tranche: tranche, Kind: Floor, From: limitOf(was), To: limitOf(l.Floor)})
	}
	return nil
}

// note writes an entry that moves no amount.
func (w *writer) note(i int, e Entry) {
	e.Delta = new(big.Rat)
	w.entries[i] = append(w.entries[i], e)
}

// limitOf is a limit as a number, nil for fill.NoCap.
func limitOf(a Amount) *big.Rat {
	if a == fill.NoCap {
		return nil
	}
	return a.Rat()
}

// apply runs one clause, finds what it changed, and writes it down.
func (w *writer) apply(s *Sheet, a Article, c Clause) error {
	article := len(w.articles)
	before := slices.Clone(s.Lines)
	if !replaces(c) { // lines may share a weight until someone could change it in place
		for i := range s.Lines {
			s.Lines[i].Weight = new(big.Rat).Set(s.Lines[i].Weight)
		}
	}
	ceilings := len(s.Ceilings)
	s.text, s.notes = a.Text, nil
	pool, ranking, held := s.Pool, s.Ranking, slices.Clone(s.Ceilings)
	for g := range held {
		held[g].Members = slices.Clone(held[g].Members)
	}
	if !replaces(c) { // what it does to its copies changes nothing
		s.Ranking.Places = slices.Clone(ranking.Places)
	}
	err := c.Edit(s)
	if !replaces(c) {
		s.Pool, s.Ranking = pool, ranking
	}
	if len(s.Lines) != len(before) || len(s.Ceilings) < ceilings {
		s.Lines, s.Ceilings = before, s.Ceilings[:min(ceilings, len(s.Ceilings))]
		return errors.Join(err, basis.Errorf("%w: it adds or drops lines, or drops ceilings", ErrClause))
	}
	errs := flat(err)
	for g := range held {
		if x := s.Ceilings[g]; x.Name != held[g].Name || x.Amount != held[g].Amount || !slices.Equal(x.Members, held[g].Members) {
			errs = append(errs, basis.Errorf("%w: it changes the ceiling %s", ErrClause, held[g].Name))
			s.Ceilings[g] = held[g]
		}
	}
	if len(s.Ceilings) > ceilings {
		if _, err := fill.CheckCeilings(s.Ceilings, s.index); err != nil {
			s.Ceilings = s.Ceilings[:ceilings]
			errs = append(errs, flat(err)...)
		}
		for _, c := range s.Ceilings[ceilings:] {
			w.ceilings[c.Name] = article
		}
	}
	for i := range s.Lines {
		if err := w.compare(s, i, before[i], Entry{Tranche: a.Tranche, Article: article, Clause: a.Text, Why: strings.Join(s.notes[i], "; ")}); err != nil {
			s.Lines[i] = before[i]
			errs = append(errs, s.Fault(i, err))
		}
	}
	return errors.Join(errs...)
}

// replaces reports whether a clause is known to replace weights, and never to
// change the number that a line points to.
func replaces(c Clause) bool {
	switch c.(type) {
	case Top, MinScore, Grades, Veto, ByScore, ByRank, ByGrade, Times, CapAt, FloorAt, Claim, Under, ByFactors, Counting, Corridor, list, Linkage, PrizeTable, Ladder, FirstOnly, NeedOnly:
		return true
	}
	return false
}

// compare writes down what a clause changed in line i. e is the entry to fill in.
func (w *writer) compare(s *Sheet, i int, was fill.Line, e Entry) error {
	l := &s.Lines[i]
	switch {
	case l.ID != was.ID || l.Won != was.Won:
		return basis.Errorf("%w: it changes the ID of a line, or what it has won", ErrClause)
	case was.Out != "" && l.Out == "":
		return basis.Errorf("%w: it puts a line in that was out (%s)", ErrClause, was.Out)
	case was.Out != "":
		*l = was
		return nil
	case l.Out != "":
		out := l.Out
		*l = was
		l.Out = out
		e.Kind = Out
		if e.Why = out; out == e.Clause {
			e.Why = ""
		}
		w.note(i, e)
		return nil
	}
	if err := l.CheckWeight(); err != nil {
		return err
	}
	changed := false
	write := func(kind Kind, from, to *big.Rat) {
		e.Kind, e.From, e.To = kind, from, to
		w.note(i, e)
		changed, e.Why = true, ""
	}
	if l.Weight != was.Weight && l.Weight.Cmp(was.Weight) != 0 {
		write(Weight, was.Weight, l.Weight)
	}
	if l.Cap != was.Cap {
		w.capBy[i] = e.Article
		write(Cap, limitOf(was.Cap), limitOf(l.Cap))
	}
	if l.Floor != was.Floor {
		w.floorBy[i] = e.Article
		write(Floor, limitOf(was.Floor), limitOf(l.Floor))
	}
	if l.Held != was.Held {
		write(Held, was.Held.Rat(), l.Held.Rat())
	}
	if !changed && e.Why != "" {
		e.Kind = Note
		w.note(i, e)
	}
	return nil
}
