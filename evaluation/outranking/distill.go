package outranking

import (
	"math"

	"github.com/countyeval/countyeval/indicators/basis"
)

// ELECTREIIISolution is what [ELECTREIII] finds, units by row of the group.
type ELECTREIIISolution struct {
	Credibility [][]float64 `json:"credibility,omitzero"` // S(a,b), from 0 to 1
	Descending  []int       `json:"descending,omitzero"`  // the class of each unit, 1 the best, from the best down
	Ascending   []int       `json:"ascending,omitzero"`   // the same from the worst up
	Scores      []float64   `json:"scores,omitzero"`
}

// Ahead says whether unit i is ahead of unit k in the end: ahead in one order and not
// behind in the other.
func (s ELECTREIIISolution) Ahead(i, k int) bool {
	down, up := s.Descending[k]-s.Descending[i], s.Ascending[k]-s.Ascending[i]
	return down >= 0 && up >= 0 && down+up > 0
}

// Incomparable says whether the two orders disagree on the units i and k.
func (s ELECTREIIISolution) Incomparable(i, k int) bool {
	down, up := s.Descending[k]-s.Descending[i], s.Ascending[k]-s.Ascending[i]
	return down < 0 && up > 0 || down > 0 && up < 0
}

// Pairs counts the pairs of units of which one is ahead, those that are tied in both
// orders, and those that are incomparable.
func (s ELECTREIIISolution) Pairs() (ahead, tied, incomparable int) {
	for i := range s.Descending {
		for k := range i {
			switch {
			case s.Incomparable(i, k):
				incomparable++
			case s.Ahead(i, k) || s.Ahead(k, i):
				ahead++
			default:
				tied++
			}
		}
	}
	return ahead, tied, incomparable
}

// Distill makes a descending and an ascending order of the credibility S that each of n
// units is as good as another one (n x n; the diagonal does not count). The classes of
// both have numbers from 1, the best, on. The descending order takes the best out of what
// is left, again and again, the ascending one the worst:
//
//	lambda_0     = the largest S among what is left
//	lambda_(k+1) = the largest S below lambda_k - s(lambda_k), 0 if there is none
//	a beats b    if S(a,b) > lambda_(k+1) and S(a,b) > S(b,a) + s(S(a,b))
//	s(x)         = 0.3 - 0.15 x
//
// Those with the most units beaten less those that beat them (in the ascending order:
// with the least) go on to the next lambda, until one is left or lambda is 0; these are
// the next class. Differences are compared to 12 decimals.
//
// A matrix that is not square or has values not from 0 to 1 is an error that wraps
// [basis.ErrValue].
func Distill(credibility [][]float64) (descending, ascending []int, err error) {
	n := len(credibility)
	for _, row := range credibility {
		if len(row) != n {
			return nil, nil, basis.Errorf("%w: credibility of %d units with %d figures", basis.ErrValue, n, len(row))
		}
		for _, x := range row {
			if !(x >= 0 && x <= 1) {
				return nil, nil, basis.Errorf("%w: credibility %v is not from 0 to 1", basis.ErrValue, x)
			}
		}
	}
	descending = distill(credibility, 1)
	ascending = distill(credibility, -1)
	classes := 0
	for _, c := range ascending {
		classes = max(classes, c)
	}
	for i, c := range ascending {
		ascending[i] = classes + 1 - c
	}
	return descending, ascending, nil
}

// distill numbers the classes in the order in which they are taken out: those with the
// greatest qualification first, times sign.
func distill(s [][]float64, sign int) []int {
	class := make([]int, len(s))
	left := make([]int, len(s))
	for i := range left {
		left[i] = i
	}
	for number := 1; len(left) > 0; number++ {
		for _, i := range core(s, left, sign) {
			class[i] = number
		}
		rest := left[:0:0]
		for _, i := range left {
			if class[i] == 0 {
				rest = append(rest, i)
			}
		}
		left = rest
	}
	return class
}

// core is the next class out of the units in.
func core(s [][]float64, in []int, sign int) []int {
	lambda := below(s, in, math.Inf(1))
	for lambda > 0 && len(in) > 1 {
		lambda = below(s, in, round(lambda-slack(lambda)))
		var best []int
		most := math.MinInt
		for _, a := range in {
			q := 0
			for _, b := range in {
				q += beats(s, lambda, a, b) - beats(s, lambda, b, a)
			}
			switch q *= sign; {
			case q > most:
				most, best = q, append(best[:0], a)
			case q == most:
				best = append(best, a)
			}
		}
		in = best
	}
	return in
}

// slack is s(x), by how much credibility must be above another one to say anything.
func slack(x float64) float64 { return 0.3 - float64(0.15*x) }

// below is the largest credibility below a limit among the units in, 0 if there is none.
func below(s [][]float64, in []int, limit float64) float64 {
	var largest float64
	for _, a := range in {
		for _, b := range in {
			if x := round(s[a][b]); a != b && x < limit {
				largest = max(largest, x)
			}
		}
	}
	return largest
}

// beats is 1 if a beats b at the cut lambda, otherwise 0.
func beats(s [][]float64, lambda float64, a, b int) int {
	if x := round(s[a][b]); a != b && x > lambda && round(x-s[b][a]-slack(x)) > 0 {
		return 1
	}
	return 0
}

// places are the mean places of units by their class, 1 the best.
func places(class []int) []float64 {
	size := make([]int, len(class)+1)
	for _, c := range class {
		size[c]++
	}
	first := make([]int, len(class)+1)
	for c := 1; c <= len(class); c++ {
		first[c] = first[c-1] + size[c-1]
	}
	out := make([]float64, len(class))
	for i, c := range class {
		out[i] = float64(first[c]) + float64(size[c]+1)/2
	}
	return out
}
