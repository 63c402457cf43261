package aggregate

import (
	"iter"
	"math"
	"slices"

	"github.com/countyeval/countyeval/indicators/basis"
	"github.com/countyeval/countyeval/weights"
)

// RAM (root assessment method) takes the root of what is good by what is bad:
//
//	y_ij = w_j x_ij / sum_i x_ij
//	S+_i = sum of y_ij over benefits,  S-_i = sum of y_ij over costs
//	RI_i = (2 + S+_i) ^ (1 / (2 + S-_i))
//
// The score is RI, from 2^(1/3), about 1.26, to 3^(1/2), about 1.73. Costs are as in
// [COPRAS]: the children named in Costs, by code, must be scored by a multiple of the
// reciprocal, s = c/x, and their x is taken back; the others by a multiple of the raw
// value. Costs may name children of other groups, and without any in the group RI is the
// root of 2 + S+.
//
// Benefits must be at least 0 and not all 0, costs above 0: other scores are an error that
// wraps [basis.ErrDomain], for each cell (a column of zeros [basis.ErrConstant]). A child
// on which all units are equal, and a single unit, need no rule. Missing scores are
// refused.
//
// A higher score never lowers the unit's own RI nor its rank. Units that come or go can
// reverse the order of others.
//
// Source: A. Sotoudeh-Anvari, Root assessment method (RAM): a novel multi-criteria decision
// making method and its applications in sustainability challenges, Journal of Cleaner
// Production 423 (2023) 138695.
type RAM struct {
	Costs []string `json:"costs,omitzero" names:"node"`
}

var (
	_ Relative     = RAM{}
	_ basis.Naming = RAM{}
)

// RelativeToGroup implements [Relative]: always.
func (RAM) RelativeToGroup() bool { return true }

// Names implements [basis.Naming]: the Costs.
func (r RAM) Names() iter.Seq[basis.Mention] {
	return basis.Mentions(basis.AnyIndicator, r.Costs...)
}

// Aggregate implements [Aggregator].
func (r RAM) Aggregate(dst []float64, g weights.Group, w []float64) error {
	s, err := siblingsOf(g, w)
	if err == nil {
		err = s.fits(dst)
	}
	if err == nil {
		err = s.proportional(r.Costs, basis.Textf("the reciprocal of a cost in RAM"), basis.Textf("RAM"), basis.Textf("RAM takes shares of the sum"))
	}
	if err != nil {
		return err
	}
	cost := s.sharesOfSums(dst, r.Costs)
	for i, good := range dst {
		bad := 0.0
		if cost != nil {
			bad = cost[i]
		}
		dst[i] = math.Pow(2+good, 1/(2+bad))
	}
	return nil
}

// sharesOfSums sets good to the weighted shares of the benefits, and gives those of the
// costs, nil if no child is one: shares of the raw values, the reciprocals of the scores.
func (s *siblings) sharesOfSums(good []float64, costs []string) (bad []float64) {
	clear(good)
	for j, col := range s.x {
		cost := slices.Contains(costs, s.codes[j])
		if cost && bad == nil {
			bad = make([]float64, s.n)
		}
		// In proportion to the largest share, so that no sum leaves the range.
		share := func(x float64) float64 { return x / s.hi[j] }
		to := good
		if cost {
			share = func(x float64) float64 { return s.lo[j] / x }
			to = bad
		}
		var sum float64
		for _, x := range col {
			sum += share(x)
		}
		for i, x := range col {
			to[i] += float64(s.w[j] * (share(x) / sum))
		}
	}
	return bad
}

// proportional refuses scores that have no shares: costs that are not above 0, benefits
// below 0 or all 0.
func (s *siblings) proportional(named []string, reciprocal, method, why basis.Text) error {
	var costs, benefits siblings
	for j, code := range s.codes {
		to := &benefits
		if slices.Contains(named, code) {
			to = &costs
		}
		to.codes, to.x = append(to.codes, code), append(to.x, s.x[j])
		to.lo, to.hi = append(to.lo, s.lo[j]), append(to.hi, s.hi[j])
	}
	return basis.JoinErrors(costs.positive(reciprocal), benefits.nonnegative(method), benefits.notZero(why))
}
