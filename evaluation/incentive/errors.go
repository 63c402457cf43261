package incentive

import (
	"errors"
	"slices"

	"github.com/countyeval/countyeval/evaluation/incentive/fill"
	"github.com/countyeval/countyeval/indicators/basis"
)

// The kinds of refusal that callers tell apart with [errors.Is]. Everything
// wrong with a plan is reported at once, joined; most parts are a [*fill.Fault].
const (
	ErrUnpublished = basis.Sentinel("scores are not published ones")                     // no Ties.Digits, or a score with more digits
	ErrPool        = basis.Sentinel("pool")                                              // negative amount, reserve or lot; reserve above the amount; bad measure
	ErrRank        = basis.Sentinel("ranks contradict scores")                           // better rank, lower score; negative rank
	ErrTranches    = basis.Sentinel("tranches")                                          // negative or no parts, a tranche without a name
	ErrClause      = basis.Sentinel("clause")                                            // a clause is nil or did what no clause may do
	ErrCheck       = basis.Sentinel("allocation does not check")                         // an invariant is broken
	ErrUndivided   = basis.Sentinel("undivided")                                         // a warning: nobody is eligible or has weight, or ties leave lots
	ErrUnit        = basis.Sentinel("no such unit that counts, or several of that name") // of Explain and of what-if questions
)

var (
	errOrdinal     = basis.Errorf("%w: ranks are ordinal, so that the order of the table decides between equal scores", fill.ErrTie)
	errNilFunction = basis.Errorf("%w: a ClauseFunc needs a function", ErrClause) // of ClauseFunc
)

// flat takes joined errors apart, so that each can be told its place.
func flat(err error) []error { return slices.Collect(basis.All(err)) }

// locate puts tranche and clause into the faults of one clause.
func locate(err error, tranche string, article int, clause Article) []error {
	var all []error
	for _, e := range flat(err) {
		f := &fill.Fault{}
		if errors.As(e, &f) {
			g := *f
			g.Tranche, g.Article, g.Clause = tranche, article, clause.Text
			all = append(all, &g)
			continue
		}
		all = append(all, &fill.Fault{Tranche: tranche, Article: article, Clause: clause.Text, Err: e})
	}
	return all
}
