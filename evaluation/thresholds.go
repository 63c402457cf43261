package evaluation

import (
	"math"

	"github.com/countyeval/countyeval/indicators/basis"
)

// Threshold is one grade, band or number of stars and the least score for it.
type Threshold struct {
	Grade   string  `json:"grade"`
	AtLeast float64 `json:"at_least"`
	Rest    bool    `json:"rest,omitzero"` // gets whoever is below all others; its AtLeast is not used
}

// Thresholds grades by score: bands, stars, tiers. They are listed best first; a
// unit gets the first grade whose AtLeast its published score reaches. The last
// must be the rest, so that nobody is left without a grade.
//
// Scores compare as they stand in the ranking: with two published digits 89.996,
// printed as 90.00, reaches 90. Where none are published, 12 significant digits of them
// are compared.
type Thresholds []Threshold

var _ Grader = Thresholds(nil)

// Grade implements [Grader]. Names that are empty or used twice, thresholds that are
// not finite or do not fall, and a last one that is not the rest are refused.
func (g Thresholds) Grade(c Entrants) (Graded, error) {
	if err := g.check(); err != nil {
		return Graded{}, err
	}
	out := Graded{Of: make([]string, len(c.Places))}
	for _, t := range g {
		out.Names = append(out.Names, t.Grade)
	}
	for i, p := range c.Places {
		for _, t := range g {
			if t.Rest || c.Ties.compared(p.Score) >= t.AtLeast {
				out.Of[i] = t.Grade
				break
			}
		}
	}
	return out, nil
}

func (g Thresholds) check() error {
	if len(g) == 0 {
		return basis.Errorf("%w: none is given", ErrGrades)
	}
	var errs []error
	seen := map[string]bool{}
	before := math.Inf(1)
	for i, t := range g {
		if t.Grade == "" || seen[t.Grade] {
			errs = append(errs, basis.Errorf("%w: name %q is empty or used twice", ErrGrades, t.Grade))
		}
		seen[t.Grade] = true
		if last := i == len(g)-1; t.Rest != last {
			errs = append(errs, basis.Errorf("%w: %s: the last of the grades, and no other, must be the rest", ErrGrades, t.Grade))
		}
		if t.Rest {
			continue
		}
		if math.IsInf(t.AtLeast, 0) || !(t.AtLeast < before) {
			errs = append(errs, basis.Errorf("%w: the least score %v of %s is not finite and below that of the grade before", ErrGrades, t.AtLeast, t.Grade))
		}
		before = t.AtLeast
	}
	return basis.JoinErrors(errs...)
}
