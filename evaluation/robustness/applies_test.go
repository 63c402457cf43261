package robustness_test

import (
	"fmt"
	"math/rand/v2"
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
	"github.com/countyeval/countyeval/weights"
)

// TestAppliesSameAsModel: where nodes do not apply to units, draws are those of the model
// to the last bit, whatever weighs and aggregates.
func TestAppliesSameAsModel(t *testing.T) {
	tab := robustnesstest.Inland(t)
	scores, refused := 0, 0
	for name, shape := range shapes {
		for _, n := range []normalize.Normalizer{normalize.MinMax{Lo: 1, Hi: 100}, normalize.Points{Missing: 3}} {
			for _, of := range []aggregate.Aggregator{nil, aggregate.Geometric{}, aggregate.Harmonic{}, aggregate.MPI{}, aggregate.TOPSIS{}} {
				for _, least := range []float64{0, 0.3, 0.5} {
					m := shape
					m.Normalize = n
					m.Aggregate = aggregate.PerNode{Default: aggregate.Present{Of: of, MinShare: least}, By: map[string]aggregate.Aggregator{"root": aggregate.Present{MinShare: least}}}
					if _, relative := of.(aggregate.TOPSIS); relative {
						m.Aggregate = aggregate.PerNode{Default: of, By: map[string]aggregate.Aggregator{"root": aggregate.Present{}, "d1": aggregate.Present{}}}
					}
					base, err := m.Evaluate(tab, nil)
					if err != nil {
						refused++
						continue
					}
					d := evaluation.Decision{Own: true}
					if of == nil || least == 0.3 && of == (aggregate.Geometric{}) {
						d.Ties = evaluation.Ties{Digits: new(1)}
					}
					if of == nil { // and what is printed adds up
						d.Ties.Print.Of = evaluation.PrintedPoints + evaluation.Printed(int(10*least)%2)
					}
					e, err := robustness.NewEvaluator(base, d, robustness.Choices{})
					require.NoError(t, err)
					w, rng := e.Worker(), rand.New(rand.NewPCG(1, 2))
					first, _, _ := base.ClassWeights(tab.Unit(0).Class)
					if !m.ByClass {
						first, _, _ = base.ClassWeights("")
					}
					for i := range 12 {
						label := fmt.Sprintf("%s %T %T %v draw %d", name, n, of, least, i)
						imp := robustnesstest.Drawn(rng, first, 0.9)
						if i > 5 { // and some weights are 0
							imp[1+rng.IntN(len(imp)-1)] = 0
							imp[1+rng.IntN(len(imp)-1)] = 0
						}
						m.Weigh = robustnesstest.Fixed(base.Codes(), imp)
						w.SetWeights(imp)
						if i < 2 {
							by := map[string]weights.Scheme{"root": nil, "d1": nil}
							if m.Flat {
								delete(by, "d1")
							}
							m.Weigh = []weights.Scheme{weights.Equal{}, weights.PerGroup{Default: weights.Entropy{}, By: by}}[i]
							w.SetScheme(m.Weigh)
						}
						want, err := m.Score(nil, tab, nil)
						got := w.Score()
						require.Equal(t, err == nil, got == nil, "%s: %v; %v", label, err, got)
						if err != nil {
							refused++
							continue
						}
						if of != nil {
							require.Equal(t, want.Scores("").Copy(), w.Scores(nil), label)
						} else {
							parts, err := want.Printed(d.Ties)
							require.NoError(t, err)
							require.Equal(t, parts.Totals, w.Scores(nil), label)
						}
						ranking, err := d.Rank(want)
						require.NoError(t, err)
						require.Equal(t, robustnesstest.Ranks(tab, ranking), w.Rank(nil), label)
						scores++
					}
				}
			}
		}
	}
	assert.Greater(t, scores, 300)
	assert.Positive(t, refused)
}

// TestAppliesPrinted: what is printed in a draw is what the model prints, also of a group
// that needs all scores of those it applies to.
func TestAppliesPrinted(t *testing.T) {
	tab := robustnesstest.Inland(t)
	tab, err := tab.Select(func(u indicators.Unit) bool { // to the others all of the group applies, or nothing
		_, mark := tab.Value(u.Code, "d1x0")
		_, other := tab.Value(u.Code, "d1x1")
		return (mark == indicators.NotApplicable) == (other == indicators.NotApplicable)
	})
	require.NoError(t, err)
	m := evaluation.Model{Normalize: normalize.MinMax{Lo: 1, Hi: 100}, Weigh: weights.Equal{}, Aggregate: aggregate.PerNode{By: map[string]aggregate.Aggregator{"root": aggregate.Present{}, "d1": aggregate.BenefitOfDoubt{}}}}
	base := robustnesstest.Evaluate(t, m, tab)
	for _, of := range []evaluation.Printed{evaluation.PrintedPoints, evaluation.PrintedScores} {
		d := evaluation.Decision{Ties: evaluation.Ties{Digits: new(1), Print: evaluation.Printing{Of: of}}}
		e, err := robustness.NewEvaluator(base, d, robustness.Choices{})
		require.NoError(t, err)
		w := e.Worker()
		require.NoError(t, w.Score())
		want, err := base.Printed(d.Ties)
		require.NoError(t, err)
		assert.Equal(t, want.Totals, w.Scores(nil))
	}
}

// TestAppliesRanked: a draw in which a ranked unit has no score to be ranked by is refused.
func TestAppliesRanked(t *testing.T) {
	r := robustnesstest.Evaluate(t, evaluation.Model{Aggregate: aggregate.Present{}}, robustnesstest.Inland(t))
	e, err := robustness.NewEvaluator(r, evaluation.Decision{Code: "d1"}, robustness.Choices{})
	require.NoError(t, err)
	w := e.Worker()
	require.NoError(t, w.Score())
	ranking, err := evaluation.Decision{Code: "d1"}.Rank(r)
	require.NoError(t, err)
	assert.Equal(t, robustnesstest.Ranks(r.Prepared, ranking), w.Rank(nil))
	imp, _, _ := r.ClassWeights("")
	for i, code := range e.Codes() {
		if code == "d1x1" || code == "d1x2" {
			imp[i] = 0
		}
	}
	w.SetWeights(imp)
	err = w.Score()
	require.ErrorIs(t, err, basis.ErrMissing)
	assert.ErrorContains(t, err, "unit u0001, indicator d1: missing value: it is ranked, and has no score in this draw")
}
