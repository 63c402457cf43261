package incentivetest

import (
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/countyeval/countyeval/evaluation"
	"github.com/countyeval/countyeval/evaluation/incentive"
	"github.com/countyeval/countyeval/evaluation/incentive/fill"
	"github.com/countyeval/countyeval/evaluation/internal/kit"
	"github.com/countyeval/countyeval/indicators/basis"
)

// ClauseOptions say in what plan a clause is tested, and what it promises. The zero
// value is one that reads no figures, and promises nothing but the rules for all.
type ClauseOptions struct {
	// Ranking is whom the clause is for; without places it is made up: twelve units with
	// the codes u01 to u12, of the classes A and B, the regions north and south, the
	// levels county and district, some with the tag basin, of the grades A, B and C. Two
	// are tied, u11 gets no award, and u12 is not ranked.
	Ranking evaluation.Ranking

	Figures incentive.Figures  // what it is handed
	Reads   []string           // the lists that it reads, each of which it needs
	Pool    incentive.Pool     // zero: 1000 of something
	Rule    fill.Rule          // of the division; nil: fill.Weighted{}
	Before  []incentive.Clause // the clauses before it

	// Refuses are figures with which the clause must be an error, one that names a unit
	// ([fill.Fault]).
	Refuses []incentive.Figures

	// ByPlace says that the order in which the ranking lists units may matter.
	ByPlace bool

	// Rises promises that a higher score never lowers a unit's award; it is tested on the
	// ranking that is made up.
	Rises bool

	// Seed gives other data.
	Seed uint64
}

// TestClause returns nil if the clause keeps all the rules of [incentive.Clause] and the
// promises that the options make for it, and otherwise every rule that it breaks,
// joined, each a [Failure]. With no options it is tested under the zero [ClauseOptions],
// with several under each of them in turn; impossible options are an error. A [Sheet]
// lets no clause write a negative weight, edit a line that is out, touch the ceilings of
// another, or change anything without an entry: what it refuses is an error, so that such
// a clause breaks the rule of ordinary data.
//
// The rules, by the name that a Failure gives them:
//
//	ordinary data      the plan with the clause gives an allocation, not an error
//	no panic           whatever the ranking and the figures
//	article            String, and Text if it has one, say what the clause is
//	ledger             the allocation checks, and the entries of each award sum to it
//	lines that are out stay so and get nothing, and the score of a unit that is not ranked changes nothing for others
//	figures            it needs the lists that it reads, and reads no others
//	missing figure     a number that is missing for a unit that is in: an error that names the unit
//	input unchanged    ranking and figures are left as they were
//	same answer twice  the same lines and ceilings
//	concurrent use     several goroutines get the answer that one alone gets
//	nothing is kept    another plan in between changes nothing, nor does it change a sheet already left
//	names within       of a clause that holds others: it names what they name ([basis.Naming])
//	order of lines     other codes, by which lines are ordered, change nothing
//	order of places    nor does the order in which the ranking lists them (unless ByPlace is set)
//	refused            the figures of Refuses are, and the errors name a unit
//
// each allowing an error, but no panic:
//
//	nobody             all units are out
//	one unit           there is one
//	all tied           all units have one rank
//	no grades          the ranking has none
//	own places         classes have places of their own
//	no figures         nothing is handed over
//
// and the one that the options promise: rises.
//
// [Sheet]: https://pkg.go.dev/github.com/countyeval/countyeval/evaluation/incentive#Sheet
func TestClause(c incentive.Clause, o ...ClauseOptions) error {
	if c == nil {
		return errors.New("incentivetest: no clause")
	}
	return kit.Each(o, func(o ClauseOptions) error {
		o, err := o.settings()
		if err != nil {
			return err
		}
		return testClause(c, o)
	})
}

func testClause(c incentive.Clause, o ClauseOptions) error {
	var errs []error
	for _, r := range clauseRules(o) {
		if reason := r.check(editing{c, o}); reason != "" {
			errs = append(errs, &Failure{Rule: r.name, Reason: reason})
		}
	}
	return errors.Join(errs...)
}

// settings fills in the defaults, or says what is wrong with the options.
func (o ClauseOptions) settings() (ClauseOptions, error) {
	if o.Rises && o.Ranking.Places != nil {
		return o, errors.New("options: Rises is tested on the ranking that is made up")
	}
	if o.Ranking.Places == nil {
		o.Ranking = ranked(places(o.Seed))
	}
	if o.Pool == (incentive.Pool{}) {
		o.Pool = incentive.Pool{Name: "pool", Measure: incentive.Measure{Name: "parts"}, Amount: 1000}
	}
	names := named(o.Figures)
	var errs []error
	for _, name := range o.Reads {
		if !slices.Contains(names, name) {
			errs = append(errs, basis.Errorf("options: it reads %q, which Figures does not have", name))
		}
	}
	return o, errors.Join(errs...)
}

// editing is one clause in one plan.
type editing struct {
	c incentive.Clause
	o ClauseOptions
}

// plan is the plan with the clause. It stands in a tranche, whose sheet is the one that
// is looked at.
func (e editing) plan() incentive.Plan {
	return incentive.Plan{
		Pool: e.o.Pool, Clauses: e.o.Before,
		Tranches: []incentive.Tranche{{Parts: 1, Rule: e.o.Rule, Clauses: []incentive.Clause{e.c}}},
	}
}

// left is how a clause leaves a sheet.
type left struct {
	sheet *incentive.Sheet
	err   error
	panic any
}

// ask runs the clauses of the plan on copies of ranking and figures.
func (e editing) ask(r evaluation.Ranking, f incentive.Figures) (out left) {
	defer func() {
		if p := recover(); p != nil {
			out.panic = p
		}
	}()
	r.Places = slices.Clone(r.Places)
	sheets, err := e.plan().Sheets(r, copied(f))
	if err != nil {
		return left{err: err}
	}
	return left{sheet: sheets[0]}
}

// base is the answer to the options' ranking and figures; ok is false if it is an error,
// or another one at the second call.
func (e editing) base() (out left, ok bool) {
	out = e.ask(e.o.Ranking, e.o.Figures)
	return out, out.sheet != nil && out.String() == e.ask(e.o.Ranking, e.o.Figures).String()
}

// allocate carries the plan out.
func (e editing) allocate(r evaluation.Ranking, f incentive.Figures) (a *incentive.Allocation, err error) {
	defer func() {
		if p := recover(); p != nil {
			err = basis.Errorf("panic: %v", p)
		}
	}()
	return e.plan().Allocate(r, copied(f))
}

// String shows the lines, or what there is instead.
func (l left) String() string {
	switch {
	case l.panic != nil:
		return fmt.Sprintf("panic: %v", l.panic)
	case l.err != nil:
		return fmt.Sprintf("error: %v", l.err)
	}
	lines := make([]fill.Line, l.sheet.Len())
	for i := range lines {
		lines[i] = l.sheet.Line(i)
	}
	out := strings.Join(words(lines), "; ")
	for _, c := range l.sheet.Ceilings() {
		out += fmt.Sprintf("; ceiling %s of %d: %s", c.Name, c.Amount, strings.Join(c.Members, " "))
	}
	return out
}

// line writes the line of a unit down, without its code.
func (l left) line(code string) string {
	i, ok := l.sheet.Find(code)
	if !ok {
		return "no line"
	}
	x := l.sheet.Line(i)
	x.ID = "the line"
	out := words([]fill.Line{x})[0]
	for _, c := range l.sheet.Ceilings() {
		if slices.Contains(c.Members, code) {
			out += fmt.Sprintf(" under %s of %d", c.Name, c.Amount)
		}
	}
	return out
}

// named are the names of all lists.
func named(f incentive.Figures) (names []string) {
	for _, l := range f.Decimals {
		names = append(names, l.Name)
	}
	for _, l := range f.Words {
		names = append(names, l.Name)
	}
	for _, l := range f.Flags {
		names = append(names, l.Name)
	}
	return slices.Concat(names, slices.Sorted(maps.Keys(f.Rankings)), slices.Sorted(maps.Keys(f.Allocations)))
}
