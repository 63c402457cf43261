package procedure_test

import (
	"bytes"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/countyeval/countyeval/evaluation/procedure"
	"github.com/countyeval/countyeval/indicators"
)

func readTrail(t require.TestingT, r *procedure.Round) (*procedure.Round, error) {
	return procedure.Read(bytes.NewReader(trail(t, r)), "trail", r.Head())
}

// anything draws an action, sensible or not.
func anything(t *rapid.T, r *procedure.Round) func(procedure.Step) error {
	unit := rapid.SampledFrom([]string{"1", "2", "3", "4"}).Draw(t, "unit")
	from := rapid.SampledFrom([]string{"stats", "revenue", "1", "2", "3", "4"}).Draw(t, "from")
	code := rapid.SampledFrom([]string{"va", "tax", "rd"}).Draw(t, "indicator")
	value := rapid.SampledFrom([]float64{0, 1, 40, 70, 90}).Draw(t, "value")
	n := rapid.IntRange(0, 3).Draw(t, "number")
	kind := rapid.IntRange(0, 2).Draw(t, "kind")
	f := ask("2025-04-16")
	f.Findings[0].Unit, f.Findings[0].Indicator = unit, code
	a := rapid.SampledFrom([]procedure.Action{
		procedure.Return{From: from, Readings: []indicators.Reading{{Unit: unit, Indicator: code, Value: value}}},
		procedure.Sign{From: from},
		f,
		procedure.Answer{Query: n, From: from, Kind: procedure.AnswerKind(kind), Value: value},
		procedure.Answer{Query: n, From: "stats", Kind: procedure.AnswerKind(kind)},
		procedure.Verify{},
		procedure.Publish{},
		procedure.EndNotice{},
		procedure.Object{By: unit, Unit: unit, Indicator: code, Claimed: value, Reason: "x", Evidence: "y"},
		procedure.Object{By: unit, Ruling: n, Reason: "x", Evidence: "y"},
		procedure.Decide{Objection: n, Verdict: procedure.Verdict(kind), Reason: "x"},
		procedure.Verify{},
		nil, nil,
	}).Draw(t, "action")
	if rapid.IntRange(0, 2).Draw(t, "forward") == 0 { // what comes next, allowed or not
		switch r.State() {
		case procedure.Collecting:
			a = procedure.Verify{}
		case procedure.Provisional:
			a = procedure.Publish{}
		case procedure.Noticed:
			a = procedure.EndNotice{}
		case procedure.Objections:
			return func(s procedure.Step) error { return r.Finalize(s, method) }
		}
	}
	if a != nil {
		return func(s procedure.Step) error { return r.Do(s, a) }
	}
	if rapid.Bool().Draw(t, "final") {
		return func(s procedure.Step) error { return r.Finalize(s, method) }
	}
	return func(s procedure.Step) error { return r.Grade(s, method) }
}

// TestRandomRounds: whatever is tried, in whatever order, a round goes through its states
// one by one, is never final with something open, never loses an entry, stays as it was
// when it refuses, and is the same when its trail is read back.
func TestRandomRounds(t *testing.T) {
	ended := 0
	rapid.Check(t, func(t *rapid.T) {
		r := open(t, call(t))
		dates := []string{"2025-04-11", "2025-04-18", "2025-04-22", "2025-04-25", "2025-04-29", "2025-05-06"}
		day := 0
		switch rapid.IntRange(0, 2).Draw(t, "begun") {
		case 1:
			r = reported(t, call(t))
		case 2:
			r, day = noticed(t, call(t)), 3
		}
		for range rapid.IntRange(1, 60).Draw(t, "calls") {
			before, state, text := r.Entries().Len(), r.State(), trail(t, r)
			err := anything(t, r)(on(dates[day]))
			after := trail(t, r)
			if err != nil {
				require.Equal(t, before, r.Entries().Len())
				require.Equal(t, state, r.State())
				require.True(t, bytes.Equal(text, after))
			} else {
				require.Equal(t, before+1, r.Entries().Len())
				require.True(t, bytes.HasPrefix(after, text), "the trail only grows")
				require.Contains(t, []procedure.State{state, state + 1}, r.State(), "one state after the other")
			}
			if rapid.IntRange(0, 5).Draw(t, "next day") == 0 {
				day = min(day+1, len(dates)-1)
			}
		}
		if r.State() > procedure.Collecting {
			for _, x := range r.Readings() {
				require.Equal(t, indicators.Signed, x.State)
			}
			for _, q := range r.Queries().All() {
				require.NotEmpty(t, q.Closed)
			}
		}
		if r.State() == procedure.Final {
			ended++
			items, err := r.Register("2025-12-31")
			require.NoError(t, err)
			for _, x := range items {
				require.NotEmpty(t, x.Done, x.Text)
			}
			require.NoError(t, r.Recompute(method))
		}
		again, err := readTrail(t, r)
		require.NoError(t, err)
		assert.True(t, bytes.Equal(trail(t, r), trail(t, again)))
		assert.Equal(t, r.State(), again.State())
	})
	assert.Positive(t, ended, "rounds that became final")
}
