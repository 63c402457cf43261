package indicators_test

import (
	"fmt"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/countyeval/countyeval/indicators"
)

// BenchmarkPlainLoop is the loop that everybody writes, over 15 columns by row, with
// the code of the unit at hand; the time for a cell does not grow with the table.
// The floor is the same loop over slices.
func BenchmarkPlainLoop(b *testing.B) {
	const m = 15
	for _, n := range []int{158, 3_142, 31_420} {
		root := indicators.Indicator{Code: "top"}
		units, values := make([]indicators.Unit, n), map[string][]float64{}
		for i := range units {
			units[i] = indicators.Unit{Code: fmt.Sprint(i), Tags: indicators.NewTags(map[string]string{"basin": "b"})}
		}
		var codes []string
		for j := range m {
			code := fmt.Sprintf("x%d", j)
			codes = append(codes, code)
			root.Children = append(root.Children, indicators.Indicator{Code: code})
			values[code] = make([]float64, n)
		}
		f, err := indicators.NewFramework(root)
		require.NoError(b, err)
		t, err := indicators.NewTable(f, units, values, nil)
		require.NoError(b, err)
		var sum float64
		per := func(b *testing.B) {
			b.Helper()
			b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/float64(n*m), "ns/cell")
		}
		b.Run(fmt.Sprintf("%dx%d", n, m), func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				for _, code := range codes {
					for i := range t.Len() {
						sum += t.Column(code).At(i) + float64(len(t.Unit(i).Code)) + float64(t.Marks(code).At(i))
					}
				}
			}
			per(b)
		})
		b.Run(fmt.Sprintf("%dx%d ranged", n, m), func(b *testing.B) {
			for b.Loop() {
				for _, code := range codes {
					x := t.Column(code)
					for i, u := range t.Units() {
						sum += x.At(i) + float64(len(u.Code))
					}
				}
			}
			per(b)
		})
		b.Run(fmt.Sprintf("%dx%d floor", n, m), func(b *testing.B) {
			for b.Loop() {
				for _, code := range codes {
					for i, x := range values[code] {
						sum += x + float64(len(units[i].Code))
					}
				}
			}
			per(b)
		})
	}
}
