package outranking_test

import (
	"math/rand/v2"
	"testing"

	"github.com/countyeval/countyeval/evaluation/outranking"
	"github.com/countyeval/countyeval/weights"
)

// BenchmarkOutranking is of 158 units and 28 children; the floor are the bare pairwise loops.
func BenchmarkOutranking(b *testing.B) {
	const n, k = 158, 28
	rng := rand.New(rand.NewPCG(158, 28))
	g, w := weights.Group{Parent: "p"}, make([]float64, k)
	for j := range k {
		col := make([]float64, n)
		for i := range col {
			col[i] = 100 * rng.Float64()
		}
		g.Codes, g.Scores = append(g.Codes, string(rune('a'+j))), append(g.Scores, col)
		w[j] = 1.0 / k
	}
	dst := make([]float64, n)
	b.Run("floor", func(b *testing.B) {
		for b.Loop() {
			for a := range n {
				for c := range n {
					var sum float64
					for j, col := range g.Scores {
						if col[a] >= col[c] {
							sum += w[j]
						}
					}
					dst[a] = sum
				}
			}
		}
	})
	for name, a := range map[string]interface {
		Aggregate(dst []float64, g weights.Group, w []float64) error
	}{"I": outranking.ELECTREI{}, "III": outranking.ELECTREIII{Thresholds: outranking.Thresholds{Indifference: 2, Preference: 10, Veto: 95}}} {
		b.Run(name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				if err := a.Aggregate(dst, g, w); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}
