package robustness_test

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/countyeval/countyeval/evaluation"
	"github.com/countyeval/countyeval/evaluation/aggregate"
	"github.com/countyeval/countyeval/evaluation/incentive"
	"github.com/countyeval/countyeval/evaluation/robustness"
	"github.com/countyeval/countyeval/indicators"
	"github.com/countyeval/countyeval/indicators/basis"
	"github.com/countyeval/countyeval/indicators/normalize"
	"github.com/countyeval/countyeval/weights"
)

var oneDigit = evaluation.Decision{
	Ties:   evaluation.Ties{Digits: new(1)},
	Grader: evaluation.Quotas{Grades: []evaluation.Quota{{Grade: "A", Share: 0.25}, {Grade: "B", Rest: true}}},
}

func ranked(t testing.TB, d evaluation.Decision, r *evaluation.Result) evaluation.Ranking {
	t.Helper()
	out, err := d.Rank(r)
	require.NoError(t, err)
	return out
}

// otherwise is the result of four with another scheme.
func otherwise(t testing.TB, s weights.Scheme) *evaluation.Result {
	t.Helper()
	base := four()
	m := base.Model
	m.Weigh = s
	return evaluate(t, m, base.Prepared)
}

func land(amount float64) incentive.Plan {
	return incentive.Plan{
		Pool:    incentive.Pool{Name: "land", Measure: incentive.Measure{Name: "mu"}, Amount: amount, Lot: 1},
		Clauses: []incentive.Clause{incentive.ByScore{Base: 50}},
	}
}

// TestRequirementsByHand: declared weights 50, 30, 20 give north 77, south 76.5, east 70.5
// and west 53; all weight on green gives west 90, south 80, north 70 and east 60.
func TestRequirementsByHand(t *testing.T) {
	green := otherwise(t, weights.Fixed{"output": 0, "innovation": 0, "green": 1})
	c := robustness.Candidate{
		Result: green, Decision: oneDigit, Reference: ranked(t, oneDigit, four()), Plans: []incentive.Plan{land(1000)},
	}
	for _, tc := range []struct {
		name string
		met  robustness.Requirement
		not  robustness.Requirement
		want robustness.Breach
	}{
		{"first", robustness.KeepsFirst{N: 2, Least: 1}, robustness.KeepsFirst{N: 2, Least: 2}, robustness.Breach{Found: 1, Limit: 2, Units: []string{"north"}}},
		{"moves", robustness.MovesAtMost{Ranks: 3}, robustness.MovesAtMost{Ranks: 1}, robustness.Breach{Found: 3, Limit: 1, Units: []string{"west", "north"}}},
		// Of six pairs north and east keep theirs, south and east too: (2 - 4) / 6.
		{"tau", robustness.Agrees{Tau: -0.34}, robustness.Agrees{Tau: 0.5}, robustness.Breach{Found: -1.0 / 3, Limit: 0.5, Units: []string{"west", "north", "east"}}},
		{"weights", robustness.KeepsFirst{N: 4, Least: 4}, robustness.NoZeroWeights{}, robustness.Breach{Indicators: []string{"output", "innovation"}}},
		// Before: 1000 over 27 + 26.5 + 20.5 + 3 = 77: 350, 344, 266, 38. After: 1000 over
		// 40 + 30 + 20 + 10: 400, 300, 200, 100.
		{"awards", robustness.AwardsFallAtMost{Share: 0.63}, robustness.AwardsFallAtMost{Share: 0.2}, robustness.Breach{Of: "pool land", Found: 166.0 / 266, Limit: 0.2, Units: []string{"east", "north"}}},
	} {
		t.Run(tc.name, func(t *testing.T) {
			require.NoError(t, robustness.Require(c, tc.met))
			err := robustness.Require(c, tc.met, tc.not)
			require.ErrorIs(t, err, robustness.ErrRequirement)
			all := basis.Find[*robustness.Breach](err)
			require.Len(t, all, 1)
			assert.InDelta(t, tc.want.Found, all[0].Found, 1e-12)
			tc.want.Found, tc.want.Requirement = all[0].Found, tc.not.String()
			assert.Equal(t, tc.want, *all[0])
			assert.Contains(t, err.Error(), tc.not.String())
		})
	}
}

// TestBorderStands agrees with the proof: north and south part at a radius of 2.63 %.
func TestBorderStands(t *testing.T) {
	c := robustness.Candidate{Result: four(), Decision: oneDigit}
	p, err := robustness.NewProof(c.Result, c.Decision, robustness.Box{})
	require.NoError(t, err)
	radius, err := p.Grade("A")
	require.NoError(t, err)
	require.NoError(t, robustness.Require(c, robustness.BorderStands{Grade: "A", Set: robustness.Box{Radius: radius.Radius}}))
	err = robustness.Require(c, robustness.BorderStands{Grade: "A", Set: robustness.Box{Radius: 0.1}})
	all := basis.Find[*robustness.Breach](err)
	require.Len(t, all, 1)
	assert.Equal(t, []string{"north", "south"}, all[0].Units)
	assert.InDelta(t, radius.Radius, all[0].Found, 0)
}

// TestExplains: one indicator that alone varies explains all, two that are the same share it.
func TestExplains(t *testing.T) {
	const n = 30
	x, noise := make([]float64, n), make([]float64, n)
	for i := range x {
		x[i], noise[i] = float64(3*i), 50+float64(i%2)
	}
	root := indicators.Indicator{Code: "root", Children: []indicators.Indicator{{Code: "x", Weight: 1}, {Code: "noise", Weight: 1}, {Code: "flat", Weight: 1}}}
	flat := make([]float64, n)
	r := evaluate(t, evaluation.Model{}, scored(t, root, n, map[string][]float64{"x": x, "noise": noise, "flat": flat}))
	c := robustness.Candidate{Result: r}
	err := robustness.Require(c, robustness.ExplainsAtMost{Share: 0.9})
	all := basis.Find[*robustness.Breach](err)
	require.Len(t, all, 1)
	assert.Equal(t, []string{"x"}, all[0].Indicators)
	assert.Greater(t, all[0].Found, 0.99)

	err = robustness.Require(c, robustness.ImportanceWithin{Factor: 2})
	all = basis.Find[*robustness.Breach](err)
	require.Len(t, all, 3)
	assert.Equal(t, []string{"x"}, all[0].Indicators)
	assert.InDelta(t, 3, all[0].Found, 0.1)
	assert.InDelta(t, 2, all[0].Limit, 0)
	assert.Equal(t, []string{"flat"}, all[2].Indicators)
	assert.Zero(t, all[2].Found)
	assert.InDelta(t, 0.5, all[2].Limit, 0)
	require.NoError(t, robustness.Require(robustness.Candidate{Result: four()}, robustness.ExplainsAtMost{Share: 1}))
}

// TestMonotone: means of scores under declared weights are monotone; weights from the data are
// not.
func TestMonotone(t *testing.T) {
	tab := generated(t, 12, 2, 3)
	for name, tc := range map[string]struct {
		model evaluation.Model
		met   bool
	}{
		"declared":  {evaluation.Model{}, true},
		"geometric": {evaluation.Model{Normalize: normalize.MinMax{Lo: 1, Hi: 100}, Aggregate: aggregate.Geometric{}}, true},
		"ranks":     {evaluation.Model{Normalize: normalize.Rank{}}, true},
		"entropy":   {evaluation.Model{Weigh: weights.Entropy{}}, false},
	} {
		t.Run(name, func(t *testing.T) {
			c := robustness.Candidate{Result: evaluate(t, tc.model, tab)}
			err := robustness.Require(c, robustness.Monotone{})
			if tc.met {
				require.NoError(t, err)
				return
			}
			for _, b := range basis.Find[*robustness.Breach](err) {
				assert.Less(t, b.Found, 0.0)
				assert.NotEmpty(t, b.Units)
				assert.Len(t, b.Indicators, 1)
			}
			require.ErrorIs(t, err, robustness.ErrRequirement)
		})
	}
}

// TestMonotoneTarget probes toward a target from both sides.
func TestMonotoneTarget(t *testing.T) {
	root := indicators.Indicator{Code: "root", Children: []indicators.Indicator{
		{Code: "x", Direction: indicators.Target, Target: &indicators.Range{Lo: 40, Hi: 50}}, {Code: "y", Direction: indicators.Lower},
	}}
	tab := tableOf(t, root, 5, map[string][]float64{"x": {10, 30, 45, 70, nan}, "y": {5, 4, 3, 2, 1}})
	m := evaluation.Model{Aggregate: aggregate.Present{}}
	require.NoError(t, robustness.Require(robustness.Candidate{Result: evaluate(t, m, tab)}, robustness.Monotone{}))
}

// TestItselfMeetsAll: against itself nothing moves and nothing falls.
func TestItselfMeetsAll(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		tab := generated(t, rapid.IntRange(6, 20).Draw(rt, "n"), 2, 2)
		r := evaluate(t, evaluation.Model{}, tab)
		d := evaluation.Decision{Ties: evaluation.Ties{Digits: new(2)}, Own: rapid.Bool().Draw(rt, "own")}
		n := rapid.IntRange(1, 2).Draw(rt, "first")
		plan := land(500)
		plan.Clauses = []incentive.Clause{incentive.ByScore{Base: 0}}
		c := robustness.Candidate{Result: r, Decision: d, Reference: ranked(t, d, r), Plans: []incentive.Plan{plan}}
		if !d.Own { // scores of classes do not compare
			require.NoError(rt, robustness.Require(c, robustness.AwardsFallAtMost{}))
		}
		require.NoError(rt, robustness.Require(c,
			robustness.KeepsFirst{N: n, Least: n}, robustness.MovesAtMost{}, robustness.Agrees{Tau: 1}, robustness.NoZeroWeights{}))
	})
}

// TestRequireSaysWhatItCannot: what cannot be checked is an error and no breach.
func TestRequireSaysWhatItCannot(t *testing.T) {
	c := robustness.Candidate{Result: four(), Decision: oneDigit}
	for _, r := range []robustness.Requirement{
		nil,
		robustness.KeepsFirst{N: 1, Least: 1},
		robustness.MovesAtMost{},
		robustness.Agrees{Tau: 1},
		robustness.AwardsFallAtMost{},
		robustness.ExplainsAtMost{Share: 2},
		robustness.ImportanceWithin{},
		robustness.BorderStands{Grade: "Z"},
		robustness.MovesAtMost{Ranks: -1},
		robustness.KeepsFirst{},
		robustness.Agrees{Tau: nan},
		robustness.AwardsFallAtMost{Share: -1},
	} {
		err := robustness.Require(c, r)
		require.Error(t, err, "%T", r)
		require.NotErrorIs(t, err, robustness.ErrRequirement)
	}
	require.ErrorIs(t, robustness.Require(robustness.Candidate{}), basis.ErrEmpty)
	c.Reference = evaluation.Ranking{Own: true, Places: []evaluation.Place{{Rank: 1}}}
	require.ErrorIs(t, robustness.Require(c, robustness.MovesAtMost{}), evaluation.ErrClass)
}
