package evaluation

import (
	"math"
	"slices"
	"strings"

	"github.com/countyeval/countyeval/evaluation/internal/ranks"
	"github.com/countyeval/countyeval/indicators"
	"github.com/countyeval/countyeval/indicators/basis"
)

// Grader gives grades to ranked units: [Quotas], [Thresholds], [TwoStage] and
// [Conditional]; one of your own does the same.
//
// Grade returns the names of its grades, best first, and the grade of each place of
// the cut. It changes and keeps nothing of the cut, gives the same answer for the
// same cut, and is safe for concurrent use. The names are the same for all classes,
// and every place of the cut gets one of them. What it cannot apply is an error that
// wraps [ErrGrades].
type Grader interface {
	Grade(c Entrants) (Graded, error)
}

// ErrGrades is a rule for grades that cannot be applied.
const ErrGrades = basis.Sentinel("grades")

// Entrants are what a [Grader] sees: units in the order of their ranks.
type Entrants struct {
	Places []Place // those that are ranked and inside the quota, best first; of one class if classes have places of their own
	All    int     // how many units the ranking (of the class) has, ranked or not
	Class  string  // "" unless classes have places of their own
	Ties   Ties
	Result *Result // where keys and scores of nodes are found
}

// Graded is the answer of a [Grader].
type Graded struct {
	Names    []string `json:"names"`           // best first
	Of       []string `json:"of"`              // one a place of the cut
	Missed   []Miss   `json:"missed,omitzero"` // what kept units from a better grade
	Warnings []error  `json:"warnings,omitzero"`
}

// check refuses an answer that does not give each place of the cut one of the grades.
func (g Graded) check(c Entrants) error {
	if len(g.Of) != len(c.Places) {
		return basis.Errorf("%w: %d grades for %d places", ErrGrades, len(g.Of), len(c.Places))
	}
	for i, grade := range g.Of {
		if grade == "" || !slices.Contains(g.Names, grade) {
			return &indicators.InputError{Unit: c.Places[i].Unit.Code, Err: basis.Errorf("%w: %q is none of %s", ErrGrades, grade, strings.Join(g.Names, ", "))}
		}
	}
	return nil
}

// Groups numbers the groups of tied places, from 0.
func (c Entrants) Groups() []int {
	return ranks.Groups(len(c.Places), func(i int) bool { return c.Ties.equal(c.Places[i-1], c.Places[i]) })
}

// Values are the figures of a key, one a place, as they are compared with each other
// and with limits ([Ties], [indicators.Table.Compared]); every one that is missing is
// an error.
func (c Entrants) Values(k Key) ([]float64, error) {
	if c.Result == nil {
		return nil, basis.Errorf("%w: a key needs the result that the ranking was made of", ErrGrades)
	}
	if err := c.Result.known(k); err != nil {
		return nil, err
	}
	parts, err := c.Ties.parts(c.Result)
	if err != nil {
		return nil, err
	}
	all := c.Result.compared(c.Ties, k, parts)
	out := make([]float64, len(c.Places))
	var errs []error
	for i, p := range c.Places {
		row, ok := c.Result.Prepared.Row(p.Unit.Code)
		switch {
		case !ok:
			errs = append(errs, &indicators.InputError{Unit: p.Unit.Code, Err: basis.ErrUnknown})
		case math.IsNaN(all[row]):
			errs = append(errs, &indicators.InputError{Unit: p.Unit.Code, Indicator: k.Code, Err: basis.ErrMissing})
		default:
			out[i] = all[row]
		}
	}
	if err := basis.JoinErrors(errs...); err != nil {
		return nil, err
	}
	return out, nil
}

// Grade returns a copy of the ranking with grades; [Decision.Rank] calls it. res is
// the result that the ranking was made of, in which keys, scores of nodes and rulings
// are found; nil for a ranking of your own, if the grader needs none of them. Units
// that are not ranked get no grade, unless a ruling gives them one.
func (r Ranking) Grade(g Grader, res *Result) (Ranking, error) {
	out, _, err := r.grade(g, res)
	return out, err
}

// Missed lists what kept units from the grade of the cut, in the order of the
// ranking.
func (r Ranking) Missed(g Grader, res *Result) ([]Miss, error) {
	_, missed, err := r.grade(g, res)
	return missed, err
}

func (r Ranking) grade(g Grader, res *Result) (Ranking, []Miss, error) {
	r.Places, r.Warnings = slices.Clone(r.Places), slices.Clone(r.Warnings)
	return r.gradeOwn(g, res)
}

// gradeOwn grades a ranking whose places nobody else has.
func (r Ranking) gradeOwn(g Grader, res *Result) (Ranking, []Miss, error) {
	var missed []Miss
	var errs []error
	if err := r.together(); err != nil {
		return Ranking{}, nil, err
	}
	var names []string // the same for all classes
	for _, s := range r.spans() {
		part := r.Places[s[0]:s[1]]
		c := Entrants{All: len(part), Ties: r.Ties, Result: res}
		at := make([]int, 0, len(part))
		for i := range part {
			p := &part[i]
			p.Grade, p.Cut = "", ""
			if p.Rank > 0 && !p.Outside {
				at = append(at, i)
			}
		}
		if c.Places = part[:len(part):len(part)]; len(at) < len(part) {
			c.Places = make([]Place, len(at))
			for k, i := range at {
				c.Places[k] = part[i]
			}
		}
		if r.Own && len(part) > 0 {
			c.Class = part[0].Unit.Class
		}
		out, err := g.Grade(c)
		if err == nil {
			err = out.check(c)
		}
		if err == nil && names != nil && !slices.Equal(out.Names, names) {
			err = basis.Errorf("%w: they are %s, and in the classes before %s", ErrGrades, strings.Join(out.Names, ", "), strings.Join(names, ", "))
		}
		if err != nil {
			if r.Own {
				err = basis.Errorf("class %q: %w", c.Class, err)
			}
			errs = append(errs, err)
			continue
		}
		for k, i := range at {
			part[i].Grade = out.Of[k]
		}
		names = out.Names
		missed = append(missed, out.Missed...)
		for _, w := range out.Warnings {
			if r.Own {
				w = basis.Errorf("class %q: %w", c.Class, w)
			}
			r.Warnings = append(r.Warnings, w)
		}
	}
	if err := basis.JoinErrors(errs...); err != nil {
		return Ranking{}, nil, err
	}
	r.Grades = names
	if res == nil {
		return r, missed, nil
	}
	if err := r.decide(res.Rulings); err != nil {
		return Ranking{}, nil, err
	}
	return r, missed, nil
}

// ungraded are warnings of rulings on grades where the total is ranked without a grader,
// so that they have no effect.
func ungraded(rulings []Ruling) []error {
	var out []error
	for _, d := range rulings {
		if d.Effect == GradeAtMost || d.Effect == GradeFixed {
			out = append(out, &indicators.InputError{Unit: d.Unit, Err: basis.Errorf("%w without effect, since the decision has no grader: %s", ErrRuling, d)})
		}
	}
	return out
}

// decide applies the rulings on grades to places that have the grade of the cut. A
// ruling whose grade is none of the grader's is an error; a grade of units outside
// the quota, or not ranked, may be another, such as T.
func (r Ranking) decide(rulings []Ruling) error {
	var errs []error
	for _, d := range rulings {
		if (d.Effect == GradeAtMost || d.Effect == GradeFixed) && !slices.Contains(r.Grades, d.Grade) {
			errs = append(errs, &indicators.InputError{Unit: d.Unit, Err: basis.Errorf("%w: %w: %s: the grades are %s%v", ErrGrades, ErrRuling, d, strings.Join(r.Grades, ", "), basis.Meant(d.Grade, r.Grades))})
		}
	}
	if err := basis.JoinErrors(errs...); err != nil || len(rulings) == 0 {
		return err
	}
	rows := make(map[string]*Place, len(r.Places))
	for i := range r.Places {
		rows[r.Places[i].Unit.Code] = &r.Places[i]
	}
	// A fixed grade is the decision on the very unit; what holds at most comes
	// after it, whatever the order in the list.
	for _, d := range rulings {
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
	for _, d := range rulings {
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
	return nil
}
