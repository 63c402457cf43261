package evaluation

import (
	"math"
	"slices"

	"github.com/countyeval/countyeval/evaluation/internal/ranks"
	"github.com/countyeval/countyeval/indicators"
	"github.com/countyeval/countyeval/indicators/basis"
)

// Place is one unit's place in a ranking.
type Place struct {
	Rank  int             `json:"rank"` // from 1; 0: scored, not ranked, and Out says why
	Unit  indicators.Unit `json:"unit"`
	Score float64         `json:"score"` // the published score if Ties.Digits is given
	Tied  bool            `json:"tied,omitzero"`
	// TiedFrom is, under Ordinal, the rank at which its group of equals begins; 0 if it is
	// not tied, and under other rules, by which equals share their rank.
	TiedFrom int        `json:"tied_from,omitzero"`
	Grade    string     `json:"grade,omitzero"`
	Cut      string     `json:"cut,omitzero"`     // the grade before a ruling on grades, if there is one
	Outside  bool       `json:"outside,omitzero"` // a ruling puts it outside the quota
	Out      basis.Text `json:"out,omitzero"`     // Rank 0: why it is not ranked; otherwise: why it gets no award
}

// ByQuota is the grade that the place has without a ruling on it.
func (p Place) ByQuota() string {
	if p.Cut != "" {
		return p.Cut
	}
	return p.Grade
}

// Ranking is the order of units by the score of one indicator, best first, as a
// [Decision] made it. Units that are not ranked stand at the end.
//
// If classes have places of their own, the ranking has the classes one after the
// other, each with ranks from 1 and its units without a rank at its end.
type Ranking struct {
	Code   string                 `json:"code"` // of the indicator; the root's for the overall ranking
	Ties   Ties                   `json:"ties"`
	Own    bool                   `json:"own,omitzero"` // each class has places of its own
	Places []Place                `json:"places"`
	Apart  []Place                `json:"apart,omitzero"`  // scored, but standing apart: no rank, no grade, no award
	Left   []indicators.Departure `json:"left,omitzero"`   // who left by a ruling or a step, and why
	Grades []string               `json:"grades,omitzero"` // best first, once graded

	// Idle are names that are right though no unit of the ranking bears them: classes,
	// regions, levels and tags that the decision names, that steps give, or that were
	// those of a unit that left. A plan may name them.
	Idle []basis.Mention `json:"idle,omitzero"`

	// Warnings are what a reader of the ranking should know, such as a score on
	// a border of rounding.
	Warnings []error `json:"warnings,omitzero"`
}

// ErrClass is a class too small for what was asked of it, or one that there is
// not.
const ErrClass = basis.Sentinel("class")

// Published reports whether the scores of the ranking are the published, rounded
// ones, so that ranks, grades and awards come from the digits that people read.
func (r Ranking) Published() bool { return r.Ties.Digits != nil }

// Classes lists the classes of the units in the order of the ranking.
func (r Ranking) Classes() []string {
	var out []string
	for _, p := range r.Places {
		if len(out) == 0 || out[len(out)-1] != p.Unit.Class && !slices.Contains(out, p.Unit.Class) {
			out = append(out, p.Unit.Class)
		}
	}
	return out
}

// spans lists where the parts that are ranked alone begin and end: the whole, or
// each class.
func (r Ranking) spans() [][2]int {
	if !r.Own {
		return [][2]int{{0, len(r.Places)}}
	}
	var out [][2]int
	for i := range r.Places {
		if i == 0 || r.Places[i].Unit.Class != r.Places[i-1].Unit.Class {
			out = append(out, [2]int{i, i})
		}
		out[len(out)-1][1] = i + 1
	}
	return out
}

// together refuses a ranking of your own in which the places of a class do not stand
// together, though classes have places of their own.
func (r Ranking) together() error {
	seen := map[string]bool{}
	for _, s := range r.spans() {
		class := ""
		if r.Own {
			class = r.Places[s[0]].Unit.Class
		}
		if seen[class] {
			return basis.Errorf("%w: the places of %q do not stand together", ErrClass, class)
		}
		seen[class] = true
	}
	return nil
}

// tied reports whether place i is tied with the one before it.
func (r Ranking) tied(i int) bool {
	a, b := r.Places[i-1], r.Places[i]
	return a.Rank > 0 && b.Rank > 0 && r.Ties.equal(a, b) && (!r.Own || a.Unit.Class == b.Unit.Class)
}

// Class returns the ranking of one class. If classes have places of their own it is
// the part of that class, as it stands; otherwise its units are ranked anew
// ([Ranking.Among]). A class with a single ranked unit gives a warning: its rank 1
// of 1 is no distinction.
func (r Ranking) Class(class string) Ranking {
	out := r
	if r.Own {
		out.Places = nil
		for _, p := range r.Places {
			if p.Unit.Class == class {
				out.Places = append(out.Places, p)
			}
		}
		other := func(p Place) bool { return p.Unit.Class != class }
		out.Apart = slices.DeleteFunc(slices.Clone(r.Apart), other)
		retire(&out, slices.DeleteFunc(slices.Concat(r.Places, r.Apart), func(p Place) bool { return !other(p) }))
	} else {
		out = r.Among(func(u indicators.Unit) bool { return u.Class == class })
	}
	if out.Ranked() == 1 {
		warning := out.aloneIn(class, out.Places[0].Unit.Code)
		has := func(err error) bool { return err.Error() == warning.Error() }
		if !slices.ContainsFunc(out.Warnings, has) {
			out.Warnings = append(slices.Clone(out.Warnings), warning)
		}
	}
	return out
}

// aloneIn is the warning of a class of one.
func (Ranking) aloneIn(class, unit string) error {
	return &indicators.InputError{Unit: unit, Err: basis.Errorf("%w: class %q has one ranked unit, whose rank 1 of 1 is no distinction", ErrClass, class)}
}

// Among returns the ranking of the units that keep accepts, with ranks from 1
// under the same rule for ties. Scores stay as they are; grades are dropped,
// since they were cut from another ranking.
func (r Ranking) Among(keep func(indicators.Unit) bool) Ranking {
	drop := func(p Place) bool { return !keep(p.Unit) }
	out := r
	out.Grades, out.Places, out.Warnings = nil, nil, slices.Clone(r.Warnings)
	out.Apart = slices.DeleteFunc(slices.Clone(r.Apart), drop)
	var was []Place // as in r
	for _, p := range r.Places {
		if drop(p) {
			continue
		}
		was = append(was, p)
		p.Grade, p.Cut = "", ""
		out.Places = append(out.Places, p)
	}
	out.number(func(a, b int) bool { return r.Ties.equal(was[a], was[b]) })
	retire(&out, slices.DeleteFunc(slices.Concat(r.Places, r.Apart), func(p Place) bool { return keep(p.Unit) }))
	return out
}

// number gives ranks to the places that have one; equal reports whether two that follow
// each other, in the same part, are equal.
func (r Ranking) number(equal func(a, b int) bool) {
	for _, s := range r.spans() {
		var at []int // the places that have a rank
		for i := s[0]; i < s[1]; i++ {
			if r.Places[i].Rank > 0 {
				at = append(at, i)
			}
		}
		ranks.Number(len(at), r.Ties.Rule.rule(), func(i int) bool { return equal(at[i-1], at[i]) }, func(i, rank, size, first int) {
			p := &r.Places[at[i]]
			p.Rank, p.Tied, p.TiedFrom = rank, size > 1, 0
			if p.Tied && r.Ties.Rule == Ordinal {
				p.TiedFrom = first
			}
		})
	}
}

// Ranked returns the number of places that have a rank.
func (r Ranking) Ranked() int {
	n := 0
	for _, p := range r.Places {
		if p.Rank > 0 {
			n++
		}
	}
	return n
}

// Find returns the place of the unit with that code or, if no code matches, that
// name; ok is false if there is none, or if several units have the name.
func (r Ranking) Find(unit string) (p Place, ok bool) {
	found := -1
	for i, p := range r.Places {
		if p.Unit.Code == unit {
			return p, true
		}
		if p.Unit.Name == unit {
			if found >= 0 {
				found = math.MaxInt
				continue
			}
			found = i
		}
	}
	if found < 0 || found == math.MaxInt {
		return Place{}, false
	}
	return r.Places[found], true
}

// placesByCode has all places, of units that stand apart too.
func placesByCode(r Ranking) map[string]Place {
	out := make(map[string]Place, len(r.Places)+len(r.Apart))
	for _, p := range slices.Concat(r.Places, r.Apart) {
		out[p.Unit.Code] = p
	}
	return out
}
