package target

import (
	"slices"

	"github.com/countyeval/countyeval/indicators"
	"github.com/countyeval/countyeval/indicators/basis"
)

// The kinds of fault that callers tell apart with [errors.Is].
const (
	ErrScope     = basis.Sentinel("unit of another scope")      // a county's figure against a target of the province, or the other way round
	ErrTolerance = basis.Sentinel("tolerance")                  // not stated where the program says about, or stated where it does not
	ErrYear      = basis.Sentinel("year")                       // no goal for it, out of order, or a year is missing
	ErrBase      = basis.Sentinel("base")                       // a path needs a value to start from
	ErrMeasure   = basis.Sentinel("measure")                    // the question does not fit the kind of target
	ErrOverlap   = basis.Sentinel("classes overlap")            // a warning: the shares of the classes are no parts of a whole
	ErrLate      = basis.Sentinel("figure after the goal year") // a warning: it is not the goal year that is judged
)

// Measure is what kind of figure a target is about. The zero value is Share.
type Measure int

// The measures, with their text forms.
const (
	Share  Measure = iota // "share": a part of a total, in percent
	Ratio                 // "ratio": one total over another, in percent
	Level                 // "level": an amount
	Count                 // "count": a number of things that there are
	Yearly                // "yearly": a number of things that are new each year
	Growth                // "growth": a change in percent a year, which compounds
)

var measureWords = basis.Words{"share", "ratio", "level", "count", "yearly", "growth"}

// String gives the text form.
func (m Measure) String() string { return basis.Name(measureWords, "Measure", m) }

// MarshalText gives the text form; a value that does not exist is an error.
func (m Measure) MarshalText() ([]byte, error) { return basis.MarshalWord(measureWords, "measure", m) }

// UnmarshalText accepts the text forms and nothing else.
func (m *Measure) UnmarshalText(text []byte) error {
	return basis.UnmarshalWord(measureWords, "measure", m, text)
}

// Bound says on which side of its value a target is reached. The zero value is
// AtLeast.
type Bound int

// The bounds, with their text forms.
const (
	AtLeast      Bound = iota // "at least"
	AtMost                    // "at most"
	AboutAtLeast              // "about, at least": at least the value less a tolerance
	AboutEither               // "about, either side": within a tolerance of the value
	Between                   // "between": from Low to High, both included
)

var boundWords = basis.Words{"at least", "at most", "about, at least", "about, either side", "between"}

// String gives the text form.
func (b Bound) String() string { return basis.Name(boundWords, "Bound", b) }

// MarshalText gives the text form; a value that does not exist is an error.
func (b Bound) MarshalText() ([]byte, error) { return basis.MarshalWord(boundWords, "bound", b) }

// UnmarshalText accepts the text forms and nothing else.
func (b *Bound) UnmarshalText(text []byte) error {
	return basis.UnmarshalWord(boundWords, "bound", b, text)
}

// About reports whether the program says about, so that a tolerance is needed.
func (b Bound) About() bool { return b == AboutAtLeast || b == AboutEither }

// Goal is the value that a target wants by a year.
type Goal struct {
	Year  int     `json:"year"`
	Value float64 `json:"value"` // in the unit of the target; of Growth the change in percent a year
}

// Target is one figure that the program wants. It is plain data: a target of
// another program is written in the same way.
type Target struct {
	Code    string            `json:"code"`
	Section string            `json:"section,omitzero"` // where it stands, in the program's own numbering
	Line    string            `json:"line,omitzero"`    // code of the action line; "" for those of the whole program
	Class   string            `json:"class,omitzero"`   // the class of industries whose share it is
	UnitOf  string            `json:"unit_of,omitzero"` // code of the unit that it measures; "" is each county
	Whole   string            `json:"whole,omitzero"`   // code of what the units make up together; a target of each takes no figure of it
	Name    string            `json:"name,omitzero"`
	NameZH  string            `json:"name_zh,omitzero"`
	Unit    string            `json:"unit,omitzero"` // of measurement
	Measure Measure           `json:"measure"`
	Bound   Bound             `json:"bound"`
	Goals   []Goal            `json:"goals,omitzero"` // by year; none for a target of no year
	Range   *indicators.Range `json:"range,omitzero"` // of Bound Between
	Quote   string            `json:"quote,omitzero"` // the sentence of the program
	Note    string            `json:"note,omitzero"`  // how it is read
}

// Goal returns the goal of a year; ok is false if the target has none for it.
func (t Target) Goal(year int) (g Goal, ok bool) {
	i := slices.IndexFunc(t.Goals, func(g Goal) bool { return g.Year == year })
	if i < 0 {
		return Goal{}, false
	}
	return t.Goals[i], true
}

// OfProvince reports whether the target measures one unit as a whole, not each
// county.
func (t Target) OfProvince() bool { return t.UnitOf != "" }
