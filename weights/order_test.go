package weights_test

import (
	"encoding/json"
	"os"
	"path/filepath"
	"slices"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/countyeval/countyeval/indicators/basis"
	"github.com/countyeval/countyeval/weights"
	"github.com/countyeval/countyeval/weights/weightstest"
)

// goldenFile reads a file under testdata/golden into v.
func goldenFile(t *testing.T, name string, v any) {
	t.Helper()
	text, err := os.ReadFile(filepath.Join("testdata", "golden", filepath.FromSlash(name)+".json"))
	require.NoError(t, err)
	require.NoError(t, json.Unmarshal(text, v))
}

// ranked is a group of codes a, b, c ... and their ranks.
func ranked(ranks ...int) (weights.Group, map[string]int) {
	g, by := columns(make([][]float64, len(ranks))...), map[string]int{}
	for j, r := range ranks {
		by[g.Codes[j]] = r
	}
	return g, by
}

func TestRankOrderGolden(t *testing.T) {
	var file struct {
		Input struct {
			Order []string `json:"criteria_from_most_to_least_important"`
		}
		Output struct{ ROC, RRW, RSW []float64 }
	}
	goldenFile(t, "pydecision/weights_by_rank", &file)
	ranks := map[string]int{}
	for i, code := range file.Input.Order {
		ranks[code] = i + 1
	}
	g := weights.Group{Codes: slices.Sorted(slices.Values(file.Input.Order))}
	for rule, want := range map[weights.RankRule][]float64{
		weights.ROC: file.Output.ROC, weights.RankReciprocal: file.Output.RRW, weights.RankSum: file.Output.RSW,
	} {
		inDelta(t, want, of(t, weights.RankOrder{Ranks: ranks, Rule: rule}, g), 1e-14, rule)
	}

	var rancom struct{ Input, Output map[string][]float64 }
	goldenFile(t, "pymcdm/rancom", &rancom)
	for name, given := range rancom.Input {
		g, by := ranked(ints(given)...)
		inDelta(t, rancom.Output[name], of(t, weights.RankOrder{Ranks: by, Rule: weights.RANCOM}, g), 1e-14, name)
	}

	type matrix struct{ Weights []float64 }
	var fromWeights struct{ Input, Output map[string]matrix }
	goldenFile(t, "scikit-criteria/weights_rancom", &fromWeights)
	for name, in := range fromWeights.Input {
		given := make([]int, len(in.Weights))
		for j, w := range in.Weights { // rank 1 for the largest weight
			for _, v := range in.Weights {
				if v > w {
					given[j]++
				}
			}
		}
		g, by := ranked(given...)
		inDelta(t, fromWeights.Output[name].Weights, of(t, weights.RankOrder{Ranks: by, Rule: weights.RANCOM}, g), 1e-14, name)
	}
}

func ints(x []float64) []int {
	out := make([]int, len(x))
	for i, v := range x {
		out[i] = int(v)
	}
	return out
}

// The four rules on four siblings, as the documentation of the rules has them,
// and ties, which share the mean of their places.
func TestRankOrder(t *testing.T) {
	tests := map[string]struct {
		rule  weights.RankRule
		ranks []int
		want  []float64
	}{
		"roc":             {weights.ROC, []int{1, 2, 3, 4}, []float64{25. / 48, 13. / 48, 7. / 48, 3. / 48}},
		"rank sum":        {weights.RankSum, []int{4, 3, 2, 1}, []float64{0.1, 0.2, 0.3, 0.4}},
		"rank reciprocal": {weights.RankReciprocal, []int{1, 2, 3, 4}, []float64{0.48, 0.24, 0.16, 0.12}},
		"rancom":          {weights.RANCOM, []int{1, 2, 3, 4}, []float64{7. / 16, 5. / 16, 3. / 16, 1. / 16}},
		"any numbers":     {weights.RankSum, []int{-5, 70}, []float64{2. / 3, 1. / 3}},
		"tie":             {weights.RankReciprocal, []int{2, 1, 2, 9}, []float64{0.2, 0.48, 0.2, 0.12}},
		"all tied":        {weights.ROC, []int{3, 3}, []float64{0.5, 0.5}},
		"single":          {weights.ROC, []int{7}, []float64{1}},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			g, by := ranked(test.ranks...)
			by["of another group"] = 1
			inDelta(t, test.want, of(t, weights.RankOrder{Ranks: by, Rule: test.rule}, g), 1e-14)
			assert.NoError(t, weightstest.TestScheme(weights.RankOrder{Ranks: by, Rule: test.rule}, weightstest.Options{Codes: g.Codes, IgnoresScores: true}))
		})
	}

	g, by := ranked(1, 2, 3)
	delete(by, "a")
	delete(by, "c")
	_, err := weights.Of(nil, weights.RankOrder{Ranks: by}, g)
	require.ErrorIs(t, err, basis.ErrWeights)
	assert.Equal(t, []string{"weights of the children of p: weights: no rank is given for a", "weights: no rank is given for c"}, lines(err))
	_, err = weights.Of(nil, weights.RankOrder{Rule: 4}, g)
	assert.ErrorContains(t, err, "there is no rank rule 4")
}
