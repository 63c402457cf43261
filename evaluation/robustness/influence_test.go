package robustness_test

import (
	"context"
	"fmt"
	"math"
	"slices"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/countyeval/countyeval/evaluation"
	"github.com/countyeval/countyeval/evaluation/aggregate"
	"github.com/countyeval/countyeval/evaluation/incentive"
	"github.com/countyeval/countyeval/evaluation/robustness"
	"github.com/countyeval/countyeval/evaluation/robustness/internal/robustnesstest"
	"github.com/countyeval/countyeval/indicators/basis"
	"github.com/countyeval/countyeval/indicators/normalize"
	"github.com/countyeval/countyeval/weights"
)

// influenceStudy varies all weights, the normalizer, the aggregator, and a plan.
func influenceStudy(t testing.TB) robustness.Study {
	t.Helper()
	s := awardStudy(t)
	other := s.Plans[0]
	other.Clauses = []incentive.Clause{incentive.Grades{"A", "B"}, incentive.ByScore{Base: 30}}
	s.Factors = []robustness.Factor{
		robustness.Weights{Of: robustness.Within{Radius: 0.25}},
		robustness.Normalizers{Of: []normalize.Normalizer{normalize.MinMax{Lo: 1, Hi: 100}, normalize.Rank{}}},
		robustness.Aggregators{Of: []aggregate.Aggregator{aggregate.Arithmetic{}, aggregate.Geometric{}}},
		robustness.Plans{Pool: s.Plans[0].Pool.Name, Of: []incentive.Plan{s.Plans[0], other}},
	}
	return s
}

// TestIndicesOfStudy draws the same numbers and carries each draw out by the model, the
// decision and the plan, as a user would.
func TestIndicesOfStudy(t *testing.T) {
	s := influenceStudy(t)
	unit, land := "u0003", s.Plans[0].Pool.Name
	outputs := []robustness.Output{
		{},
		{Kind: robustness.Score, Unit: unit},
		{Kind: robustness.Rank, Unit: unit},
		{Kind: robustness.Award, Unit: unit, Pool: land},
		{Kind: robustness.Turnover, Pool: land},
	}
	o := robustness.DesignOptions{N: 64, Seed: 7, Bootstrap: robustness.Bootstrap{Times: 50, Seed: 1}}
	got, err := s.Indices(context.Background(), o, outputs...)
	require.NoError(t, err)

	base := robustnesstest.Evaluate(t, s.Model, s.Table)
	d := s.Decision
	ranking := robustnesstest.Ranked(t, d, base)
	awards := func(p incentive.Plan, r evaluation.Ranking) map[string]float64 {
		a, err := p.Allocate(r, s.Figures)
		require.NoError(t, err)
		out := map[string]float64{}
		for _, w := range a.Awards {
			out[w.Place.Unit.Code] = float64(w.Amount)
		}
		return out
	}
	before := awards(s.Plans[0], ranking)
	numbers := 0
	for _, in := range s.Table.Framework().Nodes() {
		numbers += len(in.Children)
	}
	carry := func(u []float64) [5]float64 {
		fixed := weights.Fixed{}
		used := 0
		for _, in := range slices.Backward(s.Table.Framework().Nodes()) {
			var sum float64
			for _, child := range in.Children {
				sum += child.Weight
			}
			for _, child := range in.Children {
				fixed[child.Code] = child.Weight / sum * (1 + 0.25*(2*u[used]-1))
				used++
			}
		}
		m := s.Model
		m.Weigh = fixed
		if u[used] >= 0.5 {
			m.Normalize = normalize.Rank{}
		}
		if u[used+1] >= 0.5 {
			m.Aggregate = aggregate.Geometric{}
		}
		plan := s.Plans[0]
		if u[used+2] >= 0.5 {
			plan = s.Factors[3].(robustness.Plans).Of[1]
		}
		r := robustnesstest.Evaluate(t, m, s.Table)
		now := robustnesstest.Ranked(t, d, r)
		var out [5]float64
		for _, p := range now.Places {
			was, _ := ranking.Find(p.Unit.Code)
			out[0] += math.Abs(float64(p.Rank-was.Rank)) / 20
		}
		out[1], _ = r.Score(unit, "")
		p, _ := now.Find(unit)
		out[2] = float64(p.Rank)
		after := awards(plan, now)
		out[3] = after[unit]
		for code, a := range after {
			out[4] += math.Abs(a-before[code]) / 2
		}
		return out
	}
	sampler, err := robustness.Design{N: 64, Numbers: []int{numbers, 1, 1, 1}, Seed: 7}.Sampler()
	require.NoError(t, err)
	for k := range outputs {
		y, err := sampler.Run(func() func(u []float64) (float64, error) {
			return func(u []float64) (float64, error) { return carry(u)[k], nil }
		})
		require.NoError(t, err)
		want, err := robustness.SobolIndices(y, o.Bootstrap)
		require.NoError(t, err)
		require.NoError(t, got[k].Err)
		assert.Equal(t, outputs[k], got[k].Output)
		assert.Equal(t, "[weights normalizer aggregator plan of "+land+"]", fmt.Sprint(got[k].Factors))
		assert.InDelta(t, want.Variance, got[k].Indices.Variance, 1e-9*want.Variance, outputs[k].Kind)
		for i := range want.First {
			for _, pair := range [][2]robustness.Index{{want.First[i], got[k].Indices.First[i]}, {want.Total[i], got[k].Indices.Total[i]}} {
				assert.InDelta(t, pair[0].Value, pair[1].Value, 1e-9, outputs[k].Kind)
				assert.InDelta(t, pair[0].Low, pair[1].Low, 1e-9)
				assert.InDelta(t, pair[0].High, pair[1].High, 1e-9)
			}
		}
	}
	// A plan changes no rank, and says so exactly.
	for _, k := range []int{0, 1, 2} {
		assert.Zero(t, got[k].Indices.Total[3].Value)
	}
	assert.Positive(t, got[4].Indices.Total[3].Value)
	alone, err := s.Indices(context.Background(), o)
	require.NoError(t, err)
	assert.Equal(t, got[:1], alone, "the mean shift, if nothing is named")
}

// TestIndicesWithoutFailed: a draw that fails is lost with all that was made of it.
func TestIndicesWithoutFailed(t *testing.T) {
	s := study(t, 12)
	s.Factors = []robustness.Factor{robustness.Schemes{Of: []weights.Scheme{nil, weights.Func(moody)}}, wrong}
	got, err := s.Indices(context.Background(), robustness.DesignOptions{N: 256, Seed: 2, Random: true}, robustness.Output{Kind: robustness.Score, Unit: "u0001"})
	require.NoError(t, err)
	require.NoError(t, got[0].Err)
	assert.Positive(t, got[0].Lost)
	assert.Less(t, got[0].Lost, 256)
	lost := map[int]bool{}
	for _, f := range got[0].Failures {
		lost[f.Draw%256] = true
	}
	if len(got[0].Failures) < 100 {
		assert.Len(t, lost, got[0].Lost)
	}
}

func TestIndicesErrors(t *testing.T) {
	s := influenceStudy(t)
	o := robustness.DesignOptions{N: 8}
	for name, test := range map[string]struct {
		o    robustness.DesignOptions
		out  robustness.Output
		want error
	}{
		"unit": {o, robustness.Output{Kind: robustness.Rank, Unit: "nobody"}, basis.ErrUnknown},
		"pool": {o, robustness.Output{Kind: robustness.Turnover, Pool: "none"}, basis.ErrUnknown},
		"kind": {o, robustness.Output{Kind: 9}, robustness.ErrStudy},
		"few":  {robustness.DesignOptions{N: 1}, robustness.Output{}, basis.ErrFew},
	} {
		_, err := s.Indices(context.Background(), test.o, test.out)
		require.ErrorIs(t, err, test.want, name)
	}
	s.Factors = s.Factors[3:]
	got, err := s.Indices(context.Background(), o, robustness.Output{})
	require.NoError(t, err)
	require.ErrorIs(t, got[0].Err, basis.ErrConstant, "plans move no rank")
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	_, err = s.Indices(ctx, o)
	require.ErrorIs(t, err, context.Canceled)
	_, err = robustness.Study{}.Indices(context.Background(), o)
	require.Error(t, err)
}

// TestIndicesProgress: it counts up to N (k+2).
func TestIndicesProgress(t *testing.T) {
	s := study(t, 8)
	last, calls := 0, 0
	_, err := s.Indices(context.Background(), robustness.DesignOptions{N: 512, Progress: func(done, total int) {
		assert.Equal(t, 512*5, total)
		assert.Greater(t, done, last)
		last, calls = done, calls+1
	}})
	require.NoError(t, err)
	assert.Equal(t, 512*5, last)
	assert.Greater(t, calls, 1)
}
