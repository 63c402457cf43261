package evaluation_test

import (
	"math"
	"slices"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/countyeval/countyeval/evaluation"
	"github.com/countyeval/countyeval/indicators"
)

// bare does the same arithmetic as a model with min-max scales, declared weights
// and arithmetic means, and ranks the units, with loops and slices.SortFunc
// alone. It is the floor that the benchmarks are measured against.
type bare struct {
	x          [][]float64
	lower      []bool
	dims       int
	leafWeight []float64
	dimWeight  []float64
	score      []float64
	dim        []float64
	total      []float64
	order      []int
	rank       []int
}

func newBare(f *indicators.Framework, tab *indicators.Table) *bare {
	b := &bare{}
	root := f.Root()
	var dimSum float64
	for _, d := range root.Children {
		dimSum += d.Weight
	}
	for _, d := range root.Children {
		b.dimWeight = append(b.dimWeight, d.Weight/dimSum)
		var sum float64
		for _, l := range d.Children {
			sum += l.Weight
		}
		for _, l := range d.Children {
			b.leafWeight = append(b.leafWeight, l.Weight/sum)
			b.lower = append(b.lower, l.Direction == indicators.Lower)
			b.x = append(b.x, tab.Column(l.Code).Copy())
		}
	}
	b.dims = len(root.Children)
	n := tab.Len()
	b.score, b.dim, b.total = make([]float64, n), make([]float64, n), make([]float64, n)
	b.order, b.rank = make([]int, n), make([]int, n)
	return b
}

func (b *bare) run() {
	clear(b.total)
	per := len(b.x) / b.dims
	for d := range b.dims {
		clear(b.dim)
		for l := range per {
			j := d*per + l
			lo, hi := math.Inf(1), math.Inf(-1)
			for _, v := range b.x[j] {
				lo, hi = min(lo, v), max(hi, v)
			}
			k := 100 / (hi - lo)
			if b.lower[j] {
				for i, v := range b.x[j] {
					b.score[i] = (hi - v) * k
				}
			} else {
				for i, v := range b.x[j] {
					b.score[i] = (v - lo) * k
				}
			}
			w := b.leafWeight[j]
			for i, s := range b.score {
				b.dim[i] += w * s
			}
		}
		w := b.dimWeight[d]
		for i, s := range b.dim {
			b.total[i] += w * s
		}
	}
	for i := range b.order {
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

// TestFloorIsTheSame keeps the floor honest: it must find the same scores and
// ranks.
func TestFloorIsTheSame(t *testing.T) {
	f, tab := generated(t, 158, 7, 4)
	b := newBare(f, tab)
	b.run()
	r := evaluate(t, evaluation.Model{}, tab)
	require.InDeltaSlice(t, b.total, r.Scores("").Copy(), 1e-11)
	for i, p := range rank(t, r, "", evaluation.Ties{}).Places {
		require.Equal(t, i+1, p.Rank)
		require.Equal(t, p.Unit.Code, tab.Unit(b.order[i]).Code)
	}
}

var sizes = []struct {
	name string
	n    int
}{{"158x28", 158}, {"100000x28", 100000}}

func BenchmarkFloor(b *testing.B) {
	for _, s := range sizes {
		b.Run(s.name, func(b *testing.B) {
			f, tab := generated(b, s.n, 7, 4)
			x := newBare(f, tab)
			b.ReportAllocs()
			for b.Loop() {
				x.run()
			}
		})
	}
}

func BenchmarkEvaluate(b *testing.B) {
	b.Run("158x28", func(b *testing.B) {
		_, tab := generated(b, 158, 7, 4)
		m := evaluation.Model{}
		b.ReportAllocs()
		for b.Loop() {
			r, err := m.Evaluate(tab, nil)
			require.NoError(b, err)
			_, err = evaluation.Decision{Ties: evaluation.Ties{Digits: new(2)}}.Rank(r)
			require.NoError(b, err)
		}
	})
}

func BenchmarkScore(b *testing.B) {
	for _, s := range sizes {
		b.Run(s.name, func(b *testing.B) {
			_, tab := generated(b, s.n, 7, 4)
			m := evaluation.Model{}
			r, err := m.Evaluate(tab, nil)
			require.NoError(b, err)
			decision := evaluation.Decision{Ties: evaluation.Ties{Digits: new(2)}}
			b.ReportAllocs()
			for b.Loop() {
				if r, err = m.Score(r, tab, nil); err != nil {
					b.Fatal(err)
				}
				if _, err = decision.Rank(r); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}
