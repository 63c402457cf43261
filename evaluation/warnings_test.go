package evaluation_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/countyeval/countyeval/evaluation"
	"github.com/countyeval/countyeval/indicators"
	"github.com/countyeval/countyeval/weights"
)

// skewedTable is a tree of two parents, q and p, whose first child has one unit
// far out, in class x and in class y.
func skewedTable(t *testing.T) (*indicators.Framework, *indicators.Table) {
	t.Helper()
	root := indicators.Indicator{Code: "all"}
	for _, parent := range []string{"q", "p"} {
		node := indicators.Indicator{Code: parent}
		for j := range 4 {
			node.Children = append(node.Children, indicators.Indicator{
				Code: fmt.Sprint(parent, j), Direction: indicators.Higher, Bounds: &indicators.Range{Lo: 0, Hi: 100},
			})
		}
		root.Children = append(root.Children, node)
	}
	f := framework(t, root)
	var csv strings.Builder
	csv.WriteString("code,class,q0,q1,q2,q3,p0,p1,p2,p3\n")
	for c, class := range []string{"x", "y"} {
		for i := range 10 {
			far := 1 + i%3
			if i == 4 {
				far = 90 + c
			}
			fmt.Fprintf(&csv, "%s%d,%s,%d,%d,%d,%d,%d,%d,%d,%d\n", class, i, class, far, 60+i, 70-i, 50+i%4, far+1, 80-i, 60+i%5, 71+i)
		}
	}
	return f, table(t, f, csv.String())
}

// TestSchemeWarnings: what the scheme warns of reaches the result, node after
// node and class after class, and does not outlive the next scores.
func TestSchemeWarnings(t *testing.T) {
	_, tab := skewedTable(t)
	entropy := weights.PerGroup{Default: weights.Entropy{}, By: map[string]weights.Scheme{"all": weights.Declared{}}}
	m := evaluation.Model{Weigh: entropy}
	r := evaluate(t, m, tab)
	require.Len(t, r.Warnings, 2)
	for i, parent := range []string{"q", "p"} {
		require.ErrorIs(t, r.Warnings[i], weights.ErrSkewed)
		assert.ErrorContains(t, r.Warnings[i], fmt.Sprintf(": %s0 has ", parent))
		g, w, err := r.Group(parent, "")
		require.NoError(t, err)
		assert.EqualError(t, r.Warnings[i], weights.Warnings(entropy, g, w)[0].Error())
	}

	m.ByClass = true
	r, err := m.Score(r, tab, nil)
	require.NoError(t, err)
	require.Len(t, r.Warnings, 4, "those of the scores before are gone")
	for i, want := range []string{`class "x": `, `class "y": `, `class "x": `, `class "y": `} {
		require.ErrorIs(t, r.Warnings[i], weights.ErrSkewed)
		assert.True(t, strings.HasPrefix(r.Warnings[i].Error(), want), r.Warnings[i])
		assert.ErrorContains(t, r.Warnings[i], []string{"q0", "q0", "p0", "p0"}[i])
	}

	m.ByClass, m.Flat, m.Weigh = false, true, weights.Entropy{}
	r, err = m.Score(r, tab, nil)
	require.NoError(t, err)
	require.Len(t, r.Warnings, 2)
	assert.ErrorContains(t, r.Warnings[0], "the 8 children of all")

	m.Flat, m.Weigh = false, nil
	r, err = m.Score(r, tab, nil)
	require.NoError(t, err)
	assert.Empty(t, r.Warnings)
}
