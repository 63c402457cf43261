package normalize

import (
	"math"

	"github.com/countyeval/countyeval/indicators/basis"
)

// Percentile scores by the share of the other units that are worse: r is the
// place from the worst, 1, to the best, n, with Ties as in [Rank].
//
//	score = Points * (r - 1) / (n - 1)
//	OfAll:  Points * r / n
//
// Points 0 means 100, so the worst has 0 and the best 100; OfAll counts a unit to
// those it is as good as, so the worst has 100 / n. With DenseTies n is the number
// of different values. Like Rank it looks at the order of the values alone, but
// scores of samples of different size can be compared.
//
// With Exponential the share p, (r - 1) / (n - 1) or r / n, is stretched where it is
// high, so that a place near the best counts for more than one in the middle and low
// places on one indicator are hardly made up for by a high one on another:
//
//	score = -c ln(1 - p (1 - exp(-Points / c))),  c = 0.23 Points
//
// from 0 to Points. That is the transformation of the British indices of deprivation,
// -23 ln(1 - R (1 - exp(-100/23))), whose R is the place from the least deprived as a
// share of all, from 1/N to 1: OfAll, with the most deprived as the best. About a tenth has
// scores above 50, and a unit with 100 and 0 on two domains is among it.
//
// Fit refuses what Rank refuses, and Points that are negative or not finite
// ([basis.ErrValue]).
//
// Source: OECD and JRC (2008), Handbook on Constructing Composite Indicators,
// step 5 and table 15 (OfAll, LowestTies); Becker et al. (2022), COINr, percentile
// ranks (LowestTies). Scottish Executive (2003), Scottish Indices of Deprivation 2003,
// appendix 5, exponential transformation of the domain indices (Exponential).
type Percentile struct {
	Ties   RankTies `json:"ties,omitzero"`
	OfAll  bool     `json:"of_all,omitzero"`
	Points float64  `json:"points,omitzero"`

	Exponential bool `json:"exponential,omitzero"`
}

var _ Normalizer = Percentile{}

// Fit gives a [PercentileScale].
func (n Percentile) Fit(s Sample) (Scale, error) {
	rank, err := Rank{Ties: n.Ties}.fit(s)
	if err != nil {
		return nil, s.fail(err)
	}
	scale := PercentileScale{Rank: rank, OfAll: n.OfAll, Points: n.Points, Exponential: n.Exponential}
	if n.Points == 0 {
		scale.Points = 100
	}
	if err := scale.Check(); err != nil {
		return nil, s.fail(err)
	}
	return scale, nil
}

// PercentileScale is the scale of a [Percentile]. A value worse than all of the
// sample has 0, one better than all has Points, others as in [RankScale].
type PercentileScale struct {
	Rank   RankScale `json:"rank"`
	OfAll  bool      `json:"of_all,omitzero"`
	Points float64   `json:"points"`

	Exponential bool `json:"exponential,omitzero"`
}

var _ Applier = PercentileScale{}

// At returns the score of x in O(log n); the class is ignored.
func (s PercentileScale) At(x float64, class string) float64 {
	r, n := s.Rank.At(x, class), float64(len(s.Rank.Sorted))
	if r < 1 && s.OfAll {
		return 0
	}
	if !s.OfAll {
		r, n = r-1, n-1
	}
	if s.Exponential {
		return s.stretched(cut(r, 0, n) / n)
	}
	return float64(s.Points*cut(r, 0, n)) / n
}

// stretched is the score of the share p; the best has exactly Points.
func (s PercentileScale) stretched(p float64) float64 {
	if p == 1 {
		return s.Points
	}
	const c = 0.23 // of Points
	return 0 - float64(c*s.Points)*math.Log1p(float64(p*math.Expm1(-1/c)))
}

// Apply writes the score of every x into dst.
func (s PercentileScale) Apply(dst, x []float64, _ []string) {
	dst = dst[:len(x)]
	for i, v := range x {
		dst[i] = s.At(v, "")
	}
}

// String gives "percentile 100 (r - 1) / 22, r: rank among 23 values, the largest
// has 23".
func (s PercentileScale) String() string { return s.Text().String() }

// Text gives the words of String.
func (s PercentileScale) Text() basis.Text {
	n := len(s.Rank.Sorted)
	if s.Exponential {
		c, share := number(float64(0.23*s.Points)), basis.Textf("(r - 1) / %d", n-1)
		if s.OfAll {
			share = basis.Textf("r / %d", n)
		}
		return basis.Textf("percentile -%s ln(1 - p (1 - exp(-%s / %s))), p: %v, r: %v", c, number(s.Points), c, share, s.Rank)
	}
	if s.OfAll {
		return basis.Textf("percentile %s r / %d, r: %v", number(s.Points), n, s.Rank)
	}
	return basis.Textf("percentile %s (r - 1) / %d, r: %v", number(s.Points), n-1, s.Rank)
}

// Check implements [Checked].
func (s PercentileScale) Check() error {
	if err := s.Rank.Check(); err != nil {
		return err
	}
	if !(s.Points > 0) || !finite(s.Points) {
		return basis.Errorf("%w: %v points for the best", basis.ErrValue, s.Points)
	}
	if !s.OfAll && len(s.Rank.Sorted) < 2 {
		return basis.Errorf("%w: no share of the others among fewer than two values", basis.ErrValue)
	}
	return nil
}

// Borda counts the units that are worse, and half of those that are as good: the
// rank less 1, from 0 to n - 1. With LowestTies those as good do not count, with
// DenseTies the different worse values do.
//
// The counts of all indicators, added with their weights, are the Borda score: an
// aggregation that needs no more than an order of each indicator, and in which a
// unit that joins or leaves can turn the order of two others.
//
// Fit refuses what [Rank] refuses.
//
// Source: de Borda (1784); OECD and JRC (2008), Handbook on Constructing Composite
// Indicators, step 6, tables 25 to 34.
type Borda struct {
	Ties RankTies `json:"ties,omitzero"`
}

var _ Normalizer = Borda{}

// Fit gives a [BordaScale].
func (n Borda) Fit(s Sample) (Scale, error) {
	rank, err := Rank(n).fit(s)
	if err != nil {
		return nil, s.fail(err)
	}
	return BordaScale{Rank: rank}, nil
}

// BordaScale is the scale of a [Borda]. A value worse than all of the sample has
// 0, one better than all n - 1, others as in [RankScale].
type BordaScale struct {
	Rank RankScale `json:"rank"`
}

var _ Applier = BordaScale{}

// At returns the score of x in O(log n); the class is ignored.
func (s BordaScale) At(x float64, class string) float64 {
	return cut(s.Rank.At(x, class)-1, 0, float64(len(s.Rank.Sorted)-1))
}

// Apply writes the score of every x into dst.
func (s BordaScale) Apply(dst, x []float64, _ []string) {
	dst = dst[:len(x)]
	for i, v := range x {
		dst[i] = s.At(v, "")
	}
}

// String gives "Borda r - 1, r: rank among 23 values, the largest has 23".
func (s BordaScale) String() string { return s.Text().String() }

// Text gives the words of String.
func (s BordaScale) Text() basis.Text { return basis.Textf("Borda r - 1, r: %v", s.Rank) }

// Check implements [Checked].
func (s BordaScale) Check() error { return s.Rank.Check() }
