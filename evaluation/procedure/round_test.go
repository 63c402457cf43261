package procedure_test

import (
	"bytes"
	"encoding/json"
	"errors"
	"math"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/countyeval/countyeval/evaluation"
	"github.com/countyeval/countyeval/evaluation/procedure"
	"github.com/countyeval/countyeval/indicators"
	"github.com/countyeval/countyeval/indicators/basis"
	"github.com/countyeval/countyeval/indicators/profile"
)

// TestRound goes from the call to the final list.
func TestRound(t *testing.T) {
	r := reported(t, call(t))
	do(t, r, "2025-04-14", ask("2025-04-16"), procedure.Answer{Query: 1, From: "stats", Kind: procedure.Correct, Value: 90, Note: "a zone was counted in"})
	assert.Equal(t, procedure.Collecting, r.State())
	do(t, r, "2025-04-18", procedure.Verify{})
	require.NoError(t, r.Grade(on("2025-04-21"), method))
	do(t, r, "2025-04-22", procedure.Publish{})
	from, to := r.Notice()
	assert.Equal(t, "2025-04-23 to 2025-04-28", from+" to "+to, "Sunday 27 is worked")
	do(t, r, "2025-04-28", procedure.Object{By: "4", Unit: "4", Indicator: "va", Claimed: 70, Reason: "wrong column", Evidence: "return of 2 April"},
		procedure.Object{By: "2", Ruling: 1, Reason: "no such prize", Evidence: "list of prizes"})
	require.ErrorIs(t, r.Finalize(on("2025-04-29"), method), procedure.ErrState)
	do(t, r, "2025-04-29", procedure.EndNotice{})
	err := r.Finalize(on("2025-04-29"), method)
	require.ErrorIs(t, err, procedure.ErrOpen)
	assert.Len(t, said(t, err), 2)
	do(t, r, "2025-04-30", procedure.Decide{Objection: 2, Verdict: procedure.Accepted, Reason: "the prize was another year's"},
		procedure.Decide{Objection: 1, Verdict: procedure.InPart, Value: 65, Reason: "the return says 65"})
	require.NoError(t, r.Finalize(on("2025-05-06"), method))
	assert.Equal(t, procedure.Final, r.State())
	require.ErrorIs(t, r.Do(on("2025-05-06"), procedure.Verify{}), procedure.ErrState)
	require.NoError(t, r.Recompute(method))

	before, _ := r.Provisional()
	after, _ := r.Final()
	p, _ := before.Ranking.Find("4")
	assert.Equal(t, `[4,"B",14.8]`, place(p), "50*0 + 30*(5-3)/(9.125-3) + 20*(1.5-1)/(3-1)")
	p, _ = after.Ranking.Find("4")
	assert.Positive(t, p.Score)
	var got []string
	for _, d := range r.Differences() {
		text := d.Move.Unit.Name
		at := d.Move.Was
		for _, c := range d.Causes {
			text += " " + string(rune('0'+c.Objection))
			assert.Equal(t, at.Score, c.Moves[0].Was.Score) // to the last bit
			at = c.Moves[0].Is
		}
		assert.Equal(t, d.Move.Is, at, "the causes lead from the provisional place to the final one")
		got = append(got, text)
	}
	t.Log(got)
	assert.NotEmpty(t, got)
}

func place(p evaluation.Place) string {
	text, _ := json.Marshal([]any{p.Rank, p.Grade, p.Score})
	return string(text)
}

// TestRefusals: what is open is all told, and the round stays as it was.
func TestRefusals(t *testing.T) {
	r := open(t, call(t))
	do(t, r, "2025-04-01", column("stats", "va", 100, 80, math.NaN()), own("1", 1))
	before := trail(t, r)
	err := r.Do(on("2025-04-11"), procedure.Verify{})
	require.ErrorIs(t, err, procedure.ErrOpen)
	assert.Equal(t, []string{
		"still open: Statistics has not reported va of 丁县",
		"still open: Statistics says that there is no va of 丙县, which may not be missing",
		"still open: Statistics has not signed va of 3 units",
		"still open: Tax bureau has not reported tax of 4 units",
		"still open: 乙县 has not reported its rd",
		"still open: 丙县 has not reported its rd",
		"still open: 丁县 has not reported its rd",
	}, said(t, err))
	assert.Equal(t, before, trail(t, r))
	assert.Equal(t, "尚未办结：统计局尚未签认va（3 个单位）", basis.Say(errorAt(err, 2), basis.Chinese, procedure.Texts()))
	for _, e := range said(t, r.Do(on("2025-04-14"), procedure.Verify{})) {
		assert.NotContains(t, e, "tax", "it may be missing, and the last day for returns is over")
	}

	for name, c := range map[string]struct {
		step procedure.Step
		a    procedure.Action
		want []string
	}{
		"no step":         {procedure.Step{}, procedure.Sign{From: "stats"}, []string{"missing value: the step has no office", "missing value: the step has no document", `date: "" is not of the form 2026-03-31`}},
		"other year":      {on("2026-01-05"), procedure.Sign{From: "stats"}, []string{"date: the calendar does not have the year of 2026-01-05"}},
		"earlier":         {on("2025-03-31"), procedure.Sign{From: "stats"}, []string{"date: 2025-03-31 is before 2025-04-01, when the step before it was taken"}},
		"nothing to sign": {on("2025-04-01"), procedure.Sign{From: "1"}, []string{`empty: "1" has reported nothing that it has not signed`}},
		"nothing":         {on("2025-04-01"), nil, []string{"out of order: a result is made by its evaluator, not by hand"}},
		"by hand":         {on("2025-04-01"), procedure.Graded{}, []string{"out of order: a result is made by its evaluator, not by hand"}},
		"called":          {on("2025-04-01"), call(t), []string{"out of order: the round is called already"}},
		"too early":       {on("2025-04-01"), procedure.Publish{}, []string{"out of order: the round is collecting, and would have to be provisional"}},
		"not theirs": {on("2025-04-01"), procedure.Return{From: "revenue", Readings: []indicators.Reading{
			{Unit: "1", Indicator: "va", Value: 1},
			{Unit: "9", Indicator: "tax", Value: 1},
			{Unit: "2", Indicator: "tax", Value: 1, State: indicators.Verified},
			{Unit: "3", Indicator: "tax", Value: 1},
			{Unit: "3", Indicator: "tax", Value: 1},
			{Unit: "3", Indicator: "tx", Value: 1},
		}}, []string{
			`figure 1 of the return of "revenue": unit 1, indicator va: unknown: it is not for "revenue" to report`,
			`figure 2 of the return of "revenue": unit 9, indicator tax: unknown: there is no such unit`,
			`figure 3 of the return of "revenue": unit 2, indicator tax: value: a return is reported or signed, not verified`,
			`figure 5 of the return of "revenue": unit 3, indicator tax: code: the return has the figure twice`,
			`figure 6 of the return of "revenue": unit 3, indicator tx: unknown: the framework has no measured indicator or auxiliary column of that code (did you mean "tax"?)`,
		}},
		"empty": {on("2025-04-01"), procedure.Return{From: "revenue"}, []string{`empty: the return of "revenue" has no figures`}},
		"nobody to ask": {on("2025-04-01"), procedure.Ask{Due: "2025-04-05", Findings: []profile.Finding{
			{Unit: "3", Indicator: "va", Text: basis.Textf("x")}, {Indicator: "rd", Text: basis.Textf("x")}, {Unit: "1", Indicator: "va"}, {Unit: "1", Indicator: "va", Err: basis.ErrFew},
		}}, []string{
			"date: 2025-04-05, when answers are due, is no working day from 2025-04-01 on",
			"unit 3, indicator va: unknown: there is no such figure to ask about",
			"indicator rd: unknown: the column has no department to ask",
			"unit 1, indicator va: missing value: the query has no words",
		}},
		"no query":       {on("2025-04-01"), procedure.Answer{Query: 1}, []string{"unknown: there is no query 1"}},
		"nothing to ask": {on("2025-04-01"), procedure.Ask{Due: "2025-04-07", Findings: []profile.Finding{{Err: basis.ErrFew}}}, []string{"empty: there is nothing to ask"}},
	} {
		assert.Equal(t, c.want, said(t, r.Do(c.step, c.a)), name)
		assert.Equal(t, before, trail(t, r), name)
	}
	_, _, err = r.Revise(method)
	require.ErrorIs(t, err, procedure.ErrState)
	require.ErrorIs(t, r.Grade(on("2025-04-01"), method), procedure.ErrState)
	require.ErrorIs(t, r.Recompute(method), procedure.ErrState)
}

func errorAt(err error, i int) error {
	for e := range basis.All(err) {
		if i == 0 {
			return e
		}
		i--
	}
	return nil
}

// TestBadCall: all that is wrong with a call is told at once.
func TestBadCall(t *testing.T) {
	c := call(t)
	c.Name, c.Scheme.Digest, c.VerifyBy, c.NoticeDays, c.Unanswered = basis.Text{}, "00", "2025-04-10", 0, 3
	c.Priority = []string{"1", "stats", "stat"}
	c.MayMiss, c.Departments, c.Rulings = []string{"all"}, []procedure.Department{{Code: "land"}}, []evaluation.Ruling{{Unit: "9", Reason: "x", Document: "y"}}
	c.Units = append(c.Units[:4:4], indicators.Unit{Code: "stats"})
	_, err := procedure.Open(on("2025-03-17"), c)
	got := said(t, err)
	assert.Len(t, got, 10)
	for _, want := range []string{
		"has no name", `the digest of the scheme is said to be "00"`, "may be missing, but nobody reports it", `the department "land" reports nothing`,
		`"stats" is the code of a unit (row 5) and of a department`, "verified by 2025-04-10 and reported by 2025-04-11", "0 working days of notice", `"stat", which has priority, reports nothing`, "there is no rule Unanswered(3)",
	} {
		require.ErrorContains(t, err, want)
	}
	_, err = procedure.Open(procedure.Step{}, procedure.Call{})
	for _, want := range []string{"has no scheme", "has no framework", "the calendar has no years"} {
		require.ErrorContains(t, err, want)
	}
	require.ErrorIs(t, new(procedure.Round).Do(on("2025-03-17"), procedure.Verify{}), procedure.ErrState)
}

// TestStored: a round is written, read back, goes on, and is the same; as lines and as one
// document.
func TestStored(t *testing.T) {
	c := call(t)
	r := noticed(t, c)
	back, err := procedure.Read(bytes.NewReader(trail(t, r)), "trail.jsonl", r.Head())
	require.NoError(t, err)
	assert.Equal(t, string(trail(t, r)), string(trail(t, back)))
	assert.Equal(t, procedure.Noticed, back.State())
	assert.Equal(t, r.Call().ReportBy, back.Call().ReportBy)
	require.NoError(t, back.Recompute(method))
	do(t, back, "2025-04-29", procedure.EndNotice{})
	require.NoError(t, back.Finalize(on("2025-05-06"), method))
	assert.Empty(t, back.Differences())
	assert.Equal(t, "2025-05-06", back.Date())

	text, err := json.Marshal(back)
	require.NoError(t, err)
	again := new(procedure.Round)
	require.NoError(t, json.Unmarshal(text, again))
	assert.Equal(t, string(trail(t, back)), string(trail(t, again)))
	forged := bytes.Replace(text, []byte(`"value":80`), []byte(`"value":81`), 1)
	require.ErrorIs(t, json.Unmarshal(forged, again), procedure.ErrTrail)
	require.Error(t, json.Unmarshal([]byte(`{"entries":[]}`), again))

	other := method
	other.Decision.Ties.Digits = new(1)
	require.ErrorContains(t, back.Recompute(other), "the provisional result comes out otherwise")
	_, err = procedure.Read(bytes.NewReader(nil), "trail.jsonl", procedure.Head{})
	require.ErrorIs(t, err, basis.ErrEmpty)
	_, err = procedure.Read(failing{}, "trail.jsonl", procedure.Head{})
	require.ErrorContains(t, err, "trail.jsonl: no disk")
	_, err = r.WriteTo(failing{})
	require.ErrorContains(t, err, "no disk")
}

type failing struct{}

func (failing) Read([]byte) (int, error)  { return 0, errors.New("no disk") }
func (failing) Write([]byte) (int, error) { return 0, errors.New("no disk") }
