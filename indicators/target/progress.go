package target

import (
	"math"
	"slices"

	"github.com/countyeval/countyeval/indicators/basis"
	"github.com/countyeval/countyeval/indicators/exact"
)

// Figure is what was measured in one year.
type Figure struct {
	Year   int     `json:"year"`
	Value  float64 `json:"value"`
	Source string  `json:"source,omitzero"`
}

// Assessment is what a target is held against. All of it comes from the caller;
// the package has goals and no figures.
type Assessment struct {
	Goal      int      `json:"goal"`               // the year whose goal is meant; 0 for a target of no year
	Unit      string   `json:"unit,omitzero"`      // code of the unit whose figures these are; "" if it need not be checked
	Base      *Figure  `json:"base,omitzero"`      // where the path starts, before the goal year; nil: not known
	Figures   []Figure `json:"figures,omitzero"`   // by year; the last one decides, except for Yearly, where all do
	Tolerance *float64 `json:"tolerance,omitzero"` // what about means, in the unit of the target; for the bounds that say about, and only for them
}

// State says how a figure stands to its target. The zero value is no state.
type State int

// The states. Before the goal year a target is on track or behind, from the goal
// year on it is met or missed.
const (
	OnTrack State = iota + 1 // "on track"
	Behind                   // "behind"
	Met                      // "met"
	Missed                   // "missed"
)

var stateWords = basis.Words{"no state", "on track", "behind", "met", "missed"}

// String gives the text form.
func (s State) String() string { return basis.Name(stateWords, "State", s) }

// MarshalText gives the text form; a value that does not exist is an error.
func (s State) MarshalText() ([]byte, error) { return basis.MarshalWord(stateWords, "state", s) }

// UnmarshalText accepts the text forms and nothing else.
func (s *State) UnmarshalText(text []byte) error {
	return basis.UnmarshalWord(stateWords, "state", s, text)
}

// Point is one figure beside what the path to the goal wants in its year.
type Point struct {
	Figure   Figure  `json:"figure"`
	Required float64 `json:"required"` // what the path wants in that year, without the tolerance
	Rate     float64 `json:"rate"`     // of Growth: the average change a year since the base, in percent; otherwise 0
	State    State   `json:"state"`    // of this figure alone
}

// Progress is how far a unit has come towards one goal of a target.
type Progress struct {
	Target    Target  `json:"target"`
	Goal      Goal    `json:"goal"`
	Base      *Figure `json:"base,omitzero"`
	Tolerance float64 `json:"tolerance"`
	Aim       float64 `json:"aim"`             // what is wanted in the goal year; of Growth a level, else the value of the goal
	Points    []Point `json:"points,omitzero"` // one a figure
	State     State   `json:"state"`
	Warnings  []error `json:"warnings,omitzero"` // ErrOverlap, ErrLate
}

// Progress holds figures against the goal of a year. With the base b in year y0
// and the goal g of year Y, the path wants in year y
//
//	Share, Ratio, Level, Count   b + (g - b)(y - y0)/(Y - y0), and g from Y on
//	Growth                       b (1 + g/100)^(y - y0), and as in Y from Y on
//	Yearly                       g
//
// A base that is already at or beyond the goal wants no more than the goal. A
// figure x is good if, with the tolerance tol that the caller states,
//
//	AtLeast, AtMost   x >= wanted, x <= wanted
//	AboutAtLeast      x >= wanted - tol
//	AboutEither       min(wanted, g) - tol <= x <= max(wanted, g) + tol
//	Between           lo <= x <= hi
//
// so that a target with two sides may be ahead of its path, but not beyond its
// goal. What is wanted, and its ends with the tolerance, are the float64s nearest to the
// exact rationals of these numbers, each its shortest decimal (package exact), and are
// compared as they are: what is equal on paper is equal. A good figure is on track before
// the goal year and met from then on, another one is behind or missed. A target of
// no year is met or behind: nothing can be missed.
//
// The figures of Growth and its base are levels, such as energy consumption per
// unit of value added, and -5 % a year for two years is -9.75 %; [Chain] makes
// levels of yearly rates. The figures of Yearly are the numbers of each year, and
// the target is only good if every one of them is; there must be no gap, and the
// caller's first figure says from which year on it is counted. For the others no
// base is needed from the goal year on, nor where the goal is reached before.
//
// Figures after the goal year are judged against the goal, with the warning
// [ErrLate], since what was reached later need not have been reached in time; for
// Yearly they do not count. A target of the province takes no figures of a county
// ([ErrScope]); see [Target.Contribution] for those. All faults are reported at
// once: [ErrScope], [ErrYear], [ErrTolerance], [ErrBase], [basis.ErrValue].
func (t Target) Progress(a Assessment) (Progress, error) {
	p := Progress{Target: t, Base: a.Base}
	errs := t.checkAssessment(a)
	if len(errs) == 0 {
		p.Goal, _ = t.Goal(a.Goal)
		p.Aim = p.Goal.Value
		if a.Tolerance != nil {
			p.Tolerance = *a.Tolerance
		}
		if t.Measure == Growth {
			p.Aim = compound(exact.Of(a.Base.Value), p.Goal.Value, p.Goal.Year-a.Base.Year).Float()
		}
		for _, f := range a.Figures {
			q, err := p.judge(f)
			if err != nil {
				errs = append(errs, err)
			}
			p.Points = append(p.Points, q)
		}
	}
	if len(errs) > 0 {
		for i, err := range errs {
			errs[i] = basis.Errorf("target %s: %w", t.Code, err)
		}
		return Progress{}, basis.JoinErrors(errs...)
	}
	p.conclude()
	return p, nil
}

// checkAssessment lists what is wrong with the input.
func (t Target) checkAssessment(a Assessment) []error {
	var errs []error
	fail := func(kind error, format string, args ...any) {
		errs = append(errs, basis.Errorf("%w: "+format, append([]any{kind}, args...)...))
	}
	switch {
	case t.OfProvince() && a.Unit != "" && a.Unit != t.UnitOf:
		fail(ErrScope, "it measures %s as a whole, not unit %s, which can only contribute", t.UnitOf, a.Unit)
	case !t.OfProvince() && t.Whole != "" && a.Unit == t.Whole:
		fail(ErrScope, "it measures each county, not unit %s", a.Unit)
	}
	dated := t.Bound != Between
	goal, ok := t.Goal(a.Goal)
	switch {
	case dated && !ok:
		fail(ErrYear, "it has no goal for %d, only for %v", a.Goal, t.years())
	case !dated && a.Goal != 0:
		fail(ErrYear, "%d, but the target names none", a.Goal)
	case !dated && t.Range == nil:
		fail(ErrMeasure, "a target between two values has no range")
	case ok && !isFinite(goal.Value):
		fail(basis.ErrValue, "the goal of %d is %v", goal.Year, goal.Value)
	}
	switch {
	case t.Bound.About() && a.Tolerance == nil:
		fail(ErrTolerance, "the program says about, so the caller has to state what that means")
	case !t.Bound.About() && a.Tolerance != nil:
		fail(ErrTolerance, "%v is stated, but the program does not say about", *a.Tolerance)
	case a.Tolerance != nil && (!isFinite(*a.Tolerance) || *a.Tolerance < 0):
		fail(ErrTolerance, "%v is not a finite number from 0 on", *a.Tolerance)
	}
	check := func(text string, f Figure) {
		if !isFinite(f.Value) || f.Value < 0 || f.Value == 0 && t.Measure == Growth {
			fail(basis.ErrValue, text, f.Year, f.Value)
		}
	}
	last := math.MinInt
	switch {
	case a.Base != nil:
		check("base of %d is %v", *a.Base)
		last = a.Base.Year
		if ok && last >= goal.Year {
			fail(ErrYear, "the base is of %d, not before the goal year %d", last, goal.Year)
		}
	case t.Measure == Growth:
		fail(ErrBase, "a change a year is measured from a base")
	}
	if len(a.Figures) == 0 {
		fail(basis.ErrValue, "there is no figure")
	}
	for i, f := range a.Figures {
		check("figure of %d is %v", f)
		switch {
		case f.Year <= last:
			fail(ErrYear, "the figure of %d comes after %d", f.Year, last)
		case t.Measure == Yearly && i > 0 && f.Year != last+1:
			fail(ErrYear, "no figure between %d and %d, and every year counts", last, f.Year)
		}
		last = f.Year
	}
	if t.Measure == Yearly && ok && len(a.Figures) > 0 && a.Figures[0].Year > goal.Year {
		fail(ErrYear, "no figure up to the goal year %d", goal.Year)
	}
	return errs
}

// years lists the years of the goals.
func (t Target) years() []int {
	var out []int
	for _, g := range t.Goals {
		out = append(out, g.Year)
	}
	return out
}

// judge holds one figure against the path.
func (p *Progress) judge(f Figure) (Point, error) {
	t, goal := p.Target, p.Goal
	q := Point{Figure: f}
	if t.Bound == Between {
		q.Required, q.State = t.Range.Lo, Behind
		switch {
		case f.Value >= t.Range.Lo && f.Value <= t.Range.Hi:
			q.State = Met
		case f.Value > t.Range.Hi:
			q.Required = t.Range.Hi
		}
		return q, nil
	}
	wanted := exact.Of(goal.Value)
	good, bad := Met, Missed
	if f.Year < goal.Year {
		good, bad = OnTrack, Behind
	}
	switch {
	case t.Measure == Growth:
		wanted = compound(exact.Of(p.Base.Value), goal.Value, min(f.Year, goal.Year)-p.Base.Year)
		q.Rate = 100 * (math.Pow(exact.Quotient(exact.Of(f.Value), exact.Of(p.Base.Value)).Float(), 1/float64(f.Year-p.Base.Year)) - 1)
	case t.Measure == Yearly || f.Year >= goal.Year:
	case p.Base != nil:
		wanted = p.path(f.Year)
	case !p.reached(f.Value, wanted, wanted):
		return q, basis.Errorf("%w: what is wanted in %d, before the goal year %d, depends on where the path starts", ErrBase, f.Year, goal.Year)
	}
	q.Required, q.State = wanted.Float(), bad
	if p.reached(f.Value, wanted, p.aim()) {
		q.State = good
	}
	return q, nil
}

// path is what the straight line from the base to the goal wants in a year
// before the goal year.
func (p *Progress) path(year int) exact.Number {
	b, g := p.Base.Value, p.Goal.Value
	switch p.Target.Bound {
	case AtMost:
		b = max(b, g)
	case AtLeast, AboutAtLeast:
		b = min(b, g)
	}
	from, years := exact.Of(b), func(n int) exact.Number { return exact.Of(float64(n)) }
	way := exact.Product(exact.Difference(exact.Of(g), from), years(year-p.Base.Year))
	return exact.Sum(from, exact.Quotient(way, years(p.Goal.Year-p.Base.Year)))
}

// aim is Aim before it is rounded.
func (p *Progress) aim() exact.Number {
	if p.Target.Measure == Growth {
		return compound(exact.Of(p.Base.Value), p.Goal.Value, p.Goal.Year-p.Base.Year)
	}
	return exact.Of(p.Aim)
}

// reached reports whether x is on the good side of what is wanted; aim is what
// is wanted in the goal year.
func (p *Progress) reached(x float64, wanted, aim exact.Number) bool {
	tol := exact.Of(p.Tolerance)
	low, high := wanted, aim
	if low.Float() > high.Float() {
		low, high = high, low
	}
	switch p.Target.Bound {
	case AtMost:
		return x <= wanted.Float()
	case AboutEither:
		return x >= exact.Difference(low, tol).Float() && x <= exact.Sum(high, tol).Float()
	default:
		return x >= exact.Difference(wanted, tol).Float()
	}
}

// conclude sets the state of the whole and the warnings.
func (p *Progress) conclude() {
	last := p.Points[len(p.Points)-1]
	p.State = last.State
	if p.Target.Measure == Yearly {
		short := slices.ContainsFunc(p.Points, func(q Point) bool {
			return q.Figure.Year <= p.Goal.Year && (q.State == Behind || q.State == Missed)
		})
		switch ended := last.Figure.Year >= p.Goal.Year; {
		case short && ended:
			p.State = Missed
		case short:
			p.State = Behind
		case ended:
			p.State = Met
		}
	}
	if y := last.Figure.Year; p.Goal.Year != 0 && y > p.Goal.Year {
		p.Warnings = append(p.Warnings, basis.Errorf("%w: of %d, for the goal of %d", ErrLate, y, p.Goal.Year))
	}
	if p.Target.Class != "" {
		p.Warnings = append(p.Warnings, basis.Errorf("%w: the share of %s industries is no part of a whole with the other classes", ErrOverlap, p.Target.Class))
	}
}

func isFinite(x float64) bool { return !math.IsNaN(x) && !math.IsInf(x, 0) }
