package evaluation_test

import (
	"fmt"
	"hash/fnv"
	"math"
	"math/rand/v2"
	"runtime"
	"slices"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/countyeval/countyeval/evaluation"
	"github.com/countyeval/countyeval/evaluation/aggregate"
	"github.com/countyeval/countyeval/indicators"
	"github.com/countyeval/countyeval/indicators/normalize"
)

// TestSameBitsEverywhere holds the scores of a linear model to the bits they had
// when the test was written: whatever the machine, the build tags and the number
// of processors, they may not change.
func TestSameBitsEverywhere(t *testing.T) {
	f := framework(t, small())
	rng := rand.New(rand.NewPCG(1, 2)) // integers only: the same on every machine
	n := 20000
	values := map[string][]float64{}
	for _, code := range []string{"va", "rd", "energy", "water"} {
		x := make([]float64, n)
		for i := range x {
			x[i] = float64(rng.IntN(1_000_000)) / 7919
		}
		values[code] = x
	}
	units := make([]indicators.Unit, n)
	for i := range units {
		units[i].Code = fmt.Sprint(i)
	}
	tab, err := indicators.NewTable(f, units, values, nil)
	require.NoError(t, err)
	for _, procs := range []int{1, 2, 7} {
		old := runtime.GOMAXPROCS(procs)
		r := evaluate(t, evaluation.Model{}, tab)
		runtime.GOMAXPROCS(old)
		h := fnv.New64a()
		for _, s := range r.Scores("").Copy() {
			_, err := fmt.Fprintf(h, "%016x", math.Float64bits(s))
			require.NoError(t, err)
		}
		assert.Equal(t, uint64(0x1f375443dd66dc5c), h.Sum64(), "%d processors", procs)
	}
}

// TestUnitsReordered: the order of the rows does not matter.
func TestUnitsReordered(t *testing.T) {
	f, tab := generated(t, 30, 2, 3)
	r := evaluate(t, evaluation.Model{}, tab)
	rapid.Check(t, func(rt *rapid.T) {
		order := rapid.Permutation(slices.Collect(indices(tab.Len()))).Draw(rt, "order")
		units := make([]indicators.Unit, len(order))
		values := map[string][]float64{}
		for i, from := range order {
			units[i] = tab.Unit(from)
			for _, in := range f.Measured() {
				values[in.Code] = append(values[in.Code], tab.Column(in.Code).At(from))
			}
		}
		shuffled, err := indicators.NewTable(f, units, values, nil)
		require.NoError(rt, err)
		r2, err := evaluation.Model{}.Evaluate(shuffled, nil)
		require.NoError(rt, err)
		for _, u := range units {
			a, _ := r.Score(u.Code, "")
			b, _ := r2.Score(u.Code, "")
			assert.Equal(rt, math.Float64bits(a), math.Float64bits(b))
		}
	})
}

func indices(n int) func(func(int) bool) {
	return func(yield func(int) bool) {
		for i := range n {
			if !yield(i) {
				return
			}
		}
	}
}

// TestMonotone: with goalposts, improving one figure of one unit raises its score
// and nobody else's, and never worsens its rank.
func TestMonotone(t *testing.T) {
	f := framework(t, small())
	tab := table(t, f, smallTable)
	for name, m := range map[string]evaluation.Model{
		"arithmetic": {},
		"geometric":  {Aggregate: aggregate.Geometric{}},
		"flat":       {Flat: true},
	} {
		t.Run(name, func(t *testing.T) {
			before := evaluate(t, m, tab)
			was := ranks(rank(t, before, "", evaluation.Ties{Digits: new(2)}))
			rapid.Check(t, func(rt *rapid.T) {
				unit := rapid.SampledFrom([]string{"1", "2", "3"}).Draw(rt, "unit")
				in := rapid.SampledFrom(f.Measured()).Draw(rt, "indicator")
				x, _ := tab.Value(unit, in.Code)
				by := rapid.Float64Range(0.1, 9).Draw(rt, "by")
				if in.Direction == indicators.Lower {
					by = -by
				}
				better, err := tab.With(indicators.Restated, indicators.Change{Unit: unit, Indicator: in.Code, Was: x, Is: x + by})
				require.NoError(rt, err)
				after, err := m.Evaluate(better, nil)
				require.NoError(rt, err)
				for _, u := range tab.Units() {
					a, _ := before.Score(u.Code, "")
					b, _ := after.Score(u.Code, "")
					if u.Code == unit {
						assert.Greater(rt, b, a)
					} else {
						assert.Equal(rt, math.Float64bits(a), math.Float64bits(b))
					}
				}
				ranking, err := evaluation.Decision{Ties: evaluation.Ties{Digits: new(2)}}.Rank(after)
				require.NoError(rt, err)
				assert.LessOrEqual(rt, ranks(ranking)[unit], was[unit])
			})
		})
	}
}

// TestBounds: means lie between the lowest and the highest child, and the mean of
// equal scores is that score.
func TestBounds(t *testing.T) {
	_, tab := generated(t, 25, 2, 4)
	for _, a := range []aggregate.Aggregator{aggregate.Arithmetic{}, aggregate.Geometric{}} {
		m := evaluation.Model{Aggregate: a, Normalize: normalize.MinMax{Lo: 1, Hi: 100}}
		r := evaluate(t, m, tab)
		for _, code := range []string{"root", "d0", "d1"} {
			g, w, err := r.Group(code, "")
			require.NoError(t, err)
			var sum float64
			for _, x := range w {
				sum += x
			}
			assert.InDelta(t, 1, sum, 1e-15*4)
			for i, s := range r.Scores(code).Copy() {
				lo, hi := math.Inf(1), math.Inf(-1)
				for _, col := range g.Scores {
					lo, hi = min(lo, col[i]), max(hi, col[i])
				}
				assert.GreaterOrEqual(t, s, lo-1e-12*100)
				assert.LessOrEqual(t, s, hi+1e-12*100)
				same := make([]float64, 1)
				for j := range g.Scores {
					g.Scores[j] = []float64{s}
				}
				require.NoError(t, a.Aggregate(same, g, w))
				assert.InDelta(t, s, same[0], 1e-12*100)
				g, w, err = r.Group(code, "")
				require.NoError(t, err)
			}
		}
	}
}
