package scrutiny

import (
	"math/big"
	"strconv"

	"github.com/countyeval/countyeval/evaluation"
	"github.com/countyeval/countyeval/evaluation/incentive"
	"github.com/countyeval/countyeval/evaluation/incentive/fill"
	"github.com/countyeval/countyeval/indicators/basis"
)

// WhatIf asks what a county's award would be with another score, all other scores
// and figures as they are. The ranking with the other score is the Decision's own
// ([evaluation.Decision.RankWith]), so that keys that break ties, classes, every grader
// and the rulings count as in the real one; every answer is an allocation by the exact
// engine.
type WhatIf struct {
	Plan     incentive.Plan      `json:"plan"`
	Figures  incentive.Figures   `json:"figures"`
	Result   *evaluation.Result  `json:"result"`
	Decision evaluation.Decision `json:"decision"` // its Ties must have published digits

	// Highest is the highest score that there is to be had, up to which
	// [WhatIf.Cliffs] looks for a better grade; 0 means 100.
	Highest float64 `json:"highest,omitzero"`
}

// Ranked is the ranking if the unit, found by code or name, had that published
// score. A unit that is not there or not ranked is an error that wraps
// [incentive.ErrUnit], a score with more digits than are published, or scores that are
// not published, one that wraps [incentive.ErrUnpublished], and no result
// [basis.ErrMissing].
func (q WhatIf) Ranked(unit string, score float64) (evaluation.Ranking, error) {
	in, err := q.open()
	if err != nil {
		return evaluation.Ranking{}, err
	}
	code, err := in.find(unit)
	if err != nil {
		return evaluation.Ranking{}, err
	}
	return in.ranked(code, score)
}

// Allocate divides the pool as if the unit had that published score. The errors
// are those of Ranked and of [incentive.Plan.Allocate].
func (q WhatIf) Allocate(unit string, score float64) (*incentive.Allocation, error) {
	r, err := q.Ranked(unit, score)
	if err != nil {
		return nil, err
	}
	return q.Plan.Allocate(r, q.Figures)
}

// inquiry is a question with the ranking as it is.
type inquiry struct {
	WhatIf
	now    evaluation.Ranking
	digits int // that are published
}

// open ranks, and refuses scores that are not published.
func (q WhatIf) open() (inquiry, error) {
	if q.Result == nil {
		return inquiry{}, basis.Errorf("%w: no result to ask about", basis.ErrMissing)
	}
	digits, published, err := q.Decision.Ties.Published()
	switch {
	case err != nil:
		return inquiry{}, basis.Errorf("%w: %w", incentive.ErrUnpublished, err)
	case !published:
		return inquiry{}, basis.Errorf("%w: the decision has no Ties.Digits", incentive.ErrUnpublished)
	}
	now, err := q.Decision.Rank(q.Result)
	return inquiry{WhatIf: q, now: now, digits: digits}, err
}

// find is the code of a ranked unit.
func (in inquiry) find(unit string) (string, error) {
	p, ok := in.now.Find(unit)
	if !ok {
		return "", basis.Errorf("%w: %s", incentive.ErrUnit, unit)
	}
	if p.Rank == 0 {
		return "", basis.Errorf("%w: %s is not ranked", incentive.ErrUnit, unit)
	}
	return p.Unit.Code, nil
}

// ranked is the ranking with a published score.
func (in inquiry) ranked(code string, score float64) (evaluation.Ranking, error) {
	exact, err := fill.Decimal(score)
	if err != nil {
		return evaluation.Ranking{}, basis.Errorf("score: %w", err)
	}
	if !exact.Mul(exact, stepsOfOne(in.digits)).IsInt() {
		return evaluation.Ranking{}, basis.Errorf("%w: score %s has more than %d decimals", incentive.ErrUnpublished, plain(score), in.digits)
	}
	return in.Decision.RankWith(in.Result, code, score)
}

// award is the award of a unit in a ranking.
func (in inquiry) award(code string, r evaluation.Ranking) (incentive.Award, error) {
	a, err := in.Plan.Allocate(r, in.Figures)
	if err != nil {
		return incentive.Award{}, err
	}
	w, _ := a.Find(code)
	return w, nil
}

// awardAt is the award of a unit with a score of k published steps.
func (in inquiry) awardAt(code string, k int64) (incentive.Award, error) {
	r, err := in.ranked(code, ofSteps(k, in.digits))
	if err != nil {
		return incentive.Award{}, err
	}
	return in.award(code, r)
}

// A Target is the least score that brings a wanted award.
type Target struct {
	Measure incentive.Measure `json:"measure" unit:"of"` // of the amounts
	Score   float64           `json:"score"`             // published digits
	Award   incentive.Award   `json:"award"`             // with it
	Below   incentive.Amount  `json:"below"`             // with one published step less; 0 if Score is the least that was tried
	Reach   bool              `json:"reach"`             // false: not even the highest score brings it, and the others are those of the highest
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
func (q WhatIf) Least(unit string, want incentive.Amount, low, high float64) (Target, error) {
	in, err := q.open()
	if err != nil {
		return Target{}, err
	}
	code, err := in.find(unit)
	if err != nil {
		return Target{}, err
	}
	digits := in.digits
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
	award := func(k int64) (incentive.Award, error) { return in.awardAt(code, k) }
	best, err := award(hi)
	if err != nil {
		return Target{}, err
	}
	if best.Amount < want {
		return Target{Measure: q.Plan.Pool.Measure, Score: ofSteps(hi, digits), Award: best}, nil
	}
	first, err := award(lo)
	if err != nil {
		return Target{}, err
	}
	if first.Amount >= want {
		return Target{Measure: q.Plan.Pool.Measure, Score: ofSteps(lo, digits), Award: first, Reach: true}, nil
	}
	for below := first; ; {
		if hi-lo == 1 {
			return Target{Measure: q.Plan.Pool.Measure, Score: ofSteps(hi, digits), Award: best, Below: below.Amount, Reach: true}, nil
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
	r.Mul(r, stepsOfOne(digits))
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
	s := incentive.Measure{Digits: digits}.Format(incentive.Amount(k))
	x, err := strconv.ParseFloat(s, 64)
	if err != nil { // cannot be: s is a plain decimal
		return 0
	}
	return x
}

// stepsOfOne is how many published steps are one point.
func stepsOfOne(digits int) *big.Rat {
	ten := big.NewInt(10)
	return new(big.Rat).SetInt(ten.Exp(ten, big.NewInt(int64(digits)), nil))
}

// plain is the shortest decimal text of x.
func plain(x float64) string { return strconv.FormatFloat(x, 'f', -1, 64) }
