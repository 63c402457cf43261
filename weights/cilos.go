package weights

import (
	"slices"
	"strings"

	"github.com/countyeval/countyeval/indicators/basis"
)

// CILOS weighs every sibling by how little it loses when another one is at its
// best, criterion impact loss:
//
//	a_ij = score on j of the unit that is best on i
//	p_ij = (a_jj - a_ij) / a_jj           relative loss of j when i is best
//	F    = P - diag(column sums of P)
//	F w  = 0
//
// A sibling that loses a lot when others are at their best gets a small weight,
// and one that is best nearly where all are best a large one, which counters
// [Entropy]; the two together are [IDOCRIW]. F is the matrix of flows of a Markov
// chain, and w its stationary distribution; it is computed without subtractions
// (Grassmann, Taksar, Heyman), so that no weight is negative or inexact.
//
// If several units share the best score of i, a_ij is their mean, which the
// authors leave open; with FirstBest it is the first one's, as other programs
// have it, and then the order of the units matters.
//
// The scores must be positive: losses are shares of the best score, so that zero
// must mean nothing. Costs of the literature are turned round by 1/x. Multiplying
// a column by a positive number changes nothing; adding to it does.
//
// A sibling that loses nothing when others are best takes everything. Where
// several such siblings (or sets of siblings) keep to themselves, as when one
// unit is best in everything, the weights are not determined: an error that wraps
// [basis.ErrDomain] and names them. Also errors: scores that are not positive, fewer
// than two units ([basis.ErrDomain]), siblings whose scores are all equal
// ([basis.ErrConstant], all are named).
//
// Sources: B. G. Mirkin (1974), The problem of group choice (the idea); E. K.
// Zavadskas, V. Podvezko (2016), Integrated Determination of Objective Criteria
// Weights in MCDM, International Journal of Information Technology and Decision
// Making 15(2), 267-283; W. K. Grassmann, M. I. Taksar, D. P. Heyman (1985),
// Regenerative analysis and steady state distributions for Markov chains,
// Operations Research 33, 1107-1116.
type CILOS struct {
	FirstBest bool `json:"first_best,omitzero"` // of several best units the first counts, not their mean
}

var _ Scheme = CILOS{}

// Weigh writes the weights, which sum to 1 up to rounding.
func (c CILOS) Weigh(dst []float64, g Group) error {
	if done, err := g.begin(dst, basis.Textf("CILOS"), positive); done || err != nil {
		return err
	}
	_, hi, err := g.ranges()
	if err != nil {
		return err
	}
	flow := c.flow(g, hi)
	classes := closed(flow)
	if len(classes) > 1 {
		var sets []string
		for _, class := range classes {
			var codes []string
			for _, j := range class {
				codes = append(codes, g.Codes[j])
			}
			sets = append(sets, strings.Join(codes, " "))
		}
		return basis.Errorf("%w: CILOS weights are not determined, because each of these loses nothing when the others are at their best: %s",
			basis.ErrDomain, strings.Join(sets, "; "))
	}
	clear(dst)
	class := classes[0]
	for i, w := range stationary(flow, class) {
		dst[class[i]] = w
	}
	return nil
}

// flow returns the matrix whose row j, column i is the relative loss of j when i
// is best, hi the best scores.
func (c CILOS) flow(g Group, hi []float64) [][]float64 {
	n, k := g.Scores.Dims()
	flow := make([][]float64, k)
	for j := range flow {
		flow[j] = make([]float64, k)
	}
	basis.Each(k, n*k, func(i int) {
		at, best := make([]float64, k), 0
		for u, v := range g.Scores[i] {
			if v != hi[i] || c.FirstBest && best > 0 {
				continue
			}
			best++
			for j := range k {
				at[j] += (hi[j] - g.Scores[j][u]) / hi[j]
			}
		}
		for j := range k {
			if j != i {
				flow[j][i] = at[j] / float64(best)
			}
		}
	})
	return flow
}

// closed returns the sets of states that a chain with these flows, row to column,
// does not leave, each in ascending order. There is at least one.
func closed(flow [][]float64) (classes [][]int) {
	k := len(flow)
	reach := make([][]bool, k)
	for j := range reach {
		reach[j] = make([]bool, k)
		for i, f := range flow[j] {
			reach[j][i] = f > 0 || i == j
		}
	}
	for via := range k {
		for from := range k {
			for to := range k {
				reach[from][to] = reach[from][to] || reach[from][via] && reach[via][to]
			}
		}
	}
	for j := range k {
		var class []int
		first := true
		for i := range k {
			if !reach[j][i] {
				continue
			}
			if !reach[i][j] {
				class = nil // it can be left
				break
			}
			class = append(class, i)
			first = first && i >= j
		}
		if class != nil && first {
			classes = append(classes, class)
		}
	}
	return classes
}

// stationary returns the stationary distribution of the chain on a closed class.
func stationary(flow [][]float64, class []int) []float64 {
	m := len(class)
	r := make([][]float64, m)
	for a, j := range class {
		r[a] = make([]float64, m)
		for b, i := range class {
			r[a][b] = flow[j][i]
		}
	}
	for s := m - 1; s > 0; s-- {
		var out float64
		for _, f := range r[s][:s] {
			out += f
		}
		for a := range s {
			r[a][s] /= out
			for b := range s {
				r[a][b] += r[a][s] * r[s][b]
			}
		}
	}
	w := make([]float64, m)
	w[0] = 1
	sum := 1.0
	for s := 1; s < m; s++ {
		for a := range s {
			w[s] += w[a] * r[a][s]
		}
		sum += w[s]
	}
	for s := range w {
		w[s] /= sum
	}
	return w
}

// IDOCRIW weighs every sibling by dispersion and by impact loss together,
// integrated determination of objective criteria weights:
//
//	w_j = entropy_j cilos_j / sum_l entropy_l cilos_l
//
// the product of the weights of [Entropy] and [CILOS], whose conditions and
// errors it has.
//
// Scores are more-is-better, so that both parts see costs turned round. The authors take
// the entropy of the costs themselves, and turn them, by 1/x, for CILOS alone: with Costs,
// which names the siblings whose scores are such reciprocals (on any scale), the entropy is
// that of 1/score, and the weights are theirs. A code that is no indicator of the
// framework is refused by an evaluation.
//
// Source: E. K. Zavadskas, V. Podvezko (2016), Integrated Determination of
// Objective Criteria Weights in MCDM, International Journal of Information
// Technology and Decision Making 15(2), 267-283.
type IDOCRIW struct {
	FirstBest bool     `json:"first_best,omitzero"`         // as in CILOS
	Costs     []string `json:"costs,omitzero" names:"node"` // siblings that are reciprocals of costs, whose own entropy counts
}

var _ Scheme = IDOCRIW{}

// Weigh writes the product of the two weights of each sibling.
func (i IDOCRIW) Weigh(dst []float64, g Group) error {
	loss := make([]float64, len(dst))
	if err := scaled(loss, CILOS{FirstBest: i.FirstBest}, g); err != nil {
		return err
	}
	if len(dst) > 1 { // CILOS has found all scores positive
		g.Scores = g.Scores.turned(g.Codes, i.Costs)
	}
	if err := scaled(dst, Entropy{}, g); err != nil {
		return err
	}
	for j := range dst {
		dst[j] *= loss[j]
	}
	return nil
}

// turned returns the columns with those of some codes turned round by 1/x.
func (c Columns) turned(codes, costs []string) Columns {
	out := slices.Clone(c)
	for j, x := range out {
		if !slices.Contains(costs, codes[j]) {
			continue
		}
		out[j] = make([]float64, len(x))
		for i, v := range x {
			out[j][i] = 1 / v
		}
	}
	return out
}
