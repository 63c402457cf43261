package normalize

import (
	"math"
	"slices"
	"sort"

	"github.com/countyeval/countyeval/indicators"
	"github.com/countyeval/countyeval/indicators/basis"
	"github.com/countyeval/countyeval/indicators/stats"
)

// Rank scores by place alone: among n units the worst has 1, the best n, and
// units with equal values have what Ties says. The zero value lets them share the
// mean of their places (mid-ranks), so values 10, 20, 20, 30 have 1, 2.5, 2.5, 4
// where more is better and 4, 2.5, 2.5, 1 where less is. With LowestTies they have
// the lowest of their places, 1, 2, 2, 4 and 4, 2, 2, 1, with HighestTies the highest,
// 1, 3, 3, 4 and 4, 3, 3, 1; with DenseTies the next
// better value has the next number, 1, 2, 2, 3, and the best as many points as
// there are different values.
//
// With direction target the nearest to the target is the best. Note that the score
// is more-is-better: it is not the place 1, 2, 3 that a ranking prints.
//
// Any growing function of all values leaves the scores as they are; how far apart
// two units are does not count. Values are compared as they are; of those that are
// rough ([Sample]), and of distances from a target, 12 significant digits are. Fit refuses a sample without values
// ([basis.ErrMissing]), one whose values are all equal
// ([basis.ErrConstant]), and unknown Ties ([basis.ErrValue]).
//
// Source: OECD and JRC (2008), Handbook on Constructing Composite Indicators,
// step 5, ranking.
type Rank struct {
	Ties RankTies `json:"ties,omitzero"`
}

var _ Normalizer = Rank{}

// Fit gives a [RankScale].
func (n Rank) Fit(s Sample) (Scale, error) {
	scale, err := n.fit(s)
	if err != nil {
		return nil, s.fail(err)
	}
	return scale, nil
}

func (n Rank) fit(s Sample) (RankScale, error) {
	scale := RankScale{Direction: s.Indicator.Direction, Ties: n.Ties}
	if err := exists(n.Ties); err != nil {
		return scale, err
	}
	x, err := s.better(&scale.Target)
	if err != nil {
		return scale, err
	}
	if s.Rough || scale.Target != nil {
		scale.Digits = indicators.ComparedDigits
	}
	scale.Sorted = slices.Clone(x)
	for i, v := range scale.Sorted {
		scale.Sorted[i] = scale.compared(v)
	}
	slices.Sort(scale.Sorted)
	if n.Ties == DenseTies {
		scale.Sorted = slices.Compact(scale.Sorted)
	}
	return scale, nil
}

// RankScale is the scale of a [Rank]: the values of the sample in ascending
// order, or their distances from the Target for Direction target; for DenseTies
// each value once. A value that is not among them stands half a place above the
// next worse one, so that a new unit can be placed on the scale of an old sample:
// from 0.5 to n + 0.5.
type RankScale struct {
	Direction indicators.Direction `json:"direction"`
	Target    *indicators.Range    `json:"target,omitzero"`
	Ties      RankTies             `json:"ties,omitzero"`
	Sorted    []float64            `json:"sorted"`
	Digits    int                  `json:"digits,omitzero"` // significant digits that are compared; 0: figures as they are
}

// compared is a figure, or a distance, as it is compared.
func (s RankScale) compared(x float64) float64 {
	if s.Digits == 0 {
		return x
	}
	return stats.RoundSignificant(x, s.Digits)
}

var _ Applier = RankScale{}

// At returns the score of x in O(log n); the class is ignored.
func (s RankScale) At(x float64, _ string) float64 {
	if math.IsNaN(x) {
		return x
	}
	if s.Target != nil {
		x = distance(*s.Target, x)
	}
	x = s.compared(x)
	below := sort.SearchFloat64s(s.Sorted, x)
	upTo := below + sort.Search(len(s.Sorted)-below, func(i int) bool { return s.Sorted[below+i] > x })
	worse, same := below, upTo-below
	if s.Direction != indicators.Higher {
		worse = len(s.Sorted) - upTo
	}
	if s.Ties == LowestTies && same > 0 {
		return float64(worse + 1)
	}
	if s.Ties == HighestTies && same > 0 {
		return float64(worse + same)
	}
	return float64(2*worse+same+1) / 2
}

// Apply writes the score of every x into dst.
func (s RankScale) Apply(dst, x []float64, _ []string) {
	dst = dst[:len(x)]
	for i, v := range x {
		dst[i] = s.At(v, "")
	}
}

// String gives "rank among 23 values, the largest has 23", or the smallest, or
// the one nearest to a target.
func (s RankScale) String() string { return s.Text().String() }

// Text gives the words of String.
func (s RankScale) Text() basis.Text {
	best := basis.Textf("largest")
	switch {
	case s.Target != nil:
		best = basis.Textf("nearest to %s", span(s.Target.Lo, s.Target.Hi))
	case s.Direction == indicators.Lower:
		best = basis.Textf("smallest")
	}
	n := len(s.Sorted)
	switch s.Ties {
	case LowestTies:
		return basis.Textf("rank among %d values, the %v has %d, ties have their lowest place", n, best, n)
	case HighestTies:
		return basis.Textf("rank among %d values, the %v has %d, ties have their highest place", n, best, n)
	case DenseTies:
		return basis.Textf("rank among %d different values, the %v has %d", n, best, n)
	}
	return basis.Textf("rank among %d values, the %v has %d", n, best, n)
}

// Check implements [Checked].
func (s RankScale) Check() error {
	if len(s.Sorted) == 0 || !slices.IsSorted(s.Sorted) || !finite(s.Sorted...) {
		return basis.Errorf("%w: a rank scale needs finite values in ascending order", basis.ErrValue)
	}
	if err := exists(s.Ties); err != nil {
		return err
	}
	if s.Digits < 0 {
		return basis.Errorf("%w: %d significant digits", basis.ErrValue, s.Digits)
	}
	if s.Ties == DenseTies && len(slices.Compact(slices.Clone(s.Sorted))) < len(s.Sorted) {
		return basis.Errorf("%w: a dense rank scale needs every value once", basis.ErrValue)
	}
	return checkDirection(s.Direction, s.Target)
}
