package evaluation_test

import (
	"cmp"
	"fmt"
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/countyeval/countyeval/evaluation"
	"github.com/countyeval/countyeval/indicators"
)

// TestOrderOfMany: 60,000 units in 500 classes, many tied and some kept out, stand as
// one plain sort of the whole puts them, though it is done class by class on all cores.
func TestOrderOfMany(t *testing.T) {
	f := framework(t, indicators.Indicator{Code: "total", Children: []indicators.Indicator{{Code: "x", Bounds: &indicators.Range{Lo: 0, Hi: 100}}}})
	r := rand.New(rand.NewPCG(7, 7)) //nolint:gosec // figures of a test
	type row struct {
		code, class string
		first, out  int // of the class; 1: kept out
		x           float64
	}
	rows := make([]row, 60_000)
	units, x := make([]indicators.Unit, len(rows)), make([]float64, len(rows))
	var rulings []evaluation.Ruling
	first := map[string]int{}
	for i := range rows {
		class := fmt.Sprintf("k%d", r.IntN(500))
		if _, ok := first[class]; !ok {
			first[class] = i
		}
		rows[i] = row{code: fmt.Sprintf("u%d", i), class: class, first: first[class], x: float64(r.IntN(50))}
		if r.IntN(97) == 0 {
			rows[i].out = 1
			rulings = append(rulings, evaluation.Ruling{Unit: rows[i].code, Effect: evaluation.NotRanked, Reason: "closed", Document: "1"})
		}
		units[i], x[i] = indicators.Unit{Code: rows[i].code, Class: class}, rows[i].x
	}
	tab, err := indicators.NewTable(f, units, map[string][]float64{"x": x}, nil)
	require.NoError(t, err)
	res, err := evaluation.Model{}.Evaluate(tab, rulings)
	require.NoError(t, err)
	ranking, err := evaluation.Decision{Own: true}.Rank(res)
	require.NoError(t, err)

	slices.SortStableFunc(rows, func(a, b row) int {
		if a.first == b.first && a.out == 1 && b.out == 1 {
			return 0
		}
		return cmp.Or(a.first-b.first, a.out-b.out, cmp.Compare(b.x, a.x))
	})
	require.Len(t, ranking.Places, len(rows))
	rank := 0
	for i, p := range ranking.Places {
		want := rows[i]
		require.Equal(t, want.code, p.Unit.Code, "place %d", i)
		if i == 0 || rows[i-1].first != want.first {
			rank = 0
		}
		rank++
		switch {
		case want.out == 1:
			assert.Zero(t, p.Rank)
		case rank > 1 && rows[i-1].x == want.x:
			assert.Equal(t, ranking.Places[i-1].Rank, p.Rank)
		default:
			assert.Equal(t, rank, p.Rank)
		}
	}
}
