package aggregate

import (
	"cmp"
	"math"
	"slices"

	"github.com/countyeval/countyeval/indicators/basis"
)

// Shape is the form of a function of preference of [PROMETHEE]. The zero value is
// Usual.
type Shape int

// The six functions of preference of Brans and Vincke (1985), for a difference
// d > 0 of two scores; P(d) = 0 for d <= 0.
const (
	Usual      Shape = iota // type I: 1
	UShape                  // type II: 1 if d > Q
	VShape                  // type III: d/P up to P, then 1
	Level                   // type IV: 1/2 if d > Q, 1 if d > P
	LinearArea              // type V, v-shape with indifference: (d-Q)/(P-Q) from Q to P, then 1
	Gaussian                // type VI: 1 - exp(-d^2 / (2 S^2))
)

// Preference says how much a difference of two scores on one child counts, from 0
// to 1. The thresholds are in units of the score: on scores of 0 to 100, P 25 is a
// quarter of the scale.
type Preference struct {
	Shape Shape   `json:"shape,omitzero"`
	Q     float64 `json:"q,omitzero"` // greatest difference that does not count: UShape, Level, LinearArea
	P     float64 `json:"p,omitzero"` // from here on a difference counts in full: VShape, Level, LinearArea
	S     float64 `json:"s,omitzero"` // difference at the point of inflection: Gaussian
}

// check refuses thresholds that the shape cannot use; a threshold it does not
// use must be 0, so that none is given in vain.
func (p Preference) check() error {
	var uses [3]bool // Q, P, S
	switch p.Shape {
	case Usual:
	case UShape:
		uses = [3]bool{true, false, false}
	case VShape:
		uses = [3]bool{false, true, false}
	case Level, LinearArea:
		uses = [3]bool{true, true, false}
	case Gaussian:
		uses = [3]bool{false, false, true}
	default:
		return basis.Errorf("%w: no shape of preference %d", basis.ErrValue, int(p.Shape))
	}
	for i, x := range [3]float64{p.Q, p.P, p.S} {
		switch {
		case !(x >= 0) || math.IsInf(x, 0):
			return basis.Errorf("%w: threshold %c %v of the %v preference is not finite and at least 0", basis.ErrValue, "QPS"[i], x, p.Shape)
		case !uses[i] && x != 0:
			return basis.Errorf("%w: the %v preference has no threshold %c", basis.ErrValue, p.Shape, "QPS"[i])
		}
	}
	switch {
	case uses[1] && !(p.P > p.Q):
		return basis.Errorf("%w: thresholds Q %v and P %v of the %v preference are not in ascending order", basis.ErrValue, p.Q, p.P, p.Shape)
	case uses[2] && p.S == 0:
		return basis.Errorf("%w: threshold S of the %v preference is 0", basis.ErrValue, p.Shape)
	}
	return nil
}

// Of returns the preference P(d) for a difference of d.
func (p Preference) Of(d float64) float64 {
	if !(d > 0) {
		return 0
	}
	switch p.Shape {
	case UShape:
		return step(d > p.Q)
	case VShape:
		return min(d/p.P, 1)
	case Level:
		return 0.5*step(d > p.Q) + 0.5*step(d > p.P)
	case LinearArea:
		return min(max((d-p.Q)/(p.P-p.Q), 0), 1)
	case Gaussian:
		return -math.Expm1(-d * d / (2 * p.S * p.S))
	default:
		return 1
	}
}

func step(over bool) float64 {
	if over {
		return 1
	}
	return 0
}

// flows writes, for every unit, the sum of its preferences over the others into
// out, and of the others' over it into in, for one child.
func (p Preference) flows(out, in, x []float64) {
	n := len(x)
	order := make([]int, n)
	for i := range order {
		order[i] = i
	}
	slices.SortFunc(order, func(a, b int) int { return cmp.Or(cmp.Compare(x[a], x[b]), a-b) })
	s := make([]float64, n)
	for at, i := range order {
		s[at] = x[i]
	}
	if p.Shape == Gaussian {
		basis.Each(n, n*n, func(at int) {
			for _, y := range s {
				out[order[at]] += p.Of(s[at] - y)
				in[order[at]] += p.Of(y - s[at])
			}
		})
		return
	}
	p.sorted(s, func(at int, sum float64) { out[order[at]] = sum })
	// The units in reverse, with their scores turned round, give the other flow.
	r := make([]float64, n)
	for at := range s {
		r[n-1-at] = -s[at]
	}
	p.sorted(r, func(at int, sum float64) { in[order[n-1-at]] = sum })
}

// sorted gives the sum of preferences of each of ascending scores over all
// others. The others fall in three runs: those so near that they do not count,
// those on the slope, and those that count in full, so that a sum takes a count
// and a running sum instead of a pass over all.
func (p Preference) sorted(s []float64, give func(at int, sum float64)) {
	low, high := 0.0, 0.0 // the slope is for differences above low up to high
	switch p.Shape {
	case UShape:
		low, high = p.Q, p.Q
	case VShape, Level, LinearArea:
		low, high = p.Q, p.P
	default:
	}
	full, slope := 0, 0   // scores s[:full] count in full, s[full:slope] lie on the slope
	var run, drop float64 // sums of s[0] to the two ends, less s[0] each
	for at, x := range s {
		for slope < at && x-s[slope] > low {
			run += s[slope] - s[0]
			slope++
		}
		for full < slope && x-s[full] > high {
			drop += s[full] - s[0]
			full++
		}
		sum, between := float64(full), float64(slope-full)
		switch {
		case between == 0:
		case p.Shape == Level:
			sum += 0.5 * between
		default:
			sum += (float64(between*(x-s[0]-low)) - (run - drop)) / (high - low)
		}
		give(at, sum)
	}
}
