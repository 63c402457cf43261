package proof

import (
	"github.com/countyeval/countyeval/evaluation"
	"github.com/countyeval/countyeval/indicators"
)

// Reach is the best rank, or the worst, that a unit can reach over a set of weights:
// Bound is proved, no weights of the set go beyond it; Rank is reached by the Witness.
// They are equal where the search has closed the gap.
type Reach struct {
	Unit    indicators.Unit `json:"unit"`
	Now     int             `json:"now"` // its rank under the weights of the result
	Bound   int             `json:"bound"`
	Rank    int             `json:"rank"`
	Witness Witness         `json:"witness"`
}

// Closed reports whether the rank is proved to be the limit.
func (r Reach) Closed() bool { return r.Bound == r.Rank }

// Best returns the best rank that a unit, by code, can reach over the set that the
// proof was made for ([Simplex]: whatever the weights), by proof and by search. The
// search aims at its score against the mean of those not yet passed, and then moves one
// importance after the other to its other end as long as it gains by it.
func (p *Proof) Best(unit string) (Reach, error) { return p.reach(unit, 1) }

// Worst is [Proof.Best] for the worst rank.
func (p *Proof) Worst(unit string) (Reach, error) { return p.reach(unit, -1) }

func (p *Proof) reach(unit string, sign int) (Reach, error) {
	row, err := p.row(unit)
	if err != nil {
		return Reach{}, err
	}
	now := p.e.judge.Rank[row]
	out := Reach{Unit: p.e.result.Prepared.Unit(row), Now: now, Bound: now, Rank: now}
	s := newSeeker(p.e, p.bounds.copyFor(p.set))
	if p.set.still(p.e.Layout) {
		out.Witness = p.e.witness(s.found(now))
		return out, nil
	}
	surely, perhaps, rivals := p.against(row)
	if out.Bound = 1 + surely; sign < 0 {
		out.Bound = 1 + surely + perhaps
	} else if p.e.judge.Ties.Rule == evaluation.Dense { // equal ones above count once
		out.Bound = 1 + min(surely, 1)
	}
	start := s.seek(row, now, out.Bound, rivals, float64(sign))
	if start.rank != out.Bound && !p.set.FixedSum {
		start = s.climb(row, start, out.Bound, sign)
	}
	out.Rank, out.Witness = start.rank, p.e.witness(start)
	return out, nil
}

// against counts the units that surely and perhaps stand above one, and lists those of
// which more than one thing can be.
func (p *Proof) against(row int) (surely, perhaps int, rivals []int) {
	pr := p.bounds.copyFor(p.set).prover(p.e.judge)
	for _, other := range p.e.judge.Fields[p.e.judge.Field[row]] {
		if other == row {
			continue
		}
		out := pr.relate(other, row)
		if out == ahead {
			surely++
		} else if out&ahead != 0 {
			perhaps++
		}
		if out != ahead && out != level && out != behind {
			rivals = append(rivals, other)
		}
	}
	return surely, perhaps, rivals
}

// climb moves one importance after the other to the lower or the upper end, and keeps
// what gains a rank, or comes nearer to it.
func (s *seeker) climb(row int, from found, limit, sign int) found {
	measure := func(by [][]float64) (rank int, gap float64, ok bool) {
		for c := range by {
			copy(s.by[c], by[c])
		}
		if !s.try() {
			return 0, 0, false
		}
		s.scores = s.worker.Scores(s.scores)
		for _, rival := range s.e.judge.Fields[s.e.judge.Field[row]] {
			if d := float64(sign) * (s.scores[rival] - s.scores[row]); d > 0 {
				gap += d
			}
		}
		return s.ranks[row], gap, true
	}
	best := from
	_, least, ok := measure(best.by)
	for range 3 {
		better := false
		for c := range s.Classes {
			for _, at := range s.Order {
				for k, child := range s.kids[c][at] {
					for _, end := range []float64{1 - s.radii[at], 1 + s.radii[at]} {
						was := best.by[c][child]
						best.by[c][child] = end * s.shares[c][at][k]
						rank, gap, can := measure(best.by)
						if gain := sign * (best.rank - rank); can && ok && (gain > 0 || gain == 0 && gap < least) {
							best.rank, least, better = rank, gap, true
							if best.rank == limit {
								return best
							}
							continue
						}
						best.by[c][child] = was
					}
				}
			}
		}
		if !better {
			break
		}
	}
	return best
}
