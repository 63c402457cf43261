package scrutiny

import (
	"math/big"
	"slices"

	"github.com/countyeval/countyeval/evaluation"
	"github.com/countyeval/countyeval/evaluation/incentive"
	"github.com/countyeval/countyeval/evaluation/incentive/fill"
	"github.com/countyeval/countyeval/indicators"
	"github.com/countyeval/countyeval/indicators/basis"
)

// A CliffKind says what stands at the top of a cliff.
type CliffKind int

// The kinds of cliff.
const (
	NextPlace CliffKind = iota // a better rank
	NextGrade                  // a better grade
)

var cliffKinds = basis.Words{"place", "grade"}

// String gives "place" or "grade".
func (k CliffKind) String() string { return basis.Name(cliffKinds, "CliffKind", k) }

// MarshalText gives the word.
func (k CliffKind) MarshalText() ([]byte, error) {
	return basis.MarshalWord(cliffKinds, "kind of cliff", k)
}

// UnmarshalText accepts exactly the words of String.
func (k *CliffKind) UnmarshalText(text []byte) error {
	return basis.UnmarshalWord(cliffKinds, "kind of cliff", k, text)
}

// A Cliff is what the next place, or the next grade, is worth to a county, and
// how near it is.
type Cliff struct {
	Measure     incentive.Measure `json:"measure" unit:"of"` // of the amounts
	Kind        CliffKind         `json:"kind"`
	Unit        indicators.Unit   `json:"unit"`
	Score       float64           `json:"score"` // now, and the least published score that brings it
	Target      float64           `json:"target"`
	Rank        int               `json:"rank"`
	TargetRank  int               `json:"target_rank"`
	Grade       string            `json:"grade,omitzero"`
	TargetGrade string            `json:"target_grade,omitzero"`
	Before      incentive.Amount  `json:"before"` // the award with either
	After       incentive.Amount  `json:"after"`
	Gap         *big.Rat          `json:"gap"`            // Target - Score, exact
	Rate        *big.Rat          `json:"rate" unit:"in"` // (After - Before) / Gap, in smallest units a point
}

// Worth is After less Before.
func (c Cliff) Worth() incentive.Amount { return c.After - c.Before }

// Cliffs lists for every ranked county what it would take and bring to stand before the
// county that now stands before it and, if the Decision grades, to get a better grade.
//
// The least score for the next place is that of the county before, if a key or the order
// of the table then puts the other first, and otherwise one published step above it. The
// least score for a better grade is found by bisection over the published scores, up to
// Highest or a step above the best county, whichever is more: with it the grade is
// better, and with one step less it is not. Under a grader of one's own by which a grade
// can fall as the score rises there may be lower ones. All other scores stay. Who
// stands first has no next place, and who has the best grade no better one. Rate is
// Worth for each point of Gap: compare it with the smooth price ([PricesOf]) to see how
// much of it is the edge.
//
// They come in the order of the ranking, the place before the grade. The errors
// are those of [WhatIf.Allocate].
func (q WhatIf) Cliffs() ([]Cliff, error) {
	in, err := q.open()
	if err != nil {
		return nil, err
	}
	highest, err := in.highest()
	if err != nil {
		return nil, err
	}
	now, err := q.Plan.Allocate(in.now, q.Figures)
	if err != nil {
		return nil, err
	}
	var out []Cliff
	for _, w := range now.Awards {
		if w.Place.Rank == 0 {
			continue
		}
		place, grade, err := in.edges(w.Place, highest)
		if err != nil {
			return nil, err
		}
		for _, e := range []struct {
			kind CliffKind
			edge
		}{{NextPlace, place}, {NextGrade, grade}} {
			if !e.there {
				continue
			}
			c, err := in.cliff(e.kind, w, e.edge)
			if err != nil {
				return nil, err
			}
			out = append(out, c)
		}
	}
	return out, nil
}

// edge is the ranking with the least score for something better.
type edge struct {
	there   bool
	steps   int64 // the score in published steps
	ranking evaluation.Ranking
}

// highest is the score in steps up to which grades are looked for.
func (in inquiry) highest() (int64, error) {
	most := in.Highest
	if most == 0 {
		most = 100
	}
	k, err := steps(most, in.digits, false)
	if err != nil {
		return 0, basis.Errorf("highest score: %w", err)
	}
	for _, p := range in.now.Places {
		if p.Rank == 0 {
			continue
		}
		s, err := steps(p.Score, in.digits, true)
		if err != nil {
			return 0, err
		}
		k = max(k, s+1)
	}
	return k, nil
}

// edges are those of a ranked place.
func (in inquiry) edges(p evaluation.Place, highest int64) (place, grade edge, err error) {
	if before, ok := in.before(p); ok {
		if place, err = in.pass(p, before); err != nil {
			return place, grade, err
		}
	}
	if at := slices.Index(in.now.Grades, p.Grade); at > 0 {
		grade, err = in.nextGrade(p, at, highest)
	}
	return place, grade, err
}

// before is the place with the next better rank; of those that share it, the first.
func (in inquiry) before(p evaluation.Place) (before evaluation.Place, ok bool) {
	for _, o := range in.now.Places {
		if in.now.Own && o.Unit.Class != p.Unit.Class {
			continue
		}
		if o.Rank > 0 && o.Rank < p.Rank && o.Rank > before.Rank {
			before, ok = o, true
		}
	}
	return before, ok
}

// pass is the least score that brings a better rank than the place before then has.
func (in inquiry) pass(p, before evaluation.Place) (edge, error) {
	k, err := steps(before.Score, in.digits, true)
	if err != nil {
		return edge{}, err
	}
	if before.Score > p.Score {
		r, err := in.ranked(p.Unit.Code, before.Score)
		if err != nil {
			return edge{}, err
		}
		a, _ := r.Find(p.Unit.Code)
		b, _ := r.Find(before.Unit.Code)
		if a.Rank < b.Rank {
			return edge{true, k, r}, nil
		}
	}
	r, err := in.ranked(p.Unit.Code, ofSteps(k+1, in.digits))
	return edge{true, k + 1, r}, err
}

// nextGrade is the least score with a grade before number at.
func (in inquiry) nextGrade(p evaluation.Place, at int, highest int64) (edge, error) {
	try := func(k int64) (edge, error) {
		r, err := in.ranked(p.Unit.Code, ofSteps(k, in.digits))
		if err != nil {
			return edge{}, err
		}
		moved, _ := r.Find(p.Unit.Code)
		grade := slices.Index(r.Grades, moved.Grade)
		return edge{grade >= 0 && grade < at, k, r}, nil
	}
	low, err := steps(p.Score, in.digits, false)
	if err != nil || low >= highest {
		return edge{}, err
	}
	best, err := try(highest)
	if err != nil || !best.there {
		return edge{}, err
	}
	for best.steps-low > 1 {
		e, err := try(low + (best.steps-low)/2)
		switch {
		case err != nil:
			return edge{}, err
		case e.there:
			best = e
		default:
			low = e.steps
		}
	}
	return best, nil
}

// cliff allocates at an edge.
func (in inquiry) cliff(kind CliffKind, now incentive.Award, at edge) (Cliff, error) {
	w, err := in.award(now.Place.Unit.Code, at.ranking)
	if err != nil {
		return Cliff{}, err
	}
	target := ofSteps(at.steps, in.digits)
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
		Measure: in.Plan.Pool.Measure, Kind: kind, Unit: now.Place.Unit, Score: now.Place.Score, Target: target,
		Rank: now.Place.Rank, TargetRank: w.Place.Rank, Grade: now.Place.Grade, TargetGrade: w.Place.Grade,
		Before: now.Amount, After: w.Amount, Gap: gap,
	}
	c.Rate = new(big.Rat).Quo(c.Worth().Rat(), gap)
	return c, nil
}
