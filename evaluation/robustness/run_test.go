package robustness_test

import (
	"context"
	"encoding/json"
	"fmt"
	"math"
	"runtime"
	"slices"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/countyeval/countyeval/evaluation"
	"github.com/countyeval/countyeval/evaluation/aggregate"
	"github.com/countyeval/countyeval/evaluation/robustness"
	"github.com/countyeval/countyeval/evaluation/robustness/internal/robustnesstest"
	"github.com/countyeval/countyeval/indicators/basis"
	"github.com/countyeval/countyeval/indicators/normalize"
	"github.com/countyeval/countyeval/indicators/stats"
	"github.com/countyeval/countyeval/weights"
)

// study varies weights, normalizer and aggregator.
func study(t testing.TB, n int) robustness.Study {
	t.Helper()
	return robustness.Study{
		Model: evaluation.Model{Normalize: normalize.MinMax{Lo: 1, Hi: 100}},
		Table: robustnesstest.Generated(t, n, 3, 3),
		Decision: evaluation.Decision{
			Ties:   evaluation.Ties{Digits: new(1)},
			Grader: evaluation.Quotas{Grades: []evaluation.Quota{{Grade: "A", Share: 0.2}, {Grade: "B", Rest: true}}},
		},
		Factors: []robustness.Factor{
			robustness.Weights{Of: robustness.Within{Radius: 0.25}, By: map[string]robustness.Spread{"d1": nil, "d2": robustness.Dirichlet{Concentration: 50}}},
			robustness.Normalizers{Of: []normalize.Normalizer{normalize.MinMax{Lo: 1, Hi: 100}, normalize.Rank{}}, Chances: []float64{0.7, 0.3}},
			robustness.Aggregators{Of: []aggregate.Aggregator{aggregate.Arithmetic{}, aggregate.Geometric{}}},
		},
	}
}

func run(t testing.TB, s robustness.Study, o robustness.Options) *robustness.Report {
	t.Helper()
	r, err := robustness.Run(context.Background(), s, o)
	require.NoError(t, err)
	return r
}

// TestReportByHand recomputes everything of a report from the draws, one by one.
func TestReportByHand(t *testing.T) {
	s := study(t, 20)
	o := robustness.Options{Draws: 400, Seed: 3, First: []int{5}, Pairs: true}
	got := run(t, s, o)
	base := robustnesstest.Evaluate(t, s.Model, s.Table)
	ranking, err := s.Decision.Rank(base)
	require.NoError(t, err)
	was := robustnesstest.Ranks(s.Table, ranking)
	ranks, scores := make([][]float64, 20), make([][]float64, 20)
	var shift, stays, above, gradeA float64
	normalized := [2]int{}
	for d := range o.Draws {
		draw, err := s.Draw(o, d)
		require.NoError(t, err)
		require.NoError(t, draw.Err)
		normalized[draw.Normalize]++
		m := s.Model
		m.Normalize = s.Factors[1].(robustness.Normalizers).Of[draw.Normalize]
		m.Aggregate = s.Factors[2].(robustness.Aggregators).Of[draw.Aggregate]
		m.Weigh = robustnesstest.Fixed(base.Codes(), draw.Shares[0])
		r := robustnesstest.Evaluate(t, m, s.Table)
		require.Equal(t, r.Scores("").Copy(), draw.Scores)
		drawn, err := s.Decision.Rank(r)
		require.NoError(t, err)
		require.Equal(t, robustnesstest.Ranks(s.Table, drawn), draw.Ranks)
		for i, rank := range draw.Ranks {
			ranks[i] = append(ranks[i], float64(rank))
			scores[i] = append(scores[i], stats.Round(draw.Scores[i], 1))
			shift += math.Abs(float64(rank - was[i]))
			if rank <= 5 && was[i] <= 5 {
				stays++
			}
		}
		if draw.Ranks[3] < draw.Ranks[7] {
			above++
		}
		p, _ := drawn.Find("u0003")
		if p.Grade == "A" {
			gradeA++
		}
	}
	assert.InDelta(t, 0.7, float64(normalized[0])/400, 0.08)
	assert.InDelta(t, shift/400/20, got.MeanShift(), 1e-12)
	assert.InDelta(t, stays/400/float64(got.First[0].Of), got.First[0].Share(got.Good()), 1e-12)
	assert.InDelta(t, above, float64(got.Units[3].Above[7]), 0)
	assert.Equal(t, []string{"A", "B"}, got.Grades)
	assert.InDelta(t, gradeA, float64(got.Units[3].Grades[0]), 0)
	for i, u := range got.Units {
		assert.Equal(t, was[i], u.Rank)
		var mean, score, first float64
		for d := range ranks[i] {
			mean += ranks[i][d] / 400
			score += scores[i][d] / 400
			if ranks[i][d] == 1 {
				first += 1.0 / 400
			}
		}
		assert.InDelta(t, mean, u.MeanRank(), 1e-9)
		assert.InDelta(t, score, u.MeanScore(got), 1e-9)
		assert.InDelta(t, first, u.At(1), 1e-12)
		assert.InDelta(t, 1, u.Within(20), 1e-12)
		for _, p := range []float64{0, 0.05, 0.5, 0.95, 1} {
			want, err := stats.Quantile(ranks[i], p)
			require.NoError(t, err)
			assert.InDelta(t, want, u.RankQuantile(p), 1e-12)
			want, err = stats.Quantile(scores[i], p)
			require.NoError(t, err)
			assert.InDelta(t, want, u.ScoreQuantile(got, p), 1e-9)
		}
	}
}

// TestPartsMergeIntoTheWhole, bit for bit, whatever the cut, the workers and the order,
// and after they were written and read.
func TestPartsMergeIntoTheWhole(t *testing.T) {
	s := study(t, 20)
	for _, sampling := range []robustness.Sampling{robustness.Random, robustness.LowDiscrepancy} {
		o := robustness.Options{Draws: 90, Seed: 3, First: []int{5, 10}, Pairs: true, Central: true, Sampling: sampling}
		whole := run(t, s, o)
		rapid.Check(t, func(rt *rapid.T) {
			cuts := []int{0, rapid.IntRange(1, 44).Draw(rt, "a"), rapid.IntRange(45, 89).Draw(rt, "b"), 90}
			var parts []*robustness.Report
			for k := range 3 {
				part := o
				part.From, part.Draws = cuts[k], cuts[k+1]-cuts[k]
				r, err := robustness.Run(context.Background(), s, part)
				require.NoError(rt, err)
				text, err := json.Marshal(r)
				require.NoError(rt, err)
				back := &robustness.Report{}
				require.NoError(rt, json.Unmarshal(text, back))
				require.Equal(rt, r, back)
				parts = append(parts, back)
			}
			order := rapid.Permutation([]int{0, 1, 2}).Draw(rt, "order")
			ab, err := parts[order[0]].Merge(parts[order[1]])
			require.NoError(rt, err)
			all, err := ab.Merge(parts[order[2]])
			require.NoError(rt, err)
			require.Equal(rt, whole, all)
			bc, err := parts[order[1]].Merge(parts[order[2]])
			require.NoError(rt, err)
			all, err = parts[order[0]].Merge(bc)
			require.NoError(rt, err)
			require.Equal(rt, whole, all, "associative")
			_, err = all.Merge(parts[0])
			require.ErrorIs(rt, err, robustness.ErrStudy)
		})
		defer runtime.GOMAXPROCS(runtime.GOMAXPROCS(1))
		require.Equal(t, whole, run(t, s, o), "one worker")
	}
	a := run(t, s, robustness.Options{Draws: 10, Seed: 1})
	_, err := a.Merge(run(t, s, robustness.Options{From: 10, Draws: 10, Seed: 2}))
	require.ErrorIs(t, err, robustness.ErrStudy, "another seed")
	_, err = a.Merge(run(t, s, robustness.Options{From: 10, Draws: 10, Seed: 1, Pairs: true}))
	require.ErrorIs(t, err, robustness.ErrStudy)
}

// TestChoicesAreCutAtTheirChances: COINr cuts draws between the smallest and the largest
// one, so that 0.6, 0.7, 0.8 and 0.9 become A, A, B and B; here all four are B.
func TestChoicesAreCutAtTheirChances(t *testing.T) {
	s := study(t, 12)
	s.Factors = s.Factors[1:2]
	for d := range 200 {
		draw, err := s.Draw(robustness.Options{Seed: 1}, d)
		require.NoError(t, err)
		want := 0
		if draw.Numbers[0] >= 0.7 {
			want = 1
		}
		require.Equal(t, want, draw.Normalize)
	}
}

// TestConflictsAreFoundFirst, and methods that make sense together are none.
func TestConflictsAreFoundFirst(t *testing.T) {
	s := study(t, 12)
	s.Factors = []robustness.Factor{
		robustness.Normalizers{Of: []normalize.Normalizer{normalize.ZScore{}, normalize.MinMax{Lo: 1, Hi: 100}}},
		robustness.Aggregators{Of: []aggregate.Aggregator{aggregate.Arithmetic{}, aggregate.Geometric{}}},
	}
	_, err := robustness.Run(context.Background(), s, robustness.Options{Draws: 10})
	require.ErrorIs(t, err, robustness.ErrConflict)
	require.ErrorContains(t, err, "normalizer 1 (normalize.ZScore) and aggregator 2 (aggregate.Geometric)")
	s.Factors = []robustness.Factor{robustness.Methods{Of: []robustness.Method{
		{Normalize: normalize.ZScore{}}, {Normalize: normalize.MinMax{Lo: 1, Hi: 100}, Aggregate: aggregate.Geometric{}},
	}}}
	assert.Zero(t, run(t, s, robustness.Options{Draws: 10}).Failed)
}

// moody fails for some figures that may be drawn, as no method of the library does.
func moody(dst []float64, g weights.Group) error {
	for j := range dst {
		dst[j] = 1
	}
	if g.Parent == "d0" && g.Scores[0][0] > 50 {
		return basis.ErrDomain
	}
	return nil
}

// wrong are figures that may be wrong by much.
var wrong = robustness.Figures{By: map[string]robustness.Error{"d0x0": {Size: 3}}}

// TestFailedDrawsAreKept: they never become the base, as in COINr (its issue 60).
func TestFailedDrawsAreKept(t *testing.T) {
	s := study(t, 12)
	s.Factors = []robustness.Factor{robustness.Schemes{Of: []weights.Scheme{nil, weights.Func(moody)}}, wrong}
	got := run(t, s, robustness.Options{Draws: 500, Seed: 5})
	require.Positive(t, got.Failed)
	assert.Contains(t, got.String(), "of 500 draws failed, the first (")
	assert.Equal(t, 500-got.Failed, got.Good())
	var draws uint32
	for _, n := range got.Units[0].Ranks {
		draws += n
	}
	assert.Equal(t, uint32(got.Good()), draws)
	draw, err := s.Draw(robustness.Options{Seed: 5}, got.Failures[0].Draw)
	require.NoError(t, err)
	require.ErrorIs(t, draw.Err, basis.ErrDomain)
}

func TestStopRule(t *testing.T) {
	s := study(t, 12)
	o := robustness.Options{Draws: 50_000, Seed: 1, First: []int{3}, ShareError: 0.008, RankError: 0.05}
	got := run(t, s, o)
	assert.Less(t, got.Draws, 50_000)
	assert.Zero(t, got.Draws%1000)
	assert.Contains(t, got.Stopped.String(), "stopped after")
	o.ShareError = 1e-9
	o.Draws = 2000
	assert.Contains(t, run(t, s, o).Stopped.String(), "after all 2000 draws")
	for _, bad := range []robustness.Options{
		{Draws: 10, From: 5, ShareError: 0.1},
		{},
		{Draws: 10, From: -1},
		{Draws: 10, First: []int{0}},
		{Draws: 10, Sampling: 5},
		{Draws: 10, Digits: new(13)},
		{Draws: 10, ShareError: math.NaN()},
	} {
		_, err := robustness.Run(context.Background(), s, bad)
		require.ErrorIs(t, err, robustness.ErrStudy)
	}
}

// TestStopRuleOfScramblings makes the standard errors anew from the draws themselves: draw d
// is of scrambling d mod 16, and the run stops after the first block of 1,024 at which no
// mean of 16 shares, and no mean of 16 mean ranks, has an error above what was asked for.
func TestStopRuleOfScramblings(t *testing.T) {
	s := study(t, 8)
	o := robustness.Options{Draws: 50_000, Seed: 4, First: []int{3}, ShareError: 0.008, RankError: 0.02, Sampling: robustness.LowDiscrepancy}
	got := run(t, s, o)
	require.Zero(t, got.Draws%1024)
	require.Less(t, got.Draws, 50_000)
	require.Greater(t, got.Draws, 1024)
	counts := [16][8][9]float64{} // scrambling, unit, rank; 0: the sum of ranks
	largest := func(of func(scrambling, unit int) float64) float64 {
		most := 0.0
		for i := range 8 {
			mean, sum := 0.0, 0.0
			for r := range 16 {
				mean += of(r, i) / 16
			}
			for r := range 16 {
				sum += (of(r, i) - mean) * (of(r, i) - mean)
			}
			most = max(most, math.Sqrt(sum/16/15))
		}
		return most
	}
	for d := range got.Draws {
		draw, err := s.Draw(o, d)
		require.NoError(t, err)
		require.NoError(t, draw.Err)
		for i, rank := range draw.Ranks {
			counts[d%16][i][rank]++
			counts[d%16][i][0] += float64(rank)
		}
		if (d+1)%1024 != 0 {
			continue
		}
		n := float64(d+1) / 16
		share := largest(func(r, i int) float64 { return (counts[r][i][1] + counts[r][i][2] + counts[r][i][3]) / n })
		for k := 1; k <= 8; k++ {
			share = max(share, largest(func(r, i int) float64 { return counts[r][i][k] / n }))
		}
		rank := largest(func(r, i int) float64 { return counts[r][i][0] / n })
		require.Equal(t, d+1 == got.Draws, share <= 0.008 && rank <= 0.02, "after %d draws: %v, %v", d+1, share, rank)
		if d+1 == got.Draws {
			assert.Equal(t, fmt.Sprintf("stopped after %d draws: no share has a standard error above %.3g, no mean rank one above %.3g", d+1, share, rank), got.Stopped.String())
		}
	}
	plain := run(t, s, robustness.Options{Draws: got.Draws, Seed: 4, First: []int{3}, Sampling: robustness.LowDiscrepancy})
	_, err := plain.Merge(got)
	require.ErrorIs(t, err, robustness.ErrStudy, "other points are another study")
	random := o
	random.Sampling = robustness.Random
	assert.Greater(t, run(t, s, random).Draws, got.Draws, "even points need fewer draws")
}

func TestRunIsCanceled(t *testing.T) {
	ctx, cancel := context.WithCancel(context.Background())
	var seen []int
	_, err := robustness.Run(ctx, study(t, 12), robustness.Options{Draws: 10_000, Progress: func(done, total int) {
		assert.Equal(t, 10_000, total)
		if seen = append(seen, done); done == 3000 {
			cancel()
		}
	}})
	require.ErrorIs(t, err, context.Canceled)
	assert.Equal(t, []int{1000, 2000, 3000}, seen)
}

func TestStudyRefuses(t *testing.T) {
	good := study(t, 12)
	for name, f := range map[string]struct {
		factors []robustness.Factor
		want    error
	}{
		"none":       {nil, robustness.ErrStudy},
		"nil":        {[]robustness.Factor{nil}, robustness.ErrStudy},
		"twice":      {[]robustness.Factor{robustness.Weights{}, robustness.Schemes{Of: []weights.Scheme{nil}}}, robustness.ErrStudy},
		"spread":     {[]robustness.Factor{robustness.Weights{Of: robustness.Within{Radius: 2}}}, basis.ErrWeights},
		"by":         {[]robustness.Factor{robustness.Weights{By: map[string]robustness.Spread{"d0x0": nil}}}, basis.ErrUnknown},
		"no choices": {[]robustness.Factor{robustness.Aggregators{}}, basis.ErrEmpty},
		"chances":    {[]robustness.Factor{robustness.Schemes{Of: []weights.Scheme{nil}, Chances: []float64{0.5}}}, basis.ErrValue},
	} {
		s := good
		s.Factors = f.factors
		_, err := robustness.Run(context.Background(), s, robustness.Options{Draws: 1})
		require.ErrorIs(t, err, f.want, name)
	}
	good.Decision.Grader = evaluation.Conditional{}
	_, err := robustness.Run(context.Background(), good, robustness.Options{Draws: 1})
	require.Error(t, err)
}

// TestSobolStudyIsNearer: under Sobol points mean scores come nearer to the truth.
func TestSobolStudyIsNearer(t *testing.T) {
	s := study(t, 12)
	s.Factors = s.Factors[:1]
	truth := run(t, s, robustness.Options{Draws: 1 << 14, Seed: 99})
	miss := func(sampling robustness.Sampling) float64 {
		var sum float64
		for seed := range uint64(5) {
			r := run(t, s, robustness.Options{Draws: 512, Seed: seed, Sampling: sampling})
			for i, u := range r.Units {
				sum += math.Abs(u.MeanScore(r) - truth.Units[i].MeanScore(truth))
			}
		}
		return sum
	}
	assert.Less(t, miss(robustness.LowDiscrepancy), 0.6*miss(robustness.Random))
	for _, m := range []robustness.Sampling{robustness.Random, robustness.LowDiscrepancy} {
		text, err := m.MarshalText()
		require.NoError(t, err)
		var back robustness.Sampling
		require.NoError(t, back.UnmarshalText(text))
		assert.Equal(t, m, back)
	}
}

// TestFarScores are counted as near ones are.
func TestFarScores(t *testing.T) {
	s := study(t, 12)
	s.Decision.Ties.Digits = new(9)
	got := run(t, s, robustness.Options{Draws: 300, Seed: 3})
	for _, u := range got.Units {
		var n uint32
		for _, c := range u.Scores {
			n += c.N
		}
		assert.Equal(t, uint32(300), n)
		assert.True(t, slices.IsSortedFunc(u.Scores, func(a, b robustness.Count) int { return int(a.Value/1000 - b.Value/1000) }))
	}
}
