package normalize

import (
	"math"

	"github.com/countyeval/countyeval/indicators"
	"github.com/countyeval/countyeval/indicators/basis"
)

// RatioScale is the scale of a [RatioToBase]: who is at the Base has Points. For
// Direction Target the ends of the Target are the bases and Base is not used.
//
// A value that is not positive has no reciprocal: its score under Reciprocal is
// NaN, but the Cap, if there is one, for a zero.
type RatioScale struct {
	Direction indicators.Direction `json:"direction"`
	Target    *indicators.Range    `json:"target,omitzero"`
	Base      float64              `json:"base,omitzero"`
	Points    float64              `json:"points"`
	Cost      Cost                 `json:"cost,omitzero"`
	Cap       *float64             `json:"cap,omitzero"`
	Floor     *float64             `json:"floor,omitzero"`
}

var _ Applier = RatioScale{}

// ratio is a RatioScale made ready for many values.
type ratio struct {
	decimals
	points, base, from, to, floor, top float64
	form                               ratioForm
}

type ratioForm int

const (
	benefit  ratioForm = iota // x / b
	inverse                   // b / x
	straight                  // (from - x) / b, from 0, b or 2 b
	nominal                   // of the target range [from, to]
)

func (s RatioScale) ratio() ratio {
	r := ratio{points: s.Points, floor: math.Inf(-1), top: math.Inf(1)}
	if s.Floor != nil {
		r.floor = *s.Floor
	}
	if s.Cap != nil {
		r.top = *s.Cap
	}
	switch {
	case s.Target != nil:
		r.form = nominal
		r.decimals = decimalsOf(s.Target.Lo, s.Target.Hi)
		r.from, r.to = r.of(s.Target.Lo), r.of(s.Target.Hi)
		return r
	case s.Direction == indicators.Higher:
		r.form = benefit
	case s.Cost == Reciprocal:
		r.form, r.base = inverse, s.Base // whole numbers would help with large x, and harm with small x
		return r
	default:
		r.form = straight
	}
	r.decimals = decimalsOf(s.Base)
	r.base = r.of(s.Base)
	switch s.Cost {
	case Complement:
		r.from = r.base
	case Mirror:
		r.from = 2 * r.base
	}
	return r
}

// at returns the score: one rounded division where the product before it is whole.
func (r *ratio) at(x float64) float64 {
	var score float64
	switch r.form {
	case benefit:
		score = r.part(r.of(x), r.base)
	case straight:
		score = r.part(r.from-r.of(x), r.base)
	case inverse:
		if x < 0 || x == 0 && math.IsInf(r.top, 1) {
			return math.NaN()
		}
		score = r.part(r.base, math.Abs(x)) // of -0, 0
	default:
		switch y := r.of(x); {
		case y < r.from:
			score = r.part(y, r.from)
		case y > r.to:
			score = r.part(r.to, y)
		default:
			score = r.points + 0*y // NaN for NaN
		}
	}
	return cut(score, r.floor, r.top)
}

// part returns points * a / b, and exactly points if a is b.
func (r *ratio) part(a, b float64) float64 {
	if a == b {
		return r.points
	}
	return float64(r.points*a) / b
}

// At returns the score of x; the class is ignored.
func (s RatioScale) At(x float64, _ string) float64 {
	r := s.ratio()
	return r.at(x)
}

// Apply writes the score of every x into dst.
func (s RatioScale) Apply(dst, x []float64, _ []string) {
	r := s.ratio()
	dst = dst[:len(x)]
	for i, v := range x {
		dst[i] = r.at(v)
	}
}

// String gives "ratio 100 x / 26.01, at most 150", "ratio 100 2.5 / x", "ratio 2
// (2 - x / 3.7), at least 0" and, for a target, "ratio 100 x / 6 below [6, 8],
// 100 inside, 100 8 / x above".
func (s RatioScale) String() string { return s.Text().String() }

// Text gives the words of String.
func (s RatioScale) Text() basis.Text {
	points, b := number(s.Points)+" ", number(s.Base)
	var out string
	switch {
	case s.Target != nil:
		r := *s.Target
		return limited(basis.Textf("ratio %sx / %s below %s, %sinside, %s%s / x above", points, number(r.Lo), span(r.Lo, r.Hi), points, points, number(r.Hi)), s.Cap, s.Floor)
	case s.Direction == indicators.Higher:
		out = points + "x / " + b
	case s.Cost == Negative:
		out = "-" + points + "x / " + b
	case s.Cost == Complement:
		out = points + "(1 - x / " + b + ")"
	case s.Cost == Mirror:
		out = points + "(2 - x / " + b + ")"
	default:
		out = points + b + " / x"
	}
	return limited(basis.Textf("ratio %s", out), s.Cap, s.Floor)
}

// limited adds between which points a scale stays.
func limited(text basis.Text, most, least *float64) basis.Text {
	if most != nil {
		text = basis.Textf("%v, at most %s", text, number(*most))
	}
	if least != nil {
		text = basis.Textf("%v, at least %s", text, number(*least))
	}
	return text
}

// checkLimits says why points cannot stay between two limits.
func checkLimits(most, least *float64) error {
	if most != nil && !finite(*most) || least != nil && !finite(*least) {
		return basis.Errorf("%w: %v are not finite", basis.ErrValue, limited(basis.Textf("the limits of the points"), most, least))
	}
	if most != nil && least != nil && *least >= *most {
		return basis.Errorf("%w: points of at most %v and at least %v", indicators.ErrRange, *most, *least)
	}
	return nil
}

// Check implements [Checked].
func (s RatioScale) Check() error {
	if err := checkDirection(s.Direction, s.Target); err != nil {
		return err
	}
	if err := exists(s.Cost); err != nil {
		return err
	}
	base := s.Base
	if s.Target != nil {
		if base = s.Target.Lo; !(base > 0) {
			return basis.Errorf("%w: ratios to the target %s, which does not begin above 0", basis.ErrValue, span(s.Target.Lo, s.Target.Hi))
		}
	}
	if !(s.Points > 0) || !(base > 0) || !finite(s.Points, base, s.Points*base) {
		return basis.Errorf("%w: %v points at the base %v: both must be positive and finite", basis.ErrValue, s.Points, base)
	}
	return checkLimits(s.Cap, s.Floor)
}
