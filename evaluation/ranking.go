package evaluation

import (
	"fmt"
	"math"

	"github.com/countyeval/countyeval/indicators"
	"github.com/countyeval/countyeval/indicators/basis"
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

var tieRuleNames = [...]string{"competition", "dense", "ordinal"}

// String gives competition, dense or ordinal.
func (r TieRule) String() string {
	if r < 0 || int(r) >= len(tieRuleNames) {
		return fmt.Sprintf("TieRule(%d)", int(r))
	}
	return tieRuleNames[r]
}

// Ties says when two scores are equal and what follows from it. The zero value
// ranks unrounded scores by competition; such a ranking cannot be awarded
// ([Ranking.Published]).
type Ties struct {
	Rule  TieRule  `json:"rule,omitempty"`
	Round float64  `json:"round,omitempty"` // published step, a power of ten such as 0.01; 0: not rounded
	Break []string `json:"break,omitempty"` // further keys by code of an indicator, on its score, rounded alike
}

// Digits returns the number of decimals of Round; ok is false if scores are not
// rounded. A Round that is not a power of ten from 1e-12 to 1 is an error.
func (t Ties) Digits() (digits int, ok bool, err error) {
	if t.Round == 0 {
		return 0, false, nil
	}
	p := 1.0
	for d := range 13 {
		if t.Round == 1/p {
			return d, true, nil
		}
		p *= 10
	}
	return 0, false, basis.Errorf("%w: Round %v is not a power of ten from 1 down to 1e-12", ErrTies, t.Round)
}

// Place is one unit's place in a ranking.
type Place struct {
	Rank  int             `json:"rank"` // from 1; 0: scored, not ranked, and Out says why
	Unit  indicators.Unit `json:"unit"`
	Score float64         `json:"score"` // the published score if Ties.Round is given
	Tied  bool            `json:"tied,omitempty"`
	Grade string          `json:"grade,omitempty"`
	Cut   string          `json:"cut,omitempty"` // the grade before a ruling on grades, if there is one
	Out   string          `json:"out,omitempty"` // Rank 0: why it is not ranked; otherwise: why it gets no award
}

// Ranking is the order of units by the score of one indicator, best first. Units
// that are not ranked stand at the end.
type Ranking struct {
	Code   string   `json:"code"` // of the indicator; the root's for the overall ranking
	Ties   Ties     `json:"ties"`
	Places []Place  `json:"places"`
	Grades []string `json:"grades,omitempty"` // best first, once graded

	// Rulings are those about grades and quotas of the units, which a grading
	// applies.
	Rulings []Ruling `json:"rulings,omitempty"`

	// Warnings are what a reader of the ranking should know, such as a score on
	// a border of rounding.
	Warnings []error `json:"-"`
}

// ErrTies is a rule for ties that cannot be applied.
const ErrTies = basis.Sentinel("ties")

// equal reports whether two neighboring ranked places are tied.
func (t Ties) equal(a, b Place) bool {
	return a.Rank == b.Rank || t.Rule == Ordinal && a.Tied && b.Tied && a.Score == b.Score
}

// groups numbers the tied groups of places in order.
func (t Ties) groups(places []*Place) []int {
	out := make([]int, len(places))
	for i := 1; i < len(places); i++ {
		out[i] = out[i-1]
		if !t.equal(*places[i-1], *places[i]) {
			out[i]++
		}
	}
	return out
}

// Published reports whether the scores of the ranking are the published, rounded
// ones, so that ranks, grades and awards come from the digits that people read.
func (r Ranking) Published() bool { return r.Ties.Round != 0 }

// Find returns the place of the unit with that code or, if no code matches, that
// name; ok is false if there is none, or if several units have the name.
func (r Ranking) Find(unit string) (p Place, ok bool) {
	found := -1
	for i, p := range r.Places {
		if p.Unit.Code == unit {
			return p, true
		}
		if p.Unit.Name == unit {
			if found >= 0 {
				found = math.MaxInt
				continue
			}
			found = i
		}
	}
	if found < 0 || found == math.MaxInt {
		return Place{}, false
	}
	return r.Places[found], true
}
