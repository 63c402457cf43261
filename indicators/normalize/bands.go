package normalize

import (
	"math"
	"slices"

	"github.com/countyeval/countyeval/indicators"
	"github.com/countyeval/countyeval/indicators/basis"
	"github.com/countyeval/countyeval/indicators/stats"
)

// Bands turns the scores of another normalizer into few fixed points (分档计分): a
// unit has the points of the highest band that its score reaches, and Below if it
// reaches none. A nil Of is [MinMax].
//
//	score = Points of the last band with From <= score of Of
//
// A score is not published, so 12 significant digits of it are compared: 0.8 of the
// mean is 0.8, whatever its last bits.
//
// Bands of [Percentile] are a categorical scale; bands of the ratio to the mean
// say who is above, near and below it. Two units at a border, one on each side,
// have a whole band between them: a coarse scale makes more ties and more
// quarrels than the one it is made from.
//
// Fit refuses what Of refuses; no bands, and bands of which From or Points does not
// rise from each to the next, or the first Points are not more than Below
// ([indicators.ErrRange]); numbers that are not finite ([basis.ErrValue]).
//
// Source: OECD and JRC (2008), Handbook on Constructing Composite Indicators,
// step 5, categorical scales and indicators above or below the mean.
type Bands struct {
	Of    Normalizer `json:"of"`
	Below float64    `json:"below,omitzero"`
	Bands []Band     `json:"bands"`
}

// Band has the points of all scores from From on, up to the next band.
type Band struct {
	From   float64 `json:"from"`
	Points float64 `json:"points"`
}

var _ AnySize = Bands{}

// AnyClassSize implements [AnySize].
func (n Bands) AnyClassSize() Normalizer {
	n.Of = AnyClassSize(n.Of)
	return n
}

// Fit gives a [BandScale].
func (n Bands) Fit(s Sample) (Scale, error) {
	scale, err := orMinMax(n.Of).Fit(s)
	if err != nil {
		return nil, err
	}
	out := BandScale{Of: scale, Below: n.Below, Bands: slices.Clone(n.Bands)}
	if err := out.Check(); err != nil {
		return nil, s.fail(err)
	}
	return out, nil
}

// BandScale is the scale of [Bands].
type BandScale struct {
	Of    Scale   `json:"of"`
	Below float64 `json:"below,omitzero"`
	Bands []Band  `json:"bands"`
}

var _ Scale = BandScale{}

// At returns the points of the band of x; NaN if Of gives NaN.
func (s BandScale) At(x float64, class string) float64 {
	score := s.Of.At(x, class)
	if math.IsNaN(score) {
		return score
	}
	score = stats.RoundSignificant(score, indicators.ComparedDigits)
	for _, b := range slices.Backward(s.Bands) {
		if score >= b.From {
			return b.Points
		}
	}
	return s.Below
}

// String gives "-1, from 0.8 0, from 1.2 1, by: ratio 1 x / 9.6".
func (s BandScale) String() string { return s.Text().String() }

// Text gives the words of String.
func (s BandScale) Text() basis.Text {
	out := basis.Textf("%s", number(s.Below))
	for _, b := range s.Bands {
		out = basis.Textf("%v, from %s %s", out, number(b.From), number(b.Points))
	}
	return basis.Textf("%v, by: %v", out, s.Of)
}

// Covers implements [Covering].
func (s BandScale) Covers(class string) bool { return covers(s.Of, class) }

// Check implements [Checked].
func (s BandScale) Check() error {
	if err := checkScale(s.Of); err != nil {
		return basis.Errorf("bands: %w", err)
	}
	if len(s.Bands) == 0 {
		return basis.Errorf("%w: there are no bands", indicators.ErrRange)
	}
	var errs []error
	if !finite(s.Below) {
		errs = append(errs, basis.Errorf("%w: %v points below the bands", basis.ErrValue, s.Below))
	}
	for i, b := range s.Bands {
		if !finite(b.From, b.Points) {
			errs = append(errs, basis.Errorf("%w: band %d has %v points from %v", basis.ErrValue, i+1, b.Points, b.From))
		} else if i > 0 && (b.From <= s.Bands[i-1].From || b.Points <= s.Bands[i-1].Points) || i == 0 && b.Points <= s.Below {
			errs = append(errs, basis.Errorf("%w: band %d, %v points from %v, is not above the one before", indicators.ErrRange, i+1, b.Points, b.From))
		}
	}
	return basis.JoinErrors(errs...)
}
