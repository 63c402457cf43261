package main

import (
	"math"
	"slices"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/countyeval/countyeval/indicators/exact"
)

// TestSearch: whatever the figures and however they are shared out, the search finds the
// quantiles that the library finds of all of them, to the last bit.
func TestSearch(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		figure := rapid.OneOf(rapid.Float64Range(-1e300, 1e300), rapid.Float64Range(0, 1), rapid.Map(rapid.IntRange(-3, 3), func(i int) float64 { return float64(i) / 10 }))
		x := rapid.SliceOfN(figure, 1, 200).Draw(t, "x")
		machines := rapid.IntRange(1, 5).Draw(t, "machines")
		var s Search
		for round := range rounds {
			sum := map[uint64]int64{}
			for m := range machines {
				counts := map[uint64]int64{}
				for i := m; i < len(x); i += machines {
					s.digits(round, x[i]+0, counts)
				}
				for b, n := range counts {
					sum[b] += n
				}
			}
			s.next(round, sum)
		}
		got := s.border()
		slices.Sort(x)
		require.EqualValues(t, len(x), got.N)
		require.Equal(t, exact.Quantile(x, low).Float()+0, got.Lo)
		require.Equal(t, exact.Quantile(x, high).Float()+0, got.Hi)
	})
}

func TestOrdered(t *testing.T) {
	x := []float64{-math.MaxFloat64, -1.5, -1, -math.SmallestNonzeroFloat64, 0, math.SmallestNonzeroFloat64, 1, 1.5, math.MaxFloat64}
	for i, v := range x {
		assert.Equal(t, v, unordered(ordered(v)))
		if i > 0 {
			assert.Less(t, ordered(x[i-1]), ordered(v))
		}
	}
}
