package aggregate_test

import (
	"fmt"
	"math"
	"math/rand/v2"
	"testing"

	"github.com/countyeval/countyeval/evaluation/aggregate"
	"github.com/countyeval/countyeval/weights"
)

// drawn is a group of n units by 28 children, scored 0 to 100 by log-normal figures
// from a fixed seed.
func drawn(n int) (weights.Group, []float64) {
	rng := rand.New(rand.NewPCG(20261122, 7))
	g := weights.Group{Parent: "root"}
	var w []float64
	for i := range 7 {
		for j := range 4 {
			x := make([]float64, n)
			for k := range x {
				x[k] = math.Exp(rng.NormFloat64())
			}
			g.Codes = append(g.Codes, fmt.Sprintf("d%dx%d", i, j))
			g.Scores = append(g.Scores, mapped(minMax(x, (i+j)%3 == 2), func(v float64) float64 { return 100 * v }))
			w = append(w, float64((i+1)*(j+1)))
		}
	}
	return g, sharesOf(28, w)
}

var sizes = []struct {
	name string
	n    int
}{{"158x28", 158}, {"100000x28", 100000}}

func benchmarkAggregator(b *testing.B, a aggregate.Aggregator, n int) {
	b.Helper()
	g, w := drawn(n)
	dst := make([]float64, n)
	b.ReportAllocs()
	for b.Loop() {
		if err := a.Aggregate(dst, g, w); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkTOPSIS(b *testing.B) {
	for _, s := range sizes {
		b.Run(s.name, func(b *testing.B) { benchmarkAggregator(b, aggregate.TOPSIS{}, s.n) })
	}
}

// BenchmarkTOPSISFloor is the same arithmetic in bare loops, on one core.
func BenchmarkTOPSISFloor(b *testing.B) {
	for _, s := range sizes {
		b.Run(s.name, func(b *testing.B) {
			g, w := drawn(s.n)
			plus, minus, dst := make([]float64, s.n), make([]float64, s.n), make([]float64, s.n)
			for b.Loop() {
				clear(plus)
				clear(minus)
				for j, col := range g.Scores {
					lo, hi := math.Inf(1), math.Inf(-1)
					for _, x := range col {
						if x < lo {
							lo = x
						}
						if x > hi {
							hi = x
						}
					}
					for i, x := range col {
						p, m := w[j]*(hi-x), w[j]*(x-lo)
						plus[i] += p * p
						minus[i] += m * m
					}
				}
				for i, p := range plus {
					p, m := math.Sqrt(p), math.Sqrt(minus[i])
					dst[i] = m / (p + m)
				}
			}
		})
	}
}

// BenchmarkMethods are the methods that compare units, at 158 x 28.
func BenchmarkMethods(b *testing.B) {
	for name, a := range map[string]aggregate.Aggregator{
		"VIKOR":     aggregate.VIKOR{},
		"Grey":      aggregate.GreyRelational{},
		"RSR":       aggregate.RankSumRatio{},
		"PROMETHEE": aggregate.PROMETHEE{Preference: aggregate.Preference{Shape: aggregate.LinearArea, Q: 5, P: 25}},
		"Copeland":  aggregate.Copeland{},
		"Borda":     aggregate.Borda{},
	} {
		b.Run(name+"/158x28", func(b *testing.B) { benchmarkAggregator(b, a, 158) })
	}
}
