package proof

import (
	"math"
	"slices"

	"github.com/countyeval/countyeval/evaluation/robustness"
	"github.com/countyeval/countyeval/weights"
)

// Witness is weights that can be shown: put into the model as its Weigh, they give the
// unit this rank.
type Witness struct {
	Rank   int                           `json:"rank"`
	Shares map[string]map[string]float64 `json:"shares"` // importance of each node by class ("" if classes are not weighed alone) and code
}

// Scheme is the witness as a scheme for [evaluation.Model].
func (w Witness) Scheme() weights.Scheme {
	if by, ok := w.Shares[""]; ok && len(w.Shares) == 1 {
		return weights.Fixed(by)
	}
	of := weights.PerClass{By: map[string]weights.Scheme{}}
	for class, by := range w.Shares {
		of.By[class] = weights.Fixed(by)
	}
	return of
}

// seeker searches weights of a set, for one goroutine.
type seeker struct {
	*bounds
	e      *ground
	worker *robustness.Worker
	s      *scratch
	by     [][]float64 // importances by class and node
	base   [][]float64
	ranks  []int
	scores []float64
	weight []float64 // by row: how much its score counts in what is maximized
	pull   []float64 // by node: of one class, what is maximized
}

func newSeeker(e *ground, b *bounds) *seeker {
	s := &seeker{bounds: b, e: e, worker: e.trial.Worker(), s: b.scratch(), ranks: make([]int, len(e.Units)), weight: make([]float64, len(e.Units)), pull: make([]float64, len(b.Codes))}
	for c := range b.Classes {
		by := make([]float64, len(b.Codes))
		for _, at := range b.Order {
			for k, child := range b.kids[c][at] {
				by[child] = b.shares[c][at][k]
			}
		}
		s.base = append(s.base, by)
		s.by = append(s.by, slices.Clone(by))
	}
	return s
}

// try ranks under the importances at hand. It fails where the model does: where an
// [aggregate.Present] finds too few children.
func (s *seeker) try() bool {
	for c := range s.Classes {
		if s.worker.SetClassWeights(s.Classes[c], s.by[c]) != nil {
			return false // cannot be: the evaluator has the same classes
		}
	}
	if s.worker.Score() != nil {
		return false
	}
	s.worker.Rank(s.ranks)
	return true
}

// found is a rank and the importances that give it, by class and node.
type found struct {
	rank int
	by   [][]float64
}

// found keeps the importances at hand.
func (s *seeker) found(rank int) found {
	out := found{rank: rank}
	for _, by := range s.by {
		out.by = append(out.by, slices.Clone(by))
	}
	return out
}

// witness writes importances under their codes.
func (g *ground) witness(f found) Witness {
	out := Witness{Rank: f.rank, Shares: map[string]map[string]float64{}}
	for c, class := range g.Classes {
		by := map[string]float64{}
		for _, at := range g.Order {
			for _, child := range g.Children[at] {
				by[g.Codes[child]] = f.by[c][child]
			}
		}
		out.Shares[class] = by
	}
	return out
}

// aim sets the importances to those of the set that make sum_row weight * score
// largest, which is one fractional-linear program a node.
func (s *seeker) aim() {
	for c := range s.Classes {
		clear(s.pull)
		moved := false
		for _, row := range s.Rows[c] {
			w := s.weight[row]
			if w == 0 {
				continue
			}
			moved = true
			for _, at := range s.Leaves {
				if x := s.x[row][at]; !math.IsNaN(x) {
					s.pull[at] += w * x
				}
			}
		}
		copy(s.by[c], s.base[c])
		if !moved {
			continue
		}
		copy(s.s.v, s.pull)
		s.s.imp = s.by[c]
		for _, at := range s.Order {
			s.s.v[at] = s.mean(s.s, c, at)
		}
	}
}

// seek searches the best rank of a unit (sign 1) or its worst (-1) from its rank now:
// it aims at its score against the mean of its rivals, then against those alone that
// have not been passed. It stops at a rank that is proved to be the limit.
func (s *seeker) seek(row, now, limit int, rivals []int, sign float64) found {
	for c := range s.by {
		copy(s.by[c], s.base[c])
	}
	best := s.found(now)
	for range 8 {
		if best.rank == limit || len(rivals) == 0 {
			break
		}
		clear(s.weight)
		s.weight[row] = sign
		for _, rival := range rivals {
			s.weight[rival] -= sign / float64(len(rivals))
		}
		s.aim()
		if !s.try() {
			break
		}
		if got := s.ranks[row]; sign*float64(best.rank-got) > 0 {
			best = s.found(got)
		}
		left := rivals[:0:0]
		for _, rival := range rivals {
			if sign*float64(s.ranks[rival]-s.ranks[row]) <= 0 {
				left = append(left, rival)
			}
		}
		if len(left) == len(rivals) {
			break
		}
		rivals = left
	}
	return best
}
