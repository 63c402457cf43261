package robustness

import (
	"math"
	"math/rand/v2"
	"slices"

	"gonum.org/v1/gonum/mathext"

	"github.com/countyeval/countyeval/indicators/basis"
)

// Spread is a distribution of the weights of k siblings around shares d of sum 1.
// Numbers is how many uniform numbers a draw takes. Draw turns these, each between 0
// and 1 and neither, into one importance a sibling, at least 0; they need not sum to 1.
// It depends on d and u alone and keeps nothing of them. A share of 0 stays 0: the
// sibling does not count. Check says what is wrong with the options.
type Spread interface {
	Numbers(k int) int
	Draw(dst, d, u []float64)
	Check() error
}

// Within moves each importance on its own, uniformly within the radius r:
//
//	w_j = d_j (1 + r (2 u_j - 1))
//
// It is the distribution over a box of package proof. (Once scaled to sum 1 the weights are
// not uniform on anything, and a weight may end a little outside its interval.)
//
// Source: M. Saisana, A. Saltelli, S. Tarantola (2005), Uncertainty and sensitivity
// analysis techniques as tools for the quality assessment of composite indicators,
// Journal of the Royal Statistical Society A 168(2), 307-323; COINr's get_noisy_weights.
type Within struct {
	Radius float64 `json:"radius"`
}

// WithinSum is uniform on a box of package proof with FixedSum: the weights that lie within
// the radius of the shares and sum to 1. All but the largest share are drawn uniformly
// within their intervals, and what is left is that of the largest; if it is not within
// its interval, all are drawn anew. That is exact, and takes a few tries, about the
// square root of k; after 10,000 the shares stay as they are, which has a chance below
// 1e-100. The tries come from a stream of their own that one number of the draw seeds.
type WithinSum struct {
	Radius float64 `json:"radius"`
}

// Dirichlet draws shares with the mean d: the larger the concentration, the nearer,
//
//	w ~ Dirichlet(c d_1, ..., c d_k),  var(w_j) = d_j (1 - d_j) / (c + 1)
//
// each w_j as the quantile of a gamma distribution at u_j.
type Dirichlet struct {
	Concentration float64 `json:"concentration"`
}

// AnyShares is uniform on all shares, whatever the declared ones: the whole simplex, as
// stochastic multicriteria acceptability analysis has it where nothing is known of the
// weights.
//
// Source: R. Lahdelma, P. Salminen (2001), SMAA-2: Stochastic multicriteria
// acceptability analysis for group decision making, Operations Research 49(3), 444-454.
type AnyShares struct{}

// Ordered is uniform on all shares that are in the order of the declared ones: nothing
// is trusted but which child counts more. Of equal ones each is the larger as often as
// the other.
//
// Source: F. H. Barron, B. E. Barrett (1996), Decision quality using ranked attribute
// weights, Management Science 42(11), 1515-1523, whose rank order centroid is the mean.
type Ordered struct{}

var (
	_ Spread = Within{}
	_ Spread = WithinSum{}
	_ Spread = Dirichlet{}
	_ Spread = AnyShares{}
	_ Spread = Ordered{}
)

// Numbers is one a sibling.
func (Within) Numbers(k int) int { return k }

// Check refuses a radius that is not from 0 to below 1.
func (w Within) Check() error { return checkRadius(w.Radius) }

// Draw implements [Spread].
func (w Within) Draw(dst, d, u []float64) {
	for j := range dst {
		dst[j] = d[j] * (1 + float64(w.Radius*(2*u[j]-1)))
	}
}

// Numbers is 1, the seed of the tries.
func (WithinSum) Numbers(int) int { return 1 }

// Check refuses a radius that is not from 0 to below 1.
func (w WithinSum) Check() error { return checkRadius(w.Radius) }

// Draw implements [Spread].
func (w WithinSum) Draw(dst, d, u []float64) {
	top := 0
	for j := range d {
		if d[j] > d[top] {
			top = j
		}
	}
	var pcg rand.PCG
	bits := math.Float64bits(u[0])
	pcg.Seed(mix(bits), mix(bits+1))
	for range 10_000 {
		left := 1.0
		for j := range dst {
			if j != top {
				x := (float64(pcg.Uint64()>>12) + 0.5) / (1 << 52)
				dst[j] = d[j] * (1 + float64(w.Radius*(2*x-1)))
				left -= dst[j]
			}
		}
		if math.Abs(left-d[top]) <= float64(w.Radius*d[top]) {
			dst[top] = left
			return
		}
	}
	copy(dst, d)
}

// Numbers is one a sibling.
func (Dirichlet) Numbers(k int) int { return k }

// Check refuses a concentration that is not above 0.
func (c Dirichlet) Check() error {
	if !(c.Concentration > 0) || math.IsInf(c.Concentration, 0) {
		return basis.Errorf("%w: a concentration of %v is not above 0", basis.ErrValue, c.Concentration)
	}
	return nil
}

// Draw implements [Spread]. Logarithms are drawn, since a gamma variable of a small
// shape may be far below the smallest float64.
func (c Dirichlet) Draw(dst, d, u []float64) {
	most := math.Inf(-1)
	for j := range dst {
		dst[j] = math.Inf(-1)
		if d[j] > 0 {
			dst[j] = logGamma(c.Concentration*d[j], u[j])
			most = max(most, dst[j])
		}
	}
	for j := range dst {
		dst[j] = math.Exp(dst[j] - most)
	}
}

// logGamma is the logarithm of the quantile of the gamma distribution of a shape.
func logGamma(shape, u float64) float64 {
	// Near 0 the distribution function is x^a / Gamma(a+1).
	lg, _ := math.Lgamma(shape + 1)
	if log := (math.Log(u) + lg) / shape; log < -30 {
		return log
	}
	return math.Log(mathext.GammaIncRegInv(shape, u))
}

// Numbers is one a sibling.
func (AnyShares) Numbers(k int) int { return k }

// Check finds nothing wrong.
func (AnyShares) Check() error { return nil }

// Draw implements [Spread]: exponential variables, whose shares are uniform.
func (AnyShares) Draw(dst, d, u []float64) {
	for j := range dst {
		dst[j] = 0
		if d[j] > 0 {
			dst[j] = -math.Log(u[j])
		}
	}
}

// Numbers is one a sibling.
func (Ordered) Numbers(k int) int { return k }

// Check finds nothing wrong.
func (Ordered) Check() error { return nil }

// Draw implements [Spread]: uniform shares, sorted as the declared ones are. The
// smallest of k stands for the least declared, and where two are declared equal,
// their numbers decide which is the larger.
func (Ordered) Draw(dst, d, u []float64) {
	AnyShares{}.Draw(dst, d, u)
	var room [32]int
	order := room[:0]
	for j := range d {
		if d[j] > 0 {
			order = append(order, j)
		}
	}
	var values [32]float64
	sorted := values[:0]
	for _, j := range order {
		sorted = append(sorted, dst[j])
	}
	slices.Sort(sorted)
	slices.SortFunc(order, func(a, b int) int {
		switch {
		case d[a] != d[b]:
			if d[a] < d[b] {
				return -1
			}
			return 1
		case u[a] != u[b]:
			if u[a] > u[b] {
				return -1
			}
			return 1
		}
		return a - b
	})
	for k, j := range order {
		dst[j] = sorted[k]
	}
}

func checkRadius(r float64) error {
	if !(r >= 0 && r < 1) {
		return basis.Errorf("%w: a radius of %v is not from 0 to below 1", basis.ErrWeights, r)
	}
	return nil
}
