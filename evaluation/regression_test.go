package evaluation_test

import (
	"math"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/countyeval/countyeval/evaluation"
	"github.com/countyeval/countyeval/evaluation/aggregate"
	"github.com/countyeval/countyeval/indicators"
	"github.com/countyeval/countyeval/indicators/basis"
	"github.com/countyeval/countyeval/weights"
)

// TestBreakKeyMissingForBoth: two units equal in score that both lack the key are
// tied, whatever the order of the table.
func TestBreakKeyMissingForBoth(t *testing.T) {
	for _, csv := range []string{"code,x,y\na,80,\nb,80,\nc,10,10\n", "code,x,y\nb,80,\na,80,\nc,10,10\n"} {
		got := rank(t, asIs(t, csv), "", evaluation.Ties{Digits: new(2), Break: []evaluation.Key{{Code: "y"}}})
		assert.Equal(t, map[string]int{"a": 1, "b": 1, "c": 3}, ranks(got))
		assert.True(t, got.Places[0].Tied && got.Places[1].Tied)
	}
}

// TestFlatWithoutWeight: a node none of whose leaves count has no score in a flat
// model, and costs nobody a grade.
func TestFlatWithoutWeight(t *testing.T) {
	hundred := &indicators.Range{Lo: 0, Hi: 100}
	f := framework(t, indicators.Indicator{Code: "o", Children: []indicators.Indicator{
		{Code: "d1", Weight: 1, Children: []indicators.Indicator{{Code: "x", Bounds: hundred}, {Code: "z", Bounds: hundred}}},
		{Code: "d2", Weight: 0, Children: []indicators.Indicator{{Code: "y", Bounds: hundred}}},
	}})
	r := evaluate(t, evaluation.Model{Flat: true}, table(t, f, "code,x,z,y\na,80,80,90\nb,70,70,95\n"))
	for _, s := range r.Scores("d2").Copy() {
		assert.True(t, math.IsNaN(s))
	}
	assert.Equal(t, "no score", rank(t, r, "d2", evaluation.Ties{}).Places[0].Out.String())
	graded, err := rank(t, r, "", evaluation.Ties{Digits: new(2)}).Grade(evaluation.Conditional{
		Of:         evaluation.Quotas{Grades: []evaluation.Quota{share("A", 0.5, 0), share("B", 0.5, 0)}},
		Conditions: []evaluation.Condition{{Grade: "A", AtLeast: 60}},
	}, r)
	require.NoError(t, err)
	assert.Equal(t, "A", graded.Places[0].Grade)
}

// TestOrdinalTies: under ordinal ranks equal scores are still told as tied, and
// share a grade.
func TestOrdinalTies(t *testing.T) {
	r := rank(t, asIs(t, "code,class,x,y\na,K,80,0\nb,K,80,0\nc,K,80,0\nd,L,10,0\n"), "", evaluation.Ties{Rule: evaluation.Ordinal, Digits: new(2)})
	graded, err := r.Grade(evaluation.Quotas{Grades: []evaluation.Quota{share("A", 0.25, evaluation.Floor), share("B", 0.75, 0)}}, nil)
	require.NoError(t, err)
	for _, p := range graded.Places {
		assert.Equal(t, "B", p.Grade)
	}
	for _, p := range r.Class("K").Places {
		assert.True(t, p.Tied, p.Unit.Code)
	}
	other := rank(t, asIs(t, "code,x,y\na,80,0\nb,70,0\nc,70,0\nd,60,0\n"), "", evaluation.Ties{Rule: evaluation.Dense})
	_, err = evaluation.Progress(other, rank(t, asIs(t, "code,x,y\na,80,0\nb,70,0\nc,70,0\nd,60,0\n"), "", evaluation.Ties{}), evaluation.RankGain)
	require.ErrorIs(t, err, evaluation.ErrTies, "ranks by two rules say nothing of a gain")
}

// TestOneIndicatorMissing: a framework of one indicator refuses a missing value as
// any other does.
func TestOneIndicatorMissing(t *testing.T) {
	f := framework(t, indicators.Indicator{Code: "x"})
	_, err := evaluation.Model{}.Evaluate(table(t, f, "code,x\na,80\nb,\nc,10\n"), nil)
	require.ErrorIs(t, err, basis.ErrMissing)
	found := inputErrors(err)
	require.Len(t, found, 1)
	assert.Equal(t, [2]string{"b", "x"}, [2]string{found[0].Unit, found[0].Indicator})
}

// TestModelNamesNobody: choices for nodes that are never weighed or aggregated are
// refused, and an error of one class names it.
func TestModelNamesNobody(t *testing.T) {
	f := framework(t, small())
	tab := table(t, f, smallTable)
	for name, m := range map[string]evaluation.Model{
		"a typo":              {Weigh: weights.PerGroup{By: map[string]weights.Scheme{"typo": weights.Equal{}}}},
		"a leaf":              {Weigh: weights.PerGroup{By: map[string]weights.Scheme{"va": weights.Equal{}}}},
		"a dimension of flat": {Flat: true, Aggregate: aggregate.PerNode{By: map[string]aggregate.Aggregator{"green": aggregate.Geometric{}}}},
	} {
		_, err := m.Evaluate(tab, nil)
		require.ErrorIs(t, err, evaluation.ErrModel, name)
		assert.Len(t, inputErrors(err), 1, name)
	}
	_, err := evaluation.Model{ByClass: true, Weigh: weights.CRITIC{}}.Evaluate(tab, nil)
	require.ErrorContains(t, err, `class "district"`)
}

// TestBordersAfterConditions: a unit that a condition moved down makes no border
// with a better grade below it.
func TestBordersAfterConditions(t *testing.T) {
	r := asIs(t, "code,x,y\na,100,20\nb,60,58\nc,50,50\nd,10,10\n")
	graded, err := rank(t, r, "", evaluation.Ties{Digits: new(0)}).Grade(evaluation.Conditional{
		Of:         evaluation.Quotas{Grades: []evaluation.Quota{{Grade: "A", Places: 2}, {Grade: "B", Rest: true}}},
		Conditions: []evaluation.Condition{{Grade: "A", Codes: []string{"y"}, AtLeast: 40}},
	}, r)
	require.NoError(t, err)
	borders := graded.Borders()
	require.Len(t, borders, 1)
	assert.Equal(t, []string{"b", "c"}, []string{borders[0].Above.Unit.Code, borders[0].Below.Unit.Code})
}

func TestHugeNumbers(t *testing.T) {
	out, err := ladder(1, 2, 3).Grade(evaluation.Quotas{Grades: []evaluation.Quota{{Grade: "A", Places: 1}, {Grade: "B", Places: math.MaxInt}, {Grade: "C", Rest: true}}}, nil)
	require.NoError(t, err)
	assert.Equal(t, map[string]int{"A": 1, "B": 2}, counts(out))
	f := framework(t, small())
	rulings := []evaluation.Ruling{{Unit: "1", Item: "x", Effect: evaluation.AddPoints, Count: 1e200, Points: 1e200, Reason: "r", Document: "d"}}
	_, err = evaluation.Model{}.Evaluate(table(t, f, smallTable), rulings)
	require.ErrorIs(t, err, evaluation.ErrRuling)
}

// TestCompareNewcomer: a newcomer at the top moves nobody.
func TestCompareNewcomer(t *testing.T) {
	a := ladder(1, 2, 3)
	b := ladder(1, 2, 3, 4)
	for i, code := range []string{"new", "1", "2", "3"} {
		b.Places[i].Unit.Code = code
	}
	c, err := evaluation.Compare(a, b)
	require.NoError(t, err)
	assert.Zero(t, c.MaxShift)
	assert.Len(t, c.OnlyB, 1)
}
