package evaluation_test

import (
	"math"
	"testing"

	"github.com/countyeval/countyeval/evaluation"
	"github.com/countyeval/countyeval/weights"
)

// drawn is a group of n units by 28 children, scored 0 to 100.
func drawn(t testing.TB, n int) (weights.Group, []float64) {
	t.Helper()
	f, tab := generated(t, n, 7, 4)
	r, err := evaluation.Model{Framework: f, Flat: true}.Evaluate(tab)
	if err != nil {
		t.Fatal(err)
	}
	g, w, err := r.Group("", "")
	if err != nil {
		t.Fatal(err)
	}
	return g, w
}

func benchmarkAggregator(b *testing.B, a evaluation.Aggregator, n int) {
	b.Helper()
	g, w := drawn(b, n)
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
		b.Run(s.name, func(b *testing.B) { benchmarkAggregator(b, evaluation.TOPSIS{}, s.n) })
	}
}

// BenchmarkTOPSISFloor is the same arithmetic in bare loops, on one core.
func BenchmarkTOPSISFloor(b *testing.B) {
	for _, s := range sizes {
		b.Run(s.name, func(b *testing.B) {
			g, w := drawn(b, s.n)
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
	for name, a := range map[string]evaluation.Aggregator{
		"VIKOR":     evaluation.VIKOR{},
		"Grey":      evaluation.GreyRelational{},
		"RSR":       evaluation.RankSumRatio{},
		"PROMETHEE": evaluation.PROMETHEE{Preference: evaluation.Preference{Shape: evaluation.LinearArea, Q: 5, P: 25}},
		"Copeland":  evaluation.Copeland{},
		"Borda":     evaluation.Borda{},
	} {
		b.Run(name+"/158x28", func(b *testing.B) { benchmarkAggregator(b, a, 158) })
	}
}
