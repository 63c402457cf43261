package weights_test

import (
	"encoding/json"
	"math"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/countyeval/countyeval/indicators/basis"
	"github.com/countyeval/countyeval/weights"
	"github.com/countyeval/countyeval/weights/weightstest"
)

// Two judges, by hand: a is 4 times b for one and b is as much as a for the other;
// the geometric mean is 2, so that a gets 2/3. Of the priorities 4/5, 1/5 and 1/2,
// 1/2 the geometric means are as 2 to 1, too.
func TestGroupAHPByHand(t *testing.T) {
	codes := []string{"a", "b"}
	for _, combine := range []weights.Combining{weights.CombineJudgements, weights.CombinePriorities} {
		g := weights.GroupAHP{Combine: combine, Judges: []weights.Judge{
			{Name: "Li", Judgements: []weights.Judgement{{"a", "b", 4}}},
			{Name: "Wang", Judgements: []weights.Judgement{{"b", "a", 1}}},
		}}
		inDelta(t, []float64{2. / 3, 1. / 3}, of(t, g, weights.Group{Codes: codes}), 1e-12)
		s, err := g.Solve(codes)
		require.NoError(t, err)
		inDelta(t, []float64{0.8, 0.2}, s.Judges[0].Weights, 1e-12)
		inDelta(t, []float64{0.5, 0.5}, s.Judges[1].Weights, 1e-12)
		// The judges' 0.8 and 0.5 are each a factor of sqrt(0.8/0.5) off their mean.
		inDelta(t, []float64{math.Sqrt(1.6), math.Sqrt(2.5)}, s.Spread, 1e-12)

		// Three quarters for Li: 4^0.75.
		g.Judges[0].Share, g.Judges[1].Share = 3, 1
		r := math.Pow(4, 0.75)
		inDelta(t, []float64{r / (1 + r), 1 / (1 + r)}, of(t, g, weights.Group{Codes: codes}), 1e-12)
	}
	assert.Equal(t, []float64{1}, of(t, weights.GroupAHP{}, weights.Group{Codes: []string{"a"}}))
}

// Three judges on three siblings, all intermediate values by the definition.
func TestGroupAHPCombined(t *testing.T) {
	codes := []string{"a", "b", "c"}
	judges := []weights.Judge{
		{Judgements: []weights.Judgement{{"a", "b", 3}, {"a", "c", 5}, {"b", "c", 3}}},
		{Judgements: []weights.Judgement{{"a", "b", 1. / 2}, {"a", "c", 4}, {"b", "c", 6}}},
		{Judgements: []weights.Judgement{{"a", "b", 2}, {"a", "c", 2}, {"b", "c", 1}}},
	}
	s, err := weights.GroupAHP{Judges: judges}.Solve(codes)
	require.NoError(t, err)
	ab, ac, bc := math.Cbrt(3), math.Cbrt(40), math.Cbrt(18)
	for i, row := range [][]float64{{1, ab, ac}, {1 / ab, 1, bc}, {1 / ac, 1 / bc, 1}} {
		inDelta(t, row, s.Panel.Matrix[i], 1e-12)
	}
	// For three siblings the eigenvector is the geometric mean of the rows, and
	// lambda = 1 + t + 1/t with t the cube root of ab bc / ac.
	want := []float64{math.Cbrt(ab * ac), math.Cbrt(bc / ab), 1 / math.Cbrt(ac*bc)}
	total := sum(want)
	for j := range want {
		want[j] /= total
	}
	inDelta(t, want, s.Weights, 1e-9)
	q := math.Cbrt(ab * bc / ac)
	assert.InDelta(t, 1+q+1/q, s.Panel.Lambda, 1e-12)

	s, err = weights.GroupAHP{Judges: judges, Combine: weights.CombinePriorities}.Solve(codes)
	require.NoError(t, err)
	inDelta(t, want, s.Weights, 1e-9) // for three siblings the same
	assert.Empty(t, s.Panel.Codes)
}

func TestGroupAHPErrors(t *testing.T) {
	codes := []string{"a", "b", "c"}
	fine := []weights.Judgement{{"a", "b", 1}, {"a", "c", 1}, {"b", "c", 1}}
	circle := []weights.Judgement{{"a", "b", 5}, {"b", "c", 5}, {"c", "a", 5}}
	other := []weights.Judgement{{"a", "b", 1. / 5}, {"b", "c", 1. / 5}, {"c", "a", 1. / 5}}

	_, err := weights.GroupAHP{}.Solve(codes)
	require.EqualError(t, err, "weights: the panel has no judges")
	_, err = weights.GroupAHP{Judges: []weights.Judge{{Name: "Li", Share: -1}, {Share: math.NaN()}}}.Solve(codes)
	require.ErrorIs(t, err, basis.ErrWeights)
	assert.Equal(t, []string{
		"weights: the share of Li has -1, not a finite number of at least 0",
		"weights: the share of judge 2 has NaN, not a finite number of at least 0",
	}, lines(err))

	_, err = weights.GroupAHP{Judges: []weights.Judge{{Name: "Li", Judgements: fine[:2]}, {Judgements: fine[1:]}}}.Solve(codes)
	assert.Equal(t, []string{
		"Li: weights: there is no judgement of b against c",
		"judge 2: weights: there is no judgement of a against b",
	}, lines(err))
	_, err = weights.GroupAHP{Combine: 5, Judges: []weights.Judge{{Judgements: fine}}}.Solve(codes)
	require.EqualError(t, err, "weights: unknown combining Combining(5)")
	_, err = weights.GroupAHP{Method: 5, Judges: []weights.Judge{{Judgements: fine}}}.Solve(codes)
	require.EqualError(t, err, "judge 1: weights: unknown method PairwiseMethod(5)")

	// Two judges who each go in a circle, one against the other: their mean is
	// perfectly consistent, and refused all the same.
	for _, combine := range []weights.Combining{weights.CombineJudgements, weights.CombinePriorities} {
		g := weights.GroupAHP{Combine: combine, Judges: []weights.Judge{{Name: "Li", Judgements: circle}, {Name: "Wang", Judgements: other}, {Judgements: fine}}}
		_, err = weights.Of(nil, g, weights.Group{Parent: "p", Codes: codes})
		require.ErrorIs(t, err, weights.ErrInconsistent)
		require.Len(t, lines(err), 2)
		assert.Contains(t, lines(err)[0], "Li: judgements contradict each other")
		assert.Contains(t, lines(err)[1], "Wang: judgements contradict each other")
		g.MaxConsistency = everything
		inDelta(t, []float64{1. / 3, 1. / 3, 1. / 3}, of(t, g, weights.Group{Codes: codes}), 1e-12)
	}

	// A panel can contradict itself though each judge hardly does; here its matrix
	// is that of a single judge.
	g := weights.GroupAHP{Judges: []weights.Judge{{Name: "Li", Judgements: circle}}}
	_, err = weights.Of(nil, g, weights.Group{Codes: codes})
	assert.Contains(t, err.Error(), "the panel: judgements contradict each other")
}

func TestGroupAHPProperties(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		k := rapid.IntRange(2, 6).Draw(t, "k")
		codes := letters(k)
		judges := make([]weights.Judge, rapid.IntRange(1, 4).Draw(t, "judges"))
		for e := range judges {
			judges[e].Share = rapid.Float64Range(0.1, 10).Draw(t, "share")
			for i, a := range codes {
				for _, b := range codes[i+1:] {
					judges[e].Judgements = append(judges[e].Judgements, weights.Judgement{A: a, B: b, Ratio: rapid.Float64Range(1./9, 9).Draw(t, "ratio")})
				}
			}
		}
		solve := func(g weights.GroupAHP) []float64 {
			s, err := g.Solve(codes)
			if err != nil {
				t.Fatal(err)
			}
			if math.Abs(sum(s.Weights)-1) > 1e-13 {
				t.Fatalf("sum %v", sum(s.Weights))
			}
			return s.Weights
		}
		same := func(a, b []float64, what string) {
			for j := range a {
				if math.Abs(a[j]-b[j]) > 1e-12 {
					t.Fatalf("%s: %v and %v", what, a, b)
				}
			}
		}
		rows := weights.RowGeometricMean
		same(solve(weights.GroupAHP{Judges: judges, Method: rows}),
			solve(weights.GroupAHP{Judges: judges, Method: rows, Combine: weights.CombinePriorities}),
			"by rows, judgements and priorities")
		for _, combine := range []weights.Combining{weights.CombineJudgements, weights.CombinePriorities} {
			g := weights.GroupAHP{Judges: judges, Combine: combine}
			w := solve(g)
			one := weights.GroupAHP{Judges: judges[:1], Combine: combine}
			same(solve(one), solved(t, weights.AHP{Judgements: judges[0].Judgements}, codes).Weights, "one judge alone")
			one.Judges = append(one.Judges[:1:1], judges[0])
			same(solve(one), solved(t, weights.AHP{Judgements: judges[0].Judgements}, codes).Weights, "one judge twice")
			g.Judges = rapid.Permutation(judges).Draw(t, "order")
			same(solve(g), w, "order of the judges")
			g.Judges = append(judges[:len(judges):len(judges)], judges[0])
			g.Judges[len(judges)].Share = 0
			same(solve(g), w, "a judge of share 0")
		}
	})
}

func TestGroupAHPRules(t *testing.T) {
	codes := letters(5)
	g := weights.GroupAHP{MaxConsistency: everything, Judges: []weights.Judge{
		{Judgements: consistent(codes, []float64{1, 2, 3, 4, 5})},
		{Judgements: consistent(codes, []float64{5, 2, 9, 1, 1})},
	}}
	for _, g.Combine = range []weights.Combining{weights.CombineJudgements, weights.CombinePriorities} {
		require.NoError(t, weightstest.TestScheme(g, weightstest.Options{Codes: codes, K: []int{1, 2, 3, 5}}))
		text, err := json.Marshal(g.Combine)
		require.NoError(t, err)
		var back weights.Combining
		require.NoError(t, json.Unmarshal(text, &back))
		assert.Equal(t, g.Combine, back)
	}
	_, err := weights.Combining(-1).MarshalText()
	require.Error(t, err)
	require.Error(t, new(weights.Combining).UnmarshalText([]byte("votes")))
}
