package aggregate_test

import (
	"encoding/json"
	"math"
	"os"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/countyeval/countyeval/evaluation/aggregate"
	"github.com/countyeval/countyeval/indicators"
	"github.com/countyeval/countyeval/indicators/basis"
	"github.com/countyeval/countyeval/indicators/normalize"
	"github.com/countyeval/countyeval/weights"
)

// bounded gives SPOTIS the bounds of raw values; a cost's are turned with it.
func bounded(c peerCase, bounds [][]float64) aggregate.SPOTIS {
	out := aggregate.SPOTIS{By: map[string]indicators.Range{}}
	for j, b := range bounds {
		r := indicators.Range{Lo: b[0], Hi: b[1]}
		if c.cost(j) {
			r = indicators.Range{Lo: -b[1], Hi: -b[0]}
		}
		out.By["c"+string(rune('1'+j))] = r
	}
	return out
}

func less(x float64) float64 { return 1 - x }

func TestSPOTISPeers(t *testing.T) {
	in, out := peer[struct{ Score []float64 }](t, "pymcdm/spotis")
	var doc struct {
		Params map[string]struct{ Bounds [][]float64 }
	}
	b, err := os.ReadFile("testdata/golden/pymcdm/spotis.json")
	require.NoError(t, err)
	require.NoError(t, json.Unmarshal(b, &doc))
	for name, c := range in {
		g, w := c.group(negated)
		near(t, out[name].Score, mapped(scored(t, bounded(c, doc.Params[name].Bounds), g, w), less), 0, name)
	}
	// scikit-criteria takes the extremes of the group for bounds if none are given,
	// which gives the point of the method away; with them ours agrees.
	in, out = peer[struct{ Score []float64 }](t, "scikit-criteria/spotis")
	for name, c := range in {
		g, w := c.group(minMax)
		near(t, out[name].Score, mapped(scored(t, aggregate.SPOTIS{Bounds: indicators.Range{Lo: 0, Hi: 1}}, g, w), less), 0, name)
	}
}

// TestSPOTISPublished: Dezert and others (2020), example 2, four cars, 4 decimals as
// in the tests of JMcDM (commit 1967c60d), whose tolerance is 0.0002.
func TestSPOTISPublished(t *testing.T) {
	c := peerCase{
		Matrix: [][]float64{
			{15000, 4.3, 99, 42, 737},
			{15290, 5.0, 116, 42, 892},
			{15350, 5.0, 114, 45, 952},
			{15490, 5.3, 123, 45, 1120},
		},
		Types:   []float64{-1, -1, -1, 1, 1},
		Weights: []float64{5, 4, 4, 1, 3},
	}
	g, w := c.group(negated)
	got := scored(t, bounded(c, [][]float64{{14000, 16000}, {3, 8}, {80, 140}, {35, 60}, {650, 1300}}), g, w)
	assert.InDeltaSlice(t, []float64{0.4779, 0.5781, 0.5558, 0.5801}, mapped(got, less), 2e-4)
	assert.Equal(t, []int{1, 3, 2, 4}, placeOf(got))
}

func TestSPOTISRules(t *testing.T) {
	w := []float64{0.25, 0.75}
	g := weights.Group{Parent: "p", Codes: []string{"a", "b"}, Scores: weights.Columns{{0, 80}, {100, 60}}}
	near(t, []float64{0.75, 0.65}, scored(t, aggregate.SPOTIS{}, g, w), 0, "0 to 100")
	g.Scores = weights.Columns{{-1, 80}, {100, 100.5}}
	err := aggregate.SPOTIS{}.Aggregate(make([]float64, 2), g, w)
	require.ErrorIs(t, err, basis.ErrDomain)
	assert.Equal(t, []string{"a/0", "b/1"}, cells(err))
	for _, r := range []indicators.Range{{Lo: 2, Hi: 2}, {}, {Lo: 0, Hi: math.Inf(1)}} {
		require.ErrorIs(t, aggregate.SPOTIS{By: map[string]indicators.Range{"a": r}}.Aggregate(make([]float64, 2), g, w), basis.ErrValue)
	}
	by := aggregate.SPOTIS{By: map[string]indicators.Range{"b": {Lo: 0, Hi: 1}, "a": {Lo: 0, Hi: 1}}}
	assert.Equal(t, []string{"a", "b"}, named(by))
	assert.Equal(t, []string{"a", "b"}, named(aggregate.Present{Of: by}))
	assert.Empty(t, named(aggregate.Present{}))
}

// TestSPOTISExpectedPoint: Dezert and others (2020), example 2, criterion c1, from 14,000 to
// 16,000 with the expected solution point 14,700: the first car, at 15,000, is 0.1500 off
// it, of the whole range. By the way to the farther goalpost it would be 0.2308.
func TestSPOTISExpectedPoint(t *testing.T) {
	in := indicators.Indicator{Code: "c1", Direction: indicators.Target, Target: &indicators.Range{Lo: 14700, Hi: 14700}, Bounds: &indicators.Range{Lo: 14000, Hi: 16000}}
	for _, c := range []struct {
		n    normalize.MinMax
		want float64
	}{{normalize.MinMax{Whole: true}, 0.1500}, {normalize.MinMax{}, 0.2308}, {normalize.MinMax{Lo: 20, Hi: 60, Whole: true}, 0.1500}} {
		scale, err := c.n.Fit(normalize.Sample{Indicator: in, X: []float64{15000, 15290, 15350, 15490}})
		require.NoError(t, err)
		g := weights.Group{Parent: "p", Codes: []string{"c1"}, Scores: weights.Columns{{scale.At(15000, "")}}}
		a := aggregate.SPOTIS{Bounds: indicators.Range{Lo: c.n.Lo, Hi: c.n.Hi}}
		assert.InDelta(t, c.want, 1-scored(t, a, g, []float64{1})[0], 5e-5)
	}
}
