package incentive

import (
	"errors"
	"fmt"
	"math/big"
	"strings"
)

// The kinds of refusal that callers tell apart with [errors.Is]. Everything
// wrong with a plan is reported at once, joined; most parts are a [*Fault].
var (
	ErrUnpublished = errors.New("scores are not published ones")            // no Ties.Round, or a score with more digits
	ErrPool        = errors.New("pool")                                     // negative amount, reserve or lot; reserve above the amount; bad measure
	ErrNumber      = errors.New("not a usable number")                      // NaN, infinite, negative where it must not be, unreadable text
	ErrDuplicate   = errors.New("there twice")                              // a code, a tranche, a ceiling or a member of one
	ErrUnknown     = errors.New("not in the ranking")                       // a code that a clause or a ceiling names
	ErrMissing     = errors.New("missing")                                  // a county without a figure that a clause needs
	ErrLimits      = errors.New("limits")                                   // a cap below a floor, a negative limit
	ErrFloors      = errors.New("floors cannot be met")                     // see FloorsError
	ErrRank        = errors.New("ranks contradict scores")                  // better rank, lower score; negative rank
	ErrTie         = errors.New("tie at the border")                        // only with Refuse
	ErrOverflow    = errors.New("amount out of range")                      // does not fit into an Amount
	ErrTranches    = errors.New("tranches")                                 // negative or no parts, a tranche without a name
	ErrClause      = errors.New("clause")                                   // a clause is nil or did what no clause may do
	ErrCheck       = errors.New("allocation does not check")                // an invariant is broken
	ErrRule        = errors.New("rule or rounding unknown or misused")      // a name that Check cannot resolve; shares of a wrong shape
	ErrLanguage    = errors.New("no such language, only \"en\" and \"zh\"") // of Explain and the tables
	ErrUnit        = errors.New("no such unit, or several of that name")    // of Explain
	errNilWeight   = fmt.Errorf("%w: no weight", ErrNumber)                 // of a Line made by hand
	errOrdinal     = fmt.Errorf("%w: ranks are ordinal, so that the order of the table decides between equal scores", ErrTie)
	errNilFunction = fmt.Errorf("%w: a ClauseFunc needs a function", ErrClause) // of ClauseFunc
)

// A Fault says where in a plan something is wrong. What is not known is zero.
type Fault struct {
	Tranche string // its name, if the plan has tranches
	Article int    // number of the clause in the notice, from 1; 0: no clause
	Clause  string // text of the clause
	Unit    string // code of the county
	Name    string // its name, if it has one
	Err     error  // what is wrong; wraps one of the sentinels of this package
}

// Error gives `tranche merit: article 3 (cap: request): unit 411 (甲县): missing ...`,
// leaving out what is not known.
func (f *Fault) Error() string {
	var b strings.Builder
	if f.Tranche != "" {
		fmt.Fprintf(&b, "tranche %s: ", f.Tranche)
	}
	switch {
	case f.Article > 0 && f.Clause != "":
		fmt.Fprintf(&b, "article %d (%s): ", f.Article, f.Clause)
	case f.Article > 0:
		fmt.Fprintf(&b, "article %d: ", f.Article)
	}
	switch {
	case f.Unit != "" && f.Name != "":
		fmt.Fprintf(&b, "unit %s (%s): ", f.Unit, f.Name)
	case f.Unit != "":
		fmt.Fprintf(&b, "unit %s: ", f.Unit)
	}
	if f.Err != nil {
		b.WriteString(f.Err.Error())
	}
	return b.String()
}

// Unwrap returns Err.
func (f *Fault) Unwrap() error { return f.Err }

// A FloorsError says which limit the floors exceed, and by how much. It wraps
// [ErrFloors]. Need and Have are in smallest units, net of what was won in
// earlier tranches.
type FloorsError struct {
	Tranche string   // set by Allocate, if the plan has tranches
	Ceiling string   // name of the ceiling; "" for the pool (or tranche) itself
	Need    *big.Rat // sum of the floors
	Have    *big.Rat // what there is for them
	Members []string // codes of the counties with a floor, in order
	Measure Measure  // how to print Need and Have; set by Allocate, otherwise smallest units
}

// Error gives `floors cannot be met: ceiling Huai: need 120.00 mu, have 100.00 mu, 20.00 mu short (411, 412)`.
func (e *FloorsError) Error() string {
	var b strings.Builder
	if e.Tranche != "" {
		fmt.Fprintf(&b, "tranche %s: ", e.Tranche)
	}
	b.WriteString(ErrFloors.Error())
	if e.Ceiling != "" {
		fmt.Fprintf(&b, ": ceiling %s", e.Ceiling)
	} else {
		b.WriteString(": pool")
	}
	need, have := orZero(e.Need), orZero(e.Have)
	short := new(big.Rat).Sub(need, have)
	fmt.Fprintf(&b, ": need %s, have %s, %s short (%s)",
		e.Measure.with(need), e.Measure.with(have), e.Measure.with(short), strings.Join(e.Members, ", "))
	return b.String()
}

// Unwrap returns ErrFloors.
func (e *FloorsError) Unwrap() error { return ErrFloors }

// flat takes joined errors apart, so that each can be told its place. An error
// that wraps several in a sentence of its own stays whole.
func flat(err error) []error {
	if err == nil {
		return nil
	}
	j, ok := err.(interface{ Unwrap() []error })
	if !ok || errors.Join(j.Unwrap()...).Error() != err.Error() {
		return []error{err}
	}
	var all []error
	for _, e := range j.Unwrap() {
		all = append(all, flat(e)...)
	}
	return all
}

// locate puts tranche and clause into the faults of one clause.
func locate(err error, tranche string, article int, clause string) []error {
	var all []error
	for _, e := range flat(err) {
		f := &Fault{}
		if errors.As(e, &f) {
			g := *f
			g.Tranche, g.Article, g.Clause = tranche, article, clause
			all = append(all, &g)
			continue
		}
		all = append(all, &Fault{Tranche: tranche, Article: article, Clause: clause, Err: e})
	}
	return all
}
