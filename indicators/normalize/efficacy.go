package normalize

import (
	"math"

	"github.com/countyeval/countyeval/indicators"
	"github.com/countyeval/countyeval/indicators/basis"
)

// Efficacy is the efficacy coefficient (功效系数法): the value that is just not
// allowed, xs, has the points Lo and the satisfactory one, xh, the points Hi; the
// zero value of both means 60 and 100.
//
//	t = (x - xs) / (xh - xs)                      as in MinMax, also for targets
//	linear:       d = Lo + (Hi - Lo) * t          60 + 40 t
//	exponential:  d = Lo * (Hi / Lo)^t            60 (5/3)^t = 60 exp(0.5108 t)
//
// xs and xh are the indicator's Bounds if it has any, otherwise the worst and the
// best value of the sample. The exponential form lies below the linear one
// between the two, by at most 2.55 points of 60 to 100 (77.46 in the middle, not
// 80), so that it rewards the way to the top more than the way off the bottom.
// Values beyond Bounds have points beyond Lo and Hi; [Clip] cuts them.
//
// Linear efficacy is [MinMax] with Lo 60 and Hi 100, and gives its scales: a
// [LinearScale] or a [TargetScale]. Exponential efficacy takes a power, so its
// points may differ between machines in the last bits.
//
// Fit refuses what MinMax refuses and, if exponential, a Lo that is not positive
// ([indicators.ErrRange]).
//
// Source: the efficacy coefficient of Chinese textbooks of statistics. The
// exponential form from 60 to 100 between the extremes is that of the county index
// of 人民论坛 (People's Tribune); its constants follow from the two ends.
type Efficacy struct {
	Lo          float64 `json:"lo,omitzero"`
	Hi          float64 `json:"hi,omitzero"`
	Exponential bool    `json:"exponential,omitzero"`
}

var _ Normalizer = Efficacy{}

// Fit gives the scale of MinMax or, if exponential, an [ExponentialScale].
func (n Efficacy) Fit(s Sample) (Scale, error) {
	lo, hi := n.Lo, n.Hi
	if lo == 0 && hi == 0 {
		lo, hi = 60, 100
	}
	if err := checkInterval(lo, hi); err != nil { // MinMax would take 0 and 0 for 0 and 100
		return nil, s.fail(err)
	}
	if !n.Exponential {
		return MinMax{Lo: lo, Hi: hi}.Fit(s)
	}
	t, err := MinMax{Lo: 0, Hi: 1}.Fit(s)
	if err != nil {
		return nil, err
	}
	scale := ExponentialScale{Of: t, Lo: lo, Hi: hi}
	if err := scale.Check(); err != nil {
		return nil, s.fail(err)
	}
	return scale, nil
}

// ExponentialScale grows by equal ratios where another scale, which gives t from
// 0 to 1, grows by equal steps:
//
//	score = Lo * (Hi / Lo)^t
//
// t = 0 gives exactly Lo, t = 1 exactly Hi.
type ExponentialScale struct {
	Of Scale   `json:"of"`
	Lo float64 `json:"lo"`
	Hi float64 `json:"hi"`
}

var _ Applier = ExponentialScale{}

func (s ExponentialScale) of(t float64) float64 {
	switch t {
	case 0:
		return s.Lo
	case 1:
		return s.Hi
	}
	return s.Lo * math.Pow(s.Hi/s.Lo, t)
}

// At returns the score of x.
func (s ExponentialScale) At(x float64, class string) float64 { return s.of(s.Of.At(x, class)) }

// Apply writes the score of every x into dst.
func (s ExponentialScale) Apply(dst, x []float64, class []string) {
	dst = dst[:len(x)]
	Apply(s.Of, dst, x, class)
	for i, t := range dst {
		dst[i] = s.of(t)
	}
}

// String gives "60 (100 / 60)^t, t: min-max [2, 8] to [0, 1]".
func (s ExponentialScale) String() string { return s.Text().String() }

// Text gives the words of String.
func (s ExponentialScale) Text() basis.Text {
	return basis.Textf("%s (%s / %s)^t, t: %v", number(s.Lo), number(s.Hi), number(s.Lo), s.Of)
}

// Covers implements [Covering].
func (s ExponentialScale) Covers(class string) bool { return covers(s.Of, class) }

// Check implements [Checked].
func (s ExponentialScale) Check() error {
	if err := checkScale(s.Of); err != nil {
		return basis.Errorf("exponential: %w", err)
	}
	if !(s.Lo > 0) {
		return basis.Errorf("%w: exponential scores from %v, which is not positive", indicators.ErrRange, s.Lo)
	}
	return checkInterval(s.Lo, s.Hi)
}
