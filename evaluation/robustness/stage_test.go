package robustness_test

import (
	"bytes"
	"context"
	"encoding/csv"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/countyeval/countyeval/evaluation"
	"github.com/countyeval/countyeval/evaluation/aggregate"
	"github.com/countyeval/countyeval/evaluation/robustness"
	"github.com/countyeval/countyeval/evaluation/robustness/internal/robustnesstest"
	"github.com/countyeval/countyeval/indicators"
	"github.com/countyeval/countyeval/indicators/basis"
	"github.com/countyeval/countyeval/indicators/normalize"
	"github.com/countyeval/countyeval/indicators/prepare"
	"github.com/countyeval/countyeval/weights"
)

// rawStudy is uncertain in its steps, its framework, its weights and its normalizer.
func rawStudy(t testing.TB) robustness.Study {
	t.Helper()
	return robustness.Study{
		Model: evaluation.Model{Steps: []indicators.Step{prepare.Median{}}, Normalize: normalize.MinMax{Lo: 1, Hi: 100}},
		Table: robustnesstest.Gappy(t), Raw: true,
		Decision: evaluation.Decision{Ties: evaluation.Ties{Digits: new(2)}},
		Factors: []robustness.Factor{
			robustness.Weights{Of: robustness.Within{Radius: 0.2}, By: map[string]robustness.Spread{"d1": robustness.Within{Radius: 0.5}}},
			robustness.Steps{Of: [][]indicators.Step{{prepare.Median{}}, {prepare.Mean{}}, {prepare.Median{}, prepare.Winsorize{}}}},
			robustness.Frameworks{Without: []string{"", "d1", "d0x1"}, Chances: []float64{0.5, 0.25, 0.25}},
			robustness.Normalizers{Of: []normalize.Normalizer{normalize.MinMax{Lo: 1, Hi: 100}, normalize.Rank{}}},
		},
	}
}

// TestStagesSameAsModel: every draw has the scores and ranks that the model gives with the
// steps, the framework, the normalizer and the weights of the draw, to the last bit.
func TestStagesSameAsModel(t *testing.T) {
	s := rawStudy(t)
	f := s.Table.Framework()
	smaller := map[string]*indicators.Framework{"": f}
	for _, code := range []string{"d1", "d0x1"} {
		root := f.Root()
		for i := 0; i < len(root.Children); i++ {
			if root.Children[i].Code == code {
				root.Children = append(root.Children[:i:i], root.Children[i+1:]...)
				break
			}
			for k, leaf := range root.Children[i].Children {
				if leaf.Code == code {
					all := root.Children[i].Children
					root.Children[i].Children = append(all[:k:k], all[k+1:]...)
				}
			}
		}
		made, err := indicators.NewFramework(root)
		require.NoError(t, err)
		smaller[code] = made
	}
	steps := s.Factors[1].(robustness.Steps).Of
	norms := s.Factors[3].(robustness.Normalizers).Of
	codes := robustnesstest.Evaluate(t, s.Model, s.Table).Codes()
	seen := map[[3]int]bool{}
	for d := range 150 {
		draw, err := s.Draw(robustness.Options{Seed: 4}, d)
		require.NoError(t, err)
		require.NoError(t, draw.Err)
		m := s.Model
		m.Steps, m.Normalize = steps[draw.Steps], norms[draw.Normalize]
		m.Weigh = robustnesstest.Fixed(codes, draw.Shares[0])
		table, err := s.Table.Under(smaller[draw.Without])
		require.NoError(t, err)
		if draw.Without == "" {
			table = s.Table
		}
		got := robustnesstest.Evaluate(t, m, table)
		require.Equal(t, got.Scores("").Copy(), draw.Scores, "draw %d", d)
		require.Equal(t, robustnesstest.Ranks(s.Table, robustnesstest.Ranked(t, s.Decision, got)), draw.Ranks)
		seen[[3]int{draw.Steps, len(draw.Without), draw.Normalize}] = true
	}
	assert.Len(t, seen, 18)
}

// TestStagesMerge: reports of such studies merge too, and the rows of draws name the stage.
func TestStagesMerge(t *testing.T) {
	s := rawStudy(t)
	whole := run(t, s, robustness.Options{Draws: 60, Seed: 4})
	require.Zero(t, whole.Failed)
	a, err := run(t, s, robustness.Options{Draws: 20, Seed: 4}).Merge(run(t, s, robustness.Options{From: 20, Draws: 40, Seed: 4}))
	require.NoError(t, err)
	assert.Equal(t, whole, a)
	var out bytes.Buffer
	require.NoError(t, s.WriteCSV(&out, robustness.Options{Draws: 20, Seed: 4}))
	rows, err := csv.NewReader(&out).ReadAll()
	require.NoError(t, err)
	without := map[string]int{}
	at := map[string]int{}
	for k, name := range rows[0] {
		at[name] = k
	}
	for _, row := range rows[1:] {
		without[row[at["without"]]]++
		if row[at["without"]] == "d1" {
			assert.Equal(t, "0", row[at["weight:d1x0"]])
		}
	}
	assert.Len(t, without, 3)
	_, err = robustness.Run(context.Background(), s, robustness.Options{Draws: 5, Central: true})
	require.ErrorIs(t, err, robustness.ErrStudy)
}

// TestStagesInConflict: what does not go together is named before the first draw.
func TestStagesInConflict(t *testing.T) {
	base := rawStudy(t)
	for name, tc := range map[string]struct {
		change func(s *robustness.Study)
		is     error
		says   string
	}{
		"prepared table": {func(s *robustness.Study) {
			s.Raw = false
			s.Table = robustnesstest.Evaluate(t, s.Model, s.Table).Prepared
		}, robustness.ErrStudy, "not raw"},
		"no imputation": {func(s *robustness.Study) {
			s.Factors = []robustness.Factor{robustness.Steps{Of: [][]indicators.Step{{prepare.Median{}}, nil}}}
		}, robustness.ErrConflict, "steps 2"},
		"units that leave": {func(s *robustness.Study) {
			s.Factors = []robustness.Factor{robustness.Steps{Of: [][]indicators.Step{{prepare.Screen{Available: 0.99}, prepare.Median{}}}}}
		}, robustness.ErrConflict, "leaves"},
		"unknown": {func(s *robustness.Study) {
			s.Factors = []robustness.Factor{robustness.Frameworks{Without: []string{"zz"}}}
		}, basis.ErrUnknown, "zz"},
		"twice": {func(s *robustness.Study) {
			s.Factors = []robustness.Factor{robustness.Frameworks{Without: []string{"d1", "d1"}}}
		}, basis.ErrValue, "twice"},
		"scheme": {func(s *robustness.Study) {
			s.Factors = []robustness.Factor{robustness.Schemes{Of: []weights.Scheme{nil, weights.Fixed{"d1": 1}}}}
		}, robustness.ErrConflict, "scheme 2"},
		"names": {func(s *robustness.Study) {
			s.Factors = []robustness.Factor{robustness.Schemes{Of: []weights.Scheme{nil, weights.Fixed{"dd1": 1}}}}
		}, basis.ErrUnknown, `factor 1 (weights): alternative 2: indicator dd1: model: unknown: indicator "dd1", named by the weights: the framework has no such indicator (did you mean "d1"?)`},
		"names of pairs": {func(s *robustness.Study) {
			s.Factors = []robustness.Factor{robustness.Methods{Of: []robustness.Method{{Normalize: normalize.PerIndicator{By: map[string]normalize.Normalizer{"zz": nil}}, Aggregate: aggregate.COPRAS{Costs: []string{"yy"}}}}}}
		}, basis.ErrUnknown, `"yy", named by the aggregator`},
		"two frameworks": {func(s *robustness.Study) {
			s.Factors = []robustness.Factor{robustness.Frameworks{Without: []string{""}}, robustness.Frameworks{Without: []string{"d1"}}}
		}, robustness.ErrStudy, "both set the framework"},
		"geometric": {func(s *robustness.Study) {
			s.Factors = []robustness.Factor{robustness.Frameworks{Without: []string{"", "d1"}}, robustness.Normalizers{Of: []normalize.Normalizer{normalize.ZScore{}}}, robustness.Aggregators{Of: []aggregate.Aggregator{aggregate.Geometric{}}}}
		}, robustness.ErrConflict, "without d1"},
	} {
		t.Run(name, func(t *testing.T) {
			s := base
			tc.change(&s)
			_, err := robustness.Run(context.Background(), s, robustness.Options{Draws: 5})
			require.ErrorIs(t, err, tc.is)
			require.ErrorContains(t, err, tc.says)
		})
	}
}

// TestGoalposts: draws are those of the model under a framework with the goalposts moved.
func TestGoalposts(t *testing.T) {
	base := robustnesstest.Four()
	s := robustness.Study{
		Model: base.Model, Table: base.Prepared,
		Factors: []robustness.Factor{robustness.Goalposts{By: map[string]robustness.Posts{"output": {Hi: robustness.Error{Shape: robustness.Uniform, Size: 20}}}}},
	}
	for d := range 20 {
		draw, err := s.Draw(robustness.Options{}, d)
		require.NoError(t, err)
		require.NoError(t, draw.Err)
		hi := 100 + 20*(2*draw.Numbers[1]-1)
		root := base.Prepared.Framework().Root()
		root.Children[0].Bounds = &indicators.Range{Lo: 0, Hi: hi}
		f, err := indicators.NewFramework(root)
		require.NoError(t, err)
		moved, err := base.Prepared.Under(f)
		require.NoError(t, err)
		require.Equal(t, robustnesstest.Evaluate(t, s.Model, moved).Scores("").Copy(), draw.Scores)
	}
	s.Factors = []robustness.Factor{robustness.Goalposts{By: map[string]robustness.Posts{"output": {Lo: robustness.Error{Size: 80}}}}}
	crossed := run(t, s, robustness.Options{Draws: 200})
	assert.True(t, crossed.Failed > 0 && crossed.Failed < 100, "%d", crossed.Failed)
	for _, f := range []robustness.Goalposts{{}, {By: map[string]robustness.Posts{"zz": {}}}, {By: map[string]robustness.Posts{"output": {Lo: robustness.Error{Size: -1}}}}} {
		s.Factors = []robustness.Factor{f}
		_, err := robustness.Run(context.Background(), s, robustness.Options{Draws: 1})
		require.Error(t, err)
	}
}

// TestGraders: with shares of 20 or 40 % of 20 units, 4 or 8 have an A.
func TestGraders(t *testing.T) {
	s := study(t, 20)
	other := evaluation.Quotas{Grades: []evaluation.Quota{{Grade: "A", Share: 0.4}, {Grade: "B", Rest: true}}}
	s.Factors = []robustness.Factor{robustness.Graders{Of: []evaluation.Grader{s.Decision.Grader, other}}}
	got := run(t, s, robustness.Options{Draws: 1000, Sampling: robustness.LowDiscrepancy})
	for _, u := range got.Units {
		want := 0.0
		if u.Rank <= 4 {
			want = 1000
		} else if u.Rank <= 8 {
			want = 500
		}
		assert.InDelta(t, want, float64(u.Grades[0]), 5, "rank %d", u.Rank)
	}
	s.Factors = []robustness.Factor{robustness.Graders{Of: []evaluation.Grader{evaluation.Thresholds{{Grade: "good", AtLeast: 50}, {Grade: "rest", Rest: true}}}}}
	_, err := robustness.Run(context.Background(), s, robustness.Options{Draws: 1})
	require.ErrorIs(t, err, robustness.ErrStudy)
	s.Decision.Grader = nil
	_, err = robustness.Run(context.Background(), s, robustness.Options{Draws: 1})
	require.ErrorIs(t, err, robustness.ErrStudy)
}
