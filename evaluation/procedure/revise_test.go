package procedure_test

import (
	"math"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/countyeval/countyeval/evaluation"
	"github.com/countyeval/countyeval/evaluation/incentive"
	"github.com/countyeval/countyeval/evaluation/procedure"
	"github.com/countyeval/countyeval/indicators"
	"github.com/countyeval/countyeval/indicators/basis"
)

func marshal(t require.TestingT, v any) string {
	text, err := basis.Marshal(v, procedure.Kinds())
	require.NoError(t, err)
	return string(text)
}

// TestRevise: exactly what a correction moves is shown, and nothing is done.
func TestRevise(t *testing.T) {
	r := noticed(t, call(t))
	before := trail(t, r)
	c, err := r.Correction("4", "rd", 3)
	require.NoError(t, err)
	v, after, err := r.Revise(method, c)
	require.NoError(t, err)
	assert.Equal(t, before, trail(t, r))
	// 甲县 50 + 30*(7-3)/(9.125-3) + 0 = 69.59; 乙县 33.33 + 30 + 10 = 73.33; 丙县 16.67 + 0 + 20, and 2 by ruling;
	// 丁县 0 + 9.80 + 20*0.25 and now 20: the others stay, as the extremes of rd do.
	require.Len(t, v.Moves, 4, "the awards of all move")
	m := v.Moves[3]
	assert.Equal(t, `[4,"B",14.8] [4,"B",29.8]`, place(evaluation.Place{Rank: m.Was.Rank, Grade: m.Was.Grade, Score: m.Was.Score})+" "+place(evaluation.Place{Rank: m.Is.Rank, Grade: m.Is.Grade, Score: m.Is.Score}))
	assert.Equal(t, "mu", m.Was.Awards[0].Unit.String())
	assert.Equal(t, v.Moves[0].Was.Score, v.Moves[0].Is.Score) // to the last bit
	var scores []string
	for _, s := range v.Scores {
		scores = append(scores, s.Unit+" "+s.Code)
	}
	assert.Equal(t, []string{"4 all", "4 rd"}, scores)
	p, _ := after.Ranking.Find("4")
	assert.InDelta(t, 29.8, p.Score, 0)

	_, again, err := r.Revise(method, c, c.Reverse())
	require.NoError(t, err)
	is, _ := r.Provisional()
	assert.Equal(t, marshal(t, is), marshal(t, again))

	ruling, err := r.Replacement(1, nil)
	require.NoError(t, err)
	v, _, err = r.Revise(method, ruling)
	require.NoError(t, err)
	assert.InDelta(t, -2, v.Moves[2].Is.Score-v.Moves[2].Was.Score, 1e-9)
	assert.Equal(t, marshal(t, v), marshal(t, back(t, v)))
}

func back(t *testing.T, v procedure.Revision) procedure.Revision {
	t.Helper()
	var out procedure.Revision
	require.NoError(t, basis.Unmarshal([]byte(marshal(t, v)), &out, procedure.Kinds()))
	return out
}

func TestReviseRefuses(t *testing.T) {
	r := noticed(t, call(t))
	for want, f := range map[string]func() error{
		"unit 9, indicator va: unknown: the round has no such figure":  func() error { _, err := r.Correction("9", "va", 1); return err },
		"unit 1, indicator all: unknown: the round has no such figure": func() error { _, err := r.Correction("1", "all", 1); return err },
		"unit 1, indicator va: not a finite number: NaN":               func() error { _, err := r.Correction("1", "va", math.NaN()); return err },
		"unit 1, indicator va: value: the figure is 100 already":       func() error { _, err := r.Correction("1", "va", 100); return err },
		"unknown: there is no ruling 2":                                func() error { _, err := r.Replacement(2, nil); return err },
		"value: ruling 1 is about 3, and the one in its place about 2": func() error { _, err := r.Replacement(1, &evaluation.Ruling{Unit: "2"}); return err },
		"change 2: unit 1, indicator va: value: the change begins with 100 (reported), and the figure is 99 (restated)": func() error {
			c, err := r.Correction("1", "va", 99)
			require.NoError(t, err)
			_, _, err = r.Revise(method, c, c)
			return err
		},
		"change 2: value: ruling 1 is not the one that the change begins with": func() error {
			c, err := r.Replacement(1, nil)
			require.NoError(t, err)
			_, _, err = r.Revise(method, c, c)
			return err
		},
	} {
		require.EqualError(t, f(), want)
	}
}

// TestReviseForthAndBack: corrections and their reversals give back the identical outcome.
func TestReviseForthAndBack(t *testing.T) {
	r := noticed(t, call(t))
	is, _ := r.Provisional()
	want := marshal(t, is)
	rapid.Check(t, func(t *rapid.T) {
		var changes, all []procedure.Change
		seen := map[string]bool{}
		for range rapid.IntRange(1, 5).Draw(t, "changes") {
			unit, code := rapid.SampledFrom([]string{"1", "2", "3", "4"}).Draw(t, "unit"), rapid.SampledFrom([]string{"va", "tax", "rd"}).Draw(t, "indicator")
			c, err := r.Correction(unit, code, rapid.Float64Range(0.5, 200).Draw(t, "value"))
			if err != nil || seen[unit+code] {
				continue
			}
			seen[unit+code] = true
			changes = append(changes, c)
		}
		all = append(all, changes...)
		for i := len(changes) - 1; i >= 0; i-- {
			all = append(all, changes[i].Reverse())
		}
		v, after, err := r.Revise(method, all...)
		require.NoError(t, err)
		assert.Equal(t, want, marshal(t, after))
		assert.Empty(t, v.Moves)
		assert.Empty(t, v.Scores)
	})
}

// bad is an evaluator that does not do its work.
type bad struct {
	raw  bool
	fail error
	m    procedure.Method
}

func (b bad) Evaluate(t *indicators.Table, d []evaluation.Ruling) (*evaluation.Result, evaluation.Ranking, []*incentive.Allocation, error) {
	if b.fail != nil {
		return nil, evaluation.Ranking{}, nil, b.fail
	}
	if b.raw {
		b.m.Decision.Ties.Digits = nil
		b.m.Plans = nil
	} else {
		var err error
		if t, err = t.With(indicators.Restated, indicators.Change{Unit: "1", Indicator: "va", Is: 101}); err != nil {
			return nil, evaluation.Ranking{}, nil, err
		}
	}
	return b.m.Evaluate(t, d)
}

// TestBadEvaluators: what an evaluator makes is held against the figures of the round.
func TestBadEvaluators(t *testing.T) {
	r := reported(t, call(t))
	do(t, r, "2025-04-18", procedure.Verify{})
	step := on("2025-04-21")
	require.ErrorIs(t, r.Grade(step, bad{fail: basis.ErrConstant}), basis.ErrConstant)
	require.ErrorContains(t, r.Grade(step, bad{raw: true, m: method}), "the scores are not rounded")
	require.EqualError(t, r.Grade(step, bad{m: method}), "provisional result: unit 1, indicator va: value: the result is of the figure 101, and the round has 100")
	require.ErrorContains(t, r.Grade(step, procedure.Method{Plans: method.Plans}), "provisional result")
	require.NoError(t, r.Grade(step, method))

	do(t, r, "2025-04-22", procedure.Publish{})
	do(t, r, "2025-04-23", procedure.Object{By: "1", Unit: "1", Indicator: "va", Claimed: 101, Reason: "x", Evidence: "y"})
	do(t, r, "2025-04-29", procedure.EndNotice{}, procedure.Decide{Objection: 1, Verdict: procedure.Accepted, Reason: "x"})
	other := method
	other.Plans = nil
	require.ErrorContains(t, r.Finalize(on("2025-04-30"), other), "the evaluator makes another provisional result than it did, as of unit 1")
	require.ErrorIs(t, r.Finalize(on("2025-04-30"), bad{fail: basis.ErrConstant}), basis.ErrConstant)
	require.NoError(t, r.Finalize(on("2025-04-30"), method))
}
