package incentive

import (
	"cmp"
	"math/big"
	"slices"
	"strconv"

	"github.com/countyeval/countyeval/evaluation"
	"github.com/countyeval/countyeval/evaluation/incentive/fill"
	"github.com/countyeval/countyeval/indicators/basis"
)

// WhatIf asks what a county's award would be with another score, all other scores
// as they are. Every answer is an allocation by the exact engine.
type WhatIf struct {
	Plan    Plan
	Ranking evaluation.Ranking
	// Grading says how grades follow from ranks. Without grades, every county
	// keeps the one it has.
	Grading evaluation.Grading
}

// Ranked is the ranking if the unit, found by code or name, had that published
// score: ranks and, by Grading, grades are taken anew. A county that comes level
// with others shares their rank; where the ranking breaks ties by further keys or
// by listing, it stands behind them. A unit that is not there or not ranked is an
// error that wraps [ErrUnit], a score with more digits than are published one that
// wraps [ErrUnpublished].
func (q WhatIf) Ranked(unit string, score float64) (evaluation.Ranking, error) {
	at, err := q.find(unit)
	if err != nil {
		return evaluation.Ranking{}, err
	}
	if err := checkRanking(q.Ranking); err != nil {
		return evaluation.Ranking{}, err
	}
	return q.ranked(at, score)
}

// find is the position of a ranked unit in the ranking.
func (q WhatIf) find(unit string) (int, error) {
	p, ok := q.Ranking.Find(unit)
	if !ok {
		return 0, basis.Errorf("%w: %s", ErrUnit, unit)
	}
	if p.Rank == 0 {
		return 0, basis.Errorf("%w: %s is not ranked", ErrUnit, unit)
	}
	return slices.IndexFunc(q.Ranking.Places, func(o evaluation.Place) bool { return o.Unit.Code == p.Unit.Code }), nil
}

// ranked is Ranked for a ranking that was checked.
func (q WhatIf) ranked(at int, score float64) (evaluation.Ranking, error) {
	digits, _, err := q.Ranking.Ties.Digits()
	if err != nil {
		return evaluation.Ranking{}, err
	}
	if _, err := fill.Decimal(score); err != nil {
		return evaluation.Ranking{}, basis.Errorf("score: %w", err)
	}
	if decimals(score) > digits {
		return evaluation.Ranking{}, basis.Errorf("%w: score %s has more than %d decimals", ErrUnpublished, plain(score), digits)
	}
	r := q.Ranking
	r.Warnings = nil
	moved := r.Places[at].Unit.Code
	var in, out []evaluation.Place
	for _, p := range r.Places {
		if p.Rank > 0 {
			in = append(in, p)
		} else {
			out = append(out, p)
		}
	}
	slices.SortStableFunc(in, func(a, b evaluation.Place) int { return cmp.Compare(a.Rank, b.Rank) })
	was := -1
	for i, p := range in {
		if p.Unit.Code == moved {
			was = i
		}
	}
	if in[was].Score != score {
		p := in[was]
		p.Score, p.Rank = score, 0 // of no group yet
		in = slices.Delete(in, was, was+1)
		to := len(in)
		for i, o := range in {
			if o.Score < score {
				to = i
				break
			}
		}
		in = slices.Insert(in, to, p)
	}
	rerank(in, r.Ties, moved)
	r.Places = slices.Concat(in, out)
	if len(q.Grading.Grades) > 0 {
		return q.Grading.Grade(r)
	}
	return r, nil
}

// rerank numbers places that stand in order. Places that shared a rank share one;
// the moved one shares that of places with its score, unless the order among
// those is settled otherwise.
func rerank(in []evaluation.Place, ties evaluation.Ties, moved string) {
	together := func(a, b evaluation.Place) bool {
		if a.Score != b.Score || ties.Rule == evaluation.Ordinal {
			return false
		}
		if a.Unit.Code == moved || b.Unit.Code == moved {
			return len(ties.Break) == 0 || a.Rank == b.Rank
		}
		return a.Rank == b.Rank
	}
	ranks := make([]int, len(in))
	for i := range in {
		switch {
		case i == 0:
			ranks[i] = 1
		case together(in[i-1], in[i]):
			ranks[i] = ranks[i-1]
		case ties.Rule == evaluation.Dense:
			ranks[i] = ranks[i-1] + 1
		default:
			ranks[i] = i + 1
		}
	}
	for i := range in {
		in[i].Rank = ranks[i]
		in[i].Tied = i > 0 && ranks[i-1] == ranks[i] || i+1 < len(in) && ranks[i+1] == ranks[i]
	}
}

// Allocate divides the pool as if the unit had that published score. The errors
// are those of Ranked and of [Plan.Allocate].
func (q WhatIf) Allocate(unit string, score float64) (*Allocation, error) {
	r, err := q.Ranked(unit, score)
	if err != nil {
		return nil, err
	}
	return q.Plan.Allocate(r)
}

// award is the award of the unit at that place with that score.
func (q WhatIf) award(at int, score float64) (Award, error) {
	r, err := q.ranked(at, score)
	if err != nil {
		return Award{}, err
	}
	a, err := q.Plan.Allocate(r)
	if err != nil {
		return Award{}, err
	}
	w, _ := a.Find(q.Ranking.Places[at].Unit.Code)
	return w, nil
}

// A Target is the least score that brings a wanted award.
type Target struct {
	Score float64 // published digits
	Award Award   // with it
	Below Amount  // with one published step less; 0 if Score is the least that was tried
	Reach bool    // false: not even the highest score brings it, and the others are those of the highest
}

// Least finds the least published score from low to high that brings the unit an
// award of at least want, all other scores as they are: the answer to an appeal.
// It bisects over the published scores with the exact engine:
//
//	award(Score) >= want > award(Score - step)
//
// Where an award can fall as the own score rises (pools for each grade do that),
// this is such a score, but there may be lower ones. Limits that are not whole
// steps are brought inside; low above high is an error that wraps [basis.ErrNumber].
func (q WhatIf) Least(unit string, want Amount, low, high float64) (Target, error) {
	at, err := q.find(unit)
	if err != nil {
		return Target{}, err
	}
	if err := checkRanking(q.Ranking); err != nil {
		return Target{}, err
	}
	digits, _, err := q.Ranking.Ties.Digits()
	if err != nil {
		return Target{}, err
	}
	lo, err := steps(low, digits, true)
	if err != nil {
		return Target{}, err
	}
	hi, err := steps(high, digits, false)
	if err != nil {
		return Target{}, err
	}
	if lo > hi {
		return Target{}, basis.Errorf("%w: no published score from %s to %s", basis.ErrNumber, plain(low), plain(high))
	}
	award := func(k int64) (Award, error) { return q.award(at, ofSteps(k, digits)) }
	best, err := award(hi)
	if err != nil {
		return Target{}, err
	}
	if best.Amount < want {
		return Target{Score: ofSteps(hi, digits), Award: best}, nil
	}
	first, err := award(lo)
	if err != nil {
		return Target{}, err
	}
	if first.Amount >= want {
		return Target{Score: ofSteps(lo, digits), Award: first, Reach: true}, nil
	}
	for below := first; ; {
		if hi-lo == 1 {
			return Target{Score: ofSteps(hi, digits), Award: best, Below: below.Amount, Reach: true}, nil
		}
		mid := lo + (hi-lo)/2
		w, err := award(mid)
		if err != nil {
			return Target{}, err
		}
		if w.Amount >= want {
			hi, best = mid, w
		} else {
			lo, below = mid, w
		}
	}
}

// steps is a score in published steps, rounded up or down to whole ones.
func steps(x float64, digits int, up bool) (int64, error) {
	r, err := fill.Decimal(x)
	if err != nil {
		return 0, err
	}
	r.Mul(r, new(big.Rat).SetInt(new(big.Int).Exp(big.NewInt(10), big.NewInt(int64(digits)), nil)))
	k := new(big.Int)
	if up {
		k.Neg(k.Div(k.Neg(r.Num()), r.Denom()))
	} else {
		k.Div(r.Num(), r.Denom())
	}
	const most = int64(1) << 53
	if !k.IsInt64() || k.Int64() > most || k.Int64() < -most {
		return 0, basis.Errorf("%w: score %s", fill.ErrOverflow, plain(x))
	}
	return k.Int64(), nil
}

// ofSteps is the float64 nearest to k steps, the one that reads as the decimal.
func ofSteps(k int64, digits int) float64 {
	s := Measure{Digits: digits}.Format(Amount(k))
	x, err := strconv.ParseFloat(s, 64)
	if err != nil { // cannot be: s is a plain decimal
		return 0
	}
	return x
}
