package normalize

import (
	"gonum.org/v1/gonum/stat"

	"github.com/countyeval/countyeval/indicators"
	"github.com/countyeval/countyeval/indicators/basis"
)

// ZScore measures the distance from the mean of the sample in standard
// deviations of the sample (with n - 1):
//
//	higher:  z = (x - mean) / sd
//	lower:   z = (mean - x) / sd
//	target:  z = (mean of d - d) / sd of d,  d = max(q1 - x, x - q2, 0)
//	score = Mean + SD * z
//
// Mean and SD are those that the scores shall have; the zero value means 0 and 1.
// Half of such scores are below 0, where no geometric mean can be taken; Mean 50
// and SD 10 is a customary way out. A score does not change if all values are
// multiplied by a positive number or a number is added to them.
//
// Fit refuses a sample without values ([basis.ErrMissing]), one whose values
// or distances are all equal ([basis.ErrConstant]), a negative SD and numbers
// that are not finite ([basis.ErrValue]). The standard deviation takes a
// square root of gonum's sums, which may differ between machines in the last bits.
//
// Source: OECD and JRC (2008), Handbook on Constructing Composite Indicators,
// step 5, standardization (z-scores).
type ZScore struct {
	Mean float64 `json:"mean,omitzero"`
	SD   float64 `json:"sd,omitzero"`
}

var _ Normalizer = ZScore{}

// Fit gives a [ZScoreScale].
func (n ZScore) Fit(s Sample) (Scale, error) {
	scale := ZScoreScale{Direction: s.Indicator.Direction, NewMean: n.Mean, NewSD: n.SD}
	if n.SD == 0 {
		scale.NewSD = 1
	}
	x, err := s.better(&scale.Target)
	if err != nil {
		return nil, s.fail(err)
	}
	scale.Mean, scale.SD = stat.MeanStdDev(x, nil)
	if err := scale.Check(); err != nil {
		return nil, s.fail(err)
	}
	return scale, nil
}

// better returns what the order of the values goes by: the values themselves or,
// for direction target, their distances from the target, a copy of which is put
// into target. It is an error if there are none or all are equal.
func (s Sample) better(target **indicators.Range) ([]float64, error) {
	if err := s.check(); err != nil {
		return nil, err
	}
	if s.Indicator.Direction != indicators.Target {
		_, _, err := extremes(s.X)
		return s.X, err
	}
	t := *s.Indicator.Target
	*target = &t
	d := make([]float64, len(s.X))
	for i, x := range s.X {
		d[i] = distance(t, x)
	}
	if _, _, err := extremes(d); err != nil {
		return nil, basis.Errorf("distances from the target %s: %w", span(t.Lo, t.Hi), err)
	}
	return d, nil
}

// ZScoreScale is the scale of a [ZScore]: Mean and SD are those of the values, or
// of their distances from the Target for Direction target; NewMean and NewSD are
// those of the scores.
type ZScoreScale struct {
	Direction indicators.Direction `json:"direction"`
	Target    *indicators.Range    `json:"target,omitzero"`
	Mean      float64              `json:"mean"`
	SD        float64              `json:"sd"`
	NewMean   float64              `json:"new_mean"`
	NewSD     float64              `json:"new_sd"`
}

var (
	_ Scale   = ZScoreScale{}
	_ Applier = ZScoreScale{}
)

// At returns the score of x; the class is ignored.
func (s ZScoreScale) At(x float64, _ string) float64 {
	var z float64
	switch {
	case s.Direction == indicators.Higher:
		z = (x - s.Mean) / s.SD
	case s.Target == nil:
		z = (s.Mean - x) / s.SD
	default:
		z = (s.Mean - distance(*s.Target, x)) / s.SD
	}
	return s.NewMean + float64(s.NewSD*z)
}

// Apply writes the score of every x into dst.
func (s ZScoreScale) Apply(dst, x []float64, _ []string) {
	dst = dst[:len(x)]
	for i, v := range x {
		dst[i] = s.At(v, "")
	}
}

// String gives "z-score (x - 5.2) / 1.3", "z-score (5.2 - x) / 1.3" where less is
// better, and "z-score (5.2 - d) / 1.3, d the distance from [10, 20]".
func (s ZScoreScale) String() string { return s.Text().String() }

// Text gives the words of String.
func (s ZScoreScale) Text() basis.Text {
	var z string
	switch {
	case s.Direction == indicators.Higher:
		z = "(x - " + number(s.Mean) + ") / " + number(s.SD)
	case s.Target == nil:
		z = "(" + number(s.Mean) + " - x) / " + number(s.SD)
	default:
		z = "(" + number(s.Mean) + " - d) / " + number(s.SD)
	}
	if s.NewMean != 0 || s.NewSD != 1 {
		z = number(s.NewMean) + " + " + number(s.NewSD) + " " + z
	}
	if s.Target != nil {
		return basis.Textf("z-score %s, d the distance from %s", z, span(s.Target.Lo, s.Target.Hi))
	}
	return basis.Textf("z-score %s", z)
}

// Check implements [Checked].
func (s ZScoreScale) Check() error {
	if err := checkDirection(s.Direction, s.Target); err != nil {
		return err
	}
	if !finite(s.Mean, s.SD, s.NewMean, s.NewSD) || s.SD <= 0 || s.NewSD <= 0 {
		return basis.Errorf("%w: mean %v and sd %v to mean %v and sd %v: all must be finite and each sd positive", basis.ErrValue,
			s.Mean, s.SD, s.NewMean, s.NewSD)
	}
	return nil
}
