package normalize

import (
	"maps"
	"math"
	"slices"

	"github.com/countyeval/countyeval/indicators"
	"github.com/countyeval/countyeval/indicators/basis"
)

// PeerScore gives a unit without a value the mean score of its peers, that is, of
// the units of its class that have one; all others have the score of another
// normalizer. A nil Of is [MinMax]. Units without a class ("") are peers of each
// other.
//
// It is the mean of the scores, not the score of the mean: on a scale that bends
// or is cut the two differ. The gap neither helps nor harms the unit against the
// mean of its class, and shows in the record; a step that imputes a value shows in
// the table. [Clip], if any, goes inside, so that the mean is that of the cut
// scores.
//
// Fit refuses what Of refuses. A class in which no unit has a value has no peers:
// its units keep the score NaN, which no aggregator takes without being told to.
//
// Source: Huangyan district (Taizhou, Zhejiang), evaluation of firms 2022: without
// emission data the mean score of the firms above scale on that indicator
// (按规上企业此项平均得分赋分).
type PeerScore struct {
	Of Normalizer `json:"of"`
}

var _ AnySize = PeerScore{}

// AnyClassSize implements [AnySize].
func (n PeerScore) AnyClassSize() Normalizer {
	n.Of = AnyClassSize(n.Of)
	return n
}

// Fit gives a [PeerScale].
func (n PeerScore) Fit(s Sample) (Scale, error) {
	if len(s.X) != len(s.Class) {
		return nil, s.fail(basis.Errorf("%w: %d classes for %d values", indicators.ErrRow, len(s.Class), len(s.X)))
	}
	scale, err := orMinMax(n.Of).Fit(s)
	if err != nil {
		return nil, err
	}
	out := PeerScale{Of: scale, Mean: make(map[string]float64)}
	count := make(map[string]float64)
	for i, x := range s.X {
		out.Mean[s.Class[i]] += scale.At(x, s.Class[i])
		count[s.Class[i]]++
	}
	for class, sum := range out.Mean {
		out.Mean[class] = sum / count[class]
	}
	if err := out.Check(); err != nil {
		return nil, s.fail(err)
	}
	return out, nil
}

// PeerScale has the mean score of each class for a missing value, and the score of
// another scale for all others. Used again on another year's values it gives the
// means of the year it was learned from.
type PeerScale struct {
	Of   Scale              `json:"of"`
	Mean map[string]float64 `json:"mean"`
}

var _ Scale = PeerScale{}

// At returns the score of x, and the mean score of the class for NaN; it is NaN
// only if the class has no mean score.
func (s PeerScale) At(x float64, class string) float64 {
	if !math.IsNaN(x) {
		return s.Of.At(x, class)
	}
	if mean, ok := s.Mean[class]; ok {
		return mean
	}
	return x
}

// String gives the formula of Of and "; missing: the mean score of the class,
// county 61.5, district 70".
func (s PeerScale) String() string { return s.Text().String() }

// Text gives the words of String.
func (s PeerScale) Text() basis.Text {
	var means basis.Text
	for i, class := range slices.Sorted(maps.Keys(s.Mean)) {
		of := basis.Textf("%s %s", class, number(s.Mean[class]))
		if class == "" {
			of = basis.Textf("(no class) %s", number(s.Mean[class]))
		}
		if means = basis.Textf("%v, %v", means, of); i == 0 {
			means = of
		}
	}
	return basis.Textf("%v; missing: the mean score of the class, %v", s.Of, means)
}

// Covers implements [Covering].
func (s PeerScale) Covers(class string) bool { return covers(s.Of, class) }

// Check implements [Checked].
func (s PeerScale) Check() error {
	if err := checkScale(s.Of); err != nil {
		return basis.Errorf("peer score: %w", err)
	}
	var errs []error
	for _, class := range slices.Sorted(maps.Keys(s.Mean)) {
		if mean := s.Mean[class]; !finite(mean) {
			errs = append(errs, basis.Errorf("%w: the mean score of class %q is %v", basis.ErrValue, class, mean))
		}
	}
	return basis.JoinErrors(errs...)
}

// Points gives a unit without a value a fixed number of points, Missing, which may
// be negative; all others have the score of another normalizer. A nil Of is
// [MinMax]. The zero value gives no points for no data.
//
// With ZeroToo a zero counts as missing: the false zero of a unit that did not
// report. Then zeros are left out when Of learns its scale, so that they do not
// lower a mean or set a minimum. A true zero must not be thrown away in this way;
// where both occur the table says which zeros are missing, and ZeroToo is off.
//
// [Clip] goes inside if Missing lies outside of its limits.
//
// Fit refuses what Of refuses, and a Missing that is not finite
// ([basis.ErrValue]).
//
// Source: scoring rules of a Zhejiang or Jiangsu city, where no data, zero or a
// false zero costs 3 points.
type Points struct {
	Of      Normalizer `json:"of"`
	Missing float64    `json:"missing,omitzero"`
	ZeroToo bool       `json:"zero_too,omitzero"`
}

var _ AnySize = Points{}

// AnyClassSize implements [AnySize].
func (n Points) AnyClassSize() Normalizer {
	n.Of = AnyClassSize(n.Of)
	return n
}

// Fit gives a [PointsScale].
func (n Points) Fit(s Sample) (Scale, error) {
	scale, err := orMinMax(n.Of).Fit(n.seen(s))
	if err != nil {
		return nil, err
	}
	out := PointsScale{Of: scale, Missing: n.Missing, ZeroToo: n.ZeroToo}
	if err := out.Check(); err != nil {
		return nil, s.fail(err)
	}
	return out, nil
}

// seen are the values that Of learns its scale from.
func (n Points) seen(s Sample) Sample {
	if !n.ZeroToo || !slices.Contains(s.X, 0) {
		return s
	}
	return s.keep(func(i int) bool { return s.X[i] != 0 })
}

// PointsScale has fixed points for a missing value, or for a zero too, and the
// score of another scale for all others.
type PointsScale struct {
	Of      Scale   `json:"of"`
	Missing float64 `json:"missing"`
	ZeroToo bool    `json:"zero_too,omitzero"`
}

var _ Scale = PointsScale{}

// At returns the score of x, and Missing for NaN; also for 0 if ZeroToo.
func (s PointsScale) At(x float64, class string) float64 {
	if math.IsNaN(x) || s.ZeroToo && x == 0 {
		return s.Missing
	}
	return s.Of.At(x, class)
}

// String gives the formula of Of and "; missing: -3" or "; missing or zero: -3".
func (s PointsScale) String() string { return s.Text().String() }

// Text gives the words of String.
func (s PointsScale) Text() basis.Text {
	if s.ZeroToo {
		return basis.Textf("%v; missing or zero: %s", s.Of, number(s.Missing))
	}
	return basis.Textf("%v; missing: %s", s.Of, number(s.Missing))
}

// Covers implements [Covering].
func (s PointsScale) Covers(class string) bool { return covers(s.Of, class) }

// Check implements [Checked].
func (s PointsScale) Check() error {
	if err := checkScale(s.Of); err != nil {
		return basis.Errorf("points: %w", err)
	}
	if !finite(s.Missing) {
		return basis.Errorf("%w: %v points for a missing value", basis.ErrValue, s.Missing)
	}
	return nil
}
