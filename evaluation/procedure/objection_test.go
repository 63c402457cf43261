package procedure_test

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/countyeval/countyeval/evaluation"
	"github.com/countyeval/countyeval/evaluation/procedure"
)

func TestBadObjections(t *testing.T) {
	r := noticed(t, call(t))
	good := procedure.Object{By: "4", Unit: "4", Indicator: "va", Claimed: 70, Reason: "wrong column", Evidence: "return of 2 April"}
	with := func(edit func(o *procedure.Object)) procedure.Object {
		o := good
		edit(&o)
		return o
	}
	for _, c := range []struct {
		date string
		a    procedure.Action
		want []string
	}{
		{"2025-04-22", good, []string{"unit 4, indicator va: date: objections are taken from 2025-04-23 to 2025-04-28, not on 2025-04-22"}},
		{"2025-04-29", good, []string{"unit 4, indicator va: date: objections are taken from 2025-04-23 to 2025-04-28, not on 2025-04-29"}},
		{"2025-04-23", with(func(o *procedure.Object) { o.By, o.Reason = "9", " " }), []string{
			`unit 4, indicator va: unknown: "9", which objects, is no unit of the round`, "unit 4, indicator va: missing value: an objection needs a reason and evidence",
		}},
		{"2025-04-23", with(func(o *procedure.Object) { o.Ruling = 1 }), []string{"unit 4, indicator va: value: the objection is to a ruling and to a figure; each is one of its own"}},
		{"2025-04-23", procedure.Object{By: "4", Ruling: 2, Reason: "x", Evidence: "y"}, []string{"unknown: there is no ruling 2"}},
		{"2025-04-23", with(func(o *procedure.Object) { o.Claimed = 40 }), []string{"unit 4, indicator va: value: the figure is 40 already"}},
		{"2025-04-28", procedure.EndNotice{}, []string{"date: the notice lasts until the end of 2025-04-28"}},
		{"2025-04-23", procedure.Decide{Objection: 1}, []string{"unknown: there is no objection 1"}},
	} {
		assert.Equal(t, c.want, said(t, r.Do(on(c.date), c.a)))
	}
	do(t, r, "2025-04-28", good, procedure.Object{By: "3", Ruling: 1, Reason: "3 points were decided", Evidence: "No. 1"})
	assert.Equal(t, "2025-05-08", r.Objections().At(0).Due)
	replaced := evaluation.Ruling{Unit: "3", Effect: evaluation.AddPoints, Item: "bonus", Count: 1, Points: 3, Reason: "made up", Document: "No. 1, corrected"}
	for _, c := range []struct {
		a    procedure.Decide
		want []string
	}{
		{procedure.Decide{Objection: 1, Verdict: 5, Value: 3}, []string{
			"objection 1: missing value: the decision has no reason", "objection 1: value: there is no verdict Verdict(5)",
			"objection 1: value: a figure or ruling of its own is for a decision in part, each about its own kind",
		}},
		{procedure.Decide{Objection: 1, Verdict: procedure.InPart, Value: 70, Reason: "x"}, []string{"objection 1: value: a decision in part gives the figure claimed, 70"}},
		{procedure.Decide{Objection: 1, Verdict: procedure.InPart, Value: 40, Reason: "x"}, []string{"objection 1: unit 4, indicator va: value: the figure is 40 already"}},
		{procedure.Decide{Objection: 1, Verdict: procedure.InPart, Ruling: &replaced, Reason: "x"}, []string{"objection 1: value: a figure or ruling of its own is for a decision in part, each about its own kind"}},
		{procedure.Decide{Objection: 2, Verdict: procedure.InPart, Reason: "x"}, []string{"objection 2: missing value: the decision in part has no ruling in the place of the other"}},
	} {
		assert.Equal(t, c.want, said(t, r.Do(on("2025-04-29"), c.a)))
	}
	do(t, r, "2025-04-29", procedure.EndNotice{}, procedure.Decide{Objection: 2, Verdict: procedure.InPart, Ruling: &replaced, Reason: "a slip of the pen"},
		procedure.Decide{Objection: 1, Verdict: procedure.Rejected, Reason: "the return says 40"})
	require.ErrorContains(t, r.Do(on("2025-04-29"), procedure.Decide{Objection: 1, Reason: "x"}), "it was decided on 2025-04-29")
	assert.Equal(t, []evaluation.Ruling{replaced}, r.Rulings())
	require.NoError(t, r.Finalize(on("2025-05-06"), method))
	d := r.Differences()
	require.NotEmpty(t, d)
	for _, x := range d {
		require.Len(t, x.Causes, 1)
		assert.Equal(t, 2, x.Causes[0].Objection)
	}
	again, err := readTrail(t, r)
	require.NoError(t, err)
	assert.Equal(t, d, again.Differences())
}
