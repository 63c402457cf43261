package normalize

import (
	"github.com/countyeval/countyeval/indicators/basis"
)

// Clip cuts the scores of another normalizer to the range from Lo to Hi: a score
// below is Lo, one above Hi. The zero value of Lo and Hi means the ends of Of's own scale
// ([Ended]): 0 to 1 for MinMax{Hi: 1}, 60 to 100 for [Efficacy], and 0 to 100 for a scale
// without ends, such as z-scores. A nil Of is [MinMax]. With fixed goalposts (Bounds of the indicator) it keeps a unit
// beyond a goalpost at the goalpost's score.
//
// Fit refuses what Of refuses, and Lo not below Hi ([indicators.ErrRange]).
type Clip struct {
	Of Normalizer `json:"of"`
	Lo float64    `json:"lo,omitzero"`
	Hi float64    `json:"hi,omitzero"`
}

var _ AnySize = Clip{}

// AnyClassSize implements [AnySize].
func (n Clip) AnyClassSize() Normalizer {
	n.Of = AnyClassSize(n.Of)
	return n
}

// Fit gives a [ClipScale].
func (n Clip) Fit(s Sample) (Scale, error) {
	if n.Lo != 0 || n.Hi != 0 {
		if err := checkInterval(n.Lo, n.Hi); err != nil {
			return nil, s.fail(err)
		}
	}
	scale, err := orMinMax(n.Of).Fit(s)
	if err != nil {
		return nil, err
	}
	out := ClipScale{Of: scale, Lo: n.Lo, Hi: n.Hi}
	if n.Lo == 0 && n.Hi == 0 {
		out.Lo, out.Hi = scoreEnds(scale)
	}
	return out, nil
}

// orMinMax is the normalizer that n means.
func orMinMax(n Normalizer) Normalizer {
	if n == nil {
		return MinMax{}
	}
	return n
}

// ClipScale cuts the scores of another scale to [Lo, Hi].
type ClipScale struct {
	Of Scale   `json:"of"`
	Lo float64 `json:"lo"`
	Hi float64 `json:"hi"`
}

var _ Applier = ClipScale{}

// At returns the score of Of, cut to [Lo, Hi]; NaN stays NaN.
func (s ClipScale) At(x float64, class string) float64 {
	return cut(s.Of.At(x, class), s.Lo, s.Hi)
}

// Apply writes the cut score of every x into dst.
func (s ClipScale) Apply(dst, x []float64, class []string) {
	dst = dst[:len(x)]
	Apply(s.Of, dst, x, class)
	for i, v := range dst {
		dst[i] = cut(v, s.Lo, s.Hi)
	}
}

// String gives the formula of Of and ", cut to [0, 100]".
func (s ClipScale) String() string { return s.Text().String() }

// Text gives the words of String.
func (s ClipScale) Text() basis.Text { return basis.Textf("%v, cut to %s", s.Of, span(s.Lo, s.Hi)) }

// Covers implements [Covering].
func (s ClipScale) Covers(class string) bool { return covers(s.Of, class) }

// Check implements [Checked].
func (s ClipScale) Check() error {
	if err := checkScale(s.Of); err != nil {
		return basis.Errorf("clip: %w", err)
	}
	return checkInterval(s.Lo, s.Hi)
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
