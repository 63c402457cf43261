package whatif

import (
	"maps"
	"math"
	"slices"

	"github.com/countyeval/countyeval/indicators"
	"github.com/countyeval/countyeval/indicators/basis"
)

// Course says how the score runs on either side of a figure, over the stated step.
type Course int

// The courses.
const (
	Straight Course = iota // one straight line over both steps, so that its slope is exact
	Curved                 // smooth: the slope is that of the tangent at the figure
	Bent                   // straight or smooth at the figure, with a kink or a leap within a step
	Kinked                 // the two sides have different slopes at the figure, and there is no slope but theirs
	Leaping                // the score leaps at the figure, or is not to be had on one side: there is no slope
)

var courses = basis.Words{"straight", "curved", "bent", "kinked", "leaping"}

// String gives straight, curved, bent, kinked or leaping.
func (c Course) String() string { return basis.Name(courses, "Course", c) }

// MarshalText gives the word.
func (c Course) MarshalText() ([]byte, error) { return basis.MarshalWord(courses, "course", c) }

// UnmarshalText accepts exactly the words of String.
func (c *Course) UnmarshalText(text []byte) error {
	return basis.UnmarshalWord(courses, "course", c, text)
}

// Slopes is what each raw figure of one unit is worth, all else as it is.
type Slopes struct {
	Unit indicators.Unit `json:"unit"`
	Now  Position        `json:"now"`
	Rows []Slope         `json:"rows"` // measured indicators that are not computed, then auxiliary columns, in the order of the framework
}

// Slope is what one raw figure is worth.
type Slope struct {
	Indicator indicators.Indicator `json:"indicator"`
	Figure    float64              `json:"figure"` // now
	Course    Course               `json:"course"`
	Score     float64              `json:"score"` // points for one more unit of the figure, at the figure; NaN where it is Kinked or Leaping
	Up        Side                 `json:"up"`
	Down      Side                 `json:"down"`
}

// Side is one side of a figure. Ranks and awards move in leaps, so that what they have is
// the difference quotient over the step alone.
type Side struct {
	Step    float64  `json:"step"`         // in the unit of the figure; below 0 on the lower side
	Tangent float64  `json:"tangent"`      // points for one more unit of the figure, at the figure itself; NaN if the score leaps
	Chord   float64  `json:"chord"`        // the same, as the difference quotient over the step
	To      Position `json:"to"`           // after the step
	Err     error    `json:"err,omitzero"` // why the step cannot be made
}

// Ranks is how many places better the unit stands after the step; below 0: worse.
func (s Side) Ranks(now Position) int { return now.Rank - s.To.Rank }

// Award is the difference quotient of the award of plan k over the step: its unit of
// measure for one more unit of the figure.
func (s Side) Award(now Position, k int) float64 {
	d := float64(s.To.Awards[k].Amount-now.Awards[k].Amount) / math.Pow10(s.To.Awards[k].Measure.Digits)
	return d / s.Step
}

// Slopes finds what each raw figure of a unit, by code, is worth: for the score its slope
// at the figure, on both sides, and for score, rank and awards what a whole step makes of
// them. A step is what steps has for the code of the column, in its unit of measure;
// without, a hundredth of the way from the smallest to the largest figure of all units.
//
// The score is looked at before it is rounded, at the step, at half of it, and at 1/1024 and
// 1/2048 of it on either side, from which the tangent is extrapolated:
//
//	tangent = 2 q(h/2048) - q(h/1024),   q(x) = (S(figure + x) - S(figure)) / x
//
// The course is Straight if all quotients agree to six digits, so that the score is a
// straight line as far as can be seen and its slope exact up to rounding. A kink that lies
// within the smallest of the steps is not seen.
func (c Case) Slopes(unit string, steps map[string]float64) (Slopes, error) {
	now, row, err := c.open(unit)
	if err != nil {
		return Slopes{}, err
	}
	out := Slopes{Unit: c.Result.Raw.Unit(row), Now: now.Position}
	var errs []error
	known := map[string]bool{}
	for _, in := range c.columns(row) {
		known[in.Code] = true
		step, given := steps[in.Code]
		if !given {
			lo, hi := c.spread(in.Code)
			step = (hi - lo) / 100
		}
		if given && !(step > 0 && step-step == 0) {
			errs = append(errs, &indicators.InputError{Indicator: in.Code, Err: basis.Errorf("%w: a step of %v", basis.ErrValue, step)})
		}
		if step > 0 { // of a constant column there is none
			out.Rows = append(out.Rows, Slope{Indicator: in, Figure: c.Result.Raw.Column(in.Code).At(row), Up: Side{Step: step}, Down: Side{Step: -step}})
		}
	}
	for _, code := range slices.Sorted(maps.Keys(steps)) {
		if !known[code] {
			errs = append(errs, &indicators.InputError{Unit: unit, Indicator: code, Err: basis.Errorf("%w: the unit has no raw figure of that code", basis.ErrUnknown)})
		}
	}
	if err := basis.JoinErrors(errs...); err != nil {
		return Slopes{}, err
	}
	bends := make([][2]bend, len(out.Rows))
	basis.Each(2*len(out.Rows), basis.Large, func(i int) {
		r := &out.Rows[i/2]
		side := &r.Up
		if i%2 == 1 {
			side = &r.Down
		}
		bends[i/2][i%2] = c.side(side, unit, r.Indicator.Code, r.Figure, now)
	})
	for i := range out.Rows {
		out.Rows[i].judge(bends[i][0], bends[i][1])
	}
	return out, nil
}

// bend is how a side runs.
type bend int

const (
	even   bend = iota // all quotients agree
	smooth             // they change with the step as those of a smooth function do
	rough              // smooth at the figure, but not over the whole step
	broken             // it leaps, or there is none
)

// alike is how far two quotients may differ that count as one.
const alike = 1e-6

// side looks at one side of a figure.
func (c Case) side(s *Side, unit, code string, figure float64, now trial) bend {
	quotient := func(part float64) (float64, trial, error) {
		x := s.Step / part
		t, err := c.try(unit, indicators.Change{Unit: unit, Indicator: code, Is: figure + x})
		if err != nil {
			return math.NaN(), trial{}, err
		}
		return (t.raw - now.raw) / x, t, nil
	}
	s.Tangent, s.Chord = math.NaN(), math.NaN()
	whole, at, err := quotient(1)
	if err != nil {
		s.Err = err
		return broken
	}
	s.Chord, s.To = whole, at.Position
	half, _, errHalf := quotient(2)
	near, _, errNear := quotient(1024)
	nearest, _, errNearest := quotient(2048)
	if err := basis.JoinErrors(errHalf, errNear, errNearest); err != nil {
		s.Err = err
		return broken
	}
	size := max(math.Abs(whole), math.Abs(half), math.Abs(near), math.Abs(nearest))
	same := func(a, b float64) bool { return math.Abs(a-b) <= alike*size }
	switch {
	case math.Abs(nearest-near) > 0.5*math.Abs(near) && !same(nearest, near): // the difference does not shrink with the step
		return broken
	case same(whole, half) && same(half, near) && same(near, nearest):
		s.Tangent = whole // of the longest line, which rounding moves least
		return even
	}
	s.Tangent = 2*nearest - near
	// Over half of the step a smooth quotient is about half as far from the tangent.
	far, mid := whole-s.Tangent, half-s.Tangent
	if math.Abs(mid) <= 0.75*math.Abs(far) && math.Abs(mid) >= 0.25*math.Abs(far) && math.Abs(far) <= math.Abs(s.Tangent) {
		return smooth
	}
	return rough
}

// judge says what the two sides are together.
func (r *Slope) judge(up, down bend) {
	size := max(math.Abs(r.Up.Tangent), math.Abs(r.Down.Tangent))
	tolerance := 1e-3
	if up == even && down == even {
		tolerance = alike
	}
	r.Score = math.NaN()
	switch {
	case up == broken || down == broken:
		r.Course = Leaping
		return
	case math.Abs(r.Up.Tangent-r.Down.Tangent) > tolerance*size:
		r.Course = Kinked
		return
	case up == even && down == even:
		r.Course = Straight
	case up == rough || down == rough:
		r.Course = Bent
	default:
		r.Course = Curved
	}
	r.Score = (r.Up.Tangent + r.Down.Tangent) / 2
}
