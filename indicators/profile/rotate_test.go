package profile_test

import (
	"math"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/countyeval/countyeval/indicators/profile"
)

// TestRotateHandbook compares with table 9 of OECD/JRC (2008): four components,
// varimax with Kaiser's normalization. Order and sign of factors are free.
func TestRotateHandbook(t *testing.T) {
	p, err := handbook(t).Components()
	require.NoError(t, err)
	r, err := p.Rotate(4)
	require.NoError(t, err)
	rows := readCSV(t, "t09_rotated_loadings_pc")[1:]
	explained := readCSV(t, "t09_t10_explained_variance")[1] // row pc
	used := map[int]bool{}
	for f := 1; f <= 4; f++ {
		best, at := math.Inf(1), -1
		for g := range r.Loadings {
			var plus, minus float64
			for j, row := range rows {
				want := parse(t, row[f])
				plus, minus = max(plus, math.Abs(want-r.Loadings[g][j])), max(minus, math.Abs(want+r.Loadings[g][j]))
			}
			if off := min(plus, minus); off < best {
				best, at = off, g
			}
		}
		assert.Less(t, best, 0.014, "factor %d", f)
		assert.InDelta(t, parse(t, explained[f]), r.Variance[at], 0.024)
		used[at] = true
	}
	assert.Len(t, used, 4)
	for j, row := range rows {
		assert.Equal(t, row[0], r.Codes[j])
		assert.InDelta(t, parse(t, row[5]), r.Communality[j], 0.014, row[0])
	}
}

func TestRotateUnfit(t *testing.T) {
	p, err := handbook(t).Components()
	require.NoError(t, err)
	for _, keep := range []int{-1, 0, 9} {
		_, err := p.Rotate(keep)
		require.ErrorIs(t, err, profile.ErrUnfit)
	}
	r, err := p.Rotate(1)
	require.NoError(t, err)
	nears(t, p.Loadings[0], r.Loadings[0], "one factor is not rotated")
	near(t, p.Eigenvalues[0], r.Variance[0])
	p.Loadings[0][0] = math.NaN()
	_, err = p.Rotate(2)
	require.Error(t, err)
}
