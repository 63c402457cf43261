package aggregate

import (
	"cmp"
	"math"
	"slices"

	"github.com/countyeval/countyeval/indicators/basis"
	"github.com/countyeval/countyeval/weights"
)

// VIKOR (višekriterijumsko kompromisno rangiranje, 折衷排序法) ranks by a compromise
// between the majority of the children and the child on which a unit is worst:
//
//	f*_j = max_i s_ij,  f-_j = min_i s_ij
//	d_ij = w_j (f*_j - s_ij) / (f*_j - f-_j)
//	S_i  = sum_j d_ij    group utility
//	R_i  = max_j d_ij    individual regret
//	Q_i  = v (S_i - S*) / (S- - S*) + (1-v) (R_i - R*) / (R- - R*)
//
// with S* = min S, S- = max S, and R alike. Less Q is better, so that the score
// is 1 - Q, in [0, 1]. [VIKOR.Solve] gives S, R, Q and the compromise set, which
// is what the method really answers: the first rank alone may not be clear enough
// to stand.
//
// v = Group / (Group + Regret) weighs the two parts; the zero value is v = 0.5.
// VIKOR{Regret: 1} is v = 0. Any increasing line in place of the scores of a
// child, such as another unit of measure, changes nothing.
//
// A child on which all units are equal has no spread to divide by: an error that
// wraps [basis.ErrConstant] and names it (pymcdm refuses it too; scikit-criteria
// leaves it out). If all S or all R are equal (within 1e-12) that part separates
// nobody and counts 0. Missing scores are refused. A single unit is refused, since
// each of its columns is constant.
//
// A higher score never lowers the unit's own 1 - Q. It can lower its rank: it may
// change the ranges of S and R, and so how the two parts count between two units.
// Units that come or go can reverse the order of others.
//
// Source: S. Opricovic and G.-H. Tzeng, Compromise solution by MCDM methods: a
// comparative analysis of VIKOR and TOPSIS, European Journal of Operational
// Research 156 (2004) 445-455, steps (a) to (e).
type VIKOR struct {
	Group  float64 `json:"group,omitzero"`
	Regret float64 `json:"regret,omitzero"`
}

var _ Relative = VIKOR{}

// RelativeToGroup implements [Relative]: always.
func (VIKOR) RelativeToGroup() bool { return true }

// VIKORSolution is what [VIKOR] finds. The slices have an entry a unit.
type VIKORSolution struct {
	S     []float64 `json:"s,omitzero"` // less is better
	R     []float64 `json:"r,omitzero"`
	Q     []float64 `json:"q,omitzero"`
	Order []int     `json:"order,omitzero"` // rows by Q, best first; equal ones by S, then as they stand

	// Compromise are the rows that cannot be told from the best with confidence,
	// in order: the best alone if it is better than the second by at least
	// 1/(n-1) in Q (Advantage) and is also best by S or by R (Stability); the
	// first two if Stability alone fails; if Advantage fails, all that are less
	// than 1/(n-1) behind the best.
	Compromise []int `json:"compromise,omitzero"`
	Advantage  bool  `json:"advantage"`
	Stability  bool  `json:"stability"`
}

// Aggregate implements [Aggregator]: the score is 1 - Q.
func (v VIKOR) Aggregate(dst []float64, g weights.Group, w []float64) error {
	_, err := v.solve(dst, g, w)
	return err
}

// Solve gives S, R, Q and the compromise set.
func (v VIKOR) Solve(g weights.Group, w []float64) (VIKORSolution, error) {
	n, _ := g.Scores.Dims()
	out, err := v.solve(make([]float64, n), g, w)
	if err != nil {
		return VIKORSolution{}, err
	}
	out.compromise()
	return out, nil
}

// solve writes 1 - Q into dst and returns S, R and Q.
func (v VIKOR) solve(dst []float64, g weights.Group, w []float64) (VIKORSolution, error) {
	share, err := shares(basis.Textf("VIKOR: Group, Regret"), v.Group, v.Regret)
	if err != nil {
		return VIKORSolution{}, err
	}
	s, err := siblingsOf(g, w)
	if err == nil {
		err = s.spread()
	}
	if err == nil {
		err = s.fits(dst)
	}
	if err != nil {
		return VIKORSolution{}, err
	}
	out := VIKORSolution{S: make([]float64, s.n), R: make([]float64, s.n), Q: make([]float64, s.n)}
	for j, col := range s.x { // step (b)
		best, spread, wj := s.hi[j], s.hi[j]-s.lo[j], s.w[j]
		for i, x := range col {
			d := float64(wj * ((best - x) / spread))
			out.S[i] += d
			out.R[i] = max(out.R[i], d)
		}
	}
	bestS, rangeS := span(out.S)
	bestR, rangeR := span(out.R)
	for i := range out.Q { // step (c)
		var q float64
		if rangeS > equalUpTo {
			q += float64(share * ((out.S[i] - bestS) / rangeS))
		}
		if rangeR > equalUpTo {
			q += float64((1 - share) * ((out.R[i] - bestR) / rangeR))
		}
		out.Q[i] = q
		dst[i] = 1 - q
	}
	return out, nil
}

// equalUpTo is the greatest difference of two sums of shares of 1 that is taken for
// rounding.
const equalUpTo = 1e-12

// span returns the least value and how far the greatest is from it.
func span(x []float64) (least, width float64) {
	least, most := math.Inf(1), math.Inf(-1)
	for _, v := range x {
		least, most = min(least, v), max(most, v)
	}
	return least, most - least
}

// compromise is steps (d) and (e).
func (s *VIKORSolution) compromise() {
	n := len(s.Q)
	s.Order = make([]int, n)
	for i := range s.Order {
		s.Order[i] = i
	}
	slices.SortStableFunc(s.Order, func(a, b int) int {
		return cmp.Or(cmp.Compare(s.Q[a], s.Q[b]), cmp.Compare(s.S[a], s.S[b]))
	})
	best, second := s.Order[0], s.Order[1]
	dq := 1 / float64(n-1)
	s.Advantage = s.Q[second]-s.Q[best] >= dq
	s.Stability = s.S[best] == slices.Min(s.S) || s.R[best] == slices.Min(s.R)
	switch {
	case !s.Advantage:
		for _, i := range s.Order {
			if s.Q[i]-s.Q[best] < dq {
				s.Compromise = append(s.Compromise, i)
			}
		}
	case !s.Stability:
		s.Compromise = []int{best, second}
	default:
		s.Compromise = []int{best}
	}
}
