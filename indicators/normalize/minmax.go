package normalize

import (
	"github.com/countyeval/countyeval/indicators"
	"github.com/countyeval/countyeval/indicators/basis"
)

// MinMax scales linearly between two goalposts. The scores go from Lo to Hi; the
// zero value means 0 to 100.
//
// The goalposts are the indicator's Bounds if it has any, otherwise the smallest
// and the largest value of the sample, min and max:
//
//	higher:  score = Lo + (x - min) / (max - min) * (Hi - Lo)
//	lower:   score = Lo + (max - x) / (max - min) * (Hi - Lo)
//	target:  score = Hi - d / M * (Hi - Lo)
//	         d = max(q1 - x, x - q2, 0),  M = max(q1 - min, max - q2)
//
// So the best goalpost has exactly Hi and the worst exactly Lo; with a target
// range [q1, q2] every value inside has Hi, and the score falls at the same rate
// on both sides, to Lo at the goalpost that is farther from the target. With Whole,
// M = max - min instead, so that the distance is a share of the whole range, and a
// goalpost keeps what it is nearer to the target: the distance to an expected solution
// point of SPOTIS (Dezert and others 2020). It changes nothing of other directions.
//
// Lo 20 and Hi 100 is the form of Anhui's rules, 20 + 80 (x - min) / (max - min),
// in which the worst unit keeps a fifth of the weight. A target range of one value
// gives the nominal-the-best, 1 - |x - q| / max |x - q|. The distance to the maximum,
// 1 - (max - x) / (max - min), is the same as higher.
//
// With Bounds, a value outside of the goalposts has a score outside of [Lo, Hi]:
// nothing is cut, so the goalposts are free. [Clip] cuts.
//
// All values are taken as decimals: what is within the last bits of a float64
// from a decimal of 12 digits is that decimal. So the score is what a person with
// a pencil finds, also where x is close to a goalpost (99.505 between 99 and 100
// is 50.5, not 50.49999999999955), and it is bit-identical on every machine. A
// score from min and max of the sample does not change if all values are
// multiplied by a positive number or a number is added to them.
//
// Fit refuses: a sample without values ([basis.ErrMissing]) or whose values
// are all equal ([basis.ErrConstant]), unless the indicator has Bounds; a
// target range that holds the whole sample ([basis.ErrConstant]: all are
// equally good) or both Bounds ([indicators.ErrRange]); Lo not below Hi
// ([indicators.ErrRange]).
//
// Source: OECD and JRC (2008), Handbook on Constructing Composite Indicators,
// step 5, normalization by min-max; for the target range, the usual score of an
// interval indicator (区间型指标), 1 - max(q1-x, x-q2) / max(q1-min, max-q2). The
// floor of 20: Jingde county (Anhui) 2022, after 皖经信运行〔2021〕108号.
type MinMax struct {
	Lo    float64 `json:"lo,omitzero"`
	Hi    float64 `json:"hi,omitzero"`
	Whole bool    `json:"whole,omitzero"` // distances from a target are shares of the whole range
}

var _ Normalizer = MinMax{}

// Fit gives a [LinearScale], or a [TargetScale] for an indicator of direction
// target.
func (n MinMax) Fit(s Sample) (Scale, error) {
	scale, err := n.fit(s)
	if err != nil {
		return nil, s.fail(err)
	}
	return scale, nil
}

func (n MinMax) fit(s Sample) (Scale, error) {
	lo, hi, err := interval(n.Lo, n.Hi)
	if err != nil {
		return nil, err
	}
	if err := s.check(); err != nil {
		return nil, err
	}
	in := s.Indicator
	var goal indicators.Range
	if in.Bounds != nil {
		goal = *in.Bounds
	} else if goal.Lo, goal.Hi, err = extremes(s.X); err != nil {
		return nil, err
	}
	if in.Direction == indicators.Target {
		scale := TargetScale{Target: *in.Target, Bounds: goal, Lo: lo, Hi: hi, Whole: n.Whole}
		if err := scale.Check(); err != nil {
			if in.Bounds == nil {
				err = basis.Errorf("%w: all values, from %s to %s, are inside of the target %s", basis.ErrConstant,
					number(goal.Lo), number(goal.Hi), span(in.Target.Lo, in.Target.Hi))
			}
			return nil, err
		}
		return scale, nil
	}
	scale := LinearScale{From: goal.Lo, To: goal.Hi, Lo: lo, Hi: hi}
	if in.Direction == indicators.Lower {
		scale.From, scale.To = goal.Hi, goal.Lo
	}
	return scale, scale.Check()
}

// LinearScale is the straight line on which the value From has the score Lo and
// the value To the score Hi; From is above To where less is better:
//
//	score = Lo + (x - From) / (To - From) * (Hi - Lo)
//
// The differences are taken in decimals, see [MinMax]. x == From gives exactly
// Lo, x == To exactly Hi.
type LinearScale struct {
	From float64 `json:"from"`
	To   float64 `json:"to"`
	Lo   float64 `json:"lo"`
	Hi   float64 `json:"hi"`
}

var (
	_ Scale   = LinearScale{}
	_ Applier = LinearScale{}
)

// line is a LinearScale made ready for many values.
type line struct {
	decimals
	from, width, lo, rise, hi float64
}

func (s LinearScale) line() line {
	d := decimalsOf(s.From, s.To)
	from := d.of(s.From)
	return line{decimals: d, from: from, width: d.of(s.To) - from, lo: s.Lo, rise: s.Hi - s.Lo, hi: s.Hi}
}

func (l *line) at(x float64) float64 {
	t := (l.of(x) - l.from) / l.width
	if t == 1 {
		return l.hi
	}
	return l.lo + float64(t*l.rise)
}

// At returns the score of x; the class is ignored.
func (s LinearScale) At(x float64, _ string) float64 {
	l := s.line()
	return l.at(x)
}

// Apply writes the score of every x into dst.
func (s LinearScale) Apply(dst, x []float64, _ []string) {
	l := s.line()
	dst = dst[:len(x)]
	for i, v := range x {
		dst[i] = l.at(v)
	}
}

// String gives "min-max [0.4, 5] to [0, 100]", and "min-max [0.4, 5] to [100,
// 0]" where less is better.
func (s LinearScale) String() string { return s.Text().String() }

// Text gives the words of String.
func (s LinearScale) Text() basis.Text {
	if s.From > s.To {
		return basis.Textf("min-max %s to %s", span(s.To, s.From), span(s.Hi, s.Lo))
	}
	return basis.Textf("min-max %s to %s", span(s.From, s.To), span(s.Lo, s.Hi))
}

// Check implements [Checked].
func (s LinearScale) Check() error {
	if !finite(s.From, s.To, s.To-s.From) || s.From == s.To {
		return basis.Errorf("%w: goalposts %v and %v are not two numbers a finite way apart", indicators.ErrRange, s.From, s.To)
	}
	if l := s.line(); l.width == 0 {
		return basis.Errorf("%w: goalposts %v and %v are the same decimal", indicators.ErrRange, s.From, s.To)
	}
	return checkInterval(s.Lo, s.Hi)
}

// TargetScale gives Hi to every value inside of the target range; outside, the
// score falls with the distance, to Lo at the goalpost (end of Bounds) that is
// farther from the target:
//
//	score = Hi - d / M * (Hi - Lo)
//	d = max(Target.Lo - x, x - Target.Hi, 0)
//	M = max(Target.Lo - Bounds.Lo, Bounds.Hi - Target.Hi);  Bounds.Hi - Bounds.Lo if Whole
//
// The differences are taken in decimals, see [MinMax].
type TargetScale struct {
	Target indicators.Range `json:"target"`
	Bounds indicators.Range `json:"bounds"`
	Lo     float64          `json:"lo"`
	Hi     float64          `json:"hi"`
	Whole  bool             `json:"whole,omitzero"`
}

var (
	_ Scale   = TargetScale{}
	_ Applier = TargetScale{}
)

// roof is a TargetScale made ready for many values.
type roof struct {
	decimals
	from, to, reach, lo, fall, hi float64
}

func (s TargetScale) roof() roof {
	d := decimalsOf(s.Target.Lo, s.Target.Hi, s.Bounds.Lo, s.Bounds.Hi)
	from, to := d.of(s.Target.Lo), d.of(s.Target.Hi)
	low, high := d.of(s.Bounds.Lo), d.of(s.Bounds.Hi)
	reach := max(from-low, high-to)
	if s.Whole && reach > 0 {
		reach = high - low
	}
	return roof{decimals: d, from: from, to: to, reach: reach, lo: s.Lo, fall: s.Hi - s.Lo, hi: s.Hi}
}

func (r *roof) at(x float64) float64 {
	y := r.of(x)
	t := max(r.from-y, y-r.to, 0) / r.reach
	if t == 1 {
		return r.lo
	}
	return r.hi - float64(t*r.fall)
}

// At returns the score of x; the class is ignored.
func (s TargetScale) At(x float64, _ string) float64 {
	r := s.roof()
	return r.at(x)
}

// Apply writes the score of every x into dst.
func (s TargetScale) Apply(dst, x []float64, _ []string) {
	r := s.roof()
	dst = dst[:len(x)]
	for i, v := range x {
		dst[i] = r.at(v)
	}
}

// String gives "target [10, 20]: 100 inside, falling to 0 at a distance of 15".
func (s TargetScale) String() string { return s.Text().String() }

// Text gives the words of String.
func (s TargetScale) Text() basis.Text {
	r := s.roof()
	return basis.Textf("target %s: %s inside, falling to %s at a distance of %s",
		span(s.Target.Lo, s.Target.Hi), number(s.Hi), number(s.Lo), number(r.reach/r.perUnit))
}

// Check implements [Checked].
func (s TargetScale) Check() error {
	if err := checkDirection(indicators.Target, &s.Target); err != nil {
		return err
	}
	if err := checkBounds(s.Bounds); err != nil {
		return err
	}
	if r := s.roof(); !(r.reach > 0) || !finite(r.reach) {
		return basis.Errorf("%w: bounds %s leave no way down from the target %s", indicators.ErrRange,
			span(s.Bounds.Lo, s.Bounds.Hi), span(s.Target.Lo, s.Target.Hi))
	}
	return checkInterval(s.Lo, s.Hi)
}
