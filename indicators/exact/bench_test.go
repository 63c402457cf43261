package exact_test

import (
	"math/big"
	"math/rand/v2"
	"strconv"
	"testing"

	"github.com/countyeval/countyeval/indicators/exact"
)

// pairs are figures with two decimals, or with all that a float64 has.
func pairs(full bool) [][2]float64 {
	r := rand.New(rand.NewPCG(5, 6))
	out := make([][2]float64, 1024)
	for i := range out {
		out[i] = [2]float64{float64(r.IntN(10_000_000)) / 100, float64(r.IntN(1_000_000)+1) / 100}
		if full {
			out[i] = [2]float64{r.Float64() * 1e5, r.Float64() * 1e4}
		}
	}
	return out
}

// BenchmarkRatio is one cell of a ratio, beside the shortest decimals of its two
// figures as strconv prints them (at most twice that is the aim), plain division and
// big.Rat.
func BenchmarkRatio(b *testing.B) {
	for name, of := range map[string][][2]float64{"2 decimals": pairs(false), "all digits": pairs(true)} {
		b.Run(name+"/exact", func(b *testing.B) {
			b.ReportAllocs()
			var sum float64
			for i := 0; b.Loop(); i++ {
				p := &of[i%len(of)]
				sum += exact.Quotient(exact.Of(p[0]), exact.Of(p[1])).Float()
			}
		})
		b.Run(name+"/AppendFloat of both", func(b *testing.B) {
			buf := make([]byte, 0, 64)
			for i := 0; b.Loop(); i++ {
				p := &of[i%len(of)]
				buf = strconv.AppendFloat(buf[:0], p[0], 'g', -1, 64)
				buf = strconv.AppendFloat(buf, p[1], 'g', -1, 64)
			}
		})
		b.Run(name+"/big.Rat", func(b *testing.B) {
			for i := 0; b.Loop(); i++ {
				p := &of[i%len(of)]
				nearest(new(big.Rat).Quo(rat(p[0]), rat(p[1])))
			}
		})
	}
}

// BenchmarkSumOfRatios is the sum of 6,300 ratios, and its rational, which is made
// only where the enclosure leaves two float64s.
func BenchmarkSumOfRatios(b *testing.B) {
	terms := ratios(6300)
	b.Run("sum", func(b *testing.B) {
		for b.Loop() {
			exact.Sum(terms...)
		}
	})
	b.Run("rational", func(b *testing.B) {
		for b.Loop() {
			exact.Sum(ratios(6300)...).Rat()
		}
	})
}
