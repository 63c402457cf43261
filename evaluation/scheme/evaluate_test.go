package scheme_test

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/countyeval/countyeval/evaluation"
	"github.com/countyeval/countyeval/evaluation/procedure"
	"github.com/countyeval/countyeval/evaluation/scheme"
	"github.com/countyeval/countyeval/indicators"
	"github.com/countyeval/countyeval/indicators/basis"
)

var _ procedure.Evaluator = (*scheme.File)(nil)

// TestEvaluate: a round that runs on a scheme file gives what [scheme.Run] makes of the same
// figures, under the rulings of the round.
func TestEvaluate(t *testing.T) {
	f, table := opened(t, nil)
	tree := table.Framework()
	c := procedure.Call{
		Name: basis.Named("Evaluation (made up)", "评价（虚构）"), Period: "2024",
		Scheme:    procedure.SchemeOf(basis.Named("Scheme", "办法"), small),
		Framework: tree, Units: allUnits(table),
		Calendar: procedure.Calendar{Years: []int{2025}}, ReportBy: "2025-04-11", VerifyBy: "2025-04-18", NoticeDays: 5, DecideDays: 5,
	}
	step := func(date string) procedure.Step {
		return procedure.Step{Office: "办公室", Date: date, Document: "文 " + date}
	}
	r, err := procedure.Open(step("2025-03-17"), c)
	require.NoError(t, err)
	for _, u := range c.Units {
		back := procedure.Return{From: u.Code}
		for _, in := range tree.Reported() {
			x, _ := table.Value(u.Code, in.Code)
			back.Readings = append(back.Readings, indicators.Reading{Unit: u.Code, Indicator: in.Code, Value: x, State: indicators.Signed})
		}
		require.NoError(t, r.Do(step("2025-03-24"), back))
	}
	require.NoError(t, r.Do(step("2025-04-15"), procedure.Verify{}))
	require.NoError(t, r.Grade(step("2025-04-21"), f))
	want, err := scheme.Run(f, table)
	require.NoError(t, err)
	_, ranking, awards, err := f.Evaluate(table, nil)
	require.NoError(t, err)
	assert.Equal(t, want.Ranking, ranking)
	assert.Equal(t, want.Awards[0].Allocation, awards[0])
	require.NoError(t, r.Recompute(f))

	_, _, _, err = f.Evaluate(table, []evaluation.Ruling{{Unit: "nobody"}})
	require.ErrorIs(t, err, basis.ErrUnknown, "the rulings of the round")
	assert.Empty(t, f.Rulings, "the file is as it was")
}

// TestEvaluateWithoutAward: what cannot be awarded cannot be published.
func TestEvaluateWithoutAward(t *testing.T) {
	f, table := opened(t, nil)
	s := f.Scheme
	s.Plans = append(s.Plans[:0:0], s.Plans...)
	s.Plans[0].Pool.Amount = -1
	own := *f
	own.Scheme = s
	_, _, _, err := own.Evaluate(table, nil)
	require.Error(t, err)
}

func allUnits(t *indicators.Table) []indicators.Unit {
	var out []indicators.Unit
	for _, u := range t.Units() {
		out = append(out, u)
	}
	return out
}
