package normalize

import (
	"math"

	"github.com/countyeval/countyeval/indicators"
	"github.com/countyeval/countyeval/indicators/basis"
)

// TargetCompletion scores how far a target is met: AtBase points at the base
// value, AtTarget at the target value, on a straight line between the two and
// below, and Over points more for each percent of the target by which it is
// exceeded:
//
//	up to the target:  score = AtBase + (x - base) / (target - base) * (AtTarget - AtBase)
//	beyond it:         score = AtTarget + Over * 100 |x - target| / |target|
//
// With a base value of 0 at 0 points the first line is the rate of completion
// times AtTarget. Where less is better the base value is above the target, and
// being below the target exceeds it.
//
// Base and Target are those of the normalizer or, if both are 0, the ends of the
// indicator's Bounds: for Direction higher the base is Bounds.Lo and the target
// Bounds.Hi, for lower the other way round. AtTarget 0 means 100. Over 0 gives no
// points beyond the target. Cap is the most points and Floor the least; nil is no
// limit. So 20 points for a target that is met, half a point more for each percent
// over it and 10 more at most, is
//
//	TargetCompletion{Target: 350, AtTarget: 20, Over: 0.5, Cap: new(30.0), Floor: new(0.0)}
//
// Nothing is learned from the values, so all units of any year are on one scale.
// The score does not change if the values, base and target are multiplied by a
// positive number. It is linear in decimals, see [MinMax].
//
// Fit refuses an indicator of direction target ([indicators.ErrDirection]); no
// target at all, a target that is not better than the base value, AtBase not below
// AtTarget, a Floor not below the Cap ([indicators.ErrRange]); a negative Over, one
// for a target of 0, which has no percents, and numbers that are not finite
// ([basis.ErrValue]).
//
// Source: Jinhua (Zhejiang), rules of 2011 for industrial development
// (金政办发〔2011〕11号): 20 points, 0.5 for each percentage point over, at most 10
// more; Ningbo, base value and target value of an indicator.
type TargetCompletion struct {
	Base     float64  `json:"base,omitzero"`
	Target   float64  `json:"target,omitzero"`
	AtBase   float64  `json:"at_base,omitzero"`
	AtTarget float64  `json:"at_target,omitzero"`
	Over     float64  `json:"over,omitzero"`
	Cap      *float64 `json:"cap,omitzero"`
	Floor    *float64 `json:"floor,omitzero"`
}

var _ Normalizer = TargetCompletion{}

// Fit gives a [CompletionScale].
func (n TargetCompletion) Fit(s Sample) (Scale, error) {
	scale, err := n.fit(s)
	if err != nil {
		return nil, s.fail(err)
	}
	return scale, nil
}

func (n TargetCompletion) fit(s Sample) (Scale, error) {
	if err := s.check(); err != nil {
		return nil, err
	}
	in := s.Indicator
	if in.Direction == indicators.Target {
		return nil, basis.Errorf("%w is target: a range of best values is not completed, but a value", indicators.ErrDirection)
	}
	scale := CompletionScale{Base: n.Base, Target: n.Target, AtBase: n.AtBase, AtTarget: n.AtTarget, Over: n.Over, Cap: clone(n.Cap), Floor: clone(n.Floor)}
	if n.AtTarget == 0 {
		scale.AtTarget = 100
	}
	if n.Base == 0 && n.Target == 0 {
		if in.Bounds == nil {
			return nil, basis.Errorf("%w: there is no target, nor are there bounds of the indicator", indicators.ErrRange)
		}
		scale.Base, scale.Target = in.Bounds.Lo, in.Bounds.Hi
		if in.Direction == indicators.Lower {
			scale.Base, scale.Target = scale.Target, scale.Base
		}
	}
	if up := scale.Target > scale.Base; up == (in.Direction == indicators.Lower) {
		return nil, basis.Errorf("%w: the target %s is not better than the base value %s, direction %s", indicators.ErrRange,
			number(scale.Target), number(scale.Base), in.Direction)
	}
	return scale, scale.Check()
}

// CompletionScale is the scale of a [TargetCompletion]: a straight line through
// Base with AtBase and Target with AtTarget points, and beyond the Target another
// one, which rises by Over points for each percent of it. Target is below Base
// where less is better. x == Base gives exactly AtBase, x == Target exactly
// AtTarget.
type CompletionScale struct {
	Base     float64  `json:"base"`
	Target   float64  `json:"target"`
	AtBase   float64  `json:"at_base"`
	AtTarget float64  `json:"at_target"`
	Over     float64  `json:"over,omitzero"`
	Cap      *float64 `json:"cap,omitzero"`
	Floor    *float64 `json:"floor,omitzero"`
}

var _ Applier = CompletionScale{}

// completion is a CompletionScale made ready for many values.
type completion struct {
	line
	to, percent, over, floor, top float64
}

func (s CompletionScale) completion() completion {
	c := completion{
		line: LinearScale{From: s.Base, To: s.Target, Lo: s.AtBase, Hi: s.AtTarget}.line(),
		over: s.Over, floor: math.Inf(-1), top: math.Inf(1),
	}
	c.to = c.of(s.Target)
	c.percent = math.Abs(c.to) / 100
	if s.Floor != nil {
		c.floor = *s.Floor
	}
	if s.Cap != nil {
		c.top = *s.Cap
	}
	return c
}

func (c *completion) at(x float64) float64 {
	score := c.hi
	switch beyond := c.of(x) - c.to; {
	case beyond == 0 || (beyond > 0) != (c.width > 0) || math.IsNaN(x):
		score = c.line.at(x)
	case c.over > 0:
		score += float64(c.over*math.Abs(beyond)) / c.percent
	}
	return cut(score, c.floor, c.top)
}

// At returns the score of x; the class is ignored.
func (s CompletionScale) At(x float64, _ string) float64 {
	c := s.completion()
	return c.at(x)
}

// Apply writes the score of every x into dst.
func (s CompletionScale) Apply(dst, x []float64, _ []string) {
	c := s.completion()
	dst = dst[:len(x)]
	for i, v := range x {
		dst[i] = c.at(v)
	}
}

// String gives "completion: 0 at 0, 20 at the target 350, 0.5 more for each 1 %
// over it, at most 30, at least 0".
func (s CompletionScale) String() string { return s.Text().String() }

// Text gives the words of String.
func (s CompletionScale) Text() basis.Text {
	out := basis.Textf("completion: %s at %s, %s at the target %s", number(s.AtBase), number(s.Base), number(s.AtTarget), number(s.Target))
	if s.Over != 0 {
		out = basis.Textf("%v, %s more for each 1 %% over it", out, number(s.Over))
	} else {
		out = basis.Textf("%v and beyond", out)
	}
	return limited(out, s.Cap, s.Floor)
}

// Check implements [Checked].
func (s CompletionScale) Check() error {
	if err := (LinearScale{From: s.Base, To: s.Target, Lo: s.AtBase, Hi: s.AtTarget}).Check(); err != nil {
		return err
	}
	if !(s.Over >= 0) || !finite(s.Over) {
		return basis.Errorf("%w: %v points for each 1 %% over the target", basis.ErrValue, s.Over)
	}
	if s.Over > 0 && s.completion().percent == 0 {
		return basis.Errorf("%w: a target of 0 has no percents to be exceeded by", basis.ErrValue)
	}
	return checkLimits(s.Cap, s.Floor)
}
