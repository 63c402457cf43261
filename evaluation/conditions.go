package evaluation

import (
	"errors"
	"math"
	"slices"

	"github.com/countyeval/countyeval/indicators"
	"github.com/countyeval/countyeval/indicators/basis"
)

// Condition is what a unit must have for a grade beyond its total: 短板条件. On
// every one of Codes its score, rounded as those of the ranking, must be at least
// AtLeast.
type Condition struct {
	Grade   string   `json:"grade"`
	Codes   []string `json:"codes,omitempty"` // of nodes; none: every dimension, that is every child of the root
	AtLeast float64  `json:"at_least"`
}

// Conditions lower the grades of a graded ranking. A unit that misses a condition
// of its grade falls to the next one, and on, until it meets all conditions of the
// grade it has; the last grade cannot have any. The place that it leaves stays
// empty, so a quota "at most" still holds. Rulings on grades come last, as with
// [Grading].
type Conditions []Condition

// Grade returns a copy of a graded ranking of this result with the conditions
// applied. Missed gives every unit that misses one.
func (c Conditions) Grade(r Ranking, res *Result) (Ranking, error) {
	out, _, err := c.apply(r, res)
	return out, err
}

// Miss is one condition that a unit does not meet.
type Miss struct {
	Unit      indicators.Unit
	Condition Condition
	Code      string  // the node
	Score     float64 // below Condition.AtLeast
}

// Missed lists what kept units from the grade of the cut, in the order of the
// ranking.
func (c Conditions) Missed(r Ranking, res *Result) ([]Miss, error) {
	_, missed, err := c.apply(r, res)
	return missed, err
}

func (c Conditions) apply(r Ranking, res *Result) (Ranking, []Miss, error) {
	if err := c.check(r, res); err != nil {
		return Ranking{}, nil, err
	}
	outside := r.outside()
	out := r
	out.Places, out.Warnings = slices.Clone(r.Places), slices.Clone(r.Warnings)
	undecide(&out)
	var missed []Miss
	for i := range out.Places {
		p := &out.Places[i]
		if p.Rank == 0 || outside[p.Unit.Code] {
			continue
		}
		for at := slices.Index(out.Grades, p.Grade); at >= 0; at++ {
			p.Grade = out.Grades[at]
			miss := c.misses(res, r.Ties, *p)
			if len(miss) == 0 {
				break
			}
			missed = append(missed, miss...)
		}
	}
	decide(&out)
	return out, missed, nil
}

// misses lists the conditions of a place's grade that its unit does not meet.
func (c Conditions) misses(res *Result, ties Ties, p Place) []Miss {
	var out []Miss
	for _, x := range c {
		if x.Grade != p.Grade {
			continue
		}
		for _, code := range x.codes(res) {
			if len(x.Codes) == 0 && !res.counts(p.Unit.Code, code) {
				continue
			}
			if s := res.printed(ties, p.Unit.Code, code); !(s >= x.AtLeast) {
				out = append(out, Miss{p.Unit, x, code, s})
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

func (c Conditions) check(r Ranking, res *Result) error {
	if len(r.Grades) == 0 {
		return basis.Errorf("%w: the ranking has none, so no condition can be applied", ErrGrades)
	}
	var errs []error
	for _, x := range c {
		at := slices.Index(r.Grades, x.Grade)
		switch {
		case at < 0:
			errs = append(errs, basis.Errorf("%w: a condition of %q, which is no grade", ErrGrades, x.Grade))
		case at == len(r.Grades)-1:
			errs = append(errs, basis.Errorf("%w: a condition of %s, below which there is no grade", ErrGrades, x.Grade))
		}
		if math.IsNaN(x.AtLeast) || math.IsInf(x.AtLeast, 0) {
			errs = append(errs, basis.Errorf("%w: the least score %v for %s is not finite", ErrGrades, x.AtLeast, x.Grade))
		}
		for _, code := range x.Codes {
			if _, ok := res.tree.index[code]; !ok {
				errs = append(errs, &indicators.InputError{Indicator: code, Err: basis.Errorf("%w: a condition of %s", basis.ErrUnknown, x.Grade)})
			}
		}
	}
	for _, p := range r.Places {
		if _, ok := res.Prepared.Row(p.Unit.Code); !ok {
			errs = append(errs, &indicators.InputError{Unit: p.Unit.Code, Err: basis.Errorf("%w: ranked, but not in this result", basis.ErrUnknown)})
		}
	}
	return errors.Join(errs...)
}
