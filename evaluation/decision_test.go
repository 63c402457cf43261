package evaluation_test

import (
	"encoding/json"
	"fmt"
	"math"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/countyeval/countyeval/evaluation"
	"github.com/countyeval/countyeval/indicators"
	"github.com/countyeval/countyeval/indicators/basis"
)

// TestPublishedDigits: not given is not published, 0 is whole numbers.
func TestPublishedDigits(t *testing.T) {
	r := asIs(t, "code,x,y\na,79.6,0\nb,80.4,0\nc,80.396,0\n")
	for _, c := range []struct {
		name      string
		digits    *int
		published bool
		scores    []float64
		ranks     map[string]int
	}{
		{"not published", nil, false, []float64{80.4, 80.396, 79.6}, map[string]int{"a": 3, "b": 1, "c": 2}},
		{"whole numbers", new(0), true, []float64{80, 80, 80}, map[string]int{"a": 1, "b": 1, "c": 1}},
		{"two decimals", new(2), true, []float64{80.4, 80.4, 79.6}, map[string]int{"a": 3, "b": 1, "c": 1}},
	} {
		t.Run(c.name, func(t *testing.T) {
			ties := evaluation.Ties{Digits: c.digits}
			digits, ok, err := ties.Published()
			require.NoError(t, err)
			assert.Equal(t, c.published, ok)
			if ok {
				assert.Equal(t, *c.digits, digits)
			}
			got := rank(t, r, "", ties)
			assert.Equal(t, c.published, got.Published())
			assert.Equal(t, c.ranks, ranks(got))
			var scores []float64
			for _, p := range got.Places {
				scores = append(scores, p.Score)
			}
			assert.Equal(t, c.scores, scores)
		})
	}
	for _, bad := range []int{-1, 13} {
		ties := evaluation.Ties{Digits: new(bad)}
		_, _, err := ties.Published()
		require.ErrorIs(t, err, evaluation.ErrTies)
		_, err = evaluation.Decision{Ties: ties}.Rank(r)
		require.ErrorIs(t, err, evaluation.ErrTies)
		_, err = evaluation.Decision{Ties: ties}.RankWith(r, "a", 1)
		require.ErrorIs(t, err, evaluation.ErrTies)
	}
}

// TestRulesAsText: the rules of a decision are written in words and read back.
func TestRulesAsText(t *testing.T) {
	type rules struct {
		Ties       evaluation.Ties
		Quotas     evaluation.Quotas
		Stages     evaluation.TwoStage
		Thresholds evaluation.Thresholds
		Apart      evaluation.Members
		Gain       evaluation.Gain
	}
	key := evaluation.Key{Code: "tax", Raw: true, Order: evaluation.LowestFirst}
	want := rules{
		Ties:       evaluation.Ties{Rule: evaluation.Dense, Digits: new(0), Break: []evaluation.Key{key}},
		Quotas:     evaluation.Quotas{Base: evaluation.All, Grades: []evaluation.Quota{share("A", 0.2, evaluation.Ceil), {Grade: "B", Rest: true}}},
		Stages:     evaluation.TwoStage{Best: evaluation.Stage2{Grade: "A", Share: 0.15, Rounding: evaluation.Nearest, Key: key}, Middle: "B"},
		Thresholds: evaluation.Thresholds{{Grade: "A", AtLeast: 60}, {Grade: "B", Rest: true}},
		Apart:      evaluation.Members{By: "level", In: []string{"district"}},
		Gain:       evaluation.ScoreGain,
	}
	text, err := json.Marshal(want)
	require.NoError(t, err)
	for _, word := range []string{`"dense"`, `"digits":0`, `"lowest first"`, `"base":"all"`, `"ceil"`, `"nearest"`, `"points"`} {
		assert.Contains(t, string(text), word)
	}
	var got rules
	require.NoError(t, json.Unmarshal(text, &got))
	assert.Equal(t, want, got)
	require.ErrorIs(t, json.Unmarshal([]byte(`{"Ties":{"rule":"sparse"}}`), &got), basis.ErrUnknown)
	_, err = json.Marshal(evaluation.Ties{Rule: 9})
	require.Error(t, err)
	assert.Equal(t, "ranks points dense ceil all", fmt.Sprint(evaluation.RankGain, " ", evaluation.ScoreGain, " ", evaluation.Dense, " ", evaluation.Ceil, " ", evaluation.All))
}

// TestDecisionRefused: all that is wrong with a decision is said at once.
func TestDecisionRefused(t *testing.T) {
	r := asIs(t, "code,x,y\na,79.6,0\nb,80.4,0\n")
	_, err := evaluation.Decision{
		Code:  "nobody",
		Ties:  evaluation.Ties{Digits: new(-1), Rule: 9, Break: []evaluation.Key{{Code: "z"}, {Code: "x", Raw: true}, {Code: "y", Order: 7}}},
		Apart: evaluation.Members{By: "class"},
	}.Rank(r)
	require.ErrorContains(t, err, "no rule 9")
	require.ErrorContains(t, err, "-1 published digits")
	require.ErrorContains(t, err, "the key has no order: highest or lowest first must be said")
	require.ErrorContains(t, err, "a key has no order 7")
	require.ErrorIs(t, err, basis.ErrEmpty)
	var unknown []string
	for _, e := range inputErrors(err) {
		if strings.Contains(e.Error(), basis.ErrUnknown.Error()) {
			unknown = append(unknown, e.Indicator)
		}
	}
	assert.Equal(t, []string{"nobody", "z"}, unknown)
	_, err = evaluation.Decision{Apart: evaluation.Members{By: "grade", In: []string{"A"}}}.Rank(r)
	require.ErrorIs(t, err, basis.ErrValue, "nobody has a grade yet")
}

// TestRankWith: a ranking as if one unit had another score is that of a result in
// which it has this score.
func TestRankWith(t *testing.T) {
	csv := func(x []float64) *indicators.Table {
		f := single(t)
		units := make([]indicators.Unit, len(x))
		for i := range units {
			units[i] = indicators.Unit{Code: string(rune('a' + i)), Class: string("KLM"[i%3])}
		}
		tab, err := indicators.NewTable(f, units, map[string][]float64{"x": x}, nil)
		require.NoError(t, err)
		return tab
	}
	rapid.Check(t, func(t *rapid.T) {
		score := rapid.Map(rapid.IntRange(0, 40), func(i int) float64 { return float64(i) / 2 })
		x := rapid.SliceOfN(score, 3, 9).Draw(t, "x")
		at, to := rapid.IntRange(0, len(x)-1).Draw(t, "unit"), score.Draw(t, "to")
		d := evaluation.Decision{
			Ties:   evaluation.Ties{Rule: evaluation.TieRule(rapid.IntRange(0, 2).Draw(t, "rule")), Digits: new(rapid.IntRange(0, 1).Draw(t, "digits"))},
			Own:    rapid.Bool().Draw(t, "own"),
			Grader: evaluation.Quotas{Grades: []evaluation.Quota{share("A", 0.4, evaluation.Ceil), {Grade: "B", Rest: true}}},
		}
		if rapid.Bool().Draw(t, "apart") {
			d.Apart = evaluation.Members{By: "class", In: []string{"M"}}
		}
		rulings := []evaluation.Ruling{ruling("b", evaluation.NotRanked), graded("a", evaluation.GradeAtMost, "B")}
		code := string(rune('a' + at))
		before, err := evaluation.Model{}.Evaluate(csv(x), rulings)
		require.NoError(t, err)
		got, err := d.RankWith(before, code, to)
		require.NoError(t, err)
		unchanged, err := d.Rank(before)
		require.NoError(t, err)
		same, err := d.RankWith(before, code, x[at])
		require.NoError(t, err)
		assert.Equal(t, unchanged, same)

		x[at] = to
		after, err := evaluation.Model{}.Evaluate(csv(x), rulings)
		require.NoError(t, err)
		want, err := d.Rank(after)
		require.NoError(t, err)
		assert.Equal(t, want, got)
	})

	r := asIs(t, "code,x,y\na,80,1\nb,70,2\nc,60,3\n")
	got, err := evaluation.Decision{Code: "y"}.RankWith(r, "a", 2.5)
	require.NoError(t, err)
	assert.Equal(t, map[string]int{"a": 2, "b": 3, "c": 1}, ranks(got), "of another node")
	assert.Equal(t, []float64{80, 70, 60}, r.Scores("").Copy(), "the result keeps its scores")
	_, err = evaluation.Decision{}.RankWith(r, "z", 1)
	require.ErrorIs(t, err, basis.ErrUnknown)
	assert.Equal(t, "z", inputErrors(err)[0].Unit)
	for _, bad := range []float64{math.NaN(), math.Inf(1), math.Inf(-1)} {
		_, err = evaluation.Decision{}.RankWith(r, "a", bad)
		require.ErrorIs(t, err, basis.ErrNumber)
	}
	_, err = evaluation.Decision{Code: "nobody"}.RankWith(r, "a", 1)
	require.ErrorIs(t, err, basis.ErrUnknown)
}

// medals is a grader of our own: gold for the first group of tied units, and nothing
// but thanks for the others. In the class Strict it has a grade more.
type medals struct{ strict string }

func (m medals) Grade(c evaluation.Entrants) (evaluation.Graded, error) {
	out := evaluation.Graded{Names: []string{"gold", "thanks"}}
	if c.Class != "" && c.Class == m.strict {
		out.Names = []string{"gold", "silver", "thanks"}
	}
	for _, group := range c.Groups() {
		out.Of = append(out.Of, out.Names[min(group, 1)])
	}
	if c.All > len(c.Places) {
		out.Warnings = append(out.Warnings, basis.Errorf("%d of %d have no place", c.All-len(c.Places), c.All))
	}
	return out, nil
}

// broken answers what a grader must not.
type broken struct{ of []string }

func (b broken) Grade(evaluation.Entrants) (evaluation.Graded, error) {
	return evaluation.Graded{Names: []string{"gold"}, Of: b.of}, nil
}

// TestGraderOfOnesOwn: any grader works through a decision, for all units or in each
// class, and what it answers is looked at.
func TestGraderOfOnesOwn(t *testing.T) {
	r := evaluate(t, evaluation.Model{}, table(t, single(t), "code,class,x\na,K,90\nb,L,80\nc,K,90\nd,L,70\ne,L,60\n"), ruling("e", evaluation.NotRanked), graded("d", evaluation.GradeFixed, "gold"))
	got, err := evaluation.Decision{Grader: medals{}}.Rank(r)
	require.NoError(t, err)
	assert.Equal(t, []string{"gold", "thanks"}, got.Grades)
	assert.Equal(t, map[string]string{"a": "gold", "b": "thanks", "c": "gold", "d": "gold", "e": ""}, gradesOf(got), "a ruling comes last")
	require.Len(t, got.Warnings, 1)
	require.EqualError(t, got.Warnings[0], "1 of 5 have no place")
	d, _ := got.Find("d")
	assert.Equal(t, "thanks", d.Cut)

	got, err = evaluation.Decision{Own: true, Grader: medals{}}.Rank(r)
	require.NoError(t, err)
	assert.Equal(t, map[string]string{"a": "gold", "b": "gold", "c": "gold", "d": "gold", "e": ""}, gradesOf(got))
	d, _ = got.Find("d")
	assert.Equal(t, "thanks", d.Cut)
	require.Len(t, got.Warnings, 1)
	require.EqualError(t, got.Warnings[0], `class "L": 1 of 3 have no place`)

	_, err = evaluation.Decision{Own: true, Grader: medals{strict: "L"}}.Rank(r)
	require.ErrorIs(t, err, evaluation.ErrGrades)
	require.ErrorContains(t, err, `class "L": grades: they are gold, silver, thanks, and in the classes before gold, thanks`)
	for name, of := range map[string][]string{
		"too few": {"gold"}, "none of its grades": {"gold", "gold", "tin", "gold"}, "no grade": {"gold", "", "gold", "gold"},
	} {
		_, err = evaluation.Decision{Grader: broken{of}}.Rank(r)
		require.ErrorIs(t, err, evaluation.ErrGrades, name)
	}
	_, err = evaluation.Decision{Own: true, Grader: evaluation.Quotas{}}.Rank(r)
	require.ErrorContains(t, err, `class "K": grades: none is given`)
	require.ErrorContains(t, err, `class "L": grades: none is given`)

	lowered, err := evaluation.Decision{Grader: evaluation.Conditional{Of: medals{}, Conditions: []evaluation.Condition{{Grade: "gold", AtLeast: 95}}}}.Rank(r)
	require.NoError(t, err)
	assert.Equal(t, map[string]string{"a": "thanks", "b": "thanks", "c": "thanks", "d": "gold", "e": ""}, gradesOf(lowered), "conditions go around any grader")
}

func gradesOf(r evaluation.Ranking) map[string]string {
	out := map[string]string{}
	for _, p := range r.Places {
		out[p.Unit.Code] = p.Grade
	}
	return out
}
