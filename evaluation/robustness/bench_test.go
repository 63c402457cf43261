package robustness_test

import (
	"context"
	"math"
	"math/rand/v2"
	"slices"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/countyeval/countyeval/evaluation"
	"github.com/countyeval/countyeval/evaluation/aggregate"
	"github.com/countyeval/countyeval/evaluation/robustness"
	"github.com/countyeval/countyeval/evaluation/robustness/internal/robustnesstest"
	"github.com/countyeval/countyeval/indicators/basis"
	"github.com/countyeval/countyeval/indicators/normalize"
)

// bare scores and ranks one draw with loops and slices.SortFunc alone, on columns
// that are normalized already and, for the geometric mean, their logarithms: the floor
// that the evaluator is measured against.
type bare struct {
	x, logs    [2][][]float64 // of two normalizations, leaf by leaf
	dims, per  int
	base       []float64 // importances of dimensions, then of leaves
	imp        []float64
	dim, total []float64
	order      []int
	rank       []int
	geometric  bool
	norm       int
}

func newBare(r [2]*evaluation.Result, dims, per int) *bare {
	n := r[0].Prepared.Len()
	b := &bare{dims: dims, per: per, dim: make([]float64, n), total: make([]float64, n), order: make([]int, n), rank: make([]int, n)}
	var leaves []float64
	for d, node := range r[0].Prepared.Framework().Root().Children {
		b.base = append(b.base, float64(d+1))
		for l, leaf := range node.Children {
			leaves = append(leaves, float64(l+1))
			for k := range r {
				x := r[k].Scores(leaf.Code).Copy()
				logs := make([]float64, n)
				for i, v := range x {
					logs[i] = math.Log(v)
				}
				b.x[k], b.logs[k] = append(b.x[k], x), append(b.logs[k], logs)
			}
		}
	}
	b.base = append(b.base, leaves...)
	b.imp = make([]float64, len(b.base))
	return b
}

// draw takes weights up to 25 % up and down and, if free, one of two normalizations
// and one of two aggregations.
func (b *bare) draw(rng *rand.Rand, free bool) {
	for j, w := range b.base {
		b.imp[j] = w * (1 + 0.25*(2*rng.Float64()-1))
	}
	if free {
		b.norm, b.geometric = rng.IntN(2), rng.IntN(2) == 1
	}
	var dimSum float64
	for _, w := range b.imp[:b.dims] {
		dimSum += w
	}
	clear(b.total)
	columns := b.x[b.norm]
	if b.geometric {
		columns = b.logs[b.norm]
	}
	for d := range b.dims {
		clear(b.dim)
		imp := b.imp[b.dims+d*b.per : b.dims+(d+1)*b.per]
		var sum float64
		for _, w := range imp {
			sum += w
		}
		for l, w := range imp {
			w /= sum
			for i, s := range columns[d*b.per+l] {
				b.dim[i] += w * s
			}
		}
		w := b.imp[d] / dimSum
		if b.geometric {
			for i, s := range b.dim {
				b.total[i] += w * math.Log(math.Exp(s))
			}
		} else {
			for i, s := range b.dim {
				b.total[i] += w * s
			}
		}
	}
	for i, s := range b.total {
		if b.geometric {
			s = math.Exp(s)
		}
		b.total[i] = math.Round(s*100) / 100
		b.order[i] = i
	}
	slices.SortFunc(b.order, func(i, j int) int {
		switch {
		case b.total[i] > b.total[j]:
			return -1
		case b.total[i] < b.total[j]:
			return 1
		}
		return i - j
	})
	for r, i := range b.order {
		b.rank[i] = r + 1
		if r > 0 && b.total[i] == b.total[b.order[r-1]] {
			b.rank[i] = b.rank[b.order[r-1]]
		}
	}
}

// benchmarkDraws runs the floor and the evaluator on all cores, the same draws.
func benchmarkDraws(b *testing.B, n, draws int, free bool) {
	b.Helper()
	tab := robustnesstest.Generated(b, n, 7, 4)
	norms := []normalize.Normalizer{normalize.MinMax{Lo: 1, Hi: 100}, normalize.Rank{}}
	base := [2]*evaluation.Result{
		robustnesstest.Evaluate(b, evaluation.Model{Normalize: norms[0]}, tab),
		robustnesstest.Evaluate(b, evaluation.Model{Normalize: norms[1]}, tab),
	}
	d := evaluation.Decision{Ties: evaluation.Ties{Digits: new(2)}}
	e, err := robustness.NewEvaluator(base[0], d, robustness.Choices{Normalize: norms, Aggregate: []aggregate.Aggregator{aggregate.Arithmetic{}, aggregate.Geometric{}}})
	require.NoError(b, err)
	declared := robustnesstest.Local(base[0])
	draw := func(rng *rand.Rand, w *robustness.Worker, imp []float64) {
		for j, x := range declared {
			imp[j] = x * (1 + 0.25*(2*rng.Float64()-1))
		}
		w.SetWeights(imp)
		if free {
			w.Choose(rng.IntN(2), rng.IntN(2))
		}
	}
	b.Run("floor", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			basis.EachWith(draws, basis.Large, func() func(int) {
				x := newBare(base, 7, 4)
				src := rand.NewPCG(0, 0)
				rng := rand.New(src)
				return func(i int) {
					src.Seed(1, uint64(i))
					x.draw(rng, free)
				}
			})
		}
	})
	b.Run("evaluator", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			basis.EachWith(draws, basis.Large, func() func(int) {
				w, imp, ranks := e.Worker(), make([]float64, len(declared)), make([]int, n)
				src := rand.NewPCG(0, 0)
				rng := rand.New(src)
				return func(i int) {
					src.Seed(1, uint64(i))
					draw(rng, w, imp)
					if err := w.Score(); err != nil {
						b.Error(err)
					}
					w.Rank(ranks)
				}
			})
		}
	})
}

// BenchmarkStudyIndices is which of four choices matters most, of 6 x 4,096 draws.
func BenchmarkStudyIndices(b *testing.B) {
	s := robustness.Study{
		Table:    robustnesstest.Generated(b, 158, 7, 4),
		Model:    evaluation.Model{Normalize: normalize.MinMax{Lo: 1, Hi: 100}},
		Decision: evaluation.Decision{Ties: evaluation.Ties{Digits: new(2)}, Grader: evaluation.Quotas{Grades: []evaluation.Quota{{Grade: "A", Share: 0.2}, {Grade: "B", Rest: true}}}},
		Factors: []robustness.Factor{
			robustness.Weights{Of: robustness.Within{Radius: 0.25}},
			robustness.Normalizers{Of: []normalize.Normalizer{normalize.MinMax{Lo: 1, Hi: 100}, normalize.Rank{}}},
			robustness.Aggregators{Of: []aggregate.Aggregator{aggregate.Arithmetic{}, aggregate.Geometric{}}},
			robustness.Graders{Of: []evaluation.Grader{
				evaluation.Quotas{Grades: []evaluation.Quota{{Grade: "A", Share: 0.2}, {Grade: "B", Rest: true}}},
				evaluation.Quotas{Grades: []evaluation.Quota{{Grade: "A", Share: 0.3}, {Grade: "B", Rest: true}}},
			}},
		},
	}
	for b.Loop() {
		got, err := s.Indices(context.Background(), robustness.DesignOptions{N: 4096, Bootstrap: robustness.Bootstrap{Times: 200}})
		require.NoError(b, err)
		require.NoError(b, got[0].Err)
	}
}

func BenchmarkDraws(b *testing.B) {
	b.Run("158 weights", func(b *testing.B) { benchmarkDraws(b, 158, 1000, false) })
	b.Run("158 weights and choices", func(b *testing.B) { benchmarkDraws(b, 158, 1000, true) })
	b.Run("3000 weights", func(b *testing.B) { benchmarkDraws(b, 3000, 100, false) })
}

// besideFloor measures two functions in turn, and reports the least time of each and their
// ratio, which a busy machine moves least.
func besideFloor(b *testing.B, floor, ours func()) {
	b.Helper()
	least := [2]time.Duration{time.Hour, time.Hour}
	for b.Loop() {
		for k, f := range []func(){floor, ours} {
			from := time.Now()
			f()
			least[k] = min(least[k], time.Since(from))
		}
	}
	b.ReportMetric(float64(least[0].Microseconds())/1000, "floor-ms")
	b.ReportMetric(float64(least[1].Microseconds())/1000, "ours-ms")
	b.ReportMetric(float64(least[1])/float64(least[0]), "x-floor")
}

// BenchmarkRun is a whole run, checks and report included, beside the bare loops over columns
// that are normalized already.
func BenchmarkRun(b *testing.B) {
	norms := []normalize.Normalizer{normalize.MinMax{Lo: 1, Hi: 100}, normalize.Rank{}}
	for _, size := range []struct {
		name     string
		n, draws int
		free     bool
	}{{"158 weights and choices 1000", 158, 1000, true}, {"158 weights 1000", 158, 1000, false}, {"158 weights 100000", 158, 100_000, false}, {"3000 weights 10000", 3000, 10_000, false}} {
		b.Run(size.name, func(b *testing.B) {
			tab := robustnesstest.Generated(b, size.n, 7, 4)
			base := [2]*evaluation.Result{
				robustnesstest.Evaluate(b, evaluation.Model{Normalize: norms[0]}, tab),
				robustnesstest.Evaluate(b, evaluation.Model{Normalize: norms[1]}, tab),
			}
			s := robustness.Study{
				Model: evaluation.Model{Normalize: norms[0]}, Table: tab, Decision: evaluation.Decision{Ties: evaluation.Ties{Digits: new(2)}},
				Factors: []robustness.Factor{robustness.Weights{Of: robustness.Within{Radius: 0.25}}},
			}
			if size.free {
				s.Factors = append(s.Factors, robustness.Normalizers{Of: norms}, robustness.Aggregators{Of: []aggregate.Aggregator{aggregate.Arithmetic{}, aggregate.Geometric{}}})
			}
			besideFloor(b, func() {
				basis.EachWith(size.draws, basis.Large, func() func(int) {
					x := newBare(base, 7, 4)
					src := rand.NewPCG(0, 0)
					rng := rand.New(src)
					return func(i int) {
						src.Seed(1, uint64(i))
						x.draw(rng, size.free)
					}
				})
			}, func() {
				_, err := robustness.Run(context.Background(), s, robustness.Options{Draws: size.draws, Seed: 1})
				require.NoError(b, err)
			})
		})
	}
}
