package target

import (
	"math"

	"github.com/countyeval/countyeval/indicators/basis"
	"github.com/countyeval/countyeval/indicators/exact"
)

// Need is what is still needed to reach a goal.
type Need struct {
	Goal   Goal    `json:"goal"`
	Aim    float64 `json:"aim"` // what is wanted in the goal year; of Growth a level
	Last   Figure  `json:"last"`
	Years  int     `json:"years"`  // left
	Change float64 `json:"change"` // a year, in the unit of the figure; 0 if the goal is reached
	Rate   float64 `json:"rate"`   // a year, in percent, which compounds; NaN if the last figure is 0
}

// Needed is what the last of the figures needs a year until the goal year, by
//
//	change = (aim - last) / years    rate = 100 ((aim / last)^(1/years) - 1)
//
// with the aim of [Target.Progress], less its tolerance. A goal that is reached needs
// nothing. Targets of no year, targets about with two sides, and numbers of each year have no
// such path ([ErrMeasure]), and from the goal year on nothing can be made up for ([ErrYear]).
func (t Target) Needed(a Assessment) (Need, error) {
	p, err := t.Progress(a)
	if err != nil {
		return Need{}, err
	}
	fail := func(err error) (Need, error) { return Need{}, basis.Errorf("target %s: %w", t.Code, err) }
	if t.Bound == Between || t.Bound == AboutEither || t.Measure == Yearly {
		return fail(basis.Errorf("%w: there is no path to it by the year", ErrMeasure))
	}
	last := p.Points[len(p.Points)-1].Figure
	n := Need{Goal: p.Goal, Aim: p.Aim, Last: last, Years: p.Goal.Year - last.Year}
	if n.Years <= 0 {
		return fail(basis.Errorf("%w: no year is left from %d to %d", ErrYear, last.Year, p.Goal.Year))
	}
	aim := exact.Of(p.Aim)
	if t.Bound == AboutAtLeast {
		aim = exact.Difference(aim, exact.Of(p.Tolerance))
	}
	gap := exact.Difference(aim, exact.Of(last.Value))
	if reached := gap.Float() <= 0; reached == (t.Bound != AtMost) && gap.Float() != 0 || gap.Float() == 0 {
		return n, nil
	}
	n.Change = exact.Quotient(gap, exact.Of(float64(n.Years))).Float()
	n.Rate = math.NaN()
	if last.Value > 0 {
		n.Rate = 100 * (math.Pow(exact.Quotient(aim, exact.Of(last.Value)).Float(), 1/float64(n.Years)) - 1)
	}
	return n, nil
}

// Light is a traffic light. The zero value is none.
type Light int

// The lights.
const (
	Green  Light = iota + 1 // "green": met, or on track
	Yellow                  // "yellow": behind the path by no more than a stated part of it
	Red                     // "red": farther behind, or missed
)

var lightWords = basis.Words{"no light", "green", "yellow", "red"}

// String gives the text form.
func (l Light) String() string { return basis.Name(lightWords, "Light", l) }

// MarshalText gives the text form; a value that does not exist is an error.
func (l Light) MarshalText() ([]byte, error) { return basis.MarshalWord(lightWords, "light", l) }

// UnmarshalText accepts the text forms and nothing else.
func (l *Light) UnmarshalText(text []byte) error {
	return basis.UnmarshalWord(lightWords, "light", l, text)
}

// Lights say how far behind is how bad. There is no default: a threshold that nobody has set
// would look like one that somebody has.
type Lights struct {
	Yellow float64 `json:"yellow"` // percent of what is required that a figure may be behind and be yellow; above 0
}

// Of is the light of the last figure.
func (l Lights) Of(p Progress) (Light, error) {
	if !(l.Yellow > 0) || math.IsInf(l.Yellow, 0) || len(p.Points) == 0 {
		return 0, basis.Errorf("%w: lights need a figure and a threshold above 0, not %v", basis.ErrValue, l.Yellow)
	}
	switch p.State {
	case OnTrack, Met:
		return Green, nil
	case Missed:
		return Red, nil
	}
	q := p.Points[len(p.Points)-1]
	behind := exact.Abs(exact.Difference(exact.Of(q.Required), exact.Of(q.Figure.Value)))
	most := exact.Quotient(exact.Product(exact.Of(l.Yellow), exact.Abs(exact.Of(q.Required))), exact.Of(100))
	if exact.Difference(behind, most).Float() <= 0 {
		return Yellow, nil
	}
	return Red, nil
}
