package weights_test

import (
	"fmt"
	"math/rand/v2"
	"testing"

	"github.com/countyeval/countyeval/weights"
)

// random makes a group of k siblings on n units, correlated and skewed, with
// scores above 0 and at most 100.
func random(n, k int) weights.Group {
	rng := rand.New(rand.NewPCG(158, 28))
	common := make([]float64, n)
	for i := range common {
		common[i] = rng.Float64()
	}
	g := weights.Group{Parent: "p"}
	for j := range k {
		x := make([]float64, n)
		for i := range x {
			u := rng.Float64()
			x[i] = 1 + 33*common[i] + 66*u*u
		}
		g.Codes, g.Scores = append(g.Codes, fmt.Sprintf("c%02d", j+1)), append(g.Scores, x)
	}
	return g
}

func benchmark(b *testing.B, s weights.Scheme) {
	b.Helper()
	for _, n := range []int{158, 3000, 100000} {
		g := random(n, 28)
		dst := make([]float64, 28)
		b.Run(fmt.Sprintf("%dx28", n), func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				if err := s.Weigh(dst, g); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}

func BenchmarkEntropy(b *testing.B)      { benchmark(b, weights.Entropy{}) }
func BenchmarkCRITIC(b *testing.B)       { benchmark(b, weights.CRITIC{}) }
func BenchmarkIndependence(b *testing.B) { benchmark(b, weights.Independence{}) }
func BenchmarkGini(b *testing.B)         { benchmark(b, weights.Gini{}) }
func BenchmarkMEREC(b *testing.B)        { benchmark(b, weights.MEREC{}) }
