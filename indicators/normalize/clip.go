package normalize

import (
	"github.com/countyeval/countyeval/indicators/basis"
)

// Clip cuts the scores of another normalizer to the range from Lo to Hi: a score
// below is Lo, one above Hi. The zero value of Lo and Hi means 0 to 100; a nil Of
// is [MinMax]. With fixed goalposts (Bounds of the indicator) it keeps a unit
// beyond a goalpost at the goalpost's score.
//
// Fit refuses what Of refuses, and Lo not below Hi ([indicators.ErrRange]).
type Clip struct {
	Of Normalizer `json:"of"`
	Lo float64    `json:"lo,omitempty"`
	Hi float64    `json:"hi,omitempty"`
}

var _ Normalizer = Clip{}

// Fit gives a [ClipBulkScale] if the scale of Of is an [Applier], otherwise a
// [ClipScale].
func (n Clip) Fit(s Sample) (Scale, error) {
	lo, hi, err := interval(n.Lo, n.Hi)
	if err != nil {
		return nil, s.fail(err)
	}
	scale, err := orMinMax(n.Of).Fit(s)
	if err != nil {
		return nil, err
	}
	return clipScale(scale, lo, hi), nil
}

// orMinMax is the normalizer that n means.
func orMinMax(n Normalizer) Normalizer {
	if n == nil {
		return MinMax{}
	}
	return n
}

func clipScale(of Scale, lo, hi float64) Scale {
	if bulk, ok := of.(BulkScale); ok {
		return ClipBulkScale{Of: bulk, Lo: lo, Hi: hi}
	}
	return ClipScale{Of: of, Lo: lo, Hi: hi}
}

// ClipScale cuts the scores of another scale to [Lo, Hi].
type ClipScale struct {
	Of Scale   `json:"of,omitempty"`
	Lo float64 `json:"lo"`
	Hi float64 `json:"hi"`
}

var _ Scale = ClipScale{}

// At returns the score of Of, cut to [Lo, Hi]; NaN stays NaN.
func (s ClipScale) At(x float64, class string) float64 {
	return cut(s.Of.At(x, class), s.Lo, s.Hi)
}

// String gives the formula of Of and ", cut to [0, 100]".
func (s ClipScale) String() string { return s.Of.String() + ", cut to " + span(s.Lo, s.Hi) }

func (s ClipScale) inner() Scale { return s.Of }

// check says why s is no scale.
func (s ClipScale) check() error {
	if err := checkScale(s.Of); err != nil {
		return basis.Errorf("clip: %w", err)
	}
	return checkInterval(s.Lo, s.Hi)
}

// BulkScale is a scale that ignores the class and can score many values at once.
type BulkScale interface {
	Scale
	Applier
}

// ClipBulkScale is a [ClipScale] of a scale that is an [Applier], and is one
// itself. (It is another type since a ClipScale of a scale that needs the class
// cannot be one.)
type ClipBulkScale struct {
	Of BulkScale `json:"of"`
	Lo float64   `json:"lo"`
	Hi float64   `json:"hi"`
}

var _ BulkScale = ClipBulkScale{}

// At returns the score of Of, cut to [Lo, Hi]; NaN stays NaN.
func (s ClipBulkScale) At(x float64, class string) float64 {
	return cut(s.Of.At(x, class), s.Lo, s.Hi)
}

// Apply writes the cut score of every x into dst.
func (s ClipBulkScale) Apply(dst, x []float64) {
	dst = dst[:len(x)]
	s.Of.Apply(dst, x)
	for i, v := range dst {
		dst[i] = cut(v, s.Lo, s.Hi)
	}
}

// String gives the formula of Of and ", cut to [0, 100]".
func (s ClipBulkScale) String() string { return ClipScale{s.Of, s.Lo, s.Hi}.String() }

// check says why s is no scale.
func (s ClipBulkScale) check() error {
	if s.Of == nil { // a nil BulkScale is no nil Scale
		return basis.Errorf("clip: %w: there is no scale", basis.ErrValue)
	}
	return ClipScale{s.Of, s.Lo, s.Hi}.check()
}

func cut(score, lo, hi float64) float64 {
	if score < lo {
		return lo
	}
	if score > hi {
		return hi
	}
	return score
}
