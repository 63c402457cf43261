package proof

import (
	"github.com/countyeval/countyeval/indicators"
)

// Swap is the smallest change of weights that turns two units.
type Swap struct {
	A indicators.Unit `json:"a"` // stands above B now
	B indicators.Unit `json:"b"`
	// AtLeast is proved: no weights of the set of this radius put B above A.
	AtLeast float64 `json:"at_least"`
	// Radius is reached: the Witness is of the set of this radius, and under it B
	// stands above A. It is AtLeast but for what rounding asks for: little where digits are
	// published, next to nothing where they are not. 0: no weights that turn them were found.
	Radius  float64 `json:"radius,omitzero"`
	Witness Witness `json:"witness,omitzero"` // its Rank is that of B
}

// Swap returns the smallest change of weights that puts the lower one of two units, by
// code, above the other, with weights that do it: put into the model as its Weigh, they
// turn the two. Equal units are turned by the first change that does not keep them equal.
func (p *Proof) Swap(a, b string) (Swap, error) {
	i, j, err := p.rows(a, b)
	if err != nil {
		return Swap{}, err
	}
	pair, err := p.Pair(a, b)
	if err != nil {
		return Swap{}, err
	}
	out := Swap{A: pair.A, B: pair.B, AtLeast: pair.Equal}
	s := newSeeker(p.e, p.bounds.copyFor(p.set))
	s.weight[j], s.weight[i] = 1, -1
	turns := func(r float64) bool {
		s.move(r)
		s.aim()
		return s.try() && s.ranks[j] < s.ranks[i]
	}
	lo, hi := out.AtLeast, 1.0
	for k := 0; !turns(hi); k++ { // at 1 the model may have no scores, with all weight on what a unit lacks
		if hi = 1 - (1-lo)*float64(k)/16; k == 16 || lo >= 1 {
			return out, nil
		}
		hi = min(hi, 1-1e-6)
	}
	best := s.found(s.ranks[j])
	keep := func(r float64) bool {
		if !turns(r) {
			return false
		}
		hi, best = r, s.found(s.ranks[j])
		return true
	}
	for hi-lo > 1e-10 {
		if mid := (lo + hi) / 2; !keep(mid) {
			lo = mid
		}
	}
	// On published digits the two may turn, fall equal and turn again.
	for k := range 64 {
		r := out.AtLeast + (hi-out.AtLeast)*float64(k)/64
		if keep(r) {
			break
		}
	}
	out.Radius, out.Witness = hi, p.e.witness(best)
	return out, nil
}
