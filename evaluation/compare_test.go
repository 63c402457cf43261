package evaluation_test

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/countyeval/countyeval/evaluation"
	"github.com/countyeval/countyeval/indicators"
	"github.com/countyeval/countyeval/indicators/basis"
	"github.com/countyeval/countyeval/weights"
)

func TestCompare(t *testing.T) {
	a, b := ladder(1, 2, 3, 4, 5, 0), ladder(1, 2, 3, 4, 5, 6)
	for i, code := range []string{"2", "1", "4", "3", "5", "6"} {
		b.Places[i].Unit.Code = code
	}
	a.Places = append(a.Places, evaluation.Place{Rank: 6, Unit: indicators.Unit{Code: "only a"}})
	c, err := evaluation.Compare(a, b)
	require.NoError(t, err)
	assert.Equal(t, 5, c.N)
	assert.InDelta(t, 1-6*4.0/(5*24), c.Spearman, 1e-12) // 1 - 6 sum d^2 / (n (n^2-1))
	assert.InDelta(t, (10.0-2*2)/10, c.Kendall, 1e-12)   // 2 of 10 pairs discordant
	assert.InDelta(t, (8.0-2)/(8+2), c.Gamma, 1e-12)
	assert.InDelta(t, 1-6*(9.0+9+5+5)/(625+125-25-5), c.Weighted, 1e-12) // (12 - x - y) for the four that move by one
	assert.InDelta(t, 1-(0.5/4+0.25/3+0.125/2+0.0625/3), c.WS, 1e-12)
	assert.InDelta(t, 0.8, c.MeanShift, 1e-12)
	assert.Equal(t, 1, c.MaxShift)
	assert.Equal(t, 4, c.Moved())
	assert.Equal(t, -1, c.Shifts[0].Up)
	assert.Equal(t, 1, c.Shifts[1].Up)
	require.Len(t, c.OnlyA, 1)
	assert.Equal(t, "only a", c.OnlyA[0].Code)
	require.Len(t, c.OnlyB, 1)
	assert.Equal(t, "6", c.OnlyB[0].Code)

	_, err = evaluation.Compare(ladder(1), ladder(1))
	require.Error(t, err, "one unit has no rank correlation")
	_, err = evaluation.Compare(ladder(1, 1, 1), ladder(1, 2, 3))
	require.Error(t, err, "nor have ranks that are all equal")
}

func TestCompareSchemes(t *testing.T) {
	_, tab := generated(t, 50, 3, 3)
	keep := func(u indicators.Unit) bool { return u.Class != "C" }
	apart := evaluation.Decision{Ties: evaluation.Ties{Digits: new(2)}, Apart: evaluation.Members{By: "class", In: []string{"C"}}}
	m := evaluation.Model{}
	c, err := evaluation.CompareSchemes(m, tab, nil, map[string]weights.Scheme{"equal": weights.Equal{}, "declared": weights.Declared{}, "entropy": weights.Entropy{}}, apart)
	require.NoError(t, err)
	assert.Equal(t, []string{"declared", "entropy", "equal"}, c.Names)
	assert.Equal(t, rank(t, evaluate(t, m, tab), "", evaluation.Ties{Digits: new(2)}).Among(keep).Places, c.Rankings[0].Places)
	pair, err := evaluation.Compare(c.Rankings[0], c.Rankings[2])
	require.NoError(t, err)
	for i := range 3 {
		assert.InDelta(t, 1, c.Kendall[i][i], 0)
		for j := range 3 {
			assert.InDelta(t, c.Spearman[i][j], c.Spearman[j][i], 0)
		}
	}
	assert.InDelta(t, pair.Spearman, c.Spearman[0][2], 1e-15)
	assert.InDelta(t, pair.Kendall, c.Kendall[2][0], 1e-15)
	assert.InDelta(t, pair.Gamma, c.Gamma[2][0], 1e-15)
	assert.InDelta(t, pair.Weighted, c.Weighted[2][0], 1e-15)
	reverse, err := evaluation.Compare(c.Rankings[2], c.Rankings[0])
	require.NoError(t, err)
	assert.NotEqual(t, pair.WS, reverse.WS, "WS has a reference")
	assert.InDelta(t, pair.WS, c.WS[0][2], 0)
	assert.InDelta(t, reverse.WS, c.WS[2][0], 0)

	all, err := evaluation.CompareSchemes(m, tab, nil, map[string]weights.Scheme{"equal": weights.Equal{}}, evaluation.Decision{})
	require.NoError(t, err)
	assert.Len(t, all.Rankings[0].Places, 50)

	bad := weights.Fixed{"d0": 1}
	_, err = evaluation.CompareSchemes(m, tab, nil, map[string]weights.Scheme{"bad": bad, "worse": bad}, evaluation.Decision{})
	require.ErrorContains(t, err, "scheme bad")
	require.ErrorContains(t, err, "scheme worse")
	require.ErrorIs(t, err, basis.ErrWeights)

	// One that refuses holds nobody up, and is told.
	some, err := evaluation.CompareSchemes(m, tab, nil, map[string]weights.Scheme{"equal": weights.Equal{}, "bad": bad, "worse": bad, "declared": weights.Declared{}}, apart)
	require.NoError(t, err)
	assert.Equal(t, []string{"declared", "equal"}, some.Names)
	assert.Equal(t, []evaluation.Ranking{c.Rankings[0], c.Rankings[2]}, some.Rankings)
	assert.InDelta(t, c.Spearman[0][2], some.Spearman[0][1], 0)
	require.Len(t, some.Refused, 2)
	assert.Equal(t, "bad", some.Refused[0].Name)
	assert.Equal(t, "worse", some.Refused[1].Name)
	require.Error(t, some.Refused[0].Err)
	b, err := basis.Marshal(some, evaluation.Kinds())
	require.NoError(t, err)
	var back evaluation.SchemeComparison
	require.NoError(t, basis.Unmarshal(b, &back, evaluation.Kinds()))
	assert.Equal(t, some.Refused[0].Err.Error(), back.Refused[0].Err.Error())
	_, err = evaluation.CompareSchemes(m, tab, nil, map[string]weights.Scheme{"equal": weights.Equal{}}, evaluation.Decision{Ties: evaluation.Ties{Digits: new(13)}})
	require.ErrorIs(t, err, evaluation.ErrTies)
}
