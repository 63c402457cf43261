package robustness_test

import (
	"math/rand/v2"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/countyeval/countyeval/evaluation"
	"github.com/countyeval/countyeval/evaluation/robustness"
	"github.com/countyeval/countyeval/evaluation/robustness/internal/robustnesstest"
	"github.com/countyeval/countyeval/weights"
)

// TestIdleSameAsModel: draws in which weights are 0 are those of the model too, and a
// draw that counts what has no scores is refused.
func TestIdleSameAsModel(t *testing.T) {
	tab := robustnesstest.Idle(t)
	for name, shape := range shapes {
		base := robustnesstest.Evaluate(t, shape, tab)
		e, err := robustness.NewEvaluator(base, evaluation.Decision{}, robustness.Choices{})
		require.NoError(t, err, name)
		w, rng := e.Worker(), rand.New(rand.NewPCG(1, 2))
		require.NoError(t, w.Score())
		require.Equal(t, base.Scores("").Copy(), w.Scores(nil), name)
		imp := func(change func(imp map[string]float64)) []float64 {
			by := map[string]float64{"root": 1, "d0": 2, "d1": 1, "a": 1, "b": 3, "c": 1, "d": 1, "none": 1, "e": 1}
			for code := range by {
				by[code] *= 1 + 0.5*rng.Float64()
			}
			change(by)
			var out []float64
			for _, code := range base.Codes() {
				out = append(out, by[code])
			}
			return out
		}
		for what, change := range map[string]func(map[string]float64){
			"as it is":           func(map[string]float64) {},
			"one more of weight": func(by map[string]float64) { by["a"] = 0 },
			"a group of weight":  func(by map[string]float64) { by["d1"], by["c"], by["d"] = 0, 0, 0 },
			"counts a gap":       func(by map[string]float64) { by["gap"] = 1 },
			"counts a constant":  func(by map[string]float64) { by["same"] = 1 },
			"counts a group":     func(by map[string]float64) { by["d2"] = 1 },
			"counts part of one": func(by map[string]float64) { by["d2"], by["none"] = 1, 0 },
		} {
			drawn := imp(change)
			w.SetWeights(drawn)
			m := shape
			m.Weigh = robustnesstest.Fixed(base.Codes(), drawn)
			want, err := m.Score(nil, tab, nil)
			got := w.Score()
			require.Equal(t, err == nil, got == nil, "%s, %s: %v, %v", name, what, err, got)
			if err == nil {
				require.Equal(t, want.Scores("").Copy(), w.Scores(nil), "%s, %s", name, what)
			}
		}
		w.SetScheme(weights.Equal{})
		require.Error(t, w.Score(), name)
		w.SetScheme(nil)
		require.NoError(t, w.Score())
		require.Equal(t, base.Scores("").Copy(), w.Scores(nil), name)
	}
}
