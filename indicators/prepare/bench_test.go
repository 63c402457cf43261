package prepare_test

import (
	"fmt"
	"math"
	"math/rand/v2"
	"testing"

	"github.com/countyeval/countyeval/indicators"
	"github.com/countyeval/countyeval/indicators/prepare"
)

// generated is a table of n units and m indicators with log-normal figures from a
// fixed seed, a share of which is missing.
func generated(b *testing.B, n, m int, missing float64) *indicators.Table {
	b.Helper()
	rng := rand.New(rand.NewPCG(20261122, 4))
	codes, x := make([]string, m), make(map[string][]float64, m)
	for j := range codes {
		codes[j] = fmt.Sprintf("x%02d", j)
		c := make([]float64, n)
		for i := range c {
			c[i] = math.Exp(rng.NormFloat64())
			if rng.Float64() < missing {
				c[i] = math.NaN()
			}
		}
		x[codes[j]] = c
	}
	return ofMany(b, codes, x, nil)
}

// BenchmarkTreat is the full treatment: skewness and kurtosis, five points, the
// logarithm of all columns (log-normal values need it), and the record of every cell.
func BenchmarkTreat(b *testing.B) {
	for _, n := range []int{158, 3000, 100_000} {
		b.Run(fmt.Sprintf("%dx28", n), func(b *testing.B) {
			tab := generated(b, n, 28, 0)
			b.ReportAllocs()
			for b.Loop() {
				if _, err := (prepare.Treat{}).Apply(tab); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}

// BenchmarkFloor does the arithmetic of BenchmarkTreat's logarithm, one core, no record.
func BenchmarkFloor(b *testing.B) {
	for _, n := range []int{158, 3000, 100_000} {
		b.Run(fmt.Sprintf("%dx28", n), func(b *testing.B) {
			tab := generated(b, n, 28, 0)
			y := make([]float64, n)
			b.ReportAllocs()
			for b.Loop() {
				for _, in := range tab.Framework().Measured() {
					for i, v := range tab.Column(in.Code).All() {
						y[i] = math.Log(v)
					}
				}
			}
		})
	}
}

// BenchmarkImpute fills a gap in twenty cells.
func BenchmarkImpute(b *testing.B) {
	for name, step := range map[string]indicators.Step{
		"median": prepare.Median{}, "neighbors": prepare.Neighbors{}, "regression": prepare.Regression{},
	} {
		b.Run(name+"/158x28", func(b *testing.B) {
			tab := generated(b, 158, 28, 0.05)
			b.ReportAllocs()
			for b.Loop() {
				if _, err := step.Apply(tab); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}
