package evaluation

import (
	"cmp"
	"math"

	"github.com/countyeval/countyeval/evaluation/internal/ranks"
	"github.com/countyeval/countyeval/indicators"
	"github.com/countyeval/countyeval/indicators/basis"
	"github.com/countyeval/countyeval/indicators/stats"
)

// TieRule says which ranks units with equal scores get. The zero value is
// Competition.
type TieRule int

// The tie rules, with the ranks they give to scores 90, 80, 80, 70.
const (
	Competition TieRule = iota // 1, 2, 2, 4: 并列
	Dense                      // 1, 2, 2, 3
	Ordinal                    // 1, 2, 3, 4: the order of the table decides; a reader must be told
)

var tieRules = basis.Words{"competition", "dense", "ordinal"}

// String gives competition, dense or ordinal.
func (r TieRule) String() string { return basis.Name(tieRules, "TieRule", r) }

// MarshalText gives the word.
func (r TieRule) MarshalText() ([]byte, error) { return basis.MarshalWord(tieRules, "tie rule", r) }

// UnmarshalText accepts exactly the words of String.
func (r *TieRule) UnmarshalText(text []byte) error {
	return basis.UnmarshalWord(tieRules, "tie rule", r, text)
}

// rule is the same for package ranks.
func (r TieRule) rule() ranks.Rule { return ranks.Rule(r) }

// Ties says when two scores are equal and what follows from it. The zero value
// ranks unrounded scores by competition; such a ranking cannot be awarded
// ([Ranking.Published]). Where scores are not rounded, 12 significant digits of each
// are compared, with one another and with limits, so that two units that both have
// 119/400 are tied whatever their last bits; what is shown is the score itself.
type Ties struct {
	Rule   TieRule `json:"rule,omitzero"`
	Digits *int    `json:"digits,omitzero"` // decimals that are published, 0 to 12; nil: scores are not rounded
	Break  []Key   `json:"break,omitzero"`  // further keys, the first that differs decides
	// Print says what is printed of the parts of a score, so that they add up; the zero value: nothing
	Print Printing `json:"print,omitzero"`
}

// ErrTies is a rule for ties that cannot be applied.
const ErrTies = basis.Sentinel("rule for ties")

// mostDigits is how many decimals can be published.
const mostDigits = 12

// Published returns the number of decimals that scores are rounded to; ok is false
// if they are not. Digits that are not from 0 to 12 are an error.
func (t Ties) Published() (digits int, ok bool, err error) {
	switch {
	case t.Digits == nil:
		return 0, false, nil
	case *t.Digits < 0 || *t.Digits > mostDigits:
		return 0, false, basis.Errorf("%w: %d published digits are not from 0 to %d", ErrTies, *t.Digits, mostDigits)
	}
	return *t.Digits, true, nil
}

// decimals says how scores are rounded.
func (t Ties) decimals() string {
	if t.Digits == nil {
		return "nothing"
	}
	return basis.Errorf("%d decimals", *t.Digits).Error()
}

// round is the score as it is published.
func (t Ties) round(score float64) float64 {
	if digits, ok, err := t.Published(); ok && err == nil {
		return stats.Round(score, digits)
	}
	return score
}

// compared is a score as it is compared, with others and with limits: the published
// one, or where none is published 12 significant digits of it.
func (t Ties) compared(score float64) float64 {
	if t.Digits == nil {
		return stats.RoundSignificant(score, indicators.ComparedDigits)
	}
	return t.round(score)
}

func (t Ties) check() error {
	var errs []error
	if _, _, err := t.Published(); err != nil {
		errs = append(errs, err)
	}
	if err := t.Print.check(t); err != nil {
		errs = append(errs, err)
	}
	if t.Rule < Competition || t.Rule > Ordinal {
		errs = append(errs, basis.Errorf("%w: no rule %d", ErrTies, int(t.Rule)))
	}
	for _, k := range t.Break {
		errs = append(errs, k.check(false))
	}
	return basis.JoinErrors(errs...)
}

// equal reports whether two neighboring ranked places are tied.
func (t Ties) equal(a, b Place) bool {
	switch {
	case a.Rank == b.Rank:
		return true
	case t.Rule != Ordinal || !a.Tied || !b.Tied:
		return false
	case a.TiedFrom > 0 || b.TiedFrom > 0:
		return a.TiedFrom == b.TiedFrom
	}
	return t.compared(a.Score) == t.compared(b.Score) // of a ranking of your own
}

// Order is the direction of a key.
type Order int

// The orders of a key. For a score the zero value means HighestFirst. For a raw
// figure there is no default, and the zero value is refused: rules print it wrongly
// often enough ("从低到高" where the highest is meant) that it must be said.
const (
	Unsaid Order = iota
	HighestFirst
	LowestFirst
)

var orders = basis.Words{"unsaid", "highest first", "lowest first"}

// String gives "highest first" or "lowest first".
func (o Order) String() string { return basis.Name(orders, "Order", o) }

// MarshalText gives the words.
func (o Order) MarshalText() ([]byte, error) { return basis.MarshalWord(orders, "order", o) }

// UnmarshalText accepts exactly the words of String.
func (o *Order) UnmarshalText(text []byte) error {
	return basis.UnmarshalWord(orders, "order", o, text)
}

// Key is a figure by which units stand, besides the score that they are ranked by.
type Key struct {
	Code string `json:"code" names:"code"`
	// Raw takes the figure of the prepared table, of a measured indicator or an
	// auxiliary column, as it stands (of one that is not rational 12 significant
	// digits are compared, [indicators.Table.Compared]). Otherwise it is the score of
	// a node, rounded, or compared, as the scores of the ranking are; with Ties.Print it
	// is what is printed of the node.
	Raw   bool  `json:"raw,omitzero"`
	Order Order `json:"order,omitzero"`
}

// check refuses an order that is not said where it must be.
func (k Key) check(must bool) error {
	switch {
	case k.Order < Unsaid || k.Order > LowestFirst:
		return &indicators.InputError{Indicator: k.Code, Err: basis.Errorf("%w: a key has no order %d", ErrTies, int(k.Order))}
	case k.Order == Unsaid && (must || k.Raw):
		return &indicators.InputError{Indicator: k.Code, Err: basis.Errorf("%w: the key has no order: highest or lowest first must be said", ErrTies)}
	}
	return nil
}

// compare is below 0 if a comes first; a figure that is missing comes last.
func (k Key) compare(a, b float64) int {
	if k.Order == LowestFirst && !math.IsNaN(a) && !math.IsNaN(b) {
		a, b = b, a
	}
	return cmp.Compare(b, a)
}

// known refuses a key that the result does not have.
func (r *Result) known(k Key) error {
	if k.Raw {
		if !r.Prepared.Has(k.Code) {
			return &indicators.InputError{Indicator: k.Code, Err: basis.Errorf("%w: a key needs a column of figures%v", basis.ErrUnknown, r.Prepared.Meant(k.Code))}
		}
		return nil
	}
	if _, ok := r.node(k.Code); !ok {
		return &indicators.InputError{Indicator: k.Code, Err: basis.Errorf("%w: a key needs an indicator that has a score%v", basis.ErrUnknown, basis.Meant(k.Code, r.tree.names))}
	}
	return nil
}

// compared is the figure of a known key for each row, as it is compared; parts are what is
// printed of all nodes, nil if nothing is said of them.
func (r *Result) compared(ties Ties, k Key, parts *PrintedParts) []float64 {
	if k.Raw {
		return r.Prepared.Compared(k.Code).Copy()
	}
	at, _ := r.node(k.Code)
	if parts != nil {
		return parts.column(at)
	}
	out := make([]float64, len(r.scores[at]))
	for i, x := range r.scores[at] {
		out[i] = ties.compared(x)
	}
	return out
}

// Value returns the figure of a key for one unit: the raw figure, or the score
// rounded as ties have it, or what they print of it. A key or unit that the result does not have is an error
// that wraps [basis.ErrUnknown], a figure that is missing one that wraps
// [basis.ErrMissing].
func (r *Result) Value(ties Ties, unit string, k Key) (float64, error) {
	if err := r.known(k); err != nil {
		return 0, err
	}
	row, ok := r.Prepared.Row(unit)
	if !ok {
		return 0, &indicators.InputError{Unit: unit, Err: basis.ErrUnknown}
	}
	var x float64
	if k.Raw {
		x = r.Prepared.Column(k.Code).At(row)
	} else {
		at, _ := r.node(k.Code)
		scores, err := r.figures(ties, at)
		if err != nil {
			return 0, err
		}
		x = ties.round(scores[row])
	}
	if math.IsNaN(x) {
		return 0, &indicators.InputError{Unit: unit, Indicator: k.Code, Err: basis.ErrMissing}
	}
	return x, nil
}
