package normalize_test

import (
	"math"
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/countyeval/countyeval/indicators"
	"github.com/countyeval/countyeval/indicators/normalize"
)

func BenchmarkApply(b *testing.B) {
	r := rand.New(rand.NewPCG(1, 2))
	x, dst := make([]float64, 100_000), make([]float64, 100_000)
	for i := range x {
		x[i] = math.Floor(1e6*r.Float64()) / 100
	}
	per := func(b *testing.B) {
		b.Helper()
		b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/float64(len(x)), "ns/value")
	}
	b.Run("floor", func(b *testing.B) {
		low, high := slices.Min(x), slices.Max(x)
		for b.Loop() {
			for i, v := range x {
				dst[i] = (v - low) / (high - low) * 100
			}
		}
		per(b)
	})
	for name, in := range map[string]indicators.Indicator{
		"linear": {}, "target": {Direction: indicators.Target, Target: rng(4000, 6000)},
	} {
		scale := fit(b, normalize.MinMax{}, sample(in, x...))
		b.Run(name, func(b *testing.B) {
			for b.Loop() {
				scale.(normalize.Applier).Apply(dst, x, nil)
			}
			per(b)
		})
		b.Run(name+" clipped", func(b *testing.B) {
			clipped := fit(b, normalize.Clip{}, sample(in, x...)).(normalize.Applier)
			for b.Loop() {
				clipped.Apply(dst, x, nil)
			}
			per(b)
		})
		b.Run(name+" at", func(b *testing.B) {
			for b.Loop() {
				for i, v := range x {
					dst[i] = scale.At(v, "")
				}
			}
			per(b)
		})
	}
	for name, n := range map[string]normalize.Normalizer{
		"ratio":      normalize.RatioToBase{Cap: new(150.0)},
		"completion": normalize.TargetCompletion{Target: 4000, Over: 0.5, Cap: new(150.0)},
		"efficacy":   normalize.Efficacy{Exponential: true},
	} {
		scale := fit(b, n, sample(indicators.Indicator{}, x...))
		b.Run(name, func(b *testing.B) {
			for b.Loop() {
				scale.(normalize.Applier).Apply(dst, x, nil)
			}
			per(b)
		})
	}
	b.Run("points at", func(b *testing.B) {
		scale := fit(b, normalize.Points{Of: normalize.RatioToBase{}, Missing: -3}, sample(indicators.Indicator{}, x...))
		for b.Loop() {
			for i, v := range x {
				dst[i] = scale.At(v, "")
			}
		}
		per(b)
	})
	b.Run("fit", func(b *testing.B) {
		s := sample(indicators.Indicator{}, x...)
		for b.Loop() {
			if _, err := (normalize.MinMax{}).Fit(s); err != nil {
				b.Fatal(err)
			}
		}
		per(b)
	})
}
