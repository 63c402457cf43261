package weights_test

import (
	"math"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/countyeval/countyeval/indicators/basis"
	"github.com/countyeval/countyeval/weights"
)

func TestAHPErrors(t *testing.T) {
	abc := []string{"a", "b", "c"}
	for name, c := range map[string]struct {
		judgements []weights.Judgement
		kind       error
		want       []string
	}{
		"none": {nil, basis.ErrWeights, []string{
			"weights: there is no judgement of a against b",
			"weights: there is no judgement of a against c",
			"weights: there is no judgement of b against c",
		}},
		"partial": {[]weights.Judgement{{"a", "b", 2}, {"c", "b", 2}}, basis.ErrWeights, []string{
			"weights: there is no judgement of a against c",
		}},
		"mistyped": {[]weights.Judgement{{"a", "b", 2}, {"c", "b", 2}, {"a", "C", 3}}, basis.ErrWeights, []string{
			"weights: there is no judgement of a against c",
		}},
		"twice": {[]weights.Judgement{{"a", "b", 3}, {"a", "c", 3}, {"b", "c", 1}, {"b", "a", 1. / 3}}, basis.ErrWeights, []string{
			"weights: b and a are judged twice",
		}},
		"twice and differently": {[]weights.Judgement{{"a", "b", 3}, {"a", "c", 3}, {"b", "c", 1}, {"a", "b", 5}}, weights.ErrInconsistent, []string{
			"judgements contradict each other: a is judged 3 times b, and again 5 times",
		}},
		"itself": {[]weights.Judgement{{"a", "b", 3}, {"a", "c", 3}, {"b", "c", 1}, {"b", "b", 1}}, basis.ErrWeights, []string{
			"weights: b is judged against itself",
		}},
		"not a ratio": {[]weights.Judgement{{"a", "b", 0}, {"a", "c", -3}, {"b", "c", math.NaN()}}, basis.ErrDomain, []string{
			"value outside the domain of the method: a is judged 0 times b, not a number from 1e-6 to 1e6",
			"value outside the domain of the method: a is judged -3 times c, not a number from 1e-6 to 1e6",
			"value outside the domain of the method: b is judged NaN times c, not a number from 1e-6 to 1e6",
		}},
		"infinite": {[]weights.Judgement{{"a", "b", math.Inf(1)}, {"a", "c", 1e7}, {"b", "c", 1e-7}}, basis.ErrDomain, []string{
			"value outside the domain of the method: a is judged +Inf times b, not a number from 1e-6 to 1e6",
			"value outside the domain of the method: a is judged 1e+07 times c, not a number from 1e-6 to 1e6",
			"value outside the domain of the method: b is judged 1e-07 times c, not a number from 1e-6 to 1e6",
		}},
	} {
		t.Run(name, func(t *testing.T) {
			_, err := weights.AHP{Judgements: c.judgements}.Solve(abc)
			require.ErrorIs(t, err, c.kind)
			assert.Equal(t, c.want, lines(err))
			require.Error(t, weights.AHP{Judgements: c.judgements}.Weigh(make([]float64, 3), weights.Group{Codes: abc}))
		})
	}
	good := []weights.Judgement{{"a", "b", 1}, {"a", "c", 1}, {"b", "c", 1}}
	_, err := weights.AHP{Judgements: good, Method: 7}.Solve(abc)
	require.EqualError(t, err, "weights: unknown method PairwiseMethod(7)")
	_, err = weights.AHP{Judgements: good, RandomIndex: []float64{0, 0}}.Solve(abc)
	require.ErrorIs(t, err, basis.ErrDomain)
	_, err = weights.AHP{Judgements: good, RandomIndex: []float64{0, 0, 0}}.Solve(abc)
	require.ErrorIs(t, err, basis.ErrDomain)
}

func TestJudgementsOf(t *testing.T) {
	abc := []string{"a", "b", "c"}
	want := []weights.Judgement{{"a", "b", 3}, {"a", "c", 5}, {"b", "c", 3}}
	for name, matrix := range map[string][][]float64{
		"whole":          {{1, 3, 5}, {1. / 3, 1, 3}, {1. / 5, 1. / 3, 1}},
		"two digits":     {{1, 3, 5}, {0.33, 1, 3}, {0.2, 0.33, 1}},
		"upper triangle": {{0, 3, 5}, {0, 0, 3}, {0, 0, 0}},
	} {
		t.Run(name, func(t *testing.T) {
			got, err := weights.JudgementsOf(abc, matrix)
			require.NoError(t, err)
			assert.Equal(t, want, got)
		})
	}
	for name, c := range map[string]struct {
		matrix [][]float64
		kind   error
		want   []string
	}{
		"rows":    {[][]float64{{1, 3, 5}}, basis.ErrWeights, []string{"weights: 1 rows of comparisons for 3 siblings"}},
		"columns": {[][]float64{{1, 3, 5}, {1, 1}, {1, 1, 1}}, basis.ErrWeights, []string{"weights: the row of b has 2 comparisons for 3 siblings"}},
		"diagonal and lower triangle": {[][]float64{{1, 3, 5}, {0.4, 2, 3}, {5, 1. / 3, 1}}, weights.ErrInconsistent, []string{
			"judgements contradict each other: a is judged 3 times b, and b 0.4 times a",
			"judgements contradict each other: a is judged 5 times c, and c 5 times a",
			"judgements contradict each other: b is judged 2 times itself",
		}},
		"NaN": {[][]float64{{1, 3, math.NaN()}, {math.NaN(), 1, 0}, {0.2, 1. / 3, 1}}, basis.ErrDomain, []string{
			"judgements contradict each other: a is judged 3 times b, and b NaN times a",
			"value outside the domain of the method: a is judged NaN times c, not a number from 1e-6 to 1e6",
			"value outside the domain of the method: b is judged 0 times c, not a number from 1e-6 to 1e6",
		}},
	} {
		t.Run(name, func(t *testing.T) {
			_, err := weights.JudgementsOf(abc, c.matrix)
			require.ErrorIs(t, err, c.kind)
			assert.Equal(t, c.want, lines(err))
		})
	}
}
