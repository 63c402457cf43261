package robustness_test

import (
	"context"
	"fmt"
	"math"
	"math/rand/v2"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/countyeval/countyeval/evaluation"
	"github.com/countyeval/countyeval/evaluation/aggregate"
	"github.com/countyeval/countyeval/evaluation/robustness"
	"github.com/countyeval/countyeval/evaluation/robustness/internal/robustnesstest"
	"github.com/countyeval/countyeval/indicators"
)

// printings are what decisions of the tests print.
var printings = map[string]evaluation.Ties{
	"points":           {Digits: new(1), Print: evaluation.Printing{Of: evaluation.PrintedPoints}, Break: []evaluation.Key{{Code: "d1x1"}}},
	"scores":           {Digits: new(1), Print: evaluation.Printing{Of: evaluation.PrintedScores}, Rule: evaluation.Dense},
	"scores of digits": {Digits: new(2), Print: evaluation.Printing{Of: evaluation.PrintedScores, Digits: new(0)}, Rule: evaluation.Ordinal},
}

// bonus is a made-up ruling of points that are not whole tenths.
var bonus = evaluation.Ruling{Unit: "u0003", Effect: evaluation.AddPoints, Item: "made up", Count: 3, Points: -0.73, Reason: "test", Document: "test"}

// TestPrintedSameAsModel: draws are ranked by what the engine prints, to the last bit,
// whatever adds up scores.
func TestPrintedSameAsModel(t *testing.T) {
	whole := robustnesstest.Generated(t, 31, 3, 3)
	gaps, err := whole.With(indicators.Missing,
		indicators.Change{Unit: "u0001", Indicator: "d0x0", Is: math.NaN()}, indicators.Change{Unit: "u0001", Indicator: "d0x1", Is: math.NaN()},
		indicators.Change{Unit: "u0007", Indicator: "d2x2", Is: math.NaN()})
	require.NoError(t, err)
	drawsDone, printed := 0, map[string]int{}
	for name, shape := range shapes {
		for _, a := range []aggregate.Aggregator{nil, aggregate.Present{}, aggregate.Present{Of: aggregate.OWA{Orness: 0.4}}, aggregate.OWA{Orness: 0.3}, aggregate.PerNode{By: map[string]aggregate.Aggregator{"root": aggregate.OWA{Orness: 0.7}}}} {
			tab := whole
			if _, ok := a.(aggregate.Present); ok {
				tab = gaps
			}
			m := shape
			m.Aggregate = a
			base, err := m.Evaluate(tab, []evaluation.Ruling{bonus})
			require.NoError(t, err, "%s %T", name, a)
			for how, ties := range printings {
				for _, code := range []string{"", "d0x1"} {
					d := evaluation.Decision{Code: code, Ties: ties}
					if _, err := d.Rank(base); err != nil {
						d.Own = true
					}
					e, err := robustness.NewEvaluator(base, d, robustness.Choices{})
					require.NoError(t, err, "%s %T", name, a)
					w := e.Worker()
					rng := rand.New(rand.NewPCG(1, 2))
					for i := range len(schemes) + 5 {
						label := fmt.Sprintf("%s %T %s %q draw %d", name, a, how, code, i)
						if i < len(schemes) {
							m.Weigh = schemes[i]
							w.SetScheme(schemes[i])
						} else {
							drawn := robustnesstest.Drawn(rng, robustnesstest.Local(base), 0.25)
							m.Weigh = robustnesstest.Fixed(base.Codes(), drawn)
							w.SetWeights(drawn)
						}
						want, err := m.Score(nil, tab, []evaluation.Ruling{bonus})
						require.Equal(t, err == nil, w.Score() == nil, label)
						if err != nil {
							continue // entropy of gaps
						}
						parts, err := want.Printed(ties)
						require.NoError(t, err, label)
						for row, x := range w.Scores(nil) {
							y, _ := parts.Score(tab.Unit(row).Code, code)
							if x == x || y == y {
								require.Equal(t, y, x, label)
							}
						}
						ranking, err := d.Rank(want)
						require.NoError(t, err)
						require.Equal(t, robustnesstest.Ranks(tab, ranking), w.Rank(nil), label)
						drawsDone++
						if alone, err := (evaluation.Decision{Ties: evaluation.Ties{Digits: ties.Digits}, Own: d.Own}).Rank(want); err == nil && code == "" {
							for _, p := range alone.Places {
								if q, _ := ranking.Find(p.Unit.Code); q.Score != p.Score {
									printed[how]++
								}
							}
						}
					}
				}
			}
		}
	}
	assert.Greater(t, drawsDone, 1000)
	for how := range printings {
		assert.Greater(t, printed[how], 500, "totals that differ from those rounded alone")
	}
}

// TestPrintedStudy: a study follows the decision, and reports of two printings are not
// merged.
func TestPrintedStudy(t *testing.T) {
	tab := robustnesstest.Generated(t, 12, 3, 3)
	study := func(ties evaluation.Ties) robustness.Study {
		return robustness.Study{Table: tab, Decision: evaluation.Decision{Ties: ties}, Factors: []robustness.Factor{robustness.Weights{Of: robustness.Within{Radius: 0.2}}}}
	}
	s := study(printings["points"])
	draw, err := s.Draw(robustness.Options{Draws: 10, Seed: 4}, 3)
	require.NoError(t, err)
	require.NoError(t, draw.Err)
	for _, x := range draw.Scores {
		assert.Equal(t, math.Round(10*x)/10, x)
	}
	a, err := robustness.Run(context.Background(), s, robustness.Options{Draws: 20, Seed: 4})
	require.NoError(t, err)
	b, err := robustness.Run(context.Background(), study(evaluation.Ties{Digits: new(1), Break: printings["points"].Break}), robustness.Options{From: 20, Draws: 20, Seed: 4})
	require.NoError(t, err)
	_, err = a.Merge(b)
	require.Error(t, err)
}

// TestPrintedRefuses: draws of aggregators that do not add up are refused with the others.
func TestPrintedRefuses(t *testing.T) {
	r := robustnesstest.Evaluate(t, evaluation.Model{}, robustnesstest.Generated(t, 12, 3, 3))
	_, err := robustness.NewEvaluator(r, evaluation.Decision{Ties: printings["points"]}, robustness.Choices{Aggregate: []aggregate.Aggregator{nil, aggregate.Power{P: 2}}})
	require.ErrorIs(t, err, robustness.ErrConflict)
	require.ErrorIs(t, err, aggregate.ErrNotAdditive)
}

// BenchmarkPrintedDraw is a draw of weights by what is printed, beside one that is not.
func BenchmarkPrintedDraw(b *testing.B) {
	r := robustnesstest.Evaluate(b, evaluation.Model{}, robustnesstest.Generated(b, 158, 7, 4))
	for _, how := range []string{"total only", "points", "scores"} {
		b.Run(how, func(b *testing.B) {
			ties := printings[how]
			ties.Digits, ties.Break = new(2), nil
			e, err := robustness.NewEvaluator(r, evaluation.Decision{Ties: ties}, robustness.Choices{})
			require.NoError(b, err)
			w, rng, base, ranks := e.Worker(), rand.New(rand.NewPCG(1, 2)), robustnesstest.Local(r), make([]int, e.Len())
			b.ReportAllocs()
			for b.Loop() {
				w.SetWeights(robustnesstest.Drawn(rng, base, 0.25))
				if err := w.Score(); err != nil {
					b.Fatal(err)
				}
				w.Rank(ranks)
			}
		})
	}
}
