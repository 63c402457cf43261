package normalize

import (
	"math"

	"github.com/countyeval/countyeval/indicators"
	"github.com/countyeval/countyeval/indicators/basis"
)

// Log takes the natural logarithms of the values and lets another normalizer score
// them; a nil Of is [MinMax]. The same is done to the indicator's Bounds, Target
// and Base, which stay in the unit of the values:
//
//	min-max:  score = (ln x - ln min) / (ln max - ln min) * 100
//
// So equal ratios, and not equal differences, make equal differences of scores,
// which tames long right tails. With min-max, ranks and z-scores the base of the
// logarithm does not count, with ratios neither does that but the unit of the
// values does: a share of the sum of logarithms is another one in yuan than in
// 10,000 yuan.
//
// The logarithm of a value below 1 is negative. A [RatioToBase] of logarithms
// refuses a base that is not positive, and shares of a sum in which one is negative:
// where all values are below 1 they would turn every score round.
//
// Fit refuses values, Bounds and a Target that are not positive; a Base that is not
// positive or 1, whose logarithm is 0 ([basis.ErrValue]); and what Of refuses.
// Logarithms may differ between machines in the last bits.
//
// Source: Human Development Report 2023/24, technical note 1 (the income index,
// Bounds 100 and 75,000 dollars). With RatioToBase{Of: SumBase} it is the
// logarithmic normalization of Zavadskas and Turskis (2008), ln x / ln (x1 x2 ...
// xn), computed as a sum of logarithms, for the product overflows.
type Log struct {
	Of Normalizer `json:"of"`
}

var _ AnySize = Log{}

// AnyClassSize implements [AnySize].
func (n Log) AnyClassSize() Normalizer {
	n.Of = AnyClassSize(n.Of)
	return n
}

// Fit gives a [LogScale].
func (n Log) Fit(s Sample) (Scale, error) {
	in, err := logs(s)
	if err != nil {
		return nil, s.once(err)
	}
	scale, err := orMinMax(n.Of).Fit(in)
	if err != nil {
		return nil, err
	}
	return LogScale{Of: scale}, nil
}

// logs returns the sample of the logarithms.
func logs(s Sample) (Sample, error) {
	if err := s.check(); err != nil {
		return s, err
	}
	var errs []error
	for i, x := range s.X {
		if x <= 0 {
			errs = append(errs, s.failAt(i, basis.Errorf("%w: %v is %s, which has no logarithm", basis.ErrValue, s.value(i), number(x))))
		}
	}
	if errs != nil {
		return s, basis.JoinErrors(errs...)
	}
	in := &s.Indicator
	for _, r := range []**indicators.Range{&in.Bounds, &in.Target} {
		if *r == nil {
			continue
		}
		if (*r).Lo <= 0 {
			return s, basis.Errorf("%w: the range %s has no logarithms", basis.ErrValue, span((*r).Lo, (*r).Hi))
		}
		*r = &indicators.Range{Lo: math.Log((*r).Lo), Hi: math.Log((*r).Hi)}
	}
	if b := in.Base; b != 0 {
		if !(b > 0) || b == 1 {
			return s, basis.Errorf("%w: the base %s has no logarithm other than 0", basis.ErrValue, number(b))
		}
		in.Base = math.Log(b)
	}
	x := make([]float64, len(s.X))
	for i, v := range s.X {
		x[i] = math.Log(v)
	}
	s.X = x
	return s, nil
}

// LogScale scores natural logarithms on another scale.
type LogScale struct {
	Of Scale `json:"of"`
}

var _ Scale = LogScale{}

// At returns the score of ln x. It is NaN if x is 0 or negative, and for NaN what
// Of gives.
func (s LogScale) At(x float64, class string) float64 {
	if x <= 0 {
		return math.NaN()
	}
	return s.Of.At(math.Log(x), class)
}

// String gives "of ln x: " and the formula of Of.
func (s LogScale) String() string { return s.Text().String() }

// Text gives the words of String.
func (s LogScale) Text() basis.Text { return basis.Textf("of ln x: %v", s.Of) }

// Covers implements [Covering].
func (s LogScale) Covers(class string) bool { return covers(s.Of, class) }

// Check implements [Checked].
func (s LogScale) Check() error {
	if err := checkScale(s.Of); err != nil {
		return basis.Errorf("log: %w", err)
	}
	return nil
}
