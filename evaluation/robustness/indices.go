package robustness

import (
	"github.com/countyeval/countyeval/indicators/basis"
	"github.com/countyeval/countyeval/indicators/stats"
)

// Index is a Sobol index, with the ends of an interval around it.
type Index struct {
	Value float64 `json:"value"`
	Low   float64 `json:"low"`
	High  float64 `json:"high"`
}

// Indices are the Sobol indices of one output: which of the uncertain choices the
// output's variance comes from.
//
// First is the part of the variance that would go if the factor alone were known; Total
// is the part that would be left if all but the factor were known, its interactions
// with others included. A factor that changes nothing has a Total of exactly 0.
type Indices struct {
	First    []Index `json:"first"`
	Total    []Index `json:"total"`
	Variance float64 `json:"variance"` // of the output
}

// Outputs are the figures of one output under the draws of [Design]: of N draws A, N
// draws B, and for each factor N draws that are A but have the factor from B.
type Outputs struct {
	A  []float64   `json:"a"`
	B  []float64   `json:"b"`
	AB [][]float64 `json:"ab"` // one of length N a factor
}

// Bootstrap says how the intervals of indices are made: the N draws are drawn again
// with replacement Times times (0: no intervals, whose ends are then the index itself),
// and the interval goes from the quantile (1-Level)/2 to (1+Level)/2, of type 7. Level 0
// means 0.95. A seed gives the same intervals on every machine.
type Bootstrap struct {
	Times int     `json:"times,omitzero"`
	Level float64 `json:"level,omitzero"`
	Seed  uint64  `json:"seed,omitzero"`
}

// SobolIndices estimates the indices of k factors from the outputs of N draws:
//
//	V     = sample variance (n-1) of all y_A and y_B together
//	S_i   = (1/N) sum_d y_B (y_ABi - y_A) / V
//	S_Ti  = (1/2N) sum_d (y_A - y_ABi)^2 / V
//
// Estimates are not cut to [0, 1]: of a factor without an effect of its own S_i is about
// 0, a little above or below. Outputs are moved by their mean first, which changes no
// S_Ti, and of an S_i only what is noise.
//
// An output that is the same in all draws has no variance to be explained
// ([basis.ErrConstant]); fewer than two draws are [basis.ErrFew], columns of different
// lengths and a Level that is not between 0 and 1 [basis.ErrValue], figures that are not
// finite [basis.ErrNumber].
//
// Sources: A. Saltelli, P. Annoni, I. Azzini, F. Campolongo, M. Ratto, S. Tarantola
// (2010), Variance based sensitivity analysis of model output, Computer Physics
// Communications 181(2), 259-270, table 2 (b) for S_i and (f), of M. J. W. Jansen
// (1999), Analysis of variance designs for model output, same journal 117, 35-43, for
// S_Ti. COINr (SA_estimate) has the same without the mean moved: Uncentered gives its
// numbers.
func SobolIndices(y Outputs, b Bootstrap) (Indices, error) { return y.indices(b, true) }

// Uncentered is [SobolIndices] of the outputs as they are, whose S_i are the noisier
// the further the mean of the output is from 0.
func (y Outputs) Uncentered(b Bootstrap) (Indices, error) { return y.indices(b, false) }

func (y Outputs) indices(b Bootstrap, center bool) (Indices, error) {
	if b.Level == 0 {
		b.Level = 0.95
	}
	if err := y.check(b); err != nil {
		return Indices{}, err
	}
	n, k := len(y.A), len(y.AB)
	if center {
		y = y.moved()
	}
	order := make([]int, n)
	for d := range order {
		order[d] = d
	}
	out := Indices{First: make([]Index, k), Total: make([]Index, k)}
	first, total := make([]float64, k), make([]float64, k)
	out.Variance = y.estimate(first, total, order)
	if out.Variance == 0 {
		return Indices{}, basis.Errorf("%w: the output is the same in all %d draws, and no factor has a part in its variance", basis.ErrConstant, n)
	}
	for i := range k {
		out.First[i] = Index{first[i], first[i], first[i]}
		out.Total[i] = Index{total[i], total[i], total[i]}
	}
	if b.Times == 0 {
		return out, nil
	}
	again := make([][]float64, 2*k) // of each index, once a time
	for i := range again {
		again[i] = make([]float64, b.Times)
	}
	basis.EachWith(b.Times, b.Times*n*(k+2), func() func(int) {
		stream, first, total, order := NewStream(b.Seed, 0), make([]float64, k), make([]float64, k), make([]int, n)
		return func(at int) {
			stream.Reset(b.Seed, at)
			for d := range order {
				order[d] = stream.Rand().IntN(n)
			}
			if y.estimate(first, total, order) == 0 { // one draw again and again
				copy(first, valuesOf(out.First))
				copy(total, valuesOf(out.Total))
			}
			for i := range k {
				again[i][at], again[k+i][at] = first[i], total[i]
			}
		}
	})
	var errs []error
	for i, x := range again {
		to := &out.First
		if i >= k {
			to = &out.Total
		}
		var errLow, errHigh error
		(*to)[i%k].Low, errLow = stats.Quantile(x, (1-b.Level)/2)
		(*to)[i%k].High, errHigh = stats.Quantile(x, (1+b.Level)/2)
		errs = append(errs, errLow, errHigh)
	}
	return out, basis.JoinErrors(errs...)
}

func valuesOf(x []Index) []float64 {
	out := make([]float64, len(x))
	for i, v := range x {
		out[i] = v.Value
	}
	return out
}

func (y Outputs) check(b Bootstrap) error {
	var errs []error
	n := len(y.A)
	if n < 2 {
		errs = append(errs, basis.Errorf("%w: %d draws", basis.ErrFew, n))
	}
	if len(y.AB) == 0 {
		errs = append(errs, basis.Errorf("%w: there are no factors", basis.ErrEmpty))
	}
	columns := append([][]float64{y.A, y.B}, y.AB...)
	for c, x := range columns {
		if len(x) != n {
			errs = append(errs, basis.Errorf("%w: column %d has %d outputs, and the first has %d", basis.ErrValue, c+1, len(x), n))
		}
		for d, v := range x {
			if v-v != 0 {
				errs = append(errs, basis.Errorf("%w: output %d of column %d is %v", basis.ErrNumber, d+1, c+1, v))
			}
		}
	}
	if b.Times < 0 || !(b.Level > 0 && b.Level < 1) {
		errs = append(errs, basis.Errorf("%w: a bootstrap of %d times for a level of %v", basis.ErrValue, b.Times, b.Level))
	}
	return basis.JoinErrors(errs...)
}

// moved are the outputs less the mean of A and B.
func (y Outputs) moved() Outputs {
	var mean float64
	for d := range y.A {
		mean += (y.A[d] + y.B[d]) / float64(2*len(y.A))
	}
	move := func(x []float64) []float64 {
		out := make([]float64, len(x))
		for d, v := range x {
			out[d] = v - mean
		}
		return out
	}
	out := Outputs{A: move(y.A), B: move(y.B)}
	for _, x := range y.AB { // equal figures stay equal
		out.AB = append(out.AB, move(x))
	}
	return out
}

// estimate writes the indices from the draws of order, each as often as it stands there,
// and returns the variance; where it is 0 it writes none.
func (y Outputs) estimate(first, total []float64, order []int) (variance float64) {
	n := float64(len(order))
	var mean float64
	for _, d := range order {
		mean += y.A[d] + y.B[d]
	}
	mean /= 2 * n
	for _, d := range order {
		a, b := y.A[d]-mean, y.B[d]-mean
		variance += float64(a*a) + float64(b*b)
	}
	if variance /= 2*n - 1; variance == 0 {
		return 0
	}
	for i, ab := range y.AB {
		var s, t float64
		for _, d := range order {
			move := ab[d] - y.A[d]
			s += float64(y.B[d] * move)
			t += float64(move * move)
		}
		first[i], total[i] = s/n/variance, t/(2*n)/variance
	}
	return variance
}
