package fill_test

import (
	"math"
	"math/big"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/countyeval/countyeval/evaluation/incentive/fill"
	"github.com/countyeval/countyeval/indicators/basis"
)

// TestTwin: exact and float shares are within one unit of each other (P7), with
// small amounts and with large ones.
func TestTwin(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		p := draw(t, everything)
		if rapid.Bool().Draw(t, "large") {
			p = p.scaled(rapid.Int64Range(1, 1_000_000_000).Draw(t, "times"))
		}
		twin, err := fill.NewTwin(p.lines, p.ceilings)
		require.NoError(t, err)
		amount, _ := p.amount.Float64()
		var dst []float64
		for range 2 { // the storage can be used again
			dst, err = twin.Divide(dst, amount, nil)
			require.NoError(t, err)
			for i, x := range p.fill(t).Exact {
				want, _ := x.Float64()
				require.InDelta(t, want, dst[i], 1, "line %d", i)
				require.InDelta(t, want, dst[i], 1e-9*max(1, amount), "line %d", i)
			}
		}
	})
}

func TestTwinWeights(t *testing.T) {
	lines := []fill.Line{{ID: "a", Weight: one(1, 1), Cap: 40}, {ID: "b", Weight: one(1, 1), Cap: fill.NoCap}, {ID: "c", Weight: one(1, 1), Out: basis.Textf("out")}}
	twin, err := fill.NewTwin(lines, nil)
	require.NoError(t, err)
	dst := make([]float64, 0, 3)
	got, err := twin.Divide(dst, 90, []float64{1, 8, math.NaN()})
	require.NoError(t, err)
	assert.InDeltaSlice(t, []float64{10, 80, 0}, got, 1e-12)
	assert.Same(t, &dst[:1][0], &got[0], "dst is used")
	got, err = twin.Divide(nil, 90, []float64{0, 0, 0})
	require.NoError(t, err)
	assert.Equal(t, []float64{0, 0, 0}, got)

	for _, w := range [][]float64{{1}, {-1, 1, 1}, {math.NaN(), 1, 1}, {math.Inf(1), 1, 1}} {
		_, err = twin.Divide(nil, 90, w)
		require.ErrorIs(t, err, basis.ErrNumber)
	}
	for _, x := range []float64{-1, math.NaN(), math.Inf(1)} {
		_, err = twin.Divide(nil, x, nil)
		require.ErrorIs(t, err, basis.ErrNumber)
	}
	lines[0].Floor = 20
	twin, err = fill.NewTwin(lines, nil)
	require.NoError(t, err)
	_, err = twin.Divide(nil, 10, nil)
	require.ErrorIs(t, err, fill.ErrFloors)
	lines[0].Weight = nil
	_, err = fill.NewTwin(lines, nil)
	require.ErrorIs(t, err, basis.ErrNumber)
}

// TestTwinOfProvince compares the twin on the questions of the benchmarks.
func TestTwinOfProvince(t *testing.T) {
	for _, ceilings := range []int{0, 4, 18} {
		amount, lines, basins := question(158, ceilings)
		s, err := fill.Weighted{}.Divide(amount, lines, basins)
		require.NoError(t, err)
		twin, err := fill.NewTwin(lines, basins)
		require.NoError(t, err)
		x, _ := amount.Float64()
		got, err := twin.Divide(nil, x, nil)
		require.NoError(t, err)
		for i, want := range s.Exact {
			w, _ := want.Float64()
			require.InDelta(t, w, got[i], 1e-6)
		}
	}
}

// TestTwinAdmits: a line that is not in has no floor and gets nothing, and is back again
// when all are admitted.
func TestTwinAdmits(t *testing.T) {
	one := big.NewRat(1, 1)
	twin, err := fill.NewTwin([]fill.Line{{ID: "a", Floor: 30, Cap: fill.NoCap, Weight: one}, {ID: "b", Floor: 30, Cap: fill.NoCap, Weight: one}, {ID: "c", Cap: fill.NoCap, Weight: one}}, nil)
	require.NoError(t, err)
	require.NoError(t, twin.Admit([]bool{false, true, true}))
	got, err := twin.Divide(nil, 40, []float64{0, 1, 1})
	require.NoError(t, err)
	assert.InDeltaSlice(t, []float64{0, 30, 10}, got, 1e-9)
	require.NoError(t, twin.Admit(nil))
	_, err = twin.Divide(nil, 40, []float64{0, 1, 1})
	require.ErrorIs(t, err, fill.ErrFloors)
	require.ErrorIs(t, twin.Admit([]bool{true}), basis.ErrNumber)
}
