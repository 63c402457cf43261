package normalize

import (
	"github.com/countyeval/countyeval/indicators"
	"github.com/countyeval/countyeval/indicators/basis"
)

// AsIs takes the values for scores as they stand: points that a jury, an index or
// another program gave, on which more is better, or the raw values of a method that
// takes them:
//
//	higher:  score = x
//	lower:   score = -x
//
// Nothing is learned from the sample, so that equal values, a single one and none are no
// fault, and the scores of a unit do not move with the others. For direction target
// there is no such score: an error that wraps [indicators.ErrDirection]. Values that are
// not finite are refused ([basis.ErrNumber]), and, if Scores is given, those outside of it
// ([basis.ErrValue]), each with its unit: points of 0 to 10 among points of 0 to 100 are a
// mistake that nothing else would tell.
//
// Source: OECD and JRC (2008), Handbook on Constructing Composite Indicators, step 5: data
// that already are on one scale are not normalized; the "none" of COINr (Becker et al. 2022).
type AsIs struct {
	Scores *indicators.Range `json:"scores,omitzero"` // where scores must lie; nil: anywhere
}

var _ Normalizer = AsIs{}

// Fit gives an [AsIsScale].
func (n AsIs) Fit(s Sample) (Scale, error) {
	scale := AsIsScale{Negative: s.Indicator.Direction == indicators.Lower}
	if err := s.check(); err != nil {
		return nil, s.fail(err)
	}
	if s.Indicator.Direction == indicators.Target {
		return nil, s.fail(basis.Errorf("%w is target: a value is no score as it stands", indicators.ErrDirection))
	}
	if n.Scores == nil {
		return scale, nil
	}
	if !finite(n.Scores.Lo, n.Scores.Hi) || n.Scores.Lo >= n.Scores.Hi {
		return nil, s.fail(basis.Errorf("%w: scores from %v to %v are not lo < hi, both finite", indicators.ErrRange, n.Scores.Lo, n.Scores.Hi))
	}
	var errs []error
	for i, x := range s.X {
		if score := scale.At(x, ""); score < n.Scores.Lo || score > n.Scores.Hi {
			errs = append(errs, s.failAt(i, basis.Errorf("%w: %v makes a score of %s, which is not in %s", basis.ErrValue, s.value(i), number(score), span(n.Scores.Lo, n.Scores.Hi))))
		}
	}
	return scale, basis.JoinErrors(errs...)
}

// AsIsScale is the scale of an [AsIs]: the value, or with Negative its negative.
type AsIsScale struct {
	Negative bool `json:"negative,omitzero"`
}

var _ Applier = AsIsScale{}

// At returns the score of x; the class is ignored.
func (s AsIsScale) At(x float64, _ string) float64 {
	if s.Negative {
		return 0 - x // no negative zero
	}
	return x
}

// Apply writes the score of every x into dst.
func (s AsIsScale) Apply(dst, x []float64, _ []string) {
	dst = dst[:len(x)]
	for i, v := range x {
		dst[i] = s.At(v, "")
	}
}

// String gives "as it is", or "as it is, negative".
func (s AsIsScale) String() string { return s.Text().String() }

// Text gives the words of String.
func (s AsIsScale) Text() basis.Text {
	if s.Negative {
		return basis.Textf("as it is, negative")
	}
	return basis.Textf("as it is")
}
