package incentive

import (
	"errors"
	"fmt"
	"math/big"
	"slices"
	"strings"

	"github.com/countyeval/countyeval/indicators/basis"
)

// The kinds of refusal that callers tell apart with [errors.Is]. Everything
// wrong with a plan is reported at once, joined; most parts are a [*Fault].
const (
	ErrUnpublished = basis.Sentinel("scores are not published ones")            // no Ties.Round, or a score with more digits
	ErrPool        = basis.Sentinel("pool")                                     // negative amount, reserve or lot; reserve above the amount; bad measure
	ErrDuplicate   = basis.Sentinel("there twice")                              // a code, a tranche, a ceiling or a member of one
	ErrLimits      = basis.Sentinel("limits")                                   // a cap below a floor, a negative limit
	ErrFloors      = basis.Sentinel("floors cannot be met")                     // see FloorsError
	ErrRank        = basis.Sentinel("ranks contradict scores")                  // better rank, lower score; negative rank
	ErrTie         = basis.Sentinel("tie at the border")                        // only with Refuse
	ErrOverflow    = basis.Sentinel("amount out of range")                      // does not fit into an Amount
	ErrTranches    = basis.Sentinel("tranches")                                 // negative or no parts, a tranche without a name
	ErrClause      = basis.Sentinel("clause")                                   // a clause is nil or did what no clause may do
	ErrCheck       = basis.Sentinel("allocation does not check")                // an invariant is broken
	ErrRule        = basis.Sentinel("rule or rounding unknown or misused")      // a name that Check cannot resolve; shares of a wrong shape
	ErrLanguage    = basis.Sentinel("no such language, only \"en\" and \"zh\"") // of Explain and the tables
	ErrUnit        = basis.Sentinel("no such unit, or several of that name")    // of Explain
)

var (
	errNilWeight   = basis.Errorf("%w: no weight", basis.ErrNumber) // of a Line made by hand
	errOrdinal     = basis.Errorf("%w: ranks are ordinal, so that the order of the table decides between equal scores", ErrTie)
	errNilFunction = basis.Errorf("%w: a ClauseFunc needs a function", ErrClause) // of ClauseFunc
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

// Place tells where in the plan the fault is.
func (f *Fault) Place() basis.Place {
	return basis.Place{Tranche: f.Tranche, Article: f.Article, Clause: f.Clause, Unit: f.Unit, Name: f.Name}
}

var _ basis.Placed = (*Fault)(nil)

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

// Place tells the tranche.
func (e *FloorsError) Place() basis.Place { return basis.Place{Tranche: e.Tranche} }

var _ basis.Placed = (*FloorsError)(nil)

// flat takes joined errors apart, so that each can be told its place.
func flat(err error) []error { return slices.Collect(basis.All(err)) }

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
