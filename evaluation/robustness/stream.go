package robustness

import (
	"math/rand/v2"
)

// Stream is the random numbers of one draw: they depend on the seed and the number of
// the draw alone, so that any draw can be had again, by any worker, in any order.
//
// It is a PCG generator whose two words are mixed from both numbers (the finalizer of
// SplitMix64), so that streams of neighboring draws have nothing in common.
//
// Sources: M. E. O'Neill (2014), PCG, Harvey Mudd College, HMC-CS-2014-0905; G. L.
// Steele, D. Lea, C. H. Flood (2014), Fast splittable pseudorandom number generators,
// OOPSLA, 453-472.
type Stream struct {
	pcg rand.PCG
	rng *rand.Rand
}

// NewStream makes the stream of a draw.
func NewStream(seed uint64, draw int) *Stream {
	s := &Stream{}
	s.rng = rand.New(&s.pcg)
	s.Reset(seed, draw)
	return s
}

// Reset turns it into the stream of another draw, and allocates nothing.
func (s *Stream) Reset(seed uint64, draw int) {
	d := mix(uint64(draw))
	s.pcg.Seed(mix(seed^d), mix(seed+d))
}

// mix is the finalizer of SplitMix64.
func mix(x uint64) uint64 {
	x += 0x9e3779b97f4a7c15
	x = (x ^ x>>30) * 0xbf58476d1ce4e5b9
	x = (x ^ x>>27) * 0x94d049bb133111eb
	return x ^ x>>31
}

// Rand is a source of all kinds of random numbers, of this stream.
func (s *Stream) Rand() *rand.Rand { return s.rng }

// Fill writes numbers that are uniform between 0 and 1 and neither of the two.
func (s *Stream) Fill(u []float64) {
	for i := range u {
		u[i] = (float64(s.pcg.Uint64()>>12) + 0.5) / (1 << 52)
	}
}
