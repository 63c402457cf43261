package aggregate_test

import (
	"encoding/csv"
	"os"
	"strconv"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/countyeval/countyeval/evaluation/aggregate"
	"github.com/countyeval/countyeval/indicators"
	"github.com/countyeval/countyeval/indicators/basis"
	"github.com/countyeval/countyeval/weights"
)

// TestTOPSISPeers: pymcdm 1.4.0, scikit-criteria 0.9 and pyDecision 4.9.1 normalize
// inside the method. With their normalization as ours, closeness agrees to 1e-9.
func TestTOPSISPeers(t *testing.T) {
	type pymcdm struct{ Score []float64 }
	for file, p := range map[string]prepared{
		"topsis__minmax": minMax,
		"topsis__vector": vectorReversed,
		"topsis__linear": toBest,
	} {
		in, out := peer[pymcdm](t, "pymcdm/"+file)
		for name, c := range in {
			g, w := c.group(p)
			near(t, out[name].Score, scored(t, aggregate.TOPSIS{}, g, w), 0, file, name)
		}
	}
	type skcriteria struct {
		Similarity  []float64
		Ideal       []float64
		AntiIdeal   []float64 `json:"anti_ideal"`
		WeightsUsed []float64 `json:"weights_used"`
	}
	for file, d := range map[string]aggregate.Distance{"topsis": aggregate.Euclidean, "topsis_cityblock": aggregate.CityBlock} {
		in, out := peer[skcriteria](t, "scikit-criteria/"+file)
		for name, c := range in {
			g, w := c.group(vectorNegated)
			a := aggregate.TOPSIS{Distance: d}
			near(t, out[name].Similarity, scored(t, a, g, w), 0, file, name)
			s, err := a.Solve(g, w)
			require.NoError(t, err)
			assert.Equal(t, g.Codes, s.Codes)
			for j, ideal := range out[name].Ideal { // theirs are times the weights
				assert.InDelta(t, ideal, s.Best[j]*out[name].WeightsUsed[j], 1e-12)
				assert.InDelta(t, out[name].AntiIdeal[j], s.Worst[j]*out[name].WeightsUsed[j], 1e-12)
			}
		}
	}
	in, out := peer[[]float64](t, "pydecision/topsis")
	for name, c := range in {
		g, w := c.group(vectorNegated)
		near(t, out[name], scored(t, aggregate.TOPSIS{}, g, w), 0, "pydecision", name)
	}
}

// TestTOPSISLeaveOneOut: the ranks that are left when one unit goes, by pymcdm.
func TestTOPSISLeaveOneOut(t *testing.T) {
	in, out := peerOne[struct{ Rankings [][]float64 }](t, "pymcdm/whatif_leave_one_out")
	for left := range in.Matrix {
		c := in
		c.Matrix = append(append([][]float64{}, in.Matrix[:left]...), in.Matrix[left+1:]...)
		g, w := c.group(vectorReversed)
		places := placeOf(scored(t, aggregate.TOPSIS{}, g, w))
		want := append(append([]float64{}, out.Rankings[left+1][:left]...), out.Rankings[left+1][left+1:]...)
		for i, p := range places {
			assert.InDelta(t, want[i], float64(p), 0)
		}
	}
	in, sk := peerOne[struct {
		OriginalRank []int `json:"original_rank"`
	}](t, "scikit-criteria/whatif_rank_invariance_original")
	g, w := in.group(vectorNegated)
	assert.Equal(t, sk.OriginalRank, placeOf(scored(t, aggregate.TOPSIS{}, g, w)))
}

// TestTOPSISPublished: Tzeng and Huang (2011), 4 alternatives by 3 criteria,
// printed with 4 decimals; Opricovic and Tzeng (2004), min-max scores, 3 decimals.
func TestTOPSISPublished(t *testing.T) {
	c := peerCase{
		Matrix:  [][]float64{{5, 8, 4}, {7, 6, 8}, {8, 8, 6}, {7, 4, 6}},
		Types:   []float64{1, 1, 1},
		Weights: []float64{0.3, 0.4, 0.3},
	}
	g, w := c.group(vectorNegated)
	assert.InDeltaSlice(t, []float64{0.5037, 0.6581, 0.7482, 0.3340}, scored(t, aggregate.TOPSIS{}, g, w), 5e-5)
	g, w = mountain.group(minMax)
	assert.InDeltaSlice(t, []float64{0.500, 0.617, 0.500}, scored(t, aggregate.TOPSIS{}, g, w), 5e-4)
}

// mountain is the example of Opricovic and Tzeng (2004): risk (a cost) and
// altitude of three climbs.
var mountain = peerCase{
	Matrix:  [][]float64{{1, 3000}, {2, 3750}, {5, 4500}},
	Types:   []float64{-1, 1},
	Weights: []float64{0.5, 0.5},
}

// TestTOPSISRivers: 20 rivers of the R package mathmodels: ph best at 7, nutrient
// best from 10 to 20, germ count a cost, entropy weights as printed (7 decimals).
func TestTOPSISRivers(t *testing.T) {
	f, err := os.Open("testdata/published/water_quality.csv")
	require.NoError(t, err)
	defer func() { require.NoError(t, f.Close()) }()
	rows, err := csv.NewReader(f).ReadAll()
	require.NoError(t, err)
	x := make([][]float64, 5)
	for _, row := range rows[1:] {
		for j := range x {
			v, err := strconv.ParseFloat(row[j+1], 64)
			require.NoError(t, err)
			x[j] = append(x[j], v)
		}
	}
	require.Len(t, x[0], 20)
	toTarget := func(x []float64, lo, hi float64) []float64 { // 1 inside, falling to 0 at the farthest
		far := mapped(x, func(v float64) float64 { return max(lo-v, v-hi, 0) })
		_, most := extremes(far)
		return mapped(far, func(d float64) float64 { return 1 - d/most })
	}
	g := weights.Group{Parent: "quality", Codes: []string{"oxygen", "ph", "germs", "nutrient"}, Scores: weights.Columns{
		vectorNegated(x[0], false), vectorNegated(toTarget(x[1], 7, 7), false), vectorNegated(x[2], true), vectorNegated(toTarget(x[3], 10, 20), false),
	}}
	w := []float64{0.3153202, 0.1813149, 0.3506929, 0.1526721}
	sum := mean(w) * 4
	w = mapped(w, func(v float64) float64 { return v / sum })
	assert.InDeltaSlice(t, x[4], scored(t, aggregate.TOPSIS{}, g, w), 1e-6)
}

func TestTOPSISIdeal(t *testing.T) {
	hundred := indicators.Range{Lo: 0, Hi: 100}
	g := weights.Group{Parent: "p", Codes: []string{"a", "b"}, Scores: weights.Columns{{50, 100, 30}, {50, 100, 0}}}
	w := []float64{0.5, 0.5}
	a := aggregate.TOPSIS{Ideal: hundred}
	assert.False(t, a.RelativeToGroup())
	got := scored(t, a, g, w)
	assert.InDelta(t, 0.5, got[0], 1e-15)
	assert.InDelta(t, 1, got[1], 0)
	one := weights.Group{Parent: "p", Codes: g.Codes, Scores: weights.Columns{{30}, {0}}}
	assert.Equal(t, got[2], scored(t, a, one, w)[0], "the group does not matter")
	// A mean of 100s may come out as a last bit more than 100.
	one.Scores = weights.Columns{{100.00000000000001}, {100}}
	assert.InDelta(t, 1, scored(t, a, one, w)[0], 1e-12)
	one.Scores = weights.Columns{{101}, {-2}}
	err := a.Aggregate(make([]float64, 1), one, w)
	require.ErrorIs(t, err, basis.ErrDomain)
	assert.ElementsMatch(t, []string{"a/0", "b/0"}, cells(err))
	require.ErrorIs(t, aggregate.TOPSIS{Ideal: indicators.Range{Lo: 5, Hi: 5}}.Aggregate(make([]float64, 1), one, w), basis.ErrValue)
	require.ErrorIs(t, aggregate.TOPSIS{Distance: 7}.Aggregate(make([]float64, 1), one, w), basis.ErrValue)
	assert.Equal(t, []string{"euclidean", "city block", "Distance(7)"}, []string{aggregate.Euclidean.String(), aggregate.CityBlock.String(), aggregate.Distance(7).String()})
}

// TestTOPSISExtremes: distances whose squares leave the range of float64.
func TestTOPSISExtremes(t *testing.T) {
	w := []float64{0.5, 0.5}
	for _, f := range []float64{1e-200, 1e200} {
		g := weights.Group{Parent: "p", Codes: []string{"a", "b"}, Scores: weights.Columns{{0, f, 3 * f}, {f, 0, 2 * f}}}
		got := scored(t, aggregate.TOPSIS{}, g, w)
		plain := weights.Group{Parent: "p", Codes: g.Codes, Scores: weights.Columns{{0, 1, 3}, {1, 0, 2}}}
		near(t, scored(t, aggregate.TOPSIS{}, plain, w), got, 1)
	}
}
