package robustness_test

import (
	"context"
	"encoding/json"
	"math/rand/v2"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/countyeval/countyeval/evaluation"
	"github.com/countyeval/countyeval/evaluation/incentive"
	"github.com/countyeval/countyeval/evaluation/incentive/fill"
	"github.com/countyeval/countyeval/evaluation/incentive/scrutiny"
	"github.com/countyeval/countyeval/evaluation/robustness"
	"github.com/countyeval/countyeval/evaluation/robustness/internal/robustnesstest"
	"github.com/countyeval/countyeval/indicators/basis"
)

// TestRankingSameAsDecision: all that a ranking says, but for warnings and grades.
func TestRankingSameAsDecision(t *testing.T) {
	tab := robustnesstest.Generated(t, 25, 3, 2)
	unit := func(i int) string { return tab.Unit(i).Code }
	rulings := []evaluation.Ruling{
		{Unit: unit(3), Effect: evaluation.NotRanked, Reason: "made up", Document: "made up"},
		{Unit: unit(4), Effect: evaluation.OutsideQuota, Reason: "made up", Document: "made up"},
		{Unit: unit(5), Effect: evaluation.NoAward, Reason: "made up", Document: "made up"},
		{Unit: unit(6), Effect: evaluation.AddPoints, Count: 1, Points: 2.5, Item: "bonus", Reason: "made up", Document: "made up"},
		{Unit: unit(7), Effect: evaluation.NotRanked, Reason: "made up", Document: "made up"},
	}
	for _, d := range []evaluation.Decision{
		{},
		{Ties: evaluation.Ties{Digits: new(0)}},
		{Ties: evaluation.Ties{Digits: new(0), Rule: evaluation.Ordinal}},
		{Ties: evaluation.Ties{Digits: new(0), Rule: evaluation.Dense}, Own: true},
		{Ties: evaluation.Ties{Digits: new(1)}, Apart: evaluation.Members{By: "class", In: []string{"B"}}},
		{Own: true, Ties: evaluation.Ties{Digits: new(1)}, Apart: evaluation.Members{By: "class", In: []string{"B", "A"}}},
	} {
		base := robustnesstest.Evaluate(t, evaluation.Model{}, tab, rulings...)
		e, err := robustness.NewEvaluator(base, d, robustness.Choices{})
		require.NoError(t, err)
		w, rng := e.Worker(), rand.New(rand.NewPCG(1, 2))
		for range 20 {
			by := robustnesstest.Drawn(rng, robustnesstest.Local(base), 0.5)
			w.SetWeights(by)
			require.NoError(t, w.Score())
			m := base.Model
			m.Weigh = robustnesstest.Fixed(base.Codes(), by)
			want := robustnesstest.Ranked(t, d, robustnesstest.Evaluate(t, m, tab, rulings...))
			want.Warnings = nil
			require.Equal(t, want, w.Ranking())
		}
	}
}

// awardStudy has two plans for the same land, one above a high zero point.
func awardStudy(t testing.TB) robustness.Study {
	t.Helper()
	s := study(t, 20)
	steady, bold := robustnesstest.Land(1000), robustnesstest.Land(1000)
	steady.Clauses = []incentive.Clause{incentive.Grades{"A", "B"}, incentive.ByScore{}}
	bold.Pool.Name, bold.Clauses = "bold", []incentive.Clause{incentive.Grades{"A"}, incentive.ByScore{Base: 20}, incentive.CapAt{Figure: "request"}}
	s.Plans = []incentive.Plan{steady, bold}
	of := map[string]float64{}
	for _, u := range s.Table.AppendUnits(nil) {
		of[u.Code] = 400
	}
	s.Figures = incentive.Figures{Decimals: []incentive.Decimals{{Name: "request", Of: of}}}
	return s
}

// TestAwardsSameAsAllocate carries every draw out by the model, the decision and the plans
// themselves, and counts anew.
func TestAwardsSameAsAllocate(t *testing.T) {
	s := awardStudy(t)
	const draws = 60
	o := robustness.Options{Draws: draws, Seed: 2}
	report := run(t, s, o)
	require.Zero(t, report.Failed)
	base := robustnesstest.Ranked(t, s.Decision, robustnesstest.Evaluate(t, s.Model, s.Table))
	for k, plan := range s.Plans {
		pool := report.Pools[k]
		require.Equal(t, plan.Pool.Name, pool.Name)
		first, err := plan.Allocate(base, s.Figures)
		require.NoError(t, err)
		sum, some, less := map[string]float64{}, map[string]float64{}, map[string]float64{}
		var turnover float64
		for d := range draws {
			draw, err := s.Draw(o, d)
			require.NoError(t, err)
			ranking := robustnesstest.Ranked(t, s.Decision, resultOf(t, s, draw))
			a, err := plan.Allocate(ranking, s.Figures)
			require.NoError(t, err)
			for _, w := range a.Awards {
				sum[w.Place.Unit.Code] += float64(w.Amount) / draws
				if w.Amount > 0 {
					some[w.Place.Unit.Code] += 1.0 / draws
				}
				if w.Amount < 50 {
					less[w.Place.Unit.Code] += 1.0 / draws
				}
			}
			moved, err := scrutiny.TurnoverOf(first, a)
			require.NoError(t, err)
			x, _ := moved.Amount.Float64()
			turnover += x / draws
		}
		assert.InDelta(t, turnover, pool.MeanTurnover(), 1e-9)
		assert.LessOrEqual(t, pool.TurnoverQuantile(0.5), pool.TurnoverQuantile(0.95))
		for _, u := range pool.Units {
			code := u.Unit.Code
			was, _ := first.Find(code)
			assert.Equal(t, int64(was.Amount), u.Base)
			assert.InDelta(t, sum[code], u.Mean(), 1e-9)
			assert.InDelta(t, some[code], u.Any(), 1e-9)
			assert.InDelta(t, less[code], u.Below(50), 1e-9)
			assert.LessOrEqual(t, u.Quantile(0.05), u.Quantile(0.95))
		}
	}
	steady, ok := report.Pool("land")
	require.True(t, ok)
	bold, ok := report.Pool("bold")
	require.True(t, ok)
	assert.Less(t, steady.MeanTurnover(), bold.MeanTurnover())
	risk := bold.AtRisk()
	require.NotEmpty(t, risk)
	for i := 1; i < len(risk); i++ {
		assert.GreaterOrEqual(t, risk[i-1].Deviation(), risk[i].Deviation())
	}
	_, ok = report.Pool("none")
	assert.False(t, ok)
}

// resultOf is the draw by the model itself.
func resultOf(t testing.TB, s robustness.Study, draw robustness.Draw) *evaluation.Result {
	t.Helper()
	m := s.Model
	for _, f := range s.Factors {
		switch f := f.(type) {
		case robustness.Normalizers:
			m.Normalize = f.Of[draw.Normalize]
		case robustness.Aggregators:
			m.Aggregate = f.Of[draw.Aggregate]
		}
	}
	m.Weigh = robustnesstest.Fixed(robustnesstest.Evaluate(t, s.Model, s.Table).Codes(), draw.Shares[0])
	return robustnesstest.Evaluate(t, m, s.Table)
}

// TestAwardsMerge: parts merge, after they were written and read back.
func TestAwardsMerge(t *testing.T) {
	s := awardStudy(t)
	whole := run(t, s, robustness.Options{Draws: 40, Seed: 2})
	var parts []*robustness.Report
	for _, o := range []robustness.Options{{Draws: 15, Seed: 2}, {From: 15, Draws: 25, Seed: 2}} {
		text, err := json.Marshal(run(t, s, o))
		require.NoError(t, err)
		back := &robustness.Report{}
		require.NoError(t, json.Unmarshal(text, back))
		parts = append(parts, back)
	}
	both, err := parts[1].Merge(parts[0])
	require.NoError(t, err)
	assert.Equal(t, whole, both)
	parts[0].Pools = parts[0].Pools[:1]
	_, err = parts[1].Merge(parts[0])
	require.ErrorIs(t, err, robustness.ErrStudy)
}

// TestPlanAlternatives: with the cap of half the draws, awards are those of the two plans.
func TestPlanAlternatives(t *testing.T) {
	s := awardStudy(t)
	capped := s.Plans[1]
	open := capped
	open.Clauses = open.Clauses[:2]
	s.Plans = []incentive.Plan{capped}
	s.Factors = []robustness.Factor{robustness.Plans{Pool: "bold", Of: []incentive.Plan{capped, open}}}
	got := run(t, s, robustness.Options{Draws: 100, Sampling: robustness.LowDiscrepancy})
	base := robustnesstest.Ranked(t, s.Decision, robustnesstest.Evaluate(t, s.Model, s.Table))
	a, err := capped.Allocate(base, s.Figures)
	require.NoError(t, err)
	b, err := open.Allocate(base, incentive.Figures{})
	require.NoError(t, err)
	for _, u := range got.Pools[0].Units {
		x, _ := a.Find(u.Unit.Code)
		y, _ := b.Find(u.Unit.Code)
		assert.InDelta(t, float64(x.Amount+y.Amount)/2, u.Mean(), 0.03*float64(x.Amount+y.Amount)+1e-9)
	}
	for name, f := range map[string]robustness.Plans{
		"no such pool":   {Pool: "none", Of: []incentive.Plan{capped}},
		"of another":     {Pool: "bold", Of: []incentive.Plan{robustnesstest.Land(1)}},
		"nothing":        {Pool: "bold"},
		"lacks a figure": {Pool: "bold", Of: []incentive.Plan{{Pool: capped.Pool, Clauses: []incentive.Clause{incentive.CapAt{Figure: "zz"}}}}},
	} {
		s.Factors = []robustness.Factor{f}
		_, err := robustness.Run(context.Background(), s, robustness.Options{Draws: 1})
		require.Error(t, err, name)
	}
	s.Factors = []robustness.Factor{robustness.Plans{Pool: "bold", Of: []incentive.Plan{capped}}}
	s.Plans = []incentive.Plan{capped, capped}
	_, err = robustness.Run(context.Background(), s, robustness.Options{Draws: 1})
	require.ErrorIs(t, err, robustness.ErrStudy)
	s.Plans, s.Figures = []incentive.Plan{capped}, incentive.Figures{}
	_, err = robustness.Run(context.Background(), s, robustness.Options{Draws: 1})
	require.Error(t, err)
	require.NotErrorIs(t, err, basis.ErrEmpty)
}

// TestTwin: each award is within one lot of the exact one, draw by draw, for scores, caps,
// powers and lots as they come.
func TestTwin(t *testing.T) {
	base, swift := awardStudy(t), 0
	defer func() { assert.Positive(t, swift) }()
	rapid.Check(t, func(rt *rapid.T) {
		s := base
		plan := base.Plans[1]
		plan.Pool.Lot = rapid.SampledFrom([]float64{1, 5, 100}).Draw(rt, "lot")
		plan.Pool.Measure.Digits = rapid.IntRange(0, 4).Draw(rt, "digits")
		plan.Pool.Reserve = rapid.SampledFrom([]float64{0, 50}).Draw(rt, "reserve")
		most := rapid.SampledFrom([]float64{30, 150, 400}).Draw(rt, "cap")
		plan.Clauses = []incentive.Clause{
			incentive.Grades(rapid.SampledFrom([][]string{{"A"}, {"A", "B"}}).Draw(rt, "who")),
			incentive.ByGrade{Weights: map[string]float64{"A": rapid.SampledFrom([]float64{1, 4}).Draw(rt, "weight"), "B": 1}},
			incentive.ByScore{Base: rapid.SampledFrom([]float64{0, 20, 40}).Draw(rt, "base"), Gamma: rapid.SampledFrom([]float64{0, 1, 2, 0.5}).Draw(rt, "gamma")},
			incentive.CapAt{Name: "each", Each: &most},
		}
		least := 5.0
		size, need := map[string]float64{}, map[string]float64{}
		for i, u := range base.Table.Units() {
			size[u.Code], need[u.Code] = float64(1+i%3)/2, float64(100*(i%4))
		}
		figures := incentive.Figures{
			Decimals: []incentive.Decimals{{Name: "size", Of: size}, {Name: "need", Of: need}},
			Words:    []incentive.Words{{Name: "veto", Of: map[string]string{"u0002": "made up"}}},
		}
		for _, more := range []incentive.Clause{
			incentive.MinScore{X: 30},
			incentive.ByRank{Schedule: []float64{20, 18, 16, 14, 12, 10, 9, 8, 7, 6, 5, 4, 3, 2, 1}},
			incentive.Times{Figure: "size"},
			incentive.Veto{Reasons: "veto"},
			incentive.FloorAt{Name: "least", Each: &least},
			incentive.Under{Name: "class A", Members: evaluation.Members{By: "class", In: []string{"A"}}, Amount: 200},
			incentive.Only{Members: evaluation.Members{By: "class", In: []string{"A", "B"}}},
			incentive.NeedOnly{Figure: "need"},
		} {
			if rapid.Bool().Draw(rt, "more") {
				plan.Clauses = append(plan.Clauses, more)
			}
		}
		s.Plans = []incentive.Plan{plan}
		s.Figures = figures
		for d := range 4 {
			o := robustness.Options{From: d, Draws: 1, Seed: 3}
			exact, err := robustness.Run(context.Background(), s, o)
			if err != nil { // the base itself cannot be awarded
				return
			}
			o.Twin = true
			twin := run(t, s, o)
			require.Equal(rt, exact.Failed, twin.Failed)
			if exact.Failed > 0 {
				continue
			}
			if twin.Pools[0].Engine == robustness.Twin {
				swift++
			}
			require.Equal(rt, robustness.Exact, exact.Pools[0].Engine)
			estate, err := plan.Pool.Estate()
			require.NoError(rt, err)
			for i, u := range exact.Pools[0].Units {
				a, b := u.Awards[0].Value, twin.Pools[0].Units[i].Awards[0].Value
				require.LessOrEqual(rt, max(a-b, b-a), int64(estate.Lot))
			}
		}
	})
}

// TestTwinKnowsItsLimits: what it cannot know goes to the exact engine, and the report says
// so.
func TestTwinKnowsItsLimits(t *testing.T) {
	s := awardStudy(t)
	rounded := s.Plans[1]
	rounded.Pool.Name, rounded.Rounding = "rounded", fill.LargestRemainder{}
	tranches := s.Plans[1]
	tranches.Pool.Name, tranches.Tranches = "tranches", []incentive.Tranche{{Name: "one", Parts: 1}, {Name: "two", Parts: 2}}
	some := s.Plans[1]
	some.Pool.Name, some.Clauses = "some have no figure", []incentive.Clause{incentive.Grades{"A"}, incentive.CapAt{Figure: "request"}}
	nobody := s.Plans[0]
	nobody.Pool.Name, nobody.Clauses = "nobody", []incentive.Clause{incentive.ByScore{Base: 200}}
	s.Plans = append(s.Plans[1:], rounded, tranches, some, nobody)
	few := map[string]float64{}
	for code, x := range s.Figures.Decimals[0].Of {
		few[code] = x
	}
	delete(few, robustnesstest.Ranked(t, s.Decision, robustnesstest.Evaluate(t, s.Model, s.Table)).Places[19].Unit.Code)
	s.Figures.Decimals = []incentive.Decimals{{Name: "request", Of: few}}
	o := robustness.Options{Draws: 20, Twin: true}
	got := run(t, s, o)
	o.Twin = false
	exact := run(t, s, o)
	for k, pool := range got.Pools {
		if pool.Name != "nobody" && pool.Name != "bold" {
			assert.Equal(t, robustness.Exact, pool.Engine, pool.Name)
		}
		assert.Equal(t, exact.Pools[k].Units, pool.Units)
	}
	var e robustness.Engine
	require.NoError(t, e.UnmarshalText([]byte("twin")))
	assert.Equal(t, robustness.Twin, e)
	assert.Equal(t, "exact engine", robustness.Exact.String())
	require.Error(t, e.UnmarshalText([]byte("other")))
}
