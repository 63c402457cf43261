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

var (
	normalizers = []normalize.Normalizer{
		nil,
		normalize.MinMax{Lo: 1, Hi: 100},
		normalize.ZScore{},
		normalize.Rank{},
		normalize.Percentile{},
		normalize.RatioToBase{},
		normalize.WithinClass{Of: normalize.MinMax{Lo: 5, Hi: 95}},
	}
	aggregators = []aggregate.Aggregator{
		nil,
		aggregate.Arithmetic{},
		aggregate.Geometric{},
		aggregate.Harmonic{},
		aggregate.Min{},
		aggregate.MPI{},
		aggregate.OWA{},
		aggregate.Power{P: 2},
		aggregate.TOPSIS{},
		aggregate.VIKOR{},
		aggregate.EDAS{},
		aggregate.Borda{},
		aggregate.Copeland{},
		aggregate.Present{},
		aggregate.Present{Of: aggregate.Geometric{}},
		aggregate.PerNode{Default: aggregate.Geometric{}, By: map[string]aggregate.Aggregator{"root": nil}},
		aggregate.PerNode{By: map[string]aggregate.Aggregator{"root": aggregate.Geometric{}, "d1": aggregate.Harmonic{}}},
	}
	schemes = []weights.Scheme{nil, weights.Equal{}, weights.Entropy{}, weights.StdDev{}, weights.Perturb{Spread: 0.25, Seed: 7, Draw: 3}}
)

// shapes are the models that normalizers, aggregators and schemes are put into.
var shapes = map[string]evaluation.Model{
	"tree": {}, "flat": {Flat: true}, "by class": {ByClass: true}, "flat by class": {Flat: true, ByClass: true},
}

// TestSameAsModel is the proof that the evaluator is the same engine: scores to the
// last bit, ranks, and refusals.
func TestSameAsModel(t *testing.T) {
	tab := robustnesstest.Generated(t, 31, 3, 3)
	rulings := []evaluation.Ruling{
		{Unit: "u0003", Effect: evaluation.AddPoints, Item: "made up", Count: 3, Points: -0.7, Reason: "test", Document: "test"},
		{Unit: "u0004", Effect: evaluation.NotRanked, Reason: "test", Document: "test"},
	}
	decisions := []evaluation.Decision{
		{},
		{Ties: evaluation.Ties{Digits: new(0), Rule: evaluation.Dense, Break: []evaluation.Key{{Code: "d1"}}}},
		{Ties: evaluation.Ties{Digits: new(0), Break: []evaluation.Key{{Code: "d0x0", Raw: true, Order: evaluation.LowestFirst}}}, Own: true},
		{Ties: evaluation.Ties{Digits: new(1), Rule: evaluation.Ordinal}, Apart: evaluation.Members{By: "class", In: []string{"B"}}},
		{Code: "d0x1", Ties: evaluation.Ties{Digits: new(1)}},
	}
	scores, ranked, refused := 0, 0, 0
	for name, shape := range shapes {
		for ni, n := range normalizers {
			for ai, a := range aggregators {
				m := shape
				m.Normalize, m.Aggregate = n, a
				base, err := m.Evaluate(tab, rulings)
				if err != nil {
					refused++ // z-scores under a geometric mean
					continue
				}
				d := decisions[(ni+ai)%len(decisions)]
				if m.Flat && len(d.Ties.Break) > 0 && !d.Ties.Break[0].Raw {
					d.Ties.Break = []evaluation.Key{{Code: "d1x1"}}
				}
				if _, err := d.Rank(base); err != nil {
					d.Own = true
				}
				e, err := robustness.NewEvaluator(base, d, robustness.Choices{})
				require.NoError(t, err, "%s %T %T", name, n, a)
				w := e.Worker()
				rng := rand.New(rand.NewPCG(1, uint64(100*ni+ai)))
				for i := range 2 * len(schemes) {
					label := fmt.Sprintf("%s %T %T draw %d", name, n, a, i)
					if i < len(schemes) {
						m.Weigh = schemes[i]
						w.SetScheme(schemes[i])
					} else {
						drawn := robustnesstest.Drawn(rng, robustnesstest.Local(base), 0.25)
						m.Weigh = robustnesstest.Fixed(base.Codes(), drawn)
						w.SetWeights(drawn)
					}
					want, err := m.Score(nil, tab, rulings)
					require.Equal(t, err == nil, w.Score() == nil, label)
					if err != nil {
						continue
					}
					require.Equal(t, want.Scores(d.Code).Copy(), w.Scores(nil), label)
					scores++
					ranking, err := d.Rank(want)
					require.NoError(t, err)
					require.Equal(t, robustnesstest.Ranks(tab, ranking), w.Rank(nil), label)
					ranked++
				}
			}
		}
	}
	assert.Greater(t, scores, 2000)
	assert.Equal(t, scores, ranked)
	assert.Positive(t, refused)
}

// TestChoicesSameAsModel draws from lists, going back and forth between them.
func TestChoicesSameAsModel(t *testing.T) {
	tab := robustnesstest.Generated(t, 40, 4, 3)
	base := robustnesstest.Evaluate(t, evaluation.Model{}, tab)
	norms := []normalize.Normalizer{normalize.MinMax{Lo: 1, Hi: 100}, normalize.Rank{}, normalize.RatioToBase{}}
	aggs := []aggregate.Aggregator{aggregate.Arithmetic{}, aggregate.Geometric{}, aggregate.Harmonic{}}
	e, err := robustness.NewEvaluator(base, evaluation.Decision{Ties: evaluation.Ties{Digits: new(2)}}, robustness.Choices{Normalize: norms, Aggregate: aggs})
	require.NoError(t, err)
	const draws = 300
	n := e.Len()
	scores, ranks := make([]float64, draws*n), make([]int, draws*n)
	choice := func(d int) (int, int, []float64) {
		rng := rand.New(rand.NewPCG(5, uint64(d)))
		return rng.IntN(len(norms)), rng.IntN(len(aggs)), robustnesstest.Drawn(rng, robustnesstest.Local(base), 0.25)
	}
	require.NoError(t, e.Each(draws, func(w *robustness.Worker, d int) error {
		i, j, imp := choice(d)
		w.Choose(i, j)
		w.SetWeights(imp)
		if err := w.Score(); err != nil {
			return err
		}
		w.Scores(scores[d*n : (d+1)*n])
		w.Rank(ranks[d*n : (d+1)*n])
		return nil
	}))
	for d := range draws {
		i, j, imp := choice(d)
		m := evaluation.Model{Normalize: norms[i], Aggregate: aggs[j], Weigh: robustnesstest.Fixed(base.Codes(), imp)}
		r := robustnesstest.Evaluate(t, m, tab)
		require.Equal(t, r.Scores("").Copy(), scores[d*n:(d+1)*n])
		ranking, err := evaluation.Decision{Ties: evaluation.Ties{Digits: new(2)}}.Rank(r)
		require.NoError(t, err)
		require.Equal(t, robustnesstest.Ranks(tab, ranking), ranks[d*n:(d+1)*n])
	}
}

// TestConflicts is what stops COINr after the draws have begun (its issue 50): every
// pair of alternatives that does not go together is named before the first one.
func TestConflicts(t *testing.T) {
	base := robustnesstest.Evaluate(t, evaluation.Model{}, robustnesstest.Generated(t, 20, 2, 3))
	_, err := robustness.NewEvaluator(base, evaluation.Decision{}, robustness.Choices{
		Normalize: []normalize.Normalizer{normalize.ZScore{}, normalize.MinMax{}, normalize.MinMax{Lo: 1, Hi: 100}},
		Aggregate: []aggregate.Aggregator{aggregate.Arithmetic{}, aggregate.Geometric{}},
	})
	require.ErrorIs(t, err, robustness.ErrConflict)
	require.ErrorIs(t, err, aggregate.ErrZero)
	assert.ErrorContains(t, err, "normalizer 1 (normalize.ZScore) and aggregator 2 (aggregate.Geometric)")
	assert.ErrorContains(t, err, "normalizer 2 (normalize.MinMax) and aggregator 2 (aggregate.Geometric)")
	assert.NotContains(t, err.Error(), "normalizer 3")
}

func TestEvaluatorRefuses(t *testing.T) {
	base := robustnesstest.Evaluate(t, evaluation.Model{Flat: true}, robustnesstest.Generated(t, 20, 2, 3))
	_, err := robustness.NewEvaluator(nil, evaluation.Decision{}, robustness.Choices{})
	require.ErrorIs(t, err, basis.ErrEmpty)
	_, err = robustness.NewEvaluator(base, evaluation.Decision{Code: "nothing"}, robustness.Choices{})
	require.ErrorIs(t, err, basis.ErrUnknown)
	_, err = robustness.NewEvaluator(base, evaluation.Decision{Code: "d1"}, robustness.Choices{})
	require.ErrorIs(t, err, basis.ErrValue, "a flat model does not aggregate it")
	e, err := robustness.NewEvaluator(base, evaluation.Decision{}, robustness.Choices{})
	require.NoError(t, err)
	w := e.Worker()
	require.ErrorIs(t, w.SetClassWeights("A", nil), basis.ErrUnknown)
	w.SetWeights(make([]float64, len(e.Codes())))
	require.ErrorIs(t, w.Score(), basis.ErrWeights, "all are zero")
	err = e.Each(4, func(_ *robustness.Worker, d int) error {
		if d%2 == 1 {
			return basis.ErrValue
		}
		return nil
	})
	require.ErrorContains(t, err, "draw 1: ")
	require.ErrorContains(t, err, "draw 3: ")
}

func TestClassWeights(t *testing.T) {
	tab := robustnesstest.Generated(t, 30, 3, 3)
	base := robustnesstest.Evaluate(t, evaluation.Model{ByClass: true}, tab)
	e, err := robustness.NewEvaluator(base, evaluation.Decision{Own: true}, robustness.Choices{})
	require.NoError(t, err)
	rng := rand.New(rand.NewPCG(1, 2))
	by := map[string]weights.Scheme{}
	w := e.Worker()
	for _, class := range []string{"A", "B", "C"} {
		imp := robustnesstest.Drawn(rng, robustnesstest.Local(base), 0.5)
		by[class] = robustnesstest.Fixed(base.Codes(), imp)
		require.NoError(t, w.SetClassWeights(class, imp))
	}
	require.NoError(t, w.Score())
	r := robustnesstest.Evaluate(t, evaluation.Model{ByClass: true, Weigh: weights.PerClass{By: by}}, tab)
	assert.Equal(t, r.Scores("").Copy(), w.Scores(nil))
}

// TestRootIsMeasured has a framework of one indicator: nothing is weighed.
func TestRootIsMeasured(t *testing.T) {
	tab := robustnesstest.TableOf(t, indicators.Indicator{Code: "only"}, 4, map[string][]float64{"only": {3, 1, 2, 3}})
	e, err := robustness.NewEvaluator(robustnesstest.Evaluate(t, evaluation.Model{}, tab), evaluation.Decision{}, robustness.Choices{})
	require.NoError(t, err)
	w := e.Worker()
	require.NoError(t, w.Score())
	assert.Equal(t, []int{1, 4, 3, 1}, w.Rank(nil))
}

func TestDrawAllocatesNothing(t *testing.T) {
	base := robustnesstest.Evaluate(t, evaluation.Model{}, robustnesstest.Generated(t, 158, 7, 4))
	d := evaluation.Decision{Ties: evaluation.Ties{Digits: new(2), Break: []evaluation.Key{{Code: "d0"}}}}
	e, err := robustness.NewEvaluator(base, d, robustness.Choices{})
	require.NoError(t, err)
	w, imp, ranks := e.Worker(), robustnesstest.Local(base), make([]int, e.Len())
	assert.Zero(t, testing.AllocsPerRun(100, func() {
		imp[1] *= 1.01
		w.SetWeights(imp)
		if w.Score() != nil {
			t.Fatal("no score")
		}
		w.Rank(ranks)
	}))
}
