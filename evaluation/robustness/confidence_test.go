package robustness_test

import (
	"context"
	"math"
	"math/rand/v2"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"gonum.org/v1/gonum/stat/distuv"

	"github.com/countyeval/countyeval/evaluation"
	"github.com/countyeval/countyeval/evaluation/robustness"
	"github.com/countyeval/countyeval/evaluation/robustness/internal/robustnesstest"
	"github.com/countyeval/countyeval/indicators"
	"github.com/countyeval/countyeval/indicators/basis"
)

// TestTwoUnits: two are told apart from 1.96 standard errors of their difference on.
func TestTwoUnits(t *testing.T) {
	o := robustness.Confidence{Draws: 60_000, Seed: 1}
	for gap, want := range map[float64]robustness.RankSet{1.92: {Rank: 1, Best: 1, Worst: 2}, 2.00: {Rank: 1, Best: 1, Worst: 1}} {
		for _, o.Joint = range []bool{false, true} {
			sets, err := o.Sets([]float64{10 + 5*gap, 10}, []float64{3, 4})
			require.NoError(t, err)
			assert.Equal(t, want, sets[0], gap)
		}
	}
}

// TestStepDown: three far apart leave after the first step, so that the two that are near
// are held to the quantile of one difference, not of ten. That of ten is above 2.5.
func TestStepDown(t *testing.T) {
	o := robustness.Confidence{Draws: 50_000, Seed: 1, Joint: true}
	sets, err := o.Sets([]float64{0, 2.2 * math.Sqrt2, 100, 200, 300}, []float64{1, 1, 1, 1, 1})
	require.NoError(t, err)
	for j, want := range []int{5, 4, 3, 2, 1} {
		assert.Equal(t, robustness.RankSet{Rank: want, Best: want, Worst: want}, sets[j])
	}
}

// TestKnown: scores without an error are ranked as they are, equal ones side by side.
func TestKnown(t *testing.T) {
	sets, err := robustness.Confidence{}.Sets([]float64{3, 2, 2, 1}, make([]float64, 4))
	require.NoError(t, err)
	assert.Equal(t, []robustness.RankSet{{Rank: 1, Best: 1, Worst: 1}, {Rank: 2, Best: 2, Worst: 3}, {Rank: 2, Best: 2, Worst: 3}, {Rank: 4, Best: 4, Worst: 4}}, sets)
}

// TestCoverage draws figures around true ones, near each other, equal and far apart, with
// errors of different sizes: the sets have to contain the true ranks as often as they say,
// and are not as wide as Bonferroni's.
func TestCoverage(t *testing.T) {
	truth := []float64{0, 0.5, 1, 1, 1.5, 3, 3.2, 6, 6, 9}
	errors := []float64{1, 0.5, 1, 0.2, 0.7, 1, 1, 0.3, 1, 2}
	n := len(truth)
	rank := make([]int, n)
	for j := range truth {
		rank[j] = 1
		for _, x := range truth {
			if x > truth[j] {
				rank[j]++
			}
		}
	}
	const times = 1000
	for _, joint := range []bool{false, true} {
		covered, all, width, bonferroni := make([]int, n), 0, 0, 0
		pairs := n - 1
		if joint {
			pairs = n * (n - 1) / 2
		}
		far := distuv.UnitNormal.Quantile(1 - 0.05/2/float64(pairs))
		for at := range times {
			rng := rand.New(rand.NewPCG(uint64(at), 5))
			x := make([]float64, n)
			for j := range x {
				x[j] = truth[j] + errors[j]*rng.NormFloat64()
			}
			sets, err := robustness.Confidence{Joint: joint, Draws: 299, Seed: uint64(at)}.Sets(x, errors)
			require.NoError(t, err)
			every := true
			for j, s := range sets {
				require.True(t, s.Best <= s.Rank && s.Rank <= s.Worst)
				if s.Best <= rank[j] && rank[j] <= s.Worst {
					covered[j]++
				} else {
					every = false
				}
				width += s.Worst - s.Best + 1
				wide := n
				for k := range x {
					if k != j && math.Abs(x[j]-x[k]) > far*math.Hypot(errors[j], errors[k]) {
						wide--
					}
				}
				bonferroni += wide
			}
			if every {
				all++
			}
		}
		least := 0.95 - 3*math.Sqrt(0.95*0.05/times)
		for j := range covered {
			assert.GreaterOrEqual(t, float64(covered[j])/times, least, "unit %d, joint %v", j, joint)
		}
		if joint {
			assert.GreaterOrEqual(t, float64(all)/times, least)
		}
		assert.Less(t, float64(width), float64(bonferroni))
	}
}

// TestSetsOfStudy: between goalposts a score is a sum of figures, so that the errors of
// figures give the standard errors of scores, and both ways lead to the same sets.
func TestSetsOfStudy(t *testing.T) {
	root := indicators.Indicator{Code: "root", Children: []indicators.Indicator{{Code: "a", Weight: 1}, {Code: "b", Weight: 3}}}
	tab := robustnesstest.Scored(t, root, 5, map[string][]float64{"a": {10, 20, 30, 60, 61}, "b": {10, 14, 30, 60, 62}})
	s := robustness.Study{Table: tab, Factors: []robustness.Factor{robustness.Figures{By: map[string]robustness.Error{"a": {Size: 4}, "b": {Size: 2}}}}}
	o := robustness.Confidence{Draws: 4000, Seed: 3}
	got, err := o.SetsOf(context.Background(), s)
	require.NoError(t, err)
	r := robustnesstest.Evaluate(t, evaluation.Model{}, tab)
	stated := make([]float64, 5)
	for j := range stated {
		stated[j] = math.Hypot(0.25*4, 0.75*2)
	}
	want, err := o.Sets(r.Scores("root").Copy(), stated)
	require.NoError(t, err)
	for j := range want {
		want[j].Unit = tab.Unit(j)
	}
	assert.Equal(t, want, got)

	s.Factors = append(s.Factors, robustness.Weights{Of: robustness.Within{Radius: 0.1}})
	_, err = o.SetsOf(context.Background(), s)
	require.ErrorIs(t, err, robustness.ErrStudy)
	require.ErrorContains(t, err, "weights")
	s.Factors = s.Factors[:1]
	stopped, cancel := context.WithCancel(context.Background())
	cancel()
	_, err = o.SetsOf(stopped, s)
	require.ErrorIs(t, err, context.Canceled)
}

func TestConfidenceErrors(t *testing.T) {
	for name, test := range map[string]struct {
		o              robustness.Confidence
		scores, stated []float64
		want           error
	}{
		"level":    {robustness.Confidence{Level: 1}, []float64{1}, []float64{1}, basis.ErrValue},
		"few":      {robustness.Confidence{Level: 0.99, Draws: 50}, []float64{1}, []float64{1}, basis.ErrFew},
		"length":   {robustness.Confidence{}, []float64{1}, nil, basis.ErrValue},
		"infinite": {robustness.Confidence{}, []float64{math.Inf(1)}, []float64{1}, basis.ErrNumber},
		"negative": {robustness.Confidence{}, []float64{1}, []float64{-1}, basis.ErrNumber},
	} {
		_, err := test.o.Sets(test.scores, test.stated)
		require.ErrorIs(t, err, test.want, name)
	}
}
