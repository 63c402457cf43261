package enterprise_test

import (
	"bytes"
	"encoding/json"
	"math"
	"slices"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/countyeval/countyeval/evaluation"
	"github.com/countyeval/countyeval/evaluation/enterprise"
	"github.com/countyeval/countyeval/indicators/basis"
)

// white is a white list as notices describe one; no limit of it is published anywhere.
func white() enterprise.Rule {
	return enterprise.Rule{
		Name: "white list", NameZH: "白名单",
		If: []enterprise.Condition{
			among("grade", "A", "B"),
			enterprise.Not{Of: among("tag:dishonest", "yes")},
			enterprise.Figure{Of: "jobs", AtLeast: new(30.0)},
			enterprise.Reached{Of: "revenue", To: "before", Times: 1.09},
		},
	}
}

// TestWhiteList: who is on, in which order, and why the others are off.
func TestWhiteList(t *testing.T) {
	l, err := white().Make(plain(t))
	require.NoError(t, err)
	assert.Empty(t, l.Warnings)
	assert.Equal(t, []string{"e1", "e2", "e6"}, codes(l.On))
	assert.Equal(t, []string{"e3", "e4", "e5", "e7", "e8"}, codes(l.Off))
	assert.Equal(t, []string{"grade is A", "tag:dishonest is no, not yes", "jobs is 100", "revenue is 11, against the 10.9 required by before"}, say(l.On[0].Why()))
	for unit, why := range map[string][]string{
		"e3": {"tag:dishonest is yes"},
		"e4": {"revenue is 9, below the 10.9 required by before"},
		"e5": {"no figure of jobs", "revenue is 8, below the 8.72 required by before"},
		"e7": {"grade is C, not one of A, B", "jobs is 20, below 30"},
		"e8": {"grade is D, not one of A, B", "jobs is 10, below 30", "revenue is 5, below the 5.45 required by before"},
	} {
		assert.Equal(t, why, say(entry(t, l, unit).Why()), unit)
	}
	assert.Equal(t, 3, l.On[2].Position)
	e7 := entry(t, l, "e7")
	assert.Equal(t, "等次为 C，不在 A、B 之列", e7.Why()[0].Say(basis.Chinese, enterprise.Texts()))

	barred := plain(t)
	barred.Ranking.Places[0].Out = basis.Named("no award: an accident", "")
	l, err = white().Make(barred)
	require.NoError(t, err)
	assert.Equal(t, []string{"e2", "e6"}, codes(l.On))
	assert.Equal(t, []string{"no award: an accident"}, say(entry(t, l, "e1").Why()), "what holds is no reason to be off")
}

// TestQuotas: a unit needs a place of every quota; equals stand together or not at all, and
// nobody overtakes those who were too many.
func TestQuotas(t *testing.T) {
	rule := enterprise.Rule{Name: "library", Quotas: []enterprise.Quota{
		{By: "tag:industry", Per: map[string]int{"food": 2, "*": 1}}, {By: "region", Places: 2}, {Places: 5},
	}}
	l, err := rule.Make(plain(t))
	require.NoError(t, err)
	assert.Equal(t, []string{"e1", "e2", "e3", "e6"}, codes(l.On))
	for unit, why := range map[string]string{
		"e4": "the one place of tag:industry (steel) is taken",
		"e5": "all 2 places of tag:industry (food) are taken",
		"e7": "the one place of tag:industry (chips) is taken",
		"e8": "all 2 places of tag:industry (food) are taken",
	} {
		assert.Equal(t, []string{why}, say(entry(t, l, unit).Why()), unit)
	}

	rule.Quotas = []enterprise.Quota{{Places: 3}}
	l, err = rule.Make(plain(t))
	require.NoError(t, err)
	assert.Equal(t, []string{"e1", "e2"}, codes(l.On))
	assert.Equal(t, []string{"2 are equal for one place"}, say(entry(t, l, "e3").Why()))
	assert.Equal(t, []string{"all 3 places are taken"}, say(entry(t, l, "e5").Why()))

	rule.Order = []evaluation.Key{{Code: "power", Raw: true, Order: evaluation.LowestFirst}}
	l, err = rule.Make(plain(t))
	require.NoError(t, err)
	assert.Equal(t, []string{"e8", "e7", "e6"}, codes(l.On))
	rule.Order = []evaluation.Key{{}, {Code: "tax", Raw: true, Order: evaluation.HighestFirst}}
	l, err = rule.Make(plain(t))
	require.NoError(t, err)
	assert.Equal(t, []string{"e1", "e2", "e4"}, codes(l.On), "e3 and e4 are equal in score, and e4 has more tax")
}

// TestUpdate: what changed from year to year, and why.
func TestUpdate(t *testing.T) {
	before, err := white().Make(plain(t))
	require.NoError(t, err)
	next := plain(t)
	next.Ranking.Places = slices.Clone(next.Ranking.Places)
	next.Ranking.Places[0].Score, next.Ranking.Places[1].Grade = 70, "C"
	columns := map[string][]float64{"jobs": {100, 80, 60, 40, 35, 30, 20, 10}, "revenue": {11, 10.9, 12, 9, 9, 7, 6, 5}, "before": {10, 10, 10, 10, 8, 6, 5, 5}}
	next.Table = year(t, []float64{1, 1, 1, 1, 1, 1, 1, 1}, "AAAAAAAA", columns).Table
	gone := next.Ranking
	gone.Places = slices.DeleteFunc(gone.Places, func(p evaluation.Place) bool { return p.Unit.Code == "e6" })
	now, err := white().Make(enterprise.Data{Ranking: gone, Table: next.Table})
	require.NoError(t, err)
	type change struct {
		unit     string
		turn     enterprise.Turn
		from, to int
		why      []string
	}
	var got []change
	for _, c := range enterprise.Update(before, now) {
		got = append(got, change{c.Unit.Code, c.Turn, c.From, c.To, say(c.Why)})
	}
	assert.Equal(t, []change{
		{"e5", enterprise.Joined, 0, 1, []string{"no figure of jobs", "revenue is 8, below the 8.72 required by before"}},
		{"e1", enterprise.Moved, 1, 2, nil},
		{"e2", enterprise.Dropped, 2, 0, []string{"grade is C, not one of A, B"}},
		{"e6", enterprise.Dropped, 3, 0, []string{"it is no longer among the units"}},
	}, got)
	assert.Empty(t, enterprise.Update(now, now))
	assert.Equal(t, "it was not among the units before", enterprise.Update(enterprise.List{}, now)[0].Why[0].String())
}

// TestProjects: units of a table that nobody scores, by state, with an order of their own.
func TestProjects(t *testing.T) {
	d := plain(t)
	d.Ranking = evaluation.Ranking{}
	rule := enterprise.Rule{
		Name: "projects", If: []enterprise.Condition{among("tag:industry", "food", "chips")},
		Order: []evaluation.Key{{Code: "tax", Raw: true, Order: evaluation.HighestFirst}}, Quotas: []enterprise.Quota{{By: "region", Places: 1}},
	}
	l, err := rule.Make(d)
	require.NoError(t, err)
	assert.Equal(t, []string{"e2", "e3"}, codes(l.On))
	assert.Zero(t, l.On[0].Place.Rank)
	rule.Order = nil
	_, err = rule.Make(d)
	require.ErrorIs(t, err, basis.ErrMissing)
	require.ErrorContains(t, err, "unit e2: missing value: the order of the list needs a score")
	rule.Order = []evaluation.Key{{Code: "promised", Raw: true, Order: evaluation.HighestFirst}}
	_, err = rule.Make(d)
	require.ErrorContains(t, err, "unit e3, indicator promised: missing value: the order of the list needs it")
}

// TestRuleRefused: everything that is wrong with a rule, at once.
func TestRuleRefused(t *testing.T) {
	r := enterprise.Rule{
		If: []enterprise.Condition{
			nil,
			enterprise.Among{},
			among("grade", "E"), among("tag:indutry", "food"), among("region", "Est"), among("code", "e1"), among("list:x", "y"),
			enterprise.Figure{Of: "taxes"},
			enterprise.Figure{Of: "tax", AtLeast: new(2.0), AtMost: new(1.0)},
			enterprise.Reached{Of: "tax", To: "before", Times: -1},
			enterprise.All{},
			enterprise.Not{Of: enterprise.Any{}},
		},
		Order:  []evaluation.Key{{Code: "tax"}, {Code: "tax", Raw: true}, {Code: "txa", Raw: true, Order: evaluation.HighestFirst}},
		Quotas: []enterprise.Quota{{}, {Places: 1}, {By: "region", Per: map[string]int{"East": -1, "Wset": 1}}, {By: "level", Places: 1}},
	}
	_, err := r.Make(plain(t))
	for _, part := range []string{
		"a list needs a name", "a condition is nil", "does not say among whom", `"E"`, "no unit has anything under tag:indutry", `did you mean "East"`, "members are told by what units have in common", "no lists of figures: list:x",
		`did you mean "tax"`, "the limits of tax are no range", "-1 times before", "no conditions to be met", "not by \"tax\"", "does not say whether the highest",
		"two quotas by \"\"", "-1 places for East", `"Wset"`, "no unit has anything under level", "a quota has either places",
	} {
		assert.ErrorContains(t, err, part)
	}
	require.ErrorIs(t, err, enterprise.ErrRule)
	require.ErrorIs(t, err, basis.ErrUnknown)

	none := enterprise.Rule{Name: "x", If: []enterprise.Condition{enterprise.Not{Of: among("tag:dishonest", "convicted")}}}
	l, err := none.Make(plain(t))
	require.NoError(t, err)
	require.Len(t, l.Warnings, 1)
	require.ErrorIs(t, l.Warnings[0], basis.ErrIdle, "the list of the convicted may be empty")
	assert.Len(t, l.On, 8)
	_, err = enterprise.Rule{Name: "x", If: []enterprise.Condition{enterprise.Figure{Of: "tax"}}}.Make(enterprise.Data{})
	require.ErrorIs(t, err, basis.ErrUnknown)
}

// TestUnknown: what is not known neither holds nor fails, in whatever it stands.
func TestUnknown(t *testing.T) {
	d := plain(t)
	gap := enterprise.Figure{Of: "jobs", AtLeast: new(30.0)}
	holds, fails := among("region", "East"), among("region", "West") // of e5
	for _, c := range []struct {
		of   enterprise.Condition
		want enterprise.Verdict
	}{
		{gap, enterprise.Unknown},
		{enterprise.Not{Of: gap}, enterprise.Unknown},
		{enterprise.All{Of: []enterprise.Condition{gap, holds}}, enterprise.Unknown},
		{enterprise.All{Of: []enterprise.Condition{gap, fails}}, enterprise.Fails},
		{enterprise.Any{Of: []enterprise.Condition{gap, holds}}, enterprise.Holds},
		{enterprise.Any{Of: []enterprise.Condition{gap, fails}}, enterprise.Unknown},
		{enterprise.Reached{Of: "tax", To: "promised"}, enterprise.Unknown},
		{enterprise.Reached{Of: "jobs", To: "tax"}, enterprise.Unknown},
		{enterprise.Reached{Of: "tax", To: "power", AtMost: true}, enterprise.Holds},
		{enterprise.Reached{Of: "power", To: "tax", AtMost: true}, enterprise.Fails},
		{enterprise.Figure{Of: "tax", AtMost: new(17.9)}, enterprise.Fails},
		{enterprise.Figure{Of: "tax"}, enterprise.Holds},
	} {
		l, err := enterprise.Rule{Name: "x", If: []enterprise.Condition{c.of}}.Make(d)
		require.NoError(t, err)
		assert.Equal(t, c.want, entry(t, l, "e5").Findings[0].Verdict, "%v", c.of)
	}
}

// TestWords: conditions say themselves, in both languages.
func TestWords(t *testing.T) {
	for want, c := range map[string]basis.Worded{
		"grade one of A, B":                among("grade", "A", "B").(enterprise.Among),
		"x at least 1":                     enterprise.Figure{Of: "x", AtLeast: new(1.0)},
		"x at most 2":                      enterprise.Figure{Of: "x", AtMost: new(2.0)},
		"x from 1 to 2":                    enterprise.Figure{Of: "x", AtLeast: new(1.0), AtMost: new(2.0)},
		"a figure of x":                    enterprise.Figure{Of: "x"},
		"x at least 1.05 times y":          enterprise.Reached{Of: "x", To: "y", Times: 1.05},
		"x at most 1 times y":              enterprise.Reached{Of: "x", To: "y", AtMost: true},
		"a figure of x; not a figure of y": enterprise.All{Of: []enterprise.Condition{enterprise.Figure{Of: "x"}, enterprise.Not{Of: enterprise.Figure{Of: "y"}}}},
		"a figure of x or a figure of y":   enterprise.Any{Of: []enterprise.Condition{enterprise.Figure{Of: "x"}, enterprise.Figure{Of: "y"}}},
		"no condition":                     enterprise.All{},
		"nothing that can hold":            enterprise.Any{},
	} {
		assert.Equal(t, want, c.Text().String())
		assert.NotEqual(t, want, c.Text().Say(basis.Chinese, enterprise.Texts()))
		assert.Equal(t, want, c.(interface{ String() string }).String())
	}
	assert.Equal(t, "x 不低于 y 的 1.05 倍", enterprise.Reached{Of: "x", To: "y", Times: 1.05}.Text().Say(basis.Chinese, enterprise.Texts()))
}

// TestStored: rules, policies and records read back as they were.
func TestStored(t *testing.T) {
	r := white()
	r.Quotas = []enterprise.Quota{{By: "region", Per: map[string]int{"*": 2}}}
	text, err := json.Marshal(r)
	require.NoError(t, err)
	var back enterprise.Rule
	require.NoError(t, json.Unmarshal(text, &back))
	assert.Equal(t, r, back)
	l, err := r.Make(plain(t))
	require.NoError(t, err)
	text, err = json.Marshal(l)
	require.NoError(t, err)
	var list enterprise.List
	require.NoError(t, json.Unmarshal(text, &list))
	again, err := json.Marshal(list)
	require.NoError(t, err)
	assert.Equal(t, string(text), string(again))
	p := power()
	text, err = json.Marshal(p)
	require.NoError(t, err)
	var policy enterprise.Policy
	require.NoError(t, json.Unmarshal(text, &policy))
	assert.Equal(t, p, policy)
	terms, _, err := p.Apply(plain(t))
	require.NoError(t, err)
	text, err = json.Marshal(terms)
	require.NoError(t, err)
	var stored []enterprise.Term
	require.NoError(t, json.Unmarshal(text, &stored))
	again, err = json.Marshal(stored)
	require.NoError(t, err)
	assert.True(t, bytes.Equal(text, again))
}

// TestListProperties: places are never exceeded, nobody on the list misses a condition,
// everybody stands once, and who has a better score than one on the list is on it or has a
// reason.
func TestListProperties(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		n := rapid.IntRange(1, 20).Draw(rt, "n")
		scores, grades := make([]float64, n), make([]byte, n)
		for i := range scores {
			scores[i] = float64(rapid.IntRange(0, 6).Draw(rt, "score"))
			grades[i] = "ABCD"[rapid.IntRange(0, 3).Draw(rt, "grade")]
		}
		slices.SortFunc(scores, func(a, b float64) int { return int(b - a) })
		d := year(rt, scores, string(grades), map[string][]float64{})
		some := rapid.IntRange(1, 4).Draw(rt, "places")
		all := rapid.IntRange(1, 8).Draw(rt, "all")
		r := enterprise.Rule{Name: "x", If: []enterprise.Condition{among("grade", "A", "B")}, Quotas: []enterprise.Quota{{By: "tag:industry", Places: some}, {Places: all}}}
		d.Ranking.Grades = []string{"A", "B", "C", "D"}
		l, err := r.Make(d)
		require.NoError(rt, err)
		assert.Equal(rt, n, len(l.On)+len(l.Off))
		assert.LessOrEqual(rt, len(l.On), all)
		by := map[string]int{}
		last := math.Inf(1)
		for _, e := range l.On {
			by[e.Place.Unit.Tags.Get("industry")]++
			assert.Contains(rt, []string{"A", "B"}, e.Place.Grade)
			assert.LessOrEqual(rt, e.Place.Score, last)
			last = e.Place.Score
		}
		for _, k := range by {
			assert.LessOrEqual(rt, k, some)
		}
		for _, e := range l.Off {
			assert.NotEmpty(rt, e.Why())
			for _, on := range l.On {
				assert.False(rt, e.Passed.IsZero() && e.Findings[0].Verdict == enterprise.Holds, "%v", on)
			}
		}
	})
}
