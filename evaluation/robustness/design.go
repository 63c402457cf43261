package robustness

import (
	"github.com/countyeval/countyeval/indicators/basis"
)

// Design are the draws that Sobol indices are estimated from (the scheme of
// Saltelli et al. 2010): N draws A and N draws B of independent numbers, and for each of k
// factors N draws that are A but for the numbers of that factor, which are from B. There
// are N (k+2) of them, and number i of these depends on the seed and on i alone.
//
// A and B are the two halves of Sobol points in twice the dimensions; beyond
// [SobolDimensions] they are random. N is best a power of two.
type Design struct {
	N       int    `json:"n"`
	Numbers []int  `json:"numbers"`         // how many uniform numbers each factor takes; 0: the factor changes nothing
	Random  bool   `json:"random,omitzero"` // random numbers, not Sobol points
	Seed    uint64 `json:"seed,omitzero"`
}

// Sampler is a design laid out.
type Sampler struct {
	design Design
	begin  []int // of each factor its first number; one more at the end
	sobol  *Sobol
}

// Sampler checks and lays out a design. N below 2 is [basis.ErrFew], no factor
// [basis.ErrEmpty], a negative number of numbers [basis.ErrValue].
func (d Design) Sampler() (*Sampler, error) {
	switch {
	case d.N < 2:
		return nil, basis.Errorf("%w: %d draws", basis.ErrFew, d.N)
	case len(d.Numbers) == 0:
		return nil, basis.Errorf("%w: there are no factors", basis.ErrEmpty)
	}
	s := &Sampler{design: d, begin: []int{0}}
	for i, n := range d.Numbers {
		if n < 0 {
			return nil, basis.Errorf("%w: factor %d takes %d numbers", basis.ErrValue, i+1, n)
		}
		s.begin = append(s.begin, s.begin[i]+n)
	}
	if dims := 2 * s.Dimensions(); !d.Random && dims > 0 && dims <= SobolDimensions {
		var err error
		if s.sobol, err = NewSobol(dims, LinearMatrix, d.Seed); err != nil {
			return nil, err
		}
	}
	return s, nil
}

// Dimensions returns how many numbers a draw has.
func (s *Sampler) Dimensions() int { return s.begin[len(s.begin)-1] }

// Len returns the number of draws, N (k+2).
func (s *Sampler) Len() int { return s.design.N * (len(s.design.Numbers) + 2) }

// At writes the numbers of draw i: those from 0 on are A, from N on B, from (2+f) N on
// A with factor f from B. Scratch is memory of twice the dimensions.
func (s *Sampler) At(u []float64, i int, scratch []float64) {
	m := s.Dimensions()
	row, part := i%s.design.N, i/s.design.N
	if s.sobol != nil {
		s.sobol.At(scratch[:2*m], row)
	} else {
		NewStream(s.design.Seed, row).Fill(scratch[:2*m])
	}
	copy(u, scratch[:m])
	switch {
	case part == 1:
		copy(u, scratch[m:2*m])
	case part > 1:
		from, to := s.begin[part-2], s.begin[part-1]
		copy(u[from:to], scratch[m+from:m+to])
	}
}

// Run calls f with the numbers of every draw, on all cores, and sorts its answers. An
// error stops nothing: all are reported.
func (s *Sampler) Run(worker func() func(u []float64) (float64, error)) (Outputs, error) {
	n := s.design.N
	y, errs := make([]float64, s.Len()), make([]error, s.Len())
	basis.EachWith(s.Len(), basis.Large, func() func(int) {
		f := worker()
		u, scratch := make([]float64, s.Dimensions()), make([]float64, 2*s.Dimensions())
		return func(i int) {
			s.At(u, i, scratch)
			y[i], errs[i] = f(u)
		}
	})
	out := Outputs{A: y[:n], B: y[n : 2*n]}
	for at := 2 * n; at < len(y); at += n {
		out.AB = append(out.AB, y[at:at+n])
	}
	return out, basis.JoinErrors(errs...)
}
