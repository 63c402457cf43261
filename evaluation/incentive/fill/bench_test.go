package fill_test

import (
	"fmt"
	"math/big"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/countyeval/countyeval/evaluation/incentive/fill"
)

func BenchmarkFill(b *testing.B) {
	for _, c := range []struct{ n, ceilings int }{{158, 0}, {158, 4}, {158, 18}, {100_000, 0}} {
		name := fmt.Sprint(c.n)
		if c.ceilings > 0 {
			name += fmt.Sprintf("-%d-ceilings", c.ceilings)
		}
		b.Run(name, func(b *testing.B) {
			amount, lines, ceilings := question(c.n, c.ceilings)
			for b.Loop() {
				if _, err := (fill.Weighted{}).Divide(amount, lines, ceilings); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}

// question is the question of the benchmarks.
func question(n, ceilings int) (*big.Rat, []fill.Line, []fill.Ceiling) {
	lines := make([]fill.Line, n)
	basins := make([]fill.Ceiling, ceilings)
	for i := range lines {
		lines[i] = fill.Line{ID: fmt.Sprintf("%06d", i), Weight: big.NewRat(int64(1000+i*7919%9000), 100), Cap: fill.Amount(30000 + i*104729%90000), Floor: fill.Amount(i * 31 % 5000)}
		for g := range basins {
			if g == i%ceilings || i%(g+2) == 0 {
				basins[g].Members = append(basins[g].Members, lines[i].ID)
			}
		}
	}
	for g := range basins {
		basins[g].Name, basins[g].Amount = fmt.Sprint("basin ", g), fill.Amount(12_000*len(basins[g].Members)+g*5000)
	}
	return big.NewRat(int64(n)*25_000, 1), lines, basins
}

func BenchmarkTwin(b *testing.B) {
	for _, c := range []struct{ n, ceilings int }{{158, 0}, {158, 18}, {100_000, 0}} {
		b.Run(fmt.Sprintf("%d-%d-ceilings", c.n, c.ceilings), func(b *testing.B) {
			amount, lines, ceilings := question(c.n, c.ceilings)
			twin, err := fill.NewTwin(lines, ceilings)
			require.NoError(b, err)
			x, _ := amount.Float64()
			dst, err := twin.Divide(nil, x, nil)
			require.NoError(b, err)
			b.ReportAllocs()
			for b.Loop() {
				if _, err := twin.Divide(dst, x, nil); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}
