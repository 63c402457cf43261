package weights

import (
	"math"

	"gonum.org/v1/gonum/floats"

	"github.com/countyeval/countyeval/indicators/basis"
	"github.com/countyeval/countyeval/indicators/stats"
)

// Correlation is a measure of how alike two siblings order the units. The zero
// value is Pearson.
type Correlation int

// The measures, each from -1 to 1.
const (
	Pearson  Correlation = iota // of the scores
	Spearman                    // of the mid-ranks
	Kendall                     // tau-b, of the pairs of units
)

// CRITIC weighs every sibling by its contrast and by its conflict with the
// others, criteria importance through intercriteria correlation:
//
//	y_ij = (x_ij - min_j) / (max_j - min_j)
//	s_j  = sample standard deviation (n-1) of y_j
//	w_j  = s_j sum_l (1 - r_jl)
//
// with r the correlation of siblings j and l (Pearson's, or a rank correlation by
// option). A sibling that says what others say already gets less; one that runs
// against all others gets more, which is right for information and wrong for an
// indicator that was turned round by mistake. Two equal siblings each keep about
// the weight that one had: the conflict with each other is 0, but that of the
// others with them counts twice.
//
// Scale and zero of a column do not matter, because CRITIC makes its own min-max
// scores; with Raw it takes the scores as they are, and then the scale of a
// column is its weight. With Entropy the contrast is the 1 - E of [Entropy]
// instead of s_j, of the scores as they are, which must then be at least 0.
//
// Errors: fewer than two units ([basis.ErrDomain]), siblings whose scores are all
// equal, with which there is no correlation ([basis.ErrConstant], all of them are
// named), and siblings that are all perfectly correlated ([basis.ErrDomain]).
//
// Memory does not grow with n, except for rank correlations (the ranks of all
// scores).
//
// Source: D. Diakoulaki, G. Mavrotas, L. Papayannakis (1995), Determining
// objective weights in multiple criteria problems: the CRITIC method, Computers
// and Operations Research 22(7), 763-770.
type CRITIC struct {
	Correlation Correlation `json:"correlation,omitzero"`
	Raw         bool        `json:"raw,omitzero"`     // no min-max first
	Entropy     bool        `json:"entropy,omitzero"` // contrast by entropy
}

var _ Scheme = CRITIC{}

// Weigh writes the information s_j sum_l (1 - r_jl) of each sibling.
func (c CRITIC) Weigh(dst []float64, g Group) error {
	if c.Correlation < Pearson || c.Correlation > Kendall {
		return basis.Errorf("%w: there is no correlation %d", basis.ErrDomain, int(c.Correlation))
	}
	d := finite
	if c.Entropy {
		d = nonnegative
	}
	if done, err := g.begin(dst, basis.Textf("CRITIC"), d); done || err != nil {
		return err
	}
	lo, hi, err := g.ranges()
	if err != nil {
		return err
	}
	n, k := g.Scores.Dims()
	r, sd := g.pearson(lo, hi)
	switch c.Correlation {
	case Spearman:
		ranks, err := g.midRanks()
		if err != nil {
			return err
		}
		lo, hi, err := ranks.ranges()
		if err != nil {
			return err
		}
		r, _ = ranks.pearson(lo, hi)
	case Kendall:
		if r, err = g.kendall(); err != nil {
			return err
		}
	}
	if c.Entropy {
		means, err := g.means()
		if err != nil {
			return err
		}
		basis.Each(k, n*k, func(j int) { sd[j] = divergence(g.Scores[j], means[j]) })
	}
	for j := range dst {
		var conflict float64
		for l := range k {
			if d := 1 - r[j*k+l]; l != j && d > 1e-14 { // less is rounding
				conflict += d
			}
		}
		if c.Raw && !c.Entropy {
			conflict *= hi[j] - lo[j]
		}
		dst[j] = sd[j] * conflict
	}
	if someWeight(basis.Text{}, dst) != nil {
		return basis.Errorf("%w: the siblings are all perfectly correlated, so that CRITIC finds no conflict between them", basis.ErrDomain)
	}
	return nil
}

// pearson returns the correlations of all pairs of siblings, k x k by rows, and
// the sample standard deviations (n-1) of their min-max scores. The scores lie
// from lo to hi. Sums are taken over the shards of the units, block by block, so
// that memory does not grow with n.
func (g Group) pearson(lo, hi []float64) (r, sd []float64) {
	const block = 256
	n, k := g.Scores.Dims()
	means := make([]float64, k)
	basis.Each(k, n*k, func(j int) {
		var sum float64
		for _, v := range g.Scores[j] {
			sum += (v - lo[j]) / (hi[j] - lo[j])
		}
		means[j] = sum / float64(n)
	})
	sums := make([][]float64, shards)
	basis.EachWith(shards, n*k*k, func() func(int) {
		y := make([]float64, k*block)
		return func(part int) {
			s := make([]float64, k*k)
			sums[part] = s
			for from, end := shard(part, n); from < end; from += block {
				size := min(block, end-from)
				for j := range k {
					width := hi[j] - lo[j]
					for i, v := range g.Scores[j][from : from+size] {
						y[j*block+i] = (v-lo[j])/width - means[j]
					}
				}
				for a := range k {
					for b := a; b < k; b++ {
						s[a*k+b] += floats.Dot(y[a*block:a*block+size], y[b*block:b*block+size])
					}
				}
			}
		}
	})
	r, sd = make([]float64, k*k), make([]float64, k)
	for _, s := range sums {
		floats.Add(r, s)
	}
	for j := range k {
		sd[j] = math.Sqrt(r[j*k+j])
	}
	for a := range k {
		for b := a; b < k; b++ {
			v := min(max(r[a*k+b]/(sd[a]*sd[b]), -1), 1)
			if a == b {
				v = 1
			}
			r[a*k+b], r[b*k+a] = v, v
		}
	}
	floats.Scale(1/math.Sqrt(float64(n-1)), sd)
	return r, sd
}

// midRanks returns the group with each score replaced by its rank among the
// units.
func (g Group) midRanks() (Group, error) {
	n, k := g.Scores.Dims()
	ranks, errs := make(Columns, k), make([]error, k)
	basis.Each(k, n*k, func(j int) { ranks[j], errs[j] = stats.MidRanks(nil, g.Scores[j]) })
	g.Scores = ranks
	return g, basis.JoinErrors(errs...)
}

// kendall returns the rank correlations tau-b of all pairs, k x k by rows.
func (g Group) kendall() ([]float64, error) {
	n, k := g.Scores.Dims()
	r, errs := make([]float64, k*k), make([]error, k)
	basis.Each(k, n*k*k, func(a int) {
		r[a*k+a] = 1
		for b := a + 1; b < k; b++ {
			tau, err := stats.KendallTauB(g.Scores[a], g.Scores[b])
			if err != nil {
				errs[a] = basis.JoinErrors(errs[a], err)
			}
			r[a*k+b], r[b*k+a] = tau, tau
		}
	})
	return r, basis.JoinErrors(errs...)
}
