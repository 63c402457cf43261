package outranking_test

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/countyeval/countyeval/evaluation/outranking"
)

// TestELECTREIPrintedCandidates: five candidates for a promotion on five criteria of one
// scale, the second example of the course Decision Engineering of the Université libre de
// Bruxelles as mlwiki.org (ELECTRE) prints it. Of A and B the printed working has 0.5 and
// 0.75, and the printed table the two exchanged; the weight of the third criterion is 25 in
// the printed sums, and 15 at its head; D over B is printed as 0.25, without the first criterion,
// on which both have 11. The other 17 figures are as printed. Of the discordance four maxima are printed.
func TestELECTREIPrintedCandidates(t *testing.T) {
	g := group([]float64{7, 11, 15, 11, 16}, []float64{12, 18, 6, 8, 10}, []float64{13, 13, 14, 19, 10}, []float64{18, 16, 19, 13, 19}, []float64{10, 20, 16, 14, 20})
	w := []float64{0.15, 0.15, 0.25, 0.25, 0.2}
	s, err := outranking.ELECTREI{Concordance: 0.6, Discordance: 0.5}.Solve(g, w)
	require.NoError(t, err)
	for a, row := range [][]float64{
		{1, 0.5, 0.15, 0.4, 0.4},
		{0.75, 1, 0.35, 0.75, 0.6},
		{0.85, 0.65, 1, 0.6, 0.5},
		{0.6, 0.4, 0.4, 1, 0.25},
		{0.6, 0.6, 0.75, 0.75, 1},
	} {
		for b, want := range row {
			assert.InDelta(t, want, s.Concordance[a][b], 1e-12, "%c over %c", 'A'+a, 'A'+b)
		}
	}
	const delta = 12 // of the second criterion, from 6 to 18
	for pair, most := range map[[2]int]float64{{0, 1}: 10, {1, 0}: 2, {0, 2}: 8, {2, 0}: 6} {
		assert.InDelta(t, most/delta, s.Discordance[pair[0]][pair[1]], 1e-12, "%v", pair)
	}
	assert.Contains(t, s.Outranks[1], 0, "0.75, and a difference of 2")
	assert.NotContains(t, s.Outranks[0], 1, "0.5")
	assert.NotContains(t, s.Outranks[0], 2, "0.15, and a difference of 8")
}

// TestELECTREIPrintedCars: the sums of weights of six cars, of the first example there; the
// words are levels, and the price is counted downward. Car 6 is in the printed result and not
// in the printed data, and is left out here.
func TestELECTREIPrintedCars(t *testing.T) {
	g := group([]float64{-300, -250, -250, -200, -200, -100}, []float64{2, 2, 1, 1, 1, 0}, []float64{2, 1, 2, 2, 1, 1}, []float64{2, 2, 2, 1, 2, 1})
	s, err := outranking.ELECTREI{}.Solve(g, []float64{5.0 / 15, 4.0 / 15, 3.0 / 15, 3.0 / 15})
	require.NoError(t, err)
	for a, row := range [][]float64{
		{15, 10, 10, 10, 10, 10},
		{12, 15, 12, 7, 10, 10},
		{11, 11, 15, 10, 10, 10},
		{8, 8, 12, 15, 12, 10},
		{8, 11, 12, 12, 15, 10},
		{5, 8, 5, 8, 8, 15},
	} {
		for b, want := range row {
			assert.InDelta(t, want/15, s.Concordance[a][b], 1e-12, "%d over %d", a, b)
		}
	}
}
