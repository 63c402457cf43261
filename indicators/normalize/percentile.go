package normalize

import (
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
// Fit refuses what Rank refuses, and Points that are negative or not finite
// ([basis.ErrValue]).
//
// Source: OECD and JRC (2008), Handbook on Constructing Composite Indicators,
// step 5 and table 15 (OfAll, LowestTies); Becker et al. (2022), COINr, percentile
// ranks (LowestTies).
type Percentile struct {
	Ties   RankTies `json:"ties,omitzero"`
	OfAll  bool     `json:"of_all,omitzero"`
	Points float64  `json:"points,omitzero"`
}

var _ Normalizer = Percentile{}

// Fit gives a [PercentileScale].
func (n Percentile) Fit(s Sample) (Scale, error) {
	rank, err := Rank{Ties: n.Ties}.fit(s)
	if err != nil {
		return nil, s.fail(err)
	}
	scale := PercentileScale{Rank: rank, OfAll: n.OfAll, Points: n.Points}
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
	return float64(s.Points*cut(r, 0, n)) / n
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
