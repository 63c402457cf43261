package procedure_test

import (
	"math"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/countyeval/countyeval/evaluation/procedure"
	"github.com/countyeval/countyeval/indicators"
	"github.com/countyeval/countyeval/indicators/basis"
	"github.com/countyeval/countyeval/indicators/profile"
)

func answer(kind procedure.AnswerKind, x float64) procedure.Answer {
	return procedure.Answer{Query: 1, From: "stats", Kind: kind, Value: x, Note: "a note"}
}

// TestAnswers: an answer confirms, corrects or withdraws, with its document.
func TestAnswers(t *testing.T) {
	for kind, want := range map[procedure.AnswerKind]procedure.Figure{
		procedure.Confirm: {Value: 100}, procedure.Correct: {Value: 90, Mark: indicators.Restated}, procedure.Withdraw: {Value: math.NaN(), Mark: indicators.Missing},
	} {
		c := call(t)
		c.MayMiss = append(c.MayMiss, "va")
		r := reported(t, c)
		do(t, r, "2025-04-14", ask("2025-04-16"))
		table, err := r.Table()
		require.NoError(t, err)
		_, mark := table.Value("1", "va")
		assert.Equal(t, indicators.Open, mark, "in doubt")
		require.ErrorIs(t, r.Do(on("2025-04-14"), procedure.Verify{}), procedure.ErrOpen)
		require.ErrorIs(t, r.Do(on("2025-04-14"), column("stats", "va", 101)), procedure.ErrState)
		x := 0.0
		if kind == procedure.Correct {
			x = 90
		}
		do(t, r, "2025-04-15", answer(kind, x))
		q := r.Queries().At(0)
		assert.Equal(t, "2025-04-15 文 2025-04-15", q.Closed+" "+q.Document)
		assert.InDelta(t, 100, q.Was, 0)
		table, err = r.Table()
		require.NoError(t, err)
		is, mark := table.Value("1", "va")
		assert.Equal(t, want.Mark, mark)
		assert.Equal(t, math.IsNaN(want.Value), math.IsNaN(is))
		if !math.IsNaN(is) {
			assert.InDelta(t, want.Value, is, 0)
		}
		do(t, r, "2025-04-15", procedure.Verify{})
	}
}

func TestBadAnswers(t *testing.T) {
	r := reported(t, call(t))
	whole := profile.Finding{Rule: profile.RuleLastDigit, Indicator: "va", Text: basis.Textf("by hand")}
	do(t, r, "2025-04-14", ask("2025-04-16"), procedure.Ask{Due: "2025-04-16", Findings: []profile.Finding{whole}})
	for want, a := range map[string]procedure.Answer{
		`unit 1, indicator va: query 1: unknown: it was put to stats, not to "1"`:                                    {Query: 1, From: "1"},
		"unit 1, indicator va: query 1: not a finite number: the correction is NaN":                                  answer(procedure.Correct, math.NaN()),
		"unit 1, indicator va: query 1: value: the correction is 100, which the figure is already; that confirms it": answer(procedure.Correct, 100),
		"unit 1, indicator va: query 1: value: the answer confirm has a figure, 3":                                   answer(procedure.Confirm, 3),
		"unit 1, indicator va: query 1: value: there is no kind of answer AnswerKind(4)":                             answer(4, 0),
		"indicator va: query 2: value: it is about a whole column, which can be confirmed alone":                     {Query: 2, From: "stats", Kind: procedure.Withdraw},
	} {
		assert.Equal(t, []string{want}, said(t, r.Do(on("2025-04-15"), a)))
	}
	do(t, r, "2025-04-15", answer(procedure.Confirm, 0), procedure.Answer{Query: 2, From: "stats"})
	require.ErrorContains(t, r.Do(on("2025-04-15"), answer(procedure.Confirm, 0)), "it was answered on 2025-04-15")
}

// TestUnanswered: what nobody answers in time follows the rule that was declared.
func TestUnanswered(t *testing.T) {
	whole := profile.Finding{Rule: profile.RuleLastDigit, Indicator: "tax", Text: basis.Textf("by hand")}
	one := profile.Finding{Rule: profile.RuleFence, Unit: "2", Indicator: "tax", Text: basis.Textf("by hand")}
	asked := func(rule procedure.Unanswered, f ...profile.Finding) *procedure.Round {
		c := call(t)
		c.Unanswered = rule
		r := reported(t, c)
		do(t, r, "2025-04-14", procedure.Ask{Due: "2025-04-16", Findings: f})
		require.ErrorIs(t, r.Do(on("2025-04-16"), procedure.Verify{}), procedure.ErrOpen, "it may still be answered")
		return r
	}
	r := asked(procedure.Refuse, one)
	assert.Equal(t, []string{"still open: Tax bureau has not answered query 1 about tax of 乙县: by hand"}, said(t, r.Do(on("2025-04-18"), procedure.Verify{})))

	r = asked(procedure.CountMissing, one, whole)
	do(t, r, "2025-04-18", procedure.Verify{})
	table, err := r.Table()
	require.NoError(t, err)
	_, mark := table.Value("2", "tax")
	assert.Equal(t, indicators.Missing, mark)
	q := r.Queries().At(0)
	assert.True(t, q.ByRule)
	assert.InDelta(t, 9.125, q.Was, 0)
	require.NoError(t, r.Grade(on("2025-04-21"), method), "the method fills it in")

	r = asked(procedure.KeepMarked, one)
	do(t, r, "2025-04-18", procedure.Verify{})
	table, err = r.Table()
	require.NoError(t, err)
	x, mark := table.Value("2", "tax")
	assert.Equal(t, indicators.Open, mark)
	assert.InDelta(t, 9.125, x, 0)

	c := call(t)
	c.Unanswered = procedure.CountMissing
	r = reported(t, c)
	do(t, r, "2025-04-14", ask("2025-04-16"))
	assert.Equal(t, []string{"still open: Statistics has not answered query 1 about va of 甲县: 100 is above the fence at 90, and the figure may not be missing"},
		said(t, r.Do(on("2025-04-18"), procedure.Verify{})))
}

// TestTwoSources: county and department report the same figure.
func TestTwoSources(t *testing.T) {
	county := procedure.Return{From: "1", Readings: []indicators.Reading{{Unit: "1", Indicator: "va", Value: 101}}}
	r := open(t, call(t))
	do(t, r, "2025-04-01", column("stats", "va", 100, 80, 60, 40))
	assert.Equal(t, []string{`figure 1 of the return of "1": unit 1, indicator va: two different figures: 100 by stats, 101 by 1`}, said(t, r.Do(on("2025-04-01"), county)))
	same := procedure.Return{From: "1", Readings: []indicators.Reading{{Unit: "1", Indicator: "va", Value: 100}}}
	do(t, r, "2025-04-02", same, column("stats", "va", 102), procedure.Sign{From: "stats"})
	assert.InDelta(t, 102, r.Readings()[0].Value, 0, "who reports again replaces")

	for _, first := range []bool{true, false} {
		c := call(t)
		c.Priority = []string{"1", "stats"}
		r := open(t, c)
		actions := []procedure.Action{county, column("stats", "va", 100)}
		if !first {
			actions[0], actions[1] = actions[1], actions[0]
		}
		do(t, r, "2025-04-01", actions...)
		assert.InDelta(t, 101, r.Readings()[0].Value, 0)
		assert.InDelta(t, 100, r.Lost().At(0).Lost.Value, 0)
		c.Priority = nil
	}
	cover, err := r.Coverage()
	require.NoError(t, err)
	assert.Equal(t, 4, cover.Departments[0].Signed)
}
