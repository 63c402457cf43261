package aggregate

import (
	"math"

	"github.com/countyeval/countyeval/indicators/basis"
	"github.com/countyeval/countyeval/weights"
)

// CODAS (combinative distance-based assessment) compares units by their distance
// from the worst, Euclidean first and city-block where that hardly differs:
//
//	r_ij = w_j s_ij,  ns_j = min_i r_ij
//	E_i  = sqrt( sum_j (r_ij - ns_j)^2 ),  T_i = sum_j |r_ij - ns_j|
//	h_ik = (E_i - E_k) + psi(E_i - E_k) (T_i - T_k)
//	psi(x) = 1 if |x| >= tau, otherwise 0
//	H_i  = sum_k h_ik
//
// More H is better; the H of a group sum to 0. psi is the threshold function as it
// was published and as pymcdm and scikit-criteria have it. (The text of the paper
// says that the city-block distance decides where the Euclidean ones are close; its
// formula adds it where they are not.)
//
// The paper scores by the ratio to the best (x/max, min/x for costs), so that the
// best is 1, and takes tau between 0.01 and 0.05. Tau is in units of the score, as
// large for scores up to 100 as 100 times the paper's; zero means 0.02 times the
// greatest absolute score of the group, the paper's value on any scale.
//
// A child on which all units are equal adds nothing. A single unit has score 0.
// Missing scores are refused.
//
// A higher score can lower the unit's own H, since h jumps where a difference of E
// crosses tau. Units that come or go can reverse the order of others. Time is n^2
// beside n k: 10,000 units take about a fifth of a second.
//
// Source: M. Keshavarz Ghorabaee, E. K. Zavadskas, Z. Turskis and J.
// Antucheviciene, A new combinative distance-based assessment (CODAS) method for
// multi-criteria decision-making, Economic Computation and Economic Cybernetics
// Studies and Research 50/3 (2016) 25-44, steps 3 to 7.
type CODAS struct {
	Tau float64 `json:"tau,omitzero"`
}

var _ Relative = CODAS{}

// RelativeToGroup implements [Relative]: always.
func (CODAS) RelativeToGroup() bool { return true }

// Aggregate implements [Aggregator].
func (c CODAS) Aggregate(dst []float64, g weights.Group, w []float64) error {
	if !(c.Tau >= 0) || math.IsInf(c.Tau, 0) {
		return basis.Errorf("%w: CODAS with threshold %v", basis.ErrValue, c.Tau)
	}
	s, err := siblingsOf(g, w)
	if err == nil {
		err = s.fits(dst)
	}
	if err != nil {
		return err
	}
	tau := c.Tau
	if tau == 0 {
		for j := range s.x {
			tau = max(tau, 0.02*math.Abs(s.lo[j]), 0.02*math.Abs(s.hi[j]))
		}
	}
	e, t := make([]float64, s.n), make([]float64, s.n)
	for j, col := range s.x {
		lo, wj := s.lo[j], s.w[j]
		for i, x := range col {
			d := float64(wj * (x - lo))
			e[i] += float64(d * d)
			t[i] += d
		}
	}
	for i, x := range e {
		e[i] = math.Sqrt(x)
	}
	basis.Each(s.n, s.n*s.n, func(i int) {
		var sum float64
		ei, ti := e[i], t[i]
		for k, ek := range e {
			d := ei - ek
			sum += d
			if math.Abs(d) >= tau {
				sum += ti - t[k]
			}
		}
		dst[i] = sum
	})
	return nil
}
