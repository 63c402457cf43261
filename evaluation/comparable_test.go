package evaluation_test

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/countyeval/countyeval/evaluation"
	"github.com/countyeval/countyeval/evaluation/aggregate"
	"github.com/countyeval/countyeval/indicators"
	"github.com/countyeval/countyeval/indicators/basis"
)

// TestIncomparable: the closeness of TOPSIS by class compares within a class alone.
func TestIncomparable(t *testing.T) {
	_, tab := generated(t, 12, 2, 2) // classes A, B, C
	topsis := aggregate.PerNode{By: map[string]aggregate.Aggregator{"d1": aggregate.TOPSIS{}}}
	m := evaluation.Model{Aggregate: topsis, ByClass: true}
	r := evaluate(t, m, tab)
	for code, fails := range map[string]bool{"": true, "d1": true, "d0": false, "d1x0": false} {
		_, err := evaluation.Decision{Code: code, Ties: evaluation.Ties{}}.Rank(r)
		if !fails {
			require.NoError(t, err, code)
			continue
		}
		require.ErrorIs(t, err, evaluation.ErrIncomparable, code)
		found := inputErrors(err)
		require.Len(t, found, 1)
		assert.Equal(t, "d1", found[0].Indicator, "the node whose scores do not compare")
	}
	_, err := evaluation.Decision{Code: "d0", Ties: evaluation.Ties{Break: []evaluation.Key{{Code: "d1"}}}}.Rank(r)
	require.ErrorIs(t, err, evaluation.ErrIncomparable)

	got, err := rankClass(r, "d1", "B", evaluation.Ties{})
	require.NoError(t, err)
	require.Len(t, got.Places, 4)
	for i, p := range got.Places {
		assert.Equal(t, i+1, p.Rank)
		assert.Equal(t, "B", p.Unit.Class)
		s, _ := r.Score(p.Unit.Code, "d1")
		assert.InDelta(t, s, p.Score, 0)
		if i > 0 {
			assert.LessOrEqual(t, p.Score, got.Places[i-1].Score)
		}
	}
	got, err = rankClass(r, "d1", "Z", evaluation.Ties{})
	require.NoError(t, err)
	assert.Empty(t, got.Places)
	_, err = rankClass(r, "nobody", "A", evaluation.Ties{})
	require.ErrorIs(t, err, basis.ErrUnknown)
	_, err = rankClass(r, "d1", "A", evaluation.Ties{Digits: new(13)})
	require.ErrorIs(t, err, evaluation.ErrTies)

	// A fixed ideal compares everywhere, and so does a model without classes, or
	// with one class.
	m.Aggregate = aggregate.TOPSIS{Ideal: indicators.Range{Lo: 0, Hi: 100}}
	m.Aggregate = aggregate.PerNode{Default: m.Aggregate, By: map[string]aggregate.Aggregator{"root": aggregate.Arithmetic{}}}
	rank(t, evaluate(t, m, tab), "", evaluation.Ties{})
	m.Aggregate, m.ByClass = topsis, false
	rank(t, evaluate(t, m, tab), "", evaluation.Ties{})

	// Flat: the root is TOPSIS, the nodes between are means.
	m = evaluation.Model{Aggregate: aggregate.TOPSIS{}, ByClass: true, Flat: true}
	r = evaluate(t, m, tab)
	_, err = evaluation.Decision{Ties: evaluation.Ties{}}.Rank(r)
	require.ErrorIs(t, err, evaluation.ErrIncomparable)
	rank(t, r, "d0", evaluation.Ties{})
}

// TestClassOfOne: a class of one unit has nobody to be compared with, and the
// error names the class.
func TestClassOfOne(t *testing.T) {
	f := framework(t, small())
	tab := table(t, f, smallTable) // two counties, one district
	_, err := evaluation.Model{Aggregate: aggregate.TOPSIS{}, ByClass: true}.Evaluate(tab, nil)
	require.ErrorContains(t, err, "in class district has one unit")
	r := evaluate(t, evaluation.Model{ByClass: true}, tab)
	got, err := rankClass(r, "", "district", evaluation.Ties{})
	require.NoError(t, err)
	require.Len(t, got.Warnings, 1)
	require.ErrorIs(t, got.Warnings[0], evaluation.ErrClass)
}
