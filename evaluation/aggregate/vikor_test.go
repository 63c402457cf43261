package aggregate_test

import (
	"slices"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/countyeval/countyeval/evaluation/aggregate"
	"github.com/countyeval/countyeval/indicators/basis"
	"github.com/countyeval/countyeval/weights"
)

func solveVIKOR(t *testing.T, v aggregate.VIKOR, c peerCase) aggregate.VIKORSolution {
	t.Helper()
	g, w := c.group(negated)
	s, err := v.Solve(g, w)
	require.NoError(t, err)
	for i, score := range scored(t, v, g, w) {
		assert.InDelta(t, 1-s.Q[i], score, 0)
	}
	return s
}

func TestVIKORPeers(t *testing.T) {
	in, out := peer[struct{ Score []float64 }](t, "pymcdm/vikor")
	for name, c := range in {
		near(t, out[name].Score, solveVIKOR(t, aggregate.VIKOR{}, c).Q, 0.1, name)
	}
	type skcriteria struct {
		Rank       []int
		S          []float64 `json:"s_k"`
		R          []float64 `json:"r_k"`
		Q          []float64 `json:"q_k"`
		Advantage  bool      `json:"acceptable_advantage"`
		Stability  bool      `json:"acceptable_stability"`
		Compromise []int     `json:"compromise_set"`
	}
	sk, skOut := peer[skcriteria](t, "scikit-criteria/vikor")
	for name, c := range sk {
		want, got := skOut[name], solveVIKOR(t, aggregate.VIKOR{}, c)
		near(t, want.S, got.S, 0, name)
		near(t, want.R, got.R, 0, name)
		near(t, want.Q, got.Q, 0.1, name)
		assert.Equal(t, want.Advantage, got.Advantage, name)
		assert.Equal(t, want.Stability, got.Stability, name)
		slices.Sort(got.Compromise)
		assert.Equal(t, want.Compromise, got.Compromise, name)
	}
	sk, skOut = peer[skcriteria](t, "scikit-criteria/vikor_no_compromise")
	for name, c := range sk {
		g, w := c.group(negated)
		assert.Equal(t, skOut[name].Rank, placeOf(scored(t, aggregate.VIKOR{}, g, w)), name)
	}
	py, pyOut := peer[struct {
		S, R, Q    []float64
		Compromise []int
	}](t, "pydecision/vikor")
	for name, c := range py {
		want, got := pyOut[name], solveVIKOR(t, aggregate.VIKOR{}, c)
		near(t, want.S, got.S, 0, name)
		near(t, want.R, got.R, 0, name)
		near(t, want.Q, got.Q, 0.1, name)
		slices.Sort(got.Compromise)
		if name == "A" {
			assert.Equal(t, []int{1, 2, 4}, want.Compromise) // rows from 1
			assert.Equal(t, []int{0, 1, 3}, got.Compromise)
			continue
		}
		// The best is first in Q, S and R and 0.34 ahead, far above 1/(n-1) = 0.083:
		// by steps (d) and (e) it is the compromise alone. pyDecision lists all 13.
		assert.Len(t, want.Compromise, 13)
		assert.Equal(t, []int{3}, got.Compromise)
		assert.True(t, got.Advantage && got.Stability)
	}
}

// dams is the example of Opricovic and Tzeng (2007): six hydropower systems on the
// Drina by eight criteria.
var dams = peerCase{
	Matrix: [][]float64{
		{4184.3, 2914.0, 407.2, 251.0, 195, 244, 15, 2.41},
		{5211.9, 3630.0, 501.7, 308.3, 282, 346, 21, 1.41},
		{5021.3, 3920.5, 504.0, 278.6, 12, 56, 3, 4.42},
		{5566.1, 3957.9, 559.5, 335.3, 167, 268, 16, 3.36},
		{5060.5, 3293.5, 514.1, 284.2, 69, 90, 7, 4.04},
		{4317.9, 2925.9, 432.8, 239.3, 12, 55, 3, 4.36},
	},
	Types: []float64{1, -1, 1, 1, -1, -1, -1, 1},
}

// TestVIKORPublished: Opricovic and Tzeng (2004), exact; (2007), under four sets of
// weights, printed with 3 decimals.
func TestVIKORPublished(t *testing.T) {
	s := solveVIKOR(t, aggregate.VIKOR{}, mountain)
	near(t, []float64{0.5, 0.375, 0.5}, s.S, 0)
	near(t, []float64{0.5, 0.25, 0.5}, s.R, 0)
	near(t, []float64{1, 0, 1}, s.Q, 0)
	assert.Equal(t, []int{1}, s.Compromise)
	for _, c := range []struct {
		weights []float64
		s, r, q []float64
		places  []int
	}{
		{
			[]float64{1, 1, 1, 1, 1, 1, 1, 1},
			[]float64{0.692, 0.700, 0.290, 0.423, 0.280, 0.346},
			[]float64{0.125, 0.125, 0.121, 0.125, 0.067, 0.125},
			[]float64{0.991, 1.000, 0.473, 0.670, 0, 0.578},
			[]int{5, 6, 2, 4, 1, 3},
		},
		{
			[]float64{2, 2, 2, 2, 1, 1, 1, 1},
			[]float64{0.701, 0.600, 0.386, 0.365, 0.317, 0.459},
			[]float64{0.167, 0.114, 0.161, 0.167, 0.089, 0.167},
			[]float64{1.000, 0.533, 0.552, 0.563, 0, 0.686},
			[]int{6, 2, 3, 4, 1, 5},
		},
		{
			[]float64{1, 1, 1, 1, 2, 2, 2, 2},
			[]float64{0.683, 0.800, 0.193, 0.480, 0.243, 0.232},
			[]float64{0.113, 0.167, 0.080, 0.122, 0.044, 0.083},
			[]float64{0.684, 1.000, 0.147, 0.554, 0.041, 0.191},
			[]int{5, 6, 2, 4, 1, 3},
		},
		{
			[]float64{1, 1, 1, 1, 3.2, 3.2, 3.2, 3.2},
			[]float64{0.678, 0.857, 0.138, 0.513, 0.222, 0.167},
			[]float64{0.129, 0.190, 0.057, 0.139, 0.042, 0.060},
			[]float64{0.668, 1.000, 0.051, 0.588, 0.058, 0.078},
			[]int{5, 6, 1, 4, 2, 3},
		},
	} {
		in := dams
		in.Weights = c.weights
		got := solveVIKOR(t, aggregate.VIKOR{}, in)
		assert.InDeltaSlice(t, c.s, got.S, 5.01e-4)
		assert.InDeltaSlice(t, c.r, got.R, 5.01e-4)
		assert.InDeltaSlice(t, c.q, got.Q, 1.5e-3)
		places := make([]int, len(got.Order))
		for p, row := range got.Order {
			places[row] = p + 1
		}
		assert.Equal(t, c.places, places)
	}
}

func TestVIKORShares(t *testing.T) {
	in := dams
	in.Weights = []float64{1, 1, 1, 1, 1, 1, 1, 1}
	byS := solveVIKOR(t, aggregate.VIKOR{Group: 3}, in)
	byR := solveVIKOR(t, aggregate.VIKOR{Regret: 0.2}, in)
	third := solveVIKOR(t, aggregate.VIKOR{Group: 1, Regret: 2}, in)
	for i := range byS.Q {
		assert.InDelta(t, (byS.S[i]-slices.Min(byS.S))/(slices.Max(byS.S)-slices.Min(byS.S)), byS.Q[i], 1e-15)
		assert.InDelta(t, (byR.R[i]-slices.Min(byR.R))/(slices.Max(byR.R)-slices.Min(byR.R)), byR.Q[i], 1e-15)
		assert.InDelta(t, byS.Q[i]/3+2*byR.Q[i]/3, third.Q[i], 1e-15)
	}
	g, w := in.group(negated)
	require.ErrorIs(t, aggregate.VIKOR{Group: -1, Regret: 2}.Aggregate(make([]float64, 6), g, w), basis.ErrValue)
}

// TestVIKORConstant: a column without spread is named; a regret that is the same
// for all counts nothing.
func TestVIKORConstant(t *testing.T) {
	g := weights.Group{Parent: "p", Codes: []string{"a", "b"}, Scores: weights.Columns{{3, 3, 3}, {1, 2, 3}}}
	_, err := aggregate.VIKOR{}.Solve(g, []float64{0.5, 0.5})
	require.ErrorIs(t, err, basis.ErrConstant)
	assert.Equal(t, []string{"a/-1"}, cells(err))
	g.Scores = weights.Columns{{0, 1}, {1, 0}}
	s, err := aggregate.VIKOR{}.Solve(g, []float64{0.5, 0.5})
	require.NoError(t, err)
	assert.Equal(t, []float64{0, 0}, s.Q)
	assert.Equal(t, []int{0, 1}, s.Compromise)
}
