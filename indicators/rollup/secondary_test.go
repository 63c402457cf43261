package rollup_test

import (
	"errors"
	"math"
	"strconv"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"gonum.org/v1/gonum/mat"
	"gonum.org/v1/gonum/optimize/convex/lp"
	"pgregory.net/rapid"

	"github.com/countyeval/countyeval/indicators"
	"github.com/countyeval/countyeval/indicators/basis"
	"github.com/countyeval/countyeval/indicators/rollup"
)

func withheld(cells []rollup.Cell) (out []string) {
	for _, c := range cells {
		if c.Withheld {
			out = append(out, c.Code)
		}
	}
	return out
}

// TestCompany: one withheld county needs another, the smallest that is enough.
func TestCompany(t *testing.T) {
	cells := []rollup.Cell{
		{Code: "all", Value: 60},
		{Code: "P", Parent: "all", Value: 25},
		{Code: "Q", Parent: "all", Value: 35},
		{Code: "a", Parent: "P", Value: 5, Withheld: true},
		{Code: "b", Parent: "P", Value: 8},
		{Code: "c", Parent: "P", Value: 12},
		{Code: "d", Parent: "Q", Value: 35},
	}
	out, err := rollup.Secondary{}.Withhold(cells)
	require.NoError(t, err)
	assert.Equal(t, []string{"a", "b"}, withheld(out))
	at, err := rollup.Intervals(out)
	require.NoError(t, err)
	thirteen := 13.0
	assert.Equal(t, []rollup.Interval{{Code: "a", Hi: &thirteen}, {Code: "b", Hi: &thirteen}}, at)
	out, err = rollup.Secondary{Width: 14}.Withhold(cells)
	require.NoError(t, err)
	assert.Equal(t, []string{"a", "c"}, withheld(out), "with b the interval is 13 wide")
	out, err = rollup.Secondary{Width: 26}.Withhold(cells)
	require.NoError(t, err)
	assert.Contains(t, withheld(out), "P", "beside c, the sum of the prefecture is withheld")

	cells[3].Withheld, cells[6].Withheld = false, true // d is all of Q
	out, err = rollup.Secondary{}.Withhold(cells)
	require.NoError(t, err)
	assert.Equal(t, []string{"all", "Q", "d"}, withheld(out), "up to the root, for P is the sum of what is published below it")
	assert.False(t, cells[2].Withheld, "the cells given are not changed")
}

// TestScores: a withheld leaf of a tree of scores, four equal weights, is given back by
// its dimension, so a sibling is withheld too; and an index of one indicator alone
// cannot be published at all beside bounds of no width.
func TestScores(t *testing.T) {
	most := 100.0
	cells := []rollup.Cell{{Code: "dimension", Value: 59.83, Most: &most}}
	for i, x := range []float64{49.32, 60, 70, 60} {
		cells = append(cells, rollup.Cell{Code: "i" + strconv.Itoa(i), Parent: "dimension", Weight: 0.25, Value: x, Most: &most, Withheld: i == 0})
	}
	at, err := rollup.Intervals(cells)
	require.NoError(t, err)
	assert.Equal(t, []rollup.Interval{{Code: "i0", Lo: 49.32, Hi: &[]float64{49.32}[0]}}, at)
	out, err := rollup.Secondary{Width: 50}.Withhold(cells)
	require.NoError(t, err)
	assert.Equal(t, []string{"i0", "i1"}, withheld(out))

	five := 5.0
	_, err = rollup.Secondary{}.Withhold([]rollup.Cell{{Code: "x", Value: 5, Least: 5, Most: &five, Withheld: true}})
	require.ErrorIs(t, err, rollup.ErrDisclosed)
	_, err = rollup.Secondary{Width: -1}.Withhold(nil)
	require.ErrorIs(t, err, basis.ErrValue)
	for want, bad := range map[error][]rollup.Cell{
		indicators.ErrCode: {{Code: "x"}, {Code: "x"}},
		basis.ErrUnknown:   {{Code: "x", Parent: "y"}},
		basis.ErrNumber:    {{Code: "x", Value: nan}},
		basis.ErrValue:     {{Code: "x", Value: 3}, {Code: "y", Parent: "x", Value: 2}},
	} {
		_, err := rollup.Intervals(bad)
		require.ErrorIs(t, err, want)
	}
	_, err = rollup.Intervals([]rollup.Cell{{Code: "x", Parent: "y"}, {Code: "y", Parent: "x"}})
	require.ErrorIs(t, err, basis.ErrValue)
	_, err = rollup.Intervals([]rollup.Cell{{Code: "x", Value: -1}})
	require.ErrorIs(t, err, basis.ErrValue)
}

// TestAttack: what is withheld in a tree of sums cannot be computed back: an attacker who
// solves a linear program for each withheld cell finds the intervals that Intervals says.
func TestAttack(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		cells := []rollup.Cell{{Code: "0"}}
		parent := []int{-1}
		n := rapid.IntRange(2, 14).Draw(t, "n")
		for i := 1; i < n; i++ {
			p := rapid.IntRange(0, i-1).Draw(t, "parent")
			parent = append(parent, p)
			cells = append(cells, rollup.Cell{Code: strconv.Itoa(i), Parent: strconv.Itoa(p), Withheld: rapid.IntRange(0, 3).Draw(t, "withheld") == 0})
		}
		inner := map[int]bool{}
		for _, p := range parent {
			inner[p] = true
		}
		for i := n - 1; i > 0; i-- {
			if !inner[i] {
				cells[i].Value = float64(rapid.IntRange(1, 50).Draw(t, "value"))
			}
			cells[parent[i]].Value += cells[i].Value
		}
		out, err := rollup.Secondary{}.Withhold(cells)
		require.NoError(t, err, "the root may be withheld, so there is always a way")
		at, err := rollup.Intervals(out)
		require.NoError(t, err)
		for _, x := range at {
			lo, hi := attack(t, out, parent, x.Code)
			require.InDelta(t, lo, x.Lo, 1e-6)
			if x.Hi == nil {
				require.True(t, math.IsInf(hi, 1))
				continue
			}
			require.InDelta(t, hi, *x.Hi, 1e-6)
			require.Greater(t, hi-lo, 0.5, "whole figures above 0")
		}
	})
}

// attack bounds a withheld cell by two linear programs over all that is published.
func attack(t *rapid.T, cells []rollup.Cell, parent []int, code string) (lo, hi float64) {
	column := map[int]int{}
	for i, c := range cells {
		if c.Withheld {
			column[i] = len(column)
		}
	}
	var rows, b []float64
	for p := range cells {
		row, sum, some, leaf := make([]float64, len(column)), 0.0, false, true
		put := func(i int, sign float64) {
			if k, ok := column[i]; ok {
				row[k], some = sign, true
			} else {
				sum -= sign * cells[i].Value
			}
		}
		put(p, -1)
		for i, q := range parent {
			if q == p {
				put(i, 1)
				leaf = false
			}
		}
		if some && !leaf {
			rows, b = append(rows, row...), append(b, sum)
		}
	}
	target, _ := strconv.Atoi(code)
	c := make([]float64, len(column))
	c[column[target]] = 1
	a := mat.NewDense(len(b), len(column), rows)
	lo, _, err := lp.Simplex(c, a, b, 1e-9, nil)
	require.NoError(t, err)
	c[column[target]] = -1
	hi, _, err = lp.Simplex(c, a, b, 1e-9, nil)
	if errors.Is(err, lp.ErrUnbounded) {
		return lo, math.Inf(1)
	}
	require.NoError(t, err)
	return lo, -hi
}
