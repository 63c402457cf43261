package main

import (
	"maps"
	"math"
	"slices"

	"github.com/countyeval/countyeval/indicators/exact"
)

// Quantiles are found without any machine that has all figures. A float64 that is ordered
// by its bits has four digits of 16 bits. Round after round the figures that begin with the
// digits that are known are counted by the next digit; the counts are summed, and say which
// digit the figure has that stands at the place looked for. After four rounds all bits of
// it are known. It is the figure itself: nothing is approximated, sampled or sketched.
const (
	rounds = 4
	digit  = 64 / rounds
)

// ordered has the order of the float64s.
func ordered(x float64) uint64 {
	b := math.Float64bits(x)
	if b>>63 == 1 {
		return ^b
	}
	return b | 1<<63
}

func unordered(b uint64) float64 {
	if b>>63 == 1 {
		return math.Float64frombits(b &^ (1 << 63))
	}
	return math.Float64frombits(^b)
}

// Search is what is known of the four figures between which the two quantiles of an
// indicator in a pool lie.
type Search struct {
	Pool, Code string
	N          int64
	Known      []int64 // the first bits of each figure, as an unsigned number
	Place      []int64 // its place among those that begin so, from 0
}

// digits counts a figure, if it begins as one that is looked for. round is from 0.
func (s *Search) digits(round int, x float64, counts map[uint64]int64) {
	begins := ordered(x) >> (64 - (round+1)*digit)
	if round == 0 {
		counts[begins]++
		return
	}
	for _, known := range s.Known {
		if begins>>digit == uint64(known) { //nolint:gosec // bits
			counts[begins]++
			return
		}
	}
}

// next takes the counts of a round.
func (s *Search) next(round int, counts map[uint64]int64) {
	begins := slices.Sorted(maps.Keys(counts))
	if round == 0 {
		for _, n := range counts {
			s.N += n
		}
		s.Known = make([]int64, 4)
		for _, p := range []float64{low, high} {
			_, j := place(s.N, p)
			s.Place = append(s.Place, j, min(j+1, s.N-1))
		}
	}
	for k, known := range s.Known {
		for _, b := range begins {
			if round > 0 && b>>digit != uint64(known) { //nolint:gosec // bits
				continue
			}
			if s.Place[k] < counts[b] {
				s.Known[k] = int64(b) //nolint:gosec // bits
				break
			}
			s.Place[k] -= counts[b]
		}
	}
}

// border are the quantiles, once all bits are known.
func (s *Search) border() Border {
	at := func(k int) float64 { return unordered(uint64(s.Known[k])) } //nolint:gosec // bits
	return Border{s.Pool, s.Code, s.N, between(s.N, low, at(0), at(1)), between(s.N, high, at(2), at(3))}
}

// place is h = (n - 1) p of the quantile of type 7, and its floor.
func place(n int64, p float64) (exact.Number, int64) {
	h := exact.Product(exact.Of(float64(n-1)), exact.Of(p))
	return h, int64(math.Floor(h.Float()))
}

// between is the quantile of order p of n figures, of which a is at its place and b is the
// next: what exact.Quantile gives of all of them.
func between(n int64, p, a, b float64) float64 {
	h, j := place(n, p)
	if float64(j) == h.Float() || a == b {
		return a
	}
	return exact.Sum(exact.Of(a), exact.Product(exact.Difference(h, exact.Of(float64(j))), exact.Difference(exact.Of(b), exact.Of(a)))).Float()
}

// quotients are the indicators of a row in the order of its pool's own.
func quotients(r Row) []float64 {
	var out []float64
	for _, q := range own(r.Pool) {
		of, by := slices.Index(reported(), q.of), slices.Index(reported(), q.by)
		out = append(out, exact.Quotient(exact.Of(r.X[of]), exact.Of(r.X[by])).Float())
	}
	return out
}
