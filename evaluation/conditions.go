package evaluation

import (
	"iter"
	"math"
	"slices"

	"github.com/countyeval/countyeval/indicators"
	"github.com/countyeval/countyeval/indicators/basis"
)

// Condition is what a unit must have for a grade beyond its total: 短板条件. On
// every one of Codes its score, rounded as those of the ranking, must be at least
// AtLeast; with Ties.Print it is what is printed of the node, points or score.
type Condition struct {
	Grade   string   `json:"grade" names:"grade"`
	Codes   []string `json:"codes,omitzero" names:"node"` // of nodes; none: every dimension, that is every child of the root
	AtLeast float64  `json:"at_least"`
}

// Conditional lowers the grades that another grader gives. A unit that misses a
// condition of its grade falls to the next one, and on, until it meets all
// conditions of the grade it has; the last grade cannot have any. The place that it
// leaves stays empty, so a quota "at most" still holds. A node that does not apply to a
// unit ([Result.Applies]) holds no condition against it. [Ranking.Missed] gives every
// unit that misses one.
type Conditional struct {
	Of         Grader      `json:"of"`
	Conditions []Condition `json:"conditions"`
}

var (
	_ Grader       = Conditional{}
	_ basis.Naming = Conditional{}
)

// Names implements [basis.Naming]: grades and indicators of the conditions, and what Of
// names.
func (g Conditional) Names() iter.Seq[basis.Mention] {
	return basis.AllNames(basis.NamesOf(g.Of), func(yield func(basis.Mention) bool) {
		for _, c := range g.Conditions {
			for m := range basis.AllNames(basis.Mentions(basis.GradeName, c.Grade), basis.Mentions(basis.AnyIndicator, c.Codes...)) {
				if !yield(m) {
					return
				}
			}
		}
	})
}

// Grade implements [Grader]. A condition of a grade that Of does not have, or of its
// last one, a code that is no node, and a least score that is not finite are
// refused.
func (g Conditional) Grade(c Entrants) (Graded, error) {
	if g.Of == nil {
		return Graded{}, basis.Errorf("%w: conditions need a grader of whose grades they are", ErrGrades)
	}
	out, err := g.Of.Grade(c)
	if err != nil {
		return Graded{}, err
	}
	if c.Result == nil {
		return Graded{}, basis.Errorf("%w: conditions need the result that the ranking was made of", ErrGrades)
	}
	if err := g.check(out.Names, c.Result); err != nil {
		return Graded{}, err
	}
	parts, err := c.Ties.parts(c.Result)
	if err != nil {
		return Graded{}, err
	}
	out.Of = slices.Clone(out.Of)
	for i, p := range c.Places {
		for at := slices.Index(out.Names, out.Of[i]); at >= 0; at++ {
			out.Of[i] = out.Names[at]
			miss := g.misses(c, p, out.Of[i], parts)
			if len(miss) == 0 {
				break
			}
			out.Missed = append(out.Missed, miss...)
		}
	}
	return out, nil
}

// Miss is one condition that a unit does not meet.
type Miss struct {
	Unit      indicators.Unit `json:"unit"`
	Condition Condition       `json:"condition"`
	Code      string          `json:"code"`  // the node
	Score     float64         `json:"score"` // below Condition.AtLeast
}

// misses lists the conditions of a grade that the unit of a place does not meet.
func (g Conditional) misses(c Entrants, p Place, grade string, parts *PrintedParts) []Miss {
	var out []Miss
	for _, x := range g.Conditions {
		if x.Grade != grade {
			continue
		}
		for _, code := range x.codes(c.Result) {
			if len(x.Codes) == 0 && !c.Result.counts(p.Unit.Code, code) || !c.Result.Applies(p.Unit.Code, code) {
				continue
			}
			score, _ := c.Result.Score(p.Unit.Code, code)
			if parts != nil {
				score, _ = parts.Score(p.Unit.Code, code)
			}
			if !(c.Ties.compared(score) >= x.AtLeast) {
				out = append(out, Miss{p.Unit, x, code, c.Ties.round(score)})
			}
		}
	}
	return out
}

func (c Condition) codes(res *Result) []string {
	if len(c.Codes) > 0 {
		return c.Codes
	}
	return res.tree.codes[0]
}

func (g Conditional) check(grades []string, res *Result) error {
	var errs []error
	for _, x := range g.Conditions {
		at := slices.Index(grades, x.Grade)
		switch {
		case at < 0:
			errs = append(errs, basis.Errorf("%w: a condition of %q, which is no grade%v", ErrGrades, x.Grade, basis.Meant(x.Grade, grades)))
		case at == len(grades)-1:
			errs = append(errs, basis.Errorf("%w: a condition of %s, below which there is no grade", ErrGrades, x.Grade))
		}
		if math.IsNaN(x.AtLeast) || math.IsInf(x.AtLeast, 0) {
			errs = append(errs, basis.Errorf("%w: the least score %v for %s is not finite", ErrGrades, x.AtLeast, x.Grade))
		}
		for _, code := range x.Codes {
			if _, ok := res.tree.index[code]; !ok {
				errs = append(errs, &indicators.InputError{Indicator: code, Err: basis.Errorf("%w: a condition of %s%v", basis.ErrUnknown, x.Grade, basis.Meant(code, res.tree.names))})
			}
		}
	}
	return basis.JoinErrors(errs...)
}
