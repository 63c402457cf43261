package weights_test

import (
	"math"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/countyeval/countyeval/indicators/basis"
	"github.com/countyeval/countyeval/weights"
	"github.com/countyeval/countyeval/weights/weightstest"
)

// vague are the judgements of an example of pyDecision.
func vague() []weights.FuzzyJudgement {
	return []weights.FuzzyJudgement{
		{A: "a", B: "b", Low: 4, Ratio: 5, High: 6},
		{A: "a", B: "c", Low: 3, Ratio: 4, High: 5},
		{A: "a", B: "d", Low: 6, Ratio: 7, High: 8},
		{A: "c", B: "b", Low: 1, Ratio: 2, High: 3},
		{A: "b", B: "d", Low: 2, Ratio: 3, High: 4},
		{A: "c", B: "d", Low: 2, Ratio: 3, High: 4},
	}
}

// TestFuzzyAHPPeer: what fuzzy_ahp_method of pyDecision gives for its example (its code run
// as it stands).
func TestFuzzyAHPPeer(t *testing.T) {
	s, err := weights.FuzzyAHP{Judgements: vague()}.Solve(letters(4))
	require.NoError(t, err)
	inDelta(t, []float64{0.42824952068405514, 0.08487956283233056, 0.1169172950864697, 0.043708033677808567}, s.Low, 1e-12)
	inDelta(t, []float64{0.6097294194415014, 0.1311853852428344, 0.19616790593690872, 0.06291728937875565}, s.Middle.Weights, 1e-12)
	inDelta(t, []float64{0.8588453123232189, 0.21820371439525282, 0.3085866522579519, 0.0985846567613304}, s.High, 1e-12)
	inDelta(t, []float64{0.6006457947895258, 0.1375149255841627, 0.19685776577897596, 0.06498151384733548}, s.Weights, 1e-12)
	inDelta(t, s.Weights, of(t, weights.FuzzyAHP{Judgements: vague()}, weights.Group{Codes: letters(4)}), 1e-12)
}

// TestFuzzyAHPByProducts: a second implementation by the products of the rows themselves,
// and without ranges that of AHP.
func TestFuzzyAHPByProducts(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		k := rapid.IntRange(2, 6).Draw(t, "k")
		codes := letters(k)
		var judgements []weights.FuzzyJudgement
		var sharp []weights.Judgement
		matrix := make([][][3]float64, k)
		for i := range matrix {
			matrix[i] = make([][3]float64, k)
			matrix[i][i] = [3]float64{1, 1, 1}
		}
		for i := range k {
			for j := i + 1; j < k; j++ {
				m := rapid.Float64Range(0.2, 9).Draw(t, "m")
				l, u := m*rapid.Float64Range(0.5, 1).Draw(t, "l"), m*rapid.Float64Range(1, 2).Draw(t, "u")
				judgements = append(judgements, weights.FuzzyJudgement{A: codes[i], B: codes[j], Low: l, Ratio: m, High: u})
				sharp = append(sharp, weights.Judgement{A: codes[i], B: codes[j], Ratio: m})
				matrix[i][j], matrix[j][i] = [3]float64{l, m, u}, [3]float64{1 / u, 1 / m, 1 / l}
			}
		}
		var sum [3]float64
		rows := make([][3]float64, k)
		for i, row := range matrix {
			rows[i] = [3]float64{1, 1, 1}
			for _, x := range row {
				for d := range x {
					rows[i][d] *= x[d]
				}
			}
			for d := range sum {
				rows[i][d] = math.Pow(rows[i][d], 1/float64(k))
				sum[d] += rows[i][d]
			}
		}
		want, total := make([]float64, k), 0.0
		s, err := weights.FuzzyAHP{Judgements: judgements}.Solve(codes)
		require.NoError(t, err)
		for i, r := range rows {
			require.InEpsilon(t, r[0]/sum[2], s.Low[i], 1e-9)
			require.InEpsilon(t, r[2]/sum[0], s.High[i], 1e-9)
			want[i] = r[0]/sum[2] + r[1]/sum[1] + r[2]/sum[0]
			total += want[i]
		}
		for i := range want {
			require.InEpsilon(t, want[i]/total, s.Weights[i], 1e-9)
		}
		for i := range judgements {
			judgements[i].Low, judgements[i].High = judgements[i].Ratio, judgements[i].Ratio
		}
		s, err = weights.FuzzyAHP{Judgements: judgements}.Solve(codes)
		require.NoError(t, err)
		ahp, err := weights.AHP{Judgements: sharp, Method: weights.RowGeometricMean}.Solve(codes)
		require.NoError(t, err)
		require.InDeltaSlice(t, ahp.Weights, s.Weights, 1e-12)
		require.InDelta(t, ahp.Ratio, s.Middle.Ratio, 1e-12)
	})
}

func TestFuzzyAHPRefuses(t *testing.T) {
	a := weights.FuzzyAHP{Judgements: vague()}
	a.Judgements[0].High = 4.5
	a.Judgements[1].Low = 0
	a.Judgements[5] = a.Judgements[4]
	_, err := a.Solve(letters(4))
	require.ErrorIs(t, err, basis.ErrDomain)
	require.ErrorIs(t, err, basis.ErrWeights)
	for _, part := range []string{"a is judged 4, 5 and 4.5 times b, which is not ascending", "a is judged 0, 4 and 5 times c", "b and d are judged twice", "there is no judgement of c against d"} {
		require.ErrorContains(t, err, part)
	}
	circle := weights.FuzzyAHP{Judgements: []weights.FuzzyJudgement{{"a", "b", 2, 3, 4}, {"b", "c", 2, 3, 4}, {"c", "a", 2, 3, 4}}}
	_, err = weights.Of(nil, circle, weights.Group{Codes: letters(3)})
	require.ErrorIs(t, err, weights.ErrInconsistent)
	circle.MaxConsistency = 100
	inDelta(t, []float64{1. / 3, 1. / 3, 1. / 3}, of(t, circle, weights.Group{Codes: letters(3)}), 1e-12)
	assert.Equal(t, []float64{1}, of(t, weights.FuzzyAHP{}, weights.Group{Codes: []string{"a"}}))
	assert.True(t, weights.IsGiven(circle, weights.Group{}))
}

func TestFuzzyAHPConformance(t *testing.T) {
	assert.NoError(t, weightstest.TestScheme(weights.FuzzyAHP{Judgements: vague()}, weightstest.Options{Codes: letters(4), ShiftFree: true, ScaleFree: true}))
}
