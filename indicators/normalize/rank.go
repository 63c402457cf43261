package normalize

import (
	"fmt"
	"math"
	"slices"
	"sort"

	"github.com/countyeval/countyeval/indicators"
)

// Rank scores by place alone: among n units the worst has 1, the best n, and
// units with equal values share the mean of their places (mid-ranks), so values
// 10, 20, 20, 30 have 1, 2.5, 2.5, 4 where more is better and 4, 2.5, 2.5, 1
// where less is. With direction target the nearest to the target is the best.
// Note that the score is more-is-better: it is not the place 1, 2, 3 that a
// ranking prints.
//
// Any growing function of all values leaves the scores as they are; how far apart
// two units are does not count. Fit refuses a sample without values
// ([indicators.ErrMissing]) and one whose values are all equal
// ([indicators.ErrConstant]).
//
// Source: OECD and JRC (2008), Handbook on Constructing Composite Indicators,
// step 5, ranking.
type Rank struct{}

var _ Normalizer = Rank{}

// Fit gives a [RankScale].
func (Rank) Fit(s Sample) (Scale, error) {
	scale := RankScale{Direction: s.Indicator.Direction}
	x, err := s.better(&scale.Target)
	if err != nil {
		return nil, s.fail(err)
	}
	scale.Sorted = slices.Clone(x)
	slices.Sort(scale.Sorted)
	return scale, nil
}

// RankScale is the scale of a [Rank]: the values of the sample in ascending
// order, or their distances from the Target for Direction target. A value that
// is not among them stands half a place above the next worse one, so that a new
// unit can be placed on the scale of an old sample: from 0.5 to n + 0.5.
type RankScale struct {
	Direction indicators.Direction `json:"direction"`
	Target    *indicators.Range    `json:"target,omitempty"`
	Sorted    []float64            `json:"sorted"`
}

var _ Scale = RankScale{}

// At returns the score of x in O(log n); the class is ignored.
func (s RankScale) At(x float64, _ string) float64 {
	if math.IsNaN(x) {
		return x
	}
	if s.Target != nil {
		x = distance(*s.Target, x)
	}
	below := sort.SearchFloat64s(s.Sorted, x)
	upTo := below + sort.Search(len(s.Sorted)-below, func(i int) bool { return s.Sorted[below+i] > x })
	rank := float64(below+upTo+1) / 2
	if s.Direction == indicators.Higher {
		return rank
	}
	return float64(len(s.Sorted)+1) - rank
}

// String gives "rank among 23 values, the largest has 23", or the smallest, or
// the one nearest to a target.
func (s RankScale) String() string {
	best := "largest"
	switch {
	case s.Target != nil:
		best = "nearest to " + span(s.Target.Lo, s.Target.Hi)
	case s.Direction == indicators.Lower:
		best = "smallest"
	}
	return fmt.Sprintf("rank among %d values, the %s has %d", len(s.Sorted), best, len(s.Sorted))
}

// check says why s is no scale.
func (s RankScale) check() error {
	if len(s.Sorted) == 0 || !slices.IsSorted(s.Sorted) || !finite(s.Sorted...) {
		return fmt.Errorf("%w: a rank scale needs finite values in ascending order", indicators.ErrValue)
	}
	return checkDirection(s.Direction, s.Target)
}
