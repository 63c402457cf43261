package incentive

import (
	"errors"
	"maps"
	"math/big"
	"slices"

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
	ceilBy   map[string]int
	articles *[]Article // of the whole plan
}

// open begins the book of the whole plan.
func (b *book) open(lines []fill.Line) {
	n := len(lines)
	*b = book{entries: make([][]Entry, n), own: make([]int, n), capBy: make([]int, n), floorBy: make([]int, n), ceilBy: map[string]int{}, articles: new([]Article)}
	const few = 4 // entries that most lines have room for at once
	room := make([]Entry, few*n)
	for i, l := range lines {
		b.entries[i] = room[few*i : few*i : few*(i+1)]
		if !l.Out.IsZero() {
			b.entries[i] = append(b.entries[i], Entry{Kind: Out, Why: l.Out, Delta: new(big.Rat)})
		}
	}
}

// clone copies the book for a tranche, whose entries begin here.
func (b *book) clone() book {
	c := *b
	c.entries, c.own = make([][]Entry, len(b.entries)), make([]int, len(b.entries))
	c.capBy, c.floorBy, c.ceilBy = slices.Clone(b.capBy), slices.Clone(b.floorBy), maps.Clone(b.ceilBy)
	for i, e := range b.entries {
		c.entries[i] = e[:len(e):len(e)]
		c.own[i] = len(e)
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
	return b.ceilBy[bound]
}

// write writes that something of line i has changed. What one article does to one
// thing is one entry. A weight that stays is written too, so that the ledger names the
// article by which it counts 1.
func (s *Sheet) write(i int, kind Kind, from, to *big.Rat) {
	article := s.number
	es := s.entries[i]
	for k := len(es) - 1; article > 0 && k >= 0 && es[k].Article == article; k-- {
		if es[k].Kind == kind {
			if es[k].To = to; kind != Weight && same(es[k].From, to) {
				s.entries[i] = slices.Delete(es, k, k+1)
			}
			return
		}
	}
	if kind != Out && kind != Weight && same(from, to) {
		return
	}
	s.note(i, Entry{Tranche: s.at.Tranche, Kind: kind, Article: article, Clause: s.quote, From: from, To: to, Product: s.product})
}

// note writes an entry that moves no amount.
func (s *Sheet) note(i int, e Entry) {
	e.Delta = new(big.Rat)
	s.entries[i] = append(s.entries[i], e)
}

// same reports whether two numbers, of which nil is none, are equal.
func same(x, y *big.Rat) bool {
	switch {
	case x == y:
		return true
	case x == nil || y == nil:
		return false
	case x.IsInt() || y.IsInt():
		return x.IsInt() && y.IsInt() && x.Num().Cmp(y.Num()) == 0
	}
	return x.Num().Cmp(y.Num()) == 0 && x.Denom().Cmp(y.Denom()) == 0 // both are in lowest terms
}

// amounts reports whether x is an amount; nil is none.
func amounts(x *big.Rat, a Amount) bool {
	if x == nil {
		return a == fill.NoCap
	}
	return a != fill.NoCap && x.IsInt() && x.Num().IsInt64() && x.Num().Int64() == int64(a)
}

// limitOf is a limit as a number, nil for NoCap.
func limitOf(a Amount) *big.Rat {
	if a == fill.NoCap {
		return nil
	}
	return a.Rat()
}

// late reports whether a clause that has kept the sheet edits it after all its clauses
// were carried out. The plan is refused for it.
func (s *Sheet) late() bool {
	if s.closed {
		s.desk.late = basis.Errorf("%w: a sheet was kept, and edited when its clauses were done", ErrClause)
	}
	return s.closed
}

// Exclude takes line i out. Why is the reason; without words it is the text of the
// clause, and what people wrote is best given as basis.Textf("%s", words). A line that is
// out already stays out for the first reason.
func (s *Sheet) Exclude(i int, why basis.Text) {
	if s.late() {
		return
	}
	l := &s.lines[i]
	if !l.Out.IsZero() {
		return
	}
	own := !why.IsZero()
	switch {
	case own:
	case !s.at.Text.IsZero():
		why = s.at.Text
	default:
		why, own = basis.Textf("excluded"), true
	}
	l.Out = why
	s.write(i, Out, nil, nil)
	if e := &s.entries[i][len(s.entries[i])-1]; own {
		e.Why = why
	}
	delete(s.notes, i)
}

// Scale multiplies the weight of line i by k of at least 0, so that clauses compose.
func (s *Sheet) Scale(i int, k *big.Rat) {
	if s.late() {
		return
	}
	l := &s.lines[i]
	switch {
	case !l.Out.IsZero():
	case k == nil:
		s.refuse(i, basis.Errorf("%w: no factor of the weight", basis.ErrNumber))
	case k.Sign() < 0:
		s.refuse(i, basis.Errorf("%w: factor %s of the weight is negative", basis.ErrNumber, k.RatString()))
	default:
		was := l.Weight
		l.Weight = new(big.Rat).Mul(was, k)
		s.write(i, Weight, was, l.Weight)
	}
}

// refuse keeps an error of line i until the clause at work has ended.
func (s *Sheet) refuse(i int, err error) { s.errs = append(s.errs, s.Fault(i, err)) }

// Limit lowers the cap of line i to a of at least 0, if it is higher: the lowest cap
// holds.
func (s *Sheet) Limit(i int, a Amount) {
	if s.late() {
		return
	}
	l := &s.lines[i]
	switch {
	case !l.Out.IsZero():
	case a < 0:
		s.refuse(i, basis.Errorf("%w: cap %s is negative", fill.ErrLimits, s.estate.Measure.Format(a)))
	case a < l.Cap:
		was := l.Cap
		l.Cap, s.capBy[i] = a, s.number
		s.write(i, Cap, limitOf(was), limitOf(a))
	}
}

// Raise lifts the floor of line i to a of at least 0, if it is lower: the highest
// floor holds. [fill.NoCap] is no floor.
func (s *Sheet) Raise(i int, a Amount) {
	if s.late() {
		return
	}
	l := &s.lines[i]
	switch {
	case !l.Out.IsZero():
	case a < 0 || a == fill.NoCap:
		s.refuse(i, basis.Errorf("%w: a floor is negative or has no amount", fill.ErrLimits))
	case a > l.Floor:
		was := l.Floor
		l.Floor, s.floorBy[i] = a, s.number
		s.write(i, Floor, limitOf(was), limitOf(a))
	}
}

// Count adds a of at least 0 to what line i has in hand, which counts towards its
// share.
func (s *Sheet) Count(i int, a Amount) {
	if s.late() {
		return
	}
	l := &s.lines[i]
	switch {
	case !l.Out.IsZero():
	case a < 0 || a == fill.NoCap:
		s.refuse(i, basis.Errorf("%w: what counts is negative or has no amount", fill.ErrLimits))
	case a > fill.NoCap-1-l.Held:
		s.refuse(i, basis.Errorf("%w: what counts", fill.ErrOverflow))
	default:
		was := l.Held
		l.Held += a
		s.write(i, Held, was.Rat(), l.Held.Rat())
	}
}

// Assign says with whom line i is served, for the rule [fill.Priority].
func (s *Sheet) Assign(i int, order string) {
	if s.late() {
		return
	}
	if l := &s.lines[i]; l.Out.IsZero() {
		l.Order = order
	}
}

// Ceil puts lines, told by their IDs, under a common ceiling.
func (s *Sheet) Ceil(c fill.Ceiling) {
	if s.late() {
		return
	}
	c.Members = slices.Clone(c.Members)
	all := append(slices.Clone(s.ceilings), c)
	if _, err := fill.CheckCeilings(all, s.index); err != nil {
		s.errs = append(s.errs, err)
		return
	}
	s.ceilings, s.ceilBy[c.Name] = all, s.number
}

// Note adds words to the ledger entry that the clause leaves for line i.
func (s *Sheet) Note(i int, why basis.Text) {
	if s.late() {
		return
	}
	if !s.lines[i].Out.IsZero() {
		return
	}
	if s.notes == nil {
		s.notes = map[int][]basis.Text{}
	}
	s.notes[i] = append(s.notes[i], why)
}

// Qualify adds words to the text of the article at work; [basis.Named] makes such of
// one's own in both languages. A clause calls it before it edits anything.
func (s *Sheet) Qualify(words basis.Text) {
	if s.late() {
		return
	}
	s.at.Text = basis.Textf("%v%v", s.at.Text, words)
	s.quote = s.at.Text.String()
	if n := s.number; n > 0 {
		(*s.articles)[n-1] = s.at
	}
}

// withinClass says in the article that places are counted within each class, if
// classes have places of their own.
func (s *Sheet) withinClass() {
	if s.ranking.Own {
		s.Qualify(basis.Textf(", within each class"))
	}
}

// run carries out the clauses of the plan or of a tranche, then checks limits and
// brings them to whole lots. Unless the sheet is fresh, limits that the clauses
// leave alone are not checked again.
func (s *Sheet) run(tranche string, clauses []Clause, fresh bool) []error {
	var errs []error
	began := make([]int, len(s.lines))
	for i := range began {
		began[i] = len(s.entries[i])
	}
	for k, c := range clauses {
		if c == nil {
			*s.articles = append(*s.articles, Article{Tranche: tranche})
			errs = append(errs, &fill.Fault{Tranche: tranche, Article: len(*s.articles), Err: basis.Errorf("%w %d is nil", ErrClause, k+1)})
			continue
		}
		s.at = s.desk.article(tranche, c)
		s.quote = s.at.Text.String()
		*s.articles = append(*s.articles, s.at)
		s.number = len(*s.articles)
		names := s.ask(basis.Textf("the clause"), basis.NamesOf(c)) // before it edits: the list of a tranche is a clause too
		err := c.Edit(s)
		if err != nil && errors.Is(err, basis.ErrMissing) { // such as grades, of which it says so itself
			names = slices.DeleteFunc(names, func(err error) bool { return errors.Is(err, basis.ErrMissing) })
		}
		all := slices.Concat(names, flat(err), s.errs)
		s.finish()
		for _, err := range all {
			errs = append(errs, locate(err, tranche, s.number, s.at)...)
		}
		s.number, s.errs = 0, nil
	}
	s.at, s.quote = Article{Tranche: tranche}, ""
	for i := range s.lines {
		l := &s.lines[i]
		if !l.Out.IsZero() || !fresh && len(s.entries[i]) == began[i] {
			continue
		}
		if err := s.settle(i, l); err != nil {
			errs = append(errs, locate(s.Fault(i, err), tranche, 0, Article{})...)
		}
	}
	s.closed = true
	return errs
}

// finish attaches the notes of the article at work to its entries.
func (s *Sheet) finish() {
	article := s.number
	for _, i := range slices.Sorted(maps.Keys(s.notes)) {
		why := s.notes[i][0]
		for _, more := range s.notes[i][1:] {
			why = basis.Textf("%v; %v", why, more)
		}
		es := s.entries[i]
		first := len(es)
		for first > 0 && es[first-1].Article == article && article > 0 {
			first--
		}
		if first < len(es) && es[first].Why.IsZero() {
			es[first].Why = why
			continue
		}
		s.note(i, Entry{Tranche: s.at.Tranche, Kind: Note, Article: article, Clause: s.quote, Why: why})
	}
	s.notes = nil
}

// settle checks the limits of a line and brings them to whole lots: caps down,
// floors up.
func (s *Sheet) settle(i int, l *fill.Line) error {
	if err := l.CheckLimits(s.estate.Measure); err != nil {
		return err
	}
	lot := s.estate.Lot
	if l.Cap != fill.NoCap && l.Cap%lot != 0 {
		was := l.Cap
		l.Cap -= l.Cap % lot
		s.note(i, Entry{Tranche: s.at.Tranche, Kind: Cap, From: limitOf(was), To: limitOf(l.Cap)})
	}
	if l.Floor%lot != 0 {
		was := l.Floor
		if l.Floor > fill.NoCap-lot {
			return basis.Errorf("%w: floor in whole lots", fill.ErrOverflow)
		}
		l.Floor += lot - l.Floor%lot
		s.note(i, Entry{Tranche: s.at.Tranche, Kind: Floor, From: limitOf(was), To: limitOf(l.Floor)})
	}
	return l.CheckLimits(s.estate.Measure)
}
