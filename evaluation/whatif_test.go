package evaluation_test

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/countyeval/countyeval/evaluation"
	"github.com/countyeval/countyeval/indicators"
	"github.com/countyeval/countyeval/indicators/basis"
)

// five units on two indicators; the first is far out on one of them, so that the scale of
// the data depends on it.
func five(t *testing.T, bounds *indicators.Range) *indicators.Table {
	t.Helper()
	f := framework(t, indicators.Indicator{Code: "x", Children: []indicators.Indicator{
		{Code: "a", Weight: 50, Bounds: bounds}, {Code: "b", Weight: 50, Bounds: bounds},
	}})
	return table(t, f, "code,name,class,tag:name_en,a,b\n1,甲县,county,Alpha,100,0\n2,乙县,county,Beta,9,4\n3,丙县,county,Gamma,2,8\n4,丁县,zone,Alphabet,1,9\n5,戊县,county,,8,6\n")
}

func TestCompareWithout(t *testing.T) {
	first := func(u indicators.Unit) bool { return u.Code == "1" }
	m := evaluation.Model{}
	rulings := []evaluation.Ruling{{Unit: "1", Item: "x", Count: 1, Points: 1, Reason: "r", Document: "d"}, {Unit: "2", Item: "x", Count: 1, Points: 1, Reason: "r", Document: "d"}}
	c, err := evaluation.CompareWithout(m, five(t, nil), rulings, evaluation.Decision{}, first)
	require.NoError(t, err)
	assert.Equal(t, 4, c.N)
	assert.Positive(t, c.MaxShift, "without it differences in a count")

	c, err = evaluation.CompareWithout(m, five(t, &indicators.Range{Hi: 100}), nil, evaluation.Decision{}, first)
	require.NoError(t, err)
	assert.Zero(t, c.MaxShift, "between goalposts no unit matters to another")

	_, err = evaluation.CompareWithout(m, five(t, nil), nil, evaluation.Decision{}, func(indicators.Unit) bool { return true })
	require.Error(t, err)
	_, err = evaluation.CompareWithout(m, five(t, nil), nil, evaluation.Decision{Code: "nowhere"}, first)
	require.Error(t, err)
}

func TestRankRange(t *testing.T) {
	r := evaluate(t, evaluation.Model{}, five(t, &indicators.Range{Hi: 10}))
	d := evaluation.Decision{}
	best, worst, err := d.RankRange(r, "4", "a")
	require.NoError(t, err)
	assert.Equal(t, 2, best, "10 and 9: only 1 has more, since nothing is cut")
	assert.Equal(t, 5, worst, "0 and 9")
	best, worst, err = d.RankRange(r, "4", "a", 1)
	require.NoError(t, err)
	assert.Equal(t, worst, best)
	assert.Equal(t, ranks(rank(t, r, "", evaluation.Ties{}))["4"], best)

	r = evaluate(t, evaluation.Model{}, five(t, nil))
	best, _, err = d.RankRange(r, "4", "a")
	require.NoError(t, err)
	assert.Equal(t, 1, best, "the largest of the column")

	_, _, err = d.RankRange(r, "9", "a")
	require.Error(t, err)
	apart := evaluation.Decision{Apart: evaluation.Members{By: "class", In: []string{"zone"}}}
	_, _, err = apart.RankRange(r, "4", "a")
	require.ErrorIs(t, err, basis.ErrUnknown)
}

func TestMoves(t *testing.T) {
	a, b := ladder(1, 2, 3, 4), ladder(1, 2, 3, 4)
	for i, g := range []string{"A", "A", "B", "B"} {
		a.Places[i].Grade = g
	}
	for i, g := range []string{"A", "B", "A", "B"} {
		b.Places[i].Grade = g
	}
	a.Places = append(a.Places, evaluation.Place{Unit: indicators.Unit{Code: "only a"}, Grade: "A"})
	leave, enter := evaluation.Moves(a, b, "A")
	assert.Equal(t, []evaluation.Place{a.Places[1]}, leave)
	assert.Equal(t, []evaluation.Place{a.Places[2]}, enter)
	leave, enter = evaluation.Moves(a, a, "A")
	assert.Empty(t, leave)
	assert.Empty(t, enter)
}

func TestSearch(t *testing.T) {
	d := evaluation.Decision{Apart: evaluation.Members{By: "class", In: []string{"zone"}}}
	r, err := d.Rank(evaluate(t, evaluation.Model{}, five(t, nil)))
	require.NoError(t, err)
	codes := func(places []evaluation.Place) []string {
		var out []string
		for _, p := range places {
			out = append(out, p.Unit.Code)
		}
		return out
	}
	for name, want := range map[string]struct{ same, alike []string }{
		"3":      {[]string{"3"}, nil},
		"戊县":     {[]string{"5"}, []string{"5"}},
		"Alpha":  {[]string{"1"}, []string{"1", "4"}},
		"alph":   {nil, []string{"1", "4"}},
		"nobody": {},
	} {
		same, alike := r.Search(name)
		assert.Equal(t, want.same, codes(same), name)
		assert.ElementsMatch(t, want.alike, codes(alike), name)
	}
}
