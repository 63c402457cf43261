package aggregate_test

import (
	"math"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/countyeval/countyeval/evaluation/aggregate"
	"github.com/countyeval/countyeval/indicators/basis"
	"github.com/countyeval/countyeval/weights"
)

// TestBordaPublished: OECD handbook (2008), tables 25 and 26: 21 voters in four
// groups rank a, b, c, d; the Borda scores are 24, 44, 38, 20. Tables 28 to 33
// have two more votes; to drop d from the last reverses the order of a, b and c.
func TestBordaPublished(t *testing.T) {
	profiles := func(w []float64, votes ...string) (weights.Group, []float64) {
		g := weights.Group{Parent: "vote"}
		var sum float64
		for _, x := range w {
			sum += x
		}
		shares := make([]float64, len(w))
		for j, v := range votes {
			col := make([]float64, len(v))
			for place, unit := range v {
				col[unit-'a'] = float64(len(v) - place)
			}
			g.Codes, g.Scores = append(g.Codes, v), append(g.Scores, col)
			shares[j] = w[j] / sum
		}
		return g, shares
	}
	voters := func(n float64, got []float64) []float64 {
		return mapped(got, func(x float64) float64 { return x * n })
	}
	g, w := profiles([]float64{3, 5, 7, 6}, "abcd", "acbd", "bdca", "cbda")
	near(t, []float64{24, 44, 38, 20}, voters(21, scored(t, aggregate.Borda{}, g, w)), 0)
	g, w = profiles([]float64{23, 17, 2, 10, 8}, "abc", "bca", "bac", "cab", "cba")
	near(t, []float64{58, 69, 53}, voters(60, scored(t, aggregate.Borda{}, g, w)), 0)
	g, w = profiles([]float64{3, 2, 2}, "cbad", "badc", "adcb")
	near(t, []float64{13, 12, 11, 6}, voters(7, scored(t, aggregate.Borda{}, g, w)), 0)
	g, w = profiles([]float64{3, 2, 2}, "cba", "bac", "acb")
	near(t, []float64{6, 7, 8}, voters(7, scored(t, aggregate.Borda{}, g, w)), 0, "without d")
}

// TestBordaPeers: pyDecision 4.9.1 sums places from the best, and gives of equal
// values the first the better place. Ours lets them share, so that the order of
// the table does not matter.
func TestBordaPeers(t *testing.T) {
	in, out := peer[[]float64](t, "pydecision/borda")
	for name, c := range in {
		g, _ := c.group(negated)
		k, n := len(g.Codes), len(c.Matrix)
		sums := func() []float64 {
			return mapped(scored(t, aggregate.Borda{}, g, equal(k)), func(b float64) float64 { return float64(k) * (float64(n) - b) })
		}
		shared := sums()
		for j, col := range g.Scores { // break ties as they do: earlier rows first
			g.Scores[j] = mapped(col, func(x float64) float64 { return x })
			for i := range col {
				g.Scores[j][i] -= 1e-9 * float64(i)
			}
		}
		near(t, out[name], sums(), 0, name)
		assert.NotEqual(t, out[name], shared, name)
	}
}

func TestConsensus(t *testing.T) {
	g, w := maternal.group(minMax)
	methods := []aggregate.Aggregator{aggregate.TOPSIS{}, aggregate.VIKOR{}, aggregate.RankSumRatio{}, aggregate.GreyRelational{}}
	borda := scored(t, aggregate.Consensus{Of: methods}, g, w)
	copeland := scored(t, aggregate.Consensus{Of: methods, By: aggregate.Copeland{}}, g, w)
	points := make([]float64, 10)
	for _, m := range methods {
		for i, p := range placeOf(scored(t, m, g, w)) {
			points[i] += float64(10-p) / 4
		}
	}
	// RSR ties B with D and A with E, who share a place.
	points[1], points[3] = points[1]-0.125, points[3]-0.125
	points[0], points[4] = points[0]-0.125, points[4]-0.125
	near(t, points, borda, 1)
	assert.Equal(t, 1, placeOf(borda)[7])
	assert.InDelta(t, 9, copeland[7], 0, "H beats all others under each method")

	only := scored(t, aggregate.Consensus{Of: methods, Weights: []float64{0, 0, 2, 0}}, g, w)
	for i, p := range placeOf(scored(t, aggregate.RankSumRatio{}, g, w)) {
		assert.Equal(t, p, placeOf(only)[i])
	}
	assert.True(t, aggregate.Consensus{Of: methods}.RelativeToGroup())
	plain := aggregate.Consensus{Of: []aggregate.Aggregator{aggregate.Arithmetic{}, aggregate.Rows(nil)}, By: aggregate.Arithmetic{}}
	assert.False(t, plain.RelativeToGroup())
}

func TestConsensusRefuses(t *testing.T) {
	g, w := maternal.group(minMax)
	dst := make([]float64, 10)
	require.ErrorIs(t, aggregate.Consensus{}.Aggregate(dst, g, w), basis.ErrValue)
	require.ErrorIs(t, aggregate.Consensus{Of: []aggregate.Aggregator{nil}}.Aggregate(dst, g, w), basis.ErrValue)
	require.ErrorIs(t, aggregate.Consensus{Of: []aggregate.Aggregator{aggregate.Borda{}}, Weights: []float64{1, 2}}.Aggregate(dst, g, w), basis.ErrWeights)
	require.ErrorIs(t, aggregate.Consensus{Of: []aggregate.Aggregator{aggregate.Borda{}}, Weights: []float64{-1}}.Aggregate(dst, g, w), basis.ErrWeights)
	nan := aggregate.Rows(func([]float64, []float64) (float64, error) { return math.NaN(), nil })
	require.ErrorIs(t, aggregate.Consensus{Of: []aggregate.Aggregator{nan}}.Aggregate(dst, g, w), basis.ErrNumber)
	// Both methods refuse, and both are named.
	err := aggregate.Consensus{Of: []aggregate.Aggregator{aggregate.Geometric{}, aggregate.TOPSIS{Distance: 5}}}.Aggregate(dst, g, w)
	require.ErrorIs(t, err, aggregate.ErrZero)
	require.ErrorContains(t, err, "method 2, aggregate.TOPSIS")
	inner := aggregate.PROMETHEE{By: map[string]aggregate.Preference{"b": {}, "a": {}}}
	assert.Equal(t, []string{"a", "a", "b", "b"}, named(aggregate.Consensus{Of: []aggregate.Aggregator{aggregate.Borda{}, inner, inner}}))
	// The children of By are the methods, by number.
	by := func(name string) error {
		return aggregate.Consensus{Of: []aggregate.Aggregator{aggregate.Arithmetic{}, aggregate.Arithmetic{}}, By: aggregate.PROMETHEE{By: map[string]aggregate.Preference{name: {}}}}.Aggregate(dst, g, w)
	}
	require.NoError(t, by("2"))
	require.ErrorIs(t, by("3"), basis.ErrUnknown)
	require.ErrorIs(t, by("b"), basis.ErrUnknown)
}
