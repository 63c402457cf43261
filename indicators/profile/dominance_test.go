package profile_test

import (
	"math"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/countyeval/countyeval/indicators"
	"github.com/countyeval/countyeval/indicators/basis"
	"github.com/countyeval/countyeval/indicators/profile"
)

func TestDominanceAgainstScikitCriteria(t *testing.T) {
	var ref struct {
		Input struct {
			Matrix     [][]float64
			Objectives []float64
		}
		Output struct {
			Dominance [][]bool
			Better    [][]int `json:"better_than_count"`
			Dominated []bool
		}
	}
	readJSON(t, "golden/scikit-criteria/dominance.json", &ref)
	n := len(ref.Input.Matrix)
	require.Equal(t, 9, n)
	c := profile.Columns{Codes: []string{"a", "b", "c", "d", "e"}, X: make([][]float64, 5)}
	for j, objective := range ref.Input.Objectives {
		for _, row := range ref.Input.Matrix {
			c.X[j] = append(c.X[j], objective*row[j])
		}
	}
	d, err := c.Dominance()
	require.NoError(t, err)
	for i := range n {
		var over []int
		for k, yes := range ref.Output.Dominance[i] {
			if yes {
				over = append(over, k)
			}
			if i == k {
				continue
			}
			better, equal, worse, missing := c.Pairwise(i, k)
			assert.Equal(t, ref.Output.Better[i][k], better)
			assert.Equal(t, ref.Output.Better[k][i], worse)
			assert.Equal(t, 5, better+equal+worse)
			assert.Zero(t, missing)
		}
		assert.Equal(t, over, d.Over[i])
		assert.Equal(t, ref.Output.Dominated[i], len(d.By[i]) > 0)
	}
	assert.Equal(t, []int{0, 1, 2, 3, 4, 5, 7, 8}, d.Undominated())
	dominated, all := d.Pairs()
	assert.Equal(t, 2, dominated)
	assert.Equal(t, 36, all)
}

func TestDominanceOfFew(t *testing.T) {
	// The first is best, the next two are equal, the fourth lacks a value, the last is worst.
	c := profile.Columns{Codes: []string{"a", "b"}, X: [][]float64{{3, 2, 2, 9, 2}, {3, 2, 2, nan, 1}}}
	d, err := c.Dominance()
	require.NoError(t, err)
	assert.Equal(t, profile.Dominance{
		Codes: []string{"a", "b"}, Incomplete: []int{3},
		Over: [][]int{{1, 2, 4}, {4}, {4}, nil, nil}, By: [][]int{nil, {0}, {0}, nil, {0, 1, 2}},
	}, d)
	assert.Equal(t, []int{0}, d.Undominated())
	dominated, all := d.Pairs()
	assert.Equal(t, 5, dominated)
	assert.Equal(t, 6, all)
	better, equal, worse, missing := c.Pairwise(3, 0)
	assert.Equal(t, []int{1, 0, 0, 1}, []int{better, equal, worse, missing})

	_, err = profile.Columns{}.Dominance()
	require.ErrorIs(t, err, basis.ErrEmpty)
	_, err = profile.Columns{Codes: []string{"a"}, X: [][]float64{{}}}.Dominance()
	require.ErrorIs(t, err, basis.ErrEmpty)
	_, err = profile.Columns{Codes: []string{"a"}}.Dominance()
	require.ErrorIs(t, err, indicators.ErrRow)
	_, err = profile.Columns{Codes: []string{"a"}, X: [][]float64{{1, math.Inf(1)}}}.Dominance()
	require.ErrorIs(t, err, basis.ErrNumber)
}

// TestDominanceProperties: a strict order that all positive weights keep, each pair seen
// from both sides, whatever the order of the columns.
func TestDominanceProperties(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		n, k := rapid.IntRange(1, 12).Draw(t, "n"), rapid.IntRange(1, 4).Draw(t, "k")
		c := profile.Columns{}
		for range k {
			x := make([]float64, n)
			for i := range x {
				x[i] = float64(rapid.IntRange(0, 3).Draw(t, "x"))
				if rapid.IntRange(0, 15).Draw(t, "gap") == 0 {
					x[i] = nan
				}
			}
			c.Codes, c.X = append(c.Codes, "c"), append(c.X, x)
		}
		d, err := c.Dominance()
		require.NoError(t, err)
		over := make([]map[int]bool, n)
		for i := range n {
			over[i] = map[int]bool{}
			for _, j := range d.Over[i] {
				over[i][j] = true
			}
		}
		for i := range n {
			for j := range n {
				better, _, worse, missing := c.Pairwise(i, j)
				require.Equal(t, better > 0 && worse == 0 && missing == 0, over[i][j])
				require.Equal(t, over[j][i], contains(d.By[i], j))
				var sum float64
				for _, x := range c.X {
					sum += x[i] - x[j]
				}
				if over[i][j] {
					require.Positive(t, sum)
					require.False(t, over[j][i])
					for l := range over[j] {
						require.True(t, over[i][l], "transitive")
					}
				}
			}
		}
		for _, i := range d.Undominated() {
			require.Empty(t, d.By[i])
		}
	})
}

func contains(x []int, v int) bool {
	for _, w := range x {
		if w == v {
			return true
		}
	}
	return false
}
