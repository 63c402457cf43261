package evaluation_test

import (
	"encoding/json"
	"math"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/countyeval/countyeval/evaluation"
	"github.com/countyeval/countyeval/evaluation/aggregate"
	"github.com/countyeval/countyeval/indicators"
	"github.com/countyeval/countyeval/indicators/basis"
	"github.com/countyeval/countyeval/weights"
)

// TestFrozen: the same data give the same scores and weights, whatever made them, also when
// the model has been written and read.
func TestFrozen(t *testing.T) {
	_, tab := generated(t, 60, 3, 3)
	idle := framework(t, indicators.Indicator{Code: "root", Children: []indicators.Indicator{
		{Code: "a", Weight: 1, Children: []indicators.Indicator{{Code: "x", Weight: 1}, {Code: "y", Weight: 3}}},
		{Code: "b", Children: []indicators.Indicator{{Code: "z", Weight: 1}, {Code: "w", Weight: 2}}},
	}})
	quiet := table(t, idle, "code,x,y,z,w\n1,1,5,3,1\n2,2,3,3,2\n3,4,4,1,3\n")
	sparse := table(t, idle, "code,x,y,z,w\n1,1,,3,1\n2,2,3,3,2\n3,4,4,1,3\n")
	for name, c := range map[string]struct {
		m   evaluation.Model
		tab *indicators.Table
	}{
		"declared":         {evaluation.Model{}, tab},
		"entropy":          {evaluation.Model{Weigh: weights.Entropy{}}, tab},
		"by class":         {evaluation.Model{Weigh: weights.CRITIC{}, ByClass: true}, tab},
		"flat":             {evaluation.Model{Weigh: weights.StdDev{}, Flat: true}, tab},
		"flat by class":    {evaluation.Model{Weigh: weights.StdDev{}, Flat: true, ByClass: true}, tab},
		"idle dimension":   {evaluation.Model{}, quiet},
		"missing rescaled": {evaluation.Model{Aggregate: aggregate.Present{}}, sparse},
	} {
		t.Run(name, func(t *testing.T) {
			r := evaluate(t, c.m, c.tab)
			frozen := r.Frozen()
			again := evaluate(t, frozen, c.tab)
			written, err := json.Marshal(frozen)
			require.NoError(t, err)
			var read evaluation.Model
			require.NoError(t, json.Unmarshal(written, &read))
			stored := evaluate(t, read, c.tab)
			for i, u := range c.tab.Units() {
				want := r.Scores("").At(i)
				assert.InDelta(t, want, again.Scores("").At(i), 1e-9)
				assert.Equal(t, again.Scores("").At(i), stored.Scores("").At(i))
				_, global := r.Weights(u.Code)
				_, same := again.Weights(u.Code)
				assert.InDeltaSlice(t, global, same, 1e-12)
			}
		})
	}
}

// TestFrozenNextYear: with weights by entropy and scales of the year before, a county whose
// figures are the same has the same score, whatever the others do.
func TestFrozenNextYear(t *testing.T) {
	f := framework(t, indicators.Indicator{Code: "root", Children: []indicators.Indicator{{Code: "x"}, {Code: "y"}}})
	last := table(t, f, "code,x,y\n1,1,5\n2,2,3\n3,4,4\n")
	this := table(t, f, "code,x,y\n1,1,5\n2,3,3.5\n3,2,4.5\n")
	m := evaluation.Model{Weigh: weights.Entropy{}}
	before := evaluate(t, m, last)
	after := evaluate(t, before.Frozen(), this)
	assert.InDelta(t, before.Scores("").At(0), after.Scores("").At(0), 1e-9)
	assert.Greater(t, math.Abs(before.Scores("").At(0)-evaluate(t, m, this).Scores("").At(0)), 1e-3)

	more := framework(t, indicators.Indicator{Code: "root", Children: []indicators.Indicator{{Code: "x"}, {Code: "y"}, {Code: "z"}}})
	came := table(t, more, "code,x,y,z\n1,1,5,1\n2,3,3.5,2\n")
	_, err := evaluation.Model{Weigh: before.FrozenWeights()}.Evaluate(came, nil)
	require.ErrorIs(t, err, basis.ErrWeights)

	// A class that was not there has no frozen weights.
	_, tab := generated(t, 30, 2, 2)
	some, err := tab.Select(func(u indicators.Unit) bool { return u.Class != "C" })
	require.NoError(t, err)
	classes := evaluate(t, evaluation.Model{ByClass: true, Weigh: weights.Entropy{}}, some)
	_, err = evaluation.Model{ByClass: true, Weigh: classes.FrozenWeights()}.Evaluate(tab, nil)
	require.ErrorIs(t, err, basis.ErrWeights)
}
