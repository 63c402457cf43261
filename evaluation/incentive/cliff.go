package incentive

import (
	"math/big"
	"slices"

	"github.com/countyeval/countyeval/evaluation"
	"github.com/countyeval/countyeval/evaluation/incentive/fill"
	"github.com/countyeval/countyeval/indicators"
)

// A CliffKind says what stands at the top of a cliff.
type CliffKind string

// The kinds of cliff.
const (
	NextPlace CliffKind = "place" // a better rank
	NextGrade CliffKind = "grade" // another grade
)

// A Cliff is what the next place, or the next grade, is worth to a county, and
// how near it is.
type Cliff struct {
	Kind               CliffKind
	Unit               indicators.Unit
	Score, Target      float64 // now, and the least published score that brings it
	Rank, TargetRank   int
	Grade, TargetGrade string
	Before, After      Amount   // the award with either
	Gap                *big.Rat // Target - Score, exact
	Rate               *big.Rat // (After - Before) / Gap, in smallest units a point
}

// Worth is After less Before.
func (c Cliff) Worth() Amount { return c.After - c.Before }

// Cliffs lists for every ranked county what it would take and bring to stand one
// place higher and, with a Grading, to be of the next grade. The least score for
// the next place is one published step above that of the county before; the least
// score for the next grade is found by grading anew at each score at which an
// order changes. All other scores stay. A county that nothing more can be won by
// has no cliff of the kind. Rate sets what is at stake against how near it is:
// compare it with the smooth [Plan.Prices] to see how much of it is the edge.
//
// They come in the order of the ranking, the place before the grade. The errors
// are those of [WhatIf.Allocate].
func (q WhatIf) Cliffs() ([]Cliff, error) {
	now, err := q.Plan.Allocate(q.Ranking)
	if err != nil {
		return nil, err
	}
	digits, _, err := q.Ranking.Ties.Digits()
	if err != nil {
		return nil, err
	}
	var out []Cliff
	for at, w := range now.Awards {
		if w.Place.Rank == 0 {
			continue
		}
		better := q.better(w.Place, digits)
		if len(better) == 0 {
			continue
		}
		// one step above the next better score
		next := better[0]
		if len(better) > 1 && q.holds(next, w.Place) {
			next = better[1]
		}
		c, err := q.cliff(NextPlace, at, w, next)
		if err != nil {
			return nil, err
		}
		out = append(out, c)
		if len(q.Grading.Grades) == 0 {
			continue
		}
		target, ok, err := q.nextGrade(at, better)
		if err != nil {
			return nil, err
		}
		if !ok {
			continue
		}
		if c, err = q.cliff(NextGrade, at, w, target); err != nil {
			return nil, err
		}
		out = append(out, c)
	}
	return out, nil
}

// better lists the scores above that of p at which its place can change, in
// ascending order: each better score, and a step above it.
func (q WhatIf) better(p evaluation.Place, digits int) []float64 {
	var ks []int64
	for _, o := range q.Ranking.Places {
		if o.Rank == 0 || o.Rank >= p.Rank && o.Score <= p.Score {
			continue
		}
		if k, err := steps(o.Score, digits, true); err == nil {
			ks = append(ks, k, k+1)
		}
	}
	slices.Sort(ks)
	ks = slices.Compact(ks)
	out := make([]float64, 0, len(ks))
	for _, k := range ks {
		if s := ofSteps(k, digits); s > p.Score {
			out = append(out, s)
		}
	}
	return out
}

// holds reports whether another ranked county with a better rank has that score.
func (q WhatIf) holds(score float64, p evaluation.Place) bool {
	return slices.ContainsFunc(q.Ranking.Places, func(o evaluation.Place) bool {
		return o.Rank > 0 && o.Rank < p.Rank && o.Score == score
	})
}

// nextGrade is the least score at which the grade is another one, and the county
// does not stand worse.
func (q WhatIf) nextGrade(at int, scores []float64) (float64, bool, error) {
	unit := q.Ranking.Places[at]
	for _, s := range scores {
		r, err := q.ranked(at, s)
		if err != nil {
			return 0, false, err
		}
		if p, ok := r.Find(unit.Unit.Code); ok && p.Grade != unit.Grade {
			return s, true, nil
		}
	}
	return 0, false, nil
}

// cliff allocates at the target.
func (q WhatIf) cliff(kind CliffKind, at int, now Award, target float64) (Cliff, error) {
	w, err := q.award(at, target)
	if err != nil {
		return Cliff{}, err
	}
	from, err := fill.Decimal(now.Place.Score)
	if err != nil {
		return Cliff{}, err
	}
	gap, err := fill.Decimal(target)
	if err != nil {
		return Cliff{}, err
	}
	gap.Sub(gap, from)
	c := Cliff{
		Kind: kind, Unit: now.Place.Unit, Score: now.Place.Score, Target: target,
		Rank: now.Place.Rank, TargetRank: w.Place.Rank, Grade: now.Place.Grade, TargetGrade: w.Place.Grade,
		Before: now.Amount, After: w.Amount, Gap: gap,
	}
	c.Rate = new(big.Rat).Quo(c.Worth().Rat(), gap)
	return c, nil
}
