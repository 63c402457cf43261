package normalize

import (
	"math"

	"github.com/countyeval/countyeval/indicators"
	"github.com/countyeval/countyeval/indicators/basis"
)

// Distance measures how much of the way from the worst value to a reference a
// unit has gone. At the worst value the score is Lo, at the reference Hi; the zero
// value of both means 0 to 100.
//
//	higher:  score = Lo + (x - min) / (r - min) * (Hi - Lo)
//	lower:   score = Lo + (max - x) / (max - r) * (Hi - Lo)
//
// To has the reference r of each indicator by code: targets, or the values of one
// unit, see [ReferenceUnit]. A nil To takes the best value of the sample, which is
// the distance to the maximum and the same as [MinMax]. The worst value, min or
// max, is the worst end of the indicator's Bounds if it has any, otherwise that of
// the sample. A value beyond the reference has more than Hi, unless Capped.
//
// Fit refuses a sample without values, unless the indicator has Bounds, and an
// indicator without a reference in To ([basis.ErrMissing]); equal values, if
// there is no To ([basis.ErrConstant]); a reference that is not better than
// the worst value, on which every score would be turned, and Lo not below Hi
// ([indicators.ErrRange]); an indicator of direction target, for which MinMax is
// the distance ([indicators.ErrDirection]).
//
// Source: Becker et al. (2022), COINr, Journal of Open Source Software 7(78):
// distance to maximum, target and reference; OECD and JRC (2008), Handbook on
// Constructing Composite Indicators, step 5, distance to a reference.
type Distance struct {
	To     map[string]float64 `json:"to,omitzero" names:"column"`
	Lo     float64            `json:"lo,omitzero"`
	Hi     float64            `json:"hi,omitzero"`
	Capped bool               `json:"capped,omitzero"`
}

var _ Normalizer = Distance{}

// Fit gives a [LinearScale] or, if Capped, a [CompletionScale] without points
// beyond the target.
func (n Distance) Fit(s Sample) (Scale, error) {
	scale, err := n.fit(s)
	if err != nil {
		return nil, s.fail(err)
	}
	return scale, nil
}

func (n Distance) fit(s Sample) (Scale, error) {
	lo, hi, err := interval(n.Lo, n.Hi)
	if err != nil {
		return nil, err
	}
	if err := s.check(); err != nil {
		return nil, err
	}
	in := s.Indicator
	if in.Direction == indicators.Target {
		return nil, basis.Errorf("%w is target: the distance from a range is that of min-max", indicators.ErrDirection)
	}
	var way indicators.Range // from the smallest to the largest value
	switch {
	case in.Bounds != nil:
		way = *in.Bounds
	case n.To == nil:
		if way.Lo, way.Hi, err = extremes(s.X); err != nil {
			return nil, err
		}
	case len(s.X) == 0:
		return nil, basis.Errorf("%w: there is no value to take the worst from", basis.ErrMissing)
	default:
		way.Lo, way.Hi = ends(s.X)
	}
	worst, r := way.Lo, way.Hi
	if in.Direction == indicators.Lower {
		worst, r = r, worst
	}
	if n.To != nil {
		var ok bool
		if r, ok = n.To[in.Code]; !ok {
			return nil, basis.Errorf("%w: there is no reference for the distance", basis.ErrMissing)
		}
	}
	if up := r > worst; up == (in.Direction == indicators.Lower) || r == worst {
		return nil, basis.Errorf("%w: the reference %s is not better than the worst value %s", indicators.ErrRange, number(r), number(worst))
	}
	if n.Capped {
		scale := CompletionScale{Base: worst, Target: r, AtBase: lo, AtTarget: hi}
		return scale, scale.Check()
	}
	scale := LinearScale{From: worst, To: r, Lo: lo, Hi: hi}
	return scale, scale.Check()
}

// ReferenceUnit returns the values of one unit by code of the indicator, for
// [Distance]. They are those of t: take the table from which the scales shall be
// learned, which is the prepared one if the model has steps. A value that the unit
// does not have is left out, and Distance names its indicator.
//
// It is an error if t has no such unit ([basis.ErrUnknown]).
func ReferenceUnit(t *indicators.Table, unit string) (map[string]float64, error) {
	row, ok := t.Row(unit)
	if !ok {
		return nil, &indicators.InputError{Unit: unit, Err: basis.ErrUnknown}
	}
	to := make(map[string]float64)
	for _, in := range t.Framework().Measured() {
		if v := t.Column(in.Code).At(row); !math.IsNaN(v) {
			to[in.Code] = v
		}
	}
	return to, nil
}
