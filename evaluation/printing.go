package evaluation

import (
	"github.com/countyeval/countyeval/indicators/basis"
)

// Printed says what is printed of the parts of a score. The zero value is TotalOnly.
type Printed int

// What is printed of the parts of a score.
const (
	TotalOnly     Printed = iota // the total alone is rounded, and parts printed beside it need not add up to it
	PrintedPoints                // points of the root's score: 各指标计分; totals are sums of what is printed
	PrintedScores                // scores: every node is the weighted sum of the printed scores of its children, rounded again
)

var printedWords = basis.Words{"total only", "points", "scores"}

// String gives the words, e.g. "points".
func (p Printed) String() string { return basis.Name(printedWords, "Printed", p) }

// MarshalText gives the words.
func (p Printed) MarshalText() ([]byte, error) {
	return basis.MarshalWord(printedWords, "printed part", p)
}

// UnmarshalText accepts exactly the words of String.
func (p *Printed) UnmarshalText(text []byte) error {
	return basis.UnmarshalWord(printedWords, "printed part", p, text)
}

// Printing says what is printed of the parts of a score, so that a county that adds up
// what is printed of its indicators comes to the total that is printed, and to no other.
// It is rounded before ranks. The zero value prints the total alone.
//
// Points: of a measured indicator its weight in the root times its score, rounded to the
// digits of the total; of a dimension the sum of the printed points of its indicators, and
// of the root the sum of the dimensions. All points are on the root's scale, so that a
// ranking by a dimension, a key of it that breaks ties and a condition of it go by
// points too.
//
// Scores: of a measured indicator its score, rounded to Digits; of every other node the
// weighted sum of the printed scores of its children, rounded to the digits of the total.
// Declared weights count as they are declared, 1 of 3 as a third, so that the sum is exact;
// with others it is rounded by its first 15 digits, as [stats.Round] does. In a flat model each node is the weighted sum of the printed
// scores of its indicators. So does the social vulnerability index of the U.S. Centers for
// Disease Control and Prevention, with sums for means: percentile ranks of four decimals
// are added up to themes, and these to the total.
//
// The points that rulings give a unit are one printed part more. Every node must be
// aggregated by a weighted sum ([aggregate.Additive]); others are refused by name with
// [aggregate.ErrNotAdditive]. Ties.Digits must be given. A figure of more than 15 digits
// in all is refused.
type Printing struct {
	Of     Printed `json:"of,omitzero"`
	Digits *int    `json:"digits,omitzero"` // PrintedScores: decimals of the scores of measured indicators, 0 to 12; nil: those of the total
}

// ErrPrinting is a printing that cannot be applied.
const ErrPrinting = basis.Sentinel("printed parts")

// check refuses what cannot be printed beside a total with the digits of ties.
func (p Printing) check(t Ties) error {
	var errs []error
	if p.Of < TotalOnly || p.Of > PrintedScores {
		return basis.Errorf("%w: no choice %d", ErrPrinting, int(p.Of))
	}
	if p.Of != TotalOnly && t.Digits == nil {
		errs = append(errs, basis.Errorf("%w: parts are to be printed, but no digits of the total are given", ErrPrinting))
	}
	switch {
	case p.Digits == nil:
	case p.Of != PrintedScores:
		errs = append(errs, basis.Errorf("%w: digits of their own are for scores; points have those of the total", ErrPrinting))
	case *p.Digits < 0 || *p.Digits > mostDigits:
		errs = append(errs, basis.Errorf("%w: %d digits are not from 0 to %d", ErrPrinting, *p.Digits, mostDigits))
	}
	return basis.JoinErrors(errs...)
}
