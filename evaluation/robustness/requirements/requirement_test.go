package requirements_test

import (
	"math"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/countyeval/countyeval/evaluation"
	"github.com/countyeval/countyeval/evaluation/aggregate"
	"github.com/countyeval/countyeval/evaluation/incentive"
	"github.com/countyeval/countyeval/evaluation/robustness/internal/robustnesstest"
	"github.com/countyeval/countyeval/evaluation/robustness/proof"
	"github.com/countyeval/countyeval/evaluation/robustness/requirements"
	"github.com/countyeval/countyeval/indicators"
	"github.com/countyeval/countyeval/indicators/basis"
	"github.com/countyeval/countyeval/indicators/normalize"
	"github.com/countyeval/countyeval/weights"
)

// TestRequirementsByHand: declared weights 50, 30, 20 give north 77, south 76.5, east 70.5
// and west 53; all weight on green gives west 90, south 80, north 70 and east 60.
func TestRequirementsByHand(t *testing.T) {
	green := robustnesstest.Otherwise(t, weights.Fixed{"output": 0, "innovation": 0, "green": 1})
	c := requirements.Candidate{
		Result: green, Decision: robustnesstest.OneDigit(), Reference: robustnesstest.Ranked(t, robustnesstest.OneDigit(), robustnesstest.Four()), Plans: []incentive.Plan{robustnesstest.Land(1000)},
	}
	for _, tc := range []struct {
		name string
		met  requirements.Requirement
		not  requirements.Requirement
		want requirements.Breach
	}{
		{"first", requirements.KeepsFirst{N: 2, Least: 1}, requirements.KeepsFirst{N: 2, Least: 2}, requirements.Breach{Found: 1, Limit: 2, Units: []string{"north"}}},
		{"moves", requirements.MovesAtMost{Ranks: 3}, requirements.MovesAtMost{Ranks: 1}, requirements.Breach{Found: 3, Limit: 1, Units: []string{"west", "north"}}},
		// Of six pairs north and east keep theirs, south and east too: (2 - 4) / 6.
		{"tau", requirements.Agrees{Tau: -0.34}, requirements.Agrees{Tau: 0.5}, requirements.Breach{Found: -1.0 / 3, Limit: 0.5, Units: []string{"west", "north", "east"}}},
		{"weights", requirements.KeepsFirst{N: 4, Least: 4}, requirements.NoZeroWeights{}, requirements.Breach{Indicators: []string{"output", "innovation"}}},
		// Before: 1000 over 27 + 26.5 + 20.5 + 3 = 77: 350, 344, 266, 38. After: 1000 over
		// 40 + 30 + 20 + 10: 400, 300, 200, 100.
		{"awards", requirements.AwardsFallAtMost{Share: 0.63}, requirements.AwardsFallAtMost{Share: 0.2}, requirements.Breach{Of: basis.Textf("pool %s", "land"), Found: 166.0 / 266, Limit: 0.2, Units: []string{"east", "north"}}},
	} {
		t.Run(tc.name, func(t *testing.T) {
			require.NoError(t, requirements.Check(c, tc.met))
			err := requirements.Check(c, tc.met, tc.not)
			require.ErrorIs(t, err, requirements.ErrRequirement)
			all := basis.Find[*requirements.Breach](err)
			require.Len(t, all, 1)
			assert.InDelta(t, tc.want.Found, all[0].Found, 1e-12)
			tc.want.Found, tc.want.Requirement = all[0].Found, tc.not.Text()
			assert.Equal(t, tc.want, *all[0])
			assert.Contains(t, err.Error(), tc.not.Text().String())
		})
	}
}

// TestBorderStands agrees with the proof: north and south part at a radius of 2.63 %.
func TestBorderStands(t *testing.T) {
	c := requirements.Candidate{Result: robustnesstest.Four(), Decision: robustnesstest.OneDigit()}
	p, err := proof.New(c.Result, c.Decision, proof.Box{})
	require.NoError(t, err)
	radius, err := p.Grade("A")
	require.NoError(t, err)
	require.NoError(t, requirements.Check(c, requirements.BorderStands{Grade: "A", Set: proof.Box{Radius: radius.Radius}}))
	err = requirements.Check(c, requirements.BorderStands{Grade: "A", Set: proof.Box{Radius: 0.1}})
	all := basis.Find[*requirements.Breach](err)
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
	r := robustnesstest.Evaluate(t, evaluation.Model{}, robustnesstest.Scored(t, root, n, map[string][]float64{"x": x, "noise": noise, "flat": flat}))
	c := requirements.Candidate{Result: r}
	err := requirements.Check(c, requirements.ExplainsAtMost{Share: 0.9})
	all := basis.Find[*requirements.Breach](err)
	require.Len(t, all, 1)
	assert.Equal(t, []string{"x"}, all[0].Indicators)
	assert.Greater(t, all[0].Found, 0.99)

	err = requirements.Check(c, requirements.ImportanceWithin{Factor: 2})
	all = basis.Find[*requirements.Breach](err)
	require.Len(t, all, 3)
	assert.Equal(t, []string{"x"}, all[0].Indicators)
	assert.InDelta(t, 3, all[0].Found, 0.1)
	assert.InDelta(t, 2, all[0].Limit, 0)
	assert.Equal(t, []string{"flat"}, all[2].Indicators)
	assert.Zero(t, all[2].Found)
	assert.InDelta(t, 0.5, all[2].Limit, 0)
	require.NoError(t, requirements.Check(requirements.Candidate{Result: robustnesstest.Four()}, requirements.ExplainsAtMost{Share: 1}))
}

// TestMonotone: means of scores under declared weights are monotone; weights from the data are
// not.
func TestMonotone(t *testing.T) {
	tab := robustnesstest.Generated(t, 12, 2, 3)
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
			c := requirements.Candidate{Result: robustnesstest.Evaluate(t, tc.model, tab)}
			err := requirements.Check(c, requirements.Monotone{})
			if tc.met {
				require.NoError(t, err)
				return
			}
			for _, b := range basis.Find[*requirements.Breach](err) {
				assert.Less(t, b.Found, 0.0)
				assert.NotEmpty(t, b.Units)
				assert.Len(t, b.Indicators, 1)
			}
			require.ErrorIs(t, err, requirements.ErrRequirement)
		})
	}
}

// TestMonotoneTarget probes toward a target from both sides.
func TestMonotoneTarget(t *testing.T) {
	root := indicators.Indicator{Code: "root", Children: []indicators.Indicator{
		{Code: "x", Direction: indicators.Target, Target: &indicators.Range{Lo: 40, Hi: 50}}, {Code: "y", Direction: indicators.Lower},
	}}
	tab := robustnesstest.TableOf(t, root, 5, map[string][]float64{"x": {10, 30, 45, 70, math.NaN()}, "y": {5, 4, 3, 2, 1}})
	m := evaluation.Model{Aggregate: aggregate.Present{}}
	require.NoError(t, requirements.Check(requirements.Candidate{Result: robustnesstest.Evaluate(t, m, tab)}, requirements.Monotone{}))
}

// TestItselfMeetsAll: against itself nothing moves and nothing falls.
func TestItselfMeetsAll(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		tab := robustnesstest.Generated(t, rapid.IntRange(6, 20).Draw(rt, "n"), 2, 2)
		r := robustnesstest.Evaluate(t, evaluation.Model{}, tab)
		d := evaluation.Decision{Ties: evaluation.Ties{Digits: new(2)}, Own: rapid.Bool().Draw(rt, "own")}
		n := rapid.IntRange(1, 2).Draw(rt, "first")
		plan := robustnesstest.Land(500)
		plan.Clauses = []incentive.Clause{incentive.ByScore{Base: 0}}
		c := requirements.Candidate{Result: r, Decision: d, Reference: robustnesstest.Ranked(t, d, r), Plans: []incentive.Plan{plan}}
		if !d.Own { // scores of classes do not compare
			require.NoError(rt, requirements.Check(c, requirements.AwardsFallAtMost{}))
		}
		require.NoError(rt, requirements.Check(c,
			requirements.KeepsFirst{N: n, Least: n}, requirements.MovesAtMost{}, requirements.Agrees{Tau: 1}, requirements.NoZeroWeights{}))
	})
}

// TestRequireSaysWhatItCannot: what cannot be checked is an error and no breach.
func TestRequireSaysWhatItCannot(t *testing.T) {
	c := requirements.Candidate{Result: robustnesstest.Four(), Decision: robustnesstest.OneDigit()}
	for _, r := range []requirements.Requirement{
		nil,
		requirements.KeepsFirst{N: 1, Least: 1},
		requirements.MovesAtMost{},
		requirements.Agrees{Tau: 1},
		requirements.AwardsFallAtMost{},
		requirements.ExplainsAtMost{Share: 2},
		requirements.ImportanceWithin{},
		requirements.BorderStands{Grade: "Z"},
		requirements.MovesAtMost{Ranks: -1},
		requirements.KeepsFirst{},
		requirements.Agrees{Tau: math.NaN()},
		requirements.AwardsFallAtMost{Share: -1},
	} {
		err := requirements.Check(c, r)
		require.Error(t, err, "%T", r)
		require.NotErrorIs(t, err, requirements.ErrRequirement)
	}
	require.ErrorIs(t, requirements.Check(requirements.Candidate{}), basis.ErrEmpty)
	c.Reference = evaluation.Ranking{Own: true, Places: []evaluation.Place{{Rank: 1}}}
	require.ErrorIs(t, requirements.Check(c, requirements.MovesAtMost{}), evaluation.ErrClass)
}

// TestInChinese: what is not met is said in Chinese too.
func TestInChinese(t *testing.T) {
	c := requirements.Candidate{Result: robustnesstest.Otherwise(t, weights.Fixed{"output": 0, "innovation": 0, "green": 1}), Decision: robustnesstest.OneDigit(), Reference: robustnesstest.Ranked(t, robustnesstest.OneDigit(), robustnesstest.Four())}
	err := requirements.Check(c, requirements.NoZeroWeights{}, requirements.KeepsFirst{N: 2, Least: 2})
	assert.Equal(t, "未达到要求：没有权重为 0 的指标：实际为 0，限值为 0，指标 output, innovation\n未达到要求：前 2 名中至少 2 个不变：实际为 1，限值为 2，单位 north", basis.Say(err, basis.Chinese, requirements.Texts()))
}
