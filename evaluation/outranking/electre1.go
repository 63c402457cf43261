package outranking

import (
	"github.com/countyeval/countyeval/evaluation/aggregate"
	"github.com/countyeval/countyeval/indicators/basis"
	"github.com/countyeval/countyeval/weights"
)

// ELECTREI (elimination and choice that express reality, I) chooses: it splits the units
// into a kernel and the rest. Unit a outranks b if enough weight is for it and no child
// strongly against it:
//
//	c(a,b) = sum of w_j over the children with s_aj >= s_bj
//	d(a,b) = max_j (s_bj - s_aj) / delta, at least 0
//	delta  = the largest difference of two units on any child
//	a S b  if c(a,b) >= Concordance and d(a,b) <= Discordance
//
// The kernel is such that no unit of it outranks another one of it, and each other unit is
// outranked by one of it. Units that outrank each other in a circle are first taken for
// one, all in or all out, which makes the kernel unique. The score is 1 in the kernel and
// 0 outside: a choice and no ranking, all of the kernel are tied, and a unit that nobody
// outranks may be in it because it is incomparable to all, not because it is good.
//
// Concordance 0 stands for 0.65 and Discordance 0 for 0.35, as scikit-criteria has them;
// it also calls kernel what nobody outranks at all ([ELECTREISolution.Unbeaten]), which
// leaves out those that only units outside the kernel outrank. Differences of two children
// are compared in d, so that scores must be in one unit; scores within 1e-12 of the
// largest of a child are equal.
//
// A group of one unit, or one on which no child tells two units apart, is an error that
// wraps [basis.ErrConstant]; missing scores are refused, and a Concordance or Discordance
// that is not from 0 to 1 wraps [basis.ErrValue].
//
// A higher score on a child can push the unit out of the kernel: it may come to outrank a
// unit that outranks it, and be taken for one with it, which another of the kernel outranks.
//
// Source: B. Roy (1968), on the method ELECTRE, La Revue d'Informatique et de Recherche
// Opérationelle (RIRO) 8, 57-75, in the terms of scikit-criteria.
type ELECTREI struct {
	Concordance float64 `json:"concordance,omitzero"`
	Discordance float64 `json:"discordance,omitzero"`
}

var _ aggregate.Relative = ELECTREI{}

// RelativeToGroup implements [aggregate.Relative]: always.
func (ELECTREI) RelativeToGroup() bool { return true }

// ELECTREISolution is the relation that [ELECTREI] finds, units by row of the group.
type ELECTREISolution struct {
	Concordance [][]float64 `json:"concordance,omitzero"` // c(a,b), 1 on the diagonal
	Discordance [][]float64 `json:"discordance,omitzero"` // d(a,b), 0 on the diagonal
	Outranks    [][]int     `json:"outranks,omitzero"`    // the units that each outranks, ascending
	Circles     [][]int     `json:"circles,omitzero"`     // units that outrank each other, directly or through others
	Kernel      []int       `json:"kernel,omitzero"`      // ascending
}

// Unbeaten are the units that no other outranks, ascending.
func (s ELECTREISolution) Unbeaten() []int {
	beaten := make([]bool, len(s.Outranks))
	for _, over := range s.Outranks {
		for _, k := range over {
			beaten[k] = true
		}
	}
	var out []int
	for i, b := range beaten {
		if !b {
			out = append(out, i)
		}
	}
	return out
}

// Aggregate implements [aggregate.Aggregator].
func (e ELECTREI) Aggregate(dst []float64, g weights.Group, w []float64) error {
	s, err := e.Solve(g, w)
	if err != nil {
		return err
	}
	if err := room(dst, len(s.Outranks)); err != nil {
		return err
	}
	clear(dst)
	for _, i := range s.Kernel {
		dst[i] = 1
	}
	return nil
}

// Solve gives the relation and its kernel.
func (e ELECTREI) Solve(g weights.Group, w []float64) (ELECTREISolution, error) {
	least, most := e.Concordance, e.Discordance
	if least == 0 {
		least = 0.65
	}
	if most == 0 {
		most = 0.35
	}
	if !(least > 0 && least <= 1) || !(most > 0 && most <= 1) {
		return ELECTREISolution{}, basis.Errorf("%w: concordance %v and discordance %v are not both from 0 to 1", basis.ErrValue, e.Concordance, e.Discordance)
	}
	g, w, err := aggregate.Compared(g, w)
	if err != nil {
		return ELECTREISolution{}, err
	}
	n, _ := g.Scores.Dims()
	var delta float64
	for _, col := range g.Scores {
		lo, hi := col[0], col[0]
		for _, x := range col {
			lo, hi = min(lo, x), max(hi, x)
		}
		delta = max(delta, hi-lo)
	}
	if delta == 0 {
		return ELECTREISolution{}, basis.Errorf("%w: the %d units of %v have equal scores on every child, and the method compares units", basis.ErrConstant, n, g.Parent)
	}
	s := ELECTREISolution{Concordance: square(n), Discordance: square(n), Outranks: make([][]int, n)}
	basis.Each(n, n*n*len(w), func(a int) {
		for b := range n {
			var c, d float64
			for j, col := range g.Scores {
				if col[a] >= col[b] {
					c += w[j]
				} else {
					d = max(d, col[b]-col[a])
				}
			}
			s.Concordance[a][b], s.Discordance[a][b] = round(c), round(d/delta)
			if a != b && s.Concordance[a][b] >= least && s.Discordance[a][b] <= most {
				s.Outranks[a] = append(s.Outranks[a], b)
			}
		}
	})
	s.Kernel, s.Circles = kernel(s.Outranks)
	return s, nil
}
