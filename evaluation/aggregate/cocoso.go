package aggregate

import (
	"math"

	"github.com/countyeval/countyeval/indicators/basis"
	"github.com/countyeval/countyeval/weights"
)

// CoCoSo (combined compromise solution) joins three comparisons of a weighted sum and a
// sum of powers:
//
//	S_i   = sum_j w_j s_ij,  P_i = sum_j s_ij ^ w_j
//	ka_i  = (S_i + P_i) / sum_i (S_i + P_i)
//	kb_i  = S_i / min S + P_i / min P
//	kc_i  = (lambda S_i + (1 - lambda) P_i) / (lambda max S + (1 - lambda) max P)
//	k_i   = (ka_i kb_i kc_i)^(1/3) + (ka_i + kb_i + kc_i) / 3
//
// lambda = Sum / (Sum + Powers); the zero value is lambda = 0.5. More k is better. The
// paper scores by min-max from 0 to 1; the powers make it depend on the scale, so that
// scores up to 100 can be ranked in another order.
//
// Scores must be at least 0: a negative one is an error that wraps [basis.ErrDomain],
// for each cell. A unit that has 0 on every child has nothing that others could be
// divided by, which wraps [basis.ErrDomain] and names the group; so min-max refuses a group
// with a unit that is worst on everything, and MinMax from above 0 does not. A constant
// child and a single unit need no rule. Missing scores are refused.
//
// A higher score never lowers the unit's own k nor its rank. Units that come or go can
// reverse the order of others.
//
// Source: M. Yazdani, P. Zarate, E. K. Zavadskas and Z. Turskis, A combined compromise
// solution (CoCoSo) method for multi-criteria decision-making problems, Management
// Decision 57(9) (2019) 2501-2519.
type CoCoSo struct {
	Sum    float64 `json:"sum,omitzero"`
	Powers float64 `json:"powers,omitzero"`
}

var _ Relative = CoCoSo{}

// RelativeToGroup implements [Relative]: always.
func (CoCoSo) RelativeToGroup() bool { return true }

// Aggregate implements [Aggregator].
func (c CoCoSo) Aggregate(dst []float64, g weights.Group, w []float64) error {
	lambda, err := shares(basis.Textf("CoCoSo: Sum, Powers"), c.Sum, c.Powers)
	if err != nil {
		return err
	}
	s, err := siblingsOf(g, w)
	if err == nil {
		err = s.fits(dst)
	}
	if err == nil {
		err = s.nonnegative(basis.Textf("CoCoSo"))
	}
	if err != nil {
		return err
	}
	sums, powers := make([]float64, s.n), make([]float64, s.n)
	for j, col := range s.x {
		for i, x := range col {
			sums[i] += float64(s.w[j] * x)
			powers[i] += math.Pow(x, s.w[j])
		}
	}
	leastS, mostS, leastP, mostP, total := math.Inf(1), 0.0, math.Inf(1), 0.0, 0.0
	for i, x := range sums {
		leastS, mostS = min(leastS, x), max(mostS, x)
		leastP, mostP = min(leastP, powers[i]), max(mostP, powers[i])
		total += x + powers[i]
	}
	if leastS == 0 || leastP == 0 {
		return basis.Errorf("%w: some unit of %v has 0 on every child, and CoCoSo divides by the least sum", basis.ErrDomain, s.label)
	}
	joint := func(sum, power float64) float64 { return float64(lambda*sum) + float64((1-lambda)*power) }
	for i, x := range sums {
		a := (x + powers[i]) / total
		b := x/leastS + powers[i]/leastP
		c := joint(x, powers[i]) / joint(mostS, mostP)
		dst[i] = math.Cbrt(float64(a*b)*c) + (a+b+c)/3
	}
	return nil
}
