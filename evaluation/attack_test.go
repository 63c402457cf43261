package evaluation_test

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/countyeval/countyeval/evaluation"
	"github.com/countyeval/countyeval/indicators"
)

// TestOrdinalKeepsWhatAKeyParts: under Ordinal, too, a group of equals ends where a key
// that breaks ties parts it from the next, for grades, lists and parts of a ranking.
func TestOrdinalKeepsWhatAKeyParts(t *testing.T) {
	f := framework(t, indicators.Indicator{Code: "o", Children: []indicators.Indicator{
		{Code: "x", Bounds: &indicators.Range{Hi: 100}}, {Code: "k", Bounds: &indicators.Range{Hi: 100}},
	}})
	tab := table(t, f, "code,x,k\na,90,10\nb,50,50\nc,50,50\nd,40,60\ne,40,60\nf,0,1\n")
	res := evaluate(t, evaluation.Model{}, tab)
	for _, rule := range []evaluation.TieRule{evaluation.Competition, evaluation.Dense, evaluation.Ordinal} {
		r, err := evaluation.Decision{
			Ties:   evaluation.Ties{Rule: rule, Digits: new(2), Break: []evaluation.Key{{Code: "x", Raw: true, Order: evaluation.HighestFirst}}},
			Grader: evaluation.Quotas{Grades: []evaluation.Quota{{Grade: "A", Places: 3}, {Grade: "B", Rest: true}}},
		}.Rank(res)
		require.NoError(t, err)
		for _, p := range r.Places {
			assert.Equal(t, p.Unit.Code <= "c", p.Grade == "A", "%s %s", rule, p.Unit.Code)
		}
		lists, err := evaluation.Lists{{Name: "top", From: "r", Places: 3, AtMost: true}}.Pick(map[string]evaluation.Ranking{"r": r})
		require.NoError(t, err)
		assert.Len(t, lists[0].Places, 3, rule)
		assert.Zero(t, lists[0].Empty, rule)
		part := r.Among(func(u indicators.Unit) bool { return u.Code != "c" })
		assert.False(t, part.Places[1].Tied, "%s: b is no more tied with anybody", rule)
		assert.True(t, part.Places[2].Tied, rule)
	}
}

// TestProgressOfAnotherClass: who was in another class has neither gained nor lost, and
// nobody else has by it.
func TestProgressOfAnotherClass(t *testing.T) {
	of := func(class string, codes ...string) (out []evaluation.Place) {
		for i, c := range codes {
			out = append(out, evaluation.Place{Rank: i + 1, Unit: indicators.Unit{Code: c, Class: class}, Score: float64(90 - i)})
		}
		return out
	}
	ranking := func(parts ...[]evaluation.Place) evaluation.Ranking {
		r := evaluation.Ranking{Own: true, Ties: evaluation.Ties{Digits: new(0)}}
		for _, p := range parts {
			r.Places = append(r.Places, p...)
		}
		return r
	}
	got, err := evaluation.Progress(
		ranking(of("big", "a", "b", "c"), of("small", "z", "d", "e")),
		ranking(of("big", "a", "b", "c", "z"), of("small", "d", "e")), evaluation.RankGain)
	require.NoError(t, err)
	for _, p := range got.Places {
		if p.Unit.Code == "z" {
			assert.Zero(t, p.Rank)
			assert.Equal(t, "in another class earlier", p.Out.String())
			continue
		}
		assert.Zero(t, p.Score, p.Unit.Code)
	}
	_, err = ranking(of("x", "a"), of("y", "b"), of("x", "c")).Grade(evaluation.Quotas{Grades: []evaluation.Quota{{Grade: "A", Places: 1}, {Grade: "B", Rest: true}}}, nil)
	require.ErrorIs(t, err, evaluation.ErrClass)
}

// TestRankingsOfOnesOwn: a place without a rank between two that tie parts nobody, and
// places that nobody can take are empty.
func TestRankingsOfOnesOwn(t *testing.T) {
	r := evaluation.Ranking{Places: []evaluation.Place{
		{Rank: 1, Unit: indicators.Unit{Code: "a"}, Score: 9},
		{Unit: indicators.Unit{Code: "n"}},
		{Rank: 1, Unit: indicators.Unit{Code: "b"}, Score: 9},
		{Rank: 3, Unit: indicators.Unit{Code: "c"}, Score: 5},
	}}
	assert.Equal(t, map[string]int{"a": 1, "n": 0, "b": 1, "c": 3}, ranks(r.Among(func(indicators.Unit) bool { return true })))
	nobody := evaluation.Ranking{Places: []evaluation.Place{{Unit: indicators.Unit{Code: "n", Class: "x"}}}}
	for _, rule := range []evaluation.ListRule{{Name: "l", From: "r", Places: 10}, {Name: "l", From: "r", PerClass: map[string]int{"x": 10}}} {
		lists, err := evaluation.Lists{rule}.Pick(map[string]evaluation.Ranking{"r": nobody})
		require.NoError(t, err)
		assert.Equal(t, 10, lists[0].Empty)
	}
}
