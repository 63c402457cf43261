package evaluation

import (
	"errors"
	"slices"
	"strings"

	"github.com/countyeval/countyeval/indicators"
	"github.com/countyeval/countyeval/indicators/basis"
)

// gradeRulings returns the rulings that a grading applies.
func (r *Result) gradeRulings() []Ruling {
	var out []Ruling
	for _, d := range r.Model.Rulings {
		switch d.Effect {
		case NotRanked, OutsideQuota, GradeAtMost, GradeFixed:
			out = append(out, d)
		}
	}
	return out
}

// begin copies a ranking for a grading with these grades, best first, and returns
// the places inside the quota, in order. A ruling whose grade is none of them is
// an error; a grade of units outside the quota may be another, such as T.
func (r Ranking) begin(grades []string) (out Ranking, inside []*Place, err error) {
	var errs []error
	for _, d := range r.Rulings {
		if (d.Effect == GradeAtMost || d.Effect == GradeFixed) && !slices.Contains(grades, d.Grade) {
			errs = append(errs, &indicators.InputError{Unit: d.Unit, Err: basis.Errorf("%w: %w: %s: the grades are %s", ErrGrades, ErrRuling, d, strings.Join(grades, ", "))})
		}
	}
	if err := errors.Join(errs...); err != nil {
		return Ranking{}, nil, err
	}
	outside := r.outside()
	out = r
	out.Places, out.Grades, out.Warnings = slices.Clone(r.Places), grades, slices.Clone(r.Warnings)
	for i := range out.Places {
		p := &out.Places[i]
		p.Grade, p.Cut = "", ""
		if p.Rank > 0 && !outside[p.Unit.Code] {
			inside = append(inside, p)
		}
	}
	return out, inside, nil
}

// outside has the units that a ruling puts outside the quota.
func (r Ranking) outside() map[string]bool {
	var out map[string]bool
	for _, d := range r.Rulings {
		if d.Effect == OutsideQuota {
			if out == nil {
				out = map[string]bool{}
			}
			out[d.Unit] = true
		}
	}
	return out
}

// ByQuota is the grade that the place has without a ruling on it.
func (p Place) ByQuota() string {
	if p.Cut != "" {
		return p.Cut
	}
	return p.Grade
}

// decide applies the rulings on grades to places that have the grade of the cut.
func decide(r *Ranking) {
	if len(r.Rulings) == 0 {
		return
	}
	rows := make(map[string]*Place, len(r.Places))
	for i := range r.Places {
		rows[r.Places[i].Unit.Code] = &r.Places[i]
	}
	// A fixed grade is the decision on the very unit; what holds at most comes
	// after it, whatever the order in the model.
	for _, d := range r.Rulings {
		p := rows[d.Unit]
		if p == nil {
			continue
		}
		switch d.Effect {
		case NotRanked, OutsideQuota:
			p.Grade = d.Grade
		case GradeFixed:
			if p.Grade != "" {
				p.Cut, p.Grade = p.Grade, d.Grade
			}
		}
	}
	for _, d := range r.Rulings {
		p := rows[d.Unit]
		if p == nil || d.Effect != GradeAtMost || p.Grade == "" {
			continue
		}
		if p.Cut == "" && slices.Contains(r.Grades, p.Grade) {
			p.Cut = p.Grade
		}
		if at := slices.Index(r.Grades, p.Grade); at >= 0 && at < slices.Index(r.Grades, d.Grade) {
			p.Grade = d.Grade
		}
	}
}

// undecide takes the rulings on grades back.
func undecide(r *Ranking) {
	for i := range r.Places {
		if p := &r.Places[i]; p.Cut != "" {
			p.Grade, p.Cut = p.Cut, ""
		}
	}
}
