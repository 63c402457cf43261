package enterprise

import (
	"math"

	"github.com/countyeval/countyeval/evaluation"
	"github.com/countyeval/countyeval/indicators"
	"github.com/countyeval/countyeval/indicators/basis"
)

// Condition is what a rule asks of an enterprise or project. Judge says whether it
// holds, and why, in words that name the figure. It is a value without state and safe for
// concurrent use. The names in its options are given by Names ([basis.Naming]), by which
// rules refuse those that stand for nothing.
type Condition interface {
	Judge(s Subject) Finding
}

// Verdict says whether a condition holds.
type Verdict int

// The verdicts. A figure that is missing makes a condition unknown: it neither holds nor
// fails, and so its opposite is unknown, too.
const (
	Unknown Verdict = iota // "not known"
	Holds                  // "holds"
	Fails                  // "fails"
)

var verdictWords = basis.Words{"not known", "holds", "fails"}

// String gives the word.
func (v Verdict) String() string { return basis.Name(verdictWords, "Verdict", v) }

// MarshalText gives the word.
func (v Verdict) MarshalText() ([]byte, error) {
	return basis.MarshalWord(verdictWords, "verdict on a condition", v)
}

// UnmarshalText accepts exactly the words of String.
func (v *Verdict) UnmarshalText(text []byte) error {
	return basis.UnmarshalWord(verdictWords, "verdict on a condition", v, text)
}

// Finding is what a condition found of one unit.
type Finding struct {
	Verdict Verdict    `json:"verdict"`
	Why     basis.Text `json:"why"`
}

// Subject is the unit that a condition looks at.
type Subject struct {
	Place evaluation.Place // rank, score and grade; of a table that is not ranked, the unit alone
	table *columns
	row   int // -1: the table does not have the unit
}

// Value is the figure of a column, as it is compared with limits; NaN if there is none.
func (s Subject) Value(code string) float64 {
	x := s.table.column(code)
	if s.row < 0 || s.row >= x.Len() {
		return math.NaN()
	}
	return x.At(s.row)
}

// Attribute is what the unit has under a heading of tables (class, region, level,
// tag:KEY), or its grade.
func (s Subject) Attribute(heading string) string {
	if heading == gradeHeading {
		return s.Place.Grade
	}
	word, _ := s.Place.Unit.Attribute(heading)
	return word
}

const gradeHeading = "grade"

// columns are those of a table as they are compared, each looked up once.
type columns struct {
	table *indicators.Table
	by    map[string]basis.View[float64]
}

func (c *columns) column(code string) basis.View[float64] {
	if c == nil || c.table == nil || !c.table.Has(code) {
		return basis.View[float64]{}
	}
	x, ok := c.by[code]
	if !ok {
		x = c.table.Compared(code)
		c.by[code] = x
	}
	return x
}

func verdict(holds bool) Verdict {
	if holds {
		return Holds
	}
	return Fails
}
