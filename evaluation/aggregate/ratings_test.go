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

// printedTo compares with figures of a page, within half a unit of its last digit.
func printedTo(t *testing.T, half float64, want, got []float64) {
	t.Helper()
	require.Len(t, got, len(want))
	for i := range want {
		assert.InDelta(t, want[i], got[i], half)
	}
}

func TestMABACAndARASPeers(t *testing.T) {
	for _, c := range []struct {
		file string
		a    aggregate.Aggregator
		p    []prepared
	}{
		{"pymcdm/mabac", aggregate.MABAC{}, []prepared{minMax, negated}},
		{"pymcdm/aras", aggregate.ARAS{}, []prepared{reciprocal, toBest}},
	} {
		in, out := peer[struct{ Score []float64 }](t, c.file)
		for name, x := range in {
			for _, p := range c.p {
				g, w := x.group(p)
				near(t, out[name].Score, scored(t, c.a, g, w), 0.1, c.file, name)
			}
		}
	}
}

// TestMABACPublished: the case in the tests of JMcDM (commit 9bd395a4), to its 5 digits.
func TestMABACPublished(t *testing.T) {
	g, w := peerCase{
		Matrix: [][]float64{
			{2, 1, 4, 7, 6, 6, 7, 3000},
			{4, 1, 5, 6, 7, 7, 6, 3500},
			{3, 2, 6, 6, 5, 6, 8, 4000},
			{5, 1, 5, 7, 6, 7, 7, 3000},
			{4, 2, 5, 6, 7, 7, 6, 3000},
			{3, 2, 6, 6, 6, 6, 6, 3500},
		},
		Types:   []float64{1, 1, 1, 1, 1, 1, 1, -1},
		Weights: []float64{0.293, 0.427, 0.067, 0.027, 0.053, 0.027, 0.053, 0.053},
	}.group(minMax)
	printedTo(t, 5e-6, []float64{-0.31132, -0.10898, 0.20035, 0.04218, 0.34452, 0.20035}, scored(t, aggregate.MABAC{}, g, w))
}

// TestMAIRCAPublished: sites of a depot, Gigović and others (2016), as the tests of
// scikit-criteria quote them, within 1e-4; and the case in the tests of JMcDM (commit
// 9bd395a4).
func TestMAIRCAPublished(t *testing.T) {
	gaps := func(c peerCase) []float64 {
		g, w := c.group(minMax)
		return mapped(scored(t, aggregate.MAIRCA{}, g, w), func(x float64) float64 { return 1/float64(len(c.Matrix)) - x })
	}
	printedTo(t, 1e-4, []float64{0.0427, 0.0548, 0.0919, 0.0592, 0.0631, 0.0637, 0.0483, 0.0658}, gaps(peerCase{
		Matrix: [][]float64{
			{3.828, 5.000, 3.720, 2.723, 4.255},
			{4.675, 5.000, 3.000, 3.452, 2.587},
			{4.515, 4.836, 3.289, 3.491, 4.069},
			{4.421, 5.000, 3.555, 2.839, 4.397},
			{4.717, 5.000, 3.430, 4.401, 1.000},
			{4.695, 5.000, 3.925, 3.847, 1.000},
			{4.688, 5.000, 2.000, 4.99, 1.000},
			{4.688, 5.000, 3.971, 4.001, 1.000},
		},
		Types: []float64{-1, 1, -1, -1, -1}, Weights: []float64{0.2016, 0.2304, 0.2232, 0.1912, 0.1536},
	}))
	printedTo(t, 1e-4, []float64{0.1206454, 0.0806646, 0.1458627, 0.1454237}, gaps(peerCase{
		Matrix: [][]float64{
			{6.952, 8.000, 6.649, 7.268, 8.000, 7.652, 6.316},
			{7.319, 7.319, 6.604, 7.319, 8.000, 7.652, 5.313},
			{7.000, 7.319, 7.652, 6.952, 7.652, 6.952, 4.642},
			{7.319, 6.952, 6.649, 7.319, 7.652, 6.649, 5.000},
		},
		Types: []float64{1, 1, 1, 1, 1, 1, -1}, Weights: []float64{0.172, 0.165, 0.159, 0.129, 0.112, 0.122, 0.140},
	}))
}

// TestARASPublished: the case in the tests of JMcDM (commit 9bd395a4).
func TestARASPublished(t *testing.T) {
	g, w := peerCase{
		Matrix: [][]float64{
			{105000, 105, 10, 4, 300, 10}, {120000, 110, 15, 4, 500, 8}, {150000, 120, 12, 3, 550, 12}, {115000, 105, 20, 4, 600, 9}, {135000, 115, 15, 5, 400, 9},
		},
		Types: []float64{-1, 1, -1, 1, 1, -1}, Weights: []float64{0.05, 0.20, 0.10, 0.15, 0.10, 0.40},
	}.group(reciprocal)
	printedTo(t, 5e-9, []float64{0.81424068, 0.89288620, 0.76415790, 0.84225462, 0.86540635}, scored(t, aggregate.ARAS{}, g, w))
}

// TestCoCoSoPublished: the case in the tests of JMcDM (commit 9bd395a4).
func TestCoCoSoPublished(t *testing.T) {
	g, w := peerCase{
		Matrix: [][]float64{
			{60, 0.40, 2540, 500, 990},
			{6.35, 0.15, 1016, 3000, 1041},
			{6.8, 0.10, 1727.2, 1500, 1676},
			{10, 0.20, 1000, 2000, 965},
			{2.5, 0.10, 560, 500, 915},
			{4.5, 0.08, 1016, 350, 508},
			{3, 0.10, 1778, 1000, 920},
		},
		Types: []float64{1, -1, 1, 1, 1}, Weights: []float64{0.036, 0.192, 0.326, 0.326, 0.120},
	}.group(minMax)
	got := scored(t, aggregate.CoCoSo{}, g, w)
	near(t, []float64{2.0413128390265998, 2.787989783418825, 2.8823497955972495, 2.4160457689259287, 1.2986918936013303, 1.4431429073391682, 2.519094173200623}, got, 0)
	assert.Equal(t, got, scored(t, aggregate.CoCoSo{Sum: 3, Powers: 3}, g, w))
	assert.NotEqual(t, got, scored(t, aggregate.CoCoSo{Sum: 1}, g, w))
}

// TestRAMPublished: Sotoudeh-Anvari (2023), as the tests of JMcDM quote it (commit
// 6a0923cd), within 2e-5, since the printed matrix is rounded; the places are the same.
func TestRAMPublished(t *testing.T) {
	c := peerCase{
		Matrix: [][]float64{
			{0.068, 0.066, 0.150, 0.098, 0.156, 0.114, 0.098},
			{0.078, 0.076, 0.108, 0.136, 0.082, 0.171, 0.105},
			{0.157, 0.114, 0.128, 0.083, 0.108, 0.113, 0.131},
			{0.106, 0.139, 0.058, 0.074, 0.132, 0.084, 0.120},
			{0.103, 0.187, 0.125, 0.176, 0.074, 0.064, 0.057},
			{0.105, 0.083, 0.150, 0.051, 0.134, 0.094, 0.113},
			{0.137, 0.127, 0.056, 0.133, 0.122, 0.119, 0.114},
			{0.100, 0.082, 0.086, 0.060, 0.062, 0.109, 0.093},
			{0.053, 0.052, 0.043, 0.100, 0.050, 0.078, 0.063},
			{0.094, 0.074, 0.097, 0.087, 0.080, 0.054, 0.106},
		},
		Types: []float64{1, -1, -1, 1, 1, 1, 1}, Weights: []float64{0.132, 0.135, 0.138, 0.162, 0.09, 0.223, 0.120},
	}
	g, w := c.group(reciprocal)
	got := scored(t, aggregate.RAM{Costs: []string{"c2", "c3"}}, g, w)
	printedTo(t, 2e-5, []float64{1.433215, 1.439243, 1.435296, 1.432197, 1.42788, 1.43012, 1.439444, 1.430766, 1.429406, 1.428773}, got)
	assert.Equal(t, []int{4, 2, 3, 5, 10, 7, 1, 6, 8, 9}, placeOf(got))

	// The formula in plain loops over the raw values.
	for i := range got {
		var good, bad float64
		for j, wj := range w {
			var sum float64
			for _, row := range c.Matrix {
				sum += row[j]
			}
			if y := wj * c.Matrix[i][j] / sum; c.cost(j) {
				bad += y
			} else {
				good += y
			}
		}
		assert.InDelta(t, math.Pow(2+good, 1/(2+bad)), got[i], 1e-14)
	}
}

// TestRatingsAreMeans: MABAC and MAIRCA rank as the weighted mean of min-max scores does.
func TestRatingsAreMeans(t *testing.T) {
	in, _ := peer[struct{ Score []float64 }](t, "pymcdm/mabac")
	for _, c := range in {
		g, w := c.group(minMax)
		mean := scored(t, aggregate.Arithmetic{}, g, w)
		assert.Equal(t, placeOf(mean), placeOf(scored(t, aggregate.MABAC{}, g, w)))
		near(t, mean, mapped(scored(t, aggregate.MAIRCA{}, g, w), func(x float64) float64 { return x * float64(len(mean)) }), 0)
	}
}

func TestRatingsRefuse(t *testing.T) {
	w := []float64{0.5, 0.5}
	g := weights.Group{Parent: "p", Codes: []string{"a", "b"}, Scores: weights.Columns{{0, 5}, {0, 3}}}
	require.ErrorIs(t, aggregate.CoCoSo{}.Aggregate(make([]float64, 2), g, w), basis.ErrDomain, "a unit of nothing")
	require.ErrorIs(t, aggregate.CoCoSo{Sum: -1, Powers: 1}.Aggregate(make([]float64, 2), g, w), basis.ErrValue)
	require.NoError(t, aggregate.ARAS{}.Aggregate(make([]float64, 2), g, w))
	g.Scores = weights.Columns{{0, -5}, {0, 0}}
	for _, a := range []aggregate.Aggregator{aggregate.ARAS{}, aggregate.RAM{}} {
		err := a.Aggregate(make([]float64, 2), g, w)
		require.ErrorIs(t, err, basis.ErrDomain)
		require.ErrorIs(t, err, basis.ErrConstant)
		assert.Equal(t, []string{"a/1", "b/-1"}, cells(err))
	}
	assert.Equal(t, []string{"a/1"}, cells(aggregate.CoCoSo{}.Aggregate(make([]float64, 2), g, w)))
	err := aggregate.RAM{Costs: []string{"a"}}.Aggregate(make([]float64, 2), g, w)
	assert.Equal(t, []string{"a/0", "a/1", "b/-1"}, cells(err))
	g.Scores = weights.Columns{{1, 2}, {7, 7}}
	for _, a := range []aggregate.Aggregator{aggregate.MABAC{}, aggregate.MAIRCA{}} {
		err := a.Aggregate(make([]float64, 2), g, w)
		require.ErrorIs(t, err, basis.ErrConstant)
		assert.Equal(t, []string{"b/-1"}, cells(err))
	}
	one := weights.Group{Parent: "p", Codes: []string{"a", "b"}, Scores: weights.Columns{{4}, {7}}}
	assert.InDelta(t, 1, scored(t, aggregate.ARAS{}, one, w)[0], 1e-15)
	assert.InDelta(t, math.Cbrt(2)+4./3, scored(t, aggregate.CoCoSo{}, one, w)[0], 1e-15)
}
